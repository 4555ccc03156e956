#include "names/date_attempt.h"

#include "base/ascii.h"
#include "names/date_words.h"
#include "rules/vocabulary.h"

/* A line that tries more ways at one place is given up there. */
enum { STEPS = 2000, SPAN_OVER_CENTURY = 20, YEAR_FULL = 1000 };

/* What of a line remains when an inner pattern is through. */
struct rest {
	const struct element *elements;
	size_t n;
	const struct rest *next;
};

static void go(struct date_attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, bool glued,
        const struct date_reading *reading);

static void go_on(struct date_attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at,
        const struct date_reading *reading)
{
	go(attempt, elements + 1, n - 1, rest, at, false, reading);
}

/* The date that a field belongs to: a field that is there already begins the second one. NULL: a third. */
static struct date *date_for(struct date_reading *reading, bool taken)
{
	if (!reading->n || taken)
		reading->n++;
	return reading->n <= DATE_READ_MOST ? &reading->dates[reading->n - 1] : NULL;
}

static struct date current(const struct date_reading *reading)
{
	return reading->n && reading->n <= DATE_READ_MOST ? reading->dates[reading->n - 1] : (struct date){ 0 };
}

/* 255: a number that no day has, so that the whole is known to be wrong. */
static unsigned small(unsigned number)
{
	return number && number < 255 ? number : 255;
}

static bool set_field(struct date_reading *reading, struct slice name, unsigned number)
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

/* "73" behind "1970-" is 1973, and so is "3" behind "1972-"; the end of a century may lie between. But "1973-09" is no span of 36 years. */
static unsigned year_of(const struct date_reading *reading, struct slice text, size_t at, size_t digits, unsigned number)
{
	unsigned first = current(reading).year, cut = digits == 1 ? 10 : 100;
	if (digits == 4)
		return number >= YEAR_FULL ? number : 1;
	if (digits > 2 || !first || !at || (text.ptr[at - 1] != '-' && text.ptr[at - 1] != '/'))
		return 0;
	if (digits == 1 && number <= first % cut)
		return 0;
	unsigned year = first - first % cut + number + (number <= first % cut ? cut : 0);
	return year - first <= SPAN_OVER_CENTURY || number > first % 100 ? year : 0;
}

static bool is_year(struct slice name)
{
	return slice_is(name, "year") || slice_is(name, "early");
}

/* Whether a part that is no {year} may be written with so many digits. */
static bool has_digits(struct slice name, size_t digits, unsigned number)
{
	if (slice_is(name, "early"))
		return digits == 3 && number >= DATE_YEAR_MIN;
	return digits <= (slice_is(name, "day") ? 2u : 3u);
}

static void go_digits(struct date_attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at,
        const struct date_reading *reading)
{
	struct slice name = elements->text;
	unsigned number;
	struct date_reading next = *reading;
	size_t end = date_pass_digits(attempt->text, at, &number), digits = end - at;
	if (!digits || slice_is(name, "month"))
		return;
	if (slice_is(name, "year"))
		number = year_of(reading, attempt->text, at, digits, number);
	if (slice_is(name, "year") ? !number : !has_digits(name, digits, number))
		return;
	if (set_field(&next, name, number))
		go_on(attempt, elements, n, rest, end, &next);
}

static void go_number_words(struct date_attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at,
        const struct date_reading *reading)
{
	struct slice name = elements->text;
	enum date_list list = slice_is(name, "month") ? DATE_MONTHS : slice_is(name, "day") ? DATE_DAYS : DATE_COUNTS;
	const date_words *words = &attempt->lines->dates->words[list];
	for (size_t i = 0; i < words->n && !is_year(name); i++) {
		struct date_reading next = *reading;
		size_t end = date_pass_proper(attempt->text, at, words->at[i].text);
		if (end > at && set_field(&next, name, words->at[i].number))
			go_on(attempt, elements, n, rest, end, &next);
	}
}

/* 1973-09-11, in any language. */
static void go_iso(struct date_attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at,
        const struct date_reading *reading)
{
	enum { LEN = 10 };
	struct date_reading next = *reading;
	struct slice text = slice_part(attempt->text, at, attempt->text.len);
	if (text.len >= LEN && date_read(text, &next.dates[next.n - 1]) && next.dates[next.n - 1].day)
		go_on(attempt, elements, n, rest, at + LEN, &next);
}

static void go_date(struct date_attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at,
        const struct date_reading *reading)
{
	const struct date_line_list *may = at < attempt->text.len ? date_lines_at(attempt->lines, attempt->text, at) : NULL;
	const struct rest behind = { elements + 1, n - 1, rest };
	struct date_reading next = *reading;
	if (!may || ++next.n > DATE_READ_MOST)
		return;
	go_iso(attempt, elements, n, rest, at, &next);
	for (size_t i = 0; i < may->list.n; i++) {
		const struct ast_date_line *line = &attempt->lines->dates->lines.at[may->list.at[i]];
		if (!date_line_is_form(line))
			continue;
		next.decade[next.n - 1] = line->kind == DATE_LINE_DECADE;
		go(attempt, line->pattern.elements, line->pattern.n, &behind, at, true, &next);
	}
}

static void go_vocabulary(struct date_attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at,
        const struct date_reading *reading)
{
	const struct date_vocabulary *vocabulary = date_lines_vocabulary(attempt->lines, elements->text);
	for (size_t i = 0; i < vocabulary->texts.n; i++) {
		size_t end = date_pass_word(attempt->text, at, vocabulary->texts.at[i]);
		if (end > at)
			go_on(attempt, elements, n, rest, end, reading);
	}
}

static void go_choice(struct date_attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, bool glued,
        const struct date_reading *reading)
{
	const struct rest behind = { elements + 1, n - 1, rest };
	for (size_t i = 0; i < elements->choice_count; i++)
		go(attempt, elements->choices[i].elements, elements->choices[i].n, &behind, at, glued || elements->glued, reading);
	if (elements->optional)
		go(attempt, elements + 1, n - 1, rest, at, glued, reading);
}

static void go_element(struct date_attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at,
        const struct date_reading *reading)
{
	size_t end;
	switch (elements->kind) {
	case ELEMENT_WORD:
	case ELEMENT_MARK:
		end = date_pass_word(attempt->text, at, elements->text);
		if (end > at)
			go_on(attempt, elements, n, rest, end, reading);
		return;
	case ELEMENT_VOCABULARY:
		go_vocabulary(attempt, elements, n, rest, at, reading);
		return;
	case ELEMENT_HOLE:
		if (slice_is(elements->text, "name")) {
			end = date_pass_name(attempt->text, at);
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

static void accept(struct date_attempt *attempt, size_t at, const struct date_reading *reading)
{
	if (at <= attempt->end || !date_may_end(attempt->text, at))
		return;
	attempt->end = at;
	attempt->reading = *reading;
}

/* All ways on from byte `at`; glued: no space stands before the next element. */
static void go(struct date_attempt *attempt, const struct element *elements, size_t n, const struct rest *rest, size_t at, bool glued,
        const struct date_reading *reading)
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

bool date_try(struct date_attempt *attempt, const struct ast_date_line *line)
{
	attempt->steps = 0;
	attempt->end = attempt->start;
	struct date_reading reading = { .decade = { line->kind == DATE_LINE_DECADE } };
	go(attempt, line->pattern.elements, line->pattern.n, NULL, attempt->start, true, &reading);
	return attempt->end > attempt->start;
}
