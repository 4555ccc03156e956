#include "explain/called.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/unicode.h"
#include "names/acronyms.h"
#include "names/homonyms.h"
#include "names/resolve.h"

/* A place where the words stand. */
struct occurrence {
	size_t start, end;
	uint32_t line;
	bool read; /* a sentence holds it */
};

/* Where the mentions of these words are counted. */
struct reading {
	size_t entity, form;
};

/* The document that is being read; what it points to lives in its arena. */
struct called_page {
	struct slice document;
	ARRAY(struct called_entity) entities;
	ARRAY(struct called_miss) missed;
	ARRAY(struct occurrence) occurrences;
	ARRAY(struct reading) readings;
	struct map *entity_numbers;  /* by id */
	struct map *reading_numbers; /* by what found it and the words as they stand */
	struct buffer key;
	struct arena *arena;
};

struct called *called_new(struct slice name, size_t lead)
{
	struct called *called = alloc_new(sizeof *called);
	called->arena = arena_new();
	called->numbers = map_new();
	called->page = alloc_new(sizeof *called->page);
	called->page->arena = arena_new();
	called->page->entity_numbers = map_new();
	called->page->reading_numbers = map_new();
	if (wording_init(&called->wording, name)) {
		called->wording.lead = lead;
		return called;
	}
	called_free(called);
	return NULL;
}

static void free_entities(struct called_entity *entities, size_t n)
{
	for (size_t i = 0; i < n; i++)
		array_fini(&entities[i].forms);
}

void called_free(struct called *called)
{
	if (!called)
		return;
	free_entities(called->found.at, called->found.n);
	free_entities(called->page->entities.at, called->page->entities.n);
	array_fini(&called->page->entities);
	array_fini(&called->page->missed);
	array_fini(&called->page->occurrences);
	array_fini(&called->page->readings);
	map_free(called->page->entity_numbers);
	map_free(called->page->reading_numbers);
	buffer_fini(&called->page->key);
	arena_free(called->page->arena);
	free(called->page);
	array_fini(&called->found);
	array_fini(&called->missed);
	array_fini(&called->seen);
	wording_fini(&called->wording);
	map_free(called->numbers);
	arena_free(called->arena);
	free(called);
}

/* ---- mentions ---- */

static enum called_by found_by(const struct mentions *mentions, const struct mention *mention)
{
	switch (mention->kind) {
	case MENTION_ENTITY:
		return CALLED_BY_ENTITY;
	case MENTION_DESCRIBED:
		return CALLED_BY_PHRASE;
	case MENTION_NAMED:
		/* What a `name` line found was a candidate; an acronym only took its type from the name in full. */
		for (size_t i = 0; i < mentions->candidates.n; i++)
			if (mentions->candidates.at[i].start == mention->start && mentions->candidates.at[i].end == mention->end &&
			        mentions->candidates.at[i].kind == MENTION_NAMED)
				return CALLED_BY_NAME;
		return CALLED_BY_ACRONYM;
	case MENTION_REFER:
		return CALLED_BY_REFER;
	default:
		return CALLED_BY_CAPITALS;
	}
}

/* The entity of an identity on this page, made where it is new. */
static size_t entity_number(struct called *called, const struct identity *identity, const struct ast_entity *declared)
{
	struct called_page *page = called->page;
	size_t number = map_number(page->entity_numbers, identity->id, page->entities.n);
	if (number == page->entities.n) {
		struct called_entity *entity = array_add(&page->entities);
		*entity = (struct called_entity){ .document = page->document, .type = identity->type, .declared = declared };
		entity->id = arena_copy(page->arena, identity->id);
		entity->name = arena_copy(page->arena, identity->name);
		entity->part = wording_part_of(&called->wording, entity->name);
		map_put_number(page->entity_numbers, entity->id, number);
	}
	if (identity->type < page->entities.at[number].type)
		page->entities.at[number].type = identity->type;
	return number;
}

static void take_full_name(struct called_page *page, const struct extract_view *view, const struct identity *identity, struct called_form *form)
{
	const struct name_table *table = view->mentions->table(view->mentions->data);
	const struct full_name *full = map_get(table->shorts, form->text);
	if (!full)
		return;
	form->ambiguous = full->ambiguous;
	if (!identity->resolved.len)
		return;
	form->full = arena_copy(page->arena, full->text);
	form->full_line = full->line;
	form->acronym = full->acronym;
}

