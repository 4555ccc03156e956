/* reader: one file -> its documents: text and Markdown, HTML, JSON lines. */
#ifndef KGRAPH_TEXT_READER_H
#define KGRAPH_TEXT_READER_H

#include "base/diag.h"
#include "text/document.h"

struct reader_options {
	enum encoding encoding;
	const char *encoding_name;
	/* Whether a document of that name is wanted; the others are left out without a word. NULL: all are. */
	bool (*wants)(struct slice key, const void *data);
	const void *data;
	bool bundle; /* in JSON lines a "file" is the name of a file, and "text" what it holds */
};

/* The reason for which a graph that kgraph wrote is skipped: it is no input that was lost, so it is counted as ignored. Compare by pointer. */
extern const char READER_OWN_OUTPUT[];

/* Called for each document of a file, in order; the document dies after the call. skipped is NULL, or why this document (the whole
 * file or one line) is not read. */
typedef void reader_document(struct document *document, const char *skipped, void *data);

/* Reads the bytes of a file (64 readable bytes follow) named key; its suffix decides the format. Warnings go to diag. Memory in arena. */
void reader_read(struct slice key, struct slice raw, const struct reader_options *options, struct arena *arena, struct diag *diag,
        reader_document *each, void *data);
/* Whether a file below a folder is a document by its name: a suffix that says how it is read (docs/reading.md), or no dot in it; not with a leading dot. */
bool reader_wants(struct slice name);
/* Whether a file of that name may hold several documents, each with a name of its own. */
bool reader_splits(struct slice key);

#endif
