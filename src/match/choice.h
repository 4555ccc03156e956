/* choice: which of the names before it a word that refers stands for. */
#ifndef KGRAPH_MATCH_CHOICE_H
#define KGRAPH_MATCH_CHOICE_H

#include "match/pointers.h"

/* Puts what a word stands for into context->chosen: nothing where that is open. The first n mentions stand before it. */
void choice_make(struct context *context, const struct pointer *pointer, const struct document *document, const struct mentions *mentions, size_t n);

#endif
