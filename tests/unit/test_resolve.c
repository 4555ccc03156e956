#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <dirent.h>
#include <time.h>
#include <unistd.h>

#include "rules_text.h"
#include "rules/codes.h"

/* ---- verbs ---- */

#define INFLECT                                                                                                                                      \
	"inflect third\n  /([sxz]|ch|sh)$/ $1es\n  /([^aeiou])y$/ $1ies\n  /(.)$/ $1s\n"                                                             \
	"inflect past, participle\n  /e$/ ed\n  /([^aeiou])y$/ $1ied\n  /(.)$/ $1ed\n"                                                               \
	"inflect ing\n  /e$/ ing\n  /(.)$/ $1ing\n"

static struct rules_text good(const char *text)
{
	struct rules_text rules = rules_check(text);
	if (diag_errors(rules.diag))
		fprintf(stderr, "%.*s\n", SLICE_ARG(diag_text(rules.diag)));
	assert_int_equal(diag_errors(rules.diag), 0);
	return rules;
}

static void assert_form(const struct rules_text *rules, size_t line, enum verb_form form, const char *wanted)
{
	const slice_array *forms = &rules->ast->verbs.at[0].lines.at[line].forms[form];
	assert_int_equal(forms->n, 1);
	assert_int_equal(forms->at[0].len, strlen(wanted));
	assert_memory_equal(forms->at[0].ptr, wanted, forms->at[0].len);
}

static void test_forms_are_derived(void **state)
{
	(void)state;
	struct rules_text rules =
	        good(INFLECT "verb act\n  topple\n  carry out\n  push\n  overthrow, overthrew, overthrown\n  say, said  third says\n");
	assert_form(&rules, 0, FORM_THIRD, "topples");
	assert_form(&rules, 0, FORM_PAST, "toppled");
	assert_form(&rules, 0, FORM_PARTICIPLE, "toppled");
	assert_form(&rules, 0, FORM_ING, "toppling");
	assert_int_equal(rules.ast->verbs.at[0].lines.at[0].forms[FORM_NOUN].n, 0);
	assert_form(&rules, 1, FORM_THIRD, "carries out");
	assert_form(&rules, 1, FORM_PAST, "carried out");
	assert_form(&rules, 2, FORM_THIRD, "pushes");
	assert_form(&rules, 3, FORM_PAST, "overthrew");
	assert_form(&rules, 3, FORM_PARTICIPLE, "overthrown");
	assert_form(&rules, 3, FORM_THIRD, "overthrows");
	assert_form(&rules, 4, FORM_THIRD, "says");
	assert_form(&rules, 4, FORM_PARTICIPLE, "said");
	rules_free(&rules);
}

static void refused(const char *text, const char *start)
{
	struct rules_text rules = rules_check(text);
	assert_true(rules_say(&rules, start));
	rules_free(&rules);
}

static void assert_forms(const slice_array *forms, const char *first, const char *second)
{
	assert_int_equal(forms->n, 2);
	assert_int_equal(forms->at[0].len, strlen(first));
	assert_memory_equal(forms->at[0].ptr, first, forms->at[0].len);
	assert_int_equal(forms->at[1].len, strlen(second));
	assert_memory_equal(forms->at[1].ptr, second, forms->at[1].len);
}

static void test_one_inflection_makes_several_forms(void **state)
{
	(void)state;
	struct rules_text rules = good("inflect past\n  /ar$/ ó, aron\n  /r$/ x, y\nverb act\n  dar muerte\n");
	assert_forms(&rules.ast->verbs.at[0].lines.at[0].forms[FORM_PAST], "dó muerte", "daron muerte");
	rules_free(&rules);
	refused("inflect past\n  /ar$/ ó,\n", "2:3: error: ");
	refused("inflect past\n  /ar$/ ó,,aron\n", "2:3: error: ");
	refused("inflect past\n  /ar$/ ó aron\n", "2:3: error: ");
}

