#include "app/command.h"

const struct command commands_table[] = {
	{ "extract", "[OPTION]... PATH...", "find who did what to whom in documents (the default command)",
	        "Reads the documents (files, folders, - for standard input), finds relations by the rules, and writes what -o asks for. "
	        "Without -o the relations are printed, one a line. Every relation quotes the sentence that proves it.",
	        command_extract },
	{ "check", "[OPTION]... [FOLDER]...", "check the rules and run all their examples",
	        "Reports every mistake and every doubtful line of the rules, runs every yes and no example, and closes with counts. "
	        "A FOLDER is a corpus whose .kgraph file asks for further rules.",
	        command_check },
	{ "stats", "[OPTION]... PATH...", "count what each rule does in documents",
	        "Reads every sentence of the documents and says, rule by rule, how often its words were seen, how often it was tried, how often it "
	        "gave something, and which rules never did; then the same by relation and by type.",
	        command_stats },
	{ "why", "[OPTION]... RULE SENTENCE | FILE:LINE [RULE]", "why a rule found what it found in a sentence, or found nothing",
	        "Says, for a RULE and a SENTENCE, or for the sentences at a LINE of a FILE, what was found with its whole proof, or how far the rule "
	        "got, what it wanted next and what stood there; which names were seen, and of which type.",
	        command_why },
	{ "help", "[COMMAND]", "show the help", "Shows the options, or those of one command.", command_help },
};
const size_t commands_count = sizeof commands_table / sizeof *commands_table;

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < commands_count; i++) {
		if (strcmp(commands_table[i].name, name) == 0)
			return &commands_table[i];
	}
	return NULL;
}
