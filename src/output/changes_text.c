/* What changed, a line each, for a terminal or a pipe. */
#include "base/unicode.h"
#include "output/changes.h"
#include "output/put.h"

enum { WIDEST = 72, TIME_WIDTH = 10 };

static size_t shown_width(struct slice text)
{
	size_t width = 0;
	for (size_t at = 0; at < text.len;) {
		int columns = unicode_width(unicode_next(text, &at));
		width += columns > 0 ? (size_t)columns : 0;
	}
	return width;
}

static void put_padded(struct file_output *output, struct slice text, size_t width)
{
	put_shown(output, text);
	for (size_t n = shown_width(text); n < width; n++)
		put_text(output, " ");
}

static size_t widest(const struct changes *changes)
{
	struct arena *arena = arena_new();
	size_t width = 0;
	for (size_t i = 0; i < changes->diff->changes.n; i++) {
		const struct diff_change *change = &changes->diff->changes.at[i];
		size_t own = changes_show(changes, change) ? shown_width(changes_what(changes, change, arena)) : 0;
		width = own > width && own <= WIDEST ? own : width;
		arena_reset(arena);
	}
	arena_free(arena);
	return width;
}

static struct slice time_of(const struct fact_edge *edge, struct arena *arena)
{
	if (slice_equal(edge->from, edge->to))
		return edge->from;
	return arena_format(arena, "%.*s..%.*s", SLICE_ARG(edge->from), SLICE_ARG(edge->to));
}

/* When, how sure, where: of an edge that came or went. */
static void put_edge(const struct changes *changes, const struct diff_change *change, struct arena *arena, struct file_output *output)
{
	const struct facts *facts;
	const struct fact_proof *proof = changes_proof(changes, change, &facts);
	const struct fact_edge *edge = diff_edge(changes->diff, change, &facts);
	put_text(output, "  ");
	put_padded(output, time_of(edge, arena), TIME_WIDTH);
	file_output_format(output, "  %3u", edge->sure);
	if (!proof)
		return;
	put_text(output, "  ");
	put_shown(output, facts->documents.at[proof->document].key);
	put_text(output, ":");
	put_number(output, proof->line);
}

static void put_colour(const struct changes *changes, const struct diff_change *change, struct file_output *output)
{
	char sign = changes_sign(change);
	if (changes->colour)
		put_text(output, sign == '+' ? "\x1B[32m" : sign == '-' ? "\x1B[31m" : "\x1B[33m");
}

static void put_change(const struct changes *changes, const struct diff_change *change, size_t width, struct arena *arena, struct file_output *output)
{
	const char sign[] = { changes_sign(change), ' ', '\0' };
	struct slice words = diff_words(changes->diff, change, arena);
	put_colour(changes, change, output);
	put_text(output, sign);
	put_padded(output, changes_what(changes, change, arena), width);
	if (change->kind == DIFF_ADDED || change->kind == DIFF_REMOVED) {
		put_edge(changes, change, arena, output);
	} else {
		put_text(output, "  ");
		put_shown(output, words);
	}
	if (change->cause.len) {
		put_text(output, "  ");
		put_shown(output, change->cause);
	}
	put_text(output, changes->colour ? "\x1B[0m\n" : "\n");
}

const char *changes_write_text(const struct changes *changes, struct file_output *output)
{
	struct arena *arena = arena_new();
	size_t width = widest(changes);
	for (size_t i = 0; i < changes->diff->changes.n; i++) {
		if (!changes_show(changes, &changes->diff->changes.at[i]))
			continue;
		put_change(changes, &changes->diff->changes.at[i], width, arena, output);
		arena_reset(arena);
	}
	put_slice(output, changes_summary(changes, arena));
	put_text(output, "\n");
	arena_free(arena);
	return NULL;
}
