#include "names/table.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "names/acronyms.h"
#include "names/lead.h"
#include "names/led_in.h"
#include "names/middle.h"
#include "names/table_reading.h"
#include "names/titled.h"

/* ---- words ---- */

/* Whether the word before is one of these, no mark behind it. */
static bool follows(const struct reading *reading, const struct map *words)
{
	return reading->last.end && !reading->last.ends && name_words_has(words, token_text(reading, &reading->last));
}

/* Whether the run's last two words are a name whose numeral may end a sentence, and not the words that begin one. */
static bool closes_by_list(const struct reading *reading)
{
	size_t n = reading->run_length;
	bool begins = n == 2 && (!reading->last.end || reading->last.ends);
	return !begins && name_words_has(reading->words->may_end, run_from(reading, n - 2));
}

/* Whether the run's last word is a numeral with a full stop that ends a sentence: "before World War I. Orlov", but not "John I. Orlov". */
static bool is_closing_numeral(const struct reading *reading)
{
	size_t n = reading->run_length;
	struct slice word = n > 1 ? token_text(reading, &reading->run[n - 1]) : slice_make("", 0);
	if (word.len == 2 && word.ptr[1] == '.' && closes_by_list(reading))
		return true;
	return n > 2 && word.len == 2 && word.ptr[1] == '.' && name_words_has(reading->words->numeral, slice_part(word, 0, 1)) &&
	        !run_has(reading, n - 2, reading->words->first_name) &&
	        !memchr(reading->text.ptr + reading->run[n - 2].start, '.', reading->run[n - 2].end - reading->run[n - 2].start);
}

/* Whether a word for a relative stands before, with no more than a comma behind it. */
static bool is_relative(const struct reading *reading)
{
	size_t end = reading->last.end;
	return end && (!reading->last.ends || reading->text.ptr[end] == ',') &&
	        name_words_has(reading->words->kin, token_text(reading, &reading->last));
}

static void meet_token(struct reading *reading, const struct token *token, bool particle)
{
	if (token->capital || (particle && reading->run_length)) {
		if (reading->run_length == RUN_LIMIT)
			reading_end_run(reading);
		if (!reading->run_length) {
			reading->office = reading->of_title;
			reading->placed = follows(reading, reading->words->placed);
			reading->determined = follows(reading, reading->words->determiner);
			reading->relative = reading->of_kin || is_relative(reading);
		}
		reading->run[reading->run_length++] = *token;
	} else {
		reading_end_run(reading);
	}
	if (token->ends || is_closing_numeral(reading))
		reading_end_run(reading);
}

/* Whether names of relatives may follow a word behind one for a relative, "son of Ben Barrow (1890-1950) and Ann Barrow", "wife was Ann Barrow". */
static bool kin_goes_on(const struct reading *reading, const struct token *token, struct slice word)
{
	size_t at = token->end;
	const struct name_words *words = reading->words;
	if (!token->capital && !ascii_is_digit(*word.ptr) && !name_words_has(words->link, word) && !name_words_has(words->joint, word) &&
	        !name_words_has(words->auxiliary, word))
		return false;
	while (at < reading->text.len && strchr(" (", reading->text.ptr[at]))
		at++;
	return at < reading->text.len && !strchr(".,;:!?\n", reading->text.ptr[at]);
}

static void meet_title(struct reading *reading, const struct token *token)
{
	struct slice word = token_text(reading, token);
	reading->of_title = (reading->title || reading->of_title) && !token->ends && name_words_has(reading->words->function, word);
	reading->title = !token->ends && name_words_title(reading->words, word);
	reading->of_kin = name_words_kin(reading->words, word) || (reading->of_kin && kin_goes_on(reading, token, word));
	reading->last = *token;
}

/* Whether a block ends with the word before byte `at`: its last line may be followed by another block's without a mark. *block is the first that
 * may, and moves on. */
static bool ends_block(const struct document *document, size_t *block, size_t at)
{
	while (*block < document->blocks.n && document->blocks.at[*block].end < at)
		++*block;
	return *block < document->blocks.n && document->blocks.at[*block].end == at;
}

