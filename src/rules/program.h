/* program: a variant, a `name` line or a list of cues, compiled at its first use and then shared by all threads. */
#ifndef KGRAPH_RULES_PROGRAM_H
#define KGRAPH_RULES_PROGRAM_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/regex.h"
#include "rules/ruleset.h"

struct program;

/* What is compiled; the arrays of the ruleset own what it points to. */
enum program_kind { PROGRAM_VARIANT, PROGRAM_NAME, PROGRAM_CUES, PROGRAM_CAPITALS };

struct program_source {
	enum program_kind kind;
	const struct ruleset_variant *variant;   /* PROGRAM_VARIANT */
	const struct ast_name *name;             /* PROGRAM_NAME */
	const pattern_array *cues;               /* PROGRAM_CUES */
};

struct program {
	struct program_source source;
	_Atomic(struct compiled *) compiled;
};

struct compiled {
	struct regex *regex;             /* NULL where it did not compile: matches nothing */
	struct regex_error error;        /* why, then */
	struct emitted emitted;
	struct regex **members;          /* for each hole of emitted: reads a list's members; NULL where it is no list */
	struct arena *arena;
};

/* Who may compile, one at a time. */
struct program_compiler {
	const struct ruleset *rules;
	pthread_mutex_t lock;
};

/* The compiled form, made now where this is the first call for it. Never NULL. */
const struct compiled *program_get(struct program *program, struct program_compiler *compiler);
void program_fini(struct program *program);

#endif
