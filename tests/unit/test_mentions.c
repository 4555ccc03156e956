#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"
#include "names/led_in.h"
#include "names/table.h"
#include "random.h"
#include "text/blocks.h"

#define RULES                                                                                                                                        \
	"type person\ntype group\ntype country\ntype event\ntype actor is any of person, group, country\nunknown person, group sure -20\nacronyms "  \
	"yes\n"                                                                                                                                      \
	"words function = the | a | of | and | by | in | then | was | but | he\nwords determiner = the | a\nwords title = mr | dr | general | "      \
	"king\n"                                                                                                                                     \
	"words particle = de | van | del\nwords not-a-name = january | monday | french\nwords possessive = 's\n"                                     \
	"hole before [<determiner>] [<title>]\n"                                                                                                     \
	"name group [the] {Name} (Party|Front)\nname person <title> {Name}\nname event (coup|strike)\nname group {Name} government\n"                \
	"entity Ann Lee : person\nentity Bob Hill : person\n  also  Bobby\nentity Augusto Pinochet : person\n  also  Pinochet\n"                     \
	"entity Chile : country\nentity Popular Unity : group\n  not  Popular Unity Street\n"                                                        \
	"verb meet\n  meet, met, met  third meets  ing meeting\n"                                                                                    \
	"relation met from actor, event to actor, event\n"                                                                                           \
	"rule meet\n  find {X} met {Y}\n  gives {X} | met | {Y}\n"

/* With rules that know no unknown names. */
#define STRICT                                                                                                                                       \
	"type person\ntype group\ntype actor is any of person, group\nacronyms yes\n"                                                                \
	"words function = the | a | of | by | was\nwords title = mr | general\nhole before [the] [<title>]\n"                                        \
	"name group [the] {Name} Party\nname person <title> {Name}\nentity Ann Lee : person\nentity Bob Hill : person\nentity Red Cross : group\n"   \
	"relation met from actor to actor\nrule meet\n  find {X} met {Y}\n  gives {X} | met | {Y}\n"

/* ---- which names a sentence has ---- */

static void test_kinds_of_names(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee met Bobby.", "Ann Lee | met | Bob Hill" },
	        { "Ann Lee met Bernardo O'Higgins.", "Ann Lee | met | Bernardo O'Higgins" },
	        { "The New Radical Party met Ann Lee.", "New Radical Party | met | Ann Lee" }, { "The coup met Ann Lee.", "coup | met | Ann Lee" },
	        { "Ann Lee met the Popular Unity Street.", "Ann Lee | met | Popular Unity Street" });
}

/* Longest wins; then entity, name, unknown. */
static void test_precedence(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee met the Popular Unity government.", "Ann Lee | met | Popular Unity government" },
	        { "Ann Lee met the Popular Unity Party.", "Ann Lee | met | Popular Unity Party" },
	        { "Ann Lee met Popular Unity.", "Ann Lee | met | Popular Unity" });
}

#define HALVES                                                                                                                                       \
	"type country\ntype group\nwords function = the | and | or | a\nwords list-comma = ,\nwords list-joint = and | , and\n"                      \
	"words shared-noun = troops\nhole before [the]\nname group [the] {Name} (troops|party)\nentity Peru : country\n  adjective Peruvian\n"       \
	"entity Spain : country\nentity Chile : country\n  adjective Chilean\nentity Cuba : country\n  adjective Cuban\n"                            \
	"relation met from country, group to country, group\nrule met\n  find {X+} met {Y+}\n  gives {X} | met | {Y}\n"

/* Adjectives that share the noun of the last are names, others are none. */
static void test_adjectives_share_a_noun(void **state)
{
	(void)state;
	ASSERT_EDGES(HALVES, { "Peruvian and Cuban troops met Chile.", "Peru | met | Chile; Cuban troops | met | Chile" },
	        { "The Chilean, Peruvian, and Cuban troops met Spain.", "Chile | met | Spain; Peru | met | Spain; Cuban troops | met | Spain" },
	        { "Chile met Peruvian and Cuban troops.", "Chile | met | Peru; Chile | met | Cuban troops" },
	        /* a noun that is not shared, no second adjective, no joint */
	        { "Peruvian and Cuban party met Chile.", "Cuban party | met | Chile" },
	        { "Peruvian and Red troops met Chile.", "Red troops | met | Chile" },
	        { "Peruvian, Cuban troops met Chile.", "Cuban troops | met | Chile" },
	        { "Peruvian Cuban troops met Chile.", "Peruvian Cuban troops | met | Chile" });
}

#define NARROW                                                                                                                                       \
	"type person\ntype place\ntype country\nunknown person, place sure -20\n"                                                                    \
	"words function = the | in | of | then | some | he\nwords title = mr\nwords not-a-name = american | north | east | treasury\n"               \
	"words first-name = bill | dee | mary\nwords narrower = east | north\n"                                                                      \
	"relation met from person, place to person, place\nrule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n"                                  \
	"refer person\n  words he\nentity Peru : country\n  adjective American\n"

