/* variant: the forms that a find line takes, and the words that make it worth trying one. */
#ifndef KGRAPH_RULES_VARIANT_H
#define KGRAPH_RULES_VARIANT_H

#include "rules/ast.h"

struct variant {
	const struct ast_rule *rule;
	const struct ast_find *find;
	struct slice name;         /* of the variant block; "as-written" */
	struct pattern pattern;
};

typedef ARRAY(struct variant) variant_array;

/* Appends the variants of one find line: those whose `from` fits it (and that the rule's `forms` allow), else the line as
 * written. Patterns live in arena and share elements with the ast. */
void variant_expand(const struct ast *ast, const struct ast_rule *rule, const struct ast_find *find, struct arena *arena, variant_array *variants);

/* The words of which one must stand in a sentence that pattern matches. */
struct trigger {
	size_t element;        /* index of the element in the pattern; pattern->n where there is none */
	slice_array words;     /* one for each alternative, lower case, letters and digits only; freed with trigger_fini */
};

/* Chooses the required element with the fewest alternatives made of <common> words alone; ties: fewest alternatives, longest shortest
 * word, leftmost. common maps the words of <common>. */
void trigger_find(const struct ast *ast, const struct pattern *pattern, const struct map *common, struct arena *arena, struct trigger *trigger);
void trigger_fini(struct trigger *trigger);

#endif
