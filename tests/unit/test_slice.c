#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/slice.h"

static void test_equal(void **state)
{
	(void)state;
	struct slice nothing = { NULL, 0 };
	assert_true(slice_equal(nothing, slice_of("")));
	assert_true(slice_is(slice_make("Allende's", 7), "Allende"));
	assert_false(slice_is(slice_of("Allende"), "Allend"));
	assert_false(slice_equal(slice_make("a\0b", 3), slice_make("a\0c", 3)));
}

static void test_starts_and_ends(void **state)
{
	(void)state;
	assert_true(slice_starts(slice_of("status"), "stat"));
	assert_false(slice_starts(slice_of("sta"), "stat"));
	assert_true(slice_ends(slice_of("a.jsonl"), ".jsonl"));
	assert_false(slice_ends(slice_of("jsonl"), ".jsonl"));
	assert_true(slice_starts(slice_of("x"), ""));
}

static void test_order(void **state)
{
	(void)state;
	assert_true(slice_compare(slice_of("a"), slice_of("b")) < 0);
	assert_true(slice_compare(slice_of("ab"), slice_of("a")) > 0);
	assert_true(slice_compare(slice_of("\xC3\xA9"), slice_of("z")) > 0);
	assert_int_equal(slice_compare(slice_of(""), (struct slice){ NULL, 0 }), 0);
	assert_true(slice_compare(slice_make("a\0b", 3), slice_make("a\0a", 3)) > 0);
}

static void test_trim(void **state)
{
	(void)state;
	assert_true(slice_is(slice_trim(slice_of(" \t a b\r\n")), "a b"));
	assert_int_equal(slice_trim(slice_of(" \n ")).len, 0);
	assert_int_equal(slice_trim((struct slice){ NULL, 0 }).len, 0);
}

static void test_split(void **state)
{
	(void)state;
	struct slice rest = slice_of("a | b||c "), field;
	static const char *const want[] = { "a", "b", "", "c" };
	for (size_t i = 0; i < 4; i++) {
		assert_true(slice_split(&rest, '|', &field));
		assert_true(slice_is(field, want[i]));
	}
	assert_false(slice_split(&rest, '|', &field));
}

static void test_split_at_the_end(void **state)
{
	(void)state;
	struct slice rest = slice_of("a|"), field;
	assert_true(slice_split(&rest, '|', &field));
	assert_true(slice_split(&rest, '|', &field));
	assert_int_equal(field.len, 0);
	assert_false(slice_split(&rest, '|', &field));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_starts_and_ends),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_split_at_the_end),
	};
	return cmocka_run_group_tests_name("slice", tests, NULL, NULL);
}
