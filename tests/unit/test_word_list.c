#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>

#include "rules/word_list.h"

/* The ends of what begins at byte `from`, one behind the other: "3 7". */
static void assert_ends(const struct word_list *list, const char *subject, size_t from, const char *want)
{
	regex_end_array ends = { 0 };
	char found[64] = "";
	int n = 0;
	word_list_ends(list, slice_of(subject), from, &ends, 0);
	for (size_t i = 0; i < ends.n; i++)
		n += snprintf(found + n, sizeof found - (size_t)n, i ? " %u" : "%u", ends.at[i]);
	assert_string_equal(found, want);
	array_fini(&ends);
}

static void test_ends(void **state)
{
	(void)state;
	const struct slice texts[] = { slice_of("tried to"), slice_of("tried"), slice_of("try"), slice_of("dr."), slice_of("élite"),
		slice_of("tried"), slice_of("co-operate"), slice_of("tried to have"), slice_of("") };
	struct word_list list;
	word_list_init(&list, texts, sizeof texts / sizeof *texts);
	assert_int_equal(list.texts.n, 7);
	assert_ends(&list, "he tried to go", 3, "8 11");
	assert_ends(&list, "he TRIED To", 3, "8 11");
	assert_ends(&list, "he tried to", 3, "8 11");
	assert_ends(&list, "he tried to", 4, "");
	assert_ends(&list, "tried today", 0, "5");
	assert_ends(&list, "tries", 0, "");
	assert_ends(&list, "tr", 0, "");
	assert_ends(&list, "try, then", 0, "3");
	assert_ends(&list, "tryst", 0, "");
	assert_ends(&list, "try\xC3\xA9", 0, "");           /* é goes on with the word */
	assert_ends(&list, "try\xEE\x80\x80", 0, "3");      /* a name does not */
	assert_ends(&list, "Dr.Who", 0, "3");               /* behind a mark nothing has to end */
	assert_ends(&list, "the \xC3\x89lite of", 4, "10"); /* É */
	assert_ends(&list, "co-operated", 0, "");
	assert_ends(&list, "co-operate-", 0, "10");
	assert_ends(&list, "", 0, "");
	word_list_fini(&list);
}

static void test_no_texts(void **state)
{
	(void)state;
	struct word_list list;
	word_list_init(&list, NULL, 0);
	assert_ends(&list, "anything", 0, "");
	word_list_fini(&list);
}

/* What others found before stays, and is not found twice. */
static void test_joins_others(void **state)
{
	(void)state;
	const struct slice texts[] = { slice_of("a"), slice_of("a b c") };
	struct word_list list;
	regex_end_array ends = { 0 };
	word_list_init(&list, texts, 2);
	array_push(&ends, 5); /* not of these */
	array_push(&ends, 1);
	array_push(&ends, 3);
	word_list_ends(&list, slice_of("a b c"), 0, &ends, 1);
	assert_int_equal(ends.n, 4);
	assert_int_equal(ends.at[0], 5);
	assert_int_equal(ends.at[1], 1);
	assert_int_equal(ends.at[2], 3);
	assert_int_equal(ends.at[3], 5);
	array_fini(&ends);
	word_list_fini(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_no_texts),
		cmocka_unit_test(test_joins_others),
	};
	return cmocka_run_group_tests_name("word_list", tests, NULL, NULL);
}
