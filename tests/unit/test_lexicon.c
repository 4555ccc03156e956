#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <stdio.h>
#include <time.h>

#include "base/unicode.h"
#include "names/lexicon.h"
#include "random.h"
#include "base/buffer.h"

enum { READABLE = 64 };

/* Entities by hand: a NULL-terminated list of names; "+" begins another alias of the entity before, "-" a text that blocks. */
struct world {
	struct ast *ast;
	struct arena *arena, *scratch;
	struct lexicon *lexicon;
	struct lexicon_hits hits;
};

static void add_entity(struct world *world, const char *name)
{
	struct ast_entity *last = world->ast->entities.n ? array_last(&world->ast->entities) : NULL;
	if (*name == '+' && last) {
		array_push(&last->also, slice_of(name + 1));
	} else if (*name == '-' && last) {
		last->rare = last->rare ? last->rare : alloc_new(sizeof *last->rare);
		array_push(&last->rare->blocked, slice_of(name + 1));
	} else {
		struct ast_entity *entity = array_add(&world->ast->entities);
		*entity = (struct ast_entity){ .name = slice_of(name) };
	}
}

static struct world open_world(const char *const *names)
{
	struct world world = { .ast = alloc_new(sizeof *world.ast), .arena = arena_new(), .scratch = arena_new() };
	for (; *names; names++)
		add_entity(&world, *names);
	world.lexicon = lexicon_new(world.ast, world.arena);
	return world;
}

static void close_world(struct world *world)
{
	lexicon_free(world->lexicon);
	lexicon_hits_fini(&world->hits);
	for (size_t i = 0; i < world->ast->entities.n; i++) {
		array_fini(&world->ast->entities.at[i].also);
		if (world->ast->entities.at[i].rare)
			array_fini(&world->ast->entities.at[i].rare->blocked);
		free(world->ast->entities.at[i].rare);
	}
	array_fini(&world->ast->entities);
	free(world->ast);
	arena_free(world->arena);
	arena_free(world->scratch);
}

/* Scans a copy that has no more bytes behind it than the contract asks for. */
static void scan(struct world *world, struct slice text)
{
	char *bytes = alloc_new(text.len + READABLE);
	memcpy(bytes, text.ptr, text.len);
	lexicon_scan(world->lexicon, slice_make(bytes, text.len), &world->hits, world->scratch);
	free(bytes);
}

/* "2:Ann Lee; …": the sightings as entity and text; "x" for what is blocked. */
static void assert_names(const char *const *names, const char *text, const char *wanted)
{
	struct world world = open_world(names);
	char found[1024] = "";
	lexicon_finish(world.lexicon);
	scan(&world, slice_of(text));
	for (size_t i = 0; i < world.hits.names.n; i++) {
		const struct sighting *name = &world.hits.names.at[i];
		size_t len = strlen(found);
		char entity[16] = "x";
		if (name->entity != LEXICON_BLOCKED)
			snprintf(entity, sizeof entity, "%u", name->entity);
		snprintf(found + len, sizeof found - len, "%s%s:%.*s", len ? "; " : "", entity, (int)(name->end - name->start), text + name->start);
	}
	if (strcmp(found, wanted) != 0)
		fail_msg("\"%s\": %s, not %s", text, found, wanted);
	close_world(&world);
}

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void test_the_longest_name(void **state)
{
	(void)state;
	assert_names(NAMES("Ann", "Ann Lee", "Ann Lee Bank"), "Ann Lee met Ann Lee Bank and Ann.", "1:Ann Lee; 2:Ann Lee Bank; 0:Ann");
	assert_names(NAMES("Ann", "Ann Lee Bank"), "Ann Lee left", "0:Ann");
	assert_names(NAMES("Lee", "Ann Lee"), "Ann Lee", "1:Ann Lee");
	/* What overlaps and goes on is left to whoever asks. */
	assert_names(NAMES("Ann Lee", "Lee Bank"), "Ann Lee Bank", "0:Ann Lee; 1:Lee Bank");
	assert_names(NAMES("C", "C++", "+C+"), "C++ and C+ and C.", "1:C++; 1:C+; 0:C");
}

