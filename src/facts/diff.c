#include "facts/diff.h"

#include <stdlib.h>

#include "base/map.h"
#include "facts/merge.h"
#include "facts/rename.h"

/* ---- edges that are in both ---- */

static int compare_ids(const void *a, const void *b, void *data)
{
	const struct facts *facts = data;
	return slice_compare(facts->edges.at[*(const uint32_t *)a].id, facts->edges.at[*(const uint32_t *)b].id);
}

static uint32_t *by_id(const struct facts *facts)
{
	uint32_t *order = alloc_new((facts->edges.n + 1) * sizeof *order);
	for (size_t i = 0; i < facts->edges.n; i++)
		order[i] = (uint32_t)i;
	if (facts->edges.n)
		qsort_r(order, facts->edges.n, sizeof *order, compare_ids, (void *)(uintptr_t)facts);
	return order;
}

static unsigned edge_aspects(const struct diff *diff, const struct fact_edge *x, const struct fact_edge *y)
{
	bool whole = !diff->old_facts->edges_only && !diff->new_facts->edges_only;
	unsigned aspects = 0;
	aspects |= x->status != y->status ? DIFF_STATUS : 0;
	aspects |= x->documents != y->documents ? DIFF_DOCUMENTS : 0;
	aspects |= x->sure != y->sure ? DIFF_SURE : 0;
	aspects |= !slice_equal(x->from, y->from) || !slice_equal(x->to, y->to) ? DIFF_TIME : 0;
	aspects |= !slice_equal(x->as, y->as) ? DIFF_AS : 0;
	return aspects | (whole && x->inferred != y->inferred ? DIFF_INFERRED : 0);
}

static bool same_texts(const struct fact_proof *x, const struct fact_proof *y)
{
	return slice_equal(x->sentence, y->sentence) && slice_equal(x->source_text, y->source_text) && slice_equal(x->target_text, y->target_text) &&
	        slice_equal(x->rule, y->rule) && slice_equal(x->variant, y->variant) && slice_equal(x->resolved, y->resolved) &&
	        slice_equal(x->from, y->from) && slice_equal(x->to, y->to) && slice_equal(x->as, y->as) && slice_equal(x->speaker, y->speaker);
}

static bool same_places(const struct fact_proof *x, const struct fact_proof *y)
{
	return x->line == y->line && x->start == y->start && x->end == y->end && x->source_start == y->source_start &&
	        x->source_end == y->source_end && x->target_start == y->target_start && x->target_end == y->target_end && x->sure == y->sure;
}

/* Where the line of a rule stands is no part of a proof: a comment above it would change them all. */
static bool same_proofs(const struct diff *diff, const struct fact_edge *x, const struct fact_edge *y)
{
	const struct facts *olds = diff->old_facts, *news = diff->new_facts;
	if (olds->edges_only || news->edges_only)
		return true;
	if (x->proofs != y->proofs)
		return false;
	for (size_t i = 0; i < x->proofs; i++) {
		const struct fact_proof *p = &olds->proofs.at[x->first_proof + i], *q = &news->proofs.at[y->first_proof + i];
		if (!slice_equal(olds->documents.at[p->document].key, news->documents.at[q->document].key) || !same_places(p, q) ||
		        !same_texts(p, q) || (p->premise.len > 0) != (q->premise.len > 0))
			return false;
	}
	return true;
}

static void add(struct diff *diff, enum diff_kind kind, unsigned aspects, uint32_t old_edge, uint32_t new_edge)
{
	array_push(&diff->changes,
	        ((struct diff_change){ .kind = kind,
	                .aspects = aspects,
	                .old_edge = old_edge,
	                .new_edge = new_edge,
	                .old_entity = DIFF_NONE,
	                .new_entity = DIFF_NONE }));
}

