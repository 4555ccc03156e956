#include "output/layout_child.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <graphviz/gvc.h>
#include <graphviz/gvplugin.h>

#include "graph/graph.h"
#include "output/sandbox.h"

extern gvplugin_library_t gvplugin_core_LTX_library, gvplugin_dot_layout_LTX_library, gvplugin_neato_layout_LTX_library;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif

enum { PIPE_FD = 3 };
/* What the layout may take beyond what the process has. */
static const rlim_t MEMORY = (rlim_t)2 << 30;

static void limit(__rlimit_resource_t resource, rlim_t value)
{
	struct rlimit now;
	if (getrlimit(resource, &now) == 0 && now.rlim_max != RLIM_INFINITY && value > now.rlim_max)
		value = now.rlim_max;
	setrlimit(resource, &(struct rlimit){ value, value });
}

/* Pages of address space that the process has already. */
static rlim_t pages_in_use(void)
{
	char text[64] = "";
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
	rlim_t pages = 0;
	for (ssize_t i = 0; i < got && text[i] >= '0' && text[i] <= '9'; i++)
		pages = pages * 10 + (rlim_t)(text[i] - '0');
	if (fd >= 0)
		close(fd);
	return pages;
}

/* The sanitizers reserve more address space than any limit allows. */
static void limit_memory(void)
{
#ifndef SANITIZED
	limit(RLIMIT_AS, pages_in_use() * (rlim_t)sysconf(_SC_PAGESIZE) + MEMORY);
#else
	(void)pages_in_use;
	(void)MEMORY;
#endif
}

static void confine(int fd, pid_t parent, unsigned seconds)
{
	static const int ending[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGXCPU };
	sigset_t none;
	int nothing = open("/dev/null", O_RDWR);
	for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++)
		signal(ending[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent || nothing < 0)
		_exit(1);
	for (int i = 0; i < PIPE_FD; i++)
		dup2(nothing, i);
	dup2(fd, PIPE_FD);
	close_range(PIPE_FD + 1, ~0u, 0);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_CPU, (rlim_t)seconds + 1);
	limit_memory();
	sandbox_enter();
}

static void send_bytes(const void *bytes, size_t len)
{
	const char *at = bytes;
	while (len) {
		ssize_t sent = write(PIPE_FD, at, len);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			_exit(1);
		at += sent;
		len -= (size_t)sent;
	}
}

static void send_point(pointf point)
{
	/* Graphviz counts upwards. Half a thousandth is far below what is printed and hides nothing of the layout. */
	struct layout_point out = { round(point.x * 1000) / 1000, round(-point.y * 1000) / 1000 };
	send_bytes(&out, sizeof out);
}

static void set_graph(Agraph_t *graph, const struct layout_job *job)
{
	static const char *const fixed[][2] = {
		{ "rankdir", "LR" },
		{ "nodesep", "0.2" },
		{ "nslimit", "2" },
		{ "pack", "24" },
		{ "packmode", "graph" },
		{ "mode", "major" },
		{ "model", "shortpath" },
		{ "overlap", "prism" },
		{ "sep", "+18" },
		{ "esep", "+6" },
		{ "start", "7" },
	};
	char inches[32];
	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
		agattr(graph, AGRAPH, (char *)(uintptr_t)fixed[i][0], (char *)(uintptr_t)fixed[i][1]);
	snprintf(inches, sizeof inches, "%d.%02d", (int)(job->label_width / 72), (int)(job->label_width * 100 / 72) % 100);
	agattr(graph, AGRAPH, (char[]){ "ranksep" }, inches);
	agattr(graph, AGRAPH, (char[]){ "splines" }, job->straight ? "line" : "true");
	agattr(graph, AGEDGE, (char[]){ "dir" }, "none");
}

static void set_size(Agnode_t *node, Agsym_t *symbol, double points)
{
	char inches[32];
	int thousandths = (int)ceil(points * 1000 / 72);
	snprintf(inches, sizeof inches, "%d.%03d", thousandths / 1000, thousandths % 1000);
	agxset(node, symbol, inches);
}

static void set_nodes(struct graph *graph, const struct layout_job *job)
{
	Agraph_t *handle = graph_handle(graph);
	agattr(handle, AGNODE, (char[]){ "shape" }, "box");
	agattr(handle, AGNODE, (char[]){ "label" }, "");
	agattr(handle, AGNODE, (char[]){ "fixedsize" }, "true");
	Agsym_t *width = agattr(handle, AGNODE, (char[]){ "width" }, "1");
	Agsym_t *height = agattr(handle, AGNODE, (char[]){ "height" }, "1");
	for (uint32_t i = 0; i < job->facts->entities.n; i++) {
		Agnode_t *node = graph_node(graph, i);
		if (!node)
			continue;
		set_size(node, width, job->boxes[i].width);
		set_size(node, height, job->boxes[i].height);
	}
}

static void send_nodes(struct graph *graph, const struct layout_job *job)
{
	for (uint32_t i = 0; i < job->facts->entities.n; i++)
		if (graph_node(graph, i))
			send_point(ND_coord(graph_node(graph, i)));
}

static void send_curve(Agedge_t *edge)
{
	splines *drawn = edge ? ED_spl(edge) : NULL;
	uint32_t n = drawn && drawn->size > 0 ? (uint32_t)drawn->list[0].size : 0;
	send_bytes(&n, sizeof n);
	for (uint32_t i = 0; i < n; i++)
		send_point(drawn->list[0].list[i]);
}

/* In the order of facts.edges, whatever the order in libcgraph. */
static void send_edges(struct graph *graph, const struct layout_job *job)
{
	Agraph_t *handle = graph_handle(graph);
	Agedge_t **edges = alloc_new(job->facts->edges.n * sizeof(Agedge_t *));
	for (Agnode_t *node = agfstnode(handle); node; node = agnxtnode(handle, node))
		for (Agedge_t *edge = agfstout(handle, node); edge; edge = agnxtout(handle, edge))
			edges[graph_edge(edge)] = edge;
	for (size_t i = 0; i < job->facts->edges.n; i++)
		if (selection_edge(job->selection, i))
			send_curve(edges[i]);
}

void layout_child(const struct layout_job *job, int fd, pid_t parent, unsigned seconds)
{
	confine(fd, parent, seconds);
	lt_symlist_t plugins[] = {
		{ "gvplugin_core_LTX_library", &gvplugin_core_LTX_library },
		{ "gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library },
		{ "gvplugin_neato_layout_LTX_library", &gvplugin_neato_layout_LTX_library },
		{ NULL, NULL },
	};
	GVC_t *context = gvContextPlugins(plugins, 0);
	struct graph *graph = graph_new(job->facts, job->selection);
	set_graph(graph_handle(graph), job);
	set_nodes(graph, job);
	if (!context || gvLayout(context, graph_handle(graph), job->engine) != 0)
		_exit(1);
	send_nodes(graph, job);
	send_edges(graph, job);
	_exit(0);
}
