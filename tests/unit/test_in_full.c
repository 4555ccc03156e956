#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"

#define RULES                                                                                                                                        \
	"type group\ntype country\ntype paper\nunknown country sure -10\nname group (rebels|conservatives)\nname paper [peace] (treaty|pact)\n"      \
	"relation met from group, country to group, paper\nwords complement = in\nwords determiner = the\nwords possessive = 's\n"                   \
	"words function = <determiner> | in | of | and | but | a | with | signed | this | met\nhole before [the|a|this] ..3 not in "                 \
	"<function>\nhole before {Name}\nhole before {Name}~/(?:'s|-\\w+)/\n"                                                                        \
	"entity Spain : country\nentity Peru : country\n  also  the Peruvians\nentity Treaty of Lima : paper\nentity Oslo Pact : paper\n"            \
	"entity Treaty of Pact : paper\nwhole group, paper before 1..2 not in <function>\nwhole group, paper before "                                \
	"({Name}'s|{Name}~/-[a-z]+/|{Name})\nwhole alone paper after with {Name}\n"                                                                  \
	"words told = the | this\nwhole group, paper again <told>\nrule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n"

/* With whose a thing is. */
#define OWNED RULES "relation has from group, country to paper\nrule has\n  find {X}'s {Y}\n  gives {X} | has | {Y}\n"

static void test_what_stands_around_it(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Spain met young rebels.", "Spain | met | young rebels" }, { "Spain met the treaty.", "Spain | met | treaty" },
	        { "Spain met the treaty with Peru.", "Spain | met | treaty with Peru" },
	        { "Spain met the peace treaty with Peru.", "Spain | met | peace treaty" },
	        { "Spain met the old treaty with Peru.", "Spain | met | old treaty" });
}

static void test_no_article_that_a_name_brings(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Spain met the Peruvians rebels.", "Spain | met | Peruvians rebels" });
}

static void test_the_other_end(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Peru-backed rebels met Spain's treaty.", "Peru-backed rebels | met | Spain's treaty" });
	/* who has it is said once */
	ASSERT_EDGES(OWNED, { "Spain's treaty came.", "Spain | has | treaty" });
}

static void test_what_was_told_before(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "A treaty with Peru came. Spain met the treaty.", "Spain | met | treaty with Peru" },
	        { "Treaty with Peru came. Spain met the treaty.", "Spain | met | Treaty with Peru" },
	        { "The Treaty of Lima came. Spain met the treaty.", "Spain | met | Treaty of Lima" },
	        { "The Oslo Pact came. Spain met this pact.", "Spain | met | Oslo Pact" },
	        { "The old treaty and the new treaty came. Spain met the treaty.", "Spain | met | new treaty" },
	        { "The old treaty came. It was the treaty. Spain met the treaty.", "Spain | met | old treaty" });
}

static void test_what_was_not(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "A treaty with Peru came. Spain met a treaty.", "Spain | met | treaty" },
	        { "The old treaty came. Peru signed a treaty. Spain met the treaty.", "Spain | met | treaty" },
	        { "The Treaty of Pact came. Spain met the pact.", "Spain | met | pact" },
	        { "The entreaty with Peru came. Spain met the treaty.", "Spain | met | treaty" },
	        { "Old Conservatives came. Spain met the Conservatives.", "Spain | met | Conservatives" });
}

static void test_the_only_one_of_the_paragraphs_before(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "A treaty with Peru came.\n\nSpain met the treaty.", "Spain | met | treaty with Peru" },
	        { "The old treaty came.\n\nSpain met the treaty.", "Spain | met | treaty" },
	        { "A treaty with Peru came. The Treaty of Lima came.\n\nSpain met the treaty.", "Spain | met | treaty" });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_stands_around_it),
		cmocka_unit_test(test_no_article_that_a_name_brings),
		cmocka_unit_test(test_the_other_end),
		cmocka_unit_test(test_what_was_told_before),
		cmocka_unit_test(test_what_was_not),
		cmocka_unit_test(test_the_only_one_of_the_paragraphs_before),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
