/* blocks: paragraphs, headings and page furniture of a plain text; hard-wrapped lines are told apart from ends. */
#ifndef KGRAPH_TEXT_BLOCKS_H
#define KGRAPH_TEXT_BLOCKS_H

#include "text/document.h"

/* Fills document->blocks from its text. Linear. */
void blocks_find(struct document *document);
/* The block that byte `at` lies in, once they were found; NULL where it lies in none. */
const struct block *blocks_at(const struct document *document, size_t at);

#endif
