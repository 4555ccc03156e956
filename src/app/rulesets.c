#include "app/rulesets.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { FILE_LIMIT = 64 * 1024 };

struct search {
	struct arena *arena;
	struct diag *diag;
	const char *rules; /* the folder of rule folders */
	text_array folders;
};

static bool is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The folder as a path that does not name where this machine keeps it, where it lies below the current one. */
static const char *shortened(struct arena *arena, const char *path)
{
	char *real = realpath(path, NULL), *here = realpath(".", NULL);
	struct slice found = slice_of(real ? real : path);
	if (real && here && slice_starts(found, here) && found.ptr[strlen(here)] == '/')
		found = slice_part(found, strlen(here) + 1, found.len);
	const char *copy = arena_copy(arena, found).ptr;
	free(real);
	free(here);
	return copy;
}

static const char *rules_beside_program(struct arena *arena)
{
	static const char *const places[] = { "../share/kgraph/rules", "../rules" };
	char program[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", program, sizeof program);
	if (len <= 0 || len == (ssize_t)sizeof program)
		return NULL;
	while (len > 0 && program[len - 1] != '/')
		len--;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		const char *path = arena_format(arena, "%.*s%s", (int)len, program, places[i]).ptr;
		if (is_folder(path))
			return shortened(arena, path);
	}
	return NULL;
}

static const char *rules_expected(struct search *search)
{
	const char *asked = getenv("KGRAPH_RULES");
	return asked && *asked ? asked : rules_beside_program(search->arena);
}

static const char *find_rules(struct search *search)
{
	const char *found = rules_expected(search);
	if (found && is_folder(found))
		return found;
	diag_error(search->diag, (struct place){ .line = 0 }, NULL, "set KGRAPH_RULES to the folder of rules, or name one with -r",
	        found ? "there is no folder of rules %s" : "the rules that come with kgraph are not where it was installed", found);
	return NULL;
}

static bool is_name(struct slice name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
			return false;
	}
	return name.len > 0;
}

static struct slice nearest_folder(struct search *search, struct slice name)
{
	ARRAY(struct slice) names = { 0 };
	DIR *folder = opendir(search->rules);
	struct dirent *entry;
	while (folder && (entry = readdir(folder))) {
		if (is_name(slice_of(entry->d_name)))
			array_push(&names, arena_copy(search->arena, slice_of(entry->d_name)));
	}
	if (folder)
		closedir(folder);
	struct slice near = diag_nearest(name, names.at, names.n);
	array_fini(&names);
	return near;
}

static void add_folder(struct search *search, struct slice name, struct place place)
{
	const char *path = arena_format(search->arena, "%s/%.*s", search->rules, SLICE_ARG(name)).ptr;
	for (size_t i = 0; i < search->folders.n; i++) {
		if (strcmp(search->folders.at[i], path) == 0)
			return;
	}
	if (is_folder(path)) {
		array_push(&search->folders, path);
		return;
	}
	struct slice near = nearest_folder(search, name);
	const char *help = near.len ? arena_format(search->arena, "did you mean %.*s?", SLICE_ARG(near)).ptr
	        : place.line                    ? "these come with kgraph; a folder of your own is chosen by -r FOLDER"
	                                        : "-r takes the path of a folder, or the name of one that comes with kgraph";
	diag_error(search->diag, place, NULL, help, "there is no folder of rules called %.*s in %s", SLICE_ARG(name), search->rules);
}

static struct place place_of(struct slice file, uint32_t number, struct slice line, struct slice part)
{
	return (struct place){
		.file = file, .line = number, .column = (uint32_t)(part.ptr - line.ptr) + 1, .length = (uint32_t)part.len, .source = line
	};
}

/* A line is `NAME`, after `use ` where keyword is set; # begins a comment. */
static void read_line(struct search *search, struct slice file, uint32_t number, struct slice line, bool keyword)
{
	const char *comment = line.len ? memchr(line.ptr, '#', line.len) : NULL;
	struct slice text = slice_trim(comment ? slice_make(line.ptr, (size_t)(comment - line.ptr)) : line);
	if (text.len == 0)
		return;
	struct slice name = text;
	if (keyword) {
		if (!slice_starts(text, "use ") && !slice_starts(text, "use\t")) {
			diag_error(search->diag, place_of(file, number, line, text), NULL, "such a file holds nothing but lines `use NAME`",
			        "expected `use NAME`");
			return;
		}
		name = slice_trim(slice_part(text, 4, text.len));
	}
	if (!is_name(name))
		diag_error(search->diag, place_of(file, number, line, name.len ? name : text), NULL,
		        "the name of a folder that comes with kgraph (a-z, 0-9 and -), not a path; one of your own is chosen by -r FOLDER",
		        "\"%.*s\" is no name", SLICE_ARG(name));
	else
		add_folder(search, name, place_of(file, number, line, name));
}

