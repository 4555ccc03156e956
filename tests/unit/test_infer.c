#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <time.h>

#include "base/buffer.h"
#include "engine_text.h"
#include "facts/infer.h"

#define RELATIONS                                                                                                                                    \
	"type person\ntype group\ntype actor is any of person, group\n"                                                                              \
	"relation led-by from group to person inverse leads\n"                                                                                       \
	"relation overthrew from actor to actor inverse overthrown-by\n"                                                                             \
	"relation allied-with from actor to actor symmetric\n"                                                                                       \
	"relation part-of from group to group inverse has-part\n"
#define LED "infer led\n if A | led-by | B and A | overthrew | C\n then B | overthrew | C\n sure -20\n"
#define PARTS "infer parts\n if A | part-of | B and B | part-of | C\n then A | part-of | C\n sure -0\n"
#define FRIENDS "infer friends\n if A | allied-with | B and B | allied-with | C\n then A | allied-with | C\n"

enum { LED_BY, OVERTHREW, ALLIED_WITH, PART_OF };
enum { PERSON, GROUP, ACTOR, UNKNOWN, PHRASE };

/* One document: stated edges, then what follows from them. */
struct world {
	struct ruleset *rules;
	struct findings findings;
	struct arena *arena;
	struct diag *diag;
	struct buffer text;
	size_t stated;
	bool complete;
};

static void world_init(struct world *world, const char *rules)
{
	*world = (struct world){ .rules = ruleset_of_text(rules), .arena = arena_new(), .diag = diag_new() };
	assert_non_null(world->rules);
}

static void world_fini(struct world *world)
{
	ruleset_free(world->rules);
	findings_fini(&world->findings);
	arena_free(world->arena);
	diag_free(world->diag);
	buffer_fini(&world->text);
}

static struct finding_end end_of(struct world *world, const char *name, uint32_t type, uint64_t at)
{
	struct slice text = arena_format(world->arena, "%s", name);
	return (struct finding_end){ .id = text, .name = text, .text = text, .type = type, .start = at, .end = at + text.len };
}

static struct finding *state(struct world *world, const char *source, uint32_t relation, const char *target, uint8_t sure)
{
	struct slice nothing = slice_make("", 0);
	uint64_t at = 1000 * world->findings.list.n;
	struct finding finding = { .relation = relation, .line = 1, .start = at, .end = at + 100, .sure = sure, .premise = nothing };
	/* Groups are written in capitals. */
	finding.source = end_of(world, source, source[0] <= 'Z' ? GROUP : PERSON, at);
	finding.target = end_of(world, target, target[0] <= 'Z' ? GROUP : PERSON, at + 50);
	finding.rule = finding.rule_file = finding.variant = slice_of("rule");
	finding.sentence = arena_format(world->arena, "%s %u %s.", source, relation, target);
	finding.resolved = finding.from = finding.to = finding.as = finding.speaker = nothing;
	array_push(&world->findings.list, finding);
	return array_last(&world->findings.list);
}

static void infer(struct world *world)
{
	world->stated = world->findings.list.n;
	world->complete = infer_document(world->rules, slice_of("d.txt"), &world->findings, NULL, world->arena, world->diag);
}

static int compare_texts(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* What was inferred, each edge once, in the order of the bytes: "a overthrew b 60; …". */
static const char *inferred(struct world *world)
{
	size_t n = world->findings.list.n - world->stated;
	struct slice *edges = arena_alloc(world->arena, n * sizeof *edges);
	world->text.n = 0;
	for (size_t i = 0; i < n; i++) {
		const struct finding *finding = &world->findings.list.at[world->stated + i];
		assert_true(finding->premise.len > 0);
		assert_int_equal(finding->status, STATUS_ASSERTED);
		edges[i] = arena_format(world->arena, "%.*s %.*s %.*s %u", SLICE_ARG(finding->source.name),
		        SLICE_ARG(world->rules->ast->relations.at[finding->relation].name), SLICE_ARG(finding->target.name), finding->sure);
	}
	qsort(edges, n, sizeof *edges, compare_texts);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !slice_equal(edges[i - 1], edges[i]))
			buffer_format(&world->text, "%s%.*s", world->text.n ? "; " : "", SLICE_ARG(edges[i]));
	buffer_char(&world->text, '\0');
	return world->text.at;
}

