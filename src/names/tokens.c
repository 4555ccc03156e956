#include "names/tokens.h"

#include "base/ascii.h"
#include "base/unicode.h"

static bool word_start(char c)
{
	return ascii_is_word(c) || (unsigned char)c >= 0x80;
}

size_t token_without_possessive(struct slice text, size_t start, size_t end)
{
	for (size_t back = 1; back <= 4 && start + back < end; back++) {
		const char *at = text.ptr + end - back;
		if (*at == '\'')
			return back <= 2 ? end - back : end;
		if (back >= 3 && memcmp(at, "\xE2\x80\x99", 3) == 0)
			return end - back;
	}
	return end;
}

/* The end of the last letter or digit of start..end; a capital's full stop belongs to it ("J."). */
static size_t last_letter(struct slice text, size_t start, size_t end)
{
	size_t last = start, letters = 0;
	for (size_t at = start; at < end;) {
		uint32_t code = unicode_next(text, &at);
		if (!unicode_is_letter(code) && !unicode_is_digit(code))
			continue;
		letters++;
		last = at;
	}
	bool initial = letters == 1 && last < end && text.ptr[last] == '.' && last + 1 == end;
	return initial ? end : last;
}

static bool begins_word(struct slice text, size_t at)
{
	uint32_t code = unicode_next(text, &at);
	return unicode_is_letter(code) || unicode_is_digit(code);
}

size_t token_behind_prefix(struct slice text, size_t start, size_t end, const struct name_words *words)
{
	for (size_t at = start; at < end;) {
		size_t mark = at;
		uint32_t code = unicode_straight(unicode_next(text, &at));
		if (code == '-' || code == '\'')
			return name_words_has(words->prefix, slice_part(text, start, mark)) ? at : start;
	}
	return start;
}

static uint32_t code_at(struct slice text, size_t at)
{
	return at < text.len ? unicode_straight(unicode_next(text, &at)) : 0;
}

static bool is_upper_at(struct slice text, size_t at)
{
	return at < text.len && unicode_is_upper(unicode_next(text, &at));
}

/* The end of a nickname in quotation marks behind the space at `at`, where the name goes on behind it: Ernesto "Che" Guevara. `at` where none is. */
static size_t behind_nickname(struct slice text, size_t at)
{
	uint32_t quote = code_at(text, at + 1);
	size_t next = at + 1, words = 1;
	if (quote != '"' && quote != '\'')
		return at;
	unicode_next(text, &next);
	if (!is_upper_at(text, next))
		return at;
	while (next < text.len && words <= 2) {
		uint32_t code = unicode_straight(unicode_next(text, &next));
		if (code == quote)
			return next < text.len && text.ptr[next] == ' ' && is_upper_at(text, next + 1) ? next : at;
		if (token_separates((char)code) && !is_upper_at(text, next))
			return at;
		words += token_separates((char)code);
	}
	return at;
}

/* A word of small letters before another word: most are, and there is nothing more to ask of them. */
static bool small_token(struct slice text, size_t start, struct token *token)
{
	size_t end = start;
	while (end < text.len && text.ptr[end] >= 'a' && text.ptr[end] <= 'z')
		end++;
	if (end == start || end + 1 >= text.len || !token_separates(text.ptr[end]) || !ascii_is_word(text.ptr[end + 1]))
		return false;
	*token = (struct token){ .start = start, .end = end };
	return true;
}

/* Whether a long dash begins at `at`: it parts words, with or without spaces around it. A short one joins them: "Baldwin–Lafontaine". */
static bool is_long_dash(struct slice text, size_t at)
{
	return text.ptr[at] == '\xE2' && at + 2 < text.len && text.ptr[at + 1] == '\x80' && text.ptr[at + 2] == '\x94';
}

bool token_next(struct slice text, size_t *at, struct token *token, const struct name_words *words)
{
	size_t start = *at;
	while (start < text.len && (!word_start(text.ptr[start]) || is_long_dash(text, start)))
		start += is_long_dash(text, start) ? 3 : 1;
	if (start == text.len)
		return false;
	if (small_token(text, start, token)) {
		*at = token->end;
		return true;
	}
	size_t end = start;
	while (end < text.len && !token_separates(text.ptr[end]) && !is_long_dash(text, end))
		end++;
	size_t nickname = end < text.len && text.ptr[end] == ' ' ? behind_nickname(text, end) : end;
	*at = nickname;
	size_t last = last_letter(text, start, end), decode = token_behind_prefix(text, start, end, words);
	if (last + 1 == end && text.ptr[last] == '.' && is_upper_at(text, end + 1) && name_words_has(words->stopped, slice_part(text, start, last)))
		last = end;
	token->start = start;
	token->end = token_without_possessive(text, start, last);
	token->capital = unicode_is_upper(unicode_next(text, &decode));
	token->owns = token->end < last && text.ptr[last - 1] == 's';
	token->ends = last != end || (nickname == end && end + 1 < text.len && !begins_word(text, end + 1));
	return true;
}

size_t token_before(struct slice text, size_t at)
{
	size_t end = at;
	while (end && token_separates(text.ptr[end - 1]))
		end--;
	size_t start = end;
	/* Within a word nothing stands right before. */
	while (end < at && start && !token_separates(text.ptr[start - 1]))
		start--;
	bool ends = end && (word_start(text.ptr[end - 1]) || text.ptr[end - 1] == '\'');
	return start < end && word_start(text.ptr[start]) && ends ? start : at;
}
