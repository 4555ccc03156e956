#include "app/corpus.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/unicode.h"
#include "text/reader.h"

enum { LIST_LIMIT = 1 << 30 };

static const struct place nowhere;
static const char standard_input[] = "-";

static bool read_list(struct corpus *corpus, const char *path, struct diag *diag)
{
	bool input = strcmp(path, "-") == 0;
	const char *why = input ? file_read_descriptor(STDIN_FILENO, LIST_LIMIT, &corpus->list) : file_read(path, LIST_LIMIT, true, &corpus->list);
	if (why) {
		diag_error(diag, nowhere, NULL, NULL, "--files-from %s: %s", path, why);
		return false;
	}
	char *bytes = corpus->list.bytes;
	size_t len = corpus->list.len, begin = 0;
	char separator = len && memchr(bytes, '\0', len) ? '\0' : '\n';
	for (size_t i = 0; i <= len; i++) {
		if (i < len && bytes[i] != separator)
			continue;
		if (i > begin)
			array_push(&corpus->roots, arena_copy(corpus->arena, slice_make(bytes + begin, i - begin)).ptr);
		begin = i + 1;
	}
	return true;
}

static void add_arguments(struct corpus *corpus, const struct options *options, struct diag *diag)
{
	for (size_t i = 0; i < options->inputs.n; i++) {
		const char *input = options->inputs.at[i];
		struct stat status;
		if (strcmp(input, "-") == 0)
			corpus->standard_input = true;
		else if (lstat(input, &status) != 0 && (errno == ENOENT || errno == ENOTDIR))
			diag_error(diag, nowhere, NULL, "kgraph --help shows how it is called", "there is no file or folder \"%s\"", input);
		else
			array_push(&corpus->roots, input);
	}
}

bool corpus_open(struct corpus *corpus, const struct options *options, struct diag *diag)
{
	unsigned before = diag_errors(diag);
	*corpus = (struct corpus){ .arena = arena_new() };
	corpus->input_name = slice_of(options->stdin_name ? options->stdin_name : standard_input);
	if (!shard_read(options->shard, &corpus->shard))
		diag_error(diag, nowhere, NULL, "3/8 is the third of eight parts", "--shard wants K/N, not \"%s\"", options->shard);
	add_arguments(corpus, options, diag);
	if (!corpus->input_name.len || unicode_valid(corpus->input_name) != corpus->input_name.len)
		diag_error(diag, nowhere, NULL, NULL, "--stdin-name wants a name");
	else if (options->stdin_name && !corpus->standard_input)
		diag_error(diag, nowhere, NULL, "- stands for standard input", "--stdin-name without standard input");
	if (options->files_from && corpus->standard_input && strcmp(options->files_from, "-") == 0)
		diag_error(diag, nowhere, NULL, NULL, "standard input cannot be both a document and the list of --files-from");
	else if (options->files_from)
		read_list(corpus, options->files_from, diag);
	return diag_errors(diag) == before;
}

bool corpus_is_input(const struct file_entry *entry)
{
	return entry->path.ptr == standard_input;
}

/* Whether a file below a folder is kgraph's own form of a graph, which is no document. */
static bool is_graph(const struct file_entry *entry)
{
	static const char begin[] = "{\"kgraph\":";
	char bytes[sizeof begin - 1];
	int fd = reader_splits(entry->key) ? open(entry->path.ptr, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC) : -1;
	if (fd < 0)
		return false;
	ssize_t n = read(fd, bytes, sizeof bytes);
	close(fd);
	return n == (ssize_t)sizeof bytes && memcmp(bytes, begin, sizeof bytes) == 0;
}

static bool same_file(const struct file_entry *entry, const char *output)
{
	struct stat status;
	return strcmp(output, "-") != 0 && stat(output, &status) == 0 && S_ISREG(status.st_mode) && (uint64_t)status.st_dev == entry->device &&
	        (uint64_t)status.st_ino == entry->inode;
}

