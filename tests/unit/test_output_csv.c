#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/csv.h"
#include "base/unicode.h"
#include "sample_output.h"

/* Cells of a table as read back; the first row is the header. */
struct table {
	struct arena *arena;
	ARRAY(struct slice *) rows;
	size_t columns;
};

static bool keep_row(const struct slice *cells, size_t n, uint32_t line, void *data)
{
	struct table *table = data;
	struct slice *row = arena_alloc(table->arena, n * sizeof *row);
	(void)line;
	if (table->rows.n == 0)
		table->columns = n;
	assert_int_equal(n, table->columns);
	for (size_t i = 0; i < n; i++)
		row[i] = arena_copy(table->arena, cells[i]);
	array_push(&table->rows, row);
	return true;
}

static struct table read_table(struct slice text)
{
	struct table table = { .arena = arena_new() };
	uint32_t line;
	assert_null(csv_read(text, keep_row, &table, &line));
	return table;
}

static void table_free(struct table *table)
{
	array_fini(&table->rows);
	arena_free(table->arena);
}

static size_t column(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->columns; i++)
		if (slice_is(table->rows.at[0][i], name))
			return i;
	fail_msg("no column %s", name);
	return 0;
}

/* The row whose last column, or first where `first`, is id. */
static const struct slice *row_of(const struct table *table, const char *id, size_t at)
{
	for (size_t i = 1; i < table->rows.n; i++)
		if (slice_is(table->rows.at[i][at], id))
			return table->rows.at[i];
	fail_msg("no row %s", id);
	return NULL;
}

static void test_headers_are_as_specified(void **state)
{
	(void)state;
	static const char *const expected[][2] = {
		{ "csv",
		        "source,relation,target,status,weight,documents,mentions,sure,from,to,as,source_type,target_type,evidence,file,line,rule,"
		        "id\n" },
		{ "nodes.csv", "id,name,type,aliases,documents,mentions,degree,in,out\n" },
		{ "evidence.csv",
		        "id,source,relation,target,status,sure,from,to,as,file,line,start,end,sentence,source_text,target_text,resolved,rule,"
		        "speaker\n" },
	};
	struct output_options options = { 0 };
	struct facts *facts = sample_facts();
	for (size_t i = 0; i < 3; i++) {
		struct written written = written_as(expected[i][0], facts, NULL, &options);
		assert_true(slice_starts(written.text, expected[i][1]));
		written_free(&written);
	}
	facts_free(facts);
}

static void test_edge_list(void **state)
{
	(void)state;
	struct output_options options = { 0 };
	struct facts *facts = sample_facts();
	struct written written = written_as("csv", facts, NULL, &options);
	struct table table = read_table(written.text);
	assert_int_equal(table.rows.n, SAMPLE_EDGES + 1);
	const struct slice *row = row_of(&table, "general-oskar-brandt|overthrew|teodor-vash|asserted", column(&table, "id"));
	static const char *const cells[] = { "General Oskar Brandt", "overthrew", "Teodor Vash", "asserted", "5", "5", "5", "90", "1973", "1973", "",
		"person", "person" };
	for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
		assert_true(slice_is(row[i], cells[i]));
	assert_true(slice_is(row[column(&table, "file")], "archive/a.txt"));
	assert_true(slice_is(row[column(&table, "line")], "1"));
	assert_true(slice_is(row[column(&table, "rule")], "overthrew"));
	table_free(&table);
	written_free(&written);
	facts_free(facts);
}

static void test_evidence_has_a_row_a_proof(void **state)
{
	(void)state;
	struct output_options options = { 0 };
	struct facts *facts = sample_facts();
	struct written written = written_as("evidence.csv", facts, NULL, &options);
	struct table table = read_table(written.text);
	assert_int_equal(table.rows.n, facts->proofs.n + 1);
	const struct slice *row = row_of(&table, "general-oskar-brandt|overthrew|teodor-vash|asserted", 0);
	assert_true(slice_is(row[column(&table, "rule")], "overthrew:14/active"));
	assert_true(slice_is(row[column(&table, "start")], "0"));
	assert_true(slice_is(row[column(&table, "end")], "200"));
	table_free(&table);
	written_free(&written);
	facts_free(facts);
}

