#include "base/map.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"

#define uthash_fatal(message) alloc_exhausted()
#include <uthash.h>

enum { BLOCK_FIRST = 8, BLOCK_MOST = 512 };

struct entry {
	UT_hash_handle hh;
	void *value;
};

/* Entries stand together: nothing takes one out. */
struct block {
	struct block *before;
	size_t room, n;
	struct entry entries[];
};

struct map {
	struct entry *entries;
	struct block *block;
};

struct map *map_new(void)
{
	return alloc_new(sizeof(struct map));
}

void map_free(struct map *map)
{
	if (!map)
		return;
	HASH_CLEAR(hh, map->entries);
	for (struct block *block = map->block, *before; block; block = before) {
		before = block->before;
		free(block);
	}
	free(map);
}

size_t map_count(const struct map *map)
{
	return HASH_COUNT(map->entries);
}

static struct entry *find(const struct map *map, struct slice key, unsigned hash)
{
	struct entry *entry = NULL;
	HASH_FIND_BYHASHVALUE(hh, map->entries, key.ptr, key.len, hash, entry);
	return entry;
}

void *map_get(const struct map *map, struct slice key)
{
	struct entry *entry = find(map, key, (unsigned)hash_text(key));
	return entry ? entry->value : NULL;
}

static struct entry *add_entry(struct map *map)
{
	struct block *last = map->block;
	if (!last || last->n == last->room) {
		size_t room = !last ? BLOCK_FIRST : last->room < BLOCK_MOST ? 2 * last->room : BLOCK_MOST;
		map->block = alloc_resize(NULL, sizeof *last + room * sizeof *last->entries);
		*map->block = (struct block){ .before = last, .room = room };
	}
	return &map->block->entries[map->block->n++];
}

void *map_put(struct map *map, struct slice key, void *value)
{
	unsigned hash = (unsigned)hash_text(key);
	struct entry *entry = find(map, key, hash);
	if (entry) {
		void *before = entry->value;
		entry->value = value;
		return before;
	}
	entry = add_entry(map);
	entry->value = value;
	HASH_ADD_KEYPTR_BYHASHVALUE(hh, map->entries, key.ptr, key.len, hash, entry);
	return NULL;
}

void map_each(const struct map *map, void (*each)(struct slice key, void *value, void *data), void *data)
{
	for (const struct entry *entry = map->entries; entry; entry = entry->hh.next)
		each(slice_make(entry->hh.key, entry->hh.keylen), entry->value, data);
}
