#include "names/alone.h"

#include "base/ascii.h"
#include "names/name_words.h"
#include "names/tokens.h"

struct alone *alone_add(struct alone_words *words, struct slice text)
{
	struct alone *word = map_get(words->map, text);
	if (word)
		return word;
	word = arena_alloc(words->arena, sizeof *word);
	*word = (struct alone){ .text = text, .first = ALONE_NOWHERE };
	map_put(words->map, text, word);
	array_push(&words->list, word);
	return word;
}

static int by_text(const void *a, const void *b)
{
	return slice_compare((*(struct alone *const *)a)->text, (*(struct alone *const *)b)->text);
}

/* `within` of words that stand in order: what begins a word stands before it, and begins the one before as well or is it. */
static void nest(struct alone_words *words)
{
	for (size_t i = 1; i < words->list.n; i++) {
		struct alone *word = words->list.at[i], *begin = words->list.at[i - 1];
		while (begin && !slice_begins(word->text, begin->text))
			begin = begin->within;
		word->within = begin;
	}
}

/* The last of words from `low` to `high` that does not come after the text; NULL where there is none. */
static struct alone *last_until(const struct alone_words *words, size_t low, size_t high, struct slice text)
{
	size_t first = low;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (slice_compare(words->list.at[middle]->text, text) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low > first ? words->list.at[low - 1] : NULL;
}

static size_t common_length(struct slice a, struct slice b)
{
	size_t n = 0;
	while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n])
		n++;
	return n;
}

static bool is_behind(struct slice text, size_t start, const struct map *kin)
{
	struct slice lead = slice_trim(slice_part(text, token_before(text, start), start));
	if (lead.len && lead.ptr[lead.len - 1] == ',')
		lead.len--;
	return name_words_has(kin, lead);
}

static void meet(struct alone *word, struct slice text, size_t start, const struct map *kin)
{
	size_t stop = start + word->text.len;
	bool longer = stop + 1 < text.len && text.ptr[stop] == ' ' && ascii_is_upper(text.ptr[stop + 1]);
	if (longer || (stop < text.len && ascii_is_word(text.ptr[stop])))
		return;
	if (word->first == ALONE_NOWHERE)
		word->first = start;
	word->kin = word->kin || is_behind(text, start, kin);
}

void alone_find(struct alone_words *words, struct slice text, const struct map *kin)
{
	enum { BYTES = 256 };
	size_t begin[BYTES + 1] = { 0 }, longest = 0;
	if (!words->list.n)
		return;
	qsort(words->list.at, words->list.n, sizeof *words->list.at, by_text);
	nest(words);
	for (size_t i = 0; i < words->list.n; i++) {
		struct slice word = words->list.at[i]->text;
		begin[word.len ? (unsigned char)*word.ptr + 1 : 0]++;
		longest = word.len > longest ? word.len : longest;
	}
	for (size_t i = 1; i <= BYTES; i++)
		begin[i] += begin[i - 1];
	for (size_t at = 0; at < text.len; at++) {
		unsigned char byte = (unsigned char)text.ptr[at];
		if (begin[byte] == begin[byte + 1] || (at && (ascii_is_word(text.ptr[at - 1]) || text.ptr[at - 1] == '-')))
			continue;
		struct slice rest = slice_part(text, at, text.len - at > longest ? at + longest : text.len);
		struct alone *word = last_until(words, begin[byte], begin[byte + 1], rest);
		size_t same = word ? common_length(word->text, rest) : 0;
		for (; word; word = word->within)
			if (word->text.len <= same)
				meet(word, text, at, kin);
	}
}

void alone_fini(struct alone_words *words)
{
	array_fini(&words->list);
}
