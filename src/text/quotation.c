#include "text/quotation.h"

#include "base/unicode.h"
#include "text/marks.h"

/* Marks that close one another, whatever language sets them. */
enum family { FAMILY_DOUBLE, FAMILY_SINGLE, FAMILY_ANGLE, FAMILY_SINGLE_ANGLE, FAMILY_CORNER, FAMILY_COUNT, FAMILY_NONE = FAMILY_COUNT };

enum { APOSTROPHE = 0x2019, NOTHING_OPEN = -1 };

struct scan {
	struct slice text;
	size_t from, end; /* of the block */
	long open[FAMILY_COUNT];
	uint32_t opener[FAMILY_COUNT];
	quotation_array *found;
};

static enum family family_of(uint32_t code)
{
	switch (code) {
	case '"':
	case 0x201C:
	case 0x201D:
	case 0x201E:
	case 0x201F:
		return FAMILY_DOUBLE;
	case '\'':
	case 0x2018:
	case 0x2019:
	case 0x201A:
	case 0x201B:
		return FAMILY_SINGLE;
	case 0xAB:
	case 0xBB:
		return FAMILY_ANGLE;
	case 0x2039:
	case 0x203A:
		return FAMILY_SINGLE_ANGLE;
	case 0x300C:
	case 0x300D:
		return FAMILY_CORNER;
	default:
		return FAMILY_NONE;
	}
}

/* The code points on both sides of the mark at..next; a space at the block's ends. */
static void neighbours(const struct scan *scan, size_t at, size_t next, uint32_t *before, uint32_t *behind)
{
	size_t place = at;
	*before = at > scan->from ? mark_previous(scan->text, &place) : ' ';
	place = next;
	*behind = next < scan->end ? unicode_next(scan->text, &place) : ' ';
}

/* French sets its marks off by spaces, so that their shapes alone can tell. */
static bool has_sides(enum family family)
{
	return family == FAMILY_DOUBLE || family == FAMILY_SINGLE;
}

static bool can_open(enum family family, uint32_t code, uint32_t before, uint32_t behind)
{
	if (!has_sides(family))
		return true;
	if (unicode_is_space(behind) || (family == FAMILY_SINGLE && (code == APOSTROPHE || unicode_is_digit(behind))))
		return false;
	return unicode_is_space(before) || mark_is_opener(before) || mark_is_dash(before);
}

static bool can_close(const struct scan *scan, enum family family, uint32_t code, uint32_t before, uint32_t behind)
{
	if (scan->open[family] == NOTHING_OPEN)
		return false;
	if (!has_sides(family))
		return code != scan->opener[family];
	return !unicode_is_space(before) && !unicode_is_letter(behind);
}

static void close_mark(struct scan *scan, enum family family, size_t end)
{
	size_t start = (size_t)scan->open[family];
	array_push(scan->found, ((struct quotation){ start, end }));
	/* What was opened inside and not closed there was no mark. */
	for (size_t i = 0; i < FAMILY_COUNT; i++)
		if (scan->open[i] >= (long)start)
			scan->open[i] = NOTHING_OPEN;
}

static void read_mark(struct scan *scan, enum family family, uint32_t code, size_t at, size_t next)
{
	uint32_t before, behind;
	neighbours(scan, at, next, &before, &behind);
	if (can_close(scan, family, code, before, behind)) {
		close_mark(scan, family, next);
	} else if (can_open(family, code, before, behind)) {
		scan->open[family] = (long)at;
		scan->opener[family] = code;
	}
}

/* The family of the mark that the next paragraph begins with. */
static enum family family_behind(const struct document *document, const struct block *block)
{
	const struct block *next = block + 1;
	if (next >= document->blocks.at + document->blocks.n || next->kind != BLOCK_PARAGRAPH || next->start >= next->end)
		return FAMILY_NONE;
	size_t at = next->start;
	enum family family = family_of(unicode_next(document->text, &at));
	return family == FAMILY_SINGLE ? FAMILY_NONE : family;
}

void quotation_find(const struct document *document, const struct block *block, quotation_array *found)
{
	struct scan scan = { .text = slice_part(document->text, 0, block->end), .from = block->start, .end = block->end, .found = found };
	for (size_t i = 0; i < FAMILY_COUNT; i++)
		scan.open[i] = NOTHING_OPEN;
	for (size_t at = block->start; at < block->end;) {
		size_t from = at;
		unsigned char c = (unsigned char)scan.text.ptr[at];
		if (c < 0x80 && c != '"' && c != '\'') {
			at++;
			continue;
		}
		uint32_t code = unicode_next(scan.text, &at);
		enum family family = family_of(code);
		if (family != FAMILY_NONE)
			read_mark(&scan, family, code, from, at);
	}
	enum family goes_on = family_behind(document, block);
	if (goes_on != FAMILY_NONE && scan.open[goes_on] != NOTHING_OPEN)
		close_mark(&scan, goes_on, block->end);
}
