#include "graph/graph.h"

#include <stdio.h>
#include <stdlib.h>

#include <graphviz/cgraph.h>

#include "base/alloc.h"

/* What each node and edge carries; libcgraph frees it. */
struct node_record {
	Agrec_t header;
	uint32_t entity;
};

struct edge_record {
	Agrec_t header;
	uint32_t edge;
};

static char record_name[] = "kgraph";

struct graph {
	const struct facts *facts;
	Agraph_t *handle;
	Agnode_t **nodes; /* by number of the entity */
};

static Agnode_t *node_add(struct graph *graph, uint32_t entity)
{
	char name[16];
	snprintf(name, sizeof name, "n%u", entity + 1);
	Agnode_t *node = agnode(graph->handle, name, 1);
	struct node_record *record = agbindrec(node, record_name, sizeof *record, 0);
	record->entity = entity;
	return node;
}

/* Ids end in NUL: merge makes them in an arena. */
static void edge_add(struct graph *graph, uint32_t number)
{
	const struct fact_edge *fact = &graph->facts->edges.at[number];
	Agedge_t *edge = agedge(graph->handle, graph->nodes[fact->source], graph->nodes[fact->target], (char *)(uintptr_t)fact->id.ptr, 1);
	struct edge_record *record = agbindrec(edge, record_name, sizeof *record, 0);
	record->edge = number;
}

struct graph *graph_new(const struct facts *facts, const struct selection *selection)
{
	static char name[] = "kgraph";
	struct graph *graph = alloc_new(sizeof *graph);
	graph->facts = facts;
	graph->handle = agopen(name, Agdirected, NULL);
	graph->nodes = alloc_new(facts->entities.n * sizeof(Agnode_t *));
	for (size_t i = 0; i < facts->entities.n; i++)
		if (selection_entity(selection, i))
			graph->nodes[i] = node_add(graph, (uint32_t)i);
	for (size_t i = 0; i < facts->edges.n; i++)
		if (selection_edge(selection, i))
			edge_add(graph, (uint32_t)i);
	return graph;
}

void graph_free(struct graph *graph)
{
	if (!graph)
		return;
	agclose(graph->handle);
	free(graph->nodes);
	free(graph);
}

struct Agraph_s *graph_handle(struct graph *graph)
{
	return graph->handle;
}

struct Agnode_s *graph_node(struct graph *graph, uint32_t entity)
{
	return graph->nodes[entity];
}

uint32_t graph_entity(struct Agnode_s *node)
{
	struct node_record *record = (struct node_record *)(void *)aggetrec(node, record_name, 0);
	return record->entity;
}

uint32_t graph_edge(struct Agedge_s *edge)
{
	struct edge_record *record = (struct edge_record *)(void *)aggetrec(edge, record_name, 0);
	return record->edge;
}

void graph_distances(struct graph *graph, uint32_t from, uint32_t limit, uint32_t *distance)
{
	size_t n = graph->facts->entities.n, head = 0, tail = 0;
	for (size_t i = 0; i < n; i++)
		distance[i] = GRAPH_FAR;
	if (!graph->nodes[from])
		return;
	uint32_t *queue = alloc_new(n * sizeof *queue);
	queue[tail++] = from;
	distance[from] = 0;
	while (head < tail) {
		uint32_t entity = queue[head++];
		if (distance[entity] >= limit)
			continue;
		Agnode_t *node = graph->nodes[entity];
		for (Agedge_t *edge = agfstedge(graph->handle, node); edge; edge = agnxtedge(graph->handle, edge, node)) {
			uint32_t other = graph_entity(edge->node);
			if (distance[other] != GRAPH_FAR)
				continue;
			distance[other] = distance[entity] + 1;
			queue[tail++] = other;
		}
	}
	free(queue);
}
