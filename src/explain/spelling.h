/* spelling: words that are nearly those of a line, or other forms of its verbs. */
#ifndef KGRAPH_EXPLAIN_SPELLING_H
#define KGRAPH_EXPLAIN_SPELLING_H

#include "explain/cause.h"

/* The next word of text from *at on; false at its end. */
bool spelling_word(struct slice text, size_t *at, struct slice *word);
bool spelling_is_one_of(struct slice word, const slice_array *words);
/* The words of the sentence, folded; they belong to the probe. */
struct map *spelling_words(struct probe *probe);
/* The first word of text that is nearly, but not quite, one of words: it goes to cause->stood, what it looks like to near. */
bool spelling_find_misspelt(struct probe *probe, struct slice text, const slice_array *words, struct cause *cause);
/* The first word of text that is another form of the verb that one of words is a form of. */
bool spelling_find_form(struct probe *probe, struct slice text, const slice_array *words, struct cause *cause);
/* The first name of the sentence that holds one of words, which are hidden from every line there: the word goes to cause->stood, the name to near. */
bool spelling_find_in_name(struct probe *probe, const slice_array *words, struct cause *cause);
/* The verb one of whose lines has word, folded, among its forms; NULL where none has. */
const struct ast_verb *spelling_verb(const struct ast *ast, struct slice word, const struct ast_verb_line **line);

#endif
