#include <stdlib.h>

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/unicode.h"
#include "rules/asked.h"
#include "rules/keys.h"
#include "rules/reach.h"
#include "rules/variant.h"
#include "rules/vocabulary.h"

void trigger_finder_init(struct trigger_finder *finder, const struct ast *ast, struct word_groups *groups, struct arena *arena)
{
	*finder = (struct trigger_finder){ .ast = ast, .groups = groups, .arena = arena, .common = map_new(), .known = map_new() };
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, ast, slice_of(WORDS_COMMON), 0, arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++) {
		struct slice text = vocabulary.texts.at[i];
		map_put_number(finder->common, text, i);
		finder->common_longest = text.len > finder->common_longest ? text.len : finder->common_longest;
	}
	vocabulary_fini(&vocabulary);
	finder->before = reach_around(finder, HOLE_BEFORE, false);
	finder->after = reach_around(finder, HOLE_AFTER, false);
	finder->after_mark = reach_around(finder, HOLE_AFTER, true);
	finder->phrase = reach_pattern(finder, &ast->phrase);
}

void trigger_finder_know_places(struct trigger_finder *finder)
{
	finder->recent = alloc_new(sizeof *finder->recent << KEYS_RECENT_BITS);
}

void trigger_finder_fini(struct trigger_finder *finder)
{
	map_free(finder->known);
	map_free(finder->common);
	free(finder->recent);
}

static bool is_whole_word(const struct trigger_finder *finder, const struct element *element)
{
	bool words = !element->optional && (element->kind == ELEMENT_WORD || element->kind == ELEMENT_VOCABULARY);
	return words && keys_of(finder, element)->whole;
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

/* Whether a name has to fill it. */
static bool is_name_hole(const struct element *element)
{
	return element->kind == ELEMENT_HOLE && !element->phrase;
}

/* How far the next need may stand from the one before: the spaces that the elements between may take. */
struct distance {
	unsigned spaces, marked; /* as in struct need */
};

static void add_need(
        const struct trigger_finder *finder, const struct element *element, struct keys *keys, struct distance *distance, struct needs *needs)
{
	unsigned inside = keys ? keys->spaces : finder->before;
	struct need *need = &needs->order.at[needs->order.n++];
	*need = (struct need){
		.hole = !keys, .list = element->list, .spaces = reach_sum(distance->spaces, inside), .marked = reach_sum(distance->marked, inside)
	};
	if (keys) {
		need->keys = keys;
		*distance = (struct distance){ inside, inside };
	} else {
		need->number = (uint32_t)needs->holes.n;
		needs->holes.at[needs->holes.n++] = element;
		*distance = (struct distance){ finder->after, finder->after > finder->after_mark ? finder->after : finder->after_mark };
	}
}

static void find_needs(const struct trigger_finder *finder, const struct pattern *pattern, size_t trigger, struct needs *needs)
{
	struct distance distance = { 0, 0 };
	needs->order.at = arena_alloc(finder->arena, pattern->n * sizeof *needs->order.at);
	needs->holes.at = arena_alloc(finder->arena, pattern->n * sizeof *needs->holes.at);
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		struct keys *keys = keys_required(finder, element);
		unsigned spaces = reach_separator(element);
		if (!keys && !is_name_hole(element))
			spaces = reach_sum(spaces, reach_element(finder, element));
		distance = (struct distance){ reach_sum(distance.spaces, spaces), reach_sum(distance.marked, spaces) };
		needs->before += is_name_hole(element) && i < trigger;
		if (keys || is_name_hole(element))
			add_need(finder, element, keys, &distance, needs);
	}
}

void trigger_find(const struct trigger_finder *finder, const struct pattern *pattern, struct trigger *trigger, struct needs *needs)
{
	*trigger = (struct trigger){ 0 };
	const struct keys *keys = keys_best(finder, pattern, &trigger->element);
	if (keys)
		trigger->words = keys->words;
	find_neighbours(finder, pattern, trigger);
	if (!needs)
		return;
	*needs = (struct needs){ 0 };
	find_needs(finder, pattern, trigger->element, needs);
	if (finder->groups)
		trigger_number(finder, needs);
}

void trigger_number(const struct trigger_finder *finder, struct needs *needs)
{
	needs->words.at = arena_alloc(finder->arena, needs->order.n * sizeof *needs->words.at);
	for (size_t i = 0; i < needs->order.n; i++) {
		struct need *need = &needs->order.at[i];
		if (need->hole)
			continue;
		need->number = keys_group(finder, need->keys);
		needs->words.at[needs->words.n++] = need->number;
	}
}

size_t trigger_lead(const struct trigger_finder *finder, const struct pattern *pattern, const struct needs *needs)
{
	const struct element *first = pattern->elements;
	if (!needs->words.n)
		return SIZE_MAX;
	if (pattern->n > 1 && first->kind == ELEMENT_REGEX && first[1].glued && reach_looks_around(first->text))
		first++;
	const struct keys *keys = keys_required(finder, first);
	return keys ? keys->longest : SIZE_MAX;
}
