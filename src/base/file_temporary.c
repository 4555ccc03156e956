#include "base/file_temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"

enum {
	SLOTS = 64,
	NAME_SHOWN = 180, /* bytes of a target's name that its temporary file repeats: a name has 255 at most */
	TRIES = 1000,
};

/* Read by the signal handler: a path is written before its slot is taken, and stays until after it is free. */
static struct {
	atomic_bool taken;
	char path[PATH_MAX];
} slots[SLOTS];
static _Atomic pid_t owner;
static atomic_uint counter;

static const int ENDING[] = { SIGINT, SIGTERM, SIGHUP };
enum { ENDINGS = sizeof ENDING / sizeof *ENDING };

char *file_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t len = slash ? (size_t)(slash - path) : 1;
	char *folder = alloc_new(len + 2);
	memcpy(folder, slash ? path : ".", len);
	if (slash == path)
		*folder = '/';
	return folder;
}

int file_folder_open(const char *path)
{
	char *folder = file_folder(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	return fd;
}

/* ".NAME.kgraph-" */
static void prefix_of(const char *target, char *out, size_t room)
{
	const char *slash = strrchr(target, '/');
	snprintf(out, room, ".%.*s.kgraph-", (int)NAME_SHOWN, slash ? slash + 1 : target);
}

/* The process and number in a name that begins with prefix; false where it is no temporary file's. */
static bool parse_name(const char *name, const char *prefix, long *process, unsigned *number)
{
	size_t len = strlen(prefix);
	char *end;
	if (strncmp(name, prefix, len) != 0 || name[len] < '1' || name[len] > '9')
		return false;
	*process = strtol(name + len, &end, 10);
	if (*end != '-' || end[1] < '0' || end[1] > '9' || *process > INT_MAX)
		return false;
	*number = (unsigned)strtoul(end + 1, &end, 10);
	return strcmp(end, ".tmp") == 0;
}

/* A number that this process has not given yet was given by one before it with the same number: in a container all are number 1. */
static bool is_stale(long process, unsigned number)
{
	if (process == (long)getpid())
		return number >= atomic_load(&counter);
	return kill((pid_t)process, 0) != 0 && errno == ESRCH;
}

static void remove_stale(const char *target, const char *prefix)
{
	int fd = file_folder_open(target);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	long process;
	unsigned number;
	if (!folder) {
		if (fd >= 0)
			close(fd);
		return;
	}
	for (struct dirent *item; (item = readdir(folder));) {
		if (parse_name(item->d_name, prefix, &process, &number) && is_stale(process, number))
			unlinkat(fd, item->d_name, 0);
	}
	closedir(folder);
}

static int free_slot(void)
{
	for (int i = 0; i < SLOTS; i++) {
		if (!atomic_load(&slots[i].taken))
			return i;
	}
	errno = EMFILE;
	return -1;
}

/* The slot is taken before the file is there, so that no signal can fall between. */
static bool create(int slot, const char *target, const char *prefix, int *fd)
{
	char *folder = file_folder(target);
	int len = snprintf(slots[slot].path, PATH_MAX, "%s/%s%ld-%u.tmp", folder, prefix, (long)getpid(), atomic_fetch_add(&counter, 1));
	free(folder);
	if (len < 0 || len >= PATH_MAX) {
		errno = ENAMETOOLONG;
		return false;
	}
	atomic_store(&slots[slot].taken, true);
	*fd = open(slots[slot].path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (*fd >= 0)
		return true;
	atomic_store(&slots[slot].taken, false);
	return false;
}

int file_temporary_open(const char *target, int *fd)
{
	char prefix[NAME_MAX];
	int slot = free_slot();
	if (slot < 0)
		return -1;
	atomic_store(&owner, getpid());
	prefix_of(target, prefix, sizeof prefix);
	remove_stale(target, prefix);
	for (int i = 0; i < TRIES; i++) {
		if (create(slot, target, prefix, fd))
			return slot;
		if (errno != EEXIST)
			break;
	}
	return -1;
}

void file_temporary_remove(int slot)
{
	if (getpid() == atomic_load(&owner))
		unlink(slots[slot].path);
	atomic_store(&slots[slot].taken, false);
}

bool file_temporary_rename(int slot, const char *target)
{
	if (rename(slots[slot].path, target) != 0)
		return false;
	atomic_store(&slots[slot].taken, false);
	return true;
}

void file_signals_block(sigset_t *before)
{
	sigset_t set;
	sigemptyset(&set);
	for (int i = 0; i < ENDINGS; i++)
		sigaddset(&set, ENDING[i]);
	pthread_sigmask(SIG_BLOCK, &set, before);
}

void file_signals_restore(const sigset_t *before)
{
	pthread_sigmask(SIG_SETMASK, before, NULL);
}

/* Calls nothing but what POSIX allows in a handler. A child that draws must not take its parent's files away. */
static void end_by(int number)
{
	if (getpid() == atomic_load(&owner)) {
		for (int i = 0; i < SLOTS; i++) {
			if (atomic_load(&slots[i].taken))
				unlink(slots[i].path);
		}
	}
	raise(number);
}

/* Where a descriptor is closed, one that refuses what it is for: what is written there must not get lost in silence. */
static void open_standard(void)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_WRONLY };
	for (int fd = 0; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF && open("/dev/null", modes[fd]) != fd)
			_exit(4);
	}
}

void file_signals(void)
{
	struct sigaction action = { .sa_handler = end_by, .sa_flags = (int)SA_RESETHAND }, old;
	open_standard();
	sigemptyset(&action.sa_mask);
	for (int i = 0; i < ENDINGS; i++) {
		/* What nohup or a shell's "&" made us ignore stays ignored. */
		if (sigaction(ENDING[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(ENDING[i], &action, NULL);
	}
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}
