#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "rules/variant.h"
#include "rules_text.h"

#define WORLD                                                                                                                                        \
	"type person\nrelation met from person to person\nwords be = is | was\nwords adverb = once\n"                                                \
	"inflect third\n  /(.)$/ $1s\ninflect past, participle\n  /(.)$/ $1ed\ninflect ing\n  /(.)$/ $1ing\n"                                        \
	"verb kick\n  kick  noun kick\nverb hit\n"                                                                                                   \
	"variant active\n  from {X} <v> {Y} *\n  to {X} [<adverb>] <v>/past,third {Y} *\n  to {X} <be> <v>/ing {Y} *\n"                              \
	"variant passive\n  from {X} <v> {Y} *\n  to {Y} <be> <v>/participle by {X} *\n"                                                             \
	"variant noun\n  from {X} <v> {Y}\n  to {X}~-s <v>/noun of {Y+}\n"                                                                           \
	"variant with\n  from {A} <v> (with|to) {B} [now] *\n  to {B} <v>/past {A} *\n"

/* ---- a pattern as text ---- */

static void put(struct buffer *out, const struct pattern *pattern);

static void put_forms(struct buffer *out, unsigned forms)
{
	static const char letters[FORM_COUNT + 1] = "btpPin";
	if (forms)
		buffer_char(out, '/');
	for (unsigned i = 0; i < FORM_COUNT; i++)
		if (forms >> i & 1)
			buffer_char(out, letters[i]);
}

static void put_element(struct buffer *out, const struct element *element)
{
	switch (element->kind) {
	case ELEMENT_HOLE:
		buffer_format(out, "{%.*s%s%s}", SLICE_ARG(element->text), element->list ? "+" : "", element->phrase ? ":phrase" : "");
		break;
	case ELEMENT_VOCABULARY:
		buffer_format(out, "<%.*s>", SLICE_ARG(element->text));
		put_forms(out, element->forms);
		break;
	case ELEMENT_CHOICE:
		buffer_char(out, element->optional ? '[' : '(');
		for (size_t i = 0; i < element->choice_count; i++) {
			buffer_text(out, i ? "|" : "");
			put(out, &element->choices[i]);
		}
		buffer_char(out, element->optional ? ']' : ')');
		break;
	case ELEMENT_GAP:
		buffer_format(out, "...%u", element->max);
		break;
	default:
		buffer_add(out, element->text);
	}
}

static void put(struct buffer *out, const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->n; i++) {
		if (i)
			buffer_char(out, pattern->elements[i].glued ? '~' : ' ');
		put_element(out, &pattern->elements[i]);
	}
}

/* ---- the variants of one find line ---- */

static void assert_variants(const char *words, const char *find, const char *forms, const char *const *wanted, size_t n)
{
	char text[4096];
	snprintf(text, sizeof text, "%s%srule r\n%s  find %s\n  gives {X} | met | {Y}\n", WORLD, words, forms, find);
	struct rules_text rules = rules_check(text);
	if (diag_errors(rules.diag))
		fail_msg("%.*s", SLICE_ARG(diag_text(rules.diag)));
	const struct ast_rule *rule = &rules.ast->rules.at[0];
	variant_array variants = { 0 };
	variant_expand(rules.ast, rule, &rule->finds.at[0], rules.ast->arena, &variants);
	struct buffer out = { 0 };
	for (size_t i = 0; i < variants.n; i++) {
		out.n = 0;
		buffer_format(&out, "%.*s: ", SLICE_ARG(variants.at[i].name));
		put(&out, &variants.at[i].pattern);
		buffer_char(&out, '\0');
		assert_true(variants.at[i].rule == rule && variants.at[i].find == &rule->finds.at[0]);
		if (i < n)
			assert_string_equal(out.at, wanted[i]);
	}
	assert_int_equal(variants.n, n);
	buffer_fini(&out);
	array_fini(&variants);
	rules_free(&rules);
}

#define ASSERT_VARIANTS(find, forms, ...)                                                                                                            \
	do {                                                                                                                                         \
		static const char *const wanted[] = { __VA_ARGS__ };                                                                                 \
		assert_variants("", find, forms, wanted, sizeof wanted / sizeof *wanted);                                                            \
	} while (0)

static void test_a_plain_line(void **state)
{
	(void)state;
	ASSERT_VARIANTS("{X} <kick> {Y}", "", "active: {X} [<adverb>] <kick>/tp {Y}", "active: {X} <be> <kick>/i {Y}",
	        "passive: {Y} <be> <kick>/P by {X}", "noun: {X}~-~s <kick>/n of {Y+}");
}

