#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "rules/types.h"
#include "rules/vocabulary.h"
#include "rules_text.h"

/* ---- types ---- */

#define TYPES                                                                                                                                        \
	"type person\ntype group\ntype party is group\ntype cell is party\ntype country\ntype thing\n"                                               \
	"type body is any of group, country\ntype actor is any of person, body\n"

static struct rules_text good(const char *text)
{
	struct rules_text rules = rules_check(text);
	if (diag_errors(rules.diag))
		fprintf(stderr, "%.*s\n", SLICE_ARG(diag_text(rules.diag)));
	assert_int_equal(diag_errors(rules.diag), 0);
	return rules;
}

static bool takes(const struct types *types, const char *name, const char *type)
{
	struct type_set set = { { 0 } };
	types_accept(types, slice_of(name), &set);
	return type_set_has(&set, slice_is(slice_of(type), "?") ? types->unknown : types_number(types, slice_of(type)));
}

/* hole takes exactly the types of `wanted`, separated by spaces; "?" is that of unknown names. */
static void assert_takes(const struct types *types, const char *hole, const char *wanted)
{
	static const char *const all[] = { "person", "group", "party", "cell", "country", "thing", "body", "actor", "?" };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct slice rest = slice_of(wanted), word;
		bool is_wanted = false;
		while (slice_split(&rest, ' ', &word))
			is_wanted |= slice_is(word, all[i]);
		if (takes(types, hole, all[i]) != is_wanted)
			fail_msg("%s %s %s", hole, is_wanted ? "does not take" : "takes", all[i]);
	}
}

static void test_subtypes_and_members(void **state)
{
	(void)state;
	struct rules_text rules = good(TYPES);
	struct types types;
	types_init(&types, rules.ast);
	assert_takes(&types, "person", "person");
	assert_takes(&types, "cell", "cell");
	assert_takes(&types, "party", "party cell");
	assert_takes(&types, "group", "group party cell");
	assert_takes(&types, "body", "body group party cell country");
	assert_takes(&types, "actor", "actor person body group party cell country");
	assert_takes(&types, "nothing", "");
	types_fini(&types);
	rules_free(&rules);
}

static void test_unknown_names(void **state)
{
	(void)state;
	struct rules_text rules = good(TYPES "unknown party sure -20\n");
	struct types types;
	types_init(&types, rules.ast);
	assert_takes(&types, "party", "party cell ?");
	assert_takes(&types, "actor", "actor person body group party cell country ?");
	assert_takes(&types, "cell", "cell");
	assert_takes(&types, "person", "person");
	assert_int_equal(types.unknown, types.n);
	types_fini(&types);
	rules_free(&rules);
}

static void test_numbers(void **state)
{
	(void)state;
	struct rules_text rules = good(TYPES);
	struct types types;
	types_init(&types, rules.ast);
	uint32_t cell = types_number(&types, slice_of("cell")), group = types_number(&types, slice_of("group"));
	assert_int_equal(types_number(&types, slice_of("person")), 0);
	assert_int_equal(types_number(&types, slice_of("nothing")), TYPES_LIMIT);
	assert_true(types_below(&types, cell, group));
	assert_true(types_below(&types, cell, cell));
	assert_false(types_below(&types, group, cell));
	assert_false(types_below(&types, types.unknown, group));
	types_fini(&types);
	rules_free(&rules);
}

static void test_sets_meet(void **state)
{
	(void)state;
	struct type_set a = { { 0 } }, b = { { 0 } };
	type_set_add(&a, 255);
	type_set_add(&a, 64);
	type_set_add(&b, 63);
	assert_false(type_set_meets(&a, &b));
	type_set_add(&b, 255);
	assert_true(type_set_meets(&a, &b));
	assert_true(type_set_has(&a, 64) && !type_set_has(&a, 63) && !type_set_has(&a, 0));
}

/* ---- vocabularies ---- */

#define WORDS                                                                                                                                        \
	"inflect third\n  /(.)$/ $1s\ninflect past, participle\n  /(.)$/ $1ed\ninflect ing\n  /(.)$/ $1ing\n"                                        \
	"words small = One | two of | (not) x\nwords mid = <small> | three , four | /f.ve/\nwords top = <mid> | six | [the] seven\n"                 \
	"words acts = <kick>/past | eight\n"                                                                                                         \
	"verb kick\n  kick    noun kick, kicking\n  overturn, overturned, overturnt\nverb nap\n  nap, napped, napped   noun nap\n"                   \
	"status denied\n  before: did not | <small>\n  not in: not only\n  stop at: but\nstatus planned\n  before: wants to\n"

