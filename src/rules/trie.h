/* trie: a regular expression for a list of texts that shares their beginnings. */
#ifndef KGRAPH_RULES_TRIE_H
#define KGRAPH_RULES_TRIE_H

#include "base/buffer.h"

/* Appends to out what matches any of the n texts (valid UTF-8, sorted in place), the longest first. */
void trie_regex(struct slice *texts, size_t n, struct buffer *out);

#endif
