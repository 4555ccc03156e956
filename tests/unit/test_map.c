#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/arena.h"
#include "base/map.h"

static void test_put_and_get(void **state)
{
	(void)state;
	struct map *map = map_new();
	int one, two;
	assert_null(map_get(map, slice_of("a")));
	assert_null(map_put(map, slice_of("a"), &one));
	assert_ptr_equal(map_get(map, slice_of("a")), &one);
	assert_ptr_equal(map_put(map, slice_of("a"), &two), &one);
	assert_ptr_equal(map_get(map, slice_of("a")), &two);
	assert_int_equal(map_count(map), 1);
	map_free(map);
}

static void test_keys_are_bytes(void **state)
{
	(void)state;
	struct map *map = map_new();
	map_put_number(map, slice_make("a\0b", 3), 1);
	map_put_number(map, slice_make("a\0c", 3), 2);
	map_put_number(map, slice_of("a"), 3);
	map_put_number(map, slice_of(""), 4);
	assert_int_equal(map_number(map, slice_make("a\0b", 3), 9), 1);
	assert_int_equal(map_number(map, slice_make("a\0c", 3), 9), 2);
	assert_int_equal(map_number(map, slice_of("a"), 9), 3);
	assert_int_equal(map_number(map, slice_of(""), 9), 4);
	assert_int_equal(map_count(map), 4);
	map_free(map);
}

static void test_number_zero_is_there(void **state)
{
	(void)state;
	struct map *map = map_new();
	map_put_number(map, slice_of("zero"), 0);
	assert_true(map_has(map, slice_of("zero")));
	assert_int_equal(map_number(map, slice_of("zero"), 7), 0);
	assert_int_equal(map_number(map, slice_of("none"), 7), 7);
	assert_false(map_has(map, slice_of("none")));
	map_free(map);
}

static void test_many(void **state)
{
	(void)state;
	enum { MANY = 100000 };
	struct map *map = map_new();
	struct arena *arena = arena_new();
	for (int i = 0; i < MANY; i++)
		map_put_number(map, arena_format(arena, "name %d", i), (size_t)i);
	assert_int_equal(map_count(map), MANY);
	for (int i = 0; i < MANY; i++) {
		char key[32];
		snprintf(key, sizeof key, "name %d", i);
		assert_int_equal(map_number(map, slice_of(key), MANY), i);
	}
	map_free(map);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put_and_get),
		cmocka_unit_test(test_keys_are_bytes),
		cmocka_unit_test(test_number_zero_is_there),
		cmocka_unit_test(test_many),
	};
	return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
