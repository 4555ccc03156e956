/* progress: how far a long run is, on standard error where that is a terminal. */
#ifndef KGRAPH_APP_PROGRESS_H
#define KGRAPH_APP_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	bool shown;   /* there is a terminal to write to */
	bool written; /* a line stands there */
	size_t jobs;
	uint64_t bytes;     /* of all jobs */
	double start, last; /* seconds */
};

/* jobs and bytes are those of the whole run. */
void progress_start(struct progress *progress, size_t jobs, uint64_t bytes, bool quiet);
/* How much is done by now; writes a line ten times a second, once half a second has gone by. */
void progress_step(struct progress *progress, size_t jobs, uint64_t bytes);
/* Takes the line away. */
void progress_clear(struct progress *progress);
/* Seconds since the start. */
double progress_seconds(const struct progress *progress);

#endif
