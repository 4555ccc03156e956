/* diff_rules: a corpus read by two folders of rules. */
#ifndef KGRAPH_APP_DIFF_RULES_H
#define KGRAPH_APP_DIFF_RULES_H

#include "app/corpus.h"
#include "facts/fact.h"
#include "rules/ruleset.h"

/* Both sides, older first. */
struct diff_rules {
	struct options options; /* the user's, the documents alone being the arguments */
	struct corpus corpus;
	struct arena *arena;
	struct ruleset *rules[2];
	struct facts *facts[2];
};

/* Loads the rules of two arguments (a folder, or REVISION:FOLDER) and walks the corpus that the others name. outputs as corpus_walk has them. False
 * where diag counted an error. Ended with diff_rules_fini either way. */
bool diff_rules_open(struct diff_rules *rules, const struct options *options, const text_array *outputs, struct diag *diag);
/* Reads the documents by both. */
bool diff_rules_read(struct diff_rules *rules, struct diag *diag);
void diff_rules_fini(struct diff_rules *rules);

#endif
