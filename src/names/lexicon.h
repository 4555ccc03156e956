/* lexicon: every word that matters, behind one hash: first words of aliases with a trie of words below them, and the words that
 * trigger rules and `name` lines. One pass over a text finds them all. */
#ifndef KGRAPH_NAMES_LEXICON_H
#define KGRAPH_NAMES_LEXICON_H

#include "base/array.h"
#include "rules/ruleset.h"

struct lexicon;

#define LEXICON_BLOCKED UINT32_MAX

/* A declared name in a text: bytes start..end of it. entity is its index in ast.entities, or LEXICON_BLOCKED where a `not` line
 * says that this is something else. */
struct sighting {
	uint32_t start, end, entity;
	bool adjective; /* it stands for the entity where it is part of no other name */
};

/* A word that triggers something; from..to index lexicon_numbers. */
struct trigger_hit {
	uint32_t at, slot;
};

struct lexicon_hits {
	ARRAY(struct sighting) names;       /* by start; none lies within another that begins before it */
	ARRAY(struct trigger_hit) triggers; /* by place */
};

/* Builds the lexicon of all entities; words that trigger are added before lexicon_finish. Freed with lexicon_free. */
struct lexicon *lexicon_new(const struct ast *ast, struct arena *arena);
void lexicon_free(struct lexicon *lexicon);
/* A folded word and the number that it triggers: several a word, quickest in ascending order. */
void lexicon_add_trigger(struct lexicon *lexicon, struct slice word, uint32_t number);
/* The same of each of some words. Lists at one place are one list: they live until lexicon_finish. */
void lexicon_add_triggers(struct lexicon *lexicon, const slice_array *words, uint32_t number);
/* The first word of each alias of an entity triggers number. */
void lexicon_add_entity_trigger(struct lexicon *lexicon, uint32_t entity, uint32_t number);
void lexicon_finish(struct lexicon *lexicon);
/* The numbers that a slot triggers, ascending. */
const uint32_t *lexicon_numbers(const struct lexicon *lexicon, uint32_t slot, size_t *n);

/* One pass over text (valid UTF-8, under 4 GiB, 64 readable bytes behind it); hits are cleared first. scratch, which is
 * reset, serves words that are not ASCII. */
void lexicon_scan(const struct lexicon *lexicon, struct slice text, struct lexicon_hits *hits, struct arena *scratch);
void lexicon_hits_fini(struct lexicon_hits *hits);

#endif
