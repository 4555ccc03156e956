/* reach: how many spaces of a masked sentence a piece of a pattern takes at the most, so that words and names too far apart need no try. */
#ifndef KGRAPH_RULES_REACH_H
#define KGRAPH_RULES_REACH_H

#include "rules/variant.h"

/* More than any sentence has, or not to be said. */
enum { REACH_ANY = 1u << 20 };

unsigned reach_text(struct slice text);
/* Without the space before the first element. */
unsigned reach_pattern(const struct trigger_finder *finder, const struct pattern *pattern);
/* Without the space before it; a hole with what may stand around it. */
unsigned reach_element(const struct trigger_finder *finder, const struct element *element);
/* The space before it. */
unsigned reach_separator(const struct element *element);
/* At most REACH_ANY. */
unsigned reach_sum(unsigned a, unsigned b);
/* What may stand around a hole: the longest `hole` line of that side that begins with a mark, or with none, and the space between
 * it and the name. */
unsigned reach_around(const struct trigger_finder *finder, enum hole_side side, bool mark);

/* Behind the class, the assertion or the escape that begins at byte `at` of a regular expression; `at` where none does that is understood, as
 * escapes that may take a space are not. */
size_t reach_behind_class(struct slice regex, size_t at);
size_t reach_behind_assertion(struct slice regex, size_t at);
size_t reach_behind_escape(struct slice regex, size_t at);
/* Whether a regular expression only looks around, one assertion behind the other; a class in one is not read. */
bool reach_looks_around(struct slice regex);
/* Of a regular expression that looks back for one of some words, "(?<=\bking\b|\bcrown prince\b)", the next of them: `rest` is zeroed at first, and
 * empty behind the last. False where there is none, or it is something else. */
bool reach_words_behind(struct slice regex, struct slice *rest, struct slice *words);

#endif
