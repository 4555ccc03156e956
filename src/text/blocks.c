#include "text/blocks.h"

#include "base/unicode.h"
#include "text/fence.h"
#include "text/lead.h"
#include "text/marks.h"

/* A wrapped text is this wide at the least and at the most, in code points; a run of lines is judged in pieces of so many lines. */
enum { WRAP_LEAST = 40, WRAP_MOST = 120, RUN_SOFT = 1024, RUN_MOST = 4096 };
/* A heading has so many words at the most; a line in a list of links may have more; a list's item with so many is no menu's. */
enum { SHORT_WORDS = 14, LONG_WORDS = 30, LONG_BYTES = 600, ITEM_WORDS = 6 };

/* What a block looks like by itself. */
enum look {
	LOOK_PROSE,
	LOOK_SHORT, /* as a heading or a line of a menu */
	LOOK_WEAK,  /* prose, or a line of a menu if it stands among such */
	LOOK_MENU,  /* furniture, and what is around it may be too */
	LOOK_TITLE, /* marked as a heading */
	LOOK_FURNITURE,
};

struct line {
	size_t start, end; /* without white space at both ends */
	size_t indent;
	/* Set in runs of several lines: its code points, and whether the next line's first word had no room on it. */
	size_t width;
	bool full;
};

struct finder {
	struct document *document;
	struct slice text;
	ARRAY(struct line) run;     /* lines since the last blank one */
	ARRAY(unsigned char) looks; /* one for each block */
	size_t widest;              /* of the run */
	bool wrapped;               /* most lines of the run end where the next word had no room */
	bool markup;
	struct fences fences;
};

static void add_block(struct finder *f, size_t start, size_t end, enum look look)
{
	if (start >= end)
		return;
	array_push(&f->document->blocks, ((struct block){ start, end, BLOCK_PARAGRAPH }));
	array_push(&f->looks, (unsigned char)look);
}

/* Words of a text by white space, counted to `most` + 1 at the most. */
static size_t count_words(struct slice text, size_t most)
{
	size_t n = 0;
	bool in = false;
	for (size_t i = 0; i < text.len && n <= most; i++) {
		bool space = text.ptr[i] == ' ' || (text.ptr[i] >= '\t' && text.ptr[i] <= '\r');
		n += !space && !in;
		in = !space;
	}
	return n;
}

/* Whether "|" stands between the parts of a short text, or begins it as in a table. */
static bool has_bars(struct slice text)
{
	if (*text.ptr == '|')
		return true;
	for (size_t i = 1; i + 1 < text.len; i++) {
		bool before = text.ptr[i - 1] == ' ' || (unsigned char)text.ptr[i - 1] == 0xA0;
		bool after = text.ptr[i + 1] == ' ' || (unsigned char)text.ptr[i + 1] == 0xC2;
		if (text.ptr[i] == '|' && before && after)
			return true;
	}
	return false;
}

static enum look look_of(struct slice text, bool item, size_t lines)
{
	uint32_t mark = mark_at_end(text);
	if (mark == '.' || mark == ';' || text.len > LONG_BYTES)
		return LOOK_PROSE;
	size_t words = count_words(text, LONG_WORDS);
	if (words > LONG_WORDS)
		return LOOK_PROSE;
	if (mark && mark != ':')
		return words <= SHORT_WORDS ? LOOK_WEAK : LOOK_PROSE;
	if (has_bars(text))
		return LOOK_MENU;
	if (item && words >= ITEM_WORDS)
		return LOOK_PROSE;
	if (words <= SHORT_WORDS)
		return LOOK_SHORT;
	return lines == 1 && !mark ? LOOK_WEAK : LOOK_PROSE;
}

static void add_lines(struct finder *f, size_t first, size_t last)
{
	struct line *from = &f->run.at[first];
	size_t item = lead_of_item(slice_part(f->text, from->start, from->end), NULL);
	size_t start = from->start + item, end = f->run.at[last].end;
	if (start < end)
		add_block(f, start, end, look_of(slice_part(f->text, start, end), item > 0, last - first + 1));
}

/* Code points of a text, eight bytes a step: those that are no continuation, 10xxxxxx. */
static size_t width_of(struct slice text)
{
	const uint64_t ones = 0x0101010101010101;
	size_t n = text.len, i = 0;
	for (; i + 8 <= text.len; i += 8) {
		uint64_t word;
		memcpy(&word, text.ptr + i, sizeof word);
		uint64_t high = word >> 7 & ~(word >> 6) & ones;
		n -= (size_t)(high * ones >> 56);
	}
	for (; i < text.len; i++)
		n -= ((unsigned char)text.ptr[i] & 0xC0) == 0x80;
	return n;
}

