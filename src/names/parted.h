/* parted: which `distinct` lines kept a name of one document from being another's, be it in a proof or not. */
#ifndef KGRAPH_NAMES_PARTED_H
#define KGRAPH_NAMES_PARTED_H

#include "names/table.h"

/* Calls each with the number of a line in ast.distincts, in the order of the text and perhaps several times, for each name that the table kept apart
 * and that stands in the document by itself, not only as the end of a longer one. */
void parted_each(const struct name_table *table, void (*each)(uint32_t line, void *data), void *data);

#endif
