/* The reader of graphs: what it takes is written as what it reads again, and joined with itself it is the same. */
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "facts/load.h"
#include "facts/merge.h"
#include "fuzz.h"
#include "output/output.h"

/* Files of this process, in memory where there is such a folder. */
static const char *path_of(const char *name)
{
	static char folder[64], path[96];
	if (!*folder) {
		snprintf(folder, sizeof folder, "%s/kgraph-fuzz-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
		fuzz_check(mkdtemp(folder) != NULL);
	}
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static void write_bytes(const char *name, const char *bytes, size_t len)
{
	FILE *file = fopen(path_of(name), "wb");
	fuzz_check(file && fwrite(bytes, 1, len, file) == len && fclose(file) == 0);
}

/* The union of a graph with itself, `times` over; NULL where it is none. */
static struct facts *joined(const char *name, int times)
{
	struct diag *diag = diag_new();
	struct load *load = load_new(true, diag);
	struct facts *facts = NULL;
	bool good = true;
	for (int i = 0; good && i < times; i++)
		good = load_add(load, path_of(name));
	fuzz_check(good || diag_errors(diag) == 1);
	if (good)
		facts = load_finish(load);
	else
		load_free(load);
	diag_free(diag);
	return facts;
}

/* Writes and frees facts. */
static void write_graph(struct facts *facts, const char *name)
{
	static const struct output_options options;
	const char *why, *path;
	struct file_outputs *outputs = file_outputs_new();
	struct file_output *output = file_output_open(outputs, path_of(name), &why);
	fuzz_check(output && !output_write(output_for("jsonl"), facts, NULL, &options, output));
	fuzz_check(!file_output_close(output) && !file_outputs_commit(outputs, &path));
	file_outputs_free(outputs);
	facts_free(facts);
}

static void check_same(const char *a, const char *b)
{
	struct file_buffer one = { 0 }, other = { 0 };
	fuzz_check(!file_read(path_of(a), (size_t)1 << 30, false, &one) && !file_read(path_of(b), (size_t)1 << 30, false, &other));
	fuzz_check(slice_equal(slice_make(one.bytes, one.len), slice_make(other.bytes, other.len)));
	file_buffer_fini(&one);
	file_buffer_fini(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct diag *diag = diag_new();
	write_bytes("in.jsonl", (const char *)data, size);
	facts_free(load_graph(path_of("in.jsonl"), diag));
	diag_free(diag);
	struct facts *facts = joined("in.jsonl", 1);
	if (!facts)
		return 0;
	write_graph(facts, "once.jsonl");
	facts = joined("in.jsonl", 2);
	fuzz_check(facts);
	write_graph(facts, "twice.jsonl");
	check_same("once.jsonl", "twice.jsonl");
	facts = joined("once.jsonl", 1);
	fuzz_check(facts);
	write_graph(facts, "twice.jsonl");
	check_same("once.jsonl", "twice.jsonl");
	return 0;
}
