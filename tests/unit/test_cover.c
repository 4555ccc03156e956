#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"
#include "rules/lint_lines.h"

#define WORLD                                                                                                                                        \
	"type person\ntype thing\ntype group is thing\ntype actor is any of person, group\n"                                                         \
	"relation met from actor to actor  symmetric\n"                                                                                              \
	"relation led from actor to actor  inverse led-by\n"                                                                                         \
	"relation ran from actor to actor\n"                                                                                                         \
	"words meeting = met | saw | ran into | <seeing>\nwords seeing = spotted | sighted\nwords odd-meeting = met | /f.und/\n"                     \
	"words common = the | of | in\nwords clause = who\nwords be = is | was\n"                                                                    \
	"hole never policy\n"                                                                                                                        \
	"verb head\n  head, headed, headed\n  lead, led, led\nverb govern\n  head, headed, headed\n"                                                 \
	"inflect third\n  /(.)$/ $1s\ninflect ing\n  /(.)$/ $1ing\n"                                                                                 \
	"variant active\n  from {X} <v> {Y} *\n  to {X} [now|then] [<be>] <v>/past,third,ing {Y} *\n"                                                \
	"variant passive\n  from {X} <v> {Y} *\n  to {Y} <be> <v>/participle by {X} *\n"

/* Which of two lines, the first and the second, is said to be superfluous, and how. */
enum verdict { NEITHER, SAME, FIRST, SECOND };

static void assert_rules(const char *first, const char *second, enum verdict wanted)
{
	static const char *const names[] = { "neither", "the same", "the first", "the second" };
	char text[8192];
	snprintf(text, sizeof text, WORLD "rule first\n%s\nrule second\n%s\n", first, second);
	struct ruleset *rules = ruleset_of_text(text);
	struct diag *diag = diag_new();
	size_t n;
	lint_lines(rules, diag);
	const struct diag_message *messages = diag_kept(diag, &n);
	enum verdict said = NEITHER;
	if (n && slice_is(messages[0].code, "W010"))
		said = SAME;
	else if (n && slice_is(messages[0].code, "W011"))
		said = strstr(messages[0].text.ptr, "of the rule first,") ? SECOND : FIRST;
	if (said != wanted || n > 1)
		fail_msg("%s\n%s\nwanted: %s\nsaid: %s\n%.*s", first, second, names[wanted], names[said], SLICE_ARG(diag_text(diag)));
	diag_free(diag);
	ruleset_free(rules);
}

static void assert_lines(const char *first, const char *second, enum verdict wanted)
{
	char one[2048], two[2048];
	snprintf(one, sizeof one, "  find %s\n  gives {X} | led | {Y}", first);
	snprintf(two, sizeof two, "  find %s\n  gives {X} | led | {Y}", second);
	assert_rules(one, two, wanted);
}

static void test_lines_that_are_the_same(void **state)
{
	(void)state;
	assert_lines("{X} led {Y}", "{X} led {Y}", SAME);
	assert_lines("{X} led {Y}", "{X}  LED {Y}", SAME);
	assert_lines("{X} (led|ran) {Y}", "{X} (ran|led) {Y}", SAME);
	assert_lines("{X} [now] led [then|later] {Y}", "{X} [now] led [later|then] {Y}", SAME);
	assert_lines("{X} led {Y}", "{X : actor} led {Y : actor}", SAME);
	assert_lines("{X} <head> {Y}", "{X} <head> {Y}", SAME);
	assert_lines("{X}, chief of {Y}", "{X} , chief of {Y}", SAME);
	assert_lines("{X} ran ... with /a+/ {Y}", "{X} ran ...8 with /a+/ {Y}", SAME);
}

static void test_lines_that_another_shadows(void **state)
{
	(void)state;
	assert_lines("{X} led {Y}", "{X : person} led {Y}", SECOND);
	assert_lines("{X} led {Y : thing}", "{X} led {Y : group}", SECOND);
	assert_lines("{X} led {Y+}", "{X} led {Y}", SECOND);
	assert_lines("{X+} led {Y}", "{X+ : person} led {Y}", SECOND);
	/* In "Ann, Bob, chief of Cid, and Dan" the list has all of them. */
	assert_lines("{X+}, chief of {Y}", "{X}, chief of {Y}", NEITHER);
	assert_lines("{X+} [who] led {Y}", "{X} led {Y}", NEITHER);
	assert_lines("{X} saw {Y}", "{X} <meeting> {Y}", FIRST);
	assert_lines("{X} ran into {Y}", "{X} <meeting> {Y}", FIRST);
	assert_lines("{X} <seeing> {Y}", "{X} <meeting> {Y}", FIRST);
	assert_lines("{X} (met|spotted) {Y}", "{X} (saw|<meeting>) {Y}", FIRST);
	assert_lines("{X} [secretly] led {Y}", "{X} secretly led {Y}", SECOND);
	assert_lines("{X} [secretly|openly] led {Y}", "{X} led {Y}", SECOND);
	assert_lines("{X} led {Y}", "{X} [openly] led {Y}", FIRST);
	assert_lines("{X} led ... with {Y}", "{X} led ...4 with {Y}", SECOND);
	assert_lines("{X} led ... over names with {Y}", "{X} led ...4 with {Y}", SECOND);
	assert_lines("{X} led ... over names with {Y}", "{X} led ...9 with {Y}", NEITHER);
	assert_lines("{X} led ... with {Y}", "{X} led with {Y}", SECOND);
	assert_lines("{X} <head> {Y}", "{X} headed {Y}", SECOND);
	assert_lines("{X} <head> {Y}", "{Y} was led by {X}", SECOND);
	assert_lines("{X} <head> {Y}", "{X} <govern> {Y}", SECOND);
	assert_lines("{X} <head> {Y}", "{X} <head>/past {Y}", SECOND);
	assert_lines("{X} <head>/past {Y}", "{X} <head>/past,third {Y}", FIRST);
	assert_lines("{X} led {Y : phrase}", "{X} led {Y : whole phrase}", SECOND);
}

