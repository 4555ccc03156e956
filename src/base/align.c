#include "base/align.h"

#include "base/alloc.h"

#include <stdlib.h>

uint64_t align_hash(struct slice text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ text.len;
	size_t at = 0;
	for (; at + 8 <= text.len; at += 8) {
		uint64_t word;
		memcpy(&word, text.ptr + at, sizeof word);
		hash = (hash ^ word) * UINT64_C(0x9FB21C651E98DF25);
		hash ^= hash >> 32;
	}
	for (; at < text.len; at++)
		hash = (hash ^ (unsigned char)text.ptr[at]) * UINT64_C(0x100000001b3);
	hash ^= hash >> 29;
	hash *= UINT64_C(0x9FB21C651E98DF25);
	return hash ^ hash >> 32;
}

/* The lines of b by their hash: open addressing; equal ones in a chain, the first at its head. */
struct table {
	uint32_t *slots; /* number of the line + 1 */
	uint32_t *next;  /* number + 1 */
	size_t mask;
};

static uint32_t *slot_of(const struct table *table, const uint64_t *hashes, uint64_t hash)
{
	size_t at = (size_t)hash & table->mask;
	while (table->slots[at] && hashes[table->slots[at] - 1] != hash)
		at = (at + 1) & table->mask;
	return &table->slots[at];
}

static struct table table_of(const uint64_t *b, size_t m)
{
	struct table table = { .mask = 16 };
	while (table.mask < m * 2)
		table.mask *= 2;
	table.slots = alloc_new(table.mask * sizeof *table.slots);
	table.next = alloc_new((m + 1) * sizeof *table.next);
	table.mask--;
	for (size_t i = m; i-- > 0;) {
		uint32_t *slot = slot_of(&table, b, b[i]);
		table.next[i] = *slot;
		*slot = (uint32_t)i + 1;
	}
	return table;
}

/* Keeps the longest rising part of match: ends[k] is the element that ends the best chain of k + 1. */
static void keep_rising(uint32_t *match, size_t n)
{
	uint32_t *ends = alloc_new((n + 1) * sizeof *ends), *before = alloc_new((n + 1) * sizeof *before);
	size_t longest = 0;
	for (size_t i = 0; i < n; i++) {
		size_t low = 0, high = longest;
		if (match[i] == ALIGN_NONE)
			continue;
		if (longest && match[ends[longest - 1]] < match[i])
			low = longest;
		while (low < high) {
			size_t middle = (low + high) / 2;
			if (match[ends[middle]] < match[i])
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low ? ends[low - 1] : ALIGN_NONE;
		ends[low] = (uint32_t)i;
		longest += low == longest;
	}
	uint32_t kept = longest ? ends[longest - 1] : ALIGN_NONE;
	for (size_t i = n; i-- > 0;) {
		if (i == kept)
			kept = before[i];
		else
			match[i] = ALIGN_NONE;
	}
	free(ends);
	free(before);
}

void align_hashes(const uint64_t *a, size_t n, const uint64_t *b, size_t m, uint32_t *match)
{
	struct table table = table_of(b, m);
	for (size_t i = 0; i < n; i++) {
		uint32_t *slot = slot_of(&table, b, a[i]);
		uint32_t line = *slot;
		match[i] = ALIGN_NONE;
		/* A chain that is used up keeps its last line in the slot: its hash marks the way to others. */
		if (!line || table.next[line - 1] == ALIGN_NONE)
			continue;
		match[i] = line - 1;
		if (table.next[line - 1])
			*slot = table.next[line - 1];
		else
			table.next[line - 1] = ALIGN_NONE;
	}
	free(table.slots);
	free(table.next);
	keep_rising(match, n);
}

void align_lines(const struct slice *a, size_t n, const struct slice *b, size_t m, uint32_t *match)
{
	uint64_t *hashes = alloc_new((n + m + 1) * sizeof *hashes);
	for (size_t i = 0; i < n; i++)
		hashes[i] = align_hash(a[i]);
	for (size_t i = 0; i < m; i++)
		hashes[n + i] = align_hash(b[i]);
	align_hashes(hashes, n, hashes + n, m, match);
	for (size_t i = 0; i < n; i++)
		if (match[i] != ALIGN_NONE && !slice_equal(a[i], b[match[i]]))
			match[i] = ALIGN_NONE;
	free(hashes);
}