struct stated {
	const char *source;
	uint32_t relation;
	const char *target;
	enum status status;
};

static void gives(const char *rules, const struct stated *edges, size_t n, const char *wanted)
{
	struct world world;
	world_init(&world, rules);
	for (size_t i = 0; i < n; i++)
		state(&world, edges[i].source, edges[i].relation, edges[i].target, 80)->status = edges[i].status;
	infer(&world);
	assert_string_equal(inferred(&world), wanted);
	assert_true(world.complete);
	world_fini(&world);
}

#define GIVES(rules, wanted, ...)                                                                                                                    \
	do {                                                                                                                                         \
		const struct stated edges[] = { __VA_ARGS__ };                                                                                       \
		gives(rules, edges, sizeof edges / sizeof *edges, wanted);                                                                           \
	} while (0)

static void test_two_premises_join_on_their_letter(void **state_)
{
	(void)state_;
	GIVES(RELATIONS LED, "ann overthrew bob 60", { "UP", LED_BY, "ann", 0 }, { "UP", OVERTHREW, "bob", 0 });
	GIVES(RELATIONS LED, "ann overthrew bob 60", { "UP", OVERTHREW, "bob", 0 }, { "UP", LED_BY, "ann", 0 });
	GIVES(RELATIONS LED, "", { "UP", LED_BY, "ann", 0 }, { "PS", OVERTHREW, "bob", 0 });
	GIVES(RELATIONS LED, "", { "UP", LED_BY, "ann", 0 }, { "bob", OVERTHREW, "UP", 0 });
}

/* "A coup led by Ann" and, elsewhere, "a coup that overthrew Bob": one id, and perhaps two coups. */
static void test_a_thing_without_a_name_joins_what_is_near(void **state_)
{
	(void)state_;
	static const struct {
		const char *thing;
		uint64_t apart;
		const char *wanted;
	} cases[] = { { "coup@d.txt", 151, "" }, { "coup@d.txt", 150, "ann overthrew bob 60" }, { "Coup@d.txt", 151, "ann overthrew bob 60" },
		{ "coup", 151, "ann overthrew bob 60" } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world world;
		world_init(&world, RELATIONS LED);
		state(&world, cases[i].thing, LED_BY, "ann", 80)->start = 1000 + cases[i].apart;
		state(&world, cases[i].thing, OVERTHREW, "bob", 80)->start = 1000;
		infer(&world);
		assert_string_equal(inferred(&world), cases[i].wanted);
		world_fini(&world);
	}
}

static void test_a_proof_for_each_premise(void **state_)
{
	(void)state_;
	struct world world;
	world_init(&world, RELATIONS LED);
	state(&world, "UP", LED_BY, "ann", 90)->resolved = slice_of("it: UP (line 1)");
	state(&world, "UP", OVERTHREW, "bob", 70);
	state(&world, "UP", OVERTHREW, "bob", 85);
	infer(&world);
	assert_int_equal(world.findings.list.n, 5);
	const struct finding *first = &world.findings.list.at[3], *second = &world.findings.list.at[4];
	/* The spans are the premise's, the ends the edge's; of a premise's proofs the best is quoted. */
	assert_true(slice_is(first->source.id, "ann") && slice_is(first->target.id, "bob"));
	assert_true(slice_is(first->source.text, "UP") && slice_is(first->target.text, "ann"));
	assert_true(slice_is(first->premise, "UP|led-by|ann|asserted"));
	assert_true(slice_is(first->resolved, "premise 1 of 2: UP | led-by | ann; with UP | overthrew | bob; it: UP (line 1)"));
	assert_int_equal(first->start, 0);
	assert_int_equal(second->start, 2000);
	assert_true(slice_is(second->premise, "UP|overthrew|bob|asserted"));
	assert_true(slice_is(second->resolved, "premise 2 of 2: UP | overthrew | bob; with UP | led-by | ann"));
	for (size_t i = 3; i < 5; i++) {
		assert_int_equal(world.findings.list.at[i].sure, 65);
		assert_true(slice_is(world.findings.list.at[i].rule, "infer led"));
		assert_true(slice_is(world.findings.list.at[i].variant, "inferred"));
	}
	world_fini(&world);
}

