/* pack: sets the unconnected parts of a layout side by side, in a page of a pleasant shape. */
#ifndef KGRAPH_OUTPUT_PACK_H
#define KGRAPH_OUTPUT_PACK_H

#include "output/layout.h"

/* Moves the parts of a finished layout (boxes and curves together), the tallest first, each to the highest place where it fits (skyline
 * packing). The points of curves are written to. */
void pack_parts(struct layout *layout, const struct facts *facts, const struct selection *selection);

#endif
