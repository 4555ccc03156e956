#include "facts/gold.h"

#include <stdlib.h>

#include "base/csv.h"
#include "base/map.h"
#include "base/unicode.h"

enum column {
	COLUMN_DOCUMENT,
	COLUMN_SUBJECT,
	COLUMN_RELATION,
	COLUMN_OBJECT,
	COLUMN_LINE,
	COLUMN_STATUS,
	COLUMN_TIER,
	COLUMN_READING,
	COLUMN_COUNT
};
enum { COLUMN_NEEDED = COLUMN_OBJECT + 1, LINE_DIGITS = 9, SHOWN = 60 };

static const char *const column_names[COLUMN_COUNT] = { "document", "subject", "relation", "object", "line", "status", "tier", "reading" };
static const char *const tier_names[GOLD_TIERS] = { "core", "hard", "allowed" };
static const char *const reading_names[GOLD_READINGS] = { "direct", "coref" };
static const char columns_help[] = "the first line is: document,line,subject,relation,object,status,tier,reading";

struct reading {
	struct gold *gold;
	const struct ruleset *rules;
	struct diag *diag;
	struct csv_places places;
	size_t columns[COLUMN_COUNT]; /* where each stands, plus 1; 0: not there */
	size_t width;                 /* cells of the header */
	struct map *seen;             /* a row's texts -> its line */
	struct map *unknown;          /* relations that were warned of */
	bool header;
};

const char *gold_tier_name(enum gold_tier tier)
{
	return tier_names[tier];
}

const char *gold_reading_name(enum gold_reading reading)
{
	return reading_names[reading];
}