static size_t first_word_width(struct slice text)
{
	size_t n = 0;
	for (size_t i = 0; i < text.len && n < WRAP_MOST && text.ptr[i] != ' ' && text.ptr[i] != '\t'; i++)
		n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
	return n;
}

static struct slice line_text(const struct finder *f, size_t i)
{
	return slice_part(f->text, f->run.at[i].start, f->run.at[i].end);
}

static bool is_full(const struct finder *f, size_t i)
{
	const struct line *line = &f->run.at[i];
	return line->indent + line->width + 1 + first_word_width(line_text(f, i + 1)) > f->widest;
}

static void measure_run(struct finder *f)
{
	f->widest = 0;
	for (size_t i = 0; i < f->run.n; i++) {
		struct line *line = &f->run.at[i];
		/* Four bytes are the longest character: longer lines are too wide by any count. */
		size_t len = line->end - line->start;
		line->width = len > 4 * WRAP_MOST ? len : width_of(line_text(f, i));
		if (line->indent + line->width > f->widest)
			f->widest = line->indent + line->width;
	}
	f->wrapped = f->widest >= WRAP_LEAST && f->widest <= WRAP_MOST;
	size_t full = 0;
	for (size_t i = 0; f->wrapped && i + 1 < f->run.n; i++)
		full += f->run.at[i].full = is_full(f, i);
	f->wrapped = f->wrapped && 2 * full >= f->run.n - 1;
}

static bool starts_lower(struct slice text)
{
	size_t at = 0;
	return text.len && unicode_is_lower(unicode_next(text, &at));
}

/* Whether line i, of a block that began at line `first`, is followed by a line that is set in to begin a new paragraph. */
static bool is_set_in(const struct finder *f, size_t first, size_t i, bool full)
{
	const struct line *line = &f->run.at[i];
	if (line[1].indent < line->indent + 2 || lead_of_item(line_text(f, first), NULL))
		return false;
	bool hanging = i == first && full && i + 2 < f->run.n && line[2].indent == line[1].indent;
	return !hanging;
}

/* Whether the end of line i, of a block that began at line `first`, ends the block too. */
static bool ends_block(const struct finder *f, size_t first, size_t i)
{
	struct slice next = line_text(f, i + 1);
	bool full = f->wrapped && f->run.at[i].full;
	bool sure = false, item = lead_of_item(next, &sure) > 0;
	if ((item && (sure || !full)) || is_set_in(f, first, i, full))
		return true;
	if (full && !item)
		return false;
	uint32_t mark = mark_at_end(line_text(f, i));
	if (item)
		return mark != 0;
	if (!mark && starts_lower(next))
		return false;
	/* Ragged, as set by programs that even out the lines of a paragraph. */
	return mark || !f->wrapped || f->run.at[i].width * 4 < f->widest * 3;
}

static void close_run(struct finder *f)
{
	if (f->run.n > 1)
		measure_run(f);
	size_t first = 0;
	for (size_t i = 0; i < f->run.n; i++)
		if (i + 1 == f->run.n || ends_block(f, first, i)) {
			add_lines(f, first, i);
			first = i + 1;
		}
	array_clear(&f->run);
}

/* The underline of a heading makes a title of the one line above it. */
static void close_underlined(struct finder *f, char mark)
{
	bool one = f->run.n == 1;
	close_run(f);
	if (one && (mark == '=' || mark == '-') && f->looks.n && *array_last(&f->looks) == LOOK_SHORT)
		*array_last(&f->looks) = LOOK_TITLE;
}

static struct line take_line(const struct finder *f, size_t *at, char mark)
{
	size_t start = *at, len = f->text.len - start;
	const char *p = memchr(f->text.ptr + start, mark, len);
	size_t end = p ? (size_t)(p - f->text.ptr) : f->text.len;
	*at = end + (p != NULL);
	return (struct line){ .start = start, .end = end };
}

static bool is_hard_space(const char *at)
{
	return (unsigned char)at[0] == 0xC2 && (unsigned char)at[1] == 0xA0;
}

static void trim_line(const struct finder *f, struct line *line)
{
	const char *text = f->text.ptr;
	for (; line->start < line->end; line->start++, line->indent++) {
		char c = text[line->start];
		if (line->end - line->start > 1 && is_hard_space(text + line->start))
			line->start++;
		else if (c == '\t')
			line->indent += 3;
		else if (c != ' ' && !(c >= '\v' && c <= '\r'))
			break;
	}
	while (line->end > line->start) {
		char c = text[line->end - 1];
		if (line->end - line->start > 1 && is_hard_space(text + line->end - 2))
			line->end--;
		else if (c != ' ' && !(c >= '\t' && c <= '\r'))
			break;
		line->end--;
	}
}

