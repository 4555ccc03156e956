#include "names/date_scan.h"

#include "base/ascii.h"
#include "base/map.h"
#include "base/unicode.h"
#include "rules/emit.h"
#include "rules/list.h"
#include "rules/vocabulary.h"

/* STEPS: a line that tries more ways at one place is given up there. */
enum { STEPS = 2000, DATES = 2, SPAN_OVER_CENTURY = 20, FIRST_WORD = 64 };

/* A list that a line names, spelled out. */
struct date_vocabulary {
	struct slice name;
	slice_array texts;
};

/* Numbers of lines. */
struct line_list {
	ARRAY(uint32_t) list; /* on the arena */
};

struct date_lines {
	const struct ast_dates *dates;
	struct arena *arena;
	ARRAY(struct date_vocabulary) vocabularies; /* lists on the arena */
	struct map *by_word;                        /* first word of a line in lower case -> struct line_list; most words begin none */
	struct line_list by_digit;
};

/* What a line has read so far. */
struct reading {
	struct date dates[DATES];
	bool decade[DATES];
	unsigned n; /* dates begun */
	int count;
};

/* What of a line remains when an inner pattern is through. */
struct rest {
	const struct element *elements;
	size_t n;
	const struct rest *next;
};

/* One line tried at one place. */
struct attempt {
	const struct date_lines *lines;
	struct slice text;
	size_t start;
	unsigned steps;
	size_t end; /* of the longest way so far; start where there is none */
	struct reading reading;
};

static bool is_form(const struct ast_date_line *line)
{
	return line->kind == DATE_LINE_FORM || line->kind == DATE_LINE_DECADE;
}

/* ---- the lines made ready ---- */

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

/* ---- what a line may begin with ---- */

static const struct date_vocabulary *find_vocabulary(const struct date_lines *lines, struct slice name)
{
	size_t i = 0;
	while (!slice_equal(lines->vocabularies.at[i].name, name))
		i++;
	return &lines->vocabularies.at[i];
}

static void add_line(struct arena *arena, struct line_list *to, uint32_t line)
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
	struct line_list *found = map_get(lines->by_word, word);
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
		if (is_form(&dates->lines.at[i]))
			add_firsts(lines, &dates->lines.at[i].pattern, line);
	if (!slice_is(name, "month") && !slice_is(name, "name"))
		add_line(lines->arena, &lines->by_digit, line);
}