static void test_the_first_of_two(void **state)
{
	(void)state;
	assert_names(NAMES("Ann Lee", "+Boss", "Bob Hill", "+Boss"), "Boss", "0:Boss");
	assert_names(NAMES("Bob Hill", "+Boss", "Boss"), "Boss", "0:Boss");
}

/* RULES.md: small letters anywhere; a capital asks for a capital; capitals only for capitals only. */
static void test_letters(void **state)
{
	(void)state;
	assert_names(NAMES("copper industry"), "Copper industry, copper Industry, COPPER INDUSTRY",
	        "0:Copper industry; 0:copper Industry; 0:COPPER INDUSTRY");
	assert_names(NAMES("al-Sisi"), "Al-Sisi and al-sisi", "0:Al-Sisi; 0:al-sisi");
	assert_names(NAMES("Ann Lee"), "ann lee, Ann lee, ANN LEE", "0:Ann lee; 0:ANN LEE");
	assert_names(NAMES("US"), "us Us US", "0:US");
	assert_names(NAMES("U.S."), "The U.S. and u.s. and U.S", "0:U.S.");
	assert_names(NAMES("\xC3\x81rbenz"), "\xC3\xA1rbenz \xC3\x81rbenz arbenz Arbenz", "0:\xC3\x81rbenz; 0:Arbenz");
	assert_names(NAMES("3M"), "by 3M, not 3m", "0:3M");
	assert_names(NAMES("7Up", "26th of July Movement"), "7Up, 7up, the 26th of July movement", "0:7Up; 1:26th of July movement");
	assert_names(NAMES("\xD0\x9B\xD0\xB5\xD0\xBD\xD0\xB8\xD0\xBD"),
	        "\xD0\x9B\xD0\xB5\xD0\xBD\xD0\xB8\xD0\xBD \xD0\xBB\xD0\xB5\xD0\xBD\xD0\xB8\xD0\xBD", "0:\xD0\x9B\xD0\xB5\xD0\xBD\xD0\xB8\xD0\xBD");
	assert_names(NAMES("\xE4\xB8\xAD\xE5\x9B\xBD"), "\xE4\xB8\xAD\xE5\x9B\xBD!", "0:\xE4\xB8\xAD\xE5\x9B\xBD");
}

static void test_marks_and_accents(void **state)
{
	(void)state;
	assert_names(NAMES("Bernardo O'Higgins"), "Bernardo O\xE2\x80\x99Higgins", "0:Bernardo O\xE2\x80\x99Higgins");
	assert_names(NAMES("Bernardo O\xE2\x80\x99Higgins"), "Bernardo O'Higgins", "0:Bernardo O'Higgins");
	assert_names(NAMES("Guinea-Bissau"),
	        "Guinea\xE2\x80\x91"
	        "Bissau, Guinea\xE2\x80\x93"
	        "Bissau, Guinea Bissau",
	        "0:Guinea\xE2\x80\x91"
	        "Bissau; 0:Guinea\xE2\x80\x93"
	        "Bissau");
	assert_names(NAMES("Arbenz"), "\xC3\x81rbenz, A\xCC\x81rbenz", "0:\xC3\x81rbenz; 0:A\xCC\x81rbenz");
	assert_names(NAMES("C\xC3\xB4te d'Ivoire"), "Cote d\xE2\x80\x99Ivoire", "0:Cote d\xE2\x80\x99Ivoire");
	assert_names(NAMES("Ann Lee"), "Ann Lee's, Ann Lee\xE2\x80\x99s and \"Ann Lee\" (Ann Lee)", "0:Ann Lee; 0:Ann Lee; 0:Ann Lee; 0:Ann Lee");
	assert_names(NAMES("Ann Lee"), "Ann, Lee", "");
	assert_names(NAMES("Ann Lee"), "Anna Lee and Ann Leeds and McAnn Lee", "");
	/* Soft hyphens and zero-width characters are no part of a word. */
	assert_names(NAMES("Pinochet"),
	        "Pino\xC2\xAD"
	        "chet, Pino\xE2\x80\x8B"
	        "chet",
	        "0:Pino\xC2\xAD"
	        "chet; 0:Pino\xE2\x80\x8B"
	        "chet");
	assert_names(NAMES("Pinochet"), "Pinochet\xC2\xAD, \xC2\xADPinochet", "0:Pinochet; 0:Pinochet");
}

