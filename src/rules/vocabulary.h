/* vocabulary: the members of <words>, <verb>/form, <any verb> and <status>, spelled out. */
#ifndef KGRAPH_RULES_VOCABULARY_H
#define KGRAPH_RULES_VOCABULARY_H

#include "base/array.h"
#include "rules/ast.h"

struct vocabulary {
	slice_array texts;                      /* lower case, words joined by one space; not sorted */
	ARRAY(const struct pattern *) patterns; /* members that are more than words */
};

/* Collects what <name>/forms stands for (forms 0: all of a verb's forms but nouns). Texts live in the ast or in arena. Freed with
 * vocabulary_fini. An unknown name gives an empty one. */
void vocabulary_init(struct vocabulary *vocabulary, const struct ast *ast, struct slice name, unsigned forms, struct arena *arena);
void vocabulary_fini(struct vocabulary *vocabulary);
/* The text of a pattern that consists of words and marks alone, as it stands in a masked sentence, in lower case; false where it is more. */
bool vocabulary_plain(const struct pattern *pattern, struct arena *arena, struct slice *text);
/* Whether text is one word of ASCII letters and digits. */
bool vocabulary_is_word(struct slice text);
/* Whether a mark stands against what is before (after) it however the rule was written: , ) and the like; ( and the like. */
bool mark_closes(struct slice mark);
bool mark_opens(struct slice mark);

#endif
