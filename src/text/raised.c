#include "text/raised.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "text/marks.h"

/* Bytes of raised words, digits of a number, numbers in a mark, letters of a word, digits of a year. */
enum { WORDS_MOST = 32, DIGITS_MOST = 3, NUMBERS_MOST = 8, LETTERS_LEAST = 3, YEAR_DIGITS = 4 };

static bool is_joint(uint32_t code)
{
	return code == ',' || code == ';' || code == 0x207B || mark_is_dash(code);
}

static bool is_raised_digit(uint32_t code)
{
	return code == 0xB9 || code == 0xB2 || code == 0xB3 || code == 0x2070 || (code >= 0x2074 && code <= 0x2079);
}

static bool is_plain_digit(uint32_t code)
{
	return code >= '0' && code <= '9';
}

/* Behind numbers and the joints between them, the text's start where none stands there. */
static size_t numbers_behind(struct slice text, size_t at, bool (*is_digit)(uint32_t))
{
	size_t digits = 0, numbers = 0, end = at;
	for (size_t next = at; next < text.len;) {
		uint32_t code = unicode_next(text, &next);
		if (is_digit(code)) {
			numbers += !digits;
			end = next;
			if (++digits > DIGITS_MOST || numbers > NUMBERS_MOST)
				return at;
		} else if (is_joint(code) || (code == ' ' && !digits)) {
			if (!digits && code != ' ')
				break;
			digits = 0;
		} else {
			break;
		}
	}
	return end;
}

/* Whether a number that is raised at the end of the text is a mark. */
static bool carries_number(struct slice before)
{
	size_t at = before.len, letters = 0, digits = 0;
	uint32_t last = 0;
	bool name = false;
	while (at && letters < LETTERS_LEAST && digits <= YEAR_DIGITS) {
		uint32_t code = mark_previous(before, &at);
		if (!last && (mark_is_stop(code) || mark_is_closer(code) || code == ',' || code == ';' || code == ':'))
			return true;
		if (unicode_is_digit(code) && !letters)
			digits++;
		else if (unicode_is_letter(code) && !digits)
			letters++;
		else
			break;
		name = unicode_is_upper(code) && unicode_is_lower(last);
		last = code;
	}
	return letters >= LETTERS_LEAST || (letters == 2 && name) || digits == YEAR_DIGITS;
}

bool raised_is_mark(struct slice words, struct slice before)
{
	words = slice_trim(words);
	if (!words.len || words.len > WORDS_MOST || !before.len || ascii_is_space(before.ptr[before.len - 1]))
		return false;
	if (*words.ptr == ':')
		return true;
	bool joint = words.len == 1 && is_joint((unsigned char)*words.ptr);
	return (joint || numbers_behind(words, 0, is_plain_digit) == words.len) && carries_number(before);
}

size_t raised_behind(struct slice text, size_t at)
{
	size_t end = numbers_behind(text, at, is_raised_digit), next = end;
	uint32_t code = end < text.len ? unicode_next(text, &next) : 0;
	bool glued = unicode_is_letter(code) || unicode_is_digit(code);
	return end > at && !glued && carries_number(slice_part(text, 0, at)) ? end : at;
}
