#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/regex.h"
#include "random.h"
#include "rules/trie.h"

enum { WORDS = 12, PROBES = 200 };

static size_t word(char *out)
{
	static const char *const letters[] = { "a", "b", "c", ".", "*", "(", "'", " ", "-", "\xC3\xA1", "\xC3\xA9", "\xE4\xB8\xAD",
		"\xF0\x9F\x98\x80", "[", "\\", "/", "#", "+" };
	size_t len = 0;
	for (unsigned i = 1 + number(5); i > 0; i--) {
		const char *letter = letters[number(sizeof letters / sizeof *letters)];
		memcpy(out + len, letter, strlen(letter));
		len += strlen(letter);
	}
	return len;
}

static struct regex *regex_for(struct slice *texts, size_t n)
{
	struct buffer pattern = { 0 };
	struct regex_error error;
	buffer_text(&pattern, "(?:");
	trie_regex(texts, n, &pattern);
	buffer_text(&pattern, ")");
	struct regex *regex = regex_compile(buffer_slice(&pattern), 0, &error);
	if (!regex)
		fail_msg("%.*s: %s", SLICE_ARG(buffer_slice(&pattern)), error.text);
	buffer_fini(&pattern);
	return regex;
}

/* The length of the longest of the texts that begins subject, 0 for none. */
static size_t longest(const struct slice *texts, size_t n, struct slice subject)
{
	size_t best = 0;
	for (size_t i = 0; i < n; i++)
		if (texts[i].len > best && texts[i].len <= subject.len && memcmp(texts[i].ptr, subject.ptr, texts[i].len) == 0)
			best = texts[i].len;
	return best;
}

static void compare(const struct regex *regex, struct regex_scratch *scratch, const struct slice *texts, size_t n, struct slice subject)
{
	size_t start = 0, end = 0, wanted = longest(texts, n, subject);
	enum regex_result result = regex_match(regex, scratch, subject, 0, true);
	assert_int_equal(result, wanted ? REGEX_MATCH : REGEX_NONE);
	if (wanted) {
		assert_true(regex_span(scratch, 0, &start, &end));
		assert_int_equal(end, wanted);
	}
}

static void one_list(struct regex_scratch *scratch)
{
	char bytes[WORDS][32], probe[128];
	struct slice texts[WORDS];
	size_t n = 1 + number(WORDS);
	for (size_t i = 0; i < n; i++)
		texts[i] = slice_make(bytes[i], word(bytes[i]));
	struct regex *regex = regex_for(texts, n);
	for (unsigned i = 0; i < PROBES; i++) {
		size_t len = 0;
		if (number(2)) {
			struct slice known = texts[number((unsigned)n)];
			memcpy(probe, known.ptr, known.len);
			len = known.len;
		}
		if (number(2))
			len += word(probe + len);
		if (len)
			compare(regex, scratch, texts, n, slice_make(probe, len));
	}
	regex_free(regex);
}

static void test_as_a_plain_search(void **state)
{
	(void)state;
	struct regex_scratch *scratch = regex_scratch_new();
	for (unsigned i = 0; i < 200; i++)
		one_list(scratch);
	regex_scratch_free(scratch);
}

static void test_the_longest_comes_first(void **state)
{
	(void)state;
	struct slice texts[] = { SLICE_LITERAL("put"), SLICE_LITERAL("put down"), SLICE_LITERAL("pu"), SLICE_LITERAL("put") };
	struct regex *regex = regex_for(texts, 4);
	struct regex_scratch *scratch = regex_scratch_new();
	compare(regex, scratch, texts, 4, slice_of("put down the"));
	compare(regex, scratch, texts, 4, slice_of("put dow"));
	compare(regex, scratch, texts, 4, slice_of("pun"));
	regex_free(regex);
	regex_scratch_free(scratch);
}

static void test_no_texts(void **state)
{
	(void)state;
	struct buffer out = { 0 };
	trie_regex(NULL, 0, &out);
	assert_int_equal(out.n, 0);
	buffer_fini(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_a_plain_search),
		cmocka_unit_test(test_the_longest_comes_first),
		cmocka_unit_test(test_no_texts),
	};
	return cmocka_run_group_tests_name("trie", tests, NULL, NULL);
}
