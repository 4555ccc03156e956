/* lint_lines: find lines that another one makes superfluous. */
#ifndef KGRAPH_RULES_LINT_LINES_H
#define KGRAPH_RULES_LINT_LINES_H

#include "rules/ruleset.h"

/* Warnings: two lines that find the same (W010), a line of which another finds everything (W011), where what is found is as sure and has the
 * same status. Not all of them: lines are compared that could begin at the same word, and element by element. */
void lint_lines(const struct ruleset *rules, struct diag *diag);

#endif
