/* likely: whether a rule may match a sentence, asked before its names are looked for. A no is certain; most sentences end here. */
#ifndef KGRAPH_MATCH_LIKELY_H
#define KGRAPH_MATCH_LIKELY_H

#include "match/engine.h"

/* No word triggered: whatever may match, matches anywhere. */
#define NOWHERE UINT32_MAX

/* A variant of a rule to run on a sentence, and the byte of the document where a word triggered it. */
struct candidate {
	uint32_t variant, at;
};

/* The types of the declared names of a sentence, and those that its other names may turn out to have. */
struct outlook {
	struct type_set declared, possible;
	struct type_set owners; /* that possessives may stand for */
	const struct sighting *names;
	size_t n;
	bool bracket; /* whether it has one */
};

/* Whether the literal words that a rule has around its trigger stand around this one, at byte `at` of the document. */
bool likely_neighbours(const struct trigger *trigger, struct slice text, size_t at);
/* Whether a sentence with the words of these groups and this outlook has what the variant needs, names on their sides of the trigger. */
bool likely_match(const struct engine *engine, const struct candidate *candidate, const struct group_set *groups, const struct outlook *outlook);

#endif
