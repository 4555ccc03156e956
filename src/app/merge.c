#include <inttypes.h>

#include "app/command.h"
#include "app/report.h"
#include "app/targets.h"
#include "facts/load.h"
#include "facts/merge.h"

static bool check(const struct options *options, struct diag *diag)
{
	if (options->inputs.n)
		return true;
	diag_error(diag, (struct place){ .line = 0 }, NULL, "kgraph merge A.jsonl B.jsonl -o BOTH.jsonl; kgraph merge --help shows the rest",
	        "no graph was named");
	return false;
}

/* The union of all graphs; NULL where one of them is wrong. All are looked at, so that one run shows what is wrong with any. */
static struct facts *read_graphs(const struct options *options, struct diag *diag)
{
	struct load *load = load_new(options->mixed, diag);
	bool good = true;
	for (size_t i = 0; i < options->inputs.n; i++) {
		if (load_add(load, options->inputs.at[i]))
			continue;
		good = false;
		load_free(load);
		load = load_new(options->mixed, diag);
	}
	if (good)
		return load_finish(load);
	load_free(load);
	return NULL;
}

static void close_report(const struct options *options, const struct facts *facts, struct diag *diag)
{
	diag_note(diag, "%zu graph%s, %" PRIu64 " document%s, %zu entit%s, %zu relation%s", options->inputs.n, options->inputs.n == 1 ? "" : "s",
	        facts->account.files - facts->account.skipped, facts->account.files - facts->account.skipped == 1 ? "" : "s", facts->entities.n,
	        facts->entities.n == 1 ? "y" : "ies", facts->edges.n, facts->edges.n == 1 ? "" : "s");
}

static int merge(const struct options *options, const struct targets *targets, struct diag *diag)
{
	if (!targets_check_inputs(targets, &options->inputs, diag))
		return EXIT_OUTPUT;
	struct facts *facts = read_graphs(options, diag);
	if (!facts)
		return EXIT_WRONG;
	int status = targets_write(targets, facts, diag);
	close_report(options, facts, diag);
	facts_free(facts);
	return status;
}

int command_merge(const struct options *options, struct diag *diag)
{
	struct targets targets;
	bool usable = targets_read(&targets, options, diag);
	usable = check(options, diag) && usable;
	int status = usable ? merge(options, &targets, diag) : EXIT_WRONG;
	targets_fini(&targets);
	return status;
}
