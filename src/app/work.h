/* work: the documents of a corpus -> facts, by several threads, merged in the order of the documents. */
#ifndef KGRAPH_APP_WORK_H
#define KGRAPH_APP_WORK_H

#include "app/corpus.h"
#include "app/progress.h"
#include "facts/merge.h"
#include "match/extract.h"
#include "rules/ruleset.h"

/* For commands that look at the rules at work, while the documents are read. */
struct work_watch {
	bool all_names; /* as in extract_options */
	/* What calls are given as their data: one for each thread; may be NULL. */
	void *(*enter)(void *data);
	/* Ends it and takes what it gathered; one thread at a time, in any order. */
	void (*leave)(void *state, void *data);
	struct extract_watch calls; /* without data */
	void *data;                 /* of enter and leave */
};

/* A merge that knows the types and relations of the rules. */
struct merge *work_merge(const struct ruleset *rules);
/* Whether the documents can be read as the options say; where not, an error goes to diag. */
bool work_check(const struct options *options, struct diag *diag);
/* Reads the corpus; the account of the facts is filled in. watch may be NULL. Skipped and repaired documents are reported to diag, in order. NULL
 * where two documents have one name (an error); else the caller frees the facts with facts_free. */
struct facts *work_extract(const struct corpus *corpus, const struct ruleset *rules, const struct options *options, const struct work_watch *watch,
        struct progress *progress, struct diag *diag);
/* The exit status of a run over corpus: less than all where something was skipped or given up, or where there was no document. A shard, and what
 * comes by standard input, may well be empty. */
int work_status(const struct corpus *corpus, const struct facts *facts);
/* Notes in the facts what the texts of the rules were, for a graph that is to be compared with others. */
void work_keep_texts(struct facts *facts, const struct ruleset *rules);

#endif
