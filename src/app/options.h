/* options: what the user asked for, read by the one table from which the help, the man page and the completions are made as well. */
#ifndef KGRAPH_APP_OPTIONS_H
#define KGRAPH_APP_OPTIONS_H

#include "base/array.h"
#include "base/diag.h"
#include "base/slice.h"

typedef ARRAY(const char *) text_array;
typedef ARRAY(struct slice) word_array;

/* All text is argv's. */
struct options {
	text_array inputs; /* the arguments that are no options */
	text_array outputs, rules;
	const char *format, *files_from, *encoding, *names, *layout, *title, *csv_for, *report, *generate, *suggest, *stdin_name, *shard;
	const char *from, *to, *focus, *by;
	const char *path[2];
	word_array relations, types, statuses, hidden;
	uint64_t threads, max_document, deadline, top, min_documents, min_sure, hops, min_recall, min_precision;
	bool mixed; /* of graphs */
	bool eager, no_refer, follow, all, filter_data, json, table, time, pcre2, quiet, verbose, help, version;
};

enum option_kind {
	OPTION_FLAG,   /* bool: no argument */
	OPTION_TEXT,   /* const char *: the last one counts */
	OPTION_PAIR,   /* const char *[2]: takes two arguments */
	OPTION_TEXTS,  /* text_array: may stand several times */
	OPTION_WORDS,  /* word_array: cut at commas, may stand several times */
	OPTION_NAMES,  /* word_array: not cut, may stand several times */
	OPTION_NUMBER, /* uint64_t between least and most */
	OPTION_SIZE,   /* uint64_t of bytes: 64K, 256M, 2G */
};

struct option_entry {
	char letter; /* 0: none */
	const char *name;
	const char *argument; /* what the help calls it: FILE and FOLDER are completed as such; NULL for a flag */
	const char *choices;  /* the only words that it takes, with | between; or NULL */
	const char *group;    /* under which heading it stands; NULL: not shown */
	const char *commands; /* names of commands it goes with, a space between; NULL: all */
	const char *help;
	enum option_kind kind;
	size_t member; /* its offset in struct options */
	uint64_t least, most;
};

extern const struct option_entry options_table[];
extern const size_t options_count;

/* An option may have several rows, each with a help of its own for commands of its own: whether one stands before this. */
bool option_repeats(size_t row);
/* Whether the option goes with the command of that name. */
bool option_goes_with(const struct option_entry *entry, const char *command);
/* Reads argv[first] to the end for a command. Mistakes go to diag (all of them); false if there was one. Freed with options_fini. */
bool options_read(struct options *options, const char *command, int argc, char **argv, int first, struct diag *diag);
void options_fini(struct options *options);
/* How many threads to use: as asked, else one a processor. */
unsigned options_threads(const struct options *options);

#endif
