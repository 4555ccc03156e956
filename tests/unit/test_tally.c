#include "engine_text.h"

#include "app/work.h"
#include "facts/tally.h"

static const char rules_text[] = "type person\ntype place\n"
                                 "entity Ada : person\nentity Bob : person\nentity Rome : place\n"
                                 "relation met from person to person\nrelation praised from person to person\nrelation left from person to place\n"
                                 "rule praised\n  off\n  find {X} praised {Y}\n  find {Y} praised by {X}\n  gives {X} | praised | {Y}\n"
                                 "rule met\n  find {X} met {Y}\n  find {X} met with {Y}\n  gives {X} | met | {Y}\n"
                                 "rule left\n  find {X} left {Y}\n  gives {X} | left | {Y}\n";
/* "met" stands five times; names stand next to it on both sides four times, once behind a mark that no line has; the second is too far from the name
 * behind it for a line without "with"; the last is about one person. */
static const char *const texts[] = { "Ada met Bob. Ada met with Bob. Ada met: Bob. Ada praised Bob. It rained.", "Bob met Ada. Bob met Bob." };
static const char *const keys[] = { "a.txt", "b.txt" };

enum { PRAISED, PRAISED_BY, MET, MET_WITH, LEFT };

struct corpus_text {
	struct ruleset *rules;
	struct tally *tallies[2];
	struct facts *facts;
};

static void read_text(struct extractor *extractor, size_t number, struct merge *merge)
{
	enum { READABLE = 64 };
	struct document document = { .key = slice_of(keys[number]) };
	struct fact_document fact = { .key = document.key };
	struct findings findings = { 0 };
	struct arena *arena = arena_new();
	struct diag *diag = diag_new();
	struct slice text = slice_of(texts[number]);
	char *bytes = arena_alloc(arena, text.len + READABLE);
	memcpy(bytes, text.ptr, text.len);
	assert_null(document_decode(&document, arena, slice_make(bytes, text.len), ENCODING_UTF8, NULL));
	extract_document(extractor, &document, arena, &findings, diag);
	merge_document(merge, &fact, findings.list.at, findings.list.n);
	findings_fini(&findings);
	document_fini(&document);
	arena_free(arena);
	diag_free(diag);
}

/* Each document by a thread of its own. */
static void read_corpus(struct corpus_text *corpus)
{
	corpus->rules = ruleset_of_text(rules_text);
	assert_non_null(corpus->rules);
	struct engine *engine = engine_new(corpus->rules, 1);
	struct merge *merge = work_merge(corpus->rules);
	for (size_t i = 0; i < 2; i++) {
		corpus->tallies[i] = tally_new(corpus->rules);
		struct extract_watch watch = { tally_sentence, tally_triggered, tally_tried, corpus->tallies[i] };
		struct extract_options options = { .all_names = true, .watch = &watch };
		struct extractor *extractor = extractor_new(engine, &options);
		read_text(extractor, i, merge);
		extractor_free(extractor);
	}
	corpus->facts = merge_finish(merge);
	engine_free(engine);
}

static void free_corpus(struct corpus_text *corpus)
{
	tally_free(corpus->tallies[0]);
	tally_free(corpus->tallies[1]);
	facts_free(corpus->facts);
	ruleset_free(corpus->rules);
}

static void assert_line(const struct tally_line *line, uint64_t seen, uint64_t tried, uint64_t hits, uint64_t documents, uint64_t proofs)
{
	assert_int_equal(line->seen, seen);
	assert_int_equal(line->tried, tried);
	assert_int_equal(line->hits, hits);
	assert_int_equal(line->documents, documents);
	assert_int_equal(line->proofs, proofs);
}

static void test_what_is_counted(void **state)
{
	(void)state;
	for (size_t first = 0; first < 2; first++) {
		struct corpus_text corpus;
		read_corpus(&corpus);
		struct tally *tally = corpus.tallies[first];
		tally_add(tally, corpus.tallies[1 - first]);
		tally_facts(tally, corpus.facts);
		assert_int_equal(tally->find_count, 5);
		assert_line(&tally->finds[PRAISED], 0, 0, 0, 0, 0);
		assert_line(&tally->finds[PRAISED_BY], 0, 0, 0, 0, 0);
		assert_line(&tally->finds[MET], 5, 4, 3, 2, 2);
		assert_line(&tally->finds[MET_WITH], 1, 1, 1, 1, 1);
		assert_line(&tally->finds[LEFT], 0, 0, 0, 0, 0);
		/* "Ada met Bob" and "Bob met Ada"; "Ada met with Bob" is the first of them once more. */
		assert_int_equal(tally->finds[MET].edges, 2);
		assert_int_equal(tally->finds[MET_WITH].edges, 1);
		assert_line(&tally->rules[1], 6, 5, 4, 2, 3);
		assert_int_equal(tally->rules[1].edges, 2);
		assert_int_equal(tally->sentences, 7);
		assert_int_equal(tally->paired, 6);
		assert_int_equal(tally->stated, 3);
		free_corpus(&corpus);
	}
}

static void test_relations_and_types(void **state)
{
	(void)state;
	struct corpus_text corpus;
	read_corpus(&corpus);
	struct tally *tally = corpus.tallies[0];
	tally_add(tally, corpus.tallies[1]);
	tally_facts(tally, corpus.facts);
	const struct tally_kind *met = &tally->relations[0], *person = &tally->types[0], *place = &tally->types[1];
	assert_true(slice_is(met->name, "met") && slice_is(person->name, "person") && slice_is(place->name, "place"));
	assert_int_equal(met->edges, 2);
	assert_int_equal(met->proofs, 3);
	assert_int_equal(met->documents, 2);
	assert_int_equal(tally->relations[1].edges, 0);
	/* Both ends are persons, and count once. */
	assert_int_equal(person->edges, 2);
	assert_int_equal(person->proofs, 3);
	assert_int_equal(person->documents, 2);
	assert_int_equal(person->entities, 2);
	assert_int_equal(place->edges + place->entities, 0);
	free_corpus(&corpus);
}

static void test_order_of_lines(void **state)
{
	(void)state;
	struct tally_line lines[] = { { .hits = 0 }, { .hits = 2, .documents = 1 }, { .hits = 2, .documents = 2 }, { .hits = 0 }, { .hits = 9 } };
	const size_t wanted[] = { 4, 2, 1, 0, 3 };
	const struct tally_line **sorted = tally_sorted(lines, 5);
	for (size_t i = 0; i < 5; i++)
		assert_ptr_equal(sorted[i], &lines[wanted[i]]);
	free(sorted);
}

static void test_order_of_kinds(void **state)
{
	(void)state;
	struct tally_kind kinds[] = { { .name = slice_of("b") }, { .name = slice_of("a") }, { .name = slice_of("c"), .edges = 1, .proofs = 1 },
		{ .name = slice_of("d"), .edges = 1, .proofs = 3 } };
	const size_t wanted[] = { 3, 2, 1, 0 };
	const struct tally_kind **sorted = tally_sorted_kinds(kinds, 4);
	for (size_t i = 0; i < 4; i++)
		assert_ptr_equal(sorted[i], &kinds[wanted[i]]);
	free(sorted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_counted),
		cmocka_unit_test(test_relations_and_types),
		cmocka_unit_test(test_order_of_lines),
		cmocka_unit_test(test_order_of_kinds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
