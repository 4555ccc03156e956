#include "facts/load.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/file_lines.h"
#include "base/unicode.h"
#include "facts/derive.h"
#include "facts/load_union.h"
#include "facts/merge.h"

static const char help_again[] = "let kgraph write it again from the documents";

/* The kinds of lines, in the order in which they come. The first member tells them apart. */
static const struct {
	const char *member;
	bool (*read)(struct load *load, struct json_cursor *cursor, const struct json_value *first);
} lines[] = {
	{ "kgraph", load_header },
	{ "document", load_document },
	{ "rejected", load_rejected },
	{ "entity", load_entity },
	{ "edge", load_edge },
	{ "proof", load_proof },
	{ "lines", NULL },
};

enum { LINE_HEADER, LINE_END = sizeof lines / sizeof *lines - 1, LINE_KINDS };

bool load_wrong(const struct load *load, const char *code, const char *help, const char *format, ...)
{
	struct place place = { .file = load->path, .line = (uint32_t)(load->line < UINT32_MAX ? load->line : 0) };
	char text[512];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	diag_error(load->diag, place, code, help, "%s", text);
	return false;
}

uint32_t load_find(const struct load *load, const struct load_table *table, struct slice name)
{
	const struct index_entry *entry = index_find(&table->index, name);
	return entry && table->met.at[entry->number] == load->graphs ? entry->number : UINT32_MAX;
}

struct load_met load_meet(struct load *load, struct load_table *table, struct slice name, size_t next)
{
	struct load_met met = { 0 };
	struct index_entry *entry = index_enter(&table->index, name, &met.added);
	if (met.added) {
		entry->number = (uint32_t)next;
		entry->text = arena_copy(load->facts->arena, name);
		/* Tables that share their numbers with another one have gaps. */
		while (table->met.n <= next)
			array_push(&table->met, 0);
	}
	met.number = entry->number;
	met.name = entry->text;
	met.twice = table->met.at[met.number] == load->graphs;
	table->met.at[met.number] = load->graphs;
	return met;
}

struct slice load_keep(struct load *load, enum load_text kind, struct slice text)
{
	bool added;
	if (text.len == 0)
		return slice_make("", 0);
	struct slice *last = &load->last[kind];
	if (slice_equal(*last, text))
		return *last;
	struct index_entry *entry = index_enter(&load->texts, text, &added);
	if (added)
		entry->text = arena_copy(load->facts->arena, text);
	return *last = entry->text;
}

struct load *load_new(bool mixed, struct diag *diag)
{
	struct load *load = alloc_new(sizeof *load);
	*load = (struct load){ .diag = diag, .mixed = mixed, .arena = arena_new() };
	load->facts = alloc_new(sizeof *load->facts);
	load->facts->arena = arena_new();
	return load;
}

static void table_fini(struct load_table *table)
{
	index_fini(&table->index);
	array_fini(&table->met);
}

static void let_go(struct load *load)
{
	struct load_table *tables[] = { &load->types, &load->relations, &load->documents, &load->entities, &load->edges, &load->skips };
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		table_fini(tables[i]);
	index_fini(&load->texts);
	array_fini(&load->proved);
	free(load->proofs);
	array_fini(&load->digests);
	array_fini(&load->graph_edges);
	arena_free(load->arena);
}

void load_free(struct load *load)
{
	if (!load)
		return;
	let_go(load);
	facts_free(load->facts);
	free(load);
}

struct facts *load_finish(struct load *load)
{
	struct facts *facts = load->facts;
	if (load->digests.n > 1)
		facts->rule_texts.n = 0;
	if (load->mixed_tables)
		load_sort_tables(load);
	let_go(load);
	free(load);
	derive_all(facts);
	return facts;
}

static void start_graph(struct load *load)
{
	load->graphs++;
	load->edge_at = load->proved_edges = 0;
	load->document = UINT32_MAX;
	array_clear(&load->graph_edges);
}

/* The kind of a line by its first member; LINE_KINDS where it is none. */
static size_t kind_of(struct json_cursor *cursor, struct json_value *first)
{
	size_t kind = 0;
	if (!json_next(cursor, first))
		return LINE_KINDS;
	while (kind < LINE_KINDS && !slice_is(first->key, lines[kind].member))
		kind++;
	return kind;
}

static bool read_end(struct load *load, struct json_cursor *cursor, const struct json_value *first, uint64_t count)
{
	static const struct load_field field = { "lines", LOAD_WHOLE, true, 0 };
	uint64_t said = 0;
	const char *why = load_fields(cursor, first, &field, 1, &said);
	if (why)
		return load_wrong(load, LOAD_MEMBER, NULL, "%s", why);
	if (said != count)
		return load_wrong(load, LOAD_CUT, help_again, "the graph has %llu lines, but was written with %llu", (unsigned long long)count,
		        (unsigned long long)said);
	return load_check_edges(load);
}

static bool wrong_kind(struct load *load, const struct json_cursor *cursor, bool graph)
{
	if (cursor->why)
		return load_wrong(load, graph ? LOAD_SYNTAX : LOAD_FOREIGN, graph ? help_again : "a graph is what kgraph writes with -o FILE.jsonl",
		        "%s: %s at byte %zu", graph ? "the line is no JSON object" : "this is no graph of kgraph", cursor->why, cursor->at + 1);
	if (!graph)
		return load_wrong(load, LOAD_FOREIGN, "a graph is what kgraph writes with -o FILE.jsonl", "this is no graph of kgraph");
	return load_wrong(load, LOAD_MEMBER, help_again, "nobody knows such a line");
}

