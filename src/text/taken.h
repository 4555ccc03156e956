/* taken: the text that is taken of a page, and where in the page's source it stands. */
#ifndef KGRAPH_TEXT_TAKEN_H
#define KGRAPH_TEXT_TAKEN_H

#include "text/document.h"

struct taken {
	struct document made; /* its runs lead from the text to the source */
	ARRAY(char) text;
	size_t end;           /* source behind the last character that was taken */
	size_t space_at;      /* where in the source the owed space stands */
	unsigned gap;         /* line ends owed before the next character */
	bool space;           /* a space owed */
	size_t pres, links;   /* open elements whose white space counts, and links */
	size_t plain, linked; /* letters outside and inside of links */
};

/* How far the taking had come. */
struct taken_place {
	size_t text, runs, end, space_at;
	size_t plain, linked;
	unsigned gap;
	bool space;
};

/* Takes text that stands at byte `at` of the source as it is; white space becomes one space. */
void taken_plain(struct taken *taken, const char *bytes, size_t len, size_t at);
/* Takes one character that the source bytes from `at` to `end` stand for in another way. */
void taken_reference(struct taken *taken, const char *bytes, size_t len, size_t at, size_t end);
/* Owes a line end, or two for a blank line. */
void taken_break(struct taken *taken, unsigned lines);
struct taken_place taken_place(const struct taken *taken);
/* Gives back what was taken since then. */
void taken_back(struct taken *taken, const struct taken_place *place);
/* The text, ended by a line end, becomes that of the page's document, whose text was the source. Memory in arena. */
void taken_give(struct taken *taken, struct document *document, struct arena *arena);
void taken_fini(struct taken *taken);

#endif
