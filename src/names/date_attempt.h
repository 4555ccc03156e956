/* date_attempt: one line of a `date` block, tried at one place of a sentence. */
#ifndef KGRAPH_NAMES_DATE_ATTEMPT_H
#define KGRAPH_NAMES_DATE_ATTEMPT_H

#include "names/date_lines.h"

enum { DATE_READ_MOST = 2 };

/* What a line has read so far. */
struct date_reading {
	struct date dates[DATE_READ_MOST];
	bool decade[DATE_READ_MOST];
	unsigned n; /* dates begun */
	int count;
};

struct date_attempt {
	const struct date_lines *lines;
	struct slice text;
	size_t start;
	unsigned steps;
	size_t end; /* of the longest way so far; start where there is none */
	struct date_reading reading;
};

/* Whether the line stands at start: end and reading are those of its longest way. Backtracks over the line's choices, up to a limit of steps. */
bool date_try(struct date_attempt *attempt, const struct ast_date_line *line);

#endif
