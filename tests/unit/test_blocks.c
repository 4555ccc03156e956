#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "text/blocks.h"

static char *read_padded(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	*len = (size_t)ftell(file);
	rewind(file);
	char *bytes = alloc_new(*len + 64);
	assert_int_equal(fread(bytes, 1, *len, file), *len);
	fclose(file);
	return bytes;
}

/* Each block as a letter and its text, white space folded, one a line. */
static void render(const char *text, char *out)
{
	struct document document = { .text = slice_of(text), .raw = slice_of(text), .encoding = ENCODING_UTF8 };
	struct arena *arena = arena_new();
	blocks_find(&document);
	size_t end = 0;
	*out = '\0';
	for (size_t i = 0; i < document.blocks.n; i++) {
		struct block block = document.blocks.at[i];
		assert_true(block.start >= end && block.end > block.start && block.end <= document.text.len);
		end = block.end;
		struct slice part = document_decoded(&document, arena, block.start, block.end);
		out += sprintf(out, "%c %.*s\n", "PHF"[block.kind], SLICE_ARG(part));
	}
	document_fini(&document);
	arena_free(arena);
}

static void check(const char *text, const char *blocks)
{
	char out[8192];
	render(text, out);
	assert_string_equal(out, blocks);
}

static void test_plain(void **state)
{
	(void)state;
	check("", "");
	check(" \n\n\t\n", "");
	check("Ana Ruiz was arrested by the Northern Guard", "P Ana Ruiz was arrested by the Northern Guard\n");
	check("Ana Ruiz was arrested\n\nIvo Lenz was freed\n", "P Ana Ruiz was arrested\nP Ivo Lenz was freed\n");
	check("The Guard\n\nAna Ruiz was arrested.\n", "H The Guard\nP Ana Ruiz was arrested.\n");
	check("The Guard\r\n\r\nAna Ruiz was arrested.\r\n", "H The Guard\nP Ana Ruiz was arrested.\n");
	check("The Guard\r\rAna Ruiz was arrested.\r", "H The Guard\nP Ana Ruiz was arrested.\n");
}

static void test_wrapped(void **state)
{
	(void)state;
	check("In the spring of 1931 Ana Ruiz was arrested by the Northern\n"
	      "Guard. The guard was led by Karel Novak, who had been a minister\n"
	      "before.\n"
	      "Ivo Lenz was freed.\n",
	        "P In the spring of 1931 Ana Ruiz was arrested by the Northern Guard. The guard was led by Karel Novak, who had been a minister "
	        "before.\n"
	        "P Ivo Lenz was freed.\n");
	check("   In the spring of 1931 Ana Ruiz was arrested by the Northern\n"
	      "Guard. The guard was led by Karel Novak, who had been a minister.\n"
	      "   The Republic of Ombra was invaded by Tessaly in the same year\n"
	      "and was no more.\n",
	        "P In the spring of 1931 Ana Ruiz was arrested by the Northern Guard. The guard was led by Karel Novak, who had been a minister.\n"
	        "P The Republic of Ombra was invaded by Tessaly in the same year and was no more.\n");
	/* As long as a full line of the others, but with room for the next word. */
	check("The office is in the Harbour Street of Port Sele.\nOpen daily.\nIt is closed in the winter months.\nCall us.\n",
	        "P The office is in the Harbour Street of Port Sele.\nP Open daily.\nP It is closed in the winter months.\nP Call us.\n");
	/* Too narrow to be judged by width. */
	check("Ana Ruiz was arrested\nby the Northern Guard.\nIvo Lenz was freed.\n",
	        "P Ana Ruiz was arrested by the Northern Guard.\nP Ivo Lenz was freed.\n");
}

