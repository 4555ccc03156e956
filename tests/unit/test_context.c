#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"

#define RULES                                                                                                                                        \
	"type person\ntype party\ntype country\nunknown person sure -10\n"                                                                           \
	"relation met from person, party, country to person, party, country\nrelation left from person, party, country to person, party, country\n"  \
	"words complement = in\nwords determiner = the\nwords function = <determiner> | in | of | and | but | he | it | then | his\nwords "          \
	"possessive = 's\n"                                                                                                                          \
	"hole before [<determiner>]\n"                                                                                                               \
	"entity Ann Lee : person\nentity Bob Hill : person\n  also  Hill\nentity Cy Orr : person\nentity Red Party : party\n"                        \
	"entity Blue Party : party\nentity Chile : country\n"                                                                                        \
	"refer person\n  words he | she\n  sure -15\n"                                                                                               \
	"refer person\n  words him\n  only before\n"                                                                                                 \
	"words many = ties | bloc\nrefer party\n  words that\n  not ending <many>\nrefer party\n  words the party\n  nearest\n  back 2\nrefer "      \
	"party\n  words the union\n  echo\n  nearest\nentity Miners Union : party\nentity Two Parties : party\n"                                     \
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
	        { "In Chile, Ann Lee saw Cy Orr. She met Bob Hill.", "Ann Lee | met | Bob Hill" },
	        { "Chile saw Ann Lee and Cy Orr. She met Bob Hill.", "" },
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

static void test_the_name_that_has_the_word(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "The Miners Union and the Blue Party came. Ann Lee left the union.", "Ann Lee | left | Miners Union" },
	        { "The Red Party and the Blue Party came. Ann Lee left the union.", "" });
}

static void test_no_name_that_ends_so(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "The Blue Party came. Ann Lee left that.", "Ann Lee | left | Blue Party" },
	        { "The Two Parties came. Ann Lee left that.", "" });
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

#define PEOPLE                                                                                                                                       \
	"type person\ntype place\ntype event\nunknown person, place sure -10\n"                                                                      \
	"relation met from person to person\nrelation left from person, place, event to person\n"                                                    \
	"words function = the | of | and | but | he | she | it | in | then | a | was | his\nwords title = mrs. | queen | king | mr.\n"               \
	"words woman = mrs. | queen | mary\nwords lead = the | in\nwords not-a-name = french\nwords possessive = 's\nname event (storm|flood)\n"     \
	"entity Ann Lee : person, woman\nentity Bob Hill : person\nentity Mary Orr : person\nentity Gale : event\nentity Ohio : place\nentity New "  \
	"York : place\n"                                                                                                                             \
	"words end = death\nwords land = ohio | new york\n"                                                                                          \
	"refer person\n  words he\n  not woman <woman>\n  not behind <lead>\n  not before <end>\n  not inside <land>\n"                              \
	"refer person\n  words she\n  alone\n"                                                                                                       \
	"refer event\n  words it\n  not in: it was a {E : event} | it was the {E : event}\n"                                                         \
	"rule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n"                                                                                    \
	"rule left\n  find {X} left {Y}\n  find {X} was a storm and left {Y}\n  gives {X} | left | {Y}\n"

static void test_who_is_not_meant(void **state)
{
	(void)state;
	ASSERT_EDGES(PEOPLE, { "Bob Hill saw Cy Orr. He met Cy Orr.", "Bob Hill | met | Cy Orr" },
	        /* by the tag, by the first name of a declared and of an unknown one, by a title before it */
	        { "Ann Lee saw Bob Hill. He met Cy Orr.", "Bob Hill | met | Cy Orr" },
	        { "Mary Orr saw Bob Hill. He met Cy Poe.", "Bob Hill | met | Cy Poe" },
	        { "Mary Poe saw Bob Hill. He met Cy Orr.", "Bob Hill | met | Cy Orr" }, { "Some saw Mrs. Dee Poe. He met Cy Orr.", "" },
	        { "Then Queen Dee came. He met Cy Orr.", "" },
	        /* by what the document says of her elsewhere */
	        { "It rained on Mary Poe. It snowed.\n\nIt froze.\n\nThen Poe came. He met Cy Orr.", "" },
	        { "It rained on Dan Poe. It snowed.\n\nIt froze.\n\nThen Poe came. He met Cy Orr.", "Dan Poe | met | Cy Orr" });
}

