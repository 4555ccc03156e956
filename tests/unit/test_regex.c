#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/regex.h"

static struct regex_scratch *scratch;

static int set_up(void **state)
{
	(void)state;
	scratch = regex_scratch_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	regex_scratch_free(scratch);
	return 0;
}

static struct regex *compile(const char *pattern, unsigned flags)
{
	struct regex_error error;
	struct regex *regex = regex_compile(slice_of(pattern), flags, &error);
	if (!regex)
		fail_msg("%s: %s at %zu", pattern, error.text, error.offset);
	return regex;
}

/* Matches until machine code has taken over, and wants the same each time. */
static enum regex_result match(const struct regex *regex, struct slice text, size_t from, bool anchored)
{
	enum regex_result first = regex_match(regex, scratch, text, from, anchored);
	for (int i = 0; i < 40; i++)
		assert_int_equal(regex_match(regex, scratch, text, from, anchored), first);
	return first;
}

static void assert_span(int group, size_t want_start, size_t want_end)
{
	size_t start, end;
	assert_true(regex_span(scratch, group, &start, &end));
	assert_int_equal(start, want_start);
	assert_int_equal(end, want_end);
}

static void test_groups(void **state)
{
	(void)state;
	struct regex *regex = compile("(?<X>\\w+) (?:overthrew|(toppled)) (?<Y>\\w+)", 0);
	size_t start, end;
	assert_int_equal(match(regex, slice_of("In 1973 Pinochet overthrew Allende."), 0, false), REGEX_MATCH);
	assert_span(0, 8, 34);
	assert_span(1, 8, 16);
	assert_span(3, 27, 34);
	assert_false(regex_span(scratch, 2, &start, &end));
	assert_false(regex_span(scratch, 4, &start, &end));
	assert_false(regex_span(scratch, -1, &start, &end));
	assert_int_equal(match(regex, slice_of("nothing"), 0, false), REGEX_NONE);
	assert_false(regex_span(scratch, 0, &start, &end));
	regex_free(regex);
}

static void test_unicode_and_case(void **state)
{
	(void)state;
	struct regex *regex = compile("\\bárbenz\\b", REGEX_CASELESS);
	assert_int_equal(match(regex, slice_of("Jacobo ÁRBENZ fell"), 0, false), REGEX_MATCH);
	assert_span(0, 7, 14);
	assert_int_equal(match(regex, slice_of("Árbenzé"), 0, false), REGEX_NONE);
	regex_free(regex);
	regex = compile("a", 0);
	assert_int_equal(match(regex, slice_of("A"), 0, false), REGEX_NONE);
	regex_free(regex);
}

static void test_anchored(void **state)
{
	(void)state;
	struct regex *regex = compile("ab+", 0);
	struct slice text = slice_of("abb xx abbb");
	assert_int_equal(match(regex, text, 0, true), REGEX_MATCH);
	assert_span(0, 0, 3);
	assert_int_equal(match(regex, text, 1, true), REGEX_NONE);
	assert_int_equal(match(regex, text, 1, false), REGEX_MATCH);
	assert_span(0, 7, 11);
	assert_int_equal(match(regex, text, 7, true), REGEX_MATCH);
	assert_int_equal(match(regex, text, text.len, true), REGEX_NONE);
	assert_int_equal(match(regex, text, text.len, false), REGEX_NONE);
	regex_free(regex);
}

static void test_lookbehind_sees_what_precedes(void **state)
{
	(void)state;
	struct regex *regex = compile("(?<=not )overthrew", 0);
	assert_int_equal(match(regex, slice_of("not overthrew"), 4, true), REGEX_MATCH);
	assert_int_equal(match(regex, slice_of("now overthrew"), 4, true), REGEX_NONE);
	regex_free(regex);
}

