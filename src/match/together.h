/* together: one long document, read by several threads. */
#ifndef KGRAPH_MATCH_TOGETHER_H
#define KGRAPH_MATCH_TOGETHER_H

#include "match/extract.h"

struct together;

/* The engine outlives it; options.watch has to be NULL. The caller frees it with together_free. */
struct together *together_new(struct engine *engine, const struct extract_options *options, unsigned threads);
void together_free(struct together *together);
/* extract_document by as many threads as the document is long enough for; the findings are the same. They live until the next call, but for what
 * belongs to the ruleset or the document. */
void together_extract(struct together *together, struct document *document, struct findings *findings, struct diag *diag);

#endif
