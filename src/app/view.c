#include "app/view.h"

#include "base/align.h"

static void enter(struct index *index, struct slice text, size_t number)
{
	bool added;
	struct index_entry *entry = index_enter(index, text, &added);
	entry->number = (uint32_t)number;
}

void view_init(struct view *view, const struct facts *facts)
{
	*view = (struct view){ .facts = facts };
	for (size_t i = 0; i < facts->edges.n; i++)
		enter(&view->edges, facts->edges.at[i].id, i);
	for (size_t i = 0; i < facts->documents.n; i++)
		enter(&view->documents, facts->documents.at[i].key, i);
}

void view_fini(struct view *view)
{
	index_fini(&view->edges);
	index_fini(&view->documents);
	*view = (struct view){ .facts = NULL };
}

static uint32_t number_of(const struct index *index, struct slice text)
{
	const struct index_entry *entry = index_find(index, text);
	return entry ? entry->number : DIFF_NONE;
}

uint32_t view_document(const struct view *view, struct slice key)
{
	return number_of(&view->documents, key);
}

static uint64_t mix(uint64_t hash, struct slice text)
{
	return (hash ^ align_hash(text)) * UINT64_C(0x100000001b3);
}

static uint64_t proof_hash(uint64_t hash, const struct fact_proof *proof)
{
	const uint64_t places[] = { proof->start, proof->end, proof->source_start, proof->source_end, proof->target_start, proof->target_end,
		proof->sure, proof->premise.len > 0 };
	hash = mix(hash, slice_make((const char *)places, sizeof places));
	hash = mix(mix(mix(hash, proof->rule), proof->variant), proof->resolved);
	return mix(mix(mix(mix(hash, proof->from), proof->to), proof->as), proof->speaker);
}

/* Proofs come the best first, those that state the edge before those that it is inferred from. */
static void add_proof(struct view_edge *edge, const struct fact_proof *proof)
{
	if (!edge->there) {
		edge->inferred = proof->premise.len > 0;
		edge->sure = proof->sure;
	}
	if (!edge->from.len && !edge->to.len) {
		edge->from = proof->from;
		edge->to = proof->to;
	}
	if (!edge->as.len)
		edge->as = proof->as;
	edge->there = true;
	edge->proofs = proof_hash(edge->proofs, proof);
}

struct view_edge view_edge(const struct view *view, struct slice id, struct slice document)
{
	struct view_edge found = { .there = false };
	uint32_t number = number_of(&view->edges, id), key = view_document(view, document);
	if (number == DIFF_NONE || key == DIFF_NONE)
		return found;
	const struct fact_edge *edge = &view->facts->edges.at[number];
	size_t proofs = view->facts->edges_only ? 1 : edge->proofs;
	for (size_t i = 0; i < proofs; i++)
		if (view->facts->proofs.at[edge->first_proof + i].document == key)
			add_proof(&found, &view->facts->proofs.at[edge->first_proof + i]);
	return found;
}

unsigned view_differ(const struct view_edge *a, const struct view_edge *b)
{
	unsigned aspects = 0;
	if (a->there != b->there)
		return DIFF_DOCUMENTS;
	aspects |= a->sure != b->sure ? DIFF_SURE : 0;
	aspects |= !slice_equal(a->from, b->from) || !slice_equal(a->to, b->to) ? DIFF_TIME : 0;
	aspects |= !slice_equal(a->as, b->as) ? DIFF_AS : 0;
	return aspects | (a->inferred != b->inferred ? DIFF_INFERRED : 0);
}

uint32_t view_entity(const struct facts *facts, struct slice id)
{
	size_t low = 0, high = facts->entities.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = slice_compare(facts->entities.at[middle].id, id);
		if (order == 0)
			return (uint32_t)middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return DIFF_NONE;
}

bool view_entity_in(const struct view *view, uint32_t entity, struct slice document)
{
	const struct fact_entity *found = &view->facts->entities.at[entity];
	for (size_t i = 0; i < found->forms; i++)
		if (slice_equal(view->facts->documents.at[view->facts->forms.at[found->first_form + i].document].key, document))
			return true;
	return false;
}