static void test_a_participle_of_its_own(void **state)
{
	(void)state;
	struct rules_text rules =
	        good("inflect past\n  /ir$/ ió\ninflect participle\n  /ir$/ ido\nverb act\n  elegir, eligió\n  decir, dijo, dicho\n");
	assert_form(&rules, 0, FORM_PAST, "eligió");
	assert_form(&rules, 0, FORM_PARTICIPLE, "elegido");
	assert_form(&rules, 1, FORM_PARTICIPLE, "dicho");
	rules_free(&rules);
}

static void test_a_verb_without_lines_is_its_name(void **state)
{
	(void)state;
	struct rules_text rules = good(INFLECT "verb oust\n");
	assert_form(&rules, 0, FORM_BASE, "oust");
	assert_form(&rules, 0, FORM_PAST, "ousted");
	rules_free(&rules);
}

/* ---- what is refused ---- */

#define WORLD "type person\ntype group\nrelation met from person to person inverse met-by\n"
#define RULE(find, gives) WORLD "rule r\n  find " find "\n  gives " gives "\n"

static void test_names_that_nothing_declares(void **state)
{
	(void)state;
	refused(WORLD "words title = general\nrule r\n  find {X} <titel> {Y}\n  gives {X} | met | {Y}\n",
	        "6:12: error: <titel> is neither a verb nor a word list [K014]");
	refused(RULE("{X : persn} met {Y}", "{X} | met | {Y}"), "5:13: error: no type is called persn [K016]");
	refused(RULE("{X} met {Y}", "{X} | mett | {Y}"), "6:15: error: no relation is called mett [K017]");
	refused(RULE("{X} met {Y}", "{X} | met | {Y}\n  forms passive"), "7:9: error: no variant is called passive [K019]");
	refused(RULE("{X} met {Y}", "{X} | met | {Y}\n  yes A.\n    = A | knew | B"), "8:11: error: no relation is called knew [K017]");
	refused("type a is b\n", "1:11: error: no type is called b [K016]");
	refused("entity A : b\n", "1:12: error: no type is called b [K016]");
	refused("name b {Name}\n", "1:6: error: no type is called b [K016]");
	refused("words ab = <cd>\n", "1:12: error: <cd> is neither a verb nor a word list [K014]");
	refused("type a\nrefer a\n  words he\n  not woman <cd>\n", "4:13: error: <cd> is neither a verb nor a word list [K014]");
	refused("type a\nrefer a\n  words he\n  not behind <cd>\n", "4:14: error: <cd> is neither a verb nor a word list [K014]");
	refused("type a\nrefer a\n  words he\n  not behind\n", "4:3: error: the name of a word list is missing, in angle brackets [K008]");
	refused("type a\nrefer a\n  words he\n  not\n", "4:3: error: what the words do not mean is missing [K008]");
	refused("phrase 1..5 not in <cd>\n", "1:20: error: <cd> is neither a verb nor a word list [K014]");
}

static void test_inverse_names_are_relations(void **state)
{
	(void)state;
	struct rules_text rules = good(RULE("{X} was met by {Y}", "{X} | met-by | {Y}"));
	rules_free(&rules);
}

