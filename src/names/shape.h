/* shape: what an unknown name is by its own words: a person's where it begins with a first name, a group's where it is an acronym. */
#ifndef KGRAPH_NAMES_SHAPE_H
#define KGRAPH_NAMES_SHAPE_H

#include "names/mentions.h"

/* The type of an unknown name of the document text by the `unknown` line; TYPES_LIMIT where its shape says nothing. A last name, or an acronym, that
 * the document has in full is what the full name is. */
uint32_t shape_type(const struct mentions *mentions, struct slice text, struct slice name);

#endif
