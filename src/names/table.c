#include "names/table.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "base/word.h"
#include "names/acronyms.h"
#include "names/alone.h"
#include "names/lead.h"
#include "names/shorts.h"
#include "names/titled.h"
#include "names/tokens.h"
#include "text/blocks.h"

enum { RUN_LIMIT = 8 };

/* What a name is short as though no name ends so: "Mao" of Mao Zedong, "Eleanor" of Eleanor Roosevelt, "Arias" of Arnulfo Arias Madrid. */
struct begun {
	struct alone *key;
	struct full_name *name;
	size_t at;
	bool surname; /* a last name that stands first, or the one of two by which the document calls whom it is about */
};

struct reading {
	struct document *document;
	struct slice text;
	const struct name_words *words;
	struct arena *arena;
	struct name_table *table;
	struct shorts shorts;
	const struct lexicon_hits *hits;
	size_t next_name; /* of hits: the first that does not end before the last run did */
	struct token run[RUN_LIMIT];
	size_t run_length;
	bool title, of_title; /* the last word was a title; or a title and function words: "Secretary of the" */
	bool office;          /* of_title where the run begins */
	bool placed;          /* whether it stands behind a word for a place */
	bool determined;      /* or behind one such as "the" */
	bool relative;        /* or behind one for a relative: "his wife, " */
	bool of_kin;          /* the last words were one for a relative and function words: "son of" */
	struct token last;    /* the word before this one */
	ARRAY(struct begun) begun;
	struct alone_words alone; /* the keys of begun, and the short names of relatives */
	struct map *frequent;     /* inner words of names -> whether the document has them often, as a number */
	size_t lead;              /* where the first paragraph begins, or LEAD_NOWHERE */
};

static struct slice token_text(const struct reading *reading, const struct token *token)
{
	return slice_part(reading->text, token->start, token->end);
}

/* Whether the word behind `token` stands within a sentence: behind a word in lower case, or behind one that only a name has before it, a title or
 * a first name. "The" begins a sentence. */
static bool leads_in(struct slice text, const struct token *token, const struct name_words *words)
{
	return !token->ends && (!token->capital || !name_words_has(words->function, slice_part(text, token->start, token->end)));
}

/* Whether the word before byte `at` leads in the one there. */
static bool is_led_in(struct slice text, size_t at, const struct name_words *words)
{
	struct token token;
	size_t end = at - 1, start = end;
	while (start && !token_separates(text.ptr[start - 1]))
		start--;
	struct slice before = slice_part(text, 0, end);
	return token_next(before, &start, &token, words) && leads_in(before, &token, words);
}

static bool begins_block(const struct document *document, size_t at)
{
	const struct block *block = blocks_at(document, at);
	return block && block->start == at;
}

/* Where the word at byte `at` begins with the prefix that is glued to it, "al-Maliki"; `at` where none is. *next is where a word may begin behind it: of what
 * stands between two spaces only the first, and what its prefix leaves of that. */
static size_t prefixed_at(struct slice text, size_t at, const struct name_words *words, size_t *next)
{
	size_t start = at;
	*next = at + 1;
	if (!at || token_separates(text.ptr[at - 1]))
		return at;
	while (start && !token_separates(text.ptr[start - 1]))
		start--;
	struct token token;
	size_t from = start, bare = start;
	if (token_next(text, &from, &token, words))
		bare = token_behind_prefix(text, start, token.end, words);
	while (at > bare && *next < text.len && !token_separates(text.ptr[*next]))
		++*next;
	return bare == at ? start : at;
}

bool name_stands_within(const struct document *document, struct slice word, const struct name_words *words)
{
	struct slice text = document->text;
	size_t from = 0;
	const char *found;
	while ((found = memmem(text.ptr + from, text.len - from, word.ptr, word.len)) != NULL) {
		size_t at = (size_t)(found - text.ptr), start = prefixed_at(text, at, words, &from), next = start;
		struct token token;
		if (start < 2 || !token_separates(text.ptr[start - 1]) || token_separates(text.ptr[start - 2]) ||
		        !token_next(text, &next, &token, words))
			continue;
		if (token.start == start && token.capital && token.end == at + word.len && !begins_block(document, start) &&
		        is_led_in(text, start, words))
			return true;
	}
	return false;
}

