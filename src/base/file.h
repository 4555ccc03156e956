/* file: walks folders, reads files whole, writes files so that each is old or new, never half. */
#ifndef KGRAPH_BASE_FILE_H
#define KGRAPH_BASE_FILE_H

#include "base/arena.h"
#include "base/slice.h"

/* The reason for which a file is ignored that `wanted` does not take. */
extern const char FILE_UNWANTED[];
/* The reason for which a link is skipped that is not followed, or leads nowhere. */
extern const char FILE_LINK[];

/* One thing that a walk met. skipped is NULL for a file to read, else why it is not read ("named pipe", "too deep",
 * "Permission denied" …). path opens it; key names it in outputs. Both end in NUL, owned by the walk. */
struct file_entry {
	struct slice path, key;
	uint64_t size, device, inode;
	const char *skipped;
	bool ignored; /* unwanted or hidden (a leading dot), or met before through a link: counted, not warned of; skipped is set */
	bool named;   /* stood on the command line itself */
};

struct file_walk {
	struct file_entry *entries;
	size_t n;
	struct arena *arena;
};

struct file_walk_options {
	bool follow; /* follow links below the roots; each (device, inode) once */
	/* Whether a file below a folder is wanted, by its name alone. */
	bool (*wanted)(struct slice name);
};

/* Everything at and below roots (n arguments as typed), in byte order of key whatever the order of the arguments; a root that was
 * given twice counts once. Keys: the argument, normalised, and the path below it; an absolute argument or one with `..` keeps its last
 * component. Links below a root are not followed unless asked; fifos, sockets, devices are entries with `skipped`;
 * depth limit 64. Never opens anything but folders. Freed with file_walk_free. */
void file_walk(const char *const *roots, size_t n, const struct file_walk_options *options, struct file_walk *walk);
void file_walk_free(struct file_walk *walk);

/* A buffer that is used again for file after file. */
struct file_buffer {
	char *bytes;
	size_t len, room;
};
void file_buffer_fini(struct file_buffer *buffer);

/* Reads path whole (O_NONBLOCK; regular files, and with pipes also pipes and devices) up to limit bytes; EINTR and short reads are
 * handled; 64 zero bytes follow the text. Returns NULL, or why it could not ("larger than …", "changed while read", errno's text). */
const char *file_read(const char *path, size_t limit, bool pipes, struct file_buffer *buffer);
/* The same for an open descriptor (standard input). */
const char *file_read_descriptor(int fd, size_t limit, struct file_buffer *buffer);

/* Outputs of a run: written beside their targets as temporary files, renamed together by commit. */
struct file_output;
struct file_outputs;

struct file_outputs *file_outputs_new(void);
/* Removes temporary files that were not committed; also done on SIGINT, SIGTERM, SIGHUP once installed (file_signals). */
void file_outputs_free(struct file_outputs *outputs);
/* Checks that path can be written (its folder exists and is writable, it is no folder, it is none of the n inputs by
 * device and inode) without touching it. NULL, or the reason. */
const char *file_output_check(const char *path, const struct file_entry *inputs, size_t n);
/* Opens a temporary file beside path (mode by umask), or the target itself where it is no regular file (device, pipe). "-" is
 * standard output. NULL with *why set where it cannot. */
struct file_output *file_output_open(struct file_outputs *outputs, const char *path, const char **why);
struct buffer;
/* An output that appends what is written to buffer (base/buffer.h) once it is closed, or before. */
struct file_output *file_output_memory(struct file_outputs *outputs, struct buffer *buffer);
/* Buffered; errors are kept and told by file_output_close. */
void file_output_write(struct file_output *output, const void *bytes, size_t len);
void file_output_format(struct file_output *output, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Flushes, fsyncs and closes; NULL, or the reason of the first error since open. */
const char *file_output_close(struct file_output *output);
/* Renames all closed outputs into place in the order of their opening; NULL, or the reason with *path set. Those that
 * failed are left out before by file_output_drop. */
const char *file_outputs_commit(struct file_outputs *outputs, const char **path);
/* Takes one output out of the run and removes its temporary file. */
void file_output_drop(struct file_output *output);

/* Handlers for SIGINT, SIGTERM, SIGHUP that remove temporary files and end by the same signal; SIGPIPE is ignored;
 * descriptors 0 to 2 are opened on /dev/null where they were closed. Called once, first thing in main. */
void file_signals(void);

#endif
