#include "rules/lexer.h"

#include "base/unicode.h"
#include "rules/codes.h"
#include "rules/scan.h"

char lexer_peek(const struct lexer *lx, size_t ahead)
{
	return lx->at + ahead < lx->text.len ? lx->text.ptr[lx->at + ahead] : '\0';
}

struct spot lexer_spot(const struct lexer *lx, size_t from, size_t to)
{
	return scan_spot(lx->line, slice_part(lx->text, from, to));
}

void lexer_fail(struct lexer *lx, size_t from, size_t to, const char *code, const char *help, const char *message)
{
	if (!lx->failed)
		diag_error(lx->diag, spot_place(lexer_spot(lx, from, to > from ? to : from + 1)), code, help, "%s", message);
	lx->failed = true;
}

struct element *lexer_add(struct lexer *lx, enum element_kind kind, size_t from)
{
	struct element *element = array_add(&lx->stack);
	*element = (struct element){ .kind = kind, .glued = lx->glue };
	element->spot = lexer_spot(lx, from, from + 1);
	return element;
}

void lexer_end(const struct lexer *lx, struct element *element)
{
	size_t from = element->spot.column - 1 - (size_t)(lx->text.ptr - lx->line->source.ptr);
	element->spot.length = (uint32_t)(lx->at - from);
}

bool lexer_require(struct lexer *lx, unsigned allow, size_t from, size_t to, const char *message, const char *help)
{
	if (!(lx->allow & allow))
		lexer_fail(lx, from, to, CODE(ELEMENT), help, message);
	return !lx->failed;
}

uint32_t lexer_code(const struct lexer *lx, size_t at, size_t *next)
{
	*next = at;
	return at < lx->text.len ? unicode_next(lx->text, next) : 0;
}

bool lexer_is_word(uint32_t code)
{
	return unicode_is_letter(code) || unicode_is_digit(code);
}
