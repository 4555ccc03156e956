#include "facts/rename.h"

#include <stdlib.h>

#include "base/map.h"
#include "facts/merge.h"

/* A place of an entity in a document. */
struct place_of {
	uint32_t document, entity;
	uint64_t start, end;
};

struct places {
	ARRAY(struct place_of) list;
};

static void place_add(struct places *places, uint32_t document, uint32_t entity, uint64_t start, uint64_t end)
{
	array_push(&places->list, ((struct place_of){ document, entity, start, end }));
}

static int compare_places(const void *a, const void *b)
{
	const struct place_of *x = a, *y = b;
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return (x->entity > y->entity) - (x->entity < y->entity);
}

/* The ends of an inferred edge are not those that its sentence names. Sorted, each once. */
static void collect(struct places *places, const struct facts *facts)
{
	size_t kept = 0;
	for (size_t i = 0; i < facts->proofs.n; i++) {
		const struct fact_proof *proof = &facts->proofs.at[i];
		const struct fact_edge *edge = &facts->edges.at[proof->edge];
		if (proof->premise.len)
			continue;
		place_add(places, proof->document, edge->source, proof->source_start, proof->source_end);
		place_add(places, proof->document, edge->target, proof->target_start, proof->target_end);
	}
	if (places->list.n)
		qsort(places->list.at, places->list.n, sizeof *places->list.at, compare_places);
	for (size_t i = 0; i < places->list.n; i++)
		if (!kept || compare_places(&places->list.at[kept - 1], &places->list.at[i]) != 0)
			places->list.at[kept++] = places->list.at[i];
	places->list.n = kept;
}

/* Ids that are in olds alone: both are sorted by id. */
static size_t find_gone(const struct facts *olds, const struct facts *news, bool *gone)
{
	size_t n = 0, at = 0;
	for (size_t i = 0; i < olds->entities.n; i++) {
		int order = -1;
		while (at < news->entities.n && (order = slice_compare(news->entities.at[at].id, olds->entities.at[i].id)) < 0)
			at++;
		gone[i] = at == news->entities.n || order != 0;
		n += gone[i];
	}
	return n;
}

static uint32_t *documents_in(const struct facts *news, const struct facts *olds)
{
	struct map *keys = map_new();
	uint32_t *numbers = alloc_new((olds->documents.n + 1) * sizeof *numbers);
	for (size_t i = 0; i < news->documents.n; i++)
		map_put_number(keys, news->documents.at[i].key, i);
	for (size_t i = 0; i < olds->documents.n; i++)
		numbers[i] = (uint32_t)map_number(keys, olds->documents.at[i].key, RENAME_NONE);
	map_free(keys);
	return numbers;
}

