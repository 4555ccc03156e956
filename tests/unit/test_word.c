#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/word.h"

static void test_ends(void **state)
{
	(void)state;
	assert_true(slice_is(word_first(slice_of("Ann Lee, Jr.")), "Ann"));
	assert_true(slice_is(word_last(slice_of("Ann Lee, Jr.")), "Jr."));
	assert_true(slice_is(word_first(slice_of("Ann")), "Ann"));
	assert_true(slice_is(word_last(slice_of("Ann")), "Ann"));
	assert_int_equal(word_first(slice_of("")).len, 0);
	assert_int_equal(word_last(slice_of("Ann ")).len, 0);
}

static void test_before(void **state)
{
	struct slice text = slice_of("of the \n-Lee, Ann");
	(void)state;
	assert_true(slice_is(word_before(text, 7), "the"));
	assert_true(slice_is(word_before(text, 8), "the"));
	assert_true(slice_is(word_before(text, 14), "-Lee,"));
	assert_int_equal(word_before(text, 9).len, 0);
	assert_int_equal(word_before(text, 0).len, 0);
	assert_int_equal(word_before(text, 6).len, 0);
}

static void test_begin(void **state)
{
	struct slice text = slice_of("the al-Lee");
	(void)state;
	assert_int_equal(word_begin(text, text.len, " "), 4);
	assert_int_equal(word_begin(text, text.len, " -"), 7);
	assert_int_equal(word_begin(text, 3, " -"), 0);
	assert_int_equal(word_begin(text, 4, " -"), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_before),
		cmocka_unit_test(test_begin),
	};
	return cmocka_run_group_tests_name("word", tests, NULL, NULL);
}
