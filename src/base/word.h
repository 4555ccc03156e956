/* word: the words of a text as white space parts them; a mark glued to a word belongs to it. */
#ifndef KGRAPH_BASE_WORD_H
#define KGRAPH_BASE_WORD_H

#include "base/slice.h"

/* The text up to its first white space, and from its last on. */
struct slice word_first(struct slice text);
struct slice word_last(struct slice text);
/* The word that white space parts from byte `at`; empty where something else stands right before it, or nothing. */
struct slice word_before(struct slice text, size_t at);
/* Where the word begins that ends at byte `end`: behind the last of these bytes before it, or with the text. For words that other marks part
 * as well. */
size_t word_begin(struct slice text, size_t end, const char *marks);

#endif
