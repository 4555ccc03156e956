/* titled: which of those who share a short name a title means: "General Poe" is no Anna Poe. */
#ifndef KGRAPH_NAMES_TITLED_H
#define KGRAPH_NAMES_TITLED_H

#include "names/table.h"

/* The title that ends right before `start`, without its full stop; empty where none does. */
struct slice titled_before(const struct name_words *words, struct slice text, size_t start);
/* Whom a short name at `start` of text means, of full and those it shares the name with: behind a title who was called by it, or who alone may be,
 * else whom the document is about, else the only one it told of before `start`. NULL where that is nobody, or nothing tells; full, of the table, may be NULL. */
const struct full_name *titled_meant(const struct name_table *table, const struct full_name *full, struct slice text, size_t start);

#endif
