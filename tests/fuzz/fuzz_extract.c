/* The whole extraction with a fixed set of rules: every finding is proved; lazy and eager find the same. */
#include <stdio.h>

#include "fuzz.h"
#include "match/extract.h"
#include "text/reader.h"

static struct engine *engine;
static struct ruleset *rules;

struct run {
	struct findings lazy, eager;
	struct arena *arena;
	struct diag *diag;
};

static void prepare(void)
{
	static const char *const folders[] = { "rules/en", "rules/politics" };
	struct diag *diag = diag_stream(0, false);
	rules = ruleset_load(folders, sizeof folders / sizeof *folders, diag);
	diag_free(diag);
	if (!rules) {
		fprintf(stderr, "the rules cannot be read: run it in the project's folder\n");
		exit(2);
	}
	engine = engine_new(rules, 1);
}

static void release(void)
{
	engine_free(engine);
	ruleset_free(rules);
}

static void extract(const struct run *run, bool eager, struct document *document, struct findings *findings)
{
	struct extract_options options = { .eager = eager };
	struct extractor *extractor = extractor_new(engine, &options);
	extract_document(extractor, document, run->arena, findings, run->diag);
	extractor_free(extractor);
	fuzz_check(findings->unproved == 0);
	fuzz_check(findings->sentences == findings->matched + findings->empty + findings->gave_up);
}

static void check_finding(const struct document *document, const struct finding *a, const struct finding *b)
{
	fuzz_check(a->start < a->end && a->end <= document->raw.len && a->line >= 1 && a->sure >= 1 && a->sure <= 100);
	fuzz_check(a->source.start >= a->start && a->source.end <= a->end && a->target.start >= a->start && a->target.end <= a->end);
	fuzz_check(a->start == b->start && a->end == b->end && a->relation == b->relation && a->status == b->status && a->sure == b->sure);
	fuzz_check(slice_equal(a->source.id, b->source.id) && slice_equal(a->target.id, b->target.id) && slice_equal(a->sentence, b->sentence));
}

static void each(struct document *document, const char *skipped, void *data)
{
	struct run *run = data;
	if (skipped)
		return;
	extract(run, false, document, &run->lazy);
	extract(run, true, document, &run->eager);
	fuzz_check(run->lazy.list.n == run->eager.list.n);
	for (size_t i = 0; i < run->lazy.list.n; i++)
		check_finding(document, &run->lazy.list.at[i], &run->eager.list.at[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader_options options = { .encoding = ENCODING_AUTO };
	struct run run = { .arena = NULL };
	if (!engine) {
		prepare();
		atexit(release);
	}
	char *bytes = fuzz_copy(data, size);
	struct arena *arena = arena_new();
	run.arena = arena_new();
	run.diag = diag_new();
	reader_read(slice_of(size && data[0] == '<' ? "a.html" : "a.txt"), slice_make(bytes, size), &options, arena, run.diag, each, &run);
	array_fini(&run.lazy.list);
	array_fini(&run.eager.list);
	diag_free(run.diag);
	arena_free(run.arena);
	arena_free(arena);
	free(bytes);
	return 0;
}
