#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "base/regex.h"
#include "base/unicode.h"
#include "rules/emit.h"
#include "rules/pattern.h"
#include "rules_text.h"

/* The patterns of this file run on masked sentences written by hand: @p, @g, @c is a person, a group, a country, @? an unknown name. */
#define TYPES "type person\ntype group\ntype country\nunknown person, group sure -20\n"
#define VERBS "verb kick\n  kick, kicked, kicked  third kicks  ing kicking\n"
#define WORDS                                                                                                                                        \
	"words determiner = the | a\nwords title = general | dr.\nwords function = the | a | of | and | by\nwords clause = when | that\n"            \
	"words finite = fell | led\n"                                                                                                                \
	"words possessive = 's\nwords complement = of | against the\nwords list-comma = ,\nwords list-joint = and | , and | as well as\nwords "      \
	"list-end = others | two others\nwords list-break = in turn | /by the [^ ]+/\n"
#define MARKS "words opener = \u00BF | no\n"
#define HOLES                                                                                                                                        \
	"hole before [<determiner>] ..2 not in <function> [<title>]\nhole after ['|\\\"]\nhole after , (the|a) ...4 ,\n"                             \
	"phrase 1..1 not in <function>\nphrase never , including\nphrase never ..1 not in <function> {Name}\nphrase never ~/(?<= very)/\n"

struct world {
	struct rules_text rules;
	struct types types;
	struct emit_cache *cache;
	struct regex_scratch *scratch;
	struct emitter emitter;
};

static void open_world(struct world *world, const char *text)
{
	*world = (struct world){ .rules = rules_check(text) };
	if (diag_errors(world->rules.diag))
		fail_msg("%.*s", SLICE_ARG(diag_text(world->rules.diag)));
	types_init(&world->types, world->rules.ast);
	world->cache = emit_cache_new();
	world->scratch = regex_scratch_new();
	world->emitter = (struct emitter){ .ast = world->rules.ast, .types = &world->types, .cache = world->cache };
}

static void close_world(struct world *world)
{
	regex_scratch_free(world->scratch);
	emit_cache_free(world->cache);
	types_fini(&world->types);
	rules_free(&world->rules);
}

static struct slice masked(struct world *world, const char *text)
{
	struct buffer out = { 0 };
	for (const char *c = text; *c; c++) {
		char bytes[4];
		if (*c != '@') {
			buffer_char(&out, *c);
			continue;
		}
		c++;
		uint32_t type = *c == 'p' ? 0 : *c == 'g' ? 1 : *c == 'c' ? 2 : world->types.unknown;
		buffer_add(&out, slice_make(bytes, unicode_put(MASK_FIRST + type, bytes)));
	}
	struct slice copy = arena_copy(world->rules.ast->arena, buffer_slice(&out));
	buffer_fini(&out);
	return copy;
}

static struct regex *compile(const struct emitted *emitted)
{
	struct regex_error error;
	struct regex *regex = regex_compile(emitted->regex, REGEX_CASELESS, &error);
	if (!regex)
		fail_msg("%.*s: %s", SLICE_ARG(emitted->regex), error.text);
	return regex;
}

static struct pattern parse(struct world *world, const char *text, unsigned allow)
{
	struct slice source = slice_of(text);
	struct place place = { .line = 1, .column = 1, .source = source };
	struct pattern pattern;
	if (!pattern_parse(source, &place, allow, world->rules.ast->arena, world->rules.diag, &pattern))
		fail_msg("%.*s", SLICE_ARG(diag_text(world->rules.diag)));
	return pattern;
}

/* Whether the find line matches somewhere in the masked sentence; the anchor is one of its elements, or none. */
static bool meets_at(struct world *world, const char *find, size_t anchor, const char *sentence)
{
	struct pattern pattern = parse(world, find, PATTERN_HOLES | PATTERN_GAPS | PATTERN_COUNTS);
	struct emitted emitted;
	emit_pattern(&world->emitter, &pattern, anchor, world->rules.ast->arena, &emitted);
	struct regex *regex = compile(&emitted);
	bool met = regex_match(regex, world->scratch, masked(world, sentence), 0, false) == REGEX_MATCH;
	regex_free(regex);
	emit_fini(&emitted);
	return met;
}

