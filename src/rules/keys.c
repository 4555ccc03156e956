#include "rules/keys.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "rules/list.h"
#include "rules/reach.h"
#include "rules/vocabulary.h"

static bool better(struct key_score a, struct key_score b)
{
	if (a.common != b.common)
		return a.common < b.common;
	if (a.alternatives != b.alternatives)
		return a.alternatives < b.alternatives;
	return a.shortness < b.shortness;
}

static bool word_byte(char c)
{
	return ascii_is_word(c) || (unsigned char)c >= 0x80;
}

static bool is_common(const struct trigger_finder *finder, struct slice word)
{
	return word.len <= finder->common_longest && map_has(finder->common, word);
}

/* The longest word of text that is not common, else the longest; empty where text has no word. */
static struct slice key_word(const struct trigger_finder *finder, struct slice text)
{
	struct slice best = { NULL, 0 };
	bool best_common = true;
	for (size_t i = 0; i < text.len;) {
		size_t end = i;
		while (end < text.len && word_byte(text.ptr[end]))
			end++;
		struct slice word = slice_part(text, i, end);
		if (word.len == text.len)
			return word;
		bool common = is_common(finder, word);
		if (word.len && (best.len == 0 || common < best_common || (common == best_common && word.len > best.len))) {
			best = word;
			best_common = common;
		}
		i = end + 1;
	}
	return best;
}

/* One word in lower case, as most texts of rules are. */
static bool is_folded_word(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_word(text.ptr[i]) || ascii_is_upper(text.ptr[i]))
			return false;
	return text.len;
}

/* Whether folding would change nothing. */
static bool is_folded(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_word(text.ptr[i]) || ascii_is_upper(text.ptr[i]))
			if (text.ptr[i] != ' ' || !i || text.ptr[i - 1] == ' ' || i + 1 == text.len)
				return false;
	return true;
}

static void add_score(struct keys *keys, struct key_score more)
{
	keys->score.common += more.common;
	keys->score.alternatives += more.alternatives;
	if (more.shortness > keys->score.shortness)
		keys->score.shortness = more.shortness;
}

static bool add_text(const struct trigger_finder *finder, struct slice text, struct keys *keys)
{
	struct slice word = text;
	if (!is_folded_word(text))
		word = key_word(finder, is_folded(text) ? text : unicode_fold(finder->arena, text));
	if (!word.len)
		return false;
	list_push(finder->arena, &keys->words, word);
	add_score(keys, (struct key_score){ .common = is_common(finder, word), .alternatives = 1, .shortness = SIZE_MAX - word.len });
	return true;
}

static bool add_pattern(const struct trigger_finder *finder, const struct pattern *pattern, struct keys *keys)
{
	size_t best;
	const struct keys *more = keys_best(finder, pattern, &best);
	if (!more)
		return false;
	for (size_t i = 0; i < more->words.n; i++)
		list_push(finder->arena, &keys->words, more->words.at[i]);
	add_score(keys, more->score);
	return true;
}

static void reaches(struct keys *keys, unsigned spaces)
{
	keys->spaces = spaces > keys->spaces ? spaces : keys->spaces;
}

static void read_word(const struct trigger_finder *finder, const struct element *element, struct keys *keys)
{
	keys->found = add_text(finder, element->text, keys);
	keys->whole = vocabulary_is_word(element->text);
	keys->longest = element->text.len;
}

static void read_vocabulary(const struct trigger_finder *finder, const struct element *element, struct keys *keys)
{
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, finder->ast, element->text, element->forms, finder->arena);
	keys->found = true;
	keys->whole = vocabulary.patterns.n == 0;
	keys->longest = vocabulary.patterns.n ? SIZE_MAX : 0;
	for (size_t i = 0; i < vocabulary.texts.n; i++) {
		struct slice text = vocabulary.texts.at[i];
		keys->found = keys->found && add_text(finder, text, keys);
		keys->whole = keys->whole && vocabulary_is_word(text);
		keys->longest = text.len > keys->longest ? text.len : keys->longest;
		reaches(keys, reach_text(text));
	}
	for (size_t i = 0; i < vocabulary.patterns.n; i++) {
		keys->found = keys->found && add_pattern(finder, vocabulary.patterns.at[i], keys);
		reaches(keys, reach_pattern(finder, vocabulary.patterns.at[i]));
	}
	vocabulary_fini(&vocabulary);
}