static void test_holes(void **state)
{
	(void)state;
	refused("words ends = /(?=,)/ | x\n", "1:14: error: this matches nothing at all [K024]");
	refused("words ends = /(?=,)/\nphrase 1..2 not in <ends>\n", "2:20: error: <ends> only looks around: it holds no words [K026]");
	refused("words ends = /(?=,)/\nphrase <ends>\n", "2:8: error: this matches nothing at all [K024]");
	refused("hole pair and {X}\n", "1:11: error: a `hole pair` line has two holes for names, outside of brackets [K018]");
	refused("hole pair and {X} {Y : whole phrase}\n", "1:11: error: a `hole pair` line has two holes for names, outside of brackets [K018]");
	refused("phrase further and the duke\n", "1:16: error: a `phrase further` line has a hole for a whole phrase, or one with types [K018]");
	refused("phrase further and {Y}\n", "1:16: error: a `phrase further` line has a hole for a whole phrase, or one with types [K018]");
	refused("phrase further and {Y : whole phrase} {Y : whole phrase}\n", "1:39: error: {Y} stands twice in this line [K018]");
	refused(RULE("{X} met", "{X} | met | {Y}"), "6:21: error: the `find` of line 5 has no {Y} [K018]");
	refused(RULE("{X} met [{Y}]", "{X} | met | {Y}"), "6:21: error: the `find` of line 5 does not always fill {Y} [K018]");
	refused(RULE("{X} met ({Y}|nobody)", "{X} | met | {Y}"), "6:21: error: the `find` of line 5 does not always fill {Y} [K018]");
	refused(RULE("{X} met {Y} {X}", "{X} | met | {Y}"), "5:20: error: {X} stands twice in this line [K018]");
	refused(RULE("{X} met {Y}", "{X} | met | {X}"), "6:9: error: an edge joins two holes, not one with itself [K018]");
	refused(RULE("{X} met {Y}", "{X} | met | {Y} as {R}"), "6:28: error: no `find` line has {R} [K018]");
	refused(RULE("{X} met {Y}\n  find {X} saw", "{X} | met | {Y}"), "7:21: error: the `find` of line 6 has no {Y} [K018]");
	struct rules_text rules = good(RULE("{X} met ({Y} there|{Y})", "{X} | met | {Y}"));
	rules_free(&rules);
}

static void test_rules_are_whole(void **state)
{
	(void)state;
	refused(WORLD "rule r\n  find {X} met {Y}\n", "4:6: error: rule r has no `gives` line [K029]");
	refused(WORLD "rule r\n  gives {X} | met | {Y}\n", "4:6: error: rule r has no `find` line [K029]");
	refused("type a\nrelation r from a\n", "2:10: error: relation r has no `to` [K008]");
	refused("variant v\n  from {X} <v> {Y}\n", "1:9: error: variant v has no `to` line [K008]");
	refused("variant v\n  from {X} <v>\n  to {X} <v> {Y}\n", "3:14: error: the `from` line has no {Y} [K018]");
	refused("variant v\n  from {X} <v>\n  to {X} <w>\n", "3:10: error: the `from` line has no <w> [K018]");
	refused("words ab =\n", "1:7: error: <ab> has no members [K008]");
}

static void test_guards_are_whole(void **state)
{
	(void)state;
	refused("guard g\n  from {X} <v> {Y}\n", "1:7: error: guard g has no `unless` line [K008]");
	refused("guard g\n  unless {X} left\n", "1:7: error: guard g has no `from` line [K008]");
	refused("guard g\n  from {X} <v>\n  unless <v> {Y}\n", "3:14: error: the `from` line has no {Y} [K018]");
	refused("guard g\n  from {X} <v>\n  from {X} met <v> {Y}\n  unless <v> {Y}\n", "4:14: error: the `from` line has no {Y} [K018]");
	refused("guard g\n  from {X} <v>\n  unless <w> {X}\n", "3:10: error: the `from` line has no <w> [K018]");
	refused("guard g\n  from {X} <v>\n  unless [{X}]\n", "3:10: error: this matches nothing at all [K024]");
	refused("guard g\n  from {X} <v>\n  unless {X} {X}\n", "3:14: error: {X} stands twice in this line [K018]");
	refused("guard g\n  from {X} <v>\n  unless {X} {T : elf}\n", "3:19: error: no type is called elf [K016]");
	refused("guard g\n  from {X} <v>\n  unless <v> {X}\n  to {X}\n", "4:3: error: `guard` has no `to` [K006]");
}

