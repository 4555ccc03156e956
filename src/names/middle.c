#include "names/middle.h"

#include "base/word.h"

/* The names that begin and end with the same words and have others between. */
struct outer {
	struct full_name *full;
	size_t times;
	bool several;
	bool relative; /* whoever has these two words alone is somewhere called a relative */
};

static bool has_middle(struct slice text)
{
	const char *space = memchr(text.ptr, ' ', text.len);
	return space && memchr(space + 1, ' ', text.len - (size_t)(space + 1 - text.ptr));
}

void middle_push(struct reading *reading, struct full_name *name)
{
	struct middle_seen seen = { name, name->text, reading->relative };
	if (memchr(seen.text.ptr, ' ', seen.text.len) && (name->topic || shorts_begins_with_first(&reading->shorts, seen.text)))
		array_push(&reading->middles, seen);
}

static void read_outer(struct reading *reading, struct map *outers, const struct middle_seen *seen)
{
	struct slice first = word_first(seen->text), last = word_last(seen->text);
	struct slice key = arena_format(reading->arena, "%.*s %.*s", SLICE_ARG(first), SLICE_ARG(last));
	struct outer *outer = map_get(outers, key);
	if (!outer) {
		outer = arena_alloc(reading->arena, sizeof *outer);
		*outer = (struct outer){ .full = seen->name };
		map_put(outers, key, outer);
	}
	outer->several |= !slice_equal(outer->full->text, seen->text);
	outer->times++;
}

/* Whether the words between the first and the last of a name are single letters: "John F. Poe". */
static bool is_initialled(struct slice text)
{
	struct slice word;
	for (slice_split(&text, ' ', &word); slice_split(&text, ' ', &word) && text.len;)
		if (word.len != 2 || word.ptr[1] != '.')
			return false;
	return true;
}

/* Whether whom the short name calls is whom the long one does. "John Quincy Poe" beside John Poe is likely his son. */
static bool is_same(const struct reading *reading, const struct outer *outer, const struct middle_seen *seen)
{
	const struct full_name *full = outer->full;
	bool once = outer->times == 1 && full->at < seen->name->at && !full->relative && is_initialled(full->text);
	return !outer->several && !outer->relative && full != seen->name && (full->topic || once) &&
	        distinct_line(reading->words->distinct, seen->text, full->text, LEXICON_BLOCKED, reading->arena) == DISTINCT_NONE;
}

/* Takes a name out of those that share its last word. */
static void take_out(struct full_name *first, const struct full_name *name)
{
	for (struct full_name *each = first; each->next; each = each->next)
		if (each->next == name) {
			each->next = name->next;
			if (first->last == name)
				first->last = each == first ? NULL : each;
			break;
		}
	first->ambiguous &= first->next != NULL;
}

/* Makes one of two names that share their last word. */
static void join(struct reading *reading, struct full_name *full, struct full_name *name)
{
	struct slice text = name->text;
	struct full_name *first = map_get(reading->table->shorts, word_last(text)), *kept = first == name ? name : full;
	if (!first || (name->title.len && full->title.len && !slice_alike(name->title, full->title)))
		return;
	kept->topic |= full->topic;
	kept->line = full->line;
	kept->at = full->at;
	kept->title = full->title.len ? full->title : name->title;
	name->text = full->text;
	take_out(first, kept == name ? full : name);
	if (!map_has(reading->table->shorts, text))
		map_put(reading->table->shorts, text, kept);
}

void middle_put(struct reading *reading)
{
	struct map *outers = map_new();
	for (size_t i = 0; i < reading->middles.n; i++)
		if (has_middle(reading->middles.at[i].text))
			read_outer(reading, outers, &reading->middles.at[i]);
	for (size_t i = 0; i < reading->middles.n; i++) {
		struct outer *outer = reading->middles.at[i].relative ? map_get(outers, reading->middles.at[i].text) : NULL;
		if (outer)
			outer->relative = true;
	}
	for (size_t i = 0; i < reading->middles.n; i++) {
		const struct middle_seen *seen = &reading->middles.at[i];
		const struct outer *outer = has_middle(seen->text) ? NULL : map_get(outers, seen->text);
		if (outer && slice_equal(seen->name->text, seen->text) && is_same(reading, outer, seen))
			join(reading, outer->full, seen->name);
	}
	map_free(outers);
}
