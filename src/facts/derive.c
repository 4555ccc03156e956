#include "facts/derive.h"

#include <stdlib.h>

#include "base/alloc.h"

/* A comparison function of qsort_r has this as its last argument. */
struct sorting {
	const struct facts *facts;
	uint32_t *entity_names, *relation_names; /* the place of each one's name in byte order; equal names have equal places */
};

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* order[rank] = old number -> rank[old number] = new number. Freed by the caller. */
static uint32_t *ranks(const uint32_t *order, size_t n)
{
	uint32_t *rank = alloc_new(n * sizeof *rank);
	for (size_t i = 0; i < n; i++)
		rank[order[i]] = (uint32_t)i;
	return rank;
}

static uint32_t *sorted(size_t n, int (*compare)(const void *, const void *, void *), struct sorting *sorting)
{
	uint32_t *order = alloc_new(n * sizeof *order);
	for (size_t i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	qsort_r(order, n, sizeof *order, compare, sorting);
	return order;
}

/* Puts what order[i] tells at i, for all i below n; order is used up. In place, since two copies of a million proofs are too many. */
static void permute(void *items, size_t n, size_t size, uint32_t *order)
{
	char *bytes = items, *kept = alloc_new(size);
	for (size_t i = 0; i < n; i++) {
		if (order[i] == i)
			continue;
		memcpy(kept, bytes + i * size, size);
		size_t at = i;
		while (order[at] != i) {
			size_t from = order[at];
			memcpy(bytes + at * size, bytes + from * size, size);
			order[at] = (uint32_t)at;
			at = from;
		}
		memcpy(bytes + at * size, kept, size);
		order[at] = (uint32_t)at;
	}
	free(kept);
}

/* Of two documents of one name the one that was read is the first. */
static int compare_documents(const void *a, const void *b, void *data)
{
	const struct facts *facts = ((struct sorting *)data)->facts;
	const struct fact_document *x = &facts->documents.at[*(const uint32_t *)a], *y = &facts->documents.at[*(const uint32_t *)b];
	int order = slice_compare(x->key, y->key);
	if (!order)
		order = slice_compare(x->skipped, y->skipped);
	return order ? order : compare_numbers(x->bytes, y->bytes);
}

static void sort_documents(struct facts *facts, struct sorting *sorting)
{
	size_t n = facts->documents.n;
	uint32_t *order = sorted(n, compare_documents, sorting);
	uint32_t *rank = ranks(order, n);
	permute(facts->documents.at, n, sizeof *facts->documents.at, order);
	for (size_t i = 0; i < facts->proofs.n; i++)
		facts->proofs.at[i].document = rank[facts->proofs.at[i].document];
	free(order);
	free(rank);
}

static int compare_entities(const void *a, const void *b, void *data)
{
	const struct facts *facts = ((struct sorting *)data)->facts;
	return slice_compare(facts->entities.at[*(const uint32_t *)a].id, facts->entities.at[*(const uint32_t *)b].id);
}

static void sort_entities(struct facts *facts, struct sorting *sorting)
{
	size_t n = facts->entities.n;
	uint32_t *order = sorted(n, compare_entities, sorting);
	uint32_t *rank = ranks(order, n);
	permute(facts->entities.at, n, sizeof *facts->entities.at, order);
	for (size_t i = 0; i < facts->edges.n; i++) {
		facts->edges.at[i].source = rank[facts->edges.at[i].source];
		facts->edges.at[i].target = rank[facts->edges.at[i].target];
	}
	free(order);
	free(rank);
}

static struct slice edge_id(struct facts *facts, const struct fact_edge *edge)
{
	return facts_edge_id(facts->arena, facts->entities.at[edge->source].id, facts->relations.at[edge->relation].name,
	        facts->entities.at[edge->target].id, edge->status);
}

static int compare_entity_names(const void *a, const void *b, void *data)
{
	const struct facts *facts = ((struct sorting *)data)->facts;
	return slice_compare(facts->entities.at[*(const uint32_t *)a].name, facts->entities.at[*(const uint32_t *)b].name);
}

static int compare_relation_names(const void *a, const void *b, void *data)
{
	const struct facts *facts = ((struct sorting *)data)->facts;
	return slice_compare(facts->relations.at[*(const uint32_t *)a].name, facts->relations.at[*(const uint32_t *)b].name);
}

static uint32_t *places(size_t n, int (*compare)(const void *, const void *, void *), struct sorting *sorting)
{
	uint32_t *order = sorted(n, compare, sorting), *place = alloc_new(n * sizeof *place);
	for (size_t i = 1; i < n; i++)
		place[order[i]] = place[order[i - 1]] + (compare(&order[i - 1], &order[i], sorting) != 0);
	free(order);
	return place;
}

static int compare_edges(const void *a, const void *b, void *data)
{
	const struct sorting *sorting = data;
	const struct fact_edge *x = &sorting->facts->edges.at[*(const uint32_t *)a], *y = &sorting->facts->edges.at[*(const uint32_t *)b];
	int order = compare_numbers(sorting->entity_names[x->source], sorting->entity_names[y->source]);
	if (!order)
		order = compare_numbers(sorting->relation_names[x->relation], sorting->relation_names[y->relation]);
	if (!order)
		order = compare_numbers(sorting->entity_names[x->target], sorting->entity_names[y->target]);
	if (!order)
		order = compare_numbers(x->status, y->status);
	return order ? order : slice_compare(x->id, y->id);
}

static void sort_edges(struct facts *facts, struct sorting *sorting)
{
	size_t n = facts->edges.n;
	for (size_t i = 0; i < n; i++)
		if (!facts->edges.at[i].id.len)
			facts->edges.at[i].id = edge_id(facts, &facts->edges.at[i]);
	sorting->entity_names = places(facts->entities.n, compare_entity_names, sorting);
	sorting->relation_names = places(facts->relations.n, compare_relation_names, sorting);
	uint32_t *order = sorted(n, compare_edges, sorting);
	uint32_t *rank = ranks(order, n);
	free(sorting->entity_names);
	free(sorting->relation_names);
	permute(facts->edges.at, n, sizeof *facts->edges.at, order);
	for (size_t i = 0; i < facts->proofs.n; i++)
		facts->proofs.at[i].edge = rank[facts->proofs.at[i].edge];
	free(order);
	free(rank);
}

/* Which two spans a proof stands at, and its rule: equal for one proof that was found twice. */
static int compare_places(const struct fact_proof *x, const struct fact_proof *y)
{
	int order = compare_numbers(x->edge, y->edge);
	if (!order)
		order = compare_numbers(x->document, y->document);
	if (!order)
		order = compare_numbers(x->source_start, y->source_start);
	if (!order)
		order = compare_numbers(x->source_end, y->source_end);
	if (!order)
		order = compare_numbers(x->target_start, y->target_start);
	if (!order)
		order = compare_numbers(x->target_end, y->target_end);
	if (!order)
		order = slice_compare(x->premise, y->premise);
	return order ? order : slice_compare(x->rule, y->rule);
}

/* The order of rules: by file and line, which a graph that was read again knows as well as the rules do. */
static int compare_rules(const struct fact_proof *x, const struct fact_proof *y)
{
	int order = slice_equal(x->rule_file, y->rule_file) ? 0 : slice_compare(facts_rule_file(x->rule_file), facts_rule_file(y->rule_file));
	return order ? order : compare_numbers(x->rule_line, y->rule_line);
}

static int compare_rests(const struct fact_proof *x, const struct fact_proof *y)
{
	const struct slice a[] = { x->variant, x->from, x->to, x->as, x->speaker, x->resolved, x->source_text, x->target_text, x->sentence };
	const struct slice b[] = { y->variant, y->from, y->to, y->as, y->speaker, y->resolved, y->source_text, y->target_text, y->sentence };
	int order = 0;
	for (size_t i = 0; !order && i < sizeof a / sizeof *a; i++)
		order = slice_compare(a[i], b[i]);
	return order ? order : compare_numbers(x->line, y->line);
}

/* Total: which of several repeats stays must not depend on the order in which they came. */
static int compare_repeats(const void *a, const void *b, void *data)
{
	const struct sorting *sorting = data;
	const struct fact_proof *x = &sorting->facts->proofs.at[*(const uint32_t *)a], *y = &sorting->facts->proofs.at[*(const uint32_t *)b];
	int order = compare_places(x, y);
	if (!order)
		order = compare_numbers(y->sure, x->sure);
	if (!order)
		order = compare_rules(x, y);
	if (!order)
		order = compare_numbers(x->start, y->start);
	if (!order)
		order = compare_numbers(x->end, y->end);
	return order ? order : compare_rests(x, y);
}

/* Numbers of the proofs that stay, in no useful order but without repeats, then those of the others; *n is how many stay. */
static uint32_t *without_repeats(struct facts *facts, struct sorting *sorting, size_t *n)
{
	uint32_t *order = sorted(facts->proofs.n, compare_repeats, sorting);
	*n = 0;
	for (size_t i = 0; i < facts->proofs.n; i++) {
		uint32_t number = order[i];
		if (*n && compare_places(&facts->proofs.at[order[*n - 1]], &facts->proofs.at[number]) == 0)
			continue;
		order[i] = order[*n];
		order[(*n)++] = number;
	}
	return order;
}

/* Within an edge what states it before what it is inferred from, then the best first: highest sure, then document, start, rule. */
static int compare_proofs(const void *a, const void *b, void *data)
{
	const struct sorting *sorting = data;
	const struct fact_proof *x = &sorting->facts->proofs.at[*(const uint32_t *)a], *y = &sorting->facts->proofs.at[*(const uint32_t *)b];
	int order = compare_numbers(x->edge, y->edge);
	if (!order)
		order = compare_numbers(x->premise.len > 0, y->premise.len > 0);
	if (!order)
		order = compare_numbers(y->sure, x->sure);
	if (!order)
		order = compare_numbers(x->document, y->document);
	if (!order)
		order = compare_numbers(x->start, y->start);
	if (!order)
		order = compare_rules(x, y);
	if (!order)
		order = slice_compare(x->rule, y->rule);
	return order ? order : compare_places(x, y);
}

static void sort_proofs(struct facts *facts, struct sorting *sorting)
{
	size_t n;
	uint32_t *order = without_repeats(facts, sorting, &n);
	qsort_r(order, n, sizeof *order, compare_proofs, sorting);
	permute(facts->proofs.at, facts->proofs.n, sizeof *facts->proofs.at, order);
	facts->proofs.n = n;
	free(order);
}

/* Dates are taken together: the beginning of one proof and the end of another might contradict each other. */
static void edge_attributes(struct fact_edge *edge, const struct fact_proof *proofs)
{
	edge->from = edge->to = edge->as = edge->speaker = slice_make("", 0);
	bool dated = false;
	for (size_t i = 0; i < edge->proofs; i++) {
		if (!dated && (proofs[i].from.len || proofs[i].to.len)) {
			edge->from = proofs[i].from;
			edge->to = proofs[i].to;
			dated = true;
		}
		if (!edge->as.len)
			edge->as = proofs[i].as;
		if (!edge->speaker.len)
			edge->speaker = proofs[i].speaker;
	}
}

/* seen[document] is the last edge (+ 1) that a proof of that document was counted for. */
static void edge_documents(struct fact_edge *edge, const struct fact_proof *proofs, uint32_t number, uint32_t *seen)
{
	edge->documents = 0;
	for (size_t i = 0; i < edge->proofs && (edge->inferred || !proofs[i].premise.len); i++) {
		if (seen[proofs[i].document] == number + 1)
			continue;
		seen[proofs[i].document] = number + 1;
		edge->documents++;
	}
}

static void derive_edges(struct facts *facts)
{
	uint32_t *seen = alloc_new(facts->documents.n * sizeof *seen);
	size_t at = 0;
	for (size_t i = 0; i < facts->edges.n; i++) {
		struct fact_edge *edge = &facts->edges.at[i];
		edge->first_proof = at;
		while (at < facts->proofs.n && facts->proofs.at[at].edge == i)
			at++;
		edge->proofs = at - edge->first_proof;
		edge->mentions = (uint32_t)edge->proofs;
		const struct fact_proof *proofs = &facts->proofs.at[edge->first_proof];
		edge->inferred = edge->proofs && proofs[0].premise.len > 0;
		edge->sure = edge->proofs ? proofs[0].sure : 0;
		edge_attributes(edge, proofs);
		edge_documents(edge, proofs, (uint32_t)i, seen);
		facts->entities.at[edge->source].out++;
		facts->entities.at[edge->target].in++;
		facts->entities.at[edge->source].degree++;
		facts->entities.at[edge->target].degree++;
	}
	free(seen);
}

static int compare_rejections(const void *a, const void *b)
{
	const struct fact_rejection *x = a, *y = b;
	int order = slice_compare(x->document, y->document);
	if (!order)
		order = slice_compare(facts_rule_file(x->rule_file), facts_rule_file(y->rule_file));
	if (!order)
		order = compare_numbers(x->rule_line, y->rule_line);
	if (!order)
		order = slice_compare(x->edge, y->edge);
	return order ? order : slice_compare(x->because, y->because);
}

void derive_rejections(struct facts *facts)
{
	size_t n = facts->rejections.n, kept = 0;
	if (n)
		qsort(facts->rejections.at, n, sizeof *facts->rejections.at, compare_rejections);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || compare_rejections(&facts->rejections.at[kept - 1], &facts->rejections.at[i]) != 0)
			facts->rejections.at[kept++] = facts->rejections.at[i];
	facts->rejections.n = kept;
}

void derive_all(struct facts *facts)
{
	struct sorting sorting = { .facts = facts };
	sort_documents(facts, &sorting);
	sort_entities(facts, &sorting);
	sort_edges(facts, &sorting);
	sort_proofs(facts, &sorting);
	derive_edges(facts);
	derive_forms(facts);
	derive_rejections(facts);
	derive_account(facts);
}
