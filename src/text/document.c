#include "text/document.h"

#include "base/buffer.h"
#include "base/unicode.h"
#include "text/encoding.h"
#include "text/lines.h"
#include "text/markup.h"
#include "text/runs.h"

void document_fini(struct document *document)
{
	array_fini(&document->runs);
	array_fini(&document->blocks);
}

void document_share(const struct document *document, struct document *copy, struct arena *arena)
{
	*copy = *document;
	copy->lines = arena_alloc(arena, sizeof *copy->lines);
	memset(&copy->blocks, 0, sizeof copy->blocks);
}

void document_unshare(struct document *copy)
{
	array_fini(&copy->blocks);
}

size_t document_raw(const struct document *document, size_t at)
{
	if (at >= document->text.len)
		return document->raw.len;
	if (!document->runs.n)
		return at;
	struct document_run run = document->runs.at[runs_find(document, at)];
	return run.raw + (at - run.text) / run.text_step * run.raw_step;
}

uint32_t document_line(const struct document *document, size_t at)
{
	if (document->one_line)
		return document->first_line;
	struct document_lines fresh = { 0 };
	struct document_lines *lines = document->lines ? document->lines : &fresh;
	lines_go(lines, document, document_raw(document, at));
	return document->first_line + lines->passed;
}

/* Folds white space within the n bytes at text, in place; the new length. */
static size_t fold_space(char *text, size_t n)
{
	size_t out = 0, at = 0;
	bool space = false;
	while (at < n) {
		size_t from = at;
		uint32_t code = unicode_next(slice_make(text, n), &at);
		if (unicode_is_space(code)) {
			space = out > 0;
			continue;
		}
		if (space)
			text[out++] = ' ';
		space = false;
		memmove(text + out, text + from, at - from);
		out += at - from;
	}
	return out;
}

/* A piece of a page lies in a paragraph, which the parser must know, or it makes one up behind the first characters. */
static const char *read_fragment(struct document *part, struct arena *arena)
{
	static const char open[] = "<p>";
	enum { OPEN = sizeof open - 1 };
	char *bytes = arena_alloc(arena, part->text.len + OPEN + 64);
	memcpy(bytes, open, OPEN);
	memcpy(bytes + OPEN, part->text.ptr, part->text.len);
	part->text = slice_make(bytes, part->text.len + OPEN);
	array_clear(&part->runs);
	return markup_read(part, arena);
}

/* The first gap that ends behind byte `at` of the file. */
static size_t gaps_find(const struct document *document, size_t at)
{
	size_t low = 0, high = document->gap_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (document->gaps[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Appends what bytes start..end of the file, in which there is no gap, decode to. */
static const char *decode_piece(const struct document *document, struct arena *arena, size_t start, size_t end, struct buffer *text)
{
	struct document part = { .encoding_name = document->encoding_name };
	part.encoding = document->encoding == ENCODING_AUTO ? ENCODING_UTF8 : document->encoding;
	/* The readers want readable bytes behind what they read. */
	char *bytes = arena_alloc(arena, end - start + 64);
	memcpy(bytes, document->raw.ptr + start, end - start);
	const char *why = encoding_decode(&part, arena, slice_make(bytes, end - start), 0);
	if (!why)
		buffer_add(text, part.text);
	document_fini(&part);
	return why;
}

static const char *decode(const struct document *document, struct arena *arena, size_t start, size_t end, struct buffer *text)
{
	const char *why = NULL;
	for (size_t i = gaps_find(document, start); i < document->gap_count && document->gaps[i].start < end && !why; i++) {
		const struct document_gap *gap = &document->gaps[i];
		if (gap->start > start)
			why = decode_piece(document, arena, start, gap->start, text);
		if (gap->space)
			buffer_char(text, ' ');
		start = gap->end;
	}
	return why || start >= end ? why : decode_piece(document, arena, start, end, text);
}

struct slice document_decoded(const struct document *document, struct arena *arena, size_t start, size_t end)
{
	struct buffer bytes = { 0 };
	struct document part = { 0 };
	const char *why = decode(document, arena, start, end, &bytes);
	part.text = buffer_slice(&bytes);
	if (!why && document->format == DOCUMENT_MARKUP)
		why = read_fragment(&part, arena);
	struct slice text = arena_copy(arena, why ? slice_make("", 0) : part.text);
	text.len = fold_space((char *)(uintptr_t)text.ptr, text.len);
	document_fini(&part);
	buffer_fini(&bytes);
	return text;
}
