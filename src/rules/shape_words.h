/* shape_words: the members of a vocabulary by one word of each, to find where in a sentence one of them may stand. */
#ifndef KGRAPH_RULES_SHAPE_WORDS_H
#define KGRAPH_RULES_SHAPE_WORDS_H

#include "base/arena.h"
#include "base/array.h"
#include "base/slice.h"

enum { SHAPE_SORTS = 32 };

/* Members whose key word stands behind so many spaces, of so many in all. */
struct shape_sort {
	unsigned before, spaces;
	bool whole; /* the key word is all there is */
	char mark;  /* members without a word: their first character; 0: members with one */
};

struct shape_words {
	const struct shape_sort *sorts;
	size_t n;
	bool single; /* all members are in one chunk and have a word */
	struct shape_slot {
		uint64_t hash;
		uint32_t sorts; /* one bit each; 0: empty */
	} * slots;
	size_t mask;
	uint64_t wild; /* bits of numbers of spaces: members of so many that are not looked up may stand anywhere */
	bool any;      /* some member is not told by its words at all */
};

/* Of texts in lower case, as a vocabulary has them; lives in arena. */
struct shape_words *shape_words_new(struct arena *arena, const struct slice *texts, size_t n);

/* The sorts of the members with a word of this hash (base/wordhash.h), one bit each. */
static inline uint32_t shape_words_sorts(const struct shape_words *words, uint64_t hash)
{
	size_t at = hash & words->mask;
	while (words->slots[at].sorts && words->slots[at].hash != hash)
		at = (at + 1) & words->mask;
	return words->slots[at].sorts;
}

#endif
