#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>

#include "rules/list.h"
#include "rules/pattern.h"

enum { ALL = PATTERN_HOLES | PATTERN_COUNTS | PATTERN_GAPS | PATTERN_REST }; /* but {Name} */

static char out[4096];

static void put(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void put(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	size_t len = strlen(out);
	vsnprintf(out + len, sizeof out - len, format, args);
	va_end(args);
}

static void show(const struct pattern *pattern);

static void show_element(const struct element *element)
{
	static const char *const kinds[] = { "word", "mark", "hole", "name", "voc", "choice", "gap", "words", "regex", "rest" };
	put("%s%s(%.*s", element->glued ? "~" : "", element->optional ? "opt" : kinds[element->kind], SLICE_ARG(element->text));
	if (element->list)
		put("+");
	if (element->phrase)
		put(element->whole ? ":whole-phrase" : ":phrase");
	for (size_t i = 0; element->kind != ELEMENT_WORDS && i < element->types.n; i++)
		put(":%.*s", SLICE_ARG(element->types.at[i]));
	if (element->forms)
		put("/%x", element->forms);
	if (element->max)
		put("%u..%u", element->min, element->max);
	if (element->over)
		put("+names");
	for (size_t i = 0; element->kind == ELEMENT_WORDS && i < element->not_in.n; i++)
		put("!%.*s", SLICE_ARG(element->not_in.at[i]));
	for (size_t i = 0; i < element->choice_count; i++) {
		put(i ? "|" : "");
		show(&element->choices[i]);
	}
	put(")");
}

static void show(const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->n; i++) {
		put(i ? " " : "");
		show_element(&pattern->elements[i]);
	}
}

/* The elements of a pattern, or what was said of it. */
static const char *parsed(const char *text, unsigned allow)
{
	struct arena *arena = arena_new();
	struct diag *diag = diag_new();
	struct place line = { .file = slice_of("f"), .line = 1, .source = slice_of(text) };
	struct pattern pattern;
	out[0] = '\0';
	if (pattern_parse(line.source, &line, allow, arena, diag, &pattern))
		show(&pattern);
	else
		put("%.*s", SLICE_ARG(diag_text(diag)));
	assert_int_equal(diag_errors(diag), pattern.n ? 0 : 1);
	diag_free(diag);
	arena_free(arena);
	return out;
}

#define assert_parsed(text, wanted) assert_string_equal(parsed(text, ALL), wanted)
#define assert_refused(text, allow, start) assert_memory_equal(parsed(text, allow), start, strlen(start))

static void test_words_and_marks(void **state)
{
	(void)state;
	assert_parsed("so-called X-led", "word(so-called) word(X-led)");
	assert_parsed("Allende, the", "word(Allende) ~mark(,) word(the)");
	assert_parsed("don\xE2\x80\x99t", "word(don't)");
	assert_parsed("\u201Ca\u201D \u2013 b\u2026", "mark(\") ~word(a) ~mark(\") mark(-) word(b) ~mark(\u2026)");
	assert_parsed("government's", "word(government's)");
	assert_parsed("governments'", "word(governments) ~mark(')");
	assert_parsed("U.S.", "word(U) ~mark(.) ~word(S) ~mark(.)");
	assert_parsed("\xC3\xA9tat 1973", "word(\xC3\xA9tat) word(1973)");
	assert_parsed("a - b; c: d! e?", "word(a) mark(-) word(b) ~mark(;) word(c) ~mark(:) word(d) ~mark(!) word(e) ~mark(?)");
}

static void test_escapes(void **state)
{
	(void)state;
	assert_parsed("\\( \\) \\[ \\{ \\< \\| \\~ \\* \\/ \\\\", "mark(() mark()) mark([) mark({) mark(<) mark(|) mark(~) mark(*) mark(/) mark(\\)");
	assert_parsed("a\\.", "word(a) ~mark(.)");
	assert_refused("a \\d", ALL, "f:1:3: error: ");
	assert_refused("a \\", ALL, "f:1:3: error: ");
}

