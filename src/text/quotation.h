/* quotation: what stands between quotation marks in a paragraph. */
#ifndef KGRAPH_TEXT_QUOTATION_H
#define KGRAPH_TEXT_QUOTATION_H

#include "base/array.h"
#include "text/document.h"

/* Bytes of the document's text, both marks included; where the closing one is missing, up to the paragraph's end. */
struct quotation {
	size_t start, end;
};

typedef ARRAY(struct quotation) quotation_array;

/* Appends the quotations of a block, in the order of their ends. A mark that opens and is never closed quotes nothing, but where the next paragraph
 * begins with another of its kind: that is how quotations over several paragraphs are set. Apostrophes are told from marks by the letters
 * around them. Linear. */
void quotation_find(const struct document *document, const struct block *block, quotation_array *found);

#endif
