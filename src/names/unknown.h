/* unknown: where a name begins and ends that nothing but its capitals show. */
#ifndef KGRAPH_NAMES_UNKNOWN_H
#define KGRAPH_NAMES_UNKNOWN_H

#include "names/mentions.h"

/* Moves *start and *end, bytes of the mask around a run of capitalised words of the document's text, to the bounds of the name there: without dates
 * and attributes, with the particle before it and with what it owns behind it. Mentions of the list before number `declared` that it took keep no
 * bytes. False where the run is no name. */
bool unknown_bounds(struct mentions *mentions, struct slice text, size_t declared, size_t *start, size_t *end);

#endif
