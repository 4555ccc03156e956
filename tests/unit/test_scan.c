#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "rules/scan.h"

static void assert_text(struct slice got, const char *wanted)
{
	assert_int_equal(got.len, strlen(wanted));
	assert_memory_equal(got.ptr, wanted, got.len);
}

static void test_lines(void **state)
{
	(void)state;
	struct scan scan;
	struct scan_line line;
	scan_init(&scan, slice_of("f"), slice_of("\xEF\xBB\xBFone\r\n\n  # only a comment\n\t two  \nthree"));
	assert_true(scan_next(&scan, &line));
	assert_text(line.whole.source, "one");
	assert_int_equal(line.whole.line, 1);
	assert_false(line.indented);
	assert_true(scan_next(&scan, &line));
	assert_int_equal(line.whole.line, 4);
	assert_true(line.indented);
	assert_text(slice_trim(line.body), "two");
	assert_true(scan_next(&scan, &line));
	assert_text(line.body, "three");
	assert_int_equal(line.whole.line, 5);
	assert_false(scan_next(&scan, &line));
}

static void test_places_count_bytes_from_one(void **state)
{
	(void)state;
	struct scan scan;
	struct scan_line line;
	scan_init(&scan, slice_of("f"), slice_of("  \xC3\xA9 name"));
	assert_true(scan_next(&scan, &line));
	struct place place = scan_place(&line.whole, slice_part(line.whole.source, 5, 9));
	assert_int_equal(place.column, 6);
	assert_int_equal(place.length, 4);
	place = scan_place(&line.whole, slice_part(line.whole.source, 9, 9));
	assert_int_equal(place.column, 10);
	assert_int_equal(place.length, 1);
}

static void test_comments(void **state)
{
	(void)state;
	assert_text(scan_uncomment(slice_of("type person   # people"), false), "type person");
	assert_text(scan_uncomment(slice_of("type person #people"), false), "type person");
	assert_text(scan_uncomment(slice_of("also C#, F#"), false), "also C#, F#");
	assert_text(scan_uncomment(slice_of("find {X} /a # b/ {Y} # c"), false), "find {X} /a # b/ {Y}");
	assert_text(scan_uncomment(slice_of("also AC/DC # c/"), false), "also AC/DC");
	assert_text(scan_uncomment(slice_of("type a colour #E7EEF8 #2F5D9B # blue"), false), "type a colour #E7EEF8 #2F5D9B");
	assert_text(scan_uncomment(slice_of("type a colour # none"), false), "type a colour");
	assert_text(scan_uncomment(slice_of("type a is b #B3261E"), false), "type a is b");
}

static void test_comments_in_prose(void **state)
{
	(void)state;
	assert_text(scan_uncomment(slice_of("yes He was #1 of C# # the best"), true), "yes He was #1 of C#");
	assert_text(scan_uncomment(slice_of("yes and/or /x # y/"), true), "yes and/or /x");
	assert_text(scan_uncomment(slice_of("yes trailing #"), true), "yes trailing");
}

static void test_words(void **state)
{
	(void)state;
	struct slice rest = slice_of("  one\ttwo   three ");
	assert_text(scan_word(&rest), "one");
	assert_text(scan_word(&rest), "two");
	assert_text(rest, "three");
	assert_text(scan_word(&rest), "three");
	assert_int_equal(scan_word(&rest).len, 0);
}

static void test_regex_ends(void **state)
{
	(void)state;
	assert_int_equal(scan_regex(slice_of("/ab/ c/")), 4);
	assert_int_equal(scan_regex(slice_of("/a\\/b/|c/")), 6);
	assert_int_equal(scan_regex(slice_of("/a/b/")), 5);
	assert_int_equal(scan_regex(slice_of("/a/)")), 3);
	assert_int_equal(scan_regex(slice_of("/a/]")), 3);
	assert_int_equal(scan_regex(slice_of("/a")), 0);
	assert_int_equal(scan_regex(slice_of("/a\\/")), 0);
	assert_int_equal(scan_regex(slice_of("/")), 0);
}

static void test_names(void **state)
{
	(void)state;
	assert_true(scan_is_name(slice_of("led-by")));
	assert_true(scan_is_name(slice_of("X2")));
	assert_true(scan_is_name(slice_of("\xC3\xA9tat")));
	assert_false(scan_is_name(slice_of("2X")));
	assert_false(scan_is_name(slice_of("-a")));
	assert_false(scan_is_name(slice_of("a b")));
	assert_false(scan_is_name(slice_of("a|b")));
	assert_false(scan_is_name(slice_of("")));
}

static void test_brief_cuts_no_character(void **state)
{
	(void)state;
	char text[100];
	for (size_t i = 0; i < 100; i += 2)
		memcpy(text + i, "\xC3\xA9", 2);
	assert_int_equal(scan_brief(slice_make(text + 1, 99)).len % 2, 1);
	assert_int_equal(scan_brief(slice_make(text, 100)).len, 60);
	assert_int_equal(scan_brief(slice_make(text, 10)).len, 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_places_count_bytes_from_one),
		cmocka_unit_test(test_comments),
		cmocka_unit_test(test_comments_in_prose),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_regex_ends),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_brief_cuts_no_character),
	};
	return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
