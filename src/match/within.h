/* within: what a word stands for by its place among the names of its own sentence. */
#ifndef KGRAPH_MATCH_WITHIN_H
#define KGRAPH_MATCH_WITHIN_H

#include "match/antecedent.h"

/* Of these mentions, which stand before a word that is no subject, how many are before the subject right before its verb, "Orlov fled after Ruiz had
 * accused him", if something ends before that; else none. */
size_t within_before_subject(const struct antecedents *names, const struct mention *list, size_t n, size_t start);
/* What a word that is the object of a second verb stands for: the object of the first, "Orlov arrested Ruiz and killed him". NULL where it is no such
 * word or that verb has no such object; names->open where the one name may be subject or object. */
const struct mention *within_object(struct antecedents *names, const struct mention *list, size_t n, size_t start);
/* Whether a possessive is joined to the last of the mentions before it, and that fits: "Orlov and his". */
bool within_beside(const struct antecedents *names, const struct mention *list, size_t n, size_t start);
/* The name that a possessive at byte `start` leads up to, "After his return, Orlov": one of the mentions from number n on, with a comma before it and
 * none behind. NULL where there is none. */
const struct mention *within_ahead(struct antecedents *names, const mention_array *list, size_t n, size_t start);
/* Whether a clause of which no name is the subject stands between a name and byte `start`, where another begins: "Orlov wrote that slaves be given
 * land if they". */
bool within_behind_other(const struct antecedents *names, const struct mention *name, size_t start);
/* Whether a clause stands before byte `start` of its sentence, be it one that leads up to it: whatever its subject is, it is nearer than the sentence
 * before. */
bool within_behind_clause(const struct antecedents *names, size_t start);

#endif