/* ---- full names ---- */

static bool is_run_word(const struct reading *reading, size_t i, const struct map *map)
{
	return name_words_has(map, token_text(reading, &reading->run[i]));
}

static size_t without_title(const struct reading *reading)
{
	size_t first = 0;
	while (first < reading->run_length && is_run_word(reading, first, reading->words->title))
		first++;
	while (first < reading->run_length && is_run_word(reading, first, reading->words->function))
		first++;
	if (first + 1 < reading->run_length && is_run_word(reading, first, reading->words->opening))
		first++;
	return first;
}

/* Whether a title that ends the run is somebody's last name: "Martin Luther King", "Rodney King", but not "the Sun King". */
static bool is_last_name(const struct reading *reading, size_t first)
{
	const struct name_words *words = reading->words;
	size_t last = reading->run_length - 1;
	if (last <= first || !is_run_word(reading, last, words->last_name) || is_run_word(reading, last - 1, words->title))
		return false;
	return is_run_word(reading, last - 1, words->first_name) || !(reading->determined || is_run_word(reading, last - 1, words->not_name));
}

/* Whether a word belongs to a declared name: read_sightings has said what it is short for. Asked for words that stand one behind the other. */
static bool is_declared(struct reading *reading, const struct token *token)
{
	const struct lexicon_hits *hits = reading->hits;
	while (reading->next_name < hits->names.n && hits->names.at[reading->next_name].end <= token->start)
		reading->next_name++;
	for (size_t i = reading->next_name; i < hits->names.n && hits->names.at[i].start <= token->start; i++)
		if (hits->names.at[i].end >= token->end && hits->names.at[i].entity != LEXICON_BLOCKED && !hits->names.at[i].adjective)
			return true;
	return false;
}

/* Whether word i of the run is a first name or an initial. */
static bool begins_person(const struct reading *reading, size_t i)
{
	struct slice word = token_text(reading, &reading->run[i]);
	return name_words_has(reading->words->first_name, word) || (word.len == 2 && word.ptr[1] == '.');
}

/* A function word with a capital, within what has first names and titles nowhere, belongs to a heading or a caption: "Siege Of Lisbonia" is no longer
 * form of "Lisbonia". Returns the word behind the last such one, from `first` on. */
static size_t behind_linked(const struct reading *reading, size_t first)
{
	if (first + 2 >= reading->run_length || begins_person(reading, first) || (first && is_run_word(reading, first - 1, reading->words->title)))
		return first;
	for (size_t i = reading->run_length - 2; i > first; i--) {
		const struct token *token = &reading->run[i];
		bool name = begins_person(reading, i) || is_run_word(reading, i, reading->words->particle);
		if (token->capital && token->end - token->start > 1 && !name && is_run_word(reading, i, reading->words->function))
			return i + 1;
	}
	return first;
}

/* Where a name begins that its last word may stand for: behind the last title and the last owner in the run, "British Prime Minister",
 * "Allende's". "People's" owns nothing. */
static size_t own_begin(struct reading *reading, size_t first)
{
	for (size_t i = reading->run_length; i > first; i--) {
		bool owner = i < reading->run_length && reading->run[i - 1].owns && !is_run_word(reading, i - 1, reading->words->many);
		bool title = is_run_word(reading, i - 1, reading->words->title) && (i < reading->run_length || !is_last_name(reading, first));
		if (owner || title)
			return i;
	}
	while (first + 2 < reading->run_length && is_run_word(reading, first, reading->words->not_name) &&
	        is_run_word(reading, first + 1, reading->words->first_name))
		first++;
	while (reading->office && first < reading->run_length && is_run_word(reading, first, reading->words->office_part))
		first++;
	first = behind_linked(reading, first);
	/* "Ambassador to Spain Ana Ruiz". */
	size_t behind = first;
	while (reading->office && behind + 2 < reading->run_length && is_declared(reading, &reading->run[behind]))
		behind++;
	return behind > first && begins_person(reading, behind) ? behind : first;
}

