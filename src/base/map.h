/* map: text -> pointer or number, behind uthash; keys are borrowed and must outlive the map. */
#ifndef KGRAPH_BASE_MAP_H
#define KGRAPH_BASE_MAP_H

#include "base/slice.h"

struct map;

/* The caller frees it with map_free (keys and values are not the map's). */
struct map *map_new(void);
void map_free(struct map *map);
size_t map_count(const struct map *map);
/* The value of key, or NULL. Safe from several threads while nobody puts. */
void *map_get(const struct map *map, struct slice key);
/* Sets or replaces; returns the value that stood there before, or NULL. */
void *map_put(struct map *map, struct slice key, void *value);

/* Calls each for every entry, in the order in which they were put. */
void map_each(const struct map *map, void (*each)(struct slice key, void *value, void *data), void *data);

/* Numbers as values: map_number says `otherwise` where the key is not there. */
static inline void map_put_number(struct map *map, struct slice key, size_t number)
{
	map_put(map, key, (void *)(uintptr_t)(number + 1));
}

static inline size_t map_number(const struct map *map, struct slice key, size_t otherwise)
{
	void *value = map_get(map, key);
	return value ? (size_t)(uintptr_t)value - 1 : otherwise;
}

static inline bool map_has(const struct map *map, struct slice key)
{
	return map_get(map, key) != NULL;
}

#endif