static void read_choice(const struct trigger_finder *finder, const struct element *element, struct keys *keys)
{
	keys->found = element->choice_count != 0;
	for (size_t i = 0; i < element->choice_count; i++) {
		const struct pattern *choice = &element->choices[i];
		const struct keys *only = choice->n == 1 && !choice->elements->optional ? keys_of(finder, choice->elements) : NULL;
		size_t longest = only ? only->longest : SIZE_MAX;
		keys->longest = longest > keys->longest ? longest : keys->longest;
		keys->found = keys->found && add_pattern(finder, choice, keys);
	}
	keys->spaces = reach_element(finder, element);
}

/* Words that stand right before the element: "~/(?<=\bking\b|\bqueen\b)/". */
static void read_behind(const struct trigger_finder *finder, const struct element *element, struct keys *keys)
{
	struct slice rest = { NULL, 0 }, words;
	keys->found = true;
	keys->longest = SIZE_MAX;
	do
		keys->found = reach_words_behind(element->text, &rest, &words) && add_text(finder, words, keys);
	while (keys->found && rest.len);
}

enum { KEY_ROOM = 256 };

/* What says which keys an element has: the variants of a line share its choices, and all lines the vocabularies and words. */
static struct slice key_of(const struct trigger_finder *finder, const struct element *element, char room[KEY_ROOM])
{
	struct slice bytes = element->kind == ELEMENT_CHOICE ? slice_make((const char *)&element->choices, sizeof element->choices) : element->text;
	char *key = bytes.len + 2 > KEY_ROOM ? arena_alloc(finder->arena, bytes.len + 2) : room;
	key[0] = (char)element->kind;
	key[1] = (char)element->forms;
	memcpy(key + 2, bytes.ptr, bytes.len);
	return slice_make(key, bytes.len + 2);
}

static struct keys *read_keys(const struct trigger_finder *finder, const struct element *element)
{
	struct keys *keys = arena_alloc(finder->arena, sizeof *keys);
	if (element->kind == ELEMENT_WORD)
		read_word(finder, element, keys);
	else if (element->kind == ELEMENT_VOCABULARY)
		read_vocabulary(finder, element, keys);
	else if (element->kind == ELEMENT_REGEX)
		read_behind(finder, element, keys);
	else
		read_choice(finder, element, keys);
	return keys;
}

static struct keys *look_up(const struct trigger_finder *finder, const struct element *element)
{
	char room[KEY_ROOM];
	struct slice key = key_of(finder, element, room);
	struct keys *keys = map_get(finder->known, key);
	if (!keys) {
		keys = read_keys(finder, element);
		map_put(finder->known, arena_copy(finder->arena, key), keys);
	}
	return keys;
}

/* Where the keys of an element are that stands in the lines of the same source. */
static struct keys_recent *recent(const struct trigger_finder *finder, const struct element *element)
{
	const void *where = element->kind == ELEMENT_CHOICE ? (const void *)element->choices : element->text.ptr;
	uint64_t hash = ((uintptr_t)where ^ (uint64_t)element->forms << 48) * UINT64_C(0x9E3779B97F4A7C15);
	return &finder->recent[hash >> (64 - KEYS_RECENT_BITS)];
}

static bool is_of(const struct keys_recent *recent, const struct element *element)
{
	return recent->keys && recent->kind == element->kind && recent->forms == element->forms && recent->text.ptr == element->text.ptr &&
	        recent->text.len == element->text.len && recent->choices == element->choices;
}

struct keys *keys_of(const struct trigger_finder *finder, const struct element *element)
{
	if (element->kind != ELEMENT_WORD && element->kind != ELEMENT_VOCABULARY && element->kind != ELEMENT_CHOICE && element->kind != ELEMENT_REGEX)
		return NULL;
	if (!finder->recent)
		return look_up(finder, element);
	struct keys_recent *known = recent(finder, element);
	if (!is_of(known, element)) {
		struct keys *keys = look_up(finder, element);
		*known = (struct keys_recent){ element->kind, element->forms, element->text, element->choices, keys };
	}
	return known->keys;
}

struct keys *keys_required(const struct trigger_finder *finder, const struct element *element)
{
	struct keys *keys = element->optional ? NULL : keys_of(finder, element);
	return keys && keys->found && keys->words.n ? keys : NULL;
}

struct keys *keys_best(const struct trigger_finder *finder, const struct pattern *pattern, size_t *best)
{
	struct keys *chosen = NULL;
	*best = pattern->n;
	for (size_t i = 0; i < pattern->n; i++) {
		struct keys *keys = keys_required(finder, &pattern->elements[i]);
		if (!keys || (chosen && !better(keys->score, chosen->score)))
			continue;
		chosen = keys;
		*best = i;
	}
	return chosen;
}

uint32_t keys_group(const struct trigger_finder *finder, struct keys *keys)
{
	if (!keys->group)
		keys->group = word_groups_add(finder->groups, keys->words.at, keys->words.n) + 1;
	return keys->group - 1;
}
