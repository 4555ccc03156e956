#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "rules/codes.h"
#include "rules/list.h"
#include "rules/parse.h"
#include "rules/scan.h"

enum { FILE_BYTES_MAX = 8 * 1024 * 1024 };

/* A folder on its way into the ast. */
struct folder {
	struct slice path;
	dev_t device;
	ino_t inode;
	ARRAY(struct ast_file) files; /* in order; on the arena */
	bool done;
};

struct loader {
	struct ast *ast;
	struct diag *diag; /* keeps what is to be said before the next file is read */
	ARRAY(struct parse_step) steps;
	ARRAY(struct folder *) folders; /* on the arena */
};

static bool is_rule_file(struct slice name)
{
	return slice_ends(name, ".rules") && name.ptr[0] != '.';
}

static void say(struct diag *diag, struct slice path, const char *help, const char *why)
{
	diag_error(diag, (struct place){ .file = path }, CODE(FILE), help, "%s", why);
}

static void read_file(struct loader *loader, struct folder *folder, const struct file_entry *entry, struct file_buffer *buffer)
{
	struct arena *arena = loader->ast->arena;
	struct slice path = arena_copy(arena, entry->path);
	const char *why = entry->skipped ? entry->skipped : file_read(path.ptr, FILE_BYTES_MAX, false, buffer);
	if (why)
		say(loader->diag, path, NULL, why);
	else
		list_push(arena, &folder->files, ((struct ast_file){ path, arena_copy(arena, slice_make(buffer->bytes, buffer->len)) }));
}

static void read_files(struct loader *loader, struct folder *folder)
{
	struct file_walk walk;
	struct file_walk_options options = { .wanted = is_rule_file };
	struct file_buffer buffer = { 0 };
	const char *root = folder->path.ptr;
	unsigned errors = diag_errors(loader->diag);
	file_walk(&root, 1, &options, &walk);
	for (size_t i = 0; i < walk.n; i++)
		if (!walk.entries[i].ignored)
			read_file(loader, folder, &walk.entries[i], &buffer);
	file_buffer_fini(&buffer);
	file_walk_free(&walk);
	if (!folder->files.n && diag_errors(loader->diag) == errors)
		say(loader->diag, folder->path, "rules stand in files that end in .rules; the first line of a new one may be: uses en",
		        "no rules in this folder");
}

/* The path of the sibling of this name, ending in NUL. */
static struct slice sibling(struct arena *arena, struct slice path, struct slice name)
{
	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	size_t len = path.len;
	while (len > 0 && path.ptr[len - 1] != '/')
		len--;
	struct slice last = slice_part(path, len, path.len);
	if (slice_is(last, ".") || slice_is(last, ".."))
		return arena_format(arena, "%.*s/../%.*s", SLICE_ARG(path), SLICE_ARG(name));
	return arena_format(arena, "%.*s%.*s", (int)len, path.ptr, SLICE_ARG(name));
}

static struct folder *known_folder(const struct loader *loader, const struct stat *status)
{
	for (size_t i = 0; i < loader->folders.n; i++)
		if (loader->folders.at[i]->device == status->st_dev && loader->folders.at[i]->inode == status->st_ino)
			return loader->folders.at[i];
	return NULL;
}

/* A folder of this name among those that were asked for or loaded. */
static bool known_name(const struct loader *loader, struct slice name)
{
	for (size_t i = 0; i < loader->folders.n; i++) {
		struct slice path = loader->folders.at[i]->path;
		while (path.len > 1 && path.ptr[path.len - 1] == '/')
			path.len--;
		if (path.len > name.len && path.ptr[path.len - name.len - 1] == '/' &&
		        slice_equal(slice_part(path, path.len - name.len, path.len), name))
			return true;
		if (slice_equal(path, name))
			return true;
	}
	return false;
}

static bool is_folder_name(struct slice name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && !(c == '-' && i > 0))
			return false;
	}
	return name.len > 0;
}

static void load(struct loader *loader, struct slice path, const struct place *from);

/* A folder itself, not a link to one. */
static bool is_folder(struct slice path, struct stat *status)
{
	return lstat(path.ptr, status) == 0 && S_ISDIR(status->st_mode);
}