static struct slice run_from(const struct reading *reading, size_t first)
{
	const struct token *last = &reading->run[reading->run_length - 1];
	/* "Charles I." ends a sentence. */
	bool stop = last->end == last->start + 2 && reading->text.ptr[last->end - 1] == '.';
	return unicode_normal(reading->arena, slice_part(reading->text, reading->run[first].start, last->end - stop));
}

/* Whether what stands before the last word of the run, from word `own` on, makes of it another thing: "East Jerusalem". */
static bool is_narrowed(const struct reading *reading, size_t own)
{
	bool narrowed = own + 1 < reading->run_length;
	for (size_t i = own; i + 1 < reading->run_length && narrowed; i++)
		narrowed = is_run_word(reading, i, reading->words->narrower);
	return narrowed;
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
	while (first > own && is_run_word(reading, first - 1, reading->words->particle))
		first--;
	if (first < end - 1)
		put_led_by(reading, run_from(reading, first), name, last->start);
	if (bare > last->start)
		put_led_by(reading, slice_part(reading->text, bare, last->end), name, last->start);
}

/* Whether a particle of one letter joins word i of the run to the one before: "Cohen y Texas" is not what "Texas" stands for. */
static bool is_joined(const struct reading *reading, size_t i)
{
	return token_text(reading, &reading->run[i - 1]).len == 1 && is_run_word(reading, i - 1, reading->words->particle);
}

/* Whether the word of the run at `at` has letters that are no capitals. */
static bool shows_lower(const struct reading *reading, size_t at)
{
	struct slice word = token_text(reading, &reading->run[at]);
	for (size_t i = 0; i < word.len; i++)
		if (word.ptr[i] >= 'a' && word.ptr[i] <= 'z')
			return true;
	return false;
}

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

/* Whether word i of the run may be enough for the whole name: it stands for nothing else. */
static bool may_be_enough(const struct reading *reading, size_t i, const struct full_name *name)
{
	enum { SHORTEST = 3 };
	const struct name_words *words = reading->words;
	struct slice word = token_text(reading, &reading->run[i]);
	return word.len >= SHORTEST && (shows_lower(reading, i) || name->topic) && !reading->run[i].owns && !name_words_has(words->particle, word) &&
	        !name_words_has(words->not_name, word) && !name_words_has(words->title, word) && !name_words_has(words->numeral, word);
}

static void push_begun(struct reading *reading, struct slice key, struct full_name *name, size_t at, bool surname)
{
	struct begun begun = { alone_add(&reading->alone, key), name, at, surname };
	begun.key->times++;
	array_push(&reading->begun, begun);
}

/* That word i of the run may be short for the name; in small letters where the document begins with it in capitals. */
static void begin_with(struct reading *reading, size_t i, struct full_name *name, bool surname)
{
	struct slice key = token_text(reading, &reading->run[i]), small = name->topic ? lead_small(reading->arena, key) : slice_make("", 0);
	push_begun(reading, small.len ? small : key, name, reading->run[i].start, surname);
}

/* Whether whom the document is about is called by word i of the run, the first of two last names. */
static bool is_called(struct reading *reading, size_t i, const struct full_name *name)
{
	enum { UNKNOWN = 2 };
	struct slice key = token_text(reading, &reading->run[i]);
	if (!name->topic)
		return false;
	size_t known = map_number(reading->frequent, key, UNKNOWN);
	if (known == UNKNOWN) {
		struct slice small = lead_small(reading->arena, key);
		known = lead_is_frequent(reading->text, small.len ? small : key);
		map_put_number(reading->frequent, key, known);
	}
	return known;
}

