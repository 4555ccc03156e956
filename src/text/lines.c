#include "text/lines.h"

/* Bytes a code unit of the encoding takes. */
static size_t unit_of(enum encoding encoding)
{
	if (encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE)
		return 2;
	return encoding == ENCODING_UTF32LE || encoding == ENCODING_UTF32BE ? 4 : 1;
}

/* Whether the byte at `at`, which has the mark's value, is a whole code unit of that value. */
static bool is_unit(const struct document *document, size_t at, size_t unit)
{
	if (unit == 1)
		return true;
	bool little = document->encoding == ENCODING_UTF16LE || document->encoding == ENCODING_UTF32LE;
	size_t first = at / unit * unit;
	if (at != (little ? first : first + unit - 1) || first + unit > document->raw.len)
		return false;
	for (size_t i = first; i < first + unit; i++)
		if (i != at && document->raw.ptr[i])
			return false;
	return true;
}

static uint32_t count(const struct document *document, size_t from, size_t to, char mark)
{
	size_t unit = unit_of(document->encoding);
	const char *raw = document->raw.ptr;
	uint32_t n = 0;
	for (const char *p; from < to && (p = memchr(raw + from, mark, to - from)); from = (size_t)(p - raw) + 1)
		if (is_unit(document, (size_t)(p - raw), unit))
			n++;
	return n;
}

static char find_mark(const struct document *document)
{
	size_t unit = unit_of(document->encoding);
	struct slice raw = document->raw;
	size_t from = 0;
	for (const char *p; from < raw.len && (p = memchr(raw.ptr + from, '\n', raw.len - from)); from = (size_t)(p - raw.ptr) + 1)
		if (is_unit(document, (size_t)(p - raw.ptr), unit))
			return '\n';
	return '\r';
}

void lines_go(struct document_lines *lines, const struct document *document, size_t raw)
{
	if (!lines->mark)
		lines->mark = find_mark(document);
	if (raw >= lines->at)
		lines->passed += count(document, lines->at, raw, lines->mark);
	else
		lines->passed -= count(document, raw, lines->at, lines->mark);
	lines->at = raw;
}
