/* command: the table of commands; a new one is one file and one line in it. */
#ifndef KGRAPH_APP_COMMAND_H
#define KGRAPH_APP_COMMAND_H

#include "app/options.h"

/* Exit statuses; 128 + n by a signal. */
enum {
	EXIT_DONE = 0,
	EXIT_LESS = 1,   /* done, but an input was skipped or given up, no document was there, an example failed, a picture could not be drawn */
	EXIT_WRONG = 2,  /* usage or rules wrong: nothing done */
	EXIT_OUTPUT = 3, /* an output could not be written */
	EXIT_MEMORY = 4, /* a limit of memory or time of the machine (alloc_exhausted) */
};

struct command {
	const char *name;
	const char *arguments;
	const char *summary;     /* a line for the help */
	const char *description; /* a paragraph for the manual */
	int (*run)(const struct options *options, struct diag *diag);
};

extern const struct command commands_table[];
extern const size_t commands_count;

/* The command of that name, or NULL. */
const struct command *command_find(const char *name);
/* "did you mean kgraph check?" where name is nearly that of a command, or NULL. Valid until the next call. */
const char *command_guess(const char *name);

int command_extract(const struct options *options, struct diag *diag);
int command_why(const struct options *options, struct diag *diag);
int command_check(const struct options *options, struct diag *diag);
int command_names(const struct options *options, struct diag *diag);
int command_stats(const struct options *options, struct diag *diag);
int command_expand(const struct options *options, struct diag *diag);
int command_eval(const struct options *options, struct diag *diag);
int command_gaps(const struct options *options, struct diag *diag);
int command_merge(const struct options *options, struct diag *diag);
int command_diff(const struct options *options, struct diag *diag);
int command_patch(const struct options *options, struct diag *diag);
int command_help(const struct options *options, struct diag *diag);

#endif
