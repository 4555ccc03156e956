#include "engine_text.h"

#include "facts/gold.h"

static const char rules_text[] = "type person\n"
                                 "relation opposed from person to person inverse opposed-by\n"
                                 "relation met from person to person symmetric\n";

static int setup(void **state)
{
	*state = ruleset_of_text(rules_text);
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	ruleset_free(*state);
	return 0;
}

static struct gold *read_text(const struct ruleset *rules, struct slice text, struct diag *diag)
{
	return gold_read(slice_of("g.csv"), text, rules, diag);
}

static void test_rows_as_they_were_written(void **state)
{
	struct diag *diag = diag_new();
	struct gold *gold = read_text(*state,
	        slice_of("\xEF\xBB\xBF"
	                 "document,line,subject,relation,object,status,tier,reading\r\n"
	                 "a.txt,12, Ada | Ada Lind ,opposed-by,\"Bob, the \"\"Cat\"\"\",attempted,hard,coref\r\n"
	                 ",,,\r\n"
	                 "b.txt,,\"Ada\nLind\",met,Bob,,,\r\n"),
	        diag);
	assert_non_null(gold);
	assert_int_equal(diag_warnings(diag), 0);
	assert_int_equal(gold->rows.n, 2);
	const struct gold_row *row = &gold->rows.at[0];
	assert_true(slice_is(row->document, "a.txt") && row->line == 12 && row->row == 2);
	assert_true(slice_is(row->subject, "Ada | Ada Lind"));
	assert_true(slice_is(row->object, "Bob, the \"Cat\""));
	assert_true(row->inverse && row->relation_number == 0);
	assert_int_equal(row->status, STATUS_PLANNED);
	assert_int_equal(row->tier, GOLD_HARD);
	assert_int_equal(row->reading, GOLD_COREF);
	row++;
	assert_true(slice_is(row->subject, "Ada Lind") && row->line == 0 && row->row == 4);
	assert_true(!row->inverse && row->relation_number == 1);
	assert_int_equal(row->status, STATUS_ASSERTED);
	assert_int_equal(row->tier, GOLD_CORE);
	assert_int_equal(row->reading, GOLD_DIRECT);
	gold_free(gold);
	diag_free(diag);
}

static void test_four_columns_are_enough(void **state)
{
	struct diag *diag = diag_new();
	struct gold *gold = read_text(*state, slice_of("object,relation,subject,document\nBob,met,Ada,a.txt\n"), diag);
	assert_non_null(gold);
	assert_true(slice_is(gold->rows.at[0].subject, "Ada") && slice_is(gold->rows.at[0].object, "Bob"));
	gold_free(gold);
	diag_free(diag);
}

static void test_mistakes_have_their_places(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "", "g.csv:1: error: the list is empty" },
		{ "\xEF\xBB\xBF\n\n", "g.csv:1: error: the list is empty" },
		{ "document,subject,relation,object\n", "g.csv:1: error: the list holds no relation" },
		{ "document,subject,relation\na,b,met\n", "g.csv:1:1: error: the list has no column object" },
		{ "document;subject;relation;object\n", "put commas between the columns" },
		{ "document,subject,relation,object,object\n", "g.csv:1:34: error: the column object stands there twice" },
		{ "document,subject,relation,object,tier\na,b,met,c,soft\n", "g.csv:2:11: error: there is no tier \"soft\"" },
		{ "document,subject,relation,object,status\na,\"b,d\",met,c,supposed\n", "g.csv:2:15: error: there is no status \"supposed\"" },
		{ "document,subject,relation,object,reading\na,b,met,c,Direct\n", "g.csv:2:11: error: there is no reading \"Direct\"" },
		{ "document,subject,relation,object,line\na,b,met,c,0\n", "g.csv:2:11: error: \"0\" is no line" },
		{ "document,subject,relation,object,line\na,b,met,c,4294967297\n", "error: \"4294967297\" is no line" },
		{ "document,subject,relation,object,line\na,b,met,c,-1\n", "error: \"-1\" is no line" },
		{ "document,subject,relation,object\n,b,met,c\n", "g.csv:2:1: error: the document is empty" },
		{ "document,subject,relation,object\na,  ,met,c\n", "g.csv:2:3: error: the subject is empty" },
		{ "document,subject,relation,object\na,b,,c\n", "g.csv:2:5: error: the relation is empty" },
		{ "document,subject,relation,object\na,b,met\n", "g.csv:2:8: error: the object is empty" },
		{ "document,subject,relation,object\na,b||d,met,c\n", "g.csv:2:3: error: the subject holds an empty name" },
		{ "document,subject,relation,object\na,b,met,c|\n", "g.csv:2:9: error: the object holds an empty name" },
		{ "document,subject,relation,object\na,b,met,|\n", "g.csv:2:9: error: the object holds an empty name" },
		{ "document,subject,relation,object\na,b,d,met,c\n", "g.csv:2:11: error: more cells than the first line has" },
		{ "document,subject,relation,object\na,\"b,met,c\nd,e\n", "g.csv:2:1: error: a quoted cell is not closed" },
		{ "document,subject,relation,object\na,b\"c,met,d\n", "g.csv:2:1: error: a quote within a cell" },
		{ "document,subject,relation,object\na,\xFF,met,c\n", "g.csv:2: error: a byte that is no UTF-8" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diag *diag = diag_new();
		assert_null(read_text(*state, slice_of(cases[i].text), diag));
		if (!strstr(diag_text(diag).ptr, cases[i].says) || diag_errors(diag) != 1)
			fail_msg("%s\nwanted %s\nsaid   %.*s", cases[i].text, cases[i].says, SLICE_ARG(diag_text(diag)));
		diag_free(diag);
	}
}

