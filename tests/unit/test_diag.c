#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"

static struct place at(const char *file, uint32_t line, uint32_t column, uint32_t length, const char *source)
{
	return (struct place){ slice_of(file), line, column, length, slice_of(source) };
}

static void assert_text(struct diag *diag, const char *want)
{
	struct slice text = diag_text(diag);
	if (!slice_is(text, want))
		fail_msg("got:\n%.*swant:\n%s", SLICE_ARG(text), want);
	diag_free(diag);
}

static void test_error_with_carets(void **state)
{
	(void)state;
	struct diag *diag = diag_new();
	diag_error(diag, at("rules/power.rules", 9, 14, 10, "  find   {X} <overthow> {Y}"), "K014", "did you mean <overthrow>?",
	        "<%s> is neither a verb nor a word list", "overthow");
	assert_text(diag,
	        "rules/power.rules:9:14: error: <overthow> is neither a verb nor a word list [K014]\n"
	        "     9 |   find   {X} <overthow> {Y}\n"
	        "       |              ^^^^^^^^^^\n"
	        "       = help: did you mean <overthrow>?\n");
}

static void test_parts_that_are_missing(void **state)
{
	(void)state;
	struct diag *diag = diag_new();
	diag_error(diag, (struct place){ 0 }, NULL, NULL, "no place");
	diag_warning(diag, at("a.txt", 0, 0, 0, ""), NULL, NULL, "no line");
	diag_warning(diag, at("a.txt", 7, 0, 0, ""), NULL, NULL, "no column");
	diag_warning(diag, at("a.txt", 7, 0, 0, "text"), "K001", NULL, "no column, but a source");
	diag_note(diag, "%d documents", 3);
	assert_text(diag,
	        "kgraph: error: no place\n"
	        "a.txt: warning: no line\n"
	        "a.txt:7: warning: no column\n"
	        "a.txt:7: warning: no column, but a source [K001]\n"
	        "     7 | text\n"
	        "kgraph: 3 documents\n");
}

static void test_kept_messages(void **state)
{
	(void)state;
	struct diag *diag = diag_new();
	size_t n;
	diag_kept(diag, &n);
	assert_int_equal(n, 0);
	diag_warning(diag, at("f", 3, 5, 2, "abcdef"), "W001", NULL, "first");
	diag_error(diag, (struct place){ 0 }, NULL, "a way out", "second");
	const struct diag_message *messages = diag_kept(diag, &n);
	assert_int_equal(n, 2);
	assert_int_equal(messages[0].severity, DIAG_WARNING);
	assert_int_equal(messages[0].place.line, 3);
	assert_int_equal(messages[0].place.length, 2);
	assert_true(slice_is(messages[0].code, "W001") && slice_is(messages[0].text, "first") && !messages[0].help.len);
	assert_int_equal(messages[1].severity, DIAG_ERROR);
	assert_true(!messages[1].code.len && slice_is(messages[1].help, "a way out") && slice_is(messages[1].text, "second"));
	diag_free(diag);
}

static void test_carets_under_tabs_and_wide_characters(void **state)
{
	(void)state;
	struct diag *diag = diag_new();
	diag_error(diag, at("f", 1, 5, 1, "\ta\t\tX"), NULL, NULL, "tabs");
	diag_error(diag, at("f", 12, 7, 6, "中国中国x"), NULL, NULL, "wide");
	diag_error(diag, at("f", 123456, 4, 3, "\xC3\xA9 b\xCC\x81 c"), NULL, NULL, "marks");
	assert_text(diag,
	        "f:1:5: error: tabs\n     1 | \ta\t\tX\n       | \t \t\t^\n"
	        "f:12:7: error: wide\n    12 | 中国中国x\n       |     ^^^^\n"
	        "f:123456:4: error: marks\n123456 | \xC3\xA9 b\xCC\x81 c\n       |   ^\n");
}

static void test_column_and_length_past_the_line(void **state)
{
	(void)state;
	struct diag *diag = diag_new();
	diag_error(diag, at("f", 1, 3, 0, "ab"), NULL, NULL, "at the end");
	diag_error(diag, at("f", 1, 900, 900, "ab"), NULL, NULL, "far off");
	diag_error(diag, at("f", 1, 2, UINT32_MAX, "ab"), NULL, NULL, "long");
	assert_text(diag,
	        "f:1:3: error: at the end\n     1 | ab\n       |   ^\n"
	        "f:1:900: error: far off\n     1 | ab\n       |   ^\n"
	        "f:1:2: error: long\n     1 | ab\n       |  ^\n");
}

/* Nothing of the data may steer the terminal: file, text, source and help are escaped, and the carets still line up. */
static void test_control_bytes(void **state)
{
	(void)state;
	struct diag *diag = diag_new();
	diag_error(diag, at("\033]0;x\a.txt", 1, 4, 1, "\033[1X"), NULL, "a\nb", "%s", "bad \xFF\r byte \xE2\x80\xAE");
	assert_text(diag,
	        "\\x1B]0;x\\x07.txt:1:4: error: bad \\xFF\\x0D byte \\xE2\\x80\\xAE\n"
	        "     1 | \\x1B[1X\n"
	        "       |       ^\n"
	        "       = help: a\\x0Ab\n");
}

static void test_long_source_lines_are_cut(void **state)
{
	(void)state;
	char *line = malloc(1000001);
	memset(line, 'x', 1000000);
	line[1000000] = '\0';
	memcpy(line + 500000, "HERE", 4);
	struct diag *diag = diag_new();
	diag_error(diag, at("f", 1, 500001, 4, line), NULL, NULL, "long");
	struct slice text = diag_text(diag);
	assert_true(text.len < 2000);
	const char *here = memmem(text.ptr, text.len, "HERE", 4), *caret = memmem(text.ptr, text.len, "^^^^\n", 5);
	assert_non_null(here);
	assert_non_null(caret);
	const char *row = memmem(text.ptr, text.len, "     1 | ", 9), *below = memmem(text.ptr, text.len, "       | ", 9);
	assert_int_equal(here - row, caret - below);
	diag_free(diag);
	free(line);
}

