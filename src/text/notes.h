/* notes: the marks of footnotes, in any language. */
#ifndef KGRAPH_TEXT_NOTES_H
#define KGRAPH_TEXT_NOTES_H

#include "base/slice.h"

/* Behind the footnote mark that begins at byte `at` of valid UTF-8, `at` where none does. A mark is glued to what stands before it, whose last code
 * point is `before` (0: none), and is a number or several in square brackets, at most one word before it: "Orlov[3]", "Orlov,[3, 4]", "Orlov[note
 * 2]", with pages behind it, "Orlov[3]:34"; "[^name]" in any place; a number in round brackets behind a word, "Orlov(27)", but neither "(27)" alone
 * nor "5(2)"; or raised digits, as text/raised knows them. */
size_t note_behind(struct slice text, size_t at, uint32_t before);
/* Whether the whole of a raised text that leads somewhere is a mark: a number, a letter, a symbol, several of them, or something short in brackets, be
 * it "[citation needed]". */
bool note_is_mark(struct slice text);
/* Whether the whole of a link is a sign that leads somewhere and says nothing, such as an arrow back from a footnote. Marks of a sentence are
 * none. */
bool note_is_sign(struct slice text);

#endif
