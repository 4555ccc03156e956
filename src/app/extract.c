#include "app/command.h"
#include "app/corpus.h"
#include "app/report.h"
#include "app/rulesets.h"
#include "app/targets.h"
#include "app/work.h"

/* Documents, workers, merge, outputs: everything once the rules stand. */
static int extract(
        const struct options *options, struct corpus *corpus, const struct ruleset *rules, const struct targets *targets, struct diag *diag)
{
	struct progress progress;
	if (!corpus_walk(corpus, options, &targets->paths, diag))
		return EXIT_WRONG;
	if (!targets_check(targets, corpus, rules->ast, diag))
		return EXIT_OUTPUT;
	progress_start(&progress, corpus->n, corpus->bytes, options->quiet);
	struct facts *facts = work_extract(corpus, rules, options, NULL, &progress, diag);
	if (!facts)
		return EXIT_WRONG;
	if (targets_keep_all(targets))
		work_keep_texts(facts, rules);
	int written = targets_write(targets, facts, diag);
	report_ignored(facts, options->verbose, diag);
	report_losses(facts, options->verbose, diag);
	report_rejections(facts, options->verbose, diag);
	/* A shard may well be empty. */
	if (facts->edges.n == 0 && !corpus->shard.of)
		report_nothing(facts, diag);
	report_close(facts, progress_seconds(&progress), diag);
	int status = work_status(corpus, facts);
	facts_free(facts);
	return written > status ? written : status;
}

int command_extract(const struct options *options, struct diag *diag)
{
	struct corpus corpus;
	struct targets targets;
	struct arena *arena = arena_new();
	struct ruleset *rules = NULL;
	int status = EXIT_WRONG;
	bool usable = targets_read(&targets, options, diag);
	usable = work_check(options, diag) && usable;
	usable = corpus_open(&corpus, options, diag) && usable;
	if (usable && options->inputs.n == 0 && !options->files_from) {
		diag_error(diag, (struct place){ .line = 0 }, NULL, "kgraph FOLDER reads all documents of a folder; kgraph --help shows the rest",
		        "no document was named");
		usable = false;
	}
	if (usable)
		rules = rulesets_load(options, &corpus.roots, arena, diag);
	if (rules)
		status = extract(options, &corpus, rules, &targets, diag);
	ruleset_free(rules);
	corpus_fini(&corpus);
	targets_fini(&targets);
	arena_free(arena);
	return status;
}
