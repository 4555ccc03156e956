#include "app/trial.h"

#include <stdlib.h>

#include "app/work.h"
#include "facts/rename.h"

/* ---- which documents tell of a change ---- */

static bool has(const struct witness *witness, struct slice document)
{
	for (size_t i = 0; i < witness->n; i++)
		if (slice_equal(witness->documents[i], document))
			return true;
	return false;
}

static struct slice edge_id(const struct facts *facts, uint32_t edge)
{
	return edge == DIFF_NONE ? slice_make("", 0) : facts->edges.at[edge].id;
}

static unsigned aspects_of(const struct diff_change *change)
{
	return change->aspects | DIFF_DOCUMENTS;
}

/* Whether an edge of that id is not the same in a document of both views, as far as the change is about it. */
static bool edge_differs(const struct diff_change *change, const struct view *x, const struct view *y, struct slice id, struct slice document)
{
	struct view_edge a = view_edge(x, id, document), b = view_edge(y, id, document);
	return (view_differ(&a, &b) & aspects_of(change)) || (change->kind == DIFF_PROOF && a.proofs != b.proofs);
}

static bool differs(const struct trials *trials, const struct diff_change *change, struct slice document)
{
	const struct diff *diff = trials->job->diff;
	return edge_differs(change, &trials->old_view, &trials->new_view, edge_id(diff->old_facts, change->old_edge), document) ||
	        edge_differs(change, &trials->old_view, &trials->new_view, edge_id(diff->new_facts, change->new_edge), document);
}

static void add_document(const struct trials *trials, const struct diff_change *change, struct slice document, size_t most, struct witness *witness)
{
	if (witness->n < most && !has(witness, document) && (diff_is_entity(change) || differs(trials, change, document)))
		witness->documents[witness->n++] = document;
}

static void edge_witness(
        const struct trials *trials, const struct diff_change *change, const struct facts *facts, uint32_t number, struct witness *witness)
{
	if (number == DIFF_NONE)
		return;
	const struct fact_edge *edge = &facts->edges.at[number];
	for (size_t i = 0; i < edge->proofs; i++) {
		struct slice document = facts->documents.at[facts->proofs.at[edge->first_proof + i].document].key;
		add_document(trials, change, document, BLAME_DOCUMENTS, witness);
	}
}

static void entity_witness(
        const struct trials *trials, const struct diff_change *change, const struct facts *facts, uint32_t number, struct witness *witness)
{
	const struct fact_entity *entity = &facts->entities.at[number];
	size_t most = witness->n + BLAME_DOCUMENTS;
	for (size_t i = 0; i < entity->forms; i++)
		add_document(trials, change, facts->documents.at[facts->forms.at[entity->first_form + i].document].key, most, witness);
}

static void find_witness(const struct trials *trials, const struct diff_change *change, struct witness *witness)
{
	const struct diff *diff = trials->job->diff;
	if (!diff_is_entity(change)) {
		edge_witness(trials, change, diff->old_facts, change->old_edge, witness);
		edge_witness(trials, change, diff->new_facts, change->new_edge, witness);
		return;
	}
	entity_witness(trials, change, diff->first, change->old_entity, witness);
	if (change->kind == DIFF_ENTITY)
		entity_witness(trials, change, diff->new_facts, change->new_entity, witness);
}

/* ---- the files that hold them ---- */

/* The part of a name before the line of a .jsonl. */
static bool is_file_of(struct slice key, struct slice document)
{
	return slice_equal(key, document) || (document.len > key.len && memcmp(document.ptr, key.ptr, key.len) == 0 && document.ptr[key.len] == '#');
}

static bool is_witness(const struct trials *trials, struct slice key)
{
	for (size_t i = 0; i < trials->job->diff->changes.n; i++)
		for (size_t k = 0; k < trials->witnesses[i].n; k++)
			if (is_file_of(key, trials->witnesses[i].documents[k]))
				return true;
	return false;
}

static void choose_files(struct trials *trials)
{
	const struct corpus *whole = trials->job->corpus;
	trials->corpus = (struct corpus){ .entries = alloc_new((whole->n + 1) * sizeof *whole->entries) };
	for (size_t i = 0; i < whole->n; i++)
		if (is_witness(trials, whole->entries[i].key))
			trials->corpus.entries[trials->corpus.n++] = whole->entries[i];
}

void trials_init(struct trials *trials, const struct blame_job *job)
{
	const struct diff *diff = job->diff;
	*trials = (struct trials){ .job = job, .parts = parts_compare(job->old_rules->ast, job->new_rules->ast), .renamed = map_new() };
	view_init(&trials->old_view, diff->old_facts);
	view_init(&trials->new_view, diff->new_facts);
	for (size_t i = 0; i < diff->first->entities.n; i++)
		if (diff->to[i] != RENAME_NONE)
			map_put_number(trials->renamed, diff->first->entities.at[i].id, diff->to[i]);
	trials->witnesses = alloc_new((diff->changes.n + 1) * sizeof *trials->witnesses);
	for (size_t i = 0; i < diff->changes.n; i++)
		find_witness(trials, &diff->changes.at[i], &trials->witnesses[i]);
	choose_files(trials);
}

void trials_fini(struct trials *trials)
{
	view_fini(&trials->old_view);
	view_fini(&trials->new_view);
	parts_diff_free(trials->parts);
	map_free(trials->renamed);
	free(trials->witnesses);
	free(trials->corpus.entries);
}

