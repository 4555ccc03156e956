#include "app/options.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/workers.h"

enum { LONG_BASE = 256 };

#define MEMBER(name) offsetof(struct options, name)
#define NO_LIMITS 0, 0

/* The commands that read documents. */
#define READERS "extract names stats eval gaps why diff"
/* Those that take folders of rules by an option. */
#define RULED "extract check names stats expand eval gaps why"
/* Those that write graphs. */
#define WRITERS "extract merge"

/* Order is that of the help. */
const struct option_entry options_table[] = {
	{ 'o', "output", "FILE", NULL, "Output", WRITERS, "write FILE; its suffix chooses the format; - is standard output; may stand several times",
	        OPTION_TEXTS, MEMBER(outputs), NO_LIMITS },
	{ 'o', "output", "FILE", NULL, "Output", "diff",
	        "write FILE; its suffix chooses the format (csv, md, jsonl, svg); - is standard output; may stand several times", OPTION_TEXTS,
	        MEMBER(outputs), NO_LIMITS },
	{ 'o', "output", "FILE", NULL, "Output", "patch", "write the graph to FILE (.jsonl) instead of standard output", OPTION_TEXTS,
	        MEMBER(outputs), NO_LIMITS },
	{ 'f', "format", "FORMAT", NULL, "Output", "diff", "the format of outputs whose name does not tell (text, csv, md, jsonl, svg)", OPTION_TEXT,
	        MEMBER(format), NO_LIMITS },
	{ 'f', "format", "FORMAT", NULL, "Output", WRITERS,
	        "the format of outputs whose name does not tell (csv, nodes.csv, evidence.csv, dot, svg, jsonl)", OPTION_TEXT, MEMBER(format),
	        NO_LIMITS },
	{ 0, "csv-for", "PROGRAM", "plain|excel", "Output", WRITERS " diff",
	        "shape tables as PROGRAM wants them: excel gets a byte order mark and CRLF", OPTION_TEXT, MEMBER(csv_for), NO_LIMITS },
	{ 0, "report", "FILE", NULL, "Output", WRITERS, "write the whole account of the run as JSON", OPTION_TEXT, MEMBER(report), NO_LIMITS },
	{ 0, "json", NULL, NULL, "Output", "names stats expand eval gaps", "write the answer as one JSON document", OPTION_FLAG, MEMBER(json),
	        NO_LIMITS },
	{ 0, "json", NULL, NULL, "Output", "check", "write the answer, messages included, as one JSON document", OPTION_FLAG, MEMBER(json),
	        NO_LIMITS },
	{ 0, "json", NULL, NULL, "Output", "why", "write what a NAME was taken for as one JSON document; other questions have none", OPTION_FLAG,
	        MEMBER(json), NO_LIMITS },
	{ 0, "by", "WHAT", "rule|find", "Output", "stats", "a line for each rule (default) or for each find line", OPTION_TEXT, MEMBER(by),
	        NO_LIMITS },
	{ 0, "time", NULL, NULL, "Output", "stats", "how long each rule took, of all threads together", OPTION_FLAG, MEMBER(time), NO_LIMITS },
	{ 0, "pcre2", NULL, NULL, "Output", "expand", "show the regular expressions as well", OPTION_FLAG, MEMBER(pcre2), NO_LIMITS },
	{ 0, "table", NULL, NULL, "Output", "names",
	        "instead, write those that no line of the rules knows as a table for `entities from`, to be corrected", OPTION_FLAG, MEMBER(table),
	        NO_LIMITS },
	{ 0, "top", "N", NULL, "Output", "names", "show the first N names (default: all)", OPTION_NUMBER, MEMBER(top), 1, 1000000000 },
	{ 0, "top", "N", NULL, "Output", "gaps", "show the first N groups (default 20)", OPTION_NUMBER, MEMBER(top), 1, 1000000000 },
	{ 0, "suggest", "N|all", NULL, "Output", "gaps", "instead, write a rule for group N, or for each group that would be shown, to be corrected",
	        OPTION_TEXT, MEMBER(suggest), NO_LIMITS },
	{ 0, "relation", "NAME,...", NULL, "Output", "gaps", "only pairs of names that these relations could join", OPTION_WORDS, MEMBER(relations),
	        NO_LIMITS },
	{ 0, "relation", "NAME,...", NULL, "Output", "eval", "measure these relations alone", OPTION_WORDS, MEMBER(relations), NO_LIMITS },
	{ 0, "relation", "NAME,...", NULL, "Output", "stats", "only these relations, and the rules that give one of them", OPTION_WORDS,
	        MEMBER(relations), NO_LIMITS },

	{ 0, "mixed", NULL, NULL, "Graphs", "merge", "join graphs that different rules made, or the same rules with other options", OPTION_FLAG,
	        MEMBER(mixed), NO_LIMITS },

	{ 'r', "rules", "FOLDER", NULL, "Rules", RULED,
	        "use the rules of FOLDER (or of one that comes with kgraph, by its name) instead of the usual ones; may stand several times",
	        OPTION_TEXTS, MEMBER(rules), NO_LIMITS },
	{ 0, "names", "WHICH", "known|all", "Rules", READERS,
	        "known: only names that the rules know; all: capitalised names that they do not know as well (default)", OPTION_TEXT, MEMBER(names),
	        NO_LIMITS },

	{ 0, "no-refer", NULL, NULL, "Rules", READERS, "take no word for the name that it stands for (he, it, the party)", OPTION_FLAG,
	        MEMBER(no_refer), NO_LIMITS },

	{ 0, "files-from", "FILE", NULL, "Documents", READERS,
	        "read further documents' names from FILE, one a line or separated by NUL; - is standard input", OPTION_TEXT, MEMBER(files_from),
	        NO_LIMITS },
	{ 0, "stdin-name", "NAME", NULL, "Documents", READERS,
	        "what standard input is called, and by the suffix of NAME what it is (default -, a text); in NAME.jsonl a line with a \"file\" is "
	        "that "
	        "file",
	        OPTION_TEXT, MEMBER(stdin_name), NO_LIMITS },
	{ 0, "shard", "K/N", NULL, "Documents", "extract", "read the Kth of N parts of the documents, by their names; kgraph merge joins the graphs",
	        OPTION_TEXT, MEMBER(shard), NO_LIMITS },
	{ 0, "follow", NULL, NULL, "Documents", READERS " check", "follow links inside folders; each file is read once", OPTION_FLAG, MEMBER(follow),
	        NO_LIMITS },
	{ 0, "encoding", "NAME", NULL, "Documents", READERS, "the encoding of all documents, instead of finding it out for each", OPTION_TEXT,
	        MEMBER(encoding), NO_LIMITS },
	{ 0, "max-document", "SIZE", NULL, "Documents", READERS, "skip documents over SIZE (default 256M, at most 2G)", OPTION_SIZE,
	        MEMBER(max_document), 1, UINT64_C(1) << 31 },

	{ 0, "layout", "NAME", "auto|dot|neato|sfdp|circo|twopi", "Picture", WRITERS " diff",
	        "how the picture is laid out (default auto: by the number of relations)", OPTION_TEXT, MEMBER(layout), NO_LIMITS },
	{ 0, "title", "TEXT", NULL, "Picture", WRITERS " diff", "the title of the picture", OPTION_TEXT, MEMBER(title), NO_LIMITS },
	{ 0, "deadline", "SECONDS", NULL, "Picture", WRITERS " diff", "give a picture up after SECONDS (default 60); nothing else depends on it",
	        OPTION_NUMBER, MEMBER(deadline), 1, 86400 },

	{ 0, "all", NULL, NULL, "Filters of the picture", WRITERS, "draw every relation, not only the best supported 150", OPTION_FLAG, MEMBER(all),
	        NO_LIMITS },
	{ 0, "top", "N", NULL, "Filters of the picture", WRITERS, "the N best supported relations (default 150)", OPTION_NUMBER, MEMBER(top), 1,
	        1000000000 },
	{ 0, "min-docs", "N", NULL, "Filters of the picture", WRITERS, "relations that at least N documents state", OPTION_NUMBER,
	        MEMBER(min_documents), 1, UINT32_MAX },
	{ 0, "min-sure", "N", NULL, "Filters of the picture", WRITERS, "relations that are at least N sure, from 1 to 100", OPTION_NUMBER,
	        MEMBER(min_sure), 1, 100 },
	{ 0, "relation", "NAME,...", NULL, "Filters of the picture", WRITERS, "these relations alone", OPTION_WORDS, MEMBER(relations), NO_LIMITS },
	{ 0, "type", "NAME,...", NULL, "Filters of the picture", WRITERS, "relations between entities of these types alone", OPTION_WORDS,
	        MEMBER(types), NO_LIMITS },
	{ 0, "status", "NAME,...", NULL, "Filters of the picture", WRITERS,
	        "of these statuses (asserted, denied, planned, attempted, supposed, reported, or all; default asserted)", OPTION_WORDS,
	        MEMBER(statuses), NO_LIMITS },
	{ 0, "from", "DATE", NULL, "Filters of the picture", WRITERS, "not before DATE: 1973, 1973-09 or 1973-09-11", OPTION_TEXT, MEMBER(from),
	        NO_LIMITS },
	{ 0, "to", "DATE", NULL, "Filters of the picture", WRITERS, "not after DATE", OPTION_TEXT, MEMBER(to), NO_LIMITS },
	{ 0, "focus", "NAME", NULL, "Filters of the picture", WRITERS, "only what is near the entity NAME", OPTION_TEXT, MEMBER(focus), NO_LIMITS },
	{ 0, "hops", "K", NULL, "Filters of the picture", WRITERS, "how near --focus means, in relations (default 1)", OPTION_NUMBER, MEMBER(hops), 1,
	        1000 },
	{ 0, "path", "A B", NULL, "Filters of the picture", WRITERS, "only the shortest ways from the entity A to the entity B", OPTION_PAIR,
	        MEMBER(path), NO_LIMITS },
	{ 0, "hide", "NAME", NULL, "Filters of the picture", WRITERS, "without the entity NAME; may stand several times", OPTION_NAMES,
	        MEMBER(hidden), NO_LIMITS },
	{ 0, "filter-data", NULL, NULL, "Filters of the picture", WRITERS, "let the filters choose what the data outputs hold as well", OPTION_FLAG,
	        MEMBER(filter_data), NO_LIMITS },

	{ 0, "min-recall", "PERCENT", NULL, "Measuring", "eval",
	        "exit with 1 where less than PERCENT of the core relations of the list are found (0 to 100)", OPTION_NUMBER, MEMBER(min_recall), 0,
	        100 },
	{ 0, "min-precision", "PERCENT", NULL, "Measuring", "eval",
	        "exit with 1 where less than PERCENT of what is found stands in the list (0 to 100)", OPTION_NUMBER, MEMBER(min_precision), 0, 100 },

	{ 'j', "jobs", "N", NULL, "Running", READERS, "use N threads (default: one a processor); the result is the same", OPTION_NUMBER,
	        MEMBER(threads), 1, 256 },
	{ 0, "eager", NULL, NULL, "Running", "extract", "look at every sentence, slower; the result is the same", OPTION_FLAG, MEMBER(eager),
	        NO_LIMITS },
	{ 'q', "quiet", NULL, NULL, "Running", NULL, "errors and warnings only", OPTION_FLAG, MEMBER(quiet), NO_LIMITS },
	{ 'v', "verbose", NULL, NULL, "Running", NULL, "say more: every message, every file that was left out", OPTION_FLAG, MEMBER(verbose),
	        NO_LIMITS },
	{ 'h', "help", NULL, NULL, "Running", NULL, "show this help", OPTION_FLAG, MEMBER(help), NO_LIMITS },
	{ 0, "version", NULL, NULL, "Running", NULL, "show the version, and those of the libraries", OPTION_FLAG, MEMBER(version), NO_LIMITS },
	{ 0, "generate", "WHAT", "man|bash|zsh", NULL, NULL, NULL, OPTION_TEXT, MEMBER(generate), NO_LIMITS },
};
const size_t options_count = sizeof options_table / sizeof *options_table;

