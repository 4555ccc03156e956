/* examples: runs the examples of the rules, each as a document of its own, with all rules that are loaded. */
#ifndef KGRAPH_APP_EXAMPLES_H
#define KGRAPH_APP_EXAMPLES_H

#include "rules/ruleset.h"

/* What became of one example. */
struct tried {
	const struct ast_rule *rule;
	const struct ast_example *example;
	slice_array gave; /* the edges of its rule, as `=` lines write them, in the order of the text */
	bool passed;
};

struct examples {
	struct arena *arena;
	ARRAY(struct tried) tried; /* of the rules that are not off, in their order */
	size_t passed, failed;     /* without those that are `todo` */
	size_t todo, todo_passed;  /* todo_passed: of todo */
};

/* Fills examples; an example that fails and is not `todo` is an error K900, whose help names the rules as `chosen` does (rulesets_chosen). Freed with examples_fini, before the ruleset. */
void examples_run(const struct ruleset *rules, struct slice chosen, struct examples *examples, struct diag *diag);
/* The same for the rules of one file alone. */
void examples_run_of(const struct ruleset *rules, struct slice file, struct examples *examples, struct diag *diag);
void examples_fini(struct examples *examples);
/* What a `=` line says, in one way of writing: "Ann Lee | met | Bob Hill". In arena. */
struct slice examples_edge(const struct ast_edge *edge, struct arena *arena);

#endif