/* What else stands before a first name is no part of the name. */
static void test_names_begin_with_a_first_name(void **state)
{
	(void)state;
	ASSERT_EDGES(NARROW, { "Some American Bill Roe met Dee Poe.", "Bill Roe | met | Dee Poe" },
	        { "Some Treasury Bill Roe met Mary Dee Poe.", "Bill Roe | met | Mary Dee Poe" },
	        /* what has one is a name, a first name alone is none, and others stay whole */
	        { "Some Eve Bill Roe met American Bill.", "Eve Bill Roe | met | American Bill" },
	        { "Some American Lux Roe met Dee Poe.", "American Lux Roe | met | Dee Poe" },
	        /* what makes sure of it may stand behind other words, and may be an acronym */
	        { "Some Eve Treasury Bill Roe met Dee Poe.", "Bill Roe | met | Dee Poe" },
	        { "Some LUX Bill Roe met Dee Poe.", "Bill Roe | met | Dee Poe" }, { "Some LU Bill Roe met Dee Poe.", "LU Bill Roe | met | Dee Poe" },
	        { "Some Eve Treasury Bill met Dee Poe.", "Eve Treasury Bill | met | Dee Poe" },
	        /* short names */
	        { "Then Treasury Bill Roe came. Roe met Dee Poe.", "Bill Roe | met | Dee Poe" },
	        /* as a subject */
	        { "American Bill Roe saw Mary Poe. He met Eve Lux.", "Bill Roe | met | Eve Lux" });
}

#define MIDDLE NARROW "words kin = son | father\nwords determiner = the\nentity Zed : person\ndistinct Mary Roe, Mary Dee Roe\n"

/* Who has a middle name goes without it as well, if nobody else can be meant. */
static void test_names_without_the_middle(void **state)
{
	(void)state;
	ASSERT_EDGES(MIDDLE, { "Bill Otto Roe (1901 - 1980) was here. Then Bill Roe met Zed. Then Roe met Peru.", "Bill Otto Roe | met | Zed" },
	        { "BILL OTTO ROE was here, and he slept. Then Bill Roe met Zed.", "Bill Otto Roe | met | Zed" },
	        { "Some saw Bill O. Roe. Then Bill Roe met Zed. Then Roe met Zed.", "Bill O. Roe | met | Zed" },
	        /* another has these words as well, it is somebody's father, a name too often or behind, or a line forbids it */
	        { "Bill Otto Roe (1901 - 1980) saw Bill Max Roe. Then Bill Roe met Zed.", "Bill Roe | met | Zed" },
	        { "Bill Otto Roe (1901 - 1980) was here. Some saw the father, Bill Roe. Then Bill Roe met Zed.", "Bill Roe | met | Zed" },
	        { "Some saw Bill Otto Roe. Then Bill Roe met Zed.", "Bill Roe | met | Zed" },
	        { "Some saw Bill O. Roe. Some saw Bill O. Roe. Then Bill Roe met Zed.", "Bill Roe | met | Zed" },
	        { "Then Bill Roe met Zed. Some saw Bill O. Roe.", "Bill Roe | met | Zed" },
	        { "Mary Dee Roe (1901 - 1980) was here. Then Mary Roe met Zed.", "Mary Roe | met | Zed" });
}

#define SHAPED                                                                                                                                       \
	"type person\ntype group\ntype place\nunknown person, group, place sure -20  first-name person  acronym group\n"                             \
	"acronyms yes\nentity Dee Poe : person\nwords function = the | in | of | then\nwords title = mr\n"                                           \
	"words first-name = bill | mary | jfk\nwords numeral = iii\n"                                                                                \
	"relation joined from person to group\nrelation saw from person, group, place to place\n"                                                    \
	"rule join\n  find {X} joined {Y}\n  unless {X : place} joined\n  gives {X} | joined | {Y}\n"                                                \
	"rule see\n  find {X} saw {Y}\n  gives {X} | saw | {Y}\n"

/* A first name shows a person, three capitals show a group; all else may be anything. */
static void test_shapes_that_tell_a_type(void **state)
{
	(void)state;
	ASSERT_EDGES(SHAPED, { "Bill Roe joined LUX.", "Bill Roe | joined | LUX" }, { "Then Eve Lux joined LUX.", "" },
	        { "Then Lux saw Mary Poe.", "" }, { "Then Lux saw LUX.", "" }, { "Then Lux saw III.", "Lux | saw | III" },
	        { "Then Lux saw LU.", "Lux | saw | LU" }, { "Then Lux saw JFK.", "Lux | saw | JFK" }, { "Then Lux saw Bill.", "Lux | saw | Bill" },
	        /* a person's party stands in brackets like an acronym */
	        { "They saw Dee Poe (LUX). Then Dee Poe joined LUX.", "Dee Poe | joined | LUX" },
	        /* what the document has in full */
	        { "They saw Mary Poe. Then Poe joined LUX.", "Mary Poe | joined | LUX" },
	        { "They saw Mr Poe. Then Poe joined LUX.", "Poe | joined | LUX" });
}

/* "East Jerusalem" is not what "Jerusalem" is short for. */
static void test_narrower_names(void **state)
{
	(void)state;
	ASSERT_EDGES(NARROW, { "It rained in East Lux. Then Lux met Dee Poe.", "Lux | met | Dee Poe" },
	        { "It rained in North East Lux. Then Lux met Dee Poe.", "Lux | met | Dee Poe" },
	        { "It rained in East Old Lux. Then Lux met Dee Poe.", "East Old Lux | met | Dee Poe" });
}

