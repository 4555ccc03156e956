/* left_out: a document's text without some of its bytes, which belong to its form: marks of Markdown, of emphasis and of footnotes. */
#ifndef KGRAPH_TEXT_LEFT_OUT_H
#define KGRAPH_TEXT_LEFT_OUT_H

#include "text/document.h"

/* Bytes start..end of the text that are to go; a space stands for them, or nothing. */
struct left_out {
	size_t start, end;
	bool space;
};

typedef ARRAY(struct left_out) left_out_array;

/* Takes the ranges, of whole characters, in any order and overlapping, out of document->text: runs then lead past them, and document->gaps says where
 * in the file they are. Memory in arena. The ranges are sorted and joined. */
void left_out_take(struct document *document, struct arena *arena, left_out_array *ranges);

#endif
