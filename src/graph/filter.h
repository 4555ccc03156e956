/* filter: which part of the facts a picture shows, and in words what that leaves out. */
#ifndef KGRAPH_GRAPH_FILTER_H
#define KGRAPH_GRAPH_FILTER_H

#include "graph/selection.h"

enum { FILTER_TOP = 150 };

/* A zeroed filter is a picture's default: asserted edges, the FILTER_TOP best supported of them. */
struct filter {
	size_t top; /* most edges to show; 0: FILTER_TOP */
	bool all;   /* no such limit */
	uint32_t min_documents;
	uint8_t min_sure;
	unsigned statuses;                              /* bits 1u << STATUS_…; 0: asserted only */
	const struct slice *relations, *types, *hidden; /* by name, or as shown; hidden: names of entities */
	size_t relation_count, type_count, hidden_count;
	struct slice from, to;           /* dates as "1973", "1973-09" or "1973-09-11"; empty: open */
	struct slice focus;              /* only what is near this entity; empty: everything */
	uint32_t hops;                   /* how near, in edges; 0: 1 */
	struct slice path_from, path_to; /* only the shortest paths between two entities; both or none */
};

/* FILTER_EVERYTHING as filter.statuses shows edges of every status. */
enum { FILTER_EVERYTHING = (1u << STATUS_COUNT) - 1 };

/* Of dates as a filter has them. Those of different precision are equal where the shorter begins the longer: 1973 is neither before nor after
 * 1973-09. */
int filter_compare_dates(struct slice a, struct slice b);

/* The number of the entity that goes by name (its id, its name, its name folded, a surface form, in this order; the first by id), or
 * UINT32_MAX. */
uint32_t filter_entity(const struct facts *facts, struct slice name);

/* Applies every part of filter, the limit on edges last: most documents, then most mentions, then highest sure, then first id. A selected
 * entity has a selected edge, or is the focus. The result lives in arena; NULL with *why (in arena) where a name is not known. */
struct selection *filter_apply(const struct facts *facts, const struct filter *filter, struct arena *arena, struct slice *why);

#endif
