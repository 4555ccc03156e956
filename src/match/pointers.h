/* pointers: the words of a sentence that refer to what was named before: "he", "the party". */
#ifndef KGRAPH_MATCH_POINTERS_H
#define KGRAPH_MATCH_POINTERS_H

#include "match/context.h"

/* Bytes of the masked sentence, and the number of the `refer` block. */
struct pointer {
	size_t start, end;
	uint32_t refer;
};

typedef ARRAY(struct pointer) pointer_array;

/* Appends the words of a sentence, by place, of the blocks that are of possessives, or of all others; groups are room for those of its words. */
void pointers_find(
        const struct context_programs *programs, struct group_set *groups, struct mentions *mentions, bool possessive, pointer_array *found);
/* Adds the words of the possessive mark to those of a sentence that may hold a possessive pronoun. */
void pointers_add_possessive(const struct context_programs *programs, struct slice possessive, struct group_set *groups);
/* Adds the types of what the words of the `refer` blocks may stand for that may be in a sentence with the words of these groups: possessives to
 * owners. */
void pointers_may_stand(const struct ruleset *rules, const struct group_set *groups, struct type_set *possible, struct type_set *owners);

#endif
