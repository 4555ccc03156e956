#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/array.h"
#include "base/json.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct json *parse(const char *text)
{
	struct slice why;
	struct json *json = json_parse(slice_of(text), arena, &why);
	if (!json)
		fail_msg("%s: %s", text, why.ptr);
	return json;
}

static void test_texts_and_numbers(void **state)
{
	(void)state;
	struct json *json = parse("{\"a\": \"x\\u00e9\\n\", \"n\": -12, \"r\": 0.1, \"b\": true, \"o\": {}, \"z\": null, \"e\": \"\"}");
	struct slice text;
	assert_true(json_text(json, "a", arena, &text));
	assert_true(slice_is(text, "x\xC3\xA9\n"));
	assert_true(json_text(json, "n", arena, &text));
	assert_true(slice_is(text, "-12"));
	assert_true(json_text(json, "r", arena, &text));
	assert_true(slice_is(text, "0.1"));
	assert_true(json_text(json, "e", arena, &text));
	assert_int_equal(text.len, 0);
	assert_false(json_text(json, "b", arena, &text));
	assert_false(json_text(json, "o", arena, &text));
	assert_false(json_text(json, "z", arena, &text));
	assert_false(json_text(json, "none", arena, &text));
	json_free(json);
}

static void test_arrays_have_no_keys(void **state)
{
	(void)state;
	struct slice text;
	struct json *json = parse("[1, \"a\"]");
	assert_false(json_text(json, "a", arena, &text));
	json_free(json);
	json_free(NULL);
}

static void assert_refused(const char *bytes, size_t len)
{
	struct slice why = { NULL, 0 };
	struct json *json = json_parse(slice_make(bytes, len), arena, &why);
	if (json)
		fail_msg("accepted: %s", bytes);
	assert_true(why.len > 0);
}

static void test_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "1", "\"a\"", "{", "{\"a\":1,\"a\":2}", "{} x", "{\"a\":\"\\u0000\"}", "{\"a\":\"\\ud800\"}",
		"{\"a\":\"\xFF\"}", "{\"a\":1e999}", "{a:1}", "[1,]", "nul", "{\"a\\u0000b\":1}", "[99999999999999999999999]" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_refused(bad[i], strlen(bad[i]));
	assert_refused("{\"a\":\"x\0y\"}", 11);
	assert_refused("{}\0", 3);
}

static char *nested(size_t depth)
{
	char *text = alloc_new(2 * depth + 1);
	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	return text;
}

static void test_depth(void **state)
{
	(void)state;
	char *text = nested(64);
	json_free(parse(text));
	free(text);
	text = nested(65);
	assert_refused(text, 130);
	free(text);
	text = nested(1000000);
	assert_refused(text, 2000000);
	free(text);
	json_free(parse("{\"a\": \"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[[\"}"));
	struct json *json = parse("[[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],"
	                          "[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[]]");
	json_free(json);
}

struct text {
	ARRAY(char) bytes;
};

static void put(const char *bytes, size_t len, void *data)
{
	struct text *text = data;
	for (size_t i = 0; i < len; i++)
		array_push(&text->bytes, bytes[i]);
}

static void assert_written(const char *bytes, size_t len, const char *want)
{
	struct text text = { 0 };
	json_string(slice_make(bytes, len), put, &text);
	struct slice got = { text.bytes.at, text.bytes.n };
	if (!slice_is(got, want))
		fail_msg("got %.*s, want %s", SLICE_ARG(got), want);
	array_fini(&text.bytes);
}

static void test_writing(void **state)
{
	(void)state;
	assert_written("", 0, "\"\"");
	assert_written("a\"b\\c/", 6, "\"a\\\"b\\\\c/\"");
	assert_written("\b\f\n\r\t\x01\x1F", 7, "\"\\b\\f\\n\\r\\t\\u0001\\u001f\"");
	assert_written("a\0b", 3, "\"a\\u0000b\"");
	assert_written("é中\xF0\x9F\x98\x80", 9, "\"é中\xF0\x9F\x98\x80\"");
	assert_written("\xE2\x80\xA8\xE2\x80\xA9", 6, "\"\\u2028\\u2029\"");
	assert_written("a\xFF"
	               "b\xE2\x80",
	        5,
	        "\"a\xEF\xBF\xBD"
	        "b\xEF\xBF\xBD\"");
	assert_written("\xED\xA0\x80", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

/* Every code point but NUL is the same after writing and reading. */
static void test_what_is_written_reads_back(void **state)
{
	(void)state;
	struct text text = { 0 }, want = { 0 };
	for (uint32_t code = 1; code < 0x3000; code++) {
		char bytes[3];
		size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
		bytes[0] = (char)(len == 1 ? code : len == 2 ? 0xC0 | code >> 6 : 0xE0 | code >> 12);
		bytes[1] = (char)(0x80 | (len == 2 ? code & 63 : code >> 6 & 63));
		bytes[2] = (char)(0x80 | (code & 63));
		put(bytes, len, &want);
	}
	put("{\"a\":", 5, &text);
	json_string(slice_make(want.bytes.at, want.bytes.n), put, &text);
	put("}", 1, &text);
	struct slice why, got;
	struct json *json = json_parse(slice_make(text.bytes.at, text.bytes.n), arena, &why);
	assert_non_null(json);
	assert_true(json_text(json, "a", arena, &got));
	assert_true(slice_equal(got, slice_make(want.bytes.at, want.bytes.n)));
	json_free(json);
	array_fini(&text.bytes);
	array_fini(&want.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts_and_numbers),
		cmocka_unit_test(test_arrays_have_no_keys),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_writing),
		cmocka_unit_test(test_what_is_written_reads_back),
	};
	return cmocka_run_group_tests_name("json", tests, set_up, tear_down);
}
