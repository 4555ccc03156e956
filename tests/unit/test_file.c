#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"

/* ---- a folder of its own for each test ---- */

static char folder[64];
static int home;

static int set_up(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/kgraph-test-XXXXXX");
	home = open(".", O_RDONLY | O_DIRECTORY);
	return !mkdtemp(folder) || chmod(folder, 0777) != 0 || chdir(folder) != 0;
}

static int remove_one(const char *path, const struct stat *info, int flag, struct FTW *walk)
{
	(void)info;
	(void)flag;
	(void)walk;
	return remove(path);
}

static int tear_down(void **state)
{
	(void)state;
	umask(022);
	if (fchdir(home) != 0)
		return 1;
	close(home);
	return nftw(folder, remove_one, 32, FTW_DEPTH | FTW_PHYS);
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void make_folder(const char *path)
{
	assert_int_equal(mkdir(path, 0777), 0);
}

static void assert_file(const char *path, const char *want)
{
	struct file_buffer buffer = { 0 };
	const char *why = file_read(path, 1 << 20, false, &buffer);
	if (why)
		fail_msg("%s: %s", path, why);
	assert_string_equal(buffer.bytes, want);
	file_buffer_fini(&buffer);
}

/* How many names the folder holds that begin with a dot, apart from . and .. */
static int hidden_files(void)
{
	DIR *list = opendir(".");
	int n = -2;
	for (struct dirent *item; (item = readdir(list));)
		n += item->d_name[0] == '.';
	closedir(list);
	return n;
}

/* ---- walking ---- */

static bool wants_txt(struct slice name)
{
	return slice_ends(name, ".txt");
}

/* The walk as "key|why" lines; ignored ones are marked. */
static void assert_walk_with(bool follow, const char *const *roots, size_t n, const char *want)
{
	struct file_walk_options options = { follow, wants_txt };
	struct file_walk walk;
	char got[8192] = "";
	size_t len = 0;
	file_walk(roots, n, &options, &walk);
	for (size_t i = 0; i < walk.n; i++) {
		const struct file_entry *entry = &walk.entries[i];
		assert_int_equal(entry->key.ptr[entry->key.len], 0);
		assert_int_equal(entry->path.ptr[entry->path.len], 0);
		len += (size_t)snprintf(got + len, sizeof got - len, "%s%s%s%s%s\n", entry->key.ptr, entry->skipped ? "|" : "",
		        entry->skipped ? entry->skipped : "", entry->ignored ? "|ignored" : "", entry->named ? "|named" : "");
	}
	file_walk_free(&walk);
	assert_string_equal(got, want);
}

#define assert_walk(want, ...)                                                                                                                       \
	assert_walk_with(false, (const char *[]){ __VA_ARGS__ }, sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *), want)
#define assert_walk_follow(want, ...)                                                                                                                \
	assert_walk_with(true, (const char *[]){ __VA_ARGS__ }, sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *), want)

#define HIDDEN "|hidden|ignored\n"
#define NO_DOCUMENT "|no document by its name|ignored\n"

static void test_walk_order_is_that_of_keys(void **state)
{
	(void)state;
	make_folder("seeds");
	make_folder("seeds/a");
	write_file("seeds/a/z.txt", "");
	write_file("seeds/a.txt", "");
	write_file("seeds/a-b.txt", "");
	write_file("seeds/B.txt", "");
	write_file("seeds/picture.png", "");
	write_file("seeds/.hidden.txt", "");
	assert_walk("seeds/.hidden.txt" HIDDEN "seeds/B.txt\nseeds/a-b.txt\nseeds/a.txt\nseeds/a/z.txt\nseeds/picture.png" NO_DOCUMENT, "seeds");
}

