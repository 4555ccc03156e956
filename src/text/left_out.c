#include "text/left_out.h"

#include "text/runs.h"

enum { PADDING = 64 };

static int compare_ranges(const void *a, const void *b)
{
	const struct left_out *one = a, *other = b;
	if (one->start != other->start)
		return one->start < other->start ? -1 : 1;
	return (one->end > other->end) - (one->end < other->end);
}

static void join(left_out_array *ranges)
{
	size_t n = 0;
	qsort(ranges->at, ranges->n, sizeof *ranges->at, compare_ranges);
	for (size_t i = 1; i < ranges->n; i++) {
		struct left_out *last = &ranges->at[n], next = ranges->at[i];
		if (next.start > last->end) {
			ranges->at[++n] = next;
			continue;
		}
		last->end = next.end > last->end ? next.end : last->end;
		last->space |= next.space;
	}
	ranges->n = n + 1;
}

/* The text made so far, and where in the old one it goes on. */
struct making {
	struct document made; /* its runs lead to the old text */
	struct slice old;
	char *text;
	size_t len, at;
};

static void keep_until(struct making *making, size_t end)
{
	if (end == making->at)
		return;
	runs_add(&making->made, making->len, making->at, 1, 1);
	memcpy(making->text + making->len, making->old.ptr + making->at, end - making->at);
	making->len += end - making->at;
}

static void skip(struct making *making, const struct left_out *range)
{
	keep_until(making, range->start);
	if (range->space) {
		runs_add(&making->made, making->len, range->start, 1, 1);
		making->text[making->len++] = ' ';
	}
	making->at = range->end;
}

void left_out_take(struct document *document, struct arena *arena, left_out_array *ranges)
{
	if (!ranges->n)
		return;
	join(ranges);
	struct making making = { .old = document->text, .text = arena_alloc(arena, document->text.len + PADDING) };
	document->gaps = arena_alloc(arena, ranges->n * sizeof *document->gaps);
	document->gap_count = ranges->n;
	for (size_t i = 0; i < ranges->n; i++) {
		struct left_out range = ranges->at[i];
		skip(&making, &range);
		document->gaps[i] = (struct document_gap){ document_raw(document, range.start), document_raw(document, range.end), range.space };
	}
	keep_until(&making, making.old.len);
	memset(making.text + making.len, 0, PADDING);
	making.made.text = slice_make(making.text, making.len);
	runs_take_over(document, &making.made);
}
