#include <inttypes.h>
#include <stdlib.h>

#include "app/answer.h"
#include "app/command.h"
#include "app/study.h"
#include "app/version.h"
#include "base/json.h"
#include "facts/tally.h"
#include "output/put.h"

struct report {
	const struct options *options;
	const struct facts *facts;
	const struct tally *tally;
	struct file_output *output;
	const struct ruleset *rules;
	const bool *wanted; /* by number of a relation; NULL: all */
};

/* ---- while the documents are read ---- */

struct gathering {
	const struct ruleset *rules;
	struct tally *sum;
};

static void *enter(void *data)
{
	const struct gathering *gathering = data;
	return tally_new(gathering->rules);
}

static void leave(void *state, void *data)
{
	struct gathering *gathering = data;
	tally_add(gathering->sum, state);
	tally_free(state);
}

/* ---- what is shown ---- */

static bool is_wanted(const struct report *report, const struct ast_rule *rule)
{
	bool inverse, any = !report->wanted;
	for (size_t i = 0; i < rule->gives.n && !any; i++)
		any = report->wanted[ruleset_relation(report->rules, rule->gives.at[i].relation, &inverse)];
	return any;
}

/* The lines of rules that give a relation that was asked for, sorted; how many is set in n. Freed by the caller. */
static const struct tally_line **lines_of(const struct report *report, const struct tally_line *lines, size_t *n)
{
	const struct tally_line **sorted = tally_sorted(lines, *n);
	size_t kept = 0;
	for (size_t i = 0; i < *n; i++)
		if (is_wanted(report, sorted[i]->rule))
			sorted[kept++] = sorted[i];
	*n = kept;
	return sorted;
}

/* The same of relations. */
static const struct tally_kind **relations_of(const struct report *report, size_t *n)
{
	const struct tally_kind *relations = report->tally->relations;
	const struct tally_kind **sorted = tally_sorted_kinds(relations, *n);
	size_t kept = 0;
	for (size_t i = 0; i < *n; i++)
		if (!report->wanted || report->wanted[sorted[i] - relations])
			sorted[kept++] = sorted[i];
	*n = kept;
	return sorted;
}

/* ---- a table ---- */

static const char *ending(uint64_t n)
{
	return n == 1 ? "" : "s";
}

/* "12.5 %" of a part of a whole, rounded down: 100 % is all of it. */
static void put_share(struct file_output *output, uint64_t part, uint64_t whole)
{
	uint64_t thousandths = whole ? part * 1000 / whole : 0;
	file_output_format(output, "%" PRIu64 ".%" PRIu64 " %%", thousandths / 10, thousandths % 10);
}

static void put_head(const struct report *report)
{
	const struct fact_account *account = &report->facts->account;
	const struct tally *tally = report->tally;
	struct file_output *output = report->output;
	uint64_t read = account->files - account->skipped;
	file_output_format(output, "documents  %" PRIu64 " read, %" PRIu64 " skipped\n", read, account->skipped);
	file_output_format(output, "sentences  %" PRIu64 " read; %" PRIu64 " with two names or more; %" PRIu64 " gave a relation: ", tally->sentences,
	        tally->paired, tally->stated);
	put_share(output, tally->stated, tally->sentences);
	put_text(output, " of all, ");
	put_share(output, tally->stated, tally->paired);
	file_output_format(output, " of those with two names\nrelations  %zu between %zu entities, by %zu proof%s\n", report->facts->edges.n,
	        report->facts->entities.n, report->facts->proofs.n, ending(report->facts->proofs.n));
}

static void put_place(struct file_output *output, const struct place *place)
{
	put_shown(output, place->file);
	file_output_format(output, ":%u", place->line);
}

static const struct place *place_of(const struct tally_line *line)
{
	return line->find ? &line->find->place : &line->rule->place;
}

static void put_line_name(struct file_output *output, const struct tally_line *line)
{
	put_shown(output, line->rule->name);
	put_text(output, "  ");
	put_place(output, place_of(line));
	if (line->find) {
		put_text(output, "  ");
		put_shown(output, line->find->pattern.source);
	}
	put_text(output, "\n");
}

static void put_line(const struct report *report, const struct tally_line *line)
{
	file_output_format(report->output, "%8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 "  ", line->hits,
	        line->documents, line->proofs, line->edges, line->tried, line->seen);
	if (report->options->time)
		file_output_format(report->output, "%6" PRIu64 ".%" PRIu64 "  ", line->nanoseconds / 1000000, line->nanoseconds / 100000 % 10);
	put_line_name(report->output, line);
}

static void put_fired(const struct report *report, const struct tally_line *const *sorted, size_t n, const char *what)
{
	file_output_format(report->output, "\n%8s %8s %8s %8s %8s %8s  %s%s\n", "hits", "docs", "proofs", "edges", "tried", "seen",
	        report->options->time ? "      ms  " : "", what);
	for (size_t i = 0; i < n && sorted[i]->hits; i++)
		put_line(report, sorted[i]);
}

