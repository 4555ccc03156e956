/* distinct: which names the rules forbid to be taken for each other. */
#ifndef KGRAPH_NAMES_DISTINCT_H
#define KGRAPH_NAMES_DISTINCT_H

#include "rules/ast.h"

struct distinct;

#define DISTINCT_NONE SIZE_MAX

/* In arena, but for its map: distinct_free. NULL where the rules have no `distinct` line. */
struct distinct *distinct_new(const struct ast *ast, struct arena *arena);
void distinct_free(struct distinct *distinct);
/* The line of ast.distincts that forbids that `name` stands for `full`, the declared entity of this number (any number that is none: a name that
 * is not declared); DISTINCT_NONE where none does. scratch is for the length of the call. Safe from several threads. */
size_t distinct_line(const struct distinct *distinct, struct slice name, struct slice full, uint32_t entity, struct arena *scratch);

#endif
