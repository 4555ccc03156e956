/* stands: where the words and names of a masked sentence stand, so that a pattern which they cannot meet is neither compiled nor run. */
#ifndef KGRAPH_MATCH_STANDS_H
#define KGRAPH_MATCH_STANDS_H

#include "names/mask.h"
#include "rules/ruleset.h"

struct standing_name {
	uint32_t type;
	bool adjective;
	uint64_t chunk; /* on the scale of the words */
};

/* Reused from sentence to sentence; zeroed is empty, freed with stands_fini. */
struct stands {
	struct group_set words;
	ARRAY(struct standing_name) names; /* from left to right */
	uint64_t marks;                    /* chunks that have more than letters and digits */
};

/* Reads a mask of these mentions. */
void stands_read(struct stands *stands, const struct word_groups *groups, const struct mask *mask, const mention_array *mentions);
void stands_fini(struct stands *stands);
/* Whether the words and names that a line needs stand there, in its order and as near to each other as it asks for. A no is certain. */
bool stands_meet(const struct stands *stands, const struct ruleset_variant *line);

#endif
