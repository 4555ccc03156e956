/* layout_child: the process that runs libgvc: limits on itself, the layout, the positions down a pipe; its only file of libgvc. */
#ifndef KGRAPH_OUTPUT_LAYOUT_CHILD_H
#define KGRAPH_OUTPUT_LAYOUT_CHILD_H

#include <sys/types.h>

#include "output/layout.h"

struct layout_job {
	const struct facts *facts;
	const struct selection *selection;
	const struct layout_box *boxes; /* width and height */
	const char *engine;
	bool straight; /* lines instead of curves around the boxes */
	double label_width;
};

/* To be called in a forked child with all signals blocked; ends the process: status 0 where all was written to fd: a layout_point for
 * the centre of each selected entity, then for each selected edge a uint32_t n and n layout_points; y downwards. */
_Noreturn void layout_child(const struct layout_job *job, int fd, pid_t parent, unsigned seconds);

#endif
