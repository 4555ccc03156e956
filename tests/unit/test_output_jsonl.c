#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/json.h"
#include "sample_output.h"

struct counts {
	size_t header, documents, entities, edges, proofs, lines;
};

/* Reads every line; calls each for it. */
static void each_line(struct slice text, void (*each)(const struct json *, struct arena *, void *), void *data)
{
	struct arena *arena = arena_new();
	while (text.len) {
		const char *end = memchr(text.ptr, '\n', text.len);
		struct slice why;
		assert_non_null(end);
		size_t len = (size_t)(end - text.ptr);
		struct json *json = json_parse(slice_part(text, 0, len), arena, &why);
		assert_non_null(json);
		each(json, arena, data);
		json_free(json);
		text = slice_part(text, len + 1, text.len);
	}
	arena_free(arena);
}

/* Kinds come in one order, each with its number. */
static void count(const struct json *json, struct arena *arena, void *data)
{
	struct counts *counts = data;
	struct slice text;
	counts->lines++;
	if (json_text(json, "lines", arena, &text)) {
		/* The last line says how many there are. */
		assert_string_equal(arena_copy(arena, text).ptr, arena_format(arena, "%zu", counts->lines).ptr);
	} else if (json_text(json, "kgraph", arena, &text)) {
		assert_int_equal(counts->documents, 0);
		assert_true(slice_is(text, "1"));
		counts->header++;
	} else if (json_text(json, "proof", arena, &text)) {
		counts->proofs++;
	} else if (json_text(json, "edge", arena, &text)) {
		assert_int_equal(counts->proofs, 0);
		counts->edges++;
	} else if (json_text(json, "entity", arena, &text)) {
		assert_int_equal(counts->edges, 0);
		counts->entities++;
	} else {
		assert_true(json_text(json, "document", arena, &text));
		assert_int_equal(counts->entities, 0);
		counts->documents++;
	}
}

static void test_a_line_for_each_thing(void **state)
{
	(void)state;
	struct output_options options = { 0 };
	struct counts counts = { 0 };
	struct facts *facts = sample_facts();
	struct written written = written_as("jsonl", facts, NULL, &options);
	each_line(written.text, count, &counts);
	assert_int_equal(counts.header, 1);
	assert_int_equal(counts.documents, SAMPLE_DOCUMENTS);
	assert_int_equal(counts.entities, SAMPLE_NAMES);
	assert_int_equal(counts.edges, SAMPLE_EDGES);
	assert_int_equal(counts.proofs, facts->proofs.n);
	assert_true(slice_ends(written.text, arena_format(facts->arena, "{\"lines\":%zu}\n", counts.lines).ptr));
	written_free(&written);
	facts_free(facts);
}

static void check_name(const struct json *json, struct arena *arena, void *data)
{
	struct slice id, name;
	size_t *seen = data;
	if (!json_text(json, "entity", arena, &id))
		return;
	assert_true(json_text(json, "name", arena, &name));
	for (size_t i = 0; i < SAMPLE_NAMES; i++) {
		if (!slice_is(id, sample_names[i].id) || strcmp(sample_names[i].id, "bad-bytes") == 0)
			continue;
		assert_true(slice_equal(name, sample_name(i)));
		++*seen;
	}
}

/* Rules that are installed elsewhere must give the same bytes. */
static void test_rule_files_keep_two_components(void **state)
{
	(void)state;
	struct output_options options = { 0 };
	struct facts *facts = sample_facts();
	for (size_t i = 0; i < facts->proofs.n; i++)
		facts->proofs.at[i].rule_file = slice_of(i % 2 ? "/usr/share/kgraph/rules/sample/power.rules" : "sample/power.rules");
	struct written written = written_as("jsonl", facts, NULL, &options);
	assert_int_equal(occurrences(written.text, "\"rule_file\":\"sample/power.rules\""), facts->proofs.n);
	written_free(&written);
	facts_free(facts);
}

static void test_names_come_back_whole(void **state)
{
	(void)state;
	struct output_options options = { 0 };
	size_t seen = 0;
	struct facts *facts = sample_facts();
	struct written written = written_as("jsonl", facts, NULL, &options);
	each_line(written.text, check_name, &seen);
	assert_int_equal(seen, SAMPLE_NAMES - 1);
	written_free(&written);
	facts_free(facts);
}

/* Order of findings within a document, and of the relations between them, must not show. */
static void test_bytes_do_not_depend_on_the_order_of_findings(void **state)
{
	(void)state;
	struct output_options options = { 0 };
	struct written written[2];
	struct fact_document document = { .key = slice_of("a.txt"), .skipped = slice_of("") };
	for (int reversed = 0; reversed < 2; reversed++) {
		struct finding findings[SAMPLE_EDGES];
		struct merge *merge = merge_new(sample_types, SAMPLE_TYPES, sample_relations, SAMPLE_RELATIONS);
		for (size_t i = 0; i < SAMPLE_EDGES; i++)
			findings[reversed ? SAMPLE_EDGES - 1 - i : i] = sample_finding(i, 0);
		merge_document(merge, &document, findings, SAMPLE_EDGES);
		struct facts *facts = merge_finish(merge);
		written[reversed] = written_as("jsonl", facts, NULL, &options);
		facts_free(facts);
	}
	assert_true(slice_equal(written[0].text, written[1].text));
	written_free(&written[0]);
	written_free(&written[1]);
}

static void test_readable_lines_say_the_status(void **state)
{
	(void)state;
	struct output_options options = { 0 };
	struct facts *facts = sample_facts();
	struct written written = written_as("text", facts, NULL, &options);
	assert_int_equal(occurrences(written.text,
	                         "General Oskar Brandt  overthrew  Teodor Vash   90  archive/a.txt:1  overthrew/active  (4 more)\n    \"In the end"),
	        1);
	assert_int_equal(occurrences(written.text, "Teodor Vash  led by  Unity Front  (denied)   60"), 1);
	assert_int_equal(occurrences(written.text, "\x1B"), 0);
	assert_int_equal(occurrences(written.text, "\xE2\x80\xAE"), 0);
	assert_true(occurrences(written.text, "A<U+0001>B<U+001B>[31mC") > 0);
	written_free(&written);
	facts_free(facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_line_for_each_thing),
		cmocka_unit_test(test_names_come_back_whole),
		cmocka_unit_test(test_rule_files_keep_two_components),
		cmocka_unit_test(test_bytes_do_not_depend_on_the_order_of_findings),
		cmocka_unit_test(test_readable_lines_say_the_status),
	};
	return cmocka_run_group_tests_name("output_jsonl", tests, NULL, NULL);
}