static void test_twice(void **state)
{
	(void)state;
	refused("type a\ntype a\n", "2:6: error: type a is declared already at t.rules:1 [K021]");
	refused("words ab = a\nverb ab\n", "2:6: error: vocabulary ab is declared already at t.rules:1 [K021]");
	refused("verb ab\nverb ab\n", "2:6: error: vocabulary ab is declared already at t.rules:1 [K021]");
	refused("type a\nrelation r from a to a\nrelation s from a to a inverse r\n",
	        "3:10: error: relation r is declared already at t.rules:2 [K021]");
	refused("type a\nentity Ann Lee : a\nentity ann-lee : a\n", "3:8: error: ann-lee has the id of the entity at t.rules:2 [K021]");
	refused(RULE("{X} met {Y}", "{X} | met | {Y}") "rule r\n  find {X} met {Y}\n  gives {X} | met | {Y}\n",
	        "7:6: error: rule r is declared already at t.rules:4 [K021]");
	refused("words status = a\n", "1:7: error: <status> stands for the cues of all `status` blocks [K021]");
	refused("words v = a\n", "1:7: error: one letter stands for a verb in `from` and `to` lines [K011]");
}

static void test_circles(void **state)
{
	(void)state;
	refused("words ab = <cd>\nwords cd = a <ef>\nwords ef = [<ab>] b\n", "3:13: error: <ab> holds <cd> holds <ef> holds <ab> [K022]");
	refused("words ab = <ab>\n", "1:12: error: <ab> holds <ab> [K022]");
	refused("type a is b\ntype b is a\n", "2:11: error: type b is a, which is b in turn [K022]");
	refused("type a is any of b\ntype b is any of a\n", "2:18: error: type b is a, which is b in turn [K022]");
	refused("type a is a\n", "1:11: error: type a is a, which is a in turn [K022]");
}

static void test_regular_expressions(void **state)
{
	(void)state;
	refused("words ab = /a(b/\n", "1:16: error: ");
	refused("words ab = /a(?<n>b)/\n", "1:12: error: a named group has no meaning in a rule [K023]");
	refused("words ab = /a(?-n:(b))/\n", "1:12: error: a named group has no meaning in a rule [K023]");
	refused("words ab = /(a)b\\1/\n", "1:18: error: ");
	refused("words ab = /(a)?(?(1)b|c)/\n", "1:19: error: ");
	refused("words ab = /x*/\n", "1:12: error: this regular expression matches the empty text [K024]");
	refused("words ab = /(*UCP)x/\n", "1:13: error: ");
	refused("words ab = /x\\C/\n", "1:14: error: ");
	refused("words ab = /x(?R)?/\n", "1:14: error: ");
	refused("words ab = /x(?C)/\n", "1:14: error: ");
	refused("inflect past\n  /(/ ed\n", "2:5: error: ");
	refused("inflect past\n  /$/ ed\n", "2:3: error: this regular expression matches the empty text [K024]");
	struct rules_text rules =
	        good("words ab = /(?<=a)b/ | /(?<!a)b/ | /a(?=b)/ | /[(]a/ | /\\(a/ | /\\Q(\\Ea/ | /[]()]/ | /[^](]/ | /(?i:a)/ | /a(b|c)+/\n" RULE(
	                "{X} met {Y} /(?=[.;])/", "{X} | met | {Y}"));
	rules_free(&rules);
}

static void test_patterns_that_match_nothing(void **state)
{
	(void)state;
	refused("words ab = [a]\n", "1:12: error: this matches nothing at all [K024]");
	refused("words ab = ([a]|b) [c]\n", "1:12: error: this matches nothing at all [K024]");
	refused(RULE("{X} met {Y}", "{X} | met | {Y}\n  unless ..."), "7:10: error: this matches nothing at all [K024]");
}

static void test_forms_of_vocabularies(void **state)
{
	(void)state;
	refused("words ab = a\nwords cd = <ab>/past\n", "2:12: error: <ab> is no verb and has no forms [K015]");
	refused("verb oust\nwords cd = <oust>/noun\n", "2:12: error: no verb of <oust> has the form noun [K015]");
}

