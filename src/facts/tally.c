#include "facts/tally.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/map.h"

/* What it takes to count documents, each once. */
struct tally_work {
	const struct ruleset *rules;
	uint32_t *find_of;                     /* order of a find line among the rules that are not off -> its number in finds */
	uint32_t *rule_of;                     /* number in finds -> number in rules */
	uint32_t *last_of_find, *last_of_rule; /* the document that each was last counted for */
	uint32_t document;                     /* number of the one that is being read, from 1 */
	struct buffer key;                     /* its name */
};

static void add_finds(struct tally *tally, uint32_t number, uint32_t *order)
{
	const struct ast_rule *rule = &tally->work->rules->ast->rules.at[number];
	tally->rules[number].rule = rule;
	for (size_t i = 0; i < rule->finds.n; i++) {
		if (!rule->off)
			tally->work->find_of[(*order)++] = (uint32_t)tally->find_count;
		tally->work->rule_of[tally->find_count] = number;
		tally->finds[tally->find_count++] = (struct tally_line){ .rule = rule, .find = &rule->finds.at[i] };
	}
}

struct tally *tally_new(const struct ruleset *rules)
{
	struct tally *tally = alloc_new(sizeof *tally);
	size_t finds = 0;
	uint32_t order = 0;
	for (size_t i = 0; i < rules->ast->rules.n; i++)
		finds += rules->ast->rules.at[i].finds.n;
	tally->rule_count = rules->ast->rules.n;
	tally->rules = alloc_new((tally->rule_count + 1) * sizeof *tally->rules);
	tally->finds = alloc_new((finds + 1) * sizeof *tally->finds);
	tally->work = alloc_new(sizeof *tally->work);
	tally->work->rules = rules;
	tally->work->find_of = alloc_new((finds + 1) * sizeof *tally->work->find_of);
	tally->work->rule_of = alloc_new((finds + 1) * sizeof *tally->work->rule_of);
	tally->work->last_of_find = alloc_new((finds + 1) * sizeof *tally->work->last_of_find);
	tally->work->last_of_rule = alloc_new((tally->rule_count + 1) * sizeof *tally->work->last_of_rule);
	for (size_t i = 0; i < tally->rule_count; i++)
		add_finds(tally, (uint32_t)i, &order);
	return tally;
}

void tally_free(struct tally *tally)
{
	if (!tally)
		return;
	free(tally->rules);
	free(tally->finds);
	free(tally->relations);
	free(tally->types);
	free(tally->work->find_of);
	free(tally->work->rule_of);
	free(tally->work->last_of_find);
	free(tally->work->last_of_rule);
	buffer_fini(&tally->work->key);
	free(tally->work);
	free(tally);
}

/* ---- while the documents are read ---- */

static uint32_t find_of_variant(const struct tally *tally, uint32_t variant)
{
	return tally->work->find_of[tally->work->rules->variants.at[variant].order];
}

void tally_triggered(uint32_t variant, void *data)
{
	struct tally *tally = data;
	uint32_t find = find_of_variant(tally, variant);
	tally->finds[find].seen++;
	tally->rules[tally->work->rule_of[find]].seen++;
}

static void count_run(struct tally_line *line, size_t findings, uint64_t nanoseconds)
{
	line->tried++;
	line->hits += findings > 0;
	line->nanoseconds += nanoseconds;
}

void tally_tried(uint32_t variant, size_t findings, uint64_t nanoseconds, void *data)
{
	struct tally *tally = data;
	uint32_t find = find_of_variant(tally, variant);
	count_run(&tally->finds[find], findings, nanoseconds);
	count_run(&tally->rules[tally->work->rule_of[find]], findings, nanoseconds);
}

/* A thread reads a document whole before it begins the next, and no two have one name. */
static void meet_document(struct tally_work *work, const struct document *document)
{
	if (work->document && slice_equal(buffer_slice(&work->key), document->key))
		return;
	work->document++;
	work->key.n = 0;
	buffer_add(&work->key, document->key);
}

static void count_document(struct tally_line *line, uint32_t *last, uint32_t document)
{
	line->documents += *last != document;
	*last = document;
}

void tally_sentence(const struct extract_view *view, void *data)
{
	struct tally *tally = data;
	struct tally_work *work = tally->work;
	bool stated = false;
	meet_document(work, view->document);
	for (size_t i = view->first; i < view->findings->list.n; i++) {
		const struct finding *finding = &view->findings->list.at[i];
		uint32_t find = work->find_of[finding->rule_order], rule = work->rule_of[find];
		count_document(&tally->finds[find], &work->last_of_find[find], work->document);
		count_document(&tally->rules[rule], &work->last_of_rule[rule], work->document);
		stated |= !slice_equal(finding->source.id, finding->target.id);
	}
	tally->sentences++;
	tally->paired += view->mentions->list.n >= 2;
	tally->stated += stated;
}

static void add_lines(struct tally_line *to, const struct tally_line *from, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		to[i].seen += from[i].seen;
		to[i].tried += from[i].tried;
		to[i].hits += from[i].hits;
		to[i].documents += from[i].documents;
		to[i].nanoseconds += from[i].nanoseconds;
	}
}

void tally_add(struct tally *to, const struct tally *from)
{
	add_lines(to->rules, from->rules, to->rule_count);
	add_lines(to->finds, from->finds, to->find_count);
	to->sentences += from->sentences;
	to->paired += from->paired;
	to->stated += from->stated;
}

/* ---- what the facts say ---- */

/* Pairs of numbers, of which each is to be counted once for its first member. */
struct pairs {
	ARRAY(uint64_t) list;
};

