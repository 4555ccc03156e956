#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"
#include "random.h"

/* Patterns that look their word classes up in the tables of a sentence match what they match where the classes are written out in them. The rules are
 * few, for PCRE2 takes no pattern that the classes of a whole language are written out in. */

static const char RULES[] =
        "type person\ntype group\ntype event\ntype thing\n"
        "words determiner  = the | a | an | his\n"
        "words function    = <determiner> | and | by | of | in | was | had | not | who | for the sake of\n"
        "words clause      = that | which | who | so that | because\n"
        "words finite      = was | had\n"
        "words complement  = against | supporters of | opposed to\n"
        "words partitive   = some supporters of\n"
        "words name-end    = led | backed | born and bred\n"
        "words particle    = de | of\n"
        "words prefix      = al\n"
        "words possessive  = 's\n"
        "words list-comma  = ,\n"
        "words list-joint  = and | , and\n"
        "words past-tense  = left | fell back | /\\w+ed/\n"
        "words adverb      = soon | later | at once | in the end\n"
        "words title       = general\n"
        "hole before [<determiner>] ..2 not in <function>, <past-tense> [<title>]\n"
        "hole after , ...3 ,\n"
        "hole after \\( 1..2 not in <adverb> \\)\n"
        "hole never ..1 not in <function>, <adverb> policy\n"
        "phrase ..2 not in <function>, <clause> /[a-z]+s/\n"
        "inflect past, participle\n  /(.)$/ $1ed\ninflect third\n  /(.)$/ $1s\ninflect ing\n  /(.)$/ $1ing\n"
        "variant passive\n  from {X} <v> {Y} *\n  to {Y} ..2 not in <clause> was ..2 not in <adverb>, <clause> <v>/participle ...3 by {X} *\n"
        "name group the {Name} league\n"
        "name event ..1 not in <function>, <any verb> {Name} landing\n"
        "verb attack\n  attack\n"
        "verb join\n  join\n  fall in with, fell in with, fallen in with\n"
        "relation attacked from person, group to person, group\n"
        "relation joined   from person, group to person, group\n"
        "relation wanted   from person, group to thing\n"
        "rule attack\n  find {X} <attack> {Y}\n  find {X+} ...8 <attack>/past {Y+}\n  unless {X} <attack>/past ...4 over names and {Y}\n"
        "  gives {X} | attacked | {Y}\n"
        "rule join\n  find {X} ..3 not in <function>, <any verb> <join>/past ...4 {Y}\n  find {X} ...12 over names joined {Y}\n"
        "  gives {X} | joined | {Y}\n"
        "rule want\n  find {X+} 1..3 not in <past-tense> wanted {Y : phrase}\n  gives {X} | wanted | {Y}\n"
        "entity Ann Lee : person\nentity Bob Hill : person\nentity Red Party : group\nentity Green Union : group\n";

/* Names, deeds, and what may stand around them: members of the classes, parts of members of several words, and words that only look like them. Not
 * "by-law": a word with a hyphen is one to the tables, and two where the classes are written out. */
static const char *const names[] = { "Ann Lee", "Bob Hill", "the Red Party", "Green Union", "Orlov", "the Orlov league", "Ann Lee and Bob Hill",
	"Ann Lee, Bob Hill and Green Union", "de Orlov", "the Rossi-led Bloc", "Orlov-born and bred", "al-Rossi", "Rossi de Orlov landing" };
static const char *const deeds[] = { "attacked", "attacked", "attack", "joined", "fell in with", "was attacked by", "was soon attacked by", "wanted",
	"attacks", "left", "joined the Green Union and attacked", "attacked Bob Hill at home and" };
static const char *const fillings[] = { "the", "a", "his", "and", "by", "of", "in", "was", "not", "who", "for the sake of", "for the sake", "that",
	"so that", "so", "because", "against", "supporters of", "some supporters of", "supporters", "opposed to", "opposed", "left", "fell back",
	"fell", "back", "soon", "later", "at once", "at", "once", "in the end", "general", "policy", ",", ";", "( at home )", "led", "backed",
	"truces", "wars", "old", "thatch", "so-called", "ex-by", "who\xC3\xA9", "\xC3\xA9the", "soon_", "ended", "joined", "'s", "-", "landing",
	"league" };

#define PICK(list) ((list)[number(sizeof(list) / sizeof *(list))])

static struct engine_text world;

/* A program, and the same where nothing is looked up. */
struct pair {
	struct program *program;
	struct regex *alone;
	size_t matches;
};

static ARRAY(struct pair) pairs;

static void types_of_hole(struct slice hole, struct type_set *set, const void *data)
{
	ruleset_hole_types(world.rules, data, hole, set);
}

static void emit_alone(const struct emitter *emitter, const struct program_source *source, struct arena *arena, struct emitted *emitted)
{
	if (source->kind == PROGRAM_VARIANT)
		emit_pattern(emitter, &source->variant->variant.pattern, source->variant->trigger.element, arena, emitted);
	else if (source->kind == PROGRAM_NAME)
		emit_name(emitter, &source->name->pattern, arena, emitted);
	else
		emit_capitals(emitter, arena, emitted);
}