static bool meets(struct world *world, const char *find, const char *sentence)
{
	return meets_at(world, find, SIZE_MAX, sentence);
}

#define YES(find, sentence)                                                                                                                          \
	do {                                                                                                                                         \
		if (!meets(world, find, sentence))                                                                                                   \
			fail_msg("%s does not match %s", find, sentence);                                                                            \
	} while (0)
#define NO(find, sentence)                                                                                                                           \
	do {                                                                                                                                         \
		if (meets(world, find, sentence))                                                                                                    \
			fail_msg("%s matches %s", find, sentence);                                                                                   \
	} while (0)

static int set_up(void **state)
{
	static struct world world;
	open_world(&world, TYPES VERBS WORDS MARKS HOLES);
	*state = &world;
	return 0;
}

/* The same without a line on holes, lists or clauses. */
static int set_up_bare(void **state)
{
	static struct world world;
	open_world(&world, TYPES VERBS);
	*state = &world;
	return 0;
}

static int tear_down(void **state)
{
	close_world(*state);
	return 0;
}

/* ---- elements ---- */

static void test_words(void **state)
{
	struct world *world = *state;
	YES("{X} met {Y}", "@p met @p");
	YES("{X} met {Y}", "@p MET @p");
	YES("{X}, who met {Y}", "@p', who met @p");
	NO("{X}'s friend met {Y}", "@p' 's friend met @p");
	NO("{X} met {Y}", "@p meth @p");
	NO("{X} met {Y}", "@p amet @p");
	NO("{X} met {Y}", "@pmet @p");
	NO("{X} met {Y}", "@p met  @p");
	NO("met {X}", "helmet @p");
	NO("met {X}", "pre-met @p");
	NO("{X} met", "@p metal");
	YES("{X} met", "@p met.");
}

static void test_metacharacters(void **state)
{
	struct world *world = *state;
	YES("{X} C\\+\\+ {Y}", "@p c++ @p");
	NO("{X} C\\+\\+ {Y}", "@p ccc @p");
	YES("{X} u.s. {Y}", "@p U.S. @p");
	NO("{X} u.s. {Y}", "@p UXSX @p");
	YES("{X} \\( {Y} \\)", "@p (@p)");
	YES("{X} \\[ {Y} \\]", "@p [@p]");
	YES("{X} \\/ {Y}", "@p / @p");
	YES("{X} \\\\ {Y}", "@p \\ @p");
	YES("{X} ? {Y}", "@p? @p");
	YES("{X} \\* {Y}", "@p * @p");
	YES("{X} ^ {Y}", "@p ^ @p");
	YES("{X} $ {Y}", "@p $ @p");
	YES("{X} \\| {Y}", "@p | @p");
	YES("{X} \\# {Y}", "@p # @p");
}

static void test_options_anywhere(void **state)
{
	struct world *world = *state;
	YES("[the] {X} met {Y}", "the @p met @p");
	YES("[the] {X} met {Y}", "@p met @p");
	YES("[gladly|soon] met {X}", "soon met @p");
	YES("[gladly|soon] met {X}", "met @p");
	NO("[gladly|soon] met {X}", "soonmet @p");
	YES("{X} [gladly] met {Y}", "@p met @p");
	YES("{X} [gladly] met {Y}", "@p gladly met @p");
	NO("{X} [gladly] met {Y}", "@pgladly met @p");
	YES("{X} [gladly] [soon] met {Y}", "@p soon met @p");
	YES("{X} met {Y} [twice]", "@p met @p");
	NO("{X} met {Y} [twice] then", "@p met @p twicethen");
	YES("{X} met {Y} [twice] then", "@p met @p then");
	YES("{X} met {Y}[,] [twice] then", "@p met @p, then");
	YES("[a|the] [old] {X} met {Y}", "old @p met @p");
	YES("[a|the] [old] {X} met {Y}", "the old @p met @p");
}

