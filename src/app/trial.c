#include "app/trial.h"

#include <stdlib.h>

#include "app/work.h"
#include "facts/rename.h"

/* ---- the files that hold them ---- */

/* A document is a file, or a line of one: then its name goes on behind a #. */
static void add_files(struct map *files, struct slice document)
{
	map_put_number(files, document, 0);
	for (size_t i = 0; i < document.len; i++)
		if (document.ptr[i] == '#')
			map_put_number(files, slice_part(document, 0, i), 0);
}

static struct map *witness_files(const struct trials *trials)
{
	struct map *files = map_new();
	for (size_t i = 0; i < trials->job->diff->changes.n; i++)
		for (size_t k = 0; k < trials->witnesses[i].n; k++)
			add_files(files, trials->witnesses[i].documents[k]);
	return files;
}

static void choose_files(struct trials *trials)
{
	const struct corpus *whole = trials->job->corpus;
	trials->corpus = (struct corpus){ .entries = alloc_new((whole->n + 1) * sizeof *whole->entries) };
	struct map *files = witness_files(trials);
	for (size_t i = 0; i < whole->n; i++)
		if (map_has(files, whole->entries[i].key))
			trials->corpus.entries[trials->corpus.n++] = whole->entries[i];
	map_free(files);
}

void trials_init(struct trials *trials, const struct blame_job *job)
{
	const struct diff *diff = job->diff;
	*trials = (struct trials){ .job = job, .parts = parts_compare(job->old_rules->ast, job->new_rules->ast), .renamed = map_new() };
	witness_views_init(&trials->views, diff);
	for (size_t i = 0; i < diff->first->entities.n; i++)
		if (diff->to[i] != RENAME_NONE)
			map_put_number(trials->renamed, diff->first->entities.at[i].id, diff->to[i]);
	trials->witnesses = alloc_new((diff->changes.n + 1) * sizeof *trials->witnesses);
	for (size_t i = 0; i < diff->changes.n; i++)
		if (trials_ask(trials, i))
			witness_find(&trials->views, &diff->changes.at[i], BLAME_DOCUMENTS, &trials->witnesses[i]);
	choose_files(trials);
}

void trials_fini(struct trials *trials)
{
	witness_views_fini(&trials->views);
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
	struct view_edge a = view_edge(&trials->views.olds, id, document), b = view_edge(&trials->views.news, id, document);
	struct view_edge f = view_edge(&trial->view, id, document);
	if (change->kind == DIFF_PROOF)
		return a.proofs != b.proofs && f.proofs == a.proofs;
	unsigned changed = view_differ(&a, &b) & witness_aspects(change);
	if (changed & DIFF_DOCUMENTS)
		return f.there == a.there;
	return f.there && (changed & ~view_differ(&f, &a));
}

/* Both ids of an edge that became another one are to be as they were. */
static bool edge_undone(const struct trials *trials, const struct trial *trial, const struct diff_change *change, struct slice document)
{
	const struct diff *diff = trials->job->diff;
	struct slice ids[2] = { witness_edge_id(diff->old_facts, change->old_edge), witness_edge_id(diff->new_facts, change->new_edge) };
	bool undone = false;
	if (ids[0].len && slice_equal(ids[0], ids[1]))
		return edge_is_old(trials, trial, change, ids[0], document);
	for (int i = 0; i < 2; i++) {
		if (!ids[i].len || !witness_edge_differs(change, &trials->views.olds, &trials->views.news, ids[i], document))
			continue;
		if (!edge_is_old(trials, trial, change, ids[i], document))
			return false;
		undone = true;
	}
	return undone;
}

bool trials_ask(const struct trials *trials, size_t change)
{
	return trials->job->proofs || trials->job->diff->changes.at[change].kind != DIFF_PROOF;
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
	return !witness_edge_differs(change, &trial->view, &trials->views.news, witness_edge_id(diff->old_facts, change->old_edge), document) &&
	        !witness_edge_differs(change, &trial->view, &trials->views.news, witness_edge_id(diff->new_facts, change->new_edge), document);
}

bool trial_is_new(const struct trials *trials, const struct trial *trial)
{
	const struct diff *diff = trials->job->diff;
	for (size_t i = 0; i < diff->changes.n; i++) {
		const struct diff_change *change = &diff->changes.at[i];
		if (!trials_ask(trials, i))
			continue;
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
