#include "names/bracketed.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/unicode.h"
#include "names/acronyms.h"
#include "names/shorts.h"
#include "names/titled.h"
#include "names/tokens.h"

/* Where what may be the name before byte `open` begins: behind the last mark, and not too far away. */
static size_t reach_back(struct slice text, size_t open)
{
	enum { FURTHEST = 120 };
	size_t at = open, last = open > FURTHEST ? open - FURTHEST : 0;
	while (at > last && !strchr(".;:,()\n\"", text.ptr[at - 1]))
		at--;
	while (at < open && at == last && last && !token_separates(text.ptr[at - 1]))
		at++, last++;
	while (at < open && token_separates(text.ptr[at]))
		at++;
	return at;
}

/* Whether nothing says that a name by its capitals is a person's or a place's, and the article before it that it is none. */
static bool is_thing(const struct mentions *mentions, struct slice text, const struct mention *name)
{
	const struct name_words *words = &mentions->naming->words;
	size_t before = token_before(text, name->start);
	struct slice lead = slice_trim(slice_part(text, before, name->start));
	size_t joint = token_before(text, before), capital = token_before(text, joint);
	/* "The State of Elbonia and the Levant (SEL)": the end of a longer one. */
	bool end = name_words_has(words->function, slice_trim(slice_part(text, joint, before))) && capital < joint &&
	        unicode_is_upper(unicode_next(text, &capital));
	return !end && name_words_has(words->article, lead) && name->type != mentions->naming->first_named &&
	        !titled_before(words, text, name->start).len;
}

static bool may_stand_for(const struct mentions *mentions, struct slice text, const struct mention *name)
{
	const struct types *types = &mentions->naming->rules->types;
	if (name->kind == MENTION_UNKNOWN)
		return is_thing(mentions, text, name);
	return name->kind == MENTION_NAMED && mentions->naming->acronym != TYPES_LIMIT && types_below(types, name->type, mentions->naming->acronym);
}

static struct full_name *put(const struct name_table *table, struct slice text, struct slice acronym, const struct mention *name)
{
	struct shorts shorts = { table, table->words, table->document, table->arena };
	struct slice full = unicode_normal(table->arena, slice_part(text, name->start, name->end));
	const struct full_name *known = map_get(table->shorts, full);
	struct slice key = arena_copy(table->arena, acronym);
	return shorts_put(&shorts, key, known && !known->ambiguous ? known->text : full, LEXICON_BLOCKED, name->start, true);
}

struct full_name *bracketed_name(const struct mentions *mentions, struct slice text, size_t open, struct slice acronym)
{
	size_t start = reach_back(text, open), end = open, n = mentions->naming->rules->ast->names.n;
	struct full_name *full = NULL;
	while (end > start && token_separates(text.ptr[end - 1]))
		end--;
	if (end == open || end == start || mentions->within)
		return NULL;
	struct mentions before = { .naming = mentions->naming,
		.scratch = mentions->scratch,
		.stands_within = mentions->stands_within,
		.table = mentions->table,
		.data = mentions->data,
		.led_by = mentions->led_by,
		.within = true };
	uint32_t *all = alloc_new((n + 1) * sizeof *all);
	for (uint32_t i = 0; i < n; i++)
		all[i] = i;
	mentions_find(&before, text, start, end, NULL, 0, all, n);
	const struct mention *last = before.list.n ? &before.list.at[before.list.n - 1] : NULL;
	if (last && last->end == end && may_stand_for(mentions, text, last) && !slice_equal(slice_part(text, last->start, last->end), acronym))
		full = put(mentions->table(mentions->data), text, acronym, last);
	mentions_fini(&before);
	free(all);
	return full;
}
