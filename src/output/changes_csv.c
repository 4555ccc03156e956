/* What changed as a table, and as a page of Markdown. */
#include "base/csv.h"
#include "output/changes.h"
#include "output/put.h"

static const char HEADER[] = "change,source,relation,target,status,what,from,to,documents,sure,file,line,evidence,cause,id,old_id";

/* What a row holds, as texts. */
struct row {
	struct slice source, relation, target, what, from, to, file, evidence, id, old_id;
	const char *status;
	uint32_t documents, line;
	uint8_t sure;
};

static struct row entity_row(const struct changes *changes, const struct diff_change *change, struct arena *arena)
{
	const struct fact_entity *x = &changes->diff->first->entities.at[change->old_entity];
	const struct fact_entity *y = &changes->diff->new_facts->entities.at[change->new_entity];
	return (struct row){ .source = x->name, .what = diff_words(changes->diff, change, arena), .id = y->id, .old_id = x->id, .status = "" };
}

static struct row edge_row(const struct changes *changes, const struct diff_change *change, struct arena *arena)
{
	const struct facts *facts;
	const struct fact_proof *proof = changes_proof(changes, change, &facts);
	const struct fact_edge *edge = diff_edge(changes->diff, change, &facts);
	struct row row = {
		.source = facts->entities.at[edge->source].name,
		.relation = facts->relations.at[edge->relation].name,
		.target = facts->entities.at[edge->target].name,
		.what = diff_words(changes->diff, change, arena),
		.from = edge->from,
		.to = edge->to,
		.id = edge->id,
		.status = status_name(edge->status),
		.documents = edge->documents,
		.sure = edge->sure,
	};
	if (change->old_edge != DIFF_NONE)
		row.old_id = changes->diff->old_facts->edges.at[change->old_edge].id;
	if (!proof)
		return row;
	row.file = facts->documents.at[proof->document].key;
	row.line = proof->line;
	row.evidence = facts->edges_only ? proof->sentence : put_evidence(arena, facts, edge);
	return row;
}

static struct row row_of(const struct changes *changes, const struct diff_change *change, struct arena *arena)
{
	return diff_is_entity(change) ? entity_row(changes, change, arena) : edge_row(changes, change, arena);
}

static void cell(struct slice text, struct file_output *output)
{
	put_text(output, ",");
	csv_cell(text, true, put_bytes, output);
}

/* Of what has none the cell is empty. */
static void number(uint32_t value, struct file_output *output)
{
	put_text(output, ",");
	if (value)
		put_number(output, value);
}

static void put_row(const struct diff_change *change, const struct row *row, const char *end, struct file_output *output)
{
	put_text(output, changes_kind(change));
	cell(row->source, output);
	cell(row->relation, output);
	cell(row->target, output);
	cell(slice_of(row->status), output);
	cell(row->what, output);
	cell(row->from, output);
	cell(row->to, output);
	number(row->documents, output);
	number(row->sure, output);
	cell(row->file, output);
	number(row->line, output);
	cell(row->evidence, output);
	cell(change->cause, output);
	cell(row->id, output);
	cell(row->old_id, output);
	put_text(output, end);
}

const char *changes_write_csv(const struct changes *changes, struct file_output *output)
{
	bool excel = changes->options->csv_for && strcmp(changes->options->csv_for, "excel") == 0;
	const char *end = excel ? "\r\n" : "\n";
	struct arena *arena = arena_new();
	put_text(output, excel ? "\xEF\xBB\xBF" : "");
	put_text(output, HEADER);
	put_text(output, end);
	for (size_t i = 0; i < changes->diff->changes.n; i++) {
		const struct diff_change *change = &changes->diff->changes.at[i];
		if (!changes_show(changes, change))
			continue;
		struct row row = row_of(changes, change, arena);
		put_row(change, &row, end, output);
		arena_reset(arena);
	}
	arena_free(arena);
	return NULL;
}

/* ---- Markdown ---- */

/* What would be read as a mark of Markdown, or of HTML, is put behind a backslash; line ends are spaces. */
static void prose(struct slice text, struct file_output *output)
{
	static const char marks[] = "\\`*_{}[]<>()#|&~!";
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if ((unsigned char)c < ' ')
			c = ' ';
		if (strchr(marks, c))
			file_output_write(output, "\\", 1);
		file_output_write(output, &c, 1);
	}
}

static void heading(const struct changes *changes, struct file_output *output)
{
	struct arena *arena = arena_new();
	put_text(output, "# ");
	prose(changes->old_name, output);
	put_text(output, " \xE2\x86\x92 ");
	prose(changes->new_name, output);
	put_text(output, "\n\n");
	prose(changes_summary(changes, arena), output);
	put_text(output, "\n");
	arena_free(arena);
}

static void bullet(const struct changes *changes, const struct diff_change *change, struct arena *arena, struct file_output *output)
{
	struct row row = row_of(changes, change, arena);
	put_text(output, "- **");
	prose(changes_what(changes, change, arena), output);
	put_text(output, "**");
	if (row.what.len) {
		put_text(output, ": ");
		prose(row.what, output);
	}
	if (change->cause.len) {
		put_text(output, "; by ");
		prose(change->cause, output);
	}
	if (row.evidence.len) {
		put_text(output, "  \n  \xE2\x80\x9C");
		prose(row.evidence, output);
		put_text(output, "\xE2\x80\x9D ");
		prose(row.file, output);
		put_text(output, ":");
		put_number(output, row.line);
	}
	put_text(output, "\n");
}

static void section(const struct changes *changes, enum diff_kind kind, const char *title, struct file_output *output)
{
	struct arena *arena = arena_new();
	bool begun = false;
	for (size_t i = 0; i < changes->diff->changes.n; i++) {
		const struct diff_change *change = &changes->diff->changes.at[i];
		if (change->kind != kind || !changes_show(changes, change))
			continue;
		if (!begun) {
			put_text(output, "\n## ");
			put_text(output, title);
			put_text(output, "\n\n");
		}
		begun = true;
		bullet(changes, change, arena, output);
		arena_reset(arena);
	}
	arena_free(arena);
}

const char *changes_write_md(const struct changes *changes, struct file_output *output)
{
	heading(changes, output);
	section(changes, DIFF_ADDED, "Added", output);
	section(changes, DIFF_REMOVED, "Removed", output);
	section(changes, DIFF_CHANGED, "Changed", output);
	section(changes, DIFF_RETYPED, "Retyped", output);
	section(changes, DIFF_RENAMED, "Renamed", output);
	section(changes, DIFF_MERGED, "Merged", output);
	section(changes, DIFF_ENTITY, "Entities with another name or type", output);
	section(changes, DIFF_PROOF, "By other proofs", output);
	return NULL;
}
