/* lead: the name that a document begins with, where that is whom it is about: "ANN LEE (1901 - 1970) was". */
#ifndef KGRAPH_NAMES_LEAD_H
#define KGRAPH_NAMES_LEAD_H

#include "base/arena.h"
#include "text/document.h"

#define LEAD_NOWHERE SIZE_MAX

/* Whether a word stands in a text every few lines, and more than a few times. */
bool lead_is_frequent(struct slice text, struct slice word);
/* Where the first paragraph begins, or LEAD_NOWHERE. */
size_t lead_start(const struct document *document);
/* Whether words that begin the first paragraph, from byte `start` to `end`, are whom it is about: brackets stand behind them,
 * they are in capitals, or their last word is frequent. */
bool lead_is(struct slice text, size_t start, size_t end);
/* A name in capitals as it stands elsewhere: "Ann Lee"; nothing where it has small letters. */
struct slice lead_small(struct arena *arena, struct slice name);

#endif