static void test_metacharacters(void **state)
{
	(void)state;
	assert_names(NAMES("C++"), "C++ is not C or Cpp", "0:C++");
	assert_names(NAMES("a.b*"), "a.b* axb* a.bb", "0:a.b*");
	assert_names(NAMES(".*", "(", "[x"), "anything (at) all .* [x ]x", "2:x");
	assert_names(NAMES("AT&T"), "AT&T, AT & T", "0:AT&T");
	assert_names(NAMES("Yahoo!"), "Yahoo! or Yahoo", "0:Yahoo!");
}

static void test_line_ends(void **state)
{
	(void)state;
	assert_names(NAMES("Ann Lee"), "Ann\nLee, Ann \r\n  Lee, Ann\tLee", "0:Ann\nLee; 0:Ann \r\n  Lee; 0:Ann\tLee");
	assert_names(NAMES("Bank of Ann"), "Bank\nof\nAnn; Bank\nof\n\nAnn", "0:Bank\nof\nAnn");
	assert_names(NAMES("Ann Lee"), "Ann\n\nLee, Ann\r\n\r\nLee, Ann\n \t\nLee", "");
}

static void test_blocked(void **state)
{
	(void)state;
	assert_names(NAMES("Salvador Allende", "+Allende", "-Isabel Allende", "-Allende Street"),
	        "Allende, Isabel Allende, Allende Street, Salvador Allende.", "0:Allende; x:Isabel Allende; x:Allende Street; 0:Salvador Allende");
}

/* ---- the pass over the bytes ---- */

static void test_every_offset_of_a_block(void **state)
{
	(void)state;
	static const char *const words[] = { "Ann Lee", "Zo\xC3\xAB Q", "\xC3\x81rbol", "X" };
	struct world world = open_world(NAMES("Ann Lee", "Zo\xC3\xAB Q", "\xC3\x81rbol", "X"));
	char text[256];
	lexicon_add_trigger(world.lexicon, slice_of("lee"), 7);
	lexicon_finish(world.lexicon);
	for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
		for (size_t at = 0; at <= 130; at++) {
			for (int wide = 0; wide < 2; wide++) {
				/* Before it, spaces or letters that are not ASCII. */
				size_t len = 0;
				while (wide && len + 3 <= at) {
					memcpy(text + len, "\xC3\xA9 ", 3);
					len += 3;
				}
				while (len < at)
					text[len++] = ' ';
				memcpy(text + len, words[w], strlen(words[w]));
				scan(&world, slice_make(text, len + strlen(words[w])));
				assert_int_equal(world.hits.names.n, 1);
				assert_int_equal(world.hits.names.at[0].start, at);
				assert_int_equal(world.hits.names.at[0].end, at + strlen(words[w]));
				assert_int_equal(world.hits.names.at[0].entity, w);
				assert_int_equal(world.hits.triggers.n, w == 0);
			}
		}
	}
	close_world(&world);
}

static void test_triggers(void **state)
{
	(void)state;
	struct world world = open_world(NAMES("Ann Lee", "+Chief Ann", "Bob"));
	size_t n;
	lexicon_add_trigger(world.lexicon, slice_of("met"), 5);
	lexicon_add_trigger(world.lexicon, slice_of("met"), 2);
	lexicon_add_trigger(world.lexicon, slice_of("met"), 5);
	lexicon_add_trigger(world.lexicon, slice_of("etat"), 3);
	lexicon_add_entity_trigger(world.lexicon, 0, 9);
	lexicon_finish(world.lexicon);
	scan(&world, slice_of("MET bob, \xC3\xA9tat; chief meth ann's comet"));
	assert_int_equal(world.hits.triggers.n, 4);
	static const uint32_t places[] = { 0, 9, 16, 27 };
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(world.hits.triggers.at[i].at, places[i]);
	const uint32_t *numbers = lexicon_numbers(world.lexicon, world.hits.triggers.at[0].slot, &n);
	assert_int_equal(n, 2);
	assert_int_equal(numbers[0], 2);
	assert_int_equal(numbers[1], 5);
	numbers = lexicon_numbers(world.lexicon, world.hits.triggers.at[1].slot, &n);
	assert_true(n == 1 && numbers[0] == 3);
	numbers = lexicon_numbers(world.lexicon, world.hits.triggers.at[3].slot, &n);
	assert_true(n == 1 && numbers[0] == 9);
	close_world(&world);
}

