#include "app/study.h"

#include "app/command.h"
#include "app/report.h"
#include "app/rulesets.h"

bool study_open(struct study *study, const struct options *options, struct diag *diag)
{
	*study = (struct study){ .arena = arena_new() };
	bool usable = work_check(options, diag);
	usable = corpus_open(&study->corpus, options, diag) && usable;
	if (usable && options->inputs.n == 0 && !options->files_from) {
		diag_error(
		        diag, (struct place){ .line = 0 }, NULL, "name files or folders behind it, or - for standard input", "no document was named");
		usable = false;
	}
	if (usable)
		study->rules = rulesets_load(options, &study->corpus.roots, study->arena, diag);
	return study->rules;
}

bool study_read(struct study *study, const struct options *options, const struct work_watch *watch, struct diag *diag)
{
	static const text_array no_outputs;
	struct progress progress;
	if (!corpus_walk(&study->corpus, options, &no_outputs, diag))
		return false;
	progress_start(&progress, study->corpus.n, study->corpus.bytes, options->quiet);
	study->facts = work_extract(&study->corpus, study->rules, options, watch, &progress, diag);
	if (study->facts)
		report_losses(study->facts, diag);
	return study->facts;
}

int study_status(const struct study *study)
{
	return study->facts->account.skipped || study->facts->account.gave_up || study->facts->account.uninferred ? EXIT_LESS : EXIT_DONE;
}

void study_fini(struct study *study)
{
	if (study->facts)
		facts_free(study->facts);
	ruleset_free(study->rules);
	corpus_fini(&study->corpus);
	arena_free(study->arena);
}
