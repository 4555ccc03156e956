#include "names/table.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "names/acronyms.h"
#include "names/halves.h"
#include "names/titled.h"
#include "rules/emit.h"
#include "rules/vocabulary.h"
#include "text/blocks.h"

enum { RUN_LIMIT = 8 };

/* ---- words of the text ---- */

struct token {
	size_t start, end; /* letters, digits, inner marks */
	bool capital;
	bool owns; /* "Allende's": what follows is another thing */
	bool ends; /* a mark stands between it and the next word */
};

/* A name that begins with a last name: "Mao" of Mao Zedong. */
struct begun {
	struct slice key;
	struct full_name *name;
	size_t at;
};

struct reading {
	struct document *document;
	struct slice text;
	const struct name_words *words;
	struct arena *arena;
	struct name_table *table;
	const struct lexicon_hits *hits;
	size_t next_name; /* of hits: the first that does not end before the last run did */
	struct token run[RUN_LIMIT];
	size_t run_length;
	bool title, of_title; /* the last word was a title; or a title and function words: "Secretary of the" */
	bool office;          /* of_title where the run begins */
	bool placed;          /* whether it stands behind a word for a place */
	bool determined;      /* or behind one such as "the" */
	struct token last;    /* the word before this one */
	ARRAY(struct begun) begun;
};

static bool separates(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool word_start(char c)
{
	return ascii_is_word(c) || (unsigned char)c >= 0x80;
}

/* Without the bytes of a possessive: the last apostrophe, and what is behind it, where that is one letter at most. */
static size_t without_possessive(struct slice text, size_t start, size_t end)
{
	for (size_t back = 1; back <= 4 && start + back < end; back++) {
		const char *at = text.ptr + end - back;
		if (*at == '\'')
			return back <= 2 ? end - back : end;
		if (back >= 3 && memcmp(at, "\xE2\x80\x99", 3) == 0)
			return end - back;
	}
	return end;
}

/* The end of the last letter or digit of start..end; a capital's full stop belongs to it ("J."). */
static size_t last_letter(struct slice text, size_t start, size_t end)
{
	size_t last = start, letters = 0;
	for (size_t at = start; at < end;) {
		uint32_t code = unicode_next(text, &at);
		if (!unicode_is_letter(code) && !unicode_is_digit(code))
			continue;
		letters++;
		last = at;
	}
	bool initial = letters == 1 && last < end && text.ptr[last] == '.' && last + 1 == end;
	return initial ? end : last;
}

static bool begins_word(struct slice text, size_t at)
{
	uint32_t code = unicode_next(text, &at);
	return unicode_is_letter(code) || unicode_is_digit(code);
}

/* Behind a prefix at the beginning of a word, "al-Maliki"; where the word begins where it has none. */
static size_t behind_prefix(struct slice text, size_t start, size_t end, const struct name_words *words)
{
	for (size_t at = start; at < end;) {
		size_t mark = at;
		uint32_t code = unicode_straight(unicode_next(text, &at));
		if (code == '-' || code == '\'')
			return name_words_has(words->prefix, slice_part(text, start, mark)) ? at : start;
	}
	return start;
}

static uint32_t code_at(struct slice text, size_t at)
{
	return at < text.len ? unicode_straight(unicode_next(text, &at)) : 0;
}

static bool is_upper_at(struct slice text, size_t at)
{
	return at < text.len && unicode_is_upper(unicode_next(text, &at));
}

/* The end of a nickname in quotation marks behind the space at `at`, where the name goes on behind it: Ernesto "Che" Guevara. `at` where none is. */
static size_t behind_nickname(struct slice text, size_t at)
{
	uint32_t quote = code_at(text, at + 1);
	size_t next = at + 1, words = 1;
	if (quote != '"' && quote != '\'')
		return at;
	unicode_next(text, &next);
	if (!is_upper_at(text, next))
		return at;
	while (next < text.len && words <= 2) {
		uint32_t code = unicode_straight(unicode_next(text, &next));
		if (code == quote)
			return next < text.len && text.ptr[next] == ' ' && is_upper_at(text, next + 1) ? next : at;
		if (separates((char)code) && !is_upper_at(text, next))
			return at;
		words += separates((char)code);
	}
	return at;
}

/* A word of small letters before another word: most are, and there is nothing more to ask of them. */
static bool small_token(struct slice text, size_t start, struct token *token)
{
	size_t end = start;
	while (end < text.len && text.ptr[end] >= 'a' && text.ptr[end] <= 'z')
		end++;
	if (end == start || end + 1 >= text.len || !separates(text.ptr[end]) || !ascii_is_word(text.ptr[end + 1]))
		return false;
	*token = (struct token){ .start = start, .end = end };
	return true;
}

static bool next_token(struct slice text, size_t *at, struct token *token, const struct name_words *words)
{
	size_t start = *at;
	while (start < text.len && !word_start(text.ptr[start]))
		start++;
	if (start == text.len)
		return false;
	if (small_token(text, start, token)) {
		*at = token->end;
		return true;
	}
	size_t end = start;
	while (end < text.len && !separates(text.ptr[end]))
		end++;
	size_t nickname = end < text.len && text.ptr[end] == ' ' ? behind_nickname(text, end) : end;
	*at = nickname;
	size_t last = last_letter(text, start, end), decode = behind_prefix(text, start, end, words);
	token->start = start;
	token->end = without_possessive(text, start, last);
	token->capital = unicode_is_upper(unicode_next(text, &decode));
	token->owns = token->end < last && text.ptr[last - 1] == 's';
	token->ends = last != end || (nickname == end && end + 1 < text.len && !begins_word(text, end + 1));
	return true;
}

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
	while (start && !separates(text.ptr[start - 1]))
		start--;
	struct slice before = slice_part(text, 0, end);
	return next_token(before, &start, &token, words) && leads_in(before, &token, words);
}

