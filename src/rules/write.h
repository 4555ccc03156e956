/* write: a pattern -> the line of the rule language that reads as it. */
#ifndef KGRAPH_RULES_WRITE_H
#define KGRAPH_RULES_WRITE_H

#include "base/buffer.h"
#include "rules/ast.h"

/* Appends the pattern as one would write it; pattern_parse makes the same elements of it. */
void write_pattern(const struct pattern *pattern, struct buffer *out);

#endif
