/* What changed as a picture: one layout of both graphs, so that what is in both stays where it is. */
#include <stdlib.h>

#include "base/map.h"
#include "facts/both.h"
#include "facts/merge.h"
#include "graph/filter.h"
#include "output/changes.h"
#include "output/formats.h"
#include "output/marks.h"
#include "output/put.h"

/* The picture while it is put together; arrays are by number in facts, and live in arena. */
struct drawing_of {
	const struct changes *changes;
	struct facts *facts; /* of both graphs */
	struct arena *arena;
	char *edges, *entities;
	bool *near, *absent; /* absent: edges that became others */
	struct slice *notes, *labels, *entity_notes;
	struct map *ids; /* of edges */
};

static uint32_t entity_of(const struct facts *facts, struct slice id)
{
	size_t low = 0, high = facts->entities.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (slice_compare(facts->entities.at[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < facts->entities.n && slice_equal(facts->entities.at[low].id, id) ? (uint32_t)low : DIFF_NONE;
}

static struct slice note_of(const struct drawing_of *drawing, const struct diff_change *change)
{
	struct slice words = diff_words(drawing->changes->diff, change, drawing->arena);
	struct slice said = arena_format(drawing->arena, "%s%s%.*s", changes_kind(change), words.len ? ": " : "", SLICE_ARG(words));
	if (!change->cause.len)
		return said;
	return arena_format(drawing->arena, "%.*s; by %.*s", SLICE_ARG(said), SLICE_ARG(change->cause));
}

static void mark_entity(struct drawing_of *drawing, const struct diff_change *change)
{
	const struct diff *diff = drawing->changes->diff;
	uint32_t number = entity_of(drawing->facts, diff->new_facts->entities.at[change->new_entity].id);
	if (number == DIFF_NONE)
		return;
	drawing->entities[number] = '~';
	struct slice note = note_of(drawing, change), *kept = &drawing->entity_notes[number];
	note = arena_format(drawing->arena, "%.*s: %.*s", SLICE_ARG(diff->first->entities.at[change->old_entity].name), SLICE_ARG(note));
	*kept = kept->len ? arena_format(drawing->arena, "%.*s\n%.*s", SLICE_ARG(*kept), SLICE_ARG(note)) : note;
}

/* "allied with, was opposed" */
static struct slice retyped_label(const struct drawing_of *drawing, const struct diff_change *change)
{
	const struct facts *olds = drawing->changes->diff->old_facts, *news = drawing->changes->diff->new_facts;
	struct slice now = put_relation_label(drawing->arena, &news->relations.at[news->edges.at[change->new_edge].relation]);
	struct slice was = put_relation_label(drawing->arena, &olds->relations.at[olds->edges.at[change->old_edge].relation]);
	return arena_format(drawing->arena, "%.*s, was %.*s", SLICE_ARG(now), SLICE_ARG(was));
}

static void mark_edge(struct drawing_of *drawing, const struct diff_change *change)
{
	const struct facts *facts;
	const struct diff *diff = drawing->changes->diff;
	const struct fact_edge *edge = diff_edge(diff, change, &facts);
	size_t number = map_number(drawing->ids, edge->id, SIZE_MAX);
	if (number == SIZE_MAX)
		return;
	drawing->edges[number] = changes_sign(change);
	drawing->notes[number] = note_of(drawing, change);
	if (change->kind == DIFF_RETYPED)
		drawing->labels[number] = retyped_label(drawing, change);
	if (change->old_edge == DIFF_NONE || change->new_edge == DIFF_NONE)
		return;
	size_t before = map_number(drawing->ids, diff->old_facts->edges.at[change->old_edge].id, number);
	if (before != number)
		drawing->absent[before] = true;
}

static void mark_ends(struct drawing_of *drawing)
{
	const struct diff *diff = drawing->changes->diff;
	for (size_t i = 0; i < drawing->facts->edges.n; i++)
		if (drawing->edges[i])
			drawing->near[drawing->facts->edges.at[i].source] = drawing->near[drawing->facts->edges.at[i].target] = true;
	for (size_t i = 0; i < drawing->facts->entities.n; i++) {
		struct slice id = drawing->facts->entities.at[i].id;
		bool older = entity_of(diff->old_facts, id) != DIFF_NONE, newer = entity_of(diff->new_facts, id) != DIFF_NONE;
		if (!drawing->entities[i] && older != newer)
			drawing->entities[i] = newer ? '+' : '-';
	}
}

static void mark(struct drawing_of *drawing)
{
	const struct changes *changes = drawing->changes;
	struct arena *arena = drawing->arena;
	size_t edges = drawing->facts->edges.n + 1, entities = drawing->facts->entities.n + 1;
	drawing->edges = arena_alloc(arena, edges);
	drawing->absent = arena_alloc(arena, edges);
	drawing->notes = arena_alloc(arena, edges * sizeof *drawing->notes);
	drawing->labels = arena_alloc(arena, edges * sizeof *drawing->labels);
	drawing->entities = arena_alloc(arena, entities);
	drawing->near = arena_alloc(arena, entities);
	drawing->entity_notes = arena_alloc(arena, entities * sizeof *drawing->entity_notes);
	for (size_t i = 0; i < drawing->facts->edges.n; i++)
		map_put_number(drawing->ids, drawing->facts->edges.at[i].id, i);
	for (size_t i = 0; i < changes->diff->changes.n; i++) {
		const struct diff_change *change = &changes->diff->changes.at[i];
		if (diff_is_entity(change))
			mark_entity(drawing, change);
		else if (changes_show(changes, change))
			mark_edge(drawing, change);
	}
	mark_ends(drawing);
}

/* ---- which part is drawn ---- */

/* What changed comes first, then what touches it, then the rest; each the best supported first. */
static int rank(const struct drawing_of *drawing, uint32_t edge)
{
	const struct fact_edge *what = &drawing->facts->edges.at[edge];
	bool near = drawing->near[what->source] || drawing->near[what->target] || drawing->entities[what->source] || drawing->entities[what->target];
	return drawing->edges[edge] ? 0 : near ? 1 : 2;
}

static int compare_edges(const void *a, const void *b, void *data)
{
	const struct drawing_of *drawing = data;
	int order = rank(drawing, *(const uint32_t *)a) - rank(drawing, *(const uint32_t *)b);
	return order ? order : facts_compare_support(a, b, drawing->facts);
}

static struct selection choose(const struct drawing_of *drawing, size_t left[2])
{
	const struct facts *facts = drawing->facts;
	struct selection selection = { .edges = arena_alloc(drawing->arena, facts->edges.n + 1),
		.entities = arena_alloc(drawing->arena, facts->entities.n + 1) };
	uint32_t *order = alloc_new((facts->edges.n + 1) * sizeof *order);
	size_t n = 0;
	for (uint32_t i = 0; i < facts->edges.n; i++)
		if (!drawing->absent[i])
			order[n++] = i;
	if (n)
		qsort_r(order, n, sizeof *order, compare_edges, (void *)(uintptr_t)drawing);
	for (size_t i = 0; i < n; i++) {
		const struct fact_edge *edge = &facts->edges.at[order[i]];
		left[0] += i >= FILTER_TOP && drawing->edges[order[i]];
		left[1] += i >= FILTER_TOP && !drawing->edges[order[i]];
		if (i < FILTER_TOP)
			selection.edges[order[i]] = selection.entities[edge->source] = selection.entities[edge->target] = true;
	}
	free(order);
	return selection;
}

static struct slice under_title(const struct drawing_of *drawing, const size_t left[2])
{
	struct slice text = changes_summary(drawing->changes, drawing->arena);
	if (left[0])
		text = arena_format(drawing->arena, "%.*s \xC2\xB7 left out: %zu that changed", SLICE_ARG(text), left[0]);
	if (left[1])
		text = arena_format(drawing->arena, "%.*s \xC2\xB7 left out: %zu unchanged", SLICE_ARG(text), left[1]);
	return text;
}

static const char *draw(struct drawing_of *drawing, struct file_output *output)
{
	const struct changes *changes = drawing->changes;
	struct output_options options = *changes->options;
	size_t left[2] = { 0, 0 };
	struct selection selection = choose(drawing, left);
	struct picture_marks marks = {
		.edges = drawing->edges,
		.entities = drawing->entities,
		.near = drawing->near,
		.notes = drawing->notes,
		.labels = drawing->labels,
		.entity_notes = drawing->entity_notes,
		.under = under_title(drawing, left),
	};
	options.marks = &marks;
	if (!options.title.len)
		options.title = arena_format(drawing->arena, "%.*s \xE2\x86\x92 %.*s", SLICE_ARG(changes->old_name), SLICE_ARG(changes->new_name));
	return picture_write(drawing->facts, &selection, &options, output);
}

const char *changes_write_svg(const struct changes *changes, struct file_output *output)
{
	struct drawing_of drawing = { .changes = changes, .facts = both_graphs(changes->diff), .arena = arena_new(), .ids = map_new() };
	mark(&drawing);
	const char *why = draw(&drawing, output);
	map_free(drawing.ids);
	arena_free(drawing.arena);
	facts_free(drawing.facts);
	return why;
}