static void test_what_stands_behind_such_a_word_is_no_person(void **state)
{
	(void)state;
	ASSERT_EDGES(PEOPLE, { "It rained in Saigon. He met Ann Lee.", "" }, { "It rained on the Bundestag. He met Ann Lee.", "" },
	        { "It rained on Cy Poe. He met Ann Lee.", "Cy Poe | met | Ann Lee" }, { "It rained on the French Cortes. He met Ann Lee.", "" },
	        { "It rained on French Cortes. He met Ann Lee.", "French Cortes | met | Ann Lee" },
	        /* what is declared is known to be a person */
	        { "It rained in Bob Hill. He met Ann Lee.", "Bob Hill | met | Ann Lee" });
}

static void test_nobody_whose_end_or_place_is_told(void **state)
{
	(void)state;
	ASSERT_EDGES(PEOPLE, { "Bob Hill slept. Then Cy Orr's death came and he met Ann Lee.", "Bob Hill | met | Ann Lee" },
	        { "Bob Hill slept. Then Cy Orr\xE2\x80\x99s sudden death came and he met Ann Lee.", "Bob Hill | met | Ann Lee" },
	        { "Bob Hill slept. Then Cy Orr's son came and he met Ann Lee.", "Cy Orr | met | Ann Lee" },
	        { "It rained on Troy, New York. He met Ann Lee.", "" },
	        { "It rained on Troy, Ohio, and Cy Orr. He met Ann Lee.", "Cy Orr | met | Ann Lee" },
	        { "It rained on Cy Orr, New Yorker. He met Ann Lee.", "Cy Orr | met | Ann Lee" });
}

static void test_nobody_where_another_fits(void **state)
{
	(void)state;
	ASSERT_EDGES(PEOPLE, { "Ann Lee came. She met Bob Hill.", "Ann Lee | met | Bob Hill" }, { "Ann Lee saw Mary Orr. She met Bob Hill.", "" });
}

static void test_longer_texts_in_which_the_words_mean_nothing(void **state)
{
	(void)state;
	ASSERT_EDGES(PEOPLE, { "Gale came. It left Ann Lee.", "Gale | left | Ann Lee" }, { "Gale came. It was a storm and left Ann Lee.", "" });
}

#define OWNERS                                                                                                                                       \
	"type person\ntype country\n"                                                                                                                \
	"relation met from person to person\nrelation succeeded from person to person\nrelation took from person to country\n"                       \
	"words function = the | of | and | but | he | his | in | then | a\nwords determiner = the\nhole before [<determiner>]\n"                     \
	"words possessive = 's\nwords undone = ended | lost\nverb take\n  take, took, taken  noun seizure\n"                                         \
	"variant possessive\n  from {X} <v> {Y} *\n  to {X}'s <v>/noun of {Y} *\n"                                                                   \
	"variant active\n  from {X} <v> {Y} *\n  to {X} <v>/past {Y} *\n"                                                                            \
	"entity Ann Lee : person\nentity Bob Hill : person\nentity Cy Orr : person\nentity Chile : country\n"                                        \
	"refer person\n  words his | her\n  possessive\n  alone\n  not in: <undone> his\n  sure -20\n"                                               \
	"rule met\n  find {X} met his friend {Y}\n  gives {X} | met | {Y}\n"                                                                         \
	"rule succeeded\n  find {Y}'s successor {X}\n  gives {X} | succeeded | {Y}\n"                                                                \
	"rule took\n  find {X} <take> {Y}\n  gives {X} | took | {Y}\n"

