/* layout: where boxes and edges of a graph lie, by libgvc in a child process with limits of time and memory. */
#ifndef KGRAPH_OUTPUT_LAYOUT_H
#define KGRAPH_OUTPUT_LAYOUT_H

#include "facts/fact.h"
#include "graph/selection.h"

/* In points, y downwards, the drawing from 0,0 to width,height. */
struct layout_point {
	double x, y;
};

struct layout_box {
	double x, y;          /* centre; set by the layout */
	double width, height; /* set by the caller */
};

/* A chain of cubic Bézier curves from source to target: 1 + 3k points. n is 0 where the engine drew no edge. The last point is where
 * the target's box begins. */
struct layout_curve {
	size_t n;
	struct layout_point *points;
};

struct layout {
	struct arena *arena;
	const char *engine; /* "dot", "neato", "sfdp", "circo", "twopi" */
	double width, height;
	struct layout_box *boxes;    /* by number of the entity */
	struct layout_curve *curves; /* by number of the edge */
};

struct layout_options {
	const char *engine; /* NULL or "auto": by the number of edges */
	unsigned deadline;  /* seconds */
	double label_width; /* of the longest label of an edge, in points: ranks are that far apart at the least */
};

bool layout_known(const char *engine);

/* Lays the selected part out; layout->boxes of facts.entities.n boxes and their sizes are the caller's, as is the zeroed rest. Fills boxes,
 * curves and engine; curves are in layout->arena. NULL, or why there is no layout: a deadline, a crash, memory; nothing but the picture
 * is lost by that. */
const char *layout_run(struct layout *layout, const struct facts *facts, const struct selection *selection, const struct layout_options *options);

#endif
