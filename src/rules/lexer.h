/* lexer: the elements of a pattern, one by one, for pattern.c; nobody else includes it. */
#ifndef KGRAPH_RULES_LEXER_H
#define KGRAPH_RULES_LEXER_H

#include "rules/ast.h"

struct lexer {
	struct slice text;
	size_t at;
	const struct place *line;
	unsigned allow, depth; /* allow: bits of enum pattern_allow */
	struct arena *arena;
	struct diag *diag;
	ARRAY(struct element) stack; /* elements of all sequences that are open */
	bool glue, tilde, spaced;    /* before the next element: it is glued, by a ~; white space */
	bool failed;
};

/* The byte so many bytes ahead; NUL behind the end. */
char lexer_peek(const struct lexer *lx, size_t ahead);
/* The character at byte `at`, and where the next begins; 0 at the end. */
uint32_t lexer_code(const struct lexer *lx, size_t at, size_t *next);
bool lexer_is_word(uint32_t code);
struct spot lexer_spot(const struct lexer *lx, size_t from, size_t to);
/* One error ends the reading of a pattern: what follows it would be guesswork. */
void lexer_fail(struct lexer *lx, size_t from, size_t to, const char *code, const char *help, const char *message);
/* A new element on the stack, begun at byte `from`; lexer_end ends it where the lexer stands. */
struct element *lexer_add(struct lexer *lx, enum element_kind kind, size_t from);
void lexer_end(const struct lexer *lx, struct element *element);
/* Fails where the line does not allow this; whether nothing failed. */
bool lexer_require(struct lexer *lx, unsigned allow, size_t from, size_t to, const char *message, const char *help);

/* Each reads one element from where the lexer stands, or fails. */
void lexer_word(struct lexer *lx);
void lexer_mark(struct lexer *lx, size_t from);
void lexer_escape(struct lexer *lx);
void lexer_gap(struct lexer *lx);
void lexer_count(struct lexer *lx);
void lexer_vocabulary(struct lexer *lx);
void lexer_hole(struct lexer *lx);
void lexer_regex(struct lexer *lx);
/* Whether a count of words stands there: ..3 or 1..5. */
bool lexer_is_count(const struct lexer *lx);
/* <name>: the name. */
struct slice lexer_vocabulary_name(struct lexer *lx);

#endif
