#include "rules/pattern.h"

#include <stdio.h>

#include "base/unicode.h"
#include "rules/codes.h"
#include "rules/list.h"
#include "rules/scan.h"

struct lexer {
	struct slice text;
	size_t at;
	const struct place *line;
	unsigned allow, depth;
	struct arena *arena;
	struct diag *diag;
	ARRAY(struct element) stack; /* elements of all sequences that are open */
	bool glue, tilde, spaced;    /* before the next element: it is glued, by a ~; white space */
	bool failed;
};

static char peek(const struct lexer *lx, size_t ahead)
{
	return lx->at + ahead < lx->text.len ? lx->text.ptr[lx->at + ahead] : '\0';
}

static struct place place_from(const struct lexer *lx, size_t from, size_t to)
{
	return scan_place(lx->line, slice_part(lx->text, from, to));
}

/* One error ends the reading of a pattern: what follows it would be guesswork. */
static void fail(struct lexer *lx, size_t from, size_t to, const char *code, const char *help, const char *message)
{
	if (!lx->failed)
		diag_error(lx->diag, place_from(lx, from, to > from ? to : from + 1), code, help, "%s", message);
	lx->failed = true;
}

static struct element *add(struct lexer *lx, enum element_kind kind, size_t from)
{
	struct element *element = array_add(&lx->stack);
	*element = (struct element){ .kind = kind, .glued = lx->glue };
	element->place = place_from(lx, from, from + 1);
	return element;
}

static void end(const struct lexer *lx, struct element *element)
{
	size_t from = element->place.column - 1 - (size_t)(lx->text.ptr - lx->line->source.ptr);
	element->place.length = (uint32_t)(lx->at - from);
}

static bool require(struct lexer *lx, unsigned allow, size_t from, size_t to, const char *message, const char *help)
{
	if (!(lx->allow & allow))
		fail(lx, from, to, CODE(ELEMENT), help, message);
	return !lx->failed;
}

/* ---- words and marks ---- */

static uint32_t code_at(const struct lexer *lx, size_t at, size_t *next)
{
	*next = at;
	return at < lx->text.len ? unicode_next(lx->text, next) : 0;
}

static bool is_word(uint32_t code)
{
	return unicode_is_letter(code) || unicode_is_digit(code);
}

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

static void read_word(struct lexer *lx)
{
	size_t from = lx->at, next;
	for (;;) {
		uint32_t code = code_at(lx, lx->at, &next);
		if (is_word(code)) {
			lx->at = next;
			continue;
		}
		code = unicode_straight(code);
		if ((code != '\'' && code != '-') || !is_word(code_at(lx, next, &next)))
			break;
		lx->at = next;
	}
	struct element *element = add(lx, ELEMENT_WORD, from);
	struct slice text = slice_part(lx->text, from, lx->at);
	element->text = is_ascii(text) ? text : straight_text(lx->arena, text);
	end(lx, element);
}

static void read_mark(struct lexer *lx, size_t from)
{
	size_t next, start = lx->at;
	uint32_t code = code_at(lx, start, &next);
	lx->at = next;
	struct element *element = add(lx, ELEMENT_MARK, from);
	struct slice text = slice_part(lx->text, start, next);
	element->text = unicode_straight(code) == code ? text : straight_text(lx->arena, text);
	end(lx, element);
}

static void read_escape(struct lexer *lx)
{
	size_t from = lx->at++, next;
	uint32_t code = code_at(lx, lx->at, &next);
	if (!code || code == ' ' || code == '\t')
		fail(lx, from, from + 1, CODE(MISSING), "\\\\ is the backslash itself", "nothing stands after the backslash");
	else if (is_word(code))
		fail(lx, from, next, CODE(ELEMENT), "a regular expression stands between slashes: /\\d+/",
		        "a backslash makes a special character literal, and this is none");
	else
		read_mark(lx, from);
}

/* ---- gaps and counts ---- */

static bool read_number(struct lexer *lx, unsigned *number)
{
	size_t from = lx->at;
	*number = 0;
	while (peek(lx, 0) >= '0' && peek(lx, 0) <= '9') {
		if (*number < 100000)
			*number = *number * 10 + (unsigned)(peek(lx, 0) - '0');
		lx->at++;
	}
	return lx->at > from;
}