enum { TABLE_SIZE = sizeof options_table / sizeof *options_table };

bool option_repeats(size_t row)
{
	for (size_t i = 0; i < row; i++)
		if (strcmp(options_table[i].name, options_table[row].name) == 0)
			return true;
	return false;
}

bool option_goes_with(const struct option_entry *entry, const char *command)
{
	if (!entry->commands)
		return true;
	struct slice rest = slice_of(entry->commands), name;
	while (slice_split(&rest, ' ', &name)) {
		if (slice_is(name, command))
			return true;
	}
	return false;
}

static bool is_choice(const char *choices, const char *value)
{
	struct slice rest = slice_of(choices), choice;
	while (slice_split(&rest, '|', &choice)) {
		if (slice_is(choice, value))
			return true;
	}
	return false;
}

static const struct place nowhere;

static bool read_number(const char *text, uint64_t *number)
{
	char *end;
	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*number = strtoull(text, &end, 10);
	return errno == 0 && *end == '\0';
}

static bool read_size(const char *text, uint64_t *size)
{
	char digits[24];
	size_t len = strlen(text);
	unsigned shift = 0;
	if (len == 0 || len >= sizeof digits)
		return false;
	memcpy(digits, text, len + 1);
	switch (digits[len - 1]) {
	case 'K':
	case 'k':
		shift = 10;
		break;
	case 'M':
	case 'm':
		shift = 20;
		break;
	case 'G':
	case 'g':
		shift = 30;
		break;
	default:
		break;
	}
	if (shift)
		digits[len - 1] = '\0';
	if (!read_number(digits, size) || *size > UINT64_MAX >> shift)
		return false;
	*size <<= shift;
	return true;
}

