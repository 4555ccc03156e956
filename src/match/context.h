/* context: what the words of a sentence stand for that name nothing themselves ("he", "the party"): a name before them, in the same paragraph or the
 * one before it. */
#ifndef KGRAPH_MATCH_CONTEXT_H
#define KGRAPH_MATCH_CONTEXT_H

#include "match/antecedent.h"
#include "match/topic.h"
#include "text/sentences.h"

/* What `refer` blocks ask for, compiled when first needed; shared by all threads. */
struct context_programs {
	const struct ruleset *rules;
	struct program_compiler *compiler;
	struct arena *arena;
	struct word_maps maps;
	struct program *words, *not_in; /* as ast.refers */
	struct antecedent_signs *signs; /* the same */
	bool possessive;                /* some block is of possessives */
	bool *active;                   /* as ast.refers: whether some rule takes what its words may stand for */
	struct type_set sought;         /* types whose names trigger a rule: a word that refers, which triggers nothing, is of none of them */
};

void context_programs_init(struct context_programs *programs, const struct ruleset *rules, struct program_compiler *compiler);
void context_programs_fini(struct context_programs *programs);

/* A sentence of the block that was read. */
struct context_sentence {
	size_t start;                 /* byte of the document */
	size_t first, n;              /* of the mentions */
	const struct ast_refer *open; /* the block of a word in front of them all of which it is open what it stands for; NULL where there is none */
};

/* One thread's memory of a block. */
struct context {
	struct context_programs *programs;
	struct mentions *finder; /* finds the names of earlier sentences */
	/* Fills mentions with the names of a sentence. */
	void (*find)(struct mentions *mentions, const struct sentence *sentence, void *data);
	void *data;
	struct sentence_words words;
	const struct block *block; /* whose sentences these are, up to byte `at` */
	struct sentences told;     /* of the document, in which earlier ones are looked up */
	size_t at, first;          /* the number of its first sentence among these */
	ARRAY(struct context_sentence) sentences;
	mention_array mentions;
	enum { TOPIC_UNASKED, TOPIC_NONE, TOPIC_KNOWN } topic_state; /* of this document */
	struct mention topic;
	/* No word for a person stands in its first paragraphs, but one that else means the nearest, "the party": it is what that says. */
	bool topic_body;
	/* The sign of the first words for it, "not female" of "he": words with another are not for it; empty where there are none. */
	struct slice topic_sign;
	struct arena *arena;          /* of the document */
	mention_array chosen;         /* for one word */
	const struct ast_refer *open; /* as of a sentence: of the one at hand */
	size_t open_at;               /* byte of the document where its word stands */
	struct group_set groups;      /* of the masked sentence at hand */
};

/* Forgets the document, before another one; arena is that one's. */
void context_clear(struct context *context, struct arena *arena);
void context_fini(struct context *context);
/* Adds to the mentions of a sentence those words that stand for one before them: in the sentence, or in those before it of its block and of the
 * paragraph before that, which are read for it. What they stand for depends on these two alone, never on what was read before. A word whose meaning
 * is open is no mention. Where `possessive`, the words of the blocks that say so are added, else those of all others; whether there were any. */
bool context_refer(struct context *context, const struct document *document, const struct block *block, const struct sentence *sentence,
        struct mentions *mentions, bool possessive);

#endif
