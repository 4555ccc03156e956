#include "app/help.h"

#include <stdio.h>

#include "app/version.h"
#include "output/output.h"

enum { HELP_COLUMN = 28, HELP_WIDTH = 96, MAN_WIDTH = 78, HELP_TEXT = 1024 };

static int flushed(void)
{
	return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_DONE : EXIT_OUTPUT;
}

/* Whether the group of the option begins with it, among those that go with command (all where it is NULL). */
static bool shown(size_t at, const struct command *command)
{
	const struct option_entry *entry = &options_table[at];
	return entry->group && (!command || option_goes_with(entry, command->name));
}

static bool begins_group(size_t at, const struct command *command)
{
	for (size_t i = 0; i < at; i++) {
		if (shown(i, command) && strcmp(options_table[i].group, options_table[at].group) == 0)
			return false;
	}
	return true;
}

/* Words of text from column `at` on, lines of HELP_WIDTH that begin at column `indent`. */
static void print_wrapped(const char *text, int at, int indent)
{
	struct slice rest = slice_of(text), word;
	bool first = true;
	while (slice_split(&rest, ' ', &word)) {
		if (!first && at + 1 + (int)word.len > HELP_WIDTH) {
			printf("\n%*s", indent, "");
			at = indent;
			first = true;
		}
		at += printf("%s%.*s", first ? "" : " ", SLICE_ARG(word));
		first = false;
	}
	putchar('\n');
}

static bool has_other_rows(const struct option_entry *entry)
{
	size_t rows = 0;
	for (size_t i = 0; i < options_count; i++)
		rows += strcmp(options_table[i].name, entry->name) == 0;
	return rows > 1;
}

/* The help of an option; where all options stand together, with the commands that it goes with, unless that goes without saying. */
static const char *help_of(const struct option_entry *entry, bool together, char text[HELP_TEXT])
{
	if (!together || !entry->commands || (option_goes_with(entry, "extract") && !has_other_rows(entry)))
		return entry->help;
	int n = snprintf(text, HELP_TEXT, "%s (", entry->help);
	for (const char *at = entry->commands; *at && n + 3 < HELP_TEXT; at++)
		n += *at == ' ' ? snprintf(text + n, HELP_TEXT - (size_t)n, ", ") : snprintf(text + n, HELP_TEXT - (size_t)n, "%c", *at);
	snprintf(text + n, HELP_TEXT - (size_t)n, ")");
	return text;
}

static void print_option(const struct option_entry *entry, bool together)
{
	char text[HELP_TEXT];
	int at = entry->letter ? printf("  -%c, --%s", entry->letter, entry->name) : printf("      --%s", entry->name);
	if (entry->argument)
		at += printf(" %s", entry->argument);
	if (at >= HELP_COLUMN - 1) {
		putchar('\n');
		at = 0;
	}
	printf("%*s", HELP_COLUMN - at, "");
	print_wrapped(help_of(entry, together, text), HELP_COLUMN, HELP_COLUMN);
}

static void print_options(const struct command *command)
{
	for (size_t i = 0; i < options_count; i++) {
		if (!shown(i, command) || !begins_group(i, command))
			continue;
		printf("\n%s:\n", options_table[i].group);
		for (size_t j = i; j < options_count; j++) {
			if (shown(j, command) && strcmp(options_table[j].group, options_table[i].group) == 0)
				print_option(&options_table[j], !command);
		}
	}
}

static void print_commands(void)
{
	puts("\nCommands:");
	for (size_t i = 0; i < commands_count; i++)
		printf("  %-*s%s\n", HELP_COLUMN - 2, commands_table[i].name, commands_table[i].summary);
}

static void print_formats(void)
{
	size_t n;
	const struct output_format *formats = output_formats(&n);
	puts("\nFormats:");
	for (size_t i = 0; i < n; i++) {
		printf("  %-*s", HELP_COLUMN - 2, formats[i].suffix ? formats[i].suffix : formats[i].name);
		print_wrapped(formats[i].help, HELP_COLUMN, HELP_COLUMN);
	}
}

int help_print(const struct command *command)
{
	if (command) {
		printf("kgraph %s %s\n\n", command->name, command->arguments);
		print_wrapped(command->description, 0, 0);
	} else {
		puts("kgraph [COMMAND] [OPTION]... PATH...\n\n"
		     "Finds who did what to whom in a folder of documents, by rules that read like the sentences which\n"
		     "they match, and writes a graph in which every relation quotes its sentence.\n\n"
		     "  kgraph seeds/ -o chile.svg     look at it\n"
		     "  kgraph seeds/ -o chile.csv     work on it in a spreadsheet\n"
		     "  kgraph check                   check the rules and run their examples");
		print_commands();
	}
	print_options(command);
	if (!command || strcmp(command->name, "extract") == 0)
		print_formats();
	return flushed();
}

int command_help(const struct options *options, struct diag *diag)
{
	if (options->inputs.n == 0)
		return help_print(NULL);
	const struct command *command = command_find(options->inputs.at[0]);
	if (command)
		return help_print(command);
	const char *guess = command_guess(options->inputs.at[0]);
	diag_error(
	        diag, (struct place){ .line = 0 }, NULL, guess ? guess : "kgraph help lists them", "there is no command %s", options->inputs.at[0]);
	return EXIT_WRONG;
}

