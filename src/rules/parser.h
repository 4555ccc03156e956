/* parser: what the readers of blocks share: the line at hand, its place, errors, lists. */
#ifndef KGRAPH_RULES_PARSER_H
#define KGRAPH_RULES_PARSER_H

#include "rules/ast.h"
#include "rules/codes.h"
#include "rules/list.h"
#include "rules/scan.h"

struct parser {
	struct ast *ast;
	struct arena *arena;
	struct diag *diag;
	struct scan scan;
	struct scan_line line;
	const struct place *kept;          /* the place of the line, for patterns to point to; NULL: none asked for it yet */
	const struct block *block;         /* that indented lines belong to; NULL before the first */
	bool skip;                         /* the indented lines below are not looked at: what is wrong with them has been said */
	pattern_array *list;               /* of a status block: the list that the next line continues */
	example_array *examples;           /* of a rule or `infer` block: its examples */
	const struct date_item *date_item; /* of a date block: the item that the next line may continue, and its unit */
	enum date_unit unit;
};

/* One kind of block. head reads what stands after the keyword, item an indented line; both without comments. item is NULL where a
 * block is one line. */
struct block {
	const char *keyword;
	void (*head)(struct parser *p, struct slice rest);
	void (*item)(struct parser *p, struct slice line);
};

struct place parser_place(const struct parser *p, struct slice part);
/* An error at part of the line at hand. */
void parser_error(struct parser *p, struct slice part, const char *code, const char *help, const char *format, ...)
        __attribute__((format(printf, 5, 6)));

/* Cuts a name off *rest into *name; where none stands there, says that `what` is missing or wrong, and is false. */
bool parser_name(struct parser *p, struct slice *rest, const char *what, struct slice *name);
/* Says so where something is left on the line. */
void parser_end(struct parser *p, struct slice rest);
/* Names between commas, appended to list. */
void parser_names(struct parser *p, struct slice text, const char *what, slice_array *list);
/* The list that word names, <name>, where it names one; else help says how. */
void parser_list(struct parser *p, struct slice word, const char *help, struct ast_sign *sign);
/* Texts between commas (\, is a comma in a text), appended to list. */
void parser_texts(struct parser *p, struct slice text, const char *what, slice_array *list);
/* What stands before the first word of stops (NULL-terminated), cut off *rest. */
struct slice parser_until(struct slice *rest, const char *const *stops);
/* A pattern and, after |, more of them. */
bool parser_pattern(struct parser *p, struct slice text, unsigned allow, struct pattern *pattern);
bool parser_patterns(struct parser *p, struct slice text, unsigned allow, pattern_array *list);
/* A whole number from min to max. */
bool parser_number(struct parser *p, struct slice text, unsigned min, unsigned max, unsigned *number);
/* A colour, #RRGGBB. */
bool parser_colour(struct parser *p, struct slice text, struct slice *colour);
/* The status of this name; *status stays as it is where there is none. */
void parser_status(struct parser *p, struct slice name, enum status *status);
/* Says that the block knows no item of this name; items is NULL-terminated. */
void parser_unknown_item(struct parser *p, struct slice word, const char *block, const char *const *items);

/* "did you mean OPENwordCLOSE?" for the nearest of candidates, or NULL. In arena. */
const char *parser_guess(struct arena *arena, struct slice wrong, const struct slice *candidates, size_t n, const char *open, const char *close);
const char *parser_guess_word(struct arena *arena, struct slice wrong, const char *const *words);

/* The blocks, one reader each. */
void parse_type(struct parser *p, struct slice rest);
void parse_type_item(struct parser *p, struct slice line);
void parse_words(struct parser *p, struct slice rest);
void parse_words_item(struct parser *p, struct slice line);
void parse_verb(struct parser *p, struct slice rest);
void parse_verb_item(struct parser *p, struct slice line);
void parse_inflect(struct parser *p, struct slice rest);
void parse_inflect_item(struct parser *p, struct slice line);
void parse_variant(struct parser *p, struct slice rest);
void parse_variant_item(struct parser *p, struct slice line);
void parse_guard(struct parser *p, struct slice rest);
void parse_guard_item(struct parser *p, struct slice line);
void parse_entity(struct parser *p, struct slice rest);
void parse_entity_item(struct parser *p, struct slice line);
void parse_entities(struct parser *p, struct slice rest);
void parse_name(struct parser *p, struct slice rest);
void parse_hole(struct parser *p, struct slice rest);
void parse_whole(struct parser *p, struct slice rest);
void parse_phrase(struct parser *p, struct slice rest);
void parse_unknown(struct parser *p, struct slice rest);
void parse_acronyms(struct parser *p, struct slice rest);
void parse_title(struct parser *p, struct slice rest);
void parse_refer(struct parser *p, struct slice rest);
void parse_refer_item(struct parser *p, struct slice line);
void parse_status(struct parser *p, struct slice rest);
void parse_status_item(struct parser *p, struct slice line);
void parse_date(struct parser *p, struct slice rest);
void parse_date_item(struct parser *p, struct slice line);
void parse_relation(struct parser *p, struct slice rest);
void parse_relation_item(struct parser *p, struct slice line);
void parse_rule(struct parser *p, struct slice rest);
void parse_rule_item(struct parser *p, struct slice line);
void parse_infer(struct parser *p, struct slice rest);
void parse_infer_item(struct parser *p, struct slice line);
void parse_reject(struct parser *p, struct slice rest);
void parse_distinct(struct parser *p, struct slice rest);
/* Items of a rule that are examples, or lines of one: true where line was one. */
bool parse_example_item(struct parser *p, struct slice word, struct slice rest);
/* The reason of a rule: appended to why. */
void parse_why(struct parser *p, struct slice *why, struct slice line);
/* A | RELATION | B [| STATUS] of what a sentence gives; false, and said, where it is none. */
bool parse_edge(struct parser *p, struct slice line, const char *help, struct ast_edge *edge, bool *status_given);

/* The folder of the file at hand. */
struct slice parser_folder(const struct parser *p);

#endif
