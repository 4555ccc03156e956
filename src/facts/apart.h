/* apart: two graphs in files, without what is the same in both: as much memory and time as their difference takes, and two readings. */
#ifndef KGRAPH_FACTS_APART_H
#define KGRAPH_FACTS_APART_H

#include "base/diag.h"
#include "facts/fact.h"

struct apart {
	struct facts *facts[2]; /* freed by apart_fini */
	uint64_t same;          /* edges with all their proofs that are the same in both, and were left out */
};

/* Reads two graphs as load_graph does (facts/load.h). Of two .jsonl files, edges whose lines and proofs are the same in both are left out, and
 * entities that only these have; a line that stands in both files was not checked. whole: nothing is left out. False where one cannot be read: diag
 * says why. */
bool apart_load(struct apart *apart, const char *const paths[2], bool whole, struct diag *diag);
void apart_fini(struct apart *apart);

#endif