static void add_pair(struct pairs *pairs, size_t first, size_t second)
{
	array_push(&pairs->list, (uint64_t)first << 32 | (uint32_t)second);
}

static int compare_pairs(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

/* How many different ones begin with each number; counts are `stride` bytes apart. Empties the pairs. */
static void count_pairs(struct pairs *pairs, uint64_t *counts, size_t stride)
{
	if (pairs->list.n > 1)
		qsort(pairs->list.at, pairs->list.n, sizeof *pairs->list.at, compare_pairs);
	for (size_t i = 0; i < pairs->list.n; i++)
		if (i == 0 || pairs->list.at[i - 1] != pairs->list.at[i])
			++*(uint64_t *)((char *)counts + (pairs->list.at[i] >> 32) * stride);
	array_fini(&pairs->list);
}

static struct slice place_key(struct arena *arena, struct slice file, uint32_t line)
{
	return arena_format(arena, "%.*s:%u", SLICE_ARG(file), line);
}

static struct map *map_places(const struct tally *tally, struct arena *arena)
{
	struct map *places = map_new();
	for (size_t i = 0; i < tally->find_count; i++) {
		const struct place *place = &tally->finds[i].find->place;
		map_put_number(places, place_key(arena, place->file, place->line), i);
	}
	return places;
}

static void count_lines(struct tally *tally, const struct facts *facts)
{
	struct arena *arena = arena_new();
	struct map *places = map_places(tally, arena);
	struct pairs finds = { 0 }, rules = { 0 };
	for (size_t i = 0; i < facts->proofs.n; i++) {
		const struct fact_proof *proof = &facts->proofs.at[i];
		size_t find = map_number(places, place_key(arena, proof->rule_file, proof->rule_line), SIZE_MAX);
		if (find == SIZE_MAX)
			continue;
		uint32_t rule = tally->work->rule_of[find];
		tally->finds[find].proofs++;
		tally->rules[rule].proofs++;
		add_pair(&finds, find, proof->edge);
		add_pair(&rules, rule, proof->edge);
	}
	count_pairs(&finds, &tally->finds->edges, sizeof *tally->finds);
	count_pairs(&rules, &tally->rules->edges, sizeof *tally->rules);
	map_free(places);
	arena_free(arena);
}

static void count_edge(struct tally_kind *kind, struct pairs *documents, size_t number, const struct facts *facts, const struct fact_edge *edge)
{
	kind->edges++;
	kind->proofs += edge->proofs;
	for (size_t i = 0; i < edge->proofs; i++)
		add_pair(documents, number, facts->proofs.at[edge->first_proof + i].document);
}

static void count_edges(struct tally *tally, const struct facts *facts)
{
	struct pairs relations = { 0 }, types = { 0 };
	for (size_t i = 0; i < facts->edges.n; i++) {
		const struct fact_edge *edge = &facts->edges.at[i];
		uint32_t source = facts->entities.at[edge->source].type, target = facts->entities.at[edge->target].type;
		count_edge(&tally->relations[edge->relation], &relations, edge->relation, facts, edge);
		count_edge(&tally->types[source], &types, source, facts, edge);
		if (source != target)
			count_edge(&tally->types[target], &types, target, facts, edge);
	}
	count_pairs(&relations, &tally->relations->documents, sizeof *tally->relations);
	count_pairs(&types, &tally->types->documents, sizeof *tally->types);
}

void tally_facts(struct tally *tally, const struct facts *facts)
{
	tally->relation_count = facts->relations.n;
	tally->type_count = facts->types.n;
	tally->relations = alloc_new((facts->relations.n + 1) * sizeof *tally->relations);
	tally->types = alloc_new((facts->types.n + 1) * sizeof *tally->types);
	for (size_t i = 0; i < facts->relations.n; i++)
		tally->relations[i].name = facts->relations.at[i].name;
	for (size_t i = 0; i < facts->types.n; i++)
		tally->types[i].name = facts->types.at[i].name;
	for (size_t i = 0; i < facts->entities.n; i++)
		tally->types[facts->entities.at[i].type].entities++;
	count_lines(tally, facts);
	count_edges(tally, facts);
}

/* ---- in order ---- */

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* Both point into one array, whose order is that of the rules. */
static int compare_lines(const void *a, const void *b)
{
	const struct tally_line *x = *(const struct tally_line *const *)a, *y = *(const struct tally_line *const *)b;
	int order = compare_numbers(y->hits, x->hits);
	if (!order)
		order = compare_numbers(y->documents, x->documents);
	return order ? order : (x > y) - (x < y);
}

const struct tally_line **tally_sorted(const struct tally_line *lines, size_t n)
{
	const struct tally_line **sorted = alloc_new((n + 1) * sizeof *sorted);
	for (size_t i = 0; i < n; i++)
		sorted[i] = &lines[i];
	qsort(sorted, n, sizeof *sorted, compare_lines);
	return sorted;
}

static int compare_kinds(const void *a, const void *b)
{
	const struct tally_kind *x = *(const struct tally_kind *const *)a, *y = *(const struct tally_kind *const *)b;
	int order = compare_numbers(y->edges, x->edges);
	if (!order)
		order = compare_numbers(y->proofs, x->proofs);
	if (!order)
		order = slice_compare(x->name, y->name);
	return order ? order : (x > y) - (x < y);
}

const struct tally_kind **tally_sorted_kinds(const struct tally_kind *kinds, size_t n)
{
	const struct tally_kind **sorted = alloc_new((n + 1) * sizeof *sorted);
	for (size_t i = 0; i < n; i++)
		sorted[i] = &kinds[i];
	qsort(sorted, n, sizeof *sorted, compare_kinds);
	return sorted;
}