/* The form of these words among those of an entity; made where it is new. */
static size_t form_number(struct called_entity *entity, const struct called_form *form)
{
	for (size_t i = 0; i < entity->forms.n; i++) {
		const struct called_form *known = &entity->forms.at[i];
		if (slice_equal(known->text, form->text) && known->by == form->by && known->name == form->name && known->entity == form->entity)
			return i;
	}
	array_push(&entity->forms, *form);
	return entity->forms.n - 1;
}

static struct reading read_mention(struct called *called, const struct extract_view *view, const struct mention *mention)
{
	struct called_page *page = called->page;
	const struct types *types = &view->mentions->naming->rules->types;
	const struct ast *ast = types->ast;
	bool named = mention->kind == MENTION_NAMED || mention->kind == MENTION_UNKNOWN;
	const struct name_table *table = named ? view->mentions->table(view->mentions->data) : NULL;
	struct identity identity = resolve_mention(mention, view->document, types, table, page->arena);
	struct called_form form = { .by = found_by(view->mentions, mention), .line = document_line(view->document, mention->start) };
	form.text = unicode_normal(page->arena, slice_part(view->document->text, mention->start, mention->end));
	form.part = wording_part_of(&called->wording, form.text);
	form.entity = form.by == CALLED_BY_ENTITY ? &ast->entities.at[mention->entity] : NULL;
	form.name = form.by == CALLED_BY_NAME || form.by == CALLED_BY_PHRASE ? &ast->names.at[mention->order] : NULL;
	const struct ast_entity *declared = form.entity;
	struct slice other;
	if (form.by == CALLED_BY_CAPITALS)
		form.blocking = missed_blocking(view, mention->start, mention->end, &other);
	if (named) {
		const struct full_name *full = identity.resolved.len ? map_get(table->shorts, form.text) : NULL;
		if (full && full->entity != LEXICON_BLOCKED)
			declared = &ast->entities.at[full->entity];
		take_full_name(page, view, &identity, &form);
	}
	if (form.part == WORDING_ALL && mention->kind != MENTION_ENTITY && mention->kind != MENTION_REFER && !form.full.len)
		form.undecided = homonyms_undecided(ast, form.text, page->arena);
	form.type = identity.type;
	size_t entity = entity_number(called, &identity, declared);
	return (struct reading){ entity, form_number(&page->entities.at[entity], &form) };
}

/* The same words, found by the same line, are the same all over a document. */
static const struct reading *reading_of(struct called *called, const struct extract_view *view, const struct mention *mention)
{
	struct called_page *page = called->page;
	uint32_t numbers[] = { mention->kind, mention->kind == MENTION_ENTITY ? mention->entity : mention->order };
	page->key.n = 0;
	buffer_add(&page->key, slice_make((const char *)numbers, sizeof numbers));
	buffer_add(&page->key, slice_part(view->document->text, mention->start, mention->end));
	size_t number = map_number(page->reading_numbers, buffer_slice(&page->key), page->readings.n);
	if (number == page->readings.n) {
		struct slice key = arena_copy(page->arena, buffer_slice(&page->key));
		array_push(&page->readings, read_mention(called, view, mention));
		map_put_number(page->reading_numbers, key, number);
	}
	return &page->readings.at[number];
}

static void count(struct called_page *page, const struct reading *reading)
{
	struct called_entity *entity = &page->entities.at[reading->entity];
	struct called_form *form = &entity->forms.at[reading->form];
	form->count++;
	entity->count++;
	if (form->part > entity->part)
		entity->part = form->part;
}

/* Whether the names of the sentence say already who stands at the end of an edge. */
static bool is_said(struct called *called, const struct extract_view *view, const struct finding_end *end)
{
	for (size_t i = 0; i < view->mentions->list.n; i++) {
		const struct mention *mention = &view->mentions->list.at[i];
		if (document_raw(view->document, mention->start) == end->start &&
		        slice_equal(called->page->entities.at[reading_of(called, view, mention)->entity].id, end->id))
			return true;
	}
	return false;
}

/* What an edge calls its end in full is no name of the sentence, and yet that of an entity. Of several edges one counts. */
static void add_whole(struct called *called, const struct extract_view *view, const struct finding *finding, const struct finding_end *end)
{
	struct called_page *page = called->page;
	if (wording_part_of(&called->wording, end->name) == WORDING_NONE || is_said(called, view, end))
		return;
	page->key.n = 0;
	buffer_format(&page->key, "%" PRIu64 " %.*s", end->start, SLICE_ARG(end->id));
	if (map_has(page->reading_numbers, buffer_slice(&page->key)))
		return;
	struct identity identity = { .id = end->id, .name = end->name, .type = end->type };
	struct called_form form = { .by = CALLED_BY_WHOLE, .line = finding->line, .type = end->type };
	map_put_number(page->reading_numbers, arena_copy(page->arena, buffer_slice(&page->key)), 0);
	form.text = arena_copy(page->arena, end->name);
	form.part = wording_part_of(&called->wording, form.text);
	size_t entity = entity_number(called, &identity, NULL);
	count(page, &(struct reading){ entity, form_number(&page->entities.at[entity], &form) });
}

