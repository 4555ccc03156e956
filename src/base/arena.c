#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/alloc.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
enum { RED_ZONE = 16 };
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
enum { RED_ZONE = 0 };
#endif

enum { BLOCK_SIZE = 64 * 1024, ALIGNMENT = 16 };
/* What has grown this large goes on in huge pages, which take one page fault where small ones take 512. */
enum { HUGE_PAGE = 2 * 1024 * 1024, LARGE_ARENA = 1024 * 1024 };

struct block {
	struct block *next;
	size_t size;
	_Alignas(ALIGNMENT) char bytes[];
};

struct arena {
	struct block *first;
	size_t at;
	size_t used;
};

static struct block *block_init(struct block *block, size_t size, struct block *next)
{
	block->next = next;
	block->size = size;
	POISON(block->bytes, size);
	return block;
}

static struct block *block_new(size_t size, struct block *next)
{
	return block_init(alloc_resize(NULL, sizeof(struct block) + size), size, next);
}

/* NULL where the system has no such pages to give. */
static struct block *block_new_huge(struct block *next)
{
#ifdef MADV_HUGEPAGE
	struct block *block = aligned_alloc(HUGE_PAGE, HUGE_PAGE);
	if (block && madvise(block, HUGE_PAGE, MADV_HUGEPAGE) == 0)
		return block_init(block, HUGE_PAGE - sizeof *block, next);
	free(block);
#endif
	return NULL;
}

static void block_free(struct block *block)
{
	UNPOISON(block->bytes, block->size);
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
		arena->first = block_new(BLOCK_SIZE, NULL);
	struct block *block = block_new(room, arena->first->next);
	arena->first->next = block;
	arena->used += room;
	UNPOISON(block->bytes, size);
	return memset(block->bytes, 0, size);
}

void *arena_alloc(struct arena *arena, size_t size)
{
	if (size > SIZE_MAX / 2)
		alloc_exhausted();
	size_t room = (size + RED_ZONE + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (room > BLOCK_SIZE / 4)
		return take_large(arena, size, room);
	if (!arena->first || arena->at + room > arena->first->size) {
		struct block *huge = arena->used < LARGE_ARENA ? NULL : block_new_huge(arena->first);
		arena->first = huge ? huge : block_new(BLOCK_SIZE, arena->first);
		arena->at = 0;
	}
	return take(arena, size, room);
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