/* ---- a trial ---- */

/* Under the ids that the newer graph has. */
static struct facts *rename_all(const struct trials *trials, const struct facts *facts)
{
	uint32_t *to = alloc_new((facts->entities.n + 1) * sizeof *to);
	bool any = false;
	for (size_t i = 0; i < facts->entities.n; i++) {
		to[i] = (uint32_t)map_number(trials->renamed, facts->entities.at[i].id, RENAME_NONE);
		any |= to[i] != RENAME_NONE;
	}
	struct facts *renamed = any ? rename_apply(facts, trials->job->diff->new_facts, to) : NULL;
	free(to);
	return renamed;
}

void trial_make(struct trials *trials, const bool *back, struct trial *trial)
{
	struct progress progress;
	struct diag *diag = diag_new();
	struct ruleset *rules = parts_load(trials->parts, back, diag);
	*trial = (struct trial){ .facts = NULL };
	trials->made++;
	if (rules) {
		progress_start(&progress, trials->corpus.n, 0, true);
		trial->facts = work_extract(&trials->corpus, rules, trials->job->options, NULL, &progress, diag);
	}
	if (trial->facts) {
		trial->renamed = rename_all(trials, trial->facts);
		view_init(&trial->view, trial->renamed ? trial->renamed : trial->facts);
	}
	ruleset_free(rules);
	diag_free(diag);
}

void trial_fini(struct trial *trial)
{
	if (!trial->facts)
		return;
	view_fini(&trial->view);
	if (trial->renamed)
		facts_free(trial->renamed);
	facts_free(trial->facts);
	trial->facts = NULL;
}

/* What of the entity of a change is as it was: 1 as before, 0 not. */
static bool entity_is_old(const struct trials *trials, const struct trial *trial, const struct diff_change *change)
{
	const struct facts *olds = trials->job->diff->first, *facts = trial->facts;
	const struct fact_entity *entity = &olds->entities.at[change->old_entity];
	uint32_t found = view_entity(facts, entity->id);
	if (change->kind != DIFF_ENTITY)
		return found != DIFF_NONE;
	if (found == DIFF_NONE)
		return false;
	if ((change->aspects & DIFF_NAME) && slice_equal(facts->entities.at[found].name, entity->name))
		return true;
	return (change->aspects & DIFF_TYPE) && slice_equal(facts->types.at[facts->entities.at[found].type].name, olds->types.at[entity->type].name);
}

/* Whether an edge that differs between the graphs is in the trial as it was in the older one, in one of the things that changed. */
static bool edge_is_old(
        const struct trials *trials, const struct trial *trial, const struct diff_change *change, struct slice id, struct slice document)
{
	struct view_edge a = view_edge(&trials->old_view, id, document), b = view_edge(&trials->new_view, id, document);
	struct view_edge f = view_edge(&trial->view, id, document);
	if (change->kind == DIFF_PROOF)
		return a.proofs != b.proofs && f.proofs == a.proofs;
	unsigned changed = view_differ(&a, &b) & aspects_of(change);
	if (changed & DIFF_DOCUMENTS)
		return f.there == a.there;
	return f.there && (changed & ~view_differ(&f, &a));
}

/* Both ids of an edge that became another one are to be as they were. */
static bool edge_undone(const struct trials *trials, const struct trial *trial, const struct diff_change *change, struct slice document)
{
	const struct diff *diff = trials->job->diff;
	struct slice ids[2] = { edge_id(diff->old_facts, change->old_edge), edge_id(diff->new_facts, change->new_edge) };
	bool undone = false;
	if (ids[0].len && slice_equal(ids[0], ids[1]))
		return edge_is_old(trials, trial, change, ids[0], document);
	for (int i = 0; i < 2; i++) {
		if (!ids[i].len || !edge_differs(change, &trials->old_view, &trials->new_view, ids[i], document))
			continue;
		if (!edge_is_old(trials, trial, change, ids[i], document))
			return false;
		undone = true;
	}
	return undone;
}

bool trial_undoes(const struct trials *trials, const struct trial *trial, size_t change)
{
	const struct diff_change *what = &trials->job->diff->changes.at[change];
	const struct witness *witness = &trials->witnesses[change];
	if (!trial->facts)
		return false;
	if (diff_is_entity(what))
		return entity_is_old(trials, trial, what);
	for (size_t i = 0; i < witness->n; i++)
		if (edge_undone(trials, trial, what, witness->documents[i]))
			return true;
	return false;
}

static bool edge_is_new(const struct trials *trials, const struct trial *trial, const struct diff_change *change, struct slice document)
{
	const struct diff *diff = trials->job->diff;
	return !edge_differs(change, &trial->view, &trials->new_view, edge_id(diff->old_facts, change->old_edge), document) &&
	        !edge_differs(change, &trial->view, &trials->new_view, edge_id(diff->new_facts, change->new_edge), document);
}

bool trial_is_new(const struct trials *trials, const struct trial *trial)
{
	const struct diff *diff = trials->job->diff;
	for (size_t i = 0; i < diff->changes.n; i++) {
		const struct diff_change *change = &diff->changes.at[i];
		if (diff_is_entity(change)) {
			if (entity_is_old(trials, trial, change))
				return false;
			continue;
		}
		for (size_t k = 0; k < trials->witnesses[i].n; k++)
			if (!edge_is_new(trials, trial, change, trials->witnesses[i].documents[k]))
				return false;
	}
	return true;
}
