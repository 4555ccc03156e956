#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "names/distinct.h"
#include "rules_text.h"

static const char text[] = "type person\n"
                           "entity Dora Quill : person\n  also Dora the Brave\n"
                           "entity Emma Quill : person\n"
                           "distinct Quill, Dora the Brave\n"
                           "distinct DQ, Dora Quint, Zorn\n"
                           "distinct Quill, \xC3\x81rpad Quill\n";

struct asked {
	const char *name, *full;
	uint32_t entity;
	size_t line;
};

static void test_lines(void **state)
{
	(void)state;
	static const struct asked all[] = {
		/* By the entity, whichever of its names the line has. */
		{ "Quill", "Dora Quill", 0, 0 },
		{ "quill", "Dora Quill", 0, 0 },
		{ "Quill", "Emma Quill", 1, DISTINCT_NONE },
		{ "Dora", "Dora Quill", 0, DISTINCT_NONE },
		/* By the words, in any case and with any accents; in either direction; any two of three. */
		{ "Quill", "Arpad QUILL", UINT32_MAX, 2 },
		{ "\xC3\x81rpad Quill", "Quill", UINT32_MAX, 2 },
		{ "DQ", "Dora Quint", UINT32_MAX, 1 },
		{ "Zorn", "Dora Quint", UINT32_MAX, 1 },
		{ "DQ", "Zorn", UINT32_MAX, 1 },
		{ "DQ", "Dora Quill", UINT32_MAX, DISTINCT_NONE },
		/* A name is never kept apart from itself. */
		{ "Quill", "Quill", UINT32_MAX, DISTINCT_NONE },
		{ "DQ", "DQ", UINT32_MAX, DISTINCT_NONE },
	};
	struct rules_text rules = rules_check(text);
	struct arena *arena = arena_new(), *scratch = arena_new();
	assert_int_equal(diag_errors(rules.diag), 0);
	struct distinct *distinct = distinct_new(rules.ast, arena);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		size_t line = distinct_line(distinct, slice_of(all[i].name), slice_of(all[i].full), all[i].entity, scratch);
		if (line != all[i].line)
			fail_msg("%s, %s: line %zu", all[i].name, all[i].full, line);
	}
	distinct_free(distinct);
	arena_free(arena);
	arena_free(scratch);
	rules_free(&rules);
}

static void test_no_lines(void **state)
{
	(void)state;
	struct rules_text rules = rules_check("type person\n");
	struct arena *arena = arena_new();
	struct distinct *distinct = distinct_new(rules.ast, arena);
	assert_null(distinct);
	assert_true(distinct_line(distinct, slice_of("A"), slice_of("B"), 0, arena) == DISTINCT_NONE);
	distinct_free(distinct);
	arena_free(arena);
	rules_free(&rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_no_lines),
	};
	return cmocka_run_group_tests_name("distinct", tests, NULL, NULL);
}
