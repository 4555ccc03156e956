/* blame: what changed a graph: lines of the rules, or documents. */
#ifndef KGRAPH_APP_BLAME_H
#define KGRAPH_APP_BLAME_H

#include "app/corpus.h"
#include "facts/diff.h"
#include "rules/ruleset.h"

struct blame_job {
	struct diff *diff;
	const struct ruleset *old_rules, *new_rules;
	const struct corpus *corpus;
	const struct options *options;
	struct arena *arena;
	bool proofs; /* changes of proofs alone have a cause as well */
};

/* Fills in the cause of every change that is asked for by taking changes of the rules back and reading the documents that tell of it again (at most
 * BLAME_DOCUMENTS for each): the changes whose return undoes it alone are named; where there is none, a smallest set that undoes it together. Texts
 * live in the arena of the job. Reads a document a few times for each change of the rules that matters, and logarithmically for those that do not. */
void blame_rules(const struct blame_job *job);

enum {
	BLAME_DOCUMENTS = 8,
	BLAME_TRIALS = 2000, /* sets of rules that are tried; what is open then is said to be so */
};

/* The causes where both graphs are of the same rules: the documents. */
void blame_documents(struct diff *diff, struct arena *arena);
/* The causes as far as graphs that other rules made tell them: of what came its rule, and of what went. */
void blame_proofs(struct diff *diff, struct arena *arena);

#endif
