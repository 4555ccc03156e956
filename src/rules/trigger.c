
#include "base/ascii.h"
#include "base/unicode.h"
#include "rules/variant.h"
#include "rules/vocabulary.h"

/* How good a word or an element is as a trigger: compared member by member, smaller is better. */
struct score {
	size_t common, alternatives, shortness;
};

static bool better(struct score a, struct score b)
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

/* The longest word of text that is not common, else the longest; empty where text has no word. */
static struct slice key_word(struct slice text, const struct map *common)
{
	struct slice best = { NULL, 0 };
	bool best_common = true;
	for (size_t i = 0; i < text.len;) {
		size_t end = i;
		while (end < text.len && word_byte(text.ptr[end]))
			end++;
		struct slice word = slice_part(text, i, end);
		bool is_common = map_has(common, word);
		if (word.len && (best.len == 0 || is_common < best_common || (is_common == best_common && word.len > best.len))) {
			best = word;
			best_common = is_common;
		}
		i = end + 1;
	}
	return best;
}

static bool collect(const struct trigger_finder *finder, const struct element *element, slice_array *words);

static bool collect_text(const struct trigger_finder *finder, struct slice text, slice_array *words)
{
	struct slice word = key_word(unicode_fold(finder->arena, text), finder->common);
	if (word.len)
		array_push(words, word);
	return word.len != 0;
}

static struct score score_of(const struct trigger_finder *finder, const slice_array *words)
{
	struct score score = { .alternatives = words->n };
	size_t shortest = SIZE_MAX;
	for (size_t i = 0; i < words->n; i++) {
		score.common += map_has(finder->common, words->at[i]);
		if (words->at[i].len < shortest)
			shortest = words->at[i].len;
	}
	score.shortness = SIZE_MAX - shortest;
	return score;
}

/* An element that may be the trigger: its words are its own or those of a vocabulary. */
struct candidate {
	slice_array own;
	const slice_array *words;
	struct score score;
	struct key_words *keys; /* of a vocabulary or choice, or NULL */
};

/* The key words of a vocabulary or choice, kept for the next pattern that holds it. */
struct key_words {
	slice_array words;
	bool found;
	bool whole; /* each member is its key word and nothing more */
	struct score score;
	size_t longest; /* bytes of the longest member; SIZE_MAX where one is more than plain words */
	uint32_t group; /* among the word groups, plus one; 0: not asked for yet */
};

static struct key_words *vocabulary_keys(const struct trigger_finder *finder, const struct element *element);
static struct key_words *choice_keys(const struct trigger_finder *finder, const struct element *element);

/* False where element is not required or not plain. */
static bool read_candidate(const struct trigger_finder *finder, const struct element *element, struct candidate *candidate)
{
	*candidate = (struct candidate){ .words = &candidate->own };
	if ((element->kind == ELEMENT_VOCABULARY || element->kind == ELEMENT_CHOICE) && !element->optional) {
		candidate->keys = element->kind == ELEMENT_CHOICE ? choice_keys(finder, element) : vocabulary_keys(finder, element);
		candidate->words = &candidate->keys->words;
		candidate->score = candidate->keys->score;
		return candidate->keys->found && candidate->words->n;
	}
	bool usable = collect(finder, element, &candidate->own) && candidate->own.n;
	if (usable)
		candidate->score = score_of(finder, &candidate->own);
	return usable;
}

static uint32_t group_of(const struct trigger_finder *finder, const struct candidate *candidate)
{
	if (!candidate->keys)
		return word_groups_add(finder->groups, candidate->words->at, candidate->words->n);
	if (!candidate->keys->group)
		candidate->keys->group = word_groups_add(finder->groups, candidate->words->at, candidate->words->n) + 1;
	return candidate->keys->group - 1;
}

/* Whether a name has to fill it. */
static bool is_name_hole(const struct element *element)
{
	return element->kind == ELEMENT_HOLE && !element->phrase;
}

/* The best element of pattern and its words; pattern->n where no element is required and plain. */
static size_t best_element(const struct trigger_finder *finder, const struct pattern *pattern, slice_array *words, struct needs *needs)
{
	size_t best = pattern->n;
	struct candidate chosen = { .words = NULL };
	uint32_t holes = 0;
	for (size_t i = 0; i < pattern->n; i++) {
		struct candidate candidate;
		bool usable = read_candidate(finder, &pattern->elements[i], &candidate);
		holes += is_name_hole(&pattern->elements[i]);
		if (usable && needs) {
			array_push(&needs->words, group_of(finder, &candidate));
			array_push(&needs->behind, holes);
		}
		if (!usable || (best < pattern->n && !better(candidate.score, chosen.score))) {
			array_fini(&candidate.own);
			continue;
		}
		array_fini(&chosen.own);
		chosen = candidate;
		if (!candidate.keys)
			chosen.words = &chosen.own;
		best = i;
	}
	for (size_t i = 0; chosen.words && i < chosen.words->n; i++)
		array_push(words, chosen.words->at[i]);
	array_fini(&chosen.own);
	return best;
}

