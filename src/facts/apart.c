#include "facts/apart.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/align.h"
#include "base/array.h"
#include "base/file_lines.h"
#include "facts/load.h"
#include "facts/merge.h"

/* What a line is about, by how kgraph begins it. */
enum line_kind { LINE_OTHER, LINE_ENTITY, LINE_EDGE, LINE_PROOF };

static const struct {
	const char *begin;
	enum line_kind kind;
} begins[] = {
	{ "{\"proof\":\"", LINE_PROOF },
	{ "{\"edge\":\"", LINE_EDGE },
	{ "{\"entity\":\"", LINE_ENTITY },
};

struct line {
	uint64_t hash, id; /* id: a hash of that of the entity, or of the edge that it is or proves */
};

struct ends {
	uint64_t source, target; /* hashes of their ids */
	uint32_t line;
};

/* All lines of a graph, without their texts. */
struct outline {
	ARRAY(struct line) lines;
	ARRAY(uint8_t) kinds;
	ARRAY(struct ends) ends; /* of the edges */
	uint8_t *both;           /* by line: it stands in the other graph as well */
	uint8_t *kept;           /* by line */
	bool foreign;            /* not as kgraph writes it */
};

/* Numbers by 64-bit hashes, open addressing: 0 stands for none. */
struct table {
	uint64_t *keys;
	uint32_t *values; /* may be NULL */
	size_t mask, n;
};

static void table_init(struct table *table, size_t most, bool values)
{
	size_t room = 16;
	while (room < most * 2)
		room *= 2;
	*table = (struct table){ .keys = alloc_new(room * sizeof *table->keys), .mask = room - 1 };
	table->values = values ? alloc_new(room * sizeof *table->values) : NULL;
}

static void table_fini(struct table *table)
{
	free(table->keys);
	free(table->values);
}

static size_t slot_of(const struct table *table, uint64_t key)
{
	size_t at = (size_t)(key ^ key >> 32) & table->mask;
	while (table->keys[at] && table->keys[at] != key)
		at = (at + 1) & table->mask;
	return at;
}

static bool table_has(const struct table *table, uint64_t key)
{
	return table->keys[slot_of(table, key)] == key;
}

static void table_put(struct table *table, uint64_t key, uint32_t value)
{
	size_t at = slot_of(table, key);
	table->n += table->keys[at] == 0;
	table->keys[at] = key;
	if (table->values)
		table->values[at] = value;
}

static uint64_t hash_of(struct slice text)
{
	uint64_t hash = align_hash(text);
	return hash ? hash : 1;
}

/* ---- reading outlines ---- */

/* The string that begins at text's start, its closing quote left out, escapes as they stand. */
static struct slice quoted(struct slice text)
{
	size_t at = 0;
	while (at < text.len && text.ptr[at] != '"')
		at += text.ptr[at] == '\\' ? 2 : 1;
	return slice_part(text, 0, at < text.len ? at : text.len);
}

/* The value of a member that stands behind `from`, as kgraph writes it. */
static struct slice member(struct slice line, const char *key, bool *foreign)
{
	size_t len = strlen(key);
	const char *at = memmem(line.ptr, line.len, key, len);
	*foreign |= !at;
	return at ? quoted(slice_part(line, (size_t)(at - line.ptr) + len, line.len)) : slice_make("", 0);
}

static void add_ends(struct outline *outline, struct slice rest)
{
	struct ends ends = { .line = (uint32_t)outline->lines.n };
	ends.source = hash_of(member(rest, "\",\"source\":\"", &outline->foreign));
	ends.target = hash_of(member(rest, "\",\"target\":\"", &outline->foreign));
	array_push(&outline->ends, ends);
}

/* Where the line of its rule stands makes no other proof of it: a comment above would change them all. */
static uint64_t hash_of_proof(struct slice line)
{
	static const char key[] = "\",\"rule_line\":";
	const char *found = memmem(line.ptr, line.len, key, sizeof key - 1);
	if (!found)
		return hash_of(line);
	size_t from = (size_t)(found - line.ptr) + sizeof key - 1, to = from;
	while (to < line.len && line.ptr[to] >= '0' && line.ptr[to] <= '9')
		to++;
	uint64_t hash = align_hash(slice_part(line, 0, from)) * 3 + align_hash(slice_part(line, to, line.len));
	return hash ? hash : 1;
}

static void add_line(struct outline *outline, struct slice line)
{
	enum line_kind kind = LINE_OTHER;
	struct line added = { .hash = slice_starts(line, begins[0].begin) ? hash_of_proof(line) : hash_of(line) };
	for (size_t i = 0; i < sizeof begins / sizeof *begins && kind == LINE_OTHER; i++) {
		if (!slice_starts(line, begins[i].begin))
			continue;
		struct slice rest = slice_part(line, strlen(begins[i].begin), line.len), id = quoted(rest);
		kind = begins[i].kind;
		added.id = hash_of(id);
		if (kind == LINE_EDGE)
			add_ends(outline, slice_part(rest, id.len, rest.len));
	}
	array_push(&outline->lines, added);
	array_push(&outline->kinds, (uint8_t)kind);
}

