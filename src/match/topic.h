/* topic: whom or what a document is about, as its beginning says. */
#ifndef KGRAPH_MATCH_TOPIC_H
#define KGRAPH_MATCH_TOPIC_H

#include "names/mentions.h"
#include "text/sentence.h"

/* Finds the names of a document's first sentence. */
struct topic_reader {
	struct mentions *finder;
	void (*find)(struct mentions *mentions, const struct sentence *sentence, void *data);
	void *data;
	struct sentence_words words;
};

enum topic_found { TOPIC_NOT_FOUND, TOPIC_FOUND, TOPIC_LIKELY };

/* The name that the document's first paragraph begins with, a title before it aside, if the heading above ends in the same word or brackets stand
 * behind it, "Ann Lee (1901-1980) was"; TOPIC_LIKELY where it only stands in capitals, or its last word in the document again and again. *determined:
 * whether an article stands before it. */
enum topic_found topic_find(const struct topic_reader *reader, const struct document *document, struct mention *topic, bool *determined);

#endif
