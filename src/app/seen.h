/* seen: the names that stand in an example, for who asks why it gives nothing. */
#ifndef KGRAPH_APP_SEEN_H
#define KGRAPH_APP_SEEN_H

#include "match/extract.h"

/* So many names are told at most. */
enum { SEEN_MOST = 6 };

/* The names from byte `begin` of the document on, each with its type and the line that knows it: "Ann Lee (person, r/a.rules:3), 9th Corps (group,
 * r/b.rules:7)"; how many they are goes to *n. Reads the document as extractor_read_as has it with `within`. In arena. */
struct slice seen_names(
        struct engine *engine, const struct ruleset *rules, struct document *document, size_t begin, unsigned within, struct arena *arena, size_t *n);

#endif
