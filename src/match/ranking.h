/* ranking: which of the names of a sentence is meant rather than the others. */
#ifndef KGRAPH_MATCH_RANKING_H
#define KGRAPH_MATCH_RANKING_H

#include "match/antecedent.h"

/* The one mention among these of one sentence, in their order, that the words can stand for: the only thing of a fitting type, or the first thing of
 * all, which is the subject and does not begin a list; or, where the nearest is meant, the last. NULL where it is open or none fits. */
const struct mention *ranking_choose(struct antecedents *names, const struct mention *list, size_t n);
/* Whether nothing but titles and articles stands before a name in a sentence that begins at byte `begin`, be it behind one word that carries grammar:
 * "Since Orlov". */
bool ranking_begins_sentence(const struct antecedents *names, const struct mention *mention, size_t begin);
/* Whether what one of these mentions of one sentence names stands there somewhere without belonging to something else as in "of Spain". */
bool ranking_is_free(const struct antecedents *names, const struct mention *list, size_t n, const struct mention *mention);
/* Whether a name, in a sentence that begins at byte `begin`, is hardly what is meant if there is another to choose: nothing knows it, and it is no
 * subject, or, where `part`, it only belongs to something else, "of Orlov"; joined: it stands right behind another name and a word that joins. */
bool ranking_is_weak(const struct antecedents *names, const struct mention *mention, size_t begin, bool part, bool joined);

#endif
