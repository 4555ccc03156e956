#include "facts/both.h"

#include <stdlib.h>

#include "base/map.h"
#include "facts/merge.h"

typedef ARRAY(struct fact_type) types;
typedef ARRAY(struct fact_relation) relations;
typedef ARRAY(struct finding) findings;

/* A graph on its way into the union. */
struct side {
	const struct facts *facts;
	uint32_t *types, *relations; /* its numbers -> those of the union */
	uint32_t *order;             /* its proofs by document */
	size_t at;                   /* where in order the next document begins */
};

static uint32_t *join_types(const struct facts *facts, struct map *names, types *all)
{
	uint32_t *numbers = alloc_new((facts->types.n + 1) * sizeof *numbers);
	for (size_t i = 0; i < facts->types.n; i++) {
		numbers[i] = (uint32_t)map_number(names, facts->types.at[i].name, all->n);
		if (numbers[i] < all->n)
			continue;
		map_put_number(names, facts->types.at[i].name, all->n);
		array_push(all, facts->types.at[i]);
	}
	return numbers;
}

/* A relation that has a direction in one of the graphs keeps it: edges of both are to be found by their ids. */
static uint32_t *join_relations(const struct facts *facts, struct map *names, relations *all)
{
	uint32_t *numbers = alloc_new((facts->relations.n + 1) * sizeof *numbers);
	for (size_t i = 0; i < facts->relations.n; i++) {
		numbers[i] = (uint32_t)map_number(names, facts->relations.at[i].name, all->n);
		if (numbers[i] < all->n) {
			all->at[numbers[i]].symmetric &= facts->relations.at[i].symmetric;
			continue;
		}
		map_put_number(names, facts->relations.at[i].name, all->n);
		array_push(all, facts->relations.at[i]);
	}
	return numbers;
}

static int compare_documents(const void *a, const void *b, void *data)
{
	const struct facts *facts = data;
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	int order = slice_compare(facts->documents.at[facts->proofs.at[i].document].key, facts->documents.at[facts->proofs.at[j].document].key);
	return order ? order : (i > j) - (i < j);
}

static uint32_t *by_document(const struct facts *facts)
{
	uint32_t *order = alloc_new((facts->proofs.n + 1) * sizeof *order);
	for (size_t i = 0; i < facts->proofs.n; i++)
		order[i] = (uint32_t)i;
	if (facts->proofs.n)
		qsort_r(order, facts->proofs.n, sizeof *order, compare_documents, (void *)(uintptr_t)facts);
	return order;
}

static struct finding finding_of(const struct side *side, const struct fact_proof *proof)
{
	struct finding finding = merge_finding(side->facts, proof);
	finding.relation = side->relations[finding.relation];
	finding.source.type = side->types[finding.source.type];
	finding.target.type = side->types[finding.target.type];
	return finding;
}

static struct slice key_of(const struct side *side)
{
	return side->facts->documents.at[side->facts->proofs.at[side->order[side->at]].document].key;
}

static bool has_more(const struct side *side)
{
	return side->at < side->facts->proofs.n;
}

/* Its proofs in that document. */
static void take(struct side *side, struct slice key, findings *list)
{
	for (; has_more(side) && slice_equal(key_of(side), key); side->at++)
		array_push(list, finding_of(side, &side->facts->proofs.at[side->order[side->at]]));
}

/* The documents that prove something, of both in the order of their names. */
static void add_documents(struct merge *merge, struct side sides[2])
{
	findings list = { 0 };
	while (has_more(&sides[0]) || has_more(&sides[1])) {
		bool first = has_more(&sides[0]) && (!has_more(&sides[1]) || slice_compare(key_of(&sides[0]), key_of(&sides[1])) < 0);
		struct fact_document document = { .key = key_of(&sides[!first]), .skipped = slice_make("", 0) };
		array_clear(&list);
		take(&sides[1], document.key, &list);
		take(&sides[0], document.key, &list);
		merge_document(merge, &document, list.at, list.n);
	}
	array_fini(&list);
}

struct facts *both_graphs(const struct diff *diff)
{
	struct side sides[2] = { { .facts = diff->old_facts }, { .facts = diff->new_facts } };
	struct map *type_names = map_new(), *relation_names = map_new();
	types all_types = { 0 };
	relations all_relations = { 0 };
	for (int i = 1; i >= 0; i--) {
		sides[i].types = join_types(sides[i].facts, type_names, &all_types);
		sides[i].relations = join_relations(sides[i].facts, relation_names, &all_relations);
		sides[i].order = by_document(sides[i].facts);
	}
	struct merge *merge = merge_new(all_types.at, all_types.n, all_relations.at, all_relations.n);
	add_documents(merge, sides);
	for (int i = 0; i < 2; i++) {
		free(sides[i].types);
		free(sides[i].relations);
		free(sides[i].order);
	}
	map_free(type_names);
	map_free(relation_names);
	array_fini(&all_types);
	array_fini(&all_relations);
	struct facts *facts = merge_finish(merge);
	facts->rules = diff->new_facts->rules;
	return facts;
}
