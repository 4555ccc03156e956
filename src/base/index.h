/* index: text -> number for millions of texts: less memory and fewer steps than a map; nothing is taken out again. */
#ifndef KGRAPH_BASE_INDEX_H
#define KGRAPH_BASE_INDEX_H

#include "base/array.h"
#include "base/slice.h"

struct index_entry {
	struct slice text;
	uint32_t number;
};

/* A zeroed index is an empty one; freed with index_fini. */
struct index {
	ARRAY(struct index_entry) entries; /* in the order of their arrival */
	uint64_t *slots;                   /* half of the hash, and the number of the entry + 1 */
	size_t room;                       /* of slots: a power of two, or 0 */
};

void index_fini(struct index *index);
/* The entry of text, or NULL. Valid until the next index_enter. */
struct index_entry *index_find(const struct index *index, struct slice text);
/* The same; where there is none a new one of number 0, whose text the caller replaces by an equal one that outlives the index. */
struct index_entry *index_enter(struct index *index, struct slice text, bool *added);

#endif
