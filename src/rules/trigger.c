#include <ctype.h>

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
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
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

static bool collect(const struct ast *ast, const struct element *element, const struct map *common, struct arena *arena, slice_array *words);

static bool collect_text(struct slice text, const struct map *common, struct arena *arena, slice_array *words)
{
	struct slice word = key_word(unicode_fold(arena, text), common);
	if (word.len)
		array_push(words, word);
	return word.len != 0;
}

static struct score score_of(const slice_array *words, const struct map *common)
{
	struct score score = { .alternatives = words->n };
	size_t shortest = SIZE_MAX;
	for (size_t i = 0; i < words->n; i++) {
		score.common += map_has(common, words->at[i]);
		if (words->at[i].len < shortest)
			shortest = words->at[i].len;
	}
	score.shortness = SIZE_MAX - shortest;
	return score;
}

/* The best element of pattern and its words; pattern->n where no element is required and plain. */
static size_t best_element(const struct ast *ast, const struct pattern *pattern, const struct map *common, struct arena *arena, slice_array *words)
{
	size_t best = pattern->n;
	struct score best_score = { 0 };
	for (size_t i = 0; i < pattern->n; i++) {
		slice_array candidate = { 0 };
		bool usable = collect(ast, &pattern->elements[i], common, arena, &candidate) && candidate.n;
		struct score score = usable ? score_of(&candidate, common) : (struct score){ 0 };
		if (!usable || (best < pattern->n && !better(score, best_score))) {
			array_fini(&candidate);
			continue;
		}
		array_fini(words);
		words->at = candidate.at;
		words->n = candidate.n;
		words->room = candidate.room;
		best = i;
		best_score = score;
	}
	return best;
}

static bool collect_pattern(const struct ast *ast, const struct pattern *pattern, const struct map *common, struct arena *arena, slice_array *words)
{
	slice_array best = { 0 };
	bool found = best_element(ast, pattern, common, arena, &best) < pattern->n;
	for (size_t i = 0; found && i < best.n; i++)
		array_push(words, best.at[i]);
	array_fini(&best);
	return found;
}

static bool collect_vocabulary(const struct ast *ast, const struct element *element, const struct map *common, struct arena *arena, slice_array *words)
{
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, ast, element->text, element->forms, arena);
	bool found = true;
	for (size_t i = 0; i < vocabulary.texts.n && found; i++)
		found = collect_text(vocabulary.texts.at[i], common, arena, words);
	for (size_t i = 0; i < vocabulary.patterns.n && found; i++)
		found = collect_pattern(ast, vocabulary.patterns.at[i], common, arena, words);
	vocabulary_fini(&vocabulary);
	return found;
}

/* Every way to match element holds one of words; false where that cannot be said. */
static bool collect(const struct ast *ast, const struct element *element, const struct map *common, struct arena *arena, slice_array *words)
{
	if (element->optional)
		return false;
	switch (element->kind) {
	case ELEMENT_WORD:
		return collect_text(element->text, common, arena, words);
	case ELEMENT_VOCABULARY:
		return collect_vocabulary(ast, element, common, arena, words);
	case ELEMENT_CHOICE:
		for (size_t i = 0; i < element->choice_count; i++)
			if (!collect_pattern(ast, &element->choices[i], common, arena, words))
				return false;
		return element->choice_count != 0;
	default:
		return false;
	}
}

void trigger_find(const struct ast *ast, const struct pattern *pattern, const struct map *common, struct arena *arena, struct trigger *trigger)
{
	*trigger = (struct trigger){ 0 };
	trigger->element = best_element(ast, pattern, common, arena, &trigger->words);
}

void trigger_fini(struct trigger *trigger)
{
	array_fini(&trigger->words);
}
