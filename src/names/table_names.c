#include "base/ascii.h"
#include "base/unicode.h"
#include "base/word.h"
#include "names/acronyms.h"
#include "names/lead.h"
#include "names/middle.h"
#include "names/table_reading.h"
#include "names/titled.h"

/* ---- the last word, with what is glued to it ---- */

/* Whether what stands before the last word of the run, from word `own` on, makes of it another thing: "East Jerusalem". */
static bool is_narrowed(const struct reading *reading, size_t own)
{
	bool narrowed = own + 1 < reading->run_length;
	for (size_t i = own; i + 1 < reading->run_length && narrowed; i++)
		narrowed = run_has(reading, i, reading->words->narrower);
	return narrowed;
}

/* Whether a particle of one letter joins word i of the run to the one before: "Cohen y Texas" is not what "Texas" stands for. */
static bool is_joined(const struct reading *reading, size_t i)
{
	return token_text(reading, &reading->run[i - 1]).len == 1 && run_has(reading, i - 1, reading->words->particle);
}

static void put_led_by(struct reading *reading, struct slice key, const struct full_name *name, size_t at)
{
	struct full_name *led = shorts_put(&reading->shorts, key, name->text, LEXICON_BLOCKED, at, false);
	if (led)
		led->relative = name->relative;
}

/* The name is short with its last particle, "de Gaulle", and without its prefix, "Maliki" for "al-Maliki". */
static void put_led(struct reading *reading, size_t own, size_t end, const struct full_name *name)
{
	const struct token *last = &reading->run[end - 1];
	size_t first = end - 1, bare = token_behind_prefix(reading->text, last->start, last->end, reading->words);
	while (first > own && run_has(reading, first - 1, reading->words->particle))
		first--;
	if (first < end - 1)
		put_led_by(reading, run_from(reading, first), name, last->start);
	if (bare > last->start)
		put_led_by(reading, slice_part(reading->text, bare, last->end), name, last->start);
}

/* ---- acronyms ---- */

/* Whether the acronym is that of another name in the brackets behind byte `stop`: "(Partido dos Trabalhadores, PT)". */
static bool stands_for_other(const struct reading *reading, size_t stop, struct slice acronym)
{
	const char *from = reading->text.ptr + stop, *bracket = memchr(from, '(', (size_t)(acronym.ptr - from));
	return bracket && acronym_spells(acronym, slice_make(bracket + 1, (size_t)(acronym.ptr - bracket) - 1));
}

/* A name from byte `start` to `stop` with the one that owns it before it: "Workers' Party". */
static struct slice with_owner(const struct reading *reading, size_t start, size_t stop)
{
	size_t before = token_before(reading->text, start);
	bool owner =
	        before < start && ascii_is_upper(reading->text.ptr[before]) && token_without_possessive(reading->text, before, start - 1) < start - 1;
	return unicode_normal(reading->arena, slice_part(reading->text, owner ? before : start, stop));
}

/* The acronym in brackets behind words first to end of the run, and behind what they are the end of: "Party of Social Justice (PSJ)". */
static void read_acronym(struct reading *reading, size_t first, size_t end)
{
	size_t start = reading->run[first].start, stop = reading->run[end - 1].end;
	struct slice acronym = acronym_behind(reading->text, stop), full = run_from(reading, first), longer;
	if (!acronym.len)
		return;
	if (stands_for_other(reading, stop, acronym) && !shorts_begins_with_first(&reading->shorts, full))
		shorts_put(&reading->shorts, acronym, with_owner(reading, start, stop), LEXICON_BLOCKED, start, true);
	else if (first + 2 <= end && acronym_spells(acronym, full))
		shorts_put(&reading->shorts, acronym, full, LEXICON_BLOCKED, start, true);
	else if (!first && acronym_ends_longer(reading->text, start, stop, acronym, &longer) && longer.len)
		shorts_put(&reading->shorts, acronym, unicode_normal(reading->arena, longer), LEXICON_BLOCKED, start, true);
}

/* ---- whom the document is about ---- */

/* A name in capitals as it stands elsewhere, its particles small: "Ann de Lee"; nothing where it has small letters. */
static struct slice small_name(const struct reading *reading, struct slice name)
{
	struct slice small = lead_small(reading->arena, name), rest = small, word;
	char *out = arena_alloc(reading->arena, small.len + 1);
	memcpy(out, small.ptr, small.len);
	while (slice_split(&rest, ' ', &word))
		if (rest.len && word.ptr > small.ptr && name_words_has(reading->words->particle, word))
			out[word.ptr - small.ptr] = ascii_lower(*word.ptr);
	return slice_make(out, small.len);
}