static const char *output_of(const struct file_entry *entry, const text_array *outputs)
{
	for (size_t i = 0; i < outputs->n; i++) {
		if (same_file(entry, outputs->at[i]))
			return outputs->at[i];
	}
	return NULL;
}

/* The file into which this run prints: `kgraph . > found.txt`; all 0 where standard output is none. */
static struct stat printed_file(void)
{
	struct stat status;
	if (fstat(STDOUT_FILENO, &status) == 0 && S_ISREG(status.st_mode))
		return status;
	return (struct stat){ .st_ino = 0 };
}

static bool is_printed_to(const struct file_entry *entry, const struct stat *printed)
{
	return entry->inode && (uint64_t)printed->st_ino == entry->inode && (uint64_t)printed->st_dev == entry->device;
}

static int compare_keys(const void *a, const void *b)
{
	return slice_compare(((const struct file_entry *)a)->key, ((const struct file_entry *)b)->key);
}

static void choose(struct corpus *corpus, const text_array *outputs)
{
	struct stat printed = printed_file();
	corpus->entries = alloc_new((corpus->walk.n + 1) * sizeof *corpus->entries);
	for (size_t i = 0; i < corpus->walk.n; i++) {
		struct file_entry *entry = &corpus->walk.entries[i];
		/* What the last run wrote into the folder is no part of the corpus, so that the next run sees the same one. An output that
		 * would replace a document stays in: the check of the outputs refuses it. */
		if (!entry->named && (entry->ignored || is_graph(entry)) && output_of(entry, outputs))
			continue;
		if (!entry->named && !entry->skipped && is_printed_to(entry, &printed)) {
			entry->ignored = true;
			entry->skipped = "standard output goes there";
		}
		if (entry->ignored) {
			if (shard_takes(&corpus->shard, entry->key))
				array_push(&corpus->ignored, entry);
			continue;
		}
		corpus->entries[corpus->n++] = *entry;
	}
	if (corpus->standard_input) {
		struct slice dash = slice_of(standard_input);
		corpus->entries[corpus->n++] = (struct file_entry){ .path = dash, .key = corpus->input_name, .named = true };
	}
	qsort(corpus->entries, corpus->n, sizeof *corpus->entries, compare_keys);
}

/* Leaves what is another shard's; what is left out counts there. */
static void share(struct corpus *corpus)
{
	size_t kept = 0;
	corpus->bytes = 0;
	for (size_t i = 0; i < corpus->n; i++) {
		const struct file_entry *entry = &corpus->entries[i];
		if (!reader_splits(entry->key) && !shard_takes(&corpus->shard, entry->key))
			continue;
		if (!entry->skipped)
			corpus->bytes += entry->size;
		corpus->entries[kept++] = *entry;
	}
	corpus->n = kept;
}

static void refuse_twins(const struct corpus *corpus, struct diag *diag)
{
	for (size_t i = 1; i < corpus->n; i++) {
		const struct file_entry *a = &corpus->entries[i - 1], *b = &corpus->entries[i];
		if (slice_equal(a->key, b->key))
			diag_error(diag, nowhere, NULL, "name them from a folder above both", "two documents would be called %.*s: %.*s and %.*s",
			        SLICE_ARG(a->key), SLICE_ARG(a->path), SLICE_ARG(b->path));
	}
}

bool corpus_walk(struct corpus *corpus, const struct options *options, const text_array *outputs, struct diag *diag)
{
	struct file_walk_options walk = { .follow = options->follow, .wanted = reader_wants };
	unsigned before = diag_errors(diag);
	file_walk(corpus->roots.at, corpus->roots.n, &walk, &corpus->walk);
	choose(corpus, outputs);
	refuse_twins(corpus, diag);
	share(corpus);
	return diag_errors(diag) == before;
}

void corpus_fini(struct corpus *corpus)
{
	free(corpus->entries);
	file_walk_free(&corpus->walk);
	array_fini(&corpus->ignored);
	array_fini(&corpus->roots);
	file_buffer_fini(&corpus->list);
	arena_free(corpus->arena);
}
