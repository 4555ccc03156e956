/* variant: the forms that a find line takes, and the words that make it worth trying one. */
#ifndef KGRAPH_RULES_VARIANT_H
#define KGRAPH_RULES_VARIANT_H

#include "rules/ast.h"

struct variant {
	const struct ast_rule *rule;
	const struct ast_find *find;
	struct slice name;         /* of the variant block; "as-written" */
	struct pattern pattern;
};

typedef ARRAY(struct variant) variant_array;

/* Appends the variants of one find line: those whose `from` fits it (and that the rule's `forms` allow), else the line as
 * written. Patterns live in arena and share elements with the ast. */
void variant_expand(const struct ast *ast, const struct ast_rule *rule, const struct ast_find *find, struct arena *arena, variant_array *variants);

/* The words of a sentence, or alternatives of which one has to be among them, as a Bloom filter of one hash. */
enum { WORD_BITS = 512 };

struct word_set {
	uint64_t bits[WORD_BITS / 64];
};

/* What a sentence has to hold for a pattern to match it, cheaper to ask than the pattern: each of these sets has to meet the
 * sentence's words, each of the type sets its names. */
struct needs {
	ARRAY(struct word_set) words;
	ARRAY(const struct element *) holes;   /* that have to be filled by a name */
};

void needs_fini(struct needs *needs);

/* The words of which one must stand in a sentence that pattern matches. */
struct trigger {
	size_t element;        /* index of the element in the pattern; pattern->n where there is none */
	slice_array words;     /* one for each alternative, lower case, letters and digits only; freed with trigger_fini */
};

/* Reads patterns for their triggers; remembers vocabularies that it has read. */
struct trigger_finder {
	const struct ast *ast;
	struct map *common;        /* the words of <common> */
	struct map *vocabularies;
	struct arena *arena;
};

/* Words live in arena. Freed with trigger_finder_fini. */
void trigger_finder_init(struct trigger_finder *finder, const struct ast *ast, struct arena *arena);
void trigger_finder_fini(struct trigger_finder *finder);
/* Chooses the required element with the fewest alternatives made of <common> words alone; ties: fewest alternatives, longest shortest
 * word, leftmost. needs may be NULL. */
void trigger_find(const struct trigger_finder *finder, const struct pattern *pattern, struct trigger *trigger, struct needs *needs);
void trigger_fini(struct trigger *trigger);
/* Adds a folded word. */
void word_set_add(struct word_set *set, struct slice word);

static inline bool word_set_meets(const struct word_set *a, const struct word_set *b)
{
	for (size_t i = 0; i < WORD_BITS / 64; i++)
		if (a->bits[i] & b->bits[i])
			return true;
	return false;
}

#endif
