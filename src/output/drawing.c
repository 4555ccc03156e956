/* Edges, boxes and labels of a picture. */
#include <math.h>

#include "output/curve.h"
#include "output/picture.h"
#include "output/put.h"
#include "output/style.h"
#include "output/svg.h"
#include "rules/ast.h"

enum { SENTENCE_CHARACTERS = 600, NAME_CHARACTERS = 300, FORMS = 12 };
static const double LABEL_SIZE = 9, LINE = 1.22;

void picture_edge_write(const struct picture *picture, const struct fact_edge *edge, size_t characters, struct file_output *output)
{
	const struct facts *facts = picture->facts;
	svg_text_cut(output, facts->entities.at[edge->source].name, characters);
	put_text(output, " ");
	svg_text(output, put_relation_label(picture->arena, &facts->relations.at[edge->relation]));
	put_text(output, " ");
	svg_text_cut(output, facts->entities.at[edge->target].name, characters);
}

static void edge_words(const struct picture *picture, const struct fact_edge *edge, struct file_output *output)
{
	picture_edge_write(picture, edge, NAME_CHARACTERS, output);
	if (edge->as.len) {
		put_text(output, ", as ");
		svg_text_cut(output, edge->as, NAME_CHARACTERS);
	}
	if (edge->from.len || edge->to.len) {
		put_text(output, ", ");
		svg_text_cut(output, edge->from, 20);
		if (!slice_equal(edge->from, edge->to)) {
			put_text(output, edge->to.len ? " to " : "");
			svg_text_cut(output, edge->to, 20);
		}
	}
	if (edge->status != STATUS_ASSERTED) {
		put_text(output, " - ");
		put_text(output, status_name(edge->status));
		put_text(output, edge->speaker.len ? ", speaker: " : "");
		svg_text_cut(output, edge->speaker, 80);
	}
}

static void note_write(struct slice note, struct file_output *output)
{
	if (!note.len)
		return;
	put_text(output, "\n");
	svg_text_cut(output, note, SENTENCE_CHARACTERS);
}

/* The edge in words, its best sentence, where that stands, the rule, how well it is supported. */
static void edge_title(const struct picture *picture, const struct fact_edge *edge, struct file_output *output)
{
	const struct picture_marks *marks = picture->options->marks;
	const struct fact_proof *best = &picture->facts->proofs.at[edge->first_proof];
	put_text(output, "<title>");
	edge_words(picture, edge, output);
	if (marks)
		note_write(marks->notes[edge - picture->facts->edges.at], output);
	put_text(output, "\n\xE2\x80\x9C");
	svg_text_cut(output, put_evidence(picture->arena, picture->facts, edge), SENTENCE_CHARACTERS);
	put_text(output, "\xE2\x80\x9D\n");
	svg_text_cut(output, picture->facts->documents.at[best->document].key, NAME_CHARACTERS);
	put_text(output, ":");
	put_number(output, best->line);
	put_text(output, "\nrule ");
	svg_text_cut(output, best->rule, NAME_CHARACTERS);
	put_text(output, "/");
	svg_text_cut(output, best->variant, NAME_CHARACTERS);
	put_text(output, " \xC2\xB7 sure ");
	put_number(output, edge->sure);
	put_text(output, " \xC2\xB7 ");
	put_number(output, edge->proofs);
	put_text(output, edge->proofs == 1 ? " mention in " : " mentions in ");
	put_number(output, edge->documents);
	put_text(output, edge->documents == 1 ? " document</title>" : " documents</title>");
}

static void arrow_head(const struct picture *picture, struct layout_point back, struct layout_point tip, double size, struct file_output *output)
{
	double length = hypot(tip.x - back.x, tip.y - back.y);
	if (length <= 0)
		return;
	double x = (tip.x - back.x) / length, y = (tip.y - back.y) / length, half = size * 0.42;
	const struct layout_point corners[] = {
		tip,
		{ tip.x - x * size - y * half, tip.y - y * size + x * half },
		{ tip.x - x * size + y * half, tip.y - y * size - x * half },
	};
	put_text(output, "<path stroke=\"none\" d=\"");
	for (int i = 0; i < 3; i++) {
		put_text(output, i ? "L" : "M");
		put_decimal(output, corners[i].x + picture->origin.x);
		put_text(output, ",");
		put_decimal(output, corners[i].y + picture->origin.y);
	}
	put_text(output, "z\"/>");
}

/* What went is broken in a way of its own; else how sure and how it is known. */
static const char *dashes(const struct picture *picture, const struct fact_edge *edge)
{
	const struct picture_marks *marks = picture->options->marks;
	const char *own = marks ? marks_dashes(marks->edges[edge - picture->facts->edges.at]) : NULL;
	return own ? own : style_dashes(style_stroke(edge));
}

/* What changed is to be seen before what did not. */
static double pen(const struct picture *picture, const struct fact_edge *edge)
{
	const struct picture_marks *marks = picture->options->marks;
	bool marked = marks && marks->edges[edge - picture->facts->edges.at];
	return marked ? style_pen(edge) + 0.9 : style_pen(edge);
}

