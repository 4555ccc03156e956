#include "app/gaps.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/answer.h"
#include "app/command.h"

/* Groups that are kept while documents are read; some hundred bytes each. */
enum { GROUPS = 100000, TOP = 20 };

struct gathering {
	const struct ruleset *rules;
	struct folding *folding;
	struct gap_fits fits;
	struct gaps all;
};

static const struct place nowhere;

static void *enter(void *data)
{
	struct gathering *gathering = data;
	struct gap_finder *finder = alloc_new(sizeof *finder);
	gap_finder_init(finder, gathering->rules, gathering->folding, &gathering->fits, GROUPS);
	return finder;
}

static void leave(void *state, void *data)
{
	struct gathering *gathering = data;
	struct gap_finder *finder = state;
	gaps_merge(&gathering->all, &finder->gaps);
	gap_finder_fini(finder);
	free(finder);
}

static void look(const struct extract_view *view, void *data)
{
	gap_finder_read(data, view);
}

/* ---- options ---- */

/* The number of the group that --suggest asks for; 0: all. */
static bool read_suggest(const struct options *options, size_t *number, struct diag *diag)
{
	char *end;
	*number = 0;
	if (options->suggest && options->json) {
		diag_error(diag, nowhere, NULL, NULL, "--suggest writes rules: it does not go with --json");
		return false;
	}
	if (!options->suggest || strcmp(options->suggest, "all") == 0)
		return true;
	*number = strtoul(options->suggest, &end, 10);
	if (*options->suggest >= '0' && *options->suggest <= '9' && *end == '\0' && *number > 0 && *number < SIZE_MAX)
		return true;
	diag_error(diag, nowhere, NULL, NULL, "--suggest wants the number of a group, or all, not \"%s\"", options->suggest);
	return false;
}

/* ---- the answer ---- */

static void say_nothing(const struct gap_report *report, struct diag *diag)
{
	const struct gaps *gaps = report->gaps;
	if (report->study->rules->ast->relations.n == 0)
		diag_note(
		        diag, "the rules have no relation yet that could join names: begin with a line such as `relation met from person to person`");
	else if (gaps->pairs + gaps->joined == 0)
		diag_note(diag,
		        "nothing is missing: no two names that a relation could join stand near each other with words of their own between them");
	else if (gaps->pairs == 0)
		diag_note(diag, "nothing is missing: all %" PRIu64 " pairs of names gave a relation", gaps->joined);
}

static void say_cut(const struct gaps *gaps, struct diag *diag)
{
	uint64_t kept = 0;
	for (size_t i = 0; i < gaps->groups.n; i++)
		kept += gaps->groups.at[i]->sentences;
	if (gaps->cut)
		diag_warning(diag, nowhere, NULL, "look at fewer documents, or at one relation with --relation",
		        "there are more wordings than are kept (%zu): %" PRIu64 " of %" PRIu64 " pairs were left out, the longest wordings first",
		        gaps->limit, gaps->pairs > kept ? gaps->pairs - kept : 0, gaps->pairs);
}

static int write_answer(struct gap_report *report, size_t number, struct diag *diag)
{
	struct answer answer;
	answer_open(&answer);
	report->output = answer.output;
	if (report->options->json)
		gap_report_json(report);
	else if (!report->options->suggest)
		gap_report_text(report);
	else if (number)
		gap_suggest(report, number - 1, number, diag);
	else
		gap_suggest(report, 0, report->shown, diag);
	return answer_close(&answer, study_status(report->study), diag);
}

static int report_gaps(struct gap_report *report, size_t number, struct diag *diag)
{
	size_t top = report->options->top ? (size_t)report->options->top : TOP;
	int status = EXIT_WRONG;
	report->shown = report->gaps->groups.n < top ? report->gaps->groups.n : top;
	report->arena = arena_new();
	gap_report_words(report);
	gap_report_edges(report);
	if (report->gaps->groups.n == 0)
		say_nothing(report, diag);
	say_cut(report->gaps, diag);
	if (number > report->gaps->groups.n)
		diag_error(diag, nowhere, NULL, NULL, "there is no group %zu: %zu were found", number, report->gaps->groups.n);
	else
		status = write_answer(report, number, diag);
	map_free(report->words);
	arena_free(report->arena);
	return status;
}

static int find_gaps(const struct options *options, struct study *study, size_t number, struct diag *diag)
{
	struct gathering gathering = { .rules = study->rules };
	const bool *wanted = study_relations(study, options, diag);
	int status = EXIT_WRONG;
	if (diag_errors(diag))
		return status;
	gathering.folding = folding_new(study->rules);
	gaps_fits(&gathering.fits, study->rules, wanted);
	gaps_init(&gathering.all, GROUPS);
	struct work_watch watch = { .all_names = true, .enter = enter, .leave = leave, .calls = { .sentence = look }, .data = &gathering };
	if (study_read(study, options, &watch, diag)) {
		gaps_finish(&gathering.all);
		struct gap_report report = { .options = options, .study = study, .gaps = &gathering.all, .wanted = wanted };
		report.folder = folder_new(gathering.folding);
		status = report_gaps(&report, number, diag);
		folder_free(report.folder);
	}
	gaps_fini(&gathering.all);
	folding_free(gathering.folding);
	return status;
}

int command_gaps(const struct options *options, struct diag *diag)
{
	struct study study;
	size_t number;
	int status = EXIT_WRONG;
	bool usable = read_suggest(options, &number, diag);
	if (study_open(&study, options, diag) && usable)
		status = find_gaps(options, &study, number, diag);
	study_fini(&study);
	return status;
}
