#include "text/marks.h"

#include "base/unicode.h"

static bool is_one_of(uint32_t code, const uint32_t *set, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (set[i] == code)
			return true;
	return false;
}

#define IS_ONE_OF(code, set) is_one_of(code, set, sizeof set / sizeof *set)

bool mark_is_wide_stop(uint32_t code)
{
	static const uint32_t set[] = { 0x3002, 0xFF01, 0xFF1F, 0xFF0E, 0xFF61 };
	return code >= 0x3002 && IS_ONE_OF(code, set);
}

bool mark_is_stop(uint32_t code)
{
	static const uint32_t set[] = { 0x2026, 0x203C, 0x2047, 0x2048, 0x2049, 0x061F, 0x06D4, 0x0964, 0x0589, 0x1362 };
	if (code < 0x80)
		return code == '.' || code == '!' || code == '?';
	return IS_ONE_OF(code, set) || mark_is_wide_stop(code);
}

bool mark_is_closer(uint32_t code)
{
	static const uint32_t set[] = { 0xAB, 0xBB, 0x2018, 0x2019, 0x201C, 0x201D, 0x2039, 0x203A, 0x300D, 0x300F, 0x3011, 0xFF09 };
	if (code < 0x80)
		return code == '"' || code == '\'' || code == ')' || code == ']' || code == '}';
	return IS_ONE_OF(code, set);
}

bool mark_is_opener(uint32_t code)
{
	static const uint32_t set[] = { 0xA1, 0xAB, 0xBB, 0xBF, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2039, 0x203A, 0x300C, 0x300E,
		0x3010, 0xFF08 };
	if (code < 0x80)
		return code == '"' || code == '\'' || code == '(' || code == '[' || code == '{';
	return IS_ONE_OF(code, set);
}

bool mark_is_dash(uint32_t code)
{
	static const uint32_t set[] = { 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2022, 0x2023, 0x25AA, 0x25E6 };
	return code == '-' || code == '*' || (code >= 0x2010 && IS_ONE_OF(code, set));
}

uint32_t mark_previous(struct slice text, size_t *at)
{
	size_t from = *at - 1;
	while (from > 0 && ((unsigned char)text.ptr[from] & 0xC0) == 0x80)
		from--;
	*at = from;
	return unicode_next(text, &from);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Steps back over "[12]" or over at most three digits glued to a stop; the end if there is none. */
static size_t before_note(struct slice text, size_t end)
{
	size_t at = end;
	bool bracket = at && text.ptr[at - 1] == ']';
	at -= bracket;
	size_t digits = at;
	while (at && digits - at < 4 && is_digit(text.ptr[at - 1]))
		at--;
	if (at == digits || !at)
		return end;
	if (bracket)
		return text.ptr[at - 1] == '[' ? at - 1 : end;
	return digits - at < 4 && strchr(".!?\"')", text.ptr[at - 1]) && (at < 2 || !is_digit(text.ptr[at - 2])) ? at : end;
}

/* The commonest ends, by their last bytes alone: a letter, a comma, a single full stop. */
static bool is_plain_end(struct slice text, uint32_t *mark)
{
	char last = text.len > 1 ? text.ptr[text.len - 1] : 0, before = text.len > 1 ? text.ptr[text.len - 2] : 0;
	*mark = last == '.' ? '.' : 0;
	return (last >= 'a' && last <= 'z') || last == ',' || (last == '.' && before != '.');
}

uint32_t mark_at_end(struct slice text)
{
	size_t end = text.len;
	uint32_t mark;
	if (is_plain_end(text, &mark))
		return mark;
	while (end) {
		size_t note = before_note(text, end), at = end;
		if (note < end) {
			end = note;
			continue;
		}
		uint32_t code = mark_previous(text, &at);
		if (code == '.' && at >= 2 && text.ptr[at - 1] == '.' && text.ptr[at - 2] == '.')
			return 0x2026;
		if (mark_is_stop(code) || code == ':' || code == ';')
			return code;
		if (!mark_is_closer(code))
			return 0;
		end = at;
	}
	return 0;
}
