#include "app/blame.h"

#include <stdlib.h>

#include "app/trial.h"
#include "base/buffer.h"
#include "output/put.h"

enum { CAUSES_NAMED = 4 };

struct blame {
	struct trials trials;
	const struct parts_change *parts;
	size_t part_count;
	struct buffer *causes; /* as diff->changes: what is named by now */
	unsigned *named;       /* how many */
};

/* ---- how a cause is called ---- */

static void put_block(struct buffer *buffer, const struct part *part)
{
	if (slice_is(part->kind, "table")) {
		buffer_add(buffer, part->key);
		return;
	}
	if (!slice_is(part->kind, "rule"))
		buffer_add(buffer, part->kind);
	if (!slice_is(part->kind, "rule") && part->name.len)
		buffer_char(buffer, ' ');
	buffer_add(buffer, part->name);
}

/* "funds-2 (new), politics/power.rules:20"; "alliance, politics/power.rules:14 changed" */
static void put_cause(struct buffer *buffer, const struct parts_change *change)
{
	static const char *const of_block[] = { [PARTS_BLOCK_NEW] = " (new)", [PARTS_BLOCK_REMOVED] = " (removed)" };
	static const char *const of_line[] = {
		[PARTS_LINE_NEW] = " new", [PARTS_LINE_REMOVED] = " removed", [PARTS_LINE_CHANGED] = " changed", [PARTS_LINES_CHANGED] = " changed"
	};
	bool whole = change->kind == PARTS_BLOCK_NEW || change->kind == PARTS_BLOCK_REMOVED;
	put_block(buffer, change->part);
	if (whole)
		buffer_text(buffer, of_block[change->kind]);
	buffer_text(buffer, ", ");
	buffer_add(buffer, put_rule_file(change->file));
	buffer_format(buffer, ":%u", change->line);
	if (!whole)
		buffer_text(buffer, of_line[change->kind]);
}

/* ---- what each change of the rules did by itself ---- */

static void name_single(struct blame *blame, size_t change, size_t part)
{
	if (blame->named[change]++ >= CAUSES_NAMED)
		return;
	if (blame->causes[change].n)
		buffer_text(&blame->causes[change], "; ");
	put_cause(&blame->causes[change], &blame->parts[part]);
}

static bool may_try(const struct blame *blame)
{
	return blame->trials.made < BLAME_TRIALS;
}

/* Takes the changes from..to of the rules back together; where that makes no difference, none of them is asked for alone. */
static void try_range(struct blame *blame, bool *back, size_t from, size_t to)
{
	struct trial trial;
	if (!may_try(blame))
		return;
	for (size_t i = from; i < to; i++)
		back[i] = true;
	trial_make(&blame->trials, back, &trial);
	for (size_t i = from; i < to; i++)
		back[i] = false;
	bool matters = !trial.facts || !trial_is_new(&blame->trials, &trial);
	if (to - from == 1)
		for (size_t i = 0; i < blame->trials.job->diff->changes.n; i++)
			if (trial_undoes(&blame->trials, &trial, i))
				name_single(blame, i, from);
	trial_fini(&trial);
	if (!matters || to - from == 1)
		return;
	try_range(blame, back, from, from + (to - from) / 2);
	try_range(blame, back, from + (to - from) / 2, to);
}

/* ---- what several did together ---- */

/* A search for a smallest set of changes of the rules whose return undoes one change of the graph. */
struct search {
	struct blame *blame;
	size_t change;
	bool *back;
};

static bool undoes(struct search *search)
{
	struct trial trial;
	if (!may_try(search->blame))
		return false;
	trial_make(&search->blame->trials, search->back, &trial);
	bool undone = trial_undoes(&search->blame->trials, &trial, search->change);
	trial_fini(&trial);
	return undone;
}

static void set(struct search *search, size_t from, size_t to, bool value)
{
	for (size_t i = from; i < to; i++)
		search->back[i] = value;
}

/* Of the changes from..to, leaves those in back that are needed besides what is there; QuickXplain (Junker 2004). added: whether back grew since it
 * was last tried. */
static void narrow(struct search *search, size_t from, size_t to, bool added)
{
	set(search, from, to, false);
	if (added && undoes(search))
		return;
	if (to - from <= 1) {
		set(search, from, to, true);
		return;
	}
	size_t middle = from + (to - from) / 2, kept = 0;
	set(search, from, middle, true);
	narrow(search, middle, to, true);
	for (size_t i = middle; i < to; i++)
		kept += search->back[i];
	narrow(search, from, middle, kept > 0);
}

static void name_set(struct blame *blame, size_t change, const bool *back)
{
	unsigned n = 0, shown = 0;
	struct buffer *cause = &blame->causes[change];
	for (size_t i = 0; i < blame->part_count; i++)
		n += back[i];
	for (size_t i = 0; i < blame->part_count && shown < CAUSES_NAMED; i++) {
		if (!back[i])
			continue;
		buffer_text(cause, shown++ ? " + " : "");
		put_cause(cause, &blame->parts[i]);
	}
	if (n > shown)
		buffer_format(cause, " + %u more", n - shown);
	blame->named[change] = 1;
}

/* All that a set undoes and nothing else explains is its doing. */
static void name_undone(struct blame *blame, const bool *back)
{
	struct trial trial;
	trial_make(&blame->trials, back, &trial);
	for (size_t i = 0; i < blame->trials.job->diff->changes.n; i++)
		if (!blame->named[i] && trial_undoes(&blame->trials, &trial, i))
			name_set(blame, i, back);
	trial_fini(&trial);
}

static void explain_together(struct blame *blame, size_t change)
{
	struct search search = { blame, change, alloc_new(blame->part_count + 1) };
	set(&search, 0, blame->part_count, true);
	if (blame->part_count && undoes(&search)) {
		narrow(&search, 0, blame->part_count, false);
		name_undone(blame, search.back);
	}
	if (!blame->named[change])
		buffer_text(&blame->causes[change], parts_moved(blame->trials.parts) ? "together, or by the order of the blocks" : "together");
	free(search.back);
}

void blame_rules(const struct blame_job *job)
{
	struct blame blame = { .part_count = 0 };
	struct diff *diff = job->diff;
	trials_init(&blame.trials, job);
	blame.parts = parts_changes(blame.trials.parts, &blame.part_count);
	blame.causes = alloc_new((diff->changes.n + 1) * sizeof *blame.causes);
	blame.named = alloc_new((diff->changes.n + 1) * sizeof *blame.named);
	bool *back = alloc_new(blame.part_count + 1);
	bool asked = false;
	for (size_t i = 0; i < diff->changes.n; i++)
		asked |= trials_ask(&blame.trials, i);
	if (blame.part_count && asked)
		try_range(&blame, back, 0, blame.part_count);
	for (size_t i = 0; i < diff->changes.n; i++)
		if (!blame.named[i] && trials_ask(&blame.trials, i))
			explain_together(&blame, i);
	for (size_t i = 0; i < diff->changes.n; i++) {
		if (blame.named[i] > CAUSES_NAMED)
			buffer_format(&blame.causes[i], "; and %u more", blame.named[i] - CAUSES_NAMED);
		diff->changes.at[i].cause = arena_copy(job->arena, buffer_slice(&blame.causes[i]));
		buffer_fini(&blame.causes[i]);
	}
	free(back);
	free(blame.causes);
	free(blame.named);
	trials_fini(&blame.trials);
}
