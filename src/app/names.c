#include <inttypes.h>

#include "app/answer.h"
#include "app/command.h"
#include "app/study.h"
#include "app/version.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/unicode.h"
#include "explain/roll.h"
#include "output/put.h"

/* Names that are as long as this keep the columns straight. */
enum { COLUMN = 28, FORMS_SHOWN = 6 };

struct report {
	const struct study *study;
	const struct roll *roll;
	size_t shown;
	struct arena *arena;
	struct file_output *output;
};

/* ---- while the documents are read ---- */

struct gathering {
	const struct ruleset *rules;
	struct roll *sum;
};

static void *enter(void *data)
{
	const struct gathering *gathering = data;
	return roll_new(gathering->rules);
}

static void leave(void *state, void *data)
{
	struct gathering *gathering = data;
	roll_add(gathering->sum, state);
	roll_free(state);
}

/* ---- for people ---- */

static struct slice type_of(const struct report *report, const struct roll_entry *entry)
{
	const struct types *types = &report->study->rules->types;
	return entry->type < types->n ? types->ast->types.at[entry->type].name : slice_of("?");
}

static struct place place_of(const struct roll_entry *entry)
{
	if (entry->declared)
		return entry->declared->place;
	return entry->line ? spot_place(entry->line->pattern.spot) : (struct place){ .line = 0 };
}

static void put_padded(struct file_output *output, struct slice text, size_t width)
{
	put_shown(output, text);
	for (size_t n = unicode_count(text); n < width; n++)
		put_text(output, " ");
	put_text(output, "  ");
}

static void put_forms(const struct report *report, const struct roll_entry *entry)
{
	size_t shown = 0;
	for (size_t i = 0; i < entry->forms.n; i++) {
		if (!entry->forms.at[i].count || slice_equal(entry->forms.at[i].text, entry->name))
			continue;
		if (shown++ == FORMS_SHOWN) {
			put_text(report->output, ", ...");
			return;
		}
		put_text(report->output, shown == 1 ? "; also " : ", ");
		put_shown(report->output, entry->forms.at[i].text);
	}
}

static void put_entry(const struct report *report, const struct roll_entry *entry)
{
	struct place place = place_of(entry);
	file_output_format(report->output, "%8" PRIu64 " %8" PRIu64 "  ", entry->count, entry->documents);
	put_padded(report->output, entry->name, COLUMN);
	put_padded(report->output, type_of(report, entry), 10);
	if (place.line) {
		put_shown(report->output, place.file);
		file_output_format(report->output, ":%" PRIu32, place.line);
	} else {
		put_text(report->output, "by its capitals alone");
	}
	put_forms(report, entry);
	put_text(report->output, "\n");
}

static void put_list(const struct report *report)
{
	const struct fact_account *account = &report->study->facts->account;
	size_t declared = 0;
	for (size_t i = 0; i < report->roll->entries.n; i++)
		declared += report->roll->entries.at[i].declared != NULL;
	file_output_format(report->output, "%zu name%s in %" PRIu64 " document%s, %zu of them declared\n", report->roll->entries.n,
	        report->roll->entries.n == 1 ? "" : "s", account->files - account->skipped, account->files - account->skipped == 1 ? "" : "s",
	        declared);
	if (report->shown)
		file_output_format(report->output, "\n%8s %8s  %-*s  %-10s  known by\n", "times", "docs", COLUMN, "name", "type");
	for (size_t i = 0; i < report->shown; i++)
		put_entry(report, &report->roll->entries.at[i]);
	if (report->shown < report->roll->entries.n)
		file_output_format(report->output, "... and %zu more\n", report->roll->entries.n - report->shown);
}

/* ---- a table of entities: of the names that nothing in the rules knows everywhere ---- */

/* Short forms, and spellings that are not found anyway. */
static void put_aliases(const struct report *report, const struct roll_entry *entry)
{
	struct buffer aliases = { 0 };
	for (size_t i = 0; i < entry->forms.n; i++) {
		struct slice text = entry->forms.at[i].text;
		if (!entry->forms.at[i].count || slice_equal(unicode_slug(report->arena, text), entry->id) || memchr(text.ptr, '|', text.len))
			continue;
		if (aliases.n)
			buffer_char(&aliases, '|');
		buffer_add(&aliases, text);
	}
	csv_cell(buffer_slice(&aliases), false, put_bytes, report->output);
	buffer_fini(&aliases);
}

