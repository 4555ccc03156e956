#include "names/acronyms.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "names/tokens.h"

/* Bytes of an acronym, and of what stands before it in its brackets. */
enum { LONGEST = 12, OTHER_MAX = 100 };

static bool is_letter(char c)
{
	return ascii_is_upper(c) || ascii_is_digit(c);
}

bool acronym_is(struct slice word)
{
	bool capital = false;
	for (size_t i = 0; i < word.len; i++) {
		if (!is_letter(word.ptr[i]))
			return false;
		capital |= ascii_is_upper(word.ptr[i]);
	}
	return capital && word.len >= ACRONYM_MIN && word.len <= ACRONYM_MAX;
}

/* Behind what else stands in the brackets that begin at byte `at`, the name in another language: "(Parti Socialiste, PS)". */
static size_t behind_other(struct slice text, size_t at)
{
	size_t end = at, limit = text.len - at < OTHER_MAX ? text.len : at + OTHER_MAX, last = at;
	for (; end + 1 < limit && !strchr("()\n", text.ptr[end]); end++)
		if (strchr(",;", text.ptr[end]) && text.ptr[end + 1] == ' ')
			last = end + 1;
	return last;
}

/* The one that begins at byte `at`, before the brackets' end or a semicolon. */
static struct slice acronym_at(struct slice text, size_t at)
{
	size_t start = at;
	while (at < text.len && at - start <= ACRONYM_MAX && is_letter(text.ptr[at]))
		at++;
	struct slice word = slice_part(text, start, at);
	return at < text.len && strchr(");", text.ptr[at]) && acronym_is(word) ? word : slice_make("", 0);
}

struct slice acronym_in_brackets(struct slice text, size_t at)
{
	struct slice first = acronym_at(text, at + 1);
	if (first.len)
		return first;
	at = behind_other(text, at + 1);
	return acronym_at(text, at + (at < text.len && text.ptr[at] == ' '));
}

bool acronym_stands_in_brackets(struct slice text)
{
	const char *open = text.ptr;
	while ((open = memchr(open, '(', text.len - (size_t)(open - text.ptr))) != NULL) {
		if (acronym_in_brackets(text, (size_t)(open - text.ptr)).len)
			return true;
		open++;
	}
	return false;
}

bool acronym_may_be(struct slice word)
{
	size_t characters = 0, capitals = 0;
	for (size_t at = 0; at < word.len; characters++) {
		uint32_t code = unicode_next(word, &at);
		bool counts = unicode_is_upper(code) || unicode_is_digit(code);
		if (!counts && code != '-' && (!unicode_is_lower(code) || !characters))
			return false;
		capitals += counts;
	}
	return word.len <= LONGEST && capitals >= ACRONYM_MIN && 2 * capitals >= characters;
}

static void put_first(struct map *brackets, struct slice word, size_t open)
{
	if (acronym_may_be(word) && !map_has(brackets, word))
		map_put_number(brackets, word, open);
}

/* Takes what the brackets at byte `open` begin with, and what they end with behind a comma. */
static void read_brackets(struct slice text, size_t open, struct map *brackets)
{
	enum { MOST = OTHER_MAX + LONGEST + 1 };
	size_t limit = text.len - open < MOST ? text.len : open + MOST, first = open + 1, end = first;
	while (end < limit && !strchr("();\n", text.ptr[end]))
		end++;
	if (end < limit && strchr(");", text.ptr[end]))
		put_first(brackets, slice_part(text, first, end), open);
	while (end < limit && !strchr("()\n", text.ptr[end]))
		end++;
	size_t last = end;
	while (last > first && text.ptr[last - 1] != ' ')
		last--;
	bool behind_comma = last > first && strchr(",;", text.ptr[last - 2]);
	if (end < limit && text.ptr[end] == ')' && behind_comma && last - open <= OTHER_MAX)
		put_first(brackets, slice_part(text, last, end), open);
}

struct map *acronym_brackets(struct slice text)
{
	struct map *brackets = map_new();
	const char *open = text.ptr;
	for (; (open = memchr(open, '(', text.len - (size_t)(open - text.ptr))) != NULL; open++)
		read_brackets(text, (size_t)(open - text.ptr), brackets);
	return brackets;
}

bool acronym_stands_in(struct slice text)
{
	for (size_t at = 0; at < text.len; at++) {
		size_t start = at;
		while (at < text.len && ascii_is_word(text.ptr[at]))
			at++;
		if (acronym_is(slice_part(text, start, at)))
			return true;
	}
	return false;
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

bool acronym_spells(struct slice acronym, struct slice name)
{
	size_t found = 0;
	bool begins = true;
	for (size_t i = 0; i < name.len && found < acronym.len; i++) {
		if (begins && ascii_lower(name.ptr[i]) == ascii_lower(acronym.ptr[found]))
			found++;
		begins = token_separates(name.ptr[i]) || name.ptr[i] == '-';
	}
	return found == acronym.len || shuffles(acronym, name);
}

struct slice acronym_behind(struct slice text, size_t end)
{
	size_t at = end;
	while (at < text.len && token_separates(text.ptr[at]))
		at++;
	if (at == end || at >= text.len || text.ptr[at] != '(')
		return slice_make("", 0);
	return acronym_in_brackets(text, at);
}

/* Longer words than these begin no part of a name: "of the". */
enum { JOINING_MAX = 3, JOINING_WORDS = 2 };

/* Of a name in capitals, "PARTY OF CHINA", what joins its words has capitals too. */
static bool may_join(struct slice text, size_t word, size_t start, size_t end)
{
	bool capitals = true;
	for (size_t i = start; i < end && capitals; i++)
		capitals = text.ptr[i] < 'a' || text.ptr[i] > 'z';
	return (text.ptr[word] >= 'a' && text.ptr[word] <= 'z') || (capitals && ascii_is_upper(text.ptr[word]));
}

bool acronym_ends_longer(struct slice text, size_t start, size_t end, struct slice acronym, struct slice *longer)
{
	size_t at = start, before = token_before(text, at);
	for (int i = 0; i < JOINING_WORDS && before < at && may_join(text, before, start, end) && at - before <= JOINING_MAX + 1; i++) {
		at = before;
		before = token_before(text, at);
	}
	*longer = slice_make("", 0);
	bool beside = at == start;
	if (before == at || !ascii_is_upper(text.ptr[before]))
		return false;
	for (; before < at && ascii_is_upper(text.ptr[before]) && !longer->len; before = token_before(text, at)) {
		at = before;
		if (acronym_spells(acronym, slice_part(text, at, end)))
			*longer = slice_part(text, at, end);
	}
	return !beside || longer->len;
}
