#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <dirent.h>
#include <pthread.h>

#include "base/unicode.h"
#include "engine_text.h"
#include "match/stands.h"
#include "names/fits.h"
#include "names/table.h"
#include "random.h"
#include "text/reader.h"

static struct engine_text world;
static struct name_table *no_names; /* of an empty document */

static int set_up(void **state)
{
	(void)state;
	return engine_text_shipped(&world) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	name_table_fini(no_names);
	engine_text_fini(&world);
	return 0;
}

/* ---- lazy and eager ---- */

static void put_end(struct buffer *out, const struct finding_end *end)
{
	buffer_format(out, "%.*s (%.*s, \"%.*s\", %u, %llu-%llu) ", SLICE_ARG(end->id), SLICE_ARG(end->name), SLICE_ARG(end->text), end->type,
	        (unsigned long long)end->start, (unsigned long long)end->end);
}

static void put_findings(struct buffer *out, const struct findings *findings)
{
	for (size_t i = 0; i < findings->list.n; i++) {
		const struct finding *finding = &findings->list.at[i];
		put_end(out, &finding->source);
		put_end(out, &finding->target);
		buffer_format(out, "%u %d %llu-%llu line %u sure %u %.*s:%u/%.*s [%.*s] %.*s as %.*s\n", finding->relation, (int)finding->status,
		        (unsigned long long)finding->start, (unsigned long long)finding->end, finding->line, finding->sure, SLICE_ARG(finding->rule),
		        finding->rule_line, SLICE_ARG(finding->variant), SLICE_ARG(finding->resolved), SLICE_ARG(finding->sentence),
		        SLICE_ARG(finding->as));
	}
}

/* Both ways find the same, all of it proved. Returns how much. */
static size_t assert_same_both_ways(struct engine_text *with, struct slice text)
{
	struct buffer lazy = { 0 }, eager = { 0 };
	const struct findings *findings = &with->findings;
	engine_text_find(with, text, false);
	put_findings(&lazy, findings);
	size_t n = findings->list.n;
	assert_int_equal(findings->unproved, 0);
	assert_int_equal(findings->sentences, findings->matched + findings->empty + findings->gave_up);
	engine_text_find(with, text, true);
	put_findings(&eager, findings);
	if (!slice_equal(buffer_slice(&lazy), buffer_slice(&eager)))
		fail_msg("%.*s\nlazy:\n%.*seager:\n%.*s", SLICE_ARG(text), SLICE_ARG(buffer_slice(&lazy)), SLICE_ARG(buffer_slice(&eager)));
	buffer_fini(&lazy);
	buffer_fini(&eager);
	return n;
}

/* A sanitizer makes all lines on all examples a matter of minutes: there one text of these many stands for the others. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { TEXTS_APART = 8 };
#else
enum { TEXTS_APART = 1 };
#endif

/* Calls each for every example of the rules, or for one of `apart`. */
static void each_example(size_t apart, void (*each)(struct slice text, void *data), void *data)
{
	const struct ast *ast = world.rules->ast;
	size_t n = 0;
	for (size_t i = 0; i < ast->rules.n; i++)
		for (size_t k = 0; k < ast->rules.at[i].examples.n; k++)
			if (n++ % apart == 0)
				each(ast->rules.at[i].examples.at[k].text, data);
}

static void find_in_example(struct slice text, void *data)
{
	*(size_t *)data += assert_same_both_ways(&world, text);
}

static void test_examples(void **state)
{
	(void)state;
	size_t found = 0;
	each_example(TEXTS_APART, find_in_example, &found);
	assert_true(found > 100);
}

struct words {
	ARRAY(struct slice) list;
};

static void take_words(struct slice text, void *data)
{
	struct words *words = data;
	struct slice word;
	while (slice_split(&text, ' ', &word))
		array_push(&words->list, word);
}

/* Sentences of words of the examples: mostly neighbours, so that rules match now and then, with marks and line ends thrown in. */
static void test_random_sentences(void **state)
{
	(void)state;
	static const char *const marks[] = { " ", " ", " ", " ", " ", " ", "\n", ", ", "; ", "\xC2\xA0", "\xE2\x80\x94", "-", "'s ", "\xE2\x80\x99s ",
		" \xE2\x80\x9C", "\xE2\x80\x9D ", "\xC2\xAD", " (", ") ", ". ", "\n\n", " not ", " and ", " by ", "\xE2\x80\x8B ", ": ", " (RP) ",
		" RP ", " RP overthrew " };
	enum { SENTENCES = 500 / TEXTS_APART };
	struct words words = { { 0 } };
	struct buffer text = { 0 };
	size_t found = 0;
	each_example(1, take_words, &words);
	for (unsigned i = 0; i < SENTENCES; i++) {
		text.n = 0;
		size_t at = number((unsigned)words.list.n);
		for (unsigned k = 5 + number(25); k; k--) {
			buffer_add(&text, words.list.at[at]);
			buffer_text(&text, marks[number(5) ? 0 : number(sizeof marks / sizeof *marks)]);
			at = number(8) ? (at + 1) % words.list.n : number((unsigned)words.list.n);
		}
		found += assert_same_both_ways(&world, buffer_slice(&text));
	}
	assert_true(found > SENTENCES / 10);
	buffer_fini(&text);
	array_fini(&words.list);
}

