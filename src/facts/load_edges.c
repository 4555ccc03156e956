#include <stdlib.h>

#include "base/csv.h"
#include "base/map.h"
#include "facts/derive.h"
#include "facts/load_union.h"
#include "facts/merge.h"

enum column {
	COLUMN_SOURCE,
	COLUMN_RELATION,
	COLUMN_TARGET,
	COLUMN_STATUS,
	COLUMN_WEIGHT,
	COLUMN_DOCUMENTS,
	COLUMN_MENTIONS,
	COLUMN_SURE,
	COLUMN_FROM,
	COLUMN_TO,
	COLUMN_AS,
	COLUMN_SOURCE_TYPE,
	COLUMN_TARGET_TYPE,
	COLUMN_EVIDENCE,
	COLUMN_FILE,
	COLUMN_LINE,
	COLUMN_RULE,
	COLUMN_ID,
	COLUMNS
};

static const char *const names[COLUMNS] = { "source", "relation", "target", "status", "weight", "documents", "mentions", "sure", "from", "to", "as",
	"source_type", "target_type", "evidence", "file", "line", "rule", "id" };

/* What derive works out of the one proof that a table has of each edge, and the table knows better. */
struct counts {
	uint32_t documents, mentions;
};

struct table {
	struct facts *facts;
	struct arena *scratch;
	struct csv_places places;
	struct diag *diag;
	struct map *types, *relations, *documents, *entities, *edges;
	ARRAY(struct counts) counts; /* by row */
	size_t at[COLUMNS];          /* which cell of a row a column is */
	size_t width;                /* of the first row; 0 before it */
	uint32_t line;
	bool wrong;
};

static bool say(struct table *table, const char *code, enum column column, const char *text)
{
	size_t cell = column == COLUMNS ? CSV_ROW : table->at[column];
	diag_error(table->diag, csv_place(&table->places, table->line, cell), code, NULL, "%s", text);
	table->wrong = true;
	return false;
}

static bool read_header(struct table *table, const struct slice *cells, size_t n)
{
	for (size_t column = 0; column < COLUMNS; column++) {
		size_t at = 0;
		while (at < n && !slice_is(cells[at], names[column]))
			at++;
		if (at == n) {
			diag_error(table->diag, csv_place(&table->places, table->line, CSV_ROW), LOAD_FOREIGN,
			        "an edge list is what kgraph writes with -o FILE.csv", "this is no edge list of kgraph: it has no column \"%s\"",
			        names[column]);
			table->wrong = true;
			return false;
		}
		table->at[column] = at;
	}
	table->width = n;
	return true;
}

static uint32_t number_of(struct table *table, struct map *map, struct slice name, size_t next, struct slice *kept)
{
	uint32_t number = (uint32_t)map_number(map, name, UINT32_MAX);
	if (number != UINT32_MAX)
		return number;
	*kept = arena_copy(table->facts->arena, name);
	map_put_number(map, *kept, next);
	return (uint32_t)next;
}

static uint32_t type_of(struct table *table, struct slice name)
{
	struct slice kept;
	size_t n = table->facts->types.n;
	uint32_t number = number_of(table, table->types, name, n, &kept);
	if (number == n)
		array_push(&table->facts->types, ((struct fact_type){ .name = kept, .fill = slice_make("", 0), .line = slice_make("", 0) }));
	return number;
}

static uint32_t relation_of(struct table *table, struct slice name)
{
	struct slice kept;
	size_t n = table->facts->relations.n;
	uint32_t number = number_of(table, table->relations, name, n, &kept);
	if (number == n)
		array_push(
		        &table->facts->relations, ((struct fact_relation){ .name = kept, .label = slice_make("", 0), .colour = slice_make("", 0) }));
	return number;
}

static uint32_t document_of(struct table *table, struct slice key)
{
	struct slice kept;
	size_t n = table->facts->documents.n;
	uint32_t number = number_of(table, table->documents, key, n, &kept);
	if (number == n)
		array_push(&table->facts->documents, ((struct fact_document){ .key = kept, .skipped = slice_make("", 0) }));
	return number;
}

/* UINT32_MAX where two rows do not agree on an entity. */
static uint32_t entity_of(struct table *table, struct slice id, struct slice name, struct slice type)
{
	struct facts *facts = table->facts;
	struct slice kept;
	size_t n = facts->entities.n;
	uint32_t number = number_of(table, table->entities, id, n, &kept), kind = type_of(table, type);
	if (number == n)
		array_push(&facts->entities, ((struct fact_entity){ .id = kept, .name = arena_copy(facts->arena, name), .type = kind }));
	const struct fact_entity *entity = &facts->entities.at[number];
	return slice_equal(entity->name, name) && entity->type == kind ? number : UINT32_MAX;
}