static void test_empty_matches_do_not_count(void **state)
{
	(void)state;
	static const char *const patterns[] = { "x*", "(?=a)", "", "\\b", "a?" };
	static const enum regex_result want[] = { REGEX_NONE, REGEX_NONE, REGEX_NONE, REGEX_NONE, REGEX_MATCH };
	for (size_t i = 0; i < 5; i++) {
		struct regex *regex = compile(patterns[i], REGEX_FREE);
		assert_true(regex_matches_empty(regex));
		assert_int_equal(match(regex, slice_of("aaa"), 0, false), want[i]);
		assert_int_equal(match(regex, (struct slice){ NULL, 0 }, 0, false), REGEX_NONE);
		regex_free(regex);
	}
	struct regex *regex = compile("a+", 0);
	assert_false(regex_matches_empty(regex));
	regex_free(regex);
}

static void test_one_after_the_other(void **state)
{
	static const size_t places[][2] = { { 0, 2 }, { 4, 6 }, { 7, 8 } };
	(void)state;
	struct regex *regex = compile("a+|\xC3\xA9", REGEX_CASELESS);
	struct slice text = slice_of("aAb \xC3\x89 ab");
	size_t n = 0;
	for (size_t start, end = 0; regex_next(regex, scratch, text, &start, &end); n++) {
		assert_true(n < 3);
		assert_int_equal(start, places[n][0]);
		assert_int_equal(end, places[n][1]);
	}
	assert_int_equal(n, 3);
	regex_free(regex);
	for (size_t start, end = 0; regex_next(NULL, scratch, text, &start, &end);)
		fail();
}

static void test_bytes_of_zero(void **state)
{
	(void)state;
	struct regex_error error;
	struct regex *regex = regex_compile(slice_make("a\0b", 3), 0, &error);
	assert_non_null(regex);
	assert_int_equal(match(regex, slice_make("xa\0b", 4), 0, false), REGEX_MATCH);
	assert_span(0, 1, 4);
	regex_free(regex);
}

static void test_refused_in_free_patterns(void **state)
{
	(void)state;
	static const struct {
		const char *pattern;
		size_t offset;
	} refused[] = {
		{ "(*UTF)a", 0 },
		{ "(*LIMIT_MATCH=99)a", 0 },
		{ "(*NO_JIT)a", 0 },
		{ "a\\C", 1 },
		{ "a(?C1)b", 1 },
		{ "a(?C)", 1 },
		{ "(a(?R)?b)", 2 },
		{ "(a)(?1)", 3 },
		{ "(?<n>a)(?&n)", 7 },
		{ "(?<n>a)(?P>n)", 7 },
		{ "(a)\\g<1>", 3 },
		{ "(a)\\g'1'", 3 },
		{ "(a)(?-1)", 3 },
		{ "(?+1)(a)", 0 },
		{ "[]()](?R)", 5 },
		{ "[[:alpha:](](?0)", 12 },
		{ "\\Q(?R)\\E(?R)", 8 },
		{ "\\\\(?R)", 2 },
	};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct regex_error error = { "", 99 };
		assert_null(regex_compile(slice_of(refused[i].pattern), REGEX_FREE, &error));
		assert_int_equal(error.offset, refused[i].offset);
		assert_true(error.text[0]);
	}
}

static void test_not_refused(void **state)
{
	(void)state;
	static const char *const patterns[] = { "\\(\\*a", "[(?R)]+", "\\Q(?R)\\E", "(?i)a", "(?-i:a)", "(?=a)a", "(?<n>a)\\k<n>", "(?:a|(?>b))",
		"\\\\C", "(a)\\g1", "(a)\\g{1}", "[\\]\\(?R]" };
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		regex_free(compile(patterns[i], REGEX_FREE));
}

