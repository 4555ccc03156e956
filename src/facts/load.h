/* load: graphs that kgraph wrote (.jsonl, .csv) -> facts again. What follows from the proofs is worked out anew, never believed. */
#ifndef KGRAPH_FACTS_LOAD_H
#define KGRAPH_FACTS_LOAD_H

#include "base/diag.h"
#include "facts/fact.h"

enum { LOAD_LINE_MAX = 256 * 1024 * 1024 }; /* bytes of a line; the table of an edge list is no longer than LOAD_TABLE_MAX */
#define LOAD_TABLE_MAX (UINT64_C(4) << 30)

/* One graph in a file of either form, told apart by how it begins; "-" is standard input. NULL where it cannot be read or is wrong
 * anywhere: what is wrong goes to diag with file and line. The caller frees it with facts_free (facts/merge.h).
 *
 * A .jsonl gives the facts that were written, in the same order, so that writing them again gives the same bytes. A file may hold several
 * graphs one behind the other: it stands for their union.
 *
 * An edge list holds less, and facts.edges_only is set. Known are then: of types and relations the names; of entities id, name, type and
 * degrees; of edges id, ends, relation, status, documents, mentions, sure, from, to, as; of each edge one proof, the best one: its
 * document, line, rule, sure, and as its sentence the cell `evidence`; of documents the keys of those proofs. Other texts are empty, other
 * numbers 0. Texts are as a table can hold them: line ends are spaces, bad bytes U+FFFD, long ones cut (base/csv.h); the apostrophe in
 * front of what looks like a formula is taken off. */
struct facts *load_graph(const char *path, struct diag *diag);

/* Of a .jsonl only the lines (from the first on) for which kept says so, of n; lines behind them are read as well. Those that are passed over are
 * counted, and not looked at: what is kept must not refer to them. */
struct facts *load_graph_part(const char *path, const uint8_t *kept, size_t n, struct diag *diag);

/* The union of graphs while they are read. The same facts in any order, in any number of files, give the same union. */
struct load;

/* mixed: graphs that different rules made may be joined. diag is borrowed. */
struct load *load_new(bool mixed, struct diag *diag);
/* Adds what a .jsonl holds. False where something is wrong, which went to diag; the load is then good for load_free alone. */
bool load_add(struct load *load, const char *path);
/* Sorts, derives and hands over; load is gone. */
struct facts *load_finish(struct load *load);
/* Of one that is not to be finished. */
void load_free(struct load *load);

#endif
