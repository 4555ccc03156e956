/* parts: rules as blocks of lines, what changed between two sets of rules, and the newer rules with some of it taken back. */
#ifndef KGRAPH_RULES_PARTS_H
#define KGRAPH_RULES_PARTS_H

#include "rules/ruleset.h"

struct part_line {
	struct slice text;   /* without indent and comment: what is compared */
	struct slice source; /* the whole line */
	uint32_t line;
};

/* A block, or a table that `entities from` reads (each row a line). Comments and the examples of rules are no part of it: they find nothing. */
struct part {
	struct slice kind, name; /* "rule", "overthrow"; of a table and of a block without a name, name is empty */
	struct slice key;        /* what it is, whatever its lines say */
	struct slice file;       /* path */
	ARRAY(struct part_line) lines;
};

enum parts_change_kind {
	PARTS_BLOCK_NEW,
	PARTS_BLOCK_REMOVED,
	PARTS_LINE_NEW,
	PARTS_LINE_REMOVED,
	PARTS_LINE_CHANGED,
	PARTS_LINES_CHANGED, /* several that cannot be told apart */
};

/* One change, the smallest that can be taken back alone. */
struct parts_change {
	enum parts_change_kind kind;
	const struct part *part; /* of the newer rules; of the older where it is gone */
	uint32_t line;           /* where it stands in part->file; of a removed line where it stood in the older file */
	struct slice file;       /* path of that file */
};

struct parts_diff;

/* What changed; both asts outlive it. Blocks are compared by what their lines say, wherever they stand. Freed with parts_diff_free. */
struct parts_diff *parts_compare(const struct ast *old_rules, const struct ast *new_rules);
void parts_diff_free(struct parts_diff *diff);
/* In the order of the newer rules. */
const struct parts_change *parts_changes(const struct parts_diff *diff, size_t *n);
/* Whether some blocks stand in another order, which no change tells of. */
bool parts_moved(const struct parts_diff *diff);
/* The newer rules with those changes taken back for which back[i] is true; NULL where they are no rules then (diag says why). Places are not
 * those of the files. */
struct ruleset *parts_load(const struct parts_diff *diff, const bool *back, struct diag *diag);

#endif