static void check_range(struct lexer *lx, const struct element *element, size_t from)
{
	if (element->max < 1 || element->max > PATTERN_GAP_MAX || element->min > element->max)
		fail(lx, from, lx->at, CODE(NUMBER), "1 to 64 words, the smaller number first", "this many words are not possible");
}

static void read_gap(struct lexer *lx)
{
	size_t from = lx->at;
	lx->at += 3;
	struct element *element = add(lx, ELEMENT_GAP, from);
	if (!read_number(lx, &element->max))
		element->max = PATTERN_GAP;
	end(lx, element);
	if (peek(lx, 0) == '.')
		fail(lx, from, lx->at + 1, CODE(ELEMENT), "a gap is ... or ...4; a full stop after it is \\.", "four dots are not a gap");
	check_range(lx, element, from);
	require(lx, PATTERN_GAPS, from, lx->at, "a gap may not stand here", NULL);
}

static struct slice read_vocabulary_name(struct lexer *lx);

static void skip_space(struct lexer *lx)
{
	while (scan_is_space(peek(lx, 0)))
		lx->at++;
}

static bool skip_word(struct lexer *lx, const char *word)
{
	size_t len = strlen(word);
	if (lx->text.len - lx->at < len || memcmp(lx->text.ptr + lx->at, word, len) != 0 || !scan_is_space(peek(lx, len)))
		return false;
	lx->at += len;
	skip_space(lx);
	return true;
}

static void read_not_in(struct lexer *lx, struct element *element)
{
	size_t back = lx->at;
	skip_space(lx);
	if (!skip_word(lx, "not") || !skip_word(lx, "in")) {
		lx->at = back;
		return;
	}
	for (;;) {
		size_t from = lx->at;
		if (peek(lx, 0) != '<') {
			fail(lx, from, from + 1, CODE(MISSING), "for instance: 1..5 not in <function>, <any verb>",
			        "a vocabulary is missing after `not in`");
			return;
		}
		struct slice name = read_vocabulary_name(lx);
		if (lx->failed)
			return;
		list_push(lx->arena, &element->not_in, name);
		back = lx->at;
		skip_space(lx);
		if (peek(lx, 0) != ',')
			break;
		lx->at++;
		skip_space(lx);
		if (peek(lx, 0) != '<')
			break;
	}
	lx->at = back;
}

/* ..3 or 1..5, at the first digit or dot. */
static void read_count(struct lexer *lx)
{
	size_t from = lx->at;
	struct element *element = add(lx, ELEMENT_WORDS, from);
	read_number(lx, &element->min);
	lx->at += 2;
	if (!read_number(lx, &element->max))
		fail(lx, from, lx->at, CODE(ELEMENT), "a gap is ... or ...4", "two dots need a number: ..3, or 1..5");
	check_range(lx, element, from);
	read_not_in(lx, element);
	if (lx->failed)
		return;
	end(lx, element);
	require(lx, PATTERN_COUNTS, from, lx->at, "a count of words may not stand here", "up to three words are ...3 in other lines");
}

static bool is_count(const struct lexer *lx)
{
	size_t at = 0;
	while (peek(lx, at) >= '0' && peek(lx, at) <= '9')
		at++;
	return peek(lx, at) == '.' && peek(lx, at + 1) == '.' && peek(lx, at + 2) != '.';
}

/* ---- vocabularies ---- */

static struct slice read_vocabulary_name(struct lexer *lx)
{
	size_t from = lx->at;
	const char *close = memchr(lx->text.ptr + from, '>', lx->text.len - from);
	if (!close) {
		fail(lx, from, from + 1, CODE(BRACKET), "a vocabulary is <name>; the character itself is \\<", "this < is never closed");
		return slice_make("", 0);
	}
	size_t to = (size_t)(close - lx->text.ptr);
	struct slice name = slice_trim(slice_part(lx->text, from + 1, to));
	lx->at = to + 1;
	struct slice rest = name, word = scan_word(&rest);
	if (!scan_is_name(word) || (rest.len && !scan_is_name(rest)))
		fail(lx, from, lx->at, CODE(NAME), "letters, digits and - make a name, as in <any verb>; the character itself is \\<",
		        "this is no name of a vocabulary");
	return name;
}