/* Cuts the next part off an edge's id, its escapes undone. */
static bool next_part(struct table *table, struct slice *rest, struct slice *part)
{
	char *out = arena_alloc(table->scratch, rest->len + 1);
	size_t len = 0, at = 0;
	for (; at < rest->len && rest->ptr[at] != '|'; at++) {
		if (rest->ptr[at] == '\\' && ++at == rest->len)
			return false;
		out[len++] = rest->ptr[at];
	}
	*part = slice_make(out, len);
	*rest = slice_part(*rest, at + (at < rest->len), rest->len);
	return len > 0;
}

static bool read_number(struct slice cell, uint32_t *number)
{
	uint64_t value = 0;
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.ptr[i] < '0' || cell.ptr[i] > '9' || value > UINT32_MAX)
			return false;
		value = value * 10 + (uint64_t)(cell.ptr[i] - '0');
	}
	*number = (uint32_t)value;
	return cell.len && value <= UINT32_MAX;
}

/* The four parts of the id, which repeat two cells. */
static bool read_id(struct table *table, const struct slice *cells, struct slice *source, struct slice *target, enum status *status)
{
	struct slice rest = cells[COLUMN_ID], relation, last;
	if (!next_part(table, &rest, source) || !next_part(table, &rest, &relation) || !next_part(table, &rest, target) ||
	        !next_part(table, &rest, &last) || rest.len)
		return say(table, LOAD_MEMBER, COLUMN_ID, "no id of an edge: source|relation|target|status");
	if (!slice_equal(relation, cells[COLUMN_RELATION]) || !slice_equal(last, cells[COLUMN_STATUS]))
		return say(table, LOAD_FALSE, COLUMN_ID, "the id has another relation or status than the row");
	return status_find(last, status) || say(table, LOAD_MEMBER, COLUMN_STATUS, "there is no such status");
}

static bool read_numbers(struct table *table, const struct slice *cells, struct counts *counts, struct fact_proof *proof)
{
	uint32_t sure, weight;
	if (!read_number(cells[COLUMN_DOCUMENTS], &counts->documents) || !counts->documents)
		return say(table, LOAD_MEMBER, COLUMN_DOCUMENTS, "this wants a whole number from 1");
	if (!read_number(cells[COLUMN_WEIGHT], &weight) || weight != counts->documents)
		return say(table, LOAD_FALSE, COLUMN_WEIGHT, "the weight is the number of documents");
	if (!read_number(cells[COLUMN_MENTIONS], &counts->mentions) || counts->mentions < counts->documents)
		return say(table, LOAD_FALSE, COLUMN_MENTIONS, "there are no fewer mentions than documents");
	if (!read_number(cells[COLUMN_SURE], &sure) || sure < 1 || sure > 100)
		return say(table, LOAD_MEMBER, COLUMN_SURE, "this wants a whole number from 1 to 100");
	if (!read_number(cells[COLUMN_LINE], &proof->line) || !proof->line)
		return say(table, LOAD_MEMBER, COLUMN_LINE, "this wants a whole number from 1");
	proof->sure = (uint8_t)sure;
	return true;
}

static struct slice copy(struct table *table, struct slice text)
{
	return text.len ? arena_copy(table->facts->arena, text) : slice_make("", 0);
}

static void proof_add(struct table *table, const struct slice *cells, struct fact_proof *proof)
{
	proof->edge = (uint32_t)table->facts->edges.n - 1;
	proof->document = document_of(table, cells[COLUMN_FILE]);
	proof->sentence = copy(table, cells[COLUMN_EVIDENCE]);
	proof->rule = copy(table, cells[COLUMN_RULE]);
	proof->from = copy(table, cells[COLUMN_FROM]);
	proof->to = copy(table, cells[COLUMN_TO]);
	proof->as = copy(table, cells[COLUMN_AS]);
	proof->source_text = proof->target_text = proof->rule_file = proof->variant = slice_make("", 0);
	proof->resolved = proof->speaker = proof->premise = slice_make("", 0);
	array_push(&table->facts->proofs, *proof);
}