static void test_walk_normalises(void **state)
{
	(void)state;
	make_folder("seeds");
	make_folder("seeds/x");
	write_file("seeds/x/a.txt", "");
	assert_walk("seeds/x/a.txt\n", "./seeds//");
	assert_walk("seeds/x/a.txt\n", "seeds/./");
	assert_walk("x/a.txt\n", "seeds/../seeds/x");
	char absolute[128];
	snprintf(absolute, sizeof absolute, "%s/seeds/", folder);
	assert_walk("seeds/x/a.txt\n", absolute);
	assert_walk("seeds/x/a.txt\n", ".");
	assert_int_equal(chdir("seeds"), 0);
	assert_walk("x/a.txt\n", ".");
	assert_walk("seeds/x/a.txt\n", "..");
	assert_int_equal(chdir(".."), 0);
}

static void test_walk_counts_a_root_once(void **state)
{
	(void)state;
	make_folder("seeds");
	write_file("seeds/a.txt", "");
	write_file("seeds/b.png", "");
	assert_walk("seeds/a.txt\nseeds/b.png" NO_DOCUMENT, "seeds", "./seeds/", "seeds");
	assert_walk("seeds/a.txt|named\nseeds/b.png" NO_DOCUMENT, "seeds/a.txt", "seeds");
	assert_walk("seeds/a.txt\nseeds/b.png|named\n", "seeds", "seeds/b.png");
}

static void test_walk_of_two_documents_of_one_name(void **state)
{
	(void)state;
	char one[128], two[128];
	make_folder("x");
	make_folder("y");
	make_folder("x/s");
	make_folder("y/s");
	write_file("x/s/a.txt", "");
	write_file("y/s/a.txt", "");
	write_file("y/s/b.txt", "");
	snprintf(one, sizeof one, "%s/x/s", folder);
	snprintf(two, sizeof two, "%s/y/s", folder);
	assert_walk("s/a.txt\ns/a.txt|another document has this name\ns/b.txt\n", one, two);
	assert_walk("s/a.txt\ns/a.txt|another document has this name\ns/b.txt\n", two, one);
}

static void test_walk_of_odd_files(void **state)
{
	(void)state;
	make_folder("s");
	assert_int_equal(mkfifo("s/pipe.txt", 0666), 0);
	struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "s/socket.txt" };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
	close(fd);
	assert_int_equal(symlink("/dev/zero", "s/zero.txt"), 0);
	assert_int_equal(symlink("nowhere", "s/dangling.txt"), 0);
	assert_int_equal(symlink(".", "s/loop"), 0);
	assert_walk("s/dangling.txt|symbolic link\ns/loop|symbolic link\ns/pipe.txt|named pipe\ns/socket.txt|socket\n"
	            "s/zero.txt|symbolic link\n",
	        "s");
	assert_walk_follow("s/dangling.txt|symbolic link\ns/loop|a folder that was read already|ignored\ns/pipe.txt|named pipe\n"
	                   "s/socket.txt|socket\ns/zero.txt|device\n",
	        "s");
	assert_walk("none|No such file or directory|named\n", "none");
	assert_walk("pipe.txt|named\n", "./s/../s/pipe.txt");
}

static void test_walk_follows_links_once(void **state)
{
	(void)state;
	make_folder("s");
	make_folder("out");
	write_file("out/a.txt", "");
	write_file("s/b.txt", "");
	assert_int_equal(symlink("../out", "s/one"), 0);
	assert_int_equal(symlink("../out/a.txt", "s/two.txt"), 0);
	assert_int_equal(symlink("b.txt", "s/c.txt"), 0);
	assert_walk("s/b.txt\ns/c.txt|symbolic link\ns/one|symbolic link\ns/two.txt|symbolic link\n", "s");
	assert_walk_follow("s/b.txt\ns/c.txt|the same file as another name|ignored\ns/one/a.txt\n"
	                   "s/two.txt|the same file as another name|ignored\n",
	        "s");
}

static void test_walk_of_a_link_as_root(void **state)
{
	(void)state;
	make_folder("real");
	write_file("real/a.txt", "");
	assert_int_equal(symlink("real", "link"), 0);
	assert_walk("link/a.txt\n", "link");
	assert_int_equal(symlink("real/a.txt", "l.png"), 0);
	assert_walk("l.png|named\n", "l.png");
}