static void read_words(struct reading *reading)
{
	struct token token;
	bool led_in = false;
	for (size_t at = 0, block = 0; token_next(reading->text, &at, &token, reading->words);) {
		token.ends |= ends_block(reading->document, &block, at);
		bool particle = !token.capital && reading->run_length && name_words_has(reading->words->particle, token_text(reading, &token));
		if (token.capital && led_in) {
			size_t bare = token_behind_prefix(reading->text, token.start, token.end, reading->words);
			map_put_number(reading->table->names, token_text(reading, &token), 1);
			if (bare > token.start)
				map_put_number(reading->table->names, slice_part(reading->text, bare, token.end), 1);
		}
		meet_token(reading, &token, particle);
		meet_title(reading, &token);
		led_in = led_in_by(reading->text, &token, reading->words);
	}
	reading_end_run(reading);
}

/* ---- names that the rules know ---- */

/* A person's party stands in brackets like an acronym: "Ann Lee (ABC)". */
static bool may_be_short(const struct ast *ast, const struct ast_entity *entity, struct slice acronym)
{
	return !slice_equal(entity->type, ast->unknown_first_name) || acronym_spells(acronym, entity->name);
}

/* Whether a capitalised word that is no title stands right before byte `start`: "Democratic Slovakia". */
static bool is_end_of_longer(const struct reading *reading, size_t start)
{
	size_t before = token_before(reading->text, start);
	struct slice word = slice_trim(slice_part(reading->text, before, start));
	return word.len && unicode_is_upper(unicode_next(word, &(size_t){ 0 })) && !name_words_has(reading->words->function, word) &&
	        !name_words_has(reading->words->title, word);
}

/* The names that the rules know: what stands in brackets behind one is short for it, or for the longer name that it ends. */
static void read_sightings(struct reading *reading)
{
	const struct lexicon_hits *hits = reading->hits;
	for (size_t i = 0; i < hits->names.n; i++) {
		const struct sighting *name = &hits->names.at[i];
		if (name->adjective)
			continue;
		if (name->entity == LEXICON_BLOCKED)
			continue;
		struct slice text = slice_part(reading->text, name->start, name->end), acronym = acronym_behind(reading->text, name->end);
		const struct ast_entity *entity = &reading->words->ast->entities.at[name->entity];
		struct slice full = entity->name, longer;
		bool part =
		        acronym.len && !acronym_spells(acronym, full) && acronym_ends_longer(reading->text, name->start, name->end, acronym, &longer);
		bool ends = acronym.len && !part && !acronym_spells(acronym, full) && is_end_of_longer(reading, name->start);
		if (reading->words->ast->acronyms && acronym.len && !part && !ends && may_be_short(reading->words->ast, entity, acronym))
			shorts_put(&reading->shorts, acronym, full, name->entity, name->start, true);
		else if (reading->words->ast->acronyms && part && longer.len)
			shorts_put(&reading->shorts, acronym, longer, LEXICON_BLOCKED, name->start, true);
		size_t last = text.len;
		while (last && !token_separates(text.ptr[last - 1]))
			last--;
		struct full_name *known =
		        last ? shorts_put(&reading->shorts, slice_part(text, last, text.len), full, name->entity, name->start, false) : NULL;
		if (known && !known->title.len)
			known->title = titled_before(reading->words, reading->text, name->start);
		if (known)
			known->relative = false;
	}
}

/* ---- all of it ---- */

static void reading_fini(struct reading *reading)
{
	array_fini(&reading->begun);
	array_fini(&reading->middles);
	alone_fini(&reading->alone);
	map_free(reading->alone.map);
	map_free(reading->frequent);
}

struct name_table *name_table_new(struct document *document, const struct lexicon_hits *hits, const struct name_words *words, struct arena *arena)
{
	struct name_table *table = arena_alloc(arena, sizeof *table);
	table->document = document;
	table->arena = arena;
	table->words = words;
	table->names = map_new();
	table->shorts = map_new();
	table->sharing = map_new();
	table->meant = map_new();
	table->placed = map_new();
	table->apart = words->distinct ? map_new() : NULL;
	struct reading reading = { .document = document, .text = document->text, .words = words, .arena = arena, .table = table, .hits = hits };
	reading.shorts = (struct shorts){ table, words, document, arena };
	reading.alone = (struct alone_words){ .map = map_new(), .arena = arena };
	reading.frequent = map_new();
	reading.lead = lead_start(document);
	read_sightings(&reading);
	read_words(&reading);
	middle_put(&reading);
	begun_put(&reading);
	reading_fini(&reading);
	return table;
}

void name_table_fini(struct name_table *table)
{
	if (!table)
		return;
	map_free(table->names);
	map_free(table->shorts);
	map_free(table->sharing);
	map_free(table->meant);
	map_free(table->placed);
	map_free(table->apart);
}
