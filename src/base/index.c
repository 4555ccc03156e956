#include "base/index.h"

#include "base/hash.h"

void index_fini(struct index *index)
{
	array_fini(&index->entries);
	free(index->slots);
	*index = (struct index){ 0 };
}

/* The slot of text, or the empty one where it would go. Half of the slots at the most are taken. */
static size_t slot_of(const struct index *index, struct slice text, uint64_t hash)
{
	size_t mask = index->room - 1, at = (size_t)hash & mask;
	for (; index->slots[at]; at = (at + 1) & mask)
		if (index->slots[at] >> 32 == hash >> 32 && slice_equal(index->entries.at[(uint32_t)index->slots[at] - 1].text, text))
			break;
	return at;
}

static void grow(struct index *index)
{
	struct index old = *index;
	index->room = old.room ? 2 * old.room : 64;
	index->slots = alloc_new(index->room * sizeof *index->slots);
	size_t mask = index->room - 1;
	for (size_t i = 0; i < old.entries.n; i++) {
		uint64_t hash = hash_text(old.entries.at[i].text);
		size_t at = (size_t)hash & mask;
		while (index->slots[at])
			at = (at + 1) & mask;
		index->slots[at] = hash >> 32 << 32 | (i + 1);
	}
	free(old.slots);
}

struct index_entry *index_find(const struct index *index, struct slice text)
{
	size_t at = index->room ? slot_of(index, text, hash_text(text)) : 0;
	return index->room && index->slots[at] ? &index->entries.at[(uint32_t)index->slots[at] - 1] : NULL;
}

struct index_entry *index_enter(struct index *index, struct slice text, bool *added)
{
	if (2 * index->entries.n >= index->room)
		grow(index);
	uint64_t hash = hash_text(text);
	size_t at = slot_of(index, text, hash);
	*added = !index->slots[at];
	if (!*added)
		return &index->entries.at[(uint32_t)index->slots[at] - 1];
	array_push(&index->entries, ((struct index_entry){ .text = text }));
	index->slots[at] = hash >> 32 << 32 | index->entries.n;
	return array_last(&index->entries);
}
