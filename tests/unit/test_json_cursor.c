#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/json_cursor.h"

/* What is wrong with a text, or NULL. */
static const char *fault(const char *text)
{
	struct arena *arena = arena_new();
	struct json_cursor cursor = json_open(slice_of(text), arena);
	struct json_value value;
	while (json_next(&cursor, &value))
		continue;
	const char *why = cursor.why;
	arena_free(arena);
	return why;
}

static struct json_value only_value(const char *text, struct arena *arena)
{
	struct json_cursor cursor = json_open(slice_of(text), arena);
	struct json_value value, more;
	assert_true(json_next(&cursor, &value));
	assert_false(json_next(&cursor, &more));
	assert_null(cursor.why);
	return value;
}

static void test_members_come_in_order(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct json_cursor cursor = json_open(slice_of(" {\"a\" : \"x\", \"b\":[1,{\"c\":[]}] ,\"d\":{} , \"e\":true}\n"), arena);
	static const struct {
		const char *key, *text;
		enum json_value_kind kind;
	} expected[] = {
		{ "a", "x", JSON_VALUE_TEXT },
		{ "b", "[1,{\"c\":[]}]", JSON_VALUE_ARRAY },
		{ "d", "{}", JSON_VALUE_OBJECT },
		{ "e", "true", JSON_VALUE_TRUE },
	};
	struct json_value value;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		assert_true(json_next(&cursor, &value));
		assert_true(slice_is(value.key, expected[i].key));
		assert_true(slice_is(value.text, expected[i].text));
		assert_int_equal(value.kind, expected[i].kind);
	}
	assert_false(json_next(&cursor, &value));
	assert_null(cursor.why);
	arena_free(arena);
}

static void test_escapes(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct json_value value = only_value("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\\ud83d\\uDE00z\"]", arena);
	assert_true(slice_is(value.text, "\"\\/\b\f\n\r\tA\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z"));
	arena_free(arena);
}

static void test_numbers(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	assert_int_equal(only_value("[0]", arena).whole, 0);
	assert_true(only_value("[18446744073709551615]", arena).whole == UINT64_MAX);
	static const char *const others[] = { "[18446744073709551616]", "[-1]", "[1.5]", "[1e3]", "[-0.0E-7]", "[1E+2]" };
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_int_equal(only_value(others[i], arena).kind, JSON_VALUE_NUMBER);
	arena_free(arena);
}

static void test_what_is_no_json(void **state)
{
	(void)state;
	static const char *const wrong[] = { "", "x", "1", "\"a\"", "{", "[", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1,}", "{,}", "[1,]", "[,1]",
		"[1 2]", "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "[\"a]", "[\"a\nb\"]", "[\"\\x\"]", "[\"\\u12\"]", "[\"\\u12g4\"]", "[\"\\ud800\"]",
		"[\"\\ud800\\u0041\"]", "[\"\\udc00\"]", "[\"\\u0000\"]", "[\"\\", "[tru]", "[nul]", "[01]", "[1.]", "[.5]", "[-]", "[1e]", "[+1]",
		"[]x", "{}{}", "[1]]", "[[1}]", "{\"a\":[}", "[NaN]" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (!fault(wrong[i]))
			fail_msg("taken for JSON: %s", wrong[i]);
}

static void test_depth_is_bounded(void **state)
{
	(void)state;
	char text[2 * 70 + 1];
	for (size_t depth = 60; depth < 70; depth++) {
		memset(text, '[', depth);
		memset(text + depth, ']', depth);
		text[2 * depth] = '\0';
		assert_int_equal(fault(text) == NULL, depth <= JSON_CURSOR_DEPTH);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members_come_in_order),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_what_is_no_json),
		cmocka_unit_test(test_depth_is_bounded),
	};
	return cmocka_run_group_tests_name("json_cursor", tests, NULL, NULL);
}
