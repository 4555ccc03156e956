#include "app/git.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/file.h"
#include "rules/scan.h"

extern char **environ;

enum { MOST_FILES = 10000, LEAST_ID = 40 };
#define MOST_BYTES ((size_t)512 << 20)

/* One call of git at a time; its files lie in the temporary folder. */
struct git {
	struct arena *arena;
	struct diag *diag;
	const char *temporary;
	struct slice revision;       /* with the colon */
	ARRAY(struct slice) folders; /* that were fetched, by their names */
};

bool git_is_revision(const char *argument)
{
	struct stat status;
	return *argument != '-' && strchr(argument, ':') && lstat(argument, &status) != 0;
}

static const char *join(struct git *git, const char *folder, struct slice name)
{
	return arena_format(git->arena, "%s/%.*s", folder, SLICE_ARG(name)).ptr;
}

/* The child is to end by the signals that this program puts off. */
static void let_signals(posix_spawnattr_t *attributes)
{
	sigset_t none, defaults;
	sigemptyset(&none);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_init(attributes);
	posix_spawnattr_setsigmask(attributes, &none);
	posix_spawnattr_setsigdefault(attributes, &defaults);
	posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

static int start(const char *const *arguments, const char *input, const char *errors, const int pipes[2], pid_t *child)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	let_signals(&attributes);
	int error = posix_spawnp(child, "git", &actions, &attributes, (char *const *)(uintptr_t)arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return error;
}

/* What git wrote on its standard error, the first line of it. */
static struct slice complaint(struct git *git, const char *errors)
{
	struct file_buffer buffer = { 0 };
	const char *why = file_read(errors, 65536, false, &buffer);
	struct slice rest = slice_make(buffer.bytes, why ? 0 : buffer.len), line = slice_make("", 0);
	if (rest.len)
		slice_split(&rest, '\n', &line);
	struct slice copy = arena_copy(git->arena, line);
	file_buffer_fini(&buffer);
	return copy;
}

/* Runs git; out is what it wrote. NULL, or why it did not work. */
static const char *run(struct git *git, const char *const *arguments, const char *input, struct file_buffer *out)
{
	int pipes[2], status = 0;
	pid_t child;
	const char *errors = join(git, git->temporary, slice_of(".errors"));
	if (pipe2(pipes, O_CLOEXEC) != 0)
		return strerrordesc_np(errno);
	int error = start(arguments, input, errors, pipes, &child);
	close(pipes[1]);
	const char *why = error ? NULL : file_read_descriptor(pipes[0], MOST_BYTES, out);
	close(pipes[0]);
	if (error)
		return error == ENOENT ? "git is not installed, and only git can read it" : strerrordesc_np(error);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	if (why)
		return why;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return NULL;
	struct slice said = complaint(git, errors);
	return said.len ? said.ptr : "git failed";
}

/* One file that is wanted. */
struct blob {
	struct slice id, path;
};
typedef ARRAY(struct blob) blobs;

/* No path that git lists leads out of its folder; nothing is believed all the same. */
static bool is_wanted(struct slice path)
{
	struct slice rest = path, part = slice_make("", 0);
	while (slice_split(&rest, '/', &part))
		if (!part.len || slice_is(part, "..") || *part.ptr == '.')
			return false;
	return slice_ends(path, ".rules") || slice_ends(path, ".csv") || slice_is(path, "default");
}

/* "100644 blob ID\tPATH": files alone, no links. */
static void read_entry(struct slice entry, blobs *list)
{
	const char *tab = entry.len ? memchr(entry.ptr, '\t', entry.len) : NULL;
	if (!tab || !slice_starts(entry, "100"))
		return;
	struct slice rest = slice_make(entry.ptr, (size_t)(tab - entry.ptr)), path = slice_make(tab + 1, entry.len - (size_t)(tab + 1 - entry.ptr));
	scan_word(&rest);
	scan_word(&rest);
	if (rest.len >= LEAST_ID && is_wanted(path) && list->n < MOST_FILES)
		array_push(list, ((struct blob){ rest, path }));
}

static const char *write_file(const char *path, struct slice text)
{
	FILE *file = fopen(path, "wxe");
	if (!file)
		return strerrordesc_np(errno);
	bool written = fwrite(text.ptr, 1, text.len, file) == text.len;
	written = fclose(file) == 0 && written;
	return written ? NULL : strerrordesc_np(errno);
}

static const char *write_below(struct git *git, const char *folder, struct slice path, struct slice text)
{
	for (size_t i = 0; i < path.len; i++)
		if (path.ptr[i] == '/' && mkdir(join(git, folder, slice_part(path, 0, i)), 0700) != 0 && errno != EEXIST)
			return strerrordesc_np(errno);
	return write_file(join(git, folder, path), text);
}

/* "ID blob SIZE\n", the bytes, "\n". False where it is something else. */
static bool next_blob(struct slice *rest, struct slice *text)
{
	char *end;
	const char *line_end = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
	struct slice line = slice_make(rest->ptr, line_end ? (size_t)(line_end - rest->ptr) : 0);
	scan_word(&line);
	if (!line_end || !slice_is(scan_word(&line), "blob"))
		return false;
	unsigned long long size = strtoull(line.ptr, &end, 10);
	size_t at = (size_t)(line_end + 1 - rest->ptr);
	if (end == line.ptr || size >= rest->len - at)
		return false;
	*text = slice_part(*rest, at, at + (size_t)size);
	*rest = slice_part(*rest, at + (size_t)size + 1, rest->len);
	return true;
}

static const char *write_blobs(struct git *git, const char *folder, const blobs *list, struct slice all)
{
	struct slice text;
	for (size_t i = 0; i < list->n; i++) {
		if (!next_blob(&all, &text))
			return "git gave something else than a file";
		const char *why = write_below(git, folder, list->at[i].path, text);
		if (why)
			return why;
	}
	return NULL;
}

static const char *fetch_blobs(struct git *git, const char *folder, const blobs *list)
{
	static const char *const arguments[] = { "git", "cat-file", "--batch", NULL };
	const char *wanted = join(git, git->temporary, slice_of(".wanted"));
	struct buffer ids = { 0 };
	struct file_buffer out = { 0 };
	for (size_t i = 0; i < list->n; i++)
		buffer_format(&ids, "%.*s\n", SLICE_ARG(list->at[i].id));
	unlink(wanted);
	const char *why = write_file(wanted, buffer_slice(&ids));
	if (!why)
		why = run(git, arguments, wanted, &out);
	if (!why)
		why = write_blobs(git, folder, list, slice_make(out.bytes, out.len));
	file_buffer_fini(&out);
	buffer_fini(&ids);
	return why;
}

/* Fetches what is wanted of a tree into a new folder of that name; *path is where. NULL, or why not. */
static const char *fetch(struct git *git, struct slice tree, struct slice name, const char **path)
{
	const char *arguments[] = { "git", "ls-tree", "-r", "-z", "--full-tree", arena_copy(git->arena, tree).ptr, NULL };
	struct file_buffer out = { 0 };
	blobs list = { 0 };
	const char *why = run(git, arguments, "/dev/null", &out);
	struct slice rest = slice_make(out.bytes, why ? 0 : out.len), entry;
	*path = join(git, git->temporary, name);
	while (rest.len && slice_split(&rest, '\0', &entry))
		read_entry(entry, &list);
	if (!why && !list.n)
		why = "no rules in this folder";
	if (!why && mkdir(*path, 0700) != 0)
		why = strerrordesc_np(errno);
	if (!why)
		why = fetch_blobs(git, *path, &list);
	array_fini(&list);
	file_buffer_fini(&out);
	return why;
}

static void add_uses(struct git *git, const char *path, struct slice parent);

/* A folder beside, if the revision has it; others come with kgraph. */
static void fetch_beside(struct git *git, struct slice parent, struct slice name)
{
	const char *path;
	for (size_t i = 0; i < git->folders.n; i++)
		if (slice_equal(git->folders.at[i], name))
			return;
	if (!is_wanted(arena_format(git->arena, "%.*s/x.rules", SLICE_ARG(name))) || memchr(name.ptr, '/', name.len))
		return;
	array_push(&git->folders, name);
	if (!fetch(git, arena_format(git->arena, "%.*s%.*s%.*s", SLICE_ARG(git->revision), SLICE_ARG(parent), SLICE_ARG(name)), name, &path))
		add_uses(git, path, parent);
}

static void read_uses(struct git *git, const struct file_entry *entry, struct slice parent)
{
	struct file_buffer buffer = { 0 };
	struct scan scan;
	struct scan_line line;
	if (entry->skipped || file_read(entry->path.ptr, MOST_BYTES, false, &buffer))
		return;
	scan_init(&scan, entry->key, arena_copy(git->arena, slice_make(buffer.bytes, buffer.len)));
	while (scan_next(&scan, &line)) {
		struct slice rest = scan_uncomment(line.body, false), name;
		if (line.indented || !slice_is(scan_word(&rest), "uses"))
			continue;
		while (slice_split(&rest, ',', &name))
			if (name.len)
				fetch_beside(git, parent, name);
	}
	file_buffer_fini(&buffer);
}

static bool is_rules(struct slice name)
{
	return slice_ends(name, ".rules");
}

static void add_uses(struct git *git, const char *path, struct slice parent)
{
	struct file_walk walk;
	struct file_walk_options options = { .wanted = is_rules };
	file_walk(&path, 1, &options, &walk);
	for (size_t i = 0; i < walk.n; i++)
		if (!walk.entries[i].ignored)
			read_uses(git, &walk.entries[i], parent);
	file_walk_free(&walk);
}

static const char *make_temporary(struct arena *arena)
{
	const char *base = getenv("TMPDIR");
	struct slice made = arena_format(arena, "%s/kgraph-XXXXXX", base && *base ? base : "/tmp");
	return mkdtemp((char *)(uintptr_t)made.ptr);
}

const char *git_folder(const char *argument, struct arena *arena, const char **temporary, struct diag *diag)
{
	struct git git = { .arena = arena, .diag = diag, .temporary = make_temporary(arena) };
	struct slice whole = slice_of(argument), name;
	const char *path = NULL, *why;
	*temporary = git.temporary;
	size_t colon = (size_t)(strchr(argument, ':') - argument) + 1, from = 0;
	git.revision = slice_part(whole, 0, colon);
	struct slice folder = slice_part(whole, colon, whole.len);
	while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
		folder.len--;
	for (size_t i = 0; i < folder.len; i++)
		if (folder.ptr[i] == '/')
			from = i + 1;
	name = slice_part(folder, from, folder.len);
	if (!name.len || *name.ptr == '.')
		name = slice_of("rules");
	array_push(&git.folders, name);
	why = git.temporary ? fetch(&git, slice_make(argument, colon + folder.len), name, &path) : strerrordesc_np(errno);
	if (why)
		diag_error(diag, (struct place){ .file = whole }, NULL, "REVISION:FOLDER, as git names it: HEAD~1:rules", "cannot be read: %s", why);
	else
		add_uses(&git, path, slice_part(folder, 0, from));
	array_fini(&git.folders);
	return why ? NULL : path;
}

static int forget_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status;
	(void)type;
	(void)walk;
	remove(path);
	return 0;
}

void git_forget(const char *temporary)
{
	if (temporary)
		nftw(temporary, forget_one, 16, FTW_DEPTH | FTW_PHYS);
}
