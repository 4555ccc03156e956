#include "rules/reach.h"

#include "base/ascii.h"
#include "rules/keys.h"
#include "rules/regex_names.h"
#include "rules/vocabulary.h"

unsigned reach_sum(unsigned a, unsigned b)
{
	return a + b < REACH_ANY ? a + b : REACH_ANY;
}

unsigned reach_text(struct slice text)
{
	unsigned spaces = 0;
	for (size_t i = 0; i < text.len; i++)
		spaces += text.ptr[i] == ' ';
	return spaces;
}

/* ---- regular expressions ---- */

/* Behind the class that begins at `at`; at where it is one of named classes, which are not read. */
size_t reach_behind_class(struct slice regex, size_t at)
{
	size_t i = at + 1 < regex.len && regex.ptr[at + 1] == '^' ? at + 2 : at + 1;
	if (i < regex.len && regex.ptr[i] == ']')
		i++;
	for (; i < regex.len && regex.ptr[i] != ']'; i++) {
		if (regex.ptr[i] == '[')
			return at;
		i += regex.ptr[i] == '\\';
	}
	return i < regex.len ? i + 1 : at;
}

/* Behind the group that begins at `at`; at where none does. */
static size_t behind_group(struct slice regex, size_t at)
{
	size_t depth = 0;
	for (size_t i = at; i < regex.len; i++) {
		char c = regex.ptr[i];
		if (c == '\\')
			i++;
		else if (c == '[' && reach_behind_class(regex, i) == i)
			return at;
		else if (c == '[')
			i = reach_behind_class(regex, i) - 1;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			return i + 1;
	}
	return at;
}

/* Behind the assertion that begins at `at`; at where none does. */
size_t reach_behind_assertion(struct slice regex, size_t at)
{
	bool assertion = at + 3 < regex.len && regex.ptr[at] == '(' && regex.ptr[at + 1] == '?' && strchr("=!<", regex.ptr[at + 2]);
	assertion = assertion && (regex.ptr[at + 2] != '<' || strchr("=!", regex.ptr[at + 3]));
	return assertion ? behind_group(regex, at) : at;
}

bool reach_looks_around(struct slice regex)
{
	for (size_t at = 0, next; at < regex.len; at = next) {
		next = reach_behind_assertion(regex, at);
		if (next == at)
			return false;
	}
	return true;
}

/* A word, or several, with `\b` before and behind: "\bcrown prince\b". */
static bool is_bounded(struct slice text, struct slice *words)
{
	enum { BOUNDARY = 2 };
	bool bounded =
	        text.len > 2 * BOUNDARY && memcmp(text.ptr, "\\b", BOUNDARY) == 0 && memcmp(text.ptr + text.len - BOUNDARY, "\\b", BOUNDARY) == 0;
	*words = bounded ? slice_part(text, BOUNDARY, text.len - BOUNDARY) : text;
	for (size_t i = 0; i < words->len; i++)
		bounded = bounded && (ascii_is_word(words->ptr[i]) || words->ptr[i] == ' ' || words->ptr[i] == '-');
	return bounded;
}

bool reach_words_behind(struct slice regex, struct slice *rest, struct slice *words)
{
	const size_t lead = strlen("(?<=");
	bool looks = regex.len > lead && memcmp(regex.ptr, "(?<=", lead) == 0 && reach_behind_assertion(regex, 0) == regex.len;
	if (!rest->ptr)
		*rest = looks ? slice_part(regex, lead, regex.len - 1) : slice_part(regex, 0, 0);
	struct slice one;
	return slice_split(rest, '|', &one) && is_bounded(one, words);
}

/* Behind the escape at `at` where it can be no space: a letter, a digit, nothing, a mark, a far character; else at. */
size_t reach_behind_escape(struct slice regex, size_t at)
{
	enum { FAR_DIGITS = 3 };
	char c = at + 1 < regex.len ? regex.ptr[at + 1] : ' ';
	size_t names = regex_names_at(regex, at);
	if (names)
		return at + names;
	bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
	if (c == 'x' && at + 2 < regex.len && regex.ptr[at + 2] == '{') {
		const char *end = memchr(regex.ptr + at, '}', regex.len - at);
		return end && end > regex.ptr + at + 2 + FAR_DIGITS ? (size_t)(end - regex.ptr) + 1 : at;
	}
	return c > ' ' && (letter ? strchr("wdbBAzS", c) != NULL : !(c >= '0' && c <= '9')) ? at + 2 : at;
}

