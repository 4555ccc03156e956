/* work: the documents of a corpus -> facts, by several threads, merged in the order of the documents. */
#ifndef KGRAPH_APP_WORK_H
#define KGRAPH_APP_WORK_H

#include "app/corpus.h"
#include "app/progress.h"
#include "facts/merge.h"
#include "rules/ruleset.h"

/* A merge that knows the types and relations of the rules. */
struct merge *work_merge(const struct ruleset *rules);
/* Whether the documents can be read as the options say; where not, an error goes to diag. */
bool work_check(const struct options *options, struct diag *diag);
/* Reads the corpus; the account of the facts is filled in. Skipped and repaired documents are reported to diag, in order. NULL
 * where two documents have one name (an error); else the caller frees the facts with facts_free. */
struct facts *work_extract(
        const struct corpus *corpus, const struct ruleset *rules, const struct options *options, struct progress *progress, struct diag *diag);

#endif