static void test_choices(void **state)
{
	struct world *world = *state;
	YES("{X} (met|put down) {Y}", "@p put down @p");
	NO("{X} (met|put down) {Y}", "@p put @p");
	YES("{X} (met (him|her)|saw) {Y}", "@p met her @p");
	YES("(met|saw) {X}", "saw @p");
	YES("{X} (, who|who) met {Y}", "@p, who met @p");
	YES("{X} (, who|who) met {Y}", "@p who met @p");
	NO("{X} (, who|who) met {Y}", "@pwho met @p");
}

static void test_glue(void **state)
{
	struct world *world = *state;
	YES("{X}~-led {Y}", "@p-led @g");
	NO("{X}~-led {Y}", "@p -led @g");
	NO("{X}~-led {Y}", "@p led @g");
	YES("anti-~{X} {Y}", "anti-@p @g");
	YES("{X}'s kick", "@p's kick");
	NO("{X}'s kick", "@p 's kick");
	YES("{X}~(-led|-run) {Y}", "@p-run @g");
}

static void test_marks(void **state)
{
	struct world *world = *state;
	YES("{X}, {Y}", "@p, @p");
	NO("{X}, {Y}", "@p @p");
	YES("{X} , {Y}", "@p, @p");
	YES("{X} ; {Y}", "@p; @p");
	YES("{X} - {Y}", "@p - @p");
	YES("said \\\" {X}", "said \" @p");
}

static void test_verbs_and_vocabularies(void **state)
{
	struct world *world = *state;
	YES("{X} <kick> {Y}", "@p kicking @p");
	NO("{X} <kick>/past {Y}", "@p kicking @p");
	NO("{X} <kick> {Y}", "@p kicker @p");
	YES("{X} <list-joint> {Y}", "@p as well as @p");
	YES("{X} <title> {Y}", "@p dr. @p");
}

/* A word of a list ends where it ends, a mark may have a word right behind it. */
static void test_marks_in_vocabularies(void **state)
{
	struct world *world = *state;
	YES("<opener> ~met {Y}", "\u00BFmet @p");
	YES("<opener> met {Y}", "no met @p");
	NO("<opener> ~met {Y}", "nomet @p");
	NO("<opener> met {Y}", "nor met @p");
}

static void test_gaps(void **state)
{
	struct world *world = *state;
	YES("{X} ... met {Y}", "@p met @p");
	YES("{X} ... met {Y}", "@p a b c d e f g h met @p");
	NO("{X} ... met {Y}", "@p a b c d e f g h i met @p");
	YES("{X} ...2 met {Y}", "@p a b met @p");
	NO("{X} ...2 met {Y}", "@p a b c met @p");
	YES("{X} ... met {Y}", "@p, the old one, met @p");
	NO("{X : person} ... met {Y}", "@p saw @g met @p");
	NO("{X} ... met {Y}", "@p left; he met @p");
	NO("{X} ... met {Y}", "@p left: he met @p");
	NO("{X} ... met {Y}", "@p left - he met @p");
	NO("{X} ... met {Y}", "@p smiled when he met @p");
	NO("{X} ... met {Y}", "@p smiled WHEN he met @p");
	YES("{X} ... met {Y}", "@p smiled whenever met @p");
	YES("{X} met {Y} ... again", "@p met @p once again");
}

