/* shape: what a pattern may take of a masked sentence, in chunks: what stands between two spaces. Read from the pattern when it is first about to
 * be tried, so that most patterns need never be compiled. A shape takes all that its pattern takes, and more. */
#ifndef KGRAPH_RULES_SHAPE_H
#define KGRAPH_RULES_SHAPE_H

#include "base/map.h"
#include "rules/ruleset.h"
#include "rules/shape_words.h"

enum shape_kind {
	SHAPE_SPACE,  /* one space */
	SHAPE_WORDS,  /* a member of words */
	SHAPE_MARK,   /* something with this mark in it, without a space */
	SHAPE_NAME,   /* a mention of one of types */
	SHAPE_RUN,    /* capitalised words and mentions, as emit_capitalised has them; where they lead, a particle before them */
	SHAPE_CHOICE, /* one of lines, or nothing where optional */
	SHAPE_GAP,    /* up to max words of a gap, over names or not */
	SHAPE_COUNT,  /* min to max plain words that begin no member of the lists in not_in */
	SHAPE_ANY,    /* anything of any length */
	SHAPE_BEFORE, /* what may stand before a hole, or nothing */
	SHAPE_AFTER,  /* what may stand behind one, or nothing */
	SHAPE_LIST,   /* the members of a list behind the first: lines[0] is a member */
};

struct shape_line {
	struct shape *at;
	size_t n, room;
};

/* Kept small: every variant that is about to be tried has its own. */
struct shape {
	unsigned char kind;
	bool spaced : 1; /* one space stands before it */
	bool optional : 1;
	bool over : 1;          /* of a gap */
	bool inside : 1;        /* of a count: it may begin in the middle of a chunk */
	bool adjective : 1;     /* of a name: adjectives as well */
	bool lead : 1;          /* of a run */
	unsigned char min, max; /* as many as a sentence that is read has chunks, or fewer */
	uint32_t n;             /* of lines, or of not_in */
	union {
		char mark;
		const struct shape_words *words;
		const struct type_set *types;
		const struct shape_words *const *not_in;
		const struct shape_line *lines;
	};
};

/* What the shapes of a ruleset share. One thread at a time may make one; those that were made are for all. */
struct shapes {
	const struct ruleset *rules;
	struct arena *arena;
	struct map *known;               /* of vocabularies and choices, by a key */
	struct shape_line before, after; /* a choice each */
	const struct shape_words *clause;
	struct shape_line comma, joint, list_end; /* of lists; without elements where the rules have none */
	struct shape_line particle;               /* of names, likewise */
	bool ends;                                /* whether there is a list_end */
};

void shapes_init(struct shapes *shapes, const struct ruleset *rules);
void shapes_fini(struct shapes *shapes);
/* Of a variant or an `unless` line; `anchor` as emit_pattern takes it. */
const struct shape_line *shape_of(struct shapes *shapes, const struct ruleset_variant *variant, size_t anchor);
/* Of a `name` line. */
const struct shape_line *shape_of_name(struct shapes *shapes, const struct pattern *pattern);

/* For shape_regex.c and shape.c alone. */
void shape_add(struct shapes *shapes, struct shape_line *line, struct shape shape);
/* Adds what a regular expression of an author may take. */
void shape_add_regex(struct shapes *shapes, struct shape_line *line, struct slice regex);

#endif
