#include "rules/table.h"

#include <sys/stat.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/unicode.h"

enum column { COLUMN_NAME, COLUMN_TYPE, COLUMN_ALIASES, COLUMN_TAGS, COLUMN_COUNT };

static const char *const column_names[] = { "name", "type", "aliases", "tags", NULL };

struct table {
	struct parser *p;
	struct slice path;
	struct csv_places places;
	size_t columns[COLUMN_COUNT]; /* where each stands, plus 1; 0: not there */
	bool header, failed;
};

static struct place row_place(struct table *table, uint32_t line)
{
	return csv_place(&table->places, line, CSV_ROW);
}

static void read_header(struct table *table, const struct slice *cells, size_t n, uint32_t line)
{
	table->header = true;
	for (size_t i = 0; i < n; i++) {
		struct slice cell = slice_trim(cells[i]);
		size_t column = 0;
		while (column < COLUMN_COUNT && !slice_is(cell, column_names[column]))
			column++;
		if (column < COLUMN_COUNT) {
			table->columns[column] = i + 1;
			continue;
		}
		const char *help = parser_guess_word(table->p->arena, cell, column_names);
		diag_error(table->p->diag, row_place(table, line), CODE(TABLE), help ? help : "the columns are name, type, aliases, tags",
		        "no column is called \"%.*s\"", SLICE_ARG(scan_brief(cell)));
		table->failed = true;
	}
	if (!table->failed && (!table->columns[COLUMN_NAME] || !table->columns[COLUMN_TYPE])) {
		diag_error(table->p->diag, row_place(table, line), CODE(TABLE), "the first line is: name,type,aliases,tags",
		        "the table has no column `name` or no column `type`");
		table->failed = true;
	}
}

static struct slice cell_of(const struct table *table, enum column column, const struct slice *cells, size_t n)
{
	size_t at = table->columns[column];
	return at && at <= n ? slice_trim(cells[at - 1]) : slice_make("", 0);
}

/* A cell may hold line ends; a name does not. */
static struct slice copy_text(struct arena *arena, struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] < ' ')
			return unicode_normal(arena, text);
	return arena_copy(arena, text);
}

static void split_cell(struct arena *arena, struct slice cell, slice_array *list)
{
	struct slice copy = copy_text(arena, cell), field;
	while (slice_split(&copy, '|', &field))
		if (field.len)
			list_push(arena, list, field);
}

static bool read_row(const struct slice *cells, size_t n, uint32_t line, void *data)
{
	struct table *table = data;
	struct arena *arena = table->p->arena;
	if (!table->header) {
		read_header(table, cells, n, line);
		return !table->failed;
	}
	if (n == 0 || (n == 1 && cells[0].len == 0))
		return true;
	struct slice name = cell_of(table, COLUMN_NAME, cells, n), type = cell_of(table, COLUMN_TYPE, cells, n);
	struct place place = row_place(table, line);
	if (!name.len || !type.len) {
		diag_error(table->p->diag, place, CODE(TABLE), NULL, "the row has no %s", name.len ? "type" : "name");
		return true;
	}
	struct ast_entity *entity = array_add(&table->p->ast->entities);
	*entity = (struct ast_entity){ .name = copy_text(arena, name), .type = arena_copy(arena, type), .place = place };
	split_cell(arena, cell_of(table, COLUMN_ALIASES, cells, n), &entity->also);
	split_cell(arena, cell_of(table, COLUMN_TAGS, cells, n), &entity->tags);
	return true;
}

/* Whether the path leads below the folder by its text alone. */
static bool stays_inside(struct slice name)
{
	struct slice rest = name, part;
	if (!name.len || name.ptr[0] == '/')
		return false;
	while (slice_split(&rest, '/', &part))
		if (slice_is(part, ".."))
			return false;
	return true;
}

/* Whether a link stands on the way from the folder (the first `skip` bytes of path) to the file. */
static bool has_link(struct arena *arena, struct slice path, size_t skip)
{
	struct stat status;
	for (size_t at = skip + 1; at <= path.len; at++) {
		if (at < path.len && path.ptr[at] != '/')
			continue;
		struct slice step = arena_copy(arena, slice_part(path, 0, at));
		if (lstat(step.ptr, &status) == 0 && S_ISLNK(status.st_mode))
			return true;
	}
	return false;
}

static void read_text(struct table *table, struct slice text)
{
	struct parser *p = table->p;
	uint32_t line = 0;
	if (!csv_is_text(text, &line)) {
		diag_error(p->diag, (struct place){ .file = table->path, .line = line }, CODE(BYTES), "save the table as UTF-8",
		        "a byte that is no UTF-8 text; nothing of this table was read");
		return;
	}
	const char *wrong = csv_read(text, read_row, table, &line);
	if (wrong && !table->failed)
		diag_error(p->diag, row_place(table, line), CODE(TABLE), NULL, "%s", wrong);
	else if (!table->header)
		diag_error(p->diag, (struct place){ .file = table->path, .line = 1 }, CODE(TABLE), "the first line is: name,type,aliases,tags",
		        "the table is empty");
}

/* NULL, or why it cannot be read. */
static const char *text_of(struct parser *p, struct slice path, struct slice *text)
{
	for (size_t i = 0; i < p->ast->table_count; i++) {
		if (slice_equal(p->ast->tables[i].path, path)) {
			*text = arena_copy(p->arena, p->ast->tables[i].text);
			return NULL;
		}
	}
	struct file_buffer buffer = { 0 };
	const char *why = file_read(path.ptr, TABLE_BYTES_MAX, false, &buffer);
	if (!why)
		*text = arena_copy(p->arena, slice_make(buffer.bytes, buffer.len));
	file_buffer_fini(&buffer);
	return why;
}

void table_read(struct parser *p, struct slice name)
{
	struct slice folder = parser_folder(p);
	if (!stays_inside(name)) {
		parser_error(p, name, CODE(OUTSIDE), "put the table beside the rules", "the table would lie outside of the folder of these rules");
		return;
	}
	if (!slice_ends(name, ".csv")) {
		parser_error(p, name, CODE(TABLE), NULL, "a table is a file that ends in .csv");
		return;
	}
	struct slice path = arena_format(p->arena, "%.*s%.*s", SLICE_ARG(folder), SLICE_ARG(name));
	if (has_link(p->arena, path, folder.len)) {
		parser_error(p, name, CODE(OUTSIDE), "put the table itself beside the rules", "the way to this table leads over a link");
		return;
	}
	struct slice text;
	const char *why = text_of(p, path, &text);
	if (why) {
		parser_error(p, name, CODE(TABLE), NULL, "%.*s: %s", SLICE_ARG(path), why);
		return;
	}
	*array_add(&p->ast->files) = (struct ast_file){ path, text };
	struct table table = { .p = p, .path = path, .places = csv_places_of(path, text) };
	read_text(&table, text);
}