/* Characters of all kinds in and around the words of a rule and of names. One rule is enough for what stands around words, and quick. */
static void test_every_character(void **state)
{
	(void)state;
	struct engine_text small;
	struct ruleset *rules = ruleset_beside("rules/en",
	        "relation overthrew from actor to actor\n"
	        "verb overthrow\n  overthrow, overthrew, overthrown\n"
	        "rule overthrow\n  find {X} <overthrow> {Y}\n  gives {X} | overthrew | {Y}\n");
	struct buffer text = { 0 };
	size_t found = 0, characters = 0;
	assert_non_null(rules);
	engine_text_init(&small, rules);
	for (uint32_t code = 0x20; code < 0x10000; code += code < 0x300 || (code >= 0x1FF0 && code < 0x2100) || code >= 0xFE00 ? 1 : 61) {
		char bytes[5] = "";
		if (code >= 0xD800 && code < 0xE000)
			continue;
		bytes[unicode_put(code, bytes)] = '\0';
		const char *c = bytes;
		text.n = 0;
		buffer_format(&text, "Poland over%sthrew%s %sFrance.\n\nPoland%s overthrew %sFrance.\n\n%sPo%sland was overthrown by France%s.\n\n",
		        c, c, c, c, c, c, c, c);
		buffer_format(&text, "Poland%soverthrew%sFrance.\n\n", c, c);
		found += assert_same_both_ways(&small, buffer_slice(&text));
		characters++;
	}
	assert_true(found > characters / 8);
	buffer_fini(&text);
	engine_text_fini(&small);
}

/* ---- files ---- */

struct file {
	struct slice key, bytes;
	struct buffer findings; /* what one thread found, lazily */
};

struct files {
	struct arena *arena;
	ARRAY(struct file) list;
};

static void read_one(struct files *files, const char *path)
{
	enum { MOST = 1 << 20, READABLE = 64 };
	FILE *file = fopen(path, "rb");
	if (!file)
		return;
	char *bytes = arena_alloc(files->arena, MOST + READABLE);
	size_t len = fread(bytes, 1, MOST, file);
	fclose(file);
	array_push(&files->list, ((struct file){ .key = arena_copy(files->arena, slice_of(path)), .bytes = slice_make(bytes, len) }));
}

static void read_folder(struct files *files, const char *folder)
{
	DIR *dir = opendir(folder);
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		char path[512];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		read_one(files, path);
	}
	closedir(dir);
}

struct run {
	struct extractor *extractor;
	struct arena *arena;
	struct diag *diag;
	struct findings findings;
	struct buffer out;
};

static void find_in_document(struct document *document, const char *skipped, void *data)
{
	struct run *run = data;
	if (skipped)
		return;
	extract_document(run->extractor, document, run->arena, &run->findings, run->diag);
	put_findings(&run->out, &run->findings);
}

static struct run run_new(bool eager)
{
	struct extract_options options = { .eager = eager };
	return (struct run){ .extractor = extractor_new(world.engine, &options), .arena = arena_new(), .diag = diag_new() };
}

static void run_fini(struct run *run)
{
	extractor_free(run->extractor);
	arena_free(run->arena);
	diag_free(run->diag);
	findings_fini(&run->findings);
	buffer_fini(&run->out);
}

static void run_file(struct run *run, const struct file *file)
{
	struct reader_options options = { .encoding = ENCODING_AUTO };
	struct arena *reading = arena_new();
	run->out.n = 0;
	reader_read(file->key, file->bytes, &options, reading, run->diag, find_in_document, run);
	arena_free(reading);
	arena_reset(run->arena);
}

static struct files files;

static int open_files(void **state)
{
	(void)state;
	files = (struct files){ .arena = arena_new() };
	read_folder(&files, "tests/corpus");
	read_folder(&files, "seeds");
	struct run run = run_new(false);
	for (size_t i = 0; i < files.list.n; i++) {
		run_file(&run, &files.list.at[i]);
		buffer_add(&files.list.at[i].findings, buffer_slice(&run.out));
	}
	run_fini(&run);
	return 0;
}