/* What a message quotes of a cell. */
static struct slice brief(struct slice text)
{
	size_t len = text.len < SHOWN ? text.len : SHOWN;
	while (len < text.len && len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
		len--;
	return slice_part(text, 0, len);
}

/* Words with commas between. */
static const char *list_of(struct arena *arena, const char *const *names, size_t n)
{
	struct slice text = slice_of(names[0]);
	for (size_t i = 1; i < n; i++)
		text = arena_format(arena, "%.*s, %s", SLICE_ARG(text), names[i]);
	return text.ptr;
}

/* ---- the header ---- */

static size_t column_of(struct slice cell)
{
	size_t column = 0;
	while (column < COLUMN_COUNT && !slice_is(cell, column_names[column]))
		column++;
	return column;
}

static void say_unknown_column(struct reading *reading, struct slice cell, size_t at, uint32_t line)
{
	struct slice names[COLUMN_COUNT];
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		names[i] = slice_of(column_names[i]);
	struct slice near = diag_nearest(cell, names, COLUMN_COUNT);
	const char *help = near.len ? arena_format(reading->gold->arena, "did you mean %.*s?", SLICE_ARG(near)).ptr : NULL;
	diag_warning(reading->diag, csv_place(&reading->places, line, at), NULL, help, "the column \"%.*s\" is not read", SLICE_ARG(brief(cell)));
}

static void find_columns(struct reading *reading, const struct slice *cells, size_t n, uint32_t line)
{
	for (size_t i = 0; i < n; i++) {
		size_t column = column_of(slice_trim(cells[i]));
		if (column == COLUMN_COUNT)
			continue;
		if (reading->columns[column])
			diag_error(reading->diag, csv_place(&reading->places, line, i), NULL, NULL, "the column %s stands there twice",
			        column_names[column]);
		reading->columns[column] = i + 1;
	}
}

/* Says in one message which columns are missing; false where one is. */
static bool has_columns(struct reading *reading, const struct slice *cells, size_t n, uint32_t line)
{
	const char *missing[COLUMN_NEEDED];
	size_t count = 0;
	for (size_t i = 0; i < COLUMN_NEEDED; i++)
		if (!reading->columns[i])
			missing[count++] = column_names[i];
	if (!count)
		return true;
	bool semicolons = n == 1 && memchr(cells[0].ptr, ';', cells[0].len);
	diag_error(reading->diag, csv_place(&reading->places, line, CSV_ROW), NULL,
	        semicolons ? "put commas between the columns, not semicolons" : columns_help, "the list has no column %s",
	        list_of(reading->gold->arena, missing, count));
	return false;
}

static void read_header(struct reading *reading, const struct slice *cells, size_t n, uint32_t line)
{
	reading->header = true;
	reading->width = n;
	find_columns(reading, cells, n, line);
	if (!has_columns(reading, cells, n, line))
		return;
	for (size_t i = 0; i < n; i++)
		if (column_of(slice_trim(cells[i])) == COLUMN_COUNT)
			say_unknown_column(reading, slice_trim(cells[i]), i, line);
}

/* ---- a row ---- */

struct row {
	struct reading *reading;
	const struct slice *cells;
	size_t n;
	uint32_t line;
};

static struct slice cell_of(const struct row *row, enum column column)
{
	size_t at = row->reading->columns[column];
	return at && at <= row->n ? csv_undefuse(slice_trim(row->cells[at - 1])) : slice_make("", 0);
}

static struct place place_of(const struct row *row, enum column column)
{
	return csv_place(&row->reading->places, row->line, row->reading->columns[column] - 1);
}

/* Which of the names the cell holds; 0, as the first, where it is empty. */
static size_t read_choice(const struct row *row, enum column column, const char *const *names, size_t n)
{
	struct slice cell = cell_of(row, column);
	for (size_t i = 0; i < n; i++)
		if (!cell.len || slice_is(cell, names[i]))
			return i;
	diag_error(row->reading->diag, place_of(row, column), NULL, list_of(row->reading->gold->arena, names, n), "there is no %s \"%.*s\"",
	        column_names[column], SLICE_ARG(brief(cell)));
	return 0;
}

static enum status read_status(const struct row *row)
{
	static const char *const names[] = { "asserted", "denied", "planned", "reported", "attempted" };
	static const enum status statuses[] = { STATUS_ASSERTED, STATUS_DENIED, STATUS_PLANNED, STATUS_REPORTED, STATUS_PLANNED };
	return statuses[read_choice(row, COLUMN_STATUS, names, sizeof names / sizeof *names)];
}

static uint32_t read_line(const struct row *row)
{
	struct slice cell = cell_of(row, COLUMN_LINE);
	uint32_t number = 0;
	bool right = cell.len <= LINE_DIGITS;
	for (size_t i = 0; i < cell.len && right; i++) {
		right = cell.ptr[i] >= '0' && cell.ptr[i] <= '9';
		number = number * 10 + (uint32_t)(cell.ptr[i] - '0');
	}
	if (!right || (cell.len && !number))
		diag_error(row->reading->diag, place_of(row, COLUMN_LINE), NULL, "a whole number, from 1", "\"%.*s\" is no line of a document",
		        SLICE_ARG(brief(cell)));
	return right ? number : 0;
}

/* Subject and object: variants with | between, none of them empty. */
static struct slice read_names(const struct row *row, enum column column)
{
	struct slice cell = cell_of(row, column), rest = cell, name;
	bool empty = !cell.len || cell.ptr[cell.len - 1] == '|';
	while (slice_split(&rest, '|', &name))
		empty = empty || !name.len;
	if (empty)
		diag_error(row->reading->diag, place_of(row, column), NULL, "a name, or several that all do, with | between", "the %s %s",
		        column_names[column], cell.len ? "holds an empty name" : "is empty");
	return cell;
}

static struct slice read_text(const struct row *row, enum column column)
{
	struct slice cell = cell_of(row, column);
	if (!cell.len)
		diag_error(row->reading->diag, place_of(row, column), NULL, NULL, "the %s is empty", column_names[column]);
	return cell;
}

static void say_unknown_relation(struct reading *reading, const struct row *row, struct slice name)
{
	struct arena *arena = reading->gold->arena;
	const struct ast *ast = reading->rules->ast;
	if (!name.len || map_has(reading->unknown, name))
		return;
	map_put_number(reading->unknown, arena_copy(arena, name), 0);
	slice_array names = { 0 };
	for (size_t i = 0; i < ast->relations.n; i++)
		array_push(&names, ast->relations.at[i].name);
	struct slice near = diag_nearest(name, names.at, names.n);
	const char *help = near.len ? arena_format(arena, "did you mean %.*s?", SLICE_ARG(near)).ptr : "its rows count as missed";
	diag_warning(reading->diag, place_of(row, COLUMN_RELATION), NULL, help, "the rules have no relation \"%.*s\"", SLICE_ARG(brief(name)));
	array_fini(&names);
}

static void read_relation(struct reading *reading, const struct row *row, struct gold_row *into)
{
	size_t number = ruleset_relation(reading->rules, into->relation, &into->inverse);
	into->relation_number = (uint32_t)number;
	if (number < reading->rules->ast->relations.n)
		return;
	into->relation_number = GOLD_NONE;
	say_unknown_relation(reading, row, into->relation);
}

/* Whether the same relation stood in the list before; the unit is a relation in a document, so it cannot be found twice. */
static bool is_repeated(const struct row *row, const struct gold_row *read)
{
	struct reading *reading = row->reading;
	struct slice key = arena_format(reading->gold->arena, "%.*s%c%.*s%c%.*s%c%.*s%c%d", SLICE_ARG(read->document), 0, SLICE_ARG(read->subject), 0,
	        SLICE_ARG(read->relation), 0, SLICE_ARG(read->object), 0, (int)read->status);
	size_t before = map_number(reading->seen, key, 0);
	if (!before)
		map_put_number(reading->seen, key, row->line);
	else
		diag_warning(reading->diag, csv_place(&reading->places, row->line, CSV_ROW), NULL, "a relation counts once in a document",
		        "the same as line %zu: left out", before);
	return before != 0;
}

/* A cell may hold line ends; a name does not. */
static struct slice copy_text(struct arena *arena, struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] < ' ')
			return unicode_normal(arena, text);
	return arena_copy(arena, text);
}