static void assert_words(const struct rules_text *rules, const char *name, unsigned forms, const char *wanted, size_t patterns)
{
	struct vocabulary vocabulary;
	struct slice rest = slice_of(wanted), word;
	size_t n = 0;
	vocabulary_init(&vocabulary, rules->ast, slice_of(name), forms, rules->ast->arena);
	while (slice_split(&rest, '|', &word) && word.len) {
		bool found = false;
		for (size_t i = 0; i < vocabulary.texts.n; i++)
			found |= slice_equal(vocabulary.texts.at[i], word);
		if (!found)
			fail_msg("<%s> has no \"%.*s\"", name, SLICE_ARG(word));
		n++;
	}
	assert_int_equal(vocabulary.texts.n, n);
	assert_int_equal(vocabulary.patterns.n, patterns);
	vocabulary_fini(&vocabulary);
}

static void test_nested_words(void **state)
{
	(void)state;
	struct rules_text rules = good(WORDS);
	assert_words(&rules, "small", 0, "one|two of", 1);
	assert_words(&rules, "mid", 0, "one|two of|three, four", 2);
	assert_words(&rules, "top", 0, "one|two of|three, four|six", 3);
	assert_words(&rules, "acts", 0, "kicked|overturned|eight", 0);
	assert_words(&rules, "nothing", 0, "", 0);
	rules_free(&rules);
}

static void test_forms_of_verbs(void **state)
{
	(void)state;
	struct rules_text rules = good(WORDS);
	assert_words(&rules, "kick", 1u << FORM_BASE, "kick|overturn", 0);
	assert_words(&rules, "kick", 1u << FORM_PAST, "kicked|overturned", 0);
	assert_words(&rules, "kick", 1u << FORM_PARTICIPLE, "kicked|overturnt", 0);
	assert_words(&rules, "kick", 1u << FORM_NOUN, "kick|kicking", 0);
	assert_words(&rules, "nap", 1u << FORM_THIRD | 1u << FORM_ING, "naps|naping", 0);
	rules_free(&rules);
}

/* Without a form a verb stands for all its forms but its nouns. */
static void test_verbs_without_a_form(void **state)
{
	(void)state;
	struct rules_text rules = good(WORDS);
	struct vocabulary all, kick;
	vocabulary_init(&kick, rules.ast, slice_of("kick"), 0, rules.ast->arena);
	vocabulary_init(&all, rules.ast, slice_of("any verb"), 0, rules.ast->arena);
	/* base, third, past, participle, ing of two lines; of three for both verbs */
	assert_int_equal(kick.texts.n, 10);
	assert_int_equal(all.texts.n, 15);
	vocabulary_fini(&kick);
	vocabulary_fini(&all);
	assert_words(&rules, "any verb", 1u << FORM_NOUN, "kick|kicking|nap", 0);
	rules_free(&rules);
}

static void test_status_is_every_cue_of_words(void **state)
{
	(void)state;
	struct rules_text rules = good(WORDS);
	assert_words(&rules, "status", 0, "did not|not only|wants to", 0);
	rules_free(&rules);
}

static void test_marks(void **state)
{
	(void)state;
	static const char closing[] = ",;:.!?)]}", opening[] = "([{";
	for (int c = '!'; c < 127; c++) {
		char mark = (char)c;
		assert_int_equal(mark_closes(slice_make(&mark, 1)), strchr(closing, c) != NULL);
		assert_int_equal(mark_opens(slice_make(&mark, 1)), strchr(opening, c) != NULL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_subtypes_and_members),
		cmocka_unit_test(test_unknown_names),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_sets_meet),
		cmocka_unit_test(test_nested_words),
		cmocka_unit_test(test_forms_of_verbs),
		cmocka_unit_test(test_verbs_without_a_form),
		cmocka_unit_test(test_status_is_every_cue_of_words),
		cmocka_unit_test(test_marks),
	};
	return cmocka_run_group_tests_name("types", tests, NULL, NULL);
}
