#include "rules/inflect.h"

#include "base/ascii.h"

#include "rules/codes.h"
#include "rules/list.h"

enum { FORM_BYTES = 256 };

/* One line of an `inflect` block, compiled. */
struct inflection {
	unsigned forms;
	struct regex *regex;
	struct slice ending; /* letters that every word ends in that it matches: most words are told apart by these alone */
	const slice_array *replacements;
	bool appends; /* the regex takes every word, and each replacement puts something behind it */
};

/* The last letter of a word: a to z, or another character. */
enum { LAST_LETTERS = 27 };

struct inflector {
	ARRAY(struct inflection) lines;
	/* Numbers of the lines that give a form, in their order, for words that end in a letter: languages have hundreds of lines. */
	ARRAY(uint32_t) by_letter[FORM_COUNT][LAST_LETTERS];
};

/* Whether the byte at `at`, the last but for closing brackets, has to be there: no alternative is open around it. */
static bool is_required(struct slice regex, size_t at)
{
	enum { DEEPEST = 32 };
	bool bars[DEEPEST] = { false };
	size_t depth = 0;
	for (size_t i = 0; i < at; i++) {
		char c = regex.ptr[i];
		if (c == '\\')
			i++;
		else if (c == '[')
			while (i + 1 < at && regex.ptr[i + 1] != ']')
				i++;
		else if (c == '(' && ++depth == DEEPEST)
			return false;
		else if (c == '(')
			bars[depth] = false;
		else if (c == ')' && depth)
			depth--;
		else if (c == '|')
			bars[depth] = true;
	}
	while (depth && !bars[depth])
		depth--;
	return !bars[depth];
}

static struct slice ending_of(struct slice regex)
{
	size_t end = regex.len, start;
	if (!end || regex.ptr[end - 1] != '$')
		return slice_make("", 0);
	for (end--; end && regex.ptr[end - 1] == ')';)
		end--;
	for (start = end; start && ascii_lower(regex.ptr[start - 1]) >= 'a' && ascii_lower(regex.ptr[start - 1]) <= 'z';)
		start--;
	if (start && regex.ptr[start - 1] == '\\')
		start++;
	return start < end && is_required(regex, end - 1) ? slice_part(regex, start, end) : slice_make("", 0);
}

static bool ends_in(struct slice word, struct slice ending)
{
	if (word.len < ending.len)
		return false;
	/* The last letter tells most apart. */
	for (size_t i = 1; i <= ending.len; i++)
		if (ascii_lower(word.ptr[word.len - i]) != ascii_lower(ending.ptr[ending.len - i]))
			return false;
	return true;
}

/* The line that most words come to: /(.)$/ $1ed. */
static bool appends(const struct ast_inflect_line *line)
{
	for (size_t i = 0; i < line->replacements.n; i++) {
		struct slice text = line->replacements.at[i];
		if (!slice_starts(text, "$1"))
			return false;
		for (size_t k = 2; k < text.len; k++)
			if (!ascii_is_word(text.ptr[k]) || ascii_is_digit(text.ptr[k]))
				return false;
	}
	return slice_is(line->regex, "(.)$");
}

static void compile_line(const struct ast_inflect *inflect, const struct ast_inflect_line *line, struct inflector *out, struct diag *diag)
{
	struct regex_error error;
	struct place place = line->place;
	struct regex *regex = regex_compile(line->regex, REGEX_CASELESS | REGEX_FREE, &error);
	if (!regex) {
		place.column += (uint32_t)error.offset + 1;
		place.length = 1;
		diag_error(diag, place, CODE(REGEX), NULL, "%s", error.text);
	} else if (regex_matches_empty(regex)) {
		diag_error(diag, place, CODE(EMPTY), "match a letter at least: /(.)$/ $1s", "this regular expression matches the empty text");
		regex_free(regex);
	} else {
		*array_add(&out->lines) = (struct inflection){ inflect->forms, regex, ending_of(line->regex), &line->replacements, appends(line) };
	}
}