static void test_possessives_read_as_names_with_the_mark(void **state)
{
	(void)state;
	ASSERT_EDGES(OWNERS, { "Ann Lee was glad of her seizure of Chile.", "Ann Lee | took | Chile" },
	        { "Ann Lee came. Her successor Bob Hill went.", "Bob Hill | succeeded | Ann Lee" }, { "Her successor Bob Hill went.", "" },
	        /* two fit */
	        { "Ann Lee saw Cy Orr and her successor Bob Hill.", "" },
	        /* others' edges of the sentence are given once, and rules that name the pronoun still see it */
	        { "Ann Lee took Chile, and Ann Lee's successor Bob Hill was glad of her.", "Bob Hill | succeeded | Ann Lee; Ann Lee | took | Chile" },
	        { "Ann Lee met his friend Bob Hill.", "Ann Lee | met | Bob Hill" },
	        /* a longer text in which it means nothing */
	        { "Ann Lee came. Some lost his successor Bob Hill.", "" },
	        /* no mark of its own: a possessive pronoun is no name elsewhere */
	        { "Ann Lee came. His took Chile.", "" });
}

static void test_what_a_possessive_costs_and_says(void **state)
{
	(void)state;
	struct engine_text world;
	engine_text_init(&world, ruleset_of_text(OWNERS));
	engine_text_find(&world, slice_of("Ann Lee came.\nHer successor Bob Hill went."), false);
	assert_int_equal(world.findings.list.n, 1);
	const struct finding *finding = &world.findings.list.at[0];
	assert_int_equal(finding->sure, 80 - 20);
	assert_true(slice_is(finding->target.text, "Her"));
	assert_true(slice_is(finding->resolved, "Her: Ann Lee (line 1)"));
	assert_int_equal(finding->target.start, 14);
	assert_int_equal(finding->target.end, 17);
	assert_int_equal(finding->start, 14);
	assert_int_equal(finding->end, 36);
	engine_text_fini(&world);
}

#define MANY                                                                                                                                         \
	"type person\ntype place\nunknown person, place sure -10\n"                                                                                  \
	"relation met from person to person\nrelation went from person to place\n"                                                                   \
	"words function = the | of | and | but | he | they | him | his | in | then | a | was | when | under | after\nwords title = mr. | king\n"     \
	"words determiner = the | a | his\nwords possessive = 's\nwords complement = of | in | under | after\nwords placed = in\nwords clause = "    \
	"when | who | where\nwords first-name "                                                                                                      \
	"= bob\n"                                                                                                                                    \
	"words and-word = and | , and\nwords list-joint = and | or\n"                                                                                \
	"hole before [<determiner>]\nhole after , a tailor of {Name} ,\nhole after , who\n"                                                          \
	"entity Ann Lee : person\nentity Cy Orr : person\nentity Dee Poe : person\n"                                                                 \
	"refer person\n  words he\n  not female\n  shown\n  topic\n  back 2\n"                                                                       \
	"refer person\n  words she\n  not male\n  shown\n  topic\n  back 2\n"                                                                        \
	"refer person\n  words him\n  only before\n  shown\n"                                                                                        \
	"refer person\n  words his\n  possessive\n  alone\n"                                                                                         \
	"refer person\n  words they | both\n  several <and-word>\n"                                                                                  \
	"refer person\n  words the two\n  several <and-word>\n  pair\n"                                                                              \
	"rule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n"                                                                                    \
	"type cabinet\nname cabinet [the] cabinet\nrelation led from person to cabinet\nrule led\n  find {X} led {Y}\n  gives {X} | led | {Y}\n"     \
	"refer person\n  words his\n  owns cabinet\n  only before\n  alone\n"                                                                        \
	"entity Chile : place\nrule went\n  find {X}'s return to {Y}\n  gives {X} | went | {Y}\n"