static void use(struct loader *loader, const struct folder *folder, struct slice name, const struct place *line)
{
	struct stat status = { 0 };
	struct place place = scan_place(line, name);
	if (!is_folder_name(name)) {
		diag_error(loader->diag, place, CODE(OUTSIDE), "uses NAME: the name of a folder beside this one, in a-z, 0-9 and -",
		        "\"%.*s\" is no name of a folder of rules", SLICE_ARG(scan_brief(name)));
		return;
	}
	struct slice path = sibling(loader->ast->arena, folder->path, name), common = { 0 };
	struct stat common_status;
	if (loader->ast->library)
		common = arena_format(loader->ast->arena, "%s/%.*s", loader->ast->library, SLICE_ARG(name));
	if (is_folder(path, &status)) {
		load(loader, path, &place);
	} else if (known_name(loader, name)) {
		return;
	} else if (common.len && is_folder(common, &common_status)) {
		load(loader, common, &place);
	} else {
		diag_error(loader->diag, place, CODE(USES), "name it before this one: -r FOLDER", "there is no folder %.*s%s", SLICE_ARG(path),
		        S_ISLNK(status.st_mode) ? " (links are not followed)" : "");
	}
}

static void follow_uses(struct loader *loader, const struct folder *folder, const struct ast_file *file)
{
	struct scan scan;
	struct scan_line line;
	scan_init(&scan, file->path, file->text);
	while (scan_next(&scan, &line)) {
		struct slice rest = scan_uncomment(line.body, false), name;
		if (line.indented || !slice_is(scan_word(&rest), "uses"))
			continue;
		while (slice_split(&rest, ',', &name))
			use(loader, folder, name, &line.whole);
	}
}

static void add_step(struct loader *loader, struct ast_file file)
{
	bool silent = !diag_errors(loader->diag) && !diag_warnings(loader->diag);
	array_push(&loader->steps, ((struct parse_step){ file, silent ? NULL : loader->diag }));
	if (!silent)
		loader->diag = diag_new();
}

static void load(struct loader *loader, struct slice path, const struct place *from)
{
	struct stat status;
	struct ast *ast = loader->ast;
	path = arena_copy(ast->arena, path);
	if (stat(path.ptr, &status) != 0)
		status = (struct stat){ 0 };
	struct folder *folder = status.st_ino ? known_folder(loader, &status) : NULL;
	if (folder) {
		if (!folder->done && from)
			diag_error(loader->diag, *from, CODE(CYCLE), NULL, "%.*s uses this folder in turn", SLICE_ARG(folder->path));
		return;
	}
	folder = arena_alloc(ast->arena, sizeof *folder);
	*folder = (struct folder){ .path = path, .device = status.st_dev, .inode = status.st_ino };
	list_push(ast->arena, &loader->folders, folder);
	read_files(loader, folder);
	for (size_t i = 0; i < folder->files.n; i++)
		follow_uses(loader, folder, &folder->files.at[i]);
	for (size_t i = 0; i < folder->files.n; i++)
		add_step(loader, folder->files.at[i]);
	array_push(&ast->folders, path);
	folder->done = true;
}

/* Reads what was found, and says what is left to be said. */
static void read_steps(struct loader *loader, unsigned threads, struct diag *diag)
{
	parse_files(loader->ast, loader->steps.at, loader->steps.n, threads, diag);
	diag_replay(loader->diag, diag);
	for (size_t i = 0; i < loader->steps.n; i++)
		diag_free(loader->steps.at[i].said);
	array_fini(&loader->steps);
	diag_free(loader->diag);
}

void parse_folder(struct ast *ast, struct slice folder, struct diag *diag)
{
	struct loader loader = { .ast = ast, .diag = diag_new() };
	struct folder only = { .path = arena_copy(ast->arena, folder) };
	read_files(&loader, &only);
	for (size_t i = 0; i < only.files.n; i++)
		add_step(&loader, only.files.at[i]);
	read_steps(&loader, 1, diag);
	array_push(&ast->folders, only.path);
}

void parse_uses(struct ast *ast, const char *const *folders, size_t n, unsigned threads, struct diag *diag)
{
	struct loader loader = { .ast = ast, .diag = diag_new() };
	for (size_t i = 0; i < n; i++)
		load(&loader, slice_of(folders[i]), NULL);
	read_steps(&loader, threads, diag);
}
