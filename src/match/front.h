/* front: what stands in front of the subject of a sentence and is not meant. */
#ifndef KGRAPH_MATCH_FRONT_H
#define KGRAPH_MATCH_FRONT_H

#include "match/antecedent.h"

/* How many of these mentions, which stand before a word that refers in its own sentence, it can stand for: one that ends a circumstance right before
 * it is not meant, "With the help of Orlov, he", nor is any of those in front that a deed of the subject opens with, "Supported by Orlov and Ruiz,
 * he". */
size_t front_leave(const struct antecedents *names, const struct mention *list, size_t n, size_t start);
/* Whether a sentence begins with a deed of its subject, and a comma ends that before byte `start`: "Hearing of Orlov, on his return". */
bool front_is_deed(const struct antecedents *names, size_t start);
/* Whether a name stands in a circumstance in front that a comma ends: "with President Orlov,", "war with Spain from 1980 on,". */
bool front_holds(const struct antecedents *names, const struct mention *mention);
/* Whether a name stands in a circumstance with which a sentence before begins, "In Chile, Orlov", and the next name is its subject. */
bool front_ends_before(const struct antecedents *names, const struct mention *mention, const struct mention *next);
/* In a sentence before, of names of which the first stands in front of the subject, "Like Orlov, the writer Ruiz", "Having met Orlov, Ruiz", that
 * subject; NULL where it does not. */
const struct mention *front_subject(const struct antecedents *names, const struct mention *list, size_t n);

#endif
