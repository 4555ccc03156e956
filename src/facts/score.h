/* score: which rows of a list the facts hold, and which facts the list does not. */
#ifndef KGRAPH_FACTS_SCORE_H
#define KGRAPH_FACTS_SCORE_H

#include "facts/alike.h"
#include "facts/figures.h"

/* A row of the list whose document was read. */
struct score_row {
	const struct gold_row *gold;
	uint32_t document; /* of the facts */
	uint32_t relation; /* the same number for the same relation, of rows and edges */
	size_t first_name; /* in score.names: the source's, then the target's, an inverse turned round */
	size_t sources, targets;
	uint32_t edge; /* in score.edges: what found it; GOLD_NONE: it is missed */
};

/* An edge in one document of the list: the unit that is counted. */
struct score_edge {
	uint32_t edge, document, relation;
	uint32_t proof; /* the best one in this document, in facts.proofs */
	size_t first_name, sources, targets;
	uint32_t row; /* in score.rows: what it found; GOLD_NONE: the list does not have it */
	bool again;   /* it fits a row that another edge found */
};

struct score_part {
	struct slice name;
	struct figures figures;
};

struct score {
	const struct facts *facts;
	alike_names names;
	ARRAY(struct score_row) rows;       /* as in the list */
	ARRAY(struct score_edge) edges;     /* by document, then in the order of the facts */
	ARRAY(struct score_part) relations; /* by name; those that have a row or an edge */
	ARRAY(struct score_part) documents; /* by name; those of the rows */
	uint32_t *document_parts;           /* by number of a document: its place in documents, or GOLD_NONE */
	struct figures total;
};

/* Matches rows and edges of the same document, relation and status one to one: as many rows as can be, core rows before hard ones, direct ones before
 * others (Kuhn 1955: augmenting paths; a row that is found stays found). An edge goes by the names of its ends and by what stands in its proofs in
 * this document. wanted: by number of a relation, which rows and edges count; NULL: all. gold_find_documents went before. Borrows the first three;
 * the caller frees it with score_free. Time: the product of the rows and edges of one document, relation and status, at worst times the smaller of
 * both. */
struct score *score_new(const struct gold *gold, const struct facts *facts, struct alike *alike, const bool *wanted);
void score_free(struct score *score);
/* Whether the names of a row and an edge match; a symmetric relation (the row's) matches both ways. */
bool score_fits(const struct score *score, const struct score_row *row, const struct score_edge *edge);
/* Whether they are the names of the row's source and target; of a symmetric relation either way round. */
bool score_is_of(const struct score *score, const struct score_row *row, const struct alike_name *source, const struct alike_name *target);
/* The same of an edge whatever the relation; *turned where it takes the edge the other way round. */
bool score_joins(const struct score *score, const struct score_row *row, const struct score_edge *edge, bool *turned);

#endif
