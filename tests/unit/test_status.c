#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"

#define RULES                                                                                                                                        \
	"type person\nrelation hit from person to person\n"                                                                                          \
	"entity Ann Lee : person\nentity Bob Hill : person\nentity Cy Orr : person\n"                                                                \
	"words determiner = the | a\nwords function = <determiner> | by\nwords clause = when | because\n"                                            \
	"hole before [<determiner>] ..2 not in <function>\n"                                                                                         \
	"status denied\n  before: did not | never | denied that | not\n  not in: not only | never failed to\n  stop at: but | instead\n"             \
	"status supposed\n  before: if\n"                                                                                                            \
	"status planned\n  before: planned to | wanted to | never\n"                                                                                 \
	"status reported\n  reach clause\n  before: said that | claimed\n  stop at: however\n"                                                       \
	"rule hit\n  find {X} [<status>] ... hit {Y}\n  gives {X} | hit | {Y}\n"                                                                     \
	"rule strike\n  find {X} struck {Y}\n  status planned\n  gives {X} | hit | {Y}\n"                                                            \
	"rule by\n  find {Y} ... hit ... by {X}\n  gives {X} | hit | {Y}\n"

#define HIT "Ann Lee | hit | Bob Hill"

static void test_a_cue_governs_what_follows(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee hit Bob Hill.", HIT }, { "Ann Lee did not hit Bob Hill.", HIT " | denied" },
	        { "Ann Lee did\nnot hit Bob Hill.", HIT " | denied" }, { "Ann Lee wanted to hit Bob Hill.", HIT " | planned" },
	        { "Ann Lee did not really hit Bob Hill.", HIT " | denied" }, { "Ann Lee hit Bob Hill and did not run.", HIT },
	        { "Ann Lee hit Bob Hill, not the wall.", HIT }, { "Ann Lee was nevertheless quick and hit Bob Hill.", HIT });
}

static void test_the_first_block_wins(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee never hit Bob Hill.", HIT " | denied" }, { "Ann Lee wanted to but did not hit Bob Hill.", HIT " | denied" },
	        { "Ann Lee did not, she wanted to hit Bob Hill.", HIT " | denied" }, { "Ann Lee never wanted to hit Bob Hill.", HIT " | denied" });
}

static void test_stops(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee did not run but hit Bob Hill.", HIT }, { "Ann Lee did not run, and instead hit Bob Hill.", HIT },
	        /* A stop ends its own block's cues only. */
	        { "Ann Lee wanted to run but hit Bob Hill.", HIT " | planned" },
	        { "Ann Lee did not, but then never hit Bob Hill.", HIT " | denied" });
}

static void test_texts_in_which_a_cue_is_none(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee not only hit Bob Hill.", HIT }, { "Ann Lee never failed to hit Bob Hill.", HIT " | planned" },
	        { "Ann Lee not only did not hit Bob Hill.", HIT " | denied" });
}

static void test_clauses(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Cy Orr did not run; Ann Lee hit Bob Hill.", HIT }, { "Cy Orr did not run: Ann Lee hit Bob Hill.", HIT },
	        { "Cy Orr did not run - Ann Lee hit Bob Hill.", HIT },
	        { "Cy Orr did not run\xE2\x80\x94"
	          "Ann Lee hit Bob Hill.",
	                HIT },
	        { "Cy Orr did not run when Ann Lee hit Bob Hill.", HIT }, { "Cy Orr did not run because Ann Lee hit Bob Hill.", HIT },
	        /* A comma ends none. */
	        { "Ann Lee did not, as they say, hit Bob Hill.", HIT " | denied" });
}

static void test_cues_before_the_subject(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "If Ann Lee hit Bob Hill, all is well.", HIT " | supposed" },
	        { "If the old Ann Lee hit Bob Hill, all is well.", HIT " | supposed" }, { "They denied that Ann Lee hit Bob Hill.", HIT " | denied" },
	        { "Cy Orr did not resign, and Ann Lee hit Bob Hill.", HIT }, { "If it rains, Ann Lee hit Bob Hill.", HIT },
	        { "Cy Orr said that on that day Ann Lee hit Bob Hill.", HIT " | reported" },
	        { "Cy Orr claimed, as always, Ann Lee hit Bob Hill.", HIT " | reported" }, { "Cy Orr claimed victory; Ann Lee hit Bob Hill.", HIT },
	        { "Cy Orr claimed victory, however Ann Lee hit Bob Hill.", HIT });
}

static void test_the_rules_own_status(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee struck Bob Hill.", HIT " | planned" }, { "If Ann Lee struck Bob Hill, all is well.", HIT " | planned" });
}

/* "not by" denies the one that follows, "but by" the other. */
static void test_cues_right_behind_the_relation(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Bob Hill was hit not by Ann Lee.", HIT " | denied" },
	        { "Bob Hill was hit hard, not by the wall and by Ann Lee.", HIT }, { "Bob Hill was hit by Ann Lee, not by the wall.", HIT },
	        { "Bob Hill was hit not by men but by Ann Lee.", HIT });
}

static void test_several_edges_of_one_sentence(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee hit Bob Hill; Bob Hill did not hit Cy Orr.", HIT "; Bob Hill | hit | Cy Orr | denied" },
	        { "Bob Hill was not hit by Ann Lee.", HIT " | denied" });
}

static void test_rules_without_cues(void **state)
{
	(void)state;
	ASSERT_EDGES("type person\nrelation hit from person to person\nentity Ann Lee : person\nentity Bob Hill : person\n"
	             "rule hit\n  find {X} ... hit {Y}\n  gives {X} | hit | {Y}\n",
	        { "Ann Lee not hit Bob Hill; if Ann Lee hit Bob Hill.", HIT });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_cue_governs_what_follows),
		cmocka_unit_test(test_the_first_block_wins),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_texts_in_which_a_cue_is_none),
		cmocka_unit_test(test_clauses),
		cmocka_unit_test(test_cues_before_the_subject),
		cmocka_unit_test(test_the_rules_own_status),
		cmocka_unit_test(test_cues_right_behind_the_relation),
		cmocka_unit_test(test_several_edges_of_one_sentence),
		cmocka_unit_test(test_rules_without_cues),
	};
	return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
