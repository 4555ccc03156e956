#include "base/ascii.h"
#include "base/unicode.h"
#include "rules/codes.h"
#include "rules/lexer.h"
#include "rules/list.h"
#include "rules/pattern.h"
#include "rules/scan.h"

/* text with straight quotes and dashes; text itself where it has no others. */
static struct slice straight_text(struct arena *arena, struct slice text)
{
	char *out = arena_alloc(arena, text.len + 1);
	size_t len = 0;
	for (size_t at = 0; at < text.len;)
		len += unicode_put(unicode_straight(unicode_next(text, &at)), out + len);
	return slice_make(out, len);
}

static bool is_ascii(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return false;
	return true;
}

void lexer_word(struct lexer *lx)
{
	size_t from = lx->at, next;
	for (;;) {
		while (ascii_is_word(lexer_peek(lx, 0)))
			lx->at++;
		uint32_t code = lexer_code(lx, lx->at, &next);
		if (lexer_is_word(code)) {
			lx->at = next;
			continue;
		}
		code = unicode_straight(code);
		if ((code != '\'' && code != '-') || !lexer_is_word(lexer_code(lx, next, &next)))
			break;
		lx->at = next;
	}
	struct element *element = lexer_add(lx, ELEMENT_WORD, from);
	struct slice text = slice_part(lx->text, from, lx->at);
	element->text = is_ascii(text) ? text : straight_text(lx->arena, text);
	lexer_end(lx, element);
}

void lexer_mark(struct lexer *lx, size_t from)
{
	size_t next, start = lx->at;
	uint32_t code = lexer_code(lx, start, &next);
	lx->at = next;
	struct element *element = lexer_add(lx, ELEMENT_MARK, from);
	struct slice text = slice_part(lx->text, start, next);
	element->text = unicode_straight(code) == code ? text : straight_text(lx->arena, text);
	lexer_end(lx, element);
}

void lexer_escape(struct lexer *lx)
{
	size_t from = lx->at++, next;
	uint32_t code = lexer_code(lx, lx->at, &next);
	if (!code || code == ' ' || code == '\t')
		lexer_fail(lx, from, from + 1, CODE(MISSING), "\\\\ is the backslash itself", "nothing stands after the backslash");
	else if (lexer_is_word(code))
		lexer_fail(lx, from, next, CODE(ELEMENT), "a regular expression stands between slashes: /\\d+/",
		        "a backslash makes a special character literal, and this is none");
	else
		lexer_mark(lx, from);
}

static bool read_number(struct lexer *lx, unsigned *number)
{
	size_t from = lx->at;
	*number = 0;
	while (lexer_peek(lx, 0) >= '0' && lexer_peek(lx, 0) <= '9') {
		if (*number < 100000)
			*number = *number * 10 + (unsigned)(lexer_peek(lx, 0) - '0');
		lx->at++;
	}
	return lx->at > from;
}

static void check_range(struct lexer *lx, const struct element *element, size_t from)
{
	if (element->max < 1 || element->max > PATTERN_GAP_MAX || element->min > element->max)
		lexer_fail(lx, from, lx->at, CODE(NUMBER), "1 to 64 words, the smaller number first", "this many words are not possible");
}

static void skip_space(struct lexer *lx)
{
	while (scan_is_space(lexer_peek(lx, 0)))
		lx->at++;
}

static bool at_word(const struct lexer *lx, const char *word)
{
	size_t len = strlen(word);
	return lx->text.len - lx->at >= len && memcmp(lx->text.ptr + lx->at, word, len) == 0;
}

static bool skip_word(struct lexer *lx, const char *word)
{
	if (!at_word(lx, word) || !scan_is_space(lexer_peek(lx, strlen(word))))
		return false;
	lx->at += strlen(word);
	skip_space(lx);
	return true;
}

/* The same of one that may end the line or what stands in brackets. */
static bool skip_last_word(struct lexer *lx, const char *word)
{
	size_t end = lx->at + strlen(word), next;
	if (!at_word(lx, word) || (end < lx->text.len && (lexer_is_word(lexer_code(lx, end, &next)) || lx->text.ptr[end] == '-')))
		return false;
	lx->at = end;
	return true;
}

/* "over names" behind a gap. */
static bool read_over(struct lexer *lx)
{
	size_t back = lx->at;
	skip_space(lx);
	bool over = skip_word(lx, "over") && skip_last_word(lx, "names");
	if (!over)
		lx->at = back;
	return over;
}

void lexer_gap(struct lexer *lx)
{
	size_t from = lx->at;
	lx->at += 3;
	struct element *element = lexer_add(lx, ELEMENT_GAP, from);
	if (!read_number(lx, &element->max))
		element->max = PATTERN_GAP;
	if (lexer_peek(lx, 0) == '.')
		lexer_fail(lx, from, lx->at + 1, CODE(ELEMENT), "a gap is ... or ...4; a full stop after it is \\.", "four dots are not a gap");
	check_range(lx, element, from);
	element->over = read_over(lx);
	lexer_end(lx, element);
	lexer_require(lx, PATTERN_GAPS, from, lx->at, "a gap may not stand here", NULL);
}

/* "in <LIST>" looks as if it were the other half of "not in". */
static void refuse_in(struct lexer *lx)
{
	size_t back = lx->at;
	skip_space(lx);
	size_t from = lx->at;
	if (skip_word(lx, "in") && lexer_peek(lx, 0) == '<')
		lexer_fail(lx, from, from + 2, CODE(ELEMENT), "a word of a list is the list alone, <LIST>; the word itself is (in)",
		        "words are counted `not in` lists only");
	else
		lx->at = back;
}

static void read_not_in(struct lexer *lx, struct element *element)
{
	size_t back = lx->at;
	skip_space(lx);
	if (!skip_word(lx, "not") || !skip_word(lx, "in")) {
		lx->at = back;
		refuse_in(lx);
		return;
	}
	for (;;) {
		size_t from = lx->at;
		if (lexer_peek(lx, 0) != '<') {
			lexer_fail(lx, from, from + 1, CODE(MISSING), "for instance: 1..5 not in <function>, <any verb>",
			        "a vocabulary is missing after `not in`");
			return;
		}
		struct slice name = lexer_vocabulary_name(lx);
		if (lx->failed)
			return;
		list_push(lx->arena, &element->not_in, name);
		back = lx->at;
		skip_space(lx);
		if (lexer_peek(lx, 0) != ',')
			break;
		lx->at++;
		skip_space(lx);
		if (lexer_peek(lx, 0) != '<')
			break;
	}
	lx->at = back;
}

/* ..3 or 1..5, at the first digit or dot. */
void lexer_count(struct lexer *lx)
{
	size_t from = lx->at;
	struct element *element = lexer_add(lx, ELEMENT_WORDS, from);
	read_number(lx, &element->min);
	lx->at += 2;
	if (!read_number(lx, &element->max))
		lexer_fail(lx, from, lx->at, CODE(ELEMENT), "a gap is ... or ...4", "two dots need a number: ..3, or 1..5");
	check_range(lx, element, from);
	read_not_in(lx, element);
	if (lx->failed)
		return;
	lexer_end(lx, element);
	lexer_require(lx, PATTERN_COUNTS, from, lx->at, "a count of words may not stand here", "up to three words are ...3 in other lines");
}

bool lexer_is_count(const struct lexer *lx)
{
	size_t at = 0;
	while (lexer_peek(lx, at) >= '0' && lexer_peek(lx, at) <= '9')
		at++;
	return lexer_peek(lx, at) == '.' && lexer_peek(lx, at + 1) == '.' && lexer_peek(lx, at + 2) != '.';
}
