/* infer_store: the edges of one document while they are joined, found by their ends. */
#ifndef KGRAPH_FACTS_INFER_STORE_H
#define KGRAPH_FACTS_INFER_STORE_H

#include "base/arena.h"
#include "base/array.h"
#include "base/map.h"
#include "match/finding.h"
#include "rules/inference.h"

#define STORE_NONE UINT32_MAX

enum store_state {
	STORE_STATED,   /* by a sentence */
	STORE_INFERRED, /* pending until it is open: it may be found again, more surely */
	STORE_BARRED,   /* denied by the document, or rejected by a rule: never inferred */
};

struct store_fact {
	uint32_t source, relation, target; /* of a symmetric relation in one order */
	enum store_state state;
	bool open; /* joined with others */
	uint8_t sure;
	const struct finding *stated; /* its best proof */
	uint32_t by;                  /* of an inferred one: the number of its block */
	const uint32_t *grounds;      /* the stated facts that it rests on; itself where it is stated */
	size_t ground_count;
};

/* One direction of an open fact; next in the chains of those of the same hash. */
struct store_entry {
	uint32_t fact, source, target, next_source, next_target;
};

struct store {
	struct arena *arena;
	const struct ast *ast;
	struct map *ids;
	ARRAY(struct finding_end) entities; /* id, name and type */
	ARRAY(struct store_fact) facts;
	ARRAY(struct store_entry) entries;
	uint32_t *triples;             /* open addressing: number of the fact + 1 */
	uint32_t *heads[2];            /* of the chains by source and by target: number of the entry + 1 */
	size_t triple_room, head_room; /* powers of two */
};

/* Ended with store_fini; arena and ast outlive it. */
void store_init(struct store *store, const struct ast *ast, struct arena *arena);
void store_fini(struct store *store);
/* The number of an entity, from 0. */
uint32_t store_entity(struct store *store, const struct finding_end *end);
/* The number of the fact, or STORE_NONE. */
uint32_t store_find(const struct store *store, uint32_t source, uint32_t relation, uint32_t target);
/* Adds a fact that is not there; pointers into facts die. */
struct store_fact *store_add(struct store *store, uint32_t source, uint32_t relation, uint32_t target);
/* Makes a fact one that others are joined with; a symmetric one in both directions. */
void store_open(struct store *store, uint32_t fact);

/* The open facts of a relation with that entity as its source (or target), the latest first: numbers of entries, STORE_NONE at the end. */
uint32_t store_first(const struct store *store, uint32_t relation, uint32_t entity, bool target);
uint32_t store_next(const struct store *store, uint32_t entry, bool target);

#endif
