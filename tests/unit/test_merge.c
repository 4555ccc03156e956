#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "sample.h"

static const struct fact_document first = { .key = SLICE_LITERAL("a.txt"), .skipped = SLICE_LITERAL("") };
static const struct fact_document second = { .key = SLICE_LITERAL("b.txt"), .skipped = SLICE_LITERAL("") };

static struct merge *start(void)
{
	return merge_new(sample_types, SAMPLE_TYPES, sample_relations, SAMPLE_RELATIONS);
}

static struct finding_end end_of(const char *id, const char *name, enum sample_type type, uint64_t at)
{
	return (struct finding_end){ slice_of(id), slice_of(name), slice_of(name), (uint32_t)type, at, at + strlen(name) };
}

static struct finding finding_of(struct finding_end source, enum sample_relation relation, struct finding_end target, uint8_t sure)
{
	return (struct finding){
		.source = source,
		.target = target,
		.relation = relation,
		.line = 1,
		.start = source.start,
		.end = target.end,
		.sentence = slice_of("S."),
		.rule = slice_of("r"),
		.rule_file = slice_of("x.rules"),
		.variant = slice_of("active"),
		.resolved = slice_of(""),
		.from = slice_of(""),
		.to = slice_of(""),
		.as = slice_of(""),
		.rule_line = 3,
		.sure = sure,
	};
}

static void test_same_fact_twice_is_one_edge_with_two_proofs(void **state)
{
	(void)state;
	struct merge *merge = start();
	struct finding finding = finding_of(end_of("ada", "Ada", PERSON, 0), OPPOSED, end_of("bob", "Bob", PERSON, 20), 70);
	merge_document(merge, &first, &finding, 1);
	finding.sure = 80;
	merge_document(merge, &second, &finding, 1);
	struct facts *facts = merge_finish(merge);
	assert_int_equal(facts->edges.n, 1);
	assert_int_equal(facts->proofs.n, 2);
	assert_int_equal(facts->edges.at[0].documents, 2);
	assert_int_equal(facts->edges.at[0].sure, 80);
	/* The best proof comes first, though its document is the second. */
	assert_int_equal(facts->proofs.at[facts->edges.at[0].first_proof].document, 1);
	assert_true(slice_is(facts->edges.at[0].id, "ada|opposed|bob|asserted"));
	facts_free(facts);
}

static void test_same_spans_by_same_rule_are_one_proof(void **state)
{
	(void)state;
	struct merge *merge = start();
	struct finding findings[2];
	findings[0] = finding_of(end_of("ada", "Ada", PERSON, 0), OPPOSED, end_of("bob", "Bob", PERSON, 20), 70);
	findings[1] = findings[0];
	findings[1].sure = 90;
	findings[1].rule_line = 8;
	findings[1].rule_order = 5;
	merge_document(merge, &first, findings, 2);
	struct facts *facts = merge_finish(merge);
	assert_int_equal(facts->proofs.n, 1);
	assert_int_equal(facts->proofs.at[0].sure, 90);
	assert_int_equal(facts->proofs.at[0].rule_line, 8);
	assert_int_equal(facts->edges.at[0].proofs, 1);
	facts_free(facts);
}

static void test_equally_sure_repeats_keep_the_first_rule_line(void **state)
{
	(void)state;
	for (int swapped = 0; swapped < 2; swapped++) {
		struct merge *merge = start();
		struct finding findings[2];
		for (int i = 0; i < 2; i++) {
			findings[i] = finding_of(end_of("ada", "Ada", PERSON, 0), OPPOSED, end_of("bob", "Bob", PERSON, 20), 70);
			findings[i].rule_order = (i ^ swapped) ? 9 : 4;
			findings[i].rule_line = (i ^ swapped) ? 90 : 40;
		}
		merge_document(merge, &first, findings, 2);
		struct facts *facts = merge_finish(merge);
		assert_int_equal(facts->proofs.n, 1);
		assert_int_equal(facts->proofs.at[0].rule_line, 40);
		facts_free(facts);
	}
}

