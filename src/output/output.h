/* output: facts -> files; the one table of formats. A new format is a new file and a line in the table of formats.h. */
#ifndef KGRAPH_OUTPUT_OUTPUT_H
#define KGRAPH_OUTPUT_OUTPUT_H

#include "base/file.h"
#include "facts/fact.h"
#include "graph/selection.h"

struct picture_marks;

/* What the user asked of an output; a zeroed one is the default. All borrowed. */
struct output_options {
	const char *csv_for;               /* reader of the tables: NULL or "plain", "excel" */
	const char *layout;                /* NULL or "auto", "dot", "neato", "sfdp", "circo", "twopi" */
	struct slice title;                /* of a picture; empty: by the folder of the documents */
	bool one_file;                     /* one file was named, and no folder: a title is made of that */
	unsigned deadline;                 /* seconds that a layout may take; 0: OUTPUT_DEADLINE */
	const struct picture_marks *marks; /* of a picture of two graphs (output/marks.h); else NULL */
};

enum { OUTPUT_DEADLINE = 60 };

struct output_format {
	const char *suffix; /* ".nodes.csv"; NULL: no file asks for it, only its name */
	const char *name;   /* after -f: "nodes.csv" */
	const char *help;   /* what it is, for the list of formats */
	bool picture;       /* filters touch it, and its failing costs nothing else */
	bool whole;         /* it keeps everything, what the rules were as well */
	/* NULL, or why it could not be made (static, or in the arena of facts); writes nothing before it knows. */
	const char *(*write)(
	        const struct facts *facts, const struct selection *selection, const struct output_options *options, struct file_output *output);
};

/* The format of a file by the longest suffix that fits, of a name after -f, or NULL. Letters' case does not matter. */
const struct output_format *output_for(const char *path_or_name);
/* All formats; *n is how many. */
const struct output_format *output_formats(size_t *n);

/* NULL, or why the options do not fit any output ("--layout …", "--csv-for …"): to be asked before reading the inputs. */
const char *output_options_check(const struct output_options *options);

/* Writes the selected part of facts (NULL: everything). NULL, or the reason why there is no such output; errors of writing are told by
 * file_output_close. The bytes depend on facts, selection and options alone. */
const char *output_write(const struct output_format *format, const struct facts *facts, const struct selection *selection,
        const struct output_options *options, struct file_output *output);

#endif