static bool collect_pattern(const struct trigger_finder *finder, const struct pattern *pattern, slice_array *words)
{
	slice_array best = { 0 };
	bool found = best_element(finder, pattern, &best, NULL) < pattern->n;
	for (size_t i = 0; found && i < best.n; i++)
		array_push(words, best.at[i]);
	array_fini(&best);
	return found;
}

static struct key_words *read_vocabulary(const struct trigger_finder *finder, const struct element *element)
{
	struct key_words *keys = arena_alloc(finder->arena, sizeof *keys);
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, finder->ast, element->text, element->forms, finder->arena);
	keys->found = true;
	keys->whole = vocabulary.patterns.n == 0;
	keys->longest = vocabulary.patterns.n ? SIZE_MAX : 0;
	for (size_t i = 0; i < vocabulary.texts.n && keys->found; i++) {
		keys->found = collect_text(finder, vocabulary.texts.at[i], &keys->words);
		keys->whole &= vocabulary_is_word(vocabulary.texts.at[i]);
		keys->longest = vocabulary.texts.at[i].len > keys->longest ? vocabulary.texts.at[i].len : keys->longest;
	}
	for (size_t i = 0; i < vocabulary.patterns.n && keys->found; i++)
		keys->found = collect_pattern(finder, vocabulary.patterns.at[i], &keys->words);
	vocabulary_fini(&vocabulary);
	keys->score = score_of(finder, &keys->words);
	return keys;
}

static struct slice vocabulary_key(struct arena *arena, const struct element *element)
{
	char *key = arena_alloc(arena, element->text.len + 1);
	key[0] = (char)element->forms;
	memcpy(key + 1, element->text.ptr, element->text.len);
	return slice_make(key, element->text.len + 1);
}

static struct key_words *vocabulary_keys(const struct trigger_finder *finder, const struct element *element)
{
	struct slice key = vocabulary_key(finder->arena, element);
	struct key_words *keys = map_get(finder->vocabularies, key);
	if (!keys) {
		keys = read_vocabulary(finder, element);
		map_put(finder->vocabularies, key, keys);
	}
	return keys;
}

/* The variants of a line share its choices: what one has found is found for all. */
static struct key_words *choice_keys(const struct trigger_finder *finder, const struct element *element)
{
	char *key = arena_alloc(finder->arena, sizeof element->choices);
	memcpy(key, &element->choices, sizeof element->choices);
	struct key_words *keys = map_get(finder->vocabularies, slice_make(key, sizeof element->choices));
	if (keys)
		return keys;
	keys = arena_alloc(finder->arena, sizeof *keys);
	keys->found = collect(finder, element, &keys->words);
	keys->score = score_of(finder, &keys->words);
	map_put(finder->vocabularies, slice_make(key, sizeof element->choices), keys);
	return keys;
}

static bool collect_vocabulary(const struct trigger_finder *finder, const struct element *element, slice_array *words)
{
	const struct key_words *keys = vocabulary_keys(finder, element);
	for (size_t i = 0; i < keys->words.n; i++)
		array_push(words, keys->words.at[i]);
	return keys->found;
}

/* Every way to match element holds one of words; false where that cannot be said. */
static bool collect(const struct trigger_finder *finder, const struct element *element, slice_array *words)
{
	if (element->optional)
		return false;
	switch (element->kind) {
	case ELEMENT_WORD:
		return collect_text(finder, element->text, words);
	case ELEMENT_VOCABULARY:
		return collect_vocabulary(finder, element, words);
	case ELEMENT_CHOICE:
		for (size_t i = 0; i < element->choice_count; i++)
			if (!collect_pattern(finder, &element->choices[i], words))
				return false;
		return element->choice_count != 0;
	default:
		return false;
	}
}

void trigger_finder_init(struct trigger_finder *finder, const struct ast *ast, struct word_groups *groups, struct arena *arena)
{
	*finder = (struct trigger_finder){ .ast = ast, .groups = groups, .arena = arena, .common = map_new(), .vocabularies = map_new() };
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, ast, slice_of("common"), 0, arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++)
		map_put_number(finder->common, vocabulary.texts.at[i], i);
	vocabulary_fini(&vocabulary);
}

