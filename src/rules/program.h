/* program: a variant, a `name` line or a list of cues, compiled at its first use and then shared by all threads. */
#ifndef KGRAPH_RULES_PROGRAM_H
#define KGRAPH_RULES_PROGRAM_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/regex.h"
#include "rules/ruleset.h"
#include "rules/shape.h"
#include "rules/word_list.h"

struct program;

/* What is compiled; the arrays of the ruleset own what it points to. */
enum program_kind { PROGRAM_VARIANT, PROGRAM_NAME, PROGRAM_CUES, PROGRAM_SPEECH, PROGRAM_FURTHER, PROGRAM_CAPITALS, PROGRAM_WORDS, PROGRAM_SHARED };

struct program_source {
	enum program_kind kind;
	const struct ruleset_variant *variant; /* PROGRAM_VARIANT */
	const struct ast_name *name;           /* PROGRAM_NAME */
	const pattern_array *cues;             /* PROGRAM_CUES; PROGRAM_SPEECH: with holes, on a mask whose word classes are known; PROGRAM_FURTHER */
	struct slice words;                    /* PROGRAM_WORDS: a vocabulary's members of several words */
	const struct emit_shared *part;        /* PROGRAM_SHARED */
};

struct program {
	struct program_source source;
	_Atomic(struct compiled *) compiled;
	_Atomic(const struct shape_line *) shape; /* of a variant or a `name` line */
};

/* Reads the members of a list, one a match. */
struct list_reader {
	struct regex *regex;
	int member; /* group of the member */
};

struct compiled {
	struct regex *regex;                    /* NULL where it did not compile: matches nothing */
	struct regex_error error;               /* why, then */
	bool empty;                             /* nothing to match: not an error */
	struct word_list words;                 /* PROGRAM_SHARED: its plain words, beside what the regex matches */
	struct emitted emitted;                 /* without its text */
	_Atomic(struct list_reader *) *readers; /* for each hole of emitted that is a list; the compiler's */
};

/* What threads share to compile; texts are written by one at a time, and compiled by several. */
struct program_compiler {
	const struct ruleset *rules;
	pthread_mutex_t lock;
	struct emit_cache *cache;
	struct arena *scratch; /* texts of patterns while they are compiled */
	struct arena *texts;
	ARRAY(struct program *) parts; /* all, in texts */
	ARRAY(struct program *) broken; /* that could not be compiled and that no find line asks for */
	struct shapes shapes;          /* without an arena until a shape is asked for */
	struct map *readers;           /* text -> struct list_reader: most lists take the same types */
	struct map *codes;             /* text -> struct regex without parts: many lines differ by their words and holes alone, which are parts */
};

void program_compiler_init(struct program_compiler *compiler, const struct ruleset *rules);
void program_compiler_fini(struct program_compiler *compiler);

/* What reads the members of list hole number `hole` of a compiled program; NULL where it did not compile. */
const struct list_reader *program_reader(struct program *program, size_t hole, struct program_compiler *compiler);
/* The compiled form, made now where this is the first call for it. Never NULL. */
const struct compiled *program_get(struct program *program, struct program_compiler *compiler);
/* The shape of a variant or a `name` line, made now where this is the first call for it. Never NULL. */
const struct shape_line *program_shape(struct program *program, struct program_compiler *compiler);
/* Warns of the `name` lines and the cues that were asked for and could not be compiled: they matched nothing. */
void program_say_broken(const struct program_compiler *compiler, struct diag *diag);
void program_fini(struct program *program);
/* A pattern that is tried once: like a variant's, with `anchor` as emit_pattern takes it. NULL where it does not compile. The caller frees it with
 * regex_free, *emitted with emit_fini. emitter->cache is the compiler's and need not be set; texts go to arena. */
struct regex *program_once(struct program_compiler *compiler, struct emitter *emitter, const struct pattern *pattern, size_t anchor,
        struct arena *arena, struct emitted *emitted);
/* The regular expression that source is compiled to, in arena: a mention is a character of the private use area (MASK_FIRST), (?Cn) asks
 * for a place outside word class n - 1, from REGEX_PART on for a part. */
struct slice program_text(const struct program_source *source, struct program_compiler *compiler, struct arena *arena);

#endif