static int close_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < files.list.n; i++)
		buffer_fini(&files.list.at[i].findings);
	array_fini(&files.list);
	arena_free(files.arena);
	return 0;
}

static void test_files_eagerly(void **state)
{
	(void)state;
	struct run run = run_new(true);
	size_t found = 0;
	for (size_t i = 0; i < files.list.n; i++) {
		run_file(&run, &files.list.at[i]);
		found += run.out.n;
		if (!slice_equal(buffer_slice(&run.out), buffer_slice(&files.list.at[i].findings)))
			fail_msg("%.*s: eagerly\n%.*slazily\n%.*s", SLICE_ARG(files.list.at[i].key), SLICE_ARG(buffer_slice(&run.out)),
			        SLICE_ARG(buffer_slice(&files.list.at[i].findings)));
	}
	assert_true(found > 0);
	run_fini(&run);
}

/* A thread that reads all files in an order of its own; the engine's patterns are compiled by whoever comes first. */
struct reader_thread {
	pthread_t thread;
	struct engine *engine;
	bool backwards, same;
};

static void *read_all_files(void *data)
{
	struct reader_thread *reader = data;
	struct extract_options options = { .eager = reader->backwards };
	struct run run = { .extractor = extractor_new(reader->engine, &options), .arena = arena_new(), .diag = diag_new() };
	reader->same = true;
	for (size_t i = 0; i < files.list.n; i++) {
		const struct file *file = &files.list.at[reader->backwards ? files.list.n - 1 - i : i];
		run_file(&run, file);
		reader->same &= slice_equal(buffer_slice(&run.out), buffer_slice(&file->findings));
	}
	run_fini(&run);
	return NULL;
}

static void test_threads(void **state)
{
	(void)state;
	struct engine *engine = engine_new(world.rules, 1);
	struct reader_thread readers[3] = { { .engine = engine }, { .engine = engine, .backwards = true }, { .engine = engine } };
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(pthread_create(&readers[i].thread, NULL, read_all_files, &readers[i]), 0);
	for (size_t i = 0; i < 3; i++) {
		pthread_join(readers[i].thread, NULL);
		assert_true(readers[i].same);
	}
	engine_free(engine);
}

/* ---- what a sentence needs ---- */

static const struct name_table *no_table(void *data)
{
	(void)data;
	static struct document document = { .text = { "", 0 } };
	struct lexicon_hits none = { .names = { 0 } };
	if (!no_names)
		no_names = name_table_new(&document, &none, &world.engine->naming.words, world.engine->arena);
	return no_names;
}

static const struct map *no_brackets(void *data)
{
	return no_table(data)->names;
}

static bool stands_nowhere(struct slice word, void *data)
{
	(void)word;
	(void)data;
	return false;
}

static void check_needs(struct program *program, const struct mentions *mentions, struct slice text)
{
	const struct ruleset_variant *variant = program->source.variant;
	const struct shape_line *shape = program_shape(program, &world.engine->compiler);
	struct fits fits = { .known = false };
	struct stands stands = { .marks = 0 };
	struct group_set set = { .all = false };
	struct type_set present = { { 0 } };
	for (size_t i = 0; i < mentions->list.n; i++)
		type_set_add(&present, mentions->list.at[i].type);
	group_set_text(&set, &world.rules->groups, text);
	bool met = group_set_meets(&set, &variant->needs.words) && variant->needs.holes.n <= mentions->list.n;
	for (size_t i = 0; i < variant->needs.holes.n; i++)
		met &= type_set_meets(&variant->hole_types[i], &present);
	stands_read(&stands, &world.rules->groups, &mentions->mask, &mentions->list);
	met &= stands_meet(&stands, variant);
	fits_read(&fits, &world.engine->compiler.shapes, &mentions->mask, &mentions->list);
	met &= fits_line(&fits, shape);
	if (!met)
		fail_msg("%.*s:%u (%.*s) matches what it says it cannot match: %.*s", SLICE_ARG(variant->variant.rule->name),
		        variant->variant.find->place.line, SLICE_ARG(variant->variant.name), SLICE_ARG(text));
	group_set_fini(&set);
	stands_fini(&stands);
	fits_fini(&fits);
}

