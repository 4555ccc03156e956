/* diff_output: the outputs of `kgraph diff`. */
#ifndef KGRAPH_APP_DIFF_OUTPUT_H
#define KGRAPH_APP_DIFF_OUTPUT_H

#include "app/diff_rules.h"
#include "output/changes.h"

struct diff_target {
	const char *path; /* "-" is standard output */
	const struct changes_format *format;
};

struct diff_output {
	ARRAY(struct diff_target) list;
	text_array paths;
	struct output_options options;
	bool proofs, quiet;
};

/* What is compared, for whoever reads the result. */
struct diff_sources {
	const char *names[2];
	bool files; /* they are files of graphs, whose very bytes a diff is of */
};

/* Finds the format of each -o. Mistakes go to diag; false where there is one. Freed with diff_output_fini. */
bool diff_output_read(struct diff_output *output, const struct options *options, struct diag *diag);
/* Whether one of them shows what did not change as well. */
bool diff_output_needs_all(const struct diff_output *output);
/* Whether each can be written and replaces none of the graphs, documents and files of rules that are compared; problems go to diag. */
bool diff_output_check_rules(const struct diff_output *output, const struct diff_rules *rules, struct diag *diag);
bool diff_output_check_graphs(const struct diff_output *output, const text_array *graphs, struct diag *diag);
/* Writes all, the data first. An exit status. */
int diff_output_write(const struct diff_output *output, const struct diff *diff, const struct diff_sources *sources, struct diag *diag);
void diff_output_fini(struct diff_output *output);

#endif
