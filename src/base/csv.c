#include "base/csv.h"

#include <csv.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/unicode.h"

enum { LONGEST_CELL = 32767, LONGEST_SOURCE = 64 * 1024 };

static const char mark[] = "\xEF\xBB\xBF";

/* A row that is being read: the bytes of its cells one after another, and where each ends. */
struct reader {
	ARRAY(char) bytes;
	ARRAY(size_t) ends;
	ARRAY(struct slice) cells;
	csv_row *row;
	void *data;
	uint32_t line; /* where the row begins */
	bool begun, stopped;
};

static int never_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void end_cell(void *bytes, size_t len, void *data)
{
	struct reader *reader = data;
	const char *text = bytes;
	for (size_t i = 0; i < len; i++)
		array_push(&reader->bytes, text[i]);
	array_push(&reader->ends, reader->bytes.n);
}

static void end_row(int c, void *data)
{
	struct reader *reader = data;
	(void)c;
	array_clear(&reader->cells);
	for (size_t i = 0, from = 0; i < reader->ends.n; from = reader->ends.at[i++])
		array_push(&reader->cells, slice_make(reader->bytes.n ? reader->bytes.at + from : "", reader->ends.at[i] - from));
	if (!reader->stopped)
		reader->stopped = !reader->row(reader->cells.at, reader->cells.n, reader->line, reader->data);
	array_clear(&reader->bytes);
	array_clear(&reader->ends);
	reader->begun = false;
}

static bool is_blank(struct slice line)
{
	return !line.len || slice_is(line, "\n") || slice_is(line, "\r\n") || slice_is(line, "\r");
}

/* Feeds line by line, since the library does not say where a row begins. */
static const char *read_lines(struct csv_parser *parser, struct reader *reader, struct slice rest, uint32_t *line)
{
	for (*line = 1; rest.len && !reader->stopped; ++*line) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.ptr) + 1 : rest.len;
		if (!reader->begun && !is_blank(slice_part(rest, 0, len))) {
			reader->begun = true;
			reader->line = *line;
		}
		if (csv_parse(parser, rest.ptr, len, end_cell, end_row, reader) != len)
			return "a quote within a cell, or text after a closing quote";
		rest = slice_part(rest, len, rest.len);
	}
	if (reader->stopped)
		return NULL;
	*line = reader->line;
	return csv_fini(parser, end_cell, end_row, reader) == 0 ? NULL : "a quoted cell is not closed";
}

static struct slice without_mark(struct slice text)
{
	return slice_starts(text, mark) ? slice_part(text, sizeof mark - 1, text.len) : text;
}

const char *csv_read(struct slice text, csv_row *row, void *data, uint32_t *line)
{
	struct csv_parser parser;
	struct reader reader = { .row = row, .data = data };
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
		alloc_exhausted();
	csv_set_realloc_func(&parser, alloc_resize);
	csv_set_free_func(&parser, free);
	csv_set_space_func(&parser, never_space);
	text = without_mark(text);
	const char *why = read_lines(&parser, &reader, text, line);
	csv_free(&parser);
	array_fini(&reader.bytes);
	array_fini(&reader.ends);
	array_fini(&reader.cells);
	return why;
}

bool csv_is_text(struct slice text, uint32_t *line)
{
	size_t valid = unicode_valid(text);
	const char *nul = valid ? memchr(text.ptr, '\0', valid) : NULL;
	if (!nul && valid == text.len)
		return true;
	*line = 1;
	for (size_t i = 0; i < (nul ? (size_t)(nul - text.ptr) : valid); i++)
		*line += text.ptr[i] == '\n';
	return false;
}

struct csv_places csv_places_of(struct slice file, struct slice text)
{
	return (struct csv_places){ .file = file, .rest = without_mark(text), .line = 1 };
}

/* Where cell n stands in the first line of its row. */
static struct slice find_cell(struct slice line, size_t n)
{
	bool quoted = false;
	size_t from = 0, at = 0;
	for (; at < line.len; at++) {
		if (line.ptr[at] == '"')
			quoted = !quoted;
		if (line.ptr[at] != ',' || quoted)
			continue;
		if (n-- == 0)
			break;
		from = at + 1;
	}
	return slice_part(line, at < line.len || n == 0 ? from : line.len, at);
}