static void test_holes(void **state)
{
	(void)state;
	assert_parsed("{X} {Y+} {Z : person, group} {R+ : phrase}", "hole(X) hole(Y+) hole(Z:person:group) hole(R+:phrase)");
	assert_parsed("{X : whole phrase}", "hole(X:whole-phrase)");
	assert_parsed("{Y}~-led {X}", "hole(Y) ~mark(-) ~word(led) hole(X)");
	assert_parsed("{X}'s", "hole(X) ~mark(') ~word(s)");
	assert_refused("{X", ALL, "f:1:1: error: this { is never closed [K013]");
	assert_refused("{}", ALL, "f:1:1: error: this is no name of a hole [K011]");
	assert_refused("a {X Y}", ALL, "f:1:3: error: this is no name of a hole [K011]");
	assert_refused("{X : }", ALL, "f:1:");
	assert_refused("{X :}", ALL, "f:1:");
	assert_refused("{X} a", 0, "f:1:1: error: a hole may not stand here [K026]");
	assert_refused("{Name}", ALL, "f:1:1: error: {Name} may stand in `name`, `hole` and `phrase` lines and in cues only [K026]");
	assert_string_equal(parsed("the {Name}", PATTERN_NAMES), "word(the) name(Name)");
}

static void test_vocabularies(void **state)
{
	(void)state;
	assert_parsed("<be> < any verb >", "voc(be) voc(any verb)");
	assert_parsed("<lead>/participle by", "voc(lead/8) word(by)");
	assert_parsed("<lead>/base,third,past, by", "voc(lead/7) ~mark(,) word(by)");
	assert_refused("<lead>/partciple", ALL, "f:1:8: error: this is no form of a verb [K015]");
	assert_refused("<lead", ALL, "f:1:1: error: this < is never closed [K013]");
	assert_refused("<a b c>", ALL, "f:1:1: error: this is no name of a vocabulary [K011]");
	assert_refused("<>", ALL, "f:1:1: error: this is no name of a vocabulary [K011]");
}

static void test_choices(void **state)
{
	(void)state;
	assert_parsed("[a|b c] (with|to)", "opt(word(a)|word(b) word(c)) choice(word(with)|word(to))");
	assert_parsed("([a] b|c)d", "choice(opt(word(a)) word(b)|word(c)) ~word(d)");
	assert_parsed("{X} (~'s|of)", "hole(X) choice(~mark(') ~word(s)|word(of))");
	assert_refused("a (b|c", ALL, "f:1:3: error: this bracket is never closed [K013]");
	assert_refused("a (b|)", ALL, "f:1:6: error: an alternative is empty [K024]");
	assert_refused("()", ALL, "f:1:2: error: an alternative is empty [K024]");
	assert_refused("a)", ALL, "f:1:2: error: a ) that nothing opened [K013]");
	assert_refused("(a]", ALL, "f:1:3: error: a ] that nothing opened [K013]");
	assert_refused("a | b", ALL, "f:1:3: error: a | outside of brackets [K013]");
}

static void test_gaps_and_counts(void **state)
{
	(void)state;
	assert_parsed("[...9 over names] ... over name", "opt(gap(0..9+names)) gap(0..8) word(over) word(name)");
	assert_parsed("a ... b ...4 c", "word(a) gap(0..8) word(b) gap(0..4) word(c)");
	assert_parsed("..3 not in <function> [<title>]", "words(0..3!function) opt(voc(title))");
	assert_parsed("1..5 not in <function>, <any verb>", "words(1..5!function!any verb)");
	assert_parsed("..3 not in <function>, a", "words(0..3!function) ~mark(,) word(a)");
	assert_parsed("..3 not now", "words(0..3) word(not) word(now)");
	assert_refused("a 1..1 in <function> b", ALL, "f:1:8: error: words are counted `not in` lists only [K026]");
	assert_parsed("..3 in a", "words(0..3) word(in) word(a)");
	assert_parsed("..3 (in) <function>", "words(0..3) choice(word(in)) voc(function)");
	assert_refused("....", ALL, "f:1:1: error: four dots are not a gap [K026]");
	assert_refused("...65", ALL, "f:1:1: error: this many words are not possible [K012]");
	assert_refused("...99999999999999999999", ALL, "f:1:1: error: this many words are not possible [K012]");
	assert_refused("3..2", ALL, "f:1:1: error: this many words are not possible [K012]");
	assert_refused("..0", ALL, "f:1:1: error: this many words are not possible [K012]");
	assert_refused("a ..", ALL, "f:1:3: error: two dots need a number");
	assert_refused("a ..3", PATTERN_GAPS, "f:1:3: error: a count of words may not stand here [K026]");
	assert_refused("a ... b", 0, "f:1:3: error: a gap may not stand here [K026]");
}