static void read_forms(struct lexer *lx, struct element *element)
{
	for (;;) {
		size_t from = lx->at;
		while (peek(lx, 0) >= 'a' && peek(lx, 0) <= 'z')
			lx->at++;
		unsigned bit = ast_form(slice_part(lx->text, from, lx->at));
		if (!bit) {
			fail(lx, from, lx->at, CODE(FORM), "the forms of a verb are base, third, past, participle, ing and noun",
			        "this is no form of a verb");
			return;
		}
		element->forms |= bit;
		if (peek(lx, 0) != ',' || !is_word((unsigned char)peek(lx, 1)))
			return;
		lx->at++;
	}
}

static void read_vocabulary(struct lexer *lx)
{
	struct element *element = add(lx, ELEMENT_VOCABULARY, lx->at);
	element->text = read_vocabulary_name(lx);
	if (lx->failed)
		return;
	if (peek(lx, 0) == '/') {
		lx->at++;
		read_forms(lx, element);
	}
	end(lx, element);
}

/* ---- holes ---- */

static void read_types(struct lexer *lx, struct element *element, struct slice types)
{
	struct slice type;
	bool any = false;
	while (slice_split(&types, ',', &type)) {
		any = true;
		size_t from = (size_t)(type.ptr - lx->text.ptr);
		if (slice_is(type, "phrase"))
			element->phrase = true;
		else if (slice_is(type, "adjective"))
			element->adjective = true;
		else if (scan_is_name(type))
			list_push(lx->arena, &element->types, type);
		else
			fail(lx, from, from + type.len, CODE(NAME), "for instance {X : person, group}", "this is no name of a type");
	}
	if (!any)
		fail(lx, lx->at - 1, lx->at, CODE(MISSING), "for instance {X : person, group}", "a type is missing after the colon");
}

static void check_date_hole(struct lexer *lx, const struct element *element, size_t from, bool more)
{
	static const char *const parts[] = { "date", "day", "month", "year", "count", "name", NULL };
	if (more || !scan_is_one_of(element->text, parts))
		fail(lx, from, lx->at, CODE(HOLE), "{date}, {day}, {month}, {year}, {count} and {name}", "this is no part of a date");
}

static void read_hole(struct lexer *lx)
{
	size_t from = lx->at;
	const char *close = memchr(lx->text.ptr + from, '}', lx->text.len - from);
	if (!close) {
		fail(lx, from, from + 1, CODE(BRACKET), "a hole is {X}; the character itself is \\{", "this { is never closed");
		return;
	}
	lx->at = (size_t)(close - lx->text.ptr) + 1;
	struct slice inner = slice_trim(slice_part(lx->text, from + 1, lx->at - 1));
	const char *colon = memchr(inner.ptr, ':', inner.len);
	struct slice name = slice_trim(colon ? slice_part(inner, 0, (size_t)(colon - inner.ptr)) : inner);
	struct element *element = add(lx, ELEMENT_HOLE, from);
	end(lx, element);
	if (name.len && name.ptr[name.len - 1] == '+') {
		element->list = true;
		name = slice_trim(slice_part(name, 0, name.len - 1));
	}
	element->text = name;
	if (!scan_is_name(name))
		fail(lx, from, lx->at, CODE(NAME), "a hole is {X}, {X+} or {X : person}", "this is no name of a hole");
	if (colon)
		read_types(lx, element, slice_part(inner, (size_t)(colon - inner.ptr) + 1, inner.len));
	if (lx->failed)
		return;
	if (lx->allow & PATTERN_DATES) {
		check_date_hole(lx, element, from, colon || element->list);
	} else if (slice_is(name, "Name") && !element->list && (!colon || lx->allow & PATTERN_NAMES)) {
		element->kind = ELEMENT_NAME;
		require(lx, PATTERN_NAMES, from, lx->at, "{Name} may stand in `name`, `hole` and `phrase` lines and in cues only",
		        "a hole of a rule is {X}");
	} else {
		require(lx, PATTERN_HOLES, from, lx->at, "a hole may not stand here",
		        lx->allow & PATTERN_NAMES ? "the name itself is {Name}" : "the character itself is \\{");
	}
}

