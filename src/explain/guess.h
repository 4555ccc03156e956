/* guess: verbs that no verb block has, by the inflections of the language. */
#ifndef KGRAPH_EXPLAIN_GUESS_H
#define KGRAPH_EXPLAIN_GUESS_H

#include "explain/probe.h"

/* The forms of a verb of which both words, folded, are forms, if the `inflect` blocks derive them from a base that begins like one of them; false
 * where they derive none. The forms live in the probe's arena. */
bool guess_verb(struct probe *probe, struct slice a, struct slice b, struct ast_verb_line *line);

#endif
