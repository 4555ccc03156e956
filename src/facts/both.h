/* both: two graphs that are compared, as one. */
#ifndef KGRAPH_FACTS_BOTH_H
#define KGRAPH_FACTS_BOTH_H

#include "facts/diff.h"

/* The union of both graphs of a diff, under the ids of the newer one: what both have is as the newer one has it, but that proofs which the older one
 * alone has stand there as well. The caller frees it with facts_free. */
struct facts *both_graphs(const struct diff *diff);

#endif