static void test_nothing(void **state)
{
	(void)state;
	struct world world = open_world(NAMES(NULL));
	lexicon_finish(world.lexicon);
	scan(&world, slice_of("Some text, and more of it than one block of sixty-four bytes holds."));
	assert_int_equal(world.hits.names.n + world.hits.triggers.n, 0);
	scan(&world, slice_of(""));
	close_world(&world);
}

/* ---- against a plain search ---- */

static const char *pick_word(void)
{
	static const char *const words[] = { "ann", "Ann", "lee", "Lee", "US", "us", "zo\xC3\xAB", "Zo\xC3\xAB", "Zoe", "\xC3\x81", "b", "B", "1973",
		"x\xCC\x81" };
	return words[number(sizeof words / sizeof *words)];
}

static const char *pick_mark(void)
{
	static const char *const marks[] = { " ", " ", " ", "-", "'", "\xE2\x80\x99", "\xE2\x80\x93", "\n", "\n\n", ". ", ", ", " (", ") ", "+",
		"\xC2\xA0", "\xE2\x80\x94", "_", "& " };
	return marks[number(sizeof marks / sizeof *marks)];
}

static size_t random_text(char *out, unsigned words, bool loose)
{
	size_t len = 0;
	for (unsigned i = 0; i < words; i++) {
		const char *mark = i == 0 ? "" : loose ? pick_mark() : number(4) ? " " : "-";
		const char *word = pick_word();
		memcpy(out + len, mark, strlen(mark));
		len += strlen(mark);
		memcpy(out + len, word, strlen(word));
		len += strlen(word);
	}
	out[len] = '\0';
	return len;
}

struct word {
	size_t start, end;
};

static size_t words_of(struct slice text, struct word *words)
{
	size_t n = 0;
	bool inside = false;
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		uint32_t code = unicode_next(text, &at);
		bool letter = unicode_is_letter(code) || unicode_is_digit(code);
		if (letter && !inside)
			words[n++].start = start;
		if (letter)
			words[n - 1].end = at;
		inside = letter;
	}
	return n;
}

static bool has_upper_first(struct slice text, bool all)
{
	bool any = false;
	for (size_t at = 0; at < text.len;) {
		uint32_t code = unicode_next(text, &at);
		if (unicode_is_lower(code))
			return !all && any;
		any |= unicode_is_upper(code);
		if (any && !all)
			return true;
	}
	return any || all;
}

static bool has_lower(struct slice text)
{
	for (size_t at = 0; at < text.len;)
		if (unicode_is_lower(unicode_next(text, &at)))
			return true;
	return false;
}

static bool case_fits(struct slice alias, struct slice found)
{
	size_t at = 0;
	uint32_t first = unicode_next(alias, &at);
	while (at < alias.len && !unicode_is_letter(first))
		first = unicode_next(alias, &at);
	if (!unicode_is_upper(first))
		return true;
	return has_upper_first(found, !has_lower(alias));
}

static bool stands(struct arena *arena, struct slice alias, struct slice found)
{
	if (memmem(found.ptr, found.len, "\n\n", 2))
		return false;
	return case_fits(alias, found) && slice_equal(unicode_fold(arena, alias), unicode_fold(arena, found));
}