static void test_all_the_names_of_a_list(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Ann Lee and Cy Orr came. They met Dee Poe.", "Ann Lee | met | Dee Poe; Cy Orr | met | Dee Poe" },
	        { "Ann Lee, King Bob Hill, and Cy Orr came. They met Dee Poe.",
	                "Ann Lee | met | Dee Poe; Bob Hill | met | Dee Poe; Cy Orr | met | Dee Poe" },
	        { "Ann Lee and Cy Orr came. They slept. Both met Dee Poe.", "Ann Lee | met | Dee Poe; Cy Orr | met | Dee Poe" },
	        /* not the subject, no list, one alone, words that may be no names */
	        { "Dee Poe saw Ann Lee and Cy Orr. They met Dee Poe.", "" }, { "Ann Lee saw Cy Orr. They met Dee Poe.", "" },
	        { "Ann Lee came. They met Dee Poe.", "" }, { "It rained on White and Black women. They met Dee Poe.", "" },
	        { "In the days of Ann Lee and Cy Orr it rained. They met Dee Poe.", "" },
	        { "Ann Lee and Cy Orr's men slept. They met Dee Poe.", "" });
}

static void test_nobody_where_another_clause_has_a_subject(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Ann Lee slept, and Cy Orr came. He met Dee Poe.", "" },
	        { "Ann Lee slept near Cy Orr. He met Dee Poe.", "Ann Lee | met | Dee Poe" },
	        /* nor where the first name may be meant but is a stranger */
	        { "Zed Hall saw Cy Orr. It rained. He met Dee Poe.", "" },
	        { "Bob Hall saw Cy Orr. It rained. He met Dee Poe.", "Bob Hall | met | Dee Poe" });
}

static void test_the_only_two(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Ann Lee saw Cy Orr. The two met Dee Poe.", "Ann Lee | met | Dee Poe; Cy Orr | met | Dee Poe" },
	        { "Ann Lee saw Cy Orr and Bob Hill. The two met Dee Poe.", "" }, { "Ann Lee came. The two met Dee Poe.", "" });
}

static void test_nobody_of_a_list(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Ann Lee and Cy Orr came. He met Dee Poe.", "" }, { "Ann Lee saw Cy Orr. He met Dee Poe.", "Ann Lee | met | Dee Poe" });
}

static void test_whom_another_clause_names(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Ann Lee came when Cy Orr met him.", "Cy Orr | met | Ann Lee" },
	        { "Ann Lee slept, but Cy Orr met him.", "Cy Orr | met | Ann Lee" }, { "Ann Lee and Cy Orr met him.", "" },
	        { "Ann Lee's friend Cy Orr met him.", "" });
}

static void test_whom_the_subject_right_before_the_verb_is_not(void **state)
{
	(void)state;
	/* a place begins no list, an aside belongs to the subject, and so does what goes on with it */
	ASSERT_EDGES(MANY, { "Dee Poe slept. Ann Lee slept in Chile, and Cy Orr met him.", "Cy Orr | met | Ann Lee" },
	        { "Dee Poe slept. Ann Lee slept in Chile, where Cy Orr, a tailor of Chile, met him.", "Cy Orr | met | Ann Lee" },
	        { "Dee Poe slept. Ann Lee left it to the tailor, Cy Orr, who met him.", "Cy Orr | met | Ann Lee" },
	        { "Dee Poe slept. Ann Lee saw Cy Orr, who was here when he met him.", "" });
}

static void test_nobody_who_is_only_owned(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Ann Lee slept. His friend, Cy Orr, slept. He met Dee Poe.", "Cy Orr | met | Dee Poe" },
	        { "Ann Lee slept. Like his friend Cy Orr, Ann Lee slept. He met Dee Poe.", "Ann Lee | met | Dee Poe" },
	        /* what begins a sentence leads up to nobody */
	        { "His return to Chile, Cy Orr slept.", "" });
}

static void test_no_name_that_ends_a_circumstance(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Ann Lee slept. Under Cy Orr, he met Dee Poe.", "Ann Lee | met | Dee Poe" }, { "Under Cy Orr he met Dee Poe.", "" },
	        { "When Cy Orr came, he met Dee Poe.", "Cy Orr | met | Dee Poe" });
}