/* The number of the first place that begins at or behind `start` of a document. */
static size_t lower_bound(const struct places *places, uint32_t document, uint64_t start)
{
	size_t low = 0, high = places->list.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct place_of *place = &places->list.at[middle];
		if (place->document < document || (place->document == document && place->start < start))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum { NESTED = 32 }; /* places that begin before another and reach into it */

/* The entity whose place these bytes are, exactly or in part; RENAME_NONE where there is none, *several where there are two. */
static uint32_t entity_at(const struct places *places, uint32_t document, uint64_t start, uint64_t end, bool *several)
{
	uint32_t found = RENAME_NONE;
	size_t at = lower_bound(places, document, end);
	for (int i = 0; i < NESTED && at-- > 0; i++) {
		const struct place_of *place = &places->list.at[at];
		if (place->document != document)
			break;
		if (place->end <= start)
			continue;
		if (place->start == start && place->end == end)
			return place->entity;
		*several = *several || (found != RENAME_NONE && found != place->entity);
		found = place->entity;
	}
	return found;
}

struct following {
	const bool *gone;
	struct places places;
	uint32_t *documents, *to;
	bool *partly; /* it has places that no relation names any more */
	bool *lost; /* more than one entity has its places now */
};

static void follow(struct following *following, uint32_t entity, uint32_t document, uint64_t start, uint64_t end)
{
	bool several = false;
	if (!following->gone[entity])
		return;
	uint32_t now = document == RENAME_NONE ? RENAME_NONE : entity_at(&following->places, document, start, end, &several);
	if (now == RENAME_NONE) {
		following->partly[entity] = true;
		return;
	}
	if (several || (following->to[entity] != RENAME_NONE && following->to[entity] != now))
		following->lost[entity] = true;
	following->to[entity] = now;
}

static void follow_all(struct following *following, const struct facts *olds)
{
	for (size_t i = 0; i < olds->proofs.n; i++) {
		const struct fact_proof *proof = &olds->proofs.at[i];
		const struct fact_edge *edge = &olds->edges.at[proof->edge];
		uint32_t document = following->documents[proof->document];
		if (proof->premise.len)
			continue;
		follow(following, edge->source, document, proof->source_start, proof->source_end);
		follow(following, edge->target, document, proof->target_start, proof->target_end);
	}
}

size_t rename_find(const struct facts *olds, const struct facts *news, uint32_t *to, bool *partly)
{
	size_t n = olds->entities.n, found = 0;
	bool *gone = alloc_new(n + 1);
	for (size_t i = 0; i < n; i++)
		to[i] = RENAME_NONE;
	if (find_gone(olds, news, gone)) {
		struct following following = { .gone = gone, .to = to, .partly = partly, .lost = alloc_new(n + 1), .documents = documents_in(news, olds) };
		collect(&following.places, news);
		follow_all(&following, olds);
		for (size_t i = 0; i < n; i++) {
			if (following.lost[i])
				to[i] = RENAME_NONE;
			found += to[i] != RENAME_NONE;
		}
		array_fini(&following.places.list);
		free(following.documents);
		free(following.lost);
	}
	free(gone);
	return found;
}

/* ---- the same facts under other ids ---- */

struct copying {
	const struct facts *olds, *news;
	const uint32_t *to;
};

static void rename_end(const struct copying *copying, uint32_t entity, struct finding_end *end)
{
	if (copying->to[entity] == RENAME_NONE)
		return;
	const struct fact_entity *named = &copying->news->entities.at[copying->to[entity]];
	end->id = named->id;
	end->name = named->name;
}

static struct finding finding_of(const struct copying *copying, uint32_t number)
{
	const struct fact_proof *proof = &copying->olds->proofs.at[number];
	const struct fact_edge *edge = &copying->olds->edges.at[proof->edge];
	struct finding finding = merge_finding(copying->olds, proof);
	rename_end(copying, edge->source, &finding.source);
	rename_end(copying, edge->target, &finding.target);
	finding.rule_order = number; /* those of an edge are in the order of their rules already */
	return finding;
}

/* Numbers of the proofs by document; first[d] is where those of document d begin. */
static uint32_t *by_document(const struct facts *facts, size_t *first)
{
	uint32_t *order = alloc_new((facts->proofs.n + 1) * sizeof *order);
	size_t *at = alloc_new((facts->documents.n + 1) * sizeof *at);
	for (size_t i = 0; i < facts->proofs.n; i++)
		first[facts->proofs.at[i].document + 1]++;
	for (size_t i = 0; i < facts->documents.n; i++)
		first[i + 1] += first[i];
	memcpy(at, first, (facts->documents.n + 1) * sizeof *at);
	for (size_t i = 0; i < facts->proofs.n; i++)
		order[at[facts->proofs.at[i].document]++] = (uint32_t)i;
	free(at);
	return order;
}

struct facts *rename_apply(const struct facts *olds, const struct facts *news, const uint32_t *to)
{
	struct copying copying = { olds, news, to };
	struct merge *merge = merge_new(olds->types.at, olds->types.n, olds->relations.at, olds->relations.n);
	size_t *first = alloc_new((olds->documents.n + 2) * sizeof *first);
	uint32_t *order = by_document(olds, first);
	ARRAY(struct finding) findings = { 0 };
	for (size_t i = 0; i < olds->documents.n; i++) {
		array_clear(&findings);
		for (size_t k = first[i]; k < first[i + 1]; k++)
			array_push(&findings, finding_of(&copying, order[k]));
		merge_document(merge, &olds->documents.at[i], findings.at, findings.n);
	}
	array_fini(&findings);
	free(order);
	free(first);
	return merge_finish(merge);
}
