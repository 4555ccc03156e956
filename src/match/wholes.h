/* wholes: what a thing without a name is called together with: "student" and "of the capital" around "leaders". */
#ifndef KGRAPH_MATCH_WHOLES_H
#define KGRAPH_MATCH_WHOLES_H

#include "names/mentions.h"
#include "rules/word_maps.h"

/* One `whole` line. */
struct whole_program {
	struct program program;
	const struct ast_whole *line;
	struct type_set types;   /* of the things that it is for */
	bool phrases, any;       /* it is for what fills a {X : phrase}; for all of them */
	const struct map *again; /* words behind which it is for them; NULL where it has a pattern */
};

/* All of them, shared by all threads. */
struct whole_programs {
	struct whole_program *lines;
	size_t n;
	const struct map *prepositions; /* what leads on behind a thing */
};

/* maps live as long. */
void whole_programs_init(struct whole_programs *wholes, const struct ruleset *rules, struct word_maps *maps);
void whole_programs_fini(struct whole_programs *wholes);

/* Whether a thing behind this word is one that the text told of before. */
bool whole_again(const struct whole_programs *wholes, const struct mention *mention, struct slice word);
/* The widest part of the masked sentence that a thing at start..end is called by, in bytes of the mask: on each side by that line which reaches
 * furthest; by the lines that are `alone`, if they are asked for, where no other takes anything. */
void whole_widen(const struct whole_programs *wholes, struct program_compiler *compiler, struct regex_scratch *scratch, struct slice subject,
        const struct mention *mention, bool alone, size_t *start, size_t *end);

#endif
