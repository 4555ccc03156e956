/* glue: what of a pattern stands against what, without a space, and what may be absent. */
#ifndef KGRAPH_RULES_GLUE_H
#define KGRAPH_RULES_GLUE_H

#include "rules/ast.h"

/* Whether what follows stands against the end of pattern, or of each alternative. */
bool glue_opens(const struct pattern *pattern);
bool glue_choice_opens(const struct element *element);
/* Whether a line can begin with nothing but a quote. */
bool glue_quotes(const struct pattern *pattern);
/* Whether the name that is element i goes on into a mark, as in "Orlov's" or "Orlov-led": a comma lets an aside stand before it. */
bool glue_mark_follows(const struct pattern *pattern, size_t i);
/* Whether an element can match nothing. */
bool glue_may_be_absent(const struct element *element);

#endif
