#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"

enum {
	PADDING = 64,
	FIRST_ROOM = 64 * 1024,
	WRITER_WAIT = 1000, /* ms that a pipe without a writer is given */
};

void file_buffer_fini(struct file_buffer *buffer)
{
	free(buffer->bytes);
	*buffer = (struct file_buffer){ 0 };
}

/* Room for len bytes and the padding; what is in the buffer stays. */
static void reserve(struct file_buffer *buffer, size_t len)
{
	if (len > SIZE_MAX / 2)
		alloc_exhausted();
	if (buffer->room >= len + PADDING)
		return;
	if (!buffer->len) {
		free(buffer->bytes);
		buffer->bytes = NULL;
	}
	buffer->room = len + PADDING;
	buffer->bytes = alloc_resize(buffer->bytes, buffer->room);
}

static const char *too_large(size_t limit)
{
	static _Thread_local char text[64];
	if (limit && limit % (1024 * 1024) == 0)
		snprintf(text, sizeof text, "larger than %zu MiB", limit / (1024 * 1024));
	else
		snprintf(text, sizeof text, "larger than %zu bytes", limit);
	return text;
}

/* Waits until fd may be read; at most wait milliseconds, for ever where it is negative. */
static void await(int fd, int wait)
{
	struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
	poll(&poll_fd, 1, wait);
}

/* Reads to the end, or to one byte more than limit; false with errno where that fails. */
static bool read_all(int fd, size_t limit, bool pipe, struct file_buffer *buffer)
{
	bool waited = !pipe;
	for (;;) {
		if (buffer->len == buffer->room - PADDING)
			reserve(buffer, buffer->len * 2);
		size_t want = buffer->room - PADDING - buffer->len;
		if (want > limit - buffer->len)
			want = limit - buffer->len + 1;
		ssize_t got = read(fd, buffer->bytes + buffer->len, want);
		if (got > 0)
			buffer->len += (size_t)got;
		else if (got == 0 && (waited || buffer->len))
			return true;
		else if (got == 0 || errno == EAGAIN)
			await(fd, got == 0 ? WRITER_WAIT : -1);
		else if (errno != EINTR)
			return false;
		waited = waited || got == 0;
		if (buffer->len > limit)
			return true;
	}
}

static const char *read_sized(int fd, size_t size, size_t limit, bool pipe, struct file_buffer *buffer)
{
	buffer->len = 0;
	reserve(buffer, size + 1 > FIRST_ROOM ? size + 1 : FIRST_ROOM);
	const char *why = NULL;
	if (!read_all(fd, limit, pipe, buffer))
		why = strerrordesc_np(errno);
	else if (buffer->len > limit)
		why = too_large(limit);
	if (why)
		buffer->len = 0;
	memset(buffer->bytes + buffer->len, 0, PADDING);
	return why;
}

/* Files of /proc have no size; others have the one that was read. */
static bool changed(int fd, const struct stat *before, size_t len)
{
	struct stat after;
	if (fstat(fd, &after) != 0 || before->st_size != after.st_size)
		return true;
	if (before->st_mtim.tv_sec != after.st_mtim.tv_sec || before->st_mtim.tv_nsec != after.st_mtim.tv_nsec)
		return true;
	return before->st_size != 0 && (size_t)before->st_size != len;
}

static const char *kind_refused(mode_t mode, bool pipes)
{
	if (S_ISDIR(mode))
		return "is a folder";
	if (S_ISREG(mode) || (pipes && (S_ISFIFO(mode) || S_ISCHR(mode) || S_ISSOCK(mode))))
		return NULL;
	return S_ISFIFO(mode) ? "named pipe" : S_ISSOCK(mode) ? "socket" : "device";
}

static const char *read_open(int fd, size_t limit, bool pipes, struct file_buffer *buffer)
{
	struct stat info;
	if (fstat(fd, &info) != 0)
		return strerrordesc_np(errno);
	const char *why = kind_refused(info.st_mode, pipes);
	if (why)
		return why;
	if (!S_ISREG(info.st_mode))
		return read_sized(fd, 0, limit, S_ISFIFO(info.st_mode), buffer);
	if (info.st_size > 0 && (size_t)info.st_size > limit)
		return too_large(limit);
	why = read_sized(fd, (size_t)info.st_size, limit, false, buffer);
	if (!why && changed(fd, &info, buffer->len))
		why = "changed while read";
	return why;
}

const char *file_read(const char *path, size_t limit, bool pipes, struct file_buffer *buffer)
{
	if (limit == SIZE_MAX)
		limit--;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENXIO ? "socket" : strerrordesc_np(errno);
	const char *why = read_open(fd, limit, pipes, buffer);
	close(fd);
	return why;
}

/* Standard input may stand in the middle of a file that it shares with others, so its size and place are not asked for. */
const char *file_read_descriptor(int fd, size_t limit, struct file_buffer *buffer)
{
	if (limit == SIZE_MAX)
		limit--;
	return read_sized(fd, 0, limit, false, buffer);
}
