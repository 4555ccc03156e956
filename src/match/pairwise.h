/* pairwise: lists whose members belong together one by one: "Orlov and Ruiz led the Front and the Union respectively". */
#ifndef KGRAPH_MATCH_PAIRWISE_H
#define KGRAPH_MATCH_PAIRWISE_H

#include "match/holes.h"

/* Whether filler i of one hole and filler k of the other may be joined: always, where no word of the list `pairwise` speaks of the match. */
bool pairwise_joins(struct matcher *matcher, const struct match *match, const struct filled *one, size_t i, const struct filled *other, size_t k);

#endif
