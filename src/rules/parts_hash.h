/* parts_hash: short digests of rules, by which two graphs tell whether a rule was changed between them. */
#ifndef KGRAPH_RULES_PARTS_HASH_H
#define KGRAPH_RULES_PARTS_HASH_H

#include "rules/ast.h"

struct parts_hash {
	struct slice name; /* of the rule, or "infer NAME" */
	uint32_t text;     /* of its own lines */
	uint32_t words;    /* of the lists and verbs that they name, and that these name in turn */
};

/* Of every rule and infer block, in the order of the rules; *n is how many. In arena. Comments, examples and places make no difference. */
struct parts_hash *parts_hashes(const struct ast *ast, struct arena *arena, size_t *n);

#endif