/* Whether no character that a regular expression takes can be a space. What this does not understand may be one. */
static bool takes_no_space(struct slice regex)
{
	for (size_t at = 0, next; at < regex.len; at = next) {
		struct slice rest = slice_part(regex, at, regex.len);
		next = at + 1;
		if (*rest.ptr == '\\')
			next = reach_behind_escape(regex, at);
		else if (*rest.ptr == '(' && rest.len > 1 && strchr("?*", rest.ptr[1]) && !slice_starts(rest, "(?:"))
			next = reach_behind_assertion(regex, at);
		if (next == at || strchr(" .", *rest.ptr) || slice_starts(rest, "[^") || slice_starts(rest, "[:"))
			return false;
	}
	return true;
}

/* ---- elements ---- */

unsigned reach_separator(const struct element *element)
{
	bool closes = element->kind == ELEMENT_MARK && mark_closes(element->text);
	return element->glued || closes || element->kind == ELEMENT_GAP ? 0 : 1;
}

unsigned reach_pattern(const struct trigger_finder *finder, const struct pattern *pattern)
{
	unsigned spaces = 0;
	for (size_t i = 0; i < pattern->n && spaces < REACH_ANY; i++) {
		unsigned before = i ? reach_separator(&pattern->elements[i]) : 0;
		spaces = reach_sum(spaces, reach_sum(before, reach_element(finder, &pattern->elements[i])));
	}
	return spaces;
}

static bool is_mark(const struct element *element)
{
	bool mark = element->kind == ELEMENT_MARK || (element->kind == ELEMENT_CHOICE && element->choice_count);
	for (size_t i = 0; i < element->choice_count && mark; i++)
		mark = element->choices[i].n && element->choices[i].elements->kind == ELEMENT_MARK;
	return mark;
}

/* Whether a pattern can begin with nothing but a mark. */
static bool begins_with_mark(const struct pattern *pattern)
{
	size_t i = 0;
	while (i < pattern->n && pattern->elements[i].optional && is_mark(&pattern->elements[i]))
		i++;
	return i < pattern->n && !pattern->elements[i].optional && is_mark(&pattern->elements[i]);
}

unsigned reach_around(const struct trigger_finder *finder, enum hole_side side, bool mark)
{
	const struct ast *ast = finder->ast;
	unsigned most = 0;
	for (size_t i = 0; i < ast->holes.n; i++) {
		const struct ast_hole *hole = &ast->holes.at[i];
		if (hole->side != side || begins_with_mark(&hole->pattern) != mark || !hole->pattern.n)
			continue;
		unsigned between = side == HOLE_AFTER ? reach_separator(hole->pattern.elements) : 1;
		unsigned spaces = reach_sum(between, reach_pattern(finder, &hole->pattern));
		most = spaces > most ? spaces : most;
	}
	return most;
}

static unsigned around_hole(const struct trigger_finder *finder)
{
	unsigned after = finder->after > finder->after_mark ? finder->after : finder->after_mark;
	return reach_sum(finder->before, after);
}

static unsigned reach_choice(const struct trigger_finder *finder, const struct element *element)
{
	unsigned most = 0;
	for (size_t i = 0; i < element->choice_count; i++) {
		unsigned spaces = reach_pattern(finder, &element->choices[i]);
		most = spaces > most ? spaces : most;
	}
	return most;
}

unsigned reach_element(const struct trigger_finder *finder, const struct element *element)
{
	switch (element->kind) {
	case ELEMENT_HOLE:
		if (element->list)
			return REACH_ANY;
		return reach_sum(around_hole(finder), element->phrase ? finder->phrase : 0);
	case ELEMENT_VOCABULARY:
		return keys_of(finder, element)->spaces;
	case ELEMENT_CHOICE:
		return reach_choice(finder, element);
	case ELEMENT_GAP:
		return element->max;
	case ELEMENT_WORDS:
		return element->max ? element->max - 1 : 0;
	case ELEMENT_REGEX:
		return takes_no_space(element->text) ? 0 : REACH_ANY;
	default:
		return 0;
	}
}
