/* infer: what follows from the asserted edges of one document by the `infer` blocks of the rules. */
#ifndef KGRAPH_FACTS_INFER_H
#define KGRAPH_FACTS_INFER_H

#include "facts/correct.h"

/* The limits of one document; what reaches one is said with the place of its block. */
enum {
	INFER_JOINS = 1000000,          /* facts that one block is tried on */
	INFER_DOCUMENT_JOINS = 8000000, /* all blocks together */
	INFER_EDGES = 10000,            /* inferred edges */
	INFER_GROUNDS = 16,             /* sentences that one inferred edge may rest on */
	INFER_NEAR = 150,               /* bytes between premises about a thing that is described and not named */
};

/* Appends to findings, for each edge that follows, one finding for each stated edge that it rests on; those that a sentence of the document states or
 * denies, or that corrector takes out, do not follow. An edge is as sure as the least sure of its premises less the cost of its block, at least 1, by
 * the surest way to infer it. Premises about a thing without a name have to stand near each other: the next one may be another. corrector may be
 * NULL. Texts live in arena, the rules, or where those of the findings do. False where a limit was reached. */
bool infer_document(const struct ruleset *rules, struct slice document, struct findings *findings, struct corrector *corrector, struct arena *arena,
        struct diag *diag);

#endif
