#include "facts/load_union.h"

#include "names/resolve.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static bool wrong_line(const struct load *load, const struct json_cursor *cursor, const char *why)
{
	if (cursor->why)
		return load_wrong(load, LOAD_SYNTAX, NULL, "the line is no JSON object: %s at byte %zu", why, cursor->at + 1);
	return load_wrong(load, LOAD_MEMBER, NULL, "%s", why);
}

/* ---- documents ---- */

struct document_line {
	struct fact_document document;
	struct slice date;
};

#define AT(member) offsetof(struct document_line, document.member)
static const struct load_field document_fields[] = {
	{ "document", LOAD_TEXT, true, AT(key) },
	{ "bytes", LOAD_WHOLE, true, AT(bytes) },
	{ "sentences", LOAD_WHOLE, true, AT(sentences) },
	{ "matched", LOAD_WHOLE, false, AT(matched) },
	{ "empty", LOAD_WHOLE, false, AT(empty) },
	{ "gave_up", LOAD_WHOLE, false, AT(gave_up) },
	{ "cut", LOAD_WHOLE, false, AT(cut) },
	{ "self_edges", LOAD_WHOLE, false, AT(self_edges) },
	{ "unproved", LOAD_WHOLE, false, AT(unproved) },
	{ "names_seen", LOAD_WHOLE, false, AT(names_seen) },
	{ "rules_triggered", LOAD_WHOLE, false, AT(rules_triggered) },
	{ "repaired", LOAD_FLAG, false, AT(repaired) },
	{ "uninferred", LOAD_FLAG, false, AT(uninferred) },
	{ "date", LOAD_TEXT, false, offsetof(struct document_line, date) },
	{ "skipped", LOAD_TEXT, false, AT(skipped) },
};
#undef AT

static bool read_date(struct slice text, struct date *date)
{
	char same[DATE_TEXT];
	*date = (struct date){ 0 };
	return !text.len || (date_read(text, date) && slice_equal(text, slice_make(same, date_write(*date, same))));
}

static uint32_t packed(struct date date)
{
	return (uint32_t)date.year << 16 | (uint32_t)date.month << 8 | date.day;
}

static void raise(uint64_t *kept, uint64_t other)
{
	if (other > *kept)
		*kept = other;
}

/* The same document, looked at twice: what was done with it is what was done the more thoroughly. */
static bool join_documents(struct load *load, struct fact_document *kept, const struct fact_document *other)
{
	static const char help[] = "let kgraph write the older graph again; a document that is another one needs another name";
	if (kept->bytes != other->bytes || (!load->mixed && packed(kept->date) != packed(other->date)))
		return load_wrong(load, LOAD_DOCUMENT, help, "\"%.*s\" is another document here than in a graph before", SLICE_ARG(kept->key));
	if (packed(other->date) > packed(kept->date))
		kept->date = other->date;
	raise(&kept->sentences, other->sentences);
	raise(&kept->matched, other->matched);
	raise(&kept->empty, other->empty);
	raise(&kept->gave_up, other->gave_up);
	raise(&kept->cut, other->cut);
	raise(&kept->self_edges, other->self_edges);
	raise(&kept->unproved, other->unproved);
	raise(&kept->names_seen, other->names_seen);
	raise(&kept->rules_triggered, other->rules_triggered);
	kept->repaired |= other->repaired;
	kept->uninferred |= other->uninferred;
	return true;
}

bool load_document(struct load *load, struct json_cursor *cursor, const struct json_value *first)
{
	struct document_line line = { 0 };
	const struct fact_document *document = &line.document;
	const char *why = load_fields(cursor, first, document_fields, COUNT(document_fields), &line);
	if (why)
		return wrong_line(load, cursor, why);
	if (!read_date(line.date, &line.document.date))
		return load_wrong(load, LOAD_MEMBER, NULL, "\"date\" is no date");
	/* A name may stand for one document that was read and any number that were not, each for another reason. */
	struct load_table *table = document->skipped.len ? &load->skips : &load->documents;
	struct slice name = document->key;
	if (document->skipped.len)
		name = arena_format(
		        load->arena, "%.*s\n%llu\n%.*s", SLICE_ARG(document->key), (unsigned long long)document->bytes, SLICE_ARG(document->skipped));
	struct load_met met = load_meet(load, table, name, load->facts->documents.n);
	if (met.twice)
		return load_wrong(load, LOAD_TWICE, NULL, "the document \"%.*s\" stands there twice", SLICE_ARG(document->key));
	if (!met.added)
		return document->skipped.len || join_documents(load, &load->facts->documents.at[met.number], document);
	line.document.key = arena_copy(load->facts->arena, document->key);
	line.document.skipped = arena_copy(load->facts->arena, document->skipped);
	array_push(&load->facts->documents, line.document);
	return true;
}

/* ---- rejections ---- */

#define AT(member) offsetof(struct fact_rejection, member)
static const struct load_field rejected_fields[] = {
	{ "rejected", LOAD_TEXT, true, AT(edge) },
	{ "document", LOAD_TEXT, true, AT(document) },
	{ "rule_file", LOAD_TEXT, true, AT(rule_file) },
	{ "rule_line", LOAD_NUMBER, true, AT(rule_line) },
	{ "because", LOAD_TEXT, false, AT(because) },
};
#undef AT

static bool unknown(const struct load *load, const char *what, struct slice name)
{
	return load_wrong(load, LOAD_UNKNOWN, NULL, "the graph has no %s \"%.*s\"", what, SLICE_ARG(name));
}

