/* in_full: what a thing without a name is called in full: by its sentence, or by what the document told of it before. */
#ifndef KGRAPH_MATCH_IN_FULL_H
#define KGRAPH_MATCH_IN_FULL_H

#include "match/match.h"

/* The mention with what its sentence calls it together with, the edge's other end (may be NULL) no part of that unless it is glued to it
 * ("US-backed"). Where that is nothing, and a word before it says that the text told of it before ("the treaty"), it is a MENTION_REFER to the last
 * place before it that calls it in full, in the same sentence or one before; itself where there is none. Any other mention as it is. */
struct mention in_full(struct matcher *matcher, const struct mention *mention, const struct mention *other);

#endif
