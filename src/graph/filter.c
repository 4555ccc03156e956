#include "graph/filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/diag.h"
#include "base/unicode.h"
#include "graph/graph.h"
#include "rules/ast.h"

/* One application of a filter. */
struct work {
	const struct facts *facts;
	const struct filter *filter;
	struct arena *arena;
	struct selection *selection;
	struct slice *why;
	uint32_t focus; /* UINT32_MAX: none */
	bool *bad_relations, *bad_types, *bad_entities;
};

static uint32_t entity_by_form(const struct facts *facts, struct arena *arena, struct slice folded)
{
	for (uint32_t i = 0; i < facts->entities.n; i++) {
		const struct fact_entity *entity = &facts->entities.at[i];
		for (size_t j = 0; j < entity->forms; j++)
			if (slice_equal(unicode_fold(arena, facts->forms.at[entity->first_form + j].text), folded))
				return i;
	}
	return UINT32_MAX;
}

uint32_t filter_entity(const struct facts *facts, struct slice name)
{
	for (uint32_t i = 0; i < facts->entities.n; i++)
		if (slice_equal(facts->entities.at[i].id, name))
			return i;
	for (uint32_t i = 0; i < facts->entities.n; i++)
		if (slice_equal(facts->entities.at[i].name, name))
			return i;
	struct arena *arena = arena_new();
	struct slice folded = unicode_fold(arena, name);
	uint32_t found = UINT32_MAX;
	for (uint32_t i = 0; found == UINT32_MAX && i < facts->entities.n; i++)
		if (slice_equal(unicode_fold(arena, facts->entities.at[i].name), folded))
			found = i;
	if (found == UINT32_MAX)
		found = entity_by_form(facts, arena, folded);
	arena_free(arena);
	return found;
}

static void not_known(struct work *work, const char *what, struct slice name, const struct slice *candidates, size_t n)
{
	struct slice near = diag_nearest(name, candidates, n);
	if (near.len)
		*work->why = arena_format(work->arena, "no %s is called \"%.*s\"; did you mean \"%.*s\"?", what, SLICE_ARG(name), SLICE_ARG(near));
	else
		*work->why = arena_format(work->arena, "no %s is called \"%.*s\"", what, SLICE_ARG(name));
}

/* How many bytes of the words of a name, folded, are words of text as well. */
static size_t shared_words(struct slice name, struct slice text)
{
	struct slice word, other;
	size_t shared = 0;
	while (slice_split(&name, ' ', &word))
		for (struct slice rest = text; slice_split(&rest, ' ', &other);)
			if (slice_equal(word, other)) {
				shared += word.len;
				break;
			}
	return shared;
}

struct sharer {
	size_t shared;
	uint32_t entity;
};

static int compare_sharers(const void *a, const void *b)
{
	const struct sharer *x = a, *y = b;
	if (x->shared != y->shared)
		return x->shared > y->shared ? -1 : 1;
	return x->entity < y->entity ? -1 : x->entity > y->entity;
}

/* The names that share words with one that nothing is called, those that share the most first. */
static struct slice with_same_words(struct work *work, struct slice name)
{
	enum { LEAST = 3, MOST = 4 };
	const struct facts *facts = work->facts;
	struct slice folded = unicode_fold(work->arena, name), list = slice_make("", 0);
	struct sharer *sharers = alloc_new((facts->entities.n + 1) * sizeof *sharers);
	size_t n = 0;
	for (uint32_t i = 0; i < facts->entities.n; i++) {
		size_t shared = shared_words(folded, unicode_fold(work->arena, facts->entities.at[i].name));
		if (shared >= LEAST)
			sharers[n++] = (struct sharer){ shared, i };
	}
	if (n)
		qsort(sharers, n, sizeof *sharers, compare_sharers);
	for (size_t i = 0; i < n && i < MOST; i++)
		list = arena_format(
		        work->arena, "%.*s%s\"%.*s\"", SLICE_ARG(list), i ? ", " : "", SLICE_ARG(facts->entities.at[sharers[i].entity].name));
	free(sharers);
	return list;
}