static void test_long_lines(void **state)
{
	(void)state;
	static const char one[] =
	        "In the spring of 1931, after many months of trouble in the streets of the capital, Ana Ruiz was arrested by the Northern Guard.";
	static const char two[] = "The guard was led by Karel Novak.";
	char text[512], blocks[512];
	sprintf(text, "%s\n%s\n", one, two);
	sprintf(blocks, "P %s\nP %s\n", one, two);
	check(text, blocks);
	sprintf(text, "%.*s,\nand %s\n", (int)sizeof one - 2, one, two);
	sprintf(blocks, "P %.*s, and %s\n", (int)sizeof one - 2, one, two);
	check(text, blocks);
}

static void test_items(void **state)
{
	(void)state;
	check("It was said:\n- Ana Ruiz was arrested.\n  She is in prison.\n- Ivo Lenz was freed.\n\n1. One is here.\n2) Two are "
	      "there.\n\xE2\x80\xA2 Three came.\n",
	        "H It was said:\nP Ana Ruiz was arrested.\nP She is in prison.\nP Ivo Lenz was freed.\nP One is here.\nP Two are there.\nP Three "
	        "came.\n");
	/* A dash or a number that begins a line in the midst of a sentence is no bullet. */
	check("The Northern Guard was founded in the harbour on the evening of\n12. September by Karel Novak, who was soon to be the first of all\n"
	      "- and the last of all - to lead it into the streets of Port Sele.\n",
	        "P The Northern Guard was founded in the harbour on the evening of 12. September by Karel Novak, who was soon to be the first of all"
	        " - and the last of all - to lead it into the streets of Port Sele.\n");
}

static void test_markdown(void **state)
{
	(void)state;
	check("# The Guard #\nAna Ruiz was arrested.\n## Its end\n\nTessaly\n=======\nIt won.\n\nSele\n---\n\nIt lost.\n",
	        "H The Guard\nP Ana Ruiz was arrested.\nH Its end\nH Tessaly\nP It won.\nH Sele\nP It lost.\n");
	check("| Name | Office |\n|------|--------|\n| Lenz | head |\n\nIt lost.\n",
	        "F | Name | Office |\nF |------|--------|\nF | Lenz | head |\nP It lost.\n");
	check("```\nAna Ruiz was arrested.\n\nMore.\n```\nIt lost.\n", "F ``` Ana Ruiz was arrested. More. ```\nP It lost.\n");
	check("~~~\nAna Ruiz was arrested.\n~~~\nIt lost.\n", "F ~~~ Ana Ruiz was arrested. ~~~\nP It lost.\n");
	check("```\nAna Ruiz was arrested.\n\nIt lost.\n", "P Ana Ruiz was arrested.\nP It lost.\n");
	/* What closes no fence of one kind says nothing of the other. */
	check("~~~\nAna Ruiz was arrested.\n\n```\nMore.\n```\nIt lost.\n", "P Ana Ruiz was arrested.\nF ``` More. ```\nP It lost.\n");
	check("#Hashtag is no heading.\n", "P #Hashtag is no heading.\n");
}

static void test_menus(void **state)
{
	(void)state;
	check("Home\nAbout us\nSave the harbour!\nContact\n\nAna Ruiz was arrested.\n\nThe end\n",
	        "F Home\nF About us\nF Save the harbour!\nF Contact\nP Ana Ruiz was arrested.\nH The end\n");
	check("Ana Ruiz was arrested.\n\nThe guard is everywhere!\n\nHome\n\nAbout\n\nContact\n",
	        "P Ana Ruiz was arrested.\nP The guard is everywhere!\nF Home\nF About\nF Contact\n");
	check("Home | About\n\nAna Ruiz was arrested.\n", "F Home | About\nP Ana Ruiz was arrested.\n");
	check("Home \xC2\xA0|\xC2\xA0 About\n\nAna Ruiz was arrested.\n", "F Home | About\nP Ana Ruiz was arrested.\n");
	/* Notes without a stop are no menu where there is no prose around them. */
	check("Ruiz founded the Guard\nLenz led the League\nMora left\n", "H Ruiz founded the Guard\nH Lenz led the League\nH Mora left\n");
}