static void test_symmetric_edge_has_smaller_id_first_and_swaps_its_proof(void **state)
{
	(void)state;
	struct merge *merge = start();
	struct finding findings[2];
	findings[0] = finding_of(end_of("zoe", "Zoe", PERSON, 0), ALLIED, end_of("ada", "Ada", PERSON, 20), 70);
	findings[1] = finding_of(end_of("ada", "Ada", PERSON, 50), ALLIED, end_of("zoe", "Zoe", PERSON, 80), 70);
	merge_document(merge, &first, findings, 2);
	struct facts *facts = merge_finish(merge);
	assert_int_equal(facts->edges.n, 1);
	assert_true(slice_is(facts->edges.at[0].id, "ada|allied-with|zoe|asserted"));
	assert_true(slice_is(facts->proofs.at[0].source_text, "Ada"));
	assert_int_equal(facts->proofs.at[0].source_start, 20);
	assert_true(slice_is(facts->proofs.at[0].target_text, "Zoe"));
	assert_int_equal(facts->proofs.at[0].target_start, 0);
	facts_free(facts);
}

/* Of an inferred edge: the spans are those of a premise, Ada against Cid. */
static struct finding inferred_of(const char *source, enum sample_relation relation, const char *target, uint8_t sure)
{
	struct finding finding = finding_of(end_of(source, source, PERSON, 100), relation, end_of(target, target, PERSON, 120), sure);
	finding.source.text = slice_of("Ada");
	finding.target.text = slice_of("Cid");
	finding.premise = slice_of("ada|opposed|cid|asserted");
	finding.variant = slice_of("inferred");
	return finding;
}

static void test_proof_of_a_premise_is_not_turned_round(void **state)
{
	(void)state;
	struct merge *merge = start();
	struct finding finding = inferred_of("zoe", ALLIED, "bob", 70);
	merge_document(merge, &first, &finding, 1);
	struct facts *facts = merge_finish(merge);
	assert_true(slice_is(facts->edges.at[0].id, "bob|allied-with|zoe|asserted"));
	assert_true(facts->edges.at[0].inferred);
	assert_int_equal(facts->edges.at[0].documents, 1);
	assert_true(slice_is(facts->proofs.at[0].source_text, "Ada"));
	assert_true(slice_is(facts->proofs.at[0].premise, "ada|opposed|cid|asserted"));
	/* What stands in the premise's sentence is no name of the edge's ends. */
	assert_int_equal(facts->forms.n, 0);
	facts_free(facts);
}

static void test_premises_at_the_same_spans_are_two_proofs(void **state)
{
	(void)state;
	struct merge *merge = start();
	struct finding findings[2] = { inferred_of("ada", OPPOSED, "bob", 70), inferred_of("ada", OPPOSED, "bob", 70) };
	findings[1].premise = slice_of("ada|funded|cid|asserted");
	merge_document(merge, &first, findings, 2);
	struct facts *facts = merge_finish(merge);
	assert_int_equal(facts->proofs.n, 2);
	facts_free(facts);
}

static void test_what_states_an_edge_goes_before_what_implies_it(void **state)
{
	(void)state;
	struct merge *merge = start();
	struct finding implied = inferred_of("ada", OPPOSED, "bob", 90);
	merge_document(merge, &first, &implied, 1);
	struct finding stated = finding_of(end_of("ada", "Ada", PERSON, 0), OPPOSED, end_of("bob", "Bob", PERSON, 20), 60);
	merge_document(merge, &second, &stated, 1);
	struct facts *facts = merge_finish(merge);
	const struct fact_edge *edge = &facts->edges.at[0];
	assert_int_equal(edge->proofs, 2);
	assert_false(edge->inferred);
	assert_int_equal(edge->documents, 1);
	assert_int_equal(edge->sure, 60);
	assert_int_equal(facts->proofs.at[edge->first_proof].document, 1);
	facts_free(facts);
}

