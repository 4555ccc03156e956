#include "text/runs.h"

static bool runs_continue(const struct document_run *last, size_t text, size_t raw, unsigned text_step, unsigned raw_step)
{
	if (last->text_step != text_step || last->raw_step != raw_step)
		return false;
	size_t grown = text - last->text;
	size_t steps = text_step == 1 ? grown : grown / text_step;
	return steps * text_step == grown && last->raw + steps * raw_step == raw;
}

void runs_add(struct document *document, size_t text, size_t raw, unsigned text_step, unsigned raw_step)
{
	size_t n = document->runs.n;
	struct document_run *last = n ? &document->runs.at[n - 1] : NULL;
	if (last && runs_continue(last, text, raw, text_step, raw_step))
		return;
	struct document_run run = { text, raw, (uint8_t)text_step, (uint8_t)raw_step };
	/* A run that nothing was written for yet gives way. */
	if (last && last->text == text)
		*last = run;
	else
		array_push(&document->runs, run);
}

size_t runs_find(const struct document *document, size_t at)
{
	size_t low = 0, high = document->runs.n;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (document->runs.at[middle].text <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The part of an even run, len bytes long, that lies in inner's runs from its own on. */
static void runs_through(struct document *to, const struct document *inner, struct document_run run, size_t len)
{
	size_t from = run.raw, end = run.raw + len;
	for (size_t i = runs_find(inner, from); i < inner->runs.n && from < end; i++) {
		struct document_run r = inner->runs.at[i];
		size_t next = i + 1 < inner->runs.n ? inner->runs.at[i + 1].text : end;
		runs_add(to, run.text + (from - run.raw), document_raw(inner, from), r.text_step, r.raw_step);
		from = next;
	}
}

static void move_runs(struct document *to, struct document *from)
{
	array_fini(&to->runs);
	to->runs.at = from->runs.at;
	to->runs.n = from->runs.n;
	to->runs.room = from->runs.room;
}

void runs_take_over(struct document *document, struct document *made)
{
	struct document composed = { .runs = { 0 } };
	for (size_t i = 0; document->runs.n && i < made->runs.n; i++) {
		struct document_run run = made->runs.at[i];
		size_t next = i + 1 < made->runs.n ? made->runs.at[i + 1].text : made->text.len;
		if (run.text_step == 1 && run.raw_step == 1)
			runs_through(&composed, document, run, next - run.text);
		else
			runs_add(&composed, run.text, document_raw(document, run.raw), run.text_step, 0);
	}
	if (document->runs.n)
		move_runs(made, &composed);
	move_runs(document, made);
	document->text = made->text;
}
