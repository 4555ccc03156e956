#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"

#define RULES                                                                                                                                        \
	"type person\ntype office\ntype country\nunknown person sure -10\n"                                                                          \
	"relation met from person to person\nrelation was from person to office\n"                                                                   \
	"words function = the | of | and | but | he | in | as | then\nwords determiner = the\nwords chief = president | minister\n"                  \
	"hole before [<determiner>]\n"                                                                                                               \
	"name person duke of {Name}\nname office duke\n"                                                                                             \
	"name office (<chief>) of the army\nname office <chief>\nname office (chilean|peruvian) <chief>\n"                                           \
	"date\n  form {year}\n  form {year}-{month}-{day}\n  at in {date}\n"                                                                         \
	"entity Ann Lee : person\n  was president of Chile 1970-11-03 .. 1973-09-11\n  was minister of the army of Peru 1950 .. 1955\n"              \
	"entity Bob Hill : person\n  was president of Chile 1964 .. 1970-11-03\n"                                                                    \
	"entity Cy Orr : person\n  was president of Peru 1968 .. 1975\n  was Duke of Alba 1968 .. 1975\n"                                                                             \
	"entity Di Poe : person\n  was president of Chile 2010 ..\n  was president of Chile 0602 .. 0610\n"                                                                                 \
	"entity Chile : country\n  adjective Chilean\nentity Peru : country\n  adjective Peruvian\n"                                                 \
	"entity Chilean post : office\n  also president of Chile, first president, Chilean presidency\n"                                             \
	"refer person\n  role /\\bthe / ~{R : office}\n  not in: as /the / ~{R : office}\n  sure -20\n"                                              \
	"refer person\n  words he\n  sure -15\n"                                                                                                     \
	"rule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n"                                                                                    \
	"rule was\n  find {X} as {Y}\n  gives {X} | was | {Y}\n"

static void test_who_held_it_when_the_sentence_speaks(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "In 1972 the Chilean president met Eve Roe.", "Ann Lee | met | Eve Roe" },
	        { "In 1966 the Chilean president met Eve Roe.", "Bob Hill | met | Eve Roe" }, { "In 1966 the Peruvian president met Eve Roe.", "" },
	        /* two held it in that year; nobody did */
	        { "In 1970 the Chilean president met Eve Roe.", "" }, { "In 1990 the Chilean president met Eve Roe.", "" },
	        /* the last sentence with a date; no other paragraph's */
	        { "It rained in 1972. The Chilean president met Eve Roe.", "Ann Lee | met | Eve Roe" },
	        { "It rained in 1966. It rained in 1972. It froze. The Chilean president met Eve Roe.", "Ann Lee | met | Eve Roe" },
	        { "It rained in 1972.\n\nThe Chilean president met Eve Roe.", "" },
	        { "In 1952 the minister of the army met Eve Roe. Then Ann Lee came.", "Ann Lee | met | Eve Roe" });
}

static void test_an_office_alone_is_of_what_the_document_is_about(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "In 1972 the president met Eve Roe. Then Ann Lee came.", "Ann Lee | met | Eve Roe" },
	        /* nobody who held one is named */
	        { "In 1972 the president met Eve Roe.", "" },
	        /* two of those named did; then one country is named often enough to decide */
	        { "In 1972 the president met Eve Roe. Then Ann Lee and Cy Orr came.", "" },
	        { "In 1972 the president met Eve Roe. Then Ann Lee and Cy Orr came. It rained in Peru and in Chile.", "" },
	        { "In 1972 the president met Eve Roe. Then Ann Lee and Cy Orr came. It rained in Peru. It froze in Peru.",
	                "Cy Orr | met | Eve Roe" });
}

static void test_where_it_is_no_person(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "In 1972 some saw Eve Roe as the Chilean president.", "Eve Roe | was | Chilean president" },
	        { "In 1972 Chilean president met Eve Roe.", "" }, { "In 1972 the Chilean presidency met Eve Roe.", "" },
	        { "In 1972 the first president met Eve Roe.", "Ann Lee | met | Eve Roe" });
}

static void test_a_name_that_is_a_role_in_full(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "In 1972 the Duke of Alba met Eve Roe.", "Cy Orr | met | Eve Roe" },
	        { "In 1952 the Duke of Alba met Eve Roe.", "Duke of Alba | met | Eve Roe" },
	        { "In 1972 Duke of Alba met Eve Roe.", "Duke of Alba | met | Eve Roe" },
	        { "In 1972 the Duke of Lerma met Eve Roe.", "Duke of Lerma | met | Eve Roe" },
	        { "In 1972 the Duke of Alba and the Duke of Lerma came. He met Eve Roe.", "Cy Orr | met | Eve Roe" },
	        { "In 1972 the duke met Eve Roe. Then Cy Orr came.", "Cy Orr | met | Eve Roe" });
}

static void test_a_pronoun_stands_for_who_held_it(void **state)
{
	(void)state;
	ASSERT_EDGES(RULES, { "In 1972 the Chilean president came. He met Eve Roe.", "Ann Lee | met | Eve Roe" });
}

static void find_on(struct engine_text *world, const char *text, struct date date)
{
	enum { READABLE = 64 };
	struct document document = { .key = slice_of("t.txt"), .date = date };
	size_t len = strlen(text);
	char *bytes = arena_alloc(world->arena, len + READABLE);
	memcpy(bytes, text, len);
	world->findings.list.n = 0;
	assert_false(document_decode(&document, world->arena, slice_make(bytes, len), ENCODING_UTF8, NULL));
	document.date = date;
	extract_document(world->lazy, &document, world->arena, &world->findings, world->diag);
	document_fini(&document);
}

static void test_the_date_of_the_document(void **state)
{
	(void)state;
	struct engine_text world;
	engine_text_init(&world, ruleset_of_text(RULES));
	find_on(&world, "The Chilean president met Eve Roe. Then Di Poe came.", (struct date){ .year = 2013 });
	assert_int_equal(world.findings.list.n, 1);
	assert_true(slice_is(world.findings.list.at[0].source.name, "Di Poe"));
	/* a text of 2013 that names one who held it before may speak of then */
	find_on(&world, "The Chilean president met Eve Roe. Then Di Poe saw Ann Lee.", (struct date){ .year = 2013 });
	assert_int_equal(world.findings.list.n, 0);
	engine_text_fini(&world);
}

static void test_what_it_costs_and_says(void **state)
{
	(void)state;
	struct engine_text world;
	engine_text_init(&world, ruleset_of_text(RULES));
	engine_text_find(&world, slice_of("In 1972 the Chilean president met Eve Roe."), false);
	assert_int_equal(world.findings.list.n, 1);
	const struct finding *finding = &world.findings.list.at[0];
	assert_int_equal(finding->sure, 80 - 10 - 20);
	assert_true(slice_is(finding->source.id, "ann-lee"));
	assert_true(slice_is(finding->source.text, "Chilean president"));
	assert_true(slice_is(finding->resolved, "Chilean president: Ann Lee, president of Chile 1970-11-03 .. 1973-09-11 (1972)"));
	engine_text_fini(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_held_it_when_the_sentence_speaks),
		cmocka_unit_test(test_an_office_alone_is_of_what_the_document_is_about),
		cmocka_unit_test(test_where_it_is_no_person),
		cmocka_unit_test(test_a_name_that_is_a_role_in_full),
		cmocka_unit_test(test_a_pronoun_stands_for_who_held_it),
		cmocka_unit_test(test_the_date_of_the_document),
		cmocka_unit_test(test_what_it_costs_and_says),
	};
	return cmocka_run_group_tests_name("roles", tests, NULL, NULL);
}
