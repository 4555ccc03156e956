#include "names/shared_places.h"

#include <assert.h>

enum { SLOTS = 256 };

void shared_places_begin(struct shared_places *places, struct regex_tests *tests)
{
	if (!places->slots) {
		places->slots = alloc_new(SLOTS * sizeof *places->slots);
		places->mask = SLOTS - 1;
		for (size_t i = 0; i < SHARED_LEVELS; i++)
			places->levels[i].scratch = regex_scratch_new();
	}
	for (size_t i = 0; i < SHARED_LEVELS; i++)
		regex_scratch_tests(places->levels[i].scratch, tests);
	array_clear(&places->ends);
	places->used = 0;
	places->broken = NULL;
	/* Once round, old slots would look new. */
	if (++places->sentence == 0) {
		memset(places->slots, 0, (places->mask + 1) * sizeof *places->slots);
		places->sentence = 1;
	}
}

/* The slot of part and start, or the empty one where it belongs. */
static struct shared_place *find(const struct shared_places *places, const struct program *part, uint32_t start)
{
	uint64_t hash = ((uintptr_t)part >> 4 ^ (uint64_t)start << 32) * UINT64_C(0x9E3779B97F4A7C15);
	for (size_t at = hash >> 40;; at++) {
		struct shared_place *place = &places->slots[at & places->mask];
		if (place->sentence != places->sentence || (place->part == part && place->start == start))
			return place;
	}
}

static void grow(struct shared_places *places)
{
	struct shared_places grown = *places;
	grown.mask = 2 * places->mask + 1;
	grown.slots = alloc_new((grown.mask + 1) * sizeof *grown.slots);
	for (size_t i = 0; i <= places->mask; i++)
		if (places->slots[i].sentence == places->sentence)
			*find(&grown, places->slots[i].part, places->slots[i].start) = places->slots[i];
	free(places->slots);
	*places = grown;
}

/* Fills in what is found at place; other parts may be looked for meanwhile, and the slots be others then. */
static void look(struct shared_places *places, struct shared_place *place, struct slice subject, const struct compiled *compiled)
{
	assert(places->level < SHARED_LEVELS);
	struct shared_level *level = &places->levels[places->level++];
	array_clear(&level->ends);
	if (compiled->regex)
		place->gave_up = regex_ends(compiled->regex, level->scratch, subject, place->start, &level->ends) == REGEX_GAVE_UP;
	else if (!compiled->empty)
		places->broken = compiled;
	place->gave_up |= places->broken == compiled;
	word_list_ends(&compiled->words, subject, place->start, &level->ends, 0);
	place->first = (uint32_t)places->ends.n;
	place->n = (uint32_t)level->ends.n;
	for (size_t i = 0; i < level->ends.n; i++)
		array_push(&places->ends, level->ends.at[i]);
	places->level--;
}

struct regex_ends shared_places_ends(
        struct shared_places *places, struct program *part, size_t start, struct slice subject, struct program_compiler *compiler)
{
	struct shared_place *place = find(places, part, (uint32_t)start);
	if (place->sentence != places->sentence) {
		if (places->used++ > places->mask / 2) {
			grow(places);
			place = find(places, part, (uint32_t)start);
		}
		struct shared_place found = { .part = part, .start = (uint32_t)start, .sentence = places->sentence };
		*place = found;
		look(places, &found, subject, program_get(part, compiler));
		place = find(places, part, (uint32_t)start);
		*place = found;
	}
	return (struct regex_ends){ place->n ? places->ends.at + place->first : NULL, place->n, place->gave_up };
}

void shared_places_fini(struct shared_places *places)
{
	free(places->slots);
	array_fini(&places->ends);
	for (size_t i = 0; i < SHARED_LEVELS; i++) {
		regex_scratch_free(places->levels[i].scratch);
		array_fini(&places->levels[i].ends);
	}
}
