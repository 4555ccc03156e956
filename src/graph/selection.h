/* selection: which edges and entities of the facts an output shows. */
#ifndef KGRAPH_GRAPH_SELECTION_H
#define KGRAPH_GRAPH_SELECTION_H

#include "facts/fact.h"

/* Where a function takes one, NULL stands for everything. */
struct selection {
	bool *edges;    /* by number in facts.edges */
	bool *entities; /* by number in facts.entities; both ends of every selected edge are */
	size_t edge_count, entity_count;
	struct slice hid; /* what each filter left out, for people: "3 denied, planned or reported; 12 …"; empty where nothing */
};

static inline bool selection_edge(const struct selection *selection, size_t edge)
{
	return !selection || selection->edges[edge];
}

static inline bool selection_entity(const struct selection *selection, size_t entity)
{
	return !selection || selection->entities[entity];
}

#endif