/* A bracket that begins with a gap stands behind its space, the words of the relation or not. */
static void test_gaps_that_open(void **state)
{
	struct world *world = *state;
	static const char find[] = "{X} (...2 met|saw) {Y}";
	for (size_t anchor = 1; anchor < 3; anchor++) {
		assert_true(meets_at(world, find, anchor, "@p saw @p"));
		assert_true(meets_at(world, find, anchor, "@p met @p"));
		assert_true(meets_at(world, find, anchor, "@p once again met @p"));
		assert_false(meets_at(world, find, anchor, "@p a b c met @p"));
		assert_false(meets_at(world, find, anchor, "@p  met @p"));
		assert_false(meets_at(world, find, anchor, "@p when met @p"));
	}
}

/* A name that a verb follows is the subject of a clause of its own. */
static void test_gaps_over_names(void **state)
{
	struct world *world = *state;
	YES("{X : person} ...6 over names met {Y}", "@p left @c, saw @g and met @p");
	YES("{X : person} ...6 over names met {Y}", "@p met @p");
	NO("{X : person} ...6 over names met {Y}", "@p left @c, saw @g in the end and met @p");
	NO("{X : person} ...6 over names met {Y}", "@p left @c when @g met @p");
	NO("{X : person} ...6 over names met {Y}", "@p left @c; he met @p");
	NO("{X : person} ...6 over names met {Y}", "@p smiled and @g fell and met @p");
	YES("{X : person} ...6 over names met {Y}", "@p smiled and @g rose and met @p");
}

/* Numbers of words that are not in a list. */
static void test_counted_words(void **state)
{
	struct world *world = *state;
	YES("the ..2 not in <function> kick of {X}", "the kick of @p");
	YES("the ..2 not in <function> kick of {X}", "the big old kick of @p");
	NO("the ..2 not in <function> kick of {X}", "the big old bad kick of @p");
	NO("the ..2 not in <function> kick of {X}", "the by old kick of @p");
	NO("the 1..2 not in <function> kick of {X}", "the kick of @p");
	NO("the 1..2 not in <function> kick of {X}", "the @p kick of @p");
	YES("..2 not in <function> kick of {X}", "kick of @p");
	YES("the ..2 not in <title> kick of {X}", "the generals kick of @p");
}

static void test_regular_expressions(void **state)
{
	struct world *world = *state;
	YES("{X} /in \\d+/ {Y}", "@p in 1973 @p");
	NO("{X} /in \\d+/ {Y}", "@p in May @p");
	YES("{X} /a|b/ {Y}", "@p b @p");
	YES("{X} ~/(?= not)/ not {Y}", "@p not @p");
}

/* ---- holes ---- */

/* What a whole phrase may not go on with, or end in; what has no such line is a phrase like others. */
static void test_whole_phrases(void **state)
{
	struct world *world = *state;
	YES("{X} met a {Y : phrase}", "@p met a new @g");
	NO("{X} met a {Y : whole phrase}", "@p met a new @g");
	YES("{X} met a {Y : whole phrase}", "@p met a man");
	YES("{X} met a {Y : whole phrase}", "@p met a man by @g");
	NO("{X} met a {Y : whole phrase}", "@p met a man, including @g");
	NO("{X} met a {Y : whole phrase}", "@p met a very");
	YES("{X} met a {Y : whole phrase} once", "@p met a man once");
	NO("{X} met a {Y : whole phrase} once", "@p met a very once");
}

static void test_types_of_holes(void **state)
{
	struct world *world = *state;
	YES("{X : person} met {Y : group}", "@p met @g");
	NO("{X : person} met {Y : group}", "@g met @p");
	YES("{X : person, group} met {Y}", "@g met @c");
	YES("{X : person} met {Y}", "@? met @c");
	NO("{X : country} met {Y}", "@? met @c");
}