static void test_errors_have_an_offset(void **state)
{
	(void)state;
	struct regex_error error;
	assert_null(regex_compile(slice_of("ab(c"), 0, &error));
	assert_int_equal(error.offset, 4);
	assert_true(strlen(error.text) > 10);
	assert_null(regex_compile(slice_of("a\xFF"), 0, &error));
	assert_int_equal(error.offset, 1);
	assert_null(regex_compile(slice_of("[z-a]"), 0, &error));
	assert_null(regex_compile(slice_of("\\"), REGEX_FREE, &error));
	assert_null(regex_compile(slice_of("["), REGEX_FREE, &error));
	assert_null(regex_compile(slice_of("[[:"), REGEX_FREE, &error));
	assert_null(regex_compile(slice_of("[^"), REGEX_FREE, &error));
	assert_null(regex_compile(slice_of("(?"), REGEX_FREE, &error));
	assert_null(regex_compile(slice_of("("), REGEX_FREE, &error));
}

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void test_compile_bombs(void **state)
{
	(void)state;
	char *nest = malloc(200001);
	struct regex_error error;
	memset(nest, '(', 100000);
	memset(nest + 100000, ')', 100000);
	double start = seconds();
	assert_null(regex_compile(slice_make(nest, 200000), 0, &error));
	assert_null(regex_compile(slice_make(nest, 200000), REGEX_FREE, &error));
	assert_null(regex_compile(slice_make(nest, 50000), REGEX_FREE, &error));
	memset(nest, 'a', 200000);
	assert_null(regex_compile(slice_make(nest, 65537), REGEX_FREE, &error));
	assert_int_equal(error.offset, 65536);
	assert_null(regex_compile(slice_of("(((a{1,1000}){1,1000}){1,1000})"), REGEX_FREE, &error));
	assert_true(seconds() - start < 1.0);
	free(nest);
}

/* Each call ends within the count of callouts, alike with and without machine code. */
static void test_evil_patterns(void **state)
{
	(void)state;
	static const char *const zoo[] = { "(a+)+$b", "(a|aa)+$b", "(.*)*=", "(\\w+\\s?)*$=", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y", "(a+)+[^a ]",
		"[a-z ]*[a-z ]*[0-9]", "(.+)+[0-9]", "(?:\\w+\\W)*\\d", "(?<!a)b|(a|b|ab)*z", "(.*?,){11}P", "(?i)(a*)*b" };
	static const char *const texts[] = { "a", "ab ", "x", "word and " };
	size_t gave_up = 0;
	for (size_t i = 0; i < sizeof zoo / sizeof *zoo; i++) {
		struct regex *regex = compile(zoo[i], REGEX_FREE);
		for (size_t t = 0; t < 4; t++) {
			char text[4096];
			for (size_t k = 0; k < sizeof text; k++)
				text[k] = texts[t][k % strlen(texts[t])];
			double start = seconds();
			gave_up += regex_match(regex, scratch, slice_make(text, sizeof text), 0, false) == REGEX_GAVE_UP;
			assert_true(seconds() - start < 0.5);
		}
		regex_free(regex);
	}
	assert_true(gave_up > 10);
}

/* A group per character outgrows the stack of the machine code; the interpreter then finds what there is. */
static void test_deep_backtracking(void **state)
{
	(void)state;
	enum { LONG = 60000 };
	char *text = malloc(LONG + 1);
	memset(text, 'a', LONG);
	text[LONG] = 'c';
	struct regex *regex = compile("^(?:(a)|b)*c", 0);
	assert_int_equal(match(regex, slice_make(text, LONG + 1), 0, false), REGEX_MATCH);
	assert_span(0, 0, LONG + 1);
	regex_free(regex);
	free(text);
}

/* Past the heap limit nothing is found, and that is said. */
static void test_heap_limit(void **state)
{
	(void)state;
	enum { LONG = 4 << 20 };
	char *text = malloc(LONG);
	memset(text, 'a', LONG);
	struct regex *regex = compile("^(?:(a)|b)*c", 0);
	assert_int_equal(regex_match(regex, scratch, slice_make(text, LONG), 0, false), REGEX_GAVE_UP);
	regex_free(regex);
	free(text);
}

static void test_more_groups_than_expected(void **state)
{
	(void)state;
	char pattern[1024] = "";
	for (int i = 0; i < 100; i++)
		strcat(pattern, "(.)");
	struct regex *regex = compile(pattern, 0);
	char text[101];
	memset(text, 'x', 100);
	assert_int_equal(match(regex, slice_make(text, 100), 0, false), REGEX_MATCH);
	assert_span(100, 99, 100);
	regex_free(regex);
}

