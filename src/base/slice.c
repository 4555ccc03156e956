#include "base/slice.h"

int slice_compare(struct slice a, struct slice b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.ptr, b.ptr, len) : 0;
	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct slice slice_trim(struct slice a)
{
	while (a.len && is_space(a.ptr[0])) {
		a.ptr++;
		a.len--;
	}
	while (a.len && is_space(a.ptr[a.len - 1]))
		a.len--;
	return a;
}

bool slice_split(struct slice *rest, char sep, struct slice *field)
{
	if (!rest->ptr)
		return false;
	const char *end = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
	if (!end) {
		*field = slice_trim(*rest);
		rest->ptr = NULL;
		rest->len = 0;
		return true;
	}
	size_t len = (size_t)(end - rest->ptr);
	*field = slice_trim(slice_make(rest->ptr, len));
	rest->ptr += len + 1;
	rest->len -= len + 1;
	return true;
}
