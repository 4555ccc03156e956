/* marks: punctuation that ends, closes and opens sentences, in any script. */
#ifndef KGRAPH_TEXT_MARKS_H
#define KGRAPH_TEXT_MARKS_H

#include "base/slice.h"

/* . ! ? … and their like in other scripts. */
bool mark_is_stop(uint32_t code);
/* A full-width stop, which needs no space after it. */
bool mark_is_wide_stop(uint32_t code);
/* Quotes and brackets that may follow a stop. Straight and some curved quotes both open and close. */
bool mark_is_closer(uint32_t code);
bool mark_is_opener(uint32_t code);
/* Dashes and bullets. */
bool mark_is_dash(uint32_t code);
/* The code point before *at, which moves back to its start and must be above 0. The text is valid UTF-8. */
uint32_t mark_previous(struct slice text, size_t *at);
/* The stop that text ends with, looking through closers, "[12]" and digits glued to the stop; also ':' and ';'. 0 for none. At "..." and
 * longer it is U+2026. */
uint32_t mark_at_end(struct slice text);

#endif