static void test_chains_and_circles(void **state_)
{
	(void)state_;
	GIVES(RELATIONS PARTS, "A part-of C 80; A part-of D 80; B part-of D 80", { "A", PART_OF, "B", 0 }, { "B", PART_OF, "C", 0 },
	        { "C", PART_OF, "D", 0 });
	/* All pairs but those of a thing with itself and those that are stated. */
	GIVES(RELATIONS PARTS, "A part-of C 80; B part-of A 80; C part-of B 80", { "A", PART_OF, "B", 0 }, { "B", PART_OF, "C", 0 },
	        { "C", PART_OF, "A", 0 });
	GIVES(RELATIONS PARTS, "", { "A", PART_OF, "B", 0 }, { "B", PART_OF, "A", 0 });
}

static void test_one_block_feeds_another(void **state_)
{
	(void)state_;
	GIVES(RELATIONS LED PARTS "infer up\n if A | part-of | B and B | overthrew | C\n then A | overthrew | C\n sure -10\n",
	        "A overthrew bob 70; ann overthrew bob 50", { "A", PART_OF, "B", 0 }, { "B", OVERTHREW, "bob", 0 }, { "A", LED_BY, "ann", 0 });
}

static void test_symmetric_edges_and_inverse_names(void **state_)
{
	(void)state_;
	GIVES(RELATIONS FRIENDS, "ann allied-with cid 60", { "ann", ALLIED_WITH, "bob", 0 }, { "cid", ALLIED_WITH, "bob", 0 });
	GIVES(RELATIONS FRIENDS, "bob allied-with cid 60", { "ann", ALLIED_WITH, "bob", 0 }, { "ann", ALLIED_WITH, "cid", 0 });
	GIVES(RELATIONS "infer i\n if B | leads | A and C | overthrown-by | A\n then C | overthrown-by | B\n", "ann overthrew bob 60",
	        { "UP", LED_BY, "ann", 0 }, { "UP", OVERTHREW, "bob", 0 });
	/* The same edge by its two ends. */
	GIVES(RELATIONS "infer i\n if A | allied-with | B\n then A | overthrew | B\n", "ann overthrew bob 60; bob overthrew ann 60",
	        { "ann", ALLIED_WITH, "bob", 0 });
}

static void test_both_ends_known(void **state_)
{
	(void)state_;
	const char *triangle = RELATIONS "infer t\n if A | overthrew | B and B | overthrew | C and C | overthrew | A\n then A | allied-with | B\n";
	GIVES(triangle, "a allied-with b 60; a allied-with c 60; b allied-with c 60", { "a", OVERTHREW, "b", 0 }, { "b", OVERTHREW, "c", 0 },
	        { "c", OVERTHREW, "a", 0 });
	GIVES(triangle, "", { "a", OVERTHREW, "b", 0 }, { "b", OVERTHREW, "c", 0 }, { "a", OVERTHREW, "c", 0 });
}

static void test_only_what_is_asserted(void **state_)
{
	(void)state_;
	for (enum status status = STATUS_ASSERTED + 1; status <= STATUS_REPORTED; status++) {
		GIVES(RELATIONS LED, "", { "UP", LED_BY, "ann", status }, { "UP", OVERTHREW, "bob", 0 });
		GIVES(RELATIONS LED, "", { "UP", LED_BY, "ann", 0 }, { "UP", OVERTHREW, "bob", status });
	}
}

