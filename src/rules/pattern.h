/* pattern: one line of the pattern language -> struct pattern. */
#ifndef KGRAPH_RULES_PATTERN_H
#define KGRAPH_RULES_PATTERN_H

#include "rules/ast.h"

/* What may stand in a line besides words, marks, vocabularies, choices and regular expressions. */
enum pattern_allow {
	PATTERN_HOLES = 1,
	PATTERN_NAMES = 2,  /* {Name} */
	PATTERN_COUNTS = 4, /* ..3 and 1..5, with `not in` */
	PATTERN_GAPS = 8,
	PATTERN_REST = 16,  /* * */
	PATTERN_DATES = 32, /* {date}, {day}, {month}, {year}, {count}, words, marks, choices and lists; nothing else */
};

enum { PATTERN_DEPTH = 16, PATTERN_ELEMENTS = 1000, PATTERN_GAP = 8, PATTERN_GAP_MAX = 64 };

/* Reads text, a part of line->source; everything lands in arena, line and texts stay borrowed. Errors go to diag; *pattern has then n == 0 and its
 * source and place only. */
bool pattern_parse(struct slice text, const struct place *line, unsigned allow, struct arena *arena, struct diag *diag, struct pattern *pattern);
/* The same for alternatives `a | b c | <d>`, appended to list (an array on the arena, list.h). A leading and a trailing | are allowed. */
bool pattern_parse_list(struct slice text, const struct place *line, unsigned allow, struct arena *arena, struct diag *diag, pattern_array *list);

#endif
