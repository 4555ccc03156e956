/* rename: entities of one graph that another graph has under one other id, and the first graph with the ids of the second. */
#ifndef KGRAPH_FACTS_RENAME_H
#define KGRAPH_FACTS_RENAME_H

#include "facts/fact.h"

#define RENAME_NONE UINT32_MAX

/* to[i], for each entity of olds, becomes the number in news of the entity that it is now: where its id is gone, and every place of it in a proof
 * that news has for an entity is one entity's; else RENAME_NONE. Returns how many there are. Places are compared by document and
 * overlapping bytes. partly[i] becomes whether news has no entity
 * for some of its places. n log n. */
size_t rename_find(const struct facts *olds, const struct facts *news, uint32_t *to, bool *partly);
/* A copy of olds in which those entities have the id and name that they have in news; two that become one share their edges, and an edge between
 * them is gone. The caller frees it with facts_free. */
struct facts *rename_apply(const struct facts *olds, const struct facts *news, const uint32_t *to);

#endif
