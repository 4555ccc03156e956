#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/csv.h"

struct text {
	ARRAY(char) bytes;
};

static void put(const char *bytes, size_t len, void *data)
{
	struct text *text = data;
	for (size_t i = 0; i < len; i++)
		array_push(&text->bytes, bytes[i]);
}

static struct slice cell(struct text *text, struct slice value, bool defuse)
{
	array_clear(&text->bytes);
	csv_cell(value, defuse, put, text);
	return slice_make(text->bytes.n ? text->bytes.at : "", text->bytes.n);
}

static void assert_cell(const char *value, bool defuse, const char *want)
{
	struct text text = { 0 };
	struct slice got = cell(&text, slice_of(value), defuse);
	if (!slice_is(got, want))
		fail_msg("\"%s\" became \"%.*s\", want \"%s\"", value, SLICE_ARG(got), want);
	array_fini(&text.bytes);
}

static void test_quoting(void **state)
{
	(void)state;
	assert_cell("Allende", true, "Allende");
	assert_cell("", true, "");
	assert_cell("a,b", true, "\"a,b\"");
	assert_cell("say \"no\"", true, "\"say \"\"no\"\"\"");
	assert_cell(" a", true, "\" a\"");
	assert_cell("a ", false, "\"a \"");
	assert_cell("O'Higgins", true, "O'Higgins");
}

static void test_one_line(void **state)
{
	(void)state;
	struct text text = { 0 };
	assert_true(slice_is(cell(&text, slice_of("a\nb\rc"), true), "a b c"));
	assert_true(slice_is(cell(&text, slice_make("a\0b", 3), true), "a b"));
	array_fini(&text.bytes);
}

static void test_defusing(void **state)
{
	(void)state;
	assert_cell("=1+1", true, "'=1+1");
	assert_cell("+x", true, "'+x");
	assert_cell("-x", true, "'-x");
	assert_cell("@SUM", true, "'@SUM");
	assert_cell("\tx", true, "'\tx");
	assert_cell("  =x", true, "'  =x");
	assert_cell("\r=x", true, "' =x");
	assert_cell("＝x", true, "'＝x");
	assert_cell("＠x", true, "'＠x");
	assert_cell("'=x", true, "''=x");
	assert_cell("=\"a\"", true, "\"'=\"\"a\"\"\"");
	assert_cell("=1", false, "=1");
	assert_cell("a=1", true, "a=1");
	assert_cell("'tis", true, "'tis");
}

static void test_numbers_are_no_formulas(void **state)
{
	(void)state;
	assert_cell("-5", true, "-5");
	assert_cell("-3.2", true, "-3.2");
	assert_cell("+3.2", true, "'+3.2");
	assert_cell("-5+1", true, "'-5+1");
	assert_cell("-", true, "'-");
	assert_cell("-.", true, "'-.");
	assert_cell("-1.", true, "'-1.");
	assert_cell("--1", true, "'--1");
}

static void test_undefuse_is_exact(void **state)
{
	(void)state;
	static const char *const values[] = { "=1", "'=1", "''=1", "'", "''", "' =1", "-5", "'-5", "''-5", "-x", "'-x", "a", "", " =1", "\t", "'\t",
		"＝", "'＝", "'a", "= ", "@", "' '=", "+3.2", "\xFF=" };
	struct text text = { 0 };
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct slice written = cell(&text, slice_of(values[i]), true);
		if (written.len && *written.ptr == '"')
			written = slice_part(written, 1, written.len - 1);
		if (!slice_is(csv_undefuse(written), values[i]))
			fail_msg("\"%s\" was written \"%.*s\"", values[i], SLICE_ARG(written));
	}
	array_fini(&text.bytes);
}