static void test_around_holes(void **state)
{
	struct world *world = *state;
	YES("{X} met {Y}", "@p met the @p");
	YES("{X} met {Y}", "@p met the big old general @p");
	YES("{X} met {Y}", "@p met old @p");
	YES("{X} met {Y}", "@p met dr. @p");
	NO("{X} met {Y}", "@p met the big bad old @p");
	NO("{X} met {Y}", "@p met men of @p");
	YES("{X} met {Y}", "@p' met @p");
	YES("{X} met {Y}", "@p\" met @p");
	NO("{X} met {Y}", "@p ' met @p");
	YES("{X} met {Y}", "@p, the leader of men, met @p");
	YES("{X} met {Y}", "@p, a man, met @p");
	NO("{X} met {Y}", "@p, his friend, met @p");
	YES("(kick of {X}|{X} himself) met {Y}", "kick of @p, the leader of men, met @p");
	NO("(kick of {X}|{X} himself) met {Y}", "kick of @p, his friend, met @p");
	NO("{X} met (kick of {Y}|{Y})", "@p met kick of @p's");
	NO("{X} met {Y}", "@p, the leader of @g, met @p");
	NO("{X} met {Y}", "@p, the leader of men in the land, met @p");
}

/* A name with an apostrophe, or one that completes another thing, is not the thing itself. */
static void test_what_a_hole_refuses(void **state)
{
	struct world *world = *state;
	NO("{X} met {Y}", "@p met @p's men");
	NO("{X} met {Y}", "@p's met @p");
	YES("{X}'s kick {Y}", "@p's kick @p");
	NO("{X} met {Y}", "men of @p met @p");
	NO("{X} met {Y}", "men against the @p met @p");
	YES("{X} met {Y}", "in the @p met @p");
	YES("[the] {X} met {Y}", "men of @p met @p");
	YES("{X} met {Y}", "thereof, @p met @p");
}

static void test_bare_holes(void **state)
{
	struct world *world = *state;
	NO("{X} met {Y}", "@p met the @p");
	YES("{X} met {Y}", "@p met @p's men");
	YES("{X} met {Y}", "men of @p met @p");
	YES("{X} met {Y+}", "@p met @p and @p");
	YES("{X} ... met {Y}", "@p when he met @p");
}

/* ---- hole never ---- */

static void test_never(void **state)
{
	(void)state;
	struct world opened, *world = &opened;
	open_world(world, TYPES WORDS HOLES "hole never 1..1 not in <function>\n");
	YES("{X} met {Y}", "@p met @p.");
	YES("{X} met {Y}", "@p met @p of old");
	NO("{X} met {Y}", "@p met @p policy");
	YES("{X} met {Y}", "@p met @p, policy");
	YES("{X} met {Y} here", "@p met @p here");
	close_world(world);
}

/* ---- list holes ---- */

/* What fills the list of "met {Y+}", member by member, as text of the mask: '0' to '9' is the place of the name in the sentence. */
static void members(struct world *world, const char *sentence, char *out)
{
	struct pattern pattern = parse(world, "met {Y+}", PATTERN_HOLES);
	struct emitted emitted, member;
	struct slice subject = masked(world, sentence);
	size_t start = 0, end = 0, from, to, next;
	emit_pattern(&world->emitter, &pattern, pattern.n, world->rules.ast->arena, &emitted);
	struct regex *regex = compile(&emitted);
	if (regex_match(regex, world->scratch, subject, 0, false) == REGEX_MATCH)
		assert_true(regex_span(world->scratch, emitted.holes.at[0].group, &start, &end));
	emit_member(&world->emitter, &emitted.holes.at[0], world->rules.ast->arena, &member);
	struct regex *reads = compile(&member);
	struct slice list = slice_part(subject, 0, end);
	while (start < end && regex_match(reads, world->scratch, list, start, true) == REGEX_MATCH) {
		assert_true(regex_span(world->scratch, member.member, &from, &to) && regex_span(world->scratch, 0, &start, &next));
		assert_int_equal(to - from, 3);
		size_t names = 0;
		for (size_t i = 0; i < from; i++)
			names += (unsigned char)subject.ptr[i] == 0xEE;
		*out++ = (char)('0' + names);
		start = next;
	}
	*out = '\0';
	regex_free(regex);
	regex_free(reads);
	emit_fini(&emitted);
	emit_fini(&member);
}