static void test_lines_that_find_something_of_their_own(void **state)
{
	(void)state;
	assert_lines("{X} led {Y}", "{Y} led {X}", NEITHER);
	assert_lines("{X} led {Y}", "{X} led the {Y}", NEITHER);
	assert_lines("{X} led {Y}", "{X} misled {Y}", NEITHER);
	assert_lines("{X : person} led {Y}", "{X} led {Y : person}", NEITHER);
	assert_lines("{X : group} led {Y}", "{X : person} led {Y}", NEITHER);
	assert_lines("{X : phrase} led {Y}", "{X} led {Y}", NEITHER);
	assert_lines("{X} (met|found) {Y}", "{X} <odd-meeting> {Y}", NEITHER);
	assert_lines("{X} <odd-meeting> {Y}", "{X} <meeting> {Y}", NEITHER);
	assert_lines("{X} led {Y} now", "{X} led {Y} then", NEITHER);
	assert_lines("{X} a-led {Y}", "{X} a~-~led {Y}", NEITHER);
	assert_lines("{X} (led|ran) the {Y}", "{X} (led|saw) the {Y}", NEITHER);
	assert_lines("{X} led ...4 with {Y}", "{X} led ...5 in with {Y}", NEITHER);
	assert_lines("{X} <head>/past {Y}", "{X} <head>/third {Y}", NEITHER);
	assert_lines("{X} led {Z : group} with {Y}", "{X} led {Z : person} with {Y}", NEITHER);
	assert_lines("{X} led {Z : group} and {Y}", "{X} led {Y} and {Z : group}", NEITHER);
}

/* A name at the end of a line has guards that a word there has not: else these two would be the same. */
static void test_the_ends_of_lines(void **state)
{
	(void)state;
	assert_lines("{X} led {Y}", "{X} led {Y} [too]", FIRST);
	assert_lines("{X} led {Y}", "[the] {X} led {Y}", FIRST);
	assert_lines("then {X} led {Y} too", "[then] {X} led {Y} [too]", FIRST);
}

static void test_the_edges_have_to_be_the_same(void **state)
{
	(void)state;
	const char *met = "  find {X} met {Y}\n  gives {X} | met | {Y}", *led = "  find {X} led {Y}\n  gives {X} | led | {Y}";
	assert_rules(met, "  find {A} met {B}\n  gives {A} | met | {B}", SAME);
	assert_rules(met, "  find {Y} met {X}\n  gives {X} | met | {Y}", SAME);
	assert_rules(met, "  find {X} met {Y}\n  gives {X} | ran | {Y}", NEITHER);
	assert_rules(led, "  find {B} led {A}\n  gives {A} | led-by | {B}", SAME);
	assert_rules(led, "  find {X} led {Y}\n  gives {X} | led-by | {Y}", NEITHER);
	assert_rules(led, "  find {X} led {Y}\n  gives {X} | led | {Y}\n  gives {X} | met | {Y}", FIRST);
	assert_rules("  find {X} led {Y} as {R : thing}\n  gives {X} | led | {Y} as {R}",
	        "  find {X} led {Y} as {R : thing}\n  gives {X} | led | {Y}", SECOND);
}

static void test_what_is_less_sure_shadows_nothing(void **state)
{
	(void)state;
#define LED "  find {X} led {Y}\n  gives {X} | led | {Y}"
	assert_rules(LED "\n  sure 70", LED, FIRST);
	assert_rules(LED "\n  sure 70", "  find {X} led {Y : person}\n  gives {X} | led | {Y}", NEITHER);
	assert_rules(LED "\n  status planned", LED, NEITHER);
	assert_rules(LED "\n  status planned", LED "\n  status planned", SAME);
	assert_rules(LED "\n  unless {X} led {Y} astray", LED, FIRST);
	assert_rules(LED "\n  off", LED, NEITHER);
	assert_rules("  find {X} <head> {Y}\n  gives {X} | led | {Y}\n  forms passive", "  find {X} <head> {Y}\n  gives {X} | led | {Y}", FIRST);
	assert_rules("  find {X} <head> {Y}\n  gives {X} | led | {Y}\n  forms passive", LED, NEITHER);
}

/* Lines of one rule share its `unless`. */
static void test_two_lines_of_one_rule(void **state)
{
	(void)state;
	struct ruleset *rules =
	        ruleset_of_text(WORLD "rule r\n  find {X} led {Y}\n  find {X} [once] led {Y}\n  find {X} led {Y}\n  unless {X} misled\n"
	                              "  gives {X} | led | {Y}\n");
	struct diag *diag = diag_new();
	size_t n;
	lint_lines(rules, diag);
	const struct diag_message *messages = diag_kept(diag, &n);
	assert_int_equal(n, 2);
	assert_true(slice_is(messages[0].code, "W011"));
	assert_true(slice_is(messages[1].code, "W010"));
	assert_int_equal(messages[1].place.line - messages[0].place.line, 2);
	diag_free(diag);
	ruleset_free(rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_that_are_the_same),
		cmocka_unit_test(test_lines_that_another_shadows),
		cmocka_unit_test(test_lines_that_find_something_of_their_own),
		cmocka_unit_test(test_the_ends_of_lines),
		cmocka_unit_test(test_the_edges_have_to_be_the_same),
		cmocka_unit_test(test_what_is_less_sure_shadows_nothing),
		cmocka_unit_test(test_two_lines_of_one_rule),
	};
	return cmocka_run_group_tests_name("cover", tests, NULL, NULL);
}
