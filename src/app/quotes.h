/* quotes: the sentences that stand on the lines of a list, kept while the documents are read. */
#ifndef KGRAPH_APP_QUOTES_H
#define KGRAPH_APP_QUOTES_H

#include "app/work.h"
#include "facts/score.h"

struct quotes;

/* What the text says where a row stands; empty where the row says no line, or nothing was read there. */
struct quotes_found {
	struct slice sentence; /* white space folded */
	struct slice nearest;  /* the rule for the row's relation that came nearest, and what kept it; empty where none came near */
};

/* gold and rules are borrowed; the caller frees it with quotes_free. */
struct quotes *quotes_new(const struct gold *gold, const struct ruleset *rules);
void quotes_free(struct quotes *quotes);
/* What the reading of the documents has to be watched by. */
struct work_watch quotes_watch(struct quotes *quotes);
/* The sentence of a row, among those on its line: the first that names most of its ends; for a row that is read by a pronoun the last that names
 * one of them. Asked for when the documents have been read; lives as long as quotes. */
struct quotes_found quotes_find(struct quotes *quotes, const struct score *score, const struct score_row *row, struct alike *alike);

#endif
