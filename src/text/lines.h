/* lines: counting the line ends of a file up to a byte, from where it was last asked. */
#ifndef KGRAPH_TEXT_LINES_H
#define KGRAPH_TEXT_LINES_H

#include "text/document.h"

struct document_lines {
	size_t at;       /* byte of raw up to which lines are counted */
	uint32_t passed; /* line ends before it */
	char mark;       /* what ends a line: LF, or CR where the file has no LF; 0 until first asked */
};

/* Moves lines to byte `raw` of the document's file. */
void lines_go(struct document_lines *lines, const struct document *document, size_t raw);

#endif
