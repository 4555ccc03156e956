/* fence: blocks of code between two lines that begin with "```" or "~~~". */
#ifndef KGRAPH_TEXT_FENCE_H
#define KGRAPH_TEXT_FENCE_H

#include "base/slice.h"

/* Of which marks no fence is closed any more. Zeroed at a text's start; asked from there on, so that the whole takes linear time. */
struct fences {
	bool open[2];
};

/* Where the line ends, without its line end, that closes the fence which the line from byte `at` of the text on begins with; 0 where it begins
 * with none, or nothing closes it. `line_end` is the byte that ends lines. */
size_t fence_end(struct fences *fences, struct slice text, size_t at, char line_end);

#endif
