/* sentences: those of a document that were found once, for whoever asks for them by a place in any order. */
#ifndef KGRAPH_TEXT_SENTENCES_H
#define KGRAPH_TEXT_SENTENCES_H

#include "text/sentence.h"

/* The first sentences of a block, as far as they were asked for. */
struct sentences_block {
	ARRAY(struct sentence) list;
};

/* Of one document. A zeroed one is empty; freed with sentences_clear. */
struct sentences {
	struct sentences_block *blocks; /* as the document's */
	size_t n;
};

/* Forgets the document. */
void sentences_clear(struct sentences *sentences);
/* The sentence of a paragraph that holds byte `at`; false where none does. The text before it is looked through once, whatever is asked. */
bool sentences_at(
        struct sentences *sentences, const struct document *document, const struct sentence_words *words, size_t at, struct sentence *sentence);

#endif
