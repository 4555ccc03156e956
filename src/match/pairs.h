/* pairs: names behind a match whose verb is left out: "France backed the Union, and Spain the Front". */
#ifndef KGRAPH_MATCH_PAIRS_H
#define KGRAPH_MATCH_PAIRS_H

#include "match/holes.h"

struct pair {
	struct filler first, second;
	size_t start, end;
	bool apart; /* a word stands between the names, be it an article */
};

/* Sets match->pairs where such pairs stand behind one of the last names, and ends the list of names there. */
void pairs_find(struct matcher *matcher, struct match *match);
/* The pair that begins at masked byte `at`; false where there is none. */
bool pairs_read(struct matcher *matcher, struct match *match, size_t at, struct pair *pair);
/* Whether an edge is between the first and the last name of the match: only such an edge do pairs repeat. */
bool pairs_repeat(struct match *match, const struct ast_gives *gives);

#endif