struct place csv_place(struct csv_places *places, uint32_t line, size_t cell)
{
	const char *end;
	for (; places->line < line && places->rest.len && (end = memchr(places->rest.ptr, '\n', places->rest.len)); places->line++)
		places->rest = slice_part(places->rest, (size_t)(end - places->rest.ptr) + 1, places->rest.len);
	end = places->rest.len ? memchr(places->rest.ptr, '\n', places->rest.len) : NULL;
	size_t len = end ? (size_t)(end - places->rest.ptr) : places->rest.len;
	if (len && places->rest.ptr[len - 1] == '\r')
		len--;
	if (len >= LONGEST_SOURCE)
		return (struct place){ .file = places->file, .line = line };
	struct slice source = slice_part(places->rest, 0, len), part = cell == CSV_ROW ? source : find_cell(source, cell);
	return (struct place){ places->file, line, (uint32_t)(part.ptr - source.ptr) + 1, part.len ? (uint32_t)part.len : 1, source };
}

static size_t skip_digits(struct slice text, size_t at)
{
	while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9')
		at++;
	return at;
}

/* Whether all of text is a decimal number, which no spreadsheet takes for a formula. One with a plus is none: it would lose its sign. */
static bool is_number(struct slice text)
{
	size_t at = text.len && *text.ptr == '-', start = at;
	at = skip_digits(text, at);
	if (at == start)
		return false;
	if (at < text.len && text.ptr[at] == '.') {
		start = at + 1;
		at = skip_digits(text, start);
		if (at == start)
			return false;
	}
	return at == text.len;
}

/* The character that csv_cell puts for code: a cell is one line. */
static uint32_t on_one_line(uint32_t code)
{
	return code == '\n' || code == '\r' || code == 0 ? ' ' : code;
}

static bool begins_formula(struct slice text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t code = on_one_line(unicode_next(text, &at));
		if (code == '\t' || code == '=' || code == '+' || code == '-' || code == '@')
			return true;
		if (code == 0xFF1D || code == 0xFF0B || code == 0xFF0D || code == 0xFF20)
			return true;
		if (!unicode_is_space(code))
			return false;
	}
	return false;
}

/* Whether a spreadsheet could take text for a formula, or undefusing would take an apostrophe off that was there before. */
static bool is_dangerous(struct slice text)
{
	while (text.len && *text.ptr == '\'')
		text = slice_part(text, 1, text.len);
	return begins_formula(text) && !is_number(text);
}

/* How many characters of text fit, in UTF-16 units as spreadsheets count them; its bytes in *len. */
static bool fits(struct slice text, size_t room, size_t *len)
{
	size_t units = 0, kept = 0;
	for (size_t at = 0; at < text.len;) {
		units += unicode_next(text, &at) > 0xFFFF ? 2 : 1;
		if (units > room) {
			*len = kept;
			return false;
		}
		if (units < room)
			kept = at;
	}
	*len = text.len;
	return true;
}

/* A space at an end needs them too: some readers take it off. */
static bool needs_quotes(struct slice cell, bool apostrophe)
{
	if (!cell.len)
		return false;
	unsigned char first = (unsigned char)cell.ptr[0], last = (unsigned char)cell.ptr[cell.len - 1];
	return (first <= ' ' && !apostrophe) || last <= ' ' || memchr(cell.ptr, '"', cell.len) || memchr(cell.ptr, ',', cell.len) ||
	        memchr(cell.ptr, ';', cell.len);
}

/* The text in pieces between the bytes that change. */
static void put_text(struct slice cell, void (*put)(const char *bytes, size_t len, void *data), void *data)
{
	size_t kept = 0;
	for (size_t i = 0; i < cell.len; i++) {
		char c = cell.ptr[i];
		bool space = c == '\n' || c == '\r' || c == '\0';
		if (!space && c != '"')
			continue;
		if (i > kept)
			put(cell.ptr + kept, i - kept, data);
		put(space ? " " : "\"\"", space ? 1 : 2, data);
		kept = i + 1;
	}
	if (cell.len > kept)
		put(cell.ptr + kept, cell.len - kept, data);
}

void csv_cell(struct slice cell, bool defuse, void (*put)(const char *bytes, size_t len, void *data), void *data)
{
	bool apostrophe = defuse && is_dangerous(cell);
	size_t len;
	bool whole = fits(cell, LONGEST_CELL - apostrophe, &len);
	struct slice kept = slice_part(cell, 0, len);
	bool quotes = needs_quotes(kept, apostrophe);
	if (quotes)
		put("\"", 1, data);
	if (apostrophe)
		put("'", 1, data);
	put_text(kept, put, data);
	if (!whole)
		put("\xE2\x80\xA6", 3, data);
	if (quotes)
		put("\"", 1, data);
}

struct slice csv_undefuse(struct slice cell)
{
	if (!cell.len || *cell.ptr != '\'')
		return cell;
	struct slice rest = slice_part(cell, 1, cell.len);
	return is_dangerous(rest) ? rest : cell;
}
