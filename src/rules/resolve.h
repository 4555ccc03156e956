/* resolve: an ast as a whole: derives verb forms, checks every name, type and hole that one line says of another. */
#ifndef KGRAPH_RULES_RESOLVE_H
#define KGRAPH_RULES_RESOLVE_H

#include "rules/ast.h"

/* Fills in the forms of verbs by the `inflect` blocks. */
void resolve_verbs(struct ast *ast, struct diag *diag);
/* Errors: unknown vocabularies, types, relations, holes of `gives`, variants of `forms`; things declared twice; cycles of words and
 * types; two entities of one slug; regular expressions that do not compile, which so many threads try. */
void resolve_check(struct ast *ast, unsigned threads, struct diag *diag);
/* Warnings, each with its code. */
void resolve_lint(const struct ast *ast, struct diag *diag);

#endif
