#include "base/map.h"

#include <stdlib.h>

#include "base/alloc.h"

#define uthash_fatal(message) alloc_exhausted()
#include <uthash.h>

struct entry {
	UT_hash_handle hh;
	const char *key;
	void *value;
};

struct map {
	struct entry *entries;
};

struct map *map_new(void)
{
	return alloc_new(sizeof(struct map));
}

void map_free(struct map *map)
{
	if (!map)
		return;
	struct entry *entry, *next;
	HASH_ITER(hh, map->entries, entry, next)
	{
		HASH_DEL(map->entries, entry);
		free(entry);
	}
	free(map);
}

size_t map_count(const struct map *map)
{
	return HASH_COUNT(map->entries);
}

static struct entry *find(const struct map *map, struct slice key)
{
	struct entry *entry = NULL;
	HASH_FIND(hh, map->entries, key.ptr, key.len, entry);
	return entry;
}

void *map_get(const struct map *map, struct slice key)
{
	struct entry *entry = find(map, key);
	return entry ? entry->value : NULL;
}

void *map_put(struct map *map, struct slice key, void *value)
{
	struct entry *entry = find(map, key);
	if (entry) {
		void *before = entry->value;
		entry->value = value;
		return before;
	}
	entry = alloc_new(sizeof *entry);
	entry->key = key.ptr;
	entry->value = value;
	HASH_ADD_KEYPTR(hh, map->entries, entry->key, key.len, entry);
	return NULL;
}

void map_each(const struct map *map, void (*each)(struct slice key, void *value, void *data), void *data)
{
	for (const struct entry *entry = map->entries; entry; entry = entry->hh.next)
		each(slice_make(entry->key, entry->hh.keylen), entry->value, data);
}