static void test_counts_and_replay(void **state)
{
	(void)state;
	struct diag *worker = diag_new(), *main_one = diag_new();
	char name[] = "a.txt";
	diag_error(worker, at(name, 1, 0, 0, ""), NULL, NULL, "first");
	name[0] = 'b';
	diag_warning(worker, at(name, 2, 0, 0, ""), NULL, NULL, "second");
	assert_int_equal(diag_errors(worker), 1);
	assert_int_equal(diag_warnings(worker), 1);
	diag_replay(worker, main_one);
	assert_int_equal(diag_errors(worker), 0);
	assert_int_equal(diag_text(worker).len, 0);
	diag_warning(worker, at("c.txt", 0, 0, 0, ""), NULL, NULL, "third");
	diag_replay(worker, main_one);
	diag_free(worker);
	assert_int_equal(diag_errors(main_one), 1);
	assert_int_equal(diag_warnings(main_one), 2);
	assert_text(main_one, "a.txt:1: error: first\nb.txt:2: warning: second\nc.txt: warning: third\n");
}

/* What act prints to standard error. */
static char *printed(void (*act)(struct diag *diag), unsigned flood, bool quiet)
{
	static char text[4096];
	FILE *file = tmpfile();
	int saved = dup(STDERR_FILENO);
	dup2(fileno(file), STDERR_FILENO);
	struct diag *diag = diag_stream(flood, quiet);
	act(diag);
	diag_free(diag);
	dup2(saved, STDERR_FILENO);
	close(saved);
	rewind(file);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	return text;
}

static void flood(struct diag *diag)
{
	for (int i = 1; i <= 5; i++)
		diag_error(diag, (struct place){ 0 }, NULL, NULL, "%d", i);
	for (int i = 1; i <= 3; i++)
		diag_warning(diag, (struct place){ 0 }, NULL, NULL, "%d", i);
	diag_note(diag, "note");
	assert_int_equal(diag_errors(diag), 5);
	diag_close(diag);
	diag_close(diag);
}

static void test_flood(void **state)
{
	(void)state;
	assert_string_equal(printed(flood, 2, false),
	        "kgraph: error: 1\nkgraph: error: 2\nkgraph: warning: 1\nkgraph: warning: 2\nkgraph: note\n"
	        "kgraph: 3 more errors not shown; -v shows all\nkgraph: 1 more warning not shown; -v shows all\n");
	assert_string_equal(printed(flood, 5, true),
	        "kgraph: error: 1\nkgraph: error: 2\nkgraph: error: 3\nkgraph: error: 4\nkgraph: error: 5\n"
	        "kgraph: warning: 1\nkgraph: warning: 2\nkgraph: warning: 3\n");
}

static void test_no_limit(void **state)
{
	(void)state;
	assert_non_null(strstr(printed(flood, 0, true), "error: 5"));
}

static void test_nearest(void **state)
{
	(void)state;
	struct slice words[] = { SLICE_LITERAL("overthrow"), SLICE_LITERAL("topple"), SLICE_LITERAL("oust"), SLICE_LITERAL("be") };
	assert_true(slice_is(diag_nearest(slice_of("overthow"), words, 4), "overthrow"));
	assert_true(slice_is(diag_nearest(slice_of("OVERTHROW"), words, 4), "overthrow"));
	assert_true(slice_is(diag_nearest(slice_of("tpople"), words, 4), "topple"));
	assert_true(slice_is(diag_nearest(slice_of("bee"), words, 4), "be"));
	assert_int_equal(diag_nearest(slice_of("nationalise"), words, 4).len, 0);
	assert_int_equal(diag_nearest(slice_of("x"), words, 4).len, 0);
	assert_int_equal(diag_nearest(slice_of(""), words, 4).len, 0);
	assert_int_equal(diag_nearest(slice_of("oust"), words, 0).len, 0);
}

/* Of equally near words the lowest in byte order, whatever the order of the candidates. */
static void test_nearest_does_not_depend_on_order(void **state)
{
	(void)state;
	struct slice one[] = { SLICE_LITERAL("led"), SLICE_LITERAL("lad") }, two[] = { SLICE_LITERAL("lad"), SLICE_LITERAL("led") };
	assert_true(slice_is(diag_nearest(slice_of("lxd"), one, 2), "lad"));
	assert_true(slice_is(diag_nearest(slice_of("lxd"), two, 2), "lad"));
	char huge[100000];
	memset(huge, 'a', sizeof huge);
	struct slice long_one = { huge, sizeof huge };
	assert_int_equal(diag_nearest(long_one, one, 2).len, 0);
	assert_int_equal(diag_nearest(slice_of("led"), &long_one, 1).len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_error_with_carets),
		cmocka_unit_test(test_parts_that_are_missing),
		cmocka_unit_test(test_kept_messages),
		cmocka_unit_test(test_carets_under_tabs_and_wide_characters),
		cmocka_unit_test(test_column_and_length_past_the_line),
		cmocka_unit_test(test_control_bytes),
		cmocka_unit_test(test_long_source_lines_are_cut),
		cmocka_unit_test(test_counts_and_replay),
		cmocka_unit_test(test_flood),
		cmocka_unit_test(test_no_limit),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_nearest_does_not_depend_on_order),
	};
	return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
