#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "facts/alike.h"
#include "rules_text.h"

static const char lists[] = "words article = the | a | an\n"
                            "words possessive = 's\n"
                            "words high = field marshal | vice president\n"
                            "words title = <high> | general | gen. | president\n";

static int setup(void **state)
{
	struct rules_text *rules = malloc(sizeof *rules);
	*rules = rules_check(lists);
	assert_int_equal(diag_errors(rules->diag), 0);
	*state = rules;
	return 0;
}

static int teardown(void **state)
{
	rules_free(*state);
	free(*state);
	return 0;
}

static bool alike(struct alike *words, const char *a, const char *b)
{
	struct alike_name x = alike_name(words, slice_of(a)), y = alike_name(words, slice_of(b));
	bool same = alike_match(&x, &y);
	assert_int_equal(same, alike_match(&y, &x));
	return same;
}

static void assert_alike(struct alike *words, const char *a, const char *b)
{
	if (!alike(words, a, b))
		fail_msg("\"%s\" and \"%s\" should be alike", a, b);
}

static void assert_unlike(struct alike *words, const char *a, const char *b)
{
	if (alike(words, a, b))
		fail_msg("\"%s\" and \"%s\" should not be alike", a, b);
}

static void test_what_makes_no_difference(void **state)
{
	const struct rules_text *rules = *state;
	struct alike *words = alike_new(rules->ast);
	assert_alike(words, "Allende", "ALLENDE");
	assert_alike(words, "Jacobo Árbenz", "jacobo arbenz");
	assert_alike(words, "the League of the North", "League of North");
	assert_alike(words, "Allende's government", "Allende\xE2\x80\x99s government");
	assert_alike(words, "Allende's government", "Allende government");
	assert_alike(words, "General Augusto Pinochet", "Augusto Pinochet");
	assert_alike(words, "Gen. Pinochet", "Augusto Pinochet");
	assert_alike(words, "Field Marshal Vice President General Ruiz", "Ana Ruiz");
	assert_alike(words, "Workers\xE2\x80\x99 Party", "Workers' Party");
	assert_alike(words, "anti-communist", "anti communist");
	alike_free(words);
}

static void test_the_words_of_one_begin_or_end_the_others(void **state)
{
	const struct rules_text *rules = *state;
	struct alike *words = alike_new(rules->ast);
	assert_alike(words, "Augusto Pinochet", "Pinochet");
	assert_alike(words, "Popular Unity", "Popular Unity government");
	assert_alike(words, "government of Salvador Allende", "Salvador Allende");
	assert_unlike(words, "left government of Salvador Allende", "government of Salvador");
	assert_unlike(words, "Ana Maria Ruiz", "Maria");
	assert_unlike(words, "Pinochet", "Pinoche");
	assert_unlike(words, "Augusto Pinochet", "Augusto Ruiz");
	assert_unlike(words, "Pinochet's guard", "Pinochet's car");
	assert_unlike(words, "", "Ruiz");
	assert_unlike(words, "...", "...");
	alike_free(words);
}

static void test_a_title_alone_is_a_name(void **state)
{
	const struct rules_text *rules = *state;
	struct alike *words = alike_new(rules->ast);
	assert_alike(words, "President", "the president");
	assert_alike(words, "Vice President", "vice president");
	assert_unlike(words, "General", "Ruiz");
	/* A name that is all articles keeps its words. */
	assert_alike(words, "The The", "the the");
	assert_unlike(words, "The The", "A");
	alike_free(words);
}

static void test_without_lists_every_word_counts(void **state)
{
	struct alike *words = alike_new(NULL);
	(void)state;
	assert_alike(words, "ÁRBENZ", "Arbenz");
	assert_unlike(words, "League of the North", "League of North");
	assert_unlike(words, "Gen. Pinochet", "Augusto Pinochet");
	assert_unlike(words, "Allende's government", "Allende government");
	alike_free(words);
}

static void test_a_name_within_a_sentence(void **state)
{
	const struct rules_text *rules = *state;
	struct alike *words = alike_new(rules->ast);
	struct alike_name text = alike_name(words, slice_of("In 1973 the army's General Augusto Pinochet overthrew Allende."));
	static const struct {
		const char *name;
		bool within;
	} cases[] = { { "Gen. Augusto Pinochet", true }, { "army", true }, { "Allende", true }, { "Pinochet Augusto", false },
		{ "Allende Gossens", false }, { "", false } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct alike_name name = alike_name(words, slice_of(cases[i].name));
		if (alike_within(&name, &text) != cases[i].within)
			fail_msg("%s", cases[i].name);
	}
	alike_free(words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_makes_no_difference),
		cmocka_unit_test(test_the_words_of_one_begin_or_end_the_others),
		cmocka_unit_test(test_a_title_alone_is_a_name),
		cmocka_unit_test(test_without_lists_every_word_counts),
		cmocka_unit_test(test_a_name_within_a_sentence),
	};
	return cmocka_run_group_tests_name("alike", tests, setup, teardown);
}
