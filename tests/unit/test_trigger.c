#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "rules/pattern.h"
#include "rules/variant.h"
#include "rules_text.h"

#define WORDS                                                                                                                                        \
	"words common = the | of | was | led | to\nwords kin = brother | sister | cousin\nwords mixed = great | uncle | the old man | was\n"         \
	"words loose = one | /t.o/\nwords deep = <kin> | aunt\nwords odd = coup d'\xC3\xA9tat | \xC3\x81rbol | x\n"                                  \
	"verb kick\n  kick, kicked, kicked  third kicks  ing kicking\n"

struct world {
	struct rules_text rules;
	struct trigger_finder finder;
	struct word_groups groups;
	struct trigger trigger;
	struct needs needs;
};

static struct world find(const char *pattern)
{
	struct world world = { .rules = rules_check(WORDS) };
	struct slice text = slice_of(pattern);
	struct place place = { .line = 1, .column = 1, .source = text };
	struct pattern parsed;
	assert_int_equal(diag_errors(world.rules.diag), 0);
	assert_true(pattern_parse(text, &place, PATTERN_HOLES | PATTERN_GAPS, world.rules.ast->arena, world.rules.diag, &parsed));
	word_groups_init(&world.groups, world.rules.ast->arena);
	trigger_finder_init(&world.finder, world.rules.ast, &world.groups, world.rules.ast->arena);
	trigger_find(&world.finder, &parsed, &world.trigger, &world.needs);
	return world;
}

static void done(struct world *world)
{
	trigger_finder_fini(&world->finder);
	word_groups_fini(&world->groups);
	rules_free(&world->rules);
}

/* pattern is triggered by element number `element`, that is by these words and no other. */
static void assert_trigger(const char *pattern, size_t element, const char *words)
{
	struct world world = find(pattern);
	struct buffer out = { 0 };
	for (size_t i = 0; i < world.trigger.words.n; i++) {
		buffer_text(&out, i ? " " : "");
		buffer_add(&out, world.trigger.words.at[i]);
	}
	if (!slice_is(buffer_slice(&out), words) || world.trigger.element != element)
		fail_msg("%s: element %zu by \"%.*s\"", pattern, world.trigger.element, SLICE_ARG(buffer_slice(&out)));
	buffer_fini(&out);
	done(&world);
}

/* DESIGN.md: fewest words of <common>, then fewest alternatives, then longest shortest word, then leftmost. */
static void test_the_order_of_choice(void **state)
{
	(void)state;
	assert_trigger("{X} the kin of {Y}", 2, "kin");
	assert_trigger("{X} was <kin> {Y}", 2, "brother sister cousin");
	assert_trigger("{X} was led to {Y}", 1, "was");
	assert_trigger("{X} (led|kin) <kin> {Y}", 2, "brother sister cousin");
	assert_trigger("{X} <kin> (a|b) {Y}", 2, "a b");
	assert_trigger("{X} (a|longer) (bb|cc) {Y}", 2, "bb cc");
	assert_trigger("{X} abc xyz {Y}", 1, "abc");
	assert_trigger("{X} abc wxyz {Y}", 2, "wxyz");
}

static void test_what_is_never_a_trigger(void **state)
{
	(void)state;
	assert_trigger("{X} [rare] of {Y}", 2, "of");
	assert_trigger("{X} /rare/ {Y}", 3, "");
	assert_trigger("{X} <loose> {Y}", 3, "");
	assert_trigger("{X} (rare|[by]) {Y}", 3, "");
	assert_trigger("{X} , {Y}", 3, "");
	assert_trigger("{X} ... {Y}", 3, "");
	assert_trigger("{X : phrase} {Y}", 2, "");
}

static void test_words_of_vocabularies(void **state)
{
	(void)state;
	assert_trigger("{X} <deep> {Y}", 1, "brother sister cousin aunt");
	assert_trigger("{X} <kick> {Y}", 1, "kick kicks kicked kicked kicking");
	assert_trigger("{X} <kick>/ing {Y}", 1, "kicking");
	/* One word of each member: the longest that is not common, the first of equal ones. */
	assert_trigger("{X} <mixed>", 1, "great uncle old was");
	/* Folded, as the pass over the words has them. */
	assert_trigger("{X} <odd>", 1, "coup arbol x");
}