/* ---- bounds ---- */

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void test_laughs(void **state)
{
	(void)state;
	char text[4096];
	size_t len = (size_t)snprintf(text, sizeof text, "words la = a | b | c | d | e | f | g | h | i | j\n");
	for (char c = 'b'; c <= 'j'; c++)
		len += (size_t)snprintf(text + len, sizeof text - len, "words l%c = <l%c> <l%c> <l%c> | x\n", c, c - 1, c - 1, c - 1);
	struct rules_text rules = rules_check(text);
	/* 10 -> 1,001 -> 1,003,003,002 texts. */
	assert_non_null(strstr(diag_text(rules.diag).ptr, "t.rules:3:7: error: <lc> stands for more than 100000 texts [K025]"));
	rules_free(&rules);
	refused("words ab = (a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)\n",
	        "1:7: error: <ab> stands for more than 100000 texts [K025]");
}

static void test_a_long_chain_of_lists(void **state)
{
	(void)state;
	enum { LISTS = 100000 };
	char *text = malloc(LISTS * 40 + 40);
	assert_non_null(text);
	size_t len = 0;
	for (int i = 0; i < LISTS; i++)
		len += (size_t)sprintf(text + len, "words w%d = <w%d>\n", i, i + 1);
	sprintf(text + len, "words w%d = a\n", LISTS);
	refused(text, "64:13: error: lists that hold lists more than 64 deep [K025]");
	free(text);
}

static void test_many_types(void **state)
{
	(void)state;
	char *text = malloc(300 * 16 + 1);
	assert_non_null(text);
	size_t len = 0;
	for (int i = 0; i < 300; i++)
		len += (size_t)sprintf(text + len, "type t%d\n", i);
	refused(text, "256:6: error: more than 255 types [K025]");
	free(text);
}

static void test_many_holes_and_edges(void **state)
{
	(void)state;
	char text[8192];
	size_t len = (size_t)snprintf(text, sizeof text, WORLD "rule r\n  find {X} met {Y}");
	for (int i = 0; i < 15; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, " {H%d}", i);
	snprintf(text + len, sizeof text - len, "\n  gives {X} | met | {Y}\n");
	refused(text, "5:8: error: more than 16 holes in a line [K025]");
	len = (size_t)snprintf(text, sizeof text, WORLD "rule r\n  find {X} met {Y}\n");
	for (int i = 0; i < 101; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, "  gives {X} | met | {Y}\n");
	refused(text, "106:9: error: more than 100 edges of one rule [K025]");
	refused("variant v\n  from {X} <v>\n  to {X} <v> {X}\n", "3:14: error: {X} stands twice in this line [K018]");
}

static void test_fifty_thousand_rows(void **state)
{
	(void)state;
	char folder[] = "/tmp/kgraph-rows-XXXXXX", path[64], command[64];
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/a.rules", folder);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("type person\nentities from a.csv\n", file);
	fclose(file);
	snprintf(path, sizeof path, "%s/a.csv", folder);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("name,type,aliases,tags\n", file);
	for (int i = 0; i < 50000; i++)
		fprintf(file, "Name%d Surname%d,person,N. Surname%d|The %dth,tag\n", i, i, i, i);
	fputs("name7-surname7,person,,\n", file);
	fclose(file);
	struct rules_text rules = { ast_new(), diag_new() };
	const char *folders[] = { folder };
	double start = seconds();
	parse_uses(rules.ast, folders, 1, 1, rules.diag);
	resolve_check(rules.ast, 1, rules.diag);
	double took = seconds() - start;
	assert_int_equal(diag_errors(rules.diag), 0);
	assert_int_equal(diag_warnings(rules.diag), 1);
	assert_int_equal(rules.ast->entities.n, 50000);
	assert_true(took < 5);
	rules_free(&rules);
	snprintf(command, sizeof command, "rm -r %s", folder);
	assert_int_equal(system(command), 0);
}

/* ---- the folders of tests/rules: all that is said of each stands beside it ---- */

#define CASES "tests/rules"

static char *read_whole(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = calloc(1, 1 << 20);
	assert_non_null(text);
	if (file) {
		text[fread(text, 1, (1 << 20) - 1, file)] = '\0';
		fclose(file);
	}
	return text;
}

