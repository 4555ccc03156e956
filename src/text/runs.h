/* runs: building the map from offsets of a text to bytes of its file. */
#ifndef KGRAPH_TEXT_RUNS_H
#define KGRAPH_TEXT_RUNS_H

#include "text/document.h"

/* Text from offset `text` on stands for raw bytes from `raw` on, raw_step bytes for every text_step bytes. Offsets must not shrink from
 * call to call. Where this goes on evenly from the last run nothing is added. text_step is at least 1; raw_step 0 is for text that
 * no byte of the file stands for. */
void runs_add(struct document *document, size_t text, size_t raw, unsigned text_step, unsigned raw_step);
/* Number of the run that holds text offset `at`; there must be runs. */
size_t runs_find(const struct document *document, size_t at);
/* document takes over the text of made, and its runs, which led to document's text until then: they lead to the bytes of the file afterwards. Steps other
 * than 1:1 in made must be runs of a single step. */
void runs_take_over(struct document *document, struct document *made);

#endif
