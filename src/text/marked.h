/* marked: what of a plain text or of Markdown belongs to its form and not to what it says: emphasis, footnote marks, links, quoting. */
#ifndef KGRAPH_TEXT_MARKED_H
#define KGRAPH_TEXT_MARKED_H

#include "text/document.h"

enum marked_format {
	MARKED_PAGE,     /* what the reader of HTML made: footnote marks */
	MARKED_PLAIN,    /* and _emphasis_ as it is typed */
	MARKED_MARKDOWN, /* and all that has a meaning there, but headings, lists, rules, tables and blocks of code, which text/blocks finds */
};

/* Leaves it out of the text of a decoded document; runs lead to the bytes of the file. Memory in arena. Linear. */
void marked_read(struct document *document, struct arena *arena, enum marked_format format);

#endif
