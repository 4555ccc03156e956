/* shorts: the short names of one document, and the names in full that they stand for. */
#ifndef KGRAPH_NAMES_SHORTS_H
#define KGRAPH_NAMES_SHORTS_H

#include "names/table.h"

struct shorts {
	const struct name_table *table;
	const struct name_words *words;
	struct document *document;
	struct arena *arena; /* of what is put */
};

/* Makes key short for a name, an entity's or LEXICON_BLOCKED, that stands at byte `at` of the document. Returns the name as it is known, which a
 * longer or shorter one may have been before; NULL where a `distinct` line forbids it. */
struct full_name *shorts_put(struct shorts *shorts, struct slice key, struct slice text, uint32_t entity, size_t at, bool acronym);
/* Whether a name begins with a first name: then nothing before it is missing, and nothing is too much. */
bool shorts_begins_with_first(const struct shorts *shorts, struct slice name);

#endif
