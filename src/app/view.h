/* view: what a graph says of an edge or an entity in one document. */
#ifndef KGRAPH_APP_VIEW_H
#define KGRAPH_APP_VIEW_H

#include "base/index.h"
#include "facts/diff.h"

/* A graph whose edges and documents are found by their names; one that is zeroed is none. */
struct view {
	const struct facts *facts;
	struct index edges, documents; /* id, key -> number */
};

/* facts outlive it; freed with view_fini. */
void view_init(struct view *view, const struct facts *facts);
void view_fini(struct view *view);

/* An edge in one document; a zeroed one where it is not there. */
struct view_edge {
	bool there, inferred;
	uint8_t sure;
	struct slice from, to, as;
	uint64_t proofs; /* a hash of what they say, but not of where their rules stand */
};

/* The number of a document in view->facts, DIFF_NONE where it is not there. */
uint32_t view_document(const struct view *view, struct slice key);
struct view_edge view_edge(const struct view *view, struct slice id, struct slice document);
/* Which of DIFF_DOCUMENTS, DIFF_SURE, DIFF_TIME, DIFF_AS and DIFF_INFERRED they differ in; those but the first only where both are there. */
unsigned view_differ(const struct view_edge *a, const struct view_edge *b);
/* The entity of that id, DIFF_NONE where there is none. */
uint32_t view_entity(const struct facts *facts, struct slice id);
/* Whether it has a place in the document. */
bool view_entity_in(const struct view *view, uint32_t entity, struct slice document);

#endif
