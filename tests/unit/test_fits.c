#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"
#include "match/engine.h"
#include "names/fits.h"

/* The line of the rule is the test's. */
#define RULES                                                                                                                                        \
	"type person\nrelation saw from person to person\n"                                                                                          \
	"words clause = that | which\nwords adverb = soon | at once\nwords seen = saw | caught sight of | /met,? at last,/ | réalisa\n"             \
	"words list-comma = ,\nwords list-joint = and | , and\n"                                                                                     \
	"hole before [the] old\nhole after , aged 1..1 not in <adverb> ,\n"                                                                          \
	"rule saw\n  find "

struct masked {
	char text[512];
	size_t len;
	struct mention mentions[8];
	size_t n;
	struct mask mask;
};

/* The mask of a sentence in which "@" is a mention. */
static void build(struct masked *sentence, const char *text)
{
	*sentence = (struct masked){ .n = 0 };
	for (; *text; text++) {
		struct mention *mention = &sentence->mentions[sentence->n];
		if (*text == '@')
			*mention = (struct mention){ .start = sentence->len, .end = sentence->len + 1 };
		sentence->n += *text == '@';
		sentence->text[sentence->len++] = *text;
	}
	mask_build(&sentence->mask, slice_make(sentence->text, sentence->len), 0, sentence->len, sentence->mentions, sentence->n);
}

static bool may_match(const struct engine *engine, struct program *program, const char *text)
{
	struct masked sentence;
	struct fits fits = { .known = false };
	struct program_compiler *compiler = (struct program_compiler *)(uintptr_t)&engine->compiler;
	const struct shape_line *shape = program_shape(program, compiler);
	build(&sentence, text);
	mention_array mentions = { .at = sentence.mentions, .n = sentence.n };
	fits_read(&fits, &compiler->shapes, &sentence.mask, &mentions);
	bool may = fits_line(&fits, shape);
	fits_fini(&fits);
	mask_fini(&sentence.mask);
	return may;
}

static void assert_fits(const char *line, const char *text, bool wanted)
{
	char rules_text[2048];
	snprintf(rules_text, sizeof rules_text, RULES "%s\n  gives {X} | saw | {Y}\n", line);
	struct ruleset *rules = ruleset_of_text(rules_text);
	assert_non_null(rules);
	struct engine *engine = engine_new(rules, 1);
	bool may = may_match(engine, &engine->variants[0], text);
	if (may != wanted)
		fail_msg("%s: \"%s\" is %sruled out", line, text, may ? "not " : "");
	engine_free(engine);
	ruleset_free(rules);
}

static void test_words_stand_next_to_each_other(void **state)
{
	(void)state;
	assert_fits("{X} [<adverb>] saw {Y}", "@ saw @", true);
	assert_fits("{X} [<adverb>] saw {Y}", "@ at once saw @", true);
	assert_fits("{X} [<adverb>] saw {Y}", "@ never saw @", false);
	assert_fits("{X} [<adverb>] saw {Y}", "@ at long saw @", false);
	assert_fits("{X} [<adverb>] saw {Y}", "@ saw soon @", false);
	assert_fits("{X} saw {Y}", "saw @ @", false);
}

static void test_vocabularies(void **state)
{
	(void)state;
	assert_fits("{X} <seen> {Y}", "@ caught sight of @", true);
	assert_fits("{X} <seen> {Y}", "@ caught sight @", false);
	assert_fits("{X} <seen> {Y}", "@ met at last, @", true);
	assert_fits("{X} <seen> {Y}", "@ met at @", false);
	/* What has other letters than ASCII is not looked up. */
	assert_fits("{X} <seen> {Y}", "@ réalisa @", true);
}

static void test_marks(void **state)
{
	(void)state;
	assert_fits("{X}, who saw {Y}", "@, who saw @", true);
	assert_fits("{X}, who saw {Y}", "@ who saw @", false);
	assert_fits("{X}'s friend saw {Y}", "@'s friend saw @", true);
	assert_fits("{X}'s friend saw {Y}", "@ friend saw @", false);
}

static void test_gaps(void **state)
{
	(void)state;
	assert_fits("{X} ...3 saw {Y}", "@ of the club saw @", true);
	assert_fits("{X} ...3 saw {Y}", "@ of the old club saw @", false);
	assert_fits("{X} ...3 saw {Y}", "@ hoped that soon saw @", false);
	assert_fits("{X} ...3 saw {Y}", "@ and @ saw @", true);
	assert_fits("{X} who ...3 saw {Y}", "@ who met @ saw @", false);
	assert_fits("{X} who ...3 over names saw {Y}", "@ who met @ saw @", true);
	assert_fits("{X} ...3 saw {Y}", "@ was there, they saw @", true);
	assert_fits("{X} ...3 saw {Y}", "@ was there: they saw @", false);
}

static void test_what_stands_around_a_hole(void **state)
{
	(void)state;
	assert_fits("{X} saw {Y}", "@, aged forty, saw @", true);
	assert_fits("{X} saw {Y}", "@, aged soon, saw @", false);
	assert_fits("{X} saw {Y}", "@ saw the old @", true);
	assert_fits("{X} saw {Y}", "@ saw the new @", false);
}

static void test_lists(void **state)
{
	(void)state;
	assert_fits("{X+} saw {Y}", "@, @ and @ saw @", true);
	assert_fits("{X+} saw {Y}", "@ met @ and @ saw @", true);
	assert_fits("{X+} never saw {Y}", "never @ and @ saw @", false);
	assert_fits("by {X+} saw {Y}", "by @, old @ saw @", true);
	assert_fits("by {X+} saw {Y}", "by @ with @ saw @", false);
}

/* A sentence of more chunks than there are bits is for the pattern itself. */
static void test_long_sentences(void **state)
{
	char text[512] = "@";
	(void)state;
	for (size_t i = 0; i < FITS_CHUNKS; i++)
		strcat(text, " so");
	strcat(text, " @");
	assert_fits("{X} saw {Y}", text, true);
	text[2 * FITS_CHUNKS] = '\0';
	assert_fits("{X} saw {Y}", text, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_stand_next_to_each_other),
		cmocka_unit_test(test_vocabularies),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_what_stands_around_a_hole),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_long_sentences),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
