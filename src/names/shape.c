#include "names/shape.h"

#include "base/ascii.h"
#include "names/acronyms.h"

/* Shorter ones stand for too many other things: "TV". */
enum { GROUP_MIN = 3 };

static bool is_listed(const struct map *map, struct slice word)
{
	char lower[32];
	if (word.len >= sizeof lower)
		return false;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = ascii_lower(word.ptr[i]);
	return map_has(map, slice_make(lower, word.len));
}

static bool begins_with_first_name(const struct name_words *words, struct slice name)
{
	struct slice first;
	return slice_split(&name, ' ', &first) && name.len && is_listed(words->first_name, first);
}

/* Whether the document has it in full as a person's name, or behind a title. */
static bool is_short_for_person(const struct mentions *mentions, struct slice word)
{
	const struct full_name *full = mentions->table ? map_get(mentions->table(mentions->data)->shorts, word) : NULL;
	if (!full || full->ambiguous || full->entity != LEXICON_BLOCKED)
		return false;
	return full->title.len || begins_with_first_name(&mentions->naming->words, full->text);
}

uint32_t shape_type(const struct mentions *mentions, struct slice name)
{
	const struct naming *naming = mentions->naming;
	const struct name_words *words = &naming->words;
	if (memchr(name.ptr, ' ', name.len))
		return begins_with_first_name(words, name) ? naming->first_named : TYPES_LIMIT;
	if (is_listed(words->first_name, name) || is_listed(words->numeral, name))
		return TYPES_LIMIT;
	if (naming->first_named != TYPES_LIMIT && is_short_for_person(mentions, name))
		return naming->first_named;
	return name.len >= GROUP_MIN && acronym_is(name) ? naming->acronym : TYPES_LIMIT;
}
