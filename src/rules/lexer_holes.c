#include "rules/codes.h"
#include "rules/lexer.h"
#include "rules/list.h"
#include "rules/pattern.h"
#include "rules/scan.h"

struct slice lexer_vocabulary_name(struct lexer *lx)
{
	size_t from = lx->at;
	const char *close = memchr(lx->text.ptr + from, '>', lx->text.len - from);
	if (!close) {
		lexer_fail(lx, from, from + 1, CODE(BRACKET), "a vocabulary is <name>; the character itself is \\<", "this < is never closed");
		return slice_make("", 0);
	}
	size_t to = (size_t)(close - lx->text.ptr);
	struct slice name = slice_trim(slice_part(lx->text, from + 1, to));
	lx->at = to + 1;
	struct slice rest = name, word = scan_word(&rest);
	if (!scan_is_name(word) || (rest.len && !scan_is_name(rest)))
		lexer_fail(lx, from, lx->at, CODE(NAME), "letters, digits and - make a name, as in <any verb>; the character itself is \\<",
		        "this is no name of a vocabulary");
	return name;
}

static void read_forms(struct lexer *lx, struct element *element)
{
	for (;;) {
		size_t from = lx->at;
		while (lexer_peek(lx, 0) >= 'a' && lexer_peek(lx, 0) <= 'z')
			lx->at++;
		unsigned bit = ast_form(slice_part(lx->text, from, lx->at));
		if (!bit) {
			lexer_fail(lx, from, lx->at, CODE(FORM), "the forms of a verb are base, third, past, participle, ing and noun",
			        "this is no form of a verb");
			return;
		}
		element->forms = (unsigned char)(element->forms | bit);
		if (lexer_peek(lx, 0) != ',' || !lexer_is_word((unsigned char)lexer_peek(lx, 1)))
			return;
		lx->at++;
	}
}

void lexer_vocabulary(struct lexer *lx)
{
	struct element *element = lexer_add(lx, ELEMENT_VOCABULARY, lx->at);
	element->text = lexer_vocabulary_name(lx);
	if (lx->failed)
		return;
	if (lexer_peek(lx, 0) == '/') {
		lx->at++;
		read_forms(lx, element);
	}
	lexer_end(lx, element);
}

static void read_types(struct lexer *lx, struct element *element, struct slice types)
{
	struct slice type;
	bool any = false;
	while (slice_split(&types, ',', &type)) {
		any = true;
		size_t from = (size_t)(type.ptr - lx->text.ptr);
		if (slice_is(type, "phrase"))
			element->phrase = true;
		else if (slice_is(type, "whole phrase"))
			element->phrase = element->whole = true;
		else if (slice_is(type, "adjective"))
			element->adjective = true;
		else if (scan_is_name(type))
			list_push(lx->arena, &element->types, type);
		else
			lexer_fail(lx, from, from + type.len, CODE(NAME), "for instance {X : person, group}", "this is no name of a type");
	}
	if (!any)
		lexer_fail(lx, lx->at - 1, lx->at, CODE(MISSING), "for instance {X : person, group}", "a type is missing after the colon");
}

static void check_date_hole(struct lexer *lx, const struct element *element, size_t from, bool more)
{
	static const char *const parts[] = { "date", "day", "month", "year", "early", "count", "name", NULL };
	if (more || !scan_is_one_of(element->text, parts))
		lexer_fail(lx, from, lx->at, CODE(HOLE), "{date}, {day}, {month}, {year}, {early}, {count} and {name}", "this is no part of a date");
}

void lexer_hole(struct lexer *lx)
{
	size_t from = lx->at;
	const char *close = memchr(lx->text.ptr + from, '}', lx->text.len - from);
	if (!close) {
		lexer_fail(lx, from, from + 1, CODE(BRACKET), "a hole is {X}; the character itself is \\{", "this { is never closed");
		return;
	}
	lx->at = (size_t)(close - lx->text.ptr) + 1;
	struct slice inner = slice_trim(slice_part(lx->text, from + 1, lx->at - 1));
	const char *colon = memchr(inner.ptr, ':', inner.len);
	struct slice name = slice_trim(colon ? slice_part(inner, 0, (size_t)(colon - inner.ptr)) : inner);
	struct element *element = lexer_add(lx, ELEMENT_HOLE, from);
	lexer_end(lx, element);
	if (name.len && name.ptr[name.len - 1] == '+') {
		element->list = true;
		name = slice_trim(slice_part(name, 0, name.len - 1));
	}
	element->text = name;
	if (!scan_is_name(name))
		lexer_fail(lx, from, lx->at, CODE(NAME), "a hole is {X}, {X+} or {X : person}", "this is no name of a hole");
	if (colon)
		read_types(lx, element, slice_part(inner, (size_t)(colon - inner.ptr) + 1, inner.len));
	if (lx->failed)
		return;
	if (lx->allow & PATTERN_DATES) {
		check_date_hole(lx, element, from, colon || element->list);
	} else if (slice_is(name, "Name") && !element->list && (!colon || lx->allow & PATTERN_NAMES)) {
		element->kind = ELEMENT_NAME;
		lexer_require(lx, PATTERN_NAMES, from, lx->at, "{Name} may stand in `name`, `hole` and `phrase` lines and in cues only",
		        "a hole of a rule is {X}");
	} else {
		lexer_require(lx, PATTERN_HOLES, from, lx->at, "a hole may not stand here",
		        lx->allow & PATTERN_NAMES ? "the name itself is {Name}" : "the character itself is \\{");
	}
}

void lexer_regex(struct lexer *lx)
{
	size_t from = lx->at;
	size_t len = scan_regex(slice_part(lx->text, from, lx->text.len));
	if (len < 3) {
		lexer_fail(lx, from, from + (len ? len : 1), CODE(BRACKET),
		        "a regular expression ends at a / before white space, | ) ] or the line's end; the character itself is \\/",
		        len ? "this regular expression is empty" : "this regular expression is never closed");
		return;
	}
	lx->at += len;
	struct element *element = lexer_add(lx, ELEMENT_REGEX, from);
	element->text = slice_part(lx->text, from + 1, lx->at - 1);
	lexer_end(lx, element);
	if (lx->allow & PATTERN_DATES)
		lexer_fail(lx, from, lx->at, CODE(ELEMENT), "words, marks, lists, [..], (..|..) and parts of a date",
		        "a regular expression may not stand in a line of dates");
}
