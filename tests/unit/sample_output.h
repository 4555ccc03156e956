/* sample_output: writes facts in a format and gives the bytes back. */
#ifndef KGRAPH_TESTS_SAMPLE_OUTPUT_H
#define KGRAPH_TESTS_SAMPLE_OUTPUT_H

#include <unistd.h>

#include "graph/filter.h"
#include "output/output.h"
#include "sample.h"

/* A file in a folder of its own under out/; freed and removed by written_free. */
struct written {
	char folder[64], path[96];
	struct file_buffer buffer;
	const char *why;   /* why the writer made nothing, or NULL */
	struct slice text; /* ends in NUL */
};

static inline void written_free(struct written *written)
{
	file_buffer_fini(&written->buffer);
	unlink(written->path);
	rmdir(written->folder);
}

static inline struct written written_as(
        const char *name, const struct facts *facts, const struct selection *selection, const struct output_options *options)
{
	struct written written = { .folder = "/tmp/kgraph-test-XXXXXX" };
	const char *why, *path;
	assert_non_null(mkdtemp(written.folder));
	snprintf(written.path, sizeof written.path, "%s/graph.%s", written.folder, name);
	struct file_outputs *outputs = file_outputs_new();
	struct file_output *output = file_output_open(outputs, written.path, &why);
	assert_non_null(output);
	written.why = output_write(output_for(name), facts, selection, options, output);
	assert_null(file_output_close(output));
	assert_null(file_outputs_commit(outputs, &path));
	file_outputs_free(outputs);
	assert_null(file_read(written.path, 1u << 30, false, &written.buffer));
	written.text = slice_make(written.buffer.bytes, written.buffer.len);
	return written;
}

static inline size_t occurrences(struct slice text, const char *what)
{
	size_t n = 0, len = strlen(what);
	const char *at = text.ptr, *end = text.ptr + text.len;
	while ((at = memmem(at, (size_t)(end - at), what, len))) {
		n++;
		at += len;
	}
	return n;
}

/* A selection of every edge of every status, in arena. */
static inline struct selection *everything(const struct facts *facts, struct arena *arena)
{
	struct slice why;
	struct filter filter = { .all = true, .statuses = FILTER_EVERYTHING };
	return filter_apply(facts, &filter, arena, &why);
}

#endif
