/* witness: which documents tell of a change of the graph. */
#ifndef KGRAPH_APP_WITNESS_H
#define KGRAPH_APP_WITNESS_H

#include "app/view.h"

enum { WITNESS_MOST = 16 };

/* Both graphs, under the ids of the newer one. */
struct witness_views {
	const struct diff *diff;
	struct view olds, news;
};

/* The first documents in which something is not the same. */
struct witness {
	struct slice documents[WITNESS_MOST];
	size_t n;
	size_t more; /* that found no place here */
};

void witness_views_init(struct witness_views *views, const struct diff *diff);
void witness_views_fini(struct witness_views *views);

/* At most `most` documents of an edge, WITNESS_MOST / 2 of each side of an entity; most is at most WITNESS_MOST. */
void witness_find(const struct witness_views *views, const struct diff_change *change, size_t most, struct witness *witness);

/* What a change is about: its aspects, and whether a document has the edge at all. */
unsigned witness_aspects(const struct diff_change *change);
/* Its id, or nothing of DIFF_NONE. */
struct slice witness_edge_id(const struct facts *facts, uint32_t edge);
/* Whether an edge of that id is not the same in a document of both views, as far as the change is about it. */
bool witness_edge_differs(const struct diff_change *change, const struct view *x, const struct view *y, struct slice id, struct slice document);

#endif
