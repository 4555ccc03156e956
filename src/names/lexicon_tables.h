/* lexicon_tables: the inside of a lexicon, for what builds it and what scans with it; nobody else includes it. */
#ifndef KGRAPH_NAMES_LEXICON_TABLES_H
#define KGRAPH_NAMES_LEXICON_TABLES_H

#include "base/ascii.h"
#include "base/wordhash.h"
#include "names/lexicon.h"

enum { SCRATCH_LIMIT = 1 << 20, NO_NODE = 0, SLOT_CAPITAL = 1, SLOT_ANY_CASE = 2, SLOT_TRIGGER = 4, WORD_MAX = 256 };

/* How the capitals of an alias bind those of the text. */
enum alias_case { CASE_ANY, CASE_CAPITAL, CASE_EXACT };

struct alias {
	struct slice folded; /* the alias as unicode_fold has it: what stands in the text has to fold to it */
	uint32_t entity;
	uint32_t next;   /* another alias of the same words, or 0 */
	uint8_t letters; /* enum alias_case */
	bool adjective;
	uint32_t lead, trail; /* bytes of marks before its first and behind its last word */
};

/* A word that begins a name or triggers something. */
struct slot {
	uint64_t hash;
	uint32_t node;         /* in the trie, or NO_NODE */
	uint32_t first, count; /* in numbers */
	uint32_t flags;        /* 0: empty */
};

/* One step of the trie: node, then a word of this hash, leads to child. */
struct step {
	uint64_t hash;
	uint32_t node, child;
};

struct node {
	uint32_t alias;    /* first of those that end here, or 0 */
	uint64_t openings; /* opening_of the words that go on from here; 0: none does */
};

/* Words that trigger the same: many variants of rules have the words of one vocabulary. */
struct trigger_list {
	uint32_t first, n; /* of trigger_words */
};

/* A number that the words of a list trigger. */
struct trigger_use {
	uint32_t list, number;
};

/* A bit for each hash, so many that few others meet them: what is not there is told without the table, which is too large for the nearest cache. */
struct filter {
	uint64_t *bits;
	uint64_t mask;
};

struct lexicon {
	const struct ast *ast;
	struct arena *arena;
	struct filter slot_filter, step_filter; /* most words end at the one, most others at the other */
	struct slot *slots;
	size_t slot_mask, slot_count;
	struct step *steps;
	size_t step_mask, step_count;
	ARRAY(struct node) nodes;    /* 0 is no node */
	ARRAY(struct alias) aliases; /* 0 is no alias */
	/* Triggers, until lexicon_finish. */
	ARRAY(uint64_t) trigger_words; /* hashes, then places in slots */
	ARRAY(struct trigger_list) trigger_lists;
	ARRAY(struct trigger_use) trigger_uses;
	struct map *known_lists; /* by the place of their words */
	ARRAY(uint32_t) numbers;
};

static inline struct slot *slot_at(struct slot *slots, size_t mask, uint64_t hash)
{
	size_t i = hash & mask;
	while (slots[i].flags && slots[i].hash != hash)
		i = (i + 1) & mask;
	return &slots[i];
}

static inline bool filter_has(const struct filter *filter, uint64_t hash)
{
	uint64_t bit = hash >> 20 & filter->mask;
	return filter->bits[bit / 64] >> bit % 64 & 1;
}

static inline void filter_add(struct filter *filter, uint64_t hash)
{
	uint64_t bit = hash >> 20 & filter->mask;
	filter->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

static inline uint64_t step_hash(uint32_t node, uint64_t hash)
{
	return wordhash_mix(hash ^ node, UINT64_C(0x8EBC6AF09C88C6E3));
}

static inline struct step *step_at(struct step *steps, size_t mask, uint32_t node, uint64_t hash)
{
	size_t i = step_hash(node, hash) & mask;
	while (steps[i].child && (steps[i].hash != hash || steps[i].node != node))
		i = (i + 1) & mask;
	return &steps[i];
}

/* A bit for how a word begins, case aside: two readable bytes, both of ASCII. */
static inline uint64_t opening_of(const char *word)
{
	unsigned first = (unsigned char)word[0] | 0x20u, second = ascii_is_word(word[1]) ? (unsigned char)word[1] | 0x20u : 0;
	return UINT64_C(1) << ((first * 5 + second * 11) & 63);
}

static inline uint32_t child_of(const struct lexicon *lexicon, uint32_t node, uint64_t hash)
{
	if (!filter_has(&lexicon->step_filter, step_hash(node, hash)))
		return NO_NODE;
	return step_at(lexicon->steps, lexicon->step_mask, node, hash)->child;
}

static inline bool word_byte(char c)
{
	return ascii_is_word(c) || (unsigned char)c >= 0x80;
}

/* wordhash of text that is not followed by readable bytes. */
static inline uint64_t hash_of(struct slice word)
{
	char bytes[WORD_MAX + WORDHASH_BEHIND] = { 0 };
	size_t len = word.len < WORD_MAX ? word.len : WORD_MAX;
	memcpy(bytes, word.ptr, len);
	return wordhash(bytes, len);
}

#endif