static void free_keys(struct slice key, void *value, void *data)
{
	struct key_words *keys = value;
	(void)key;
	(void)data;
	array_fini(&keys->words);
}

void trigger_finder_fini(struct trigger_finder *finder)
{
	map_each(finder->vocabularies, free_keys, NULL);
	map_free(finder->vocabularies);
	map_free(finder->common);
}

static bool is_whole_word(const struct trigger_finder *finder, const struct element *element)
{
	if (element->kind == ELEMENT_WORD)
		return vocabulary_is_word(element->text);
	return element->kind == ELEMENT_VOCABULARY && vocabulary_keys(finder, element)->whole;
}

static void find_neighbours(const struct trigger_finder *finder, const struct pattern *pattern, struct trigger *trigger)
{
	const struct element *at = &pattern->elements[trigger->element];
	if (trigger->element == pattern->n || !is_whole_word(finder, at))
		return;
	const struct element *before = trigger->element ? at - 1 : NULL, *after = trigger->element + 1 < pattern->n ? at + 1 : NULL;
	/* What is glued to a name may be part of a word in the text: "his successor" is read as "Ruiz's successor". */
	if (before && !at->glued && !before->glued && before->kind == ELEMENT_WORD && vocabulary_is_word(before->text))
		trigger->before = unicode_fold(finder->arena, before->text);
	if (after && !after->glued && after->kind == ELEMENT_WORD && vocabulary_is_word(after->text))
		trigger->after = unicode_fold(finder->arena, after->text);
}

void trigger_find(const struct trigger_finder *finder, const struct pattern *pattern, struct trigger *trigger, struct needs *needs)
{
	*trigger = (struct trigger){ 0 };
	if (needs)
		*needs = (struct needs){ 0 };
	trigger->element = best_element(finder, pattern, &trigger->words, needs);
	find_neighbours(finder, pattern, trigger);
	for (size_t i = 0; needs && i < pattern->n; i++)
		if (is_name_hole(&pattern->elements[i])) {
			array_push(&needs->holes, &pattern->elements[i]);
			needs->before += i < trigger->element;
		}
}

/* Bytes of the longest way to write an element; SIZE_MAX where it is more than plain words. */
static size_t longest_of(const struct trigger_finder *finder, const struct element *element)
{
	size_t longest = 0;
	if (element->optional || (element->kind != ELEMENT_WORD && element->kind != ELEMENT_VOCABULARY && element->kind != ELEMENT_CHOICE))
		return SIZE_MAX;
	if (element->kind == ELEMENT_WORD)
		return element->text.len;
	if (element->kind == ELEMENT_VOCABULARY)
		return vocabulary_keys(finder, element)->longest;
	for (size_t i = 0; i < element->choice_count; i++) {
		size_t one = element->choices[i].n == 1 ? longest_of(finder, element->choices[i].elements) : SIZE_MAX;
		longest = one > longest ? one : longest;
	}
	return longest;
}

/* Behind the group that begins at `at`; at where none does. */
static size_t behind_group(struct slice regex, size_t at)
{
	size_t depth = 0;
	for (size_t i = at; i < regex.len; i++) {
		char c = regex.ptr[i];
		if (c == '\\')
			i++;
		else if (c == '[')
			return at;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0)
			return i + 1;
	}
	return at;
}

/* Whether a regular expression only looks around, one assertion behind the other; a class in one is not read. */
static bool looks_around(struct slice regex)
{
	for (size_t at = 0, next; at < regex.len; at = next) {
		bool assertion = at + 3 < regex.len && regex.ptr[at] == '(' && regex.ptr[at + 1] == '?' && strchr("=!<", regex.ptr[at + 2]);
		assertion = assertion && (regex.ptr[at + 2] != '<' || strchr("=!", regex.ptr[at + 3]));
		next = assertion ? behind_group(regex, at) : at;
		if (next == at)
			return false;
	}
	return true;
}

size_t trigger_lead(const struct trigger_finder *finder, const struct pattern *pattern, const struct needs *needs)
{
	const struct element *first = pattern->elements;
	if (!needs->words.n)
		return SIZE_MAX;
	bool bare = pattern->n > 1 && first->kind == ELEMENT_REGEX && first[1].glued && looks_around(first->text);
	return longest_of(finder, bare ? first + 1 : first);
}

void trigger_fini(struct trigger *trigger)
{
	array_fini(&trigger->words);
}

void needs_fini(struct needs *needs)
{
	array_fini(&needs->words);
	array_fini(&needs->behind);
	array_fini(&needs->holes);
}
