/* measure: widths of text in a picture, from a table of our own: no font of the machine changes a picture. */
#ifndef KGRAPH_OUTPUT_MEASURE_H
#define KGRAPH_OUTPUT_MEASURE_H

#include "base/arena.h"
#include "base/slice.h"

/* Width in points of text set in Helvetica (or Arial) of that size; source of the widths: Adobe's font metrics. Other scripts by their
 * columns. Accurate to about a tenth. */
double measure_width(struct slice text, double size);

enum { MEASURE_LINES = 12 };

struct measure_lines {
	struct slice at[MEASURE_LINES];
	size_t n;
};

/* What is drawn of text: invalid bytes, control and bidirectional control characters as U+FFFD, white space folded, at most `characters`
 * with "…" for the rest. In arena. Linear in what is drawn, not in text. */
struct slice measure_shown(struct arena *arena, struct slice text, size_t characters);
/* A shown name in one line, or in two even ones where it has over `characters` and a space to break at. */
struct measure_lines measure_name(struct slice text, size_t characters);
/* Text in lines of at most width points, broken at spaces; what MEASURE_LINES do not hold is cut with "…". In arena. */
struct measure_lines measure_wrap(struct arena *arena, struct slice text, double size, double width);

#endif
