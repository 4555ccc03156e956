#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <unistd.h>

#include "facts/load.h"
#include "sample_output.h"

/* The sample with proofs that hold: names as long as the sentence allows, in a document that is long enough. */
static struct facts *true_facts(void)
{
	struct merge *merge = merge_new(sample_types, SAMPLE_TYPES, sample_relations, SAMPLE_RELATIONS);
	struct arena *arena = arena_new();
	for (unsigned d = 0; d < SAMPLE_DOCUMENTS; d++) {
		struct finding findings[SAMPLE_EDGES];
		size_t n = 0;
		struct fact_document document = {
			.key = arena_format(arena, "archive/%c.txt", 'a' + (int)d), .bytes = 1u << 30, .sentences = 500 + d
		};
		document.date = (struct date){ 1973, (uint8_t)d, 0 };
		document.skipped = slice_make("", 0);
		document.repaired = d == 1;
		for (size_t i = 0; i < SAMPLE_EDGES; i++) {
			struct finding finding = sample_finding(i, d);
			finding.sentence = arena_format(arena, "%.*s and %.*s", SLICE_ARG(finding.source.text), SLICE_ARG(finding.target.text));
			finding.end = finding.target.end > finding.source.end ? finding.target.end : finding.source.end;
			if (d < sample_edges[i].documents)
				findings[n++] = finding;
		}
		merge_document(merge, &document, findings, n);
	}
	struct facts *facts = merge_finish(merge);
	facts->digest = slice_of("0123456789abcdef");
	facts->rules = 24;
	facts->no_refer = true;
	arena_free(arena);
	return facts;
}

static struct facts *loaded(struct slice text, struct diag *diag)
{
	char path[] = "/tmp/kgraph-test-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text.ptr, text.len), text.len);
	close(fd);
	struct facts *facts = load_graph(path, diag);
	unlink(path);
	return facts;
}

/* facts are freed; what they are written as. */
static struct written written_once(const char *format, struct facts *facts)
{
	struct output_options options = { 0 };
	struct written written = written_as(format, facts, NULL, &options);
	facts_free(facts);
	return written;
}

static void test_a_graph_is_read_as_it_was_written(void **state)
{
	(void)state;
	struct diag *diag = diag_new();
	struct written first = written_once("jsonl", true_facts());
	struct facts *facts = loaded(first.text, diag);
	assert_non_null(facts);
	assert_int_equal(facts->edges.n, SAMPLE_EDGES);
	assert_int_equal(facts->entities.n, SAMPLE_NAMES);
	assert_int_equal(facts->account.files, SAMPLE_DOCUMENTS);
	assert_int_equal(facts->account.repaired, 1);
	assert_true(facts->no_refer && !facts->known_names && !facts->edges_only);
	struct written second = written_once("jsonl", facts);
	assert_true(slice_equal(first.text, second.text));
	written_free(&first);
	written_free(&second);
	diag_free(diag);
}

/* What one proof cannot tell comes from the table. */
static void test_an_edge_list_is_read_as_far_as_it_goes(void **state)
{
	(void)state;
	struct diag *diag = diag_new();
	struct facts *whole = true_facts();
	struct output_options options = { .csv_for = "excel" };
	struct written written = written_as("csv", whole, NULL, &options);
	struct facts *facts = loaded(written.text, diag);
	assert_non_null(facts);
	assert_true(facts->edges_only);
	assert_int_equal(facts->edges.n, whole->edges.n);
	for (size_t i = 0; i < facts->edges.n; i++) {
		const struct fact_edge *a = &facts->edges.at[i];
		const struct fact_edge *b = &whole->edges.at[i];
		assert_true(slice_equal(a->id, b->id));
		assert_int_equal(a->documents, b->documents);
		assert_int_equal(a->mentions, b->proofs);
		assert_int_equal(a->sure, b->sure);
		assert_int_equal(a->status, b->status);
		assert_true(slice_equal(a->from, b->from));
		assert_true(slice_equal(facts->entities.at[a->source].id, whole->entities.at[b->source].id));
		assert_true(slice_equal(
		        facts->types.at[facts->entities.at[a->target].type].name, whole->types.at[whole->entities.at[b->target].type].name));
		const struct fact_proof *proof = &facts->proofs.at[a->first_proof], *best = &whole->proofs.at[b->first_proof];
		assert_true(slice_equal(facts->documents.at[proof->document].key, whole->documents.at[best->document].key));
		assert_int_equal(proof->line, best->line);
		assert_true(slice_equal(proof->rule, best->rule));
	}
	/* The apostrophe that keeps a spreadsheet from computing it is gone. */
	for (size_t i = 0; i < facts->entities.n; i++)
		if (slice_is(facts->entities.at[i].id, "formula"))
			assert_true(slice_is(facts->entities.at[i].name, "=SUM(A1:A9)"));
	written_free(&written);
	facts_free(facts);
	facts_free(whole);
	diag_free(diag);
}

