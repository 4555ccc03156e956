/* voice: lines that write some form of a verb out, where the sentence has another. */
#ifndef KGRAPH_EXPLAIN_VOICE_H
#define KGRAPH_EXPLAIN_VOICE_H

#include "explain/cause.h"

/* Would a line of the rule match, without what is optional in it, if it named the verb instead of a form of it? A word that no verb block has counts
 * as the participle of one. Then cause is that. */
void voice_find(struct probe *probe, const struct ast_rule *rule, struct cause *cause);

#endif