static void test_what_is_stated_or_denied_does_not_follow(void **state_)
{
	(void)state_;
	GIVES(RELATIONS LED, "", { "UP", LED_BY, "ann", 0 }, { "UP", OVERTHREW, "bob", 0 }, { "ann", OVERTHREW, "bob", 0 });
	GIVES(RELATIONS LED, "", { "UP", LED_BY, "ann", 0 }, { "UP", OVERTHREW, "bob", 0 }, { "ann", OVERTHREW, "bob", STATUS_DENIED });
	GIVES(RELATIONS LED, "ann overthrew bob 60", { "UP", LED_BY, "ann", 0 }, { "UP", OVERTHREW, "bob", 0 },
	        { "ann", OVERTHREW, "bob", STATUS_PLANNED });
	/* Nor does what would follow from it. */
	GIVES(RELATIONS PARTS, "B part-of D 80", { "A", PART_OF, "B", 0 }, { "B", PART_OF, "C", 0 }, { "C", PART_OF, "D", 0 },
	        { "A", PART_OF, "C", STATUS_DENIED }, { "A", PART_OF, "D", STATUS_DENIED });
}

static void test_types(void **state_)
{
	(void)state_;
	const char *asked = RELATIONS "infer i\n if A : group | allied-with | B : person\n then A | led-by | B\n";
	GIVES(asked, "UP led-by ann 60", { "UP", ALLIED_WITH, "ann", 0 }, { "bob", ALLIED_WITH, "cid", 0 }, { "UP", ALLIED_WITH, "PS", 0 });
	/* What follows has ends that its relation takes, asked or not. */
	const char *unasked = RELATIONS "infer i\n if A | allied-with | B\n then A | led-by | B\n";
	GIVES(unasked, "UP led-by ann 60", { "UP", ALLIED_WITH, "ann", 0 }, { "bob", ALLIED_WITH, "cid", 0 }, { "UP", ALLIED_WITH, "PS", 0 });
}

static void test_the_surest_way_counts(void **state_)
{
	(void)state_;
	/* The long way is surer, whatever the order of the sentences. */
	for (int turned = 0; turned < 2; turned++) {
		struct world world;
		world_init(&world, RELATIONS PARTS);
		if (turned)
			state(&world, "C", PART_OF, "D", 95);
		state(&world, "A", PART_OF, "X", 30);
		state(&world, "X", PART_OF, "D", 95);
		state(&world, "A", PART_OF, "B", 90);
		state(&world, "B", PART_OF, "C", 90);
		if (!turned)
			state(&world, "C", PART_OF, "D", 95);
		infer(&world);
		bool found = false;
		for (size_t i = world.stated; i < world.findings.list.n; i++) {
			const struct finding *finding = &world.findings.list.at[i];
			if (!slice_is(finding->source.id, "A") || !slice_is(finding->target.id, "D"))
				continue;
			assert_int_equal(finding->sure, 90);
			found = true;
		}
		assert_true(found);
		world_fini(&world);
	}
}

static void test_sure_ends_at_one(void **state_)
{
	(void)state_;
	struct world world;
	world_init(&world, RELATIONS "infer i\n if A | part-of | B and B | part-of | C\n then A | part-of | C\n sure -60\n");
	state(&world, "A", PART_OF, "B", 50);
	state(&world, "B", PART_OF, "C", 70);
	infer(&world);
	assert_string_equal(inferred(&world), "A part-of C 1");
	world_fini(&world);
}

static void chain(struct world *world, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char from[24], to[24];
		snprintf(from, sizeof from, "G%zu", i);
		snprintf(to, sizeof to, "G%zu", i + 1);
		state(world, from, PART_OF, to, 80);
	}
}

