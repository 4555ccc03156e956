/* wording: the words of a name, found in a text whatever their case and accents and whatever stands between them. */
#ifndef KGRAPH_NAMES_WORDING_H
#define KGRAPH_NAMES_WORDING_H

#include "base/arena.h"
#include "base/array.h"

/* Words that a name may have: more are a text. */
enum { WORDING_MOST = 64 };

struct wording {
	ARRAY(struct slice) words; /* folded, in arena */
	size_t lead;               /* of the first words, which a name may lack: "the" of "the Emperor"; below words.n */
	struct arena *arena, *scratch;
};

/* The next word at or after byte *at: letters, digits and what combines with them. *at moves behind it; false where there is none. */
bool wording_next_word(struct slice text, size_t *at, struct slice *word);
/* Reads a name of 1 to WORDING_MOST words; false where it has none or more. Ended with wording_fini either way. */
bool wording_init(struct wording *wording, struct slice name);
void wording_fini(struct wording *wording);
/* The first place at or after byte `from` of text at which the words stand one behind the other, as whole words, nothing but marks and white
 * space between. False where there is none. */
bool wording_find(struct wording *wording, struct slice text, size_t from, size_t *start, size_t *end);
/* Where, in words that wording_find found from start on, those begin that a name must have. */
size_t wording_bare(const struct wording *wording, struct slice text, size_t start);
/* How much of text they are; all, too, where it lacks some of the lead. */
enum wording_part { WORDING_NONE, WORDING_SOME, WORDING_ALL };
enum wording_part wording_part_of(struct wording *wording, struct slice text);

#endif
