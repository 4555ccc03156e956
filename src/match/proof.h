/* proof: a matched pair of mentions -> a finding whose quoted span was checked to hold both names. */
#ifndef KGRAPH_MATCH_PROOF_H
#define KGRAPH_MATCH_PROOF_H

#include "match/match.h"
#include "names/resolve.h"

struct proof {
	const struct ruleset_variant *variant;
	uint32_t relation;
	const struct mention *source, *target, *as; /* as may be NULL */
	const struct mention *speaker;              /* may be NULL */
	size_t start, end;                          /* of the match, in the document's text */
	enum status status;
	struct date from, to; /* the year 0: not told */
};

/* Appends the finding, or counts it as unproved where the bytes of the file between start and end do not read as both names. */
void proof_add(struct matcher *matcher, const struct proof *proof);

#endif