static void test_ends(void **state)
{
	(void)state;
	check("Prose is here.\n\nThe (old) \"guard\"\n", "P Prose is here.\nH The (old) \"guard\"\n");
	check("Prose is here.\n\nThe \"guard.\"\n", "P Prose is here.\nP The \"guard.\"\n");
	check("Prose is here.\n\nThe guard.[12]\n", "P Prose is here.\nP The guard.[12]\n");
	check("Prose is here.\n\nThe guard.12\n", "P Prose is here.\nP The guard.12\n");
	check("Prose is here.\n\nThe year 1.12\n", "P Prose is here.\nH The year 1.12\n");
}

/* The kind of the block in which the first line that begins with these words lies. */
static enum block_kind kind_of(const struct document *document, const char *words)
{
	char line[256];
	snprintf(line, sizeof line, "\n%s", words);
	const char *at = strstr(document->text.ptr, line);
	size_t offset = at ? (size_t)(at - document->text.ptr) + 1 : 0;
	if (!at)
		assert_true(slice_starts(document->text, words));
	for (size_t i = 0; i < document->blocks.n; i++)
		if (document->blocks.at[i].start <= offset && offset < document->blocks.at[i].end)
			return document->blocks.at[i].kind;
	fail_msg("no block at %s", words);
	return BLOCK_FURNITURE;
}

static void test_article(void **state)
{
	(void)state;
	static const char *const prose[] = {
		"The terrorist attack",
		"This was led by",
		"They failed and the UP",
		"Allende won the election",
		"In June 1973",
		"Inevitably,",
		"Bachelet is the daughter",
		"Also standing is",
		"The CWI website",
		"For more details",
		"The coup followed",
	};
	static const char *const furniture[] = {
		"Join the Socialist Party Join",
		"Printable version",
		"Facebook",
		"Link to this page",
		"Your message",
		"Save our NHS!",
		"Book review: Capital",
		"Home",
		"Subscribe\xC2\xA0",
		"Related links",
		"triangleHackney",
		"triangle75 years",
		"triangleMore",
		"Egypt:",
		"Nuclear weapons",
		"Subscribe to",
		"Locate your",
		"Regional",
		"Eastern:",
		"Alphabetical",
		"January 2020",
		"Chile 1973 - Never",
	};
	static const char *const headings[] = { "UP reforms", "Role of working class", "The coup\n", "Chilean model", "New presidential election" };
	struct document document = { 0 };
	char *bytes = read_padded("seeds/000_3b1342fb8eb56310.txt", &document.text.len);
	document.text.ptr = bytes;
	blocks_find(&document);
	for (size_t i = 0; i < sizeof prose / sizeof *prose; i++)
		assert_int_equal(kind_of(&document, prose[i]), BLOCK_PARAGRAPH);
	for (size_t i = 0; i < sizeof furniture / sizeof *furniture; i++)
		assert_int_equal(kind_of(&document, furniture[i]), BLOCK_FURNITURE);
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		assert_int_equal(kind_of(&document, headings[i]), BLOCK_HEADING);
	document_fini(&document);
	free(bytes);
}

/* Many lines without a blank one are judged in pieces; none is lost. */
static void test_many_lines(void **state)
{
	(void)state;
	enum { LINES = 20000 };
	static const char line[] = "Ana Ruiz was arrested by the Northern Guard in the spring\n";
	struct document document = { .text = { alloc_new(LINES * sizeof line + 64), LINES * (sizeof line - 1) } };
	for (size_t i = 0; i < LINES; i++)
		memcpy((char *)(uintptr_t)document.text.ptr + i * (sizeof line - 1), line, sizeof line - 1);
	blocks_find(&document);
	size_t covered = 0;
	for (size_t i = 0; i < document.blocks.n; i++)
		covered += document.blocks.at[i].end - document.blocks.at[i].start + 1;
	assert_int_equal(covered, document.text.len);
	document_fini(&document);
	free((char *)(uintptr_t)document.text.ptr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_wrapped),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_menus),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_article),
		cmocka_unit_test(test_many_lines),
	};
	return cmocka_run_group_tests_name("blocks", tests, NULL, NULL);
}
