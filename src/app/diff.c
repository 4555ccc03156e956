#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/blame.h"
#include "app/command.h"
#include "app/diff_output.h"
#include "app/diff_rules.h"
#include "facts/apart.h"

static const struct place nowhere;

/* By what it is called: a graph is a file that ends in .jsonl or .csv, and no folder. */
static bool is_graph(const char *argument)
{
	struct stat status;
	struct slice name = slice_of(argument);
	return (slice_ends(name, ".jsonl") || slice_ends(name, ".csv")) && !(stat(argument, &status) == 0 && S_ISDIR(status.st_mode));
}

static int status_of(const struct diff *diff, bool proofs)
{
	for (size_t i = 0; i < diff->changes.n; i++)
		if (proofs || diff->changes.at[i].kind != DIFF_PROOF)
			return EXIT_LESS;
	return EXIT_DONE;
}

static int finish(const struct diff_output *output, struct diff *diff, const struct diff_sources *sources, bool proofs, struct diag *diag)
{
	int status = status_of(diff, proofs), written = diff_output_write(output, diff, sources, diag);
	return written > status ? written : status;
}

/* An edge list tells neither by which rules it was made nor of all its documents. */
static void blame(struct diff *diff, struct arena *arena)
{
	if (diff->first->edges_only || diff->new_facts->edges_only)
		return;
	if (slice_equal(diff->first->digest, diff->new_facts->digest))
		blame_documents(diff, arena);
	else
		blame_proofs(diff, arena);
}

static int compare_graphs(const struct options *options, const struct diff_output *output, struct diag *diag)
{
	const char *const *paths = options->inputs.at;
	struct arena *arena = arena_new();
	struct apart apart;
	int status = EXIT_WRONG;
	if (!diff_output_check_graphs(output, &options->inputs, diag)) {
		status = EXIT_OUTPUT;
	} else if (apart_load(&apart, paths, diff_output_needs_all(output), diag)) {
		struct diff *diff = diff_new(apart.facts[0], apart.facts[1]);
		struct diff_sources sources = { .names = { paths[0], paths[1] }, .files = true };
		diff->unchanged += apart.same;
		blame(diff, arena);
		status = finish(output, diff, &sources, options->verbose, diag);
		diff_free(diff);
		apart_fini(&apart);
	}
	arena_free(arena);
	return status;
}

static int compare_read(const struct options *options, struct diff_rules *rules, const struct diff_output *output, struct diag *diag)
{
	struct diff *diff = diff_new(rules->facts[0], rules->facts[1]);
	struct diff_sources sources = { .names = { options->inputs.at[0], options->inputs.at[1] } };
	struct blame_job job = { diff, rules->rules[0], rules->rules[1], &rules->corpus, &rules->options, rules->arena, options->verbose };
	blame_rules(&job);
	int status = finish(output, diff, &sources, options->verbose, diag);
	diff_free(diff);
	return status;
}

static int compare_rules(const struct options *options, const struct diff_output *output, struct diag *diag)
{
	struct diff_rules rules;
	int status = EXIT_WRONG;
	if (diff_rules_open(&rules, options, &output->paths, diag)) {
		if (!diff_output_check_rules(output, &rules, diag))
			status = EXIT_OUTPUT;
		else if (diff_rules_read(&rules, diag))
			status = compare_read(options, &rules, output, diag);
	}
	diff_rules_fini(&rules);
	return status;
}

int command_diff(const struct options *options, struct diag *diag)
{
	struct diff_output output;
	int status = EXIT_WRONG;
	bool usable = diff_output_read(&output, options, diag);
	if (options->inputs.n < 2)
		diag_error(diag, nowhere, NULL, "kgraph diff OLD.jsonl NEW.jsonl, or kgraph diff OLDRULES NEWRULES PATH...",
		        "two things are to be compared");
	else if (is_graph(options->inputs.at[0]) != is_graph(options->inputs.at[1]))
		diag_error(diag, nowhere, NULL, "two graphs (.jsonl, .csv), or two folders of rules and documents",
		        "a graph and a folder of rules cannot be compared");
	else if (usable && is_graph(options->inputs.at[0]) && options->inputs.n > 2)
		diag_error(diag, nowhere, NULL, NULL, "two graphs are compared, and %zu were named", options->inputs.n);
	else if (usable && is_graph(options->inputs.at[0]))
		status = compare_graphs(options, &output, diag);
	else if (usable)
		status = compare_rules(options, &output, diag);
	diff_output_fini(&output);
	return status;
}