bool load_rejected(struct load *load, struct json_cursor *cursor, const struct json_value *first)
{
	struct fact_rejection line = { 0 };
	struct arena *arena = load->facts->arena;
	const char *why = load_fields(cursor, first, rejected_fields, COUNT(rejected_fields), &line);
	if (why)
		return wrong_line(load, cursor, why);
	if (load_find(load, &load->documents, line.document) == UINT32_MAX)
		return unknown(load, "document", line.document);
	array_push(&load->facts->rejections,
	        ((struct fact_rejection){ .document = arena_copy(arena, line.document),
	                .edge = arena_copy(arena, line.edge),
	                .rule_file = arena_copy(arena, line.rule_file),
	                .because = arena_copy(arena, line.because),
	                .rule_line = line.rule_line }));
	return true;
}

/* ---- entities ---- */

struct entity_line {
	struct slice id, name, type, forms; /* forms are worked out from the proofs */
};

#define AT(member) offsetof(struct entity_line, member)
static const struct load_field entity_fields[] = {
	{ "entity", LOAD_TEXT, true, AT(id) },
	{ "name", LOAD_TEXT, true, AT(name) },
	{ "type", LOAD_TEXT, true, AT(type) },
	{ "forms", LOAD_LIST, true, AT(forms) },
};
#undef AT

bool load_entity(struct load *load, struct json_cursor *cursor, const struct json_value *first)
{
	struct facts *facts = load->facts;
	struct entity_line line = { 0 };
	const char *why = load_fields(cursor, first, entity_fields, COUNT(entity_fields), &line);
	if (why)
		return wrong_line(load, cursor, why);
	uint32_t type = load_find(load, &load->types, line.type);
	if (type == UINT32_MAX)
		return unknown(load, "type", line.type);
	struct load_met met = load_meet(load, &load->entities, line.id, facts->entities.n);
	if (met.twice)
		return load_wrong(load, LOAD_TWICE, NULL, "the entity \"%.*s\" stands there twice", SLICE_ARG(line.id));
	if (met.added)
		array_push(&facts->entities, ((struct fact_entity){ .id = met.name, .name = arena_copy(facts->arena, line.name), .type = type }));
	struct fact_entity *entity = &facts->entities.at[met.number];
	if (resolve_better_name(line.name, entity->name))
		entity->name = arena_copy(facts->arena, line.name);
	if (facts_better_type(facts, type, entity->type))
		entity->type = type;
	return true;
}

/* ---- edges ---- */

struct edge_line {
	struct slice id, source, relation, target, status;
};

#define AT(member) offsetof(struct edge_line, member)
static const struct load_field edge_fields[] = {
	{ "edge", LOAD_TEXT, true, AT(id) },
	{ "source", LOAD_TEXT, true, AT(source) },
	{ "relation", LOAD_TEXT, true, AT(relation) },
	{ "target", LOAD_TEXT, true, AT(target) },
	{ "status", LOAD_TEXT, true, AT(status) },
};
#undef AT

/* Whether an edge is one that kgraph could have written. */
static bool check_edge(const struct load *load, const struct edge_line *line, const struct fact_edge *edge)
{
	if (edge->source == UINT32_MAX)
		return unknown(load, "entity", line->source);
	if (edge->target == UINT32_MAX)
		return unknown(load, "entity", line->target);
	if (edge->relation == UINT32_MAX)
		return unknown(load, "relation", line->relation);
	if (edge->source == edge->target)
		return load_wrong(load, LOAD_FALSE, NULL, "both ends of the edge are \"%.*s\"", SLICE_ARG(line->source));
	if (load->facts->relations.at[edge->relation].symmetric && slice_compare(line->source, line->target) > 0)
		return load_wrong(load, LOAD_FALSE, NULL, "the ends of a symmetric relation stand in the wrong order");
	struct slice id = facts_edge_id(load->arena, line->source, line->relation, line->target, edge->status);
	return slice_equal(id, line->id) || load_wrong(load, LOAD_FALSE, NULL, "the edge between these ends is not \"%.*s\"", SLICE_ARG(line->id));
}

bool load_edge(struct load *load, struct json_cursor *cursor, const struct json_value *first)
{
	struct facts *facts = load->facts;
	struct edge_line line = { 0 };
	struct fact_edge edge = { 0 };
	const char *why = load_fields(cursor, first, edge_fields, COUNT(edge_fields), &line);
	if (why)
		return wrong_line(load, cursor, why);
	/* Edges are sorted by their sources. */
	const struct fact_edge *last = load->graph_edges.n ? &facts->edges.at[*array_last(&load->graph_edges)] : NULL;
	bool same = last && slice_equal(facts->entities.at[last->source].id, line.source);
	edge.source = same ? last->source : load_find(load, &load->entities, line.source);
	edge.target = load_find(load, &load->entities, line.target);
	edge.relation = load_find(load, &load->relations, line.relation);
	if (!status_find(line.status, &edge.status))
		return load_wrong(load, LOAD_MEMBER, NULL, "there is no status \"%.*s\"", SLICE_ARG(line.status));
	if (!check_edge(load, &line, &edge))
		return false;
	struct load_met met = load_meet(load, &load->edges, line.id, facts->edges.n);
	if (met.twice)
		return load_wrong(load, LOAD_TWICE, NULL, "the edge \"%.*s\" stands there twice", SLICE_ARG(line.id));
	if (met.added) {
		edge.id = met.name;
		array_push(&facts->edges, edge);
		array_push(&load->proved, 0);
	}
	array_push(&load->graph_edges, met.number);
	return true;
}

bool load_check_edges(struct load *load)
{
	for (size_t i = 0; load->proved_edges < load->graph_edges.n && i < load->graph_edges.n; i++) {
		uint32_t number = load->graph_edges.at[i];
		if (load->proved.at[number] != load->graphs)
			return load_wrong(load, LOAD_FALSE, NULL, "the edge \"%.*s\" has no proof", SLICE_ARG(load->facts->edges.at[number].id));
	}
	return true;
}