static void edge_path(const struct picture *picture, const struct fact_edge *edge, struct layout_curve curve, struct file_output *output)
{
	const char *broken = dashes(picture, edge);
	put_text(output, "<path class=\"hit\" fill=\"none\" stroke-width=\"9\" stroke-opacity=\"0\" d=\"");
	svg_curve(output, curve.points, curve.n, picture->origin);
	put_text(output, "\"/><path class=\"s\" fill=\"none\"");
	svg_attribute(output, "stroke-width", pen(picture, edge));
	if (broken) {
		put_text(output, " stroke-dasharray=\"");
		put_text(output, broken);
		put_text(output, "\"");
	}
	put_text(output, " d=\"");
	svg_curve(output, curve.points, curve.n, picture->origin);
	put_text(output, "\"/>");
}

static struct colour edge_colour(const struct picture *picture, size_t number)
{
	const struct picture_marks *marks = picture->options->marks;
	return marks ? marks_colour(marks->edges[number]) : style_relation(picture->facts, picture->facts->edges.at[number].relation);
}

/* Its mark, or its relation's number behind a letter. */
static void put_class(const struct picture *picture, size_t number, char letter, struct file_output *output)
{
	const struct picture_marks *marks = picture->options->marks;
	const char text[] = { letter, '\0' };
	put_text(output, marks && letter == 'r' ? "m-" : text);
	if (marks) {
		put_text(output, letter == 'r' ? "" : "-");
		put_text(output, marks_class(marks->edges[number]));
	} else {
		put_number(output, picture->facts->edges.at[number].relation);
	}
}

static void write_edge(const struct picture *picture, size_t number, struct file_output *output)
{
	const struct fact_edge *edge = &picture->facts->edges.at[number];
	struct layout_curve curve = picture->layout.curves[number], shown = curve;
	struct colour colour = edge_colour(picture, number);
	bool arrow = !picture->facts->relations.at[edge->relation].symmetric && curve.n >= 4;
	double size = 5.5 + pen(picture, edge) * 1.5;
	if (arrow)
		shown = curve_shorten(picture->arena, curve, size * 0.9);
	put_text(output, "<g class=\"e ");
	put_class(picture, number, 'r', output);
	put_text(output, "\"");
	svg_id(output, 'e', edge->id);
	svg_colour(output, "stroke", colour);
	svg_colour(output, "fill", colour);
	put_text(output, ">");
	edge_title(picture, edge, output);
	edge_path(picture, edge, shown, output);
	if (arrow)
		arrow_head(picture, shown.points[shown.n - 1], curve.points[curve.n - 1], size, output);
	put_text(output, "</g>\n");
}

static void node_title(const struct picture *picture, const struct fact_entity *entity, struct file_output *output)
{
	const struct facts *facts = picture->facts;
	size_t said = 0;
	put_text(output, "<title>");
	svg_text_cut(output, entity->name, NAME_CHARACTERS);
	put_text(output, "\n");
	svg_text_cut(output, ast_spaced(picture->arena, facts->types.at[entity->type].name), NAME_CHARACTERS);
	if (picture->options->marks)
		note_write(picture->options->marks->entity_notes[entity - facts->entities.at], output);
	for (size_t i = 0; i < entity->forms && said < FORMS; i++) {
		struct slice text = facts->forms.at[entity->first_form + i].text;
		bool known = slice_equal(text, entity->name);
		for (size_t j = 0; j < i && !known; j++)
			known = slice_equal(text, facts->forms.at[entity->first_form + j].text);
		if (known)
			continue;
		put_text(output, said++ ? ", " : "\nalso: ");
		svg_text_cut(output, text, 60);
	}
	put_text(output, "\n");
	put_number(output, entity->mentions);
	put_text(output, entity->mentions == 1 ? " mention in " : " mentions in ");
	put_number(output, entity->documents);
	put_text(output, entity->documents == 1 ? " document</title>" : " documents</title>");
}

static void name_lines(const struct picture *picture, size_t number, struct file_output *output)
{
	const struct picture_name *name = &picture->names[number];
	const struct layout_box *box = &picture->layout.boxes[number];
	double x = box->x + picture->origin.x;
	double y = box->y + picture->origin.y - (double)(name->lines.n - 1) * name->size * LINE / 2 + name->size * 0.36;
	double below = y + ((double)name->lines.n - 1) * name->size * LINE + PICTURE_DOCUMENT_SIZE * 0.9;
	if (name->document.len)
		y -= PICTURE_DOCUMENT_SIZE * LINE / 2;
	put_text(output, "<text class=\"ink\" stroke=\"none\" fill=\"#1B1F24\" text-anchor=\"middle\"");
	svg_attribute(output, "font-size", name->size);
	put_text(output, ">");
	for (size_t i = 0; i < name->lines.n; i++) {
		put_text(output, "<tspan");
		svg_attribute(output, "x", x);
		svg_attribute(output, "y", y + (double)i * name->size * LINE);
		put_text(output, ">");
		svg_text(output, name->lines.at[i]);
		put_text(output, "</tspan>");
	}
	if (name->document.len) {
		put_text(output, "<tspan");
		svg_attribute(output, "font-size", PICTURE_DOCUMENT_SIZE);
		svg_attribute(output, "x", x);
		svg_attribute(output, "y", below);
		put_text(output, ">");
		svg_text(output, name->document);
		put_text(output, "</tspan>");
	}
	put_text(output, "</text>");
}

