#include "names/shape.h"

#include "names/acronyms.h"

/* Shorter ones stand for too many other things: "TV". */
enum { GROUP_MIN = 3 };

static bool begins_with_first_name(const struct name_words *words, struct slice name)
{
	struct slice first;
	return slice_split(&name, ' ', &first) && name.len && name_words_has(words->first_name, first);
}

/* Whether the document has it in full as a person's name, or behind a title: whether it can is quicker to see than its table is made. */
static bool is_short_for_person(const struct mentions *mentions, struct slice text, struct slice word)
{
	if (!mentions->table || !led_by_person(mentions->led_by, text, &mentions->naming->words, word))
		return false;
	const struct full_name *full = map_get(mentions->table(mentions->data)->shorts, word);
	if (!full || full->ambiguous || full->entity != LEXICON_BLOCKED)
		return false;
	return full->title.len || begins_with_first_name(&mentions->naming->words, full->text);
}

uint32_t shape_type(const struct mentions *mentions, struct slice text, struct slice name)
{
	const struct naming *naming = mentions->naming;
	const struct name_words *words = &naming->words;
	if (memchr(name.ptr, ' ', name.len))
		return begins_with_first_name(words, name) ? naming->first_named : TYPES_LIMIT;
	if (name_words_has(words->first_name, name) || name_words_has(words->numeral, name))
		return TYPES_LIMIT;
	if (naming->first_named != TYPES_LIMIT && is_short_for_person(mentions, text, name))
		return naming->first_named;
	return name.len >= GROUP_MIN && acronym_is(name) ? naming->acronym : TYPES_LIMIT;
}