/* ---- the manual page ---- */

/* A word for troff: backslashes and hyphens as they are meant. What it takes in the page's source. */
static int man_word(struct slice word, bool write)
{
	int width = 0;
	for (size_t i = 0; i < word.len; i++) {
		const char *escaped = word.ptr[i] == '\\' ? "\\e" : word.ptr[i] == '-' ? "\\-" : NULL;
		width += escaped ? 2 : 1;
		if (write && escaped)
			fputs(escaped, stdout);
		else if (write)
			putchar(word.ptr[i]);
	}
	return width;
}

/* Words from column `at` on, in lines of MAN_WIDTH, none of which begins with a control character. */
static void man_words(const char *text, int at)
{
	struct slice rest = slice_of(text), word;
	for (bool first = true; slice_split(&rest, ' ', &word); first = false) {
		int width = man_word(word, false);
		if (!first && at + 1 + width > MAN_WIDTH) {
			putchar('\n');
			at = 0;
		} else if (!first) {
			at += printf(" ");
		}
		if (at == 0 && word.len > 0 && (word.ptr[0] == '.' || word.ptr[0] == '\''))
			at += printf("\\&");
		at += man_word(word, true);
	}
}

static void man_line(const char *text)
{
	man_words(text, 0);
	putchar('\n');
}

static void man_option(const struct option_entry *entry)
{
	char text[HELP_TEXT];
	fputs(".TP\n", stdout);
	if (entry->letter)
		printf("\\fB\\-%c\\fR, ", entry->letter);
	fputs("\\fB\\-\\-", stdout);
	man_word(slice_of(entry->name), true);
	fputs("\\fR", stdout);
	if (entry->argument) {
		fputs(" \\fI", stdout);
		man_word(slice_of(entry->argument), true);
		fputs("\\fR", stdout);
	}
	putchar('\n');
	man_line(help_of(entry, true, text));
}

static void man_options(void)
{
	puts(".SH OPTIONS");
	for (size_t i = 0; i < options_count; i++) {
		if (!shown(i, NULL) || !begins_group(i, NULL))
			continue;
		printf(".SS \"%s\"\n", options_table[i].group);
		for (size_t j = i; j < options_count; j++) {
			if (shown(j, NULL) && strcmp(options_table[j].group, options_table[i].group) == 0)
				man_option(&options_table[j]);
		}
	}
}

static void man_commands(void)
{
	puts(".SH COMMANDS");
	for (size_t i = 0; i < commands_count; i++) {
		printf(".TP\n\\fBkgraph %s\\fR ", commands_table[i].name);
		man_line(commands_table[i].arguments);
		man_line(commands_table[i].description);
	}
}

static void man_formats(void)
{
	size_t n;
	const struct output_format *formats = output_formats(&n);
	puts(".SH FORMATS");
	for (size_t i = 0; i < n; i++) {
		puts(".TP");
		man_line(formats[i].suffix ? formats[i].suffix : formats[i].name);
		man_line(formats[i].help);
	}
}

static const char man_end[] =
        ".SH \"EXIT STATUS\"\n"
        ".TP\n0\ndone\n"
        ".TP\n1\ndone, but an input was skipped or given up, there was no document, an example\nfailed, or a picture could not be drawn; the messages say which\n"
        ".TP\n2\nusage or rules are wrong; nothing was done, and outputs are as they were\n"
        ".TP\n3\nan output could not be written; what stood there before is as it was\n"
        ".TP\n4\na limit of memory or time of the machine was reached\n"
        ".PP\nA signal that ends the program leaves each output old or new, never half.\n"
        ".SH ENVIRONMENT\n"
        ".TP\n\\fBKGRAPH_RULES\\fR\nthe folder of rule folders, instead of those that came with the program\n"
        ".TP\n\\fBNO_COLOR\\fR\nno colours in messages\n"
        ".SH FILES\n"
        ".TP\n\\fI.kgraph\\fR\nin a folder of documents: a line \\fBuse\\fR \\fINAME\\fR\nfor each further folder of rules that it needs,\n"
        "of those that come with kgraph\n"
        ".SH EXAMPLES\n"
        ".nf\n"
        "kgraph seeds/ \\-o chile.svg\n"
        "kgraph seeds/ \\-o chile.csv \\-o chile.evidence.csv\n"
        "kgraph letters/ diary.txt \\-r my\\-rules \\-f csv \\-o \\-\n"
        ".fi\n";

static void man_print(void)
{
	printf(".TH KGRAPH 1 \"%s\" \"kgraph %s\" \"User Commands\"\n", KGRAPH_DATE, KGRAPH_VERSION);
	puts(".SH NAME\nkgraph \\- a graph from documents, each relation with its sentence");
	puts(".SH SYNOPSIS\n\\fBkgraph\\fR [\\fICOMMAND\\fR] [\\fIOPTION\\fR]... \\fIPATH\\fR...");
	puts(".SH DESCRIPTION\nFinds who did what to whom in a folder of documents, by rules that read like\nthe sentences which they match.\n"
	     "What a text denies, plans or reports is kept apart from what it asserts.\n"
	     "The same documents and rules give the same bytes on every machine.");
	man_commands();
	man_options();
	man_formats();
	fputs(man_end, stdout);
}

