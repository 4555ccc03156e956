/* regex_names: \p{Name} and \p{Adjective} in a regular expression of a rule: the characters that stand for names in a masked sentence. PCRE2
 * does not know them. */
#ifndef KGRAPH_RULES_REGEX_NAMES_H
#define KGRAPH_RULES_REGEX_NAMES_H

#include "base/buffer.h"
#include "base/regex.h"

/* The length of such a class at byte `at`; 0 where none begins there. */
size_t regex_names_at(struct slice regex, size_t at);
/* Appends the expression as PCRE2 reads it. */
void regex_names_write(struct slice regex, struct buffer *out);
/* As regex_compile, whose flags these are; error->offset is a byte of the expression as it was given. */
struct regex *regex_names_compile(struct slice regex, unsigned flags, struct regex_error *error);

#endif
