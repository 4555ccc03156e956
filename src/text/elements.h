/* elements: what an HTML element means for the text of a page. */
#ifndef KGRAPH_TEXT_ELEMENTS_H
#define KGRAPH_TEXT_ELEMENTS_H

#include "base/date.h"

/* Bits; an element that is not known is inline. */
enum element_flags {
	ELEMENT_BLOCK = 1, /* stands between blank lines */
	ELEMENT_SKIP = 2,  /* page furniture or no text at all */
	ELEMENT_LIST = 4,
	ELEMENT_PRE = 8, /* its white space counts */
	ELEMENT_LINK = 16,
	ELEMENT_BREAK = 32,   /* a line end */
	ELEMENT_ARTICLE = 64, /* what is in it belongs to the content, its header too */
	ELEMENT_HEADER = 128, /* furniture unless within an article */
	ELEMENT_RAISED = 256, /* where the marks of footnotes stand */
};

/* Flags of an element by its lower-case name and its attributes (pairs, ended by NULL; may be NULL). */
unsigned element_flags(const char *name, const char *const *attributes);

/* How well an element tells when its page was published: 1 says so itself, greater numbers are weaker; 0 where it does not tell. */
unsigned element_date(const char *name, const char *const *attributes, struct date *date);

#endif