static bool find_entity(struct work *work, struct slice name, uint32_t *number)
{
	*number = filter_entity(work->facts, name);
	if (*number != UINT32_MAX)
		return true;
	size_t n = work->facts->entities.n;
	struct slice *names = alloc_new(n * sizeof *names);
	for (size_t i = 0; i < n; i++)
		names[i] = work->facts->entities.at[i].name;
	struct slice same = diag_nearest(name, names, n).len ? slice_make("", 0) : with_same_words(work, name);
	if (same.len)
		*work->why = arena_format(
		        work->arena, "no entity of this graph is called \"%.*s\"; its words stand in %.*s", SLICE_ARG(name), SLICE_ARG(same));
	else
		not_known(work, "entity of this graph", name, names, n);
	free(names);
	return false;
}

/* Takes from bad what is called so. Returns whether something is. */
static bool take_called(struct slice name, const struct slice *candidates, size_t n, bool *bad)
{
	bool found = false;
	for (size_t i = 0; i < n; i++) {
		if (!slice_equal(candidates[i], name))
			continue;
		bad[i] = false;
		found = true;
	}
	return found;
}

/* bad[i] becomes whether candidate i is none of the wanted ones, neither by its name nor as it is shown. */
static bool mark_others(struct work *work, const char *what, const struct slice *wanted, size_t wanted_count, const struct slice *candidates,
        const struct slice *shown, size_t n, bool *bad)
{
	for (size_t i = 0; i < n; i++)
		bad[i] = true;
	for (size_t j = 0; j < wanted_count; j++) {
		if (!take_called(wanted[j], candidates, n, bad) && !take_called(wanted[j], shown, n, bad)) {
			not_known(work, what, wanted[j], candidates, n);
			return false;
		}
	}
	return true;
}

static bool mark_relations(struct work *work)
{
	size_t n = work->facts->relations.n;
	struct slice *names = arena_alloc(work->arena, n * sizeof *names), *shown = arena_alloc(work->arena, n * sizeof *shown);
	for (size_t i = 0; i < n; i++) {
		names[i] = work->facts->relations.at[i].name;
		shown[i] = ast_label(work->arena, names[i], work->facts->relations.at[i].label);
	}
	work->bad_relations = arena_alloc(work->arena, n);
	return work->filter->relation_count == 0 ||
	        mark_others(work, "relation", work->filter->relations, work->filter->relation_count, names, shown, n, work->bad_relations);
}

static bool mark_types(struct work *work)
{
	size_t n = work->facts->types.n;
	struct slice *names = arena_alloc(work->arena, n * sizeof *names), *shown = arena_alloc(work->arena, n * sizeof *shown);
	for (size_t i = 0; i < n; i++) {
		names[i] = work->facts->types.at[i].name;
		shown[i] = ast_spaced(work->arena, names[i]);
	}
	work->bad_types = arena_alloc(work->arena, n);
	return work->filter->type_count == 0 ||
	        mark_others(work, "type", work->filter->types, work->filter->type_count, names, shown, n, work->bad_types);
}

static bool mark_hidden(struct work *work)
{
	work->bad_entities = arena_alloc(work->arena, work->facts->entities.n);
	for (size_t i = 0; i < work->filter->hidden_count; i++) {
		uint32_t number;
		if (!find_entity(work, work->filter->hidden[i], &number))
			return false;
		work->bad_entities[number] = true;
	}
	return true;
}

int filter_compare_dates(struct slice a, struct slice b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	return memcmp(a.ptr, b.ptr, len);
}

static bool bad_status(const struct work *work, const struct fact_edge *edge)
{
	unsigned wanted = work->filter->statuses ? work->filter->statuses : 1u << STATUS_ASSERTED;
	return !(wanted >> edge->status & 1);
}

static bool bad_relation(const struct work *work, const struct fact_edge *edge)
{
	return work->bad_relations[edge->relation];
}

static bool bad_type(const struct work *work, const struct fact_edge *edge)
{
	const struct fact_entity *entities = work->facts->entities.at;
	return work->bad_types[entities[edge->source].type] || work->bad_types[entities[edge->target].type];
}

