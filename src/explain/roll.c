#include "explain/roll.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/unicode.h"
#include "names/resolve.h"

struct roll *roll_new(const struct ruleset *rules)
{
	struct roll *roll = alloc_new(sizeof *roll);
	roll->rules = rules;
	roll->numbers = map_new();
	roll->arena = arena_new();
	roll->work = arena_new();
	return roll;
}

void roll_free(struct roll *roll)
{
	for (size_t i = 0; i < roll->entries.n; i++)
		array_fini(&roll->entries.at[i].forms);
	array_fini(&roll->entries);
	map_free(roll->numbers);
	buffer_fini(&roll->key);
	arena_free(roll->arena);
	arena_free(roll->work);
	free(roll);
}

/* The entry of an id, made where it is new. */
static struct roll_entry *entry_of(struct roll *roll, struct slice id)
{
	size_t number = map_number(roll->numbers, id, roll->entries.n);
	if (number < roll->entries.n)
		return &roll->entries.at[number];
	struct roll_entry *entry = array_add(&roll->entries);
	*entry = (struct roll_entry){ .id = arena_copy(roll->arena, id), .type = roll->rules->types.unknown };
	map_put_number(roll->numbers, entry->id, number);
	return entry;
}

static void add_form(struct roll *roll, struct roll_entry *entry, struct slice text, uint64_t count, bool whole)
{
	for (size_t i = 0; i < entry->forms.n; i++) {
		struct roll_form *form = &entry->forms.at[i];
		if (!slice_equal(form->text, text))
			continue;
		form->count += count;
		form->whole |= whole;
		return;
	}
	array_push(&entry->forms, ((struct roll_form){ arena_copy(roll->arena, text), count, whole }));
}

/* Of two `name` lines the earlier. */
static void take_origin(struct roll_entry *entry, uint32_t type, const struct ast_entity *declared, const struct ast_name *line)
{
	if (type < entry->type)
		entry->type = type;
	if (declared)
		entry->declared = declared;
	if (line && (!entry->line || line < entry->line))
		entry->line = line;
}

static void read_mention(struct roll *roll, const struct extract_view *view, const struct mention *mention)
{
	const struct types *types = &roll->rules->types;
	const struct name_table *table = mention->kind == MENTION_ENTITY ? NULL : view->mentions->table(view->mentions->data);
	struct identity identity = resolve_mention(mention, view->document, types, table, roll->work);
	struct slice text = unicode_normal(roll->work, slice_part(view->document->text, mention->start, mention->end));
	struct roll_entry *entry = entry_of(roll, identity.id);
	/* What an acronym or a short name took its type from is no line that found it. */
	bool by_line = mention->kind == MENTION_NAMED && !identity.resolved.len && mention->order < types->ast->names.n;
	take_origin(entry, identity.type, mention->kind == MENTION_ENTITY ? &types->ast->entities.at[mention->entity] : NULL,
	        by_line ? &types->ast->names.at[mention->order] : NULL);
	add_form(roll, entry, text, 1, !identity.resolved.len);
	add_form(roll, entry, identity.name, 0, true);
	entry->count++;
	entry->bare += mention->kind == MENTION_UNKNOWN;
	if (entry->last_document != roll->documents)
		entry->documents++;
	entry->last_document = roll->documents;
}

void roll_sentence(const struct extract_view *view, void *data)
{
	struct roll *roll = data;
	/* A thread reads a document whole before it begins the next, and no two have one name. */
	if (!roll->documents || !slice_equal(buffer_slice(&roll->key), view->document->key)) {
		roll->documents++;
		roll->key.n = 0;
		buffer_add(&roll->key, view->document->key);
	}
	for (size_t i = 0; i < view->mentions->list.n; i++) {
		const struct mention *mention = &view->mentions->list.at[i];
		if (mention->kind == MENTION_ENTITY || mention->kind == MENTION_NAMED || mention->kind == MENTION_UNKNOWN)
			read_mention(roll, view, mention);
	}
	arena_reset(roll->work);
}

void roll_add(struct roll *to, const struct roll *from)
{
	for (size_t i = 0; i < from->entries.n; i++) {
		const struct roll_entry *entry = &from->entries.at[i];
		struct roll_entry *sum = entry_of(to, entry->id);
		take_origin(sum, entry->type, entry->declared, entry->line);
		sum->count += entry->count;
		sum->bare += entry->bare;
		sum->documents += entry->documents;
		for (size_t k = 0; k < entry->forms.n; k++)
			add_form(to, sum, entry->forms.at[k].text, entry->forms.at[k].count, entry->forms.at[k].whole);
	}
}

static int compare_forms(const void *a, const void *b)
{
	const struct roll_form *x = a, *y = b;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return slice_compare(x->text, y->text);
}

static int compare_entries(const void *a, const void *b)
{
	const struct roll_entry *x = a, *y = b;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return slice_compare(x->id, y->id);
}

static void choose_name(struct roll_entry *entry)
{
	if (entry->declared) {
		entry->name = entry->declared->name;
		return;
	}
	for (size_t i = 0; i < entry->forms.n; i++)
		if (entry->forms.at[i].whole && (!entry->name.len || resolve_better_name(entry->forms.at[i].text, entry->name)))
			entry->name = entry->forms.at[i].text;
}

void roll_sort(struct roll *roll)
{
	for (size_t i = 0; i < roll->entries.n; i++) {
		struct roll_entry *entry = &roll->entries.at[i];
		qsort(entry->forms.at, entry->forms.n, sizeof *entry->forms.at, compare_forms);
		choose_name(entry);
	}
	if (roll->entries.n)
		qsort(roll->entries.at, roll->entries.n, sizeof *roll->entries.at, compare_entries);
}
