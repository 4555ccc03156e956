#include "names/shape.h"

#include "base/ascii.h"
#include "names/acronyms.h"

/* Shorter ones stand for too many other things: "TV". */
enum { GROUP_MIN = 3, LEAD_WORDS = 6 };

static bool begins_with_first_name(const struct name_words *words, struct slice name)
{
	struct slice first;
	return slice_split(&name, ' ', &first) && name.len && name_words_has(words->first_name, first);
}

/* Whether a first name or a title stands before byte `at`, with no more than the middle of a name between. */
static bool is_led_by_person(const struct name_words *words, struct slice text, size_t at)
{
	for (unsigned steps = 0; at && steps < LEAD_WORDS; steps++) {
		size_t end = at, start;
		while (end && !ascii_is_word(text.ptr[end - 1]) && (unsigned char)text.ptr[end - 1] < 0x80)
			end--;
		for (start = end; start && (ascii_is_word(text.ptr[start - 1]) || (unsigned char)text.ptr[start - 1] >= 0x80);)
			start--;
		struct slice word = slice_part(text, start, end);
		if (name_words_has(words->first_name, word) || name_words_has(words->title, word))
			return true;
		if (word.len && ascii_lower(*word.ptr) == *word.ptr && !name_words_has(words->particle, word) && (unsigned char)*word.ptr < 0x80)
			return false;
		at = start;
	}
	return false;
}

/* Whether the document can have the name behind a first name or a title anywhere: quicker to see than its table is made. */
static bool may_be_short(const struct name_words *words, struct slice text, struct slice name)
{
	const char *found = text.ptr;
	while ((found = memmem(found, text.len - (size_t)(found - text.ptr), name.ptr, name.len)) != NULL) {
		if (is_led_by_person(words, text, (size_t)(found - text.ptr)))
			return true;
		found++;
	}
	return false;
}

/* Whether the document has it in full as a person's name, or behind a title. */
static bool is_short_for_person(const struct mentions *mentions, struct slice text, struct slice word)
{
	if (!mentions->table || !may_be_short(&mentions->naming->words, text, word))
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
