#include "rules/scan.h"

#include "base/unicode.h"

enum { BRIEF = 60 };

void scan_init(struct scan *scan, struct slice file, struct slice text)
{
	if (slice_starts(text, "\xEF\xBB\xBF"))
		text = slice_part(text, 3, text.len);
	*scan = (struct scan){ file, text, 0 };
}

static struct slice next_line(struct scan *scan)
{
	const char *end = memchr(scan->rest.ptr, '\n', scan->rest.len);
	size_t len = end ? (size_t)(end - scan->rest.ptr) : scan->rest.len;
	struct slice line = slice_part(scan->rest, 0, len);
	scan->rest = slice_part(scan->rest, end ? len + 1 : len, scan->rest.len);
	scan->line++;
	if (line.len && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

bool scan_next(struct scan *scan, struct scan_line *line)
{
	while (scan->rest.len) {
		struct slice source = next_line(scan);
		size_t at = 0;
		while (at < source.len && scan_is_space(source.ptr[at]))
			at++;
		if (at == source.len || source.ptr[at] == '#')
			continue;
		line->whole = (struct place){ .file = scan->file, .line = scan->line, .source = source };
		line->body = slice_part(source, at, source.len);
		line->indented = at > 0;
		return true;
	}
	return false;
}

struct spot scan_spot(const struct place *line, struct slice part)
{
	return (struct spot){ line, part.ptr ? (uint32_t)(part.ptr - line->source.ptr) + 1 : 1, part.len ? (uint32_t)part.len : 1 };
}

struct place spot_place(struct spot spot)
{
	struct place place = { 0 };
	if (spot.line)
		place = *spot.line;
	place.column = spot.column;
	place.length = spot.length;
	return place;
}

struct place scan_place(const struct place *line, struct slice part)
{
	return spot_place(scan_spot(line, part));
}

/* Whether the # at `at` is the value of `colour`, or follows one. */
static bool is_colour(struct slice body, size_t at)
{
	if (at + 1 == body.len || scan_is_space(body.ptr[at + 1]))
		return false;
	while (at > 0) {
		size_t end = at;
		while (end > 0 && scan_is_space(body.ptr[end - 1]))
			end--;
		at = end;
		while (at > 0 && !scan_is_space(body.ptr[at - 1]))
			at--;
		struct slice word = slice_part(body, at, end);
		if (slice_is(word, "colour"))
			return true;
		if (word.len != 7 || word.ptr[0] != '#')
			return false;
	}
	return false;
}

/* Whether an element of a pattern can begin after this character. */
static bool opens(char before)
{
	return scan_is_space(before) || (before && strchr("([|=~", before));
}

struct slice scan_uncomment(struct slice body, bool prose)
{
	char before = ' ';
	if (!body.len || !memchr(body.ptr, '#', body.len))
		return slice_trim(body);
	for (size_t at = 0; at < body.len; at++) {
		char c = body.ptr[at];
		if (c == '/' && !prose && opens(before)) {
			size_t len = scan_regex(slice_part(body, at, body.len));
			at += len ? len - 1 : 0;
		} else if (c == '#' && scan_is_space(before)) {
			bool spaced = at + 1 == body.len || scan_is_space(body.ptr[at + 1]);
			if (prose ? spaced : !is_colour(body, at)) {
				body.len = at;
				break;
			}
		}
		before = body.ptr[at];
	}
	return slice_trim(body);
}

struct slice scan_word(struct slice *rest)
{
	*rest = slice_trim(*rest);
	size_t at = 0;
	while (at < rest->len && !scan_is_space(rest->ptr[at]))
		at++;
	struct slice word = slice_part(*rest, 0, at);
	*rest = slice_trim(slice_part(*rest, at, rest->len));
	return word;
}

size_t scan_regex(struct slice text)
{
	for (size_t at = 1; at < text.len; at++) {
		if (text.ptr[at] == '\\')
			at++;
		else if (text.ptr[at] == '/' && (at + 1 == text.len || strchr(" \t|)]~", text.ptr[at + 1])))
			return at + 1;
	}
	return 0;
}

bool scan_is_name(struct slice text)
{
	size_t at = 0;
	bool first = true;
	while (at < text.len) {
		uint32_t code = unicode_next(text, &at);
		bool letter = unicode_is_letter(code);
		if (!letter && (first || (code != '-' && code != '_' && !unicode_is_digit(code))))
			return false;
		first = false;
	}
	return !first;
}

bool scan_is_one_of(struct slice text, const char *const *words)
{
	for (; *words; words++)
		if (slice_is(text, *words))
			return true;
	return false;
}

struct slice scan_brief(struct slice text)
{
	if (text.len <= BRIEF)
		return text;
	size_t len = BRIEF;
	while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
		len--;
	return slice_part(text, 0, len);
}