static void test_longest_cell(void **state)
{
	(void)state;
	char *long_one = malloc(70000);
	struct text text = { 0 };
	memset(long_one, 'a', 70000);
	assert_int_equal(cell(&text, slice_make(long_one, 32767), true).len, 32767);
	struct slice cut = cell(&text, slice_make(long_one, 32768), true);
	assert_int_equal(cut.len, 32766 + 3);
	assert_memory_equal(cut.ptr + 32766, "\xE2\x80\xA6", 3);
	long_one[0] = '=';
	cut = cell(&text, slice_make(long_one, 32767), true);
	assert_int_equal(cut.len, 1 + 32765 + 3);
	for (size_t i = 0; i < 70000; i += 2)
		memcpy(long_one + i, "\xC3\xA9", 2);
	assert_int_equal(cell(&text, slice_make(long_one, 2 * 32767), true).len, 2 * 32767);
	assert_int_equal(cell(&text, slice_make(long_one, 2 * 32768), true).len, 2 * 32766 + 3);
	array_fini(&text.bytes);
	free(long_one);
}

struct rows {
	struct arena *arena;
	ARRAY(struct slice) lines; /* "line:cell|cell" */
	size_t stop_after;
};

static bool take_row(const struct slice *cells, size_t n, uint32_t line, void *data)
{
	struct rows *rows = data;
	struct slice text = arena_format(rows->arena, "%u:", line);
	for (size_t i = 0; i < n; i++)
		text = arena_format(rows->arena, "%.*s%s%.*s", SLICE_ARG(text), i ? "|" : "", SLICE_ARG(cells[i]));
	array_push(&rows->lines, text);
	return rows->lines.n != rows->stop_after;
}

static void assert_rows(const char *text, size_t n, const char *const *want)
{
	struct rows rows = { .arena = arena_new() };
	uint32_t line;
	assert_null(csv_read(slice_of(text), take_row, &rows, &line));
	assert_int_equal(rows.lines.n, n);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(rows.lines.at[i].ptr, want[i]);
	array_fini(&rows.lines);
	arena_free(rows.arena);
}

static void test_reading(void **state)
{
	(void)state;
	assert_rows("a,b\n1,2\n", 2, (const char *[]){ "1:a|b", "2:1|2" });
	assert_rows("\xEF\xBB\xBF\"a\",b\r\n1,2", 2, (const char *[]){ "1:a|b", "2:1|2" });
	assert_rows("a,,\n,\n", 2, (const char *[]){ "1:a||", "2:|" });
	assert_rows(" a , b \n", 1, (const char *[]){ "1: a | b " });
	assert_rows("", 0, NULL);
	assert_rows("\n\n\r\n", 0, NULL);
	assert_rows("\"\"\n", 1, (const char *[]){ "1:" });
}

static void test_lines_where_rows_begin(void **state)
{
	(void)state;
	assert_rows("a\n\n\"x\n\ny\",\"\"\"q\"\"\"\n\nz\n", 3, (const char *[]){ "1:a", "3:x\n\ny|\"q\"", "7:z" });
}

static void test_faults(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		uint32_t line;
	} faults[] = {
		{ "a\n\"b\n\nc\n", 2 },
		{ "a\nb\"c\n", 2 },
		{ "a\nb\n\"c\"d\n", 3 },
		{ "\"", 1 },
		{ "a,b\nc,\"d\ne\nf", 2 },
	};
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		struct rows rows = { .arena = arena_new() };
		uint32_t line = 0;
		assert_non_null(csv_read(slice_of(faults[i].text), take_row, &rows, &line));
		assert_int_equal(line, faults[i].line);
		array_fini(&rows.lines);
		arena_free(rows.arena);
	}
}

static void test_stopping(void **state)
{
	(void)state;
	struct rows rows = { .arena = arena_new(), .stop_after = 2 };
	uint32_t line;
	assert_null(csv_read(slice_of("a\nb\nc\n\"d"), take_row, &rows, &line));
	assert_int_equal(rows.lines.n, 2);
	array_fini(&rows.lines);
	arena_free(rows.arena);
}

static bool take_equal(const struct slice *cells, size_t n, uint32_t line, void *data)
{
	struct slice *want = data;
	assert_int_equal(n, 2);
	assert_int_equal(line, 1);
	assert_true(slice_equal(cells[0], *want));
	assert_true(slice_is(cells[1], "end"));
	want->ptr = NULL;
	return true;
}

