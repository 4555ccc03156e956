#include "base/file_lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"

enum { FIRST_ROOM = 1024 * 1024 };

const char FILE_LINES_TOO_LONG[] = "a line is too long";

const char *file_lines_open(struct file_lines *lines, const char *path, size_t longest)
{
	*lines = (struct file_lines){ .longest = longest, .fd = STDIN_FILENO };
	if (strcmp(path, "-") != 0)
		lines->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	return lines->fd < 0 ? strerror(errno) : NULL;
}

/* Room for more bytes behind those that are kept; false where the line is too long for it. */
static bool make_room(struct file_lines *lines)
{
	size_t kept = lines->to - lines->from;
	if (lines->from) {
		memmove(lines->bytes, lines->bytes + lines->from, kept);
		lines->seen -= lines->from;
		lines->from = 0;
		lines->to = kept;
	}
	if (kept < lines->room)
		return true;
	if (kept > lines->longest)
		return false;
	size_t room = lines->room ? 2 * lines->room : FIRST_ROOM;
	lines->room = room > lines->longest + 1 && lines->room ? lines->longest + 1 : room;
	lines->bytes = alloc_resize(lines->bytes, lines->room);
	return true;
}

static const char *read_more(struct file_lines *lines)
{
	ssize_t n;
	if (!make_room(lines))
		return FILE_LINES_TOO_LONG;
	do
		n = read(lines->fd, lines->bytes + lines->to, lines->room - lines->to);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return strerror(errno);
	lines->ended = n == 0;
	lines->to += (size_t)n;
	return NULL;
}

static void give(struct file_lines *lines, size_t end, bool whole, struct slice *line)
{
	*line = slice_make(lines->bytes + lines->from, end - lines->from);
	lines->from = lines->seen = end + whole;
	lines->whole = whole;
	lines->number++;
}

const char *file_lines_next(struct file_lines *lines, struct slice *line)
{
	for (;;) {
		const char *end = lines->to > lines->seen ? memchr(lines->bytes + lines->seen, '\n', lines->to - lines->seen) : NULL;
		size_t at = end ? (size_t)(end - lines->bytes) : lines->to;
		if (at - lines->from > lines->longest)
			return FILE_LINES_TOO_LONG;
		if (end || (lines->ended && lines->to > lines->from)) {
			give(lines, at, end != NULL, line);
			return NULL;
		}
		lines->seen = lines->to;
		if (lines->ended) {
			*line = slice_make(NULL, 0);
			return NULL;
		}
		const char *why = read_more(lines);
		if (why)
			return why;
	}
}

void file_lines_close(struct file_lines *lines)
{
	if (lines->fd > STDIN_FILENO)
		close(lines->fd);
	free(lines->bytes);
	lines->bytes = NULL;
}
