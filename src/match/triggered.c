#include "match/triggered.h"

#include <stdlib.h>

void triggered_fini(struct triggered *triggered)
{
	array_fini(&triggered->variants);
	array_fini(&triggered->names);
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static int by_variant(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	if (x->variant != y->variant)
		return x->variant < y->variant ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

void triggered_sort_variants(struct triggered *triggered)
{
	if (triggered->variants.n > 1)
		qsort(triggered->variants.at, triggered->variants.n, sizeof *triggered->variants.at, by_variant);
}

void triggered_sort_names(struct triggered *triggered)
{
	uint32_t *numbers = triggered->names.at;
	size_t kept = 0;
	if (triggered->names.n > 1)
		qsort(numbers, triggered->names.n, sizeof *numbers, by_number);
	for (size_t i = 0; i < triggered->names.n; i++)
		if (!kept || numbers[kept - 1] != numbers[i])
			numbers[kept++] = numbers[i];
	triggered->names.n = kept;
}

size_t triggered_first(const struct lexicon_hits *hits, size_t from, size_t at)
{
	size_t high = hits->triggers.n;
	while (from < high) {
		size_t middle = (from + high) / 2;
		if (hits->triggers.at[middle].at < at)
			from = middle + 1;
		else
			high = middle;
	}
	return from;
}

/* What the words of a sentence trigger: numbers from `from` to below `to`, each with the word's place. */
static void each_trigger(struct triggered *triggered, const struct sentence *sentence, uint32_t from, uint32_t to,
        void (*take)(struct triggered *triggered, uint32_t number, uint32_t at))
{
	for (size_t i = triggered_first(triggered->hits, 0, sentence->start); i < triggered->hits->triggers.n; i++) {
		const struct trigger_hit *hit = &triggered->hits->triggers.at[i];
		size_t n;
		const uint32_t *numbers = lexicon_numbers(triggered->engine->lexicon, hit->slot, &n);
		if (hit->at >= sentence->end)
			return;
		for (size_t k = 0; k < n; k++)
			if (numbers[k] >= from && numbers[k] < to)
				take(triggered, numbers[k] - from, hit->at);
	}
}

static bool reads_here(const struct triggered *triggered, uint32_t variant)
{
	return triggered->engine->rules->variants.at[variant].variant.rule->within & triggered->within;
}

static void take_variant(struct triggered *triggered, uint32_t number, uint32_t at)
{
	if (reads_here(triggered, number) && likely_neighbours(&triggered->engine->rules->variants.at[number].trigger, triggered->text, at))
		array_push(&triggered->variants, ((struct candidate){ number, at }));
}

static void take_name(struct triggered *triggered, uint32_t number, uint32_t at)
{
	(void)at;
	array_push(&triggered->names, number);
}

void triggered_names(struct triggered *triggered, const struct sentence *sentence)
{
	const struct engine *engine = triggered->engine;
	array_clear(&triggered->names);
	each_trigger(triggered, sentence, (uint32_t)engine->rules->variants.n, UINT32_MAX, take_name);
	for (size_t i = 0; i < engine->always_names.n; i++)
		array_push(&triggered->names, engine->always_names.at[i]);
}

size_t triggered_by(struct triggered *triggered, const struct sentence *sentence)
{
	const struct engine *engine = triggered->engine;
	array_clear(&triggered->variants);
	each_trigger(triggered, sentence, 0, (uint32_t)engine->rules->variants.n, take_variant);
	size_t words = triggered->variants.n;
	for (size_t i = 0; i < engine->always.n; i++)
		if (reads_here(triggered, engine->always.at[i]))
			array_push(&triggered->variants, ((struct candidate){ engine->always.at[i], NOWHERE }));
	triggered_names(triggered, sentence);
	return words;
}

void triggered_all(struct triggered *triggered)
{
	const struct ruleset *rules = triggered->engine->rules;
	array_clear(&triggered->variants);
	for (size_t i = 0; i < rules->variants.n; i++)
		if (reads_here(triggered, (uint32_t)i))
			array_push(&triggered->variants, ((struct candidate){ (uint32_t)i, NOWHERE }));
	array_clear(&triggered->names);
	for (size_t i = 0; i < rules->ast->names.n; i++)
		array_push(&triggered->names, (uint32_t)i);
}
