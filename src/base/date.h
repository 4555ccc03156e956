/* date: days, months and years of the Gregorian calendar, and how they are written. */
#ifndef KGRAPH_BASE_DATE_H
#define KGRAPH_BASE_DATE_H

#include "base/slice.h"

/* What is not known is 0: a year alone has neither month nor day. A date in the making may lack its year. */
struct date {
	uint16_t year;
	uint8_t month, day;
};

enum date_unit { DATE_DAY, DATE_MONTH, DATE_YEAR };

enum { DATE_YEAR_MIN = 100, DATE_YEAR_MAX = 2100, DATE_TEXT = 11 };

/* Whether there is such a day, month or year; years lie between the two limits. Without a year every February has 29 days. */
bool date_exists(struct date date);
/* The date n units later (n may be below 0), as precise as the unit: a year later is a year. The year 0 where date is less precise than the
 * unit, or the result lies outside the limits. */
struct date date_add(struct date date, enum date_unit unit, int n);
/* Whether part lies in whole: 1973-09-11 in 1973-09, and that in 1973. */
bool date_within(struct date part, struct date whole);
/* Order by time; where one lies in the other they are equal. */
int date_compare(struct date a, struct date b);
/* "1973-09-11", "1973-09", "1973"; the year 0 is "". out has DATE_TEXT bytes; the length without its NUL. */
size_t date_write(struct date date, char *out);
/* Reads what date_write writes; anything may follow that is no digit ("1973-09-11T20:00:00Z"). False where no such date stands there. */
bool date_read(struct slice text, struct date *date);
/* The same of the whole text and of any year from 1 on: what rules state may lie before all that a text is read to say. */
bool date_read_stated(struct slice text, struct date *date);

#endif