static void add_first(struct date_lines *lines, const struct element *element, uint32_t line)
{
	const struct date_vocabulary *vocabulary = element->kind == ELEMENT_VOCABULARY ? find_vocabulary(lines, element->text) : NULL;
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

/* The lines that may begin at a word or digit. */
static const struct line_list *lines_at(const struct date_lines *lines, struct slice text, size_t at)
{
	char bytes[FIRST_WORD];
	return ascii_is_digit(text.ptr[at]) ? &lines->by_digit : map_get(lines->by_word, first_word(text, at, bytes));
}

/* ---- words and numbers ---- */

/* The byte behind word where text has it at `at`, in any case; `at` itself where not. */
static size_t pass_word(struct slice text, size_t at, struct slice word)
{
	size_t here = at, there = 0;
	while (there < word.len) {
		unsigned char stands = here < text.len ? (unsigned char)text.ptr[here] : 0, wanted = (unsigned char)word.ptr[there];
		if ((stands | wanted) < 0x80) {
			if (ascii_lower((char)stands) != ascii_lower((char)wanted))
				return at;
			here++;
			there++;
		} else if (here == text.len || unicode_lower(unicode_next(text, &here)) != unicode_lower(unicode_next(word, &there)))
			return at;
	}
	return here;
}

/* The same; what begins with a capital in the rules begins with one in the text. */
static size_t pass_proper(struct slice text, size_t at, struct slice word)
{
	size_t here = at, there = 0;
	if (at == text.len || !word.len || ascii_lower(text.ptr[at]) != ascii_lower(word.ptr[0]))
		return at;
	uint32_t stands = unicode_next(text, &here), wanted = unicode_next(word, &there);
	return unicode_is_upper(wanted) && !unicode_is_upper(stands) ? at : pass_word(text, at, word);
}

/* All digits at `at`; more than 4 make no number of a date. */
static size_t pass_digits(struct slice text, size_t at, unsigned *number)
{
	size_t end = at;
	*number = 0;
	for (; end < text.len && ascii_is_digit(text.ptr[end]); end++)
		*number = end - at < 4 ? *number * 10 + (unsigned)(text.ptr[end] - '0') : 0;
	return end - at > 4 ? at : end;
}

/* The byte behind the character that stands for a name. */
static size_t pass_name(struct slice text, size_t at)
{
	size_t end = at;
	uint32_t code = at < text.len ? unicode_next(text, &end) : 0;
	return code >= MASK_FIRST && code <= MASK_LAST ? end : at;
}

static bool is_word_at(struct slice text, size_t at)
{
	if (at >= text.len)
		return false;
	uint32_t code = unicode_next(text, &at);
	return unicode_is_letter(code) || unicode_is_digit(code);
}

static bool is_word_before(struct slice text, size_t at)
{
	while (at > 0 && ((unsigned char)text.ptr[--at] & 0xC0) == 0x80)
		continue;
	return is_word_at(text, at);
}

/* A phrase is no part of a longer word or number: "1973-built", "5,000", "$1900". */
static bool may_begin(struct slice text, size_t at)
{
	if (!at)
		return true;
	if (is_word_before(text, at))
		return false;
	char before = text.ptr[at - 1];
	return !strchr("-/.,'#$", before) || (at > 1 && (before == '-' || before == '.') && text.ptr[at - 2] == ' ');
}

static bool may_end(struct slice text, size_t at)
{
	if (at == text.len)
		return true;
	if (is_word_at(text, at) || text.ptr[at] == '%')
		return false;
	return !(strchr("-/.,'", text.ptr[at]) && is_word_at(text, at + 1));
}

/* ---- one line at one place ---- */

static void go(struct attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, bool glued,
        const struct reading *reading);

static void go_on(
        struct attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, const struct reading *reading)
{
	go(attempt, elements + 1, n - 1, rest, at, false, reading);
}

/* The date that a field belongs to: a field that is there already begins the second one. NULL: a third. */
static struct date *date_for(struct reading *reading, bool taken)
{
	if (!reading->n || taken)
		reading->n++;
	return reading->n <= DATES ? &reading->dates[reading->n - 1] : NULL;
}

static struct date current(const struct reading *reading)
{
	return reading->n && reading->n <= DATES ? reading->dates[reading->n - 1] : (struct date){ 0 };
}

/* 255: a number that no day has, so that the whole is known to be wrong. */
static unsigned small(unsigned number)
{
	return number && number < 255 ? number : 255;
}

static bool set_field(struct reading *reading, struct slice name, unsigned number)
{
	if (slice_is(name, "count")) {
		reading->count = (int)number;
		return true;
	}
	struct date now = current(reading);
	struct date *date = date_for(reading, slice_is(name, "day") ? now.day : slice_is(name, "month") ? now.month : now.year);
	if (!date)
		return false;
	if (slice_is(name, "day"))
		date->day = (uint8_t)small(number);
	else if (slice_is(name, "month"))
		date->month = (uint8_t)small(number);
	else
		date->year = (uint16_t)(number ? number : 1);
	return true;
}

/* "73" behind "1970-" is 1973, and the end of a century may lie between; but "1973-09" is no span of 36 years. */
static unsigned year_of(const struct reading *reading, struct slice text, size_t at, size_t digits, unsigned number)
{
	unsigned first = current(reading).year;
	if (digits == 4)
		return number ? number : 1;
	if (digits != 2 || !first || !at || (text.ptr[at - 1] != '-' && text.ptr[at - 1] != '/'))
		return 0;
	unsigned year = first - first % 100 + number + (number <= first % 100 ? 100 : 0);
	return year - first <= SPAN_OVER_CENTURY || number > first % 100 ? year : 0;
}

static void go_digits(
        struct attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, const struct reading *reading)
{
	struct slice name = elements->text;
	unsigned number;
	struct reading next = *reading;
	size_t end = pass_digits(attempt->text, at, &number), digits = end - at;
	if (!digits || slice_is(name, "month"))
		return;
	if (slice_is(name, "year"))
		number = year_of(reading, attempt->text, at, digits, number);
	if (slice_is(name, "year") ? !number : digits > (slice_is(name, "day") ? 2u : 3u))
		return;
	if (set_field(&next, name, number))
		go_on(attempt, elements, n, rest, end, &next);
}

static void go_number_words(
        struct attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, const struct reading *reading)
{
	struct slice name = elements->text;
	enum date_list list = slice_is(name, "month") ? DATE_MONTHS : slice_is(name, "day") ? DATE_DAYS : DATE_COUNTS;
	const date_words *words = &attempt->lines->dates->words[list];
	for (size_t i = 0; i < words->n && !slice_is(name, "year"); i++) {
		struct reading next = *reading;
		size_t end = pass_proper(attempt->text, at, words->at[i].text);
		if (end > at && set_field(&next, name, words->at[i].number))
			go_on(attempt, elements, n, rest, end, &next);
	}
}

/* 1973-09-11, in any language. */
static void go_iso(
        struct attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, const struct reading *reading)
{
	enum { LEN = 10 };
	struct reading next = *reading;
	struct slice text = slice_part(attempt->text, at, attempt->text.len);
	if (text.len >= LEN && date_read(text, &next.dates[next.n - 1]) && next.dates[next.n - 1].day)
		go_on(attempt, elements, n, rest, at + LEN, &next);
}

static void go_date(
        struct attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, const struct reading *reading)
{
	const struct line_list *may = at < attempt->text.len ? lines_at(attempt->lines, attempt->text, at) : NULL;
	const struct rest behind = { elements + 1, n - 1, rest };
	struct reading next = *reading;
	if (!may || ++next.n > DATES)
		return;
	go_iso(attempt, elements, n, rest, at, &next);
	for (size_t i = 0; i < may->list.n; i++) {
		const struct ast_date_line *line = &attempt->lines->dates->lines.at[may->list.at[i]];
		if (!is_form(line))
			continue;
		next.decade[next.n - 1] = line->kind == DATE_LINE_DECADE;
		go(attempt, line->pattern.elements, line->pattern.n, &behind, at, true, &next);
	}
}

static void go_vocabulary(
        struct attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, const struct reading *reading)
{
	const struct date_vocabulary *vocabulary = find_vocabulary(attempt->lines, elements->text);
	for (size_t i = 0; i < vocabulary->texts.n; i++) {
		size_t end = pass_word(attempt->text, at, vocabulary->texts.at[i]);
		if (end > at)
			go_on(attempt, elements, n, rest, end, reading);
	}
}

static void go_choice(struct attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, bool glued,
        const struct reading *reading)
{
	const struct rest behind = { elements + 1, n - 1, rest };
	for (size_t i = 0; i < elements->choice_count; i++)
		go(attempt, elements->choices[i].elements, elements->choices[i].n, &behind, at, glued || elements->glued, reading);
	if (elements->optional)
		go(attempt, elements + 1, n - 1, rest, at, glued, reading);
}

static void go_element(
        struct attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, const struct reading *reading)
{
	size_t end;
	switch (elements->kind) {
	case ELEMENT_WORD:
	case ELEMENT_MARK:
		end = pass_word(attempt->text, at, elements->text);
		if (end > at)
			go_on(attempt, elements, n, rest, end, reading);
		return;
	case ELEMENT_VOCABULARY:
		go_vocabulary(attempt, elements, n, rest, at, reading);
		return;
	case ELEMENT_HOLE:
		if (slice_is(elements->text, "name")) {
			end = pass_name(attempt->text, at);
			if (end > at)
				go_on(attempt, elements, n, rest, end, reading);
		} else if (slice_is(elements->text, "date")) {
			go_date(attempt, elements, n, rest, at, reading);
		} else {
			go_digits(attempt, elements, n, rest, at, reading);
			go_number_words(attempt, elements, n, rest, at, reading);
		}
		return;
	default:
		return;
	}
}

static void accept(struct attempt *attempt, size_t at, const struct reading *reading)
{
	if (at <= attempt->end || !may_end(attempt->text, at))
		return;
	attempt->end = at;
	attempt->reading = *reading;
}

/* All ways on from byte `at`; glued: no space stands before the next element. */
static void go(struct attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, bool glued,
        const struct reading *reading)
{
	if (attempt->steps++ > STEPS)
		return;
	if (!n && rest) {
		go(attempt, rest->elements, rest->n, rest->next, at, glued, reading);
		return;
	}
	if (!n) {
		accept(attempt, at, reading);
		return;
	}
	if (elements->kind == ELEMENT_CHOICE) {
		go_choice(attempt, elements, n, rest, at, glued, reading);
		return;
	}
	bool closes = elements->kind == ELEMENT_MARK && mark_closes(elements->text);
	if (at != attempt->start && !glued && !elements->glued && !closes) {
		if (at >= attempt->text.len || attempt->text.ptr[at] != ' ')
			return;
		at++;
	}
	go_element(attempt, elements, n, rest, at, reading);
}

/* ---- what was read ---- */

/* Of two dates each may lack what the other has: "11-13 September 1973", "September 11-13, 1973". */
static void complete(struct reading *reading)
{
	struct date *first = &reading->dates[0], *second = &reading->dates[1];
	if (reading->n < 2)
		return;
	if (!first->month && first->day)
		first->month = second->month;
	if (!second->month && second->day)
		second->month = first->month;
	if (!first->year)
		first->year = second->year;
	if (!second->year)
		second->year = first->year;
}

/* Without a year a date may still be one: its year is found later. */
static bool is_possible(const struct reading *reading, unsigned i)
{
	struct date date = reading->dates[i];
	if (!date.year && !date.month)
		return false;
	return date_exists(date) && (!reading->decade[i] || (!date.month && date.year % 10 == 0));
}

static bool is_good(const struct date_phrase *phrase, const struct reading *reading)
{
	for (unsigned i = 0; i < reading->n; i++)
		if (!is_possible(reading, i))
			return false;
	if (phrase->kind == DATE_LINE_SPAN)
		return reading->n == 2 && date_compare(phrase->from, phrase->to) <= 0;
	return reading->n == 1 || phrase->kind >= DATE_LINE_LATER;
}

static enum date_line_kind stands_for(enum date_line_kind kind)
{
	return kind <= DATE_LINE_DECADE ? DATE_LINE_AT : kind;
}

static struct date_phrase phrase_of(const struct attempt *attempt, const struct ast_date_line *line)
{
	struct reading reading = attempt->reading;
	struct date_phrase phrase = { attempt->start, attempt->end, stands_for(line->kind), line->unit, reading.count ? reading.count : 1, { 0 },
		{ 0 } };
	complete(&reading);
	if (reading.n) {
		unsigned last = reading.n > 1;
		phrase.from = reading.dates[0];
		phrase.to = reading.dates[last];
		if (reading.decade[last])
			phrase.to.year = (uint16_t)(phrase.to.year + 9);
	}
	if (!is_good(&phrase, &reading))
		phrase.kind = DATE_LINE_NEVER;
	return phrase;
}

static bool try_line(struct attempt *attempt, const struct ast_date_line *line)
{
	attempt->steps = 0;
	attempt->end = attempt->start;
	struct reading reading = { .decade = { line->kind == DATE_LINE_DECADE } };
	go(attempt, line->pattern.elements, line->pattern.n, NULL, attempt->start, true, &reading);
	return attempt->end > attempt->start;
}

static void try_iso(const struct attempt *attempt, struct date_phrase *best)
{
	enum { LEN = 10 };
	struct date date;
	struct slice text = slice_part(attempt->text, attempt->start, attempt->text.len);
	if (text.len >= LEN && date_read(text, &date) && date.day && may_end(attempt->text, attempt->start + LEN))
		*best = (struct date_phrase){ attempt->start, attempt->start + LEN, DATE_LINE_AT, DATE_DAY, 1, date, date };
}

/* The longest phrase that begins at byte `at`; its end is its start where there is none. */
static struct date_phrase scan_at(const struct date_lines *lines, struct slice text, size_t at)
{
	struct attempt attempt = { .lines = lines, .text = text, .start = at };
	struct date_phrase best = { .start = at, .end = at };
	const struct line_list *may = lines_at(lines, text, at);
	if (!may)
		return best;
	try_iso(&attempt, &best);
	for (size_t i = 0; i < may->list.n; i++) {
		const struct ast_date_line *line = &lines->dates->lines.at[may->list.at[i]];
		if (line->kind != DATE_LINE_LEAD && try_line(&attempt, line) && attempt.end > best.end)
			best = phrase_of(&attempt, line);
	}
	return best;
}

void date_scan(const struct date_lines *lines, struct slice text, date_phrases *phrases)
{
	array_clear(phrases);
	for (size_t at = 0; at < text.len;) {
		if (!is_word_at(text, at) || !may_begin(text, at)) {
			unicode_next(text, &at);
			continue;
		}
		struct date_phrase phrase = scan_at(lines, text, at);
		if (phrase.end > at) {
			array_push(phrases, phrase);
			at = phrase.end;
		}
		while (phrase.end == phrase.start && is_word_at(text, at))
			unicode_next(text, &at);
	}
}

bool date_has_month(const struct date_lines *lines, struct slice text)
{
	const date_words *months = &lines->dates->words[DATE_MONTHS];
	for (size_t i = 0; i < months->n; i++) {
		struct slice month = months->at[i].text;
		size_t first = pass_proper(text, 0, month), last = text.len > month.len ? text.len - month.len : 0;
		if ((first && !is_word_at(text, first)) || (last && text.ptr[last - 1] == ' ' && pass_proper(text, last, month) == text.len))
			return true;
	}
	return false;
}

bool date_leads(const struct date_lines *lines, struct slice text, size_t at)
{
	struct attempt attempt = { .lines = lines, .text = text, .start = at };
	const struct line_list *may = at < text.len ? lines_at(lines, text, at) : NULL;
	for (size_t i = 0; may && i < may->list.n; i++) {
		const struct ast_date_line *line = &lines->dates->lines.at[may->list.at[i]];
		if (line->kind == DATE_LINE_LEAD && try_line(&attempt, line))
			return true;
	}
	return false;
}
