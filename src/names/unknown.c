#include "names/unknown.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "base/word.h"
#include "names/acronyms.h"
#include "names/tokens.h"
#include "text/marks.h"

static bool begins_upper(struct slice subject, size_t at)
{
	return at < subject.len && unicode_is_upper(unicode_next(subject, &at));
}

bool unknown_is_last_name(const struct mentions *mentions, struct slice text, size_t at, struct slice word)
{
	const struct name_words *words = &mentions->naming->words;
	if (!mentions->table || !ascii_is_upper(text.ptr[at]) || !name_words_has(words->last_name, word) ||
	        name_words_has(words->determiner, slice_trim(slice_part(text, token_before(text, at), at))) || begins_upper(text, at + word.len + 1))
		return false;
	const struct full_name *full = map_get(mentions->table(mentions->data)->shorts, word);
	return full && !full->acronym;
}

/* A title alone names nobody. */
static bool is_no_name(const struct mentions *mentions, struct slice word)
{
	const struct name_words *words = &mentions->naming->words;
	return name_words_has(words->not_name, word) || name_words_has(words->title, word);
}

/* Whether what stands behind a sentence's first word, which ends at byte `end` of the mask, follows a name alone: "Orlov, the leader". */
static bool is_followed(struct mentions *mentions, struct slice subject, size_t end)
{
	const struct compiled *compiled = program_get(&mentions->naming->after_name, mentions->naming->compiler);
	size_t at = end < subject.len && strchr("'\"", subject.ptr[end]) ? end + 1 : end;
	at += at < subject.len && subject.ptr[at] == ' ';
	if (!compiled->regex || at >= subject.len)
		return false;
	enum regex_result result = regex_match(compiled->regex, mentions->scratch, subject, at, true);
	mentions->gave_up += result == REGEX_GAVE_UP;
	return result == REGEX_MATCH;
}

/* Whether the word stands in lower case in the text around byte `at`: then it is none but a word. */
static bool stands_in_lower(struct slice text, size_t at, struct slice word)
{
	enum { AROUND = 1 << 15, LONGEST = 64 };
	char lower[LONGEST];
	if (word.len >= sizeof lower || !ascii_is_upper(word.ptr[0]))
		return false;
	memcpy(lower, word.ptr, word.len);
	lower[0] = ascii_lower(lower[0]);
	size_t start = at > AROUND ? at - AROUND : 0, end = text.len - at > AROUND ? at + AROUND : text.len;
	const char *from = text.ptr + start, *found;
	while ((found = memmem(from, (size_t)(text.ptr + end - from), lower, word.len)) != NULL) {
		bool begins = found == text.ptr || !ascii_is_word(found[-1]);
		bool ends = found + word.len == text.ptr + text.len || !ascii_is_word(found[word.len]);
		if (begins && ends)
			return true;
		from = found + 1;
	}
	return false;
}

/* Whether a run of capitalised words is a name: not made of months and the like, and not just a sentence's first word. */
static bool is_unknown_name(struct mentions *mentions, struct slice text, struct slice run, bool first)
{
	struct slice rest = run, word, only = { NULL, 0 };
	size_t words = 0;
	bool real = false;
	while (slice_split(&rest, ' ', &word)) {
		words++;
		only = word;
		real |= !is_no_name(mentions, word);
	}
	size_t at = mentions->mask.origin.at[run.ptr - mentions->mask.text.at];
	if (run.len < 2 || (!real && (words > 1 || !unknown_is_last_name(mentions, text, at, only))))
		return false;
	if (!first || words > 1 || !unicode_has_lower(only))
		return true;
	if (mentions->stands_within(only, mentions->data))
		return true;
	struct slice subject = buffer_slice(&mentions->mask.text);
	size_t start = (size_t)(run.ptr - subject.ptr);
	return is_followed(mentions, subject, start + run.len) && !stands_in_lower(text, mentions->mask.origin.at[start], run);
}

/* Behind the last | before byte `at`. */
static size_t cell_start(struct slice subject, size_t at)
{
	while (at && subject.ptr[at - 1] != '|')
		at--;
	return at;
}

/* Whether nothing but quotes, brackets, inverted marks and dashes stands before byte `at` of its sentence, or of its cell in a table. */
static bool begins_sentence(const struct mask *mask, size_t at)
{
	struct slice subject = buffer_slice(&mask->text);
	for (size_t i = mask->rows ? cell_start(subject, at) : 0; i < at;) {
		uint32_t code = unicode_next(subject, &i);
		if (code != ' ' && !mark_is_opener(code) && !mark_is_dash(code))
			return false;
	}
	return true;
}

