/* marks: what a picture of two graphs says of each of its edges and boxes. */
#ifndef KGRAPH_OUTPUT_MARKS_H
#define KGRAPH_OUTPUT_MARKS_H

#include "base/slice.h"
#include "output/style.h"

/* '+', '-' or '~' for what came, went or changed, 0 for what is the same in both and only faded; notes are told in tooltips. */
struct picture_marks {
	const char *edges;          /* by number of the edge */
	const char *entities;       /* by number of the entity */
	const bool *near;           /* by number of the entity: it has an edge with a mark, and is not faded */
	const struct slice *notes;  /* by number of the edge */
	const struct slice *labels; /* by number of the edge: what its label says instead of the relation; or empty */
	const struct slice *entity_notes;
	struct slice under; /* the line under the title */
};

/* "added", "gone", "changed", "same": the class of the mark in the picture's style. */
const char *marks_class(char mark);
/* What stands before a name or a label: "+ ", "− ", "~ ". */
const char *marks_sign(char mark);
struct colour marks_colour(char mark);
struct colour marks_colour_on_dark(char mark);
/* How a line with that mark is broken, other than by what the graph says; or NULL. */
const char *marks_dashes(char mark);

#endif