static void test_support_puts_what_is_stated_first(void **state)
{
	(void)state;
	struct merge *merge = start();
	struct finding findings[3] = { inferred_of("ada", OPPOSED, "bob", 90), inferred_of("ada", OPPOSED, "bob", 90) };
	findings[1].premise = slice_of("ada|funded|cid|asserted");
	findings[2] = finding_of(end_of("cid", "Cid", PERSON, 0), OPPOSED, end_of("dan", "Dan", PERSON, 20), 10);
	merge_document(merge, &first, findings, 3);
	struct facts *facts = merge_finish(merge);
	uint32_t stated = 0, implied = 1;
	assert_true(facts->edges.at[implied].inferred && !facts->edges.at[stated].inferred);
	assert_true(facts_compare_support(&stated, &implied, facts) < 0);
	assert_true(facts_compare_support(&implied, &stated, facts) > 0);
	facts_free(facts);
}

static void test_edge_to_itself_is_dropped_and_counted(void **state)
{
	(void)state;
	struct merge *merge = start();
	struct finding finding = finding_of(end_of("ada", "Ada", PERSON, 0), OPPOSED, end_of("ada", "Ada", PERSON, 20), 70);
	merge_document(merge, &first, &finding, 1);
	struct facts *facts = merge_finish(merge);
	assert_int_equal(facts->edges.n, 0);
	assert_int_equal(facts->entities.n, 0);
	assert_int_equal(facts->account.self_edges, 1);
	facts_free(facts);
}

static void test_statuses_are_edges_of_their_own(void **state)
{
	(void)state;
	struct merge *merge = start();
	struct finding findings[2];
	findings[0] = finding_of(end_of("ada", "Ada", PERSON, 0), OPPOSED, end_of("bob", "Bob", PERSON, 20), 70);
	findings[1] = findings[0];
	findings[1].status = STATUS_DENIED;
	merge_document(merge, &first, findings, 2);
	struct facts *facts = merge_finish(merge);
	assert_int_equal(facts->edges.n, 2);
	assert_true(slice_is(facts->edges.at[0].id, "ada|opposed|bob|asserted"));
	assert_true(slice_is(facts->edges.at[1].id, "ada|opposed|bob|denied"));
	facts_free(facts);
}

static void test_ids_escape_bars_and_backslashes(void **state)
{
	(void)state;
	struct merge *merge = start();
	struct finding finding = finding_of(end_of("a|b", "A", PERSON, 0), OPPOSED, end_of("c\\d", "C", PERSON, 20), 70);
	merge_document(merge, &first, &finding, 1);
	struct facts *facts = merge_finish(merge);
	assert_true(slice_is(facts->edges.at[0].id, "a\\|b|opposed|c\\\\d|asserted"));
	facts_free(facts);
}

/* Of two known types that whose name comes first: the order of the rules is not known to a graph that was read again. */
static void test_name_and_type_do_not_depend_on_the_order(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		enum sample_type type;
	} seen[] = { { "Ada", UNKNOWN }, { "Ada B", GROUP }, { "Ada A", PERSON }, { "ADA A", PERSON } };
	for (size_t shift = 0; shift < 4; shift++) {
		struct merge *merge = start();
		struct finding findings[4];
		for (size_t i = 0; i < 4; i++)
			findings[i] = finding_of(end_of("ada", seen[(i + shift) % 4].name, seen[(i + shift) % 4].type, 100 * i), OPPOSED,
			        end_of("bob", "Bob", PERSON, 100 * i + 50), 70);
		merge_document(merge, &first, findings, 4);
		struct facts *facts = merge_finish(merge);
		assert_true(slice_is(facts->entities.at[0].name, "Ada A"));
		assert_int_equal(facts->entities.at[0].type, GROUP);
		facts_free(facts);
	}
}

static void test_dates_come_from_the_best_proof_that_has_them(void **state)
{
	(void)state;
	struct merge *merge = start();
	struct finding findings[3];
	for (size_t i = 0; i < 3; i++)
		findings[i] = finding_of(
		        end_of("ada", "Ada", PERSON, 100 * i), OPPOSED, end_of("bob", "Bob", PERSON, 100 * i + 50), (uint8_t)(90 - 10 * i));
	findings[1].from = slice_of("1971");
	findings[2].from = slice_of("1960");
	findings[2].to = slice_of("1961");
	findings[2].as = slice_of("minister");
	merge_document(merge, &first, findings, 3);
	struct facts *facts = merge_finish(merge);
	assert_true(slice_is(facts->edges.at[0].from, "1971"));
	assert_int_equal(facts->edges.at[0].to.len, 0);
	assert_true(slice_is(facts->edges.at[0].as, "minister"));
	facts_free(facts);
}

