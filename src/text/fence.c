#include "text/fence.h"

enum { MARKS = 3 };

/* Behind the white space that a line from byte `at` on begins with. */
static size_t behind_space(struct slice text, size_t at, char line_end)
{
	while (at < text.len && text.ptr[at] != line_end && strchr(" \t\v\f\r", text.ptr[at]))
		at++;
	return at;
}

static size_t end_of_line(struct slice text, size_t at, char line_end)
{
	const char *end = memchr(text.ptr + at, line_end, text.len - at);
	return end ? (size_t)(end - text.ptr) : text.len;
}

size_t fence_end(struct fences *fences, struct slice text, size_t at, char line_end)
{
	size_t start = behind_space(text, at, line_end);
	struct slice fence = slice_part(text, start, start + MARKS <= text.len ? start + MARKS : start);
	bool *open = &fences->open[slice_is(fence, "~~~")];
	if ((!slice_is(fence, "```") && !slice_is(fence, "~~~")) || *open)
		return 0;
	for (size_t end = end_of_line(text, start, line_end); end < text.len;) {
		size_t from = behind_space(text, end + 1, line_end);
		end = end_of_line(text, from, line_end);
		if (slice_starts(slice_part(text, from, end), fence.ptr[0] == '~' ? "~~~" : "```"))
			return end;
	}
	*open = true;
	return 0;
}
