#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "rules/regex_names.h"

static void assert_written(const char *regex, const char *expected)
{
	struct buffer out = { 0 };
	regex_names_write(slice_of(regex), &out);
	buffer_char(&out, '\0');
	assert_string_equal(out.at, expected);
	buffer_fini(&out);
}

static void test_written(void **state)
{
	(void)state;
	assert_written("of (?:the )?\\w+", "of (?:the )?\\w+");
	assert_written("by \\p{Name}", "by (?-i:[\\x{E000}-\\x{F8FF}])");
	assert_written("[A-Z\\p{Name}]x\\p{Name}", "[A-Z\\x{E000}-\\x{F8FF}]x(?-i:[\\x{E000}-\\x{F8FF}])");
	assert_written("\\[\\p{Name}", "\\[(?-i:[\\x{E000}-\\x{F8FF}])");
	assert_written("\\p{Adjective} ", "(?-i:[\\x{E100}-\\x{E1FF}]) ");
	assert_written("\\p{Lu}\\\\p{Name}", "\\p{Lu}\\\\p{Name}");
}

static void test_length(void **state)
{
	(void)state;
	struct slice regex = slice_of("a\\p{Name}");
	assert_int_equal(regex_names_at(regex, 0), 0);
	assert_int_equal(regex_names_at(regex, 1), strlen("\\p{Name}"));
	assert_int_equal(regex_names_at(regex, regex.len), 0);
}

/* The byte of the expression that an error is shown at. */
static size_t wrong_at(const char *regex)
{
	struct regex_error error = { 0 };
	struct regex *compiled = regex_names_compile(slice_of(regex), REGEX_FREE | REGEX_UNRUN, &error);
	assert_null(compiled);
	return error.offset;
}

static void test_errors(void **state)
{
	(void)state;
	struct regex_error error;
	struct regex *compiled = regex_names_compile(slice_of("(?<=by )\\p{Name}"), REGEX_FREE | REGEX_UNRUN, &error);
	assert_non_null(compiled);
	regex_free(compiled);
	assert_int_equal(wrong_at("ab(c"), wrong_at("\\p{Name}c(d") - strlen("\\p{Name}") + 1);
	assert_int_equal(wrong_at("\\p{Name}(c"), strlen("\\p{Name}(c"));
	assert_int_equal(wrong_at("\\p{Nam}"), strlen("\\p{Nam}"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_written),
		cmocka_unit_test(test_length),
		cmocka_unit_test(test_errors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