static void test_the_rest_of_the_line(void **state)
{
	(void)state;
	ASSERT_VARIANTS("{X} <kick> {Y} from (here|there) ...3 [now]", "", "active: {X} [<adverb>] <kick>/tp {Y} from (here|there) ...3 [now]",
	        "active: {X} <be> <kick>/i {Y} from (here|there) ...3 [now]", "passive: {Y} <be> <kick>/P by {X} from (here|there) ...3 [now]");
}

/* Letters of `from` are bound by their place, names stay those of the line; lists stay lists. */
static void test_names_and_lists_of_holes(void **state)
{
	(void)state;
	ASSERT_VARIANTS("{Y+} <kick> {X : person}", "  forms passive\n", "passive: {X} <be> <kick>/P by {Y+}");
}

static void test_equal_elements_only(void **state)
{
	(void)state;
	ASSERT_VARIANTS("{X} <kick> (with|to) {Y} [now]", "", "with: {Y} <kick>/p {X}");
	ASSERT_VARIANTS("{X} <kick> (with|to) {Y} [now] here", "", "with: {Y} <kick>/p {X} here");
	ASSERT_VARIANTS("{X} <kick> (to|with) {Y} [now]", "", "as-written: {X} <kick> (to|with) {Y} [now]");
	ASSERT_VARIANTS("{X} <kick> [with|to] {Y} [now]", "", "as-written: {X} <kick> [with|to] {Y} [now]");
	ASSERT_VARIANTS("{X} <kick> (with|to|by) {Y} [now]", "", "as-written: {X} <kick> (with|to|by) {Y} [now]");
	ASSERT_VARIANTS("{X} <kick> (with|to) {Y}", "", "as-written: {X} <kick> (with|to) {Y}");
}

static void test_lines_that_stand_as_written(void **state)
{
	(void)state;
	ASSERT_VARIANTS("{X} <kick>/past {Y}", "", "as-written: {X} <kick>/p {Y}");
	ASSERT_VARIANTS("{X} met {Y}", "", "as-written: {X} met {Y}");
	ASSERT_VARIANTS("{X} <be> {Y}", "", "as-written: {X} <be> {Y}");
	ASSERT_VARIANTS("{X} <kick> {Y} <hit>", "", "as-written: {X} <kick> {Y} <hit>");
	ASSERT_VARIANTS("{X} <kick> {Y} <hit>/past", "", "as-written: {X} <kick> {Y} <hit>/p");
	ASSERT_VARIANTS("{X} then <kick> {Y}", "", "as-written: {X} then <kick> {Y}");
	ASSERT_VARIANTS("<kick> {X} {Y}", "", "as-written: <kick> {X} {Y}");
}

/* A `from` without a verb is of these lines, whatever verbs they have, and of no plain one. */
static void test_lines_as_written_take_what_names_no_verb(void **state)
{
	(void)state;
	static const char second[] = "variant second\n  from {X} [<adverb>] *\n  to {X} was and *\n";
	static const char *const written[] = { "as-written: {X+} [<adverb>] (<kick>/p|hit) {Y}", "second: {X+} was and (<kick>/p|hit) {Y}" };
	static const char *const other[] = { "as-written: {X} (kicked|hit) {Y}" };
	static const char *const plain[] = { "as-written: {X} [<adverb>] <kick> {Y}" };
	assert_variants(second, "{X+} [<adverb>] (<kick>/past|hit) {Y}", "", written, 2);
	assert_variants(second, "{X} (kicked|hit) {Y}", "", other, 1);
	assert_variants(second, "{X} [<adverb>] <kick> {Y}", "", plain, 1);
}

static void test_forms_restrict(void **state)
{
	(void)state;
	ASSERT_VARIANTS("{X} <kick> {Y}", "  forms passive, noun\n", "passive: {Y} <be> <kick>/P by {X}", "noun: {X}~-~s <kick>/n of {Y+}");
	/* What fits no variant is as written, whatever forms says. */
	ASSERT_VARIANTS("{X} <kick>/past {Y}", "  forms passive\n", "as-written: {X} <kick>/p {Y}");
}

/* A line that fits variants which its rule forbids has none. */
static void test_forms_that_leave_nothing(void **state)
{
	(void)state;
	assert_variants("", "{X} <kick> {Y} now", "  forms noun\n", NULL, 0);
}

/* A verb without a noun is not looked for as one. */
static void test_forms_that_the_verb_lacks(void **state)
{
	(void)state;
	ASSERT_VARIANTS("{X} <hit> {Y}", "  forms active, noun\n", "active: {X} [<adverb>] <hit>/tp {Y}", "active: {X} <be> <hit>/i {Y}");
	assert_variants("", "{X} <hit> {Y}", "  forms noun\n", NULL, 0);
}

