#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <graphviz/cgraph.h>

#include "graph/filter.h"
#include "graph/graph.h"
#include "sample.h"

struct fixture {
	struct facts *facts;
	struct arena *arena;
	struct slice why;
};

static int set_up(void **state)
{
	struct fixture *fixture = alloc_new(sizeof *fixture);
	fixture->facts = sample_facts();
	fixture->arena = arena_new();
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	facts_free(fixture->facts);
	arena_free(fixture->arena);
	free(fixture);
	return 0;
}

static struct selection *apply(struct fixture *fixture, struct filter filter)
{
	return filter_apply(fixture->facts, &filter, fixture->arena, &fixture->why);
}

/* Edges of the sample for which a member of its table has a value. */
static size_t count_status(unsigned status)
{
	size_t n = 0;
	for (size_t i = 0; i < SAMPLE_EDGES; i++)
		n += sample_edges[i].status == status;
	return n;
}

static bool selected(const struct fixture *fixture, const struct selection *selection, const char *id)
{
	for (size_t i = 0; i < fixture->facts->edges.n; i++)
		if (slice_is(fixture->facts->edges.at[i].id, id))
			return selection->edges[i];
	fail_msg("no edge %s", id);
	return false;
}

static void test_graph_keeps_every_parallel_edge(void **state)
{
	struct fixture *fixture = *state;
	struct graph *graph = graph_new(fixture->facts, NULL);
	assert_int_equal(agnnodes(graph_handle(graph)), SAMPLE_NAMES);
	assert_int_equal(agnedges(graph_handle(graph)), SAMPLE_EDGES);
	for (uint32_t i = 0; i < SAMPLE_NAMES; i++)
		assert_int_equal(graph_entity(graph_node(graph, i)), i);
	graph_free(graph);
}

static void test_default_is_asserted_only(void **state)
{
	struct fixture *fixture = *state;
	struct selection *selection = apply(fixture, (struct filter){ 0 });
	assert_int_equal(selection->edge_count, count_status(STATUS_ASSERTED));
	assert_false(selected(fixture, selection, "unity-front|led-by|teodor-vash|asserted") == false);
	assert_false(selected(fixture, selection, "teodor-vash|led-by|unity-front|denied"));
	assert_true(slice_is(selection->hid, "6 not asserted"));
}

static void test_statuses(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(apply(fixture, (struct filter){ .statuses = 1u << STATUS_DENIED })->edge_count, count_status(STATUS_DENIED));
	struct selection *selection = apply(fixture, (struct filter){ .statuses = FILTER_EVERYTHING });
	assert_int_equal(selection->edge_count, SAMPLE_EDGES);
	assert_int_equal(selection->hid.len, 0);
}

static void test_top_takes_the_best_supported(void **state)
{
	struct fixture *fixture = *state;
	struct selection *selection = apply(fixture, (struct filter){ .top = 2 });
	assert_int_equal(selection->edge_count, 2);
	assert_true(selected(fixture, selection, "general-oskar-brandt|overthrew|teodor-vash|asserted"));
	/* Four documents each: 92 sure goes before 90. */
	assert_true(selected(fixture, selection, "unity-front|nationalised|copper-and-rail|asserted"));
	assert_int_equal(selection->entity_count, 4);
	assert_true(slice_is(selection->hid, "6 not asserted; 56 beyond the 2 best supported"));
}

static void test_min_documents_and_sure(void **state)
{
	struct fixture *fixture = *state;
	struct selection *selection = apply(fixture, (struct filter){ .min_documents = 4, .min_sure = 90 });
	assert_int_equal(selection->edge_count, 4);
	assert_false(selected(fixture, selection, "national-order|opposed|unity-front|asserted"));
}

