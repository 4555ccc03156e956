/* arena: memory that is given back all at once, for a run or for one document. */
#ifndef KGRAPH_BASE_ARENA_H
#define KGRAPH_BASE_ARENA_H

#include "base/slice.h"

struct arena;

/* The caller frees it with arena_free. One thread at a time may use an arena. */
struct arena *arena_new(void);
void arena_free(struct arena *arena);
/* Takes all memory back for reuse; every pointer into the arena dies. */
void arena_reset(struct arena *arena);
/* size bytes of zeros, aligned for any type; they live until the arena is reset or freed. */
void *arena_alloc(struct arena *arena, size_t size);
/* A larger piece in the place of one of old_size bytes (0: of none): what it held, then zeros. Every pointer into the old one dies. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t size);
/* A copy in the arena, followed by a NUL that the length does not count. */
struct slice arena_copy(struct arena *arena, struct slice text);
/* Formats as printf into the arena. */
struct slice arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Bytes handed out since the arena was made or reset. */
size_t arena_used(const struct arena *arena);

#endif
