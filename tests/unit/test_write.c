#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>

#include "rules/pattern.h"
#include "rules/ruleset.h"
#include "rules/write.h"

enum { ALL = PATTERN_HOLES | PATTERN_NAMES | PATTERN_COUNTS | PATTERN_GAPS | PATTERN_REST };

static struct arena *arena;
static struct diag *diag;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	diag = diag_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	diag_free(diag);
	return 0;
}

static struct pattern parse(struct slice text)
{
	struct place line = { .file = slice_of("f"), .line = 1, .source = text };
	struct pattern pattern;
	if (!pattern_parse(text, &line, ALL, arena, diag, &pattern))
		fail_msg("%.*s\n%.*s", SLICE_ARG(text), SLICE_ARG(diag_text(diag)));
	return pattern;
}

static struct slice written(const struct pattern *pattern)
{
	struct buffer out = { 0 };
	write_pattern(pattern, &out);
	struct slice text = arena_copy(arena, buffer_slice(&out));
	buffer_fini(&out);
	return text;
}

static bool same_list(const slice_array *a, const slice_array *b)
{
	bool same = a->n == b->n;
	for (size_t i = 0; i < a->n && same; i++)
		same = slice_equal(a->at[i], b->at[i]);
	return same;
}

static bool same_pattern(const struct pattern *a, const struct pattern *b);

static bool same_element(const struct element *a, const struct element *b)
{
	bool same = a->kind == b->kind && a->optional == b->optional && a->glued == b->glued && a->list == b->list && a->phrase == b->phrase &&
	        a->whole == b->whole && a->forms == b->forms && a->min == b->min && a->max == b->max && slice_equal(a->text, b->text) &&
	        same_list(&a->types, &b->types) && same_list(&a->not_in, &b->not_in) && a->choice_count == b->choice_count;
	for (size_t i = 0; i < a->choice_count && same; i++)
		same = same_pattern(&a->choices[i], &b->choices[i]);
	return same;
}

static bool same_pattern(const struct pattern *a, const struct pattern *b)
{
	bool same = a->n == b->n;
	for (size_t i = 0; i < a->n && same; i++)
		same = same_element(&a->elements[i], &b->elements[i]);
	return same;
}

static void assert_reads_back(const struct pattern *pattern)
{
	struct slice text = written(pattern);
	struct pattern again = parse(text);
	if (!same_pattern(pattern, &again))
		fail_msg("%.*s\nwas written as\n%.*s", SLICE_ARG(pattern->source), SLICE_ARG(text));
}

static void assert_written(const char *text, const char *wanted)
{
	struct pattern pattern = parse(slice_of(text));
	struct slice out = written(&pattern);
	if (!slice_is(out, wanted))
		fail_msg("%s\nwas written as\n%.*s\nand not as\n%s", text, SLICE_ARG(out), wanted);
	assert_reads_back(&pattern);
}

static void test_lines_as_people_write_them(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"{X} met {Y}",
		"{X}, [an|the] adviser (of|to) {Y}",
		"{X : person, group} <lead>/past,participle {Y+}",
		"{X+ : phrase} ...4 {Y : phrase, group} ... now {Z : whole phrase}",
		"{X}'s ..2 not in <function>, <any verb> <v>/noun of {Y} *",
		"{X}[,] [who|which|that|, who] 1..5 {Y}",
		"so-called don't 1973",
		"the {Name} landing",
		"/pier \\d+/ (/a|b/|c) /x/",
		"a\\/b \\{ \\. \\#",
		"well, then: {X}",
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_written(lines[i], lines[i]);
}

static void test_what_is_written_more_plainly(void **state)
{
	(void)state;
	assert_written("  {X:person}   met\t{ Y + }", "{X : person} met {Y+}");
	assert_written("a ...8 b 0..3 c", "a ... b ..3 c");
	assert_written("{Y}~-led {X}", "{Y}-led {X}");
	assert_written("a ~ b", "a~b");
	assert_written("< any verb >", "<any verb>");
	assert_written("\xE2\x80\x9Cx\xE2\x80\x9D \xE2\x80\x94 y", "\"x\" - y");
}