static bool begins_block(const struct document *document, size_t at)
{
	const struct block *block = blocks_at(document, at);
	return block && block->start == at;
}

bool name_stands_within(const struct document *document, struct slice word, const struct name_words *words)
{
	struct slice text = document->text;
	size_t from = 0;
	const char *found;
	while ((found = memmem(text.ptr + from, text.len - from, word.ptr, word.len)) != NULL) {
		size_t at = (size_t)(found - text.ptr), next = at;
		struct token token;
		from = at + 1;
		if (at < 2 || !separates(text.ptr[at - 1]) || separates(text.ptr[at - 2]) || !next_token(text, &next, &token, words))
			continue;
		if (token.start == at && token.capital && token.end == at + word.len && !begins_block(document, at) && is_led_in(text, at, words))
			return true;
	}
	return false;
}

/* ---- full names ---- */

/* Whether a `distinct` line forbids that key stands for the name; that it did is kept. */
static bool is_apart(struct reading *reading, struct slice key, struct slice text, uint32_t entity)
{
	size_t line = distinct_line(reading->words->distinct, key, text, entity, reading->arena);
	if (line == DISTINCT_NONE)
		return false;
	if (!map_has(reading->table->apart, key))
		map_put_number(reading->table->apart, key, line);
	return true;
}

/* Whether a name ends with another, the quotation marks of a nickname left out: `Ernesto "Che" Guevara` with `Che Guevara`. */
static bool ends_with(struct slice name, struct slice end)
{
	size_t i = name.len, k = end.len;
	while (i && k) {
		char c = name.ptr[i - 1];
		if (c != end.ptr[k - 1] && c == '"')
			i--;
		else if (c != end.ptr[k - 1])
			return false;
		else
			i--, k--;
	}
	return !k;
}

/* Whether a name begins with a particle: then it lacks its first name. */
static bool is_led(const struct reading *reading, struct slice name)
{
	struct slice first;
	return slice_split(&name, ' ', &first) && map_has(reading->words->particle, first);
}

static struct full_name *full_name_new(struct reading *reading, struct slice text, uint32_t entity, size_t at, bool acronym)
{
	struct full_name *name = arena_alloc(reading->arena, sizeof *name);
	*name = (struct full_name){ .text = text, .entity = entity, .line = document_line(reading->document, at), .acronym = acronym };
	return name;
}

/* The last of those that share a short name, or the one of this name, as far as *same is true then. */
static struct full_name *find_full(struct full_name *first, struct slice text, uint32_t entity, bool *same)
{
	for (struct full_name *name = first;; name = name->next) {
		*same = name->entity == entity && (entity != LEXICON_BLOCKED || slice_equal(name->text, text));
		if (*same || !name->next)
			return name;
	}
}

/* Whether a name begins with a first name: then nothing before it is missing, and nothing is too much. */
static bool begins_with_first(const struct reading *reading, struct slice name)
{
	struct slice first;
	return slice_split(&name, ' ', &first) && name_words_has(reading->words->first_name, first);
}

