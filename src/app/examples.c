#include "app/examples.h"

#include "app/seen.h"
#include "base/unicode.h"
#include "facts/infer.h"
#include "rules/codes.h"
#include "rules/list.h"
#include "text/reader.h"

/* All that running examples needs; the extractor is used for one after the other. */
struct bench {
	const struct ruleset *rules;
	const struct ast *ast;
	struct examples *examples;
	struct engine *engine;
	struct extractor *extractor;
	struct arena *reading, *document;
	struct findings findings;
	struct slice file;   /* of the rules that are run; empty: all */
	struct slice chosen; /* how the rules were chosen, as an option */
	struct diag *diag;
};

/* One example, its findings on the way to be compared. */
struct trial {
	struct bench *bench;
	struct tried *tried;
	struct document *document; /* once it is read */
	size_t begin;              /* where the example's text begins, after what was given; what is inferred may rest on both */
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
	return (finding->start >= trial->begin || finding->premise.len) && slice_equal(finding->rule, trial->tried->rule->name);
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
	for (size_t i = 0; i < trial->tried->example->edges.n; i++) {
		if (is_edge(trial->bench, &trial->tried->example->edges.at[i], edge_of(trial->bench, finding)))
			return true;
	}
	return false;
}

static struct slice describe(struct arena *arena, struct edge_text edge)
{
	if (edge.status == STATUS_ASSERTED)
		return arena_format(arena, "%.*s | %.*s | %.*s", SLICE_ARG(edge.source), SLICE_ARG(edge.relation), SLICE_ARG(edge.target));
	return arena_format(
	        arena, "%.*s | %.*s | %.*s | %s", SLICE_ARG(edge.source), SLICE_ARG(edge.relation), SLICE_ARG(edge.target), status_name(edge.status));
}

struct slice examples_edge(const struct ast_edge *edge, struct arena *arena)
{
	return describe(arena, (struct edge_text){ edge->source, edge->relation, edge->target, edge->status });
}

static void collect(const struct trial *trial)
{
	const struct findings *findings = &trial->bench->findings;
	struct arena *arena = trial->bench->examples->arena;
	for (size_t i = 0; i < findings->list.n; i++) {
		if (!belongs(trial, &findings->list.at[i]))
			continue;
		struct slice edge = describe(arena, edge_of(trial->bench, &findings->list.at[i]));
		/* An inferred edge has a finding for each of its premises. */
		bool premise = findings->list.at[i].premise.len && trial->tried->gave.n;
		if (!premise || !slice_equal(*array_last(&trial->tried->gave), edge))
			list_push(arena, &trial->tried->gave, edge);
	}
}

/* What the rule gave, one after the other; NULL where nothing. */
static const char *describe_all(const struct trial *trial)
{
	const slice_array *gave = &trial->tried->gave;
	const char *text = NULL;
	for (size_t i = 0; i < gave->n; i++)
		text = arena_format(trial->bench->reading, "%s%s%.*s", text ? text : "it gives: ", text ? "; " : "", SLICE_ARG(gave->at[i])).ptr;
	return text;
}

static unsigned read_as(const struct ast_rule *rule)
{
	return rule->within == WITHIN_USUAL ? 0 : rule->within;
}

/* What may help where the rule gave nothing; an example must have two names. */
static const char *why_nothing(const struct trial *trial)
{
	struct bench *bench = trial->bench;
	const struct ast_rule *rule = trial->tried->rule;
	size_t n;
	if (!trial->tried->example->yes || !trial->document)
		return NULL;
	struct slice names = seen_names(bench->engine, bench->rules, trial->document, trial->begin, read_as(rule), bench->reading, &n);
	if (n == 0)
		return "no name in it is known: an `entity` or `name` line makes names known";
	if (n == 1)
		return arena_format(bench->reading, "only one name in it is known, %.*s: an `entity` or `name` line makes the other known", SLICE_ARG(names)).ptr;
	return arena_format(bench->reading, "what keeps it from one: kgraph why%.*s %.*s \"the sentence\"; names in it: %.*s%s",
	        SLICE_ARG(bench->chosen), SLICE_ARG(rule->name), SLICE_ARG(names), n > SEEN_MOST ? ", ..." : "")
	        .ptr;
}

static void fail(struct trial *trial, struct place place, const char *what)
{
	trial->tried->passed = false;
	if (trial->tried->example->todo)
		return;
	const char *gave = describe_all(trial);
	diag_error(trial->bench->diag, place, CODE(EXAMPLE_FAILED), gave ? gave : why_nothing(trial), "%.*s: %s", SLICE_ARG(trial->tried->rule->name),
	        what);
}

