/* Which block of the older rules is which of the newer ones. */
#include <stdlib.h>

#include "base/align.h"
#include "base/buffer.h"
#include "base/map.h"
#include "rules/parts_read.h"
#include "rules/scan.h"

#define NONE UINT32_MAX

enum { WORDS_MOST = 200 }; /* of a block, where it is compared word by word */

static struct slice whole_text(const struct part *part, struct arena *arena)
{
	struct buffer buffer = { 0 };
	for (size_t i = 0; i < part->lines.n; i++) {
		buffer_add(&buffer, part->lines.at[i].text);
		buffer_char(&buffer, '\n');
	}
	struct slice copy = arena_copy(arena, buffer_slice(&buffer));
	buffer_fini(&buffer);
	return copy;
}

static struct slice *whole_texts(const struct parts *parts, struct arena *arena)
{
	struct slice *texts = arena_alloc(arena, (parts->list.n + 1) * sizeof *texts);
	for (size_t i = 0; i < parts->list.n; i++)
		texts[i] = whole_text(&parts->list.at[i], arena);
	return texts;
}

static struct slice *keys_of(const struct parts *parts, struct arena *arena)
{
	struct slice *keys = arena_alloc(arena, (parts->list.n + 1) * sizeof *keys);
	for (size_t i = 0; i < parts->list.n; i++)
		keys[i] = parts->list.at[i].key;
	return keys;
}

struct pairing {
	const struct parts *olds, *news;
	struct arena *arena;
	uint32_t *match; /* as olds */
	bool *taken;     /* as news */
};

static void pair(struct pairing *pairing, size_t old_part, size_t new_part)
{
	pairing->match[old_part] = (uint32_t)new_part;
	pairing->taken[new_part] = true;
}

/* ---- by equal texts ---- */

/* The first newer block of each text that is not paired yet, and those behind it. */
static struct map *waiting(const struct pairing *pairing, const struct slice *texts, uint32_t *next)
{
	struct map *first = map_new();
	for (size_t i = pairing->news->list.n; i-- > 0;) {
		if (pairing->taken[i])
			continue;
		next[i] = (uint32_t)map_number(first, texts[i], NONE);
		map_put_number(first, texts[i], i);
	}
	return first;
}

/* Of equal ones the first with the first. */
static size_t pair_equal(struct pairing *pairing, const struct slice *old_texts, const struct slice *new_texts)
{
	uint32_t *next = arena_alloc(pairing->arena, (pairing->news->list.n + 1) * sizeof *next);
	struct map *first = waiting(pairing, new_texts, next);
	size_t n = 0;
	for (size_t i = 0; i < pairing->olds->list.n; i++) {
		uint32_t found = pairing->match[i] == ALIGN_NONE ? (uint32_t)map_number(first, old_texts[i], NONE) : NONE;
		if (found == NONE)
			continue;
		pair(pairing, i, found);
		map_put_number(first, old_texts[i], next[found]);
		n++;
	}
	map_free(first);
	return n;
}

/* ---- by their place, where a block was given another name ---- */

/* The different words of a block. */
static struct map *words_of(const struct part *part, struct slice *list)
{
	struct map *words = map_new();
	for (size_t i = 0; i < part->lines.n; i++) {
		struct slice rest = part->lines.at[i].text;
		while (rest.len && map_count(words) < WORDS_MOST) {
			struct slice word = scan_word(&rest);
			list[map_count(words)] = word;
			map_put_number(words, word, 0);
		}
	}
	return words;
}

/* Whether at least half of the words of both stand in both. */
static bool share_words(const struct part *x, const struct part *y)
{
	struct slice list[WORDS_MOST + 1];
	struct map *b = words_of(y, list), *a = words_of(x, list);
	size_t n = map_count(a), both = 0;
	for (size_t i = 0; i < n; i++)
		both += map_has(b, list[i]);
	bool alike = both * 2 >= n + map_count(b) - both;
	map_free(a);
	map_free(b);
	return alike;
}

/* Whether at least half of the lines but the first are the same in both: rules have most of their words in common with all others. */
static bool share_lines(const struct part *x, const struct part *y)
{
	size_t both = 0;
	for (size_t i = 1; i < x->lines.n; i++)
		for (size_t k = 1; k < y->lines.n; k++)
			both += slice_equal(x->lines.at[i].text, y->lines.at[k].text);
	return both && both * 2 >= (x->lines.n > y->lines.n ? x->lines.n : y->lines.n) - 1;
}

static bool alike(const struct part *x, const struct part *y)
{
	if (!slice_equal(x->kind, y->kind) || part_is_table(x))
		return false;
	return slice_is(x->kind, "rule") || slice_is(x->kind, "infer") ? share_lines(x, y) : share_words(x, y);
}

/* Blocks from..to of the newer rules stand where the block of the older ones stood. */
static void pair_here(struct pairing *pairing, size_t old_part, size_t from)
{
	for (size_t i = from; i < pairing->news->list.n && !pairing->taken[i]; i++) {
		if (!alike(&pairing->olds->list.at[old_part], &pairing->news->list.at[i]))
			continue;
		pair(pairing, old_part, i);
		return;
	}
}

/* The block that stands before one of the newer rules, as far back as its neighbours are not paired. */
static size_t run_begin(const struct pairing *pairing, size_t behind)
{
	while (behind > 0 && !pairing->taken[behind - 1])
		behind--;
	return behind;
}

static void pair_renamed(struct pairing *pairing)
{
	size_t n = pairing->olds->list.n;
	for (size_t i = 0; i < n; i++) {
		if (pairing->match[i] != ALIGN_NONE)
			continue;
		/* Behind the same block, or before the same one. */
		if (i == 0 || pairing->match[i - 1] != ALIGN_NONE)
			pair_here(pairing, i, i ? pairing->match[i - 1] + 1 : 0);
		if (pairing->match[i] == ALIGN_NONE && i + 1 < n && pairing->match[i + 1] != ALIGN_NONE)
			pair_here(pairing, i, run_begin(pairing, pairing->match[i + 1]));
	}
}

bool parts_pair(const struct parts *olds, const struct parts *news, struct arena *arena, uint32_t *match)
{
	struct pairing pairing = { olds, news, arena, match, arena_alloc(arena, news->list.n + 1) };
	struct slice *old_texts = whole_texts(olds, arena), *new_texts = whole_texts(news, arena);
	align_lines(old_texts, olds->list.n, new_texts, news->list.n, match);
	for (size_t i = 0; i < olds->list.n; i++)
		if (match[i] != ALIGN_NONE)
			pairing.taken[match[i]] = true;
	bool moved = pair_equal(&pairing, old_texts, new_texts) > 0;
	pair_equal(&pairing, keys_of(olds, arena), keys_of(news, arena));
	pair_renamed(&pairing);
	return moved;
}
