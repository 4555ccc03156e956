/* resolver: what the checks of a whole ast share: every declared name, and how an unknown one is reported. */
#ifndef KGRAPH_RULES_RESOLVER_H
#define KGRAPH_RULES_RESOLVER_H

#include "base/regex.h"
#include "rules/ast.h"
#include "rules/codes.h"
#include "rules/parser.h"
#include "rules/resolve.h"

/* Names of one kind: index in the ast by name, and all of them for guesses. */
struct index {
	struct map *numbers;
	ARRAY(struct slice) names;
};

enum {
	RESOLVE_TYPES_MAX = 255,
	RESOLVE_MEMBERS_MAX = 100000,
	RESOLVE_DEPTH_MAX = 64,
	RESOLVE_GUESSES_MAX = 100,
	RESOLVE_HOLES_MAX = 16,
	RESOLVE_GIVES_MAX = 100
};

/* What a regular expression is. */
struct resolver_regex {
	struct slice text;
	struct regex_error error; /* where it is not good */
	bool good, captures, empty;
};

/* Each expression is read once, though many lines have it, and all of them together. */
struct resolver_regexes {
	struct map *numbers; /* its text -> its number in read */
	ARRAY(struct resolver_regex) read;
	ARRAY(const struct element *) elements; /* that hold one */
	pattern_array full;                     /* patterns that have to match something */
};

struct resolver {
	struct ast *ast;
	struct diag *diag;
	struct arena *arena;
	struct index types, words, verbs, vocabularies, relations, variants;
	bool types_wrong; /* an error was found in the declarations of types */
	struct map *said; /* names that an error was already given for, where one is enough */
	struct resolver_regexes regexes;
};

/* The place of part, a piece of the source line that place belongs to; place itself where it is none. */
struct place resolver_part(struct place place, struct slice part);
/* The same with the one character before and behind it: the brackets around a name. */
struct place resolver_bracketed(struct place place, struct slice name);
/* As parser_guess, over an index; NULL once many errors were given: a guess costs time in proportion to the index. */
const char *resolver_guess(struct resolver *r, struct slice wrong, const struct index *index, const char *open, const char *close);
/* Says that no type of this name is declared; false then. */
bool resolver_type(struct resolver *r, struct slice type, struct place place);
/* Says that no relation has this name or inverse; silent where name is empty. */
void resolver_relation(struct resolver *r, struct slice name, struct place place);
/* Checks the declarations of types, and every type that a line names. */
void resolver_types(struct resolver *r);
/* Checks vocabularies: circles, depth, number of members. */
void resolver_words(struct resolver *r);
/* Checks what the elements of every pattern name. */
void resolver_patterns(struct resolver *r);
/* Notes an element that holds a regular expression, and a pattern that has to match something, for resolver_regexes. */
void resolver_regex(struct resolver *r, const struct element *element);
void resolver_full(struct resolver *r, const struct pattern *pattern);
/* Checks what was noted, by several threads. */
void resolver_regexes(struct resolver *r, unsigned threads);
/* Checks that a line has no hole twice, and not too many of them. */
void resolver_holes(struct resolver *r, const struct pattern *line);
/* Checks relations, rules and their examples. */
void resolver_rules(struct resolver *r);
/* Checks `infer` blocks, and names those that have no name. */
void resolver_infers(struct resolver *r);
/* Checks `reject` and `distinct` lines. */
void resolver_corrections(struct resolver *r);
/* Checks that no two entities have one slug; rows of a table that repeat one are taken out. */
void resolver_entities(struct resolver *r);

#endif