static void add_words(word_array *words, const char *value)
{
	struct slice rest = slice_of(value), word;
	while (slice_split(&rest, ',', &word)) {
		if (word.len)
			array_push(words, word);
	}
}

static bool set_number(const struct option_entry *entry, uint64_t *member, const char *value)
{
	uint64_t number;
	bool read = entry->kind == OPTION_SIZE ? read_size(value, &number) : read_number(value, &number);
	if (!read || number < entry->least || number > entry->most)
		return false;
	*member = number;
	return true;
}

static void say_number(const struct option_entry *entry, const char *value, struct diag *diag)
{
	if (entry->kind == OPTION_SIZE)
		diag_error(diag, nowhere, NULL, NULL, "--%s wants a size such as 64K or 256M, from %" PRIu64 " to %" PRIu64 "G, not \"%s\"", entry->name,
		        entry->least, entry->most >> 30, value);
	else
		diag_error(diag, nowhere, NULL, NULL, "--%s wants a whole number from %" PRIu64 " to %" PRIu64 ", not \"%s\"", entry->name,
		        entry->least, entry->most, value);
}

/* False where the value is none for the option. */
static bool set(const struct option_entry *entry, struct options *options, const char *value, const char *second)
{
	void *member = (char *)options + entry->member;
	switch (entry->kind) {
	case OPTION_FLAG:
		*(bool *)member = true;
		break;
	case OPTION_TEXT:
		*(const char **)member = value;
		break;
	case OPTION_PAIR:
		((const char **)member)[0] = value;
		((const char **)member)[1] = second;
		break;
	case OPTION_TEXTS:
		array_push((text_array *)member, value);
		break;
	case OPTION_WORDS:
		add_words(member, value);
		break;
	case OPTION_NAMES:
		array_push((word_array *)member, slice_of(value));
		break;
	case OPTION_NUMBER:
	case OPTION_SIZE:
		return set_number(entry, member, value);
	}
	return true;
}

