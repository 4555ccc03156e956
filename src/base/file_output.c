#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/file_temporary.h"

enum {
	BUFFER = 64 * 1024,
	LOCK_TRIES = 200,
	BEGIN_EVERY = 8 * 1024 * 1024,
	LOCK_WAIT = 10000, /* microseconds between tries */
};

struct file_output {
	char *path;    /* as asked for */
	char *target;  /* what path leads to through links */
	int temporary; /* slot of the temporary file, or -1 where the target is written itself */
	int fd;
	struct buffer *memory; /* takes what is written; or NULL */
	const char *error;
	bool closed, dropped;
	uint64_t written, begun; /* bytes; begun: up to where the machine was told to bring them to the disk */
	size_t len;
	char bytes[BUFFER];
};

struct file_outputs {
	ARRAY(struct file_output *) all;
};

struct file_outputs *file_outputs_new(void)
{
	return alloc_new(sizeof(struct file_outputs));
}

static void close_descriptor(struct file_output *output)
{
	if (output->fd > STDERR_FILENO && close(output->fd) != 0 && !output->error)
		output->error = strerrordesc_np(errno);
	output->fd = -1;
}

void file_output_drop(struct file_output *output)
{
	close_descriptor(output);
	if (output->temporary >= 0)
		file_temporary_remove(output->temporary);
	output->temporary = -1;
	output->dropped = true;
}

void file_outputs_free(struct file_outputs *outputs)
{
	if (!outputs)
		return;
	for (size_t i = 0; i < outputs->all.n; i++) {
		struct file_output *output = outputs->all.at[i];
		file_output_drop(output);
		free(output->path);
		free(output->target);
		free(output);
	}
	array_fini(&outputs->all);
	free(outputs);
}

static char *text_copy(const char *text)
{
	size_t size = strlen(text) + 1;
	return memcpy(alloc_resize(NULL, size), text, size);
}

/* What the link `path` points to, as a path from here. */
static char *link_target(const char *path, const char *link)
{
	const char *slash = strrchr(path, '/');
	size_t folder = *link == '/' || !slash ? 0 : (size_t)(slash - path) + 1;
	char *target = alloc_new(folder + strlen(link) + 1);
	memcpy(target, path, folder);
	strcpy(target + folder, link);
	return target;
}

/* The file that path leads to through links, whether or not it exists; NULL with errno where they run in a circle. */
static char *resolve(const char *path)
{
	char *target = text_copy(path);
	for (int i = 0; i < 40; i++) {
		char link[PATH_MAX];
		ssize_t len = readlink(target, link, sizeof link - 1);
		if (len < 0)
			return target;
		link[len] = '\0';
		char *next = link_target(target, link);
		free(target);
		target = next;
	}
	free(target);
	errno = ELOOP;
	return NULL;
}

static const char *check_inputs(const struct stat *info, const struct file_entry *inputs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!inputs[i].skipped && inputs[i].inode == info->st_ino && inputs[i].device == info->st_dev)
			return "is one of the inputs";
	}
	return NULL;
}

static const char *check_access(const char *path, int mode)
{
	return faccessat(AT_FDCWD, path, mode, AT_EACCESS) == 0 ? NULL : strerrordesc_np(errno);
}

static const char *check_folder(const char *target)
{
	char *folder = file_folder(target);
	struct stat info;
	const char *why = NULL;
	if (stat(folder, &info) != 0)
		why = errno == ENOENT ? "its folder does not exist" : strerrordesc_np(errno);
	else if (!S_ISDIR(info.st_mode))
		why = "its folder is no folder";
	else if (faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0)
		why = errno == EACCES ? "its folder may not be written to" : strerrordesc_np(errno);
	free(folder);
	return why;
}

static const char *check_target(const char *target, const struct file_entry *inputs, size_t n)
{
	struct stat info;
	size_t len = strlen(target);
	bool there = stat(target, &info) == 0;
	if (!len)
		return "an empty name";
	if ((there && S_ISDIR(info.st_mode)) || target[len - 1] == '/')
		return "is a folder";
	if (!there)
		return errno == ENOENT ? check_folder(target) : strerrordesc_np(errno);
	if (!S_ISREG(info.st_mode))
		return check_access(target, W_OK);
	const char *why = check_inputs(&info, inputs, n);
	if (!why)
		why = check_access(target, W_OK);
	return why ? why : check_folder(target);
}

const char *file_output_check(const char *path, const struct file_entry *inputs, size_t n)
{
	struct stat info;
	if (strcmp(path, "-") == 0)
		return fstat(STDOUT_FILENO, &info) == 0 && S_ISREG(info.st_mode) ? check_inputs(&info, inputs, n) : NULL;
	char *target = resolve(path);
	if (!target)
		return strerrordesc_np(errno);
	const char *why = check_target(target, inputs, n);
	free(target);
	return why;
}

/* Opens what is no regular file for writing; -1 where a temporary file is wanted. */
static int open_directly(const char *path)
{
	struct stat info;
	if (strcmp(path, "-") == 0)
		return STDOUT_FILENO;
	if (stat(path, &info) != 0 || S_ISREG(info.st_mode))
		return -1;
	return open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
}

