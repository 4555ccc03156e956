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

static void test_a_cue_that_reaches_to_the_comma(void **state)
{
	(void)state;
	static const char rules[] = RULES "status reported\n  reach comma\n  before: fearing that\n";
	ASSERT_EDGES(rules, { "Fearing that Ann Lee hit Bob Hill, Cy Orr ran.", HIT " | reported" },
	        { "Fearing that Cy Orr ran, Ann Lee hit Bob Hill.", HIT }, { "Fearing that the tall Ann Lee hit Bob Hill.", HIT " | reported" },
	        { "Fearing that Cy Orr ran, Ann Lee did not hit Bob Hill.", HIT " | denied" });
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

#define SPEECH                                                                                                                                       \
	"type person\ntype place\nrelation hit from person to person\n"                                                                              \
	"entity Ann Lee : person\nentity Bob Hill : person\nentity Cy Orr : person\n  also  Orr\nentity Rome : place\n"                              \
	"words function = the | by | and\nwords clause = when | because\nwords complement = of\n"                                                    \
	"status denied\n  before: did not | not\n"                                                                                                   \
	"status reported\n  reach clause\n  before: {S : person} said that | {S} wrote that | said that\n"                                           \
	"  after: , according to {S : person} | , it is said\n  quoted: {S : person} said [to {Name}] | said {S : person}\n"                         \
	"hole before [\"|']\nhole after [\"|']\n"                                                                                                    \
	"rule hit\n  find {X} ... hit {Y}\n  find {X} \"~hit~\" {Y}\n  gives {X} | hit | {Y}\n"

static const struct {
	const char *text, *status, *speaker;
} sayings[] = {
	{ "Cy Orr said that Ann Lee hit Bob Hill.", "reported", "Cy Orr" },
	{ "Many said that Ann Lee hit Bob Hill.", "reported", "" },
	{ "Cy Orr said that Bob Hill wrote that Ann Lee hit Bob Hill.", "reported", "Bob Hill" },
	{ "Cy Orr said that Ann Lee did not hit Bob Hill.", "denied", "Cy Orr" },
	/* The short name is that of the document. */
	{ "Orr said that Ann Lee hit Bob Hill.", "reported", "Cy Orr" },
	{ "Rome said that Ann Lee hit Bob Hill.", "reported", "" },
	{ "Friends of Cy Orr said that Ann Lee hit Bob Hill.", "reported", "" },
	/* Behind the relation: up to the end, or to a clause of its own. */
	{ "Ann Lee hit Bob Hill, according to Cy Orr.", "reported", "Cy Orr" },
	{ "Ann Lee hit Bob Hill, according to Cy Orr, because it rained.", "reported", "Cy Orr" },
	{ "Ann Lee hit Bob Hill, it is said.", "reported", "" },
	{ "Ann Lee hit Bob Hill, according to Cy Orr, and ran.", "asserted", "" },
	{ "Ann Lee hit Bob Hill; all were glad, according to Cy Orr.", "asserted", "" },
	/* Quotation marks of all kinds. */
	{ "\"Ann Lee hit Bob Hill,\" said Cy Orr.", "reported", "Cy Orr" },
	{ "\xE2\x80\x9C"
	  "Ann Lee hit Bob Hill,\xE2\x80\x9D said Cy Orr.",
	        "reported", "Cy Orr" },
	{ "Cy Orr said to Bob Hill: 'Ann Lee hit Bob Hill.'", "reported", "Cy Orr" },
	{ "\xC2\xAB Ann Lee hit Bob Hill \xC2\xBB, said Cy Orr.", "reported", "Cy Orr" },
	{ "\"Ann Lee hit Bob Hill,\" and all was well.", "reported", "" },
	{ "\"Ann Lee did not hit Bob Hill,\" said Cy Orr.", "denied", "Cy Orr" },
	/* Over sentences and paragraphs. */
	{ "Cy Orr said: \"I was there. Ann Lee hit Bob Hill. It rained.\"", "reported", "" },
	{ "Cy Orr said: \"I was there.\n\n\"Ann Lee hit Bob Hill. It rained.\"", "reported", "" },
	{ "Cy Orr said: \"I was there. Ann Lee hit Bob Hill.\n\n\"It rained.\"", "reported", "" },
	/* What quotes no statement. */
	{ "Ann Lee \"hit\" Bob Hill.", "asserted", "" },
	{ "The 'old' Ann Lee hit Bob Hill.", "asserted", "" },
	{ "\"Ann Lee\" hit Bob Hill.", "asserted", "" },
	{ "Ann Lee hit 'Bob Hill'.", "asserted", "" },
	{ "\"I was there,\" said Cy Orr. Ann Lee hit Bob Hill. \"It rained.\"", "asserted", "" },
	/* What is no quotation mark, and marks that nothing closes. */
	{ "It was Cy Orr's wish in the '70s when Ann Lee hit Bob Hill at the workers' club.", "asserted", "" },
	{ "He said \"no and Ann Lee hit Bob Hill.", "asserted", "" },
	{ "He said no\" and Ann Lee hit Bob Hill.", "asserted", "" },
	{ "\xE2\x80\x9CThen Ann Lee hit Bob Hill.\n\nNobody saw it.", "asserted", "" },
	/* A cue in a quotation says nothing of what stands outside. */
	{ "Ann Lee, \"not a friend\", hit Bob Hill.", "asserted", "" },
};

static void test_who_says_so(void **state)
{
	(void)state;
	struct engine_text world;
	engine_text_init(&world, ruleset_of_text(SPEECH));
	for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
		for (int eager = 0; eager < 2; eager++) {
			const struct finding *found = NULL;
			engine_text_find(&world, slice_of(sayings[i].text), eager);
			for (size_t k = 0; k < world.findings.list.n && !found; k++)
				found = &world.findings.list.at[k];
			if (!found)
				fail_msg("%s gives nothing", sayings[i].text);
			if (strcmp(status_name(found->status), sayings[i].status) != 0 || !slice_is(found->speaker, sayings[i].speaker))
				fail_msg("%s\n  is %s, said by \"%.*s\"", sayings[i].text, status_name(found->status), SLICE_ARG(found->speaker));
		}
	}
	engine_text_fini(&world);
}