/* Whom the document is about is short with the last particles, "de Lee". */
static void put_small_led(struct reading *reading, struct slice small, const struct full_name *name, size_t at)
{
	struct slice last = word_last(small), word = last;
	size_t from = small.len - last.len;
	while ((word = word_before(small, from)).len && name_words_has(reading->words->particle, word))
		from = (size_t)(word.ptr - small.ptr);
	struct full_name *led = from && from + last.len < small.len
	        ? shorts_put(&reading->shorts, slice_part(small, from, small.len), name->text, LEXICON_BLOCKED, at, false)
	        : NULL;
	if (led)
		led->topic = true;
}

/* Marks whom the document is about, if words own to end of the run are that. Returns the name as it stands elsewhere. */
static struct full_name *put_lead(struct reading *reading, size_t own, size_t end, struct slice key, struct full_name *name)
{
	size_t start = reading->run[own].start;
	if (own + 2 > end || reading->run[0].start != reading->lead ||
	        !lead_is(reading->text, reading->lead, reading->run[reading->run_length - 1].end))
		return name;
	struct slice text = unicode_normal(reading->arena, slice_part(reading->text, start, reading->run[end - 1].end)),
	             small = small_name(reading, text);
	struct slice title = name->title, all = run_from(reading, own);
	/* "ANN LEE (1901 - 1970)": elsewhere she is Lee. A numeral stays as it is. */
	if (small.len)
		name = shorts_put(&reading->shorts, lead_small(reading->arena, key),
		        arena_format(reading->arena, "%.*s%.*s", SLICE_ARG(small), SLICE_ARG(slice_part(all, text.len, all.len))), LEXICON_BLOCKED,
		        start, false);
	if (!name)
		return NULL;
	name->topic = true;
	name->title = title;
	if (small.len)
		put_small_led(reading, small, name, start);
	return name;
}

/* ---- the run ---- */

/* The words of a name up to a byte: "Franz Joseph" of "Franz Joseph I", and of "Franz Joseph the Great". */
static struct slice up_to(const struct reading *reading, size_t own, size_t stop)
{
	return unicode_normal(reading->arena, slice_part(reading->text, reading->run[own].start, stop));
}

static void read_run(struct reading *reading)
{
	size_t first = run_without_title(reading), own = run_own_begin(reading, first), end = reading->run_length;
	if (first >= end || run_is_declared(reading, &reading->run[end - 1]))
		return;
	/* The name before "II" or "Jr." is the short one. */
	while (end > own + 1 && (run_has(reading, end - 1, reading->words->suffix) || run_has(reading, end - 1, reading->words->numeral)))
		end--;
	struct slice key = token_text(reading, &reading->run[end - 1]);
	size_t stop = run_byname_end(reading);
	/* "Cyrus the Great" is no other than the "Cyrus II" before him. */
	bool called = stop > reading->run[reading->run_length - 1].end && (own + 2 <= end || !map_has(reading->table->shorts, key));
	bool numbered = called || end < reading->run_length, joined = end >= own + 2 && is_joined(reading, end - 1);
	/* Capitals alone are a name of their own behind other words: "World Wars ABC", but not "Ann LEE". */
	bool capitals = !numbered && own + 1 < end && acronym_is(key) && reading->words->ast->acronyms && run_shows_lower(reading, own) &&
	        !run_has(reading, own, reading->words->first_name);
	/* Who is met as "King Hussein" is nobody who gets a longer name later. */
	bool alone = own && own + 1 == end && run_has(reading, own - 1, reading->words->title) && !map_has(reading->table->shorts, key);
	struct full_name *name = NULL;
	if (((numbered || own + 2 <= end) && !is_narrowed(reading, own) && !joined && !capitals) || alone)
		name = shorts_put(&reading->shorts, key, called ? up_to(reading, own, stop) : run_from(reading, own), LEXICON_BLOCKED,
		        reading->run[own].start, false);
	if (name && !name->title.len)
		name->title = titled_before(reading->words, reading->text, reading->run[own].start);
	if (name) {
		name->relative &= reading->relative;
		name->determined |= reading->determined;
		put_led(reading, own, end, name);
		if (numbered && own + 2 <= end)
			begun_push(reading, up_to(reading, own, reading->run[end - 1].end), name, reading->run[own].start, false);
		name = put_lead(reading, own, end, key, name);
	}
	if (name && own + 2 <= end)
		middle_push(reading, name);
	if (name && own + 2 <= end && !reading->determined && run_has(reading, own, reading->words->last_first))
		begun_word(reading, own, name, true);
	else if (name && !alone)
		begun_inner(reading, own, end, numbered, name);
	if (reading->words->ast->acronyms)
		read_acronym(reading, first, end);
}

void reading_end_run(struct reading *reading)
{
	if (!reading->run_length)
		return;
	if (reading->placed && !reading->run[reading->run_length - 1].owns)
		map_put_number(reading->table->placed, run_from(reading, 0), 1);
	read_run(reading);
	reading->run_length = 0;
}
