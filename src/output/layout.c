/* The parent: starts the child, keeps its deadline, reads and checks what comes back. */
#include "output/layout.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/array.h"
#include "output/layout_child.h"
#include "output/pack.h"
#include "output/spread.h"

enum { DOT_EDGES = 200, NEATO_EDGES = 1000, ANSWER_LIMIT = 1 << 28, CURVE_LIMIT = 1 << 16 };

static const char *const engines[] = { "dot", "neato", "sfdp", "circo", "twopi" };

bool layout_known(const char *engine)
{
	for (size_t i = 0; i < sizeof engines / sizeof engines[0]; i++)
		if (strcmp(engine, engines[i]) == 0)
			return true;
	return strcmp(engine, "auto") == 0;
}

static size_t selected_edges(const struct facts *facts, const struct selection *selection)
{
	size_t n = 0;
	for (size_t i = 0; i < facts->edges.n; i++)
		n += selection_edge(selection, i);
	return n;
}

/* By counts alone, never by time: the same graph gets the same picture on any machine. */
static const char *choose(const char *engine, size_t edges)
{
	for (size_t i = 0; engine && i < sizeof engines / sizeof engines[0]; i++)
		if (strcmp(engine, engines[i]) == 0)
			return engines[i];
	return edges <= DOT_EDGES ? "dot" : edges <= NEATO_EDGES ? "neato" : "sfdp";
}

static long long now_milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

struct answer {
	ARRAY(char) bytes;
	const char *why; /* NULL: all was read */
};

/* One read into answer; false at the end. */
static bool receive(int fd, struct answer *answer)
{
	char bytes[65536];
	ssize_t got = read(fd, bytes, sizeof bytes);
	if (got < 0 && errno == EINTR)
		return true;
	if (got < 0)
		answer->why = "the layout's answer could not be read";
	if (got <= 0)
		return false;
	if (answer->bytes.n + (size_t)got > ANSWER_LIMIT) {
		answer->why = "the layout is too big";
		return false;
	}
	for (ssize_t i = 0; i < got; i++)
		array_push(&answer->bytes, bytes[i]);
	return true;
}

static void collect(int fd, unsigned seconds, struct answer *answer)
{
	long long end = now_milliseconds() + seconds * 1000LL;
	for (;;) {
		long long left = end - now_milliseconds();
		struct pollfd waiting = { .fd = fd, .events = POLLIN };
		int ready = left > 0 ? poll(&waiting, 1, left > 60000 ? 60000 : (int)left) : 0;
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready == 0 && now_milliseconds() >= end) {
			answer->why = "the layout took longer than its deadline";
			return;
		}
		if (ready > 0 && !receive(fd, answer))
			return;
	}
}

static const char *ended(pid_t child, const char *why)
{
	int status = 0;
	if (why)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	if (why)
		return why;
	if (WIFSIGNALED(status))
		return WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL ? "the layout took more time or memory than it may"
		                                                                  : "the layout engine crashed";
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? NULL : "the layout engine gave up";
}

/* Runs the child and reads all it says. The handlers of the run must not run in the child: they would remove the parent's files. */
static const char *ask(const struct layout_job *job, unsigned seconds, struct answer *answer)
{
	int ends[2];
	sigset_t all, before;
	if (pipe(ends) != 0)
		return "no pipe for the layout";
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	pid_t parent = getpid(), child = fork();
	if (child == 0) {
		close(ends[0]);
		layout_child(job, ends[1], parent, seconds);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return "no process for the layout";
	}
	collect(ends[0], seconds, answer);
	close(ends[0]);
	return ended(child, answer->why);
}

/* Takes size bytes off *at; false where the answer is too short. */
static bool take(const struct answer *answer, size_t *at, void *to, size_t size)
{
	if (answer->bytes.n - *at < size)
		return false;
	memcpy(to, answer->bytes.at + *at, size);
	*at += size;
	return true;
}

