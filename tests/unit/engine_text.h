/* engine_text: for tests: rules and a text from strings, and the edges that the one finds in the other. */
#ifndef KGRAPH_TESTS_ENGINE_TEXT_H
#define KGRAPH_TESTS_ENGINE_TEXT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "match/engine.h"
#include "match/extract.h"
#include "rules/ruleset.h"

/* The ruleset of a folder (NULL: none) and of one file more; NULL, after the messages were printed, where it has errors. Freed with ruleset_free. */
static inline struct ruleset *ruleset_beside(const char *beside, const char *text)
{
	char folder[] = "/tmp/kgraph-test-XXXXXX", path[64];
	if (!mkdtemp(folder))
		return NULL;
	snprintf(path, sizeof path, "%s/t.rules", folder);
	FILE *file = fopen(path, "w");
	if (file) {
		fputs(text, file);
		fclose(file);
	}
	const char *folders[] = { folder, beside };
	struct diag *diag = diag_new();
	struct ruleset *rules = ruleset_load(folders, beside ? 2 : 1, diag);
	if (!rules)
		fprintf(stderr, "%.*s\n", SLICE_ARG(diag_text(diag)));
	diag_free(diag);
	unlink(path);
	rmdir(folder);
	return rules;
}

static inline struct ruleset *ruleset_of_text(const char *text)
{
	return ruleset_beside(NULL, text);
}

/* Rules ready to be used by one thread. */
struct engine_text {
	struct ruleset *rules;
	struct engine *engine;
	struct extractor *lazy, *eager;
	struct arena *arena;
	struct diag *diag;
	struct findings findings;
	struct buffer edges;
};

/* The rules that come with the program; tests run in the folder of the project. NULL, after the messages were printed, where there are none. */
static inline struct ruleset *ruleset_shipped(void)
{
	static const char *const folders[] = { "rules/en", "rules/politics" };
	struct diag *diag = diag_stream(0, false);
	struct ruleset *rules = ruleset_load(folders, 2, diag);
	diag_free(diag);
	return rules;
}

static inline void engine_text_init(struct engine_text *world, struct ruleset *rules)
{
	struct extract_options lazy = { .eager = false }, eager = { .eager = true };
	*world = (struct engine_text){ .rules = rules, .engine = engine_new(rules, 1), .arena = arena_new(), .diag = diag_new() };
	world->lazy = extractor_new(world->engine, &lazy);
	world->eager = extractor_new(world->engine, &eager);
}

/* With the rules that come with the program; false where they cannot be read. */
static inline bool engine_text_shipped(struct engine_text *world)
{
	struct ruleset *rules = ruleset_shipped();
	if (rules)
		engine_text_init(world, rules);
	return rules;
}

/* Ends the world and frees its rules. */
static inline void engine_text_fini(struct engine_text *world)
{
	extractor_free(world->lazy);
	extractor_free(world->eager);
	engine_free(world->engine);
	ruleset_free(world->rules);
	arena_free(world->arena);
	diag_free(world->diag);
	findings_fini(&world->findings);
	buffer_fini(&world->edges);
}

/* The findings in text, in world->findings until the next call. */
static inline void engine_text_find(struct engine_text *world, struct slice text, bool eager)
{
	enum { READABLE = 64 };
	struct document document = { .key = slice_of("t.txt") };
	arena_reset(world->arena);
	char *bytes = arena_alloc(world->arena, text.len + READABLE);
	memcpy(bytes, text.ptr, text.len);
	world->findings.list.n = 0;
	if (!document_decode(&document, world->arena, slice_make(bytes, text.len), ENCODING_UTF8, NULL))
		extract_document(eager ? world->eager : world->lazy, &document, world->arena, &world->findings, world->diag);
	document_fini(&document);
}

/* The names of text, a sentence with 16 readable bytes behind it, in *mentions, whose first members the caller has set; it stays where it is:
 * patterns look word classes up in it. */
static inline void engine_text_mentions(struct engine_text *world, struct slice text, struct mentions *mentions)
{
	size_t n = world->rules->ast->names.n;
	struct lexicon_hits hits = { 0 };
	uint32_t *all = alloc_new((n + 1) * sizeof *all);
	for (uint32_t i = 0; i < n; i++)
		all[i] = i;
	lexicon_scan(world->engine->lexicon, text, &hits, world->arena);
	mentions_find(mentions, text, 0, text.len, hits.names.at, hits.names.n, all, n);
	mentions_place(mentions);
	lexicon_hits_fini(&hits);
	free(all);
}

static inline void engine_text_put(struct engine_text *world, const struct finding *finding)
{
	struct slice relation = world->rules->ast->relations.at[finding->relation].name;
	buffer_format(&world->edges, "%s%.*s | %.*s | %.*s", world->edges.n ? "; " : "", SLICE_ARG(finding->source.name), SLICE_ARG(relation),
	        SLICE_ARG(finding->target.name));
	if (finding->status != STATUS_ASSERTED)
		buffer_format(&world->edges, " | %s", status_name(finding->status));
}

/* "A | relation | B; …" (a status that is not asserted behind it) of what text says, each edge once, in the order found. Lives until the next
 * call. */
static inline const char *engine_text_edges(struct engine_text *world, const char *text, bool eager)
{
	engine_text_find(world, slice_of(text), eager);
	world->edges.n = 0;
	for (size_t i = 0; i < world->findings.list.n; i++) {
		size_t before = world->edges.n;
		engine_text_put(world, &world->findings.list.at[i]);
		size_t skip = before ? 2 : 0;
		struct slice edge = slice_part(buffer_slice(&world->edges), before + skip, world->edges.n);
		struct slice rest = slice_make(world->edges.at, before), known;
		bool twice = false;
		while (before && slice_split(&rest, ';', &known))
			twice |= slice_equal(known, edge);
		if (twice)
			world->edges.n = before;
	}
	buffer_char(&world->edges, '\0');
	return world->edges.at;
}

struct expected_edges {
	const char *text, *edges;
};

/* Each text gives its edges, with the questions that spare work and without. */
static inline void assert_edges(const char *rules, const struct expected_edges *cases, size_t n)
{
	struct engine_text world;
	struct ruleset *loaded = ruleset_of_text(rules);
	assert_non_null(loaded);
	engine_text_init(&world, loaded);
	for (size_t i = 0; i < n; i++)
		for (int eager = 0; eager < 2; eager++)
			if (strcmp(engine_text_edges(&world, cases[i].text, eager), cases[i].edges) != 0)
				fail_msg("%s\n  gives  %s\n  wanted %s", cases[i].text, engine_text_edges(&world, cases[i].text, eager),
				        cases[i].edges);
	engine_text_fini(&world);
}

/* rules, then { text, edges }, … */
#define ASSERT_EDGES(rules, ...)                                                                                                                     \
	do {                                                                                                                                         \
		static const struct expected_edges cases[] = { __VA_ARGS__ };                                                                        \
		assert_edges(rules, cases, sizeof cases / sizeof *cases);                                                                            \
	} while (0)

#endif
