/* acronyms: short names that a document puts in brackets behind a name: "Popular Unity (UP)". */
#ifndef KGRAPH_NAMES_ACRONYMS_H
#define KGRAPH_NAMES_ACRONYMS_H

#include "base/map.h"

/* Letters of an acronym. */
enum { ACRONYM_MIN = 2, ACRONYM_MAX = 8 };

/* Whether word has the shape of one: capitals, and perhaps digits. */
bool acronym_is(struct slice word);
/* The one in the brackets that begin at byte `at` with "(", alone or behind another name and a comma, "(Parti Socialiste, PS)", "(PS; socialist)"; or
 * an empty slice. */
struct slice acronym_in_brackets(struct slice text, size_t at);
/* Whether text has one in brackets, whatever stands before it. */
bool acronym_stands_in_brackets(struct slice text);
/* Whether word may be one that a document puts in brackets: half of it capitals and digits, "PiS", "CDS-PP". */
bool acronym_may_be(struct slice word);
/* The words of text that may be one, and have brackets to themselves, "(PS)", "(PS; socialist)", or end them behind a comma -> where the first such
 * brackets begin, a number. Keys are part of text; the caller frees the map. */
struct map *acronym_brackets(struct slice text);
/* Whether a word of text has the shape of one. */
bool acronym_stands_in(struct slice text);
/* Whether its letters begin words of the name, or the capitalised words of it in another order: "FARC" of "Revolutionary Armed Forces of
 * Colombia". */
bool acronym_spells(struct slice acronym, struct slice name);
/* The one in brackets behind a name that ends at byte `end`, or an empty slice. */
struct slice acronym_behind(struct slice text, size_t end);
/* Whether the name at `start` goes on with a longer one, "Communist Party of Burma": then `longer` is so much of that as spells the
   acronym, or empty. Of one without such words between, "Al-Hizb Pakistan", it has to. */
bool acronym_ends_longer(struct slice text, size_t start, size_t end, struct slice acronym, struct slice *longer);

#endif
