#include "app/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FIRST_AFTER 0.5
#define STEP 0.1

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void progress_start(struct progress *progress, size_t jobs, uint64_t bytes, bool quiet)
{
	*progress = (struct progress){ .jobs = jobs, .bytes = bytes, .start = now() };
	progress->last = progress->start;
	progress->shown = !quiet && isatty(STDERR_FILENO);
}

void progress_step(struct progress *progress, size_t jobs, uint64_t bytes)
{
	char line[120];
	double time = progress->shown ? now() : 0, spent = time - progress->start;
	if (!progress->shown || spent < FIRST_AFTER || time - progress->last < STEP)
		return;
	double rate = (double)bytes / 1e6 / spent;
	double left = bytes ? spent * ((double)progress->bytes - (double)bytes) / (double)bytes : 0;
	snprintf(line, sizeof line, "\r\033[K%zu of %zu documents, %.1f of %.1f MB, %.1f MB/s, %.0f s left", jobs, progress->jobs,
	        (double)bytes / 1e6, (double)progress->bytes / 1e6, rate, left < 0 ? 0 : left);
	/* A terminal that cannot be written to costs nothing but the progress. */
	if (write(STDERR_FILENO, line, strlen(line)) < 0)
		progress->shown = false;
	progress->last = time;
	progress->written = true;
}

void progress_clear(struct progress *progress)
{
	static const char clear[] = "\r\033[K";
	if (progress->written && write(STDERR_FILENO, clear, sizeof clear - 1) < 0)
		progress->shown = false;
	progress->written = false;
}

double progress_seconds(const struct progress *progress)
{
	return now() - progress->start;
}
