/* raised: numbers set above the line, which are marks of footnotes or exponents. */
#ifndef KGRAPH_TEXT_RAISED_H
#define KGRAPH_TEXT_RAISED_H

#include "base/slice.h"

/* Whether the words of something raised, which leads nowhere, are a mark by what they are glued to, the end of `before` (valid UTF-8): a number, or
 * several, behind punctuation, a year or a word; the joint between two such marks; or pages, ": 34", behind anything. A number behind another number, a
 * unit, a symbol or a variable is its exponent: what is one or two letters long, but for a short name such as "Wu". */
bool raised_is_mark(struct slice words, struct slice before);
/* Behind the mark of raised digits, "\u00B9" or "\u00B9,\u00B2", that begins at byte `at` of valid UTF-8; `at` where none does. */
size_t raised_behind(struct slice text, size_t at);

#endif
