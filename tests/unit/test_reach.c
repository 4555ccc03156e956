#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "rules/pattern.h"
#include "rules/reach.h"
#include "rules_text.h"

#define WORDS                                                                                                                                        \
	"words common = the | of\nwords kin = brother | half sister | son of the same father\nwords loose = one | at [the] very /t.p/\n"             \
	"hole before [the] old\nhole after , aged /\\d\\d/ ,\nhole after of old\nphrase [the] ..2 not in <common> 1..1 not in <common>\n"

struct world {
	struct rules_text rules;
	struct word_groups groups;
	struct trigger_finder finder;
};

static void begin(struct world *world)
{
	world->rules = rules_check(WORDS);
	assert_int_equal(diag_errors(world->rules.diag), 0);
	word_groups_init(&world->groups, world->rules.ast->arena);
	trigger_finder_init(&world->finder, world->rules.ast, &world->groups, world->rules.ast->arena);
}

static void end(struct world *world)
{
	trigger_finder_fini(&world->finder);
	word_groups_fini(&world->groups);
	rules_free(&world->rules);
}

static struct pattern parse(struct world *world, const char *text)
{
	struct place place = { .line = 1, .column = 1, .source = slice_of(text) };
	struct pattern parsed;
	unsigned allowed = PATTERN_HOLES | PATTERN_GAPS;
	assert_true(pattern_parse(place.source, &place, allowed, world->rules.ast->arena, world->rules.diag, &parsed));
	return parsed;
}

static void assert_reach(const char *text, unsigned spaces)
{
	struct world world;
	begin(&world);
	struct pattern pattern = parse(&world, text);
	unsigned found = reach_pattern(&world.finder, &pattern);
	if (found != spaces)
		fail_msg("%s: %u", text, found);
	end(&world);
}

static void test_words(void **state)
{
	(void)state;
	assert_reach("saw", 0);
	assert_reach("saw, and met", 2);
	assert_reach("[gladly] saw (her|all of them)", 4);
	assert_reach("<kin>", 4);
	assert_reach("his <kin>", 5);
	assert_reach("saw ...3", 3);
	assert_reach("coup~-maker", 0);
}

static void test_regular_expressions(void **state)
{
	(void)state;
	assert_reach("/[a-z]+ed/", 0);
	assert_reach("/(?:un|re)\\w+(?= of the| in)/", 0);
	assert_reach("/(?<=[ab] )\\d{4}/", 0);
	assert_reach("/[\\x{E000}-\\x{F8FF}]+/", 0);
	assert_reach("/(?:the)?\\p{Name}/", 0);
	assert_reach("/\\w+ \\w+/", REACH_ANY);
	assert_reach("/un.w/", REACH_ANY);
	assert_reach("/[^,]+/", REACH_ANY);
	assert_reach("/a\\sb/", REACH_ANY);
	assert_reach("/a\\x{20}b/", REACH_ANY);
	assert_reach("/[[:print:]]/", REACH_ANY);
	assert_reach("<loose>", REACH_ANY);
}

static void test_holes(void **state)
{
	(void)state;
	struct world world;
	begin(&world);
	assert_int_equal(world.finder.before, 2);
	assert_int_equal(world.finder.after, 2);
	assert_int_equal(world.finder.after_mark, 2);
	end(&world);
	assert_reach("{X} met", 5);
	assert_reach("{X : phrase} met", 8);
	assert_reach("{X+} met", REACH_ANY);
}

/* Spaces between what a line needs, nothing counted twice. */
static void test_needs(void **state)
{
	(void)state;
	struct world world;
	begin(&world);
	struct pattern pattern = parse(&world, "{X} [gladly] saw [the] <kin> of {Y}");
	struct trigger trigger;
	struct needs needs;
	const unsigned wanted[] = { 4, 6, 5, 3 };
	trigger_find(&world.finder, &pattern, &trigger, &needs);
	assert_int_equal(needs.order.n, 5);
	for (size_t i = 1; i < needs.order.n; i++)
		if (needs.order.at[i].spaces != wanted[i - 1])
			fail_msg("%zu: %u", i, needs.order.at[i].spaces);
	assert_true(needs.order.at[0].hole && !needs.order.at[1].hole && needs.order.at[4].hole);
	end(&world);
}

static void test_places(void **state)
{
	(void)state;
	struct text_scale fine = { 1 }, coarse = { 3 };
	assert_true(text_reach(fine, 1, 0) == 1);
	assert_true(text_reach(fine, 1, 3) == 15);
	assert_true(text_reach(fine, UINT64_C(5) << 10, 2) == UINT64_C(31) << 10);
	assert_true(text_reach(fine, 1, 63) == UINT64_MAX);
	assert_true(text_reach(fine, 1, REACH_ANY) == UINT64_MAX);
	assert_true(text_reach(fine, UINT64_C(1) << 63, 7) == UINT64_C(1) << 63);
	/* Three chunks to the bit: the next chunk may lie in the next bit, four behind in the second at the most. */
	assert_true(text_place(coarse, 8) == 4);
	assert_true(text_reach(coarse, 1, 1) == 3);
	assert_true(text_reach(coarse, 1, 4) == 7);
	assert_int_equal(text_scale_of(slice_of("one two")).unit, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_regular_expressions),
		cmocka_unit_test(test_holes),
		cmocka_unit_test(test_needs),
		cmocka_unit_test(test_places),
	};
	return cmocka_run_group_tests_name("reach", tests, NULL, NULL);
}
