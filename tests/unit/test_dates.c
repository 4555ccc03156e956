#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"

/* The dates that rules/en gives to the relations of rules that let anything stand between. */
static struct engine_text world;

static const char RULES[] = "relation overthrew  from person to person\n"
                            "relation joined     from person to group\n"
                            "relation left       from person to group\n"
                            "relation likes      from person to group\n"
                            "relation met        from person to person\n"
                            "verb overthrow\n  overthrow, overthrew, overthrown\n  found\n"
                            "rule overthrew\n  find {X} overthrew {Y}\n  find {Y} ~/.* / ~overthrown~/.* by / ~{X}\n"
                            "  gives {X} | overthrew | {Y}\n"
                            "rule joined\n  find {X} joined {Y}\n  gives {X} | joined | {Y}\n  when since\n"
                            "rule left\n  find {X} left {Y}\n  gives {X} | left | {Y}\n  when until\n"
                            "rule likes\n  find {X} likes {Y}\n  gives {X} | likes | {Y}\n  when never\n"
                            "rule met\n  find {X} met {Y}\n  gives {X} | met | {Y}\n  when dated\n"
                            "rule quit\n  find {X} quit {Y}\n  gives {X} | left | {Y} when until\n  gives {X} | likes | {Y}\n  when never\n"
                            "rule hailed\n  find {X} hailed {Y} as {Z}\n  gives {X} | met | {Y} as {Z} when since\n"
                            "rule shunned\n  find {X} (shunned|would not see) {Y}\n  gives {X} | met | {Y}\n"
                            "entity Ivan Orlov : person\nentity Ana Ruiz : person\nentity Reform Party : party\n";

struct dated {
	const char *text;
	const char *dates; /* "from..to" of the last relation found; "" where it has neither */
};

static int set_up(void **state)
{
	(void)state;
	struct ruleset *rules = ruleset_beside("rules/en", RULES);
	if (!rules)
		return -1;
	engine_text_init(&world, rules);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	engine_text_fini(&world);
	return 0;
}

static const char *dates_of_last(const char *text, bool eager)
{
	static char dates[64];
	engine_text_find(&world, slice_of(text), eager);
	if (!world.findings.list.n)
		return "no relation";
	const struct finding *last = array_last(&world.findings.list);
	snprintf(dates, sizeof dates, "%.*s..%.*s", SLICE_ARG(last->from), SLICE_ARG(last->to));
	return strcmp(dates, "..") == 0 ? "" : dates;
}

static void assert_dated(const struct dated *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (int eager = 0; eager < 2; eager++)
			if (strcmp(dates_of_last(cases[i].text, eager), cases[i].dates) != 0)
				fail_msg("%s\n  gives  %s\n  wanted %s", cases[i].text, dates_of_last(cases[i].text, eager), cases[i].dates);
}

#define ASSERT_DATED(...)                                                                                                                            \
	do {                                                                                                                                         \
		static const struct dated cases[] = { __VA_ARGS__ };                                                                                 \
		assert_dated(cases, sizeof cases / sizeof *cases);                                                                                   \
	} while (0)

#define DID "Ivan Orlov overthrew Ana Ruiz "

static void test_full_dates(void **state)
{
	(void)state;
	ASSERT_DATED({ DID "on 11 September 1973.", "1973-09-11..1973-09-11" }, { DID "on September 11, 1973.", "1973-09-11..1973-09-11" },
	        { DID "on 11th September 1973.", "1973-09-11..1973-09-11" }, { DID "on the 11th of September, 1973.", "1973-09-11..1973-09-11" },
	        { DID "on Sept. 3, 1973.", "1973-09-03..1973-09-03" }, { DID "on Tuesday, 11 September 1973.", "1973-09-11..1973-09-11" },
	        { DID "on Tuesday September 11th, 1973.", "1973-09-11..1973-09-11" }, { DID "on 1973-09-11.", "1973-09-11..1973-09-11" },
	        { "September 11, 1973, " DID ".", "1973-09-11..1973-09-11" }, { DID "on 29 February 1972.", "1972-02-29..1972-02-29" },
	        { "Early on the morning of 11 September 1973, " DID ".", "1973-09-11..1973-09-11" },
	        { DID "on 11\xC2\xA0September\n1973.", "1973-09-11..1973-09-11" }, { DID "on 11 SEPTEMBER 1973.", "1973-09-11..1973-09-11" });
}