static void test_no_name_of_a_circumstance_further_in_front(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Ann Lee slept. Under Cy Orr in the last year, he met Dee Poe.", "Ann Lee | met | Dee Poe" },
	        { "Ann Lee slept. In Cy Orr's last year, he met Dee Poe.", "Cy Orr | met | Dee Poe" },
	        { "Ann Lee slept. In the light of Cy Orr's last year, he met Dee Poe.", "Ann Lee | met | Dee Poe" },
	        { "In the light of Cy Orr's last year in Chile, Ann Lee slept. He met Dee Poe.", "Ann Lee | met | Dee Poe" },
	        { "In the light of Cy Orr's last year with Bob Hill, Ann Lee slept. He met Dee Poe.", "Ann Lee | met | Dee Poe" },
	        { "Cy Orr's last year in Chile, Ann Lee slept. He met Dee Poe.", "Cy Orr | met | Dee Poe" },
	        { "Cy Orr slept under Bob Hill in the last year, but he met Dee Poe.", "Cy Orr | met | Dee Poe" });
}

static void test_the_subject_of_a_main_clause(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "When Cy Orr came, Bob Hill slept. He met Dee Poe.", "Bob Hill | met | Dee Poe" },
	        { "When Cy Orr came, it rained. He met Dee Poe.", "Cy Orr | met | Dee Poe" });
}

static void test_a_word_that_is_open_keeps_it_open(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "He saw Cy Orr. He met Dee Poe.", "" }, { "He saw Cy Orr before he met Dee Poe.", "" },
	        { "It rained on Cy Orr. He met Dee Poe.", "Cy Orr | met | Dee Poe" });
}

static void test_the_name_that_a_possessive_leads_up_to(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Upon his return to Chile, King Cy Orr met Dee Poe.", "Cy Orr | met | Dee Poe; Cy Orr | went | Chile" },
	        { "Ann Lee slept. Upon his return to Chile, Cy Orr slept.", "Cy Orr | went | Chile" },
	        { "Upon his return to Chile under Bob Hill, Cy Orr slept.", "Cy Orr | went | Chile" },
	        /* an aside, or no comma: it is open */
	        { "Upon his return to Chile, Cy Orr, a tailor, slept.", "" }, { "Upon his return to Chile some saw Cy Orr.", "" });
}

static void test_names_that_may_be_something_else(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "The men of Saigon slept. He met Dee Poe.", "" }, { "Then Saigon slept. He met Dee Poe. It rained in Saigon.", "" },
	        { "Then Hill slept. He met Dee Poe. It rained in Hill. It rained on Bob Hill.", "Bob Hill | met | Dee Poe" },
	        { "Then UPI slept. He met Dee Poe.", "" }, { "Then Kane slept. He met Dee Poe.", "Kane | met | Dee Poe" },
	        /* further back only who is shown to be a person */
	        { "Then Zed Kane slept. It rained. He met Dee Poe.", "" },
	        { "Then Bob Kane slept. It rained. He met Dee Poe.", "Bob Kane | met | Dee Poe" });
}

static void test_whom_the_document_is_about(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Zed Kane (1901-1980) slept. It rained.\n\nIt snowed. It froze.\n\nHe met Dee Poe.", "Zed Kane | met | Dee Poe" },
	        { "Zed Kane\n\nZed Kane slept. It rained.\n\nIt snowed. It froze.\n\nHe met Dee Poe.", "Zed Kane | met | Dee Poe" },
	        /* a paragraph goes on with it rather than with somebody of the one before */
	        { "Zed Kane (1901-1980) slept. Cy Orr slept.\n\nHe met Dee Poe.", "Zed Kane | met | Dee Poe" },
	        { "Zed Kane (1901-1980) slept. Cy Orr slept. He met Dee Poe.", "Cy Orr | met | Dee Poe" },
	        { "Zed Kane slept. It rained.\n\nIt snowed. It froze.\n\nHe met Dee Poe.", "" },
	        { "The wars of Zed Kane (1901-1980) went on. It rained.\n\nIt snowed. It froze.\n\nHe met Dee Poe.", "" });
}