/* The sightings of text, found the slow way. */
static size_t search(struct arena *arena, const char *const *names, struct slice text, struct sighting *out)
{
	static struct word words[1024];
	size_t count = words_of(text, words), n = 0, covered = 0;
	for (size_t i = 0; i < count; i++) {
		struct sighting best = { 0 };
		for (size_t j = i; j < count && j < i + 4; j++) {
			struct slice found = slice_part(text, words[i].start, words[j].end);
			for (uint32_t k = 0; names[k]; k++) {
				if (best.end == words[j].end || !stands(arena, slice_of(names[k]), found))
					continue;
				best = (struct sighting){ (uint32_t)words[i].start, (uint32_t)words[j].end, k, false };
			}
		}
		if (best.end > covered) {
			covered = best.end;
			out[n++] = best;
		}
	}
	return n;
}

static void one_text(void)
{
	enum { ALIASES = 12, LONG = 200 };
	static char bytes[ALIASES][64], text[LONG * 16];
	static struct sighting wanted[LONG];
	const char *names[ALIASES + 1] = { NULL };
	for (size_t i = 0; i < ALIASES; i++) {
		random_text(bytes[i], 1 + number(3), false);
		names[i] = bytes[i];
	}
	struct world world = open_world(names);
	lexicon_finish(world.lexicon);
	struct slice subject = slice_make(text, random_text(text, 1 + number(LONG - 1), true));
	size_t n = search(world.scratch, names, subject, wanted);
	scan(&world, subject);
	for (size_t i = 0; i < n && i < world.hits.names.n; i++) {
		const struct sighting *found = &world.hits.names.at[i];
		if (found->start != wanted[i].start || found->end != wanted[i].end || found->entity != wanted[i].entity)
			fail_msg("%zu: %u..%u is %u, wanted %u..%u, %u (%s) in %s", i, found->start, found->end, found->entity, wanted[i].start,
			        wanted[i].end, wanted[i].entity, names[wanted[i].entity], text);
	}
	assert_int_equal(world.hits.names.n, n);
	close_world(&world);
}

static void test_as_a_plain_search(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 300; i++)
		one_text();
}

/* ---- size ---- */

static void test_many_aliases(void **state)
{
	(void)state;
	enum { MANY = 100000 };
	struct ast *ast = alloc_new(sizeof *ast);
	struct arena *arena = arena_new(), *scratch = arena_new();
	struct lexicon_hits hits = { 0 };
	clock_t start = clock();
	for (unsigned i = 0; i < MANY; i++) {
		struct ast_entity *entity = array_add(&ast->entities);
		/* Few first words, so that the tables below them are put to work as well. */
		*entity = (struct ast_entity){ .name = arena_format(arena, "Name%u Of%u", i % 1000, i) };
	}
	struct lexicon *lexicon = lexicon_new(ast, arena);
	lexicon_finish(lexicon);
	struct buffer text = { 0 };
	for (unsigned i = 0; i < MANY; i++)
		buffer_format(&text, "and Name%u Of%u, ", i * 7 % 1000, i * 7 % MANY);
	size_t len = text.n;
	for (size_t i = 0; i < READABLE; i++)
		buffer_char(&text, '\0');
	lexicon_scan(lexicon, slice_make(text.at, len), &hits, scratch);
	assert_int_equal(hits.names.n, MANY);
	for (unsigned i = 0; i < MANY; i++)
		assert_int_equal(hits.names.at[i].entity, i * 7 % MANY);
	/* A fraction of a second; more where a sanitizer or valgrind looks on. */
	assert_true((clock() - start) / CLOCKS_PER_SEC < 60);
	lexicon_free(lexicon);
	lexicon_hits_fini(&hits);
	buffer_fini(&text);
	array_fini(&ast->entities);
	free(ast);
	arena_free(arena);
	arena_free(scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_longest_name),
		cmocka_unit_test(test_the_first_of_two),
		cmocka_unit_test(test_letters),
		cmocka_unit_test(test_marks_and_accents),
		cmocka_unit_test(test_metacharacters),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_blocked),
		cmocka_unit_test(test_every_offset_of_a_block),
		cmocka_unit_test(test_triggers),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_as_a_plain_search),
		cmocka_unit_test(test_many_aliases),
	};
	return cmocka_run_group_tests_name("lexicon", tests, NULL, NULL);
}
