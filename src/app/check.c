#include <inttypes.h>
#include <stdio.h>

#include "app/command.h"
#include "app/corpus.h"
#include "app/rulesets.h"
#include "base/unicode.h"
#include "match/extract.h"
#include "text/reader.h"

/* All that running examples needs; the extractor is used for one after the other. */
struct bench {
	const struct ruleset *rules;
	const struct ast *ast;
	struct extractor *extractor;
	struct arena *reading, *document;
	struct findings findings;
	struct diag *diag;
	size_t passed, failed, todo, todo_passed;
};

/* One example, its findings on the way to be compared. */
struct trial {
	struct bench *bench;
	const struct ast_rule *rule;
	const struct ast_example *example;
	size_t begin; /* where the example's text begins, after what was given */
	bool ok;
};

/* A finding as an edge of an example would write it. */
struct edge_text {
	struct slice source, relation, target;
	enum status status;
};

static struct edge_text edge_of(const struct bench *bench, const struct finding *finding)
{
	return (struct edge_text){ finding->source.name, bench->ast->relations.at[finding->relation].name, finding->target.name, finding->status };
}

static bool same_name(struct arena *arena, struct slice a, struct slice b)
{
	return slice_equal(unicode_fold(arena, a), unicode_fold(arena, b));
}

static bool is_edge(struct bench *bench, const struct ast_edge *wanted, struct edge_text found)
{
	bool inverse = false;
	size_t number = ruleset_relation(bench->rules, wanted->relation, &inverse);
	if (number == bench->ast->relations.n || wanted->status != found.status)
		return false;
	const struct ast_relation *relation = &bench->ast->relations.at[number];
	if (!slice_equal(relation->name, found.relation))
		return false;
	struct slice source = inverse ? wanted->target : wanted->source, target = inverse ? wanted->source : wanted->target;
	struct arena *arena = bench->reading;
	if (same_name(arena, source, found.source) && same_name(arena, target, found.target))
		return true;
	return relation->symmetric && same_name(arena, source, found.target) && same_name(arena, target, found.source);
}

/* Whether a finding is this rule's, in the example itself. */
static bool belongs(const struct trial *trial, const struct finding *finding)
{
	return finding->start >= trial->begin && slice_equal(finding->rule, trial->rule->name);
}

static bool found(const struct trial *trial, const struct ast_edge *wanted)
{
	const struct findings *findings = &trial->bench->findings;
	for (size_t i = 0; i < findings->list.n; i++) {
		if (belongs(trial, &findings->list.at[i]) && is_edge(trial->bench, wanted, edge_of(trial->bench, &findings->list.at[i])))
			return true;
	}
	return false;
}

static bool wanted(const struct trial *trial, const struct finding *finding)
{
	for (size_t i = 0; i < trial->example->edges.n; i++) {
		if (is_edge(trial->bench, &trial->example->edges.at[i], edge_of(trial->bench, finding)))
			return true;
	}
	return false;
}

static const char *describe(struct arena *arena, struct edge_text edge)
{
	if (edge.status == STATUS_ASSERTED)
		return arena_format(arena, "%.*s | %.*s | %.*s", SLICE_ARG(edge.source), SLICE_ARG(edge.relation), SLICE_ARG(edge.target)).ptr;
	return arena_format(
	        arena, "%.*s | %.*s | %.*s | %s", SLICE_ARG(edge.source), SLICE_ARG(edge.relation), SLICE_ARG(edge.target), status_name(edge.status))
	        .ptr;
}

/* What the rule gave, one after the other; NULL where nothing. */
static const char *describe_all(const struct trial *trial)
{
	const struct findings *findings = &trial->bench->findings;
	struct arena *arena = trial->bench->reading;
	const char *text = NULL;
	for (size_t i = 0; i < findings->list.n; i++) {
		if (!belongs(trial, &findings->list.at[i]))
			continue;
		const char *edge = describe(arena, edge_of(trial->bench, &findings->list.at[i]));
		text = text ? arena_format(arena, "%s; %s", text, edge).ptr : edge;
	}
	return text;
}

/* What may help where the rule gave nothing; an example must have two names. */
static const char *why_nothing(const struct trial *trial)
{
	if (!trial->example->yes || trial->bench->findings.names >= 2)
		return NULL;
	return trial->bench->findings.names ? "only one name in it is known: an `entity` or `name` line makes the other known"
	                                    : "no name in it is known: an `entity` or `name` line makes names known";
}

static void fail(struct trial *trial, struct place place, const char *what)
{
	const char *gave = describe_all(trial);
	trial->ok = false;
	if (trial->example->todo)
		return;
	const char *help = gave ? arena_format(trial->bench->reading, "it gives: %s", gave).ptr : why_nothing(trial);
	diag_error(trial->bench->diag, place, "K900", help, "%.*s: %s", SLICE_ARG(trial->rule->name), what);
}

