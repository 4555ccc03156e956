/* candidate: whether the words that refer can stand for a name, whatever its place. */
#ifndef KGRAPH_MATCH_CANDIDATE_H
#define KGRAPH_MATCH_CANDIDATE_H

#include "match/antecedent.h"

/* Whether the words of a block can stand for what a mention names. */
bool candidate_may_be(const struct antecedents *names, const struct mention *mention);
/* Whether a name has a title or a first name before it somewhere in the document. */
bool candidate_is_shown(const struct antecedents *names, struct slice text);
/* Whether the document leaves no doubt that a mention names such a thing. */
bool candidate_is_known(const struct antecedents *names, const struct mention *mention);

#endif