/* Skips a fenced block whose opening fence begins the line at hand; *at moves behind it. */
static bool skip_fence(struct finder *f, struct line open, size_t *at, char mark)
{
	struct line fenced = { .start = open.start, .end = fence_end(&f->fences, f->text, open.start, mark) };
	if (!fenced.end)
		return false;
	*at = fenced.end < f->text.len ? fenced.end + 1 : fenced.end;
	trim_line(f, &fenced);
	close_run(f);
	add_block(f, fenced.start, fenced.end, LOOK_FURNITURE);
	return true;
}

static void take_title(struct finder *f, struct line line, size_t marks)
{
	close_run(f);
	struct line title = { .start = line.start + marks, .end = line.end };
	while (title.end > title.start && f->text.ptr[title.end - 1] == '#')
		title.end--;
	trim_line(f, &title);
	add_block(f, title.start, title.end, LOOK_TITLE);
}

static void push_line(struct finder *f, struct line line)
{
	bool stop = f->run.n >= RUN_SOFT && mark_at_end(line_text(f, f->run.n - 1));
	if (stop || f->run.n == RUN_MOST)
		close_run(f);
	array_push(&f->run, line);
}

static void find_candidates(struct finder *f)
{
	char mark = memchr(f->text.ptr, '\n', f->text.len) ? '\n' : '\r';
	for (size_t at = 0; at < f->text.len;) {
		struct line line = take_line(f, &at, mark);
		trim_line(f, &line);
		struct slice text = slice_part(f->text, line.start, line.end);
		size_t marks;
		if (!text.len)
			close_run(f);
		else if (!f->markup && skip_fence(f, line, &at, mark))
			continue;
		else if (lead_is_rule(text))
			close_underlined(f, *text.ptr);
		else if (!f->markup && (marks = lead_of_title(text)) > 0)
			take_title(f, line, marks);
		else
			push_line(f, line);
	}
	close_run(f);
}

static bool may_be_menu(unsigned char look)
{
	return look == LOOK_SHORT || look == LOOK_WEAK || look == LOOK_MENU;
}

static enum block_kind kind_alone(unsigned char look)
{
	if (look == LOOK_SHORT || look == LOOK_TITLE)
		return BLOCK_HEADING;
	return look == LOOK_MENU || look == LOOK_FURNITURE ? BLOCK_FURNITURE : BLOCK_PARAGRAPH;
}

/* Settles blocks from..to, which all may be lines of a menu: three sure ones make it one. What is weak at its edge belongs to the
 * prose beside it. */
static void settle_menu(struct finder *f, size_t from, size_t to)
{
	size_t sure = 0;
	for (size_t i = from; i < to; i++)
		sure += f->looks.at[i] != LOOK_WEAK;
	size_t start = from, end = to;
	if (sure >= 3) {
		while (from > 0 && f->looks.at[start] == LOOK_WEAK)
			start++;
		while (to < f->looks.n && f->looks.at[end - 1] == LOOK_WEAK)
			end--;
	}
	for (size_t i = from; i < to; i++) {
		bool menu = sure >= 3 && i >= start && i < end;
		f->document->blocks.at[i].kind = menu ? BLOCK_FURNITURE : kind_alone(f->looks.at[i]);
	}
}

static void settle(struct finder *f)
{
	for (size_t i = 0; i < f->looks.n;) {
		size_t to = i;
		while (to < f->looks.n && may_be_menu(f->looks.at[to]))
			to++;
		if (to > i)
			settle_menu(f, i, to);
		else
			f->document->blocks.at[to].kind = kind_alone(f->looks.at[to]), to++;
		i = to;
	}
}

/* Without any prose there is nothing that furniture could stand around: somebody's notes, or a line that was pasted. */
static void settle_bare(struct finder *f)
{
	bool few = f->looks.n <= 2;
	for (size_t i = 0; i < f->looks.n; i++) {
		unsigned char look = f->looks.at[i];
		f->document->blocks.at[i].kind = few && look == LOOK_SHORT ? BLOCK_PARAGRAPH : kind_alone(look);
	}
}

void blocks_find(struct document *document)
{
	struct finder f = { .document = document, .text = document->text, .markup = document->format == DOCUMENT_MARKUP };
	array_clear(&document->blocks);
	if (!document->text.len)
		return;
	find_candidates(&f);
	if (f.looks.n && memchr(f.looks.at, LOOK_PROSE, f.looks.n))
		settle(&f);
	else
		settle_bare(&f);
	array_fini(&f.run);
	array_fini(&f.looks);
}

const struct block *blocks_at(const struct document *document, size_t at)
{
	size_t low = 0, high = document->blocks.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (document->blocks.at[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < document->blocks.n && document->blocks.at[low].start <= at ? &document->blocks.at[low] : NULL;
}
