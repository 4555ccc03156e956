#include "rules/parser.h"

#include <stdarg.h>
#include <stdio.h>

#include "rules/pattern.h"

struct place parser_place(const struct parser *p, struct slice part)
{
	return scan_place(&p->line.whole, part);
}

void parser_error(struct parser *p, struct slice part, const char *code, const char *help, const char *format, ...)
{
	char text[512];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	diag_error(p->diag, parser_place(p, part), code, help, "%s", text);
}

bool parser_name(struct parser *p, struct slice *rest, const char *what, struct slice *name)
{
	struct slice before = *rest;
	*name = scan_word(rest);
	if (name->len == 0)
		parser_error(p, slice_make(before.ptr + before.len, 0), CODE(MISSING), NULL, "%s is missing", what);
	else if (!scan_is_name(*name))
		parser_error(p, *name, CODE(NAME), "a name is letters, digits, - and _, a letter first", "\"%.*s\" is no name",
		        SLICE_ARG(scan_brief(*name)));
	else
		return true;
	return false;
}

void parser_end(struct parser *p, struct slice rest)
{
	if (rest.len)
		parser_error(p, rest, CODE(EXTRA), NULL, "the line should end before \"%.*s\"", SLICE_ARG(scan_brief(rest)));
}

void parser_names(struct parser *p, struct slice text, const char *what, slice_array *list)
{
	struct slice rest = text, field;
	bool any = false;
	while (slice_split(&rest, ',', &field)) {
		struct slice word = field;
		if (parser_name(p, &field, what, &word)) {
			parser_end(p, field);
			list_push(p->arena, list, word);
		}
		any = true;
	}
	if (!any)
		parser_error(p, slice_make(text.ptr + text.len, 0), CODE(MISSING), NULL, "%s is missing", what);
}

/* Takes the backslashes off that stand before a comma or another backslash. */
static struct slice unescape(struct arena *arena, struct slice text)
{
	if (!memchr(text.ptr, '\\', text.len))
		return text;
	struct slice copy = arena_copy(arena, text);
	char *out = arena_alloc(arena, text.len + 1);
	size_t len = 0;
	for (size_t at = 0; at < copy.len; at++) {
		if (copy.ptr[at] == '\\' && at + 1 < copy.len)
			at++;
		out[len++] = copy.ptr[at];
	}
	return slice_make(out, len);
}

void parser_texts(struct parser *p, struct slice text, const char *what, slice_array *list)
{
	for (size_t from = 0, at = 0; at <= text.len; at++) {
		if (at < text.len && text.ptr[at] == '\\' && at + 1 < text.len) {
			at++;
		} else if (at == text.len || text.ptr[at] == ',') {
			struct slice part = slice_trim(slice_part(text, from, at));
			if (part.len)
				list_push(p->arena, list, unescape(p->arena, part));
			else
				parser_error(
				        p, slice_part(text, at, at), CODE(MISSING), "a comma that belongs to the text is \\,", "%s is missing", what);
			from = at + 1;
		}
	}
}

struct slice parser_until(struct slice *rest, const char *const *stops)
{
	struct slice start = slice_trim(*rest), left = start;
	while (left.len) {
		struct slice before = left, word = scan_word(&left);
		if (scan_is_one_of(word, stops)) {
			*rest = before;
			return slice_trim(slice_part(start, 0, (size_t)(before.ptr - start.ptr)));
		}
	}
	*rest = slice_part(start, start.len, start.len);
	return start;
}

/* The place of the line at hand, to live as long as the ast. */
static const struct place *keep_line(struct parser *p)
{
	if (p->kept && p->kept->line == p->line.whole.line)
		return p->kept;
	struct place *kept = arena_alloc(p->arena, sizeof *kept);
	*kept = p->line.whole;
	return p->kept = kept;
}

void parser_list(struct parser *p, struct slice word, const char *help, struct ast_sign *sign)
{
	sign->place = parser_place(p, word);
	if (word.len > 2 && word.ptr[0] == '<' && word.ptr[word.len - 1] == '>')
		sign->list = slice_part(word, 1, word.len - 1);
	else
		parser_error(p, word.len ? word : p->line.body, CODE(MISSING), help, "the name of a word list is missing, in angle brackets");
}

bool parser_pattern(struct parser *p, struct slice text, unsigned allow, struct pattern *pattern)
{
	return pattern_parse(text, keep_line(p), allow, p->arena, p->diag, pattern);
}

bool parser_patterns(struct parser *p, struct slice text, unsigned allow, pattern_array *list)
{
	return pattern_parse_list(text, keep_line(p), allow, p->arena, p->diag, list);
}

bool parser_number(struct parser *p, struct slice text, unsigned min, unsigned max, unsigned *number)
{
	unsigned value = 0;
	size_t at = 0;
	while (at < text.len && at < 6 && text.ptr[at] >= '0' && text.ptr[at] <= '9')
		value = value * 10 + (unsigned)(text.ptr[at++] - '0');
	if (text.len == 0 || at < text.len || value < min || value > max) {
		parser_error(p, text, CODE(NUMBER), NULL, "a number from %u to %u should stand here", min, max);
		return false;
	}
	*number = value;
	return true;
}

bool parser_colour(struct parser *p, struct slice text, struct slice *colour)
{
	bool good = text.len == 7 && text.ptr[0] == '#';
	for (size_t at = 1; good && at < text.len; at++)
		good = strchr("0123456789abcdefABCDEF", text.ptr[at]) != NULL;
	if (good)
		*colour = text;
	else
		parser_error(p, text, CODE(COLOUR), "a colour is # and six hexadecimal digits, as in #B3261E", "\"%.*s\" is no colour",
		        SLICE_ARG(scan_brief(text)));
	return good;
}

const char *parser_guess(struct arena *arena, struct slice wrong, const struct slice *candidates, size_t n, const char *open, const char *close)
{
	struct slice near = diag_nearest(wrong, candidates, n);
	if (!near.len)
		return NULL;
	return arena_format(arena, "did you mean %s%.*s%s?", open, SLICE_ARG(near), close).ptr;
}

const char *parser_guess_word(struct arena *arena, struct slice wrong, const char *const *words)
{
	struct slice candidates[32];
	size_t n = 0;
	for (; n < 32 && words[n]; n++)
		candidates[n] = slice_of(words[n]);
	return parser_guess(arena, wrong, candidates, n, "", "");
}

void parser_unknown_item(struct parser *p, struct slice word, const char *block, const char *const *items)
{
	const char *help = parser_guess_word(p->arena, word, items);
	if (!help) {
		struct slice all = slice_make("", 0);
		for (size_t i = 0; items[i]; i++)
			all = arena_format(p->arena, "%.*s%s%s", SLICE_ARG(all), i ? ", " : "", items[i]);
		help = arena_format(p->arena, "it has %.*s", SLICE_ARG(all)).ptr;
	}
	parser_error(p, word, CODE(ITEM), help, "`%s` has no `%.*s`", block, SLICE_ARG(scan_brief(word)));
}

struct slice parser_folder(const struct parser *p)
{
	struct slice path = p->scan.file;
	size_t len = path.len;
	while (len > 0 && path.ptr[len - 1] != '/')
		len--;
	return slice_part(path, 0, len);
}
