/* Edges, boxes and labels of a picture. */
#include <math.h>

#include "output/curve.h"
#include "output/picture.h"
#include "output/put.h"
#include "output/style.h"
#include "output/svg.h"

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

/* The edge in words, its best sentence, where that stands, the rule, how well it is supported. */
static void edge_title(const struct picture *picture, const struct fact_edge *edge, struct file_output *output)
{
	const struct fact_proof *best = &picture->facts->proofs.at[edge->first_proof];
	put_text(output, "<title>");
	edge_words(picture, edge, output);
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

static void edge_path(const struct picture *picture, const struct fact_edge *edge, struct layout_curve curve, struct file_output *output)
{
	put_text(output, "<path class=\"hit\" fill=\"none\" stroke-width=\"9\" stroke-opacity=\"0\" d=\"");
	svg_curve(output, curve.points, curve.n, picture->origin);
	put_text(output, "\"/><path class=\"s\" fill=\"none\"");
	svg_attribute(output, "stroke-width", style_pen(edge));
	put_text(output, style_dotted(edge) ? " stroke-dasharray=\"1.5 3\"" : style_dashed(edge) ? " stroke-dasharray=\"5 3\"" : "");
	put_text(output, " d=\"");
	svg_curve(output, curve.points, curve.n, picture->origin);
	put_text(output, "\"/>");
}

static void write_edge(const struct picture *picture, size_t number, struct file_output *output)
{
	const struct fact_edge *edge = &picture->facts->edges.at[number];
	struct layout_curve curve = picture->layout.curves[number], shown = curve;
	struct colour colour = style_relation(picture->facts, edge->relation);
	bool arrow = !picture->facts->relations.at[edge->relation].symmetric && curve.n >= 4;
	double size = 5.5 + style_pen(edge) * 1.5;
	if (arrow)
		shown = curve_shorten(picture->arena, curve, size * 0.9);
	put_text(output, "<g class=\"e r");
	put_number(output, edge->relation);
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
	svg_text_cut(output, put_spaced(picture->arena, facts->types.at[entity->type].name), NAME_CHARACTERS);
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
	put_text(output, "</text>");
}

static void write_node(const struct picture *picture, size_t number, struct file_output *output)
{
	const struct fact_entity *entity = &picture->facts->entities.at[number];
	const struct layout_box *box = &picture->layout.boxes[number];
	put_text(output, "<g class=\"n t");
	put_number(output, entity->type);
	put_text(output, "\"");
	svg_id(output, 'n', entity->id);
	svg_colour(output, "fill", style_fill(picture->facts, entity->type));
	svg_colour(output, "stroke", style_line(picture->facts, entity->type));
	put_text(output, ">");
	node_title(picture, entity, output);
	put_text(output, "<rect");
	svg_attribute(output, "x", box->x - box->width / 2 + picture->origin.x);
	svg_attribute(output, "y", box->y - box->height / 2 + picture->origin.y);
	svg_attribute(output, "width", box->width);
	svg_attribute(output, "height", box->height);
	put_text(output, " rx=\"7\"/>");
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
	if (label->far)
		lead(picture, label, output);
	put_text(output, "<text class=\"l w");
	put_number(output, edge->relation);
	put_text(output, "\"");
	svg_colour(output, "fill", style_relation(picture->facts, edge->relation));
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