static const char *open_output(struct file_output *output)
{
	errno = 0;
	output->fd = open_directly(output->path);
	if (output->fd >= 0)
		return NULL;
	struct stat info;
	if (stat(output->path, &info) == 0 && !S_ISREG(info.st_mode))
		return S_ISDIR(info.st_mode) ? "is a folder" : strerrordesc_np(errno);
	output->target = resolve(output->path);
	if (!output->target)
		return strerrordesc_np(errno);
	output->temporary = file_temporary_open(output->target, &output->fd);
	return output->temporary >= 0 ? NULL : strerrordesc_np(errno);
}

struct file_output *file_output_open(struct file_outputs *outputs, const char *path, const char **why)
{
	struct file_output *output = alloc_new(sizeof *output);
	output->path = text_copy(path);
	output->fd = output->temporary = -1;
	*why = open_output(output);
	if (!*why) {
		array_push(&outputs->all, output);
		return output;
	}
	free(output->path);
	free(output->target);
	free(output);
	return NULL;
}

struct file_output *file_output_memory(struct file_outputs *outputs, struct buffer *buffer)
{
	struct file_output *output = alloc_new(sizeof *output);
	output->fd = output->temporary = -1;
	output->memory = buffer;
	array_push(&outputs->all, output);
	return output;
}

/* The disk works while the rest is still being made, and the fsync at the end has less to wait for. */
static void begin_sync(struct file_output *output)
{
	if (output->temporary < 0 || output->written - output->begun < BEGIN_EVERY)
		return;
	sync_file_range(output->fd, (off_t)output->begun, (off_t)(output->written - output->begun), SYNC_FILE_RANGE_WRITE);
	output->begun = output->written;
}

static void write_out(struct file_output *output, const char *bytes, size_t len)
{
	if (output->memory) {
		buffer_add(output->memory, slice_make(bytes, len));
		return;
	}
	while (len && !output->error) {
		ssize_t n = write(output->fd, bytes, len);
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
			output->written += (uint64_t)n;
		} else if (n == 0 || errno != EINTR) {
			output->error = n == 0 ? "nothing could be written" : strerrordesc_np(errno);
		}
	}
	begin_sync(output);
}

static void flush(struct file_output *output)
{
	write_out(output, output->bytes, output->len);
	output->len = 0;
}

void file_output_write(struct file_output *output, const void *bytes, size_t len)
{
	if (!len || output->closed || output->dropped)
		return;
	if (len > BUFFER - output->len)
		flush(output);
	if (len >= BUFFER) {
		write_out(output, bytes, len);
		return;
	}
	memcpy(output->bytes + output->len, bytes, len);
	output->len += len;
}

void file_output_format(struct file_output *output, const char *format, ...)
{
	char *text = NULL;
	va_list args;
	va_start(args, format);
	int len = vasprintf(&text, format, args);
	va_end(args);
	if (len < 0)
		alloc_exhausted();
	file_output_write(output, text, (size_t)len);
	free(text);
}

const char *file_output_close(struct file_output *output)
{
	if (output->closed || output->dropped)
		return output->error;
	flush(output);
	if (output->temporary >= 0 && !output->error && fsync(output->fd) != 0)
		output->error = strerrordesc_np(errno);
	close_descriptor(output);
	output->closed = true;
	return output->error;
}

static bool is_pending(const struct file_output *output)
{
	return !output->dropped && output->temporary >= 0;
}

/* Holds the folder of the first output, so that two runs with the same outputs do not mix theirs. A lock that is not to be had is
 * done without: it guards against a mixture, not against loss. */
static int lock_first_folder(const struct file_outputs *outputs)
{
	int fd = -1;
	for (size_t i = 0; i < outputs->all.n && fd < 0; i++) {
		if (is_pending(outputs->all.at[i]))
			fd = file_folder_open(outputs->all.at[i]->target);
	}
	for (int i = 0; fd >= 0 && i < LOCK_TRIES && flock(fd, LOCK_EX | LOCK_NB) != 0; i++) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			break;
		usleep(LOCK_WAIT);
	}
	return fd;
}

/* Makes the new name last. A folder that cannot be opened for reading, or a file system that does not know this, is no failure. */
static const char *sync_folder(const char *target)
{
	int fd = file_folder_open(target);
	if (fd < 0)
		return NULL;
	const char *why = fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP ? strerrordesc_np(errno) : NULL;
	close(fd);
	return why;
}

static const char *rename_one(struct file_output *output)
{
	if (!output->closed)
		file_output_close(output);
	if (output->error)
		return output->error;
	if (!file_temporary_rename(output->temporary, output->target))
		return strerrordesc_np(errno);
	output->temporary = -1;
	return NULL;
}

static const char *rename_all(struct file_outputs *outputs, const char **path)
{
	const char *why = NULL;
	for (size_t i = 0; i < outputs->all.n && !why; i++) {
		*path = outputs->all.at[i]->path;
		if (is_pending(outputs->all.at[i]))
			why = rename_one(outputs->all.at[i]);
	}
	for (size_t i = 0; i < outputs->all.n && !why; i++) {
		*path = outputs->all.at[i]->path;
		if (outputs->all.at[i]->target && !outputs->all.at[i]->dropped)
			why = sync_folder(outputs->all.at[i]->target);
	}
	return why;
}

const char *file_outputs_commit(struct file_outputs *outputs, const char **path)
{
	sigset_t before;
	file_signals_block(&before);
	int lock = lock_first_folder(outputs);
	const char *why = rename_all(outputs, path);
	if (lock >= 0)
		close(lock);
	file_signals_restore(&before);
	return why;
}
