/* tally: what the rules did in a corpus, counted: by find line and rule, by relation and type. */
#ifndef KGRAPH_FACTS_TALLY_H
#define KGRAPH_FACTS_TALLY_H

#include "facts/fact.h"
#include "match/extract.h"

/* A find line, or a rule: all its find lines together. */
struct tally_line {
	const struct ast_rule *rule;
	const struct ast_find *find; /* NULL for a rule */
	uint64_t seen;               /* places where a word triggered one of its variants */
	uint64_t tried;              /* runs of one of its variants on a sentence that had the words and the names for it */
	uint64_t hits;               /* of these, those that gave something */
	uint64_t documents;          /* with a hit */
	uint64_t nanoseconds;        /* of the runs, all threads together */
	uint64_t proofs, edges;      /* of the facts; a proof that several lines of a rule find belongs to the first of them */
};

/* A relation, or a type of entities. */
struct tally_kind {
	struct slice name;
	uint64_t edges, proofs, documents;
	uint64_t entities; /* of a type */
};

struct tally {
	struct tally_line *rules, *finds; /* in the order of the rules, those that are off among them */
	size_t rule_count, find_count;
	struct tally_kind *relations, *types; /* in the order of the facts; none before tally_facts */
	size_t relation_count, type_count;
	uint64_t sentences; /* that were read */
	uint64_t paired;    /* of these, those with two names or more */
	uint64_t stated;    /* of these, those that gave a relation between two different entities */
	struct tally_work *work;
};

/* An empty one; the ruleset outlives it. Freed with tally_free. One thread at a time may use it. */
struct tally *tally_new(const struct ruleset *rules);
void tally_free(struct tally *tally);
/* The calls of an extract_watch, whose data is the tally; with all_names every sentence is counted. */
void tally_sentence(const struct extract_view *view, void *tally);
void tally_triggered(uint32_t variant, void *tally);
void tally_tried(uint32_t variant, size_t findings, uint64_t nanoseconds, void *tally);
/* Adds what another thread counted in other documents; the sum does not depend on the order. */
void tally_add(struct tally *to, const struct tally *from);
/* Fills in what the facts of the same run say; called once. */
void tally_facts(struct tally *tally, const struct facts *facts);
/* The lines from the most hits to the fewest, then the most documents, then by their order. Freed by the caller. */
const struct tally_line **tally_sorted(const struct tally_line *lines, size_t n);
/* The kinds from the most edges to the fewest, then the most proofs, then by name. Freed by the caller. */
const struct tally_kind **tally_sorted_kinds(const struct tally_kind *kinds, size_t n);

#endif
