/* markup: HTML to plain text whose offsets lead back into the file; the only user of libxml2. */
#ifndef KGRAPH_TEXT_MARKUP_H
#define KGRAPH_TEXT_MARKUP_H

#include "text/document.h"

/* The most elements that may lie within each other. */
enum { MARKUP_DEPTH = 512 };

/* Replaces the text of a decoded document, HTML source, by what a reader sees: block elements stand between blank lines, <br> is a line end, other
 * white space is one space. Scripts, forms' controls, menus, sidebars, page heads and feet, lists of nothing but links, raised marks of footnotes,
 * and links that show but a sign are left out. runs then lead to the bytes of the file; format becomes DOCUMENT_MARKUP. In arena. NULL, or why it
 * cannot be read. */
const char *markup_read(struct document *document, struct arena *arena);
/* The encoding that a <meta> in the first 4 KiB of raw names; ENCODING_AUTO for none or UTF-8. *name is iconv's, in arena, for ENCODING_OTHER. */
enum encoding markup_encoding(struct slice raw, struct arena *arena, const char **name);

#endif
