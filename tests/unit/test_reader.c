#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/unicode.h"
#include "text/blocks.h"
#include "text/reader.h"
#include "text/sentence.h"

/* What a file gave, as text: each document's key and text, or why it was skipped. */
struct heard {
	char text[8192];
	bool own;
};

static void hear(struct document *document, const char *skipped, void *data)
{
	struct heard *heard = data;
	size_t n = strlen(heard->text);
	heard->own |= skipped == READER_OWN_OUTPUT;
	struct slice text = skipped ? slice_of(skipped) : document->text;
	snprintf(heard->text + n, sizeof heard->text - n, "%.*s@%u%s%.*s\n", SLICE_ARG(document->key), document->first_line, skipped ? "!" : "=",
	        SLICE_ARG(text));
}

static void read_bytes(const char *key, struct slice raw, reader_document *each, void *data, struct diag *diag)
{
	struct arena *arena = arena_new();
	char *bytes = arena_alloc(arena, raw.len + 64);
	memcpy(bytes, raw.ptr, raw.len);
	struct reader_options options = { .encoding = ENCODING_AUTO };
	reader_read(slice_of(key), slice_make(bytes, raw.len), &options, arena, diag, each, data);
	arena_free(arena);
}

static void check(const char *key, const char *raw, const char *expected, unsigned warnings)
{
	struct heard heard = { 0 };
	struct diag *diag = diag_new();
	read_bytes(key, slice_of(raw), hear, &heard, diag);
	assert_string_equal(heard.text, expected);
	assert_int_equal(diag_warnings(diag), warnings);
	assert_int_equal(diag_errors(diag), 0);
	diag_free(diag);
}

static void test_formats(void **state)
{
	(void)state;
	check("a.txt", "<p>Ana", "a.txt@1=<p>Ana\n", 0);
	check("a/b.c/NOTES", "Ana", "a/b.c/NOTES@1=Ana\n", 0);
	check("a.html", "<p>Ana", "a.html@1=Ana\n\n", 0);
	check("a.HTM", "<p>Ana", "a.HTM@1=Ana\n\n", 0);
	check("a.md", "# Ana", "a.md@1=# Ana\n", 0);
	check("a.markdown", "`Ana`", "a.markdown@1=Ana\n", 0);
	check("a.json", "{\"text\": \"Ana\"}", "a.json@1={\"text\": \"Ana\"}\n", 1);
	check("a.text", "`Ana`", "a.text@1=`Ana`\n", 0);
	check("a.xhtml", "<p>Ana", "a.xhtml@1=Ana\n\n", 0);
	check("a.ndjson", "{\"text\": \"Ana\"}\n", "a.ndjson#1@1=Ana\n", 0);
	check("a.txt", "", "a.txt@1=\n", 0);
	check("a.txt", "\177ELF", "a.txt@1!binary\n", 0);
	check("a.html", "%PDF-1", "a.html@1!binary\n", 0);
	check("a.html", "<meta charset=koi8-r><p>\xF0\xD2\xC1\xC7\xC1", "a.html@1=Прага\n\n", 0);
	check("a.html", "<meta charset=nosuch><p>\xC3\xA1", "a.html@1=á\n\n", 0);
}

static void test_warnings(void **state)
{
	(void)state;
	check("a.txt", "caf\xE9", "a.txt@1=café\n", 1);
	check("a.txt", "\xC3\xA9\xFF", "a.txt@1=é\uFFFD\n", 1);
	check("a.jsonl", "{\"text\": \"a\xFF\xC3\xA9\"}", "a.jsonl#1@1=a\uFFFDé\n", 1);
}

static void test_lines(void **state)
{
	(void)state;
	check("a.jsonl", "", "", 0);
	check("a.jsonl", "{\"id\": \"x\", \"text\": \"Ana\\nRuiz\"}\n\n{\"id\": 12, \"text\": \"Ivo\"}\r\n{\"text\": \"\"}",
	        "a.jsonl#x@1=Ana\nRuiz\na.jsonl#12@3=Ivo\na.jsonl#4@4=\n", 0);
	check("a.jsonl", "{\"id\": \"x\", \"text\": \"1\"}\n{\"id\": \"x\", \"text\": \"2\"}\n{\"id\": \"y\"}\n{\"id\": \"z\", \"text\": \"3\"}\n",
	        "a.jsonl#x@1=1\na.jsonl#x@2!line 2: a line before it has the same id\na.jsonl#y@3!no \"text\" in it\na.jsonl#z@4=3\n", 0);
}

