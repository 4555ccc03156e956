#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/map.h"
#include "base/unicode.h"

const char FILE_UNWANTED[] = "no document by its name";
const char FILE_LINK[] = "symbolic link";

enum { DEEPEST = 64 };

struct walker {
	const struct file_walk_options *options;
	struct arena *arena;
	ARRAY(struct file_entry) entries;
	struct map *folders; /* with `follow`: device and inode of each folder that was entered */
};

/* Where a walk is: path opens it, key names it ("" for the folder that is the argument `.`). */
struct spot {
	struct slice path, key;
	unsigned depth;
};

/* ---- keys ---- */

static bool is_plain(uint32_t code, bool broken)
{
	return !broken && code >= 0x20 && code != '\\' && !(code >= 0x7F && code < 0xA0);
}

/* Bytes of control characters and of what is no UTF-8 as \xNN, a backslash as \\; so two names never become one. */
static size_t escape(struct slice name, char *out)
{
	size_t len = 0;
	for (size_t at = 0, from = 0; at < name.len; from = at) {
		uint32_t code = unicode_next(name, &at);
		bool broken = code == 0xFFFD && !slice_is(slice_part(name, from, at), "\xEF\xBF\xBD");
		bool plain = is_plain(code, broken);
		for (; from < at; from++) {
			if (plain)
				out[len++] = name.ptr[from];
			else if (code == '\\')
				len += (size_t)sprintf(out + len, "\\\\");
			else
				len += (size_t)sprintf(out + len, "\\x%02X", (unsigned)(unsigned char)name.ptr[from]);
		}
	}
	return len;
}

static bool needs_escape(struct slice name)
{
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];
		if (c < 0x20 || c >= 0x7F || c == '\\')
			return true;
	}
	return false;
}

/* The key of `name` in the folder with key `folder`; shares the end of path where they are the same text. */
static struct slice key_below(struct arena *arena, struct slice folder, struct slice name, struct slice path)
{
	size_t len = folder.len + (folder.len > 0) + name.len;
	if (!needs_escape(name) && path.len >= len) {
		struct slice end = slice_part(path, path.len - len, path.len);
		if (memcmp(end.ptr, folder.ptr, folder.len) == 0 && slice_equal(slice_part(end, len - name.len, len), name))
			return end;
	}
	char *out = arena_alloc(arena, folder.len + 4 * name.len + 2);
	memcpy(out, folder.ptr, folder.len);
	len = folder.len;
	if (len)
		out[len++] = '/';
	return slice_make(out, len + escape(name, out + len));
}

static struct slice path_below(struct arena *arena, struct slice folder, struct slice name)
{
	bool slash = folder.len && folder.ptr[folder.len - 1] == '/';
	size_t len = folder.len + !slash + name.len;
	char *out = arena_alloc(arena, len + 1);
	memcpy(out, folder.ptr, folder.len);
	out[folder.len] = '/';
	memcpy(out + len - name.len, name.ptr, name.len);
	return slice_make(out, len);
}

/* Cuts the next component off *rest. */
static bool next_component(struct slice *rest, struct slice *component)
{
	while (rest->len && *rest->ptr == '/')
		*rest = slice_part(*rest, 1, rest->len);
	size_t len = 0;
	while (len < rest->len && rest->ptr[len] != '/')
		len++;
	*component = slice_part(*rest, 0, len);
	*rest = slice_part(*rest, len, rest->len);
	return len > 0;
}

/* The key of an argument: normalised; the last component alone where it is absolute or climbs. */
static struct slice root_key(struct arena *arena, struct slice root)
{
	struct slice key = { "", 0 }, part, last = { "", 0 };
	bool outside = slice_starts(root, "/");
	for (struct slice rest = root; next_component(&rest, &part);) {
		if (slice_is(part, "."))
			continue;
		outside = outside || slice_is(part, "..");
		last = part;
		key = key_below(arena, key, part, (struct slice){ "", 0 });
	}
	if (!outside)
		return key;
	return slice_is(last, "..") ? slice_make("", 0) : key_below(arena, slice_make("", 0), last, (struct slice){ "", 0 });
}

/* ---- walking ---- */

static struct file_entry *add(struct walker *walker, const struct spot *spot, const struct stat *info, const char *skipped)
{
	struct file_entry *entry = array_add(&walker->entries);
	*entry = (struct file_entry){ .path = spot->path, .key = spot->key, .skipped = skipped, .named = spot->depth == 0 };
	if (info) {
		entry->size = S_ISREG(info->st_mode) ? (uint64_t)info->st_size : 0;
		entry->device = info->st_dev;
		entry->inode = info->st_ino;
	}
	return entry;
}

