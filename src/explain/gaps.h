/* gaps: pairs of names that some relation could join and no rule joins, grouped by the words between them. */
#ifndef KGRAPH_EXPLAIN_GAPS_H
#define KGRAPH_EXPLAIN_GAPS_H

#include "match/extract.h"
#include "explain/folding.h"

enum { GAPS_EXAMPLES = 6 };

/* One end of an example. */
struct gap_end {
	struct slice name; /* of its entity */
	size_t start, end; /* bytes of the example's sentence */
	uint32_t type;     /* types.unknown for what nothing knows */
};

struct gap_example {
	struct slice document, sentence; /* white space folded */
	struct gap_end ends[2];          /* in the order of the text */
	struct fold_token *tokens;       /* of the words between; n of them */
	size_t n;
	unsigned left; /* what folding left out at their end */
	uint32_t line;
	uint32_t nth; /* of its document, in the group */
	size_t order; /* byte of the document where the sentence begins */
	bool refers;  /* one of its names stands elsewhere: "he" */
};

/* How often ends of these types stood there. */
struct gap_types {
	uint32_t left, right, count;
};

/* A relation that such a pair gave elsewhere. */
struct gap_found {
	uint32_t relation;
	bool forward; /* the first name was its subject */
	uint32_t count;
};

struct gap_group {
	struct slice key;
	uint64_t hash;
	unsigned words; /* in the key */
	bool verb;
	uint64_t sentences, documents; /* with such a pair and no edge */
	uint64_t found;                /* sentences in which such a pair gave an edge */
	ARRAY(struct gap_types) types; /* by left, then right */
	ARRAY(struct gap_found) given; /* by relation, then those that are not forward */
	ARRAY(uint32_t) between;       /* types of names between, ascending */
	/* Best first: those that name both, one of each document before the second of any, then the shorter, then by place. */
	struct gap_example *examples[GAPS_EXAMPLES];
	size_t example_count;
	/* of the thread that reads: */
	uint64_t last_sentence, last_found, last_document;
	uint32_t nth;
};

/* What one thread found, or all of them together. */
struct gaps {
	ARRAY(struct gap_group *) groups;
	struct map *by_key;
	size_t limit;       /* how many groups are kept at most: those of the fewest words */
	bool cut;           /* some were not */
	unsigned cut_words; /* then: those of this many words and this hash, and all above, were left out */
	uint64_t cut_hash;
	uint64_t pairs, joined; /* pairs without an edge, in groups; pairs with one */
	uint64_t sentences;     /* that were read */
};

void gaps_init(struct gaps *gaps, size_t limit);
void gaps_fini(struct gaps *gaps);

/* The group of a key, made where it is new; NULL where it is beyond the limit. */
struct gap_group *gaps_group(struct gaps *gaps, struct slice key);
void gap_group_types(struct gap_group *group, uint32_t left, uint32_t right, uint32_t count);
void gap_group_given(struct gap_group *group, uint32_t relation, bool forward, uint32_t count);
void gap_group_between(struct gap_group *group, uint32_t type);
/* Whether the example is better than one that the group keeps. */
bool gap_group_wants(const struct gap_group *group, const struct gap_example *example);
/* Takes the example, which is one piece of memory of malloc. */
void gap_group_example(struct gap_group *group, struct gap_example *example);
int gap_example_compare(const struct gap_example *a, const struct gap_example *b);

/* Which types may stand at the ends, either way round. */
struct gap_fits {
	struct type_set right[TYPES_LIMIT]; /* by the left type */
};

/* Those that the relations of the rules join; wanted: as ast.relations, which of them, or NULL for all. */
void gaps_fits(struct gap_fits *fits, const struct ruleset *rules, const bool *wanted);

/* Who looks at sentences in one thread. */
struct gap_finder {
	const struct ruleset *rules;
	const struct gap_fits *fits;
	struct folder *folder;
	struct gaps gaps;
	struct arena *arena;
	uint64_t sentence, document; /* how many were met */
	struct buffer key;           /* of the last document */
};

void gap_finder_init(
        struct gap_finder *finder, const struct ruleset *rules, const struct folding *folding, const struct gap_fits *fits, size_t limit);
void gap_finder_fini(struct gap_finder *finder);
/* Takes the pairs of a sentence. */
void gap_finder_read(struct gap_finder *finder, const struct extract_view *view);

/* Moves what one thread found into all; the order of the calls makes no difference. */
void gaps_merge(struct gaps *all, struct gaps *part);
/* Keeps the limit and sorts: the best first. Groups without a gap are left out. */
void gaps_finish(struct gaps *gaps);
/* What a group weighs: its sentences, twice where a verb is among its words, twice where several documents have it. */
uint64_t gaps_weight(const struct gap_group *group);

#endif