static void test_lists(void **state)
{
	static const struct {
		const char *sentence, *members;
	} cases[] = {
		{ "met @p.", "0" },
		{ "met @p and @p.", "01" },
		{ "met @p, @p and @p.", "012" },
		{ "met @p, @p, and @p.", "012" },
		{ "met @p, @p, @p and @p.", "0123" },
		{ "met @p, the @g, general @p, @p, and the old @g.", "01234" },
		{ "met @p as well as the @p.", "01" },
		{ "met @p and @p and @p.", "012" },
		{ "met @p, the old one, and @p.", "01" },
		/* Without a joint it is no list: the comma begins something else. */
		{ "met @p, @p.", "0" },
		{ "met @p, by @p and @p.", "0" },
		/* Closed by somebody who has no name. */
		{ "met @p, @p and others.", "01" },
		{ "met @p, @p, @g, and two others.", "012" },
		{ "met @p, @p and two of them.", "0" },
		{ "met @p, @p, others.", "0" },
		/* A name that begins a clause whose verb is left out is no member. */
		{ "met @p and @p in turn.", "0" },
		{ "met @p, @p, and @p by the @g.", "0" },
		{ "met @p, @p in turn and @p.", "0" },
		/* Only of the types that the hole takes. */
		{ "met @p and friends.", "0" },
		{ "met @p and @p's men.", "0" },
	};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char found[16];
		members(world, cases[i].sentence, found);
		if (strcmp(found, cases[i].members) != 0)
			fail_msg("%s: members %s, not %s", cases[i].sentence, found, cases[i].members);
	}
}

/* ---- phrases, names, capitals ---- */

static void test_phrases(void **state)
{
	(void)state;
	struct world opened, *world = &opened;
	open_world(world, TYPES VERBS WORDS "phrase 1..3 not in <function>, <any verb>\n");
	YES("{X} hit {Y : phrase}", "@p hit truck owners");
	NO("{X} hit {Y : phrase}", "@p hit the");
	NO("{X} hit {Y : phrase}", "@p hit kicking");
	NO("{X} hit {Y : phrase} now", "@p hit one two three four now");
	NO("{X} hit {Y : phrase}", "@p hit @g");
	YES("{X} hit {Y : phrase, group}", "@p hit @g");
	close_world(world);
}

static void span_of(struct world *world, const struct emitted *emitted, const char *sentence, const char *wanted)
{
	struct regex *regex = compile(emitted);
	struct slice subject = masked(world, sentence), text = { "", 0 };
	size_t start, end;
	int group = emitted->holes.n || strstr(emitted->regex.ptr, "(?<![\\w-])") == emitted->regex.ptr;
	if (regex_match(regex, world->scratch, subject, 0, false) == REGEX_MATCH && regex_span(world->scratch, group, &start, &end))
		text = slice_part(subject, start, end);
	if (!slice_equal(text, masked(world, wanted)))
		fail_msg("%s: \"%.*s\", not \"%s\"", sentence, SLICE_ARG(text), wanted);
	regex_free(regex);
}

static void name_is(struct world *world, const char *line, const char *sentence, const char *wanted)
{
	struct pattern pattern = parse(world, line, PATTERN_NAMES | PATTERN_GAPS | PATTERN_COUNTS);
	struct emitted emitted;
	emit_name(&world->emitter, &pattern, world->rules.ast->arena, &emitted);
	span_of(world, &emitted, sentence, wanted);
	emit_fini(&emitted);
}

static void test_names(void **state)
{
	struct world *world = *state;
	name_is(world, "[the] {Name} (Party|Front)", "in the New Unity Party of", "New Unity Party");
	name_is(world, "[the] {Name} (Party|Front)", "a party of two", "");
	name_is(world, "[the] {Name} (Party|Front)", "The Radical party was", "Radical party");
	name_is(world, "[the] {Name} (Party|Front)", "the @c Front won", "@c Front");
	name_is(world, "<title> {Name}", "then Dr. Ann Lee spoke", "Ann Lee");
	name_is(world, "<title> {Name}", "General O'Hara-Smith left", "O'Hara-Smith");
	name_is(world, "[the] Bank of [the] {Name}", "The Bank of the North", "Bank of the North");
	name_is(world, "Bank of [the] {Name}", "a Bank of van Lee", "");
	name_is(world, "general strike", "a general strike was", "general strike");
}

