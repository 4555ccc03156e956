#include "base/json_cursor.h"

#include "base/json_plain.h"
#include "base/unicode.h"

static bool fail(struct json_cursor *cursor, const char *why)
{
	if (!cursor->why)
		cursor->why = why;
	cursor->over = true;
	return false;
}

static char peek(const struct json_cursor *cursor)
{
	return cursor->at < cursor->text.len ? cursor->text.ptr[cursor->at] : '\0';
}

static void skip_space(struct json_cursor *cursor)
{
	for (;; cursor->at++) {
		char c = peek(cursor);
		if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
			return;
	}
}

static bool take(struct json_cursor *cursor, char c)
{
	skip_space(cursor);
	if (peek(cursor) != c)
		return false;
	cursor->at++;
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits behind \u; UINT32_MAX where they are none. */
static uint32_t read_unit(struct slice text, size_t at)
{
	uint32_t unit = 0;
	if (at + 4 > text.len)
		return UINT32_MAX;
	for (size_t i = at; i < at + 4; i++) {
		int digit = hex_digit(text.ptr[i]);
		if (digit < 0)
			return UINT32_MAX;
		unit = unit * 16 + (uint32_t)digit;
	}
	return unit;
}

/* The character that \uXXXX, or two of them, at *at (behind the u) stand for; 0 where there is none. A NUL is none: texts are also C's. */
static uint32_t read_code(struct slice text, size_t *at)
{
	uint32_t high = read_unit(text, *at), low;
	*at += 4;
	if (high < 0xD800 || (high > 0xDFFF && high <= 0xFFFF))
		return high;
	if (high > 0xDBFF || *at + 6 > text.len || text.ptr[*at] != '\\' || text.ptr[*at + 1] != 'u')
		return 0;
	low = read_unit(text, *at + 2);
	*at += 6;
	return low >= 0xDC00 && low <= 0xDFFF ? 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00) : 0;
}

/* One escape at *at (behind the backslash) to out, which has room for 4 bytes; its length, 0 where it is none. */
static size_t read_escape(struct slice text, size_t *at, char *out)
{
	static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	char c = text.ptr[(*at)++];
	const char *found = c ? strchr(names, c) : NULL;
	if (found) {
		*out = meant[found - names];
		return 1;
	}
	uint32_t code = c == 'u' ? read_code(text, at) : 0;
	return code ? unicode_put(code, out) : 0;
}

/* A text with escapes: from the quote to the one that closes it. An escape is never shorter than what it stands for. */
static bool unescape(struct json_cursor *cursor, size_t from, size_t to, struct slice *text)
{
	char *out = arena_alloc(cursor->arena, to - from + 1);
	struct slice raw = slice_part(cursor->text, 0, to);
	size_t len = 0;
	for (size_t at = from; at < to;) {
		if (raw.ptr[at] != '\\') {
			out[len++] = raw.ptr[at++];
			continue;
		}
		size_t start = at++, put = read_escape(raw, &at, out + len);
		if (!put) {
			cursor->at = start;
			return fail(cursor, "no such escape");
		}
		len += put;
	}
	*text = slice_make(out, len);
	return true;
}

/* The text whose opening quote was taken. */
static bool read_text(struct json_cursor *cursor, struct slice *text)
{
	const char *bytes = cursor->text.ptr;
	size_t from = cursor->at, at = from;
	bool escaped = false;
	for (;; at++) {
		if (at < cursor->text.len)
			at = json_plain_skip(bytes, at, cursor->text.len, false);
		if (at >= cursor->text.len || (unsigned char)bytes[at] < ' ') {
			cursor->at = at < cursor->text.len ? at : cursor->text.len;
			return fail(cursor, at < cursor->text.len ? "a control character in a text" : "a text is not closed");
		}
		if (bytes[at] == '"')
			break;
		if (bytes[at] != '\\')
			continue;
		escaped = true;
		at++;
	}
	if (!escaped)
		*text = slice_part(cursor->text, from, at);
	else if (!unescape(cursor, from, at, text))
		return false;
	cursor->at = at + 1;
	return true;
}

static size_t skip_digits(const struct json_cursor *cursor, size_t at)
{
	while (at < cursor->text.len && cursor->text.ptr[at] >= '0' && cursor->text.ptr[at] <= '9')
		at++;
	return at;
}

static bool is_at(const struct json_cursor *cursor, size_t at, const char *characters)
{
	return at < cursor->text.len && cursor->text.ptr[at] && strchr(characters, cursor->text.ptr[at]);
}