static void add_wholes(struct called *called, const struct extract_view *view)
{
	for (size_t i = view->first; i < view->findings->list.n; i++) {
		const struct finding *finding = &view->findings->list.at[i];
		add_whole(called, view, finding, &finding->source);
		add_whole(called, view, finding, &finding->target);
	}
}

/* ---- words that are no name ---- */

/* undecided: the rules where an alias may want a word near it; else NULL. */
static void add_missed(
        struct called *called, const struct occurrence *occurrence, struct slice text, const struct missed *why, const struct ast *undecided)
{
	struct called_page *page = called->page;
	struct called_miss miss = { .why = *why, .document = page->document, .line = occurrence->line, .count = 1 };
	miss.text = unicode_normal(page->arena, text);
	miss.why.other = unicode_normal(page->arena, why->other);
	for (size_t i = 0; i < page->missed.n; i++) {
		struct called_miss *known = &page->missed.at[i];
		if (known->why.why != miss.why.why || !slice_equal(known->text, miss.text) || !slice_equal(known->why.other, miss.why.other))
			continue;
		known->count++;
		return;
	}
	miss.undecided = undecided ? homonyms_undecided(undecided, miss.text, page->arena) : NULL;
	array_push(&page->missed, miss);
}

static bool lies_in_mention(const struct called *called, const struct extract_view *view, const struct occurrence *occurrence)
{
	const struct mentions *mentions = view->mentions;
	size_t start = wording_bare(&called->wording, view->document->text, occurrence->start);
	for (size_t i = 0; i < mentions->list.n; i++)
		if (mentions->list.at[i].start <= start && occurrence->end <= mentions->list.at[i].end)
			return true;
	return false;
}

/* Whether an edge's end is called in full by the words, "Norman adventurers", of which a name is but a part. */
static bool lies_in_whole(struct called *called, const struct extract_view *view, const struct occurrence *occurrence)
{
	for (size_t i = view->first; i < view->findings->list.n; i++) {
		const struct finding *finding = &view->findings->list.at[i];
		const struct finding_end *ends[2] = { &finding->source, &finding->target };
		for (size_t k = 0; k < 2; k++) {
			bool there = ends[k]->start < document_raw(view->document, occurrence->end) &&
			        ends[k]->end > document_raw(view->document, occurrence->start);
			if (there && wording_part_of(&called->wording, ends[k]->name) != WORDING_NONE)
				return true;
		}
	}
	return false;
}

static void explain_occurrences(struct called *called, const struct extract_view *view)
{
	struct called_page *page = called->page;
	size_t low = 0, high = page->occurrences.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (page->occurrences.at[middle].start < view->sentence->start)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < page->occurrences.n && page->occurrences.at[low].start < view->sentence->end; low++) {
		struct occurrence *occurrence = &page->occurrences.at[low];
		occurrence->read = true;
		if (lies_in_mention(called, view, occurrence) || lies_in_whole(called, view, occurrence))
			continue;
		struct missed why = missed_explain(view, occurrence->start, occurrence->end);
		bool open = why.why == MISSED_UNKNOWN || why.why == MISSED_NO_NAME || why.why == MISSED_FIRST || why.why == MISSED_OTHERWISE;
		add_missed(called, occurrence, slice_part(view->document->text, occurrence->start, occurrence->end), &why,
		        open ? view->mentions->naming->rules->ast : NULL);
	}
}

/* ---- documents ---- */

static bool in_furniture(const struct document *document, size_t *block, size_t at)
{
	while (*block < document->blocks.n && document->blocks.at[*block].end <= at)
		++*block;
	return *block == document->blocks.n || document->blocks.at[*block].start > at || document->blocks.at[*block].kind == BLOCK_FURNITURE;
}

