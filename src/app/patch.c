#include "facts/patch.h"

#include <sys/stat.h>

#include "app/command.h"
#include "base/file.h"

static struct place at_file(const char *path)
{
	return (struct place){ .file = slice_of(strcmp(path, "-") == 0 ? "standard output" : path) };
}

static bool read_whole(const char *path, struct file_buffer *buffer, struct diag *diag)
{
	bool input = strcmp(path, "-") == 0;
	const char *why = input ? file_read_descriptor(0, SIZE_MAX / 2, buffer) : file_read(path, SIZE_MAX / 2, true, buffer);
	if (why)
		diag_error(diag, (struct place){ .file = slice_of(input ? "standard input" : path) }, NULL, NULL, "%s", why);
	return !why;
}

static int write_graph(const char *path, struct slice text, struct diag *diag)
{
	struct file_outputs *outputs = file_outputs_new();
	const char *why = NULL, *where;
	struct file_output *output = file_output_open(outputs, path, &why);
	if (output) {
		file_output_write(output, text.ptr, text.len);
		why = file_output_close(output);
	}
	if (!why)
		why = file_outputs_commit(outputs, &where);
	file_outputs_free(outputs);
	if (!why)
		return EXIT_DONE;
	diag_error(diag, at_file(path), NULL, NULL, "cannot be written: %s", why);
	return EXIT_OUTPUT;
}

static int patch(const struct options *options, const struct file_buffer *older, const struct file_buffer *diff, struct diag *diag)
{
	const char *output = options->outputs.n ? options->outputs.at[0] : "-";
	struct buffer newer = { 0 };
	int status = EXIT_WRONG;
	struct patch *patch = patch_read(slice_of(options->inputs.at[1]), slice_make(diff->bytes, diff->len), diag);
	if (patch && patch_apply(patch, slice_make(older->bytes, older->len), &newer, diag))
		status = write_graph(output, buffer_slice(&newer), diag);
	patch_free(patch);
	buffer_fini(&newer);
	return status;
}

/* NULL, or why the output cannot be written, or may not since it is one of the inputs. */
static const char *check_output(const struct options *options)
{
	struct file_entry inputs[2] = { 0 };
	size_t n = 0;
	for (size_t i = 0; i < options->inputs.n && i < 2; i++) {
		struct stat status;
		if (stat(options->inputs.at[i], &status) == 0)
			inputs[n++] = (struct file_entry){ .device = (uint64_t)status.st_dev, .inode = (uint64_t)status.st_ino };
	}
	return file_output_check(options->outputs.at[0], inputs, n);
}

int command_patch(const struct options *options, struct diag *diag)
{
	static const struct place nowhere;
	struct file_buffer older = { 0 }, diff = { 0 };
	int status = EXIT_WRONG;
	const char *why = options->outputs.n == 1 ? check_output(options) : NULL;
	if (options->inputs.n != 2)
		diag_error(diag, nowhere, NULL, "kgraph patch OLD.jsonl DIFF.jsonl -o NEW.jsonl", "a graph and a diff of it are wanted");
	else if (options->outputs.n > 1)
		diag_error(diag, nowhere, NULL, NULL, "the graph goes to one file");
	else if (why)
		diag_error(diag, at_file(options->outputs.at[0]), NULL, NULL, "cannot be written: %s", why);
	else if (read_whole(options->inputs.at[0], &older, diag) && read_whole(options->inputs.at[1], &diff, diag))
		status = patch(options, &older, &diff, diag);
	file_buffer_fini(&older);
	file_buffer_fini(&diff);
	return why && options->inputs.n == 2 && options->outputs.n == 1 ? EXIT_OUTPUT : status;
}