static void test_months_and_years(void **state)
{
	(void)state;
	ASSERT_DATED({ DID "in September 1973.", "1973-09..1973-09" }, { DID "in September of 1973.", "1973-09..1973-09" },
	        { DID "in Sept. 1973.", "1973-09..1973-09" }, { DID "in early September, 1973.", "1973-09..1973-09" },
	        { DID "in 1973.", "1973..1973" }, { DID "in late 1973.", "1973..1973" }, { DID "in mid-1973.", "1973..1973" },
	        { DID "in the spring of 1973.", "1973..1973" }, { DID "at the end of 1973.", "1973..1973" }, { DID "during 1973.", "1973..1973" },
	        { DID "in the 1930s.", "1930..1939" }, { DID "in the late 1930's.", "1930..1939" },
	        { DID "throughout the 1960s and 1970s.", "1960..1979" }, { DID "in the 1973 elections.", "1973..1973" },
	        { DID "in the coup of September 1973.", "1973-09..1973-09" });
}

static void test_our_era(void **state)
{
	(void)state;
	ASSERT_DATED({ DID "in AD 1120.", "1120..1120" }, { DID "in A.D. 1120.", "1120..1120" }, { DID "in 1120 AD.", "1120..1120" },
	        { DID "AD 410.", "0410..0410" }, { DID "in 410 CE.", "0410..0410" }, { DID "in October 610.", "0610-10..0610-10" },
	        { DID "on 5 October 610.", "0610-10-05..0610-10-05" }, { "In 410, " DID "in the spring.", "0410..0410" },
	        { "In 410 the " DID ".", "0410..0410" }, { DID "c. 1120.", "1120..1120" }, { DID "ca. 1120.", "1120..1120" },
	        { DID "circa 1120.", "1120..1120" }, { DID "sometime after 1120.", "1120.." });
	ASSERT_DATED({ DID "in 44 BC.", "" }, { DID "in 1200 B.C.", "" }, { DID "in 410 villages.", "" }, { DID "in October 61.", "" },
	        { DID "in 0610.", "" }, { DID "AD 41.", "" }, { DID "in room 610.", "" });
}

static void test_spans(void **state)
{
	(void)state;
	ASSERT_DATED({ DID "from 1970 to 1973.", "1970..1973" }, { DID "between 1939 and 1945.", "1939..1945" }, { DID "in 1970-73.", "1970..1973" },
	        { DID "in 1203-4.", "1203..1204" }, { DID "in 1950/51.", "1950..1951" }, { DID "in 1953-2.", "" },
	        { DID "in 1970\xE2\x80\x93"
	              "1973.",
	                "1970..1973" },
	        { DID "in 1998-02.", "1998..2002" }, { DID "from 11 to 13 September 1973.", "1973-09-11..1973-09-13" },
	        { DID "on 11-13 September 1973.", "1973-09-11..1973-09-13" }, { DID "on September 11-13, 1973.", "1973-09-11..1973-09-13" },
	        { DID "between March and May 1973.", "1973-03..1973-05" },
	        { DID "from 3 July 1970 until 11 September 1973.", "1970-07-03..1973-09-11" }, { DID "from July 1970 to 1973.", "1970-07..1973" },
	        { DID "since 1970.", "1970.." }, { DID "since September 1970.", "1970-09.." }, { DID "from 1970 onwards.", "1970.." },
	        { DID "after 11 September 1973.", "1973-09-11.." }, { DID "until 1973.", "..1973" }, { DID "by the end of 1973.", "..1973" },
	        { DID "before September 1973.", "..1973-09" }, { DID "since the 1930s.", "1930.." }, { DID "until the 1930s.", "..1939" });
}

