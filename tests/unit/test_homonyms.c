#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"

#define RULES                                                                                                                                        \
	"type party\ntype person\nunknown party sure -10\n"                                                                                          \
	"relation joined from person to party\n"                                                                                                     \
	"words function = the | of | and | in | at\nwords determiner = the\nhole before [<determiner>]\n"                                            \
	"name party {Name} Party\n"                                                                                                                  \
	"entity Socialist Party of Chile : party\n  also Socialist Party, PSC\n  near Chile, Santiago de Chile, Allende\n"                           \
	"entity Socialist Party of England : party\n  also Socialist Party\n  near England, London\n"                                                \
	"entity Liberals of Chile : party\n  also Liberal Party\n  near Chile\n"                                                                     \
	"entity Liberals : party\n  also Liberal Party\n"                                                                                            \
	"entity Ann Lee : person\n"                                                                                                                  \
	"rule joined\n  find {X} joined {Y}\n  gives {X} | joined | {Y}\n"

#define CHILE "Ann Lee | joined | Socialist Party of Chile"
#define ENGLAND "Ann Lee | joined | Socialist Party of England"
#define NEITHER "Ann Lee | joined | Socialist Party"

static void test_the_words_nearest_in_the_paragraph(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "It rained in Chile. Ann Lee joined the Socialist Party.", CHILE },
	        { "It rained in London. Ann Lee joined the Socialist Party.", ENGLAND },
	        { "In London, as in Chile, Ann Lee joined the Socialist Party.", CHILE },
	        { "Ann Lee joined the Socialist Party. It rained in England. It froze in Chile.", ENGLAND },
	        { "At Santiago\nde Chile Ann Lee joined the Socialist Party.", CHILE },
	        /* whole words alone, in their own capitals */
	        { "A chile. In Londonderry Ann Lee joined the Socialist Party.", NEITHER },
	        /* of two paragraphs its own counts */
	        { "It rained in England.\n\nIt rained in Chile. It froze.\nIt snowed. Ann Lee joined the Socialist Party.\n\nLondon.", CHILE });
}

static void test_without_such_words_in_the_paragraph(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Chile.\n\nAnn Lee joined the Socialist Party.", CHILE },
	        /* words of both stand elsewhere */
	        { "Chile.\n\nEngland.\n\nAnn Lee joined the Socialist Party.", NEITHER },
	        /* but whom the name meant before, it means again */
	        { "England.\n\nIn Chile the Socialist Party won.\n\nAnn Lee joined the Socialist Party.", CHILE },
	        { "Ann Lee joined the Socialist Party.", NEITHER }, { "Ann Lee joined PSC.", "Ann Lee | joined | PSC" },
	        { "It rained in Chile. Ann Lee joined PSC.", CHILE });
}

static void test_a_full_name_is_a_word_as_well(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "The Socialist Party of England won. Ann Lee joined the Socialist Party.", ENGLAND },
	        { "Ann Lee joined the Socialist Party of England.", ENGLAND });
}

static void test_who_has_no_such_words_is_meant_elsewhere(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "Ann Lee joined the Liberal Party.", "Ann Lee | joined | Liberals" },
	        { "In Chile Ann Lee joined the Liberal Party.", "Ann Lee | joined | Liberals of Chile" },
	        { "In Peru Ann Lee joined the Liberal Party.", "Ann Lee | joined | Liberals" });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_words_nearest_in_the_paragraph),
		cmocka_unit_test(test_without_such_words_in_the_paragraph),
		cmocka_unit_test(test_a_full_name_is_a_word_as_well),
		cmocka_unit_test(test_who_has_no_such_words_is_meant_elsewhere),
	};
	return cmocka_run_group_tests_name("homonyms", tests, NULL, NULL);
}
