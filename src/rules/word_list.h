/* word_list: the plain members of a vocabulary, found at a byte of a masked sentence without a regular expression. */
#ifndef KGRAPH_RULES_WORD_LIST_H
#define KGRAPH_RULES_WORD_LIST_H

#include "base/regex.h"
#include "base/slice.h"

struct word_list {
	ARRAY(struct slice) texts; /* sorted, none twice; not owned */
	uint32_t first[257];       /* of texts, those that begin with a byte: first[byte] up to first[byte + 1] */
};

/* Of n texts in lower case, as a vocabulary has them; they have to outlive the list. Freed with word_list_fini. */
void word_list_init(struct word_list *list, const struct slice *texts, size_t n);
void word_list_fini(struct word_list *list);
/* Adds to ends (from number `first` on) where texts that begin at byte `from` of subject end, case aside; behind a letter or digit a word has
 * to end. */
void word_list_ends(const struct word_list *list, struct slice subject, size_t from, regex_end_array *ends, size_t first);

#endif
