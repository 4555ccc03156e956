/* study: what the commands share that read a corpus in order to look at the rules: from the arguments to the facts. */
#ifndef KGRAPH_APP_STUDY_H
#define KGRAPH_APP_STUDY_H

#include "app/work.h"

struct study {
	struct arena *arena;
	struct corpus corpus;
	struct ruleset *rules;
	struct facts *facts;
};

/* Opens the corpus that options->inputs (and --files-from) name, and loads the rules. False where diag counted an error: status 2. Ended
 * with study_fini either way. */
bool study_open(struct study *study, const struct options *options, struct diag *diag);
/* Reads the corpus, with progress; what could not be read is reported. False where diag counted an error. watch may be NULL. */
bool study_read(struct study *study, const struct options *options, const struct work_watch *watch, struct diag *diag);
/* Which relations --relation asks for, as ast.relations, in the study's arena; NULL where all are wanted. One that the rules lack goes to diag. */
const bool *study_relations(const struct study *study, const struct options *options, struct diag *diag);
/* EXIT_DONE, or EXIT_LESS where a document was skipped or a pattern gave up. */
int study_status(const struct study *study);
void study_fini(struct study *study);

#endif
