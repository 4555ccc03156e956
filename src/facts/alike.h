/* alike: whether two names mean the same by their words: case, accents, articles, titles and possessives make no difference. */
#ifndef KGRAPH_FACTS_ALIKE_H
#define KGRAPH_FACTS_ALIKE_H

#include "base/array.h"
#include "base/slice.h"
#include "rules/ast.h"

/* The words that were met, and those that make no difference. One thread at a time. */
struct alike;

/* A name as the numbers of its words, articles and possessives left out. */
struct alike_name {
	const uint32_t *words;
	size_t n, bare; /* bare: where the words behind its titles begin, 0 where it has none; below n unless n is 0 */
};

typedef ARRAY(struct alike_name) alike_names;

/* Which words are articles, titles and possessives is said by the lists `article`, `title` and `possessive` of the rules (NULL: there are
 * none, as where a list is missing). The caller frees it with alike_free. */
struct alike *alike_new(const struct ast *ast);
void alike_free(struct alike *alike);
/* The words live as long as alike. A name that is nothing but articles keeps them. */
struct alike_name alike_name(struct alike *alike, struct slice text);
/* Whether they are equal or the words of one begin or end the other's, with their titles or without. A name without a word is like no name. */
bool alike_match(const struct alike_name *a, const struct alike_name *b);
/* Whether the name, without its titles, stands in text, which was made by alike_name as well. */
bool alike_within(const struct alike_name *name, const struct alike_name *text);

#endif
