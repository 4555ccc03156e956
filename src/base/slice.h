/* slice: borrowed text, a pointer and a length in bytes; nothing here owns memory. */
#ifndef KGRAPH_BASE_SLICE_H
#define KGRAPH_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

struct slice {
	const char *ptr;
	size_t len;
};

/* For printf: printf("%.*s", SLICE_ARG(s)). */
#define SLICE_ARG(s) (int)(s).len, (s).ptr
/* A slice of a string literal, usable in initialisers. */
#define SLICE_LITERAL(text)                                                                                                                          \
	{                                                                                                                                            \
		(text), sizeof(text) - 1                                                                                                             \
	}

static inline struct slice slice_make(const char *ptr, size_t len)
{
	return (struct slice){ ptr, len };
}

static inline struct slice slice_of(const char *text)
{
	return (struct slice){ text, strlen(text) };
}

static inline bool slice_equal(struct slice a, struct slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* But for the case of ASCII letters. */
static inline bool slice_alike(struct slice a, struct slice b)
{
	return a.len == b.len && (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool slice_is(struct slice a, const char *text)
{
	return slice_equal(a, slice_of(text));
}

static inline bool slice_starts(struct slice a, const char *prefix)
{
	size_t len = strlen(prefix);
	return a.len >= len && memcmp(a.ptr, prefix, len) == 0;
}

static inline bool slice_begins(struct slice a, struct slice begin)
{
	return a.len >= begin.len && memcmp(a.ptr, begin.ptr, begin.len) == 0;
}

static inline bool slice_ends(struct slice a, const char *suffix)
{
	size_t len = strlen(suffix);
	return a.len >= len && memcmp(a.ptr + a.len - len, suffix, len) == 0;
}

/* The bytes from..to (exclusive) of a. */
static inline struct slice slice_part(struct slice a, size_t from, size_t to)
{
	return (struct slice){ a.ptr + from, to - from };
}

/* Order by bytes, the shorter first where one begins the other. */
int slice_compare(struct slice a, struct slice b);
/* Without spaces, tabs and line ends at both ends. */
struct slice slice_trim(struct slice a);
/* Cuts the next field off *rest at sep and returns it trimmed; false when *rest is used up. */
bool slice_split(struct slice *rest, char sep, struct slice *field);

#endif