/* A box that came, went or changed has a border of its own. */
static void node_mark(char mark, struct file_output *output)
{
	const char *broken = marks_dashes(mark);
	put_text(output, " class=\"b-");
	put_text(output, marks_class(mark));
	put_text(output, "\" stroke-width=\"2.6\"");
	svg_colour(output, "stroke", marks_colour(mark));
	if (broken) {
		put_text(output, " stroke-dasharray=\"");
		put_text(output, broken);
		put_text(output, "\"");
	}
}

static void write_node(const struct picture *picture, size_t number, struct file_output *output)
{
	const struct fact_entity *entity = &picture->facts->entities.at[number];
	const struct layout_box *box = &picture->layout.boxes[number];
	const struct picture_marks *marks = picture->options->marks;
	put_text(output, "<g class=\"n t");
	put_number(output, entity->type);
	put_text(output, "\"");
	svg_id(output, 'n', entity->id);
	svg_colour(output, "fill", style_fill(picture->facts, entity->type));
	svg_colour(output, "stroke", style_line(picture->facts, entity->type));
	put_text(output, marks && !marks->entities[number] && !marks->near[number] ? " opacity=\"0.4\">" : ">");
	node_title(picture, entity, output);
	put_text(output, "<rect");
	svg_attribute(output, "x", box->x - box->width / 2 + picture->origin.x);
	svg_attribute(output, "y", box->y - box->height / 2 + picture->origin.y);
	svg_attribute(output, "width", box->width);
	svg_attribute(output, "height", box->height);
	put_text(output, " rx=\"7\"");
	if (marks && marks->entities[number])
		node_mark(marks->entities[number], output);
	put_text(output, "/>");
	name_lines(picture, number, output);
	put_text(output, "</g>\n");
}

static void lead(const struct picture *picture, const struct label *label, struct file_output *output)
{
	put_text(output, "<path class=\"lead\" stroke=\"#9AA1AC\" stroke-width=\"0.6\" d=\"M");
	put_decimal(output, label->anchor.x + picture->origin.x);
	put_text(output, ",");
	put_decimal(output, label->anchor.y + picture->origin.y);
	put_text(output, "L");
	put_decimal(output, label->x + picture->origin.x);
	put_text(output, ",");
	put_decimal(output, label->y + picture->origin.y);
	put_text(output, "\"/>");
}

static void write_label(const struct picture *picture, size_t number, struct file_output *output)
{
	const struct fact_edge *edge = &picture->facts->edges.at[number];
	const struct label *label = &picture->labels[number];
	const struct picture_marks *marks = picture->options->marks;
	if (label->far)
		lead(picture, label, output);
	put_text(output, "<text class=\"l ");
	put_class(picture, number, 'w', output);
	put_text(output, "\"");
	if (marks && marks->edges[number])
		put_text(output, " font-weight=\"bold\"");
	svg_colour(output, "fill", edge_colour(picture, number));
	svg_attribute(output, "x", label->x + picture->origin.x);
	svg_attribute(output, "y", label->y + picture->origin.y + LABEL_SIZE * 0.36);
	svg_attribute(output, "textLength", label->width);
	put_text(output, " lengthAdjust=\"spacingAndGlyphs\">");
	edge_title(picture, edge, output);
	svg_text(output, picture->label_texts[number]);
	put_text(output, "</text>\n");
}

void drawing_write(const struct picture *picture, struct file_output *output)
{
	const struct facts *facts = picture->facts;
	put_text(output, "<g id=\"edges\">\n");
	for (size_t i = 0; i < facts->edges.n; i++)
		if (selection_edge(picture->selection, i))
			write_edge(picture, i, output);
	put_text(output, "</g>\n<g id=\"entities\" stroke-width=\"1.2\">\n");
	for (size_t i = 0; i < facts->entities.n; i++)
		if (selection_entity(picture->selection, i))
			write_node(picture, i, output);
	put_text(output,
	        "</g>\n<g id=\"labels\" text-anchor=\"middle\" stroke=\"#FFFFFF\" stroke-width=\"5.5\" stroke-linejoin=\"round\" "
	        "paint-order=\"stroke\"");
	svg_attribute(output, "font-size", LABEL_SIZE);
	put_text(output, ">\n");
	for (size_t i = 0; i < facts->edges.n; i++)
		if (selection_edge(picture->selection, i) && picture->labels[i].width > 0)
			write_label(picture, i, output);
	put_text(output, "</g>\n");
}
