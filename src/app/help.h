/* help: the help text, the man page and the completions, all from the tables of options and commands. */
#ifndef KGRAPH_APP_HELP_H
#define KGRAPH_APP_HELP_H

#include "app/command.h"

/* Prints the help of a command, or of all where it is NULL, to standard output; returns the exit status. */
int help_print(const struct command *command);
/* Prints "man", "bash" or "zsh" to standard output; returns the exit status. */
int help_generate(const char *what);

#endif