static size_t last_letter(struct slice text)
{
	char c = text.len ? ascii_lower(text.ptr[text.len - 1]) : '\0';
	return c >= 'a' && c <= 'z' ? (size_t)(c - 'a') : LAST_LETTERS - 1;
}

static void sort_lines(struct inflector *inflector)
{
	for (size_t i = 0; i < inflector->lines.n; i++) {
		const struct inflection *in = &inflector->lines.at[i];
		for (unsigned form = 0; form < FORM_COUNT; form++)
			for (size_t letter = 0; letter < LAST_LETTERS; letter++)
				if ((in->forms >> form & 1) && (!in->ending.len || letter == last_letter(in->ending)))
					array_push(&inflector->by_letter[form][letter], (uint32_t)i);
	}
}

struct inflector *inflector_new(const struct ast *ast, struct diag *diag)
{
	struct inflector *inflector = alloc_new(sizeof *inflector);
	for (size_t i = 0; i < ast->inflects.n; i++)
		for (size_t k = 0; k < ast->inflects.at[i].lines.n; k++)
			compile_line(&ast->inflects.at[i], &ast->inflects.at[i].lines.at[k], inflector, diag);
	sort_lines(inflector);
	return inflector;
}

void inflector_free(struct inflector *inflector)
{
	if (!inflector)
		return;
	for (size_t i = 0; i < inflector->lines.n; i++)
		regex_free(inflector->lines.at[i].regex);
	array_fini(&inflector->lines);
	for (unsigned form = 0; form < FORM_COUNT; form++)
		for (size_t letter = 0; letter < LAST_LETTERS; letter++)
			array_fini(&inflector->by_letter[form][letter]);
	free(inflector);
}

/* base with what the replacement has behind $1 put behind its first word. */
static struct slice append(struct arena *arena, struct slice base, size_t first, struct slice replacement)
{
	size_t more = replacement.len - 2;
	char *out = arena_alloc(arena, base.len + more + 1);
	memcpy(out, base.ptr, first);
	memcpy(out + first, replacement.ptr + 2, more);
	memcpy(out + first + more, base.ptr + first, base.len - first);
	return slice_make(out, base.len + more);
}

/* Adds what an inflection makes of the first word of a base; its other words follow unchanged. False where the inflection does not match. */
static bool inflect(
        const struct inflection *in, struct regex_scratch *scratch, struct arena *arena, struct slice base, size_t first, slice_array *forms)
{
	char out[FORM_BYTES];
	size_t len, before = forms->n;
	for (size_t i = 0; in->appends && first && first < FORM_BYTES / 2 && i < in->replacements->n; i++)
		list_push(arena, forms, append(arena, base, first, in->replacements->at[i]));
	if (forms->n > before)
		return true;
	for (size_t i = 0; i < in->replacements->n; i++)
		if (regex_replace(in->regex, scratch, slice_part(base, 0, first), in->replacements->at[i].ptr, out, sizeof out, &len))
			list_push(arena, forms, arena_format(arena, "%.*s%.*s", (int)len, out, (int)(base.len - first), base.ptr + first));
	return forms->n > before;
}

void inflector_derive(const struct inflector *inflector, struct regex_scratch *scratch, struct arena *arena, unsigned without, enum verb_form form,
        struct slice base, slice_array *forms)
{
	const char *space = memchr(base.ptr, ' ', base.len);
	size_t first = space ? (size_t)(space - base.ptr) : base.len;
	struct slice word = slice_part(base, 0, first);
	size_t letter = last_letter(word);
	for (size_t i = 0; i < inflector->by_letter[form][letter].n; i++) {
		const struct inflection *in = &inflector->lines.at[inflector->by_letter[form][letter].at[i]];
		if (!(in->forms & without) && ends_in(word, in->ending) && inflect(in, scratch, arena, base, first, forms))
			return;
	}
}