static void test_walk_of_hostile_names(void **state)
{
	(void)state;
	char longest[256];
	memset(longest, 'n', 255);
	longest[255] = '\0';
	memcpy(longest + 251, ".txt", 4);
	make_folder("s");
	assert_int_equal(chdir("s"), 0);
	write_file("a\nb.txt", "");
	write_file("\033[2J\"'.txt", "");
	write_file("caf\xE9.txt", "");
	write_file("caf\xC3\xA9.txt", "");
	write_file("back\\xE9.txt", "");
	write_file("-r.txt", "");
	write_file("c1\xC2\x9B.txt", "");
	write_file(longest, "");
	assert_int_equal(chdir(".."), 0);
	char want[2048];
	snprintf(want, sizeof want,
	        "s/-r.txt\ns/\\x1B[2J\"'.txt\ns/a\\x0Ab.txt\ns/back\\\\xE9.txt\ns/c1\\xC2\\x9B.txt\ns/caf\\xE9.txt\n"
	        "s/caf\xC3\xA9.txt\ns/%s\n",
	        longest);
	assert_walk(want, "s");
}

static void test_walk_is_not_endless(void **state)
{
	(void)state;
	int fd = open(".", O_RDONLY | O_DIRECTORY);
	for (int i = 0; i < 300; i++) {
		assert_int_equal(mkdirat(fd, "d", 0777), 0);
		int next = openat(fd, "d", O_RDONLY | O_DIRECTORY);
		close(fd);
		fd = next;
	}
	close(openat(fd, "deep.txt", O_WRONLY | O_CREAT, 0666));
	close(fd);
	struct file_walk_options options = { false, wants_txt };
	struct file_walk walk;
	const char *root = "d";
	file_walk(&root, 1, &options, &walk);
	assert_int_equal(walk.n, 1);
	assert_string_equal(walk.entries[0].skipped, "too deep");
	assert_int_equal(walk.entries[0].key.len, 1 + 2 * 65);
	file_walk_free(&walk);
}

