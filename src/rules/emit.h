/* emit: a pattern of the rule language -> PCRE2 text for masked sentences. */
#ifndef KGRAPH_RULES_EMIT_H
#define KGRAPH_RULES_EMIT_H

#include "base/buffer.h"
#include "rules/asked.h"
#include "rules/classes.h"
#include "rules/types.h"

/* In a masked sentence a mention is one character of the private use area: MASK_FIRST plus the number of its type; an adjective that stands for an
 * entity, which is a word like others but to the holes that ask for it, MASK_ADJECTIVE plus that. */
enum { MASK_FIRST = 0xE000, MASK_ADJECTIVE = MASK_FIRST + TYPES_LIMIT, MASK_LAST = 0xF8FF };

struct program;

/* What many patterns share and that is looked for on its own, once a sentence for all of them (base/regex: parts). */
enum shared_kind { SHARED_WORDS, SHARED_BEFORE, SHARED_AFTER, SHARED_NEVER, SHARED_LIST, SHARED_NAME };

struct emit_shared {
	enum shared_kind kind;
	struct slice name;               /* of the words; of a list: what it takes */
	unsigned forms;                  /* of the words; of {Name}: whether it may begin with a particle */
	const struct emitted_hole *hole; /* of a list: one that takes what all take that share it */
	struct program *program;         /* NULL until a pattern with it is compiled */
};

typedef ARRAY(struct emit_shared *) emit_shared_array;

/* A hole of an emitted pattern. */
struct emitted_hole {
	struct slice name;
	struct type_set types; /* of mentions that it takes */
	bool list, phrase;
	int group; /* its number in the regular expression */
	const struct element *element;
};

struct emitted {
	struct slice regex; /* in the arena */
	bool free;          /* holds a regular expression of the author's */
	int anchor;         /* group of the element that was asked for, or 0 */
	int whole, name;    /* of a `name` line: groups of what it finds, without leading optional words and titles, and of {Name}, or 0 */
	int member;         /* of what reads a list: group of the member */
	ARRAY(struct emitted_hole) holes;
	emit_shared_array parts; /* by their numbers in the pattern; the cache's */
};

/* Parts, and vocabularies that were written before. One thread at a time may use one. */
struct emit_cache;

struct emit_cache *emit_cache_new(void);
void emit_cache_free(struct emit_cache *cache);

struct emitter {
	const struct ast *ast;
	const struct types *types;
	/* The types of a hole that names none itself (by its name); may be NULL: every type. */
	void (*hole_types)(struct slice hole, struct type_set *set, const void *data);
	const void *data;
	struct emit_cache *cache;
	const struct word_classes *classes; /* that the matcher looks up, as it does parts; NULL: patterns look for themselves */
};

/* Emits pattern; anchor is the index of the top-level element to capture, or pattern->n for none. Text goes to arena, the
 * caller frees emitted->holes with emit_fini. */
void emit_pattern(const struct emitter *emitter, const struct pattern *pattern, size_t anchor, struct arena *arena, struct emitted *emitted);
/* The same for a `name` line. */
void emit_name(const struct emitter *emitter, const struct pattern *pattern, struct arena *arena, struct emitted *emitted);
/* A pattern that reads one member of a list hole, anchored: an optional joint, then the member, then what stands around it up to the next
 * one or to the subject's end, which has to be that of the hole. */
void emit_member(const struct emitter *emitter, const struct emitted_hole *hole, struct arena *arena, struct emitted *emitted);
/* One member of a vocabulary that is more than one plain word (of WORDS_COMPLEMENT and WORDS_AFTER_NAME: any), no groups. False where it has none. */
bool emit_words(const struct emitter *emitter, struct slice name, struct arena *arena, struct emitted *emitted);
/* All the ways to match a part, for regex_ends; of words only those that are more than plain. False where there is none. */
bool emit_shared(const struct emitter *emitter, const struct emit_shared *part, struct arena *arena, struct emitted *emitted);
/* Alternatives of patterns (cues), whole words; groups for their holes alone. behind: they may begin right behind a word. */
void emit_choices(const struct emitter *emitter, const pattern_array *patterns, bool behind, struct arena *arena, struct emitted *emitted);
/* A run of capitalised words that nothing knows. */
void emit_capitals(const struct emitter *emitter, struct arena *arena, struct emitted *emitted);
void emit_fini(struct emitted *emitted);

#endif
