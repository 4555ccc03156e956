/* bracketed: the name that stands before an acronym in brackets which it does not spell: "the Workers' Party (PT)". */
#ifndef KGRAPH_NAMES_BRACKETED_H
#define KGRAPH_NAMES_BRACKETED_H

#include "names/mentions.h"

/* The name right before the brackets that begin at byte `open` of the text, as that of the acronym in the table of the document: of the type that
 * acronyms stand for or below it, or behind an article. NULL where there is none. */
struct full_name *bracketed_name(const struct mentions *mentions, struct slice text, size_t open, struct slice acronym);

#endif