static void test_rather_than_the_subject_of_the_sentence_before(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Bob Kane (1901-1980) slept. Cy Orr slept near Kane. He met Dee Poe.", "Bob Kane | met | Dee Poe" },
	        { "Bob Kane (1901-1980) slept. Cy Orr slept near Ann Kane. He met Dee Poe.", "Cy Orr | met | Dee Poe" },
	        { "Bob Kane (1901-1980) slept. Cy Orr slept. He saw Kane. He met Dee Poe.", "Cy Orr | met | Dee Poe" },
	        /* nor what is joined to another and nothing knows */
	        { "Bob Kane (1901-1980) slept. It was in Chile and Odd Press. He met Dee Poe.", "Bob Kane | met | Dee Poe" });
}

static void test_how_the_beginning_shows_it(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "ZED KANE slept, and he ate.\n\nIt snowed. It froze.\n\nHe met Dee Poe.", "ZED KANE | met | Dee Poe" },
	        { "ZED KANE slept, and it rained.\n\nIt snowed. It froze.\n\nHe met Dee Poe.", "" },
	        { "KINGS OF CHILE slept, and he ate.\n\nIt snowed. It froze.\n\nHe met Dee Poe.", "" },
	        { "Zed Kane slept, and he ate. Kane, Kane, Kane, Kane, Kane.\n\nIt snowed. It froze.\n\nHe met Dee Poe.",
	                "Zed Kane | met | Dee Poe" },
	        { "Zed Kane slept, and it rained. Kane, Kane, Kane, Kane, Kane.\n\nIt snowed. It froze.\n\nHe met Dee Poe.", "" },
	        /* whom it calls "she" is not "he" */
	        { "Zed Kane (1901-1980) slept, and she ate.\n\nIt snowed. It froze.\n\nHe met Dee Poe.", "" },
	        { "Zed Kane (1901-1980) slept, and she ate.\n\nIt snowed. It froze.\n\nShe met Dee Poe.", "Zed Kane | met | Dee Poe" });
}

static void test_where_the_sentence_before_leaves_it_open(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Bob Kane (1901-1980) slept. Cy Orr and Bob Kane came. He met Dee Poe.", "Bob Kane | met | Dee Poe" },
	        { "Bob Kane (1901-1980) slept. Cy Orr and Kane came. He met Dee Poe.", "Bob Kane | met | Dee Poe" },
	        { "Bob Kane (1901-1980) slept. Cy Orr and Ann Kane came. He met Dee Poe.", "" },
	        { "Bob Kane slept. Cy Orr and Bob Kane came. He met Dee Poe.", "" },
	        /* or its own sentence */
	        { "Bob Kane (1901-1980) slept. Cy Orr and Kane slept, but he met Dee Poe.", "Bob Kane | met | Dee Poe" },
	        { "Bob Kane slept. Cy Orr and Kane slept, but he met Dee Poe.", "" });
}

static void test_nobody_who_was_called_otherwise(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Cy Orr slept. He ate. He ate. She met Dee Poe.", "" },
	        /* but on goes who was called so */
	        { "Cy Orr slept. Under Ann Lee, he ate. He met Dee Poe.", "Cy Orr | met | Dee Poe" },
	        { "Cy Orr slept. Under the sons of Ann Lee, he ate, and Bob Hill ate. He met Dee Poe.", "Cy Orr | met | Dee Poe" },
	        { "Cy Orr slept. He ate. He ate. He met Dee Poe.", "Cy Orr | met | Dee Poe" },
	        { "Zed Kane (1901-1980) slept, and he ate. Then Kane slept. She met Dee Poe.", "" },
	        { "Zed Kane (1901-1980) slept, and he ate. Then Kane slept. He met Dee Poe.", "Zed Kane | met | Dee Poe" });
}