/* A date beside a name is no part of it: "On 11 September Ivan Orlov", "Ivan Orlov September 11, 1973". */
static void cut_dates(struct mentions *mentions, struct slice subject, size_t *start, size_t *end)
{
	if (!date_has_month(mentions->naming->dates, slice_part(subject, *start, *end)))
		return;
	date_scan(mentions->naming->dates, subject, &mentions->dates);
	for (size_t i = 0; i < mentions->dates.n; i++) {
		const struct date_phrase *phrase = &mentions->dates.at[i];
		if (phrase->start <= *start && phrase->end > *start && phrase->end < *end)
			*start = phrase->end + 1;
		else if (phrase->start > *start && phrase->start < *end && phrase->end >= *end)
			*end = phrase->start - 1;
	}
}

/* Whether no person's name begins with the word before a first name: "American William Walker", "the head of the CIA Allen Dulles", but "ANN MARIA
 * LEE". */
static bool ends_before_first_name(const struct mentions *mentions, struct slice word, struct slice first_name)
{
	enum { SHORTEST = 3 };
	return is_no_name(mentions, word) || (word.len >= SHORTEST && acronym_is(word) && unicode_has_lower(first_name));
}

/* What stands before a first name is no part of the name, if the word right before it makes sure of that. */
static void cut_before_first_name(const struct mentions *mentions, struct slice subject, size_t *start, size_t end)
{
	struct slice rest = slice_part(subject, *start, end), before = { 0 }, word;
	while (slice_split(&rest, ' ', &word) && rest.len) {
		if (before.len && name_words_has(mentions->naming->words.first_name, word) && ends_before_first_name(mentions, before, word))
			*start = (size_t)(word.ptr - subject.ptr);
		before = word;
	}
}

/* What only begins the sentence is no part of the name: "Fearing Ivan Orlov". */
static void cut_opening(const struct mentions *mentions, struct slice subject, size_t *start, size_t end)
{
	const char *space = memchr(subject.ptr + *start, ' ', end - *start);
	char lower[32];
	size_t len = space ? (size_t)(space - subject.ptr) - *start : 0;
	if (!len || len >= sizeof lower)
		return;
	for (size_t i = 0; i < len; i++)
		lower[i] = ascii_lower(subject.ptr[*start + i]);
	if (map_has(mentions->naming->words.opening, slice_make(lower, len)) && begins_sentence(&mentions->mask, *start))
		*start += len + 1;
}

/* Where the word before the space, hyphen or apostrophe at `end` begins. */
static size_t name_word_begin(struct slice subject, size_t end)
{
	return word_begin(subject, end, " -'\"(");
}

/* A particle or prefix before the name is part of it: "de Gaulle", "al-Maliki". False where an apostrophe shows that it is no name's beginning. */
static bool take_lead(const struct mentions *mentions, struct slice subject, size_t *start)
{
	const struct name_words *words = &mentions->naming->words;
	if (*start > 1 && (subject.ptr[*start - 1] == '-' || subject.ptr[*start - 1] == '\'')) {
		size_t before = name_word_begin(subject, *start - 1);
		bool prefix = map_has(words->prefix, slice_part(subject, before, *start - 1));
		if (prefix)
			*start = before;
		else if (subject.ptr[*start - 1] == '\'' && before < *start - 1)
			return false;
	}
	while (*start > 1 && subject.ptr[*start - 1] == ' ') {
		size_t before = name_word_begin(subject, *start - 1);
		struct slice word = slice_part(subject, before, *start - 1);
		if (!map_has(words->particle, word) || map_has(words->function, word) || (before && subject.ptr[before - 1] != ' '))
			break;
		*start = before;
	}
	return true;
}

/* The declared name that begins at byte `at` of the mask, or NULL. */
static struct mention *declared_at(const struct mentions *mentions, size_t at)
{
	long token = at < mentions->mask.text.n ? mask_mention(&mentions->mask, at) : MASK_NONE;
	struct mention *mention = token == MASK_NONE ? NULL : &mentions->list.at[token];
	return mention && mention->kind == MENTION_ENTITY && !mention->adjective ? mention : NULL;
}

/* The number of words in a run that could each be a name. */
static size_t count_own(const struct mentions *mentions, struct slice run)
{
	struct slice word;
	size_t n = 0;
	while (slice_split(&run, ' ', &word)) {
		if (is_no_name(mentions, word))
			return 0;
		n += !map_has(mentions->naming->words.particle, word);
	}
	return n;
}

/* Whether a function word that is no determiner stands before byte `start`: "under Ivan Orlov Spain attacked" has two names. */
static bool is_behind_link(const struct mentions *mentions, struct slice subject, size_t start)
{
	char lower[16];
	size_t before = start ? name_word_begin(subject, start - 1) : 0, len = start ? start - 1 - before : 0;
	if (!len || len >= sizeof lower)
		return false;
	for (size_t i = 0; i < len; i++)
		lower[i] = ascii_lower(subject.ptr[before + i]);
	struct slice word = slice_make(lower, len);
	return map_has(mentions->naming->words.function, word) && !map_has(mentions->naming->words.determiner, word);
}

