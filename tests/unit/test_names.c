#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/names.h"

static void test_numbers_in_order_of_arrival(void **state)
{
	(void)state;
	struct names *names = names_new();
	assert_int_equal(names_add(names, slice_of("Allende")), 0);
	assert_int_equal(names_add(names, slice_of("Pinochet")), 1);
	assert_int_equal(names_add(names, slice_of("Allende")), 0);
	assert_int_equal(names_count(names), 2);
	names_free(names);
}

static void test_find_does_not_add(void **state)
{
	(void)state;
	struct names *names = names_new();
	assert_true(names_find(names, slice_of("x")) == NAMES_NONE);
	assert_int_equal(names_count(names), 0);
	names_add(names, slice_of(""));
	assert_int_equal(names_find(names, slice_of("")), 0);
	names_free(names);
}

static void test_texts_are_copies(void **state)
{
	(void)state;
	struct names *names = names_new();
	char text[] = "CIA";
	uint32_t number = names_add(names, slice_of(text));
	text[0] = 'x';
	assert_true(slice_is(names_text(names, number), "CIA"));
	assert_true(names_find(names, slice_of("xIA")) == NAMES_NONE);
	names_free(names);
}

static void test_texts_stay_where_they_are(void **state)
{
	(void)state;
	struct names *names = names_new();
	struct slice first = names_text(names, names_add(names, slice_of("first")));
	for (int i = 0; i < 50000; i++) {
		char text[32];
		snprintf(text, sizeof text, "%d", i);
		assert_int_equal(names_add(names, slice_of(text)), i + 1);
	}
	assert_ptr_equal(names_text(names, 0).ptr, first.ptr);
	assert_true(slice_is(first, "first"));
	assert_true(slice_is(names_text(names, 50000), "49999"));
	names_free(names);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_in_order_of_arrival),
		cmocka_unit_test(test_find_does_not_add),
		cmocka_unit_test(test_texts_are_copies),
		cmocka_unit_test(test_texts_stay_where_they_are),
	};
	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