/* Whether a longer name is that of who is known: "Abraham Lincoln" of "President Lincoln", but not "Saddam Hussein" of "King Hussein". */
static bool completes(const struct reading *reading, struct slice longer, const struct full_name *known)
{
	const struct name_words *words = reading->words;
	return known->entity == LEXICON_BLOCKED && begins_with_first(reading, longer) && !name_words_has(words->first_name, known->text) &&
	        !name_words_has(words->first_title, known->title);
}

/* Several words that a name ends with are short for it as well: "Lloyd George" for David Lloyd George. Returns the name. */
static struct full_name *also_short(struct reading *reading, struct slice text, struct full_name *name)
{
	if (!map_has(reading->table->shorts, text))
		map_put(reading->table->shorts, text, name);
	return name;
}

static struct full_name *put_short(struct reading *reading, struct slice key, struct slice text, uint32_t entity, size_t at, bool acronym)
{
	struct full_name *known = map_get(reading->table->shorts, key);
	if (is_apart(reading, key, text, entity))
		return NULL;
	if (!known) {
		known = full_name_new(reading, text, entity, at, acronym);
		map_put(reading->table->shorts, key, known);
		return known;
	}
	bool same;
	struct full_name *last = find_full(known, text, entity, &same);
	if (same)
		return last;
	bool longer = text.len > known->text.len && ends_with(text, known->text);
	bool shorter = text.len < known->text.len && ends_with(known->text, text);
	bool parted = (longer || shorter) && distinct_line(reading->words->distinct, known->text, text, entity, reading->arena) != DISTINCT_NONE;
	if (longer && !parted && completes(reading, text, known)) {
		also_short(reading, known->text, known);
		known->text = text;
	}
	if ((longer && !parted) || known->acronym)
		return known;
	/* What the longer has before it is no part of the name: "Treasury Ana Ruiz", "Yesterday Ana Ruiz". */
	if (shorter && !parted && (is_led(reading, text) || begins_with_first(reading, known->text)))
		return also_short(reading, text, known);
	if (shorter && !parted) {
		known->text = text;
		return known;
	}
	known->ambiguous = true;
	return last->next = full_name_new(reading, text, entity, at, acronym);
}

/* Whether the letters of the acronym are those that the capitalised words of the name begin with, in another order: "FARC" of "Revolutionary Armed
 * Forces of Colombia". */
static bool shuffles(struct slice acronym, struct slice name)
{
	enum { SHORTEST = 3 };
	uint32_t letters = 0, capitals = 0;
	size_t n = 0;
	struct slice word;
	for (size_t i = 0; i < acronym.len; i++)
		letters |= UINT32_C(1) << (acronym.ptr[i] & 31);
	while (slice_split(&name, ' ', &word))
		if (word.len && ascii_is_upper(*word.ptr)) {
			capitals |= UINT32_C(1) << (*word.ptr & 31);
			n++;
		}
	return n >= SHORTEST && n == acronym.len && letters == capitals;
}

/* Each letter of the acronym begins a word of the name. */
static bool spells(struct slice acronym, struct slice name)
{
	size_t found = 0;
	bool begins = true;
	for (size_t i = 0; i < name.len && found < acronym.len; i++) {
		if (begins && ascii_lower(name.ptr[i]) == ascii_lower(acronym.ptr[found]))
			found++;
		begins = separates(name.ptr[i]) || name.ptr[i] == '-';
	}
	return found == acronym.len || shuffles(acronym, name);
}

/* "Name (ABC)": what stands in brackets behind `end`, or an empty slice. */
static struct slice acronym_behind(struct slice text, size_t end)
{
	size_t at = end;
	while (at < text.len && separates(text.ptr[at]))
		at++;
	if (at == end || at >= text.len || text.ptr[at] != '(')
		return slice_make("", 0);
	return acronym_in_brackets(text, at);
}

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

/* Where a name begins that its last word may stand for: behind the last title and the last owner in the run, "British Prime Minister",
 * "Allende's". "People's" owns nothing. */
static size_t own_begin(const struct reading *reading, size_t first)
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
	return first;
}

