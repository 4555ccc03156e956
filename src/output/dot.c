/* Written here rather than by agwrite, which loses names; HAZARDS of the format: a quoted string of 16,384 bytes cannot be read back, \N
 * and &copy; are replaced inside labels and tooltips, a label that begins with < is HTML where it is not quoted. */
#include <string.h>

#include "base/alloc.h"
#include "base/unicode.h"
#include "output/formats.h"
#include "output/put.h"
#include "output/style.h"

enum { STRING_LIMIT = 15900, LABEL_CHARACTERS = 200 };

/* How a string is meant to be read. */
enum reading {
	READING_PLAIN,   /* by programs: \\ is a backslash, \n a line end, all else stands for itself */
	READING_LABEL,   /* drawn: entities and escapes of Graphviz must not take hold */
	READING_TOOLTIP, /* as a label, but Graphviz replaces escapes twice */
};

static bool entity_follows(struct slice text, size_t at)
{
	size_t end = at + 1;
	while (end < text.len && end - at < 16 && text.ptr[end] != ';') {
		char c = text.ptr[end];
		if (c != '#' && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z'))
			return false;
		end++;
	}
	return end < text.len && text.ptr[end] == ';' && end > at + 1;
}

/* Characters that XML forbids, which Graphviz would carry into an SVG; line ends and tabs are left. */
static bool undrawable(uint32_t code)
{
	return (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || code == 0x7F || code == 0xFFFE || code == 0xFFFF || code == 0xFFFD;
}

/* What stands for the character of text at from..at, in room (at least 8 bytes). */
static struct slice escaped(struct slice text, size_t from, size_t at, uint32_t code, enum reading reading, char *room)
{
	if (code == '"')
		return slice_of("\\\"");
	if (code == '\\')
		return slice_of(reading == READING_TOOLTIP ? "&#92;" : "\\\\");
	if (code == 0 || code == 0xFFFD || (reading != READING_PLAIN && undrawable(code)))
		return slice_of("\xEF\xBF\xBD");
	/* A line end that stands alone between backslashes or quotes is lost by Graphviz's reader. */
	if (reading == READING_PLAIN)
		return code == '\n' ? slice_of("\\n") : slice_part(text, from, at);
	if (code == '&' && entity_follows(text, from))
		return slice_of("&amp;");
	if (code == '\n' || code == '\r' || code == '\t')
		return slice_of(" ");
	return slice_make(room, unicode_put(code, room));
}

/* The content of a quoted string, without its quotes. At most `characters` of text and what the limit on strings leaves room for. */
static void put_escaped(struct file_output *output, struct slice text, enum reading reading, size_t characters, size_t *room_left)
{
	char room[8];
	for (size_t at = 0, n = 0; at < text.len; n++) {
		size_t from = at;
		uint32_t code = unicode_next(text, &at);
		struct slice out = escaped(text, from, at, code, reading, room);
		if (n >= characters || out.len + 8 > *room_left) {
			put_text(output, "\xE2\x80\xA6");
			*room_left = 0;
			return;
		}
		put_slice(output, out);
		*room_left -= out.len;
	}
}

static void attribute(struct file_output *output, const char *name, struct slice text, enum reading reading)
{
	size_t room = STRING_LIMIT;
	put_text(output, name);
	put_text(output, "=\"");
	put_escaped(output, text, reading, reading == READING_LABEL ? LABEL_CHARACTERS : STRING_LIMIT, &room);
	put_text(output, "\"");
}

static void number_attribute(struct file_output *output, const char *name, uint64_t number)
{
	put_text(output, name);
	put_text(output, "=");
	put_number(output, number);
}

static void colour_attribute(struct file_output *output, const char *name, struct colour colour)
{
	char hex[8];
	attribute(output, name, slice_of(style_hex(colour, hex)), READING_PLAIN);
}

static void node(const struct facts *facts, uint32_t number, struct file_output *output)
{
	const struct fact_entity *entity = &facts->entities.at[number];
	size_t room = STRING_LIMIT;
	put_text(output, "\tn");
	put_number(output, number + 1);
	put_text(output, " [");
	attribute(output, "label", entity->name, READING_LABEL);
	put_text(output, ", tooltip=\"");
	put_escaped(output, entity->name, READING_TOOLTIP, 4000, &room);
	put_text(output, " (");
	put_escaped(output, facts->types.at[entity->type].name, READING_TOOLTIP, 200, &room);
	put_text(output, ")\", ");
	colour_attribute(output, "fillcolor", style_fill(facts, entity->type));
	put_text(output, ", ");
	colour_attribute(output, "color", style_line(facts, entity->type));
	put_text(output, ", ");
	attribute(output, "entity_name", entity->name, READING_PLAIN);
	put_text(output, ", ");
	attribute(output, "entity", entity->id, READING_PLAIN);
	put_text(output, ", ");
	attribute(output, "entity_type", facts->types.at[entity->type].name, READING_PLAIN);
	put_text(output, ", ");
	number_attribute(output, "documents", entity->documents);
	put_text(output, ", ");
	number_attribute(output, "mentions", entity->mentions);
	put_text(output, "];\n");
}

/* The sentence, then file:line and the rule, for the pointer to rest on. */
static void edge_tooltip(const struct facts *facts, const struct fact_edge *edge, struct arena *arena, struct file_output *output)
{
	const struct fact_proof *best = &facts->proofs.at[edge->first_proof];
	size_t room = STRING_LIMIT - 4000;
	char line[24];
	put_text(output, ", tooltip=\"");
	put_escaped(output, put_evidence(arena, facts, edge), READING_TOOLTIP, 4000, &room);
	room = 3800;
	put_text(output, edge->speaker.len ? " - speaker: " : "");
	put_escaped(output, edge->speaker, READING_TOOLTIP, 200, &room);
	put_text(output, " - ");
	put_escaped(output, facts->documents.at[best->document].key, READING_TOOLTIP, 600, &room);
	put_text(output, ":");
	put_escaped(output, slice_make(line, put_digits(best->line, line)), READING_TOOLTIP, 24, &room);
	put_text(output, " - ");
	put_escaped(output, best->rule, READING_TOOLTIP, 200, &room);
	put_text(output, "/");
	put_escaped(output, best->variant, READING_TOOLTIP, 100, &room);
	put_text(output, "\"");
}

static void edge_label(const struct facts *facts, const struct fact_edge *edge, struct arena *arena, struct file_output *output)
{
	size_t room = STRING_LIMIT;
	put_text(output, "label=\"");
	put_escaped(output, put_relation_label(arena, &facts->relations.at[edge->relation]), READING_LABEL, LABEL_CHARACTERS, &room);
	if (edge->status != STATUS_ASSERTED) {
		put_text(output, " (");
		put_text(output, status_name(edge->status));
		put_text(output, ")");
	}
	put_text(output, "\"");
}

static void edge_proof(const struct facts *facts, const struct fact_edge *edge, struct arena *arena, struct file_output *output)
{
	const struct fact_proof *best = &facts->proofs.at[edge->first_proof];
	put_text(output, ", ");
	attribute(output, "evidence", put_evidence(arena, facts, edge), READING_PLAIN);
	put_text(output, ", ");
	attribute(output, "file", facts->documents.at[best->document].key, READING_PLAIN);
	put_text(output, ", ");
	number_attribute(output, "line", best->line);
	put_text(output, ", ");
	attribute(output, "rule", put_rule_variant(arena, best), READING_PLAIN);
	if (edge->from.len) {
		put_text(output, ", ");
		attribute(output, "from", edge->from, READING_PLAIN);
	}
	if (edge->to.len) {
		put_text(output, ", ");
		attribute(output, "to", edge->to, READING_PLAIN);
	}
	if (edge->as.len) {
		put_text(output, ", ");
		attribute(output, "as", edge->as, READING_PLAIN);
	}
}

static void edge(const struct facts *facts, const struct fact_edge *edge, struct arena *arena, struct file_output *output)
{
	struct colour colour = style_relation(facts, edge->relation);
	put_text(output, "\tn");
	put_number(output, edge->source + 1);
	put_text(output, " -> n");
	put_number(output, edge->target + 1);
	put_text(output, " [");
	edge_label(facts, edge, arena, output);
	edge_tooltip(facts, edge, arena, output);
	put_text(output, ", ");
	colour_attribute(output, "color", colour);
	put_text(output, ", ");
	colour_attribute(output, "fontcolor", colour);
	put_text(output, ", penwidth=");
	put_decimal(output, style_pen(edge));
	put_text(output, style_stroke(edge) == STROKE_INFERRED ? ", style=dotted" : style_stroke(edge) == STROKE_UNASSERTED ? ", style=dashed" : "");
	put_text(output, facts->relations.at[edge->relation].symmetric ? ", dir=none" : "");
	put_text(output, ", ");
	attribute(output, "fact", edge->id, READING_PLAIN);
	put_text(output, ", ");
	attribute(output, "relation", facts->relations.at[edge->relation].name, READING_PLAIN);
	put_text(output, ", status=");
	put_text(output, status_name(edge->status));
	put_text(output, ", ");
	number_attribute(output, "sure", edge->sure);
	put_text(output, ", ");
	number_attribute(output, "documents", edge->documents);
	put_text(output, ", ");
	number_attribute(output, "mentions", edge->proofs);
	put_text(output, edge->inferred ? ", inferred=true" : "");
	edge_proof(facts, edge, arena, output);
	put_text(output, "];\n");
}

static const char head[] = "digraph kgraph {\n"
                           "\tgraph [charset=\"UTF-8\", rankdir=LR, nodesep=0.2, ranksep=0.5, nslimit=2, bgcolor=white, fontname=\"Helvetica\",\n"
                           "\t\tmode=major, model=shortpath, overlap=prism, sep=\"+18\", esep=\"+6\", start=7, ";
static const char defaults[] = "];\n"
                               "\tnode [shape=box, style=\"rounded,filled\", margin=\"0.16,0.06\", height=0.3, fontname=\"Helvetica\", fontsize=11, "
                               "fontcolor=\"#1B1F24\"];\n"
                               "\tedge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.65];\n";

/* The engine that a plain `dot` takes: its own would need minutes for many labelled edges. */
static const char *engine(size_t edges)
{
	if (edges <= 200)
		return "splines=true";
	return edges <= 1000 ? "layout=neato, splines=line" : "layout=sfdp, splines=line";
}

static size_t selected_edges(const struct facts *facts, const struct selection *selection)
{
	return selection ? selection->edge_count : facts->edges.n;
}

FORMAT_WRITER(dot_write)
{
	(void)options;
	struct arena *arena = arena_new();
	put_text(output, head);
	put_text(output, engine(selected_edges(facts, selection)));
	put_text(output, defaults);
	for (size_t i = 0; i < facts->entities.n; i++)
		if (selection_entity(selection, i))
			node(facts, (uint32_t)i, output);
	for (size_t i = 0; i < facts->edges.n; i++) {
		if (!selection_edge(selection, i))
			continue;
		edge(facts, &facts->edges.at[i], arena, output);
		arena_reset(arena);
	}
	put_text(output, "}\n");
	arena_free(arena);
	return NULL;
}