static void test_relations_and_types(void **state)
{
	struct fixture *fixture = *state;
	const struct slice relation = SLICE_LITERAL("overthrew"), type = SLICE_LITERAL("person"), wrong = SLICE_LITERAL("overthrow");
	assert_int_equal(apply(fixture, (struct filter){ .relations = &relation, .relation_count = 1 })->edge_count, 2);
	struct selection *selection = apply(fixture, (struct filter){ .types = &type, .type_count = 1 });
	assert_true(selected(fixture, selection, "lina-okoro|opposed|general-oskar-brandt|asserted"));
	assert_false(selected(fixture, selection, "unity-front|led-by|teodor-vash|asserted"));
	assert_null(apply(fixture, (struct filter){ .relations = &wrong, .relation_count = 1 }));
	assert_true(slice_is(fixture->why, "no relation is called \"overthrow\"; did you mean \"overthrew\"?"));
}

static void test_dates(void **state)
{
	struct fixture *fixture = *state;
	size_t dated = 0;
	for (size_t i = 0; i < SAMPLE_EDGES; i++)
		dated += i % 3 == 0 && sample_edges[i].status == STATUS_ASSERTED;
	assert_int_equal(apply(fixture, (struct filter){ .from = slice_of("1973-09-11") })->edge_count, dated);
	assert_int_equal(apply(fixture, (struct filter){ .from = slice_of("1970"), .to = slice_of("1973") })->edge_count, dated);
	assert_int_equal(apply(fixture, (struct filter){ .from = slice_of("1974") })->edge_count, 0);
	assert_int_equal(apply(fixture, (struct filter){ .to = slice_of("1972-12") })->edge_count, 0);
}

static void test_focus(void **state)
{
	struct fixture *fixture = *state;
	struct selection *near = apply(fixture, (struct filter){ .focus = slice_of("the committee") });
	/* the Committee - Valley Militia, the Committee - Republican Guard */
	assert_int_equal(near->edge_count, 2);
	assert_int_equal(near->entity_count, 3);
	struct selection *far = apply(fixture, (struct filter){ .focus = slice_of("valley-militia"), .hops = 2 });
	assert_int_equal(far->edge_count, 2);
	struct selection *one = apply(fixture, (struct filter){ .focus = slice_of("Valley Militia"), .hops = 1 });
	assert_int_equal(one->edge_count, 1);
	assert_null(apply(fixture, (struct filter){ .focus = slice_of("Valley Militias") }));
	assert_true(slice_is(fixture->why, "no entity of this graph is called \"Valley Militias\"; did you mean \"Valley Militia\"?"));
}

static void test_paths(void **state)
{
	struct fixture *fixture = *state;
	/* <b>Bold</b> - &copy; - \N - "Quoted" in a chain. */
	struct selection *path = apply(fixture, (struct filter){ .path_from = slice_of("lt-b"), .path_to = slice_of("quotes") });
	assert_int_equal(path->edge_count, 3);
	assert_int_equal(path->entity_count, 4);
	struct selection *none = apply(fixture, (struct filter){ .path_from = slice_of("lt-b"), .path_to = slice_of("veldia") });
	assert_int_equal(none->edge_count, 0);
}

static void test_hidden_names(void **state)
{
	struct fixture *fixture = *state;
	const struct slice hidden = SLICE_LITERAL("Unity Front");
	struct selection *selection = apply(fixture, (struct filter){ .hidden = &hidden, .hidden_count = 1 });
	assert_false(selected(fixture, selection, "unity-front|led-by|teodor-vash|asserted"));
	assert_true(selected(fixture, selection, "general-oskar-brandt|overthrew|teodor-vash|asserted"));
	assert_non_null(memmem(selection->hid.ptr, selection->hid.len, "with hidden names", 17));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_graph_keeps_every_parallel_edge, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_default_is_asserted_only, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_statuses, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_top_takes_the_best_supported, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_min_documents_and_sure, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_relations_and_types, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_dates, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_focus, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_paths, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_hidden_names, set_up, tear_down),
	};
	return cmocka_run_group_tests_name("graph", tests, NULL, NULL);
}
