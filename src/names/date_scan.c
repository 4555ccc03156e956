#include "names/date_scan.h"

#include "base/unicode.h"
#include "names/date_attempt.h"
#include "names/date_words.h"

/* Of two dates each may lack what the other has: "11-13 September 1973", "September 11-13, 1973". */
static void complete(struct date_reading *reading)
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
static bool is_possible(const struct date_reading *reading, unsigned i)
{
	struct date date = reading->dates[i];
	if (!date.year && !date.month)
		return false;
	return date_exists(date) && (!reading->decade[i] || (!date.month && date.year % 10 == 0));
}

static bool is_good(const struct date_phrase *phrase, const struct date_reading *reading)
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

static struct date_phrase phrase_of(const struct date_attempt *attempt, const struct ast_date_line *line)
{
	struct date_reading reading = attempt->reading;
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

static void try_iso(const struct date_attempt *attempt, struct date_phrase *best)
{
	enum { LEN = 10 };
	struct date date;
	struct slice text = slice_part(attempt->text, attempt->start, attempt->text.len);
	if (text.len >= LEN && date_read(text, &date) && date.day && date_may_end(attempt->text, attempt->start + LEN))
		*best = (struct date_phrase){ attempt->start, attempt->start + LEN, DATE_LINE_AT, DATE_DAY, 1, date, date };
}

/* The longest phrase that begins at byte `at`; its end is its start where there is none. */
static struct date_phrase scan_at(const struct date_lines *lines, struct slice text, size_t at)
{
	struct date_attempt attempt = { .lines = lines, .text = text, .start = at };
	struct date_phrase best = { .start = at, .end = at };
	const struct date_line_list *may = date_lines_at(lines, text, at);
	if (!may)
		return best;
	try_iso(&attempt, &best);
	for (size_t i = 0; i < may->list.n; i++) {
		const struct ast_date_line *line = &lines->dates->lines.at[may->list.at[i]];
		if (line->kind != DATE_LINE_LEAD && date_try(&attempt, line) && attempt.end > best.end)
			best = phrase_of(&attempt, line);
	}
	return best;
}

void date_scan(const struct date_lines *lines, struct slice text, date_phrases *phrases)
{
	array_clear(phrases);
	for (size_t at = 0; at < text.len;) {
		if (!date_is_word_at(text, at) || !date_may_begin(text, at)) {
			unicode_next(text, &at);
			continue;
		}
		struct date_phrase phrase = scan_at(lines, text, at);
		if (phrase.end > at) {
			array_push(phrases, phrase);
			at = phrase.end;
		}
		while (phrase.end == phrase.start && date_is_word_at(text, at))
			unicode_next(text, &at);
	}
}

bool date_has_month(const struct date_lines *lines, struct slice text)
{
	const date_words *months = &lines->dates->words[DATE_MONTHS];
	for (size_t i = 0; i < months->n; i++) {
		struct slice month = months->at[i].text;
		size_t first = date_pass_proper(text, 0, month), last = text.len > month.len ? text.len - month.len : 0;
		if ((first && !date_is_word_at(text, first)) ||
		        (last && text.ptr[last - 1] == ' ' && date_pass_proper(text, last, month) == text.len))
			return true;
	}
	return false;
}

bool date_leads(const struct date_lines *lines, struct slice text, size_t at)
{
	struct date_attempt attempt = { .lines = lines, .text = text, .start = at };
	const struct date_line_list *may = at < text.len ? date_lines_at(lines, text, at) : NULL;
	for (size_t i = 0; may && i < may->list.n; i++) {
		const struct ast_date_line *line = &lines->dates->lines.at[may->list.at[i]];
		if (line->kind == DATE_LINE_LEAD && date_try(&attempt, line))
			return true;
	}
	return false;
}