/* Nor is "Lux" short for "Siege Of Lux", which only a heading or a caption writes so; but for what has a first name or a title. */
static void test_headings_are_no_names_in_full(void **state)
{
	(void)state;
	ASSERT_EDGES(NARROW, { "Then Lux met Dee Poe.\n\nSiege Of Lux\n\nThen it rained.", "Lux | met | Dee Poe" },
	        { "Then Lux met Dee Poe.\n\nView Of Lux.", "Lux | met | Dee Poe" },
	        { "Siege Of The Lux\n\nThen Lux met Dee Poe.", "Lux | met | Dee Poe" },
	        { "Siege Of Old Lux\n\nThen Lux met Dee Poe.", "Old Lux | met | Dee Poe" },
	        { "They saw Bill Of Lux. Then Lux met Dee Poe.", "Bill Of Lux | met | Dee Poe" },
	        { "They saw Mr Eve Of Lux. Then Lux met Dee Poe.", "Eve Of Lux | met | Dee Poe" });
}

/* A title adds nothing to a declared name. */
static void test_titles(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "General Pinochet met Ann Lee.", "Augusto Pinochet | met | Ann Lee" },
	        { "Dr Ann Lee met General Augusto Pinochet.", "Ann Lee | met | Augusto Pinochet" },
	        { "General Quux met Ann Lee.", "Quux | met | Ann Lee" }, { "General met Ann Lee.", "" });
}

#define SURNAMES                                                                                                                                     \
	"type person\ntype office\nunknown person sure -20\nwords function = the | a | of | and | by | in | then | saw\n"                            \
	"words determiner = the | a\nwords title = king | mr | general\nwords last-name = king | sheriff\nwords first-name = bill\n"                 \
	"words not-a-name = spanish\nname office (king|sheriff|general)\nname person <title> {Name}\nentity Ann Lee : person\n"                      \
	"relation met from person, office to person, office\nrule meet\n  find [the] {X} met [the] {Y}\n  gives {X} | met | {Y}\n"

/* Who has an office for a last name holds none. */
static void test_offices_as_last_names(void **state)
{
	(void)state;
	ASSERT_EDGES(SURNAMES, { "Bill King met Ann Lee. Then King met Ann Lee.", "Bill King | met | Ann Lee" },
	        { "Zed King met Ann Lee.", "Zed King | met | Ann Lee" },
	        { "They saw Zed Sheriff. Ann Lee met Sheriff.", "Ann Lee | met | Zed Sheriff" },
	        /* the list does not have it, or it is no name here */
	        { "Bill General met Ann Lee.", "General | met | Ann Lee" }, { "They saw the Zed King. Ann Lee met King.", "Ann Lee | met | King" },
	        { "They saw Spanish King. Ann Lee met King.", "Ann Lee | met | King" }, { "Ann Lee met King.", "Ann Lee | met | King" },
	        /* the office beside the name */
	        { "They saw Bill King. Ann Lee met the King.", "Ann Lee | met | King" },
	        { "They saw Bill King. King Zed met Ann Lee.", "Zed | met | Ann Lee" });
}

#define LED_NAMES                                                                                                                                    \
	"type person\nunknown person sure -20\nwords function = the | of | and | then | saw | they\nwords determiner = the\nwords title = king | "   \
	"dr\n"                                                                                                                                       \
	"words first-name = eve | zoe\nwords last-name-first = mo | li\nname person <title> {Name}\nentity Ann Lee "                                 \
	": person\n"                                                                                                                                 \
	"relation met from person to person\nrule meet\n  find {X} met {Y}\n  gives {X} | met | {Y}\n"

/* Several words that end a name, and a last name that begins one, are short for it. */
static void test_other_short_names(void **state)
{
	(void)state;
	ASSERT_EDGES(LED_NAMES, { "They saw Eve Roe Poe. Then Roe Poe met Ann Lee.", "Eve Roe Poe | met | Ann Lee" },
	        { "Then Roe Poe met Ann Lee. They saw Eve Roe Poe.", "Eve Roe Poe | met | Ann Lee" },
	        { "They saw Eve Roe Poe. Then Poe met Ann Lee.", "Eve Roe Poe | met | Ann Lee" },
	        { "They saw Dr Poe. They saw Dr Eve Poe. Then Poe met Ann Lee.", "Eve Poe | met | Ann Lee" },
	        /* what stands before may be no part of the name; a king is known by his first */
	        { "They saw Treasury Roe Poe. Then Roe Poe met Ann Lee.", "Roe Poe | met | Ann Lee" },
	        { "They saw Dr Zoe. They saw Dr Eve Zoe. Then Zoe met Ann Lee.", "Zoe | met | Ann Lee" },
	        { "They saw Dr Poe. They saw Eve Poe. Then Dr Poe met Ann Lee.", "Poe | met | Ann Lee" },
	        /* a last name that stands first */
	        { "They saw Mo Zed. Then Mo met Ann Lee.", "Mo Zed | met | Ann Lee" },
	        { "They saw Ho Zed. Then Ho met Ann Lee.", "Ho | met | Ann Lee" },
	        { "They saw Mo Zed and Mo Quux. Then Mo met Ann Lee.", "Mo | met | Ann Lee" },
	        { "They saw Mo Zed and Eve Mo. Then Mo met Ann Lee.", "Eve Mo | met | Ann Lee" },
	        { "They saw the Mo Zed. Then Mo met Ann Lee.", "Mo | met | Ann Lee" });
}