static void test_substitution_reaches_choices(void **state)
{
	(void)state;
	static const char *const wanted[] = { "deep: (by [{Y}]|of {X}) <kick>/n" };
	assert_variants("variant deep\n  from {A} <v> {B} !\n  to (by [{B}]|of {A}) <v>/noun\n", "{X} <kick> {Y} !", "  forms deep\n", wanted, 1);
}

/* A glued hole of a variant stays glued, whatever stood in the line. */
static void test_glue_is_the_variants(void **state)
{
	(void)state;
	static const char *const wanted[] = { "glue: {Y} -~{X} <kick>/p" };
	assert_variants("variant glue\n  from {A} <v> {B} ?\n  to {B} -~{A} <v>/past\n", "{X} <kick> {Y} ?", "  forms glue\n", wanted, 1);
}

/* ---- guards ---- */

/* Those of the first rule, each on a line. */
static void assert_unless(const char *lines, const char *rule, const char *wanted)
{
	char text[4096];
	snprintf(text, sizeof text, "%s%srule r\n%s  gives {A} | met | {B}\n", WORLD, lines, rule);
	struct rules_text rules = rules_check(text);
	if (diag_errors(rules.diag))
		fail_msg("%.*s", SLICE_ARG(diag_text(rules.diag)));
	for (size_t i = 0; i < rules.ast->rules.n; i++)
		variant_guard(rules.ast, &rules.ast->rules.at[i], rules.ast->arena);
	struct buffer out = { 0 };
	for (size_t i = 0; i < rules.ast->rules.at[0].unless.n; i++) {
		const struct ast_find *unless = &rules.ast->rules.at[0].unless.at[i];
		buffer_format(&out, "%.*s\n", SLICE_ARG(unless->pattern.source));
	}
	buffer_char(&out, '\0');
	assert_string_equal(out.at, wanted);
	buffer_fini(&out);
	rules_free(&rules);
}

#define GUARD "guard g\n  from {X} <v> {Y} *\n  from {X} [<be>] <v> {Y}\n  unless <v>/past {Y} {T : person}\n  unless (<adverb>|of) {X} <v>/noun\n"

static void test_a_guard_takes_verb_and_holes_of_the_rule(void **state)
{
	(void)state;
	assert_unless(GUARD, "  find {B+ : person} <kick> {A+} at once\n", "<kick>/past {A} {T : person}\n(<adverb>|of) {B} <kick>/noun\n");
	assert_unless(GUARD, "  find {B} [<be>] <kick>/participle {A : person}\n", "<kick>/past {A} {T : person}\n(<adverb>|of) {B} <kick>/noun\n");
}

static void test_a_guard_leaves_other_lines_alone(void **state)
{
	(void)state;
	assert_unless(GUARD, "  find {B} [<be>] <kick>/participle {A} again\n", "");
	assert_unless(GUARD, "  find {B} <adverb> {A}\n", "");
	assert_unless("", "  find {B} <kick> {A}\n", "");
}

/* A verb without a noun; lines of the rule that are alike; what the rule has itself stands first. */
static void test_a_guard_brings_each_line_once(void **state)
{
	(void)state;
	assert_unless(
	        GUARD, "  find {A} <hit> {B}\n  find {A} <hit> {B} again\n  unless {A} was {B}\n", "{A} was {B}\n<hit>/past {B} {T : person}\n");
}

/* In a choice as well; a list keeps its name. */
static void test_a_count_leaves_out_the_verb_of_the_rule(void **state)
{
	(void)state;
	assert_unless("guard g\n  from {X} <v> {Y} *\n  unless <v>/past and 1..1 not in <adverb>, <v> {Y}\n  unless (of|..2 not in <v>) {X}\n",
	        "  find {B} <kick> {A}\n", "<kick>/past and 1..1 not in <adverb>, <kick> {A}\n(of|..2 not in <kick>) {B}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_plain_line),
		cmocka_unit_test(test_the_rest_of_the_line),
		cmocka_unit_test(test_names_and_lists_of_holes),
		cmocka_unit_test(test_equal_elements_only),
		cmocka_unit_test(test_lines_that_stand_as_written),
		cmocka_unit_test(test_lines_as_written_take_what_names_no_verb),
		cmocka_unit_test(test_forms_restrict),
		cmocka_unit_test(test_forms_that_leave_nothing),
		cmocka_unit_test(test_forms_that_the_verb_lacks),
		cmocka_unit_test(test_substitution_reaches_choices),
		cmocka_unit_test(test_glue_is_the_variants),
		cmocka_unit_test(test_a_guard_takes_verb_and_holes_of_the_rule),
		cmocka_unit_test(test_a_guard_leaves_other_lines_alone),
		cmocka_unit_test(test_a_guard_brings_each_line_once),
		cmocka_unit_test(test_a_count_leaves_out_the_verb_of_the_rule),
	};
	return cmocka_run_group_tests_name("variant", tests, NULL, NULL);
}
