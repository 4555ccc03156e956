/* tokens: the words of a text, as names are made of them. */
#ifndef KGRAPH_NAMES_TOKENS_H
#define KGRAPH_NAMES_TOKENS_H

#include "names/name_words.h"

struct token {
	size_t start, end; /* letters, digits, inner marks */
	bool capital;
	bool owns; /* "Allende's": what follows is another thing */
	bool ends; /* a mark stands between it and the next word */
};

static inline bool token_separates(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The next word from byte *at on, which moves behind it; false where there is none. */
bool token_next(struct slice text, size_t *at, struct token *token, const struct name_words *words);
/* The start of the word that stands right before byte `at`, or `at`. */
size_t token_before(struct slice text, size_t at);
/* Behind a prefix at the beginning of a word, "al-Maliki"; where the word begins where it has none. */
size_t token_behind_prefix(struct slice text, size_t start, size_t end, const struct name_words *words);
/* The end of a word without the bytes of a possessive: the last apostrophe, and what is behind it, where that is one letter at most. */
size_t token_without_possessive(struct slice text, size_t start, size_t end);

#endif