/* The words that a person's name from word `own` to `end` of the run may be short as besides its last: the first, and the last but one of three and
 * more. */
static void put_inner(struct reading *reading, size_t own, size_t end, bool numbered, struct full_name *name)
{
	const struct name_words *words = reading->words;
	bool person = is_run_word(reading, own, words->first_name);
	if (reading->determined || (!person && !name->title.len && !numbered))
		return;
	if (own + 2 <= reading->run_length && may_be_enough(reading, own, name))
		begin_with(reading, own, name, false);
	size_t inner = end;
	while (inner > own + 2 && (inner == end || is_run_word(reading, inner - 1, words->particle)))
		inner--;
	if (person && inner > own + 1 && inner < end && may_be_enough(reading, inner - 1, name) &&
	        !is_run_word(reading, inner - 1, words->first_name))
		begin_with(reading, inner - 1, name, is_called(reading, inner - 1, name));
}

/* The words of a name before its number: "Franz Joseph" of "Franz Joseph I". */
static struct slice unnumbered(const struct reading *reading, size_t own, size_t end)
{
	return unicode_normal(reading->arena, slice_part(reading->text, reading->run[own].start, reading->run[end - 1].end));
}

static void read_run(struct reading *reading)
{
	size_t first = without_title(reading), own = own_begin(reading, first), end = reading->run_length;
	if (first >= end || is_declared(reading, &reading->run[end - 1]))
		return;
	/* The name before "II" or "Jr." is the short one. */
	while (end > own + 1 && (is_run_word(reading, end - 1, reading->words->suffix) || is_run_word(reading, end - 1, reading->words->numeral)))
		end--;
	bool numbered = end < reading->run_length, joined = end >= own + 2 && is_joined(reading, end - 1);
	struct slice key = token_text(reading, &reading->run[end - 1]);
	/* Capitals alone are a name of their own behind other words: "World Wars ABC", but not "Ann LEE". */
	bool capitals = !numbered && own + 1 < end && acronym_is(key) && reading->words->ast->acronyms && shows_lower(reading, own) &&
	        !is_run_word(reading, own, reading->words->first_name);
	/* Who is met as "King Hussein" is nobody who gets a longer name later. */
	bool alone = own && own + 1 == end && is_run_word(reading, own - 1, reading->words->title) && !map_has(reading->table->shorts, key);
	struct full_name *name = NULL;
	if (((numbered || own + 2 <= end) && !is_narrowed(reading, own) && !joined && !capitals) || alone)
		name = shorts_put(&reading->shorts, key, run_from(reading, own), LEXICON_BLOCKED, reading->run[own].start, false);
	if (name && !name->title.len)
		name->title = titled_before(reading->words, reading->text, reading->run[own].start);
	if (name) {
		name->relative &= reading->relative;
		put_led(reading, own, end, name);
		if (numbered && own + 2 <= end)
			push_begun(reading, unnumbered(reading, own, end), name, reading->run[own].start, false);
		name = put_lead(reading, own, end, key, name);
	}
	if (name && own + 2 <= end && !reading->determined && is_run_word(reading, own, reading->words->last_first))
		begin_with(reading, own, name, true);
	else if (name && !alone)
		put_inner(reading, own, end, numbered, name);
	if (reading->words->ast->acronyms)
		read_acronym(reading, first, end);
}

static void end_run(struct reading *reading)
{
	if (!reading->run_length)
		return;
	if (reading->placed && !reading->run[reading->run_length - 1].owns)
		map_put_number(reading->table->placed, run_from(reading, 0), 1);
	read_run(reading);
	reading->run_length = 0;
}

/* Whether the word before is one of these, no mark behind it. */
static bool follows(const struct reading *reading, const struct map *words)
{
	return reading->last.end && !reading->last.ends && name_words_has(words, token_text(reading, &reading->last));
}

