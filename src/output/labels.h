/* labels: finds places for the labels of edges, on or near their edge, where they cover no box and no other label. */
#ifndef KGRAPH_OUTPUT_LABELS_H
#define KGRAPH_OUTPUT_LABELS_H

#include "output/layout.h"

struct label {
	double width, height; /* set by the caller; 0: the edge has none */
	double x, y;          /* centre of its place */
	bool far;             /* a line is to lead from it to anchor on its edge */
	struct layout_point anchor;
};

/* Gives every label of a size a place; labels are by number of the edge, boxes by number of the entity (those of no width do not count).
 * Returns how many found none near their edge and were moved away until they were free. Near linear. */
size_t labels_place(const struct layout *layout, const struct facts *facts, struct label *labels);

#endif
