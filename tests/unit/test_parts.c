#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/buffer.h"
#include "rules/parse.h"
#include "rules/parts.h"

static const char base[] = "type person\nrelation met from person to person\n"
                           "rule met\n  find {X} met {Y}\n  find {X} saw {Y}\n  gives {X} | met | {Y}\n";

static struct ast *parse(const char *text, const char *path)
{
	struct diag *diag = diag_new();
	struct ast *ast = ast_new();
	parse_text(ast, slice_of(path), slice_of(text), diag);
	assert_int_equal(diag_errors(diag), 0);
	diag_free(diag);
	return ast;
}

/* The changes as "kind:key:line", a space behind each. */
static const char *said(const char *older, const char *newer, bool *moved)
{
	static const char *const kinds[] = { "block+", "block-", "+", "-", "~", "~~" };
	static char text[512];
	size_t n, len = 0;
	struct ast *olds = parse(older, "a/old.rules"), *news = parse(newer, "a/new.rules");
	struct parts_diff *diff = parts_compare(olds, news);
	const struct parts_change *changes = parts_changes(diff, &n);
	*text = '\0';
	for (size_t i = 0; i < n; i++)
		len += (size_t)snprintf(
		        text + len, sizeof text - len, "%s:%.*s:%u ", kinds[changes[i].kind], SLICE_ARG(changes[i].part->key), changes[i].line);
	if (moved)
		*moved = parts_moved(diff);
	parts_diff_free(diff);
	ast_free(olds);
	ast_free(news);
	return text;
}

static void test_the_same_is_the_same(void **state)
{
	(void)state;
	bool moved;
	assert_string_equal(said(base, base, &moved), "");
	assert_false(moved);
	assert_string_equal(said("", "", NULL), "");
	/* Comments, indents, examples and why find nothing. */
	assert_string_equal(said(base,
	                            "# one\ntype person   # two\nrelation met from person to person\n\nrule met\n  why  so\n    find {X} met {Y}\n"
	                            "  find {X} saw {Y} # three\n  gives {X} | met | {Y}\n  yes Ann met Bob.\n   = Ann | met | Bob\n  todo no Ann.\n",
	                            NULL),
	        "");
}

static void test_blocks_come_and_go(void **state)
{
	(void)state;
	assert_string_equal(said("", base, NULL), "block+:type person:1 block+:relation met:2 block+:rule met:3 ");
	assert_string_equal(said(base, "type person\nrelation met from person to person\n", NULL), "block-:rule met:3 ");
}

static void test_lines_come_go_and_change(void **state)
{
	(void)state;
	static const char other[] = "type person\nrelation met from person to person\nrule met\n  find {X} met {Y}\n  find {X} watched {Y}\n"
	                            "  gives {X} | met | {Y}\n  sure 90\n";
	assert_string_equal(said(base, other, NULL), "~:rule met:5 +:rule met:7 ");
	assert_string_equal(said(other, base, NULL), "~:rule met:5 -:rule met:7 ");
}

static void test_blocks_that_moved_are_the_same(void **state)
{
	(void)state;
	bool moved;
	assert_string_equal(said("type a\ntype b\n", "type b\ntype a\n", &moved), "");
	assert_true(moved);
}

static void test_blocks_of_another_name_are_known_by_what_they_say(void **state)
{
	(void)state;
	assert_string_equal(
	        said("entity Ann Lee : person\n  also Lee, Annie\n", "entity Anna Lee : person\n  also Lee, Annie\n", NULL), "~:entity Anna Lee:1 ");
	assert_string_equal(
	        said("entity Ann Lee : person\n", "entity Acme Company : company\n", NULL), "block-:entity Ann Lee:1 block+:entity Acme Company:1 ");
}

static void test_taken_back_they_are_the_older_rules(void **state)
{
	(void)state;
	struct diag *diag = diag_new();
	struct ast *olds = parse(base, "a/x.rules");
	struct ast *news = parse("type person\nwords ab = a | b\nrelation met from person to person\nrule met\n  find {X} met {Y}\n"
	                         "  gives {X} | met | {Y}\n  sure 90\n",
	        "a/x.rules");
	struct parts_diff *diff = parts_compare(olds, news);
	size_t n;
	parts_changes(diff, &n);
	assert_int_equal(n, 3);
	bool none[3] = { false, false, false }, all[3] = { true, true, true };
	struct ruleset *newer = parts_load(diff, none, diag), *older = parts_load(diff, all, diag);
	assert_int_equal(diag_text(diag).len, 0);
	assert_non_null(newer);
	assert_non_null(older);
	assert_int_equal(newer->ast->rules.at[0].sure, 90);
	assert_int_equal(newer->ast->rules.at[0].finds.n, 1);
	assert_int_equal(newer->ast->words.n, 1);
	assert_int_equal(older->ast->rules.at[0].sure, 80);
	assert_int_equal(older->ast->rules.at[0].finds.n, 2);
	assert_int_equal(older->ast->words.n, 0);
	ruleset_free(newer);
	ruleset_free(older);
	parts_diff_free(diff);
	ast_free(olds);
	ast_free(news);
	diag_free(diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_same_is_the_same),
		cmocka_unit_test(test_blocks_come_and_go),
		cmocka_unit_test(test_lines_come_go_and_change),
		cmocka_unit_test(test_blocks_that_moved_are_the_same),
		cmocka_unit_test(test_blocks_of_another_name_are_known_by_what_they_say),
		cmocka_unit_test(test_taken_back_they_are_the_older_rules),
	};
	return cmocka_run_group_tests_name("parts", tests, NULL, NULL);
}
