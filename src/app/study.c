#include "app/study.h"

#include <stdio.h>

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
	if (study->facts) {
		report_ignored(study->facts, options->verbose, diag);
		report_losses(study->facts, options->verbose, diag);
	}
	return study->facts;
}

static void say_no_relation(const struct ast *ast, struct slice name, struct diag *diag)
{
	ARRAY(struct slice) names = { 0 };
	char help[120];
	for (size_t i = 0; i < ast->relations.n; i++)
		array_push(&names, ast->relations.at[i].name);
	struct slice near = diag_nearest(name, names.at, names.n);
	snprintf(help, sizeof help, "did you mean %.*s?", near.len < 80 ? (int)near.len : 80, near.ptr);
	diag_error(diag, (struct place){ .line = 0 }, NULL, near.len ? help : NULL, "the rules have no relation %.*s", SLICE_ARG(name));
	array_fini(&names);
}

/* Takes the relations that are shown so, "met with". Returns whether one is. */
static bool take_shown(const struct study *study, struct slice text, bool *wanted)
{
	const struct ast *ast = study->rules->ast;
	bool found = false;
	for (size_t i = 0; i < ast->relations.n; i++)
		if (slice_equal(ast_label(study->arena, ast->relations.at[i].name, ast->relations.at[i].label), text))
			found = wanted[i] = true;
	return found;
}

const bool *study_relations(const struct study *study, const struct options *options, struct diag *diag)
{
	const struct ast *ast = study->rules->ast;
	bool inverse, *wanted = arena_alloc(study->arena, ast->relations.n + 1);
	for (size_t i = 0; i < options->relations.n; i++) {
		size_t number = ruleset_relation(study->rules, options->relations.at[i], &inverse);
		if (number < ast->relations.n)
			wanted[number] = true;
		else if (!take_shown(study, options->relations.at[i], wanted))
			say_no_relation(ast, options->relations.at[i], diag);
	}
	return options->relations.n ? wanted : NULL;
}

int study_status(const struct study *study)
{
	return work_status(&study->corpus, study->facts);
}

void study_fini(struct study *study)
{
	if (study->facts)
		facts_free(study->facts);
	ruleset_free(study->rules);
	corpus_fini(&study->corpus);
	arena_free(study->arena);
}
