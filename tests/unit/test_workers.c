#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/workers.h"

struct probe {
	atomic_int entered, left, running, most, dropped;
	atomic_size_t worked;
	size_t taken, stop_at;
	size_t ahead; /* most results that were begun and not taken */
	pthread_t caller;
	bool ordered, taken_by_caller;
	atomic_bool all_inline;
	unsigned slow; /* one job in this many takes long */
};

static void *enter(void *data)
{
	struct probe *probe = data;
	atomic_fetch_add(&probe->entered, 1);
	return malloc(1);
}

static void leave(void *thread, void *data)
{
	struct probe *probe = data;
	atomic_fetch_add(&probe->left, 1);
	free(thread);
}

static void *work(size_t job, void *thread, void *data)
{
	struct probe *probe = data;
	assert_non_null(thread);
	int running = atomic_fetch_add(&probe->running, 1) + 1;
	int most = atomic_load(&probe->most);
	while (running > most && !atomic_compare_exchange_weak(&probe->most, &most, running))
		;
	atomic_fetch_add(&probe->worked, 1);
	if (!pthread_equal(pthread_self(), probe->caller))
		probe->all_inline = false;
	if (probe->slow && job % probe->slow == 0)
		usleep(2000);
	atomic_fetch_sub(&probe->running, 1);
	size_t *result = malloc(sizeof *result);
	*result = job;
	return result;
}

static bool take(size_t job, void *result, void *data)
{
	struct probe *probe = data;
	probe->ordered = probe->ordered && *(size_t *)result == job && job == probe->taken;
	probe->taken_by_caller = probe->taken_by_caller && pthread_equal(pthread_self(), probe->caller);
	size_t ahead = atomic_load(&probe->worked) - probe->taken;
	probe->ahead = ahead > probe->ahead ? ahead : probe->ahead;
	free(result);
	return ++probe->taken != probe->stop_at;
}

static void drop(void *result, void *data)
{
	struct probe *probe = data;
	atomic_fetch_add(&probe->dropped, 1);
	free(result);
}

static unsigned run(struct probe *probe, size_t jobs, unsigned threads)
{
	struct workers_plan plan = {
		.jobs = jobs,
		.threads = threads,
		.enter = enter,
		.leave = leave,
		.work = work,
		.take = take,
		.drop = drop,
		.data = probe,
	};
	probe->caller = pthread_self();
	probe->ordered = probe->taken_by_caller = true;
	return workers_run(&plan);
}

static void test_order(void **state)
{
	(void)state;
	static const unsigned threads[] = { 1, 2, 3, 8, 16 };
	for (size_t i = 0; i < 5; i++) {
		struct probe probe = { .slow = 37 };
		unsigned ran = run(&probe, 500, threads[i]);
		assert_int_equal(ran, threads[i]);
		assert_int_equal(probe.taken, 500);
		assert_true(probe.ordered && probe.taken_by_caller);
		assert_int_equal(atomic_load(&probe.entered), ran);
		assert_int_equal(atomic_load(&probe.left), ran);
		assert_int_equal(atomic_load(&probe.dropped), 0);
	}
}

static void test_one_thread_is_the_calling_one(void **state)
{
	(void)state;
	struct probe probe = { .all_inline = true };
	assert_int_equal(run(&probe, 20, 1), 1);
	assert_true(probe.all_inline);
	assert_int_equal(probe.ahead, 1);
}

/* Four a thread may wait; one more is being taken. */
static void test_window(void **state)
{
	(void)state;
	struct probe probe = { .slow = 1000000 };
	run(&probe, 2000, 4);
	assert_true(probe.ahead <= 16 + 1);
	assert_int_equal(probe.taken, 2000);
}

static void test_no_jobs(void **state)
{
	(void)state;
	struct probe probe = { 0 };
	assert_int_equal(run(&probe, 0, 8), 1);
	assert_int_equal(probe.taken, 0);
	assert_int_equal(atomic_load(&probe.entered), atomic_load(&probe.left));
}

static void test_fewer_jobs_than_threads(void **state)
{
	(void)state;
	struct probe probe = { 0 };
	assert_int_equal(run(&probe, 3, 64), 3);
	assert_int_equal(probe.taken, 3);
}

static void test_stopping(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= 4; threads++) {
		struct probe probe = { .stop_at = 10 };
		run(&probe, 100000, threads);
		assert_int_equal(probe.taken, 10);
		assert_true(atomic_load(&probe.worked) <= 10 + 4 * threads + threads);
		assert_int_equal(atomic_load(&probe.worked), probe.taken + (size_t)atomic_load(&probe.dropped));
	}
}

/* As another user, since no limit of this kind holds for root. */
static void test_threads_refused(void **state)
{
	(void)state;
	pid_t child = fork();
	if (child == 0) {
		struct rlimit none = { 0, 0 };
		struct probe probe = { 0 };
		if (setrlimit(RLIMIT_NPROC, &none) != 0 || (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0))
			_exit(2);
		_exit(run(&probe, 50, 4) == 1 && probe.taken == 50 && probe.ordered ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void *work_plain(size_t job, void *thread, void *data)
{
	(void)thread;
	(void)data;
	return (void *)(job + 1);
}

static bool take_sum(size_t job, void *result, void *data)
{
	*(size_t *)data += (size_t)result - job;
	return true;
}

static void test_without_enter_and_leave(void **state)
{
	(void)state;
	size_t sum = 0;
	struct workers_plan plan = { .jobs = 100, .threads = 3, .work = work_plain, .take = take_sum, .data = &sum };
	workers_run(&plan);
	assert_int_equal(sum, 100);
}

static void test_processors(void **state)
{
	(void)state;
	assert_in_range(workers_processors(), 1, 65536);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_one_thread_is_the_calling_one),
		cmocka_unit_test(test_window),
		cmocka_unit_test(test_no_jobs),
		cmocka_unit_test(test_fewer_jobs_than_threads),
		cmocka_unit_test(test_stopping),
		cmocka_unit_test(test_threads_refused),
		cmocka_unit_test(test_without_enter_and_leave),
		cmocka_unit_test(test_processors),
	};
	return cmocka_run_group_tests_name("workers", tests, NULL, NULL);
}