static void test_a_table_that_is_wrong(void **state)
{
	(void)state;
	static const char head[] =
	        "source,relation,target,status,weight,documents,mentions,sure,from,to,as,source_type,target_type,evidence,file,line,rule,id\n";
	static const struct {
		const char *row, *said;
	} wrong[] = {
		{ "A,met,B,asserted,1,1,1,80,,,,person,person,S.,a.txt,1,r,a|met|b|asserted\n", NULL },
		{ "A,met,B,asserted,1,1,1,80,,,,person,person,S.,a.txt,1,r,a|met|b\n", "no id of an edge" },
		{ "A,met,B,asserted,1,1,1,80,,,,person,person,S.,a.txt,1,r,a|saw|b|asserted\n", "another relation" },
		{ "A,met,B,sure,1,1,1,80,,,,person,person,S.,a.txt,1,r,a|met|b|sure\n", "no such status" },
		{ "A,met,B,asserted,2,1,1,80,,,,person,person,S.,a.txt,1,r,a|met|b|asserted\n", "weight" },
		{ "A,met,B,asserted,1,1,0,80,,,,person,person,S.,a.txt,1,r,a|met|b|asserted\n", "mentions" },
		{ "A,met,B,asserted,1,1,1,101,,,,person,person,S.,a.txt,1,r,a|met|b|asserted\n", "1 to 100" },
		{ "A,met,B,asserted,1,1,1,80,,,,person,person,S.,a.txt,x,r,a|met|b|asserted\n", "whole number" },
		{ "A,met,B,asserted,1,1,1,80,,,,person,,S.,a.txt,1,r,a|met|b|asserted\n", "may not be empty" },
		{ "A,met,B,asserted,1,1,1,80,,,,person,person,S.,a.txt,1\n", "was cut" },
		{ "A,met,B,asserted,1,1,1,80,,,,person,person,S.,a.txt,1,r,a|met|b|asserted\n"
		  "A,met,B,asserted,1,1,1,80,,,,person,person,S.,a.txt,1,r,a|met|b|asserted\n",
		        "same id" },
		{ "A,met,B,asserted,1,1,1,80,,,,person,person,S.,a.txt,1,r,a|met|b|asserted\n"
		  "C,met,B,asserted,1,1,1,80,,,,person,person,S.,a.txt,1,r,a|met|b|denied\n",
		        "another relation or status" },
		{ "A,met,B,asserted,1,1,1,80,,,,person,person,S.,a.txt,1,r,a|met|b|asserted\n"
		  "C,met,B,denied,1,1,1,80,,,,person,person,S.,a.txt,1,r,a|met|b|denied\n",
		        "calls the same entity otherwise" },
		{ "A,met,B,asserted,1,1,1,80,,,,person,person,\"S.,a.txt,1,r,a|met|b|asserted\n", "not closed" },
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct diag *diag = diag_new();
		struct arena *arena = arena_new();
		struct facts *facts = loaded(arena_format(arena, "%s%s", head, wrong[i].row), diag);
		struct slice said = diag_text(diag);
		assert_int_equal(facts != NULL, wrong[i].said == NULL);
		if (wrong[i].said && !memmem(said.ptr, said.len, wrong[i].said, strlen(wrong[i].said)))
			fail_msg("%s: %.*s", wrong[i].said, SLICE_ARG(said));
		facts_free(facts);
		arena_free(arena);
		diag_free(diag);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_graph_is_read_as_it_was_written),
		cmocka_unit_test(test_an_edge_list_is_read_as_far_as_it_goes),
		cmocka_unit_test(test_a_table_that_is_wrong),
	};
	return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}
