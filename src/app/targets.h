/* targets: the outputs of a run: which format each has, whether it can be written, and writing them. */
#ifndef KGRAPH_APP_TARGETS_H
#define KGRAPH_APP_TARGETS_H

#include "app/corpus.h"
#include "graph/filter.h"
#include "output/output.h"
#include "rules/ast.h"

struct target {
	const char *path;                   /* "-" is standard output */
	const struct output_format *format; /* NULL: the report */
};

struct targets {
	ARRAY(struct target) list;
	text_array paths; /* of list */
	struct output_options options;
	struct filter filter;
	bool filter_data;
};

/* Finds the format of every -o and reads the filters. Mistakes go to diag; false where there is one. Freed with targets_fini. */
bool targets_read(struct targets *targets, const struct options *options, struct diag *diag);
/* Whether each can be written and replaces neither a document nor a file of the rules; problems go to diag. */
bool targets_check(const struct targets *targets, const struct corpus *corpus, const struct ast *rules, struct diag *diag);
/* Whether each can be written and replaces none of the n inputs; problems go to diag. */
bool targets_check_inputs(const struct targets *targets, const text_array *inputs, struct diag *diag);
/* Whether one of them keeps everything. */
bool targets_keep_all(const struct targets *targets);
/* Writes all: the data first, in place together, then pictures. An exit status. */
int targets_write(const struct targets *targets, const struct facts *facts, struct diag *diag);
void targets_fini(struct targets *targets);

#endif