static void check_shape(struct program *program, const struct mentions *mentions, struct slice text)
{
	const struct shape_line *shape = program_shape(program, &world.engine->compiler);
	struct fits fits = { .known = false };
	fits_read(&fits, &world.engine->compiler.shapes, &mentions->mask, &mentions->list);
	if (!fits_line(&fits, shape))
		fail_msg("\"name %.*s\" matches what has not its shape: %.*s", SLICE_ARG(program->source.name->pattern.source), SLICE_ARG(text));
	fits_fini(&fits);
}

/* `matches` counts those of rules and those of `name` lines. */
static void check_example(struct slice example, void *data)
{
	size_t *matches = data;
	struct regex_scratch *scratch = regex_scratch_new();
	struct arena *arena = arena_new();
	char *bytes = arena_alloc(arena, example.len + 64);
	memcpy(bytes, example.ptr, example.len);
	struct slice text = slice_make(bytes, example.len);
	struct led_by led_by = { .read = true };
	struct mentions mentions = { .naming = &world.engine->naming,
		.scratch = scratch,
		.stands_within = stands_nowhere,
		.table = no_table,
		.brackets = no_brackets,
		.led_by = &led_by };
	engine_text_mentions(&world, text, &mentions);
	for (size_t i = 0; i < world.rules->variants.n; i++) {
		const struct compiled *compiled = program_get(&world.engine->variants[i], &world.engine->compiler);
		assert_non_null(compiled->regex);
		if (regex_match(compiled->regex, scratch, buffer_slice(&mentions.mask.text), 0, false) != REGEX_MATCH)
			continue;
		++matches[0];
		check_needs(&world.engine->variants[i], &mentions, text);
	}
	array_clear(&mentions.list);
	mentions_mask(&mentions, text, 0, text.len);
	mentions_place(&mentions);
	for (size_t i = 0; i < world.rules->ast->names.n; i++) {
		struct program *program = &world.engine->naming.patterns[i];
		const struct compiled *compiled = program_get(program, &world.engine->compiler);
		assert_non_null(compiled->regex);
		if (regex_match(compiled->regex, scratch, buffer_slice(&mentions.mask.text), 0, false) != REGEX_MATCH)
			continue;
		++matches[1];
		check_shape(program, &mentions, text);
	}
	mentions_fini(&mentions);
	arena_free(arena);
	regex_scratch_free(scratch);
}

/* Every variant compiles, and what matches a sentence is never ruled out by its words and names. */
static void test_needs_rule_out_nothing_that_matches(void **state)
{
	(void)state;
	size_t matches[2] = { 0, 0 };
	each_example(TEXTS_APART, check_example, matches);
	assert_true(matches[0] > 100);
	assert_true(matches[1] > 100);
}

/* ---- proofs ---- */

static void test_a_proof(void **state)
{
	(void)state;
	static const char text[] = "One.\n\nAll through that long and cold summer Poland  was\nquickly overthrown by France, as everybody knows "
	                           "well.\nThis is the end of it.";
	engine_text_find(&world, slice_of(text), false);
	assert_true(world.findings.list.n > 0);
	const struct finding *finding = &world.findings.list.at[0];
	assert_true(slice_is(slice_part(slice_of(text), finding->start, finding->end), "Poland  was\nquickly overthrown by France"));
	assert_true(slice_is(slice_part(slice_of(text), finding->source.start, finding->source.end), "France"));
	assert_true(slice_is(slice_part(slice_of(text), finding->target.start, finding->target.end), "Poland"));
	assert_true(slice_is(
	        finding->sentence, "All through that long and cold summer Poland was quickly overthrown by France, as everybody knows well."));
	assert_int_equal(finding->line, 3);
	assert_true(slice_is(finding->rule, "overthrow"));
	assert_true(slice_is(finding->variant, "passive"));
	assert_int_equal(finding->sure, 90);
	assert_int_equal(finding->resolved.len, 0);
}

/* Names that nothing declares cost what the rules say. */
static void test_unknown_names_cost(void **state)
{
	(void)state;
	engine_text_find(&world, slice_of("Poland overthrew Bernardo Quux."), false);
	assert_true(world.findings.list.n > 0);
	assert_int_equal(world.findings.list.at[0].sure, 90 - 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_random_sentences),
		cmocka_unit_test(test_every_character),
		cmocka_unit_test_setup_teardown(test_files_eagerly, open_files, close_files),
		cmocka_unit_test_setup_teardown(test_threads, open_files, close_files),
		cmocka_unit_test(test_needs_rule_out_nothing_that_matches),
		cmocka_unit_test(test_a_proof),
		cmocka_unit_test(test_unknown_names_cost),
	};
	return cmocka_run_group_tests_name("engine", tests, set_up, tear_down);
}