/* ---- regular expressions, choices ---- */

static void read_regex(struct lexer *lx)
{
	size_t from = lx->at;
	size_t len = scan_regex(slice_part(lx->text, from, lx->text.len));
	if (len < 3) {
		fail(lx, from, from + (len ? len : 1), CODE(BRACKET),
		        "a regular expression ends at a / before white space, | ) ] or the line's end; the character itself is \\/",
		        len ? "this regular expression is empty" : "this regular expression is never closed");
		return;
	}
	lx->at += len;
	struct element *element = add(lx, ELEMENT_REGEX, from);
	element->text = slice_part(lx->text, from + 1, lx->at - 1);
	end(lx, element);
	if (lx->allow & PATTERN_DATES)
		fail(lx, from, lx->at, CODE(ELEMENT), "words, marks, lists, [..], (..|..) and parts of a date",
		        "a regular expression may not stand in a line of dates");
}

static void read_sequence(struct lexer *lx, char close, struct pattern *pattern);

static void read_choice(struct lexer *lx)
{
	size_t from = lx->at++;
	bool optional = lx->text.ptr[from] == '[';
	char close = optional ? ']' : ')';
	if (lx->depth == PATTERN_DEPTH) {
		fail(lx, from, from + 1, CODE(LIMIT), "a word list can hold the inner ones: <name>", "brackets more than 16 deep");
		return;
	}
	struct element head = { .kind = ELEMENT_CHOICE, .optional = optional, .glued = lx->glue };
	head.place = place_from(lx, from, from + 1);
	pattern_array choices = { 0 };
	lx->depth++;
	do {
		struct pattern *choice = list_add(lx->arena, &choices);
		read_sequence(lx, close, choice);
		if (!lx->failed && lx->at == lx->text.len)
			fail(lx, from, from + 1, CODE(BRACKET),
			        optional ? "[a|b] is an optional a or b; the character itself is \\["
			                 : "(a|b) is one of a and b; the character itself is \\(",
			        "this bracket is never closed");
		if (!lx->failed && choice->n == 0)
			fail(lx, lx->at, lx->at + 1, CODE(EMPTY), "[a|b] stands for a, b or nothing", "an alternative is empty");
	} while (!lx->failed && lx->text.ptr[lx->at++] == '|');
	lx->depth--;
	head.choices = choices.at;
	head.choice_count = choices.n;
	end(lx, &head);
	array_push(&lx->stack, head);
}

/* ---- sequences ---- */

static void read_dots(struct lexer *lx)
{
	if (peek(lx, 1) == '.' && peek(lx, 2) == '.')
		read_gap(lx);
	else if (peek(lx, 1) == '.')
		read_count(lx);
	else
		read_mark(lx, lx->at);
}

static void read_slash(struct lexer *lx, bool first)
{
	if (first || lx->spaced || lx->tilde)
		read_regex(lx);
	else
		fail(lx, lx->at, lx->at + 1, CODE(ELEMENT),
		        "a form follows a vocabulary: <lead>/participle; one of two words is (a|b); the character itself is \\/",
		        "a slash may not stand after a word");
}

static void read_rest(struct lexer *lx)
{
	size_t from = lx->at++;
	struct element *element = add(lx, ELEMENT_REST, from);
	end(lx, element);
	require(lx, PATTERN_REST, from, lx->at, "* may stand in `from` and `to` lines only", "a gap is ...; the character itself is \\*");
}

static void read_stray(struct lexer *lx, char c)
{
	char message[32], help[64];
	snprintf(message, sizeof message, "a %c that nothing opened", c);
	snprintf(help, sizeof help, "the character itself is \\%c", c);
	if (c == '|')
		fail(lx, lx->at, lx->at + 1, CODE(BRACKET), "alternatives stand in brackets: (a|b)", "a | outside of brackets");
	else
		fail(lx, lx->at, lx->at + 1, CODE(BRACKET), help, message);
}