static void test_regexes_and_rest(void **state)
{
	(void)state;
	assert_parsed("/a b|c/ (/x/|y) {X} *", "regex(a b|c) choice(regex(x)|word(y)) hole(X) rest()");
	assert_parsed("a ~/b/", "word(a) ~regex(b)");
	assert_refused("and/or", ALL, "f:1:4: error: a slash may not stand after a word [K026]");
	assert_refused("a /b", ALL, "f:1:3: error: this regular expression is never closed [K013]");
	assert_refused("//", ALL, "f:1:1: error: this regular expression is empty [K013]");
	assert_refused("a *", PATTERN_HOLES, "f:1:3: error: * may stand in `from` and `to` lines only [K026]");
}

static void test_places_of_elements(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct diag *diag = diag_new();
	struct place line = { .file = slice_of("f"), .line = 7, .source = slice_of("  find {X} <lead>/past (a|{Y})") };
	struct pattern pattern;
	assert_true(pattern_parse(slice_part(line.source, 7, line.source.len), &line, ALL, arena, diag, &pattern));
	assert_int_equal(pattern.n, 3);
	assert_int_equal(pattern.spot.column, 8);
	assert_int_equal(pattern.elements[0].spot.column, 8);
	assert_int_equal(pattern.elements[0].spot.length, 3);
	assert_int_equal(pattern.elements[1].spot.column, 12);
	assert_int_equal(pattern.elements[1].spot.length, 11);
	assert_int_equal(pattern.elements[2].spot.column, 24);
	assert_int_equal(pattern.elements[2].spot.length, 7);
	assert_int_equal(pattern.elements[2].choices[1].elements[0].spot.column, 27);
	assert_int_equal(pattern.elements[2].spot.line->line, 7);
	diag_free(diag);
	arena_free(arena);
}

static void test_lists(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct diag *diag = diag_new();
	struct place line = { .file = slice_of("f"), .line = 1, .source = slice_of("| a | b c | (d|e) | <f> |") };
	pattern_array list = { 0 };
	assert_true(pattern_parse_list(line.source, &line, ALL, arena, diag, &list));
	assert_int_equal(list.n, 4);
	assert_int_equal(list.at[1].n, 2);
	assert_int_equal(list.at[1].source.len, 3);
	assert_int_equal(list.at[2].elements[0].choice_count, 2);
	assert_int_equal(list.at[3].elements[0].kind, ELEMENT_VOCABULARY);
	line.source = slice_of("a || b");
	assert_false(pattern_parse_list(line.source, &line, ALL, arena, diag, &list));
	diag_free(diag);
	arena_free(arena);
}

static void refuse_many(const char *unit, size_t times, const char *start)
{
	size_t len = strlen(unit);
	char *text = malloc(len * times + 1);
	assert_non_null(text);
	for (size_t i = 0; i < times; i++)
		memcpy(text + i * len, unit, len);
	text[len * times] = '\0';
	assert_refused(text, ALL, start);
	free(text);
}

static void test_depth_and_length_are_bounded(void **state)
{
	(void)state;
	assert_parsed("((((((((((((((((a))))))))))))))))",
	        "choice(choice(choice(choice(choice(choice(choice(choice(choice(choice(choice("
	        "choice(choice(choice(choice(choice(word(a)))))))))))))))))");
	assert_refused("(((((((((((((((((a)))))))))))))))))", ALL, "f:1:17: error: brackets more than 16 deep [K025]");
	refuse_many("(", 100000, "f:1:17: error: brackets more than 16 deep [K025]");
	refuse_many("[", 100000, "f:1:17: error: brackets more than 16 deep [K025]");
	refuse_many("a ", 100000, "f:1:1: error: a pattern of more than 1000 elements [K025]");
	refuse_many("~", 100000, "f:1:100000: error: nothing stands after ~ [K008]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_and_marks),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_holes),
		cmocka_unit_test(test_vocabularies),
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_gaps_and_counts),
		cmocka_unit_test(test_regexes_and_rest),
		cmocka_unit_test(test_places_of_elements),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_depth_and_length_are_bounded),
	};
	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
