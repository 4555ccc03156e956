#include "names/titled.h"

#include "base/ascii.h"
#include "base/buffer.h"

struct slice titled_before(const struct name_words *words, struct slice text, size_t start)
{
	enum { TITLE_WORDS = 3 };
	struct slice title = slice_make("", 0);
	size_t end = start;
	while (end && ascii_is_space(text.ptr[end - 1]))
		end--;
	for (size_t begin = end, n = 0; n < TITLE_WORDS && end < start; n++) {
		while (begin && ascii_is_space(text.ptr[begin - 1]))
			begin--;
		while (begin && !ascii_is_space(text.ptr[begin - 1]))
			begin--;
		/* "Gen. Poe", but not "was the minister. Poe": the list says which are short. */
		if (name_words_title(words, slice_part(text, begin, end)))
			title = slice_part(text, begin, text.ptr[end - 1] == '.' ? end - 1 : end);
	}
	return title;
}

static bool may_bear(const struct name_words *words, struct slice title, const struct full_name *name)
{
	struct slice rest = name->text, first;
	if (!slice_split(&rest, ' ', &first))
		return true;
	for (size_t i = 0; i < words->parting_count; i++)
		if (name_words_has(words->partings[i].titles, title) && name_words_has(words->partings[i].names, first))
			return false;
	return true;
}

static bool was_called(const struct full_name *name, struct slice title)
{
	return slice_alike(name->title, title);
}

static bool begins_with_first(const struct name_words *words, const struct full_name *name)
{
	struct slice rest = name->text, first;
	return slice_split(&rest, ' ', &first) && name_words_has(words->first_name, first);
}

/* Of those that share a short name whom the document is about, or the only one that is not just a relative. */
static const struct full_name *meant_alone(const struct name_words *words, const struct full_name *full)
{
	const struct full_name *only = NULL;
	size_t n = 0;
	for (const struct full_name *name = full; name; name = name->next) {
		if (name->topic)
			return name;
		only = name->relative ? only : name;
		n += !name->relative;
	}
	return n == 1 && begins_with_first(words, only) ? only : NULL;
}

static const struct full_name *choose(const struct name_words *words, const struct full_name *full, struct slice title)
{
	const struct full_name *called = NULL, *other = NULL, *topic = NULL;
	size_t calleds = 0, others = 0;
	if (!title.len || (full->ambiguous && !full->next))
		return full->ambiguous ? meant_alone(words, full) : full;
	for (const struct full_name *name = full; name; name = name->next) {
		bool same = may_bear(words, title, name) && was_called(name, title);
		bool may = same || (!name->begun && may_bear(words, title, name));
		called = same ? name : called;
		other = may ? name : other;
		topic = may && name->topic ? name : topic;
		calleds += same;
		others += may;
	}
	return calleds == 1 ? called : others == 1 ? other : calleds ? NULL : topic;
}

/* Who was chosen of those that share a short name, worked out once for each title however many they are. */
struct meant {
	const struct full_name *name; /* NULL: nobody */
};

static const struct full_name *choose_once(const struct name_table *table, const struct full_name *full, struct slice title)
{
	struct buffer key = { 0 };
	buffer_add(&key, slice_make((const char *)&full, sizeof full));
	buffer_add(&key, title);
	for (size_t i = sizeof full; i < key.n; i++)
		key.at[i] = ascii_lower(key.at[i]);
	struct meant *meant = map_get(table->meant, buffer_slice(&key));
	if (!meant) {
		meant = arena_alloc(table->arena, sizeof *meant);
		meant->name = choose(table->words, full, title);
		map_put(table->meant, arena_copy(table->arena, buffer_slice(&key)), meant);
	}
	buffer_fini(&key);
	return meant->name;
}

/* The only one of those that share a short name who was told of before byte `start`: until the second comes up, it is the first who is called so.
 * Among many nobody is looked for. */
static const struct full_name *told_before(const struct name_words *words, const struct full_name *full, struct slice title, size_t start)
{
	enum { MANY = 8 };
	const struct full_name *only = NULL;
	size_t n = 0, told = 0;
	for (const struct full_name *name = full; name && n <= MANY; name = name->next, n++)
		if (name->at < start) {
			only = name;
			told++;
		}
	bool clear = n <= MANY && told == 1 && !only->begun && !only->acronym;
	return clear && begins_with_first(words, only) && (!title.len || may_bear(words, title, only)) ? only : NULL;
}

const struct full_name *titled_meant(const struct name_table *table, const struct full_name *full, struct slice text, size_t start)
{
	if (!full)
		return NULL;
	struct slice title = titled_before(table->words, text, start);
	if (!full->next)
		return choose(table->words, full, title);
	const struct full_name *meant = choose_once(table, full, title);
	return meant ? meant : told_before(table->words, full, title, start);
}
