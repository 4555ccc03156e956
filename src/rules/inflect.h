/* inflect: the forms of a verb by the `inflect` blocks of the rules. */
#ifndef KGRAPH_RULES_INFLECT_H
#define KGRAPH_RULES_INFLECT_H

#include "base/regex.h"
#include "rules/ast.h"

struct inflector;

/* Compiles all lines; errors go to diag with their place, and such a line derives nothing. The ast outlives it; one thread at a time may use a
 * scratch, any number the inflector. The caller frees it with inflector_free. */
struct inflector *inflector_new(const struct ast *ast, struct diag *diag);
void inflector_free(struct inflector *inflector);
/* Adds the forms that the first inflection which matches the first word of a base makes of it; its other words follow unchanged. Inflections that
 * make a form of `without` (bits) as well are passed over. Forms and the memory of their list are in arena. */
void inflector_derive(const struct inflector *inflector, struct regex_scratch *scratch, struct arena *arena, unsigned without, enum verb_form form,
        struct slice base, slice_array *forms);

#endif
