/* why_rule: where in documents a rule came near, and gave nothing. */
#ifndef KGRAPH_APP_WHY_RULE_H
#define KGRAPH_APP_WHY_RULE_H

#include "app/study.h"
#include "rules/ast.h"

/* Reads the corpus of an open study and says on standard output in which sentences the words of a rule stand and it gave nothing, those first
 * that came nearest. Returns an exit status. */
int why_rule(const struct ast_rule *rule, struct study *study, const struct options *options, struct diag *diag);

#endif