/* Why something of this kind is not read; pipes and character devices are when they were asked for by name. */
static const char *kind_skipped(mode_t mode, bool named)
{
	if (S_ISREG(mode) || (named && (S_ISFIFO(mode) || S_ISCHR(mode))))
		return NULL;
	return S_ISFIFO(mode) ? "named pipe" : S_ISSOCK(mode) ? "socket" : S_ISLNK(mode) ? FILE_LINK : "device";
}

/* Whether a folder is entered for the first time. Only links can lead to one twice. */
static bool is_new_folder(struct walker *walker, const struct stat *info)
{
	if (!walker->options->follow)
		return true;
	uint64_t id[2] = { info->st_dev, info->st_ino };
	struct slice key = { (const char *)id, sizeof id };
	if (map_has(walker->folders, key))
		return false;
	map_put_number(walker->folders, arena_copy(walker->arena, key), 0);
	return true;
}

static int compare_names(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

struct listing {
	ARRAY(struct slice) names;
};

/* The names in a folder, sorted, in arena; false with errno where they cannot be read. */
static bool list(DIR *folder, struct arena *arena, struct listing *listing)
{
	struct dirent *item;
	errno = 0;
	while ((item = readdir(folder))) {
		struct slice name = slice_of(item->d_name);
		if (!slice_is(name, ".") && !slice_is(name, ".."))
			array_push(&listing->names, arena_copy(arena, name));
		errno = 0;
	}
	int error = errno;
	if (listing->names.n)
		qsort(listing->names.at, listing->names.n, sizeof *listing->names.at, compare_names);
	errno = error;
	return error == 0;
}

static void walk_folder(struct walker *walker, const struct spot *spot, int parent, const char *name, const struct stat *info);

static void ignore(struct walker *walker, const struct spot *spot, const struct stat *info, const char *why)
{
	add(walker, spot, info, why)->ignored = true;
}

static bool is_wanted(const struct walker *walker, struct slice name)
{
	return !walker->options->wanted || walker->options->wanted(name);
}

static void walk_item(struct walker *walker, const struct spot *folder, int fd, struct slice name)
{
	struct spot spot = { .path = path_below(walker->arena, folder->path, name), .depth = folder->depth + 1 };
	spot.key = key_below(walker->arena, folder->key, name, spot.path);
	struct stat info, target;
	if (fstatat(fd, name.ptr, &info, AT_SYMLINK_NOFOLLOW) != 0) {
		add(walker, &spot, NULL, strerrordesc_np(errno));
		return;
	}
	bool link = S_ISLNK(info.st_mode);
	bool leads = link && fstatat(fd, name.ptr, &target, 0) == 0;
	if (leads && walker->options->follow)
		info = target;
	bool is_folder = S_ISDIR(info.st_mode) || (leads && S_ISDIR(target.st_mode));
	if (*name.ptr == '.')
		ignore(walker, &spot, &info, "hidden");
	else if (!is_folder && !is_wanted(walker, name))
		ignore(walker, &spot, &info, FILE_UNWANTED);
	else if (S_ISDIR(info.st_mode))
		walk_folder(walker, &spot, fd, name.ptr, &info);
	else
		add(walker, &spot, &info, kind_skipped(info.st_mode, false));
}

static void walk_names(struct walker *walker, const struct spot *spot, const struct stat *info, DIR *folder)
{
	struct listing listing = { 0 };
	struct arena *arena = arena_new();
	if (!list(folder, arena, &listing))
		add(walker, spot, info, strerrordesc_np(errno));
	for (size_t i = 0; i < listing.names.n; i++)
		walk_item(walker, spot, dirfd(folder), listing.names.at[i]);
	array_fini(&listing.names);
	arena_free(arena);
}

/* Links are not opened unless they are followed: what is a folder now may be a link a moment later. */
static void walk_folder(struct walker *walker, const struct spot *spot, int parent, const char *name, const struct stat *info)
{
	int nofollow = walker->options->follow || spot->depth == 0 ? 0 : O_NOFOLLOW;
	if (spot->depth > DEEPEST) {
		add(walker, spot, info, "too deep");
		return;
	}
	if (!is_new_folder(walker, info)) {
		ignore(walker, spot, info, "a folder that was read already");
		return;
	}
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC | nofollow);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	if (!folder) {
		add(walker, spot, info, strerrordesc_np(errno));
		if (fd >= 0)
			close(fd);
		return;
	}
	walk_names(walker, spot, info, folder);
	closedir(folder);
}

