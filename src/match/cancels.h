/* cancels: what the `unless` lines of a rule match in a masked sentence, found once for all pairs of names that the rule would join. */
#ifndef KGRAPH_MATCH_CANCELS_H
#define KGRAPH_MATCH_CANCELS_H

#include "base/array.h"
#include "rules/ruleset.h"

struct filler;
struct matcher;

/* What stands in a hole of a match, bytes of the masked sentence. */
struct cancel_hole {
	struct slice name;
	size_t start, end;
};

/* A match of an `unless` line: its holes, first..first + n. */
struct cancel {
	size_t first, n;
	size_t next; /* the number of the rule's next one + 1; 0: none yet */
};

/* How far the lines of a rule were looked through. */
struct cancel_rule {
	const struct ast_rule *rule;
	size_t line, from; /* the line at hand, and the byte from which it goes on */
	size_t head, last; /* numbers + 1 of the first and the last match */
};

/* Zeroed is empty; freed with cancels_fini. */
struct cancels {
	ARRAY(struct cancel_rule) rules;
	ARRAY(struct cancel) list;
	ARRAY(struct cancel_hole) holes;
};

/* Whether an `unless` line of the rule matches whose holes are filled as those of the pair. */
bool cancels_pair(
        struct matcher *matcher, const struct ast_rule *rule, const struct ast_gives *gives, const struct filler *source, const struct filler *target);
/* Forgets the sentence. */
void cancels_clear(struct cancels *cancels);
void cancels_fini(struct cancels *cancels);

#endif
