/* holes: what stands in the holes of a match. */
#ifndef KGRAPH_MATCH_HOLES_H
#define KGRAPH_MATCH_HOLES_H

#include "match/match.h"

/* Names taken of one list at the most. */
enum { LIST_LIMIT = 64, HOLE_LIMIT = 16 };

/* The fillers of one hole: first..first + n of matcher->fillers. */
struct filled {
	struct slice name;
	size_t first, n;
	size_t start; /* of the hole's span */
	const struct type_set *types;
};

struct match {
	uint32_t number; /* of the variant */
	const struct ruleset_variant *variant;
	const struct compiled *compiled;
	size_t start, end, anchor, anchor_end;
	struct filled holes[HOLE_LIMIT];
	size_t hole_count;
	size_t pairs; /* where pairs begin whose verb is left out, behind the last name; 0: nowhere */
};

/* The masked sentence. */
struct slice match_subject(const struct matcher *matcher);
/* The byte of the document where what ends at masked byte `end` ends. */
size_t match_document_end(const struct matcher *matcher, size_t end);
/* A pattern that cannot be compiled, or that gave up on the sentence, matches nothing, and that is said. */
void holes_say_broken(struct matcher *matcher, const struct ruleset_variant *variant, const struct compiled *compiled);
void holes_say_gave_up(struct matcher *matcher, const struct ruleset_variant *variant);

/* Appends what stands from masked byte start to end to matcher->fillers. */
void holes_add(struct matcher *matcher, size_t start, size_t end);
/* Fills match->holes, and matcher->fillers with what stands in them, from the spans that the scratch holds of the match. */
void holes_fill(struct matcher *matcher, struct match *match);
/* NULL where the match has none of that name. */
const struct filled *holes_named(const struct match *match, struct slice name);
/* The hole that stands first, or last, in the sentence; NULL where none is filled. */
struct filled *holes_outer(struct match *match, bool last);

#endif
