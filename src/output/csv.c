#include "base/csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/unicode.h"
#include "output/formats.h"
#include "output/put.h"

/* One table while it is written. */
struct table {
	struct file_output *output;
	struct arena *arena; /* for a row; reset after it */
	const char *line_end;
	bool first; /* the next cell begins a row */
};

static void separate(struct table *table)
{
	if (!table->first)
		put_text(table->output, ",");
	table->first = false;
}

/* With U+FFFD for what is no UTF-8: a table that one bad name makes unreadable helps nobody. */
static struct slice repaired(struct arena *arena, struct slice text)
{
	if (unicode_valid(text) == text.len)
		return text;
	char *out = arena_alloc(arena, text.len * 3);
	size_t len = 0;
	for (size_t at = 0; at < text.len;)
		len += unicode_put(unicode_next(text, &at), out + len);
	return slice_make(out, len);
}

static void cell(struct table *table, struct slice text)
{
	separate(table);
	csv_cell(repaired(table->arena, text), true, put_bytes, table->output);
}

static void number(struct table *table, uint64_t value)
{
	separate(table);
	put_number(table->output, value);
}

static void row_end(struct table *table)
{
	put_text(table->output, table->line_end);
	table->first = true;
	arena_reset(table->arena);
}

static struct table table_start(const struct output_options *options, struct file_output *output, const char *header)
{
	bool excel = options->csv_for && strcmp(options->csv_for, "excel") == 0;
	struct table table = { .output = output, .arena = arena_new(), .line_end = excel ? "\r\n" : "\n", .first = true };
	if (excel)
		put_text(output, "\xEF\xBB\xBF");
	put_text(output, header);
	row_end(&table);
	return table;
}

static void edge_row(struct table *table, const struct facts *facts, const struct fact_edge *edge)
{
	const struct fact_entity *source = &facts->entities.at[edge->source], *target = &facts->entities.at[edge->target];
	const struct fact_proof *best = &facts->proofs.at[edge->first_proof];
	cell(table, source->name);
	cell(table, facts->relations.at[edge->relation].name);
	cell(table, target->name);
	cell(table, slice_of(status_name(edge->status)));
	number(table, edge->documents);
	number(table, edge->documents);
	number(table, edge->proofs);
	number(table, edge->sure);
	cell(table, edge->from);
	cell(table, edge->to);
	cell(table, edge->as);
	cell(table, facts->types.at[source->type].name);
	cell(table, facts->types.at[target->type].name);
	cell(table, put_evidence(table->arena, facts, edge));
	cell(table, facts->documents.at[best->document].key);
	number(table, best->line);
	cell(table, best->rule);
	cell(table, edge->id);
	row_end(table);
}

FORMAT_WRITER(csv_write_edges)
{
	struct table table = table_start(options, output,
	        "source,relation,target,status,weight,documents,mentions,sure,from,to,as,source_type,target_type,evidence,file,line,rule,id");
	for (size_t i = 0; i < facts->edges.n; i++)
		if (selection_edge(selection, i))
			edge_row(&table, facts, &facts->edges.at[i]);
	arena_free(table.arena);
	return NULL;
}

static int compare_slices(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* The distinct surface forms of entity but its name, in byte order, with "; " between. */
static struct slice aliases(struct arena *arena, const struct facts *facts, const struct fact_entity *entity)
{
	struct slice *texts = arena_alloc(arena, entity->forms * sizeof *texts);
	size_t room = 1, len = 0;
	for (size_t i = 0; i < entity->forms; i++) {
		texts[i] = facts->forms.at[entity->first_form + i].text;
		room += texts[i].len + 2;
	}
	qsort(texts, entity->forms, sizeof *texts, compare_slices);
	char *joined = arena_alloc(arena, room);
	for (size_t i = 0; i < entity->forms; i++) {
		if (slice_equal(texts[i], entity->name) || (i > 0 && slice_equal(texts[i], texts[i - 1])))
			continue;
		if (len) {
			memcpy(joined + len, "; ", 2);
			len += 2;
		}
		if (texts[i].len)
			memcpy(joined + len, texts[i].ptr, texts[i].len);
		len += texts[i].len;
	}
	return slice_make(joined, len);
}

FORMAT_WRITER(csv_write_nodes)
{
	struct table table = table_start(options, output, "id,name,type,aliases,documents,mentions,degree,in,out");
	for (size_t i = 0; i < facts->entities.n; i++) {
		const struct fact_entity *entity = &facts->entities.at[i];
		if (!selection_entity(selection, i))
			continue;
		cell(&table, entity->id);
		cell(&table, entity->name);
		cell(&table, facts->types.at[entity->type].name);
		cell(&table, aliases(table.arena, facts, entity));
		number(&table, entity->documents);
		number(&table, entity->mentions);
		number(&table, entity->degree);
		number(&table, entity->in);
		number(&table, entity->out);
		row_end(&table);
	}
	arena_free(table.arena);
	return NULL;
}

static void proof_row(struct table *table, const struct facts *facts, const struct fact_edge *edge, const struct fact_proof *proof)
{
	cell(table, edge->id);
	cell(table, facts->entities.at[edge->source].name);
	cell(table, facts->relations.at[edge->relation].name);
	cell(table, facts->entities.at[edge->target].name);
	cell(table, slice_of(status_name(edge->status)));
	number(table, proof->sure);
	cell(table, proof->from);
	cell(table, proof->to);
	cell(table, proof->as);
	cell(table, facts->documents.at[proof->document].key);
	number(table, proof->line);
	number(table, proof->start);
	number(table, proof->end);
	cell(table, proof->sentence);
	cell(table, proof->source_text);
	cell(table, proof->target_text);
	cell(table, proof->resolved);
	cell(table, put_rule_variant(table->arena, proof));
	cell(table, proof->speaker);
	row_end(table);
}

FORMAT_WRITER(csv_write_evidence)
{
	struct table table = table_start(options, output,
	        "id,source,relation,target,status,sure,from,to,as,file,line,start,end,sentence,source_text,target_text,resolved,rule,speaker");
	for (size_t i = 0; i < facts->proofs.n; i++) {
		const struct fact_proof *proof = &facts->proofs.at[i];
		if (selection_edge(selection, proof->edge))
			proof_row(&table, facts, &facts->edges.at[proof->edge], proof);
	}
	arena_free(table.arena);
	return NULL;
}