static void test_words_that_are_no_names(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "January met Ann Lee.", "" }, { "French January met Ann Lee.", "" }, { "He met Ann Lee.", "" },
	        /* A sentence's first word alone is a name only where the document has it in the midst of a sentence. */
	        { "Workers met Ann Lee.", "" }, { "\xC2\xA1Workers met Ann Lee!", "" },
	        { "Quux met Ann Lee. They saw Quux again.", "Quux | met | Ann Lee" }, { "NATO met Ann Lee.", "NATO | met | Ann Lee" });
}

/* ---- who is who ---- */

static void test_short_names_of_declared_ones(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee came. Mr Lee met Bob Hill.", "Ann Lee | met | Bob Hill" },
	        { "Ann Lee came. In the town Lee met Bob Hill.", "Ann Lee | met | Bob Hill" },
	        { "In the town Lee met Bob Hill. Ann Lee came.", "Ann Lee | met | Bob Hill" },
	        { "Ann Lee came. Ann Lee left. Then Ann Lee saw Bob Hill. Mr Lee met Mr Hill.", "Ann Lee | met | Bob Hill" },
	        { "Bob Hill came. Mr Hill met Ann Lee.", "Bob Hill | met | Ann Lee" });
}

static void test_short_names_of_others(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "They saw Cyrus Quux. Mr Quux met Ann Lee.", "Cyrus Quux | met | Ann Lee" },
	        { "They saw Cyrus van Quux. Mr Quux met Ann Lee.", "Cyrus van Quux | met | Ann Lee" });
}

#define MARKED                                                                                                                                       \
	RULES "words article = the\nwords name-link = of\nwords first-name = zorka\nwords prefix = al | d\nwords after-name = met | saw | /, the "   \
	      "/\n"

/* What may stand in a name beside capitalised words, and the short names that have it. */
static void test_particles_and_prefixes(void **state)
{
	(void)state;
	ASSERT_EDGES(MARKED,
	        { "Ann Lee met Cyrus al-Quux. Then al-Quux met Bob Hill.", "Ann Lee | met | Cyrus al-Quux; Cyrus al-Quux | met | Bob Hill" },
	        { "They saw Cyrus al-Quux. In the town Quux met Bob Hill.", "Cyrus al-Quux | met | Bob Hill" },
	        { "They saw Cyrus van Quux. Then van Quux met Bob Hill.", "Cyrus van Quux | met | Bob Hill" },
	        { "They saw Cyrus \"Red\" Quux. Then Quux met Bob Hill.", "Cyrus \"Red\" Quux | met | Bob Hill" },
	        { "They saw Cyrus \"Red\" Quux. Then Red Quux came. Then Quux met Bob Hill.", "Red Quux | met | Bob Hill" },
	        { "Zork de Chile met Bob Hill.", "Zork de Chile | met | Bob Hill" },
	        { "Zork Fax Chile met Bob Hill.", "Zork Fax Chile | met | Bob Hill" },
	        { "Then the Zork of Fax met Bob Hill.", "Zork of Fax | met | Bob Hill" },
	        { "Then Zork of Fax met Bob Hill.", "Fax | met | Bob Hill" }, { "Then the Zork of January met Bob Hill.", "" },
	        { "Then Zorka Chile met Bob Hill.", "Zorka Chile | met | Bob Hill" },
	        { "Then they saw Zork King Fax. Zork met Bob Hill.", "Zork | met | Bob Hill" },
	        { "In Zork Fax Chile met Bob Hill.", "Chile | met | Bob Hill" }, { "Then Zork Chile met Bob Hill.", "Chile | met | Bob Hill" });
}

static void test_first_words_that_are_names(void **state)
{
	(void)state;
	ASSERT_EDGES(MARKED, { "Quux met Ann Lee.", "Quux | met | Ann Lee" }, { "Quux met Ann Lee by the quux.", "" },
	        { "Quux met Ann Lee by the quuxes.", "Quux | met | Ann Lee" }, { "January met Ann Lee.", "" });
}

static void test_ambiguous_names_stay_as_they_stand(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee came. They saw Mary Lee. Mr Lee met Bob Hill.", "Lee | met | Bob Hill" },
	        { "They saw Cyrus Quux and Dora Quux. Mr Quux met Ann Lee.", "Quux | met | Ann Lee" });
}

/* Until another comes up, the only one it was told of is called so. */
static void test_whom_a_last_name_means_before_another_has_it(void **state)
{
	(void)state;
	ASSERT_EDGES(MARKED, { "They saw Zorka Quux. Mr Quux met Ann Lee. They saw Dora Quux.", "Zorka Quux | met | Ann Lee" },
	        { "They saw Zorka Quux and Dora Quux. Mr Quux met Ann Lee.", "Quux | met | Ann Lee" },
	        { "Mr Quux met Ann Lee. They saw Zorka Quux. They saw Dora Quux.", "Quux | met | Ann Lee" },
	        /* of no first name it is not sure that it is a person's */
	        { "They saw Cyrus Quux. Mr Quux met Ann Lee. They saw Dora Quux.", "Quux | met | Ann Lee" });
}

