#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/unicode.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void assert_slice(struct slice got, const char *want)
{
	if (!slice_is(got, want))
		fail_msg("got \"%.*s\", want \"%s\"", SLICE_ARG(got), want);
}

/* A copy that ends where the text ends, so that reading further is seen. */
static char *exact(const char *bytes, size_t len)
{
	char *copy = malloc(len ? len : 1);
	memcpy(copy, bytes, len);
	return copy;
}

static void assert_codes(const char *bytes, size_t len, const uint32_t *want)
{
	char *copy = exact(bytes, len);
	struct slice text = slice_make(copy, len);
	size_t at = 0;
	while (at < len)
		assert_int_equal(unicode_next(text, &at), *want++);
	assert_int_equal(at, len);
	assert_int_equal(*want, 0);
	free(copy);
}

/* The examples of The Unicode Standard 15.0, tables 3-8 to 3-11. */
static void test_maximal_subparts(void **state)
{
	(void)state;
	enum { R = 0xFFFD };
	assert_codes("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", 9, (uint32_t[]){ R, R, R, R, R, R, R, R, 0x41, 0 });
	assert_codes("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", 9, (uint32_t[]){ R, R, R, R, R, R, R, R, 0x41, 0 });
	assert_codes("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", 9, (uint32_t[]){ R, R, R, R, R, 0x41, R, R, 0x42, 0 });
	assert_codes("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", 9, (uint32_t[]){ R, R, R, R, 0x41, 0 });
	assert_codes("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", 13, (uint32_t[]){ 0x61, R, R, R, 0x62, R, 0x63, R, R, 0x64, 0 });
}

