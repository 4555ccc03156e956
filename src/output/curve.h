/* curve: measures and cuts the Bézier curves of a layout. */
#ifndef KGRAPH_OUTPUT_CURVE_H
#define KGRAPH_OUTPUT_CURVE_H

#include "output/layout.h"

/* A curve as straight pieces; on the heap. */
struct curve_line {
	struct layout_point *points;
	size_t n;
	double length;
};

/* The caller frees it with curve_line_fini. */
struct curve_line curve_flatten(struct layout_curve curve);
void curve_line_fini(struct curve_line *line);
/* The point at part (0 to 1) of the length, and the direction across the line there, of length 1. Of an empty line: 0,0. */
struct layout_point curve_at(const struct curve_line *line, double part, struct layout_point *normal);
/* The curve without its last `length` points of way (never all of it); into arena. */
struct layout_curve curve_shorten(struct arena *arena, struct layout_curve curve, double length);

#endif
