/*
 * kgraph: from a folder of documents to a graph in which every edge quotes its sentence.
 *
 * The way of the data is the layout of the folders, and the order of includes: a folder may include itself and those above it in this
 * list, nothing else.
 *
 *   base/     knows nothing of graphs: memory, slices, arrays, maps, messages, files, CSV, JSON, Unicode, regular expressions, workers
 *   text/     the bytes of a document -> its text, blocks and sentences; offsets lead back to the file
 *   rules/    folders of rules -> one compiled, read-only set
 *   names/    the names of a document, and which entity each stands for
 *   match/    a sentence -> masked text -> findings: who did what to whom, and whether the text asserts it
 *   explain/  why a rule finds nothing in a sentence, what a name is taken for, which sentences no rule reads
 *   facts/    findings of all documents -> facts: sorted arrays, the truth that everything below reads
 *   graph/    facts -> a graph of libcgraph: filters, neighbourhoods, paths
 *   output/   facts -> files, one file of code a format; the layout and the picture
 *   app/      options, one file a command, this file
 */
#include <stdio.h>
#include <sys/stat.h>

#include "app/command.h"
#include "app/help.h"
#include "app/version.h"
#include "base/alloc.h"
#include "base/file.h"
#include "base/hash.h"

enum { FLOOD = 20 };

static int run(const struct command *command, const struct options *options)
{
	struct diag *diag = diag_stream(options->verbose ? 0 : FLOOD, options->quiet);
	int status = command->run(options, diag);
	diag_close(diag);
	diag_free(diag);
	return status;
}

static int wrong_usage(struct diag *diag)
{
	diag_close(diag);
	diag_free(diag);
	return EXIT_WRONG;
}

/* Whether the first argument can be neither a command nor a file. */
static bool is_nothing(const char *argument)
{
	struct stat status;
	return *argument != '-' && !command_find(argument) && lstat(argument, &status) != 0;
}

/* Whether the first argument is neither a command nor a file, but nearly a command; says so. */
static bool is_misspelt(const char *argument, struct diag *diag)
{
	const char *guess = is_nothing(argument) ? command_guess(argument) : NULL;
	if (guess)
		diag_error(diag, (struct place){ .line = 0 }, NULL, guess, "there is no command \"%s\", and no file or folder", argument);
	return guess != NULL;
}

int main(int argc, char **argv)
{
	const struct command *command = argc > 1 ? command_find(argv[1]) : NULL;
	int first = command ? 2 : 1;
	struct options options = { .quiet = false };
	int status;
	file_signals();
	alloc_large_steps();
	hash_draw_key();
	if (!command)
		command = command_find("extract");
	struct diag *diag = diag_stream(0, false);
	if (argc > 1 && is_misspelt(argv[1], diag))
		return wrong_usage(diag);
	if (!options_read(&options, command->name, argc, argv, first, diag)) {
		options_fini(&options);
		return wrong_usage(diag);
	}
	diag_free(diag);
	if (options.generate)
		status = help_generate(options.generate);
	else if (options.version)
		status = version_print();
	else if (options.help && first == 1 && is_nothing(argv[1]))
		status = run(command_find("help"), &options);
	else if (options.help)
		status = help_print(first == 2 ? command : NULL);
	else
		status = run(command, &options);
	options_fini(&options);
	return status;
}
