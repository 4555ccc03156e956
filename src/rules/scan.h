/* scan: the text of a rule file, line by line: indent, comments, words, and the place of any part. */
#ifndef KGRAPH_RULES_SCAN_H
#define KGRAPH_RULES_SCAN_H

#include "base/diag.h"
#include "base/slice.h"

enum { SCAN_LINE_MAX = 64 * 1024 };

struct scan {
	struct slice file, rest;
	uint32_t line;
};

struct scan_line {
	struct place whole; /* file, line, and the source line without its end */
	struct slice body;  /* from the first character that is no white space; comments still in it */
	bool indented;
};

void scan_init(struct scan *scan, struct slice file, struct slice text);
/* The next line that holds more than white space and a comment; false at the end. A byte order mark and CRLF are no part of it. */
bool scan_next(struct scan *scan, struct scan_line *line);

/* A part of a line: what is kept of the thousands of patterns in place of a place each. */
struct spot {
	const struct place *line; /* the line as a whole; borrowed; NULL: nowhere */
	uint32_t column, length;  /* as in struct place */
};

/* The place of part, which lies in the source of line. */
struct spot scan_spot(const struct place *line, struct slice part);
struct place scan_place(const struct place *line, struct slice part);
struct place spot_place(struct spot spot);

/* body without its comment, trimmed: a # at its start or after white space, but not in a /regular expression/ and not the colour
 * after the word `colour`. prose: only a # between two white spaces (or before the end) begins a comment. */
struct slice scan_uncomment(struct slice body, bool prose);

/* Cuts the next word (up to white space) off *rest, which is left trimmed at its start; empty at the end. */
struct slice scan_word(struct slice *rest);
/* The length of the regular expression that begins with the / at text's start, both slashes included; 0 where none ends. */
size_t scan_regex(struct slice text);
/* Whether text is a name of the language: letters, digits, - and _, a letter first. */
bool scan_is_name(struct slice text);
/* Whether text is one of the words of a NULL-terminated list. */
bool scan_is_one_of(struct slice text, const char *const *words);
/* text, or its beginning where it is long, for messages. */
struct slice scan_brief(struct slice text);

static inline bool scan_is_space(char c)
{
	return c == ' ' || c == '\t';
}

#endif