static void compare_pair(struct diff *diff, uint32_t old_edge, uint32_t new_edge)
{
	const struct fact_edge *x = &diff->old_facts->edges.at[old_edge], *y = &diff->new_facts->edges.at[new_edge];
	unsigned aspects = edge_aspects(diff, x, y);
	if (aspects)
		add(diff, DIFF_CHANGED, aspects, old_edge, new_edge);
	else if (!same_proofs(diff, x, y))
		add(diff, DIFF_PROOF, 0, old_edge, new_edge);
	else
		diff->unchanged++;
}

/* ---- edges that are in one alone ---- */

typedef ARRAY(uint32_t) numbers;

struct lone {
	numbers olds, news;
	struct arena *arena;
	struct map *ends; /* both ends -> number in news of the first edge between them */
	uint32_t *next;   /* of the others; DIFF_NONE at the end */
	bool *paired;     /* as news */
};

static void merge_join(struct diff *diff, struct lone *lone)
{
	const struct facts *olds = diff->old_facts, *news = diff->new_facts;
	uint32_t *old_order = by_id(olds), *new_order = by_id(news);
	size_t i = 0, k = 0;
	while (i < olds->edges.n || k < news->edges.n) {
		int order = i == olds->edges.n ? 1 : -1;
		if (i < olds->edges.n && k < news->edges.n)
			order = slice_compare(olds->edges.at[old_order[i]].id, news->edges.at[new_order[k]].id);
		if (order == 0)
			compare_pair(diff, old_order[i++], new_order[k++]);
		else if (order < 0)
			array_push(&lone->olds, old_order[i++]);
		else
			array_push(&lone->news, new_order[k++]);
	}
	free(old_order);
	free(new_order);
}

/* The smaller id first: a relation without direction may take the place of one with it. */
static struct slice ends_key(struct arena *arena, const struct facts *facts, const struct fact_edge *edge)
{
	struct slice a = facts->entities.at[edge->source].id, b = facts->entities.at[edge->target].id;
	if (slice_compare(a, b) > 0) {
		struct slice swap = a;
		a = b;
		b = swap;
	}
	return arena_format(arena, "%zu %.*s %.*s", a.len, SLICE_ARG(a), SLICE_ARG(b));
}

static void index_news(struct lone *lone, const struct facts *news)
{
	lone->ends = map_new();
	lone->next = arena_alloc(lone->arena, (lone->news.n + 1) * sizeof *lone->next);
	lone->paired = arena_alloc(lone->arena, lone->news.n + 1);
	for (size_t i = lone->news.n; i-- > 0;) {
		struct slice key = ends_key(lone->arena, news, &news->edges.at[lone->news.at[i]]);
		lone->next[i] = (uint32_t)map_number(lone->ends, key, DIFF_NONE);
		map_put_number(lone->ends, key, i);
	}
}

/* Whether a sentence states both. */
static bool share_sentence(const struct diff *diff, const struct fact_edge *x, const struct fact_edge *y)
{
	const struct facts *olds = diff->old_facts, *news = diff->new_facts;
	for (size_t i = 0; i < x->proofs; i++) {
		const struct fact_proof *p = &olds->proofs.at[x->first_proof + i];
		for (size_t k = 0; k < y->proofs; k++) {
			const struct fact_proof *q = &news->proofs.at[y->first_proof + k];
			if (p->line == q->line && slice_equal(p->sentence, q->sentence) &&
			        slice_equal(olds->documents.at[p->document].key, news->documents.at[q->document].key))
				return true;
		}
	}
	return false;
}

static bool same_direction(const struct diff *diff, const struct fact_edge *x, const struct fact_edge *y)
{
	const struct facts *olds = diff->old_facts, *news = diff->new_facts;
	return slice_equal(olds->entities.at[x->source].id, news->entities.at[y->source].id) || olds->relations.at[x->relation].symmetric ||
	        news->relations.at[y->relation].symmetric;
}