/* Whether the run's last word is a numeral with a full stop that ends a sentence: "before World War I. Orlov", but not "John I. Orlov". */
static bool is_closing_numeral(const struct reading *reading)
{
	size_t n = reading->run_length;
	struct slice word = n > 2 ? token_text(reading, &reading->run[n - 1]) : slice_make("", 0);
	return word.len == 2 && word.ptr[1] == '.' && name_words_has(reading->words->numeral, slice_part(word, 0, 1)) &&
	        !is_run_word(reading, n - 2, reading->words->first_name) &&
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
			end_run(reading);
		if (!reading->run_length) {
			reading->office = reading->of_title;
			reading->placed = follows(reading, reading->words->placed);
			reading->determined = follows(reading, reading->words->determiner);
			reading->relative = reading->of_kin || is_relative(reading);
		}
		reading->run[reading->run_length++] = *token;
	} else {
		end_run(reading);
	}
	if (token->ends || is_closing_numeral(reading))
		end_run(reading);
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
		led_in = leads_in(reading->text, &token, reading->words);
	}
	end_run(reading);
}

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

/* Whether the document names somebody by the word alone before byte `at`, where it is part of a longer name, "Muhammad": then it is not short for
 * that. */
static bool is_another(const struct alone *word, size_t at)
{
	return word->first != ALONE_NOWHERE && word->first < at;
}

/* Who has the word for a last name, where it stands last, has the better claim to it, if the document has more of them: not "In Saigon Mao". */
static void put_begun(struct reading *reading)
{
	size_t kept = 0;
	for (size_t i = 0; i < reading->begun.n; i++) {
		const struct begun *begun = &reading->begun.at[i];
		const struct full_name *last = map_get(reading->table->shorts, begun->key->text);
		bool often = begun->surname && last && last->entity == LEXICON_BLOCKED && 2 * last->times < begun->key->times;
		if (last && !often && !(begun->surname && begun->name->topic))
			continue;
		if (!begun->surname && (map_has(reading->table->placed, begun->key->text) || begun->key->kin || is_another(begun->key, begun->at)))
			continue;
		map_put(reading->table->shorts, begun->key->text, NULL);
		reading->begun.at[kept++] = *begun;
	}
	for (size_t i = 0; i < kept; i++) {
		const struct begun *begun = &reading->begun.at[i];
		struct full_name *name = shorts_put(&reading->shorts, begun->key->text, begun->name->text, begun->name->entity, begun->at, false);
		if (!name)
			continue;
		name->topic |= begun->name->topic;
		if (!begun->surname && !name->begun) {
			name->begun = true;
			name->title = begun->name->title;
		}
	}
}

/* Whether a short name is that of somebody who is only there as a relative. "Otto won ... his brother, Otto II" says of him what number he has. */
static bool is_relative_short(struct slice key, const struct full_name *name)
{
	bool numbered = name && (name->text.len < key.len || !slice_equal(slice_part(name->text, name->text.len - key.len, name->text.len), key));
	return name && !numbered && name->relative && !name->next && !name->topic && !name->acronym && !name->begun &&
	        name->entity == LEXICON_BLOCKED;
}

static void add_relative(struct slice key, void *value, void *data)
{
	if (is_relative_short(key, value))
		alone_add(data, key);
}

/* "Barrow won ... his father, Ben Barrow": whoever has been called by the word is not this one. */
static void doubt_relative(struct slice key, void *value, void *data)
{
	struct full_name *name = value;
	const struct alone *word = is_relative_short(key, name) ? map_get(data, key) : NULL;
	if (word && is_another(word, name->at))
		name->ambiguous = true;
}

/* What the words that may be short for a name say where they stand by themselves. */
static void read_alone(struct reading *reading)
{
	struct map *shorts = reading->table->shorts;
	map_each(shorts, add_relative, &reading->alone);
	alone_find(&reading->alone, reading->text, reading->words->kin);
	put_begun(reading);
	map_each(shorts, doubt_relative, reading->alone.map);
}

static void reading_fini(struct reading *reading)
{
	array_fini(&reading->begun);
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
	read_alone(&reading);
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