static bool bad_entity(const struct work *work, const struct fact_edge *edge)
{
	return work->bad_entities[edge->source] || work->bad_entities[edge->target];
}

static bool bad_documents(const struct work *work, const struct fact_edge *edge)
{
	return edge->documents < work->filter->min_documents;
}

static bool bad_sure(const struct work *work, const struct fact_edge *edge)
{
	return edge->sure < work->filter->min_sure;
}

static bool bad_date(const struct work *work, const struct fact_edge *edge)
{
	const struct filter *filter = work->filter;
	if (!filter->from.len && !filter->to.len)
		return false;
	if (!edge->from.len && !edge->to.len)
		return true;
	/* Where one end is open, the text does not say that it was over, or had not begun. */
	bool over = filter->from.len && edge->to.len && filter_compare_dates(edge->to, filter->from) < 0;
	bool to_come = filter->to.len && edge->from.len && filter_compare_dates(edge->from, filter->to) > 0;
	return over || to_come;
}

/* Adds "COUNT TEXT" to what was hidden. */
static void say(struct work *work, size_t count, struct slice text)
{
	struct slice *hid = &work->selection->hid;
	if (count)
		*hid = arena_format(work->arena, "%.*s%s%zu %.*s", SLICE_ARG(*hid), hid->len ? "; " : "", count, SLICE_ARG(text));
}

static void drop(struct work *work, bool (*bad)(const struct work *, const struct fact_edge *), struct slice text)
{
	size_t dropped = 0;
	for (size_t i = 0; i < work->facts->edges.n; i++) {
		if (!work->selection->edges[i] || !bad(work, &work->facts->edges.at[i]))
			continue;
		work->selection->edges[i] = false;
		dropped++;
	}
	say(work, dropped, text);
}

static struct slice dates_text(struct work *work)
{
	const struct filter *filter = work->filter;
	if (!filter->to.len)
		return arena_format(work->arena, "before %.*s or undated", SLICE_ARG(filter->from));
	if (!filter->from.len)
		return arena_format(work->arena, "after %.*s or undated", SLICE_ARG(filter->to));
	return arena_format(work->arena, "outside %.*s to %.*s or undated", SLICE_ARG(filter->from), SLICE_ARG(filter->to));
}

static void drop_by_values(struct work *work)
{
	const struct filter *filter = work->filter;
	drop(work, bad_status, slice_of(filter->statuses ? "of another status" : "not asserted"));
	drop(work, bad_relation, slice_of("of other relations"));
	drop(work, bad_type, slice_of("with other types"));
	drop(work, bad_entity, slice_of("with hidden names"));
	drop(work, bad_documents, arena_format(work->arena, "in fewer than %u documents", filter->min_documents));
	drop(work, bad_sure, arena_format(work->arena, "less sure than %u", filter->min_sure));
	drop(work, bad_date, dates_text(work));
}

/* Keeps the edges for which keep holds of the distances of their ends. */
static size_t drop_far(struct work *work, const uint32_t *first, const uint32_t *second, uint32_t length)
{
	size_t dropped = 0;
	for (size_t i = 0; i < work->facts->edges.n; i++) {
		const struct fact_edge *edge = &work->facts->edges.at[i];
		if (!work->selection->edges[i])
			continue;
		uint64_t there = (uint64_t)first[edge->source] + second[edge->target] + 1;
		uint64_t back = (uint64_t)first[edge->target] + second[edge->source] + 1;
		if (there == length || back == length)
			continue;
		work->selection->edges[i] = false;
		dropped++;
	}
	return dropped;
}

static struct graph *rest(struct work *work)
{
	struct selection all = *work->selection;
	all.entities = arena_alloc(work->arena, work->facts->entities.n);
	memset(all.entities, true, work->facts->entities.n);
	return graph_new(work->facts, &all);
}

