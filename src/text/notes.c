#include "text/notes.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "text/marks.h"
#include "text/raised.h"

/* Digits of a number, numbers in a mark, letters of the word before them, bytes of a name, letters before a number in round brackets. */
enum { DIGITS_MOST = 3, NUMBERS_MOST = 8, WORD_MOST = 12, NAME_MOST = 40, LETTERS_LEAST = 3 };
/* Bytes of a raised mark, digits of a page. */
enum { RAISED_MOST = 32, PAGE_MOST = 4 };

static size_t skip_digits(struct slice text, size_t at)
{
	size_t end = at;
	while (end < text.len && ascii_is_digit(text.ptr[end]))
		end++;
	return end - at <= DIGITS_MOST ? end : at;
}

/* Behind what stands between two numbers, a comma or a dash and a space. */
static size_t skip_joint(struct slice text, size_t at)
{
	size_t end = at;
	uint32_t code = at < text.len ? unicode_next(text, &end) : 0;
	if (code != ',' && code != ';' && !mark_is_dash(code))
		return at;
	return end < text.len && text.ptr[end] == ' ' ? end + 1 : end;
}

static size_t skip_word(struct slice text, size_t at)
{
	size_t end = at;
	while (end < text.len && end - at < WORD_MOST && !ascii_is_digit(text.ptr[end]) && ascii_is_word(text.ptr[end]))
		end++;
	return end > at && end < text.len && text.ptr[end] == ' ' ? end + 1 : at;
}

/* Behind "3", "3, 4" or "note 2" and the bracket that closes them, `at` where something else stands. */
static size_t numbers_behind(struct slice text, size_t at)
{
	size_t end = skip_word(text, at);
	for (size_t n = 0; n < NUMBERS_MOST; n++) {
		size_t number = skip_digits(text, end), joint = skip_joint(text, number);
		if (number == end)
			return at;
		if (joint == number)
			return number < text.len && text.ptr[number] == ']' ? number + 1 : at;
		end = joint;
	}
	return at;
}

/* Spaces of a page's own making; the plain one parts words. */
static size_t skip_thin_spaces(struct slice text, size_t at)
{
	for (size_t next = at; next < text.len && text.ptr[next] & 0x80 && unicode_is_space(unicode_next(text, &next));)
		at = next;
	return at;
}

/* Behind the pages that may stand behind a mark, ":34" or ":34\u201335,40"; `at` where none do. */
static size_t pages_behind(struct slice text, size_t at)
{
	size_t from = at < text.len && text.ptr[at] == ':' ? at + 1 : at, end = at;
	for (size_t n = 0; from > end && n < NUMBERS_MOST; n++) {
		size_t number = from = skip_thin_spaces(text, from);
		while (number < text.len && number - from < PAGE_MOST && ascii_is_digit(text.ptr[number]))
			number++;
		if (number == from)
			break;
		end = number;
		from = skip_joint(text, number);
	}
	if (end == at)
		return at;
	size_t next = end = skip_thin_spaces(text, end);
	return next < text.len && unicode_is_word(unicode_next(text, &next)) ? at : end;
}

/* Behind "name]". */
static size_t name_behind(struct slice text, size_t at)
{
	size_t end = at;
	while (end < text.len && end - at < NAME_MOST && !strchr(" \t\r\n[]", text.ptr[end]))
		end++;
	return end > at && end < text.len && text.ptr[end] == ']' ? end + 1 : at;
}

static bool can_carry(uint32_t before)
{
	return before && !unicode_is_space(before) && !mark_is_dash(before) && !(before < 0x80 && strchr("([{/=<|", (int)before));
}

/* Whether a word that ends in a small letter stands before byte `at`. */
static bool is_behind_word(struct slice text, size_t at)
{
	size_t letters = 0;
	for (size_t from = at; from && letters < LETTERS_LEAST; letters++) {
		uint32_t code = mark_previous(text, &from);
		if (!unicode_is_letter(code) || (!letters && !unicode_is_lower(code)))
			return false;
	}
	return letters == LETTERS_LEAST;
}

static size_t round_behind(struct slice text, size_t at)
{
	size_t end = skip_digits(text, at + 1), next;
	if (end == at + 1 || end >= text.len || text.ptr[end] != ')' || !is_behind_word(text, at))
		return at;
	next = ++end;
	uint32_t code = end < text.len ? unicode_next(text, &next) : 0;
	return unicode_is_letter(code) || unicode_is_digit(code) ? at : end;
}

size_t note_behind(struct slice text, size_t at, uint32_t before)
{
	if (text.ptr[at] & 0x80)
		return raised_behind(text, at);
	if (text.ptr[at] == '(')
		return round_behind(text, at);
	if (text.ptr[at] != '[' || at + 1 >= text.len)
		return at;
	bool named = text.ptr[at + 1] == '^';
	if (!named && !can_carry(before))
		return at;
	size_t from = at + 1 + named, end = named ? name_behind(text, from) : numbers_behind(text, from);
	return end == from ? at : named ? end : pages_behind(text, end);
}

/* Whether all of it is numbers of few digits, or single characters, with a comma, a dash or a space between two. */
static bool is_list_of_marks(struct slice text)
{
	for (size_t at = 0, n = 0; n < NUMBERS_MOST; n++) {
		size_t end = skip_digits(text, at);
		if (end == at)
			unicode_next(text, &end);
		if (end == text.len)
			return true;
		at = skip_joint(text, end);
		at += at == end && text.ptr[at] == ' ';
		if (at == end)
			return false;
		if (at == text.len)
			return true;
	}
	return false;
}

bool note_is_mark(struct slice text)
{
	text = slice_trim(text);
	if (!text.len || text.len > RAISED_MOST)
		return false;
	char last = text.ptr[text.len - 1];
	if (*text.ptr == '[' && last == ']')
		return true;
	if (text.len > 2 && *text.ptr == '(' && last == ')')
		text = slice_part(text, 1, text.len - 1);
	return is_list_of_marks(text);
}

bool note_is_sign(struct slice text)
{
	text = slice_trim(text);
	if (!text.len || text.len > RAISED_MOST)
		return false;
	for (size_t at = 0; at < text.len;) {
		uint32_t code = unicode_next(text, &at);
		bool word = (unicode_is_letter(code) && !unicode_is_mark(code)) || unicode_is_digit(code);
		bool sign = code < 0x80 ? code == '^' || code == '#' : !mark_is_stop(code) && !mark_is_closer(code) && !mark_is_opener(code);
		if (word || !sign || mark_is_dash(code))
			return false;
	}
	return true;
}
