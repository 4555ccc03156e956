#include "text/taken.h"

#include "base/ascii.h"
#include "text/runs.h"

enum { PADDING = 64 };

static void put(struct taken *taken, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		array_push(&taken->text, bytes[i]);
}

static void pay_gap(struct taken *taken)
{
	if (taken->gap && taken->text.n) {
		runs_add(&taken->made, taken->text.n, taken->end, 1, 0);
		put(taken, "\n\n", taken->gap);
	} else if (taken->space && taken->text.n) {
		runs_add(&taken->made, taken->text.n, taken->space_at, 1, 1);
		put(taken, " ", 1);
	}
	taken->gap = 0;
	taken->space = false;
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80);
}

static void count_letters(struct taken *taken, const char *bytes, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		n += is_word_byte(bytes[i]);
	*(taken->links ? &taken->linked : &taken->plain) += n;
}

void taken_plain(struct taken *taken, const char *bytes, size_t len, size_t at)
{
	for (size_t i = 0; i < len;) {
		size_t from = i;
		while (i < len && (taken->pres || !ascii_is_space(bytes[i])))
			i++;
		if (i > from) {
			pay_gap(taken);
			runs_add(&taken->made, taken->text.n, at + from, 1, 1);
			put(taken, bytes + from, i - from);
			count_letters(taken, bytes + from, i - from);
			taken->end = at + i;
		}
		if (i < len && !taken->space) {
			taken->space = true;
			taken->space_at = at + i;
		}
		while (i < len && !taken->pres && ascii_is_space(bytes[i]))
			i++;
	}
}

void taken_reference(struct taken *taken, const char *bytes, size_t len, size_t at, size_t end)
{
	if (len == 1 && ascii_is_space(*bytes) && !taken->pres) {
		taken->space_at = taken->space ? taken->space_at : at;
		taken->space = true;
		return;
	}
	pay_gap(taken);
	runs_add(&taken->made, taken->text.n, at, (unsigned)len, 0);
	put(taken, bytes, len);
	count_letters(taken, bytes, len);
	taken->end = end;
}

void taken_break(struct taken *taken, unsigned lines)
{
	taken->gap = lines == 1 && taken->gap ? 2 : lines > taken->gap ? lines : taken->gap;
	taken->space = false;
}

struct taken_place taken_place(const struct taken *taken)
{
	return (struct taken_place){ taken->text.n, taken->made.runs.n, taken->end, taken->space_at, taken->plain, taken->linked, taken->gap,
		taken->space };
}

void taken_back(struct taken *taken, const struct taken_place *place)
{
	taken->text.n = place->text;
	taken->made.runs.n = place->runs;
	taken->end = place->end;
	taken->space_at = place->space_at;
	taken->plain = place->plain;
	taken->linked = place->linked;
	taken->gap = place->gap;
	taken->space = place->space;
}

/* The last line gets its end, so that no offset of the text leads behind what was left out at the end of the page. */
static void close_text(struct taken *taken)
{
	taken->gap = 1;
	pay_gap(taken);
}

void taken_give(struct taken *taken, struct document *document, struct arena *arena)
{
	close_text(taken);
	char *text = arena_alloc(arena, taken->text.n + PADDING);
	if (taken->text.n)
		memcpy(text, taken->text.at, taken->text.n);
	taken->made.text = slice_make(text, taken->text.n);
	runs_take_over(document, &taken->made);
	taken->made = (struct document){ 0 };
}

void taken_fini(struct taken *taken)
{
	array_fini(&taken->made.runs);
	array_fini(&taken->text);
}