static struct slice run_from(const struct reading *reading, size_t first)
{
	return unicode_normal(reading->arena, slice_part(reading->text, reading->run[first].start, reading->run[reading->run_length - 1].end));
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

/* Whether what stands before the last word of the run, from word `own` on, makes of it another thing: "East Jerusalem". */
static bool is_narrowed(const struct reading *reading, size_t own)
{
	bool narrowed = own + 1 < reading->run_length;
	for (size_t i = own; i + 1 < reading->run_length && narrowed; i++)
		narrowed = is_run_word(reading, i, reading->words->narrower);
	return narrowed;
}

/* The name is short with its last particle, "de Gaulle", and without its prefix, "Maliki" for "al-Maliki". */
static void put_led(struct reading *reading, size_t own, size_t end, const struct full_name *name)
{
	const struct token *last = &reading->run[end - 1];
	size_t first = end - 1, bare = behind_prefix(reading->text, last->start, last->end, reading->words);
	while (first > own && is_run_word(reading, first - 1, reading->words->particle))
		first--;
	if (first < end - 1)
		put_short(reading, run_from(reading, first), name->text, LEXICON_BLOCKED, last->start, false);
	if (bare > last->start)
		put_short(reading, slice_part(reading->text, bare, last->end), name->text, LEXICON_BLOCKED, last->start, false);
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

/* The start of the word that stands right before `at`, or `at`. */
static size_t word_before(struct slice text, size_t at)
{
	size_t end = at;
	while (end && separates(text.ptr[end - 1]))
		end--;
	size_t start = end;
	while (start && !separates(text.ptr[start - 1]))
		start--;
	bool ends = end && (word_start(text.ptr[end - 1]) || text.ptr[end - 1] == '\'');
	return end < at && start < end && word_start(text.ptr[start]) && ends ? start : at;
}

/* Longer words than these begin no part of a name: "of the". */
enum { JOINING_MAX = 3, JOINING_WORDS = 2 };

/* Whether the name at `start` goes on with a longer one, "Communist Party of Burma": then `longer` is so much of that as spells the
   acronym, or empty. Of one without such words between, "Al-Hizb Pakistan", it has to. */
static bool ends_longer(struct slice text, size_t start, size_t end, struct slice acronym, struct slice *longer)
{
	size_t at = start, before = word_before(text, at);
	for (int i = 0; i < JOINING_WORDS && before < at && text.ptr[before] >= 'a' && text.ptr[before] <= 'z' && at - before <= JOINING_MAX + 1;
	        i++) {
		at = before;
		before = word_before(text, at);
	}
	*longer = slice_make("", 0);
	bool beside = at == start;
	if (before == at || !ascii_is_upper(text.ptr[before]))
		return false;
	for (; before < at && ascii_is_upper(text.ptr[before]) && !longer->len; before = word_before(text, at)) {
		at = before;
		if (spells(acronym, slice_part(text, at, end)))
			*longer = slice_part(text, at, end);
	}
	return !beside || longer->len;
}

/* Whether the acronym is that of another name in the brackets behind byte `stop`: "(Partido dos Trabalhadores, PT)". */
static bool stands_for_other(const struct reading *reading, size_t stop, struct slice acronym)
{
	const char *from = reading->text.ptr + stop, *bracket = memchr(from, '(', (size_t)(acronym.ptr - from));
	return bracket && spells(acronym, slice_make(bracket + 1, (size_t)(acronym.ptr - bracket) - 1));
}

/* A name from byte `start` to `stop` with the one that owns it before it: "Workers' Party". */
static struct slice with_owner(const struct reading *reading, size_t start, size_t stop)
{
	size_t before = word_before(reading->text, start);
	bool owner = before < start && ascii_is_upper(reading->text.ptr[before]) && without_possessive(reading->text, before, start - 1) < start - 1;
	return unicode_normal(reading->arena, slice_part(reading->text, owner ? before : start, stop));
}

/* The acronym in brackets behind words first to end of the run, and behind what they are the end of: "Party of Social Justice (PSJ)". */
static void read_acronym(struct reading *reading, size_t first, size_t end)
{
	size_t start = reading->run[first].start, stop = reading->run[end - 1].end;
	struct slice acronym = acronym_behind(reading->text, stop), full = run_from(reading, first), longer;
	if (!acronym.len)
		return;
	if (stands_for_other(reading, stop, acronym) && !begins_with_first(reading, full))
		put_short(reading, acronym, with_owner(reading, start, stop), LEXICON_BLOCKED, start, true);
	else if (first + 2 <= end && spells(acronym, full))
		put_short(reading, acronym, full, LEXICON_BLOCKED, start, true);
	else if (!first && ends_longer(reading->text, start, stop, acronym, &longer) && longer.len)
		put_short(reading, acronym, unicode_normal(reading->arena, longer), LEXICON_BLOCKED, start, true);
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
		name = put_short(reading, key, run_from(reading, own), LEXICON_BLOCKED, reading->run[own].start, false);
	if (name && !name->title.len)
		name->title = titled_before(reading->words, reading->text, reading->run[own].start);
	if (name)
		put_led(reading, own, end, name);
	if (name && own + 2 <= end && !reading->determined && is_run_word(reading, own, reading->words->last_first))
		array_push(&reading->begun, ((struct begun){ token_text(reading, &reading->run[own]), name, reading->run[own].start }));
	if (reading->words->ast->acronyms)
		read_acronym(reading, first, end);
}

static void end_run(struct reading *reading)
{
	if (!reading->run_length)
		return;
	if (reading->placed && reading->run_length == 1 && !reading->run[0].owns)
		map_put_number(reading->table->placed, token_text(reading, &reading->run[0]), 1);
	read_run(reading);
	reading->run_length = 0;
}

/* Whether the word before is one of these, no mark behind it. */
static bool follows(const struct reading *reading, const struct map *words)
{
	return reading->last.end && !reading->last.ends && name_words_has(words, token_text(reading, &reading->last));
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
		}
		reading->run[reading->run_length++] = *token;
	} else {
		end_run(reading);
	}
	if (token->ends)
		end_run(reading);
}