static void test_every_code_point_comes_back(void **state)
{
	(void)state;
	for (uint32_t code = 0; code <= 0x10FFFF; code++) {
		char bytes[4];
		size_t len = unicode_put(code, bytes), at = 0;
		uint32_t want = code >= 0xD800 && code < 0xE000 ? 0xFFFD : code;
		assert_int_equal(unicode_next(slice_make(bytes, len), &at), want);
		assert_int_equal(at, len);
		assert_int_equal(unicode_valid(slice_make(bytes, len)), len);
	}
	char bytes[4];
	assert_int_equal(unicode_put(0x110000, bytes), 3);
	assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

/* Of two bytes only ASCII pairs and C2..DF 80..BF are valid; a lead byte with a good second one is one cut sequence. */
static void test_all_pairs(void **state)
{
	(void)state;
	for (unsigned a = 0; a < 256; a++) {
		for (unsigned b = 0; b < 256; b++) {
			char bytes[2] = { (char)a, (char)b };
			bool tail = b >= 0x80 && b <= 0xBF, two = a >= 0xC2 && a <= 0xDF && tail;
			size_t want = two ? 2 : a >= 0x80 ? 0 : b >= 0x80 ? 1 : 2;
			assert_int_equal(unicode_valid(slice_make(bytes, 2)), want);
			bool cut = (a >= 0xE1 && a <= 0xEC && tail) || (a == 0xE0 && b >= 0xA0 && b <= 0xBF) ||
			        (a == 0xED && b >= 0x80 && b <= 0x9F) || ((a == 0xEE || a == 0xEF) && tail) ||
			        (a == 0xF0 && b >= 0x90 && b <= 0xBF) || (a >= 0xF1 && a <= 0xF3 && tail) || (a == 0xF4 && b >= 0x80 && b <= 0x8F);
			assert_int_equal(unicode_count(slice_make(bytes, 2)), two || cut ? 1 : 2);
		}
	}
}

static void test_first_bad_byte_at_every_place(void **state)
{
	(void)state;
	static const char *const bad[] = { "\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC0\x80", "\xED\xA0\x80", "\xFF" };
	for (size_t len = 0; len < 150; len++) {
		for (size_t i = 0; i < 7; i++) {
			char text[200];
			memset(text, 'a', sizeof text);
			memcpy(text + len, bad[i], strlen(bad[i]));
			size_t whole = len + strlen(bad[i]);
			char *copy = exact(text, whole);
			assert_int_equal(unicode_valid(slice_make(copy, whole)), len);
			assert_int_equal(unicode_valid(slice_make(copy, len)), len);
			free(copy);
		}
	}
	assert_int_equal(unicode_valid((struct slice){ NULL, 0 }), 0);
}

static void test_classes(void **state)
{
	(void)state;
	assert_true(unicode_is_letter('a') && unicode_is_letter(0xC1) && unicode_is_letter(0x0301) && unicode_is_letter(0x4E2D));
	assert_false(unicode_is_letter('@') || unicode_is_letter('[') || unicode_is_letter('5') || unicode_is_letter(0x2019));
	assert_true(unicode_is_upper('Z') && unicode_is_upper(0xC1) && unicode_is_upper(0x01C5) && unicode_is_upper(0x041F));
	assert_false(unicode_is_upper('z') || unicode_is_upper(0xE1) || unicode_is_upper(0x4E2D));
	assert_true(unicode_is_lower('a') && unicode_is_lower(0xDF) && !unicode_is_lower('A') && !unicode_is_lower('{'));
	assert_true(unicode_is_digit('0') && unicode_is_digit(0x0663) && !unicode_is_digit(0xB2) && !unicode_is_digit('a'));
	assert_true(unicode_is_private(0xE000) && unicode_is_private(0xF8FF) && unicode_is_private(0x10FFFD));
	assert_false(unicode_is_private(0xFFFD) || unicode_is_private(0x110000) || unicode_is_letter(0xFFFFFFFF));
}

/* White_Space of PropList.txt, and the two that are added to it. */
static void test_space(void **state)
{
	(void)state;
	static const uint32_t spaces[] = { 9, 10, 11, 12, 13, 32, 0x85, 0xA0, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF,
		0x200B };
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		assert_true(unicode_is_space(spaces[i]));
	static const uint32_t others[] = { 0, 8, 14, 0x1C, 0x1F, 'a', 0x84, 0x200C, 0x2060, 0x180E };
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(unicode_is_space(others[i]));
}

static void test_width(void **state)
{
	(void)state;
	assert_int_equal(unicode_width('a'), 1);
	assert_int_equal(unicode_width(0x4E2D), 2);
	assert_int_equal(unicode_width(0x0301), 0);
	assert_int_equal(unicode_width('\n'), 0);
	assert_int_equal(unicode_width(0x7F), 0);
	assert_int_equal(unicode_width(0xE9), 1);
}

static void assert_fold(const char *text, const char *want)
{
	struct slice folded = unicode_fold(arena, slice_of(text));
	assert_slice(folded, want);
	assert_int_equal(folded.ptr[folded.len], 0);
	assert_slice(unicode_fold(arena, folded), want);
}

static void test_fold_case_and_accents(void **state)
{
	(void)state;
	assert_fold("ALLENDE", "allende");
	assert_fold("Árbenz", "arbenz");
	assert_fold("A\xCC\x81rbenz", "arbenz");
	assert_fold("Straße", "strasse");
	assert_fold("İstanbul", "istanbul");
	assert_fold("Wałęsa", "walesa");
	assert_fold("Sørensen", "sorensen");
	assert_fold("ΣΊΣΥΦΟΣ", "σισυφοσ");
	assert_fold("ﬁn", "fin");
	assert_fold("ＣＩＡ", "cia");
	assert_fold("Горбачёв", "горбачев");
}

static void test_fold_quotes_and_dashes(void **state)
{
	(void)state;
	assert_fold("O’Higgins", "o'higgins");
	assert_fold("‘a’ ‚b‛ ′c `d´", "'a' 'b' 'c 'd'");
	assert_fold("“a” „b‟ ″c", "\"a\" \"b\" \"c");
	assert_fold("a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h");
}

static void test_fold_space(void **state)
{
	(void)state;
	assert_fold(" \t Patria\n y\xC2\xA0\xE2\x80\x83Libertad \r\n", "patria y libertad");
	assert_fold("", "");
	assert_fold(" \xC2\xA0 ", "");
	assert_fold("co\xC2\xADup \xE2\x80\x8D"
	            "d\xE2\x81\xA0'état",
	        "coup d'etat");
}

/* Signs that spell the word, not accents on it: without them these pairs would be one. */
static void test_fold_keeps_words_apart(void **state)
{
	(void)state;
	static const char *const pairs[][2] = { { "कि", "का" }, { "が", "か" }, { "กา", "กี" } };
	for (size_t i = 0; i < 3; i++)
		assert_false(slice_equal(unicode_fold(arena, slice_of(pairs[i][0])), unicode_fold(arena, slice_of(pairs[i][1]))));
}

static void test_fold_of_bad_bytes(void **state)
{
	(void)state;
	assert_fold("a\xFF"
	            "b",
	        "a\xEF\xBF\xBD"
	        "b");
	struct slice folded = unicode_fold(arena, slice_make("A\0\xC3\x89", 4));
	assert_int_equal(folded.len, 3);
	assert_memory_equal(folded.ptr, "a\0e", 3);
}

/* A million marks in a row must not take quadratic time; their order is by combining class, stable within one. */
static void test_many_marks(void **state)
{
	(void)state;
	enum { MARKS = 300000 };
	char *text = malloc(1 + 4 * MARKS);
	size_t len = 0;
	text[len++] = 'a';
	for (int i = 0; i < MARKS; i++) {
		memcpy(text + len, i % 2 ? "\xCC\xA3" : "\xCC\x87", 2); /* dot above (230), dot below (220) */
		len += 2;
	}
	struct slice normal = unicode_normal(arena, slice_make(text, len));
	assert_memory_equal(normal.ptr, "\xE1\xBA\xA1\xCC\xA3", 5);
	assert_memory_equal(normal.ptr + normal.len - 2, "\xCC\x87", 2);
	free(text);
}

static void test_normal(void **state)
{
	(void)state;
	assert_slice(unicode_normal(arena, slice_of(" Jacobo\n  A\xCC\x81rbenz ")), "Jacobo Árbenz");
	assert_slice(unicode_normal(arena, slice_of("“O’Higgins” – É")), "“O’Higgins” – É");
	assert_slice(unicode_normal(arena, slice_of("e\xCC\x81\xCC\xA3")), "\xE1\xBA\xB9\xCC\x81");
	assert_slice(unicode_normal(arena, slice_of("\xE2\x84\xA6")), "\xCE\xA9");
	assert_slice(unicode_normal(arena,
	                     slice_of("a\xC2\xA0\xE3\x80\x80"
	                              "b")),
	        "a b");
	assert_slice(unicode_normal(arena, slice_of("ﬁ²")), "ﬁ²");
}

static void test_slug(void **state)
{
	(void)state;
	assert_slice(unicode_slug(arena, slice_of("Árbenz's Party")), "arbenz-s-party");
	assert_slice(unicode_slug(arena, slice_of("Árbenz’s Party")), "arbenz-s-party");
	assert_slice(unicode_slug(arena, slice_of("  --Patria, y (Libertad)!! ")), "patria-y-libertad");
	assert_slice(unicode_slug(arena, slice_of("Горбачёв")), "горбачев");
	assert_slice(unicode_slug(arena, slice_of("中国 1949")), "中国-1949");
	assert_slice(unicode_slug(arena, slice_of("-")), "x2d");
	assert_slice(unicode_slug(arena, slice_of("C++")), "c");
	assert_slice(unicode_slug(arena, slice_of("\xFF")), "xff");
	assert_slice(unicode_slug(arena, slice_of("")), "x");
	assert_slice(unicode_slug(arena, slice_of("a|b@c")), "a-b-c");
}

static void test_lower(void **state)
{
	(void)state;
	assert_int_equal(unicode_lower('Q'), 'q');
	assert_int_equal(unicode_lower('['), '[');
	assert_int_equal(unicode_lower(0xC9), 0xE9);
	assert_int_equal(unicode_lower(0x4E2D), 0x4E2D);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_maximal_subparts),
		cmocka_unit_test(test_every_code_point_comes_back),
		cmocka_unit_test(test_all_pairs),
		cmocka_unit_test(test_first_bad_byte_at_every_place),
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_space),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_fold_case_and_accents),
		cmocka_unit_test(test_fold_quotes_and_dashes),
		cmocka_unit_test(test_fold_space),
		cmocka_unit_test(test_fold_keeps_words_apart),
		cmocka_unit_test(test_fold_of_bad_bytes),
		cmocka_unit_test(test_many_marks),
		cmocka_unit_test(test_normal),
		cmocka_unit_test(test_slug),
		cmocka_unit_test(test_lower),
	};
	return cmocka_run_group_tests_name("unicode", tests, set_up, tear_down);
}