static void begin_page(struct called *called, struct document *document)
{
	const struct missed unread = { .why = MISSED_UNREAD, .other = slice_make("", 0) };
	struct called_page *page = called->page;
	struct occurrence occurrence = { .end = 0 };
	size_t block = 0;
	page->document = arena_copy(page->arena, document->key);
	while (wording_find(&called->wording, document->text, occurrence.end, &occurrence.start, &occurrence.end)) {
		occurrence.line = document_line(document, occurrence.start);
		if (in_furniture(document, &block, occurrence.start))
			add_missed(called, &occurrence, slice_part(document->text, occurrence.start, occurrence.end), &unread, NULL);
		else
			array_push(&page->occurrences, occurrence);
	}
}

static void count_name(struct called *called, struct slice id, struct slice text, uint64_t count, uint64_t documents)
{
	struct buffer *key = &called->page->key;
	key->n = 0;
	buffer_add(key, id);
	buffer_char(key, '\0');
	buffer_add(key, text);
	size_t number = map_number(called->numbers, buffer_slice(key), called->seen.n);
	if (number == called->seen.n) {
		struct slice copy = arena_copy(called->arena, buffer_slice(key));
		array_push(&called->seen, ((struct called_name){ slice_part(copy, 0, id.len), slice_part(copy, id.len + 1, copy.len), 0, 0 }));
		map_put_number(called->numbers, copy, number);
	}
	called->seen.at[number].count += count;
	called->seen.at[number].documents += documents;
}

/* What found the words of a form may differ: the document counts for each of them once. */
static void count_names(struct called *called, const struct called_entity *entity)
{
	for (size_t i = 0; i < entity->forms.n; i++) {
		bool again = false;
		for (size_t k = 0; k < i; k++)
			again |= slice_equal(entity->forms.at[k].text, entity->forms.at[i].text);
		count_name(called, entity->id, entity->forms.at[i].text, entity->forms.at[i].count, !again);
	}
}

/* Moves an entity, whose texts are copied. */
static void keep_entity(struct called *called, struct called_entity *entity)
{
	struct called_entity *kept = array_add(&called->found);
	*kept = *entity;
	*entity = (struct called_entity){ .count = 0 };
	kept->id = arena_copy(called->arena, kept->id);
	kept->name = arena_copy(called->arena, kept->name);
	kept->document = arena_copy(called->arena, kept->document);
	for (size_t i = 0; i < kept->forms.n; i++) {
		kept->forms.at[i].text = arena_copy(called->arena, kept->forms.at[i].text);
		kept->forms.at[i].full = arena_copy(called->arena, kept->forms.at[i].full);
	}
}

static void keep_missed(struct called *called, const struct called_miss *miss)
{
	struct called_miss *kept = array_add(&called->missed);
	*kept = *miss;
	kept->document = arena_copy(called->arena, kept->document);
	kept->text = arena_copy(called->arena, kept->text);
	kept->why.other = arena_copy(called->arena, kept->why.other);
}

static void end_page(struct called *called)
{
	struct called_page *page = called->page;
	for (size_t i = 0; i < page->entities.n; i++) {
		count_names(called, &page->entities.at[i]);
		if (page->entities.at[i].part != WORDING_NONE)
			keep_entity(called, &page->entities.at[i]);
	}
	for (size_t i = 0; i < page->missed.n; i++)
		keep_missed(called, &page->missed.at[i]);
	free_entities(page->entities.at, page->entities.n);
	array_clear(&page->entities);
	array_clear(&page->missed);
	array_clear(&page->occurrences);
	array_clear(&page->readings);
	map_free(page->entity_numbers);
	map_free(page->reading_numbers);
	page->entity_numbers = map_new();
	page->reading_numbers = map_new();
	page->document = slice_make("", 0);
	arena_reset(page->arena);
}

void called_sentence(const struct extract_view *view, void *data)
{
	struct called *called = data;
	/* A thread reads a document whole before it begins the next, and no two have one name. */
	if (!slice_equal(called->page->document, view->document->key)) {
		end_page(called);
		begin_page(called, view->document);
	}
	for (size_t i = 0; i < view->mentions->list.n; i++)
		count(called->page, reading_of(called, view, &view->mentions->list.at[i]));
	add_wholes(called, view);
	explain_occurrences(called, view);
}

void called_add(struct called *to, struct called *from)
{
	end_page(from);
	for (size_t i = 0; i < from->found.n; i++)
		keep_entity(to, &from->found.at[i]);
	for (size_t i = 0; i < from->missed.n; i++)
		keep_missed(to, &from->missed.at[i]);
	for (size_t i = 0; i < from->seen.n; i++)
		count_name(to, from->seen.at[i].id, from->seen.at[i].text, from->seen.at[i].count, from->seen.at[i].documents);
	array_clear(&from->found);
}
