#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/unicode.h"
#include "names/mask.h"
#include "rules/emit.h"

/* The mask of a text in which "{…}" is a mention: the braces are taken out first. */
struct masked {
	char text[512];
	size_t len;
	struct mention mentions[8];
	size_t n;
	struct mask mask;
};

static void build(struct masked *masked, const char *text, bool rows)
{
	*masked = (struct masked){ .mask.rows = rows };
	for (; *text; text++) {
		if (*text == '{') {
			masked->mentions[masked->n].start = masked->len;
			masked->mentions[masked->n].type = (uint32_t)masked->n;
		} else if (*text == '}') {
			masked->mentions[masked->n++].end = masked->len;
		} else {
			masked->text[masked->len++] = *text;
		}
	}
	mask_build(&masked->mask, slice_make(masked->text, masked->len), 0, masked->len, masked->mentions, masked->n);
}

/* The mask's text is wanted, where "@" is the next mention. */
static void assert_masked(const char *text, bool rows, const char *wanted)
{
	struct masked masked;
	struct buffer out = { 0 };
	uint32_t type = 0;
	build(&masked, text, rows);
	for (; *wanted; wanted++) {
		char bytes[4];
		if (*wanted == '@')
			buffer_add(&out, slice_make(bytes, unicode_put(MASK_FIRST + type++, bytes)));
		else
			buffer_char(&out, *wanted);
	}
	if (!slice_equal(buffer_slice(&out), buffer_slice(&masked.mask.text)))
		fail_msg("\"%s\" is \"%.*s\"", text, SLICE_ARG(buffer_slice(&masked.mask.text)));
	buffer_fini(&out);
	mask_fini(&masked.mask);
}

static void assert_mask(const char *text, const char *wanted)
{
	assert_masked(text, false, wanted);
}

static void test_a_line_of_a_table_ends_in_a_bar(void **state)
{
	(void)state;
	assert_masked("{Reform Party}\nLeader\n\n {Ann Lee}", true, "@ | Leader | @");
	assert_masked("Leader: {Ann Lee} |\r\n1951", true, "Leader: @ | 1951");
	assert_masked("\n{Ann Lee}\n", true, "| @ | ");
}

static void test_names_are_one_character(void **state)
{
	(void)state;
	assert_mask("{Ann Lee} met {Bob}.", "@ met @.");
	assert_mask("{Ann}{Bob}", "@@");
	assert_mask("{Ann}'s {Bob}-led", "@'s @-led");
	assert_mask("no name", "no name");
	assert_mask("", "");
}

static void test_white_space(void **state)
{
	(void)state;
	assert_mask("a \t\r\n b\xC2\xA0\xE2\x80\x89"
	            "c",
	        "a b c");
	assert_mask("  a  ", "a ");
	assert_mask("{Ann} \n {Bob}", "@ @");
}

static void test_typography(void **state)
{
	(void)state;
	assert_mask("\xE2\x80\x98"
	            "a\xE2\x80\x99 \xE2\x80\x9C"
	            "b\xE2\x80\x9D \xC2\xAB"
	            "c\xC2\xBB `d\xC2\xB4",
	        "'a' \"b\" \"c\" 'd'");
	assert_mask("a\xE2\x80\x90"
	            "b\xE2\x80\x91"
	            "c\xE2\x80\x93"
	            "d\xE2\x88\x92"
	            "e",
	        "a-b-c-d-e");
	assert_mask("a \xE2\x80\x93 b", "a - b");
	assert_mask("a\xE2\x80\x94"
	            "b \xE2\x80\x94 c",
	        "a - b - c");
	assert_mask("{Ann}\xE2\x80\x94{Bob}", "@ - @");
	assert_mask("{Ann}--{Bob} -- a---b", "@ - @ - a - b");
	assert_mask("a-b- c -", "a-b- c -");
}

static void test_what_is_left_out(void **state)
{
	(void)state;
	assert_mask("over\xC2\xAD"
	            "threw a\xE2\x80\x8B"
	            "b\xE2\x80\x8C"
	            "c\xE2\x80\x8D"
	            "d\xEF\xBB\xBF"
	            "e",
	        "overthrew abcde");
}

