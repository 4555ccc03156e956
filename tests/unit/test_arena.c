#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/arena.h"

static bool all_zero(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (bytes[i])
			return false;
	}
	return true;
}

static void test_alignment(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	for (size_t size = 0; size < 200; size++)
		assert_int_equal((uintptr_t)arena_alloc(arena, size) % _Alignof(max_align_t), 0);
	arena_free(arena);
}

static void test_pieces_do_not_overlap(void **state)
{
	(void)state;
	static const size_t sizes[] = { 1, 17, 20000, 40000, 65536, 70000, 3, 16384, 16385, 100 };
	char *pieces[10];
	struct arena *arena = arena_new();
	for (int i = 0; i < 10; i++)
		memset(pieces[i] = arena_alloc(arena, sizes[i]), 'a' + i, sizes[i]);
	for (int i = 0; i < 10; i++) {
		assert_int_equal(pieces[i][0], 'a' + i);
		assert_int_equal(pieces[i][sizes[i] - 1], 'a' + i);
	}
	arena_free(arena);
}

static void test_reset_gives_zeros_again(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 100; i++) {
			char *piece = arena_alloc(arena, 1000);
			assert_true(all_zero(piece, 1000));
			memset(piece, 0xAA, 1000);
		}
		assert_true(arena_used(arena) >= 100000);
		arena_reset(arena);
		assert_int_equal(arena_used(arena), 0);
	}
	arena_free(arena);
}

static void test_copy_ends_in_nul(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct slice copy = arena_copy(arena, slice_make("a\0bc", 3));
	assert_int_equal(copy.len, 3);
	assert_memory_equal(copy.ptr, "a\0b\0", 4);
	copy = arena_copy(arena, (struct slice){ NULL, 0 });
	assert_int_equal(copy.len, 0);
	assert_string_equal(copy.ptr, "");
	arena_free(arena);
}

static void test_format(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct slice text = arena_format(arena, "%s:%d", "file", 12);
	assert_string_equal(text.ptr, "file:12");
	assert_int_equal(text.len, 7);
	text = arena_format(arena, "%*d", 100000, 5);
	assert_int_equal(text.len, 100000);
	assert_int_equal(text.ptr[99999], '5');
	arena_free(arena);
}

static void test_free_of_nothing(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	arena_reset(arena);
	assert_int_equal(arena_used(arena), 0);
	arena_free(arena);
	arena_free(NULL);
}

static void test_grown(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	char *piece = memset(arena_grow(arena, NULL, 0, 48), 'a', 48);
	char *larger = arena_grow(arena, piece, 48, 100000);
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(larger[i], i < 48 ? 'a' : 0);
	arena_free(arena);
}

/* A list that grows uses the places that the lists before it left, cleared. */
static void test_grown_again(void **state)
{
	(void)state;
	enum { LISTS = 100, SIZE = 1024 };
	struct arena *arena = arena_new();
	char *lists[LISTS];
	for (size_t i = 0; i < LISTS; i++) {
		lists[i] = arena_alloc(arena, 16);
		for (size_t size = 16; size < SIZE; size *= 2) {
			memset(lists[i], (int)i + 1, size);
			lists[i] = arena_grow(arena, lists[i], size, 2 * size);
			assert_true(all_zero(lists[i] + size, size));
		}
	}
	for (size_t i = 0; i < LISTS; i++)
		for (size_t k = 0; k < SIZE / 2; k++)
			assert_int_equal(lists[i][k], i + 1);
	assert_true(arena_used(arena) < LISTS * (SIZE + 3 * 32) + 2 * SIZE);
	arena_free(arena);
}

/* More than one large page has room for, given back in another order. */
static void test_many_arenas(void **state)
{
	(void)state;
	enum { ARENAS = 200 };
	struct arena *arenas[ARENAS];
	char *pieces[ARENAS];
	for (size_t round = 0; round < 3; round++) {
		for (size_t i = 0; i < ARENAS; i++) {
			arenas[i] = arena_new();
			pieces[i] = memset(arena_alloc(arenas[i], 10000), (int)i, 10000);
		}
		for (size_t i = 0; i < ARENAS; i++)
			assert_int_equal((unsigned char)pieces[i][9999], i);
		for (size_t i = 0; i < ARENAS; i++)
			arena_free(arenas[i * 7 % ARENAS]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alignment),
		cmocka_unit_test(test_pieces_do_not_overlap),
		cmocka_unit_test(test_reset_gives_zeros_again),
		cmocka_unit_test(test_copy_ends_in_nul),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_free_of_nothing),
		cmocka_unit_test(test_grown),
		cmocka_unit_test(test_grown_again),
		cmocka_unit_test(test_many_arenas),
	};
	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
