/* several: the names that a word for more than one stands for, "They" behind "Orlov and Ruiz". */
#ifndef KGRAPH_MATCH_SEVERAL_H
#define KGRAPH_MATCH_SEVERAL_H

#include "match/antecedent.h"

/* Of the mentions of one sentence, in their order, those that the words of a block with `several` can stand for: the members of the list that is its
 * subject; or of a block with `pair` the only two that fit. Also what a word stood for that stands for several. Adds them to found and returns
 * whether there are any; sets open where some fit and none are meant for sure. */
bool several_choose(struct antecedents *names, const struct mention *list, size_t n, mention_array *found);

/* Whether mention `first` begins a list of such names: the last two are joined by a word. */
bool several_begin(const struct antecedents *names, const struct mention *list, size_t n, size_t first);

#endif
