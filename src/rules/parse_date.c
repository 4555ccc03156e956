#include "rules/parser.h"
#include "rules/pattern.h"

/* How the text behind the name of an item is read. */
enum reads { READS_WORDS, READS_LINES, READS_MOVES, READS_STOPS, READS_PREDICATES, READS_TURNS, READS_APART };

struct date_item {
	const char *name;
	enum reads reads;
	int kind; /* an enum date_list, or an enum date_line_kind */
};

static const struct date_item items[] = {
	{ "month", READS_WORDS, DATE_MONTHS },
	{ "day", READS_WORDS, DATE_DAYS },
	{ "count", READS_WORDS, DATE_COUNTS },
	{ "form", READS_LINES, DATE_LINE_FORM },
	{ "decade", READS_LINES, DATE_LINE_DECADE },
	{ "at", READS_LINES, DATE_LINE_AT },
	{ "since", READS_LINES, DATE_LINE_SINCE },
	{ "until", READS_LINES, DATE_LINE_UNTIL },
	{ "span", READS_LINES, DATE_LINE_SPAN },
	{ "later", READS_MOVES, DATE_LINE_LATER },
	{ "earlier", READS_MOVES, DATE_LINE_EARLIER },
	{ "same", READS_MOVES, DATE_LINE_SAME },
	{ "never", READS_LINES, DATE_LINE_NEVER },
	{ "lead", READS_LINES, DATE_LINE_LEAD },
	{ "predicate", READS_PREDICATES, 0 },
	{ "stop", READS_STOPS, 0 },
	{ "turn", READS_TURNS, 0 },
	{ "apart", READS_APART, 0 },
};

enum { ITEM_COUNT = sizeof items / sizeof *items };

/* White space of any length as one space. */
static struct slice spaced(struct arena *arena, struct slice text)
{
	char *out = arena_alloc(arena, text.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++)
		if (!scan_is_space(text.ptr[i]))
			out[len++] = text.ptr[i];
		else if (len && out[len - 1] != ' ')
			out[len++] = ' ';
	return slice_make(out, len);
}

/* January, Jan | February, Feb | …: the number of a word is the place of its field; a further line goes on where the one before ended. */
static void read_words(struct parser *p, enum date_list list, struct slice line)
{
	static const unsigned most[DATE_LISTS] = { 12, 31, 1000 };
	struct slice field, text;
	date_words *words = &p->ast->dates.words[list];
	unsigned number = line.ptr[0] == '|' && words->n ? words->at[words->n - 1].number + 1 : 1;
	for (; slice_split(&line, '|', &field); number++) {
		if (!field.len) {
			number--;
			continue;
		}
		if (number > most[list]) {
			parser_error(p, field, CODE(LIMIT), NULL, "more than %u numbers", most[list]);
			return;
		}
		while (slice_split(&field, ',', &text))
			if (text.len)
				list_push(p->arena, words, ((struct ast_date_word){ spaced(p->arena, text), number }));
	}
}

static bool read_unit(struct parser *p, struct slice *line)
{
	static const char *const units[] = { "day", "month", "year", NULL };
	struct slice word = scan_word(line);
	for (unsigned i = 0; units[i]; i++) {
		p->unit = (enum date_unit)i;
		if (slice_is(word, units[i]))
			return true;
	}
	parser_error(p, word, word.len ? CODE(ITEM) : CODE(MISSING), "later year {count} years later", "`day`, `month` or `year` is missing");
	return false;
}

static void read_lines(struct parser *p, enum date_line_kind kind, enum date_unit unit, struct slice line)
{
	pattern_array patterns = { 0 };
	if (parser_patterns(p, line, PATTERN_DATES, &patterns))
		for (size_t i = 0; i < patterns.n; i++)
			list_push(p->arena, &p->ast->dates.lines, ((struct ast_date_line){ kind, unit, patterns.at[i] }));
}

/* The item of a line; NULL where there is none of this name. */
static const struct date_item *find_item(struct slice word)
{
	for (size_t i = 0; i < ITEM_COUNT; i++)
		if (slice_is(word, items[i].name))
			return &items[i];
	return NULL;
}

static void unknown_item(struct parser *p, struct slice word)
{
	const char *names[ITEM_COUNT + 1] = { NULL };
	for (size_t i = 0; i < ITEM_COUNT; i++)
		names[i] = items[i].name;
	parser_unknown_item(p, word, "date", names);
}

static void read_item(struct parser *p, const struct date_item *item, struct slice rest)
{
	if (!rest.len)
		parser_error(p, rest, CODE(MISSING), "since since ({date}|{year})", "nothing stands after `%s`", item->name);
	else if (item->reads == READS_WORDS)
		read_words(p, (enum date_list)item->kind, rest);
	else if (item->reads == READS_STOPS)
		parser_patterns(p, rest, PATTERN_GAPS, &p->ast->dates.stops);
	else if (item->reads == READS_PREDICATES)
		parser_patterns(p, rest, PATTERN_GAPS, &p->ast->dates.predicates);
	else if (item->reads == READS_TURNS)
		parser_patterns(p, rest, PATTERN_GAPS, &p->ast->dates.turns);
	else if (item->reads == READS_APART)
		parser_patterns(p, rest, PATTERN_GAPS, &p->ast->dates.apart);
	else
		read_lines(p, (enum date_line_kind)item->kind, p->unit, rest);
}

/* A line that begins with | continues the one before. */
void parse_date_item(struct parser *p, struct slice line)
{
	struct slice rest = line, word = scan_word(&rest);
	if (line.ptr[0] == '|' && p->date_item) {
		read_item(p, p->date_item, line);
		return;
	}
	p->date_item = find_item(word);
	if (!p->date_item)
		unknown_item(p, word);
	else if (p->date_item->reads != READS_MOVES || read_unit(p, &rest))
		read_item(p, p->date_item, slice_trim(rest));
	else
		p->date_item = NULL;
}

void parse_date(struct parser *p, struct slice rest)
{
	p->ast->follows = true;
	if (rest.len)
		parse_date_item(p, rest);
}