static void test_start_is_never_past_the_end(void **state)
{
	(void)state;
	struct regex *regex = compile("a\\Kb", REGEX_FREE);
	assert_int_equal(match(regex, slice_of("ab"), 0, false), REGEX_MATCH);
	assert_span(0, 1, 2);
	regex_free(regex);
	regex = compile("(a(*ACCEPT)b)c", REGEX_FREE);
	assert_int_equal(match(regex, slice_of("ax"), 0, false), REGEX_MATCH);
	assert_span(1, 0, 1);
	regex_free(regex);
}

static void test_replace(void **state)
{
	(void)state;
	struct regex *regex = compile("^(.+)y$", 0);
	char out[16];
	size_t len;
	assert_true(regex_replace(regex, scratch, slice_of("carry"), "$1ied", out, sizeof out, &len));
	assert_true(slice_is(slice_make(out, len), "carried"));
	assert_false(regex_replace(regex, scratch, slice_of("overthrow"), "$1ied", out, sizeof out, &len));
	assert_false(regex_replace(regex, scratch, slice_of("an unusually long party"), "$1ies", out, sizeof out, &len));
	assert_false(regex_replace(regex, scratch, slice_of("carry"), "$7", out, sizeof out, &len));
	regex_free(regex);
}

/* The count of ways begins anew with each text. */
static void test_replace_after_an_anchored_match(void **state)
{
	(void)state;
	struct regex *regex = compile("y$", 0);
	char out[16];
	size_t len;
	assert_int_equal(regex_match(regex, scratch, slice_of("carry"), 0, true), REGEX_NONE);
	assert_true(regex_replace(regex, scratch, slice_of("carry"), "ied", out, sizeof out, &len));
	assert_true(slice_is(slice_make(out, len), "carried"));
	regex_free(regex);
}

static void test_replace_does_not_tire(void **state)
{
	(void)state;
	struct regex *regex = compile("^(.+)y$", REGEX_FREE);
	char out[16];
	size_t len;
	for (int i = 0; i < 100000; i++)
		assert_true(regex_replace(regex, scratch, slice_of("carry"), "$1ied", out, sizeof out, &len));
	regex_free(regex);
}

static void *match_often(void *data)
{
	const struct regex *regex = data;
	struct regex_scratch *own = regex_scratch_new();
	uintptr_t found = 0;
	for (int i = 0; i < 500; i++)
		found += regex_match(regex, own, slice_of("Pinochet overthrew Allende"), 0, false) == REGEX_MATCH;
	regex_scratch_free(own);
	return (void *)found;
}

static void test_threads_share_a_pattern(void **state)
{
	(void)state;
	struct regex *regex = compile("(\\w+) overthrew (\\w+)", 0);
	pthread_t threads[4];
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, match_often, regex), 0);
	for (int i = 0; i < 4; i++) {
		void *found;
		pthread_join(threads[i], &found);
		assert_int_equal((uintptr_t)found, 500);
	}
	regex_free(regex);
}

/* ---- parts ---- */

static void test_every_end(void **state)
{
	(void)state;
	struct regex *regex = compile("(?:tried(?: (?:hard )?to(?: do)?)?|tried to|t)(?!\\w)" REGEX_EVERY_END, 0);
	regex_end_array ends = { 0 };
	struct slice text = slice_of("he tried to do so");
	for (int i = 0; i < 40; i++) {
		array_clear(&ends);
		array_push(&ends, 7);
		assert_int_equal(regex_ends(regex, scratch, text, 3, &ends), REGEX_MATCH);
		assert_int_equal(ends.n, 4);
		assert_int_equal(ends.at[0], 7); /* not its own */
		assert_int_equal(ends.at[1], 8);
		assert_int_equal(ends.at[2], 11);
		assert_int_equal(ends.at[3], 14);
		assert_int_equal(regex_ends(regex, scratch, text, 2, &ends), REGEX_NONE);
	}
	assert_int_equal(regex_match(regex, scratch, text, 0, false), REGEX_NONE);
	array_fini(&ends);
	regex_free(regex);
}

