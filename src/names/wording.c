#include "names/wording.h"

#include "base/ascii.h"
#include "base/unicode.h"

static bool begins_word(uint32_t code)
{
	return code < 0x80 ? ascii_is_word((char)code) : unicode_is_letter(code) || unicode_is_digit(code);
}

bool wording_next_word(struct slice text, size_t *at, struct slice *word)
{
	size_t start = text.len, next = *at;
	while (*at < text.len) {
		uint32_t code = unicode_next(text, &next);
		bool inside = begins_word(code) || (start < text.len && (unicode_is_mark(code) || unicode_is_ignored(code)));
		if (inside && start == text.len)
			start = *at;
		if (!inside && start < text.len)
			break;
		*at = next;
	}
	*word = slice_part(text, start, start < text.len ? *at : start);
	return word->len > 0;
}

bool wording_init(struct wording *wording, struct slice name)
{
	*wording = (struct wording){ .arena = arena_new(), .scratch = arena_new() };
	struct slice word;
	for (size_t at = 0; wording_next_word(name, &at, &word);) {
		if (wording->words.n == WORDING_MOST)
			return false;
		array_push(&wording->words, unicode_fold(wording->arena, word));
	}
	return wording->words.n > 0;
}

void wording_fini(struct wording *wording)
{
	array_fini(&wording->words);
	arena_free(wording->arena);
	arena_free(wording->scratch);
}

/* What is equal so far is ASCII, which folds to itself: another letter of ASCII decides, what is no ASCII has to be folded. */
static bool is_word(struct wording *wording, struct slice word, struct slice folded)
{
	size_t same = 0;
	while (same < word.len && same < folded.len && ascii_lower(word.ptr[same]) == folded.ptr[same])
		same++;
	if (same == word.len || ascii_is_word(word.ptr[same]))
		return same == word.len && same == folded.len;
	arena_reset(wording->scratch);
	return slice_equal(unicode_fold(wording->scratch, word), folded);
}

/* Whether what stands between two words lets them be one name: white space without an empty line, hyphens, apostrophes, stops. */
static bool joins(struct slice gap)
{
	unsigned lines = 0;
	for (size_t at = 0; at < gap.len;) {
		uint32_t code = unicode_straight(unicode_next(gap, &at));
		lines += code == '\n';
		if (!unicode_is_space(code) && code != '-' && code != '\'' && code != '.')
			return false;
	}
	return lines < 2;
}

/* Whether the words behind the first one stand from byte `at` on; *end is where the last one ends. */
static bool follow(struct wording *wording, struct slice text, size_t at, size_t *end)
{
	struct slice word;
	*end = at;
	for (size_t i = 1; i < wording->words.n; i++) {
		if (!wording_next_word(text, &at, &word) || !is_word(wording, word, wording->words.at[i]))
			return false;
		if (!joins(slice_part(text, *end, (size_t)(word.ptr - text.ptr))))
			return false;
		*end = at;
	}
	return true;
}

bool wording_find(struct wording *wording, struct slice text, size_t from, size_t *start, size_t *end)
{
	struct slice word;
	while (wording_next_word(text, &from, &word)) {
		if (!is_word(wording, word, wording->words.at[0]) || !follow(wording, text, from, end))
			continue;
		*start = (size_t)(word.ptr - text.ptr);
		return true;
	}
	return false;
}

size_t wording_bare(const struct wording *wording, struct slice text, size_t start)
{
	struct slice word = { text.ptr + start, 0 };
	size_t at = start;
	for (size_t i = 0; i <= wording->lead && wording_next_word(text, &at, &word);)
		i++;
	return (size_t)(word.ptr - text.ptr);
}

/* Whether the text is what is left without some words of the lead. */
static bool is_bare(struct wording *wording, struct slice text)
{
	for (size_t from = 1; from <= wording->lead; from++) {
		struct slice word;
		size_t at = 0, i = from;
		while (i < wording->words.n && wording_next_word(text, &at, &word) && is_word(wording, word, wording->words.at[i]))
			i++;
		if (i == wording->words.n && !wording_next_word(text, &at, &word))
			return true;
	}
	return false;
}

enum wording_part wording_part_of(struct wording *wording, struct slice text)
{
	struct slice word;
	size_t start, end, first = 0;
	if (!wording_find(wording, text, 0, &start, &end))
		return is_bare(wording, text) ? WORDING_ALL : WORDING_NONE;
	bool all = wording_next_word(text, &first, &word) && word.ptr == text.ptr + start && !wording_next_word(text, &end, &word);
	return all ? WORDING_ALL : WORDING_SOME;
}
