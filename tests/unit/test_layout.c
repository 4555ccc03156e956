#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

#include "output/curve.h"
#include "output/labels.h"
#include "output/layout.h"
#include "output/sandbox.h"
#include "sample_output.h"

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* n entities in a chain (each with the next), or all joined with all where n is small: edges of them. */
static struct facts *many(size_t entities, size_t edges)
{
	struct merge *merge = merge_new(sample_types, SAMPLE_TYPES, sample_relations, SAMPLE_RELATIONS);
	struct fact_document document = { .key = slice_of("a.txt"), .skipped = slice_of("") };
	struct finding *findings = alloc_new(edges * sizeof *findings);
	struct arena *arena = arena_new();
	uint64_t random = 88172645463325252u;
	for (size_t i = 0; i < edges; i++) {
		findings[i] = sample_finding(0, 0);
		struct finding_end *ends[] = { &findings[i].source, &findings[i].target };
		for (int j = 0; j < 2; j++) {
			random ^= random << 13;
			random ^= random >> 7;
			random ^= random << 17;
			*ends[j] = (struct finding_end){ .type = PERSON, .start = 10 * i, .end = 10 * i + 5 };
			ends[j]->id = ends[j]->name = ends[j]->text = arena_format(arena, "entity %llu", (unsigned long long)(random % entities));
		}
	}
	merge_document(merge, &document, findings, edges);
	free(findings);
	struct facts *facts = merge_finish(merge);
	arena_free(arena);
	return facts;
}

static struct layout prepared(const struct facts *facts)
{
	struct layout layout = { .arena = arena_new() };
	layout.boxes = arena_alloc(layout.arena, facts->entities.n * sizeof *layout.boxes);
	for (size_t i = 0; i < facts->entities.n; i++)
		layout.boxes[i].width = 80, layout.boxes[i].height = 24;
	return layout;
}

static void test_engine_by_counts(void **state)
{
	(void)state;
	static const struct {
		size_t entities, edges;
		const char *engine;
	} cases[] = { { 60, 150, "dot" }, { 200, 260, "neato" } };
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct facts *facts = many(cases[i].entities, cases[i].edges);
		struct layout layout = prepared(facts);
		assert_null(layout_run(&layout, facts, NULL, &(struct layout_options){ .deadline = 60, .label_width = 60 }));
		assert_string_equal(layout.engine, cases[i].engine);
		arena_free(layout.arena);
		facts_free(facts);
	}
}

static void test_boxes_do_not_overlap_and_curves_join_them(void **state)
{
	(void)state;
	struct facts *facts = sample_facts();
	struct layout layout = prepared(facts);
	assert_null(layout_run(&layout, facts, NULL, &(struct layout_options){ .engine = "dot", .deadline = 60, .label_width = 60 }));
	for (size_t i = 0; i < facts->entities.n; i++)
		for (size_t j = 0; j < i; j++)
			assert_true(fabs(layout.boxes[i].x - layout.boxes[j].x) > 79.9 || fabs(layout.boxes[i].y - layout.boxes[j].y) > 23.9);
	for (size_t i = 0; i < facts->edges.n; i++) {
		const struct layout_curve *curve = &layout.curves[i];
		const struct layout_box *source = &layout.boxes[facts->edges.at[i].source], *target = &layout.boxes[facts->edges.at[i].target];
		assert_true(curve->n >= 4);
		assert_true(fabs(curve->points[0].x - source->x) < 45 && fabs(curve->points[0].y - source->y) < 17);
		assert_true(fabs(curve->points[curve->n - 1].x - target->x) < 45 && fabs(curve->points[curve->n - 1].y - target->y) < 17);
	}
	arena_free(layout.arena);
	facts_free(facts);
}

static struct layout_point middle(const struct layout_curve *curve)
{
	const struct layout_point *p = curve->points;
	return (struct layout_point){ (p[0].x + 3 * p[1].x + 3 * p[2].x + p[3].x) / 8, (p[0].y + 3 * p[1].y + 3 * p[2].y + p[3].y) / 8 };
}

