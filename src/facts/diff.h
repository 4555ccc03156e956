/* diff: two graphs -> what came, went and changed from the one to the other. */
#ifndef KGRAPH_FACTS_DIFF_H
#define KGRAPH_FACTS_DIFF_H

#include "facts/fact.h"

#define DIFF_NONE UINT32_MAX

enum diff_kind {
	DIFF_RENAMED, /* an entity has another id */
	DIFF_MERGED,  /* an entity has become another one that was there, or that others have become as well */
	DIFF_ENTITY,  /* an entity has another name or type */
	DIFF_ADDED,
	DIFF_REMOVED,
	DIFF_CHANGED,
	DIFF_RETYPED, /* an edge became one of another relation with the same ends, by the same sentence */
	DIFF_PROOF,   /* the same edge by other proofs */
	DIFF_KINDS
};

enum diff_aspect {
	DIFF_STATUS = 1,
	DIFF_DOCUMENTS = 2,
	DIFF_SURE = 4,
	DIFF_TIME = 8,
	DIFF_AS = 16,
	DIFF_INFERRED = 32,
	DIFF_NAME = 64, /* of entities */
	DIFF_TYPE = 128,
};

struct diff_change {
	enum diff_kind kind;
	unsigned aspects;                /* of DIFF_CHANGED, DIFF_RETYPED and the entities */
	uint32_t old_edge, new_edge;     /* numbers in diff.old_facts and diff.new_facts; DIFF_NONE where there is none */
	uint32_t old_entity, new_entity; /* numbers in diff.first and diff.new_facts */
	struct slice cause;              /* filled in by whoever finds it; else empty */
};

struct diff {
	const struct facts *first;     /* the older graph as it was given */
	const struct facts *old_facts; /* the same, its renamed entities under their new ids; first where there are none */
	const struct facts *new_facts;
	struct facts *renamed; /* old_facts where it is not first */
	uint32_t *to;          /* rename_find's, as the next */
	bool *partly;
	ARRAY(struct diff_change) changes;
	size_t unchanged, counts[DIFF_KINDS];
};

/* Compares; both outlive the diff. Of edge lists only what both sides know is compared. What changes are sorted by: entities first, then
 * the names of both ends, the relation and the status. n log n. The caller frees it with diff_free. */
struct diff *diff_new(const struct facts *older, const struct facts *newer);
void diff_free(struct diff *diff);

/* The edge of a change that is shown: the newer one where there is one. *facts is which graph it belongs to. */
const struct fact_edge *diff_edge(const struct diff *diff, const struct diff_change *change, const struct facts **facts);
/* Whether it is a change of an entity. */
static inline bool diff_is_entity(const struct diff_change *change)
{
	return change->kind <= DIFF_ENTITY;
}
/* "documents 2 -> 4, sure 80 -> 92": what changed of an edge or entity that is in both. In arena. */
struct slice diff_words(const struct diff *diff, const struct diff_change *change, struct arena *arena);

#endif