static void test_another_document_says_nothing(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "They saw Cyrus Quux.", "" }, { "Mr Quux met Ann Lee.", "Quux | met | Ann Lee" });
}

static void test_acronyms(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "The New Radical Party (NRP) came. The NRP met Ann Lee.", "New Radical Party | met | Ann Lee" },
	        { "The NRP met Ann Lee. The New Radical Party (NRP) came.", "New Radical Party | met | Ann Lee" },
	        { "The New Radical Party (XYZ) came. The XYZ met Ann Lee.", "XYZ | met | Ann Lee" },
	        { "Popular Unity (UP) came. The UP met Ann Lee.", "Popular Unity | met | Ann Lee" },
	        { "The Red Party of Popular Unity (RPU) came. The RPU met Ann Lee.", "Red Party of Popular Unity | met | Ann Lee" },
	        { "The Red Party of Popular Unity (XPU) came. The XPU met Ann Lee.", "XPU | met | Ann Lee" },
	        { "The RED FRONT OF CHILE (XFC) came. The XFC met Ann Lee.", "XFC | met | Ann Lee" },
	        /* over links, in another order, that of another name */
	        { "The Roe Party of Zed Unity (RPZU) came. The RPZU met Ann Lee.", "Roe Party of Zed Unity | met | Ann Lee" },
	        { "The New Radical Party (RPN) came. The RPN met Ann Lee.", "New Radical Party | met | Ann Lee" },
	        { "The New Radical Party (Partido Nuevo, PN) came. The PN met Ann Lee.", "New Radical Party | met | Ann Lee" },
	        { "The New Radical Party (Partido Nuevo, XY) came. The XY met Ann Lee.", "XY | met | Ann Lee" },
	        { "The New Radical Party (PRR) came. The PRR met Ann Lee.", "PRR | met | Ann Lee" });
}

/* An acronym is of the type of its name, for rules that take no unknown names as well. */
static void test_types_of_acronyms(void **state)
{
	(void)state;
	ASSERT_EDGES(STRICT, { "The Unity Party (UP) was founded by Ann Lee. The UP met Bob Hill.", "Unity Party | met | Bob Hill" },
	        { "The Red Cross (RC) was founded by Ann Lee. The RC met Bob Hill.", "Red Cross | met | Bob Hill" },
	        { "The Unit Pary (UP) was founded by Ann Lee. The UP met Bob Hill.", "" },
	        { "Ann Lee was there. Mr Lee met Bob Hill.", "Ann Lee | met | Bob Hill" });
}

/* What was resolved says why; what stands there in full does not. */
static void test_reasons(void **state)
{
	(void)state;
	struct engine_text world;
	engine_text_init(&world, ruleset_of_text(RULES));
	engine_text_find(&world, slice_of("Ann Lee came.\n\nMr Lee met Bob Hill."), false);
	assert_int_equal(world.findings.list.n, 1);
	assert_true(slice_is(world.findings.list.at[0].resolved, "Lee: Ann Lee (line 1)"));
	assert_true(slice_is(world.findings.list.at[0].source.id, "ann-lee"));
	assert_true(slice_is(world.findings.list.at[0].source.text, "Lee"));
	assert_int_equal(world.findings.list.at[0].sure, 80);
	engine_text_find(&world, slice_of("Ann Lee met Bob Hill."), false);
	assert_int_equal(world.findings.list.at[0].resolved.len, 0);
	/* A described thing belongs to its document. */
	engine_text_find(&world, slice_of("The coup met Ann Lee."), false);
	assert_true(slice_is(world.findings.list.at[0].source.id, "coup@t.txt"));
	engine_text_fini(&world);
}

/* ---- one word, and all words ---- */

static void test_one_word_as_the_table(void **state)
{
	(void)state;
	static const char *const words[] = { "the", "The", "Lee", "lee", "Ann", "Lee's", "Lee.", "mr", "Mr", "Mr.", "(Lee)", "\xC3\x81rbol", "Leeds",
		"and,", "\"Ann", "X" };
	static const char *const marks[] = { " ", " ", " ", "\n", "  ", " - ", "\n\n", "\xC2\xA0" };
	struct ruleset *rules = ruleset_of_text(RULES);
	struct name_words lists;
	struct arena *arena = arena_new();
	struct lexicon_hits none = { .names = { 0 } };
	name_words_init(&lists, rules->ast);
	for (unsigned i = 0; i < 5000; i++) {
		struct buffer text = { 0 };
		for (unsigned k = number(12); k; k--) {
			buffer_text(&text, words[number(sizeof words / sizeof *words)]);
			buffer_text(&text, marks[number(sizeof marks / sizeof *marks)]);
		}
		struct document document = { .text = buffer_slice(&text), .raw = buffer_slice(&text), .first_line = 1 };
		blocks_find(&document);
		struct name_table *table = name_table_new(&document, &none, &lists, arena);
		static const char *const asked[] = { "Lee", "Ann", "The", "Mr", "\xC3\x81rbol", "Leeds", "X" };
		for (size_t k = 0; k < sizeof asked / sizeof *asked; k++)
			if (map_has(table->names, slice_of(asked[k])) != name_stands_within(&document, slice_of(asked[k]), &lists))
				fail_msg("%s in \"%.*s\": the table says %d", asked[k], SLICE_ARG(document.text),
				        map_has(table->names, slice_of(asked[k])));
		name_table_fini(table);
		array_fini(&document.blocks);
		buffer_fini(&text);
		arena_reset(arena);
	}
	name_words_fini(&lists);
	arena_free(arena);
	ruleset_free(rules);
}

