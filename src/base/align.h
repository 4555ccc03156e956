/* align: what two lists of lines have in common, in order. */
#ifndef KGRAPH_BASE_ALIGN_H
#define KGRAPH_BASE_ALIGN_H

#include "base/slice.h"

#define ALIGN_NONE UINT32_MAX

/* match[i], for each of n lines of a, becomes the number of the equal line of b that it is paired with, or ALIGN_NONE; numbers rise. Of equal
 * lines the first of a goes with the first of b, the second with the second; of these pairs as many stay as can be in order (the longest
 * rising subsequence, by patience sorting: Fredman 1975). n log n. */
void align_lines(const struct slice *a, size_t n, const struct slice *b, size_t m, uint32_t *match);
/* The same for lines that are known by their hashes alone (64 bits; two that differ have two). */
void align_hashes(const uint64_t *a, size_t n, const uint64_t *b, size_t m, uint32_t *match);

/* FNV-1a, 64 bits (Fowler, Noll, Vo), taking eight bytes a step where it can: of lines, not of secrets. */
uint64_t align_hash(struct slice text);

#endif