static void judge(struct trial *trial)
{
	const struct ast_example *example = trial->example;
	const struct findings *findings = &trial->bench->findings;
	bool any = describe_all(trial) != NULL;
	if (!example->yes && any)
		fail(trial, example->place, "this `no` gives a relation");
	if (example->yes && !any)
		fail(trial, example->place, "this `yes` gives no relation");
	if (!example->yes || !any || example->edges.n == 0)
		return;
	for (size_t i = 0; i < example->edges.n; i++) {
		if (!found(trial, &example->edges.at[i]))
			fail(trial, example->edges.at[i].place, "the example does not give this");
	}
	for (size_t i = 0; trial->ok && i < findings->list.n; i++) {
		if (belongs(trial, &findings->list.at[i]) && !wanted(trial, &findings->list.at[i]))
			fail(trial, example->place, "this `yes` gives more than its = lines say");
	}
}

static void try_document(struct document *document, const char *skipped, void *data)
{
	struct trial *trial = data;
	struct bench *bench = trial->bench;
	if (skipped)
		return;
	extract_document(bench->extractor, document, bench->document, &bench->findings, bench->diag);
	judge(trial);
	arena_reset(bench->document);
}

static void run_example(struct bench *bench, const struct ast_rule *rule, const struct ast_example *example)
{
	enum { READABLE = 64 };
	struct trial trial = { .bench = bench, .rule = rule, .example = example, .ok = true };
	struct reader_options options = { .encoding = ENCODING_UTF8 };
	size_t given = example->given.len ? example->given.len + 2 : 0, len = given + example->text.len;
	char *bytes = arena_alloc(bench->reading, len + READABLE);
	if (given) {
		memcpy(bytes, example->given.ptr, example->given.len);
		memcpy(bytes + example->given.len, "\n\n", 2);
	}
	memcpy(bytes + given, example->text.ptr, example->text.len);
	trial.begin = given;
	reader_read(slice_of("example.txt"), slice_make(bytes, len), &options, bench->reading, bench->diag, try_document, &trial);
	arena_reset(bench->reading);
	if (example->todo && trial.ok)
		bench->todo_passed++;
	else if (example->todo)
		bench->todo++;
	else if (trial.ok)
		bench->passed++;
	else
		bench->failed++;
}

static void run_examples(struct bench *bench)
{
	struct extract_options options = { .eager = false };
	struct engine *engine = engine_new(bench->rules);
	bench->extractor = extractor_new(engine, &options);
	bench->reading = arena_new();
	bench->document = arena_new();
	for (size_t i = 0; i < bench->ast->rules.n; i++) {
		const struct ast_rule *rule = &bench->ast->rules.at[i];
		for (size_t j = 0; !rule->off && j < rule->examples.n; j++)
			run_example(bench, rule, &rule->examples.at[j]);
	}
	array_fini(&bench->findings.list);
	arena_free(bench->document);
	arena_free(bench->reading);
	extractor_free(bench->extractor);
	engine_free(engine);
}

static const char *ending(size_t n)
{
	return n == 1 ? "" : "s";
}

static int close_check(const struct bench *bench)
{
	size_t rules = bench->rules->rules, entities = bench->ast->entities.n, relations = bench->ast->relations.n;
	unsigned warnings = diag_warnings(bench->diag);
	printf("%zu rule%s, %zu entit%s, %zu relation%s; examples: %zu passed, %zu failed, %zu to do", rules, ending(rules), entities,
	        entities == 1 ? "y" : "ies", relations, ending(relations), bench->passed, bench->failed, bench->todo);
	if (bench->todo_passed)
		printf(" (%zu marked todo pass now)", bench->todo_passed);
	printf("; %u warning%s\n", warnings, ending(warnings));
	if (fflush(stdout) != 0)
		return EXIT_OUTPUT;
	return bench->failed ? EXIT_LESS : EXIT_DONE;
}

int command_check(const struct options *options, struct diag *diag)
{
	struct corpus corpus;
	struct arena *arena = arena_new();
	struct ruleset *rules = corpus_open(&corpus, options, diag) ? rulesets_load(options, &corpus.roots, arena, diag) : NULL;
	int status = EXIT_WRONG;
	if (rules) {
		struct bench bench = { .rules = rules, .ast = rules->ast, .diag = diag };
		ruleset_lint(rules, diag);
		run_examples(&bench);
		status = close_check(&bench);
	}
	ruleset_free(rules);
	corpus_fini(&corpus);
	arena_free(arena);
	return status;
}
