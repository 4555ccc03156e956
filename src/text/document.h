/* document: the bytes of one document, decoded; offsets into its text lead back to bytes and lines of the file. */
#ifndef KGRAPH_TEXT_DOCUMENT_H
#define KGRAPH_TEXT_DOCUMENT_H

#include "base/arena.h"
#include "base/array.h"
#include "base/date.h"
#include "base/slice.h"

enum encoding {
	ENCODING_AUTO,
	ENCODING_UTF8,
	ENCODING_UTF16, /* of either order, as its mark tells; so is the next */
	ENCODING_UTF32,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_UTF32LE,
	ENCODING_UTF32BE,
	ENCODING_WINDOWS_1252,
	ENCODING_OTHER
};

enum document_format { DOCUMENT_PLAIN, DOCUMENT_MARKUP };

/* A run of text in which offsets grow evenly: text offset t in the run leads to raw + (t - text) / text_step * raw_step. */
struct document_run {
	size_t text, raw;
	uint8_t text_step, raw_step;
};

/* Bytes of the file that the text leaves out as marks of its form; a space stands for them, or nothing. */
struct document_gap {
	size_t start, end;
	bool space;
};

/* Where the last question for a line was answered; private to document.c. */
struct document_lines;

struct document {
	struct slice key;                /* its name in outputs */
	struct slice raw;                /* bytes of the file, or the decoded text of a .jsonl line */
	struct slice text;               /* valid UTF-8, no NUL; equal to raw where nothing had to change. 64 readable bytes follow */
	ARRAY(struct document_run) runs; /* empty where text offsets are raw offsets */
	struct document_gap *gaps;       /* in order, in arena */
	size_t gap_count;
	uint32_t first_line; /* line of raw's first byte in the file: 1, or the line of a .jsonl */
	bool one_line;       /* a .jsonl line: every offset is on first_line */
	size_t repaired;     /* bad bytes that became U+FFFD */
	bool guessed;        /* taken for Windows-1252 without being told */
	/* Where the markup put breaks and furniture; blocks are found in text by text/blocks. */
	ARRAY(struct block) blocks; /* filled by blocks_find, in order, not overlapping */
	struct date date;           /* when it was published or written, as it says itself; the year 0: not known */
	enum document_format format;
	enum encoding encoding;       /* what raw was read as; after document_decode none that leaves something open */
	const char *encoding_name;    /* iconv's, for ENCODING_OTHER; borrowed */
	struct document_lines *lines; /* in arena; NULL for a document made by hand */
};

enum block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_FURNITURE };

/* A paragraph, heading or piece of page furniture; line ends inside it are soft wraps. */
struct block {
	size_t start, end;
	enum block_kind kind;
};

/* Decodes raw into document (memory in arena; raw is borrowed and used as text where it is clean). encoding as asked for; name is iconv's
 * where it is ENCODING_OTHER. NULL, or why it is no text ("binary", "UTF-16 without a byte order mark" …). Keeps key, and sets
 * first_line to 1. The caller ends it with document_fini in either case. */
const char *document_decode(struct document *document, struct arena *arena, struct slice raw, enum encoding encoding, const char *name);
/* Whether raw begins with a byte order mark. */
bool document_has_mark(struct slice raw);
/* Frees runs and blocks, which lie on the heap. */
void document_fini(struct document *document);
/* A copy that another thread may read, with blocks of its own to find: all else is borrowed. Ended with document_unshare. */
void document_share(const struct document *document, struct document *copy, struct arena *arena);
void document_unshare(struct document *copy);
/* Byte of the file that text offset `at` stands for; at == text.len gives raw.len. */
size_t document_raw(const struct document *document, size_t at);
/* Line of the file, from 1, of a text offset; cheap for offsets that grow. Lines end at LF, or at CR in a file without LF. One thread at a time. */
uint32_t document_line(const struct document *document, size_t at);
/* What the reader makes of raw bytes start..end, read afresh: the decoded text with white space folded. In arena. */
struct slice document_decoded(const struct document *document, struct arena *arena, size_t start, size_t end);

#endif
