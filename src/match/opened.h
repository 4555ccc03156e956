/* opened: names that hold others, read as words: "president of the Red Party" is an office, and holds the name of a party. */
#ifndef KGRAPH_MATCH_OPENED_H
#define KGRAPH_MATCH_OPENED_H

#include "names/mentions.h"

/* The names of a sentence; zeroed but for what is borrowed, freed with opened_fini. */
struct opened {
	struct mentions *mentions; /* borrowed: those that are opened */
	struct mentions inner;     /* of a name that holds another, from that on */
	mention_array closed;      /* what the sentence had before */
	struct slice text;         /* of the document */
	/* Finds the names of a part of the document. */
	void (*find)(struct mentions *mentions, size_t start, size_t end, void *data);
	void *data;
};

/* Whether a name of the sentence holds another, or stands between two and says what one is to the other. */
bool opened_any(const struct opened *opened);
/* Puts the names that others hold in the place of those, which become words, up to where the sentence ends; false where none is opened. The mask is
 * not made again. */
bool opened_open(struct opened *opened, size_t sentence_end);
/* Puts back what the sentence had before. */
void opened_close(struct opened *opened);
void opened_fini(struct opened *opened);

#endif