/* A label is 11 points high, with its halo 14. */
static void test_edges_between_the_same_two_leave_room_for_labels(void **state)
{
	(void)state;
	struct facts *facts = many(3, 12);
	struct layout layout = prepared(facts);
	size_t pairs = 0;
	assert_null(layout_run(&layout, facts, NULL, &(struct layout_options){ .engine = "dot", .deadline = 60, .label_width = 60 }));
	for (size_t i = 0; i < facts->edges.n; i++)
		for (size_t j = 0; j < i; j++) {
			const struct fact_edge *a = &facts->edges.at[i], *b = &facts->edges.at[j];
			bool same = (a->source == b->source && a->target == b->target) || (a->source == b->target && a->target == b->source);
			if (!same || layout.curves[i].n != 4 || layout.curves[j].n != 4)
				continue;
			struct layout_point x = middle(&layout.curves[i]), y = middle(&layout.curves[j]);
			assert_true(hypot(x.x - y.x, x.y - y.y) >= 14);
			pairs++;
		}
	assert_true(pairs > 0);
	arena_free(layout.arena);
	facts_free(facts);
}

/* An engine that would need minutes is ended at its deadline, and the reason is said. */
static void test_deadline_ends_a_slow_layout(void **state)
{
	(void)state;
	struct facts *facts = many(2000, 4000);
	struct layout layout = prepared(facts);
	double begin = seconds();
	const char *why = layout_run(&layout, facts, NULL, &(struct layout_options){ .engine = "dot", .deadline = 1, .label_width = 60 });
	assert_non_null(why);
	assert_true(seconds() - begin < 2.5);
	arena_free(layout.arena);
	facts_free(facts);
}

static void test_a_picture_without_layout_writes_nothing(void **state)
{
	(void)state;
	struct facts *facts = many(2000, 4000);
	struct output_options options = { .layout = "dot", .deadline = 1 };
	struct written written = written_as("svg", facts, NULL, &options);
	assert_non_null(written.why);
	assert_int_equal(written.text.len, 0);
	written_free(&written);
	facts_free(facts);
}

static void test_unknown_engines(void **state)
{
	(void)state;
	assert_true(layout_known("auto"));
	assert_true(layout_known("twopi"));
	/* Its pictures differ from run to run. */
	assert_false(layout_known("fdp"));
	assert_non_null(output_options_check(&(struct output_options){ .layout = "fdp" }));
}

static void test_shortening_a_curve(void **state)
{
	(void)state;
	struct layout_point points[] = { { 0, 0 }, { 30, 0 }, { 60, 0 }, { 90, 0 } };
	struct arena *arena = arena_new();
	struct layout_curve shorter = curve_shorten(arena, (struct layout_curve){ 4, points }, 9);
	assert_true(fabs(shorter.points[3].x - 81) < 1.5);
	assert_true(fabs(shorter.points[3].y) < 1e-9);
	struct curve_line line = curve_flatten(shorter);
	struct layout_point normal, middle = curve_at(&line, .5, &normal);
	assert_true(fabs(middle.x - 40.5) < 1);
	assert_true(fabs(fabs(normal.y) - 1) < 1e-9);
	curve_line_fini(&line);
	arena_free(arena);
}

/* In a process of its own: bit i of the status is set where probe i was not refused though the kernel granted its part. */
static int probe(void)
{
	unsigned held = sandbox_enter();
	int open_ends = 0;
	if (held & SANDBOX_FILES) {
		open_ends |= open("/etc/passwd", O_RDONLY) >= 0 ? 1 : 0;
		open_ends |= open("/tmp/kgraph-sandbox", O_WRONLY | O_CREAT, 0600) >= 0 ? 2 : 0;
		open_ends |= execl("/bin/true", "true", (char *)NULL) == 0 ? 4 : 0;
	}
	if (held & SANDBOX_CALLS) {
		open_ends |= socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 8 : 0;
		open_ends |= ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 ? 16 : 0;
		open_ends |= fork() >= 0 ? 32 : 0;
	}
	return held ? open_ends : 64;
}

static void test_the_sandbox_holds(void **state)
{
	(void)state;
	int status;
	pid_t child = fork();
	if (child == 0)
		_exit(probe());
	assert_true(waitpid(child, &status, 0) == child && WIFEXITED(status));
	if (WEXITSTATUS(status) == 64)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_engine_by_counts),
		cmocka_unit_test(test_boxes_do_not_overlap_and_curves_join_them),
		cmocka_unit_test(test_edges_between_the_same_two_leave_room_for_labels),
		cmocka_unit_test(test_deadline_ends_a_slow_layout),
		cmocka_unit_test(test_a_picture_without_layout_writes_nothing),
		cmocka_unit_test(test_unknown_engines),
		cmocka_unit_test(test_shortening_a_curve),
		cmocka_unit_test(test_the_sandbox_holds),
	};
	return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
