/* name_words: the word lists that names need, taken out of the ruleset once and shared by all threads. */
#ifndef KGRAPH_NAMES_NAME_WORDS_H
#define KGRAPH_NAMES_NAME_WORDS_H

#include "names/distinct.h"
#include "rules/word_maps.h"

/* Who bears one of these titles is nobody whose name begins with one of these names. */
struct name_parting {
	const struct map *titles, *names;
};

/* By the first byte of a word of a list, its lowest five bits: bit n for one of n bytes. */
struct word_lengths {
	uint64_t of[32];
};

struct name_words {
	const struct ast *ast;
	struct arena *arena;
	struct word_maps maps;
	/* Of these, in lower case. */
	const struct map *function, *particle, *prefix, *title, *not_name, *many, *office_part, *first_name, *last_name, *last_first, *stopped,
	        *narrower, *determiner, *suffix, *numeral, *article, *link, *placed, *opening, *kin, *auxiliary, *comma, *joint, *shared_noun,
	        *may_end, *byname, *pairwise;
	struct word_lengths title_lengths, kin_lengths;
	struct distinct *distinct; /* names that are never one */
	struct name_parting *partings;
	size_t parting_count;
};

void name_words_init(struct name_words *words, const struct ast *ast);
void name_words_fini(struct name_words *words);
/* Whether a list has the word, its letters in either case; NULL has none. */
bool name_words_has(const struct map *list, struct slice word);
/* The same of the titles: asked of every word of a document, and of most decided by how it begins and how long it is. */
bool name_words_title(const struct name_words *words, struct slice word);
bool name_words_kin(const struct name_words *words, struct slice word);

#endif
