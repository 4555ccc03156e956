#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "facts/merge.h"
#include "facts/score.h"

enum { PERSON, TYPES };
enum { OPPOSED, ALLIED, RELATIONS };

static const struct fact_type types[TYPES] = { { .name = SLICE_LITERAL("person") } };
static const struct fact_relation relations[RELATIONS] = { { .name = SLICE_LITERAL("opposed") },
	{ .name = SLICE_LITERAL("allied-with"), .symmetric = true } };

/* A list and the facts that it is held against, while they are made. */
struct world {
	struct merge *merge;
	struct gold gold;
	struct facts *facts;
	struct alike *alike;
	struct score *score;
	uint64_t at; /* no two proofs stand at one place */
};

static struct world world_new(void)
{
	return (struct world){ .merge = merge_new(types, TYPES, relations, RELATIONS) };
}

static struct finding finding_of(struct world *world, const char *source, uint32_t relation, const char *target, enum status status)
{
	struct slice empty = slice_of("");
	struct finding finding = { .source = { slice_of(source), slice_of(source), slice_of(source), PERSON, world->at, world->at + 1 },
		.target = { slice_of(target), slice_of(target), slice_of(target), PERSON, world->at + 2, world->at + 3 } };
	finding.relation = relation;
	finding.status = status;
	finding.line = 1;
	finding.start = world->at;
	finding.end = world->at + 3;
	finding.sentence = finding.rule = finding.rule_file = finding.variant = slice_of("s");
	finding.resolved = finding.from = finding.to = finding.as = finding.speaker = empty;
	finding.sure = 80;
	world->at += 10;
	return finding;
}

static void add_document(struct world *world, const char *key, const struct finding *findings, size_t n)
{
	struct fact_document document = { .key = slice_of(key), .skipped = slice_of("") };
	merge_document(world->merge, &document, findings, n);
}

static struct gold_row *add_row(struct world *world, const char *document, const char *subject, uint32_t relation, const char *object)
{
	struct gold_row *row = array_add(&world->gold.rows);
	*row = (struct gold_row){ .document = slice_of(document), .subject = slice_of(subject), .object = slice_of(object) };
	row->relation_number = relation;
	row->relation = relation == GOLD_NONE ? slice_of("met") : relations[relation].name;
	row->row = (uint32_t)world->gold.rows.n + 1;
	row->found_in = GOLD_NONE;
	return row;
}

static const struct score *score_world(struct world *world)
{
	struct diag *diag = diag_new();
	world->facts = merge_finish(world->merge);
	world->alike = alike_new(NULL);
	gold_find_documents(&world->gold, world->facts, diag);
	world->score = score_new(&world->gold, world->facts, world->alike, NULL);
	diag_free(diag);
	return world->score;
}

static void world_free(struct world *world)
{
	score_free(world->score);
	alike_free(world->alike);
	facts_free(world->facts);
	array_fini(&world->gold.rows);
}

static bool is_found(const struct score *score, size_t row)
{
	return score->rows.at[row].edge != GOLD_NONE;
}

static void test_a_row_wants_its_document_relation_and_status(void **state)
{
	struct world world = world_new();
	(void)state;
	struct finding findings[] = { finding_of(&world, "Ada", OPPOSED, "Bob", STATUS_ASSERTED),
		finding_of(&world, "Cid", OPPOSED, "Dan", STATUS_ATTEMPTED), finding_of(&world, "Eve", OPPOSED, "Fay", STATUS_SUPPOSED) };
	add_document(&world, "x/a.txt", findings, 3);
	add_document(&world, "x/b.txt", NULL, 0);
	add_row(&world, "a.txt", "Ada", OPPOSED, "Bob");
	add_row(&world, "x/b.txt", "Ada", OPPOSED, "Bob");
	add_row(&world, "a.txt", "Ada", ALLIED, "Bob");
	add_row(&world, "a.txt", "Ada", OPPOSED, "Bob")->status = STATUS_DENIED;
	add_row(&world, "a.txt", "Bob", OPPOSED, "Ada");
	add_row(&world, "a.txt", "Cid", OPPOSED, "Dan")->status = STATUS_PLANNED;
	add_row(&world, "a.txt", "Eve", OPPOSED, "Fay");
	add_row(&world, "a.txt", "Ada", GOLD_NONE, "Bob");
	const struct score *score = score_world(&world);
	static const bool found[] = { true, false, false, false, false, true, false, false };
	for (size_t i = 0; i < sizeof found; i++)
		if (is_found(score, i) != found[i])
			fail_msg("row %zu", i);
	assert_int_equal(score->edges.n, 3);
	assert_int_equal(score->total.right, 2);
	/* met, which the rules do not have, stands between allied-with and opposed. */
	assert_int_equal(score->relations.n, 3);
	assert_true(slice_is(score->relations.at[1].name, "met"));
	assert_int_equal(score->relations.at[1].figures.rows[GOLD_CORE][GOLD_DIRECT], 1);
	world_free(&world);
}