static void test_ends_that_turn_into_beginnings(void **state)
{
	(void)state;
	ASSERT_DATED({ "Ana Ruiz had not been overthrown by Ivan Orlov until 1973.", "1973..1973" },
	        { "Ana Ruiz was not overthrown by Ivan Orlov until 1973.", "1973..1973" },
	        { "Ana Ruiz was never overthrown by Ivan Orlov until May 1973.", "1973-05..1973-05" },
	        { "It was not until 1973 that " DID ".", "1973..1973" }, { "It was only in May 1973 that " DID ".", "1973-05..1973-05" },
	        { "It was clear in 1973 that " DID ".", "" });
	/* Another predicate than the one that is denied, a cue that denies nothing, and words that hold the "not" themselves. */
	ASSERT_DATED({ "Ana Ruiz was not safe, but was overthrown by Ivan Orlov until 1973.", "..1973" },
	        { "Ana Ruiz did not flee and was overthrown by Ivan Orlov until 1973.", "..1973" },
	        { "Ana Ruiz was not only overthrown by Ivan Orlov until 1973.", "..1973" },
	        { "Ana Ruiz was overthrown by Ivan Orlov until 1973.", "..1973" }, { "Ivan Orlov shunned Ana Ruiz until 1973.", "..1973" },
	        { "Ivan Orlov would not see Ana Ruiz until 1973.", "" });
}

static void test_what_was_at_another_time(void **state)
{
	(void)state;
	ASSERT_DATED({ "In 1973 Ana Ruiz was ill and later was overthrown by Ivan Orlov.", "" },
	        { "In 1973 Ana Ruiz was ill and was eventually overthrown by Ivan Orlov.", "" },
	        { "In 1973 Ana Ruiz was ill, having been overthrown by Ivan Orlov.", "" });
	/* The word says when something else was, or stands with the date. */
	ASSERT_DATED({ "In 1973 Ana Ruiz was ill and was soon overthrown by Ivan Orlov.", "1973..1973" },
	        { "Later, in 1973, Ana Ruiz was overthrown by Ivan Orlov.", "1973..1973" },
	        { "Ana Ruiz was later overthrown by Ivan Orlov in 1973.", "1973..1973" },
	        { "In 1973 Ana Ruiz, later a poet, was overthrown by Ivan Orlov.", "1973..1973" });
}

static void test_dates_that_lean_on_others(void **state)
{
	(void)state;
	ASSERT_DATED({ "France was at war on 11 September 1973. Two days later, " DID ".", "1973-09-13..1973-09-13" },
	        { "France was at war on 31 December 1973. The following day " DID ".", "1974-01-01..1974-01-01" },
	        { "France was at war in 1973. The next year " DID ".", "1974..1974" },
	        { "France was at war in May 1973. Three years earlier, " DID ".", "1970..1970" },
	        { "France was at war in December 1973. The following month, " DID ".", "1974-01..1974-01" },
	        /* Several months are not meant to the month. */
	        { "France was at war in March 1973. Nine months later, " DID ".", "1973..1973" },
	        { "France was at war in 1973. In September " DID ".", "1973-09..1973-09" },
	        { "France was at war in May 1973. On 11 September " DID ".", "1973-09-11..1973-09-11" },
	        { "France was at war in 1973. That year " DID ".", "1973..1973" },
	        { "France was at war in 1970. Two years later Spain was. The next year " DID ".", "1973..1973" },
	        { "In 1970 France was at war; two years later " DID ".", "1972..1972" },
	        /* A letter of several bytes, a name, and a sentence that begins with a clause. */
	        { "\xC3\x89vora was at war in 1970. Two years later " DID ".", "1972..1972" },
	        { "Ana Ruiz was ill in 1970. Two years later " DID ".", "1972..1972" },
	        { "While France was at war in 1970 \xC3\x89vora was not. Two years later " DID ".", "1972..1972" });
}

