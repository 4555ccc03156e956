#include "rules/parts_read.h"

#include "rules/scan.h"

bool part_is_table(const struct part *part)
{
	return slice_is(part->kind, "table");
}

static struct slice until(struct slice text, char mark)
{
	const char *at = text.len ? memchr(text.ptr, mark, text.len) : NULL;
	return slice_trim(at ? slice_make(text.ptr, (size_t)(at - text.ptr)) : text);
}

/* "person, group" of "person, group  words he". */
static struct slice first_names(struct slice rest)
{
	struct slice left = rest, word = scan_word(&left);
	while (word.len && word.ptr[word.len - 1] == ',' && left.len)
		word = scan_word(&left);
	return word.len ? slice_make(rest.ptr, (size_t)(word.ptr + word.len - rest.ptr)) : rest;
}

/* What of the first line names the block; the whole of it where nothing does. */
static struct slice name_of(struct slice kind, struct slice rest)
{
	static const char *const named[] = { "type", "verb", "variant", "guard", "relation", "rule", "infer", "refer", "inflect", "status", NULL };
	if (slice_is(kind, "entity"))
		return until(rest, ':');
	if (slice_is(kind, "words"))
		return until(rest, '=');
	return scan_is_one_of(kind, named) ? first_names(rest) : slice_make("", 0);
}

/* Blocks of which there is one, whatever it says. */
static bool is_single(struct slice kind, struct slice rest)
{
	static const char *const single[] = { "phrase", "unknown", "acronyms", "date", NULL };
	return scan_is_one_of(kind, single) && !slice_is(scan_word(&rest), "never");
}

static void begin(struct parts *parts, const struct scan_line *line, struct arena *arena)
{
	struct slice text = scan_uncomment(line->body, false), rest = text;
	struct part *part = array_add(&parts->list);
	*part = (struct part){ .kind = scan_word(&rest), .file = line->whole.file };
	part->name = name_of(part->kind, rest);
	if (part->name.len)
		part->key = arena_format(arena, "%.*s %.*s", SLICE_ARG(part->kind), SLICE_ARG(part->name));
	else
		part->key = is_single(part->kind, rest) ? part->kind : text;
}

/* The lines of a rule that are for whoever reads or tests it. */
static bool finds_nothing(const struct part *part, struct slice body)
{
	static const char *const items[] = { "why", "yes", "no", "todo", "given", NULL };
	struct slice rest = body;
	if (!slice_is(part->kind, "rule") && !slice_is(part->kind, "infer"))
		return false;
	return *body.ptr == '=' || scan_is_one_of(scan_word(&rest), items);
}

static void read_rules(struct parts *parts, const struct ast_file *file, struct arena *arena)
{
	struct scan scan;
	struct scan_line line;
	scan_init(&scan, file->path, file->text);
	while (scan_next(&scan, &line)) {
		struct slice head = line.body;
		if (!line.indented && !slice_is(scan_word(&head), "uses"))
			begin(parts, &line, arena);
		else if (!line.indented || !parts->list.n || finds_nothing(array_last(&parts->list), line.body))
			continue;
		array_push(&array_last(&parts->list)->lines,
		        ((struct part_line){ scan_uncomment(line.body, false), line.whole.source, line.whole.line }));
	}
}

static void read_table(struct parts *parts, const struct ast_file *file)
{
	struct slice rest = file->text, row;
	size_t slash = file->path.len;
	while (slash > 0 && file->path.ptr[slash - 1] != '/')
		slash--;
	struct part *part = array_add(&parts->list);
	*part = (struct part){ .kind = slice_of("table"), .file = file->path, .key = slice_part(file->path, slash, file->path.len) };
	for (uint32_t line = 1; rest.len; line++) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		row = end ? slice_make(rest.ptr, (size_t)(end - rest.ptr)) : rest;
		rest = slice_part(rest, end ? row.len + 1 : row.len, rest.len);
		array_push(&part->lines, ((struct part_line){ slice_trim(row), row, line }));
	}
}

void parts_read(struct parts *parts, const struct ast *ast, struct arena *arena)
{
	for (size_t i = 0; i < ast->files.n; i++) {
		if (slice_ends(ast->files.at[i].path, ".csv"))
			read_table(parts, &ast->files.at[i]);
		else
			read_rules(parts, &ast->files.at[i], arena);
	}
}

void parts_fini(struct parts *parts)
{
	for (size_t i = 0; i < parts->list.n; i++)
		array_fini(&parts->list.at[i].lines);
	array_fini(&parts->list);
}