static void read_element(struct lexer *lx, bool first)
{
	char c = peek(lx, 0);
	size_t next;
	if (c >= '0' && c <= '9' && is_count(lx))
		read_count(lx);
	else if (is_word(code_at(lx, lx->at, &next)))
		read_word(lx);
	else if (c == '{')
		read_hole(lx);
	else if (c == '<')
		read_vocabulary(lx);
	else if (c == '[' || c == '(')
		read_choice(lx);
	else if (c == '/')
		read_slash(lx, first);
	else if (c == '.')
		read_dots(lx);
	else if (c == '*')
		read_rest(lx);
	else if (c == '\\')
		read_escape(lx);
	else if (c && strchr(")]}>|", c))
		read_stray(lx, c);
	else
		read_mark(lx, lx->at);
}

/* White space and ~ before an element; whether it is glued. */
static void read_glue(struct lexer *lx, bool first)
{
	size_t tilde = lx->text.len;
	lx->spaced = false;
	for (; lx->at < lx->text.len; lx->at++) {
		char c = peek(lx, 0);
		if (c == '~')
			tilde = lx->at;
		else if (scan_is_space(c))
			lx->spaced = true;
		else
			break;
	}
	lx->tilde = tilde < lx->text.len;
	lx->glue = lx->tilde || (!first && !lx->spaced);
	if (lx->tilde && (lx->at == lx->text.len || strchr("|)]", peek(lx, 0))))
		fail(lx, tilde, tilde + 1, CODE(MISSING), "~ glues the next element to the one before", "nothing stands after ~");
}

/* Reads up to close, |, or the text's end, which it leaves unread. */
static void read_sequence(struct lexer *lx, char close, struct pattern *pattern)
{
	size_t base = lx->stack.n, from = lx->at;
	for (bool first = true; !lx->failed; first = false) {
		read_glue(lx, first);
		char c = peek(lx, 0);
		if (lx->failed || lx->at == lx->text.len || (close && (c == close || c == '|')))
			break;
		read_element(lx, first);
		if (lx->stack.n - base > PATTERN_ELEMENTS)
			fail(lx, from, lx->at, CODE(LIMIT), NULL, "a pattern of more than 1000 elements");
	}
	size_t n = lx->stack.n - base;
	lx->stack.n = base;
	pattern->source = slice_trim(slice_part(lx->text, from, lx->at));
	pattern->place = scan_place(lx->line, pattern->source);
	if (lx->failed || n == 0)
		return;
	pattern->elements = arena_alloc(lx->arena, n * sizeof *pattern->elements);
	memcpy(pattern->elements, lx->stack.at + base, n * sizeof *pattern->elements);
	pattern->n = n;
}

bool pattern_parse(struct slice text, const struct place *line, unsigned allow, struct arena *arena, struct diag *diag, struct pattern *pattern)
{
	struct lexer lx = { .text = slice_trim(text), .line = line, .allow = allow, .arena = arena, .diag = diag };
	*pattern = (struct pattern){ 0 };
	read_sequence(&lx, '\0', pattern);
	pattern->source = lx.text;
	pattern->place = scan_place(line, lx.text);
	if (!lx.failed && pattern->n == 0)
		fail(&lx, 0, lx.text.len, CODE(MISSING), NULL, "a pattern is missing");
	array_fini(&lx.stack);
	return !lx.failed;
}

bool pattern_parse_list(struct slice text, const struct place *line, unsigned allow, struct arena *arena, struct diag *diag, pattern_array *list)
{
	struct lexer lx = { .text = slice_trim(text), .line = line, .allow = allow, .arena = arena, .diag = diag };
	if (peek(&lx, 0) == '|')
		lx.at++;
	do {
		struct pattern member = { 0 };
		read_sequence(&lx, '|', &member);
		if (lx.failed)
			break;
		if (member.n)
			list_push(arena, list, member);
		else if (lx.at < lx.text.len)
			fail(&lx, lx.at, lx.at + 1, CODE(EMPTY), NULL, "an alternative is empty");
	} while (!lx.failed && lx.at++ < lx.text.len);
	array_fini(&lx.stack);
	return !lx.failed;
}
