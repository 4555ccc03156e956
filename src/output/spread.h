/* spread: draws the edges between the same two boxes so far apart that each has room for its label. */
#ifndef KGRAPH_OUTPUT_SPREAD_H
#define KGRAPH_OUTPUT_SPREAD_H

#include "output/layout.h"

/* Bends curves of one piece, whose ends stay where they are; longer ones the engine leads apart. n log n of the edges. */
void spread_parallels(struct layout *layout, const struct facts *facts, const struct selection *selection);

#endif
