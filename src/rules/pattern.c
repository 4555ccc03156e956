#include "rules/pattern.h"

#include <stdio.h>

#include "rules/codes.h"
#include "rules/lexer.h"
#include "rules/list.h"
#include "rules/scan.h"

static void read_sequence(struct lexer *lx, char close, struct pattern *pattern);

static void read_choice(struct lexer *lx)
{
	size_t from = lx->at++;
	bool optional = lx->text.ptr[from] == '[';
	char close = optional ? ']' : ')';
	if (lx->depth == PATTERN_DEPTH) {
		lexer_fail(lx, from, from + 1, CODE(LIMIT), "a word list can hold the inner ones: <name>", "brackets more than 16 deep");
		return;
	}
	struct element head = { .kind = ELEMENT_CHOICE, .optional = optional, .glued = lx->glue };
	head.spot = lexer_spot(lx, from, from + 1);
	pattern_array choices = { 0 };
	lx->depth++;
	do {
		struct pattern *choice = list_add(lx->arena, &choices);
		read_sequence(lx, close, choice);
		if (!lx->failed && lx->at == lx->text.len)
			lexer_fail(lx, from, from + 1, CODE(BRACKET),
			        optional ? "[a|b] is an optional a or b; the character itself is \\["
			                 : "(a|b) is one of a and b; the character itself is \\(",
			        "this bracket is never closed");
		if (!lx->failed && choice->n == 0)
			lexer_fail(lx, lx->at, lx->at + 1, CODE(EMPTY), "[a|b] stands for a, b or nothing", "an alternative is empty");
	} while (!lx->failed && lx->text.ptr[lx->at++] == '|');
	lx->depth--;
	head.choices = choices.at;
	head.choice_count = choices.n;
	lexer_end(lx, &head);
	array_push(&lx->stack, head);
}

static void read_dots(struct lexer *lx)
{
	if (lexer_peek(lx, 1) == '.' && lexer_peek(lx, 2) == '.')
		lexer_gap(lx);
	else if (lexer_peek(lx, 1) == '.')
		lexer_count(lx);
	else
		lexer_mark(lx, lx->at);
}

static void read_slash(struct lexer *lx, bool first)
{
	if (first || lx->spaced || lx->tilde)
		lexer_regex(lx);
	else
		lexer_fail(lx, lx->at, lx->at + 1, CODE(ELEMENT),
		        "a form follows a vocabulary: <lead>/participle; one of two words is (a|b); the character itself is \\/",
		        "a slash may not stand after a word");
}

static void read_rest(struct lexer *lx)
{
	size_t from = lx->at++;
	struct element *element = lexer_add(lx, ELEMENT_REST, from);
	lexer_end(lx, element);
	lexer_require(lx, PATTERN_REST, from, lx->at, "* may stand in `from` and `to` lines only", "a gap is ...; the character itself is \\*");
}

static void read_stray(struct lexer *lx, char c)
{
	char message[32], help[64];
	snprintf(message, sizeof message, "a %c that nothing opened", c);
	snprintf(help, sizeof help, "the character itself is \\%c", c);
	if (c == '|')
		lexer_fail(lx, lx->at, lx->at + 1, CODE(BRACKET), "alternatives stand in brackets: (a|b)", "a | outside of brackets");
	else
		lexer_fail(lx, lx->at, lx->at + 1, CODE(BRACKET), help, message);
}

static void read_element(struct lexer *lx, bool first)
{
	char c = lexer_peek(lx, 0);
	size_t next;
	if (c >= '0' && c <= '9' && lexer_is_count(lx))
		lexer_count(lx);
	else if (lexer_is_word(lexer_code(lx, lx->at, &next)))
		lexer_word(lx);
	else if (c == '{')
		lexer_hole(lx);
	else if (c == '<')
		lexer_vocabulary(lx);
	else if (c == '[' || c == '(')
		read_choice(lx);
	else if (c == '/')
		read_slash(lx, first);
	else if (c == '.')
		read_dots(lx);
	else if (c == '*')
		read_rest(lx);
	else if (c == '\\')
		lexer_escape(lx);
	else if (c && strchr(")]}>|", c))
		read_stray(lx, c);
	else
		lexer_mark(lx, lx->at);
}

/* White space and ~ before an element; whether it is glued. */
static void read_glue(struct lexer *lx, bool first)
{
	size_t tilde = lx->text.len;
	lx->spaced = false;
	for (; lx->at < lx->text.len; lx->at++) {
		char c = lexer_peek(lx, 0);
		if (c == '~')
			tilde = lx->at;
		else if (scan_is_space(c))
			lx->spaced = true;
		else
			break;
	}
	lx->tilde = tilde < lx->text.len;
	lx->glue = lx->tilde || (!first && !lx->spaced);
	if (lx->tilde && (lx->at == lx->text.len || strchr("|)]", lexer_peek(lx, 0))))
		lexer_fail(lx, tilde, tilde + 1, CODE(MISSING), "~ glues the next element to the one before", "nothing stands after ~");
}

/* Reads up to close, |, or the text's end, which it leaves unread. */
static void read_sequence(struct lexer *lx, char close, struct pattern *pattern)
{
	size_t base = lx->stack.n, from = lx->at;
	for (bool first = true; !lx->failed; first = false) {
		read_glue(lx, first);
		char c = lexer_peek(lx, 0);
		if (lx->failed || lx->at == lx->text.len || (close && (c == close || c == '|')))
			break;
		read_element(lx, first);
		if (lx->stack.n - base > PATTERN_ELEMENTS)
			lexer_fail(lx, from, lx->at, CODE(LIMIT), NULL, "a pattern of more than 1000 elements");
	}
	size_t n = lx->stack.n - base;
	lx->stack.n = base;
	pattern->source = slice_trim(slice_part(lx->text, from, lx->at));
	pattern->spot = scan_spot(lx->line, pattern->source);
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
	pattern->spot = scan_spot(line, lx.text);
	if (!lx.failed && pattern->n == 0)
		lexer_fail(&lx, 0, lx.text.len, CODE(MISSING), NULL, "a pattern is missing");
	array_fini(&lx.stack);
	return !lx.failed;
}

bool pattern_parse_list(struct slice text, const struct place *line, unsigned allow, struct arena *arena, struct diag *diag, pattern_array *list)
{
	struct lexer lx = { .text = slice_trim(text), .line = line, .allow = allow, .arena = arena, .diag = diag };
	if (lexer_peek(&lx, 0) == '|')
		lx.at++;
	do {
		struct pattern member = { 0 };
		read_sequence(&lx, '|', &member);
		if (lx.failed)
			break;
		if (member.n)
			list_push(arena, list, member);
		else if (lx.at < lx.text.len)
			lexer_fail(&lx, lx.at, lx.at + 1, CODE(EMPTY), NULL, "an alternative is empty");
	} while (!lx.failed && lx.at++ < lx.text.len);
	array_fini(&lx.stack);
	return !lx.failed;
}
