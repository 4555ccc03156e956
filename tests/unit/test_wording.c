#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "names/wording.h"

/* Where name stands in text, "3-10 20-27", or "" where nowhere. */
static const char *places(const char *name, const char *text)
{
	static char out[256];
	struct wording wording;
	size_t n = 0, start, end = 0;
	assert_true(wording_init(&wording, slice_of(name)));
	out[0] = '\0';
	while (wording_find(&wording, slice_of(text), end, &start, &end)) {
		n += (size_t)snprintf(out + n, sizeof out - n, "%s%zu-%zu", n ? " " : "", start, end);
		assert_true(n < sizeof out);
	}
	wording_fini(&wording);
	return out;
}

static void test_whole_words_in_any_case(void **state)
{
	(void)state;
	assert_string_equal(places("Allende", "Allende, ALLENDE's, allendes"), "0-7 9-16");
	assert_string_equal(places("allende", "Allendes Allend"), "");
	assert_string_equal(places("Up", "UP up-to UPI 2UP"), "0-2 3-5");
	assert_string_equal(places("a b", "a a b"), "2-5");
}

static void test_accents_and_hidden_characters(void **state)
{
	(void)state;
	assert_string_equal(places("Jeanine Anez",
	                            "Jeanine \xC3\x81\xC3\xB1"
	                            "ez"),
	        "0-14");
	assert_string_equal(places("\xC3\x81\xC3\xB1"
	                           "ez",
	                            "Anez, An\xCC\x83"
	                            "ez"),
	        "0-4 6-12");
	/* A soft hyphen is no letter. */
	assert_string_equal(places("Allende",
	                            "All\xC2\xAD"
	                            "ende"),
	        "0-9");
	assert_string_equal(places("Gross", "Gro\xC3\x9F"), "0-5");
	/* Behind the last letter too, and where the name has one more. */
	assert_string_equal(places("Allend", "Allende\xC2\xAD Allend\xC2\xAD"), "10-18");
	assert_string_equal(places("Z\xC3\xBCrich", "Z\xC3\xBC Z\xC3\xBCri Zurich"), "10-16");
}

static void test_what_may_stand_between(void **state)
{
	(void)state;
	assert_string_equal(places("Salvador Allende", "Salvador\n    Allende"), "0-20");
	assert_string_equal(places("Salvador Allende", "Salvador\n\nAllende"), "");
	assert_string_equal(places("Salvador Allende", "Salvador, Allende"), "");
	assert_string_equal(places("J F Kennedy", "J. F. Kennedy; J.F. Kennedy"), "0-13 15-27");
	assert_string_equal(places("O'Higgins", "O\xE2\x80\x99Higgins O Higgins"), "0-11 12-21");
	assert_string_equal(places("Jean-Paul", "Jean Paul"), "0-9");
}

static void test_parts(void **state)
{
	(void)state;
	struct wording wording;
	assert_true(wording_init(&wording, slice_of("salvador allende")));
	assert_int_equal(wording_part_of(&wording, slice_of(" (Salvador Allende).")), WORDING_ALL);
	assert_int_equal(wording_part_of(&wording, slice_of("President Salvador Allende")), WORDING_SOME);
	assert_int_equal(wording_part_of(&wording, slice_of("Salvador Allende's")), WORDING_SOME);
	assert_int_equal(wording_part_of(&wording, slice_of("Allende")), WORDING_NONE);
	wording_fini(&wording);
}

static void test_names_that_are_none(void **state)
{
	(void)state;
	static const char *const none[] = { "", " ", "...", "\x01\x1B[", "\xFF\xFE", "(|)*+?" };
	struct wording wording;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		assert_false(wording_init(&wording, slice_of(none[i])));
		wording_fini(&wording);
	}
}

static void test_long_names(void **state)
{
	(void)state;
	enum { MIB = 1 << 20 };
	struct wording wording;
	char *bytes = malloc(MIB);
	assert_non_null(bytes);
	memset(bytes, 'a', MIB);
	assert_true(wording_init(&wording, slice_make(bytes, MIB)));
	assert_int_equal(wording_part_of(&wording, slice_make(bytes, MIB)), WORDING_ALL);
	assert_int_equal(wording_part_of(&wording, slice_make(bytes, MIB - 1)), WORDING_NONE);
	wording_fini(&wording);
	for (size_t i = 1; i < MIB; i += 2)
		bytes[i] = ' ';
	assert_false(wording_init(&wording, slice_make(bytes, MIB)));
	wording_fini(&wording);
	assert_true(wording_init(&wording, slice_make(bytes, 2 * WORDING_MOST)));
	wording_fini(&wording);
	free(bytes);
}

static void test_text_that_is_no_utf8(void **state)
{
	(void)state;
	assert_string_equal(places("b",
	                            "\xFF"
	                            "b\xC3 b\xE2\x80"),
	        "1-2 4-5");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole_words_in_any_case),
		cmocka_unit_test(test_accents_and_hidden_characters),
		cmocka_unit_test(test_what_may_stand_between),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_names_that_are_none),
		cmocka_unit_test(test_long_names),
		cmocka_unit_test(test_text_that_is_no_utf8),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