static void test_cells_are_safe_in_a_spreadsheet(void **state)
{
	(void)state;
	struct output_options options = { 0 };
	struct facts *facts = sample_facts();
	struct written written = written_as("nodes.csv", facts, NULL, &options);
	struct table table = read_table(written.text);
	assert_true(slice_is(row_of(&table, "formula", 0)[1], "'=SUM(A1:A9)"));
	assert_true(slice_is(row_of(&table, "quotes", 0)[1], "\"Quoted\", 'so'"));
	assert_true(slice_is(row_of(&table, "lt-b", 0)[1], "<b>Bold</b>"));
	for (size_t i = 0; i < table.rows.n; i++)
		for (size_t j = 0; j < table.columns; j++)
			assert_null(memchr(table.rows.at[i][j].len ? table.rows.at[i][j].ptr : "", '\n', table.rows.at[i][j].len));
	assert_int_equal(unicode_valid(written.text), written.text.len);
	assert_true(unicode_count(row_of(&table, "huge", 0)[1]) <= 32767);
	table_free(&table);
	written_free(&written);
	facts_free(facts);
}

static void test_aliases_are_the_other_forms(void **state)
{
	(void)state;
	struct merge *merge = merge_new(sample_types, SAMPLE_TYPES, sample_relations, SAMPLE_RELATIONS);
	struct finding findings[3] = { sample_finding(0, 0), sample_finding(0, 1), sample_finding(0, 2) };
	struct fact_document document = { .key = slice_of("a.txt"), .skipped = slice_of("") };
	findings[1].source.text = slice_of("Brandt");
	findings[2].source.text = slice_of("B.");
	merge_document(merge, &document, findings, 3);
	struct facts *facts = merge_finish(merge);
	struct output_options options = { 0 };
	struct written written = written_as("nodes.csv", facts, NULL, &options);
	assert_int_equal(occurrences(written.text, "general-oskar-brandt,General Oskar Brandt,person,\"B.; Brandt\",1,3,1,0,1\n"), 1);
	written_free(&written);
	facts_free(facts);
}

static void test_excel_has_a_mark_and_its_line_ends(void **state)
{
	(void)state;
	struct output_options options = { .csv_for = "excel" };
	struct facts *facts = sample_facts();
	struct written written = written_as("csv", facts, NULL, &options);
	assert_true(slice_starts(written.text, "\xEF\xBB\xBFsource,"));
	assert_int_equal(occurrences(written.text, "\r\n"), SAMPLE_EDGES + 1);
	assert_int_equal(occurrences(written.text, "\n"), SAMPLE_EDGES + 1);
	written_free(&written);
	options.csv_for = "gephi";
	assert_non_null(output_options_check(&options));
	facts_free(facts);
}

static void test_a_selection_is_all_that_is_written(void **state)
{
	(void)state;
	struct output_options options = { 0 };
	struct facts *facts = sample_facts();
	struct arena *arena = arena_new();
	struct slice why;
	struct selection *selection = filter_apply(facts, &(struct filter){ .top = 3 }, arena, &why);
	struct written written = written_as("csv", facts, selection, &options);
	assert_int_equal(occurrences(written.text, "\n"), 4);
	written_free(&written);
	arena_free(arena);
	facts_free(facts);
}

static void test_empty_graph_is_a_header(void **state)
{
	(void)state;
	struct output_options options = { 0 };
	struct facts *facts = merge_finish(merge_new(sample_types, SAMPLE_TYPES, sample_relations, SAMPLE_RELATIONS));
	struct written written = written_as("csv", facts, NULL, &options);
	assert_int_equal(occurrences(written.text, "\n"), 1);
	written_free(&written);
	facts_free(facts);
}

static void test_suffixes(void **state)
{
	(void)state;
	assert_string_equal(output_for("out/x.nodes.csv")->name, "nodes.csv");
	assert_string_equal(output_for("x.evidence.csv")->name, "evidence.csv");
	assert_string_equal(output_for("x.CSV")->name, "csv");
	assert_string_equal(output_for("svg")->name, "svg");
	assert_true(output_for("x.svg")->picture);
	assert_false(output_for("x.gv")->picture);
	assert_null(output_for("x.pdf"));
	assert_null(output_for("csvx"));
	assert_string_equal(output_for("text")->name, "text");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_headers_are_as_specified),
		cmocka_unit_test(test_edge_list),
		cmocka_unit_test(test_evidence_has_a_row_a_proof),
		cmocka_unit_test(test_cells_are_safe_in_a_spreadsheet),
		cmocka_unit_test(test_aliases_are_the_other_forms),
		cmocka_unit_test(test_excel_has_a_mark_and_its_line_ends),
		cmocka_unit_test(test_a_selection_is_all_that_is_written),
		cmocka_unit_test(test_empty_graph_is_a_header),
		cmocka_unit_test(test_suffixes),
	};
	return cmocka_run_group_tests_name("output_csv", tests, NULL, NULL);
}