static bool drop_off_paths(struct work *work)
{
	const struct filter *filter = work->filter;
	uint32_t a, b;
	if (!filter->path_from.len && !filter->path_to.len)
		return true;
	if (!find_entity(work, filter->path_from, &a) || !find_entity(work, filter->path_to, &b))
		return false;
	uint32_t *from_a = arena_alloc(work->arena, work->facts->entities.n * sizeof *from_a);
	uint32_t *from_b = arena_alloc(work->arena, work->facts->entities.n * sizeof *from_b);
	struct graph *graph = rest(work);
	graph_distances(graph, a, GRAPH_FAR, from_a);
	graph_distances(graph, b, GRAPH_FAR, from_b);
	graph_free(graph);
	size_t dropped = drop_far(work, from_a, from_b, from_a[b] == GRAPH_FAR ? 0 : from_a[b]);
	struct slice x = work->facts->entities.at[a].name, y = work->facts->entities.at[b].name;
	say(work, dropped, arena_format(work->arena, "off the shortest paths between %.*s and %.*s", SLICE_ARG(x), SLICE_ARG(y)));
	return true;
}

static bool drop_distant(struct work *work)
{
	const struct filter *filter = work->filter;
	if (!filter->focus.len)
		return true;
	if (!find_entity(work, filter->focus, &work->focus))
		return false;
	uint32_t hops = filter->hops ? filter->hops : 1;
	uint32_t *distance = arena_alloc(work->arena, work->facts->entities.n * sizeof *distance);
	struct graph *graph = rest(work);
	graph_distances(graph, work->focus, hops, distance);
	graph_free(graph);
	size_t dropped = 0;
	for (size_t i = 0; i < work->facts->edges.n; i++) {
		const struct fact_edge *edge = &work->facts->edges.at[i];
		if (!work->selection->edges[i] || (distance[edge->source] != GRAPH_FAR && distance[edge->target] != GRAPH_FAR))
			continue;
		work->selection->edges[i] = false;
		dropped++;
	}
	struct slice name = work->facts->entities.at[work->focus].name;
	say(work, dropped, arena_format(work->arena, "more than %u step%s from %.*s", hops, hops == 1 ? "" : "s", SLICE_ARG(name)));
	return true;
}

static void drop_below_top(struct work *work)
{
	size_t top = work->filter->top ? work->filter->top : FILTER_TOP, n = 0;
	if (work->filter->all)
		return;
	uint32_t *order = alloc_new(work->facts->edges.n * sizeof *order);
	for (size_t i = 0; i < work->facts->edges.n; i++)
		if (work->selection->edges[i])
			order[n++] = (uint32_t)i;
	qsort_r(order, n, sizeof *order, facts_compare_support, (void *)(uintptr_t)work->facts);
	for (size_t i = top; i < n; i++)
		work->selection->edges[order[i]] = false;
	free(order);
	if (n > top)
		say(work, n - top, arena_format(work->arena, "beyond the %zu best supported", top));
}

static void select_ends(struct work *work)
{
	struct selection *selection = work->selection;
	for (size_t i = 0; i < work->facts->edges.n; i++) {
		if (!selection->edges[i])
			continue;
		selection->edge_count++;
		selection->entities[work->facts->edges.at[i].source] = true;
		selection->entities[work->facts->edges.at[i].target] = true;
	}
	if (work->focus != UINT32_MAX)
		selection->entities[work->focus] = true;
	for (size_t i = 0; i < work->facts->entities.n; i++)
		selection->entity_count += selection->entities[i];
}

struct selection *filter_apply(const struct facts *facts, const struct filter *filter, struct arena *arena, struct slice *why)
{
	struct selection *selection = arena_alloc(arena, sizeof *selection);
	struct work work = { .facts = facts, .filter = filter, .arena = arena, .selection = selection, .why = why, .focus = UINT32_MAX };
	selection->edges = arena_alloc(arena, facts->edges.n);
	selection->entities = arena_alloc(arena, facts->entities.n);
	memset(selection->edges, true, facts->edges.n);
	selection->hid = slice_make("", 0);
	if (!mark_relations(&work) || !mark_types(&work) || !mark_hidden(&work))
		return NULL;
	drop_by_values(&work);
	if (!drop_off_paths(&work) || !drop_distant(&work))
		return NULL;
	drop_below_top(&work);
	select_ends(&work);
	return selection;
}