static void read_names(struct search *search, const char *path, bool keyword)
{
	struct file_buffer buffer = { 0 };
	const char *why = file_read(path, FILE_LIMIT, false, &buffer);
	struct slice rest = slice_make(buffer.bytes, buffer.len), file = slice_of(path);
	if (why)
		diag_error(search->diag, (struct place){ .file = file }, NULL, NULL, "%s", why);
	for (uint32_t number = 1; !why && rest.len; number++) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
		read_line(search, file, number, slice_make(rest.ptr, len), keyword);
		len += end != NULL;
		rest = slice_part(rest, len, rest.len);
	}
	file_buffer_fini(&buffer);
}

static void add_asked_for(struct search *search, const text_array *roots)
{
	for (size_t i = 0; i < roots->n; i++) {
		struct stat status;
		if (!is_folder(roots->at[i]))
			continue;
		const char *slash = slice_ends(slice_of(roots->at[i]), "/") ? "" : "/";
		const char *path = arena_format(search->arena, "%s%s.kgraph", roots->at[i], slash).ptr;
		if (lstat(path, &status) == 0)
			read_names(search, path, true);
	}
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A folder, or one that comes with kgraph by its name alone. */
static void choose_folder(struct search *search, const char *folder)
{
	if (search->rules && is_name(slice_of(folder)) && !is_folder(folder))
		add_folder(search, slice_of(folder), (struct place){ .line = 0 });
	else
		array_push(&search->folders, folder);
}

/* Those that `default` lists and those that the corpora ask for. */
static void choose_listed(struct search *search, const text_array *roots)
{
	read_names(search, arena_format(search->arena, "%s/default", search->rules).ptr, false);
	size_t asked = search->folders.n;
	add_asked_for(search, roots);
	/* Ties between rules go by their order, which is not to depend on that of the arguments. */
	if (search->folders.n > asked)
		qsort(search->folders.at + asked, search->folders.n - asked, sizeof *search->folders.at, compare_texts);
}

static bool choose_folders(struct search *search, const struct options *options, const text_array *roots)
{
	unsigned before = diag_errors(search->diag);
	if (options->rules.n) {
		search->rules = rules_expected(search);
		for (size_t i = 0; i < options->rules.n; i++)
			choose_folder(search, options->rules.at[i]);
		return diag_errors(search->diag) == before;
	}
	search->rules = find_rules(search);
	if (!search->rules)
		return false;
	choose_listed(search, roots);
	return diag_errors(search->diag) == before;
}

struct ruleset *rulesets_load(const struct options *options, const text_array *roots, struct arena *arena, struct diag *diag)
{
	return rulesets_load_more(options, roots, slice_make("", 0), arena, diag);
}

struct slice rulesets_chosen(const struct options *options, struct arena *arena)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./";
	struct slice chosen = { "", 0 };
	for (size_t i = 0; i < options->rules.n; i++) {
		const char *folder = options->rules.at[i];
		const char *quote = folder[strspn(folder, plain)] ? "'" : "";
		chosen = arena_format(arena, "%.*s -r %s%s%s", SLICE_ARG(chosen), quote, folder, quote);
	}
	return chosen;
}

struct ruleset *rulesets_load_more(const struct options *options, const text_array *roots, struct slice more, struct arena *arena, struct diag *diag)
{
	struct search search = { .arena = arena, .diag = diag };
	struct ruleset *rules = NULL;
	if (choose_folders(&search, options, roots))
		rules = ruleset_load_more(search.folders.at, search.folders.n, search.rules, more, options_threads(options), diag);
	array_fini(&search.folders);
	return rules;
}

struct ruleset *rulesets_load_folder(const char *folder, const text_array *roots, struct arena *arena, struct diag *diag)
{
	struct search search = { .arena = arena, .diag = diag };
	struct ruleset *rules = NULL;
	struct stat status;
	unsigned before = diag_errors(diag);
	if (stat(arena_format(arena, "%s/default", folder).ptr, &status) == 0 && S_ISREG(status.st_mode)) {
		search.rules = arena_copy(arena, slice_of(folder)).ptr;
		choose_listed(&search, roots);
	} else {
		search.rules = rules_expected(&search);
		choose_folder(&search, folder);
	}
	if (diag_errors(diag) == before)
		rules = ruleset_load_with(search.folders.at, search.folders.n, search.rules, diag);
	array_fini(&search.folders);
	return rules;
}