static void walk_root(struct walker *walker, struct slice root, struct slice key)
{
	struct spot spot = { root, key, 0 };
	struct stat info;
	if (stat(root.ptr, &info) != 0)
		add(walker, &spot, NULL, strerrordesc_np(errno));
	else if (S_ISDIR(info.st_mode))
		walk_folder(walker, &spot, AT_FDCWD, root.ptr, &info);
	else
		add(walker, &spot, &info, kind_skipped(info.st_mode, true));
}

/* ---- order ---- */

/* By key; of equal keys first what is read, then what was named, then the lower path. */
static int compare_entries(const void *left, const void *right)
{
	const struct file_entry *a = left, *b = right;
	int order = slice_compare(a->key, b->key);
	if (!order)
		order = (a->skipped != NULL) - (b->skipped != NULL);
	if (!order)
		order = b->named - a->named;
	return order ? order : slice_compare(a->path, b->path);
}

static bool same_file(const struct file_entry *a, const struct file_entry *b)
{
	return slice_equal(a->path, b->path) || (a->inode && a->inode == b->inode && a->device == b->device);
}

/* Leaves one entry a file where arguments overlap; a second file of one name is not read. */
static void drop_doubles(struct walker *walker)
{
	struct file_entry *entries = walker->entries.at;
	size_t n = 0;
	for (size_t i = 0, first = 0; i < walker->entries.n; i++) {
		struct file_entry *entry = &entries[i];
		bool again = n && slice_equal(entries[first].key, entry->key);
		if (again && same_file(&entries[first], entry)) {
			entries[first].named = entries[first].named || entry->named;
			continue;
		}
		if (again && !entry->skipped)
			entry->skipped = "another document has this name";
		else if (!again)
			first = n;
		entries[n++] = *entry;
	}
	walker->entries.n = n;
}

static uint64_t hash_id(const struct file_entry *entry)
{
	return (entry->inode ^ entry->device << 48) * UINT64_C(0x9E3779B97F4A7C15);
}

/* With links followed, one file may be met by several names: the first in order is read. */
static void drop_linked(struct walker *walker)
{
	size_t room = 16;
	while (room < walker->entries.n * 2)
		room *= 2;
	size_t *table = alloc_new(room * sizeof *table);
	for (size_t i = 0; i < walker->entries.n; i++) {
		struct file_entry *entry = &walker->entries.at[i];
		if (entry->skipped || !entry->inode)
			continue;
		size_t at = hash_id(entry) & (room - 1);
		while (table[at] && !same_file(&walker->entries.at[table[at] - 1], entry))
			at = (at + 1) & (room - 1);
		entry->ignored = table[at] != 0;
		if (entry->ignored)
			entry->skipped = "the same file as another name";
		else
			table[at] = i + 1;
	}
	free(table);
}

static int compare_roots(const void *left, const void *right)
{
	const struct slice *a = left, *b = right;
	int order = slice_compare(a[1], b[1]);
	return order ? order : slice_compare(a[0], b[0]);
}

static void walk_roots(struct walker *walker, const char *const *roots, size_t n)
{
	struct slice(*pairs)[2] = alloc_new(n * sizeof *pairs);
	for (size_t i = 0; i < n; i++) {
		pairs[i][0] = arena_copy(walker->arena, slice_of(roots[i]));
		pairs[i][1] = arena_copy(walker->arena, root_key(walker->arena, pairs[i][0]));
	}
	qsort(pairs, n, sizeof *pairs, compare_roots);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || compare_roots(pairs[i], pairs[i - 1]) != 0)
			walk_root(walker, pairs[i][0], pairs[i][1]);
	}
	free(pairs);
}

void file_walk(const char *const *roots, size_t n, const struct file_walk_options *options, struct file_walk *walk)
{
	struct walker walker = { .options = options, .arena = arena_new(), .folders = map_new() };
	walk_roots(&walker, roots, n);
	if (walker.entries.n)
		qsort(walker.entries.at, walker.entries.n, sizeof *walker.entries.at, compare_entries);
	drop_doubles(&walker);
	if (options->follow)
		drop_linked(&walker);
	map_free(walker.folders);
	*walk = (struct file_walk){ walker.entries.at, walker.entries.n, walker.arena };
}

void file_walk_free(struct file_walk *walk)
{
	free(walk->entries);
	arena_free(walk->arena);
	*walk = (struct file_walk){ 0 };
}
