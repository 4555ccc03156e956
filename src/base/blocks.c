#include "base/blocks.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/alloc.h"
#include "base/poison.h"

enum { PAGE = 2 * 1024 * 1024, BLOCKS = PAGE / BLOCK_BYTES };

/* Stands in the first block of its own memory. */
struct page {
	struct page *next, *before; /* of those that have a free block */
	uint32_t free;              /* a bit for each block */
};

/* All but the first block. */
static const uint32_t none_taken = UINT32_MAX - 1;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct page *pages;

static void link_page(struct page *page)
{
	page->before = NULL;
	page->next = pages;
	if (pages)
		pages->before = page;
	pages = page;
}

static void unlink_page(struct page *page)
{
	*(page->before ? &page->before->next : &pages) = page->next;
	if (page->next)
		page->next->before = page->before;
}

static void page_new(void)
{
	struct page *page = aligned_alloc(PAGE, PAGE);
	if (!page)
		alloc_exhausted();
#ifdef MADV_HUGEPAGE
	/* Where the system has no such pages to give, small ones do. */
	(void)madvise(page, PAGE, MADV_HUGEPAGE);
#endif
	page->free = none_taken;
	link_page(page);
	POISON((char *)page + BLOCK_BYTES, PAGE - BLOCK_BYTES);
}

static void page_free(struct page *page)
{
	unlink_page(page);
	UNPOISON((char *)page + BLOCK_BYTES, PAGE - BLOCK_BYTES);
	free(page);
}

void *block_take(void)
{
	pthread_mutex_lock(&lock);
	if (!pages)
		page_new();
	struct page *page = pages;
	char *block = (char *)page + (size_t)BLOCK_BYTES * (size_t)__builtin_ctz(page->free);
	page->free &= page->free - 1;
	if (!page->free)
		unlink_page(page);
	pthread_mutex_unlock(&lock);
	UNPOISON(block, BLOCK_BYTES);
	return block;
}

void block_give(void *block)
{
	struct page *page = (struct page *)((uintptr_t)block & ~(uintptr_t)(PAGE - 1));
	POISON(block, BLOCK_BYTES);
	pthread_mutex_lock(&lock);
	if (!page->free)
		link_page(page);
	page->free |= UINT32_C(1) << ((uintptr_t)block - (uintptr_t)page) / BLOCK_BYTES;
	if (page->free == none_taken)
		page_free(page);
	pthread_mutex_unlock(&lock);
}
