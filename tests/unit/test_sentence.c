#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "text/sentence.h"

static const char *const abbreviations[] = {
	"dr",
	"mr",
	"gen",
	"sen",
	"st",
	"no",
	"jr",
	"inc",
	"etc",
	"u.s",
	"u.k",
	"e.g",
	"i.e",
	"p.m",
	"11",
	"prof",
	"munoz",
	"vs",
};
static const char *const may_end[] = { "etc", "u.s", "p.m", "inc", "jr", "no", "v", "war i" };

static struct map *set_of(const char *const *words, size_t n)
{
	struct map *map = map_new();
	for (size_t i = 0; i < n; i++)
		map_put_number(map, slice_of(words[i]), 1);
	return map;
}

static int setup(void **state)
{
	struct sentence_words *words = alloc_new(sizeof *words);
	words->abbreviations = set_of(abbreviations, sizeof abbreviations / sizeof *abbreviations);
	words->may_end = set_of(may_end, sizeof may_end / sizeof *may_end);
	*state = words;
	return 0;
}

static int teardown(void **state)
{
	struct sentence_words *words = *state;
	map_free((struct map *)(uintptr_t)words->abbreviations);
	map_free((struct map *)(uintptr_t)words->may_end);
	free(words);
	return 0;
}

/* The text with a bar put between its sentences. */
static void split(const struct sentence_words *words, const char *text, char *out)
{
	struct document document = { .text = slice_of(text), .raw = slice_of(text) };
	struct block block = { 0, strlen(text), BLOCK_PARAGRAPH };
	struct sentence sentence;
	*out = '\0';
	for (size_t at = 0; sentence_next(&document, &block, words, at, &sentence); at = sentence.end) {
		assert_true(sentence.start >= at && sentence.end > sentence.start);
		assert_false(sentence.cut);
		if (*out)
			strcat(out, "|");
		strncat(out, text + sentence.start, sentence.end - sentence.start);
	}
}

/* Each text as it must be split, bars between its sentences; a bar stands for one space. */
static const char *const cases[] = {
	"He left.|She stayed.",
	"He left!|She stayed?|They slept.",
	"One sentence without a stop",
	"Dr. Ruiz met Gen. Mora in St. Sele.|They talked.",
	"Prof. J. F. Lenz and G. W. Roe signed.|It was 1931.",
	"J.F. Lenz spoke to the U.S. Congress.|It listened.",
	"He lived in the U.S. Secretary Roe did not.",
	"He lived in the U.S.|He was there long.",
	"It broke out in World War I.|Ruiz left.",
	"War I. Ruiz left.|He knew War I.|War I. Mora stayed.",
	"The army of Karl I. Mora left.",
	"The war cost Karl V. Mora much.",
	"It fell to Karl V.|He left.",
	"It was 3.5 metres, or 7.2 million.|Then 40.",
	"Oil, gas, etc. were sold.|More came.",
	"Oil, gas, etc.|Copper was sold too.",
	"At 5 p.m.|Ruiz came at last.",
	"See No. 5 of the list.",
	"He said no.|Then he left.",
	"Am 11. September kam er.",
	"He came on the 12.|September was warm.",
	"\"It ended.\"|He left.",
	"“It ended.”|He left.",
	"«Es war aus.»|Er ging.",
	"„Es war aus.“|Er ging.",
	"'It ended.'|He left.",
	"(It ended.)|He left.",
	"\"No!\" he said.|He left.",
	"He left.|\"We will come back.\"",
	"He left.|(She did not.)",
	"He left.|– She did not.",
	"Well... then he left.",
	"Well...|Then he left.",
	"Well… then he left.",
	"Well…|Then he left.",
	"What?!|He left.",
	"See example.org/a.b?c=D for more.|It helps.",
	"The file a.out ran.|It ended.",
	"The war ended.[12]|The peace began.",
	"The war ended.12|The peace began.",
	"The war of 1939.|The peace of 1945.",
	"It cost 5.|12 were sold.",
	"1. The party was founded.|2. It was banned.",
	"A. The party was founded.",
	"He left; she stayed: both wept.|It ended.",
	"The guard (e.g. Mora) and the league (i.e. Lenz) met.",
	"Lenz vs. Mora was decided.|Mora lost.",
	"Karel Muñoz. Ruiz was the name.",
	"Éva came.|Álvaro left.",
	"Пришёл он.|Ушла она.",
	"他来了。|她走了。",
	"Vive la reine !|Elle partit.",
	"Acme Inc. said so.|It was true.",
	"Acme Inc.|Ruiz was its head.",
	"It was sold.|$7 million were paid.",
	"iPhones came. iPads did not.",
	"He met Ivo Lenz Jr. and left.",
	"The (D.C.) Office closed.",
	"Yes.|¿Quién vino?|Nadie.",
};

