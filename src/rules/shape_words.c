#include "rules/shape_words.h"

#include "base/ascii.h"
#include "base/wordhash.h"

enum { WORD_MAX = 64, SPACES_MAX = 63 };

/* The word that members are looked up by: the longest, as the one that fewest sentences have. */
static struct slice key_word(struct slice text)
{
	struct slice best = { NULL, 0 };
	for (size_t i = 0; i < text.len;) {
		size_t start = i;
		while (i < text.len && ascii_is_word(text.ptr[i]))
			i++;
		if (i - start > best.len)
			best = slice_part(text, start, i);
		i += i == start || i < text.len;
	}
	return best;
}

static bool is_ascii(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return false;
	return true;
}

static unsigned count_spaces(struct slice text)
{
	unsigned spaces = 0;
	for (size_t i = 0; i < text.len; i++)
		spaces += text.ptr[i] == ' ';
	return spaces;
}

/* Words being read. */
struct reading {
	struct shape_words *words;
	struct shape_sort sorts[SHAPE_SORTS];
};

/* The number of a sort; SHAPE_SORTS where there is no room for another. */
static size_t sort_number(struct reading *reading, struct shape_sort sort)
{
	struct shape_words *words = reading->words;
	for (size_t i = 0; i < words->n; i++) {
		const struct shape_sort *known = &reading->sorts[i];
		if (known->before == sort.before && known->spaces == sort.spaces && known->whole == sort.whole && known->mark == sort.mark)
			return i;
	}
	if (words->n == SHAPE_SORTS)
		return SHAPE_SORTS;
	words->single &= !sort.spaces && !sort.mark;
	reading->sorts[words->n] = sort;
	return words->n++;
}

static uint64_t word_hash(struct slice word)
{
	char bytes[WORD_MAX + WORDHASH_BEHIND] = { 0 };
	size_t len = word.len < WORD_MAX ? word.len : WORD_MAX;
	memcpy(bytes, word.ptr, len);
	return wordhash(bytes, len);
}

static void add_key(struct shape_words *words, struct slice key, size_t sort)
{
	uint64_t hash = word_hash(key);
	size_t at = hash & words->mask;
	while (words->slots[at].sorts && words->slots[at].hash != hash)
		at = (at + 1) & words->mask;
	words->slots[at].hash = hash;
	words->slots[at].sorts |= UINT32_C(1) << sort;
}

static void add_text(struct reading *reading, struct slice text)
{
	struct shape_words *words = reading->words;
	struct slice key = key_word(text);
	unsigned spaces = count_spaces(text);
	struct shape_sort sort = { .spaces = spaces, .whole = key.len == text.len };
	if (!text.len || spaces > SPACES_MAX) {
		words->any = true;
		words->single = false;
		return;
	}
	if (key.len)
		sort.before = count_spaces(slice_make(text.ptr, (size_t)(key.ptr - text.ptr)));
	else
		sort.mark = text.ptr[0];
	size_t number = is_ascii(text) && sort.mark != ' ' ? sort_number(reading, sort) : SHAPE_SORTS;
	if (number < SHAPE_SORTS && key.len)
		add_key(words, key, number);
	if (number < SHAPE_SORTS)
		return;
	words->wild |= UINT64_C(1) << spaces;
	words->single = false;
}

struct shape_words *shape_words_new(struct arena *arena, const struct slice *texts, size_t n)
{
	struct shape_words *words = arena_alloc(arena, sizeof *words);
	size_t size = 4;
	while (size < 2 * n + 2)
		size *= 2;
	words->slots = arena_alloc(arena, size * sizeof *words->slots);
	words->mask = size - 1;
	words->single = true;
	struct reading reading = { .words = words };
	for (size_t i = 0; i < n; i++)
		add_text(&reading, texts[i]);
	struct shape_sort *sorts = arena_alloc(arena, (words->n + 1) * sizeof *sorts);
	memcpy(sorts, reading.sorts, words->n * sizeof *sorts);
	words->sorts = sorts;
	return words;
}