#define ADJECTIVES                                                                                                                                   \
	"type country\ntype group\nwords function = the | of | and\nname group <people> (Party|navy)\nwords people = Soviet | Danish\n"              \
	"entity Soviet Union : country\n  adjective Soviet\nentity Denmark : country\n  adjective Danish\nentity Peru : country\n"                   \
	"relation took from country, group to country, group\n"                                                                                      \
	"rule taking\n  find {X : adjective} conquest of {Y}\n  gives {X} | took | {Y}\n"                                                            \
	"rule took\n  find {X} took {Y}\n  gives {X} | took | {Y}\n"

static void test_adjectives_fill_holes_that_ask_for_them(void **state)
{
	(void)state;
	ASSERT_EDGES(ADJECTIVES, { "The Soviet conquest of Peru was over.", "Soviet Union | took | Peru" },
	        { "Denmark conquest of Peru.", "Denmark | took | Peru" }, { "The Soviet took Peru.", "" }, { "Peru took Danish cheese.", "" },
	        { "The Danish navy took Peru.", "Danish navy | took | Peru" }, { "The Soviet Party took Peru.", "Soviet Party | took | Peru" },
	        { "A soviet conquest of Peru.", "" });
}

#define TITLES                                                                                                                                       \
	"type person\nunknown person sure -20\nwords title = general | gen. | mrs | prime minister | minister | minister of war\n"                   \
	"name person <title> {Name}\nwords function = the | of\nwords man-title = general | gen\nwords woman-name = anna | dora\ntitle <man-title> " \
	"not <woman-name>\n"                                                                                                                         \
	"relation met from person to person\nrule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n"

static void test_titles_tell_people_apart(void **state)
{
	(void)state;
	ASSERT_EDGES(TITLES, { "General Bob Poe ate. Anna Poe slept. General Poe met Cy Gray.", "Bob Poe | met | Cy Gray" },
	        { "General Bob Poe ate. Anna Poe slept. Poe met Cy Gray.", "Poe | met | Cy Gray" },
	        { "Anna Poe slept. Bob Poe ate. General Poe met Cy Gray.", "Bob Poe | met | Cy Gray" },
	        { "Anna Poe slept. General Poe met Cy Gray.", "Poe | met | Cy Gray" },
	        { "Anna Poe slept. Gen. Poe met Cy Gray.", "Poe | met | Cy Gray" },
	        { "Anna Poe slept. Mrs Poe met Cy Gray.", "Anna Poe | met | Cy Gray" },
	        { "Anna Poe slept near the general. Poe met Cy Gray.", "Anna Poe | met | Cy Gray" },
	        { "Bob Poe ate. General Poe met Cy Gray.", "Bob Poe | met | Cy Gray" },
	        { "Prime Minister Bob Poe ate. Minister Al Poe slept. Prime Minister Poe met Cy Gray.", "Bob Poe | met | Cy Gray" },
	        { "Bob Poe ate. Al Poe slept. General Poe met Cy Gray.", "Poe | met | Cy Gray" });
}

/* Of those who share a last name the one whom the document begins with, brackets behind the name. */
static void test_whom_the_document_is_about(void **state)
{
	(void)state;
	ASSERT_EDGES(TITLES, { "Bob Poe (1901) ate. Anna Poe slept when Poe met Cy Gray.", "Bob Poe | met | Cy Gray" },
	        { "BOB POE (1901) ate. Anna Poe slept when Poe met Cy Gray.", "Bob Poe | met | Cy Gray" },
	        { "BOB POE (1901) ate when Poe met Cy Gray.", "Bob Poe | met | Cy Gray" },
	        { "BOB POE ate when Poe met Cy Gray.", "Bob Poe | met | Cy Gray" },
	        { "Bob Poe ate. Anna Poe slept when Poe met Cy Gray.", "Poe | met | Cy Gray" },
	        { "Bob Poe ate. Poe, Poe and Poe. Anna Poe slept when Poe met Cy Gray.", "Bob Poe | met | Cy Gray" },
	        { "It rained. Bob Poe (1901) ate. Anna Poe slept when Poe met Cy Gray.", "Poe | met | Cy Gray" },
	        { "Bob Poe (1901) ate. Mrs Anna Poe slept when Mrs Poe met Cy Gray.", "Anna Poe | met | Cy Gray" },
	        { "Bob Poe (1901) ate. Al Poe slept when General Poe met Cy Gray.", "Bob Poe | met | Cy Gray" },
	        { "Bob Poe (1901) ate. General Al Poe slept when General Poe met Cy Gray.", "Al Poe | met | Cy Gray" },
	        /* whoever has the end of the name is no reason to call them by it */
	        { "Eb Ib Poe (1901) ate. It was Ib Poe who slept when Poe met Cy Gray.", "Eb Ib Poe | met | Cy Gray" });
	ASSERT_EDGES("words first-name = bob\n" TITLES,
	        { "Eb Bob Poe (1901) ate. It was Bob Poe who slept when Poe met Cy Gray.", "Bob Poe | met | Cy Gray" });
	ASSERT_EDGES("words numeral = ii\n" TITLES, { "BOB POE II (1901) ate when Poe met Cy Gray.", "Bob Poe II | met | Cy Gray" });
}

