/* blocks: paragraphs, headings and page furniture of a plain text; hard-wrapped lines are told apart from ends. */
#ifndef KGRAPH_TEXT_BLOCKS_H
#define KGRAPH_TEXT_BLOCKS_H

#include "text/document.h"

/* Fills document->blocks from its text. Linear. */
void blocks_find(struct document *document);

#endif
