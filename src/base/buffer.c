#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"

static void reserve(struct buffer *buffer, size_t more)
{
	if (buffer->room - buffer->n >= more)
		return;
	size_t room = buffer->room ? buffer->room : 64;
	while (room - buffer->n < more)
		room *= 2;
	buffer->at = alloc_resize(buffer->at, room);
	buffer->room = room;
}

void buffer_add(struct buffer *buffer, struct slice text)
{
	if (!text.len)
		return;
	reserve(buffer, text.len);
	memcpy(buffer->at + buffer->n, text.ptr, text.len);
	buffer->n += text.len;
}

void buffer_text(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, slice_of(text));
}

void buffer_char(struct buffer *buffer, char c)
{
	reserve(buffer, 1);
	buffer->at[buffer->n++] = c;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	buffer_vformat(buffer, format, args);
	va_end(args);
}

void buffer_vformat(struct buffer *buffer, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	size_t size = len < 0 ? 0 : (size_t)len;
	reserve(buffer, size + 1);
	vsnprintf(buffer->at + buffer->n, size + 1, format, again);
	va_end(again);
	buffer->n += size;
}

void buffer_fini(struct buffer *buffer)
{
	free(buffer->at);
	*buffer = (struct buffer){ 0 };
}