static void put_row(const struct report *report, const struct roll_entry *entry, struct slice guess)
{
	csv_cell(entry->name, false, put_bytes, report->output);
	put_text(report->output, ",");
	csv_cell(entry->line ? type_of(report, entry) : guess, false, put_bytes, report->output);
	put_text(report->output, ",");
	put_aliases(report, entry);
	put_text(report->output, "\n");
}

static void put_table(const struct report *report, struct diag *diag)
{
	const struct ast *ast = report->study->rules->ast;
	struct slice guess = ast->unknown.n ? ast->unknown.at[0] : slice_of("");
	size_t guessed = 0, rows = 0;
	put_text(report->output, "name,type,aliases\n");
	for (size_t i = 0; i < report->shown; i++) {
		const struct roll_entry *entry = &report->roll->entries.at[i];
		if (entry->declared || !entry->bare)
			continue;
		rows++;
		guessed += !entry->line;
		put_row(report, entry, guess);
	}
	if (guessed && guess.len)
		diag_note(diag, "%zu of %zu types are guesses (%.*s): correct them before you use the table", guessed, rows, SLICE_ARG(guess));
	else if (guessed)
		diag_note(diag, "%zu of %zu types are left for you to fill in", guessed, rows);
}

/* ---- JSON ---- */

static void put_string(const struct report *report, const char *name, struct slice text)
{
	file_output_format(report->output, "\"%s\":", name);
	json_string(text, put_bytes, report->output);
}

static void put_json_entry(const struct report *report, const struct roll_entry *entry)
{
	struct place place = place_of(entry);
	put_text(report->output, "{");
	put_string(report, "id", entry->id);
	put_text(report->output, ",");
	put_string(report, "name", entry->name);
	put_text(report->output, ",");
	put_string(report, "type", entry->type < report->study->rules->types.n ? type_of(report, entry) : slice_of(""));
	file_output_format(report->output, ",\"declared\":%s,\"count\":%" PRIu64 ",\"documents\":%" PRIu64 ",", entry->declared ? "true" : "false",
	        entry->count, entry->documents);
	if (place.line) {
		put_string(report, "file", place.file);
		file_output_format(report->output, ",\"line\":%" PRIu32 ",", place.line);
	}
	put_text(report->output, "\"forms\":[");
	for (size_t i = 0; i < entry->forms.n && entry->forms.at[i].count; i++) {
		put_text(report->output, i ? ",{" : "{");
		put_string(report, "text", entry->forms.at[i].text);
		file_output_format(report->output, ",\"count\":%" PRIu64 "}", entry->forms.at[i].count);
	}
	put_text(report->output, "]}");
}

static void put_json(const struct report *report)
{
	const struct fact_account *account = &report->study->facts->account;
	file_output_format(report->output, "{\"kgraph\":\"%s\",\"documents\":{\"read\":%" PRIu64 ",\"skipped\":%" PRIu64 "},\"all\":%zu,\"names\":[",
	        KGRAPH_VERSION, account->files - account->skipped, account->skipped, report->roll->entries.n);
	for (size_t i = 0; i < report->shown; i++) {
		put_text(report->output, i ? ",\n" : "\n");
		put_json_entry(report, &report->roll->entries.at[i]);
	}
	put_text(report->output, "\n]}\n");
}

/* ---- the answer ---- */

static int answer(const struct options *options, const struct study *study, const struct roll *roll, struct diag *diag)
{
	struct answer answer;
	size_t all = roll->entries.n;
	answer_open(&answer);
	struct report report = { study, roll, options->top && options->top < all ? (size_t)options->top : all, study->arena, answer.output };
	if (options->json)
		put_json(&report);
	else if (options->table)
		put_table(&report, diag);
	else
		put_list(&report);
	return answer_close(&answer, study_status(study), diag);
}

static int list_names(const struct options *options, struct study *study, struct diag *diag)
{
	struct gathering gathering = { study->rules, roll_new(study->rules) };
	struct work_watch watch = { .all_names = true, .enter = enter, .leave = leave, .calls = { .sentence = roll_sentence }, .data = &gathering };
	int status = EXIT_WRONG;
	if (study_read(study, options, &watch, diag)) {
		roll_sort(gathering.sum);
		status = answer(options, study, gathering.sum, diag);
	}
	roll_free(gathering.sum);
	return status;
}

int command_names(const struct options *options, struct diag *diag)
{
	struct study study;
	int status = EXIT_WRONG;
	if (options->table && options->json) {
		diag_error(diag, (struct place){ .line = 0 }, NULL, NULL, "--table and --json are two forms of the answer: choose one");
		return status;
	}
	if (study_open(&study, options, diag))
		status = list_names(options, &study, diag);
	study_fini(&study);
	return status;
}
