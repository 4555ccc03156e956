/* date_words: words, digits and marks of a date in a masked sentence. A byte that is passed to is `at` itself where nothing is passed. */
#ifndef KGRAPH_NAMES_DATE_WORDS_H
#define KGRAPH_NAMES_DATE_WORDS_H

#include <stdbool.h>

#include "base/slice.h"

/* The byte behind word where text has it at `at`, in any case. */
size_t date_pass_word(struct slice text, size_t at, struct slice word);
/* The same; what begins with a capital in the rules begins with one in the text. */
size_t date_pass_proper(struct slice text, size_t at, struct slice word);
/* The byte behind all digits at `at`; more than 4 make no number of a date. */
size_t date_pass_digits(struct slice text, size_t at, unsigned *number);
/* The byte behind the character that stands for a name. */
size_t date_pass_name(struct slice text, size_t at);
/* Whether a letter or digit stands there. */
bool date_is_word_at(struct slice text, size_t at);
/* A phrase is no part of a longer word or number: "1973-built", "5,000", "$1900". */
bool date_may_begin(struct slice text, size_t at);
bool date_may_end(struct slice text, size_t at);

#endif
