#include "app/targets.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "app/command.h"
#include "app/filters.h"
#include "app/report.h"
#include "base/buffer.h"

static const struct place nowhere;

static struct place at_file(const char *path)
{
	return (struct place){ .file = slice_of(strcmp(path, "-") == 0 ? "standard output" : path) };
}

static void say_no_format(const char *path, struct diag *diag)
{
	struct buffer help = { 0 };
	bool output = strcmp(path, "-") == 0;
	size_t n;
	const struct output_format *formats = output_formats(&n);
	buffer_format(&help, "known are");
	for (size_t i = 0; i < n; i++)
		buffer_format(&help, "%s %s", i ? "," : "", formats[i].name);
	if (!output)
		buffer_format(&help, "; other programs make a PNG or a PDF of an .svg: rsvg-convert, Inkscape, a browser");
	buffer_format(&help, "%c", '\0');
	diag_error(diag, at_file(path), NULL, help.at,
	        output ? "standard output needs -f FORMAT" : "the suffix names no format; give one with -f FORMAT");
	buffer_fini(&help);
}

/* Whether both are one file, new or old, by the folder that each lies in. */
static bool same_file(const char *a, const char *b)
{
	struct slice names[2] = { slice_of(a), slice_of(b) };
	struct stat folders[2];
	for (int i = 0; i < 2; i++) {
		char folder[PATH_MAX];
		const char *path = i ? b : a, *slash = strrchr(path, '/');
		if (slash)
			names[i] = slice_of(slash + 1);
		snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
		if (strcmp(path, "-") == 0 || stat(folder, &folders[i]) != 0)
			return strcmp(a, b) == 0;
	}
	return slice_equal(names[0], names[1]) && folders[0].st_dev == folders[1].st_dev && folders[0].st_ino == folders[1].st_ino;
}

static void add_path(struct targets *targets, const char *path, struct diag *diag)
{
	for (size_t i = 0; i < targets->paths.n; i++) {
		if (same_file(targets->paths.at[i], path))
			diag_error(diag, at_file(path), NULL, NULL, "is written twice; one output writes one file");
	}
	array_push(&targets->paths, path);
}

static void add_target(struct targets *targets, const char *path, const char *format, struct diag *diag)
{
	const struct output_format *found = strchr(path, '.') ? output_for(path) : NULL;
	if (!found && format)
		found = output_for(format);
	if (!found) {
		say_no_format(path, diag);
		return;
	}
	array_push(&targets->list, ((struct target){ path, found }));
	add_path(targets, path, diag);
}

static void read_outputs(struct targets *targets, const struct options *options, struct diag *diag)
{
	if (options->format && !output_for(options->format)) {
		diag_error(diag, nowhere, NULL, "kgraph --help lists them", "there is no format \"%s\"", options->format);
		return;
	}
	for (size_t i = 0; i < options->outputs.n; i++)
		add_target(targets, options->outputs.at[i], options->format, diag);
	if (options->outputs.n == 0 && (options->format || !options->report))
		add_target(targets, "-", options->format ? options->format : "text", diag);
	if (options->report) {
		array_push(&targets->list, ((struct target){ options->report, NULL }));
		add_path(targets, options->report, diag);
	}
}

static struct slice text_of(const char *text)
{
	return text ? slice_of(text) : slice_make("", 0);
}

static bool draws(const struct targets *targets)
{
	for (size_t i = 0; i < targets->list.n; i++)
		if (targets->list.at[i].format && targets->list.at[i].format->picture)
			return true;
	return false;
}

/* An option that can do nothing is a misunderstanding. */
static void check_filtered(const struct targets *targets, const struct options *options, struct diag *diag)
{
	const char *given = filters_given(options);
	if (given && !targets->filter_data && !draws(targets))
		diag_error(diag, nowhere, NULL, "--filter-data lets it choose what the other outputs hold",
		        "--%s is a filter of the picture, and no picture was asked for", given);
}

static bool names_one_file(const struct options *options)
{
	struct stat status;
	return options->inputs.n == 1 && !options->files_from && stat(options->inputs.at[0], &status) == 0 && S_ISREG(status.st_mode);
}

bool targets_read(struct targets *targets, const struct options *options, struct diag *diag)
{
	unsigned before = diag_errors(diag);
	*targets = (struct targets){ .filter_data = false };
	targets->options = (struct output_options){
		.csv_for = options->csv_for,
		.layout = options->layout,
		.title = text_of(options->title),
		.one_file = names_one_file(options),
		.deadline = (unsigned)options->deadline,
	};
	const char *why = output_options_check(&targets->options);
	if (why)
		diag_error(diag, nowhere, NULL, NULL, "%s", why);
	read_outputs(targets, options, diag);
	filters_read(&targets->filter, options, diag);
	targets->filter_data = options->filter_data;
	if (diag_errors(diag) == before)
		check_filtered(targets, options, diag);
	return diag_errors(diag) == before;
}

static void add_protected(struct file_entry *entry, struct slice path)
{
	struct stat status;
	*entry = (struct file_entry){ .path = path, .key = path };
	if (path.ptr && stat(path.ptr, &status) == 0) {
		entry->device = (uint64_t)status.st_dev;
		entry->inode = (uint64_t)status.st_ino;
	}
}

