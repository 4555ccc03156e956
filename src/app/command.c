#include "app/command.h"

#include <stdio.h>

const struct command commands_table[] = {
	{ "extract", "[OPTION]... PATH...", "find who did what to whom in documents (the default command)",
	        "Reads the documents (files, folders, - for standard input), finds relations by the rules, and writes what -o asks for. "
	        "Without -o the relations are printed, one a line. Every relation quotes the sentence that proves it.",
	        command_extract },
	{ "check", "[OPTION]... [FOLDER]...", "check the rules and run all their examples",
	        "Reports every mistake and every doubtful line of the rules, runs every yes and no example, and closes with counts. "
	        "A FOLDER is a corpus whose .kgraph file asks for further rules.",
	        command_check },
	{ "names", "[OPTION]... PATH...", "list the names that stand in documents, and which of them the rules know",
	        "Reads the documents and lists every name that is seen in them, the most frequent first, with its type and the line of the rules "
	        "that "
	        "knows it. --table writes those that no line of the rules knows as a table, to be corrected and read by `entities from`.",
	        command_names },
	{ "stats", "[OPTION]... PATH...", "count what each rule does in documents",
	        "Reads every sentence of the documents and says, rule by rule, how often its words were seen, how often it was tried, how often it "
	        "gave something, and which rules never did; then the same by relation and by type.",
	        command_stats },
	{ "why", "[OPTION]... RULE SENTENCE | FILE:LINE [RULE] | RULE PATH... | NAME PATH...",
	        "why a rule found what it found, or nothing; what a name was taken for",
	        "Says, for a RULE and a SENTENCE, or for the sentences at a LINE of a FILE, what was found with its whole proof, or how far the rule "
	        "got, what it wanted next and what stood there; which names were seen, and of which type. "
	        "For a RULE and documents: in which sentences its words stand and it gave nothing, those first that came nearest. "
	        "For a NAME and documents: which entity it was taken for in each of them, by which line of the rules or words of the text, and where "
	        "it was "
	        "taken for none.",
	        command_why },
	{ "expand", "[OPTION]... RULE... [FOLDER]...", "show the wordings that a rule looks for",
	        "Shows each line of a rule in all the ways in which it is looked for, and the words of which one must stand in a sentence for that; "
	        "with --pcre2 also the regular expression, in which a type in angle quotes stands for a name of that type. "
	        "A FOLDER is a corpus whose .kgraph file asks for further rules.",
	        command_expand },
	{ "eval", "[OPTION]... LIST.csv PATH...", "measure the rules by a list of the relations that a reader found",
	        "Reads the documents and compares the relations that the rules find in them with those of the list: recall, precision and F1 for "
	        "each relation and for all, then each relation that was missed with its sentence, and each that the list does not have. "
	        "The list is a table with the columns document, line, subject, relation, object, status, tier and reading.",
	        command_eval },
	{ "gaps", "[OPTION]... PATH...", "find what the rules miss: names that stand together and gave no relation",
	        "Reads the documents and shows pairs of names that some relation of the rules could join and that gave none, grouped by the words "
	        "between them, the most frequent first, with examples. --suggest writes a rule for a group, with its examples, to be corrected and "
	        "pasted.",
	        command_gaps },
	{ "merge", "[OPTION]... GRAPH...", "join graphs that were written as .jsonl into one",
	        "Reads graphs that kgraph wrote as .jsonl (- is standard input; a file may hold several) and writes their union in any format: every "
	        "proof once, with weights and documents counted anew. The order of the graphs does not matter. Graphs of different rules are joined "
	        "with --mixed alone.",
	        command_merge },
	{ "diff", "[OPTION]... OLD NEW | OLDRULES NEWRULES PATH...", "what changed between two graphs, and which rule or document did it",
	        "Compares two graphs that kgraph wrote (.jsonl, or edge lists as .csv), or reads documents by two folders of rules and compares what "
	        "they "
	        "find. "
	        "A folder may be REVISION:FOLDER as git names it (HEAD~1:rules). Says which relations were added, removed, changed or became "
	        "another relation, which entities were renamed or merged, and which line of which rule did it. The exit status is 0 where nothing "
	        "changed, 1 where something did, 2 or more where something went wrong.",
	        command_diff },
	{ "patch", "[OPTION]... OLD.jsonl DIFF.jsonl", "make the newer graph out of the older one and a diff of both",
	        "Writes the graph that the diff was made of, byte for byte. A diff of another graph is refused.", command_patch },
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

const char *command_guess(const char *name)
{
	static char guess[64];
	struct slice names[sizeof commands_table / sizeof *commands_table];
	for (size_t i = 0; i < commands_count; i++)
		names[i] = slice_of(commands_table[i].name);
	struct slice near = diag_nearest(slice_of(name), names, commands_count);
	snprintf(guess, sizeof guess, "did you mean kgraph %.*s?", SLICE_ARG(near));
	return near.len ? guess : NULL;
}