static void test_entities_count_spans_once(void **state)
{
	(void)state;
	struct merge *merge = start();
	struct finding findings[2];
	findings[0] = finding_of(end_of("ada", "Ada", PERSON, 0), OPPOSED, end_of("bob", "Bob", PERSON, 20), 70);
	findings[1] = finding_of(end_of("ada", "Ada", PERSON, 0), OPPOSED, end_of("eve", "Eve", PERSON, 30), 70);
	merge_document(merge, &first, findings, 2);
	findings[0].source.text = slice_of("A.");
	merge_document(merge, &second, findings, 1);
	struct facts *facts = merge_finish(merge);
	const struct fact_entity *ada = &facts->entities.at[0];
	assert_int_equal(ada->mentions, 2);
	assert_int_equal(ada->documents, 2);
	assert_int_equal(ada->out, 2);
	assert_int_equal(ada->in, 0);
	assert_int_equal(ada->degree, 2);
	assert_int_equal(ada->forms, 2);
	assert_true(slice_is(facts->forms.at[ada->first_form].text, "Ada"));
	assert_int_equal(facts->forms.at[ada->first_form].count, 1);
	assert_true(slice_is(facts->forms.at[ada->first_form + 1].text, "A."));
	facts_free(facts);
}

static void test_everything_is_sorted(void **state)
{
	(void)state;
	struct facts *facts = sample_facts();
	assert_int_equal(facts->edges.n, SAMPLE_EDGES);
	assert_int_equal(facts->entities.n, SAMPLE_NAMES);
	for (size_t i = 1; i < facts->entities.n; i++)
		assert_true(slice_compare(facts->entities.at[i - 1].id, facts->entities.at[i].id) < 0);
	for (size_t i = 1; i < facts->edges.n; i++) {
		const struct fact_edge *a = &facts->edges.at[i - 1], *b = &facts->edges.at[i];
		assert_true(slice_compare(facts->entities.at[a->source].name, facts->entities.at[b->source].name) <= 0);
		assert_int_equal(a->first_proof + a->proofs, b->first_proof);
	}
	for (size_t i = 1; i < facts->proofs.n; i++)
		if (facts->proofs.at[i].edge == facts->proofs.at[i - 1].edge)
			assert_true(facts->proofs.at[i].sure <= facts->proofs.at[i - 1].sure);
	facts_free(facts);
}

static void test_nothing_gives_empty_facts(void **state)
{
	(void)state;
	struct merge *merge = start();
	merge_document(merge, &first, NULL, 0);
	struct facts *facts = merge_finish(merge);
	assert_int_equal(facts->documents.n, 1);
	assert_int_equal(facts->edges.n, 0);
	facts_free(facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_fact_twice_is_one_edge_with_two_proofs),
		cmocka_unit_test(test_same_spans_by_same_rule_are_one_proof),
		cmocka_unit_test(test_equally_sure_repeats_keep_the_first_rule_line),
		cmocka_unit_test(test_symmetric_edge_has_smaller_id_first_and_swaps_its_proof),
		cmocka_unit_test(test_proof_of_a_premise_is_not_turned_round),
		cmocka_unit_test(test_premises_at_the_same_spans_are_two_proofs),
		cmocka_unit_test(test_what_states_an_edge_goes_before_what_implies_it),
		cmocka_unit_test(test_support_puts_what_is_stated_first),
		cmocka_unit_test(test_edge_to_itself_is_dropped_and_counted),
		cmocka_unit_test(test_statuses_are_edges_of_their_own),
		cmocka_unit_test(test_ids_escape_bars_and_backslashes),
		cmocka_unit_test(test_name_and_type_do_not_depend_on_the_order),
		cmocka_unit_test(test_dates_come_from_the_best_proof_that_has_them),
		cmocka_unit_test(test_entities_count_spans_once),
		cmocka_unit_test(test_everything_is_sorted),
		cmocka_unit_test(test_nothing_gives_empty_facts),
	};
	return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