static void say_unknown(const char *word, struct diag *diag)
{
	struct slice names[TABLE_SIZE];
	size_t n = 0;
	for (size_t i = 0; i < options_count; i++) {
		if (options_table[i].group)
			names[n++] = slice_of(options_table[i].name);
	}
	struct slice wrong = slice_of(word);
	while (wrong.len && *wrong.ptr == '-')
		wrong = slice_part(wrong, 1, wrong.len);
	const char *equals = memchr(wrong.ptr, '=', wrong.len);
	if (equals)
		wrong.len = (size_t)(equals - wrong.ptr);
	struct slice near = word[1] == '-' ? diag_nearest(wrong, names, n) : slice_make("", 0);
	char help[80] = "kgraph --help lists them";
	if (near.len && near.len < 40)
		snprintf(help, sizeof help, "did you mean --%.*s?", SLICE_ARG(near));
	diag_error(diag, nowhere, NULL, help, "there is no option %s", word);
}

struct reading {
	struct options *options;
	const char *command;
	int argc;
	char **argv;
	struct diag *diag;
};

static const struct option_entry *row_of(const struct option_entry *entry, const char *command)
{
	for (size_t i = 0; i < options_count; i++)
		if (strcmp(options_table[i].name, entry->name) == 0 && option_goes_with(&options_table[i], command))
			return &options_table[i];
	return entry;
}

