/* grid: which rectangles and lines of a drawing lie near a place, in constant time. */
#ifndef KGRAPH_OUTPUT_GRID_H
#define KGRAPH_OUTPUT_GRID_H

#include "output/layout.h"

struct grid;

struct grid_area {
	double left, top, right, bottom;
};

/* For a drawing within area; what lies outside costs time only. The caller frees it with grid_free. */
struct grid *grid_new(struct grid_area area);
void grid_free(struct grid *grid);
void grid_add_area(struct grid *grid, struct grid_area area);
/* A straight piece of an edge. */
void grid_add_line(struct grid *grid, uint32_t edge, struct layout_point a, struct layout_point b);
/* Whether area touches one that was added. */
bool grid_taken(const struct grid *grid, struct grid_area area);
/* How many edges other than `own` have a line through area. */
unsigned grid_lines(struct grid *grid, struct grid_area area, uint32_t own);

#endif
