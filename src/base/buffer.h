/* buffer: text that grows on the heap. */
#ifndef KGRAPH_BASE_BUFFER_H
#define KGRAPH_BASE_BUFFER_H

#include <stdarg.h>

#include "base/slice.h"

/* A zeroed buffer is an empty one; freed with buffer_fini. */
struct buffer {
	char *at;
	size_t n, room;
};

void buffer_add(struct buffer *buffer, struct slice text);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_char(struct buffer *buffer, char c);
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_vformat(struct buffer *buffer, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
void buffer_fini(struct buffer *buffer);

static inline struct slice buffer_slice(const struct buffer *buffer)
{
	return slice_make(buffer->at ? buffer->at : "", buffer->n);
}

#endif