static void read_one(const struct reading *reading, const struct option_entry *entry, const char *value)
{
	const char *second = NULL;
	entry = row_of(entry, reading->command);
	if (!option_goes_with(entry, reading->command)) {
		diag_error(reading->diag, nowhere, NULL, NULL, "--%s does not go with \"%s\"", entry->name, reading->command);
		return;
	}
	if (entry->kind == OPTION_PAIR) {
		if (optind >= reading->argc) {
			diag_error(reading->diag, nowhere, NULL, NULL, "--%s takes two arguments: %s", entry->name, entry->argument);
			return;
		}
		second = reading->argv[optind++];
	}
	if (entry->choices && !is_choice(entry->choices, value)) {
		diag_error(reading->diag, nowhere, NULL, NULL, "--%s takes one of %s, not \"%s\"", entry->name, entry->choices, value);
		return;
	}
	if (!set(entry, reading->options, value, second))
		say_number(entry, value, reading->diag);
}

/* The leading "-" hands over arguments that are no options in their place, whatever POSIXLY_CORRECT says. */
static void make_getopt(struct option *longs, char *letters)
{
	*letters++ = '-';
	*letters++ = ':';
	size_t n = 0;
	for (size_t i = 0; i < options_count; i++) {
		const struct option_entry *entry = &options_table[i];
		int argument = entry->kind == OPTION_FLAG ? no_argument : required_argument;
		if (option_repeats(i))
			continue;
		longs[n++] = (struct option){ .name = entry->name, .has_arg = argument, .val = LONG_BASE + (int)i };
		if (entry->letter) {
			*letters++ = entry->letter;
			if (argument == required_argument)
				*letters++ = ':';
		}
	}
	longs[n] = (struct option){ .name = NULL };
	*letters = '\0';
}

static const struct option_entry *entry_of(int code)
{
	for (size_t i = 0; i < options_count; i++) {
		if (code == LONG_BASE + (int)i || (options_table[i].letter && code == options_table[i].letter))
			return &options_table[i];
	}
	return NULL;
}

bool options_read(struct options *options, const char *command, int argc, char **argv, int first, struct diag *diag)
{
	struct option longs[TABLE_SIZE + 1];
	char letters[2 * TABLE_SIZE + 3];
	struct reading reading = { options, command, argc, argv, diag };
	unsigned before = diag_errors(diag);
	int code;
	*options = (struct options){ .max_document = UINT64_C(256) << 20, .deadline = 60 };
	make_getopt(longs, letters);
	opterr = 0;
	optind = first;
	while ((code = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		const struct option_entry *entry = entry_of(code == ':' ? optopt : code);
		if (code == 1)
			array_push(&options->inputs, optarg);
		else if (code == '?' || !entry)
			say_unknown(argv[optind - 1], diag);
		else if (code == ':')
			diag_error(diag, nowhere, NULL, NULL, "--%s takes an argument: %s", entry->name, entry->argument);
		else
			read_one(&reading, entry, optarg);
	}
	for (; optind < argc; optind++)
		array_push(&options->inputs, argv[optind]);
	return diag_errors(diag) == before;
}

void options_fini(struct options *options)
{
	array_fini(&options->inputs);
	array_fini(&options->outputs);
	array_fini(&options->rules);
	array_fini(&options->relations);
	array_fini(&options->types);
	array_fini(&options->statuses);
	array_fini(&options->hidden);
}

unsigned options_threads(const struct options *options)
{
	return options->threads ? (unsigned)options->threads : workers_processors();
}
