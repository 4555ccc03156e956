/* lines: the lines of all rules -> what it takes to run them; several threads take some at a time. */
#ifndef KGRAPH_RULES_LINES_H
#define KGRAPH_RULES_LINES_H

#include "rules/ruleset.h"

/* Gives the rules their guards, and fills in variants, unless, opened, rules and finds of a ruleset whose types and relations are known. The
 * words of needs are numbered by finder, in the order of the rules: the number of threads changes nothing. What they made lives in arenas that
 * become the ruleset's. While threads read, others fills in what has nothing to do with lines; it numbers its words first. */
void lines_read(struct ruleset *rules, const struct trigger_finder *finder, unsigned threads,
        void (*others)(struct ruleset *, const struct trigger_finder *));

#endif
