/* graph: facts -> an Agraph_t of libcgraph, built once in the order of the facts; neighbourhoods and paths on it. */
#ifndef KGRAPH_GRAPH_GRAPH_H
#define KGRAPH_GRAPH_GRAPH_H

#include "graph/selection.h"

struct graph;
struct Agraph_s;
struct Agnode_s;
struct Agedge_s;

/* The selected part of facts (borrowed) as a directed graph that keeps parallel edges: nodes n1, n2 … by number of the entity,
 * each edge keyed by its id. The caller frees it with graph_free. libcgraph is not thread-safe: one thread only. */
struct graph *graph_new(const struct facts *facts, const struct selection *selection);
void graph_free(struct graph *graph);

/* The Agraph_t itself, for the layout. */
struct Agraph_s *graph_handle(struct graph *graph);
/* The node of an entity, or NULL where it is not in the graph. */
struct Agnode_s *graph_node(struct graph *graph, uint32_t entity);
/* Numbers in facts.entities and facts.edges. */
uint32_t graph_entity(struct Agnode_s *node);
uint32_t graph_edge(struct Agedge_s *edge);

#define GRAPH_FAR UINT32_MAX

/* distance[i], for each entity of facts, becomes the number of edges from entity `from`, their direction ignored; GRAPH_FAR where
 * it is farther than limit or not connected. Breadth first: linear. */
void graph_distances(struct graph *graph, uint32_t from, uint32_t limit, uint32_t *distance);

#endif
