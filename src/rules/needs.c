#include "rules/needs.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/unicode.h"
#include "base/wordhash.h"

enum { WORD_MAX = 64 };

void word_groups_init(struct word_groups *groups, struct arena *arena)
{
	*groups = (struct word_groups){ .known = map_new(), .arena = arena };
}

void word_groups_fini(struct word_groups *groups)
{
	map_free(groups->known);
	free(groups->slots);
	array_fini(&groups->runs);
}

static struct word_group_slot *slot_at(struct word_group_slot *slots, size_t mask, uint64_t hash)
{
	size_t i = hash & mask;
	while (slots[i].first && slots[i].hash != hash)
		i = (i + 1) & mask;
	return &slots[i];
}

static void grow(struct word_groups *groups)
{
	size_t size = groups->slots ? (groups->mask + 1) * 2 : 1024;
	struct word_group_slot *slots = alloc_new(size * sizeof *slots);
	for (size_t i = 0; groups->slots && i <= groups->mask; i++)
		if (groups->slots[i].first)
			*slot_at(slots, size - 1, groups->slots[i].hash) = groups->slots[i];
	free(groups->slots);
	groups->slots = slots;
	groups->mask = size - 1;
}

static void link_word(struct word_groups *groups, struct slice word, uint32_t group)
{
	char bytes[WORD_MAX + WORDHASH_BEHIND] = { 0 };
	memcpy(bytes, word.ptr, word.len);
	if (!groups->slots || groups->used * 2 > groups->mask)
		grow(groups);
	uint64_t hash = wordhash(bytes, word.len);
	struct word_group_slot *slot = slot_at(groups->slots, groups->mask, hash);
	if (!slot->first || groups->runs.at[slot->first - 1].n == GROUP_RUN) {
		groups->used += !slot->first;
		array_push(&groups->runs, ((struct word_group_run){ .next = slot->first }));
		*slot = (struct word_group_slot){ hash, (uint32_t)groups->runs.n };
	}
	struct word_group_run *run = &groups->runs.at[slot->first - 1];
	run->groups[run->n++] = group;
}

uint32_t word_groups_put(struct word_groups *groups, const struct slice *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		link_word(groups, slice_make(words[i].ptr, words[i].len < WORD_MAX ? words[i].len : WORD_MAX), (uint32_t)groups->n);
	return (uint32_t)groups->n++;
}

/* The words, each with a space behind it. */
static struct slice joined(struct arena *arena, const struct slice *words, size_t n)
{
	size_t len = 0;
	for (size_t i = 0; i < n; i++)
		len += words[i].len + 1;
	char *bytes = arena_alloc(arena, len), *end = bytes;
	for (size_t i = 0; i < n; i++) {
		memcpy(end, words[i].ptr, words[i].len);
		end += words[i].len;
		*end++ = ' ';
	}
	return slice_make(bytes, len);
}

uint32_t word_groups_add(struct word_groups *groups, const struct slice *words, size_t n)
{
	struct slice key = joined(groups->arena, words, n);
	size_t known = map_number(groups->known, key, groups->n);
	if (known == groups->n) {
		map_put_number(groups->known, key, known);
		word_groups_put(groups, words, n);
	}
	return (uint32_t)known;
}

static void set_all(struct group_set *set, const struct word_groups *groups, bool all)
{
	size_t words = groups->n / 64 + 1;
	if (set->bits.room < words) {
		set->bits.at = alloc_resize(set->bits.at, words * sizeof *set->bits.at);
		set->bits.room = words;
		set->places.at = alloc_resize(set->places.at, 64 * words * sizeof *set->places.at);
	}
	memset(set->bits.at, all ? 0xff : 0, words * sizeof *set->bits.at);
	set->all = all;
}

void group_set_clear(struct group_set *set, const struct word_groups *groups)
{
	set_all(set, groups, false);
}

void group_set_fill(struct group_set *set, const struct word_groups *groups)
{
	set_all(set, groups, true);
}