/* Why a line gave nothing, as far as counting can say. */
enum silence { SILENCE_NONE, SILENCE_TRIED, SILENCE_SEEN, SILENCE_UNSEEN, SILENCE_OFF };

static enum silence silence_of(const struct tally_line *line)
{
	if (line->hits)
		return SILENCE_NONE;
	if (line->rule->off)
		return SILENCE_OFF;
	if (line->tried)
		return SILENCE_TRIED;
	return line->seen ? SILENCE_SEEN : SILENCE_UNSEEN;
}

static void put_silent(const struct report *report, const struct tally_line *const *sorted, size_t n, enum silence silence, const char *heading)
{
	bool any = false;
	for (size_t i = 0; i < n; i++) {
		if (silence_of(sorted[i]) != silence)
			continue;
		if (!any)
			file_output_format(report->output, "%s\n", heading);
		any = true;
		if (silence != SILENCE_OFF)
			file_output_format(report->output, "%44" PRIu64 " %8" PRIu64 "  ", sorted[i]->tried, sorted[i]->seen);
		else
			file_output_format(report->output, "%55s", "");
		put_line_name(report->output, sorted[i]);
	}
}

static void put_all_silent(const struct report *report, const struct tally_line *const *sorted, size_t n, const char *what)
{
	size_t never = 0, off = 0;
	for (size_t i = 0; i < n; i++) {
		never += !sorted[i]->hits && !sorted[i]->rule->off;
		off += sorted[i]->rule->off;
	}
	file_output_format(report->output, "\n%zu of %zu %s never fired", never, n - off, what);
	file_output_format(report->output, off ? "; %zu more %s off\n" : "\n", off, off == 1 ? "is" : "are");
	put_silent(report, sorted, n, SILENCE_TRIED, "  words and names are there, but do not stand as the rule wants them:");
	put_silent(report, sorted, n, SILENCE_SEEN, "  a word is there, but not the names, or other words, that go with it:");
	put_silent(report, sorted, n, SILENCE_UNSEEN, "  the words stand nowhere:");
	put_silent(report, sorted, n, SILENCE_OFF, "  off:");
}

static void put_lines(const struct report *report)
{
	bool finds = report->options->by && strcmp(report->options->by, "find") == 0;
	const struct tally_line *lines = finds ? report->tally->finds : report->tally->rules;
	size_t n = finds ? report->tally->find_count : report->tally->rule_count;
	const struct tally_line **sorted = lines_of(report, lines, &n);
	put_fired(report, sorted, n, finds ? "find line" : "rule");
	put_all_silent(report, sorted, n, finds ? "find lines" : "rules");
	free(sorted);
}

static void put_relations(const struct report *report)
{
	size_t n = report->tally->relation_count, shown = 0;
	const struct tally_kind **sorted = relations_of(report, &n);
	file_output_format(report->output, "\n%8s %8s %8s  relation\n", "edges", "proofs", "docs");
	for (; shown < n && sorted[shown]->edges; shown++) {
		file_output_format(report->output, "%8" PRIu64 " %8" PRIu64 " %8" PRIu64 "  ", sorted[shown]->edges, sorted[shown]->proofs,
		        sorted[shown]->documents);
		put_shown(report->output, sorted[shown]->name);
		put_text(report->output, "\n");
	}
	if (shown < n)
		put_text(report->output, "not found:");
	for (size_t i = shown; i < n; i++) {
		put_text(report->output, i > shown ? ", " : " ");
		put_shown(report->output, sorted[i]->name);
	}
	put_text(report->output, shown < n ? "\n" : "");
	free(sorted);
}

static void put_types(const struct report *report)
{
	size_t n = report->tally->type_count;
	const struct tally_kind **sorted = tally_sorted_kinds(report->tally->types, n);
	file_output_format(report->output, "\n%8s %8s %8s %8s  type of an end\n", "edges", "proofs", "docs", "entities");
	for (size_t i = 0; i < n && sorted[i]->edges; i++) {
		file_output_format(report->output, "%8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 "  ", sorted[i]->edges, sorted[i]->proofs,
		        sorted[i]->documents, sorted[i]->entities);
		put_shown(report->output, sorted[i]->name);
		put_text(report->output, "\n");
	}
	free(sorted);
}

static void put_table(const struct report *report)
{
	put_head(report);
	put_lines(report);
	put_relations(report);
	put_types(report);
}

/* ---- JSON ---- */

static void put_member(struct file_output *output, const char *name, uint64_t number)
{
	file_output_format(output, ", \"%s\": %" PRIu64, name, number);
}

