/* middle: persons whom a document names with a middle name and without: "John Smith Poe" and "John Poe". */
#ifndef KGRAPH_NAMES_MIDDLE_H
#define KGRAPH_NAMES_MIDDLE_H

#include "names/table_reading.h"

/* That the document has a person's name in full. */
void middle_push(struct reading *reading, struct full_name *name);
/* Makes one person of those of whom the first word and the last agree, if no other name has both and the shorter is nowhere that of a relative: whom
 * the document is about, or somebody with no more than a letter between them, who is named so once and before. Asked when all words have been read. */
void middle_put(struct reading *reading);

#endif
