#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/command.h"

enum { MOST = 12 };

/* Reads words (ended by NULL) as the arguments of a command; the options are the caller's to end. */
static bool read_words(struct options *options, const char *command, const char *const *words, struct diag *diag)
{
	static char copies[MOST][64];
	char *arguments[MOST + 1] = { (char[]){ "kgraph" } };
	int n = 1;
	for (; words[n - 1]; n++) {
		assert_true(n < MOST && strlen(words[n - 1]) < sizeof copies[n]);
		strcpy(copies[n], words[n - 1]);
		arguments[n] = copies[n];
	}
	return options_read(options, command, n, arguments, 1, diag);
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void assert_refused(const char *command, const char *const *words, const char *text)
{
	struct options options;
	struct diag *diag = diag_new();
	assert_false(read_words(&options, command, words, diag));
	struct slice said = diag_text(diag);
	assert_non_null(memmem(said.ptr, said.len, text, strlen(text)));
	diag_free(diag);
	options_fini(&options);
}

static void test_values_of_every_kind(void **state)
{
	(void)state;
	struct options options;
	struct diag *diag = diag_new();
	assert_true(read_words(
	        &options, "extract", WORDS("a", "-o", "x.csv", "--output=y.svg", "-j4", "--path", "Ada", "Bob", "b", "--max-document", "3K"), diag));
	assert_int_equal(options.inputs.n, 2);
	assert_string_equal(options.inputs.at[0], "a");
	assert_string_equal(options.inputs.at[1], "b");
	assert_int_equal(options.outputs.n, 2);
	assert_string_equal(options.outputs.at[1], "y.svg");
	assert_int_equal(options.threads, 4);
	assert_string_equal(options.path[0], "Ada");
	assert_string_equal(options.path[1], "Bob");
	assert_int_equal(options.max_document, 3072);
	options_fini(&options);
	assert_true(read_words(&options, "extract", WORDS("--relation", "a, b", "--relation=c", "--hide", "X, Y", "-qv", "--", "-o"), diag));
	assert_int_equal(options.relations.n, 3);
	assert_true(slice_is(options.relations.at[1], "b"));
	assert_int_equal(options.hidden.n, 1);
	assert_true(slice_is(options.hidden.at[0], "X, Y"));
	assert_true(options.quiet && options.verbose);
	assert_int_equal(options.inputs.n, 1);
	assert_string_equal(options.inputs.at[0], "-o");
	options_fini(&options);
	diag_free(diag);
}

static void test_what_is_not_asked_for_has_its_default(void **state)
{
	(void)state;
	struct options options;
	struct diag *diag = diag_new();
	assert_true(read_words(&options, "extract", WORDS("-"), diag));
	assert_int_equal(options.max_document, 256 << 20);
	assert_int_equal(options.deadline, 60);
	assert_int_equal(options.threads, 0);
	assert_string_equal(options.inputs.at[0], "-");
	options_fini(&options);
	diag_free(diag);
}

static void test_mistakes_are_told(void **state)
{
	(void)state;
	assert_refused("extract", WORDS("--ouput", "x"), "--output");
	assert_refused("extract", WORDS("-Z"), "-Z");
	assert_refused("extract", WORDS("-o"), "FILE");
	assert_refused("extract", WORDS("--jobs", "0"), "from 1 to 256, not \"0\"");
	assert_refused("extract", WORDS("--deadline", "86401"), "from 1 to 86400");
	assert_refused("extract", WORDS("--min-sure", "0"), "from 1 to 100");
	assert_refused("extract", WORDS("--min-docs", "0"), "from 1 to 4294967295");
	assert_refused("extract", WORDS("--max-document", "3G"), "from 1 to 2G");
	assert_refused("extract", WORDS("--jobs", "-1"), "whole number");
	assert_refused("extract", WORDS("--jobs", "99999999999999999999"), "whole number");
	assert_refused("extract", WORDS("--max-document", "99999999999999G"), "size");
	assert_refused("extract", WORDS("--layout", "fdp"), "auto|dot");
	assert_refused("extract", WORDS("--path", "A"), "two arguments");
	assert_refused("check", WORDS("--layout", "dot"), "check");
}

static void test_all_mistakes_come_in_one_run(void **state)
{
	(void)state;
	struct options options;
	struct diag *diag = diag_new();
	assert_false(read_words(&options, "extract", WORDS("--nonsense", "-j0", "--names", "some"), diag));
	assert_int_equal(diag_errors(diag), 3);
	options_fini(&options);
	diag_free(diag);
}

/* An option may have several rows, for commands of their own. */
static void assert_rows_of_one_option(const struct option_entry *a, const struct option_entry *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->member, b->member);
	assert_non_null(a->commands);
	assert_non_null(b->commands);
	for (size_t i = 0; i < commands_count; i++)
		assert_false(option_goes_with(a, commands_table[i].name) && option_goes_with(b, commands_table[i].name));
}

static void test_rows_of_one_option(void **state)
{
	(void)state;
	struct options options;
	struct diag *diag = diag_new();
	for (size_t i = 0; i < 2; i++) {
		assert_true(read_words(&options, i ? "gaps" : "extract", WORDS("a", "--top", "7", "--relation", "met"), diag));
		assert_int_equal(options.top, 7);
		assert_int_equal(options.relations.n, 1);
		options_fini(&options);
	}
	diag_free(diag);
	assert_refused("check", WORDS("--top", "7"), "--top does not go with");
}

static void test_the_table_is_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < options_count; i++) {
		const struct option_entry *entry = &options_table[i];
		assert_true((entry->argument == NULL) == (entry->kind == OPTION_FLAG));
		for (size_t j = 0; j < i; j++) {
			assert_true(!entry->letter || entry->letter != options_table[j].letter || strcmp(entry->name, options_table[j].name) == 0);
			if (strcmp(entry->name, options_table[j].name) == 0)
				assert_rows_of_one_option(entry, &options_table[j]);
		}
	}
	for (size_t i = 0; i < commands_count; i++)
		assert_ptr_equal(command_find(commands_table[i].name), &commands_table[i]);
	assert_null(command_find("seeds"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_of_every_kind),
		cmocka_unit_test(test_what_is_not_asked_for_has_its_default),
		cmocka_unit_test(test_mistakes_are_told),
		cmocka_unit_test(test_all_mistakes_come_in_one_run),
		cmocka_unit_test(test_rows_of_one_option),
		cmocka_unit_test(test_the_table_is_in_order),
	};
	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
