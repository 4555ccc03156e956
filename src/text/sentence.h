/* sentence: the sentences of a block. */
#ifndef KGRAPH_TEXT_SENTENCE_H
#define KGRAPH_TEXT_SENTENCE_H

#include "base/map.h"
#include "text/document.h"

enum { SENTENCE_LIMIT = 4096 };

struct sentence {
	size_t start, end; /* bytes of the text, trimmed */
	bool cut;          /* cut at the last white space before SENTENCE_LIMIT bytes */
};

/* What does not end a sentence: folded abbreviations without their last stop ("dr", "u.s", "e.g"), and which of them may end one
 * before a capital ("etc", "u.s"). Language data, from the rules. Either map may be NULL. */
struct sentence_words {
	const struct map *abbreviations;
	const struct map *may_end;
};

/* The sentence of block that begins at or after byte `at`; false at the block's end. Deterministic from block->start: call it with
 * at = block->start, then with the end of the one before.
 *
 * A sentence ends at . ! ? … (with closing quotes, brackets, notes like [12] or digits glued to it) before white space and
 * something that can begin another: a letter that is no small one, a digit, a quote, bracket or dash before one of these. It does not
 * end after an abbreviation, after single capitals ("J.", "J.F.") or a number or letter that opens it ("1."). An abbreviation of may_end
 * ends one before a capital; but one made of capitals and stops ("U.S.") stands before names too often, and ends it only where
 * a word of at most three letters and then a small letter follow ("in the U.S. He left", not "the U.S. Congress"). A single capital is no initial
 * behind a word with which it stands in may_end, "war i", unless the sentence begins with that: "Peter I. Orlov met". */
bool sentence_next(
        const struct document *document, const struct block *block, const struct sentence_words *words, size_t at, struct sentence *sentence);

#endif
