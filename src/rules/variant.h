/* variant: the forms that a find line takes, and the words that make it worth trying one. */
#ifndef KGRAPH_RULES_VARIANT_H
#define KGRAPH_RULES_VARIANT_H

#include "rules/ast.h"
#include "rules/needs.h"

/* The name of the one variant of a line that takes none. */
#define VARIANT_AS_WRITTEN "as-written"

struct variant {
	const struct ast_rule *rule;
	const struct ast_find *find;
	struct slice name; /* of the variant block; "as-written" */
	struct pattern pattern;
};

typedef ARRAY(struct variant) variant_array;

/* Appends the variants of one find line. A line with one plain verb has those whose `from` fits it (that the rule's `forms` allow and whose verb
 * has the forms), else it stands as written. Any other stands as written, and has those as well whose `from` names no verb. Patterns live in
 * arena and share elements with the ast. */
void variant_expand(const struct ast *ast, const struct ast_rule *rule, const struct ast_find *find, struct arena *arena, variant_array *variants);

/* Gives a rule of the ast the `unless` lines of the guards that fit one of its find lines, with its own verb and holes in them and the place that
 * they have in the guard. For an ast that was checked; the lines live in arena. Safe from several threads for different rules. */
void variant_guard(const struct ast *ast, struct ast_rule *rule, struct arena *arena);

/* A word or a name without which a pattern cannot match, and how far behind the one before it stands at the most. */
struct need {
	union {
		uint32_t number;   /* of the hole in needs.holes; of the word's group */
		struct keys *keys; /* of a word, until trigger_number */
	};
	unsigned spaces; /* of the masked sentence between the two */
	unsigned marked; /* the same where a mark stands at the name before, which may begin an aside */
	bool hole;       /* a name; else a word */
	bool list;       /* of names */
};

/* What a sentence has to hold for a pattern to match it, from left to right. */
struct needs {
	ARRAY(struct need) order;
	group_array words;                   /* groups of which one word has to stand in it; by trigger_number */
	ARRAY(const struct element *) holes; /* that have to be filled by a name */
	size_t before;                       /* of these, how many stand before the trigger */
};

/* The words of which one must stand in a sentence that pattern matches. */
struct trigger {
	size_t element;    /* index of the element in the pattern; pattern->n where there is none */
	slice_array words; /* one for each alternative, lower case, letters and digits only */
	/* Words that stand right before and behind the trigger's word wherever the pattern matches; empty where that cannot be said. */
	struct slice before, after;
};

/* Reads patterns for their triggers; remembers what it has read. */
struct trigger_finder {
	const struct ast *ast;
	struct map *common;         /* the words of <common> */
	size_t common_longest;      /* bytes of the longest of them */
	struct map *known;          /* struct keys of what was read */
	struct word_groups *groups; /* that needs are numbered in; NULL: another finder numbers them */
	struct arena *arena;
	struct keys_recent *recent;                 /* 1 << KEYS_RECENT_BITS slots by the place of a text, or NULL */
	unsigned before, after, after_mark, phrase; /* as rules/reach.h has them */
};

/* An element that was asked for, and its keys. */
struct keys_recent {
	enum element_kind kind;
	unsigned forms;
	struct slice text;
	const struct pattern *choices;
	struct keys *keys;
};

enum { KEYS_RECENT_BITS = 10 };

/* Words and needs live in arena. Freed with trigger_finder_fini. */
void trigger_finder_init(struct trigger_finder *finder, const struct ast *ast, struct word_groups *groups, struct arena *arena);
/* Every text and choice that it will be asked for outlives it, so that what stands at the same place is the same: the variants of a line share
 * them. */
void trigger_finder_know_places(struct trigger_finder *finder);
void trigger_finder_fini(struct trigger_finder *finder);
/* Chooses the required element with the fewest alternatives made of <common> words alone; ties: fewest alternatives, longest shortest
 * word, leftmost. needs may be NULL. */
void trigger_find(const struct trigger_finder *finder, const struct pattern *pattern, struct trigger *trigger, struct needs *needs);
/* Numbers the words of needs that a finder without groups found. */
void trigger_number(const struct trigger_finder *finder, struct needs *needs);
/* Where a match can begin: so many bytes before the word of its first group at the most; SIZE_MAX where that cannot be said. */
size_t trigger_lead(const struct trigger_finder *finder, const struct pattern *pattern, const struct needs *needs);

#endif
