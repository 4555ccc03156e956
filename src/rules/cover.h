/* cover: whether one line of a rule finds all that another finds. */
#ifndef KGRAPH_RULES_COVER_H
#define KGRAPH_RULES_COVER_H

#include "rules/ruleset.h"

/* Remembers the vocabularies that it has read. Freed with cover_fini. */
struct cover {
	const struct ruleset *rules;
	struct arena *arena;
	struct map *vocabularies;
	unsigned depth;
	unsigned steps; /* that may still be taken; the caller sets it, and nothing covers once it is 0 */
};

void cover_init(struct cover *cover, const struct ruleset *rules);
void cover_fini(struct cover *cover);
/* Whether every text that `special` matches is matched by `general` as well, with the same names at the ends of the same relations. "No"
 * may also mean that it cannot be told by comparing the two element by element. Certainty, status and `unless` are not looked at. */
bool cover_variant(struct cover *cover, const struct variant *general, const struct variant *special);

#endif
