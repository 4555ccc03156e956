#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/date.h"

static struct date on(unsigned year, unsigned month, unsigned day)
{
	return (struct date){ (uint16_t)year, (uint8_t)month, (uint8_t)day };
}

static void test_days_that_exist(void **state)
{
	(void)state;
	assert_true(date_exists(on(1973, 9, 11)));
	assert_true(date_exists(on(1973, 9, 0)));
	assert_true(date_exists(on(1973, 0, 0)));
	assert_true(date_exists(on(0, 2, 29)));
	assert_true(date_exists(on(1972, 2, 29)));
	assert_true(date_exists(on(2000, 2, 29)));
	assert_false(date_exists(on(1900, 2, 29)));
	assert_false(date_exists(on(1973, 2, 29)));
	assert_false(date_exists(on(1973, 4, 31)));
	assert_false(date_exists(on(1973, 13, 1)));
	assert_false(date_exists(on(1973, 0, 11)));
	assert_false(date_exists(on(0, 0, 0)));
	assert_true(date_exists(on(999, 0, 0)));
	assert_false(date_exists(on(99, 0, 0)));
	assert_false(date_exists(on(2101, 0, 0)));
}

static void assert_added(struct date date, enum date_unit unit, int n, const char *wanted)
{
	char text[DATE_TEXT];
	date_write(date_add(date, unit, n), text);
	assert_string_equal(text, wanted);
}

static void test_adding(void **state)
{
	(void)state;
	assert_added(on(1973, 9, 11), DATE_DAY, 2, "1973-09-13");
	assert_added(on(1973, 12, 31), DATE_DAY, 1, "1974-01-01");
	assert_added(on(1972, 3, 1), DATE_DAY, -1, "1972-02-29");
	assert_added(on(1972, 2, 28), DATE_DAY, 366, "1973-02-28");
	assert_added(on(1973, 9, 11), DATE_MONTH, 4, "1974-01");
	assert_added(on(1973, 1, 0), DATE_MONTH, -1, "1972-12");
	assert_added(on(1973, 9, 11), DATE_YEAR, 1, "1974");
	assert_added(on(1973, 0, 0), DATE_YEAR, -3, "1970");
	/* Less precise than the unit, and beyond the limits. */
	assert_added(on(1973, 9, 0), DATE_DAY, 1, "");
	assert_added(on(1973, 0, 0), DATE_MONTH, 1, "");
	assert_added(on(0, 0, 0), DATE_YEAR, 1, "");
	assert_added(on(2100, 12, 31), DATE_DAY, 1, "");
	assert_added(on(1000, 1, 1), DATE_DAY, -1, "0999-12-31");
	assert_added(on(100, 1, 1), DATE_DAY, -1, "");
	assert_added(on(1973, 0, 0), DATE_YEAR, 128, "");
	assert_added(on(1973, 0, 0), DATE_YEAR, 2000000000, "");
}

static void test_order(void **state)
{
	(void)state;
	assert_int_equal(date_compare(on(1973, 9, 11), on(1973, 9, 12)), -1);
	assert_int_equal(date_compare(on(1973, 10, 1), on(1973, 9, 12)), 1);
	assert_int_equal(date_compare(on(1973, 0, 0), on(1973, 9, 12)), 0);
	assert_int_equal(date_compare(on(1973, 9, 0), on(1973, 9, 12)), 0);
	assert_int_equal(date_compare(on(1972, 12, 0), on(1973, 0, 0)), -1);
	assert_true(date_within(on(1973, 9, 11), on(1973, 9, 0)));
	assert_true(date_within(on(1973, 9, 0), on(1973, 0, 0)));
	assert_true(date_within(on(1973, 0, 0), on(1973, 0, 0)));
	assert_false(date_within(on(1973, 0, 0), on(1973, 9, 0)));
	assert_false(date_within(on(1973, 9, 11), on(1973, 9, 12)));
}

static void test_reading(void **state)
{
	(void)state;
	static const struct {
		const char *text, *wanted;
	} cases[] = { { "1973", "1973" }, { "1973-09", "1973-09" }, { "1973-09-11", "1973-09-11" }, { "1973-09-11T20:00:00Z", "1973-09-11" },
		{ "1973-09-11 20:00", "1973-09-11" }, { "1973-", "1973" }, { "1973-9-11", NULL }, { "1973-13", NULL }, { "1973-02-30", NULL },
		{ "19730911", NULL }, { "1973-091", NULL }, { "73", NULL }, { "", NULL }, { "0000", NULL }, { "x1973", NULL } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date date;
		char text[DATE_TEXT];
		bool read = date_read(slice_of(cases[i].text), &date);
		if (read != (cases[i].wanted != NULL))
			fail_msg("%s", cases[i].text);
		if (read) {
			date_write(date, text);
			assert_string_equal(text, cases[i].wanted);
		}
	}
}

static void test_reading_what_rules_state(void **state)
{
	(void)state;
	static const char *const good[] = { "1973", "1973-09", "1973-09-11", "0602", "0602-02-28", "9999" };
	static const char *const bad[] = { "602", "0000", "1973-", "1973-9", "1973-02-29", "1973-09-11T20:00", "1081-1118", "x", "" };
	struct date date;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(date_read_stated(slice_of(good[i]), &date));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(date_read_stated(slice_of(bad[i]), &date));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days_that_exist),
		cmocka_unit_test(test_adding),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_reading_what_rules_state),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