static void test_table(void **state)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[256], out[256];
		strcpy(text, cases[i]);
		for (char *bar; (bar = strchr(text, '|'));) {
			/* Full-width stops stand without a space. */
			bool wide = bar - text >= 3 && !memcmp(bar - 3, "。", 3);
			if (wide)
				memmove(bar, bar + 1, strlen(bar));
			else
				*bar = ' ';
		}
		split(*state, text, out);
		if (strcmp(out, cases[i]))
			print_message("%s\n", cases[i]);
		assert_string_equal(out, cases[i]);
	}
}

static void test_white_space(void **state)
{
	char out[256];
	split(*state, "  He left.\r\n\t She\nstayed. \n", out);
	assert_string_equal(out, "He left.|She\nstayed.");
	split(*state, " \n\t ", out);
	assert_string_equal(out, "");
	split(*state, "« C'est fini.\u00A0» Elle partit.", out);
	assert_string_equal(out, "« C'est fini.\u00A0»|Elle partit.");
}

static void test_no_words(void **state)
{
	(void)state;
	char out[256];
	struct sentence_words none = { NULL, NULL };
	split(&none, "Dr. Ruiz left.", out);
	assert_string_equal(out, "Dr.|Ruiz left.");
}

/* All sentences of a block lie in order, hold no more than the limit, and cover everything but white space. */
static size_t walk(const struct sentence_words *words, const char *text, size_t len, size_t *cut)
{
	struct document document = { .text = slice_make(text, len) };
	struct block block = { 0, len, BLOCK_PARAGRAPH };
	struct sentence sentence;
	size_t n = 0, at = 0;
	*cut = 0;
	for (; sentence_next(&document, &block, words, at, &sentence); at = sentence.end, n++) {
		for (size_t i = at; i < sentence.start; i++)
			assert_true(text[i] == ' ');
		assert_true(sentence.end - sentence.start <= SENTENCE_LIMIT);
		assert_true(sentence.end > at);
		assert_true(((unsigned char)text[sentence.end] & 0xC0) != 0x80);
		*cut += sentence.cut;
	}
	return n;
}

static void test_limit(void **state)
{
	enum { SIZE = 20000 };
	char *text = alloc_new(SIZE + 64);
	size_t cut;
	for (size_t i = 0; i < SIZE; i++)
		text[i] = i % 5 == 4 ? ' ' : 'x';
	assert_int_equal(walk(*state, text, SIZE, &cut), 5);
	assert_int_equal(cut, 4);
	memset(text, 'x', SIZE);
	assert_int_equal(walk(*state, text, SIZE, &cut), 5);
	assert_int_equal(cut, 4);
	for (size_t i = 0; i + 3 <= SIZE; i += 3)
		memcpy(text + i, "€", 3);
	/* 4,096 is no multiple of 3: each piece holds 1,365 characters. */
	assert_int_equal(walk(*state, text, SIZE / 3 * 3, &cut), 5);
	memset(text, '.', SIZE);
	walk(*state, text, SIZE, &cut);
	free(text);
}

/* A line without an end must not cost more than a look or two at each byte. */
static void test_long_line(void **state)
{
	enum { SIZE = 1 << 20 };
	static const char *const fillings[] = { ".", "x", ". ", "\"", "a. ", "[1", "J.", "...9 " };
	char *text = alloc_new(SIZE + 64);
	for (size_t f = 0; f < sizeof fillings / sizeof *fillings; f++) {
		size_t cut, len = strlen(fillings[f]);
		for (size_t i = 0; i < SIZE; i++)
			text[i] = fillings[f][i % len];
		assert_true(walk(*state, text, SIZE, &cut) > 0);
	}
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_white_space),
		cmocka_unit_test(test_no_words),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_long_line),
	};
	return cmocka_run_group_tests_name("sentence", tests, setup, teardown);
}