static void judge_edges(struct trial *trial)
{
	const struct ast_example *example = trial->tried->example;
	const struct findings *findings = &trial->bench->findings;
	for (size_t i = 0; i < example->edges.n; i++) {
		if (!found(trial, &example->edges.at[i]))
			fail(trial, example->edges.at[i].place, "the example does not give this");
	}
	for (size_t i = 0; trial->tried->passed && i < findings->list.n; i++) {
		if (belongs(trial, &findings->list.at[i]) && !wanted(trial, &findings->list.at[i]))
			fail(trial, example->place, "this `yes` gives more than its = lines say");
	}
}

static void judge(struct trial *trial)
{
	const struct ast_example *example = trial->tried->example;
	bool any = trial->tried->gave.n != 0;
	if (!example->yes && any)
		fail(trial, example->place, "this `no` gives a relation");
	else if (example->yes && !any)
		fail(trial, example->place, "this `yes` gives no relation");
	else if (example->edges.n)
		judge_edges(trial);
}

static void try_document(struct document *document, const char *skipped, void *data)
{
	struct trial *trial = data;
	struct bench *bench = trial->bench;
	if (skipped) {
		fail(trial, trial->tried->example->place, skipped);
		return;
	}
	trial->document = document;
	extract_document(bench->extractor, document, bench->document, &bench->findings, bench->diag);
	infer_document(bench->rules, document->key, &bench->findings, NULL, bench->document, bench->diag);
	collect(trial);
	judge(trial);
	arena_reset(bench->document);
}

static void count(struct examples *examples, const struct tried *tried)
{
	if (tried->example->todo)
		examples->todo++;
	else if (tried->passed)
		examples->passed++;
	else
		examples->failed++;
	examples->todo_passed += tried->example->todo && tried->passed;
}

static void run_example(struct bench *bench, const struct ast_rule *rule, const struct ast_example *example)
{
	enum { READABLE = 64 };
	struct tried *tried = array_add(&bench->examples->tried);
	*tried = (struct tried){ .rule = rule, .example = example, .passed = true };
	struct trial trial = { .bench = bench, .tried = tried };
	struct reader_options options = { .encoding = ENCODING_UTF8 };
	size_t given = example->given.len ? example->given.len + 2 : 0, len = given + example->text.len;
	char *bytes = arena_alloc(bench->reading, len + READABLE);
	if (given) {
		memcpy(bytes, example->given.ptr, example->given.len);
		memcpy(bytes + example->given.len, "\n\n", 2);
	}
	memcpy(bytes + given, example->text.ptr, example->text.len);
	trial.begin = given;
	extractor_read_as(bench->extractor, read_as(rule));
	reader_read(slice_of("example.txt"), slice_make(bytes, len), &options, bench->reading, bench->diag, try_document, &trial);
	arena_reset(bench->reading);
	count(bench->examples, tried);
}

static void run_rule(struct bench *bench, const struct ast_rule *rule)
{
	bool wanted = !bench->file.len || slice_equal(bench->file, rule->place.file);
	for (size_t i = 0; wanted && !rule->off && i < rule->examples.n; i++)
		run_example(bench, rule, &rule->examples.at[i]);
}

static void run_rules(struct bench *bench)
{
	for (size_t i = 0; i < bench->ast->rules.n; i++)
		run_rule(bench, &bench->ast->rules.at[i]);
	for (size_t i = 0; i < bench->ast->infers.n; i++)
		run_rule(bench, &bench->ast->infers.at[i].rule);
}

static void run(const struct ruleset *rules, struct slice file, struct slice chosen, struct examples *examples, struct diag *diag)
{
	struct extract_options options = { .eager = false };
	struct engine *engine = engine_new(rules, 1);
	struct bench bench = { .rules = rules, .ast = rules->ast, .examples = examples, .file = file, .chosen = chosen, .diag = diag };
	*examples = (struct examples){ .arena = arena_new() };
	bench.engine = engine;
	bench.extractor = extractor_new(engine, &options);
	bench.reading = arena_new();
	bench.document = arena_new();
	run_rules(&bench);
	findings_fini(&bench.findings);
	arena_free(bench.document);
	arena_free(bench.reading);
	extractor_free(bench.extractor);
	engine_say_broken(engine, diag);
	engine_free(engine);
}

void examples_run(const struct ruleset *rules, struct slice chosen, struct examples *examples, struct diag *diag)
{
	run(rules, slice_make("", 0), chosen, examples, diag);
}

void examples_run_of(const struct ruleset *rules, struct slice file, struct examples *examples, struct diag *diag)
{
	run(rules, file, slice_make("", 0), examples, diag);
}

void examples_fini(struct examples *examples)
{
	array_fini(&examples->tried);
	arena_free(examples->arena);
}
