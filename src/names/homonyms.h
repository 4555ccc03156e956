/* homonyms: names that are an entity's only where certain words stand near (`near`), or that several entities have. */
#ifndef KGRAPH_NAMES_HOMONYMS_H
#define KGRAPH_NAMES_HOMONYMS_H

#include "base/map.h"
#include "names/lexicon.h"

struct homonyms;

/* NULL where no entity has a `near` line. Memory in arena, but for what homonyms_free frees. */
struct homonyms *homonyms_new(const struct ast *ast, struct arena *arena);
void homonyms_free(struct homonyms *homonyms);
/* Gives each declared name of the document that several may have to the one whose words stand nearest in its paragraph; or else to whom the same name
 * was given last; or to the only one whose words stand in the document; or to the only one without such words. What is nobody's is taken out of the
 * hits. A name of an entity that no other has counts as its words. scratch is reset. */
void homonyms_resolve(const struct homonyms *homonyms, struct slice text, struct lexicon_hits *hits, struct arena *scratch);

/* The first entity with `near` words that has this alias, where one has: what a text says so and is not taken for an entity, no such word decided.
 * NULL where none has. Time: entities with such words. scratch is for the length of the call. */
const struct ast_entity *homonyms_undecided(const struct ast *ast, struct slice name, struct arena *scratch);

#endif