static void test_symmetric_relations_match_both_ways_and_inverses_turned(void **state)
{
	struct world world = world_new();
	(void)state;
	struct finding findings[] = { finding_of(&world, "Ada", ALLIED, "Bob", STATUS_ASSERTED),
		finding_of(&world, "Cid", OPPOSED, "Dan", STATUS_ASSERTED) };
	add_document(&world, "a.txt", findings, 2);
	add_row(&world, "a.txt", "Bob", ALLIED, "Ada");
	add_row(&world, "a.txt", "Dan", OPPOSED, "Cid")->inverse = true;
	const struct score *score = score_world(&world);
	assert_true(is_found(score, 0));
	assert_true(is_found(score, 1));
	world_free(&world);
}

static void test_an_edge_counts_once_in_each_document(void **state)
{
	struct world world = world_new();
	(void)state;
	struct finding findings[2], again;
	for (int i = 0; i < 2; i++)
		findings[i] = finding_of(&world, "Ada", OPPOSED, "Bob", STATUS_ASSERTED);
	again = finding_of(&world, "Ada", OPPOSED, "Bob", STATUS_ASSERTED);
	add_document(&world, "a.txt", findings, 2);
	add_document(&world, "b.txt", &again, 1);
	add_document(&world, "c.txt", &again, 1);
	add_row(&world, "a.txt", "Ada", OPPOSED, "Bob");
	add_row(&world, "b.txt", "Cid", OPPOSED, "Bob");
	const struct score *score = score_world(&world);
	/* c.txt is no document of the list. */
	assert_int_equal(score->edges.n, 2);
	assert_int_equal(score->total.right, 1);
	assert_int_equal(score->documents.n, 2);
	assert_int_equal(score->documents.at[1].figures.edges, 1);
	assert_int_equal(score->documents.at[1].figures.right, 0);
	world_free(&world);
}

static void test_the_words_of_the_text_are_names_too(void **state)
{
	struct world world = world_new();
	(void)state;
	struct finding finding = finding_of(&world, "Central Intelligence Agency", OPPOSED, "Bob", STATUS_ASSERTED);
	finding.source.text = slice_of("the spies");
	add_document(&world, "a.txt", &finding, 1);
	add_row(&world, "a.txt", "nobody|spies", OPPOSED, "Bob");
	assert_true(is_found(score_world(&world), 0));
	world_free(&world);
}

static void test_important_rows_come_first_and_make_room(void **state)
{
	struct world world = world_new();
	(void)state;
	struct finding findings[] = { finding_of(&world, "Ada", OPPOSED, "Bob", STATUS_ASSERTED),
		finding_of(&world, "Eve", OPPOSED, "Bob", STATUS_ASSERTED) };
	add_document(&world, "a.txt", findings, 2);
	add_row(&world, "a.txt", "Ada", OPPOSED, "Bob")->tier = GOLD_ALLOWED;
	add_row(&world, "a.txt", "Ada", OPPOSED, "Bob")->tier = GOLD_HARD;
	add_row(&world, "a.txt", "Ada", OPPOSED, "Bob")->reading = GOLD_COREF;
	add_row(&world, "a.txt", "Ada|Eve", OPPOSED, "Bob");
	const struct score *score = score_world(&world);
	/* The last takes Ada first and gives her up for Eve. */
	assert_true(is_found(score, 3));
	assert_true(is_found(score, 2));
	assert_false(is_found(score, 1));
	assert_false(is_found(score, 0));
	world_free(&world);
}

static void test_an_edge_that_fits_again_is_marked(void **state)
{
	struct world world = world_new();
	(void)state;
	struct finding findings[] = { finding_of(&world, "Ada Lind", OPPOSED, "Bob", STATUS_ASSERTED),
		finding_of(&world, "Ada", OPPOSED, "Bob", STATUS_ASSERTED), finding_of(&world, "Eve", OPPOSED, "Bob", STATUS_ASSERTED) };
	add_document(&world, "a.txt", findings, 3);
	add_row(&world, "a.txt", "Ada", OPPOSED, "Bob");
	const struct score *score = score_world(&world);
	size_t right = 0, again = 0;
	for (size_t i = 0; i < 3; i++) {
		right += score->edges.at[i].row != GOLD_NONE;
		again += score->edges.at[i].again;
	}
	assert_int_equal(right, 1);
	assert_int_equal(again, 1);
	world_free(&world);
}

/* ---- against trying everything ---- */

enum { SMALL = 6 };

static bool can_match(const unsigned *fits, unsigned rows, unsigned taken)
{
	if (!rows)
		return true;
	int first = 0;
	while (!(rows >> first & 1))
		first++;
	for (int edge = 0; edge < SMALL; edge++)
		if ((fits[first] >> edge & 1) && !(taken >> edge & 1) && can_match(fits, rows & ~(1u << first), taken | 1u << edge))
			return true;
	return false;
}

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

/* Rows in the order of their importance that can all be found together. */
static unsigned best_rows(const unsigned *fits)
{
	unsigned rows = 0;
	for (unsigned i = 0; i < SMALL; i++)
		if (can_match(fits, rows | 1u << i, 0))
			rows |= 1u << i;
	return rows;
}