/* ---- completions ---- */

static bool has_choices(const struct option_entry *entry)
{
	return entry->choices || strcmp(entry->name, "format") == 0;
}

/* The only words that an option takes, a space before each. */
static void print_choices(const struct option_entry *entry)
{
	if (strcmp(entry->name, "format") == 0) {
		size_t n;
		const struct output_format *formats = output_formats(&n);
		for (size_t i = 0; i < n; i++)
			printf(" %s", formats[i].name);
		return;
	}
	for (const char *at = entry->choices; at && *at; at++) {
		if (at == entry->choices || *at == '|')
			putchar(' ');
		if (*at != '|')
			putchar(*at);
	}
}

static void bash_cases(void)
{
	for (size_t i = 0; i < options_count; i++) {
		const struct option_entry *entry = &options_table[i];
		if (!entry->argument || !entry->group || option_repeats(i))
			continue;
		printf("\t--%s", entry->name);
		if (entry->letter)
			printf("|-%c", entry->letter);
		putchar(')');
		if (has_choices(entry)) {
			fputs(" _kgraph_take -W '", stdout);
			print_choices(entry);
			fputs("';", stdout);
		} else if (strcmp(entry->argument, "FILE") == 0) {
			fputs(" _kgraph_take -f;", stdout);
		} else if (strcmp(entry->argument, "FOLDER") == 0) {
			fputs(" _kgraph_take -d;", stdout);
		}
		puts(" return ;;");
	}
}

/* Each candidate is a line, so that names with spaces stay whole; --layout=dot comes in three words. */
static const char bash_start[] = "# Completion of kgraph for bash.\n"
                                 "_kgraph_take() {\n"
                                 "\tlocal found\n"
                                 "\tmapfile -t found < <(compgen \"$@\" -- \"$word\")\n"
                                 "\tCOMPREPLY+=(\"${found[@]}\")\n"
                                 "}\n"
                                 "_kgraph() {\n"
                                 "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                                 "\tCOMPREPLY=()\n"
                                 "\tif [[ $word == = ]]; then\n"
                                 "\t\tword=\n"
                                 "\telif [[ $before == = ]]; then\n"
                                 "\t\tbefore=${COMP_WORDS[COMP_CWORD-2]}\n"
                                 "\tfi\n"
                                 "\tcase $before in\n";

static void bash_print(void)
{
	fputs(bash_start, stdout);
	bash_cases();
	fputs("\tesac\n\tif [[ $word == -* ]]; then\n\t\t_kgraph_take -W '", stdout);
	for (size_t i = 0; i < options_count; i++) {
		if (options_table[i].group && !option_repeats(i))
			printf("--%s ", options_table[i].name);
	}
	puts("'\n\telse\n\t\t_kgraph_take -f");
	fputs("\t\t[[ $COMP_CWORD == 1 ]] && _kgraph_take -W '", stdout);
	for (size_t i = 0; i < commands_count; i++)
		printf("%s ", commands_table[i].name);
	puts("'\n\tfi\n}\ncomplete -o filenames -F _kgraph kgraph");
}

/* Text inside single quotes and brackets of zsh's _arguments. */
static void zsh_text(const char *text)
{
	for (const char *at = text; *at; at++) {
		if (*at == '\'')
			fputs("'\\''", stdout);
		else if (strchr("[]:\\", *at))
			printf("\\%c", *at);
		else
			putchar(*at);
	}
}

static void zsh_argument(const struct option_entry *entry)
{
	fputs(entry->kind == OPTION_PAIR ? ":first: :second:" : ":", stdout);
	if (entry->kind == OPTION_PAIR)
		return;
	zsh_text(entry->argument);
	putchar(':');
	if (has_choices(entry)) {
		putchar('(');
		print_choices(entry);
		putchar(')');
	} else if (strcmp(entry->argument, "FILE") == 0) {
		fputs("_files", stdout);
	} else if (strcmp(entry->argument, "FOLDER") == 0) {
		fputs("_files -/", stdout);
	}
}

static void zsh_print(void)
{
	puts("#compdef kgraph\n_arguments -s \\");
	for (size_t i = 0; i < options_count; i++) {
		const struct option_entry *entry = &options_table[i];
		if (!entry->group || option_repeats(i))
			continue;
		printf("\t'*--%s[", entry->name);
		zsh_text(entry->help);
		putchar(']');
		if (entry->argument)
			zsh_argument(entry);
		puts("' \\");
	}
	puts("\t'*:path:_files'");
}

int help_generate(const char *what)
{
	if (strcmp(what, "man") == 0)
		man_print();
	else if (strcmp(what, "bash") == 0)
		bash_print();
	else
		zsh_print();
	return flushed();
}
