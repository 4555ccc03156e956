#include "base/date.h"

#include <stdio.h>

#include "base/ascii.h"

static bool is_leap(unsigned year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned days_of(unsigned year, unsigned month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return month == 2 && (!year || is_leap(year)) ? 29 : days[month - 1];
}

static bool has_year(unsigned year)
{
	return year >= DATE_YEAR_MIN && year <= DATE_YEAR_MAX;
}

static bool is_in_calendar(struct date date)
{
	if (date.month > 12)
		return false;
	if (!date.month)
		return date.year && !date.day;
	return date.day <= days_of(date.year, date.month);
}

bool date_exists(struct date date)
{
	return (!date.year || has_year(date.year)) && is_in_calendar(date);
}

static struct date add_days(struct date date, int n)
{
	int day = date.day + n;
	while (day < 1 && has_year(date.year)) {
		date = date_add((struct date){ date.year, date.month, 0 }, DATE_MONTH, -1);
		if (date.year)
			day += (int)days_of(date.year, date.month);
	}
	while (has_year(date.year) && day > (int)days_of(date.year, date.month)) {
		day -= (int)days_of(date.year, date.month);
		date = date_add((struct date){ date.year, date.month, 0 }, DATE_MONTH, 1);
	}
	return date.year ? (struct date){ date.year, date.month, (uint8_t)day } : date;
}

struct date date_add(struct date date, enum date_unit unit, int n)
{
	const struct date none = { 0 };
	if (!date.year || (unit != DATE_YEAR && !date.month) || (unit == DATE_DAY && !date.day) || n > 1000000 || n < -1000000)
		return none;
	if (unit == DATE_DAY)
		return add_days(date, n);
	int months = unit == DATE_MONTH ? date.year * 12 + date.month - 1 + n : (date.year + n) * 12;
	if (months < DATE_YEAR_MIN * 12 || months >= (DATE_YEAR_MAX + 1) * 12)
		return none;
	return (struct date){ (uint16_t)(months / 12), unit == DATE_MONTH ? (uint8_t)(months % 12 + 1) : 0, 0 };
}

bool date_within(struct date part, struct date whole)
{
	return part.year == whole.year && (!whole.month || (part.month == whole.month && (!whole.day || part.day == whole.day)));
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (!a.month || !b.month || a.month != b.month)
		return a.month && b.month ? (a.month < b.month ? -1 : 1) : 0;
	return a.day && b.day ? (a.day > b.day) - (a.day < b.day) : 0;
}

size_t date_write(struct date date, char *out)
{
	int len = 0;
	*out = '\0';
	if (date.year && date.month && date.day)
		len = snprintf(out, DATE_TEXT, "%04u-%02u-%02u", date.year % 10000u, date.month % 100u, date.day % 100u);
	else if (date.year && date.month)
		len = snprintf(out, DATE_TEXT, "%04u-%02u", date.year % 10000u, date.month % 100u);
	else if (date.year)
		len = snprintf(out, DATE_TEXT, "%04u", date.year % 10000u);
	return (size_t)len;
}

/* n digits, no more and no fewer. */
static bool read_digits(struct slice text, size_t *at, size_t n, unsigned *number)
{
	size_t from = *at;
	*number = 0;
	for (; *at < text.len && ascii_is_digit(text.ptr[*at]) && *at - from <= n; ++*at)
		*number = *number * 10 + (unsigned)(text.ptr[*at] - '0');
	return *at - from == n;
}

static bool follows(struct slice text, size_t at)
{
	return at + 1 < text.len && text.ptr[at] == '-' && ascii_is_digit(text.ptr[at + 1]);
}

/* How many bytes of text are written as a date, whether there is one or not; 0 where none are. */
static size_t read_fields(struct slice text, struct date *date)
{
	unsigned year, month = 0, day = 0;
	size_t at = 0;
	if (!read_digits(text, &at, 4, &year))
		return 0;
	if (follows(text, at) && (++at, !read_digits(text, &at, 2, &month)))
		return 0;
	if (month && follows(text, at) && (++at, !read_digits(text, &at, 2, &day)))
		return 0;
	*date = (struct date){ (uint16_t)year, (uint8_t)month, (uint8_t)day };
	return at;
}

bool date_read(struct slice text, struct date *date)
{
	return read_fields(text, date) && date_exists(*date);
}

bool date_read_stated(struct slice text, struct date *date)
{
	char same[DATE_TEXT];
	return read_fields(text, date) == text.len && date->year && is_in_calendar(*date) &&
	        slice_equal(text, slice_make(same, date_write(*date, same)));
}