/* False where the file cannot be read line by line, or twice: then it is read whole, and what is wrong is said there. */
static bool read_outline(struct outline *outline, const char *path)
{
	struct stat status;
	struct file_lines file;
	struct slice line;
	if (!slice_ends(slice_of(path), ".jsonl") || stat(path, &status) != 0 || !S_ISREG(status.st_mode))
		return false;
	const char *why = file_lines_open(&file, path, LOAD_LINE_MAX);
	if (!why)
		why = file_lines_next(&file, &line);
	if (!why && line.ptr && !slice_starts(line, "{\"kgraph\":"))
		why = "foreign";
	while (!why && line.ptr && outline->lines.n < UINT32_MAX - 1) {
		add_line(outline, line);
		why = file_lines_next(&file, &line);
	}
	file_lines_close(&file);
	return !why && !outline->foreign;
}

static void outline_fini(struct outline *outline)
{
	array_fini(&outline->lines);
	array_fini(&outline->kinds);
	array_fini(&outline->ends);
	free(outline->both);
	free(outline->kept);
}

/* ---- what is not in both ---- */

static void find_both(struct outline outlines[2])
{
	struct table table;
	table_init(&table, outlines[0].lines.n, true);
	for (int side = 0; side < 2; side++)
		outlines[side].both = alloc_new(outlines[side].lines.n + 1);
	for (size_t i = 0; i < outlines[0].lines.n; i++)
		table_put(&table, outlines[0].lines.at[i].hash, (uint32_t)i);
	for (size_t i = 0; i < outlines[1].lines.n; i++) {
		size_t slot = slot_of(&table, outlines[1].lines.at[i].hash);
		if (!table.keys[slot])
			continue;
		outlines[1].both[i] = 1;
		outlines[0].both[table.values[slot]] = 1;
	}
	table_fini(&table);
}

static size_t count_lone(const struct outline outlines[2])
{
	size_t n = 0;
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < outlines[side].lines.n; i++)
			n += !outlines[side].both[i];
	return n;
}

/* Edges of which a line or a proof is in one graph alone, and entities that these join or that are not the same. */
struct touched {
	struct table edges, entities;
};

static void touch_lines(struct touched *touched, const struct outline *outline)
{
	for (size_t i = 0; i < outline->lines.n; i++) {
		enum line_kind kind = outline->kinds.at[i];
		if (!outline->both[i] && kind != LINE_OTHER)
			table_put(kind == LINE_ENTITY ? &touched->entities : &touched->edges, outline->lines.at[i].id, 0);
	}
}

static void touch_ends(struct touched *touched, const struct outline *outline)
{
	for (size_t i = 0; i < outline->ends.n; i++) {
		const struct ends *ends = &outline->ends.at[i];
		if (!table_has(&touched->edges, outline->lines.at[ends->line].id))
			continue;
		table_put(&touched->entities, ends->source, 0);
		table_put(&touched->entities, ends->target, 0);
	}
}

static void find_touched(struct touched *touched, const struct outline outlines[2])
{
	size_t lone = count_lone(outlines);
	table_init(&touched->edges, lone, false);
	/* An edge has one line in each graph, and two ends. */
	table_init(&touched->entities, 5 * lone, false);
	for (int side = 0; side < 2; side++)
		touch_lines(touched, &outlines[side]);
	for (int side = 0; side < 2; side++)
		touch_ends(touched, &outlines[side]);
}

/* Returns how many edges are left out. */
static uint64_t choose_lines(struct outline *outline, const struct touched *touched)
{
	uint64_t left = 0;
	outline->kept = alloc_new(outline->lines.n + 1);
	for (size_t i = 0; i < outline->lines.n; i++) {
		enum line_kind kind = outline->kinds.at[i];
		uint64_t id = outline->lines.at[i].id;
		outline->kept[i] = kind == LINE_OTHER || table_has(kind == LINE_ENTITY ? &touched->entities : &touched->edges, id);
		left += kind == LINE_EDGE && !outline->kept[i];
	}
	return left;
}

static bool load_both(struct apart *apart, const char *const paths[2], const struct outline *outlines, struct diag *diag)
{
	for (int side = 0; side < 2; side++) {
		const struct outline *outline = outlines ? &outlines[side] : NULL;
		apart->facts[side] = outline ? load_graph_part(paths[side], outline->kept, outline->lines.n, diag) : load_graph(paths[side], diag);
		if (!apart->facts[side])
			return false;
	}
	return true;
}

bool apart_load(struct apart *apart, const char *const paths[2], bool whole, struct diag *diag)
{
	struct outline outlines[2] = { 0 };
	struct touched touched;
	*apart = (struct apart){ .same = 0 };
	bool plain = !whole && read_outline(&outlines[0], paths[0]) && read_outline(&outlines[1], paths[1]);
	if (plain) {
		find_both(outlines);
		find_touched(&touched, outlines);
		for (int side = 0; side < 2; side++)
			apart->same = choose_lines(&outlines[side], &touched);
		table_fini(&touched.edges);
		table_fini(&touched.entities);
	}
	/* Only what is kept is needed from here on. */
	for (int side = 0; side < 2; side++) {
		array_fini(&outlines[side].kinds);
		array_fini(&outlines[side].ends);
		free(outlines[side].lines.at);
		outlines[side].lines.at = NULL;
	}
	bool good = load_both(apart, paths, plain ? outlines : NULL, diag);
	outline_fini(&outlines[0]);
	outline_fini(&outlines[1]);
	if (!good)
		apart_fini(apart);
	return good;
}

void apart_fini(struct apart *apart)
{
	for (int side = 0; side < 2; side++)
		if (apart->facts[side])
			facts_free(apart->facts[side]);
	*apart = (struct apart){ .same = 0 };
}
