/* open_word: words that could stand for a name ("him", "the party"), where it is open for which. */
#ifndef KGRAPH_EXPLAIN_OPEN_WORD_H
#define KGRAPH_EXPLAIN_OPEN_WORD_H

#include "explain/cause.h"
#include "explain/probe.h"

/* Whether such words, that a hole of these types would take, stand right behind a stretch of the masked sentence (else right before it). Fills kind,
 * stood, near (the names before both that they could mean, where there are several) and near_place (of the `refer` block). */
bool open_word_find(struct probe *probe, struct probe_span stretch, bool behind, const struct type_set *types, struct cause *cause);

#endif