static bool updating(void)
{
	const char *update = getenv("UPDATE");
	return update && strcmp(update, "1") == 0;
}

static void check_case(const char *name)
{
	char folder[256], inner[300], expected[300];
	snprintf(folder, sizeof folder, CASES "/%s", name);
	snprintf(inner, sizeof inner, "%s/first", folder);
	snprintf(expected, sizeof expected, "%s/expected.txt", folder);
	struct rules_text rules = { ast_new(), diag_new() };
	const char *folders[] = { access(inner, F_OK) == 0 ? inner : folder };
	parse_uses(rules.ast, folders, 1, 1, rules.diag);
	resolve_verbs(rules.ast, rules.diag);
	resolve_check(rules.ast, 1, rules.diag);
	resolve_lint(rules.ast, rules.diag);
	char said[1 << 16];
	snprintf(said, sizeof said, "%.*s", SLICE_ARG(diag_text(rules.diag)));
	if (updating()) {
		FILE *file = fopen(expected, "w");
		assert_non_null(file);
		fputs(said, file);
		fclose(file);
	}
	char *wanted = read_whole(expected);
	assert_string_equal(said, wanted);
	free(wanted);
	rules_free(&rules);
}

static void test_messages(void **state)
{
	(void)state;
	DIR *folder = opendir(CASES);
	assert_non_null(folder);
	size_t n = 0;
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		char path[300];
		snprintf(path, sizeof path, CASES "/%s/.", entry->d_name);
		if (entry->d_name[0] != '.' && access(path, F_OK) == 0) {
			check_case(entry->d_name);
			n++;
		}
	}
	closedir(folder);
	assert_true(n >= 11);
}

static void test_eight_mistakes_are_eight_messages(void **state)
{
	(void)state;
	struct rules_text rules = { ast_new(), diag_new() };
	const char *folders[] = { CASES "/eight-mistakes" };
	parse_uses(rules.ast, folders, 1, 1, rules.diag);
	resolve_verbs(rules.ast, rules.diag);
	resolve_check(rules.ast, 1, rules.diag);
	assert_int_equal(diag_errors(rules.diag), 8);
	rules_free(&rules);
}

static void test_codes_are_in_order_and_explained(void **state)
{
	(void)state;
	char *manual = read_whole("docs/rules.md");
	for (size_t i = 0; i < CODE_COUNT; i++) {
		char row[160];
		assert_non_null(codes[i].code);
		assert_true(i == 0 || strcmp(codes[i - 1].code, codes[i].code) < 0);
		snprintf(row, sizeof row, "| %s | %s |", codes[i].code, codes[i].title);
		if (!strstr(manual, row))
			fail_msg("docs/rules.md lacks: %s", row);
	}
	free(manual);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms_are_derived),
		cmocka_unit_test(test_one_inflection_makes_several_forms),
		cmocka_unit_test(test_a_participle_of_its_own),
		cmocka_unit_test(test_a_verb_without_lines_is_its_name),
		cmocka_unit_test(test_names_that_nothing_declares),
		cmocka_unit_test(test_inverse_names_are_relations),
		cmocka_unit_test(test_holes),
		cmocka_unit_test(test_rules_are_whole),
		cmocka_unit_test(test_guards_are_whole),
		cmocka_unit_test(test_twice),
		cmocka_unit_test(test_circles),
		cmocka_unit_test(test_regular_expressions),
		cmocka_unit_test(test_patterns_that_match_nothing),
		cmocka_unit_test(test_forms_of_vocabularies),
		cmocka_unit_test(test_laughs),
		cmocka_unit_test(test_a_long_chain_of_lists),
		cmocka_unit_test(test_many_types),
		cmocka_unit_test(test_many_holes_and_edges),
		cmocka_unit_test(test_fifty_thousand_rows),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_eight_mistakes_are_eight_messages),
		cmocka_unit_test(test_codes_are_in_order_and_explained),
	};
	return cmocka_run_group_tests_name("resolve", tests, NULL, NULL);
}