static void test_rather_than_a_name_that_belongs_to_something_else(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Zed Kane (1901-1980) slept. It rained on the men of Cy Orr. He met Dee Poe.", "Zed Kane | met | Dee Poe" },
	        { "It rained on the men of Cy Orr. He met Dee Poe.", "Cy Orr | met | Dee Poe" },
	        { "Zed Kane (1901-1980) slept. It rained on Cy Orr's men. He met Dee Poe.", "Zed Kane | met | Dee Poe" },
	        { "Zed Kane (1901-1980) slept. It rained on Cy Orr. He met Dee Poe.", "Cy Orr | met | Dee Poe" },
	        /* nor than one of which nothing is known, if that is no subject */
	        { "Zed Kane (1901-1980) slept. Then some saw Ike Poe. He met Dee Poe.", "Zed Kane | met | Dee Poe" },
	        { "Zed Kane (1901-1980) slept. Then Ike Poe slept. He met Dee Poe.", "Ike Poe | met | Dee Poe" },
	        { "Zed Kane (1901-1980) slept. Then some saw Father Bob Hill. He met Dee Poe.", "Father Bob Hill | met | Dee Poe" });
}

#define FREE                                                                                                                                         \
	"type place\nentity Chile : place\nentity Peru : place\nentity Cuba : place\n  adjective  Cuban\n"                                           \
	"words function = of | the | but | in | it | they | when | although\nwords determiner = the | this\nwords complement = of\n"                 \
	"words clause = when | although\nrelation beat from place to place\nrule beat\n  find {X} beat {Y}\n  gives {X} | beat | {Y}\n"              \
	"refer place\n  words it\n  free\nrefer place\n  words the land\n"

static void test_no_name_that_belongs_to_something_else(void **state)
{
	(void)state;
	ASSERT_EDGES(FREE, { "Chile slept. It beat Peru.", "Chile | beat | Peru" }, { "Some saw the men of Chile. It beat Peru.", "" },
	        { "The men of Chile saw Chile. It beat Peru.", "Chile | beat | Peru" }, { "The men of Cuba saw Cuban men. It beat Peru.", "" });
}

static void test_what_other_words_leave_open(void **state)
{
	(void)state;
	ASSERT_EDGES(FREE, { "Chile slept. The land saw Peru, but it beat Peru.", "Chile | beat | Peru" },
	        { "It rained. The land saw Cuba, but it beat Peru.", "" },
	        { "It rained. The men saw Cuba, but it beat Peru.", "Cuba | beat | Peru" });
}

static void test_what_is_nearer_than_the_sentence_before(void **state)
{
	(void)state;
	ASSERT_EDGES(FREE, { "Chile slept. The long attempt failed when it beat Peru.", "" },
	        { "Chile slept. In May, when it beat Peru, men slept.", "Chile | beat | Peru" },
	        { "Chile slept when men came although it beat Peru.", "" },
	        { "Chile slept when the rain came although it beat Peru.", "Chile | beat | Peru" },
	        { "Chile slept. Although this strike went on, it beat Peru.", "" },
	        { "Chile slept. When asked again, it beat Peru.", "Chile | beat | Peru" },
	        { "The attempt failed when Chile slept and it beat Peru.", "Chile | beat | Peru" });
}

static void test_the_only_one_that_is_known(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Some of Lima saw Dee Poe. He met Cy Orr.", "Dee Poe | met | Cy Orr" },
	        { "The Chile of Zed Hall saw Dee Poe. He met Cy Orr.", "Dee Poe | met | Cy Orr" },
	        { "Some saw Ann Lee and Dee Poe. He met Cy Orr.", "" }, { "Zed Hall saw Dee Poe. He met Cy Orr.", "Zed Hall | met | Cy Orr" });
}

static void test_a_possessive_beside_a_name(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Ann Lee saw Cy Orr and his return to Chile.", "Cy Orr | went | Chile" },
	        { "Ann Lee saw Cy Orr near his return to Chile.", "" });
}