/* stage: the kind of the line before in this graph, LINE_END outside of one. */
static bool read_line(struct load *load, struct slice line, size_t *stage, uint64_t *count)
{
	struct json_value first;
	bool inside = *stage != LINE_END;
	if (unicode_valid(line) != line.len)
		return load_wrong(
		        load, inside ? LOAD_SYNTAX : LOAD_FOREIGN, help_again, "the line is no UTF-8 from byte %zu on", unicode_valid(line) + 1);
	struct json_cursor cursor = json_open(line, load->arena);
	size_t kind = kind_of(&cursor, &first);
	if (kind == LINE_KINDS || !cursor.object || (!inside && kind != LINE_HEADER))
		return wrong_kind(load, &cursor, inside);
	if (inside && kind == LINE_HEADER)
		return load_wrong(load, LOAD_CUT, help_again, "another graph begins before the one above has ended");
	if (inside && kind < *stage)
		return load_wrong(load, LOAD_ORDER, help_again, "\"%s\" stands behind \"%s\"", lines[kind].member, lines[*stage].member);
	if (kind == LINE_HEADER) {
		start_graph(load);
		*count = 0;
	}
	*stage = kind;
	++*count;
	return kind == LINE_END ? read_end(load, &cursor, &first, *count) : lines[kind].read(load, &cursor, &first);
}

static bool cannot_read(struct load *load, const char *why)
{
	if (why != FILE_LINES_TOO_LONG)
		return load_wrong(load, NULL, NULL, "cannot be read: %s", why);
	load->line++;
	return load_wrong(load, LOAD_SYNTAX, NULL, "a line is longer than %d MiB", LOAD_LINE_MAX >> 20);
}

static bool passed_over(const struct load *load)
{
	return load->line <= load->kept_lines && !load->kept[load->line - 1];
}

/* From a first line that was read already to the end of the file. */
static bool read_lines(struct load *load, struct file_lines *file, struct slice line)
{
	size_t stage = LINE_END;
	uint64_t count = 0;
	while (line.ptr) {
		load->line = file->number;
		arena_reset(load->arena);
		if (!file->whole && stage != LINE_END)
			return load_wrong(load, LOAD_CUT, help_again, "the file was cut: its last line is not whole");
		if (passed_over(load) && stage != LINE_END)
			count++;
		else if (!read_line(load, line, &stage, &count))
			return false;
		const char *why = file_lines_next(file, &line);
		if (why)
			return cannot_read(load, why);
	}
	if (stage != LINE_END)
		return load_wrong(load, LOAD_CUT, help_again, "the file was cut: its last line is missing");
	return true;
}

static bool begin(struct load *load, struct file_lines *file, const char *path, struct slice *line)
{
	load->path = arena_copy(load->facts->arena, slice_of(strcmp(path, "-") == 0 ? "standard input" : path));
	load->line = 0;
	const char *why = file_lines_open(file, path, LOAD_LINE_MAX);
	if (!why)
		why = file_lines_next(file, line);
	if (why)
		return cannot_read(load, why);
	return line->ptr || load_wrong(load, LOAD_FOREIGN, "a graph is what kgraph writes with -o FILE.jsonl", "the file is empty");
}

bool load_add(struct load *load, const char *path)
{
	struct file_lines file;
	struct slice line;
	bool good = begin(load, &file, path, &line) && read_lines(load, &file, line);
	file_lines_close(&file);
	return good;
}

/* An edge list is read whole: a row may have several lines. */
static struct facts *read_table(struct load *load, struct file_lines *file, struct slice line)
{
	struct buffer text = { 0 };
	struct facts *facts = NULL;
	const char *why = NULL;
	while (!why && line.ptr && text.n <= LOAD_TABLE_MAX) {
		buffer_add(&text, line);
		if (file->whole)
			buffer_char(&text, '\n');
		why = file_lines_next(file, &line);
	}
	if (why)
		cannot_read(load, why);
	else if (text.n > LOAD_TABLE_MAX)
		load_wrong(load, LOAD_SYNTAX, NULL, "the table is longer than %d GiB", (int)(LOAD_TABLE_MAX >> 30));
	else
		facts = load_edge_list(load->path, buffer_slice(&text), load->diag);
	buffer_fini(&text);
	return facts;
}

struct facts *load_graph(const char *path, struct diag *diag)
{
	return load_graph_part(path, NULL, 0, diag);
}

struct facts *load_graph_part(const char *path, const uint8_t *kept, size_t n, struct diag *diag)
{
	struct load *load = load_new(false, diag);
	load->kept = kept;
	load->kept_lines = n;
	struct facts *facts = NULL;
	struct file_lines file;
	struct slice line;
	if (begin(load, &file, path, &line)) {
		bool table = line.len && *line.ptr != '{' && *line.ptr != '[';
		if (table)
			facts = read_table(load, &file, line);
		else if (read_lines(load, &file, line)) {
			facts = load_finish(load);
			load = NULL;
		}
	}
	file_lines_close(&file);
	load_free(load);
	return facts;
}
