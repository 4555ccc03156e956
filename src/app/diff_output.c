#include "app/diff_output.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/command.h"
#include "base/buffer.h"
#include "output/formats.h"

static struct place at_file(const char *path)
{
	return (struct place){ .file = slice_of(strcmp(path, "-") == 0 ? "standard output" : path) };
}

static void add(struct diff_output *output, const char *path, const char *format, struct diag *diag)
{
	const struct changes_format *found = strchr(path, '.') ? changes_for(path) : NULL;
	if (!found && format)
		found = changes_for(format);
	if (!found)
		diag_error(diag, at_file(path), NULL, changes_names(),
		        strcmp(path, "-") == 0 ? "standard output needs -f FORMAT" : "the suffix names no format of a diff; give one with -f FORMAT");
	for (size_t i = 0; i < output->paths.n; i++)
		if (strcmp(output->paths.at[i], path) == 0)
			diag_error(diag, at_file(path), NULL, NULL, "is written twice; one output writes one file");
	array_push(&output->list, ((struct diff_target){ path, found }));
	array_push(&output->paths, path);
}

bool diff_output_read(struct diff_output *output, const struct options *options, struct diag *diag)
{
	unsigned before = diag_errors(diag);
	*output = (struct diff_output){ .proofs = options->verbose, .quiet = options->quiet };
	output->options = (struct output_options){
		.csv_for = options->csv_for,
		.layout = options->layout,
		.title = options->title ? slice_of(options->title) : slice_make("", 0),
		.deadline = (unsigned)options->deadline,
	};
	const char *why = output_options_check(&output->options);
	if (why)
		diag_error(diag, (struct place){ .line = 0 }, NULL, NULL, "%s", why);
	if (options->format && !changes_for(options->format))
		diag_error(diag, (struct place){ .line = 0 }, NULL, changes_names(), "there is no format \"%s\" of a diff", options->format);
	for (size_t i = 0; i < options->outputs.n; i++)
		add(output, options->outputs.at[i], options->format, diag);
	if (!options->outputs.n)
		add(output, "-", options->format ? options->format : "text", diag);
	return diag_errors(diag) == before;
}

bool diff_output_needs_all(const struct diff_output *output)
{
	for (size_t i = 0; i < output->list.n; i++)
		if (output->list.at[i].format->picture)
			return true;
	return false;
}

void diff_output_fini(struct diff_output *output)
{
	array_fini(&output->list);
	array_fini(&output->paths);
}

/* What must not be replaced. */
struct inputs {
	ARRAY(struct file_entry) list;
	struct arena *arena;
};

static void protect(struct inputs *inputs, struct slice path)
{
	struct stat status;
	path = arena_copy(inputs->arena, path);
	if (stat(path.ptr, &status) == 0)
		array_push(&inputs->list,
		        ((struct file_entry){ .path = path, .key = path, .device = (uint64_t)status.st_dev, .inode = (uint64_t)status.st_ino }));
}

static bool check(const struct diff_output *output, struct inputs *inputs, struct diag *diag)
{
	unsigned before = diag_errors(diag);
	for (size_t i = 0; i < output->paths.n; i++) {
		const char *path = output->paths.at[i];
		const char *why = strcmp(path, "-") == 0 ? NULL : file_output_check(path, inputs->list.at, inputs->list.n);
		if (why)
			diag_error(diag, at_file(path), NULL, "nothing was read, and nothing was written", "cannot be written: %s", why);
	}
	array_fini(&inputs->list);
	arena_free(inputs->arena);
	return diag_errors(diag) == before;
}

bool diff_output_check_rules(const struct diff_output *output, const struct diff_rules *rules, struct diag *diag)
{
	struct inputs inputs = { .arena = arena_new() };
	for (size_t i = 0; i < rules->corpus.n; i++)
		array_push(&inputs.list, rules->corpus.entries[i]);
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < rules->rules[side]->ast->files.n; i++)
			protect(&inputs, rules->rules[side]->ast->files.at[i].path);
	return check(output, &inputs, diag);
}

bool diff_output_check_graphs(const struct diff_output *output, const text_array *graphs, struct diag *diag)
{
	struct inputs inputs = { .arena = arena_new() };
	for (size_t i = 0; i < graphs->n; i++)
		protect(&inputs, slice_of(graphs->at[i]));
	return check(output, &inputs, diag);
}

/* ---- both graphs as lines ---- */