/* Rules are written with joined letters; a text may have the accent as a character of its own. */
static void test_accents_are_joined(void **state)
{
	(void)state;
	assert_mask("derroco\xCC\x81 a {Ann}\xCC\x81", "derroc\xC3\xB3 a @\xCC\x81");
	assert_mask("\xCC\x81"
	            "a {Ann}",
	        "\xCC\x81"
	        "a @");
	/* Two marks on one letter, and one that joins nothing. */
	assert_mask("a\xCC\x82\xCC\x81 x\xCC\x81", "\xE1\xBA\xA5 x\xCC\x81");
	struct masked masked;
	build(&masked, "no\xCC\x81 {Ann}", false);
	assert_int_equal(masked.mask.origin.at[1], 1); /* of the letter, */
	assert_int_equal(masked.mask.origin.at[2], 2); /* of its accent, */
	assert_int_equal(masked.mask.origin.at[3], 4); /* and of what is behind it */
	mask_fini(&masked.mask);
}

/* Private-use characters of the text itself are no mentions. */
static void test_private_use(void **state)
{
	(void)state;
	assert_mask("\xEE\x80\x80 met \xEF\xA3\xBF and \xF3\xB0\x80\x80", "\xEF\xBF\xBD met \xEF\xBF\xBD and \xEF\xBF\xBD");
	struct masked masked;
	build(&masked, "\xEE\x80\x80 met {Ann}", false);
	assert_int_equal(mask_mention(&masked.mask, 0), MASK_NONE);
	assert_int_equal(mask_mention(&masked.mask, 8), 0);
	size_t name = masked.mentions[0].start;
	assert_int_equal(mask_place(&masked.mask, name), 8);
	assert_int_equal(mask_place(&masked.mask, name + 1), 8 + MASK_TOKEN_LEN);
	assert_int_equal(mask_place(&masked.mask, name + 100), 8 + MASK_TOKEN_LEN);
	mask_fini(&masked.mask);
}

/* Every byte of the mask leads to the character, or the name, that it came from; order is kept. */
static void test_every_byte_leads_back(void **state)
{
	(void)state;
	struct masked masked;
	build(&masked, "\xC3\x81rbol \xE2\x80\x9C{Ann\n Lee}\xE2\x80\x9D \xE2\x80\x94\xE2\x80\xA6 met\xC2\xAD  {Bob}\xF0\x9F\x98\x80.", false);
	const struct mask *mask = &masked.mask;
	struct slice text = buffer_slice(&mask->text);
	assert_int_equal(mask->origin.n, text.len + 1);
	assert_int_equal(mask->origin.at[text.len], masked.len);
	assert_int_equal(mask->tokens.n, 2);
	for (size_t at = 0; at < text.len;) {
		size_t start = at, origin = mask->origin.at[at];
		uint32_t code = unicode_next(text, &at);
		for (size_t i = start; i < at; i++)
			assert_int_equal(mask->origin.at[i], origin);
		assert_true(origin <= mask->origin.at[at]);
		long mention = mask_mention(mask, start);
		for (size_t i = start + 1; i < at; i++)
			assert_int_equal(mask_mention(mask, i), MASK_NONE);
		if (mention != MASK_NONE) {
			assert_int_equal(code, MASK_FIRST + masked.mentions[mention].type);
			assert_int_equal(origin, masked.mentions[mention].start);
		} else if (code > 0x7F || unicode_is_letter(code)) {
			size_t place = origin;
			assert_int_equal(unicode_next(slice_make(masked.text, masked.len), &place), code);
		}
	}
	mask_fini(&masked.mask);
}

static void test_a_part_of_a_text(void **state)
{
	(void)state;
	struct mask mask = { .text = { 0 } };
	struct mention mention = { .start = 13, .end = 16, .type = 5 };
	struct slice text = slice_of("Before. Then Bob left. After.");
	mask_build(&mask, text, 8, 22, &mention, 1);
	assert_true(slice_is(buffer_slice(&mask.text), "Then \xEE\x80\x85 left."));
	assert_int_equal(mask.origin.at[0], 8);
	assert_int_equal(mask.origin.at[mask.text.n], 22);
	/* The memory serves the next sentence. */
	mask_build(&mask, text, 23, 29, NULL, 0);
	assert_true(slice_is(buffer_slice(&mask.text), "After."));
	assert_int_equal(mask.origin.n, 7);
	assert_int_equal(mask.tokens.n, 0);
	mask_fini(&mask);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_one_character),
		cmocka_unit_test(test_a_line_of_a_table_ends_in_a_bar),
		cmocka_unit_test(test_white_space),
		cmocka_unit_test(test_typography),
		cmocka_unit_test(test_what_is_left_out),
		cmocka_unit_test(test_accents_are_joined),
		cmocka_unit_test(test_private_use),
		cmocka_unit_test(test_every_byte_leads_back),
		cmocka_unit_test(test_a_part_of_a_text),
	};
	return cmocka_run_group_tests_name("mask", tests, NULL, NULL);
}
