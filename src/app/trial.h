/* trial: the graph of some documents by the newer rules with some of their changes taken back. */
#ifndef KGRAPH_APP_TRIAL_H
#define KGRAPH_APP_TRIAL_H

#include "app/blame.h"
#include "app/witness.h"
#include "base/map.h"
#include "rules/parts.h"

/* What all trials share. */
struct trials {
	const struct blame_job *job;
	struct parts_diff *parts;
	struct witness_views views;
	struct map *renamed;       /* old id -> number of the new entity */
	struct witness *witnesses; /* as diff->changes */
	struct corpus corpus;      /* the documents of all witnesses; entries alone are its own */
	unsigned made;
};

/* One that was made; facts is NULL where the rules cannot be loaded. */
struct trial {
	struct facts *facts, *renamed;
	struct view view; /* under the ids of the newer graph */
};

void trials_init(struct trials *trials, const struct blame_job *job);
void trials_fini(struct trials *trials);

/* Whether a change of the graph, by its number, is to have a cause. */
bool trials_ask(const struct trials *trials, size_t change);

/* Reads the documents by the newer rules without the changes for which back[i] is true. Freed with trial_fini. */
void trial_make(struct trials *trials, const bool *back, struct trial *trial);
void trial_fini(struct trial *trial);
/* Whether a change of the graph is undone in one of its documents. */
bool trial_undoes(const struct trials *trials, const struct trial *trial, size_t change);
/* Whether the graph is as the newer one wherever a change is told by it. */
bool trial_is_new(const struct trials *trials, const struct trial *trial);

#endif