/* Runs check in a process without the rights of root; it returns whether all was well. */
static void as_nobody(bool (*check)(void))
{
	pid_t child = fork();
	if (child == 0) {
		if (geteuid() == 0 && (setegid(65534) != 0 || seteuid(65534) != 0))
			_exit(2);
		_exit(check() ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static bool denied(void)
{
	struct file_walk_options options = { false, wants_txt };
	struct file_walk walk;
	struct file_buffer buffer = { 0 };
	const char *root = "s", *why = file_read("s/locked.txt", 100, false, &buffer);
	file_walk(&root, 1, &options, &walk);
	bool well = walk.n == 2 && walk.entries[1].skipped && strcmp(walk.entries[1].skipped, "Permission denied") == 0 &&
	        slice_is(walk.entries[1].key, "s/sub") && !walk.entries[0].skipped && why && strcmp(why, "Permission denied") == 0;
	file_walk_free(&walk);
	file_buffer_fini(&buffer);
	return well;
}

static void test_walk_without_rights(void **state)
{
	(void)state;
	make_folder("s");
	make_folder("s/sub");
	write_file("s/locked.txt", "x");
	assert_int_equal(chmod("s/locked.txt", 0), 0);
	assert_int_equal(chmod("s/sub", 0), 0);
	as_nobody(denied);
	assert_int_equal(chmod("s/sub", 0777), 0);
}

static void test_walk_of_an_empty_folder(void **state)
{
	(void)state;
	make_folder("s");
	make_folder("s/t");
	assert_walk("", "s");
}

/* ---- reading ---- */

static void test_read(void **state)
{
	(void)state;
	struct file_buffer buffer = { 0 };
	write_file("a", "hello");
	assert_null(file_read("a", 5, false, &buffer));
	assert_int_equal(buffer.len, 5);
	for (int i = 0; i < 64; i++)
		assert_int_equal(buffer.bytes[5 + i], 0);
	write_file("empty", "");
	assert_null(file_read("empty", 5, false, &buffer));
	assert_int_equal(buffer.len, 0);
	assert_int_equal(buffer.bytes[0], 0);
	file_buffer_fini(&buffer);
	assert_null(buffer.bytes);
}

static void test_read_limit(void **state)
{
	(void)state;
	struct file_buffer buffer = { 0 };
	write_file("a", "hello");
	assert_string_equal(file_read("a", 4, false, &buffer), "larger than 4 bytes");
	int fd = open("huge", O_WRONLY | O_CREAT, 0666);
	assert_int_equal(ftruncate(fd, (off_t)8 << 40), 0);
	close(fd);
	assert_string_equal(file_read("huge", 256 << 20, false, &buffer), "larger than 256 MiB");
	assert_true(buffer.room < 1 << 20);
	assert_null(file_read("a", SIZE_MAX, false, &buffer));
	file_buffer_fini(&buffer);
}

static void test_read_larger_than_the_first_buffer(void **state)
{
	(void)state;
	enum { SIZE = 300001 };
	char *bytes = malloc(SIZE);
	for (int i = 0; i < SIZE; i++)
		bytes[i] = (char)(i * 7);
	FILE *file = fopen("big", "w");
	fwrite(bytes, 1, SIZE, file);
	fclose(file);
	struct file_buffer buffer = { 0 };
	assert_null(file_read("big", SIZE, false, &buffer));
	assert_int_equal(buffer.len, SIZE);
	assert_memory_equal(buffer.bytes, bytes, SIZE);
	assert_string_equal(file_read("big", SIZE - 1, false, &buffer), "larger than 300000 bytes");
	file_buffer_fini(&buffer);
	free(bytes);
}

static void test_read_refuses(void **state)
{
	(void)state;
	struct file_buffer buffer = { 0 };
	assert_int_equal(mkfifo("pipe", 0666), 0);
	make_folder("f");
	assert_string_equal(file_read("pipe", 100, false, &buffer), "named pipe");
	assert_string_equal(file_read("f", 100, false, &buffer), "is a folder");
	assert_string_equal(file_read("/dev/null", 100, false, &buffer), "device");
	assert_string_equal(file_read("none", 100, false, &buffer), "No such file or directory");
	assert_string_equal(file_read("/dev/zero", 1000, true, &buffer), "larger than 1000 bytes");
	file_buffer_fini(&buffer);
}

static void test_read_of_proc(void **state)
{
	(void)state;
	struct file_buffer buffer = { 0 };
	assert_null(file_read("/proc/self/status", 1 << 20, false, &buffer));
	assert_true(slice_starts(slice_make(buffer.bytes, buffer.len), "Name:"));
	assert_non_null(file_read("/proc/self/mem", 1 << 20, false, &buffer));
	file_buffer_fini(&buffer);
}

static void *feed_pipe(void *data)
{
	int fd = open(data, O_WRONLY);
	for (int i = 0; i < 50; i++) {
		ssize_t ignored = write(fd, "0123456789", 10);
		(void)ignored;
		usleep(500);
	}
	close(fd);
	return NULL;
}

static void test_read_of_a_slow_pipe(void **state)
{
	(void)state;
	struct file_buffer buffer = { 0 };
	pthread_t thread;
	char name[] = "pipe";
	assert_int_equal(mkfifo(name, 0666), 0);
	assert_int_equal(pthread_create(&thread, NULL, feed_pipe, name), 0);
	const char *why = file_read(name, 1000, true, &buffer);
	pthread_join(thread, NULL);
	assert_null(why);
	assert_int_equal(buffer.len, 500);
	file_buffer_fini(&buffer);
}

static void test_read_of_a_descriptor(void **state)
{
	(void)state;
	struct file_buffer buffer = { 0 };
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "abc", 3), 3);
	close(ends[1]);
	assert_null(file_read_descriptor(ends[0], 10, &buffer));
	assert_string_equal(buffer.bytes, "abc");
	close(ends[0]);
	assert_string_equal(file_read_descriptor(-1, 10, &buffer), "Bad file descriptor");
	assert_int_equal(buffer.len, 0);
	file_buffer_fini(&buffer);
}

static atomic_bool stop_changing;

static void *change(void *data)
{
	int fd = open("moving", O_WRONLY);
	(void)data;
	while (!atomic_load(&stop_changing)) {
		if (ftruncate(fd, 1000) != 0 || ftruncate(fd, 3000000) != 0)
			break;
	}
	close(fd);
	return NULL;
}

/* A file that shrinks and grows is whole, of either size, or said to have changed; it never ends the program. */
static void test_read_while_changing(void **state)
{
	(void)state;
	struct file_buffer buffer = { 0 };
	pthread_t thread;
	size_t changed = 0;
	write_file("moving", "");
	atomic_store(&stop_changing, false);
	assert_int_equal(pthread_create(&thread, NULL, change, NULL), 0);
	for (int i = 0; i < 20000 && changed < 3; i++) {
		const char *why = file_read("moving", 1 << 23, false, &buffer);
		if (why)
			assert_string_equal(why, "changed while read");
		else
			assert_true(buffer.len == 0 || buffer.len == 1000 || buffer.len == 3000000);
		changed += why != NULL;
	}
	atomic_store(&stop_changing, true);
	pthread_join(thread, NULL);
	assert_true(changed > 0);
	file_buffer_fini(&buffer);
}

/* ---- writing ---- */

static const char *write_output(const char *path, const char *text)
{
	struct file_outputs *outputs = file_outputs_new();
	const char *why, *where;
	struct file_output *output = file_output_open(outputs, path, &why);
	if (output) {
		file_output_write(output, text, strlen(text));
		why = file_output_close(output);
		if (why)
			file_output_drop(output);
		else
			why = file_outputs_commit(outputs, &where);
	}
	file_outputs_free(outputs);
	return why;
}

static void test_write(void **state)
{
	(void)state;
	assert_null(write_output("a.csv", "one"));
	assert_file("a.csv", "one");
	assert_null(write_output("./a.csv", "two"));
	assert_file("a.csv", "two");
	assert_int_equal(hidden_files(), 0);
}

static void test_nothing_is_seen_before_commit(void **state)
{
	(void)state;
	struct file_outputs *outputs = file_outputs_new();
	const char *why, *path;
	write_file("a", "old");
	struct file_output *one = file_output_open(outputs, "a", &why), *two = file_output_open(outputs, "b", &why);
	assert_non_null(one);
	assert_non_null(two);
	file_output_format(one, "%s-%d", "new", 1);
	file_output_format(two, "%*d", 200000, 2);
	assert_null(file_output_close(one));
	assert_null(file_output_close(two));
	assert_file("a", "old");
	assert_int_equal(access("b", F_OK), -1);
	assert_int_equal(hidden_files(), 2);
	assert_null(file_outputs_commit(outputs, &path));
	assert_file("a", "new-1");
	struct stat info;
	assert_int_equal(stat("b", &info), 0);
	assert_int_equal(info.st_size, 200000);
	file_outputs_free(outputs);
	assert_int_equal(hidden_files(), 0);
}

static void test_what_is_not_committed_leaves_nothing(void **state)
{
	(void)state;
	struct file_outputs *outputs = file_outputs_new();
	const char *why, *path;
	write_file("a", "old");
	struct file_output *one = file_output_open(outputs, "a", &why), *two = file_output_open(outputs, "b", &why);
	file_output_write(one, "new", 3);
	file_output_drop(one);
	file_output_drop(one);
	assert_null(file_output_close(two));
	assert_null(file_outputs_commit(outputs, &path));
	file_output_open(outputs, "c", &why);
	file_outputs_free(outputs);
	assert_file("a", "old");
	assert_file("b", "");
	assert_int_equal(access("c", F_OK), -1);
	assert_int_equal(hidden_files(), 0);
}

static void test_mode_follows_umask(void **state)
{
	(void)state;
	static const mode_t masks[] = { 022, 077, 0 };
	for (size_t i = 0; i < 3; i++) {
		struct stat info;
		umask(masks[i]);
		assert_null(write_output("a", "x"));
		assert_int_equal(stat("a", &info), 0);
		assert_int_equal(info.st_mode & 0777, 0666 & ~masks[i]);
	}
}

static void test_links_are_written_through(void **state)
{
	(void)state;
	struct stat info;
	make_folder("d");
	write_file("d/real", "old");
	assert_int_equal(symlink("d/real", "link"), 0);
	assert_int_equal(symlink("link", "link2"), 0);
	assert_int_equal(symlink("d/new", "dangling"), 0);
	assert_int_equal(symlink("circle", "circle"), 0);
	assert_null(write_output("link2", "new"));
	assert_file("d/real", "new");
	assert_int_equal(lstat("link", &info), 0);
	assert_true(S_ISLNK(info.st_mode));
	assert_null(write_output("dangling", "x"));
	assert_file("d/new", "x");
	assert_string_equal(write_output("circle", "x"), "Too many levels of symbolic links");
}

static void test_devices_are_written_not_replaced(void **state)
{
	(void)state;
	struct stat info;
	assert_null(file_output_check("/dev/null", NULL, 0));
	assert_null(write_output("/dev/null", "x"));
	assert_int_equal(stat("/dev/null", &info), 0);
	assert_true(S_ISCHR(info.st_mode));
	assert_string_equal(write_output("/dev/full", "x"), "No space left on device");
}

static void test_open_fails(void **state)
{
	(void)state;
	make_folder("d");
	assert_string_equal(write_output("d", "x"), "is a folder");
	assert_string_equal(write_output("none/a", "x"), "No such file or directory");
	char name[300];
	memset(name, 'n', 299);
	name[299] = '\0';
	assert_non_null(write_output(name, "x"));
	name[255] = '\0';
	assert_null(write_output(name, "x"));
	assert_file(name, "x");
}

static void test_check(void **state)
{
	(void)state;
	struct stat info;
	make_folder("d");
	write_file("in.txt", "text");
	write_file("other", "");
	assert_int_equal(link("in.txt", "hard"), 0);
	assert_int_equal(symlink("in.txt", "soft"), 0);
	assert_int_equal(stat("in.txt", &info), 0);
	struct file_entry inputs[] = { { .device = info.st_dev, .inode = info.st_ino } };
	assert_null(file_output_check("-", inputs, 1));
	assert_null(file_output_check("new", inputs, 1));
	assert_null(file_output_check("other", inputs, 1));
	assert_string_equal(file_output_check("in.txt", inputs, 1), "is one of the inputs");
	assert_string_equal(file_output_check("hard", inputs, 1), "is one of the inputs");
	assert_string_equal(file_output_check("./soft", inputs, 1), "is one of the inputs");
	assert_string_equal(file_output_check("d", inputs, 1), "is a folder");
	assert_string_equal(file_output_check("new/", inputs, 1), "is a folder");
	assert_string_equal(file_output_check("none/a", inputs, 1), "its folder does not exist");
	assert_string_equal(file_output_check("other/a", inputs, 1), "Not a directory");
	assert_non_null(file_output_check("", inputs, 1));
	assert_file("in.txt", "text");
	assert_int_equal(access("new", F_OK), -1);
}

static bool check_without_rights(void)
{
	const char *folder_why = file_output_check("d/a", NULL, 0), *file_why = file_output_check("readonly", NULL, 0);
	return folder_why && strcmp(folder_why, "its folder may not be written to") == 0 && file_why && strcmp(file_why, "Permission denied") == 0;
}

static void test_check_without_rights(void **state)
{
	(void)state;
	make_folder("d");
	assert_int_equal(chmod("d", 0555), 0);
	write_file("readonly", "");
	assert_int_equal(chmod("readonly", 0444), 0);
	as_nobody(check_without_rights);
}

/* The limit of a file's size stands for a full disk: the old file stays, no temporary one does. */
static bool write_past_the_limit(void)
{
	struct rlimit limit = { 100000, 100000 };
	char *text = alloc_new(500001);
	memset(text, 'x', 500000);
	file_signals();
	setrlimit(RLIMIT_FSIZE, &limit);
	const char *why = write_output("a", text);
	free(text);
	return why && strcmp(why, "File too large") == 0 && hidden_files() == 0;
}

static void test_full_disk(void **state)
{
	(void)state;
	write_file("a", "old");
	assert_int_equal(chmod("a", 0666), 0);
	as_nobody(write_past_the_limit);
	assert_file("a", "old");
}

static void test_commit_fails(void **state)
{
	(void)state;
	struct file_outputs *outputs = file_outputs_new();
	const char *why, *path = NULL;
	struct file_output *output = file_output_open(outputs, "a", &why);
	file_output_write(output, "x", 1);
	assert_null(file_output_close(output));
	make_folder("a");
	assert_string_equal(file_outputs_commit(outputs, &path), "Is a directory");
	assert_string_equal(path, "a");
	file_outputs_free(outputs);
	assert_int_equal(hidden_files(), 0);
}

static void test_stale_files_are_removed(void **state)
{
	(void)state;
	char name[64];
	pid_t dead = fork();
	if (dead == 0)
		_exit(0);
	waitpid(dead, NULL, 0);
	snprintf(name, sizeof name, ".a.kgraph-%d-0.tmp", (int)dead);
	write_file(name, "");
	snprintf(name, sizeof name, ".a.kgraph-%d-999999.tmp", (int)getpid());
	write_file(name, "");
	snprintf(name, sizeof name, ".a.kgraph-%d-0.tmp", (int)getppid());
	write_file(name, "of a run that lives");
	write_file(".a.kgraph-x-0.tmp", "");
	write_file(".b.kgraph-999999999-0.tmp", "of another target");
	assert_null(write_output("a", "x"));
	assert_file(name, "of a run that lives");
	assert_int_equal(hidden_files(), 3);
}

/* A child opens an output, writes and waits to be killed by number. */
static void killed_by(int number, bool ignored)
{
	int ends[2];
	char byte;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		const char *why;
		signal(number, ignored ? SIG_IGN : SIG_DFL);
		file_signals();
		struct file_outputs *outputs = file_outputs_new();
		struct file_output *output = file_output_open(outputs, "a", &why);
		file_output_write(output, "new", 3);
		ssize_t told = write(ends[1], "x", 1);
		if (!ignored)
			pause();
		usleep(50000);
		bool well = told == 1 && !file_output_close(output) && !file_outputs_commit(outputs, &why);
		file_outputs_free(outputs);
		_exit(well ? 0 : 1);
	}
	assert_int_equal(read(ends[0], &byte, 1), 1);
	assert_int_equal(hidden_files(), 1);
	kill(child, number);
	int status;
	waitpid(child, &status, 0);
	assert_int_equal(ignored ? WIFEXITED(status) : WIFSIGNALED(status) && WTERMSIG(status) == number, 1);
	close(ends[0]);
	close(ends[1]);
}

