/* changes: what changed between two graphs -> text, tables, a page, a picture. */
#ifndef KGRAPH_OUTPUT_CHANGES_H
#define KGRAPH_OUTPUT_CHANGES_H

#include "facts/diff.h"
#include "output/output.h"

struct changes {
	const struct diff *diff;
	bool proofs; /* changes of proofs alone are shown */
	bool colour; /* for a terminal */
	const struct output_options *options;
	struct slice old_name, new_name;   /* what both are called */
	struct slice old_lines, new_lines; /* both graphs as .jsonl; without text where one is an edge list: such a diff cannot be applied */
};

/* How an output is chosen: by suffix or by a name after -f. */
struct changes_format {
	const char *suffix; /* NULL: none */
	const char *name;
	bool lines; /* wants old_lines and new_lines */
	bool picture;
	/* NULL, or why it could not be made. */
	const char *(*write)(const struct changes *changes, struct file_output *output);
};

const struct changes_format *changes_for(const char *path_or_name);
/* "csv, md, …" */
const char *changes_names(void);

const char *changes_write_text(const struct changes *changes, struct file_output *output);
const char *changes_write_csv(const struct changes *changes, struct file_output *output);
const char *changes_write_md(const struct changes *changes, struct file_output *output);
const char *changes_write_jsonl(const struct changes *changes, struct file_output *output);
const char *changes_write_svg(const struct changes *changes, struct file_output *output);

/* Whether a change is shown at all. */
static inline bool changes_show(const struct changes *changes, const struct diff_change *change)
{
	return changes->proofs || change->kind != DIFF_PROOF;
}
/* "added", "renamed" … */
const char *changes_kind(const struct diff_change *change);
/* '+', '-' or '~' */
char changes_sign(const struct diff_change *change);
/* "50 unchanged, 1 added, 1 removed". In arena. */
struct slice changes_summary(const struct changes *changes, struct arena *arena);
/* "A | relation | B", with its status where it is not asserted; of an entity its name. In arena. */
struct slice changes_what(const struct changes *changes, const struct diff_change *change, struct arena *arena);
/* The best proof of the edge that is shown, with *facts; NULL of entities. */
const struct fact_proof *changes_proof(const struct changes *changes, const struct diff_change *change, const struct facts **facts);

#endif