static void test_all_mistakes_are_told(void **state)
{
	struct diag *diag = diag_new();
	assert_null(read_text(*state, slice_of("document,subject,relation,object,tier\n,b,met,c,soft\na,,met,,\n"), diag));
	assert_int_equal(diag_errors(diag), 4);
	diag_free(diag);
	diag = diag_new();
	assert_null(read_text(*state, slice_make("document\0", 9), diag));
	assert_int_equal(diag_errors(diag), 1);
	diag_free(diag);
}

static void test_what_is_only_warned_of(void **state)
{
	struct diag *diag = diag_new();
	struct gold *gold = read_text(*state,
	        slice_of("document,subject,relation,object,statuss\n"
	                 "a,b,meet,c,denied\na,b,meet,d,\na,b,met,c,\na,b,met,c,x\na,b,met,d,\n"),
	        diag);
	assert_non_null(gold);
	const char *said = diag_text(diag).ptr;
	assert_non_null(strstr(said, "g.csv:1:34: warning: the column \"statuss\" is not read"));
	assert_non_null(strstr(said, "did you mean status?"));
	assert_non_null(strstr(said, "g.csv:2:5: warning: the rules have no relation \"meet\""));
	assert_non_null(strstr(said, "g.csv:5:1: warning: the same as line 4: left out"));
	assert_int_equal(diag_warnings(diag), 3);
	assert_int_equal(gold->rows.n, 4);
	assert_int_equal(gold->rows.at[0].relation_number, GOLD_NONE);
	gold_free(gold);
	diag_free(diag);
}

static void test_documents_by_name_or_last_component(void **state)
{
	static const struct fact_document documents[] = { { .key = SLICE_LITERAL("a.txt") }, { .key = SLICE_LITERAL("x/a.txt") },
		{ .key = SLICE_LITERAL("x/b.txt") }, { .key = SLICE_LITERAL("x/c.jsonl#one/two") }, { .key = SLICE_LITERAL("x/d.txt") },
		{ .key = SLICE_LITERAL("x/e.txt"), .skipped = SLICE_LITERAL("binary") }, { .key = SLICE_LITERAL("y/d.txt") } };
	static const struct {
		const char *name;
		uint32_t number;
	} cases[] = { { "a.txt", 0 }, { "x/a.txt", 1 }, { "b.txt", 2 }, { "c.jsonl#one/two", 3 }, { "two", GOLD_NONE }, { "d.txt", GOLD_NONE },
		{ "y/d.txt", 6 }, { "e.txt", GOLD_NONE }, { "b", GOLD_NONE } };
	enum { CASES = sizeof cases / sizeof *cases };
	struct facts facts = { 0 };
	struct gold gold = { .path = slice_of("g.csv") };
	struct diag *diag = diag_new();
	(void)state;
	for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
		array_push(&facts.documents, documents[i]);
	for (size_t i = 0; i < CASES; i++)
		array_push(&gold.rows, ((struct gold_row){ .document = slice_of(cases[i].name) }));
	array_push(&gold.rows, ((struct gold_row){ .document = slice_of("b") }));
	assert_int_equal(gold_find_documents(&gold, &facts, diag), 5);
	for (size_t i = 0; i < CASES; i++)
		if (gold.rows.at[i].found_in != cases[i].number)
			fail_msg("%s: %u", cases[i].name, gold.rows.at[i].found_in);
	/* b stands there twice and is told once. */
	assert_int_equal(diag_warnings(diag), 4);
	assert_non_null(strstr(diag_text(diag).ptr, "several documents d.txt"));
	assert_non_null(strstr(diag_text(diag).ptr, "the document e.txt was skipped (binary)"));
	array_fini(&facts.documents);
	array_fini(&gold.rows);
	diag_free(diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_as_they_were_written),
		cmocka_unit_test(test_four_columns_are_enough),
		cmocka_unit_test(test_mistakes_have_their_places),
		cmocka_unit_test(test_all_mistakes_are_told),
		cmocka_unit_test(test_what_is_only_warned_of),
		cmocka_unit_test(test_documents_by_name_or_last_component),
	};
	return cmocka_run_group_tests_name("gold", tests, setup, teardown);
}
