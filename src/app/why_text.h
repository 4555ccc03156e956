/* why_text: the answers of `kgraph why` to questions about rules, as text. */
#ifndef KGRAPH_APP_WHY_TEXT_H
#define KGRAPH_APP_WHY_TEXT_H

#include "base/file.h"
#include "facts/correct.h"
#include "explain/cause.h"

/* Where an answer is written. */
struct why_page {
	const struct ruleset *rules;
	struct arena *arena;
	struct document *document; /* of the sentence that is told of */
	struct file_output *output;
	struct corrector *corrector; /* of the document */
};

/* A line of the answer; what could drive a terminal is shown, not obeyed. */
void why_print_line(struct why_page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The sentence between quotation marks; of page furniture each line with the | that the rules read. */
void why_print_sentence(struct why_page *page, const struct extract_view *view);
/* The names that were seen in a sentence, each with its type and what knows it. */
void why_print_names(struct why_page *page, const struct extract_view *view);
/* An edge with its proof, and the `reject` line that takes it out. */
void why_print_edge(struct why_page *page, const struct finding *finding);
/* What a rule made of a sentence. */
void why_print_cause(struct why_page *page, const struct cause *cause);
/* A line for each other form of each line of the rule, nearest first, but for `best`; those whose words are missing are counted. Sorts all. */
void why_print_others(struct why_page *page, cause_array *all, const struct cause *best);

#endif
