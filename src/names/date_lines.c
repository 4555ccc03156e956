#include "names/date_lines.h"

#include "base/ascii.h"
#include "base/map.h"
#include "base/unicode.h"
#include "rules/list.h"
#include "rules/vocabulary.h"

enum { FIRST_WORD = 64 };

bool date_line_is_form(const struct ast_date_line *line)
{
	return line->kind == DATE_LINE_FORM || line->kind == DATE_LINE_DECADE;
}

static bool is_known(const struct date_lines *lines, struct slice name)
{
	for (size_t i = 0; i < lines->vocabularies.n; i++)
		if (slice_equal(lines->vocabularies.at[i].name, name))
			return true;
	return false;
}

static void add_vocabularies(struct date_lines *lines, const struct ast *ast, const struct pattern *pattern, struct arena *arena)
{
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		for (size_t k = 0; k < element->choice_count; k++)
			add_vocabularies(lines, ast, &element->choices[k], arena);
		if (element->kind != ELEMENT_VOCABULARY || is_known(lines, element->text))
			continue;
		struct vocabulary vocabulary;
		struct date_vocabulary *copy = list_add(arena, &lines->vocabularies);
		*copy = (struct date_vocabulary){ .name = element->text };
		vocabulary_init(&vocabulary, ast, element->text, 0, arena);
		for (size_t k = 0; k < vocabulary.texts.n; k++)
			list_push(arena, &copy->texts, vocabulary.texts.at[k]);
		vocabulary_fini(&vocabulary);
	}
}

const struct date_vocabulary *date_lines_vocabulary(const struct date_lines *lines, struct slice name)
{
	size_t i = 0;
	while (!slice_equal(lines->vocabularies.at[i].name, name))
		i++;
	return &lines->vocabularies.at[i];
}

static void add_line(struct arena *arena, struct date_line_list *to, uint32_t line)
{
	if (!to->list.n || to->list.at[to->list.n - 1] != line)
		list_push(arena, &to->list, line);
}

/* The letters and digits that text begins with at `at`, in lower case; cut where they are many. */
static struct slice first_word(struct slice text, size_t at, char *out)
{
	size_t len = 0;
	while (at < text.len && len + 4 < FIRST_WORD) {
		uint32_t code = unicode_next(text, &at);
		if (!unicode_is_letter(code) && !unicode_is_digit(code))
			break;
		len += unicode_put(unicode_lower(code), out + len);
	}
	return slice_make(out, len);
}

static void add_first_word(struct date_lines *lines, struct slice text, uint32_t line)
{
	char bytes[FIRST_WORD];
	struct slice word = first_word(text, 0, bytes);
	struct date_line_list *found = map_get(lines->by_word, word);
	if (!word.len)
		return;
	if (!found) {
		found = arena_alloc(lines->arena, sizeof *found);
		map_put(lines->by_word, arena_copy(lines->arena, word), found);
	}
	add_line(lines->arena, found, line);
}

static void add_firsts(struct date_lines *lines, const struct pattern *pattern, uint32_t line);

static void add_first_of_hole(struct date_lines *lines, struct slice name, uint32_t line)
{
	const struct ast_dates *dates = lines->dates;
	for (unsigned list = 0; list < DATE_LISTS; list++) {
		static const char *const names[DATE_LISTS] = { "month", "day", "count" };
		for (size_t i = 0; slice_is(name, names[list]) && i < dates->words[list].n; i++)
			add_first_word(lines, dates->words[list].at[i].text, line);
	}
	for (size_t i = 0; slice_is(name, "date") && i < dates->lines.n; i++)
		if (date_line_is_form(&dates->lines.at[i]))
			add_firsts(lines, &dates->lines.at[i].pattern, line);
	if (!slice_is(name, "month") && !slice_is(name, "name"))
		add_line(lines->arena, &lines->by_digit, line);
}

static void add_first(struct date_lines *lines, const struct element *element, uint32_t line)
{
	const struct date_vocabulary *vocabulary = element->kind == ELEMENT_VOCABULARY ? date_lines_vocabulary(lines, element->text) : NULL;
	for (size_t i = 0; vocabulary && i < vocabulary->texts.n; i++)
		add_first_word(lines, vocabulary->texts.at[i], line);
	for (size_t i = 0; i < element->choice_count; i++)
		add_firsts(lines, &element->choices[i], line);
	if (element->kind == ELEMENT_WORD)
		add_first_word(lines, element->text, line);
	if (element->kind == ELEMENT_HOLE)
		add_first_of_hole(lines, element->text, line);
}

/* Of its first element, and of those behind it where it may be absent. */
static void add_firsts(struct date_lines *lines, const struct pattern *pattern, uint32_t line)
{
	for (size_t i = 0; i < pattern->n; i++) {
		add_first(lines, &pattern->elements[i], line);
		if (pattern->elements[i].kind != ELEMENT_CHOICE || !pattern->elements[i].optional)
			return;
	}
}

struct date_lines *date_lines_new(const struct ast *ast, struct arena *arena)
{
	struct date_lines *lines = arena_alloc(arena, sizeof *lines);
	lines->dates = &ast->dates;
	lines->arena = arena;
	lines->by_word = map_new();
	for (size_t i = 0; i < ast->dates.lines.n; i++)
		add_vocabularies(lines, ast, &ast->dates.lines.at[i].pattern, arena);
	for (size_t i = 0; i < ast->dates.lines.n; i++)
		add_firsts(lines, &ast->dates.lines.at[i].pattern, (uint32_t)i);
	return lines;
}

void date_lines_free(struct date_lines *lines)
{
	map_free(lines->by_word);
}

const struct date_line_list *date_lines_at(const struct date_lines *lines, struct slice text, size_t at)
{
	char bytes[FIRST_WORD];
	return ascii_is_digit(text.ptr[at]) ? &lines->by_digit : map_get(lines->by_word, first_word(text, at, bytes));
}
