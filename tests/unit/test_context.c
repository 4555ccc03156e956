#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"

#define RULES                                                                                                                                        \
	"type person\ntype party\ntype country\nunknown person sure -10\n"                                                                           \
	"relation met from person, party, country to person, party, country\nrelation left from person, party, country to person, party, country\n"  \
	"words determiner = the\nwords function = <determiner> | of | and | but | he | it | then | his\nwords possessive = 's\n"                     \
	"hole before [<determiner>]\n"                                                                                                               \
	"entity Ann Lee : person\nentity Bob Hill : person\n  also  Hill\nentity Cy Orr : person\nentity Red Party : party\n"                        \
	"entity Blue Party : party\nentity Chile : country\n"                                                                                        \
	"refer person\n  words he | she\n  sure -15\n"                                                                                               \
	"refer person\n  words him\n  only before\n"                                                                                                 \
	"refer party\n  words the party\n  nearest\n  back 2\n"                                                                                      \
	"refer country\n  words it\n  known\n  back 0\n"                                                                                             \
	"rule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n"                                                                                    \
	"rule left\n  find {X} left {Y}\n  gives {X} | left | {Y}\n"

static void test_the_only_name_before(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee came. She met Bob Hill.", "Ann Lee | met | Bob Hill" },
	        { "When Ann Lee came she met Bob Hill.", "Ann Lee | met | Bob Hill" },
	        { "Ann Lee came.\n\nShe met Bob Hill.", "Ann Lee | met | Bob Hill" }, { "She met Bob Hill.", "" },
	        { "It rained in Chile. She met Bob Hill.", "" }, { "Ann Lee came. It rained. She met Bob Hill.", "" });
}

static void test_the_subject_of_several(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee saw Cy Orr. She met Bob Hill.", "Ann Lee | met | Bob Hill" },
	        { "In Chile, Ann Lee saw Cy Orr. She met Bob Hill.", "" },
	        { "Bob Hill came and Hill went. He met Ann Lee.", "Bob Hill | met | Ann Lee" });
}

static void test_not_in_its_own_sentence(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Bob Hill came. Ann Lee met him.", "Ann Lee | met | Bob Hill" }, { "Ann Lee met him.", "" });
}

static void test_a_word_stands_for_what_a_word_stood_for(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee came. She met Bob Hill. She left Cy Orr.", "Ann Lee | met | Bob Hill; Ann Lee | left | Cy Orr" });
}

static void test_the_nearest(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "The Red Party and the Blue Party came. It rained. Ann Lee left the party.", "Ann Lee | left | Blue Party" },
	        { "The Red Party came. It rained. It snowed. Ann Lee left the party.", "" });
}

static void test_names_that_nothing_knows(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Some saw Dan Poe. He met Ann Lee.", "Dan Poe | met | Ann Lee" },
	        { "While Chile slept, it met the Red Party.", "Chile | met | Red Party" }, { "While Peru slept, it met the Red Party.", "" });
}

static void test_what_it_costs_and_says(void **state)
{
	(void)state;
	struct engine_text world;
	engine_text_init(&world, ruleset_of_text(RULES));
	engine_text_find(&world, slice_of("Some saw Dan Poe.\nHe met Ann Lee."), false);
	assert_int_equal(world.findings.list.n, 1);
	const struct finding *finding = &world.findings.list.at[0];
	assert_int_equal(finding->sure, 80 - 10 - 15);
	assert_true(slice_is(finding->source.text, "He"));
	assert_true(slice_is(finding->resolved, "He: Dan Poe (line 1)"));
	assert_int_equal(finding->source.start, 18);
	assert_int_equal(finding->source.end, 20);
	engine_text_fini(&world);
}

static void test_a_menu_before_is_no_context(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "- Ann Lee\n- Home\n- About\n- Contact\n- Search\n\nShe met Bob Hill.", "" });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_only_name_before),
		cmocka_unit_test(test_the_subject_of_several),
		cmocka_unit_test(test_not_in_its_own_sentence),
		cmocka_unit_test(test_a_word_stands_for_what_a_word_stood_for),
		cmocka_unit_test(test_the_nearest),
		cmocka_unit_test(test_names_that_nothing_knows),
		cmocka_unit_test(test_what_it_costs_and_says),
		cmocka_unit_test(test_a_menu_before_is_no_context),
	};
	return cmocka_run_group_tests_name("context", tests, NULL, NULL);
}
