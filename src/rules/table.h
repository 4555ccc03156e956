/* table: `entities from FILE.csv`: rows of name, type, aliases, tags. */
#ifndef KGRAPH_RULES_TABLE_H
#define KGRAPH_RULES_TABLE_H

#include "rules/parser.h"

enum { TABLE_BYTES_MAX = 256 * 1024 * 1024 };

/* Reads the table of this name, which must lie in the folder of the file at hand and be reached without a link. Entities have the place of
 * their row. */
void table_read(struct parser *p, struct slice name);

#endif
