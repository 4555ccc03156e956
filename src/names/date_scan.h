/* date_scan: the dates that a text names, by the lines of the `date` blocks. */
#ifndef KGRAPH_NAMES_DATE_SCAN_H
#define KGRAPH_NAMES_DATE_SCAN_H

#include "base/array.h"
#include "rules/ast.h"

/* Words that say when. */
struct date_phrase {
	size_t start, end;
	enum date_line_kind kind; /* DATE_LINE_AT for a date that stands alone; never FORM, DECADE or LEAD */
	enum date_unit unit;      /* of DATE_LINE_LATER, DATE_LINE_EARLIER, DATE_LINE_SAME */
	int count;                /* of units */
	struct date from, to;     /* what is named; without a year where the text leaves it to be understood */
};

typedef ARRAY(struct date_phrase) date_phrases;

/* The lines made ready, shared by all threads. */
struct date_lines;

/* In arena, but for what date_lines_free frees; the rules outlive it. */
struct date_lines *date_lines_new(const struct ast *ast, struct arena *arena);
void date_lines_free(struct date_lines *lines);
/* Fills phrases (cleared first) with those of a sentence whose white space is one space, its quotes and dashes straight; by place, not
 * overlapping: of those that begin first the longest, of these the one whose line stands first. What names a day that does not exist ("31
 * February 1973") is DATE_LINE_NEVER, as what the rules call no date. */
void date_scan(const struct date_lines *lines, struct slice text, date_phrases *phrases);
/* Whether the first or the last word of text is a month's. */
bool date_has_month(const struct date_lines *lines, struct slice text);
/* Whether a `lead` line stands at byte `at`. */
bool date_leads(const struct date_lines *lines, struct slice text, size_t at);

#endif
