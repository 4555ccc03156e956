#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/blocks.h"
#include "base/poison.h"

enum { ALIGNMENT = 16, SPARES = 64 };

struct block {
	struct block *next;
	size_t size;
	_Alignas(ALIGNMENT) char bytes[];
};

/* No large piece is as large: they are so many ALIGNMENTs. */
enum { BLOCK_SIZE = BLOCK_BYTES - sizeof(struct block) - 1 };

/* What grew and left its place, to be used by something of the same size. */
struct spare {
	struct spare *next;
	size_t room;
};

struct arena {
	struct block *first;
	size_t at;
	size_t used;
	struct spare *spares[SPARES]; /* by their size */
};

static struct block *block_init(struct block *block, size_t size, struct block *next)
{
	block->next = next;
	block->size = size;
	POISON(block->bytes, size);
	return block;
}

static struct block *block_new(struct block *next)
{
	return block_init(block_take(), BLOCK_SIZE, next);
}

static void block_free(struct block *block)
{
	UNPOISON(block->bytes, block->size);
	if (block->size == BLOCK_SIZE)
		block_give(block);
	else
		free(block);
}

struct arena *arena_new(void)
{
	return alloc_new(sizeof(struct arena));
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	for (struct block *block = arena->first; block;) {
		struct block *next = block->next;
		block_free(block);
		block = next;
	}
	free(arena);
}

void arena_reset(struct arena *arena)
{
	struct block *kept = NULL;
	for (struct block *block = arena->first; block;) {
		struct block *next = block->next;
		if (!kept && block->size == BLOCK_SIZE)
			kept = block;
		else
			block_free(block);
		block = next;
	}
	if (kept) {
		kept->next = NULL;
		POISON(kept->bytes, kept->size);
	}
	arena->first = kept;
	arena->at = 0;
	arena->used = 0;
	memset(arena->spares, 0, sizeof arena->spares);
}

static void *take(struct arena *arena, size_t size, size_t room)
{
	char *memory = arena->first->bytes + arena->at;
	arena->at += room;
	arena->used += room;
	UNPOISON(memory, size);
	return memset(memory, 0, size);
}

/* A large piece gets a block of its own behind the first, so that the first's room is not lost. */
static void *take_large(struct arena *arena, size_t size, size_t room)
{
	if (!arena->first)
		arena->first = block_new(NULL);
	struct block *block = block_init(alloc_resize(NULL, sizeof *block + room), room, arena->first->next);
	arena->first->next = block;
	arena->used += room;
	UNPOISON(block->bytes, size);
	return memset(block->bytes, 0, size);
}

static size_t room_for(size_t size)
{
	if (size > SIZE_MAX / 2)
		alloc_exhausted();
	return (size + RED_ZONE + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size_t room = room_for(size);
	if (room > BLOCK_SIZE / 4)
		return take_large(arena, size, room);
	if (!arena->first || arena->at + room > BLOCK_SIZE) {
		arena->first = block_new(arena->first);
		arena->at = 0;
	}
	return take(arena, size, room);
}

static struct spare **spares_of(struct arena *arena, size_t room)
{
	return &arena->spares[room / ALIGNMENT % SPARES];
}

static void keep_spare(struct arena *arena, void *old, size_t size)
{
	size_t room = room_for(size);
	struct spare *spare = old;
	if (size < sizeof *spare)
		return;
	*spare = (struct spare){ *spares_of(arena, room), room };
	*spares_of(arena, room) = spare;
	POISON(old, size);
}

/* One of just this size, cleared; NULL where there is none. */
static void *take_spare(struct arena *arena, size_t size)
{
	size_t room = room_for(size);
	struct spare **spares = spares_of(arena, room), *spare = *spares;
	if (!spare)
		return NULL;
	UNPOISON(spare, sizeof *spare);
	if (spare->room != room) {
		POISON(spare, sizeof *spare);
		return NULL;
	}
	*spares = spare->next;
	UNPOISON(spare, size);
	return memset(spare, 0, size);
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t size)
{
	void *grown = take_spare(arena, size);
	if (!grown)
		grown = arena_alloc(arena, size);
	if (!old_size)
		return grown;
	memcpy(grown, old, old_size);
	keep_spare(arena, old, old_size);
	return grown;
}

struct slice arena_copy(struct arena *arena, struct slice text)
{
	char *copy = arena_alloc(arena, text.len + 1);
	if (text.len)
		memcpy(copy, text.ptr, text.len);
	return slice_make(copy, text.len);
}

struct slice arena_format(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	size_t size = len < 0 ? 0 : (size_t)len;
	char *text = arena_alloc(arena, size + 1);
	vsnprintf(text, size + 1, format, again);
	va_end(again);
	return slice_make(text, size);
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
