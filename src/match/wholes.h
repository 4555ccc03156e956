/* wholes: what a thing without a name is called together with: "student" and "of the capital" around "leaders". */
#ifndef KGRAPH_MATCH_WHOLES_H
#define KGRAPH_MATCH_WHOLES_H

#include "names/mentions.h"

/* One `whole` line. */
struct whole_program {
	struct program program;
	struct type_set types; /* of the things that it is for */
	bool any;              /* it is for all of them, and for phrases */
	bool after;
};

/* All of them, shared by all threads. */
struct whole_programs {
	struct whole_program *lines;
	size_t n;
};

void whole_programs_init(struct whole_programs *wholes, const struct ruleset *rules);
void whole_programs_fini(struct whole_programs *wholes);

/* The widest part of the masked sentence that a thing at start..end is called by, in bytes of the mask: on each side by that line which reaches
 * furthest. */
void whole_widen(const struct whole_programs *wholes, struct program_compiler *compiler, struct regex_scratch *scratch, struct slice subject,
        const struct mention *mention, size_t *start, size_t *end);

#endif