/* An aside between commas or in brackets keeps its cues to itself, unless it is nothing else; a comma right behind the cue opens another. */
static void test_asides(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee, not the wall, hit Bob Hill.", HIT },
	        { "Ann Lee, a judge, did not, as they say, hit Bob Hill.", HIT " | denied" },
	        { "Ann Lee, a judge, did not hit Bob Hill.", HIT " | denied" }, { "Ann Lee, a judge that did not smile, hit Bob Hill.", HIT },
	        { "Ann Lee, a judge, did not, in time, hit Bob Hill.", HIT " | denied" }, { "Ann Lee (who did not smile) hit Bob Hill.", HIT },
	        { "Ann Lee (not once) hit Bob Hill.", HIT }, { "Ann Lee (never) hit Bob Hill.", HIT " | denied" },
	        { "Ann Lee (a judge) did not hit Bob Hill.", HIT " | denied" },
	        { "Cy Orr ran (and Ann Lee did not hit Bob Hill).", HIT " | denied" });
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
		cmocka_unit_test(test_a_cue_that_reaches_to_the_comma),
		cmocka_unit_test(test_cues_before_the_subject),
		cmocka_unit_test(test_the_rules_own_status),
		cmocka_unit_test(test_cues_right_behind_the_relation),
		cmocka_unit_test(test_several_edges_of_one_sentence),
		cmocka_unit_test(test_who_says_so),
		cmocka_unit_test(test_asides),
		cmocka_unit_test(test_rules_without_cues),
	};
	return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
