/* halves: adjectives that share the noun of the name behind them, "French and Belgian troops". */
#ifndef KGRAPH_NAMES_HALVES_H
#define KGRAPH_NAMES_HALVES_H

#include "names/lexicon.h"
#include "names/mention.h"
#include "names/table.h"

/* Of the mentions of a sentence (by place) makes each adjective a name of its own that a list joins to a name which begins with another adjective and
 * ends with a noun of WORDS_SHARED_NOUN. adjectives: sightings among which those stand, n of them. */
void halves_join(mention_array *list, struct slice text, const struct name_words *words, const struct sighting *adjectives, size_t n);

#endif
