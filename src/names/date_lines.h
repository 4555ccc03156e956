/* date_lines: the lines of the `date` blocks made ready, for what looks for dates; others include date_scan. */
#ifndef KGRAPH_NAMES_DATE_LINES_H
#define KGRAPH_NAMES_DATE_LINES_H

#include "names/date_scan.h"

/* A list that a line names, spelled out. */
struct date_vocabulary {
	struct slice name;
	slice_array texts;
};

/* Numbers of lines. */
struct date_line_list {
	ARRAY(uint32_t) list; /* on the arena */
};

struct date_lines {
	const struct ast_dates *dates;
	struct arena *arena;
	ARRAY(struct date_vocabulary) vocabularies; /* lists on the arena */
	struct map *by_word;                        /* first word of a line in lower case -> struct date_line_list; most words begin none */
	struct date_line_list by_digit;
};

/* Whether it says how a date is spelt, and not where one stands. */
bool date_line_is_form(const struct ast_date_line *line);
/* A list that some line names. */
const struct date_vocabulary *date_lines_vocabulary(const struct date_lines *lines, struct slice name);
/* The lines that may begin at a word or digit; NULL where none may. */
const struct date_line_list *date_lines_at(const struct date_lines *lines, struct slice text, size_t at);

#endif
