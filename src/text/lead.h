/* lead: what the first characters of a line say: an item of a list, a heading, a rule. */
#ifndef KGRAPH_TEXT_LEAD_H
#define KGRAPH_TEXT_LEAD_H

#include "base/slice.h"

/* Bytes of a bullet or number and the space after it at the start of a line, 0 where there is none. *sure (may be NULL): it can be
 * nothing else, as a dash or a number in the midst of a sentence could. */
size_t lead_of_item(struct slice line, bool *sure);
/* Bytes of one to six # and the space after them, or 0. */
size_t lead_of_title(struct slice line);
/* Three and more of one mark and nothing else: a rule between parts, or the underline of a heading. */
bool lead_is_rule(struct slice line);

#endif
