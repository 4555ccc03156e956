/* folding: the words between two names -> a key that is the same where the same is said in other words: "has signed the treaty with" and
 * "signed a treaty with". Which words may go is said by word lists of the rules, what forms belong together by their verbs and inflections. */
#ifndef KGRAPH_EXPLAIN_FOLDING_H
#define KGRAPH_EXPLAIN_FOLDING_H

#include "base/arena.h"
#include "base/buffer.h"
#include "rules/ruleset.h"

/* What was left out before a word; FOLD_RELATIVE: a word that begins a clause, FOLD_ASIDE: a comma, both only at the beginning. */
enum fold_left { FOLD_DETERMINER = 1, FOLD_AUXILIARY = 2, FOLD_ADVERB = 4, FOLD_RELATIVE = 8, FOLD_ASIDE = 16 };

enum fold_kind {
	FOLD_WORD,
	FOLD_COMMA,
	FOLD_NUMBER, /* "#" in the key */
	FOLD_NAME,   /* "{}" in the key */
};

struct fold_token {
	enum fold_kind kind;
	unsigned left;       /* bits of enum fold_left: what stood before it and was left out */
	bool glued;          /* no space between it and what stands before */
	bool content;        /* no frequent word and none that carries grammar alone */
	struct slice text;   /* as it stands, in lower case */
	struct slice folded; /* the same without accents */
};

enum { FOLD_TOKENS = 24, FOLD_WORDS = 8 };

/* What was read last; texts live until the next call. */
struct folded {
	struct fold_token tokens[FOLD_TOKENS];
	size_t n;
	unsigned left; /* what was left out at the end */
	bool verb;     /* a content word is a form of a verb */
	struct slice key;
};

/* The lists of a ruleset, shared by all threads. */
struct folding;
/* One thread's use of them. */
struct folder;

/* The ruleset outlives it; the caller frees it with folding_free. */
struct folding *folding_new(const struct ruleset *rules);
void folding_free(struct folding *folding);
/* The folding outlives it; the caller frees it with folder_free. */
struct folder *folder_new(const struct folding *folding);
void folder_free(struct folder *folder);

/* Folds masked text between two names. NULL where no relation is to be looked for: no content word, more than FOLD_WORDS words, the end of a
 * clause or a mark other than a comma between them, a coordination that begins behind the first name. */
const struct folded *folder_read(struct folder *folder, struct slice between);
/* What all forms of a word share; lives as long as the folder. */
struct slice folder_stem(struct folder *folder, struct slice word);
/* Whether masked text that ends (begins) with a name shows that the name is only a part of something else, by what stands before (behind) it. */
bool folder_leads_in(struct folder *folder, struct slice before);
bool folder_goes_on(struct folder *folder, struct slice behind);

#endif