/* Of the newer edges between the same two that one sentence states as well: of the same relation rather than another. */
static uint32_t successor(const struct diff *diff, const struct lone *lone, const struct fact_edge *edge)
{
	uint32_t found = DIFF_NONE;
	struct slice relation = diff->old_facts->relations.at[edge->relation].name;
	uint32_t at = (uint32_t)map_number(lone->ends, ends_key(lone->arena, diff->old_facts, edge), DIFF_NONE);
	for (; at != DIFF_NONE; at = lone->next[at]) {
		const struct fact_edge *other = &diff->new_facts->edges.at[lone->news.at[at]];
		if (lone->paired[at] || !same_direction(diff, edge, other) || !share_sentence(diff, edge, other))
			continue;
		if (slice_equal(diff->new_facts->relations.at[other->relation].name, relation))
			return at;
		found = found == DIFF_NONE ? at : found;
	}
	return found;
}

static void pair_edge(struct diff *diff, struct lone *lone, uint32_t old_edge)
{
	const struct fact_edge *edge = &diff->old_facts->edges.at[old_edge];
	uint32_t at = successor(diff, lone, edge);
	if (at == DIFF_NONE) {
		add(diff, DIFF_REMOVED, 0, old_edge, DIFF_NONE);
		return;
	}
	const struct fact_edge *other = &diff->new_facts->edges.at[lone->news.at[at]];
	struct slice relation = diff->new_facts->relations.at[other->relation].name;
	bool same = slice_equal(diff->old_facts->relations.at[edge->relation].name, relation);
	lone->paired[at] = true;
	add(diff, same ? DIFF_CHANGED : DIFF_RETYPED, edge_aspects(diff, edge, other), old_edge, lone->news.at[at]);
}

static void compare_edges(struct diff *diff)
{
	struct lone lone = { .arena = arena_new() };
	merge_join(diff, &lone);
	index_news(&lone, diff->new_facts);
	for (size_t i = 0; i < lone.olds.n; i++)
		pair_edge(diff, &lone, lone.olds.at[i]);
	for (size_t i = 0; i < lone.news.n; i++)
		if (!lone.paired[i])
			add(diff, DIFF_ADDED, 0, DIFF_NONE, lone.news.at[i]);
	map_free(lone.ends);
	array_fini(&lone.olds);
	array_fini(&lone.news);
	arena_free(lone.arena);
}

/* ---- entities ---- */

static struct slice type_of(const struct facts *facts, uint32_t entity)
{
	return facts->types.at[facts->entities.at[entity].type].name;
}

static unsigned entity_aspects(const struct diff *diff, uint32_t x, uint32_t y)
{
	struct slice old_type = type_of(diff->first, x), new_type = type_of(diff->new_facts, y);
	unsigned aspects = old_type.len && new_type.len && !slice_equal(old_type, new_type) ? DIFF_TYPE : 0;
	return aspects | (slice_equal(diff->first->entities.at[x].name, diff->new_facts->entities.at[y].name) ? 0 : DIFF_NAME);
}

static void entity_add(struct diff *diff, enum diff_kind kind, unsigned aspects, uint32_t x, uint32_t y)
{
	array_push(&diff->changes,
	        ((struct diff_change){
	                .kind = kind, .aspects = aspects, .old_edge = DIFF_NONE, .new_edge = DIFF_NONE, .old_entity = x, .new_entity = y }));
}

/* Both are sorted by id. */
static void compare_entities(struct diff *diff)
{
	const struct facts *olds = diff->first, *news = diff->new_facts;
	for (size_t i = 0, k = 0; i < olds->entities.n && k < news->entities.n;) {
		int order = slice_compare(olds->entities.at[i].id, news->entities.at[k].id);
		unsigned aspects = order == 0 ? entity_aspects(diff, (uint32_t)i, (uint32_t)k) : 0;
		if (aspects)
			entity_add(diff, DIFF_ENTITY, aspects, (uint32_t)i, (uint32_t)k);
		i += order <= 0;
		k += order >= 0;
	}
}