static unsigned found_rows(const unsigned *fits, char names[SMALL][SMALL * 2 + 1])
{
	static const char *const sources[SMALL] = { "A", "B", "C", "D", "E", "F" };
	struct world world = world_new();
	struct finding findings[SMALL];
	unsigned rows = 0;
	for (int i = 0; i < SMALL; i++)
		findings[i] = finding_of(&world, sources[i], OPPOSED, "X", STATUS_ASSERTED);
	add_document(&world, "a.txt", findings, SMALL);
	for (int i = 0; i < SMALL; i++) {
		size_t len = 0;
		for (int edge = 0; edge < SMALL; edge++)
			if (fits[i] >> edge & 1)
				len += (size_t)sprintf(names[i] + len, "%s%s", len ? "|" : "", sources[edge]);
		add_row(&world, "a.txt", len ? names[i] : "nobody", OPPOSED, "X");
	}
	const struct score *score = score_world(&world);
	for (size_t i = 0; i < SMALL; i++)
		rows |= (unsigned)is_found(score, i) << i;
	world_free(&world);
	return rows;
}

static void test_as_many_as_can_be(void **state)
{
	unsigned seed = 7;
	(void)state;
	for (int round = 0; round < 400; round++) {
		unsigned fits[SMALL];
		char names[SMALL][SMALL * 2 + 1];
		for (int i = 0; i < SMALL; i++)
			fits[i] = next_random(&seed) & next_random(&seed) & ((1u << SMALL) - 1);
		unsigned wanted = best_rows(fits), found = found_rows(fits, names);
		if (found != wanted)
			fail_msg("round %d: found %x, wanted %x", round, found, wanted);
	}
}

/* ---- figures ---- */

static void assert_near(double value, double wanted)
{
	if (fabs(value - wanted) > 1e-9)
		fail_msg("%f, wanted %f", value, wanted);
}

static void test_figures(void **state)
{
	/* Of 4 core rows (3 direct) 2 are found (both direct), of 6 hard ones 1; an allowed one is found as well; 5 edges, 4 of them right. */
	struct figures figures = { .edges = 5, .right = 4 };
	(void)state;
	figures.rows[GOLD_CORE][GOLD_DIRECT] = 3;
	figures.rows[GOLD_CORE][GOLD_COREF] = 1;
	figures.rows[GOLD_HARD][GOLD_DIRECT] = 6;
	figures.rows[GOLD_ALLOWED][GOLD_DIRECT] = 9;
	figures.found[GOLD_CORE][GOLD_DIRECT] = 2;
	figures.found[GOLD_HARD][GOLD_DIRECT] = 1;
	figures.found[GOLD_ALLOWED][GOLD_DIRECT] = 1;
	assert_near(ratio_value(figures_recall(&figures, FIGURES_CORE)), 0.5);
	assert_near(ratio_value(figures_recall(&figures, FIGURES_DIRECT_CORE)), 2.0 / 3);
	assert_near(ratio_value(figures_recall(&figures, FIGURES_CORE_AND_HARD)), 0.3);
	assert_near(ratio_value(figures_precision(&figures)), 0.8);
	assert_near(figures_f1(&figures, FIGURES_CORE), 2 * 0.5 * 0.8 / 1.3);
}

static void test_what_cannot_be_measured_is_in_no_mean(void **state)
{
	struct figures figures[3] = { 0 };
	(void)state;
	figures[0].rows[GOLD_CORE][GOLD_DIRECT] = 2; /* found: nothing, and nothing else */
	figures[1].rows[GOLD_CORE][GOLD_DIRECT] = figures[1].found[GOLD_CORE][GOLD_DIRECT] = 4;
	figures[1].edges = 8;
	figures[1].right = 4;
	figures[2].edges = 1; /* not in the list */
	assert_true(figures_f1(&figures[2], FIGURES_CORE) < 0);
	assert_near(figures_f1(&figures[0], FIGURES_CORE), 0);
	struct figures_means means = figures_means(figures, sizeof *figures, 3);
	assert_near(means.recall[FIGURES_CORE], 0.5);
	assert_near(means.precision, 0.25);
	assert_near(means.f1[FIGURES_CORE], (0 + 2 * 0.5 / 1.5) / 2);
	assert_true(figures_means(figures, sizeof *figures, 0).precision < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_row_wants_its_document_relation_and_status),
		cmocka_unit_test(test_symmetric_relations_match_both_ways_and_inverses_turned),
		cmocka_unit_test(test_an_edge_counts_once_in_each_document),
		cmocka_unit_test(test_the_words_of_the_text_are_names_too),
		cmocka_unit_test(test_important_rows_come_first_and_make_room),
		cmocka_unit_test(test_an_edge_that_fits_again_is_marked),
		cmocka_unit_test(test_as_many_as_can_be),
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_what_cannot_be_measured_is_in_no_mean),
	};
	return cmocka_run_group_tests_name("score", tests, NULL, NULL);
}
