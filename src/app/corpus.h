/* corpus: the arguments -> the files to read, in byte order of their names in the outputs. */
#ifndef KGRAPH_APP_CORPUS_H
#define KGRAPH_APP_CORPUS_H

#include "app/options.h"
#include "app/shard.h"
#include "base/file.h"

struct corpus {
	struct arena *arena;
	struct file_buffer list; /* what --files-from gave */
	text_array roots;        /* arguments and what --files-from named, without "-" */
	bool standard_input;
	struct slice input_name; /* what standard input is called */
	struct shard shard;      /* entries of others are not here, but for files that may hold several documents */
	struct file_walk walk;
	struct file_entry *entries; /* to read or skipped, "-" among them, by key; ignored ones are not */
	size_t n;
	ARRAY(const struct file_entry *) ignored; /* of this shard, in walk */
	uint64_t bytes; /* of those to read, as the walk saw them */
};

/* Reads the arguments alone: roots and standard_input. Mistakes go to diag; false where there is one. Freed with corpus_fini. */
bool corpus_open(struct corpus *corpus, const struct options *options, struct diag *diag);
/* Walks the roots. outputs are paths that this run writes: those that are no documents are left out; one that is a document is an error, as
 * are two documents of one name. */
bool corpus_walk(struct corpus *corpus, const struct options *options, const text_array *outputs, struct diag *diag);
void corpus_fini(struct corpus *corpus);
/* Whether an entry is standard input. */
bool corpus_is_input(const struct file_entry *entry);

#endif
