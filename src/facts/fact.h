/* fact: who did what to whom, as sorted arrays: the truth that every output, filter and comparison reads. */
#ifndef KGRAPH_FACTS_FACT_H
#define KGRAPH_FACTS_FACT_H

#include "base/arena.h"
#include "base/array.h"
#include "base/date.h"
#include "base/slice.h"
#include "match/finding.h"

struct fact_type {
	struct slice name;
	struct slice fill, line; /* colours "#E7EEF8"; empty: the picture's own */
	bool unknown;            /* the type of names that no list knows */
};

struct fact_relation {
	struct slice name, label, colour; /* label: what the picture writes; empty: name */
	bool symmetric;
};

struct fact_document {
	struct slice key;
	uint64_t bytes;
	struct date date;     /* of the document itself; the year 0: not known */
	struct slice skipped; /* why it was not read, or empty */
	/* What was done with it: */
	uint64_t sentences; /* examined */
	uint64_t matched, empty, gave_up, cut;
	uint64_t self_edges; /* dropped: both ends the same */
	uint64_t unproved;   /* dropped: the span did not hold both names */
	uint64_t names_seen, rules_triggered;
	bool repaired;   /* had bad bytes */
	bool uninferred; /* an `infer` block reached a limit */
};

/* A surface form of an entity in one document. */
struct fact_form {
	uint32_t document;
	struct slice text;
	uint32_t count; /* of spans of proofs */
};

struct fact_entity {
	struct slice id, name;
	uint32_t type;
	size_t first_form, forms; /* in facts.forms, by document, then text */
	/* derived from the asserted and other edges alike: */
	uint32_t documents, mentions, degree, in, out;
};

/* A sentence that proves an edge. Offsets are bytes of the raw file (of the decoded text in a .jsonl), ends exclusive. */
struct fact_proof {
	uint32_t edge, document, line;
	uint64_t start, end;
	uint64_t source_start, source_end, target_start, target_end;
	struct slice sentence, source_text, target_text;
	struct slice rule;         /* its name */
	struct slice rule_file;    /* as the user would open it */
	uint32_t rule_line;        /* of the find line */
	struct slice variant;      /* "passive"; "active"; "as-written" */
	struct slice resolved;     /* what a short name was taken for and why; else empty */
	struct slice from, to, as; /* dates and the role; empty where unknown */
	struct slice speaker;      /* the name of who says so; empty where the text itself does, or nobody is named */
	struct slice premise;      /* of an inferred edge: the id of the edge that this sentence states, and whose ends the spans are; else empty */
	uint8_t sure;              /* 1 to 100 */
};

struct fact_edge {
	struct slice id; /* source|relation|target|status, with | escaped */
	uint32_t source, target, relation;
	enum status status;
	size_t first_proof, proofs; /* in facts.proofs: those that state it first, the best first, then by document, start, rule */
	/* derived: */
	bool inferred;             /* no sentence states it */
	uint32_t mentions;         /* how many proofs there are; of an edge list (facts.edges_only) more than stand in facts.proofs */
	uint32_t documents;        /* that state it, or from which it is inferred */
	uint8_t sure;              /* of the best proof */
	struct slice from, to, as; /* of the best proof that has them */
	struct slice speaker;
};

/* What was done with all documents together, for the closing line and the report. */
struct fact_account {
	uint64_t files, skipped, bytes, bytes_skipped;
	uint64_t sentences, matched, empty, gave_up, cut;
	uint64_t self_edges, unproved;
	uint64_t names_seen, rules_triggered;
	uint64_t repaired, uninferred; /* documents */
};

/* An edge that a `reject` line took out of a document. */
struct fact_rejection {
	struct slice document, edge; /* "A | relation | B | status" */
	struct slice rule_file, because;
	uint32_t rule_line;
};

/* A relation that was found between a thing and itself. */
struct fact_self {
	struct slice document, relation, name, rule, rule_file, variant;
	uint32_t line, rule_line;
};

/* A file of a folder that is no document. */
struct fact_ignored {
	struct slice file, why;
};

/* A rule as it was when the graph was made. */
struct fact_rule {
	struct slice name;        /* as proofs have it */
	struct slice text, words; /* digests of its own lines, and of the words that these name: 8 hexadecimal digits */
};

struct facts {
	struct arena *arena;
	ARRAY(struct fact_type) types;
	ARRAY(struct fact_relation) relations;
	ARRAY(struct fact_document) documents; /* by key; of two the one that was read first */
	ARRAY(struct fact_entity) entities;    /* by id */
	ARRAY(struct fact_form) forms;
	ARRAY(struct fact_edge) edges; /* by source name, relation, target name, status, id */
	ARRAY(struct fact_proof) proofs;
	ARRAY(struct fact_rejection) rejections; /* by document, rule file, line, edge */
	ARRAY(struct fact_ignored) ignored;      /* by file; known to the run alone, no graph has it */
	ARRAY(struct fact_self) selves;          /* dropped, in the order of the text; known to the run alone, too */
	ARRAY(struct fact_rule) rule_texts;      /* in the order of the rules; none where graphs of different rules were joined */
	struct slice digest;                     /* of the rules, 16 hexadecimal digits */
	bool known_names, no_refer;              /* what was left aside: names that nothing knows, words that stand for a name */
	size_t rules;                            /* rules that were loaded */
	bool edges_only;                         /* from an edge list: of proofs there is the best one of each edge (facts/load.h) */
	struct fact_account account;             /* derived */
};

/* The folder and name of a rule's file, "politics/power.rules": nothing may depend on where the rules are installed. Part of file. */
struct slice facts_rule_file(struct slice file);

/* Of two types that were found for one entity, whether it shall have a rather than b: one that is known, then the first by name. It depends neither on
 * the order in which they are met, nor on that of the rules. */
bool facts_better_type(const struct facts *facts, uint32_t a, uint32_t b);

/* "source|relation|target|status" of ids, with | and \ escaped. In arena. */
struct slice facts_edge_id(struct arena *arena, struct slice source, struct slice relation, struct slice target, enum status status);

/* For qsort_r over indices (uint32_t) of edges: best supported first, by documents, what is stated before what is inferred, proofs and sure, then by
 * id. data: the facts. */
int facts_compare_support(const void *a, const void *b, void *data);

#endif