static void add_pair(struct program *program, struct emit_cache *cache, struct arena *arena)
{
	const struct ruleset_variant *variant = program->source.kind == PROGRAM_VARIANT ? program->source.variant : NULL;
	struct emitter emitter = { .ast = world.rules->ast,
		.types = &world.rules->types,
		.hole_types = variant ? types_of_hole : NULL,
		.data = variant ? variant->variant.rule : NULL,
		.cache = cache };
	struct emitted emitted;
	struct regex_error error;
	emit_alone(&emitter, &program->source, arena, &emitted);
	struct regex *alone = regex_compile(emitted.regex, REGEX_CASELESS | (emitted.free ? REGEX_COUNTED : 0u), &error);
	assert_non_null(alone);
	array_push(&pairs, ((struct pair){ .program = program, .alone = alone }));
	emit_fini(&emitted);
}

static int set_up(void **state)
{
	(void)state;
	struct ruleset *rules = ruleset_of_text(RULES);
	if (!rules)
		return -1;
	engine_text_init(&world, rules);
	struct emit_cache *cache = emit_cache_new();
	struct arena *arena = arena_new();
	for (size_t i = 0; i < rules->variants.n; i++)
		add_pair(&world.engine->variants[i], cache, arena);
	for (size_t i = 0; i < rules->unless.n; i++)
		add_pair(&world.engine->unless[i], cache, arena);
	for (size_t i = 0; i < rules->ast->names.n; i++)
		add_pair(&world.engine->naming.patterns[i], cache, arena);
	add_pair(&world.engine->naming.capitals, cache, arena);
	emit_cache_free(cache);
	arena_free(arena);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < pairs.n; i++)
		regex_free(pairs.at[i].alone);
	array_fini(&pairs);
	engine_text_fini(&world);
	return 0;
}

struct span {
	enum regex_result result;
	size_t start, end;
};

static struct span match(const struct regex *regex, struct regex_scratch *scratch, struct slice subject, size_t from)
{
	struct span span = { regex_match(regex, scratch, subject, from, false), 0, 0 };
	if (span.result == REGEX_MATCH)
		regex_span(scratch, 0, &span.start, &span.end);
	return span;
}

/* All matches of a pattern, one behind the other. */
static void compare(struct pair *pair, struct regex_scratch *scratch, struct regex_scratch *plain, struct slice subject)
{
	const struct compiled *compiled = program_get(pair->program, &world.engine->compiler);
	assert_non_null(compiled->regex);
	for (size_t from = 0; from < subject.len;) {
		struct span looked_up = match(compiled->regex, scratch, subject, from), alone = match(pair->alone, plain, subject, from);
		if (looked_up.result != alone.result || looked_up.start != alone.start || looked_up.end != alone.end)
			fail_msg("pattern %zu: %zu-%zu, alone %zu-%zu in %.*s", (size_t)(pair - pairs.at), looked_up.start, looked_up.end,
			        alone.start, alone.end, SLICE_ARG(subject));
		if (looked_up.result != REGEX_MATCH)
			return;
		pair->matches++;
		from = looked_up.end;
	}
}

/* Capitals that nothing declares stay as they are, for the patterns that look for them. */
static void compare_all(struct slice text)
{
	enum { READABLE = 64 };
	struct regex_scratch *scratch = regex_scratch_new(), *plain = regex_scratch_new();
	struct mentions mentions = { .naming = &world.engine->naming, .scratch = scratch, .known_only = true };
	char *bytes = arena_alloc(world.arena, text.len + READABLE);
	memcpy(bytes, text.ptr, text.len);
	engine_text_mentions(&world, slice_make(bytes, text.len), &mentions);
	for (size_t i = 0; i < pairs.n; i++)
		compare(&pairs.at[i], scratch, plain, buffer_slice(&mentions.mask.text));
	mentions_fini(&mentions);
	regex_scratch_free(scratch);
	regex_scratch_free(plain);
	arena_reset(world.arena);
}

static void put_fillings(struct buffer *text)
{
	for (unsigned n = number(4); n; n--)
		buffer_format(text, "%s ", PICK(fillings));
}

static void put_sentence(struct buffer *text)
{
	text->n = 0;
	for (unsigned n = 1 + number(2); n; n--) {
		put_fillings(text);
		buffer_format(text, "%s ", PICK(names));
		put_fillings(text);
		buffer_format(text, "%s ", PICK(deeds));
	}
	put_fillings(text);
	buffer_format(text, "%s ", PICK(names));
	put_fillings(text);
}

static void test_word_classes_change_no_match(void **state)
{
	(void)state;
	enum { SENTENCES = 4000 };
	struct buffer text = { 0 };
	for (unsigned i = 0; i < SENTENCES; i++) {
		put_sentence(&text);
		compare_all(buffer_slice(&text));
	}
	for (size_t i = 0; i < pairs.n; i++)
		assert_true(pairs.at[i].matches > 5);
	buffer_fini(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_word_classes_change_no_match),
	};
	return cmocka_run_group_tests_name("word classes", tests, set_up, tear_down);
}