static void test_signals_leave_the_old_file(void **state)
{
	(void)state;
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	for (int i = 0; i < 3; i++) {
		write_file("a", "old");
		killed_by(numbers[i], false);
		assert_file("a", "old");
		assert_int_equal(hidden_files(), 0);
	}
}

static void test_what_nohup_ignores_stays_ignored(void **state)
{
	(void)state;
	write_file("a", "old");
	killed_by(SIGHUP, true);
	assert_file("a", "new");
	assert_int_equal(hidden_files(), 0);
}

static void test_killed_hard_leaves_a_stale_file_for_the_next_run(void **state)
{
	(void)state;
	write_file("a", "old");
	killed_by(SIGKILL, false);
	assert_file("a", "old");
	assert_int_equal(hidden_files(), 1);
	assert_null(write_output("a", "next"));
	assert_file("a", "next");
	assert_int_equal(hidden_files(), 0);
}

/* A child that inherited the outputs must not take them away when it is ended or frees them. */
static void test_a_child_leaves_its_parents_files(void **state)
{
	(void)state;
	struct file_outputs *outputs = file_outputs_new();
	const char *why, *path;
	struct file_output *output = file_output_open(outputs, "a", &why);
	file_output_write(output, "x", 1);
	assert_null(file_output_close(output));
	for (int i = 0; i < 2; i++) {
		pid_t child = fork();
		if (child == 0) {
			file_signals();
			if (i == 0)
				raise(SIGTERM);
			file_outputs_free(outputs);
			_exit(0);
		}
		waitpid(child, NULL, 0);
		assert_int_equal(hidden_files(), 1);
	}
	assert_null(file_outputs_commit(outputs, &path));
	assert_file("a", "x");
	file_outputs_free(outputs);
}

