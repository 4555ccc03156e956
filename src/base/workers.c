#include "base/workers.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"

enum { WINDOW_PER_THREAD = 4, THREADS_MOST = 1024 };

struct slot {
	void *result;
	bool ready;
};

/* Jobs from taken to next are being worked on or wait to be taken; they are never more than there are slots. */
struct run {
	const struct workers_plan *plan;
	pthread_mutex_t lock;
	pthread_cond_t room, ready;
	size_t next, taken;
	bool stopped;
	struct slot *slots;
	size_t window;
};

static void *enter(const struct workers_plan *plan)
{
	return plan->enter ? plan->enter(plan->data) : NULL;
}

static void leave(const struct workers_plan *plan, void *thread)
{
	if (plan->leave)
		plan->leave(thread, plan->data);
}

static void meanwhile(const struct workers_plan *plan)
{
	if (plan->meanwhile)
		plan->meanwhile(plan->data);
}

static void run_inline(const struct workers_plan *plan)
{
	meanwhile(plan);
	void *thread = enter(plan);
	for (size_t job = 0; job < plan->jobs; job++) {
		if (!plan->take(job, plan->work(job, thread, plan->data), plan->data))
			break;
	}
	leave(plan, thread);
}

/* The next job, once there is a slot for its result; false where there are no more. */
static bool next_job(struct run *run, size_t *job)
{
	pthread_mutex_lock(&run->lock);
	while (!run->stopped && run->next < run->plan->jobs && run->next - run->taken >= run->window)
		pthread_cond_wait(&run->room, &run->lock);
	bool more = !run->stopped && run->next < run->plan->jobs;
	if (more)
		*job = run->next++;
	pthread_mutex_unlock(&run->lock);
	return more;
}

static void hand_in(struct run *run, size_t job, void *result)
{
	pthread_mutex_lock(&run->lock);
	run->slots[job % run->window] = (struct slot){ result, true };
	if (job == run->taken)
		pthread_cond_signal(&run->ready);
	pthread_mutex_unlock(&run->lock);
}

static void *worker(void *argument)
{
	struct run *run = argument;
	size_t job;
	void *thread = enter(run->plan);
	while (next_job(run, &job))
		hand_in(run, job, run->plan->work(job, thread, run->plan->data));
	leave(run->plan, thread);
	return NULL;
}

/* Waits for the result of job, the lowest that is not taken, and frees its slot. */
static void *await(struct run *run, size_t job)
{
	struct slot *slot = &run->slots[job % run->window];
	pthread_mutex_lock(&run->lock);
	while (!slot->ready)
		pthread_cond_wait(&run->ready, &run->lock);
	void *result = slot->result;
	*slot = (struct slot){ NULL, false };
	run->taken++;
	pthread_cond_signal(&run->room);
	pthread_mutex_unlock(&run->lock);
	return result;
}

static void stop(struct run *run)
{
	pthread_mutex_lock(&run->lock);
	run->stopped = true;
	pthread_cond_broadcast(&run->room);
	pthread_mutex_unlock(&run->lock);
}

static void take_all(struct run *run)
{
	const struct workers_plan *plan = run->plan;
	meanwhile(plan);
	for (size_t job = 0; job < plan->jobs; job++) {
		if (!plan->take(job, await(run, job), plan->data))
			break;
	}
	stop(run);
}

/* All threads have ended when this is called. */
static void drop_rest(struct run *run)
{
	for (size_t i = 0; i < run->window; i++) {
		if (run->slots[i].ready && run->plan->drop)
			run->plan->drop(run->slots[i].result, run->plan->data);
	}
}

static void run_init(struct run *run, const struct workers_plan *plan, unsigned threads)
{
	*run = (struct run){ .plan = plan, .window = (size_t)threads * WINDOW_PER_THREAD };
	run->slots = alloc_new(run->window * sizeof *run->slots);
	pthread_mutex_init(&run->lock, NULL);
	pthread_cond_init(&run->room, NULL);
	pthread_cond_init(&run->ready, NULL);
}

static void run_fini(struct run *run)
{
	pthread_cond_destroy(&run->ready);
	pthread_cond_destroy(&run->room);
	pthread_mutex_destroy(&run->lock);
	free(run->slots);
}

static unsigned run_threads(const struct workers_plan *plan, unsigned threads)
{
	struct run run;
	unsigned n = 0;
	pthread_t *made = alloc_new(threads * sizeof *made);
	run_init(&run, plan, threads);
	while (n < threads && pthread_create(&made[n], NULL, worker, &run) == 0)
		n++;
	if (n)
		take_all(&run);
	for (unsigned i = 0; i < n; i++)
		pthread_join(made[i], NULL);
	drop_rest(&run);
	run_fini(&run);
	free(made);
	return n;
}

unsigned workers_run(const struct workers_plan *plan)
{
	unsigned threads = plan->threads < THREADS_MOST ? plan->threads : THREADS_MOST;
	if (threads > plan->jobs)
		threads = (unsigned)plan->jobs;
	unsigned ran = threads > 1 ? run_threads(plan, threads) : 0;
	if (ran)
		return ran;
	run_inline(plan);
	return 1;
}

unsigned workers_processors(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set) == 0)
		return (unsigned)CPU_COUNT(&set);
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n > 0 ? (unsigned)n : 1;
}
