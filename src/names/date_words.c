#include "names/date_words.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "rules/emit.h"

size_t date_pass_word(struct slice text, size_t at, struct slice word)
{
	size_t here = at, there = 0;
	while (there < word.len) {
		unsigned char stands = here < text.len ? (unsigned char)text.ptr[here] : 0, wanted = (unsigned char)word.ptr[there];
		if ((stands | wanted) < 0x80) {
			if (ascii_lower((char)stands) != ascii_lower((char)wanted))
				return at;
			here++;
			there++;
		} else if (here == text.len || unicode_lower(unicode_next(text, &here)) != unicode_lower(unicode_next(word, &there)))
			return at;
	}
	return here;
}

size_t date_pass_proper(struct slice text, size_t at, struct slice word)
{
	size_t here = at, there = 0;
	if (at == text.len || !word.len || ascii_lower(text.ptr[at]) != ascii_lower(word.ptr[0]))
		return at;
	uint32_t stands = unicode_next(text, &here), wanted = unicode_next(word, &there);
	return unicode_is_upper(wanted) && !unicode_is_upper(stands) ? at : date_pass_word(text, at, word);
}

size_t date_pass_digits(struct slice text, size_t at, unsigned *number)
{
	size_t end = at;
	*number = 0;
	for (; end < text.len && ascii_is_digit(text.ptr[end]); end++)
		*number = end - at < 4 ? *number * 10 + (unsigned)(text.ptr[end] - '0') : 0;
	return end - at > 4 ? at : end;
}

size_t date_pass_name(struct slice text, size_t at)
{
	size_t end = at;
	uint32_t code = at < text.len ? unicode_next(text, &end) : 0;
	return code >= MASK_FIRST && code <= MASK_LAST ? end : at;
}

bool date_is_word_at(struct slice text, size_t at)
{
	if (at >= text.len)
		return false;
	uint32_t code = unicode_next(text, &at);
	return unicode_is_letter(code) || unicode_is_digit(code);
}

static bool stands_behind_word(struct slice text, size_t at)
{
	while (at > 0 && ((unsigned char)text.ptr[--at] & 0xC0) == 0x80)
		continue;
	return date_is_word_at(text, at);
}

bool date_may_begin(struct slice text, size_t at)
{
	if (!at)
		return true;
	if (stands_behind_word(text, at))
		return false;
	char before = text.ptr[at - 1];
	return !strchr("-/.,'#$", before) || (at > 1 && (before == '-' || before == '.') && text.ptr[at - 2] == ' ');
}

bool date_may_end(struct slice text, size_t at)
{
	if (at == text.len)
		return true;
	if (date_is_word_at(text, at) || text.ptr[at] == '%')
		return false;
	return !(strchr("-/.,'", text.ptr[at]) && date_is_word_at(text, at + 1));
}
