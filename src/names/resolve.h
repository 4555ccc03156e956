/* resolve: mention -> entity, inside one document: its id, its name, and what a short name was taken for. */
#ifndef KGRAPH_NAMES_RESOLVE_H
#define KGRAPH_NAMES_RESOLVE_H

#include "names/mention.h"
#include "names/table.h"
#include "rules/types.h"
#include "text/document.h"

struct identity {
	struct slice id, name;
	uint32_t type;
	size_t apart;          /* number + 1 of the `distinct` line that kept it from being somebody else; 0 where none did */
	struct slice resolved; /* why a short name is who it is; empty where the text says the name itself */
};

/* The number, among the types of facts, of what fills a {X : phrase}: behind the declared ones and the unknown names. */
static inline uint32_t resolve_phrase_type(const struct types *types)
{
	return types->unknown + 1;
}

/* Texts live in arena or in the ruleset. */
struct identity resolve_mention(const struct mention *mention, const struct document *document, const struct types *types,
        const struct name_table *table, struct arena *arena);
/* Of two names that were found for one entity, whether it shall have a rather than b: the longer, then of several words one with small letters, then
 * the first by bytes, in whatever order they are met. */
bool resolve_better_name(struct slice a, struct slice b);

#endif