static bool check(const struct targets *targets, const struct file_entry *entries, size_t n, struct diag *diag)
{
	unsigned before = diag_errors(diag);
	for (size_t i = 0; i < targets->list.n; i++) {
		const char *path = targets->list.at[i].path;
		const char *why = strcmp(path, "-") == 0 ? NULL : file_output_check(path, entries, n);
		if (why)
			diag_error(diag, at_file(path), NULL, "nothing was read, and nothing was written", "cannot be written: %s", why);
	}
	return diag_errors(diag) == before;
}

bool targets_check_inputs(const struct targets *targets, const text_array *inputs, struct diag *diag)
{
	struct file_entry *entries = alloc_new((inputs->n + 1) * sizeof *entries);
	for (size_t i = 0; i < inputs->n; i++)
		add_protected(&entries[i], slice_of(inputs->at[i]));
	bool good = check(targets, entries, inputs->n, diag);
	free(entries);
	return good;
}

bool targets_check(const struct targets *targets, const struct corpus *corpus, const struct ast *rules, struct diag *diag)
{
	size_t n = corpus->n + rules->files.n;
	struct file_entry *entries = alloc_new((n + 1) * sizeof *entries);
	if (corpus->n)
		memcpy(entries, corpus->entries, corpus->n * sizeof *entries);
	for (size_t i = 0; i < rules->files.n; i++)
		add_protected(&entries[corpus->n + i], arena_copy(corpus->arena, rules->files.at[i].path));
	bool good = check(targets, entries, n, diag);
	free(entries);
	return good;
}

/* What the filters leave; *all where nothing asks for a filter. NULL with *why set where a name is not known. */
static const struct selection *select_part(const struct targets *targets, const struct facts *facts, bool picture, bool *all, struct slice *why)
{
	struct filter filter = targets->filter;
	*all = !picture && !targets->filter_data;
	if (*all)
		return NULL;
	if (!picture) {
		filter.all = filter.all || filter.top == 0;
		if (!filter.statuses)
			filter.statuses = FILTER_EVERYTHING;
	}
	return filter_apply(facts, &filter, facts->arena, why);
}

/* A picture of nothing looks like one that went wrong: who asked for it is told what left nothing. A graph without an edge is the run's to tell. */
static void note_empty(const struct target *target, const struct facts *facts, const struct selection *selection, struct diag *diag)
{
	if (selection && selection->edge_count == 0 && facts->edges.n > 0)
		diag_note(diag, "%s shows none of the %zu relation%s: %.*s", target->path, facts->edges.n, facts->edges.n == 1 ? "" : "s",
		        SLICE_ARG(selection->hid));
}

/* NULL, or why the output was not made; *failed where the machine would not write it. */
static const char *write_one(const struct targets *targets, const struct target *target, const struct facts *facts, struct file_outputs *outputs,
        bool *failed, struct diag *diag)
{
	const char *why = NULL;
	struct slice unknown = slice_make("", 0);
	bool all = true;
	const struct selection *selection = target->format ? select_part(targets, facts, target->format->picture, &all, &unknown) : NULL;
	if (!all && !selection)
		return arena_copy(facts->arena, unknown).ptr;
	note_empty(target, facts, selection, diag);
	struct file_output *output = file_output_open(outputs, target->path, &why);
	*failed = !output;
	if (!output)
		return why;
	why = target->format ? output_write(target->format, facts, selection, &targets->options, output) : report_write(facts, output);
	if (why) {
		file_output_drop(output);
		return why;
	}
	why = file_output_close(output);
	*failed = why != NULL;
	if (why)
		file_output_drop(output);
	return why;
}

static int worse(int a, int b)
{
	return a > b ? a : b;
}

static int write_pass(const struct targets *targets, bool pictures, const struct facts *facts, struct diag *diag)
{
	struct file_outputs *outputs = file_outputs_new();
	int status = EXIT_DONE;
	for (size_t i = 0; i < targets->list.n; i++) {
		const struct target *target = &targets->list.at[i];
		bool failed = false;
		if ((target->format && target->format->picture) != pictures)
			continue;
		const char *why = write_one(targets, target, facts, outputs, &failed, diag);
		if (!why)
			continue;
		status = worse(status, failed ? EXIT_OUTPUT : EXIT_LESS);
		diag_error(diag, at_file(target->path), NULL, NULL, "%s: %s", failed ? "cannot be written" : "was not made", why);
	}
	const char *path = NULL;
	const char *why = file_outputs_commit(outputs, &path);
	if (why) {
		diag_error(diag, at_file(path), NULL, NULL, "cannot be written: %s", why);
		status = EXIT_OUTPUT;
	}
	file_outputs_free(outputs);
	return status;
}

int targets_write(const struct targets *targets, const struct facts *facts, struct diag *diag)
{
	int status = write_pass(targets, false, facts, diag);
	return worse(status, write_pass(targets, true, facts, diag));
}

bool targets_keep_all(const struct targets *targets)
{
	bool whole = false;
	for (size_t i = 0; i < targets->list.n && !whole; i++)
		whole = targets->list.at[i].format && targets->list.at[i].format->whole;
	return whole;
}

void targets_fini(struct targets *targets)
{
	array_fini(&targets->list);
	array_fini(&targets->paths);
}
