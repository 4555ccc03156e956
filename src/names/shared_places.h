/* shared_places: where in a masked sentence what many patterns share begins and ends, looked for once for all of them. */
#ifndef KGRAPH_NAMES_SHARED_PLACES_H
#define KGRAPH_NAMES_SHARED_PLACES_H

#include "base/array.h"
#include "base/regex.h"
#include "rules/program.h"

/* One part at one byte of the sentence. */
struct shared_place {
	const struct program *part;
	uint32_t start, sentence; /* by the count of sentences: others are empty */
	uint32_t first, n;        /* of the ends */
	bool gave_up;
};

/* What a part is matched with: it is asked for in the midst of a match, and may itself ask for another. */
struct shared_level {
	struct regex_scratch *scratch;
	regex_end_array ends;
};

enum { SHARED_LEVELS = 2 };

/* One sentence's, part by part and byte by byte as patterns ask. Zeroed is empty; freed with shared_places_fini. */
struct shared_places {
	struct shared_place *slots; /* by the hash of part and start; mask + 1 of them */
	size_t mask, used;
	uint32_t sentence;
	regex_end_array ends;
	const struct compiled *broken; /* a part that could not be compiled and was asked for, or NULL: who asks gives up */
	struct shared_level levels[SHARED_LEVELS];
	size_t level;
};

/* Forgets what was found; tests are what the parts' own patterns ask. */
void shared_places_begin(struct shared_places *places, struct regex_tests *tests);
/* Where matches of part that begin at byte `start` end. */
struct regex_ends shared_places_ends(
        struct shared_places *places, struct program *part, size_t start, struct slice subject, struct program_compiler *compiler);
void shared_places_fini(struct shared_places *places);

#endif
