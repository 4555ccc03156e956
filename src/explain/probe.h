/* probe: whether a stretch of a pattern stands in a sentence, for what explains rules. Slow: every question compiles a pattern of its own. */
#ifndef KGRAPH_EXPLAIN_PROBE_H
#define KGRAPH_EXPLAIN_PROBE_H

#include "match/extract.h"

/* Bytes of the masked sentence. */
struct probe_span {
	size_t start, end;
};

struct probe {
	const struct ruleset *rules;
	const struct extract_view *view;
	const struct ast_rule *rule; /* whose relations say what its holes take */
	struct slice any;            /* name of a hole that is to take every type; or empty */
	size_t from;                 /* byte of the masked sentence from which on is sought */
	struct arena *arena;         /* for what is returned */
	struct arena *work;
	bool guesses;                /* whether verbs that no block has are looked for */
	struct inflector *inflector; /* once it was asked for */
	struct map *words;           /* of the sentence, once they were asked for */
};

/* What is returned lives in arena; view has to live as long as the probe. Ended with probe_fini. */
void probe_init(struct probe *probe, const struct ruleset *rules, const struct extract_view *view, struct arena *arena);
void probe_fini(struct probe *probe);

/* Whether n elements stand one behind the other; whole (may be NULL): where. part (may be NULL): where element number `number` stands, of a
 * hole the name alone. */
bool probe_stands(struct probe *probe, const struct element *elements, size_t n, struct probe_span *whole, size_t number, struct probe_span *part);
/* The words of the document that a span stands for, white space folded. */
struct slice probe_text(struct probe *probe, struct probe_span span);
/* At most `most` words before, or behind, a byte of the masked sentence; as the document has them. */
struct slice probe_words_before(struct probe *probe, size_t at, size_t most);
struct slice probe_words_behind(struct probe *probe, size_t at, size_t most);
/* The first mention in a span; NULL where it holds none. */
const struct mention *probe_mention(const struct probe *probe, struct probe_span span);
/* The types that a hole takes, by its own words or by the relations of the rule, and their names. */
struct type_set probe_hole_set(const struct probe *probe, const struct element *hole);
struct slice probe_hole_types(struct probe *probe, const struct element *hole);
/* An element as it stands in its line. */
struct slice probe_source(const struct element *element);
/* The byte of the masked sentence that stands for a byte of the document. */
size_t probe_place(const struct probe *probe, uint64_t at);
/* The masked sentence. */
struct slice probe_subject(const struct probe *probe);

#endif
