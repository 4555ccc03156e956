#include "rules/trie.h"

#include <stdlib.h>

#include "base/unicode.h"

static int by_bytes(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static void put_literal(struct slice text, struct buffer *out)
{
	for (size_t i = 0; i < text.len; i++) {
		if (strchr("\\^$.[]|()?*+{}-#/", text.ptr[i]) && text.ptr[i])
			buffer_char(out, '\\');
		buffer_char(out, text.ptr[i]);
	}
}

/* Bytes that all texts from..to share from depth on, up to the end of a character. */
static size_t shared_until(const struct slice *texts, size_t from, size_t to, size_t depth)
{
	struct slice first = texts[from], last = texts[to - 1];
	size_t at = depth;
	for (;;) {
		size_t next = at;
		if (at >= first.len)
			return at;
		unicode_next(first, &next);
		if (next > last.len || memcmp(first.ptr + at, last.ptr + at, next - at) != 0)
			return at;
		at = next;
	}
}

static void put_range(const struct slice *texts, size_t from, size_t to, size_t depth, struct buffer *out)
{
	size_t until = shared_until(texts, from, to, depth);
	put_literal(slice_part(texts[from], depth, until), out);
	bool ends = texts[from].len == until;
	while (from < to && texts[from].len == until)
		from++;
	if (from == to)
		return;
	buffer_text(out, "(?:");
	for (size_t i = from; i < to;) {
		size_t end = until, k = i + 1;
		unicode_next(texts[i], &end);
		while (k < to && texts[k].len >= end && memcmp(texts[k].ptr + until, texts[i].ptr + until, end - until) == 0)
			k++;
		if (i > from)
			buffer_char(out, '|');
		put_range(texts, i, k, until, out);
		i = k;
	}
	buffer_text(out, ends ? ")?" : ")");
}

void trie_regex(struct slice *texts, size_t n, struct buffer *out)
{
	if (n > 1)
		qsort(texts, n, sizeof *texts, by_bytes);
	if (n)
		put_range(texts, 0, n, 0, out);
}
