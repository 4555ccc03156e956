#include "base/word.h"

#include "base/ascii.h"

struct slice word_first(struct slice text)
{
	size_t at = 0;
	while (at < text.len && !ascii_is_space(text.ptr[at]))
		at++;
	return slice_part(text, 0, at);
}

struct slice word_last(struct slice text)
{
	size_t at = text.len;
	while (at && !ascii_is_space(text.ptr[at - 1]))
		at--;
	return slice_part(text, at, text.len);
}

struct slice word_before(struct slice text, size_t at)
{
	size_t end = at;
	while (end && ascii_is_space(text.ptr[end - 1]))
		end--;
	return end < at ? word_last(slice_part(text, 0, end)) : slice_make("", 0);
}

size_t word_begin(struct slice text, size_t end, const char *marks)
{
	while (end && !strchr(marks, text.ptr[end - 1]))
		end--;
	return end;
}