/* Every byte but the three that become spaces, and 128 KiB in one cell, come back. */
static void test_what_is_written_reads_back(void **state)
{
	(void)state;
	struct text text = { 0 };
	char bytes[256];
	size_t len = 0;
	for (int c = 1; c < 256; c++) {
		if (c != '\n' && c != '\r')
			bytes[len++] = (char)c;
	}
	struct slice want = { bytes, len };
	csv_cell(want, false, put, &text);
	put(",end\n", 5, &text);
	uint32_t line;
	assert_null(csv_read(slice_make(text.bytes.at, text.bytes.n), take_equal, &want, &line));
	assert_null(want.ptr);
	array_clear(&text.bytes);
	char *large = malloc(131072);
	memset(large, '"', 131072);
	put("\"", 1, &text);
	for (int i = 0; i < 131072; i++)
		put("\"\"", 2, &text);
	put("\",end", 5, &text);
	want = slice_make(large, 131072);
	assert_null(csv_read(slice_make(text.bytes.at, text.bytes.n), take_equal, &want, &line));
	assert_null(want.ptr);
	free(large);
	array_fini(&text.bytes);
}

static void assert_place(struct csv_places *places, uint32_t line, size_t cell, uint32_t column, uint32_t length)
{
	struct place place = csv_place(places, line, cell);
	assert_int_equal(place.line, line);
	if (place.column != column || place.length != length)
		fail_msg("line %u, cell %zu: column %u, length %u; wanted %u, %u", line, cell, place.column, place.length, column, length);
}

static void test_places_of_cells(void **state)
{
	struct csv_places places = csv_places_of(slice_of("t.csv"),
	        slice_of("\xEF\xBB\xBF"
	                 "ab,c\r\n\"d,\"\"e\",,f\n\"g\nh\",i\n"));
	(void)state;
	assert_place(&places, 1, 0, 1, 2);
	assert_place(&places, 1, 1, 4, 1);
	assert_place(&places, 1, CSV_ROW, 1, 4);
	assert_true(slice_is(csv_place(&places, 1, 0).source, "ab,c"));
	assert_place(&places, 2, 0, 1, 7);
	assert_place(&places, 2, 1, 9, 1);
	assert_place(&places, 2, 2, 10, 1);
	/* Behind the last cell, and in a later line of the row: the line's end. */
	assert_place(&places, 2, 3, 11, 1);
	assert_place(&places, 3, 1, 3, 1);
}

static void test_places_in_endless_lines_and_behind_the_end(void **state)
{
	enum { LONG = 70000 };
	char *text = malloc(LONG);
	(void)state;
	memset(text, 'a', LONG);
	struct csv_places places = csv_places_of(slice_of("t.csv"), slice_make(text, LONG));
	assert_place(&places, 1, 0, 0, 0);
	assert_int_equal(csv_place(&places, 1, 0).source.len, 0);
	assert_int_equal(csv_place(&places, 7, 0).line, 7);
	places = csv_places_of(slice_of("t.csv"), slice_make("", 0));
	assert_place(&places, 1, CSV_ROW, 1, 1);
	free(text);
}

static void test_what_is_no_text(void **state)
{
	uint32_t line = 0;
	(void)state;
	assert_true(csv_is_text(slice_of("a\n\xC3\xA4\n"), &line) && csv_is_text(slice_make("", 0), &line));
	assert_int_equal(line, 0);
	assert_false(csv_is_text(slice_of("a\nb\n\xFF"), &line));
	assert_int_equal(line, 3);
	assert_false(csv_is_text(slice_make("a\n\0\xFF", 4), &line));
	assert_int_equal(line, 2);
	assert_false(csv_is_text(slice_make("\xFF\0", 2), &line));
	assert_int_equal(line, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quoting),
		cmocka_unit_test(test_one_line),
		cmocka_unit_test(test_defusing),
		cmocka_unit_test(test_numbers_are_no_formulas),
		cmocka_unit_test(test_undefuse_is_exact),
		cmocka_unit_test(test_longest_cell),
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_lines_where_rows_begin),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_stopping),
		cmocka_unit_test(test_what_is_written_reads_back),
		cmocka_unit_test(test_places_of_cells),
		cmocka_unit_test(test_places_in_endless_lines_and_behind_the_end),
		cmocka_unit_test(test_what_is_no_text),
	};
	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