struct lines {
	struct buffer written[2];
	struct file_buffer read[2];
};

/* As kgraph writes the graph. */
static struct slice write_lines(const struct facts *facts, struct buffer *buffer)
{
	static const struct output_options plain;
	struct file_outputs *outputs = file_outputs_new();
	struct file_output *output = file_output_memory(outputs, buffer);
	jsonl_write(facts, NULL, &plain, output);
	file_output_close(output);
	file_outputs_free(outputs);
	return buffer_slice(buffer);
}

static struct slice side_lines(const struct facts *facts, const struct diff_sources *sources, int side, struct lines *lines)
{
	if (facts->edges_only)
		return slice_make("", 0);
	if (!sources->files)
		return write_lines(facts, &lines->written[side]);
	struct file_buffer *buffer = &lines->read[side];
	const char *why = file_read(sources->names[side], SIZE_MAX / 2, true, buffer);
	return why ? slice_make("", 0) : slice_make(buffer->bytes, buffer->len);
}

static void get_lines(struct changes *changes, const struct diff_output *output, const struct diff_sources *sources, struct lines *lines)
{
	bool wanted = false;
	for (size_t i = 0; i < output->list.n; i++)
		wanted |= output->list.at[i].format->lines;
	if (!wanted || changes->diff->first->edges_only || changes->diff->new_facts->edges_only)
		return;
	changes->old_lines = side_lines(changes->diff->first, sources, 0, lines);
	changes->new_lines = side_lines(changes->diff->new_facts, sources, 1, lines);
}

static void lines_fini(struct lines *lines)
{
	for (int i = 0; i < 2; i++) {
		buffer_fini(&lines->written[i]);
		file_buffer_fini(&lines->read[i]);
	}
}

/* ---- writing ---- */

/* NULL, or why the output was not made; *failed where the machine would not write it. */
static const char *write_one(const struct changes *changes, const struct diff_target *target, struct file_outputs *outputs, bool *failed)
{
	const char *why = NULL;
	struct file_output *output = file_output_open(outputs, target->path, &why);
	*failed = !output;
	if (!output)
		return why;
	why = target->format->write(changes, output);
	if (!why) {
		why = file_output_close(output);
		*failed = why != NULL;
	}
	if (why)
		file_output_drop(output);
	return why;
}

static int write_pass(const struct changes *given, const struct diff_output *output, bool pictures, struct diag *diag)
{
	struct file_outputs *outputs = file_outputs_new();
	int status = EXIT_DONE;
	for (size_t i = 0; i < output->list.n; i++) {
		const struct diff_target *target = &output->list.at[i];
		struct changes changes = *given;
		bool failed = false;
		if (target->format->picture != pictures)
			continue;
		changes.colour = strcmp(target->path, "-") == 0 && isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
		const char *why = write_one(&changes, target, outputs, &failed);
		if (!why)
			continue;
		diag_error(diag, at_file(target->path), NULL, NULL, "%s: %s", failed ? "cannot be written" : "was not made", why);
		status = failed || status == EXIT_OUTPUT ? EXIT_OUTPUT : EXIT_WRONG;
	}
	const char *path = NULL, *why = file_outputs_commit(outputs, &path);
	if (why) {
		diag_error(diag, at_file(path), NULL, NULL, "cannot be written: %s", why);
		status = EXIT_OUTPUT;
	}
	file_outputs_free(outputs);
	return status;
}

/* No output tells where on this machine something lies. */
static struct slice shown_name(const char *name)
{
	struct slice whole = slice_of(name);
	size_t at = whole.len;
	if (*name != '/')
		return whole;
	while (at > 1 && name[at - 1] == '/')
		at--;
	whole.len = at;
	while (at > 0 && name[at - 1] != '/')
		at--;
	return slice_part(whole, at, whole.len);
}

int diff_output_write(const struct diff_output *output, const struct diff *diff, const struct diff_sources *sources, struct diag *diag)
{
	struct lines lines = { 0 };
	struct changes changes = {
		.diff = diff,
		.proofs = output->proofs,
		.options = &output->options,
		.old_name = shown_name(sources->names[0]),
		.new_name = shown_name(sources->names[1]),
	};
	get_lines(&changes, output, sources, &lines);
	int data = write_pass(&changes, output, false, diag), pictures = write_pass(&changes, output, true, diag);
	lines_fini(&lines);
	return data > pictures ? data : pictures;
}
