/* led_in: whether a word stands within a sentence, and not at its beginning, where any word has a capital. */
#ifndef KGRAPH_NAMES_LED_IN_H
#define KGRAPH_NAMES_LED_IN_H

#include "names/name_words.h"
#include "names/tokens.h"
#include "text/document.h"

/* Whether the word behind `token` stands within a sentence: behind a word in lower case, or behind one that only a name has before it, a title or
 * a first name. "The" begins a sentence. */
bool led_in_by(struct slice text, const struct token *token, const struct name_words *words);
/* What table->names (names/table.h) would say of one word, found by looking for that word alone: quicker for a few. */
bool name_stands_within(const struct document *document, struct slice word, const struct name_words *words);

#endif
