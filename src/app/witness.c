#include "app/witness.h"

void witness_views_init(struct witness_views *views, const struct diff *diff)
{
	views->diff = diff;
	view_init(&views->olds, diff->old_facts);
	view_init(&views->news, diff->new_facts);
}

void witness_views_fini(struct witness_views *views)
{
	view_fini(&views->olds);
	view_fini(&views->news);
}

unsigned witness_aspects(const struct diff_change *change)
{
	return change->aspects | DIFF_DOCUMENTS;
}

struct slice witness_edge_id(const struct facts *facts, uint32_t edge)
{
	return edge == DIFF_NONE ? slice_make("", 0) : facts->edges.at[edge].id;
}

bool witness_edge_differs(const struct diff_change *change, const struct view *x, const struct view *y, struct slice id, struct slice document)
{
	struct view_edge a = view_edge(x, id, document), b = view_edge(y, id, document);
	return (view_differ(&a, &b) & witness_aspects(change)) || (change->kind == DIFF_PROOF && a.proofs != b.proofs);
}

static bool differs(const struct witness_views *views, const struct diff_change *change, struct slice document)
{
	const struct diff *diff = views->diff;
	return witness_edge_differs(change, &views->olds, &views->news, witness_edge_id(diff->old_facts, change->old_edge), document) ||
	        witness_edge_differs(change, &views->olds, &views->news, witness_edge_id(diff->new_facts, change->new_edge), document);
}

static bool has(const struct witness *witness, struct slice document)
{
	for (size_t i = 0; i < witness->n; i++)
		if (slice_equal(witness->documents[i], document))
			return true;
	return false;
}

static void add(const struct witness_views *views, const struct diff_change *change, struct slice document, size_t most, struct witness *witness)
{
	if (has(witness, document))
		return;
	if (witness->n == most)
		witness->more++;
	else if (diff_is_entity(change) || differs(views, change, document))
		witness->documents[witness->n++] = document;
}

/* Beyond those that are named, documents are only counted, and not looked at again. */
static void add_edge(const struct witness_views *views, const struct diff_change *change, bool newer, size_t most, struct witness *witness)
{
	const struct facts *facts = newer ? views->diff->new_facts : views->diff->old_facts;
	uint32_t number = newer ? change->new_edge : change->old_edge, last = DIFF_NONE;
	for (size_t i = 0; number != DIFF_NONE && i < facts->edges.at[number].proofs; i++) {
		uint32_t document = facts->proofs.at[facts->edges.at[number].first_proof + i].document;
		if (document != last)
			add(views, change, facts->documents.at[document].key, most, witness);
		last = document;
	}
}

static void add_entity(
        const struct witness_views *views, const struct diff_change *change, const struct facts *facts, uint32_t number, struct witness *witness)
{
	const struct fact_entity *entity = &facts->entities.at[number];
	size_t most = witness->n + WITNESS_MOST / 2;
	for (size_t i = 0; i < entity->forms; i++)
		add(views, change, facts->documents.at[facts->forms.at[entity->first_form + i].document].key, most, witness);
}

void witness_find(const struct witness_views *views, const struct diff_change *change, size_t most, struct witness *witness)
{
	const struct diff *diff = views->diff;
	*witness = (struct witness){ .n = 0 };
	if (!diff_is_entity(change)) {
		add_edge(views, change, false, most, witness);
		add_edge(views, change, true, most, witness);
		return;
	}
	add_entity(views, change, diff->first, change->old_entity, witness);
	if (change->kind == DIFF_ENTITY)
		add_entity(views, change, diff->new_facts, change->new_entity, witness);
}