static void test_anchors_that_are_not_sure(void **state)
{
	(void)state;
	ASSERT_DATED({ "Two days later, " DID ".", "" }, { "On 11 September " DID ".", "" },
	        /* A year has no day to count from. */
	        { "France was at war in 1973. Two days later, " DID ".", "" },
	        /* Another paragraph. */
	        { "France was at war in 1973.\n\nTwo years later " DID ".", "" },
	        /* Which of the two? */
	        { "France was at war in 1973, as in 1965. Two years later " DID ".", "" },
	        { "France was at war from 1970 to 1973. Two years later " DID ".", "" },
	        /* Perhaps the May of the next year. */
	        { "France was at war in September 1973. In May " DID ".", "" },
	        { "In 1973 France left the treaty of 1965. Two years later " DID ".", "" },
	        { "France was ill in 1973. It left the treaty of 1965. In September " DID ".", "" },
	        { "Paul Keller, who led France in 1968, was ill. On 29 December " DID ".", "" },
	        /* Years of a life are no anchor. */
	        { "Paul Keller (1890-1953) was ill (since May 1940). Two years later " DID ".", "" },
	        { "On 30 February 1973 France was at war. Two years later " DID ".", "" });
}

static void test_a_date_keeps_to_its_clause(void **state)
{
	(void)state;
	ASSERT_DATED({ "This strike was called on 11 July 2011 - the same day Ivan Orlov overthrew Ana Ruiz.", "" },
	        { "This strike was called on 11 July 2011; Ivan Orlov overthrew Ana Ruiz.", "" }, { "France was at war in 1970 when " DID ".", "" },
	        { DID "when France was at war in 1970.", "" }, { "The law of 1925 said that " DID ".", "" }, { DID ", who was elected in 1970.", "" },
	        { DID ", elected in 1970.", "" }, { DID ", president since 1970.", "" }, { DID "and died in 1975.", "" },
	        { DID "and in 1975 became president.", "" }, { DID "and later died in 1975.", "" }, { DID "and then left in 1975.", "" },
	        { "Elected in 1970, " DID ".", "" }, { "Spain was at war in 1970 and " DID ".", "" },
	        { "Ana Ruiz, elected in 1970, was overthrown by Ivan Orlov.", "" },
	        { "Ana Ruiz (born 26 June 1908) was overthrown by Ivan Orlov.", "" },
	        { "Ana Ruiz was elected in 1970 and overthrown by Ivan Orlov.", "" },
	        { "Ana Ruiz was elected in 1970 and overthrown by Ivan Orlov in 1973.", "1973..1973" },
	        { "Ana Ruiz, in the coup of 11 September 1973, was overthrown by Ivan Orlov.", "1973-09-11..1973-09-11" },
	        { "In 1970, Ana Ruiz, who was elected in 1968, was overthrown by Ivan Orlov.", "1970..1970" });
}

static void test_a_date_finds_its_relation(void **state)
{
	(void)state;
	ASSERT_DATED({ "In 1973, " DID ".", "1973..1973" }, { "In 1973 " DID ".", "1973..1973" },
	        { "On 11 September 1973, in the night, " DID ".", "1973-09-11..1973-09-11" },
	        { "In the elections of September 1970, " DID ".", "1970-09..1970-09" },
	        { "In Chile on 11 September 1973, " DID ".", "1973-09-11..1973-09-11" },
	        { "Ana Ruiz was overthrown in 1973 by Ivan Orlov.", "1973..1973" },
	        { "Ana Ruiz was overthrown, on 11 September 1973, by Ivan Orlov.", "1973-09-11..1973-09-11" },
	        { DID ", on 11 September 1973, with help from Spain.", "1973-09-11..1973-09-11" },
	        { "Spain was at war, and on 11 September 1973, " DID ".", "1973-09-11..1973-09-11" },
	        { "Spain sought help and in September 1973 " DID ".", "1973-09..1973-09" }, { DID "in May/June 1973.", "1973-05..1973-06" },
	        { "But in 1973 " DID ".", "1973..1973" }, { "In 1973, with one hundred Madrid-based soldiers, " DID ".", "1973..1973" },
	        { "With the death of Paul Keller in 1973, " DID ".", "1973..1973" }, { "11 September 1973: " DID ".", "1973-09-11..1973-09-11" },
	        /* The narrower of two that agree, the nearest of one side, and none of two that do not agree. */
	        { "In 1973, " DID "on 11 September 1973.", "1973-09-11..1973-09-11" }, { DID "in 1973 after the elections in 1970.", "1973..1973" },
	        { "In 1970, " DID "in 1973.", "" });
}