static void test_closed_standard_descriptors(void **state)
{
	(void)state;
	pid_t child = fork();
	if (child == 0) {
		close(0);
		close(1);
		close(2);
		file_signals();
		int next = open("a", O_WRONLY | O_CREAT, 0666);
		const char *why = write_output("-", "lost?");
		_exit(next > 2 && why && strcmp(why, "Bad file descriptor") == 0 ? 0 : 1);
	}
	int status;
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
}

static void test_closed_pipe_is_an_error_not_a_signal(void **state)
{
	(void)state;
	pid_t child = fork();
	if (child == 0) {
		int ends[2];
		if (pipe(ends) != 0)
			_exit(2);
		close(ends[0]);
		dup2(ends[1], STDOUT_FILENO);
		file_signals();
		const char *why = write_output("-", "x");
		_exit(why && strcmp(why, "Broken pipe") == 0 ? 0 : 1);
	}
	int status;
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
}

/* Two runs with the same two outputs: at the end both come from one of them. */
static void test_two_runs_do_not_mix(void **state)
{
	(void)state;
	for (int round = 0; round < 20; round++) {
		pid_t children[2];
		for (int i = 0; i < 2; i++) {
			children[i] = fork();
			if (children[i] == 0) {
				struct file_outputs *outputs = file_outputs_new();
				const char *why;
				for (int k = 0; k < 2; k++) {
					struct file_output *output = file_output_open(outputs, k ? "b" : "a", &why);
					file_output_format(output, "%d", i);
					file_output_close(output);
				}
				_exit(file_outputs_commit(outputs, &why) != NULL);
			}
		}
		for (int i = 0; i < 2; i++) {
			int status;
			waitpid(children[i], &status, 0);
			assert_int_equal(status, 0);
		}
		char a[8] = "", b[8] = "";
		FILE *file = fopen("a", "r");
		assert_non_null(fgets(a, sizeof a, file));
		fclose(file);
		file = fopen("b", "r");
		assert_non_null(fgets(b, sizeof b, file));
		fclose(file);
		assert_string_equal(a, b);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_walk_order_is_that_of_keys),
		TEST(test_walk_normalises),
		TEST(test_walk_counts_a_root_once),
		TEST(test_walk_of_two_documents_of_one_name),
		TEST(test_walk_of_odd_files),
		TEST(test_walk_follows_links_once),
		TEST(test_walk_of_a_link_as_root),
		TEST(test_walk_of_hostile_names),
		TEST(test_walk_is_not_endless),
		TEST(test_walk_without_rights),
		TEST(test_walk_of_an_empty_folder),
		TEST(test_read),
		TEST(test_read_limit),
		TEST(test_read_larger_than_the_first_buffer),
		TEST(test_read_refuses),
		TEST(test_read_of_proc),
		TEST(test_read_of_a_slow_pipe),
		TEST(test_read_of_a_descriptor),
		TEST(test_read_while_changing),
		TEST(test_write),
		TEST(test_nothing_is_seen_before_commit),
		TEST(test_what_is_not_committed_leaves_nothing),
		TEST(test_mode_follows_umask),
		TEST(test_links_are_written_through),
		TEST(test_devices_are_written_not_replaced),
		TEST(test_open_fails),
		TEST(test_check),
		TEST(test_check_without_rights),
		TEST(test_full_disk),
		TEST(test_commit_fails),
		TEST(test_stale_files_are_removed),
		TEST(test_signals_leave_the_old_file),
		TEST(test_what_nohup_ignores_stays_ignored),
		TEST(test_killed_hard_leaves_a_stale_file_for_the_next_run),
		TEST(test_a_child_leaves_its_parents_files),
		TEST(test_closed_standard_descriptors),
		TEST(test_closed_pipe_is_an_error_not_a_signal),
		TEST(test_two_runs_do_not_mix),
	};
	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
