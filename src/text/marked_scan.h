/* marked_scan: what the parts of text/marked share. */
#ifndef KGRAPH_TEXT_MARKED_SCAN_H
#define KGRAPH_TEXT_MARKED_SCAN_H

#include "text/fence.h"
#include "text/left_out.h"

/* Marks of emphasis come in kinds, "_*`~", and one to three of them together. Brackets that are open at once. A pair of marks holds so many
 * bytes at the most. */
enum { MARK_KINDS = 4, MARKS_MOST = 3, BRACKETS_MOST = 32, PAIR_MOST = 4096 };

struct marked_bracket {
	size_t at;
	bool image; /* "!" stands before it */
};

struct marked {
	struct slice text;
	bool markdown;
	left_out_array out;
	left_out_array verbatim;                   /* blocks of code and what else is no text, in order */
	size_t left_from, left_to;                 /* the last bytes in a row that were left out */
	size_t opened[MARK_KINDS][MARKS_MOST];     /* behind the last marks that may open; 0: none */
	struct marked_bracket open[BRACKETS_MOST]; /* the innermost last */
	size_t open_count;
	bool has_no_comment; /* none that begins behind here is closed */
	struct fences fences;
};

void marked_drop(struct marked *m, size_t start, size_t end, bool space);
/* The code point before byte `at`, what was left out right there not counted; 0 where none is. */
uint32_t marked_before(const struct marked *m, size_t at);
/* Whether what begins at `from` and ends before `to` lies in one paragraph and is not too long for a pair. */
bool marked_is_near(const struct marked *m, size_t from, size_t to);
/* Meets marks of emphasis, or of code, at byte `at`; returns where to go on. */
size_t marked_emphasis(struct marked *m, size_t at);
/* Leaves out what begins lines of Markdown, and notes where the blocks of code are. */
void markdown_lines(struct marked *m);
/* Meets another character with a meaning in Markdown at byte `at`; returns where to go on. */
size_t markdown_meet(struct marked *m, size_t at);

#endif