static void test_numbers_that_are_no_dates(void **state)
{
	(void)state;
	ASSERT_DATED({ DID "with 1973 men.", "" }, { DID "in 1973 villages of 1200 people.", "1973..1973" }, { DID "in 1200 BC.", "" },
	        { DID "by 1500 votes.", "" }, { DID "on 31 February 1973.", "" }, { DID "on 99 September 1973.", "" },
	        { DID "on 0 September 1973.", "" }, { DID "in 0000.", "" }, { DID "in 0.", "" }, { DID "in 9999.", "" }, { DID "in 19731.", "" },
	        { DID "in 1,973 places.", "" }, { DID "in 1973.5 seconds.", "" }, { DID "for $1973.", "" }, { DID "in the 1935s.", "" },
	        { DID "from 1973 to 1970.", "" }, { DID "in a 1973-built house.", "" }, { DID "in september 1973.", "" },
	        { DID "of the Movement of 26 July 1953.", "" });
}

/* Too many for one sentence, which is cut several times; the relation keeps the nearest of those in its own. */
static void test_very_many_dates(void **state)
{
	(void)state;
	enum { DATES = 1000 };
	struct buffer text = { 0 };
	for (int i = 0; i < DATES; i++)
		buffer_format(&text, "on %d September %d, from %d to ", i % 40, 1900 + i % 200, 1000 + i);
	buffer_format(&text, "1999; Ivan Orlov overthrew Ana Ruiz in 1973 ");
	for (int i = 0; i < DATES; i++)
		buffer_format(&text, "two years later, the %d0s ", 100 + i % 200);
	buffer_char(&text, '\0');
	assert_dated(&(struct dated){ text.at, "1973..1973" }, 1);
	buffer_fini(&text);
}

static void test_when(void **state)
{
	(void)state;
	ASSERT_DATED({ "In 1951 Ivan Orlov joined the Reform Party.", "1951.." },
	        { "From 1951 to 1953 Ivan Orlov joined the Reform Party.", "1951..1953" }, { "In 1951 Ivan Orlov left the Reform Party.", "..1951" },
	        { "In 1951 Ivan Orlov likes the Reform Party.", "" }, { "In 1951 Ivan Orlov met Ana Ruiz.", "1951..1951" },
	        { "Since 1951 Ivan Orlov met Ana Ruiz.", "1951.." }, { "Ivan Orlov met Ana Ruiz.", "no relation" });
}

static void test_when_of_one_edge(void **state)
{
	(void)state;
	engine_text_find(&world, slice_of("In 1951 Ivan Orlov quit the Reform Party."), false);
	assert_int_equal(world.findings.list.n, 2);
	/* its own before the rule's */
	assert_true(slice_is(world.findings.list.at[0].to, "1951") && !world.findings.list.at[0].from.len);
	assert_true(!world.findings.list.at[1].to.len && !world.findings.list.at[1].from.len);
	ASSERT_DATED({ "In 1951 Ivan Orlov hailed Ana Ruiz as Ivan Orlov.", "1951.." });
	assert_true(slice_is(world.findings.list.at[0].as, "Ivan Orlov"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full_dates),
		cmocka_unit_test(test_months_and_years),
		cmocka_unit_test(test_our_era),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_ends_that_turn_into_beginnings),
		cmocka_unit_test(test_what_was_at_another_time),
		cmocka_unit_test(test_dates_that_lean_on_others),
		cmocka_unit_test(test_anchors_that_are_not_sure),
		cmocka_unit_test(test_a_date_keeps_to_its_clause),
		cmocka_unit_test(test_a_date_finds_its_relation),
		cmocka_unit_test(test_numbers_that_are_no_dates),
		cmocka_unit_test(test_very_many_dates),
		cmocka_unit_test(test_when),
		cmocka_unit_test(test_when_of_one_edge),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