static void capitals_are(struct world *world, const char *sentence, const char *wanted)
{
	struct emitted emitted;
	emit_capitals(&world->emitter, world->rules.ast->arena, &emitted);
	span_of(world, &emitted, sentence, wanted);
	emit_fini(&emitted);
}

static void test_capitals(void **state)
{
	(void)state;
	struct world opened, *world = &opened;
	open_world(world, TYPES WORDS "words particle = de la | van\nwords prefix = al | d\n");
	capitals_are(world, "then Bernardo O'Higgins left", "Bernardo O'Higgins");
	capitals_are(world, "the Force Publique rose", "Force Publique");
	capitals_are(world, "The Force Publique rose", "Force Publique");
	capitals_are(world, "met Ana de la Cruz there", "Ana de la Cruz");
	capitals_are(world, "met Ana de Cruz there", "Ana");
	capitals_are(world, "met J.F. Kennedy there", "J.F. Kennedy");
	capitals_are(world, "met \xC3\x81rbol there", "\xC3\x81rbol");
	capitals_are(world, "nobody iPhone here", "");
	capitals_are(world, "met Fu'ad Isma'il's friend", "Fu'ad Isma'il");
	capitals_are(world, "met Ann d'Orville there", "Ann d'Orville");
	capitals_are(world, "met Abd al-Karim Qasim", "Abd al-Karim Qasim");
	capitals_are(world, "met Abd ex-Karim Qasim", "Abd");
	capitals_are(world, "met Ann \"Red Fox\" Lee there", "Ann \"Red Fox\" Lee");
	capitals_are(world, "met Ann \"Red fox\" Lee there", "Ann");
	capitals_are(world, "met Ann \"Fox\" there", "Ann");
	capitals_are(world, "and @p was", "");
	close_world(world);
}

/* ---- the anchor ---- */

static void test_the_anchor_is_captured(void **state)
{
	struct world *world = *state;
	struct pattern pattern = parse(world, "[the] {X} [gladly] <kick>/past {Y}", PATTERN_HOLES);
	struct emitted emitted;
	size_t start, end;
	emit_pattern(&world->emitter, &pattern, 3, world->rules.ast->arena, &emitted);
	struct regex *regex = compile(&emitted);
	struct slice subject = masked(world, "@p gladly kicked @g");
	assert_int_equal(regex_match(regex, world->scratch, subject, 0, false), REGEX_MATCH);
	assert_true(regex_span(world->scratch, emitted.anchor, &start, &end));
	assert_true(slice_is(slice_part(subject, start, end), "kicked"));
	assert_false(emitted.free);
	assert_int_equal(emitted.holes.n, 2);
	regex_free(regex);
	emit_fini(&emitted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_words, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_metacharacters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_options_anywhere, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_choices, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_glue, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_marks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_verbs_and_vocabularies, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_marks_in_vocabularies, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_gaps, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_gaps_that_open, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_gaps_over_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_counted_words, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_regular_expressions, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_whole_phrases, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_types_of_holes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_around_holes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_a_hole_refuses, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bare_holes, set_up_bare, tear_down),
		cmocka_unit_test(test_never),
		cmocka_unit_test_setup_teardown(test_lists, set_up, tear_down),
		cmocka_unit_test(test_phrases),
		cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
		cmocka_unit_test(test_capitals),
		cmocka_unit_test_setup_teardown(test_the_anchor_is_captured, set_up, tear_down),
	};
	return cmocka_run_group_tests_name("emit", tests, NULL, NULL);
}