#define PAIRWISE                                                                                                                                     \
	"type person\nentity Ann : person\nentity Bob : person\nentity Cid : person\nentity Dan : person\nentity Eve : person\nentity Fay : "        \
	"person\n"                                                                                                                                   \
	"words pairwise = respectively\nwords list-comma = ,\nwords list-joint = and | , and\nwords determiner = the\nwords clause = who\n"          \
	"relation met from person to person\nrule met\n  find {X+} met {Y+}\n  gives {X} | met | {Y}\n"                                              \
	"relation saw from person to person\nrule saw\n  find {X+} saw [the] {Y}\n  gives {X} | saw | {Y}\n"

static void test_lists_joined_one_by_one(void **state)
{
	(void)state;
	ASSERT_EDGES(PAIRWISE, { "Ann and Bob met Cid and Dan, respectively.", "Ann | met | Cid; Bob | met | Dan" },
	        { "Ann, Bob and Eve met Cid, Dan and Fay respectively.", "Ann | met | Cid; Bob | met | Dan; Eve | met | Fay" },
	        /* the match has only a part of the second list */
	        { "Ann and Bob saw the Cid and the Dan respectively.", "Ann | saw | Cid" },
	        /* lists of different length */
	        { "Ann and Bob met Cid, Dan and Fay respectively.", "" },
	        /* what else it may be said of */
	        { "Ann met Cid and Dan respectively.", "Ann | met | Cid; Ann | met | Dan" },
	        { "Ann and Bob met Cid in Lux and Tarn respectively.", "Ann | met | Cid; Bob | met | Cid" },
	        { "Ann and Bob met Cid and Dan, who were king and pope respectively.",
	                "Ann | met | Cid; Ann | met | Dan; Bob | met | Cid; Bob | met | Dan" });
}

#define BYNAMES                                                                                                                                      \
	"words article = the\nwords byname = younger | elder | great\nwords numeral = ii\nwords first-name = bob\n"                                  \
	"name person /(?=(?:[A-Z]\\w* )+the )/ ~{Name} the <byname>\n" TITLES

/* What closes a name behind an article is of it: who is met without it is meant. */
static void test_bynames(void **state)
{
	(void)state;
	ASSERT_EDGES(BYNAMES, { "Bob Poe the Younger ate when Poe met Cy Gray.", "Bob Poe the Younger | met | Cy Gray" },
	        { "Bob Poe the Younger ate. Bob Poe slept when Poe met Cy Gray.", "Bob Poe the Younger | met | Cy Gray" },
	        { "Bob Poe II ate. Bob Poe slept when Poe met Cy Gray.", "Bob Poe II | met | Cy Gray" },
	        { "Poe the Great ate when Poe met Cy Gray.", "Poe the Great | met | Cy Gray" },
	        /* two of them; a number that was there before; no byname */
	        { "Bob Poe the Younger ate. Bob Poe the Elder slept when Poe met Cy Gray.", "Poe | met | Cy Gray" },
	        { "Bob II ate. Bob the Great slept when Bob met Cy Gray.", "Bob II | met | Cy Gray" },
	        { "Bob Poe the younger ate when Poe met Cy Gray.", "Bob Poe | met | Cy Gray" },
	        { "Bob Poe the Painter ate when Poe met Cy Gray.", "Bob Poe | met | Cy Gray" });
	/* A title of two words, of which the last alone is none. */
	ASSERT_EDGES("words title = queen mother | queen\n"
	             "type person\nunknown person sure -20\nrelation met from person to person\n"
	             "rule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n",
	        { "It was Queen Mother Ann Poe who ate when Poe met Cy Gray.", "Ann Poe | met | Cy Gray" },
	        { "It was Mother Ann Poe who ate when Poe met Cy Gray.", "Mother Ann Poe | met | Cy Gray" });
}

static void test_last_names_that_stand_first_more_often(void **state)
{
	(void)state;
	ASSERT_EDGES("words last-name-first = li\nwords determiner = the\n" TITLES,
	        { "It rained in Big Li. Some saw Li Po when Li met Cy Gray.", "Big Li | met | Cy Gray" },
	        { "It rained in Big Li. Some saw Li Po. Many saw Li Po. Few saw Li Po when Li met Cy Gray.", "Li Po | met | Cy Gray" },
	        { "It rained in the Big Li. Some saw Li Po when Li met Cy Gray.", "Li Po | met | Cy Gray" },
	        { "LI PO (701) ate. Some saw Li Ho when Li met Cy Gray.", "Li Po | met | Cy Gray" });
}