static void test_no_edge_rests_on_too_many_sentences(void **state_)
{
	(void)state_;
	struct world world;
	world_init(&world, RELATIONS PARTS);
	chain(&world, INFER_GROUNDS);
	infer(&world);
	assert_true(world.complete);
	world_fini(&world);
	world_init(&world, RELATIONS PARTS);
	chain(&world, INFER_GROUNDS + 1);
	infer(&world);
	assert_false(world.complete);
	struct slice said = diag_text(world.diag);
	/* Once, with the place of the block. */
	assert_int_equal(diag_warnings(world.diag), 1);
	assert_non_null(strstr(said.ptr, "rest on more than 16 sentences"));
	assert_non_null(strstr(said.ptr, "[W110]"));
	world_fini(&world);
}

/* Everybody with everybody: what grows fastest stops at its limits, within a moment. */
static void test_an_explosion_is_bounded(void **state_)
{
	(void)state_;
	struct world world;
	world_init(&world,
	        RELATIONS "infer all\n if A | allied-with | B and B | allied-with | C and C | allied-with | D and D | allied-with | E\n"
	                  " then A | overthrew | E\n" PARTS);
	for (size_t i = 0; i < 400; i++)
		for (size_t k = 1; k <= 10; k++) {
			char from[24], to[24];
			snprintf(from, sizeof from, "P%zu", i);
			snprintf(to, sizeof to, "P%zu", (i + k) % 400);
			state(&world, from, ALLIED_WITH, to, 80);
		}
	chain(&world, 5);
	clock_t start = clock();
	infer(&world);
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5);
	assert_false(world.complete);
	assert_int_equal(diag_warnings(world.diag), 1);
	world_fini(&world);
}

static void test_too_many_edges(void **state_)
{
	(void)state_;
	struct world world;
	world_init(&world, RELATIONS "infer all\n if A | led-by | B and C | led-by | B\n then A | allied-with | C\n");
	for (size_t i = 0; i < 200; i++) {
		char name[24];
		snprintf(name, sizeof name, "G%zu", i);
		state(&world, name, LED_BY, "ann", 80);
	}
	infer(&world);
	assert_false(world.complete);
	assert_int_equal(world.findings.list.n - world.stated, 2 * INFER_EDGES);
	assert_non_null(strstr(diag_text(world.diag).ptr, "more than 10,000 edges would follow"));
	world_fini(&world);
}

static void test_documents_are_not_joined(void **state_)
{
	(void)state_;
	struct world world;
	world_init(&world, RELATIONS LED);
	state(&world, "UP", LED_BY, "ann", 80);
	infer(&world);
	array_clear(&world.findings.list);
	state(&world, "UP", OVERTHREW, "bob", 80);
	infer(&world);
	assert_string_equal(inferred(&world), "");
	world_fini(&world);
}

static void test_a_block_that_is_off(void **state_)
{
	(void)state_;
	GIVES(RELATIONS LED " off\n", "", { "UP", LED_BY, "ann", 0 }, { "UP", OVERTHREW, "bob", 0 });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two_premises_join_on_their_letter),
		cmocka_unit_test(test_a_thing_without_a_name_joins_what_is_near),
		cmocka_unit_test(test_a_proof_for_each_premise),
		cmocka_unit_test(test_chains_and_circles),
		cmocka_unit_test(test_one_block_feeds_another),
		cmocka_unit_test(test_symmetric_edges_and_inverse_names),
		cmocka_unit_test(test_both_ends_known),
		cmocka_unit_test(test_only_what_is_asserted),
		cmocka_unit_test(test_what_is_stated_or_denied_does_not_follow),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_the_surest_way_counts),
		cmocka_unit_test(test_sure_ends_at_one),
		cmocka_unit_test(test_no_edge_rests_on_too_many_sentences),
		cmocka_unit_test(test_an_explosion_is_bounded),
		cmocka_unit_test(test_too_many_edges),
		cmocka_unit_test(test_documents_are_not_joined),
		cmocka_unit_test(test_a_block_that_is_off),
	};
	return cmocka_run_group_tests_name("infer", tests, NULL, NULL);
}
