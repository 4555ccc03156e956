/* load_union: the inside of a load, for the files of facts/load*.c alone. */
#ifndef KGRAPH_FACTS_LOAD_UNION_H
#define KGRAPH_FACTS_LOAD_UNION_H

#include "base/index.h"
#include "facts/load.h"
#include "facts/load_fields.h"

/* What a reader may not believe is told under one of these; docs/outputs.md lists them. */
#define LOAD_FOREIGN "G01"  /* no graph of kgraph */
#define LOAD_VERSION "G02"  /* of another version of the format */
#define LOAD_CUT "G03"      /* the end is missing, or something in between */
#define LOAD_SYNTAX "G04"   /* a line is no JSON object, no UTF-8, or too long; a table that is none */
#define LOAD_MEMBER "G05"   /* a member is missing, unknown, twice there or of a wrong kind */
#define LOAD_ORDER "G06"    /* a line stands where its kind may not */
#define LOAD_TWICE "G07"    /* the same thing twice */
#define LOAD_UNKNOWN "G08"  /* refers to what is not there */
#define LOAD_FALSE "G09"    /* contradicts itself */
#define LOAD_RULES "G10"    /* graphs of different rules */
#define LOAD_DOCUMENT "G11" /* two different documents of one name */

/* The last text of a kind: most proofs repeat what the one before said. */
enum load_text {
	TEXT_SOURCE,
	TEXT_TARGET,
	TEXT_RULE,
	TEXT_RULE_FILE,
	TEXT_VARIANT,
	TEXT_RESOLVED,
	TEXT_FROM,
	TEXT_TO,
	TEXT_AS,
	TEXT_SPEAKER,
	TEXT_PREMISE,
	TEXT_KINDS
};

typedef ARRAY(uint32_t) load_numbers;

/* In which graph (counted from 1) each thing of a kind was last met: what one graph says twice, or refers to without having it, is wrong
 * even where another graph has it. */
struct load_table {
	struct index index; /* name or id -> number in the facts */
	load_numbers met;   /* by that number */
};

struct load {
	struct diag *diag;
	bool mixed;
	struct facts *facts;
	struct load_table types, relations, documents, entities, edges;
	struct load_table skips; /* documents that were not read, by all that is said of them */
	load_numbers proved;     /* of each edge: the graph that proved it last */
	struct index texts;      /* each distinct short text once */
	uint32_t *proofs;        /* from the second graph on: open addressing, number of the proof + 1 */
	size_t proofs_room;      /* a power of two, or 0 */
	struct slice last[TEXT_KINDS];
	ARRAY(struct slice) digests;
	struct slice first_path; /* of the first graph */
	uint32_t graphs;
	bool mixed_tables; /* types or relations differ */

	/* The graph that is being read: */
	struct slice path;
	uint64_t line;
	const uint8_t *kept; /* by line, whether it is read; those behind kept_lines are */
	size_t kept_lines;
	struct arena *arena;      /* for the line; emptied after it */
	load_numbers graph_edges; /* in the order of the file: proofs come in the same */
	size_t edge_at;           /* where in graph_edges the last proof's edge stands */
	size_t proved_edges;
	uint32_t document; /* of the last proof; UINT32_MAX: none yet */
};

/* Says what is wrong at the line that is being read, and is false. */
bool load_wrong(const struct load *load, const char *code, const char *help, const char *format, ...) __attribute__((format(printf, 4, 5)));
struct slice load_keep(struct load *load, enum load_text kind, struct slice text);

/* The number of what was met in the graph that is being read, or UINT32_MAX. */
uint32_t load_find(const struct load *load, const struct load_table *table, struct slice name);
/* Notes that this graph has a thing. */
struct load_met {
	uint32_t number;   /* in the facts: next where it was not known */
	struct slice name; /* its copy in the arena of the facts */
	bool added;        /* it was not known */
	bool twice;        /* this graph has it twice */
};
struct load_met load_meet(struct load *load, struct load_table *table, struct slice name, size_t next);

/* The lines of a .jsonl, each from its first member on; false where something is wrong. */
bool load_header(struct load *load, struct json_cursor *cursor, const struct json_value *first);
bool load_document(struct load *load, struct json_cursor *cursor, const struct json_value *first);
bool load_rejected(struct load *load, struct json_cursor *cursor, const struct json_value *first);
bool load_entity(struct load *load, struct json_cursor *cursor, const struct json_value *first);
bool load_edge(struct load *load, struct json_cursor *cursor, const struct json_value *first);
bool load_proof(struct load *load, struct json_cursor *cursor, const struct json_value *first);
/* Whether every edge of the graph has a proof. */
bool load_check_edges(struct load *load);
/* Sorts types and relations that came from different rules by name, so that the order of the files does not show. */
void load_sort_tables(struct load *load);

/* The text of an edge list; path is what messages call it. NULL where something is wrong. */
struct facts *load_edge_list(struct slice path, struct slice text, struct diag *diag);

#endif