static bool read_whole(struct slice digits, uint64_t *whole)
{
	*whole = 0;
	for (size_t i = 0; i < digits.len; i++) {
		uint64_t digit = (uint64_t)(digits.ptr[i] - '0');
		if (*whole > (UINT64_MAX - digit) / 10)
			return false;
		*whole = *whole * 10 + digit;
	}
	return true;
}

static bool read_number(struct json_cursor *cursor, struct json_value *value)
{
	size_t start = cursor->at, digits = start + is_at(cursor, start, "-"), at = skip_digits(cursor, digits);
	bool good = at > digits && (at == digits + 1 || cursor->text.ptr[digits] != '0'), plain = digits == start;
	if (good && is_at(cursor, at, ".")) {
		size_t fraction = at + 1;
		plain = false;
		at = skip_digits(cursor, fraction);
		good = at > fraction;
	}
	if (good && is_at(cursor, at, "eE")) {
		size_t exponent = at + 1 + is_at(cursor, at + 1, "+-");
		plain = false;
		at = skip_digits(cursor, exponent);
		good = at > exponent;
	}
	if (!good)
		return fail(cursor, "no JSON value");
	cursor->at = at;
	value->text = slice_part(cursor->text, start, at);
	value->kind = plain && read_whole(value->text, &value->whole) ? JSON_VALUE_WHOLE : JSON_VALUE_NUMBER;
	return true;
}

static bool read_word(struct json_cursor *cursor, struct json_value *value)
{
	static const struct {
		const char *word;
		enum json_value_kind kind;
	} words[] = { { "true", JSON_VALUE_TRUE }, { "false", JSON_VALUE_FALSE }, { "null", JSON_VALUE_NULL } };
	struct slice rest = slice_part(cursor->text, cursor->at, cursor->text.len);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!slice_starts(rest, words[i].word))
			continue;
		value->kind = words[i].kind;
		value->text = slice_part(rest, 0, strlen(words[i].word));
		cursor->at += value->text.len;
		return true;
	}
	return read_number(cursor, value);
}

static bool read_value(struct json_cursor *cursor, struct json_value *value, unsigned depth);

/* Goes on to the next element, behind its key; false at the end and at a mistake. */
static bool step(struct json_cursor *cursor, bool object, bool *begun, struct slice *key)
{
	if (take(cursor, object ? '}' : ']'))
		return false;
	if (*begun && !take(cursor, ','))
		return fail(cursor, object ? "a comma or } is missing" : "a comma or ] is missing");
	*begun = true;
	*key = slice_make("", 0);
	if (!object)
		return true;
	if (!take(cursor, '"'))
		return fail(cursor, "the name of a member is missing");
	return read_text(cursor, key) && (take(cursor, ':') || fail(cursor, "a colon is missing"));
}

/* An object or array, read through for its mistakes alone. */
static bool read_nested(struct json_cursor *cursor, struct json_value *value, bool object, unsigned depth)
{
	size_t start = cursor->at++;
	bool begun = false;
	struct json_value inner;
	if (depth >= JSON_CURSOR_DEPTH) {
		cursor->at = start;
		return fail(cursor, "nested deeper than 64");
	}
	while (step(cursor, object, &begun, &inner.key))
		if (!read_value(cursor, &inner, depth + 1))
			return false;
	value->kind = object ? JSON_VALUE_OBJECT : JSON_VALUE_ARRAY;
	value->text = slice_part(cursor->text, start, cursor->at);
	return !cursor->why;
}

static bool read_value(struct json_cursor *cursor, struct json_value *value, unsigned depth)
{
	skip_space(cursor);
	char c = peek(cursor);
	if (c == '{' || c == '[')
		return read_nested(cursor, value, c == '{', depth);
	if (c != '"')
		return read_word(cursor, value);
	cursor->at++;
	value->kind = JSON_VALUE_TEXT;
	return read_text(cursor, &value->text);
}

struct json_cursor json_open(struct slice text, struct arena *arena)
{
	struct json_cursor cursor = { .text = text, .arena = arena };
	skip_space(&cursor);
	cursor.object = peek(&cursor) == '{';
	if (!cursor.object && peek(&cursor) != '[')
		fail(&cursor, "neither { nor [ at the beginning");
	else
		cursor.at++;
	return cursor;
}

bool json_next(struct json_cursor *cursor, struct json_value *value)
{
	if (cursor->over)
		return false;
	if (step(cursor, cursor->object, &cursor->begun, &value->key))
		return read_value(cursor, value, 1);
	cursor->over = true;
	skip_space(cursor);
	if (!cursor->why && cursor->at < cursor->text.len)
		fail(cursor, "text behind the end");
	return false;
}