static bool take_point(const struct answer *answer, size_t *at, struct layout_point *point)
{
	return take(answer, at, point, sizeof *point) && isfinite(point->x) && isfinite(point->y) && fabs(point->x) < 1e7 && fabs(point->y) < 1e7;
}

static bool take_boxes(struct layout *layout, const struct facts *facts, const struct selection *selection, const struct answer *answer, size_t *at)
{
	for (size_t i = 0; i < facts->entities.n; i++) {
		struct layout_point centre;
		if (!selection_entity(selection, i))
			continue;
		if (!take_point(answer, at, &centre))
			return false;
		layout->boxes[i].x = centre.x;
		layout->boxes[i].y = centre.y;
	}
	return true;
}

static bool take_curve(struct layout *layout, struct layout_curve *curve, const struct answer *answer, size_t *at)
{
	uint32_t n;
	if (!take(answer, at, &n, sizeof n) || n > CURVE_LIMIT || (n && n % 3 != 1))
		return false;
	struct layout_point *points = arena_alloc(layout->arena, n * sizeof *points);
	for (uint32_t i = 0; i < n; i++)
		if (!take_point(answer, at, &points[i]))
			return false;
	*curve = (struct layout_curve){ n, points };
	return true;
}

/* Where the way from the centre of box to `to` leaves it. */
static struct layout_point border(const struct layout_box *box, struct layout_point to)
{
	double x = to.x - box->x, y = to.y - box->y;
	double part = fmin(x != 0 ? box->width / 2 / fabs(x) : INFINITY, y != 0 ? box->height / 2 / fabs(y) : INFINITY);
	part = fmin(part, 1);
	return (struct layout_point){ box->x + x * part, box->y + y * part };
}

/* Engines leave out an edge that they cannot lead around the boxes; a straight one is better than none. */
static void straighten(struct layout *layout, const struct fact_edge *edge, struct layout_curve *curve)
{
	const struct layout_box *source = &layout->boxes[edge->source], *target = &layout->boxes[edge->target];
	struct layout_point a = border(source, (struct layout_point){ target->x, target->y });
	struct layout_point b = border(target, (struct layout_point){ source->x, source->y });
	struct layout_point *points = arena_alloc(layout->arena, 4 * sizeof *points);
	for (int i = 0; i < 4; i++)
		points[i] = (struct layout_point){ a.x + (b.x - a.x) * i / 3, a.y + (b.y - a.y) * i / 3 };
	*curve = (struct layout_curve){ 4, points };
}

static bool take_curves(struct layout *layout, const struct facts *facts, const struct selection *selection, const struct answer *answer, size_t *at)
{
	layout->curves = arena_alloc(layout->arena, facts->edges.n * sizeof *layout->curves);
	for (size_t i = 0; i < facts->edges.n; i++) {
		if (!selection_edge(selection, i))
			continue;
		if (!take_curve(layout, &layout->curves[i], answer, at))
			return false;
		if (layout->curves[i].n == 0)
			straighten(layout, &facts->edges.at[i], &layout->curves[i]);
	}
	return *at == answer->bytes.n;
}

const char *layout_run(struct layout *layout, const struct facts *facts, const struct selection *selection, const struct layout_options *options)
{
	size_t edges = selected_edges(facts, selection), at = 0;
	struct answer answer = { .why = NULL };
	layout->engine = choose(options->engine, edges);
	struct layout_job job = {
		.facts = facts,
		.selection = selection,
		.boxes = layout->boxes,
		.engine = layout->engine,
		.straight = edges > DOT_EDGES && strcmp(layout->engine, "dot") != 0,
		.label_width = options->label_width,
	};
	const char *why = ask(&job, options->deadline, &answer);
	if (!why && (!take_boxes(layout, facts, selection, &answer, &at) || !take_curves(layout, facts, selection, &answer, &at)))
		why = "the layout's answer is not whole";
	if (!why) {
		spread_parallels(layout, facts, selection);
		pack_parts(layout, facts, selection);
	}
	array_fini(&answer.bytes);
	return why;
}