static void meet_title(struct reading *reading, const struct token *token)
{
	struct slice word = token_text(reading, token);
	reading->of_title = (reading->title || reading->of_title) && !token->ends && name_words_has(reading->words->function, word);
	reading->title = !token->ends && name_words_title(reading->words, word);
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
	for (size_t at = 0, block = 0; next_token(reading->text, &at, &token, reading->words);) {
		token.ends |= ends_block(reading->document, &block, at);
		bool particle = !token.capital && reading->run_length && name_words_has(reading->words->particle, token_text(reading, &token));
		if (token.capital && led_in)
			map_put_number(reading->table->names, token_text(reading, &token), 1);
		meet_token(reading, &token, particle);
		meet_title(reading, &token);
		led_in = leads_in(reading->text, &token, reading->words);
	}
	end_run(reading);
}

/* A person's party stands in brackets like an acronym: "Ann Lee (ABC)". */
static bool may_be_short(const struct ast *ast, const struct ast_entity *entity, struct slice acronym)
{
	return !slice_equal(entity->type, ast->unknown_first_name) || spells(acronym, entity->name);
}

/* A run that ends in a particle was cut where the next word is no capital: it is kept without it by never being looked up. */
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
		bool part = acronym.len && !spells(acronym, full) && ends_longer(reading->text, name->start, name->end, acronym, &longer);
		if (reading->words->ast->acronyms && acronym.len && !part && may_be_short(reading->words->ast, entity, acronym))
			put_short(reading, acronym, full, name->entity, name->start, true);
		else if (reading->words->ast->acronyms && part && longer.len)
			put_short(reading, acronym, longer, LEXICON_BLOCKED, name->start, true);
		size_t last = text.len;
		while (last && !separates(text.ptr[last - 1]))
			last--;
		struct full_name *known = last ? put_short(reading, slice_part(text, last, text.len), full, name->entity, name->start, false) : NULL;
		if (known && !known->title.len)
			known->title = titled_before(reading->words, reading->text, name->start);
	}
}

/* Who has the word for a last name, where it stands last, has the better claim to it. */
static void put_begun(struct reading *reading)
{
	size_t kept = 0;
	for (size_t i = 0; i < reading->begun.n; i++)
		if (!map_has(reading->table->shorts, reading->begun.at[i].key))
			reading->begun.at[kept++] = reading->begun.at[i];
	for (size_t i = 0; i < kept; i++)
		put_short(reading, reading->begun.at[i].key, reading->begun.at[i].name->text, reading->begun.at[i].name->entity, reading->begun.at[i].at, false);
	array_fini(&reading->begun);
}

struct name_table *name_table_new(struct document *document, const struct lexicon_hits *hits, const struct name_words *words, struct arena *arena)
{
	struct name_table *table = arena_alloc(arena, sizeof *table);
	table->words = words;
	table->names = map_new();
	table->shorts = map_new();
	table->placed = map_new();
	table->apart = words->distinct ? map_new() : NULL;
	struct reading reading = { .document = document, .text = document->text, .words = words, .arena = arena, .table = table, .hits = hits };
	read_sightings(&reading);
	read_words(&reading);
	put_begun(&reading);
	return table;
}

void name_table_fini(struct name_table *table)
{
	if (!table)
		return;
	map_free(table->names);
	map_free(table->shorts);
	map_free(table->placed);
	map_free(table->apart);
}