/* Where leaving out the ~ would make something else of it. */
static void test_glue_that_must_be_seen(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"(~'s|~-led|of) {X}",
		"~{X}",
		"a~b~c",
		"a~'~s",
		"a~-~led",
		"'~s -~a",
		"a ~/x/",
		"/x/ ~a /y/ ~, /z/ ~/w/",
		"<v>/past~s",
		"<v>/past~, by",
		"<v>/past~,~who",
		"<v>~/x/",
		"..3~a ...~4 ...4~5",
		"[... over names] (a ...9 over names|b) ...3 over",
		"...~over ~names",
		"5~..3 5~...3",
		"..3 not in <a>\\, <b>",
		"..3 not in <a>~\\, <b>",
		"..3 not in <a>, <b> \\, <c>",
		"\\.~...3 \\.~..3",
		"a~\\.~b~\\. c",
		"\\*~\\*~\\~~\\\\",
		"\\[a~\\] \\(a~\\)",
		"{X}~{Y}~(a)~<b>~[c]",
		"\\#~a a~\\#",
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct pattern pattern = parse(slice_of(lines[i]));
		assert_reads_back(&pattern);
	}
}

/* Lines put together from all that a line can hold, glued and not. */
static void test_any_sequence_of_elements(void **state)
{
	(void)state;
	static const char *const parts[] = { "a", "so-called", "1973", "{X}", "{Y+ : t}", "{Name}", "<w>", "<v>/past,base", "(a|~b)", "[~c|{Z} d]",
		"...", "...4", "...4 over names", "..3", "1..5 not in <w>, <v>", "/x\\d/", "\\.", "'", "-", ",", "\\/", "\\*", "\\#", "\\~", "*",
		";" };
	enum { PARTS = sizeof parts / sizeof *parts, LINES = 20000 };
	uint32_t random = 7;
	unsigned read = 0;
	for (unsigned line = 0; line < LINES; line++) {
		struct buffer text = { 0 };
		for (unsigned i = 0; i < 5; i++) {
			random = random * 1664525 + 1013904223; /* Numerical Recipes' generator */
			buffer_text(&text, random >> 16 & 1 ? " ~" : i ? " " : "");
			buffer_text(&text, parts[(random >> 17) % PARTS]);
		}
		struct place place = { .file = slice_of("f"), .line = 1, .source = buffer_slice(&text) };
		struct pattern pattern;
		if (pattern_parse(place.source, &place, ALL, arena, diag, &pattern)) {
			assert_reads_back(&pattern);
			read++;
		}
		buffer_fini(&text);
	}
	assert_true(read > LINES / 2);
}

/* Every pattern of the rules that come with kgraph, and all that the variants make of them. */
static void test_the_rules_that_come_with_kgraph(void **state)
{
	(void)state;
	static const char *const folders[] = { "rules/en", "rules/politics", "rules/chile" };
	struct ruleset *rules = ruleset_load(folders, 3, diag);
	assert_non_null(rules);
	assert_true(rules->variants.n > 500);
	for (size_t i = 0; i < rules->variants.n; i++) {
		assert_reads_back(&rules->variants.at[i].variant.pattern);
		assert_reads_back(&rules->variants.at[i].variant.find->pattern);
	}
	for (size_t i = 0; i < rules->unless.n; i++)
		assert_reads_back(&rules->unless.at[i].variant.pattern);
	for (size_t i = 0; i < rules->ast->names.n; i++)
		assert_reads_back(&rules->ast->names.at[i].pattern);
	for (size_t i = 0; i < rules->ast->holes.n; i++)
		assert_reads_back(&rules->ast->holes.at[i].pattern);
	for (size_t i = 0; i < rules->ast->variants.n; i++)
		for (size_t k = 0; k < rules->ast->variants.at[i].to.n; k++)
			assert_reads_back(&rules->ast->variants.at[i].to.at[k]);
	ruleset_free(rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_lines_as_people_write_them, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_is_written_more_plainly, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_glue_that_must_be_seen, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_any_sequence_of_elements, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_the_rules_that_come_with_kgraph, set_up, tear_down),
	};
	return cmocka_run_group_tests_name("write", tests, NULL, NULL);
}
