/* classes: vocabularies that only forbid a word in some place (WORDS_COMPLEMENT: behind which they forbid a name); a sentence's words are looked up
 * in them once for all patterns. */
#ifndef KGRAPH_RULES_CLASSES_H
#define KGRAPH_RULES_CLASSES_H

#include "base/regex.h"
#include "rules/ast.h"

struct word_classes {
	struct slice names[REGEX_TESTS]; /* of vocabularies: class n is test n + 1 of a pattern */
	size_t n;
};

/* Those that a `not in` or a gap asks for. */
void classes_find(const struct ast *ast, struct word_classes *classes);
/* The class of a vocabulary, or -1. */
int classes_number(const struct word_classes *classes, struct slice name);

#endif
