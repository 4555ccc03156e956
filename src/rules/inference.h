/* inference: an `infer` block as numbers, ready to be joined. */
#ifndef KGRAPH_RULES_INFERENCE_H
#define KGRAPH_RULES_INFERENCE_H

#include "rules/types.h"

enum { INFERENCE_LETTERS = 26, INFERENCE_PREMISES = 8 };

/* source | relation | target, an inverse turned round. */
struct inference_edge {
	uint32_t relation;      /* index in ast.relations */
	uint8_t source, target; /* letters, A being 0 */
};

struct inference {
	const struct ast_infer *block;
	struct inference_edge *premises, *conclusions;
	size_t premise_count, conclusion_count;
	struct type_set asked[INFERENCE_LETTERS]; /* what stands behind the colon of a letter; all types where nothing does */
	bool narrowed[INFERENCE_LETTERS];         /* whether something does */
};

/* A premise that asks for edges of a relation. */
struct inference_use {
	uint32_t inference, premise;
};

struct inferences {
	const struct inference *at; /* in the order of the blocks */
	size_t n;
	const struct inference_use *uses; /* by relation, then block, then premise */
	const size_t *first_use;          /* of each relation in uses, and where the last one's end */
};

struct ruleset;

/* The blocks that are not off; memory in arena. The ast has been checked. */
struct inferences inference_compile(const struct ruleset *rules, struct arena *arena);

#endif