static void test_lines_without_a_text(void **state)
{
	(void)state;
	check("a.jsonl", "{\"text\": 5}\n{\"text\": true}\n{\"text\": null}\n{\"text\": [\"Ana\"]}\n{\"content\": \"Ana\"}\n",
	        "a.jsonl#1@1!no \"text\" in it\na.jsonl#2@2!no \"text\" in it\na.jsonl#3@3!no \"text\" in it\na.jsonl#4@4!no \"text\" in it\n"
	        "a.jsonl#5@5!no \"text\" in it\n",
	        0);
}

static void test_bad_lines(void **state)
{
	(void)state;
	struct heard heard = { 0 };
	struct diag *diag = diag_new();
	read_bytes("a.jsonl", slice_of("{\"id\": \"x\", \n[1]\nAna\n{\"id\": \"y\", \"text\": \"3\"}\n"), hear, &heard, diag);
	assert_non_null(strstr(heard.text, "a.jsonl#1@1!line 1: "));
	assert_non_null(strstr(heard.text, "a.jsonl#2@2!"));
	assert_non_null(strstr(heard.text, "a.jsonl#3@3!line 3: "));
	assert_non_null(strstr(heard.text, "a.jsonl#y@4=3\n"));
	diag_free(diag);
}

static void test_own_output(void **state)
{
	(void)state;
	struct heard heard = { 0 };
	struct diag *diag = diag_new();
	read_bytes("out.jsonl", slice_of("{\"kgraph\": \"1.0\", \"rules\": \"x\"}\n{\"id\": \"x\", \"text\": \"1\"}\n"), hear, &heard, diag);
	assert_true(heard.own);
	assert_string_equal(heard.text, "out.jsonl@1!a graph of kgraph, not a document\n");
	diag_free(diag);
}

static void test_wants(void **state)
{
	(void)state;
	static const char *const wanted[] = { "a.txt", "A.TXT", "b.md", "c.html", "c.Htm", "d.jsonl", "README", "x/y.z/LICENSE", "a.b.txt",
		"a.text", "a.markdown", "a.XHTML", "a.ndjson" };
	static const char *const others[] = { ".hidden", ".a.txt", "a.png", "a.c", "x/.git", "a.", "", "a.txt~", "a.rst", "a.json", ".md" };
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		assert_true(reader_wants(slice_of(wanted[i])));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(reader_wants(slice_of(others[i])));
}

/* The sentences of a file of the corpus that are not furniture, each read again from the bytes of the file. */
static void hear_sentences(struct document *document, const char *skipped, void *data)
{
	struct heard *heard = data;
	if (skipped)
		return;
	struct arena *arena = arena_new();
	struct map *abbreviations = map_new();
	map_put_number(abbreviations, slice_of("dr"), 1);
	struct sentence_words words = { abbreviations, NULL };
	blocks_find(document);
	for (size_t i = 0; i < document->blocks.n; i++) {
		struct block *block = &document->blocks.at[i];
		struct sentence sentence;
		for (size_t at = block->start; sentence_next(document, block, &words, at, &sentence); at = sentence.end) {
			size_t start = document_raw(document, sentence.start), end = document_raw(document, sentence.end);
			struct slice again = document_decoded(document, arena, start, end);
			struct slice once = unicode_normal(arena, slice_part(document->text, sentence.start, sentence.end));
			assert_true(slice_equal(again, once));
			size_t n = strlen(heard->text);
			if (block->kind != BLOCK_FURNITURE)
				snprintf(heard->text + n, sizeof heard->text - n, "%u %.*s\n", document_line(document, sentence.start),
				        SLICE_ARG(again));
		}
	}
	map_free(abbreviations);
	arena_free(arena);
}