/* A declared name that ends a longer one is no name of its own: "Partai Nasional Indonesia", "Banco de Chile". Returns the end of the whole; what
 * was taken keeps no bytes. */
static size_t take_owner(struct mentions *mentions, struct slice subject, size_t start, size_t end, size_t known)
{
	size_t at = end, own = count_own(mentions, slice_part(subject, start, end));
	bool linked = false;
	while (at + 1 < subject.len && subject.ptr[at] == ' ') {
		size_t stop = ++at;
		while (stop < subject.len && subject.ptr[stop] != ' ' && (unsigned char)subject.ptr[stop] < 0x80)
			stop++;
		struct slice word = slice_part(subject, at, stop);
		if (!word.len || !map_has(mentions->naming->words.particle, word) || map_has(mentions->naming->words.function, word))
			break;
		linked = true;
		at = stop;
	}
	bool first_name = own == 1 && name_words_has(mentions->naming->words.first_name, slice_part(subject, start, end));
	struct mention *owner =
	        first_name || (own > 1 && !is_behind_link(mentions, subject, start)) || (own && linked) ? declared_at(mentions, at) : NULL;
	if (!owner || (size_t)(owner - mentions->list.at) >= known)
		return end;
	owner->start = owner->end;
	return at + MASK_TOKEN_LEN;
}

/* Behind the word that begins at byte `at`, and what is no mark behind it. */
static size_t word_behind(struct slice subject, size_t at)
{
	while (at < subject.len && !strchr(" ,;:.!?()\"", subject.ptr[at]))
		at++;
	return at;
}

/* "The Sons of Liberty": what an article leads goes on over a link, "of", to what no line declares. Returns its end. */
static size_t take_link(const struct mentions *mentions, struct slice subject, size_t start, size_t end)
{
	const struct name_words *words = &mentions->naming->words;
	if (start < 2 || subject.ptr[start - 1] != ' ' || end >= subject.len || subject.ptr[end] != ' ')
		return end;
	size_t before = name_word_begin(subject, start - 1), at = word_behind(subject, end + 1);
	char lower[16];
	size_t len = start - 1 - before;
	if (!len || len >= sizeof lower)
		return end;
	for (size_t i = 0; i < len; i++)
		lower[i] = ascii_lower(subject.ptr[before + i]);
	if (!map_has(words->article, slice_make(lower, len)) || !map_has(words->link, slice_part(subject, end + 1, at)))
		return end;
	size_t whole = end;
	bool real = false;
	while (at + 1 < subject.len && subject.ptr[at] == ' ' && begins_upper(subject, at + 1)) {
		size_t stop = word_behind(subject, at + 1);
		if (memchr(subject.ptr + at + 1, '\'', stop - at - 1))
			return end;
		real |= !is_no_name(mentions, slice_part(subject, at + 1, stop));
		whole = at = stop;
	}
	return real ? whole : end;
}

/* A title before another name belongs to that: "Installing Prince Orlov". False where nothing else is left. */
static bool cut_title_behind(const struct mentions *mentions, struct slice subject, size_t start, size_t *end)
{
	if (*end + 1 >= subject.len || subject.ptr[*end] != ' ' || mask_mention(&mentions->mask, *end + 1) == MASK_NONE)
		return true;
	while (*end > start) {
		size_t before = name_word_begin(subject, *end);
		if (before < start || !name_words_has(mentions->naming->words.title, slice_part(subject, before, *end)))
			return true;
		if (before <= start + 1)
			return false;
		*end = before - 1;
	}
	return false;
}

size_t unknown_without_stop(struct slice subject, size_t end)
{
	bool stop = end == subject.len && end > 3 && subject.ptr[end - 1] == '.' && subject.ptr[end - 3] == ' ';
	return stop ? end - 1 : end;
}

bool unknown_bounds(struct mentions *mentions, struct slice text, size_t declared, size_t *start, size_t *end)
{
	struct slice subject = buffer_slice(&mentions->mask.text);
	cut_opening(mentions, subject, start, *end);
	cut_dates(mentions, subject, start, end);
	cut_before_first_name(mentions, subject, start, *end);
	if (!cut_title_behind(mentions, subject, *start, end) || !take_lead(mentions, subject, start))
		return false;
	*end = unknown_without_stop(subject, *end);
	size_t whole = take_owner(mentions, subject, *start, *end, declared);
	if (whole == *end && count_own(mentions, slice_part(subject, *start, *end)))
		whole = take_link(mentions, subject, *start, *end);
	if (whole == *end)
		return is_unknown_name(mentions, text, slice_part(subject, *start, *end), begins_sentence(&mentions->mask, *start));
	*end = whole;
	return true;
}