static bool read_edge(struct table *table, const struct slice *cells)
{
	struct slice source, target;
	struct fact_proof proof = { 0 };
	struct fact_edge edge = { .id = cells[COLUMN_ID] };
	struct counts counts;
	static const enum column needed[] = { COLUMN_SOURCE, COLUMN_TARGET, COLUMN_SOURCE_TYPE, COLUMN_TARGET_TYPE, COLUMN_FILE, COLUMN_RULE };
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!cells[needed[i]].len)
			return say(table, LOAD_MEMBER, needed[i], "this cell may not be empty");
	if (!read_id(table, cells, &source, &target, &edge.status) || !read_numbers(table, cells, &counts, &proof))
		return false;
	if (map_has(table->edges, edge.id))
		return say(table, LOAD_TWICE, COLUMN_ID, "a row before it has the same id");
	edge.source = entity_of(table, source, cells[COLUMN_SOURCE], cells[COLUMN_SOURCE_TYPE]);
	edge.target = entity_of(table, target, cells[COLUMN_TARGET], cells[COLUMN_TARGET_TYPE]);
	if (edge.source == UINT32_MAX || edge.target == UINT32_MAX)
		return say(table, LOAD_FALSE, edge.source == UINT32_MAX ? COLUMN_SOURCE : COLUMN_TARGET,
		        "a row before it calls the same entity otherwise, or gives it another type");
	edge.relation = relation_of(table, cells[COLUMN_RELATION]);
	edge.id = copy(table, edge.id);
	map_put_number(table->edges, edge.id, table->counts.n);
	array_push(&table->counts, counts);
	array_push(&table->facts->edges, edge);
	proof_add(table, cells, &proof);
	return true;
}

static bool read_row(const struct slice *cells, size_t n, uint32_t line, void *data)
{
	struct table *table = data;
	struct slice row[COLUMNS];
	table->line = line;
	if (!table->width)
		return read_header(table, cells, n);
	if (n != table->width)
		return say(table, LOAD_CUT, COLUMNS,
		        n < table->width ? "the row was cut: it has fewer cells than the first one" : "the row has more cells than the first one");
	for (size_t column = 0; column < COLUMNS; column++)
		row[column] = csv_undefuse(cells[table->at[column]]);
	arena_reset(table->scratch);
	return read_edge(table, row);
}

static void table_init(struct table *table, struct slice path, struct slice text, struct diag *diag)
{
	*table = (struct table){ .diag = diag, .places = csv_places_of(path, text), .scratch = arena_new() };
	table->types = map_new();
	table->relations = map_new();
	table->documents = map_new();
	table->entities = map_new();
	table->edges = map_new();
	table->facts = alloc_new(sizeof *table->facts);
	table->facts->arena = arena_new();
	table->facts->digest = slice_make("", 0);
	table->facts->edges_only = true;
}

static void table_fini(struct table *table)
{
	map_free(table->types);
	map_free(table->relations);
	map_free(table->documents);
	map_free(table->entities);
	map_free(table->edges);
	array_fini(&table->counts);
	arena_free(table->scratch);
}

/* What the table knows better than one proof tells, and what nobody knows. */
static void correct(struct table *table)
{
	struct facts *facts = table->facts;
	for (size_t i = 0; i < facts->edges.n; i++) {
		struct fact_edge *edge = &facts->edges.at[i];
		const struct counts *counts = &table->counts.at[map_number(table->edges, edge->id, 0)];
		edge->documents = counts->documents;
		edge->mentions = counts->mentions;
	}
	array_clear(&facts->forms);
	for (size_t i = 0; i < facts->entities.n; i++) {
		struct fact_entity *entity = &facts->entities.at[i];
		entity->first_form = entity->forms = 0;
		entity->documents = entity->mentions = 0;
	}
}

struct facts *load_edge_list(struct slice path, struct slice text, struct diag *diag)
{
	struct table table;
	uint32_t line;
	table_init(&table, path, text, diag);
	if (!csv_is_text(text, &line)) {
		table.line = line;
		say(&table, LOAD_SYNTAX, COLUMNS, "the table is no UTF-8 text");
	} else {
		const char *why = csv_read(text, read_row, &table, &line);
		table.line = line;
		if (why)
			say(&table, LOAD_SYNTAX, COLUMNS, why);
		else if (!table.width)
			say(&table, LOAD_FOREIGN, COLUMNS, "the table is empty");
	}
	if (!table.wrong) {
		derive_all(table.facts);
		correct(&table);
	} else {
		facts_free(table.facts);
		table.facts = NULL;
	}
	table_fini(&table);
	return table.facts;
}