/* Who is only there as somebody's relative is not whom the document has called by the last name before. */
static void test_relatives_that_come_later(void **state)
{
	(void)state;
	ASSERT_EDGES("words kin = son | wife\nwords first-name = bob\nwords name-link = of\nwords list-joint = and\nwords auxiliary = was\n" TITLES,
	        { "It was Poe who ate. The wife of Al Poe slept when Poe met Cy Gray.", "Poe | met | Cy Gray" },
	        { "It was Poe who ate. The son of Al Poe (1901) and Ann Poe slept when Poe met Cy Gray.", "Poe | met | Cy Gray" },
	        { "It was Poe who ate. The son of Bob Gray slept near Al Poe when Poe met Cy Gray.", "Al Poe | met | Cy Gray" },
	        { "It was Poe who ate. His wife was Ann Poe when Poe met Cy Gray.", "Poe | met | Cy Gray" },
	        { "It was Poe who ate. His wife saw Ann Poe when Poe met Cy Gray.", "Ann Poe | met | Cy Gray" },
	        { "It rained. The wife of Al Poe slept when Poe met Cy Gray.", "Al Poe | met | Cy Gray" },
	        { "It was Poe who ate near Bob Poe, the son of Al Poe, when Poe met Cy Gray.", "Bob Poe | met | Cy Gray" });
}

static void test_first_names_in_capitals(void **state)
{
	(void)state;
	ASSERT_EDGES("words first-name = jos\xC3\xA9\n" TITLES,
	        { "JOS\xC3\x89 POE RUIZ (1901) ate. Poe and Poe, Poe and Poe. It rained when Poe met Cy Gray.",
	                "Jos\xC3\xA9 Poe Ruiz | met | Cy Gray" },
	        { "J\xC3\x89 POE RUIZ (1901) ate. Poe and Poe, Poe and Poe. It rained when Poe met Cy Gray.", "Poe | met | Cy Gray" });
}

/* Particles, small or with a sentence's capital, and first letters are no other name. */
static void test_particles_and_first_letters(void **state)
{
	(void)state;
	ASSERT_EDGES("words particle = de\nwords first-name = bob\n" TITLES,
	        { "BOB AL DE POE (1901) ate. De Poe met Cy Gray.", "Bob Al de Poe | met | Cy Gray" },
	        { "BOB AL DE POE (1901) ate. It rained when de Poe met Cy Gray.", "Bob Al de Poe | met | Cy Gray" },
	        { "BOB AL DE POE (1901) ate. It rained when B. A. de Poe met Cy Gray.", "Bob Al de Poe | met | Cy Gray" },
	        { "BOB AL DE POE (1901) ate. It rained when B. C. de Poe met Cy Gray.", "B. C. de Poe | met | Cy Gray" },
	        { "BOB AL DE POE (1901) ate. It rained when B. de Poe met Cy Gray.", "B. de Poe | met | Cy Gray" },
	        { "They saw Bob de Poe. De Poe met Cy Gray.", "Bob de Poe | met | Cy Gray" },
	        { "De Poe ate. They saw Bob de Poe. De Poe met Cy Gray.", "Bob de Poe | met | Cy Gray" },
	        { "They saw Bob Poe. De Poe met Cy Gray.", "De Poe | met | Cy Gray" });
}

#define JOINED "words particle = y | de\n" TITLES

static void test_half_of_a_joined_name_is_another(void **state)
{
	(void)state;
	ASSERT_EDGES(JOINED, { "It rained in Cohen y Texas. Texas met Cy Gray.", "Texas | met | Cy Gray" },
	        { "It rained on Ann de Texas. Texas met Cy Gray.", "Ann de Texas | met | Cy Gray" });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whom_the_document_is_about),
		cmocka_unit_test(test_bynames),
		cmocka_unit_test(test_lists_joined_one_by_one),
		cmocka_unit_test(test_last_names_that_stand_first_more_often),
		cmocka_unit_test(test_relatives_that_come_later),
		cmocka_unit_test(test_first_names_in_capitals),
		cmocka_unit_test(test_particles_and_first_letters),
		cmocka_unit_test(test_half_of_a_joined_name_is_another),
		cmocka_unit_test(test_titles_tell_people_apart),
		cmocka_unit_test(test_adjectives_fill_holes_that_ask_for_them),
		cmocka_unit_test(test_kinds_of_names),
		cmocka_unit_test(test_precedence),
		cmocka_unit_test(test_adjectives_share_a_noun),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_names_begin_with_a_first_name),
		cmocka_unit_test(test_shapes_that_tell_a_type),
		cmocka_unit_test(test_narrower_names),
		cmocka_unit_test(test_headings_are_no_names_in_full),
		cmocka_unit_test(test_offices_as_last_names),
		cmocka_unit_test(test_other_short_names),
		cmocka_unit_test(test_words_that_are_no_names),
		cmocka_unit_test(test_short_names_of_declared_ones),
		cmocka_unit_test(test_short_names_of_others),
		cmocka_unit_test(test_particles_and_prefixes),
		cmocka_unit_test(test_first_words_that_are_names),
		cmocka_unit_test(test_ambiguous_names_stay_as_they_stand),
		cmocka_unit_test(test_whom_a_last_name_means_before_another_has_it),
		cmocka_unit_test(test_another_document_says_nothing),
		cmocka_unit_test(test_names_without_the_middle),
		cmocka_unit_test(test_acronyms),
		cmocka_unit_test(test_types_of_acronyms),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_one_word_as_the_table),
	};
	return cmocka_run_group_tests_name("mentions", tests, NULL, NULL);
}
