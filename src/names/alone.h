/* alone: where words that may be short for a name stand by themselves in a text, neither a part of another word nor followed by a name: "Muhammad
 * said". */
#ifndef KGRAPH_NAMES_ALONE_H
#define KGRAPH_NAMES_ALONE_H

#include "base/arena.h"
#include "base/array.h"
#include "base/map.h"

#define ALONE_NOWHERE SIZE_MAX

struct alone {
	struct slice text;
	size_t first;         /* the byte where it stands alone first, or ALONE_NOWHERE */
	bool kin;             /* whether it stands so behind a word for a relative: "his brother Robert" */
	size_t times;         /* the caller's */
	struct alone *within; /* the longest other that this one begins with */
};

/* Zeroed but for map and arena, the caller's; freed with alone_fini. */
struct alone_words {
	struct map *map; /* text -> struct alone */
	struct arena *arena;
	ARRAY(struct alone *) list;
};

/* What will be known of these words, the same each time; they must outlive the arena. */
struct alone *alone_add(struct alone_words *words, struct slice text);
/* Looks for all of them at once: time grows with the text, whatever their number. `kin` are the words for a relative. */
void alone_find(struct alone_words *words, struct slice text, const struct map *kin);
void alone_fini(struct alone_words *words);

#endif
