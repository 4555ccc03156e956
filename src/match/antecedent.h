/* antecedent: what is asked of the names before it by a word that refers, and which of them are one. */
#ifndef KGRAPH_MATCH_ANTECEDENT_H
#define KGRAPH_MATCH_ANTECEDENT_H

#include "names/mentions.h"
#include "rules/word_maps.h"

/* The first sign of a block, by which its words are told from those of another; empty where it has none. */
struct slice antecedent_sign(const struct ast_refer *refer);

/* The word lists of a `refer` block: of each of its signs, of what no unknown name may stand behind, and of what nobody's possessive may stand
 * before. */
struct antecedent_signs {
	const struct map **lists;     /* as ast_refer.signs; NULL where a sign has no list */
	const struct map *behind;     /* NULL where the block has none */
	const struct map *before;     /* the same */
	const struct map *inside;     /* the same */
	const struct map *titles;     /* the same */
	slice_array endings;          /* ends of words that no name has that is meant */
	const struct map *complement; /* WORDS_COMPLEMENT */
	const struct map *clause;     /* WORDS_CLAUSE */
	const struct map *helping;    /* WORDS_AUXILIARY */
	const struct map *adverb;     /* WORDS_ADVERB */
	const struct map *opening;    /* what begins a sentence with something else than its subject, up to a comma */
	const struct map *determiner; /* WORDS_DETERMINER */
	const struct map *joint;      /* what joins the last two of several names */
	size_t n;
};

/* Lives as long as the maps. */
struct antecedent_signs antecedent_signs(struct word_maps *maps, const struct ast_refer *refer);

/* What is asked of the names. */
struct antecedents {
	const struct ast_refer *refer;
	const struct type_set *types;
	const struct antecedent_signs *signs;
	const struct document *document;
	const struct mentions *mentions; /* knows the table of the document */
	size_t begin;                    /* where the sentence of the names begins, byte of the document */
	const struct mention *other;     /* somebody of whom the document shows that the words do not mean them; NULL where there is nobody */
	struct slice echo;               /* the word that the name must have; empty where it need not */
	bool earlier;                    /* the names are those of a sentence before */
	bool far;  /* the names stand two sentences before or more: no unknown one is meant of which the document shows nothing */
	bool open; /* result: several fit, so that none is meant for sure */
};

/* The name that a mention names or stands for. */
struct mention antecedent_name(const struct mention *mention);
/* Whether two mentions are plainly of one thing; of short and full names the last word is the same. */
bool antecedent_same(const struct document *document, const struct mention *a, const struct mention *b);
/* Whether a name ends as another one in full does, and begins as that one or has only this word: "Lee" and "Ann Lee" of Ann Mary Lee. */
bool antecedent_short_for(const struct document *document, const struct mention *name, const struct mention *full);

#endif
