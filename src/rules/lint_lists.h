/* lint_lists: lists and verbs that nothing uses, and what stands in one list twice. */
#ifndef KGRAPH_RULES_LINT_LISTS_H
#define KGRAPH_RULES_LINT_LISTS_H

#include "rules/ast.h"

/* Warnings: a list or a verb that no line names (W012); a member of a list, a verb of a verb block, or an expected edge of an example that stands
 * there already (W013). What other lists bring into one is not looked at. The ast has been resolved. */
void lint_lists(const struct ast *ast, struct diag *diag);

#endif
