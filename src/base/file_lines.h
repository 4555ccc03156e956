/* file_lines: a file or pipe of any length line by line, in as much memory as its longest line takes. */
#ifndef KGRAPH_BASE_FILE_LINES_H
#define KGRAPH_BASE_FILE_LINES_H

#include "base/slice.h"

struct file_lines {
	int fd;
	char *bytes;
	size_t from, seen, to, room; /* bytes from..to are not given yet; up to seen there is no line end */
	size_t longest;
	uint64_t number; /* of the line that was given last, from 1 */
	bool ended;      /* nothing more comes */
	bool whole;      /* the line that was given last ends in a line end */
};

/* Opens path, "-" for standard input; lines over longest bytes are an error. NULL, or why it cannot be read. */
const char *file_lines_open(struct file_lines *lines, const char *path, size_t longest);
/* The next line without its end (LF), valid until the next call; at the end line->ptr is NULL. NULL, or what went wrong. */
const char *file_lines_next(struct file_lines *lines, struct slice *line);
void file_lines_close(struct file_lines *lines);

/* What file_lines_next says of a line that is too long. Compare by pointer. */
extern const char FILE_LINES_TOO_LONG[];

#endif
