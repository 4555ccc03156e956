/* parts_read: rule files -> blocks of lines; for rules/parts alone. */
#ifndef KGRAPH_RULES_PARTS_READ_H
#define KGRAPH_RULES_PARTS_READ_H

#include "rules/parts.h"

struct parts {
	ARRAY(struct part) list; /* in the order in which the rules were read */
};

/* Everything lives in arena or in ast, but the arrays: freed with parts_fini. */
void parts_read(struct parts *parts, const struct ast *ast, struct arena *arena);
void parts_fini(struct parts *parts);
/* Whether it is a table. */
bool part_is_table(const struct part *part);

/* match[i], for each block of olds, becomes the number of the block of news that it is now, or UINT32_MAX: equal ones in order first, then equal ones
 * anywhere, then those of one key, then those at the same place that have much in common. Whether equal ones stand in another order. */
bool parts_pair(const struct parts *olds, const struct parts *news, struct arena *arena, uint32_t *match);

#endif