static void add_place(struct group_set *set, uint32_t group, struct group_place place)
{
	struct group_place *known = &set->places.at[group];
	if (group_set_has(set, group)) {
		place.first = known->first < place.first ? known->first : place.first;
		place.last = known->last > place.last ? known->last : place.last;
		place.chunks |= known->chunks;
	}
	set->bits.at[group / 64] |= UINT64_C(1) << group % 64;
	*known = place;
}

static void add_word(struct group_set *set, const struct word_groups *groups, struct slice word, struct group_place place)
{
	if (!groups->slots || set->all)
		return;
	uint64_t hash = wordhash(word.ptr, word.len < WORD_MAX ? word.len : WORD_MAX);
	const struct word_group_run *run;
	for (uint32_t at = slot_at(groups->slots, groups->mask, hash)->first; at; at = run->next) {
		run = &groups->runs.at[at - 1];
		for (uint32_t i = 0; i < run->n; i++)
			add_place(set, run->groups[i], place);
	}
}

void group_set_word(struct group_set *set, const struct word_groups *groups, struct slice word)
{
	add_word(set, groups, word, (struct group_place){ 0, UINT32_MAX, UINT64_MAX });
}

struct text_scale text_scale_of(struct slice text)
{
	unsigned spaces = 0;
	for (size_t i = 0; i < text.len; i++)
		spaces += text.ptr[i] == ' ';
	return (struct text_scale){ spaces / 64 + 1 };
}

uint64_t text_reach(struct text_scale scale, uint64_t here, unsigned chunks)
{
	unsigned most = scale.unit > 1 ? (chunks + scale.unit - 1) / scale.unit : chunks;
	for (unsigned done = 0, step; done < most && done < 64; done += step) {
		step = done + 1 < most - done ? done + 1 : most - done;
		here |= step < 64 ? here << step : 0;
	}
	return here;
}

/* Written twice by the compiler: most texts are asked for no chunks, and read by the thousand. */
static inline void read_text(struct group_set *set, const struct word_groups *groups, struct slice text, bool chunked)
{
	unsigned chunk = 0;
	group_set_clear(set, groups);
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		while (at < text.len && ascii_is_word(text.ptr[at]))
			at++;
		uint64_t place = chunked ? text_place(set->scale, chunk) : UINT64_MAX;
		if (at > start)
			add_word(set, groups, slice_part(text, start, at), (struct group_place){ (uint32_t)start, (uint32_t)start, place });
		if (at == text.len || (unsigned char)text.ptr[at] < 0x80) {
			chunk += chunked && at < text.len && text.ptr[at] == ' ';
			at++;
			continue;
		}
		uint32_t code = unicode_next(text, &at);
		if (unicode_is_letter(code) || unicode_is_digit(code) || unicode_is_ignored(code)) {
			group_set_fill(set, groups);
			return;
		}
	}
}

void group_set_text(struct group_set *set, const struct word_groups *groups, struct slice text)
{
	read_text(set, groups, text, false);
}

void group_set_chunked(struct group_set *set, const struct word_groups *groups, struct slice text)
{
	set->scale = text_scale_of(text);
	read_text(set, groups, text, true);
}

/* The words of a pattern stand in its order: each behind the earliest place that the ones before it leave. */
bool group_set_meets(const struct group_set *set, const group_array *needed)
{
	uint32_t from = 0;
	for (size_t i = 0; i < needed->n; i++) {
		if (!group_set_has(set, needed->at[i]))
			return false;
		struct group_place place = set->all ? (struct group_place){ 0, UINT32_MAX, UINT64_MAX } : set->places.at[needed->at[i]];
		if (place.last < from)
			return false;
		from = (place.first > from ? place.first : from) + 1;
	}
	return true;
}

void group_set_fini(struct group_set *set)
{
	array_fini(&set->bits);
	array_fini(&set->places);
}
