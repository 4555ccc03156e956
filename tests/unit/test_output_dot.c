#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <graphviz/cgraph.h>

#include "sample_output.h"

struct fixture {
	struct facts *facts;
	struct written written;
	Agraph_t *graph;
};

static int set_up(void **state)
{
	struct fixture *fixture = alloc_new(sizeof *fixture);
	struct output_options options = { 0 };
	fixture->facts = sample_facts();
	fixture->written = written_as("dot", fixture->facts, NULL, &options);
	fixture->graph = agmemread(fixture->written.buffer.bytes);
	*state = fixture;
	return fixture->graph ? 0 : -1;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	agclose(fixture->graph);
	written_free(&fixture->written);
	facts_free(fixture->facts);
	free(fixture);
	return 0;
}

/* As Graphviz's escString is read: a backslash before a backslash goes. */
static void unescape(const char *from, char *to)
{
	while (*from) {
		if (from[0] == '\\' && from[1] == '\\')
			from++;
		*to++ = *from++;
	}
	*to = '\0';
}

static const char *attribute(void *object, const char *name)
{
	const char *value = agget(object, (char *)(uintptr_t)name);
	assert_non_null(value);
	return value;
}

/* The node whose entity attribute, read back, is id. */
static Agnode_t *node_of(Agraph_t *graph, const char *id)
{
	char text[256];
	for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node)) {
		unescape(attribute(node, "entity"), text);
		if (strcmp(text, id) == 0)
			return node;
	}
	fail_msg("no node %s", id);
	return NULL;
}

static void test_counts_are_those_of_the_facts(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(agnnodes(fixture->graph), SAMPLE_NAMES);
	assert_int_equal(agnedges(fixture->graph), SAMPLE_EDGES);
}

static void test_no_name_is_lost(void **state)
{
	struct fixture *fixture = *state;
	for (size_t i = 0; i < SAMPLE_NAMES; i++) {
		char text[256];
		Agnode_t *node = node_of(fixture->graph, sample_names[i].id);
		if (!sample_names[i].name || strcmp(sample_names[i].id, "bad-bytes") == 0)
			continue;
		unescape(attribute(node, "entity_name"), text);
		assert_string_equal(text, sample_names[i].name);
	}
}

static void test_labels_do_not_work_on_graphviz(void **state)
{
	struct fixture *fixture = *state;
	assert_string_equal(attribute(node_of(fixture->graph, "backslash-n"), "label"), "\\\\N\\\\G\\\\E\\\\");
	assert_string_equal(attribute(node_of(fixture->graph, "copy"), "label"), "&amp;copy; &amp;amp; Sons");
	assert_string_equal(attribute(node_of(fixture->graph, "copper-and-rail"), "label"), "Copper & Rail Company");
	assert_false(aghtmlstr((char *)(uintptr_t)attribute(node_of(fixture->graph, "lt-b"), "label")));
	assert_string_equal(attribute(node_of(fixture->graph, "lt-b"), "label"), "<b>Bold</b>");
	assert_string_equal(attribute(node_of(fixture->graph, "control"), "label"),
	        "A\xEF\xBF\xBD"
	        "B\xEF\xBF\xBD[31mC");
	/* 200 characters and the mark of what is cut. */
	assert_int_equal(strlen(attribute(node_of(fixture->graph, "huge"), "label")), 200 + 3);
}

static void test_strings_stay_below_what_can_be_read_back(void **state)
{
	struct fixture *fixture = *state;
	assert_true(strlen(attribute(node_of(fixture->graph, "huge"), "entity_name")) < 16000);
}

static void test_edges_carry_their_proof(void **state)
{
	struct fixture *fixture = *state;
	size_t found = 0, dashed = 0;
	for (Agnode_t *node = agfstnode(fixture->graph); node; node = agnxtnode(fixture->graph, node))
		for (Agedge_t *edge = agfstout(fixture->graph, node); edge; edge = agnxtout(fixture->graph, edge)) {
			dashed += strcmp(attribute(edge, "style"), "dashed") == 0;
			if (strcmp(attribute(edge, "fact"), "teodor-vash|led-by|unity-front|denied") != 0)
				continue;
			found++;
			assert_string_equal(attribute(edge, "label"), "led by (denied)");
			assert_string_equal(attribute(edge, "style"), "dashed");
			assert_string_equal(attribute(edge, "status"), "denied");
			assert_string_equal(attribute(edge, "rule"), "led-by:14/active");
			assert_non_null(strstr(attribute(edge, "tooltip"), "archive/a.txt:4"));
			assert_non_null(strstr(attribute(edge, "tooltip"), "as the papers said with \"some\" <relish>"));
		}
	assert_int_equal(found, 1);
	size_t expected = 0;
	for (size_t i = 0; i < SAMPLE_EDGES; i++)
		expected += sample_edges[i].status != 0;
	assert_int_equal(dashed, expected);
}

static void test_dangerous_attributes_are_never_written(void **state)
{
	struct fixture *fixture = *state;
	static const char *const names[] = { "URL=", "href=", "image=", "stylesheet=", "class=", "id=", "shapefile=", "label=<" };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char at_start[32];
		snprintf(at_start, sizeof at_start, " %s", names[i]);
		assert_int_equal(occurrences(fixture->written.text, at_start), 0);
	}
}

/* Graphviz's reader drops a line end that stands alone between escapes: it is written as one. */
static void test_line_ends_in_names_survive(void **state)
{
	(void)state;
	struct merge *merge = merge_new(sample_types, SAMPLE_TYPES, sample_relations, SAMPLE_RELATIONS);
	struct fact_document document = { .key = slice_of("a.txt"), .skipped = slice_of("") };
	struct finding finding = sample_finding(0, 0);
	struct output_options options = { 0 };
	finding.source.name = slice_of("\n");
	finding.target.name = slice_of("a\\\n\\");
	merge_document(merge, &document, &finding, 1);
	struct facts *facts = merge_finish(merge);
	struct written written = written_as("dot", facts, NULL, &options);
	Agraph_t *graph = agmemread(written.buffer.bytes);
	assert_string_equal(attribute(node_of(graph, "general-oskar-brandt"), "entity_name"), "\\n");
	assert_string_equal(attribute(node_of(graph, "teodor-vash"), "entity_name"), "a\\\\\\n\\\\");
	agclose(graph);
	written_free(&written);
	facts_free(facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_counts_are_those_of_the_facts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_name_is_lost, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_labels_do_not_work_on_graphviz, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_strings_stay_below_what_can_be_read_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_edges_carry_their_proof, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_dangerous_attributes_are_never_written, set_up, tear_down),
		cmocka_unit_test(test_line_ends_in_names_survive),
	};
	return cmocka_run_group_tests_name("output_dot", tests, NULL, NULL);
}
