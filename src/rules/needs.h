/* needs: words without which a pattern cannot match, cheaper to look up than the pattern is to run. */
#ifndef KGRAPH_RULES_NEEDS_H
#define KGRAPH_RULES_NEEDS_H

#include "base/array.h"
#include "base/map.h"
#include "base/slice.h"

/* Groups of words, numbered; of each group that a pattern needs, one word has to stand in the sentence. */
struct word_groups {
	size_t n;
	struct map *known; /* the words of a group, joined -> its number */
	struct arena *arena;
	struct word_group_slot *slots; /* by the hash of a word */
	size_t mask, used;
	ARRAY(struct word_group_run) runs;
};

struct word_group_slot {
	uint64_t hash;
	uint32_t first; /* in runs, plus one; 0: empty */
};

enum { GROUP_RUN = 6 };

/* Some groups of a word, side by side: a common word is in a thousand of them. */
struct word_group_run {
	uint32_t next; /* as in a slot */
	uint32_t n;
	uint32_t groups[GROUP_RUN];
};

/* Places in a text, one bit for so many chunks of it that 64 bits are enough; a chunk is what stands between two spaces. */
struct text_scale {
	unsigned unit; /* chunks to the bit; 0: one */
};

/* Where words of a group stand. */
struct group_place {
	uint32_t first, last; /* the bytes at which the first and the last begin */
	uint64_t chunks;      /* of all, on the scale of a text that was read with them; else all bits */
};

/* Which groups meet a sentence, one bit each, and where. Zeroed is empty. */
struct group_set {
	ARRAY(uint64_t) bits;
	ARRAY(struct group_place) places; /* of the groups whose bits are set; of no meaning where all are */
	struct text_scale scale;
	bool all; /* every group may stand anywhere */
};

typedef ARRAY(uint32_t) group_array;

/* Texts live in arena. Freed with word_groups_fini. */
void word_groups_init(struct word_groups *groups, struct arena *arena);
void word_groups_fini(struct word_groups *groups);
/* The number of the group of these folded words (n of them); equal groups get one number. */
uint32_t word_groups_add(struct word_groups *groups, const struct slice *words, size_t n);
/* The same, always with a new number. */
uint32_t word_groups_put(struct word_groups *groups, const struct slice *words, size_t n);
/* Makes the set that of no word at all. */
void group_set_clear(struct group_set *set, const struct word_groups *groups);
/* Every group: for sentences with words that are not looked up. */
void group_set_fill(struct group_set *set, const struct word_groups *groups);
/* Adds the groups of a word that may stand anywhere; 16 bytes behind it are readable. */
void group_set_word(struct group_set *set, const struct word_groups *groups, struct slice word);
/* The scale on which text has places. */
struct text_scale text_scale_of(struct slice text);
/* Bits of the places from those of `here` on, up to so many chunks behind one of them. */
uint64_t text_reach(struct text_scale scale, uint64_t here, unsigned chunks);
/* Makes the set that of the words of text; of all groups where it has words of other letters than ASCII. 16 bytes behind text are readable. */
void group_set_text(struct group_set *set, const struct word_groups *groups, struct slice text);
/* The same with the chunks that they stand in, on the scale of the text. */
void group_set_chunked(struct group_set *set, const struct word_groups *groups, struct slice text);
/* Whether words of all of these groups stand there one behind the other. */
bool group_set_meets(const struct group_set *set, const group_array *needed);
void group_set_fini(struct group_set *set);

static inline uint64_t text_place(struct text_scale scale, unsigned chunk)
{
	return UINT64_C(1) << (scale.unit > 1 ? chunk / scale.unit : chunk);
}

static inline bool group_set_has(const struct group_set *set, uint32_t group)
{
	return set->bits.at[group / 64] >> group % 64 & 1;
}

/* The chunks in which a group stands. */
static inline uint64_t group_set_chunks(const struct group_set *set, uint32_t group)
{
	return set->all ? UINT64_MAX : group_set_has(set, group) ? set->places.at[group].chunks : 0;
}

#endif