static void put_json_line(const struct report *report, const struct tally_line *line)
{
	struct file_output *output = report->output;
	const struct place *place = place_of(line);
	put_text(output, "{\"rule\": ");
	json_string(line->rule->name, put_bytes, output);
	put_text(output, ", \"file\": ");
	json_string(place->file, put_bytes, output);
	put_member(output, "line", place->line);
	if (line->find) {
		put_text(output, ", \"find\": ");
		json_string(line->find->pattern.source, put_bytes, output);
	}
	file_output_format(output, ", \"off\": %s", line->rule->off ? "true" : "false");
	put_member(output, "hits", line->hits);
	put_member(output, "documents", line->documents);
	put_member(output, "proofs", line->proofs);
	put_member(output, "edges", line->edges);
	put_member(output, "tried", line->tried);
	put_member(output, "seen", line->seen);
	if (report->options->time)
		put_member(output, "microseconds", line->nanoseconds / 1000);
	put_text(output, "}");
}

static void put_json_lines(const struct report *report, const char *name, const struct tally_line *lines, size_t n)
{
	const struct tally_line **sorted = lines_of(report, lines, &n);
	file_output_format(report->output, "  \"%s\": [", name);
	for (size_t i = 0; i < n; i++) {
		put_text(report->output, i ? ",\n    " : "\n    ");
		put_json_line(report, sorted[i]);
	}
	put_text(report->output, n ? "\n  ],\n" : "],\n");
	free(sorted);
}

/* Frees sorted. */
static void put_json_kinds(const struct report *report, const char *name, const struct tally_kind **sorted, size_t n, bool entities)
{
	struct file_output *output = report->output;
	file_output_format(output, "  \"%s\": [", name);
	for (size_t i = 0; i < n; i++) {
		put_text(output, i ? ",\n    {\"name\": " : "\n    {\"name\": ");
		json_string(sorted[i]->name, put_bytes, output);
		put_member(output, "edges", sorted[i]->edges);
		put_member(output, "proofs", sorted[i]->proofs);
		put_member(output, "documents", sorted[i]->documents);
		if (entities)
			put_member(output, "entities", sorted[i]->entities);
		put_text(output, "}");
	}
	put_text(output, n ? "\n  ]" : "]");
	free(sorted);
}

static void put_json_relations(const struct report *report)
{
	size_t n = report->tally->relation_count;
	const struct tally_kind **sorted = relations_of(report, &n);
	put_json_kinds(report, "relations", sorted, n, false);
}

static void put_json(const struct report *report)
{
	const struct fact_account *account = &report->facts->account;
	const struct tally *tally = report->tally;
	struct file_output *output = report->output;
	file_output_format(output, "{\n  \"kgraph\": \"%s\",\n  \"digest\": ", KGRAPH_VERSION);
	json_string(report->facts->digest, put_bytes, output);
	file_output_format(output, ",\n  \"documents\": {\"read\": %" PRIu64 ", \"skipped\": %" PRIu64 ", \"ignored\": %zu},\n",
	        account->files - account->skipped, account->skipped, report->facts->ignored.n);
	file_output_format(output, "  \"sentences\": {\"read\": %" PRIu64 ", \"paired\": %" PRIu64 ", \"stated\": %" PRIu64 "},\n", tally->sentences,
	        tally->paired, tally->stated);
	file_output_format(output, "  \"edges\": %zu,\n  \"entities\": %zu,\n  \"proofs\": %zu,\n", report->facts->edges.n, report->facts->entities.n,
	        report->facts->proofs.n);
	put_json_lines(report, "rules", tally->rules, tally->rule_count);
	put_json_lines(report, "finds", tally->finds, tally->find_count);
	put_json_relations(report);
	put_text(output, ",\n");
	put_json_kinds(report, "types", tally_sorted_kinds(tally->types, tally->type_count), tally->type_count, true);
	put_text(output, "\n}\n");
}

static int answer(const struct options *options, const struct study *study, const struct tally *tally, const bool *wanted, struct diag *diag)
{
	struct answer answer;
	answer_open(&answer);
	struct report report = { options, study->facts, tally, answer.output, study->rules, wanted };
	if (options->json)
		put_json(&report);
	else
		put_table(&report);
	return answer_close(&answer, study_status(study), diag);
}

static int count(struct study *study, const struct options *options, struct diag *diag)
{
	const bool *wanted = study_relations(study, options, diag);
	int status = EXIT_WRONG;
	if (diag_errors(diag))
		return status;
	struct gathering gathering = { study->rules, tally_new(study->rules) };
	struct work_watch watch = { .all_names = true, .enter = enter, .leave = leave, .data = &gathering };
	watch.calls = (struct extract_watch){ .sentence = tally_sentence, .triggered = tally_triggered, .tried = tally_tried };
	if (study_read(study, options, &watch, diag)) {
		tally_facts(gathering.sum, study->facts);
		status = answer(options, study, gathering.sum, wanted, diag);
	}
	tally_free(gathering.sum);
	return status;
}

int command_stats(const struct options *options, struct diag *diag)
{
	struct study study;
	int status = study_open(&study, options, diag) ? count(&study, options, diag) : EXIT_WRONG;
	study_fini(&study);
	return status;
}
