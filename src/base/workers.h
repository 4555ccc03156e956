/* workers: several threads over a list of independent jobs, results taken in the jobs' order. */
#ifndef KGRAPH_BASE_WORKERS_H
#define KGRAPH_BASE_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

struct workers_plan {
	size_t jobs;
	unsigned threads; /* at least 1 */
	/* Called once in each thread before its first job; what it returns is passed to every call of work there. */
	void *(*enter)(void *data);
	void (*leave)(void *thread, void *data);
	/* Runs in any thread; returns the job's result. */
	void *(*work)(size_t job, void *thread, void *data);
	/* Runs in the calling thread, for job 0, 1, 2 …; owns the result. false stops the run. */
	bool (*take)(size_t job, void *result, void *data);
	/* Runs in the calling thread before the first take, while the others work; may be NULL. */
	void (*meanwhile)(void *data);
	/* Frees a result that is not taken any more since the run was stopped; may be NULL, as enter and leave may. */
	void (*drop)(void *result, void *data);
	void *data;
};

/* Runs the plan; at most a bounded number (4 a thread) of results wait to be taken. Where threads cannot be made it goes on with
 * fewer, with one at the least, and returns how many ran. With threads == 1 everything happens in the calling thread. */
unsigned workers_run(const struct workers_plan *plan);
/* Processors that this process may use. */
unsigned workers_processors(void);

#endif
