/* word_maps: word lists of the rules as maps of what they hold, each made once, when first asked for. */
#ifndef KGRAPH_RULES_WORD_MAPS_H
#define KGRAPH_RULES_WORD_MAPS_H

#include "base/map.h"
#include "rules/ast.h"

/* The ast outlives it. Freed with word_maps_fini. */
struct word_maps {
	const struct ast *ast;
	struct arena *arena;
	struct map *known; /* name -> its map */
};

void word_maps_init(struct word_maps *maps, const struct ast *ast, struct arena *arena);
void word_maps_fini(struct word_maps *maps);
/* The texts of the list of this name, as vocabulary_init spells them; empty where there is none, NULL where the name is empty. One thread at a
 * time. */
const struct map *word_maps_get(struct word_maps *maps, struct slice name);

#endif
