#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/align.h"

/* Texts of one character each. */
static size_t lines_of(const char *text, struct slice *lines)
{
	size_t n = strlen(text);
	for (size_t i = 0; i < n; i++)
		lines[i] = slice_make(text + i, 1);
	return n;
}

/* expected: for each character of a the place in b as a digit, or '-'. */
static void check(const char *a, const char *b, const char *expected)
{
	struct slice x[16] = { 0 }, y[16] = { 0 };
	uint32_t match[16];
	size_t n = lines_of(a, x), m = lines_of(b, y);
	align_lines(x, n, y, m, match);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(match[i], expected[i] == '-' ? ALIGN_NONE : (uint32_t)(expected[i] - '0'));
}

static void test_equal_lines_are_paired_in_order(void **state)
{
	(void)state;
	check("", "", "");
	check("", "abc", "");
	check("abc", "", "---");
	check("abc", "abc", "012");
	check("abc", "axc", "0-2");
	check("abc", "xabxc", "124");
	check("abcd", "bcd", "-012");
}

static void test_equal_lines_go_with_the_first_the_second_with_the_second(void **state)
{
	(void)state;
	check("aaa", "aa", "01-");
	check("aa", "aaa", "01");
	check("xaya", "aa", "-0-1");
}

static void test_of_lines_that_changed_places_as_many_stay_as_can(void **state)
{
	(void)state;
	check("abcde", "eabcd", "1234-");
	check("abcd", "cdab", "--01");
	check("ab", "ba", "-0");
}

/* The longest common order of permutations, against the quadratic way to find it. */
static void test_as_many_as_the_slow_way_keeps(void **state)
{
	(void)state;
	enum { N = 60 };
	srand(7);
	for (int round = 0; round < 200; round++) {
		uint64_t a[N], b[N];
		uint32_t match[N], best[N], longest = 0, kept = 0, last = 0;
		for (uint32_t i = 0; i < N; i++)
			a[i] = b[i] = i + 1;
		for (uint32_t i = N - 1; i > 0; i--) {
			uint32_t k = (uint32_t)rand() % (i + 1);
			uint64_t swap = b[i];
			b[i] = b[k];
			b[k] = swap;
		}
		for (uint32_t i = 0; i < N; i++) {
			best[i] = 1;
			for (uint32_t k = 0; k < i; k++)
				if (b[k] < b[i] && best[k] + 1 > best[i])
					best[i] = best[k] + 1;
			longest = best[i] > longest ? best[i] : longest;
		}
		align_hashes(a, N, b, N, match);
		for (uint32_t i = 0; i < N; i++) {
			if (match[i] == ALIGN_NONE)
				continue;
			assert_int_equal(b[match[i]], a[i]);
			assert_true(kept == 0 || match[i] > last);
			last = match[i];
			kept++;
		}
		assert_int_equal(kept, longest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal_lines_are_paired_in_order),
		cmocka_unit_test(test_equal_lines_go_with_the_first_the_second_with_the_second),
		cmocka_unit_test(test_of_lines_that_changed_places_as_many_stay_as_can),
		cmocka_unit_test(test_as_many_as_the_slow_way_keeps),
	};
	return cmocka_run_group_tests_name("align", tests, NULL, NULL);
}
