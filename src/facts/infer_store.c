#include "facts/infer_store.h"

#include <string.h>

enum { ROOM = 64 };

void store_init(struct store *store, const struct ast *ast, struct arena *arena)
{
	*store = (struct store){ .arena = arena, .ast = ast, .ids = map_new(), .triple_room = ROOM, .head_room = ROOM };
	store->triples = alloc_new(ROOM * sizeof *store->triples);
	for (size_t side = 0; side < 2; side++)
		store->heads[side] = alloc_new(ROOM * sizeof *store->heads[side]);
}

void store_fini(struct store *store)
{
	map_free(store->ids);
	array_fini(&store->entities);
	array_fini(&store->facts);
	array_fini(&store->entries);
	free(store->triples);
	free(store->heads[0]);
	free(store->heads[1]);
}

static bool better_type(const struct store *store, uint32_t a, uint32_t b)
{
	bool a_known = a < store->ast->types.n, b_known = b < store->ast->types.n;
	return a_known != b_known ? a_known : a < b;
}

uint32_t store_entity(struct store *store, const struct finding_end *end)
{
	size_t number = map_number(store->ids, end->id, SIZE_MAX);
	if (number == SIZE_MAX) {
		number = store->entities.n;
		map_put_number(store->ids, end->id, number);
		array_push(&store->entities, *end);
	} else if (better_type(store, end->type, store->entities.at[number].type)) {
		store->entities.at[number].type = end->type;
	}
	return (uint32_t)number;
}

/* ---- by all three parts ---- */

static size_t mix(uint64_t a, uint64_t b, uint64_t c)
{
	/* Multiplication by odd numbers near the golden ratio (Knuth, Sorting and Searching, 6.4), the high bits folded down. */
	uint64_t hash = (a * UINT64_C(0x9E3779B97F4A7C15) ^ b) * UINT64_C(0xC2B2AE3D27D4EB4F);
	hash = (hash ^ hash >> 32 ^ c) * UINT64_C(0x9E3779B97F4A7C15);
	return (size_t)(hash ^ hash >> 29);
}

static void put_in_order(const struct store *store, uint32_t *source, uint32_t relation, uint32_t *target)
{
	const struct finding_end *ends = store->entities.at;
	if (!store->ast->relations.at[relation].symmetric || slice_compare(ends[*source].id, ends[*target].id) <= 0)
		return;
	uint32_t other = *source;
	*source = *target;
	*target = other;
}

/* Where the fact stands in triples, or would. */
static size_t triple_place(const struct store *store, uint32_t source, uint32_t relation, uint32_t target)
{
	size_t at = mix(source, relation, target) & (store->triple_room - 1);
	for (; store->triples[at]; at = (at + 1) & (store->triple_room - 1)) {
		const struct store_fact *fact = &store->facts.at[store->triples[at] - 1];
		if (fact->source == source && fact->relation == relation && fact->target == target)
			break;
	}
	return at;
}

uint32_t store_find(const struct store *store, uint32_t source, uint32_t relation, uint32_t target)
{
	put_in_order(store, &source, relation, &target);
	return store->triples[triple_place(store, source, relation, target)] - 1;
}

static void grow_triples(struct store *store)
{
	free(store->triples);
	store->triple_room *= 2;
	store->triples = alloc_new(store->triple_room * sizeof *store->triples);
	for (size_t i = 0; i < store->facts.n; i++) {
		const struct store_fact *fact = &store->facts.at[i];
		store->triples[triple_place(store, fact->source, fact->relation, fact->target)] = (uint32_t)i + 1;
	}
}

struct store_fact *store_add(struct store *store, uint32_t source, uint32_t relation, uint32_t target)
{
	put_in_order(store, &source, relation, &target);
	if (store->facts.n * 2 >= store->triple_room)
		grow_triples(store);
	size_t at = triple_place(store, source, relation, target);
	struct store_fact *fact = array_add(&store->facts);
	*fact = (struct store_fact){ .source = source, .relation = relation, .target = target };
	store->triples[at] = (uint32_t)store->facts.n;
	return fact;
}

/* ---- by one end ---- */

static uint32_t *head_of(const struct store *store, uint32_t relation, uint32_t entity, bool target)
{
	return &store->heads[target][mix(relation, entity, 0) & (store->head_room - 1)];
}

static void link_entry(struct store *store, size_t number)
{
	struct store_entry *entry = &store->entries.at[number];
	uint32_t relation = store->facts.at[entry->fact].relation;
	uint32_t *by_source = head_of(store, relation, entry->source, false), *by_target = head_of(store, relation, entry->target, true);
	entry->next_source = *by_source;
	entry->next_target = *by_target;
	*by_source = *by_target = (uint32_t)number + 1;
}

static void grow_heads(struct store *store)
{
	store->head_room *= 2;
	for (size_t side = 0; side < 2; side++) {
		free(store->heads[side]);
		store->heads[side] = alloc_new(store->head_room * sizeof *store->heads[side]);
	}
	for (size_t i = 0; i < store->entries.n; i++)
		link_entry(store, i);
}

static void add_entry(struct store *store, uint32_t fact, uint32_t source, uint32_t target)
{
	if (store->entries.n >= store->head_room)
		grow_heads(store);
	array_push(&store->entries, ((struct store_entry){ .fact = fact, .source = source, .target = target }));
	link_entry(store, store->entries.n - 1);
}

void store_open(struct store *store, uint32_t number)
{
	struct store_fact *fact = &store->facts.at[number];
	fact->open = true;
	add_entry(store, number, fact->source, fact->target);
	if (store->ast->relations.at[fact->relation].symmetric)
		add_entry(store, number, fact->target, fact->source);
}

/* The first of a chain that is of this relation and entity: others of the same hash stand in it as well. */
static uint32_t fitting(const struct store *store, uint32_t link, uint32_t relation, uint32_t entity, bool target)
{
	while (link) {
		const struct store_entry *entry = &store->entries.at[link - 1];
		if ((target ? entry->target : entry->source) == entity && store->facts.at[entry->fact].relation == relation)
			break;
		link = target ? entry->next_target : entry->next_source;
	}
	return link - 1;
}

uint32_t store_first(const struct store *store, uint32_t relation, uint32_t entity, bool target)
{
	return fitting(store, *head_of(store, relation, entity, target), relation, entity, target);
}

uint32_t store_next(const struct store *store, uint32_t number, bool target)
{
	const struct store_entry *entry = &store->entries.at[number];
	uint32_t relation = store->facts.at[entry->fact].relation;
	return fitting(store, target ? entry->next_target : entry->next_source, relation, target ? entry->target : entry->source, target);
}