/* What the parts of the next test know: a text that begins at `start` ends behind one of these lengths. */
static struct regex_ends ends_of(void *part, size_t start, void *data)
{
	static uint32_t at[2];
	const char *lengths = part;
	size_t n = 0;
	if (start != *(const size_t *)data)
		return (struct regex_ends){ at, 0, false };
	for (; lengths[n]; n++)
		at[n] = (uint32_t)(start + (size_t)(lengths[n] - 'a'));
	return (struct regex_ends){ at, n, lengths[0] == '!' };
}

#define PART(a, b, more) "()(?:(?C" a ")(?>\\w+|\\W))+" more "(?C" b ")"

static void test_parts(void **state)
{
	(void)state;
	static char tried_or_tried_to[] = "fi", all[] = "l", gives_up[] = "!";
	void *parts[] = { tried_or_tried_to, all, gives_up };
	size_t start = 3;
	struct regex_tests tests = { .len = 17, .ends = ends_of, .data = &start };
	struct slice text = slice_of("he tried to do so");
	struct regex *longest = compile("(he|she) (" PART("33", "34", "") ")", 0), *shortest = compile("he (" PART("33", "34", "?") ")", 0);
	struct regex *given_back = compile("he (" PART("33", "34", "") ") to", 0), *second = compile("he (" PART("35", "36", "") ")", 0);
	struct regex *hopeless = compile("he (" PART("37", "38", "") ")", 0), *elsewhere = compile("tried (" PART("33", "34", "") ")", 0);
	struct regex *all_of_them[] = { longest, shortest, given_back, second, hopeless, elsewhere };
	for (size_t i = 0; i < 6; i++)
		regex_parts(all_of_them[i], parts);
	regex_scratch_tests(scratch, &tests);
	assert_int_equal(match(longest, text, 0, false), REGEX_MATCH);
	assert_span(2, 3, 11);
	assert_int_equal(match(shortest, text, 0, false), REGEX_MATCH);
	assert_span(1, 3, 8);
	assert_int_equal(match(given_back, text, 0, false), REGEX_MATCH);
	assert_span(1, 3, 8);
	assert_int_equal(match(second, text, 0, false), REGEX_MATCH);
	assert_span(1, 3, 14);
	assert_int_equal(match(hopeless, text, 0, false), REGEX_GAVE_UP);
	assert_int_equal(match(elsewhere, text, 0, false), REGEX_NONE);
	regex_scratch_tests(scratch, NULL);
	/* Nobody knows: it is not taken for granted. */
	assert_int_equal(match(longest, text, 0, false), REGEX_NONE);
	for (size_t i = 0; i < 6; i++)
		regex_free(all_of_them[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_unicode_and_case),
		cmocka_unit_test(test_anchored),
		cmocka_unit_test(test_lookbehind_sees_what_precedes),
		cmocka_unit_test(test_empty_matches_do_not_count),
		cmocka_unit_test(test_one_after_the_other),
		cmocka_unit_test(test_bytes_of_zero),
		cmocka_unit_test(test_refused_in_free_patterns),
		cmocka_unit_test(test_not_refused),
		cmocka_unit_test(test_errors_have_an_offset),
		cmocka_unit_test(test_compile_bombs),
		cmocka_unit_test(test_evil_patterns),
		cmocka_unit_test(test_deep_backtracking),
		cmocka_unit_test(test_heap_limit),
		cmocka_unit_test(test_more_groups_than_expected),
		cmocka_unit_test(test_start_is_never_past_the_end),
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_replace_after_an_anchored_match),
		cmocka_unit_test(test_replace_does_not_tire),
		cmocka_unit_test(test_threads_share_a_pattern),
		cmocka_unit_test(test_every_end),
		cmocka_unit_test(test_parts),
	};
	return cmocka_run_group_tests_name("regex", tests, set_up, tear_down);
}