static void test_choices(void **state)
{
	(void)state;
	assert_trigger("{X} (the big dog|a cat) {Y}", 1, "big cat");
	assert_trigger("{X} ((rome|the old town) in|at home) {Y}", 1, "in home");
}

static void assert_neighbours(const char *pattern, const char *before, const char *after)
{
	struct world world = find(pattern);
	if (!slice_is(world.trigger.before, before) || !slice_is(world.trigger.after, after))
		fail_msg("%s: \"%.*s\" and \"%.*s\"", pattern, SLICE_ARG(world.trigger.before), SLICE_ARG(world.trigger.after));
	done(&world);
}

static void test_neighbours(void **state)
{
	(void)state;
	assert_neighbours("{X} in alliance with {Y}", "in", "with");
	assert_neighbours("{X} in [an] alliance [old] with {Y}", "", "");
	assert_neighbours("{X} alliance {Y}", "", "");
	assert_neighbours("{X} in alliance, with {Y}", "in", "");
	assert_neighbours("{X} in~-alliance with {Y}", "", "with");
	assert_neighbours("{X} in ... alliance ... with {Y}", "", "");
	/* More than the key word itself stands between. */
	assert_neighbours("{X} the <odd> of {Y}", "", "");
}

/* ---- what a sentence has to hold ---- */

static bool has_all(const struct world *world, const char *sentence)
{
	struct group_set set = { .all = false };
	char bytes[128] = "";
	strncpy(bytes, sentence, sizeof bytes - 9);
	group_set_text(&set, &world->groups, slice_of(bytes));
	bool all = group_set_meets(&set, &world->needs.words);
	group_set_fini(&set);
	return all;
}

static void test_needs_ask_for_every_required_element(void **state)
{
	(void)state;
	struct world world = find("{X} [gladly] (saw|met) <kin> {Y+} /on/ {Z : phrase}");
	assert_int_equal(world.needs.words.n, 2);
	assert_int_equal(world.needs.holes.n, 2);
	assert_true(has_all(&world, "met his sister"));
	assert_true(has_all(&world, "A cousin SAW her COUSIN"));
	assert_true(has_all(&world, "met, and saw, his sister"));
	assert_false(has_all(&world, "cousin saw"));
	assert_false(has_all(&world, "met her"));
	assert_false(has_all(&world, "sister"));
	done(&world);
}

/* Words of other letters, or with characters that the mask leaves out, are left to the patterns. */
static void test_needs_leave_other_letters_to_the_patterns(void **state)
{
	(void)state;
	struct world world = find("{X} met <kin> {Y}");
	assert_true(has_all(&world, "\xC3\xA9t\xC3\xA9"));
	assert_true(has_all(&world,
	        "m\xC2\xAD"
	        "et his sis\xE2\x80\x8B"
	        "ter"));
	assert_false(has_all(&world, "\xE2\x80\x9Cmet\xE2\x80\x9D \xE2\x80\x94 her"));
	assert_true(has_all(&world, "\xE2\x80\x9Cmet\xE2\x80\x9D \xE2\x80\x94 sister\xE2\x80\x99s"));
	done(&world);
}

static void test_no_needs(void **state)
{
	(void)state;
	struct world world = find("[the] {X} /met/ {Y}");
	assert_int_equal(world.needs.words.n, 0);
	assert_true(has_all(&world, ""));
	done(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_order_of_choice),
		cmocka_unit_test(test_what_is_never_a_trigger),
		cmocka_unit_test(test_words_of_vocabularies),
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_neighbours),
		cmocka_unit_test(test_needs_ask_for_every_required_element),
		cmocka_unit_test(test_needs_leave_other_letters_to_the_patterns),
		cmocka_unit_test(test_no_needs),
	};
	return cmocka_run_group_tests_name("trigger", tests, NULL, NULL);
}