static void add_row(struct gold *gold, struct gold_row row)
{
	row.document = copy_text(gold->arena, row.document);
	row.subject = copy_text(gold->arena, row.subject);
	row.relation = copy_text(gold->arena, row.relation);
	row.object = copy_text(gold->arena, row.object);
	array_push(&gold->rows, row);
}

static bool is_blank(const struct slice *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slice_trim(cells[i]).len)
			return false;
	return true;
}

static void read_cells(const struct row *row)
{
	struct reading *reading = row->reading;
	unsigned before = diag_errors(reading->diag);
	if (row->n > reading->width && !is_blank(row->cells + reading->width, row->n - reading->width)) {
		diag_error(reading->diag, csv_place(&reading->places, row->line, reading->width), NULL,
		        "a name with a comma in it stands in \"quotes\"", "more cells than the first line has");
		return;
	}
	struct gold_row read = { .row = row->line, .found_in = GOLD_NONE };
	read.document = read_text(row, COLUMN_DOCUMENT);
	read.line = read_line(row);
	read.subject = read_names(row, COLUMN_SUBJECT);
	read.relation = read_text(row, COLUMN_RELATION);
	read.object = read_names(row, COLUMN_OBJECT);
	read.status = read_status(row);
	read.tier = (enum gold_tier)read_choice(row, COLUMN_TIER, tier_names, GOLD_TIERS);
	read.reading = (enum gold_reading)read_choice(row, COLUMN_READING, reading_names, GOLD_READINGS);
	read_relation(reading, row, &read);
	if (diag_errors(reading->diag) == before && !is_repeated(row, &read))
		add_row(reading->gold, read);
}

static bool read_row(const struct slice *cells, size_t n, uint32_t line, void *data)
{
	struct reading *reading = data;
	struct row row = { reading, cells, n, line };
	if (reading->header) {
		if (!is_blank(cells, n))
			read_cells(&row);
		return true;
	}
	unsigned before = diag_errors(reading->diag);
	read_header(reading, cells, n, line);
	return diag_errors(reading->diag) == before;
}

static void read_rows(struct reading *reading, struct slice text)
{
	uint32_t line = 0;
	unsigned before = diag_errors(reading->diag);
	const struct place top = { .file = reading->gold->path, .line = 1 };
	if (!csv_is_text(text, &line)) {
		diag_error(reading->diag, (struct place){ .file = reading->gold->path, .line = line }, NULL, "save the list as CSV in UTF-8",
		        "a byte that is no UTF-8 text; nothing of this list was read");
		return;
	}
	const char *wrong = csv_read(text, read_row, reading, &line);
	if (wrong && (reading->header || diag_errors(reading->diag) == before))
		diag_error(reading->diag, csv_place(&reading->places, line, CSV_ROW), NULL, NULL, "%s", wrong);
	else if (diag_errors(reading->diag) == before && reading->gold->rows.n == 0)
		diag_error(reading->diag, top, NULL, columns_help, reading->header ? "the list holds no relation" : "the list is empty");
}

struct gold *gold_read(struct slice path, struct slice text, const struct ruleset *rules, struct diag *diag)
{
	struct gold *gold = alloc_new(sizeof *gold);
	unsigned before = diag_errors(diag);
	gold->arena = arena_new();
	gold->path = arena_copy(gold->arena, path);
	struct reading reading = { .gold = gold, .rules = rules, .diag = diag, .places = csv_places_of(path, text) };
	reading.seen = map_new();
	reading.unknown = map_new();
	read_rows(&reading, text);
	map_free(reading.seen);
	map_free(reading.unknown);
	if (diag_errors(diag) == before)
		return gold;
	gold_free(gold);
	return NULL;
}

void gold_free(struct gold *gold)
{
	if (!gold)
		return;
	array_fini(&gold->rows);
	arena_free(gold->arena);
	free(gold);
}