static bool is_there(const struct facts *facts, struct slice id)
{
	size_t low = 0, high = facts->entities.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = slice_compare(facts->entities.at[middle].id, id);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static void find_renamed(struct diff *diff)
{
	const struct facts *olds = diff->first, *news = diff->new_facts;
	diff->to = alloc_new((olds->entities.n + 1) * sizeof *diff->to);
	diff->partly = alloc_new((olds->entities.n + 1) * sizeof *diff->partly);
	if (olds->edges_only || news->edges_only) {
		memset(diff->to, 0xFF, olds->entities.n * sizeof *diff->to);
		return;
	}
	if (!rename_find(olds, news, diff->to, diff->partly))
		return;
	uint32_t *become = alloc_new((news->entities.n + 1) * sizeof *become);
	for (size_t i = 0; i < olds->entities.n; i++)
		if (diff->to[i] != RENAME_NONE)
			become[diff->to[i]]++;
	for (uint32_t i = 0; i < olds->entities.n; i++) {
		uint32_t to = diff->to[i];
		if (to == RENAME_NONE)
			continue;
		bool merged = become[to] > 1 || is_there(olds, news->entities.at[to].id);
		entity_add(diff, merged ? DIFF_MERGED : DIFF_RENAMED, entity_aspects(diff, i, to) & DIFF_TYPE, i, to);
	}
	free(become);
	diff->renamed = rename_apply(olds, news, diff->to);
	diff->old_facts = diff->renamed;
}

/* ---- the whole ---- */

const struct fact_edge *diff_edge(const struct diff *diff, const struct diff_change *change, const struct facts **facts)
{
	*facts = change->new_edge != DIFF_NONE ? diff->new_facts : diff->old_facts;
	return &(*facts)->edges.at[change->new_edge != DIFF_NONE ? change->new_edge : change->old_edge];
}

static int compare_shown_edges(const struct diff *diff, const struct diff_change *x, const struct diff_change *y)
{
	const struct facts *a, *b;
	const struct fact_edge *p = diff_edge(diff, x, &a), *q = diff_edge(diff, y, &b);
	int order = slice_compare(a->entities.at[p->source].name, b->entities.at[q->source].name);
	if (!order)
		order = slice_compare(a->relations.at[p->relation].name, b->relations.at[q->relation].name);
	if (!order)
		order = slice_compare(a->entities.at[p->target].name, b->entities.at[q->target].name);
	if (!order)
		order = (p->status > q->status) - (p->status < q->status);
	return order ? order : slice_compare(p->id, q->id);
}

static int compare_changes(const void *a, const void *b, void *data)
{
	const struct diff *diff = data;
	const struct diff_change *x = a, *y = b;
	if (diff_is_entity(x) != diff_is_entity(y))
		return diff_is_entity(x) ? -1 : 1;
	if (!diff_is_entity(x))
		return compare_shown_edges(diff, x, y);
	const struct fact_entity *p = &diff->first->entities.at[x->old_entity], *q = &diff->first->entities.at[y->old_entity];
	int order = slice_compare(p->name, q->name);
	return order ? order : slice_compare(p->id, q->id);
}

struct diff *diff_new(const struct facts *older, const struct facts *newer)
{
	struct diff *diff = alloc_new(sizeof *diff);
	diff->first = diff->old_facts = older;
	diff->new_facts = newer;
	find_renamed(diff);
	compare_entities(diff);
	compare_edges(diff);
	if (diff->changes.n)
		qsort_r(diff->changes.at, diff->changes.n, sizeof *diff->changes.at, compare_changes, diff);
	for (size_t i = 0; i < diff->changes.n; i++)
		diff->counts[diff->changes.at[i].kind]++;
	return diff;
}

void diff_free(struct diff *diff)
{
	if (!diff)
		return;
	if (diff->renamed)
		facts_free(diff->renamed);
	free(diff->to);
	free(diff->partly);
	array_fini(&diff->changes);
	free(diff);
}

/* ---- what changed, in words ---- */

static struct slice then(struct arena *arena, struct slice said, const char *what, struct slice before, struct slice after)
{
	return arena_format(
	        arena, "%.*s%s%s%s%.*s -> %.*s", SLICE_ARG(said), said.len ? ", " : "", what, *what ? " " : "", SLICE_ARG(before), SLICE_ARG(after));
}

static struct slice number(struct arena *arena, uint32_t value)
{
	return arena_format(arena, "%u", value);
}

static struct slice or_none(struct slice text)
{
	return text.len ? text : slice_of("none");
}

static struct slice time_of(struct arena *arena, const struct fact_edge *edge)
{
	if (slice_equal(edge->from, edge->to))
		return or_none(edge->from);
	return arena_format(arena, "%.*s..%.*s", SLICE_ARG(edge->from), SLICE_ARG(edge->to));
}

static struct slice edge_words(const struct diff *diff, const struct diff_change *change, struct arena *arena)
{
	const struct fact_edge *x = &diff->old_facts->edges.at[change->old_edge], *y = &diff->new_facts->edges.at[change->new_edge];
	struct slice said = slice_make("", 0);
	if (change->kind == DIFF_RETYPED)
		said = then(arena, said, "", diff->old_facts->relations.at[x->relation].name, diff->new_facts->relations.at[y->relation].name);
	if (change->aspects & DIFF_STATUS)
		said = then(arena, said, "", slice_of(status_name(x->status)), slice_of(status_name(y->status)));
	if (change->aspects & DIFF_INFERRED)
		said = then(arena, said, "", slice_of(x->inferred ? "inferred" : "stated"), slice_of(y->inferred ? "inferred" : "stated"));
	if (change->aspects & DIFF_DOCUMENTS)
		said = then(arena, said, "documents", number(arena, x->documents), number(arena, y->documents));
	if (change->aspects & DIFF_SURE)
		said = then(arena, said, "sure", number(arena, x->sure), number(arena, y->sure));
	if (change->aspects & DIFF_TIME)
		said = then(arena, said, "time", time_of(arena, x), time_of(arena, y));
	if (change->aspects & DIFF_AS)
		said = then(arena, said, "as", or_none(x->as), or_none(y->as));
	return change->kind == DIFF_PROOF ? slice_of("other proofs") : said;
}

static struct slice entity_words(const struct diff *diff, const struct diff_change *change, struct arena *arena)
{
	const struct fact_entity *x = &diff->first->entities.at[change->old_entity], *y = &diff->new_facts->entities.at[change->new_entity];
	struct slice said = slice_make("", 0);
	if (change->kind == DIFF_RENAMED)
		said = arena_format(arena, "renamed %.*s", SLICE_ARG(y->name));
	else if (change->kind == DIFF_MERGED)
		said = arena_format(arena, "merged into %.*s", SLICE_ARG(y->name));
	if (change->kind != DIFF_ENTITY && diff->partly[change->old_entity])
		said = arena_format(arena, "%.*s where relations still name it", SLICE_ARG(said));
	if (change->aspects & DIFF_NAME)
		said = then(arena, said, "name", x->name, y->name);
	if (change->aspects & DIFF_TYPE)
		said = then(arena, said, "type", type_of(diff->first, change->old_entity), type_of(diff->new_facts, change->new_entity));
	return said;
}

struct slice diff_words(const struct diff *diff, const struct diff_change *change, struct arena *arena)
{
	if (diff_is_entity(change))
		return entity_words(diff, change, arena);
	if (change->old_edge == DIFF_NONE || change->new_edge == DIFF_NONE)
		return slice_make("", 0);
	return edge_words(diff, change, arena);
}
