#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/hash.h"

enum { TEXTS = 256, LENGTH = 24, BITS = 0xFF };

/* Finds texts whose hashes have the last bits alike under the key that is set. */
static void find_colliding(char texts[TEXTS][LENGTH], const char *lead)
{
	size_t n = 0;
	for (unsigned i = 0; n < TEXTS; i++) {
		snprintf(texts[n], LENGTH, "%s%u", lead, i);
		n += !(hash_text(slice_of(texts[n])) & BITS);
	}
}

static size_t count_colliding(char texts[TEXTS][LENGTH])
{
	size_t n = 0;
	uint64_t first = hash_text(slice_of(texts[0])) & BITS;
	for (size_t i = 0; i < TEXTS; i++)
		n += (hash_text(slice_of(texts[i])) & BITS) == first;
	return n;
}

/* One of 256 collides by chance with the first; 16 would be too many for it. */
static void test_what_collides_under_one_key_is_apart_under_another(void **state)
{
	(void)state;
	static const char *const leads[] = { "", "of name ", "a longer name " };
	char texts[TEXTS][LENGTH];
	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
		hash_set_key(1);
		find_colliding(texts, leads[i]);
		assert_int_equal(count_colliding(texts), TEXTS);
		hash_set_key(2);
		assert_in_range(count_colliding(texts), 1, 16);
	}
}

static void test_each_run_draws_a_key_of_its_own(void **state)
{
	(void)state;
	uint64_t first, second;
	hash_draw_key();
	first = hash_text(slice_of("a text"));
	hash_draw_key();
	second = hash_text(slice_of("a text"));
	assert_int_not_equal(first, second);
	assert_int_equal(second, hash_text(slice_of("a text")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_collides_under_one_key_is_apart_under_another),
		cmocka_unit_test(test_each_run_draws_a_key_of_its_own),
	};
	return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