static void test_nobody_whom_a_quotation_names(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY, { "Ann Lee slept. \"Cy Orr came\", he met Dee Poe.", "Ann Lee | met | Dee Poe" },
	        { "Ann Lee slept. \xE2\x80\x9C"
	          "Cy Orr came\xE2\x80\x9D he met Dee Poe.",
	                "Ann Lee | met | Dee Poe" },
	        { "Ann Lee slept. Cy Orr (a tailor) came and he met Dee Poe.", "Cy Orr | met | Dee Poe" });
}

static void test_what_somebody_owns(void **state)
{
	(void)state;
	ASSERT_EDGES(MANY,
	        { "Ann Lee came. Then Cy Orr met Dee Poe, and Dee Poe led the cabinet.", "Cy Orr | met | Dee Poe; Dee Poe | led | cabinet" },
	        { "Ann Lee slept when Dee Poe led his cabinet.", "Dee Poe | led | Ann Lee's cabinet" },
	        /* his own, or that of who was named before */
	        { "Ann Lee came. Dee Poe led his cabinet.", "Dee Poe | led | cabinet" });
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
		cmocka_unit_test(test_the_name_that_has_the_word),
		cmocka_unit_test(test_no_name_that_ends_so),
		cmocka_unit_test(test_names_that_nothing_knows),
		cmocka_unit_test(test_what_it_costs_and_says),
		cmocka_unit_test(test_who_is_not_meant),
		cmocka_unit_test(test_what_stands_behind_such_a_word_is_no_person),
		cmocka_unit_test(test_nobody_whose_end_or_place_is_told),
		cmocka_unit_test(test_nobody_where_another_fits),
		cmocka_unit_test(test_longer_texts_in_which_the_words_mean_nothing),
		cmocka_unit_test(test_possessives_read_as_names_with_the_mark),
		cmocka_unit_test(test_what_a_possessive_costs_and_says),
		cmocka_unit_test(test_all_the_names_of_a_list),
		cmocka_unit_test(test_nobody_where_another_clause_has_a_subject),
		cmocka_unit_test(test_the_only_two),
		cmocka_unit_test(test_nobody_of_a_list),
		cmocka_unit_test(test_whom_another_clause_names),
		cmocka_unit_test(test_whom_the_subject_right_before_the_verb_is_not),
		cmocka_unit_test(test_nobody_who_is_only_owned),
		cmocka_unit_test(test_no_name_that_ends_a_circumstance),
		cmocka_unit_test(test_no_name_of_a_circumstance_further_in_front),
		cmocka_unit_test(test_the_subject_of_a_main_clause),
		cmocka_unit_test(test_a_word_that_is_open_keeps_it_open),
		cmocka_unit_test(test_the_name_that_a_possessive_leads_up_to),
		cmocka_unit_test(test_names_that_may_be_something_else),
		cmocka_unit_test(test_whom_the_document_is_about),
		cmocka_unit_test(test_rather_than_the_subject_of_the_sentence_before),
		cmocka_unit_test(test_how_the_beginning_shows_it),
		cmocka_unit_test(test_where_the_sentence_before_leaves_it_open),
		cmocka_unit_test(test_nobody_who_was_called_otherwise),
		cmocka_unit_test(test_rather_than_a_name_that_belongs_to_something_else),
		cmocka_unit_test(test_no_name_that_belongs_to_something_else),
		cmocka_unit_test(test_what_other_words_leave_open),
		cmocka_unit_test(test_what_is_nearer_than_the_sentence_before),
		cmocka_unit_test(test_the_only_one_that_is_known),
		cmocka_unit_test(test_a_possessive_beside_a_name),
		cmocka_unit_test(test_nobody_whom_a_quotation_names),
		cmocka_unit_test(test_what_somebody_owns),
		cmocka_unit_test(test_a_menu_before_is_no_context),
	};
	return cmocka_run_group_tests_name("context", tests, NULL, NULL);
}