static void check_corpus(const char *name, const char *expected)
{
	char path[64];
	static char raw[8192];
	snprintf(path, sizeof path, "tests/corpus/%s", name);
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	size_t len = fread(raw, 1, sizeof raw, file);
	fclose(file);
	struct heard heard = { 0 };
	struct diag *diag = diag_new();
	read_bytes(path, slice_make(raw, len), hear_sentences, &heard, diag);
	diag_free(diag);
	assert_string_equal(heard.text, expected);
}

static void test_corpus(void **state)
{
	(void)state;
	static const char plain[] = "1 The Northern Guard in Ombra\n"
	                            "3 Ana Ruiz was arrested by the Northern Guard.\n"
	                            "3 The guard was led by General Karel Novák, a former minister.\n"
	                            "5 In 1931 the Republic of Ombra was invaded by Tessaly – “without a shot”, as Ruiz said.\n";
	static const char wrapped[] =
	        "1 The Northern Guard in Ombra\n"
	        "3 In the spring of 1931 Ana Ruiz was arrested by the Northern Guard.\n"
	        "4 The guard was led by General Karel Novák, who had been a minister, and was supported by the Harbour League of Port Sele.\n"
	        "6 The Republic of Ombra was invaded by Tessaly in the same year.\n"
	        "7 Its president, Dr. Ivo Lenz, was overthrown by Colonel Adan Mora.\n";
	static const char *const plains[] = { "plain.txt", "mark.txt", "utf16be.txt", "windows1252.txt" };
	static const char *const wrappeds[] = { "wrapped.txt", "crlf.txt", "utf16le.txt" };
	for (size_t i = 0; i < sizeof plains / sizeof *plains; i++)
		check_corpus(plains[i], plain);
	for (size_t i = 0; i < sizeof wrappeds / sizeof *wrappeds; i++)
		check_corpus(wrappeds[i], wrapped);
	check_corpus("NOSUFFIX", "1 Ana Ruiz was arrested by the Northern Guard\n");
	check_corpus("broken.txt",
	        "1 The Northern Guard in Ombra\n"
	        "3 Ana Ruiz was arrested by the Northern Guard.\n"
	        "3 The guard was led by General Karel Novák, a former minister.\n"
	        "5 In 1931\uFFFD the Republic of Ombra was invaded by Tessaly\uFFFD – “without a shot”, as Ruiz said.\n");
	check_corpus("notes.md",
	        "1 The Northern Guard\n"
	        "3 Ana Ruiz was arrested by the Northern Guard.\n"
	        "3 See the report.\n"
	        "5 Members\n7 Karel Novák founded the Northern Guard in 1929.\n8 Ivo Lenz was supported by the Harbour League.\n"
	        "18 Tessaly\n21 The Republic of Ombra was invaded by Tessaly.\n");
	check_corpus("page.html",
	        "8 The Northern Guard\n"
	        "9 In 1931 Ana Ruiz was arrested by the Northern Guard.\n"
	        "11 The guard was led by General Karel Novák & his brother.\n"
	        "14 Ivo Lenz was overthrown by Colonel Adan Mora.\n"
	        "15 The Republic of Ombra was invaded by Tessaly.\n"
	        "17 The League was founded by Lenz.\n17 It was led by Novák.\n");
	check_corpus("old.htm",
	        "3 Ana Ruiz was arrested by the Northern Guard.\n"
	        "4 The guard was led by Karel Novák, a former minister.\n"
	        "5 The Republic of Ombra was invaded by Tessaly.\n");
	check_corpus("lines.jsonl",
	        "1 Ana Ruiz was arrested by the Northern Guard.\n1 The guard was led by Karel Novák.\n"
	        "2 The Republic of Ombra was invaded by Tessaly.\n4 Ivo Lenz was overthrown by Adan Mora.\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_warnings),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_lines_without_a_text),
		cmocka_unit_test(test_bad_lines),
		cmocka_unit_test(test_own_output),
		cmocka_unit_test(test_wants),
		cmocka_unit_test(test_corpus),
	};
	return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
