/* missed: why words that look like a name are none where they stand. */
#ifndef KGRAPH_EXPLAIN_MISSED_H
#define KGRAPH_EXPLAIN_MISSED_H

#include "match/extract.h"

enum missed_why {
	MISSED_UNREAD,     /* they stand in page furniture, where no sentence is read */
	MISSED_BROKEN,     /* a sentence ends in their midst */
	MISSED_OVERLAPPED, /* a name holds some of them and other words */
	MISSED_BLOCKED,    /* a `not` line says that it is something else */
	MISSED_SMALL,      /* all in lower case */
	MISSED_UNKNOWN,    /* no line finds it, and names by capitals alone are not wanted */
	MISSED_NO_NAME,    /* one word that is a title, a month and the like */
	MISSED_FIRST,      /* one word that begins its sentence and nowhere stands capitalised within one */
	MISSED_OTHERWISE,  /* no line finds it, nor do its capitals */
};

struct missed {
	enum missed_why why;
	struct slice other;                /* the words of the name that overlaps it, or the text that is blocked; else empty. Part of the document */
	const struct ast_entity *blocking; /* whose `not` line blocks it; or NULL */
};

/* The reason for bytes start..end of the document, which begin in the view's sentence and lie in none of its names. */
struct missed missed_explain(const struct extract_view *view, size_t start, size_t end);

/* The entity whose `not` line keeps words that overlap bytes start..end of the document from being one of its names; NULL where none does. other
 * is set to these words. */
const struct ast_entity *missed_blocking(const struct extract_view *view, size_t start, size_t end, struct slice *other);

#endif
