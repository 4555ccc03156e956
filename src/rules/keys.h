/* keys: the words of which one stands wherever an element of a pattern matches, and how far it reaches. */
#ifndef KGRAPH_RULES_KEYS_H
#define KGRAPH_RULES_KEYS_H

#include "rules/variant.h"

/* How good words are as a trigger: compared member by member, smaller is better. */
struct key_score {
	size_t common, alternatives, shortness;
};

struct keys {
	slice_array words; /* one for each alternative, folded */
	bool found;        /* every way to match holds one of them */
	bool whole;        /* each member is its key word and nothing more */
	struct key_score score;
	size_t longest;  /* bytes of the longest member; SIZE_MAX where one is more than plain words */
	unsigned spaces; /* as reach_element has it */
	uint32_t group;  /* among the word groups, plus one; 0: not asked for yet */
};

/* Of a word, a vocabulary or a choice, whether it is optional or not; NULL for other elements. The finder's, as are the words. */
struct keys *keys_of(const struct trigger_finder *finder, const struct element *element);
/* Of the element of pattern that is the best trigger; *best its index, pattern->n and NULL where no element is required and plain. */
struct keys *keys_best(const struct trigger_finder *finder, const struct pattern *pattern, size_t *best);
/* Those of an element that has to be there and has words wherever it matches; else NULL. */
struct keys *keys_required(const struct trigger_finder *finder, const struct element *element);
/* Their number among the finder's word groups. */
uint32_t keys_group(const struct trigger_finder *finder, struct keys *keys);

#endif
