#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/index.h"

static void test_every_text_has_its_number(void **state)
{
	(void)state;
	enum { MANY = 20000 };
	struct arena *arena = arena_new();
	struct index index = { 0 };
	bool added;
	assert_null(index_find(&index, slice_of("")));
	for (uint32_t round = 0; round < 2; round++)
		for (uint32_t i = 0; i < MANY; i++) {
			struct slice text = arena_format(arena, "%.*u", (int)(i % 20), i);
			struct index_entry *entry = index_enter(&index, text, &added);
			bool is_new = i > 0 || round == 0;
			if (round == 0 && is_new && added)
				entry->number = i;
			if (round == 1)
				assert_false(added);
			assert_true(slice_equal(entry->text, text));
		}
	for (uint32_t i = 0; i < MANY; i++) {
		struct slice text = arena_format(arena, "%.*u", (int)(i % 20), i);
		assert_true(slice_equal(index_find(&index, text)->text, text));
	}
	assert_int_equal(index_find(&index, slice_of("0000000000000000019"))->number, 19);
	assert_null(index_find(&index, slice_of("none")));
	index_fini(&index);
	arena_free(arena);
}

/* Texts that differ in length, a zero byte or the last byte alone. */
static void test_neighbours_are_told_apart(void **state)
{
	(void)state;
	static const struct slice texts[] = { SLICE_LITERAL(""), SLICE_LITERAL("\0"), SLICE_LITERAL("\0\0"), SLICE_LITERAL("abcdefgh"),
		SLICE_LITERAL("abcdefgh\0"), SLICE_LITERAL("abcdefgi"), SLICE_LITERAL("abcdefg") };
	struct index index = { 0 };
	bool added;
	for (uint32_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		index_enter(&index, texts[i], &added)->number = i;
		assert_true(added);
	}
	for (uint32_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_int_equal(index_find(&index, texts[i])->number, i);
	index_fini(&index);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_text_has_its_number),
		cmocka_unit_test(test_neighbours_are_told_apart),
	};
	return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
