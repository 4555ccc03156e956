/* unknown: where a name begins and ends that nothing but its capitals show. */
#ifndef KGRAPH_NAMES_UNKNOWN_H
#define KGRAPH_NAMES_UNKNOWN_H

#include "names/mentions.h"

/* Moves *start and *end, bytes of the mask around a run of capitalised words of the document's text, to the bounds of the name there: without dates
 * and attributes, with the particle before it and with what it owns behind it. Mentions of the list before number `declared` that it took keep no
 * bytes. False where the run is no name. */
bool unknown_bounds(struct mentions *mentions, struct slice text, size_t declared, size_t *start, size_t *end);
/* Whether a word that begins at byte `at` of the text, a title by itself, is the last name of somebody whom the document names in full: "King" where
 * it names Martin Luther King, but not "the King". */
bool unknown_is_last_name(const struct mentions *mentions, struct slice text, size_t at, struct slice word);

/* The end of a name in the mask without the stop of its sentence: "He met Charles I." */
size_t unknown_without_stop(struct slice subject, size_t end);

#endif
