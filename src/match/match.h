/* match: the variants of rules over one masked sentence -> findings. */
#ifndef KGRAPH_MATCH_MATCH_H
#define KGRAPH_MATCH_MATCH_H

#include "match/cancels.h"
#include "match/context.h"
#include "match/engine.h"
#include "match/stands.h"
#include "text/sentence.h"

/* What stands in a hole. */
struct filler {
	struct mention mention;
	size_t at; /* byte of the masked sentence */
};

typedef ARRAY(struct filler) filler_array;

/* Where the masked sentence has a word of the list `pairwise`, or SIZE_MAX; once `read`. */
struct pairwise {
	bool read;
	size_t at;
};

/* One sentence being matched. */
struct matcher {
	struct engine *engine;
	struct regex_scratch *scratch;
	struct mentions *mentions;
	struct status_reader *status;
	struct dates_reader *dates;
	struct context *context; /* what was told before; NULL where nothing is resolved by it */
	struct document *document;
	struct arena *arena;
	struct diag *diag;
	struct findings *findings;
	struct sentence sentence;
	struct slice quote; /* the sentence, white space folded; made at the first finding */
	bool rows;          /* it is furniture, whose lines are quoted where the names stand alone */
	bool gave_up;
	filler_array fillers; /* of one match, hole after hole */
	uint64_t mask;        /* mask.built of that of which these are kept; 0: of none */
	struct stands stands; /* of the masked sentence, once `stood` */
	bool stood;
	struct cancels cancels; /* of the same */
	struct pairwise pairwise;
	/* The thing that was last looked for in what was told before, and what that gave; end 0: none yet. */
	struct mention told, told_in_full;
	bool owners; /* of what matches, only edges of a possessive pronoun are given */
};

/* Whether the masked sentence may have what a line needs. */
bool match_may(struct matcher *matcher, const struct ruleset_variant *line);
/* Runs variant number `variant` of the ruleset over the sentence. */
void match_variant(struct matcher *matcher, uint32_t variant);

#endif
