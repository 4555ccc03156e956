/* What a picture says to those who do not see it, and its colours at night. */
#include <stdlib.h>

#include "base/alloc.h"
#include "output/picture.h"
#include "output/put.h"
#include "output/style.h"
#include "output/svg.h"

enum { BEST = 8, NAME_CHARACTERS = 60 };

static void sentence(const struct picture *picture, const struct fact_edge *edge, struct file_output *output)
{
	picture_edge_write(picture, edge, NAME_CHARACTERS, output);
	if (edge->status != STATUS_ASSERTED) {
		put_text(output, " (");
		put_text(output, status_name(edge->status));
		put_text(output, ")");
	}
	put_text(output, ", ");
	put_number(output, edge->documents);
	put_text(output, edge->documents == 1 ? " document" : " documents");
}

static void description(const struct picture *picture, struct file_output *output)
{
	if (picture->options->marks) {
		svg_text(output, picture->options->marks->under);
		put_text(output, ". ");
	}
	const struct facts *facts = picture->facts;
	uint32_t *order = arena_alloc(picture->arena, facts->edges.n * sizeof *order);
	size_t n = 0;
	for (size_t i = 0; i < facts->edges.n; i++)
		if (selection_edge(picture->selection, i))
			order[n++] = (uint32_t)i;
	qsort_r(order, n, sizeof *order, facts_compare_support, (void *)(uintptr_t)facts);
	put_number(output, picture->entities);
	put_text(output, " entities and ");
	put_number(output, picture->edges);
	put_text(output, " relations between them.");
	for (size_t i = 0; i < n && i < BEST; i++) {
		put_text(output, i == 0 ? " Best supported: " : "; ");
		sentence(picture, &facts->edges.at[order[i]], output);
	}
	put_text(output, n ? "." : "");
}

static void declare(struct file_output *output, const char *selector, size_t number, const char *property, struct colour colour)
{
	char hex[8];
	put_text(output, selector);
	put_number(output, number);
	put_text(output, "{");
	put_text(output, property);
	put_text(output, ":");
	put_text(output, style_hex(colour, hex));
	put_text(output, "}");
}

static void declare_mark(struct file_output *output, const char *selector, char mark, const char *property)
{
	char hex[8];
	put_text(output, selector);
	put_text(output, marks_class(mark));
	put_text(output, "{");
	put_text(output, property);
	put_text(output, ":");
	put_text(output, style_hex(marks_colour_on_dark(mark), hex));
	put_text(output, "}");
}

static void marks_style(struct file_output *output)
{
	static const char marks[] = { '+', '-', '~', 0 };
	for (size_t i = 0; i < sizeof marks; i++) {
		declare_mark(output, ".m-", marks[i], "stroke");
		declare_mark(output, ".m-", marks[i], "fill");
		declare_mark(output, ".w-", marks[i], "fill");
		declare_mark(output, ".n .b-", marks[i], "stroke");
	}
}

/* By night only on a screen: paper stays white. Concrete colours, since some renderers know no variables. */
static void style(const struct picture *picture, struct file_output *output)
{
	const struct facts *facts = picture->facts;
	put_text(output,
	        "<style>\n.hit{stroke-opacity:0}\n"
	        "@media (hover:hover){.e:hover path.s{stroke-width:3.6}.n:hover rect{stroke-width:2.4}}\n"
	        "@media screen and (prefers-color-scheme:dark){\n"
	        ".ground{fill:#15181D}.ink{fill:#E8EAED}.soft{fill:#A4ACB8}.rule{stroke:#343A44}.key{stroke:#A4ACB8;fill:#A4ACB8}.l{stroke:#15181D}."
	        "lead{stroke:#7A8290}\n");
	for (uint32_t i = 0; i < facts->types.n; i++) {
		struct colour line = style_line(facts, i);
		declare(output, ".t", i, "fill", style_fill_on_dark(line));
		declare(output, ".t", i, "stroke", style_on_dark(line));
	}
	put_text(output, "\n");
	for (uint32_t i = 0; i < facts->relations.n; i++) {
		struct colour colour = style_on_dark(style_relation(facts, i));
		declare(output, ".r", i, "stroke", colour);
		declare(output, ".r", i, "fill", colour);
		declare(output, ".w", i, "fill", colour);
	}
	if (picture->options->marks)
		marks_style(output);
	put_text(output, "\n}\n</style>\n");
}

void picture_about_write(const struct picture *picture, struct file_output *output)
{
	put_text(output, "<title id=\"title\">");
	svg_text_cut(output, picture_title(picture), 300);
	put_text(output, "</title>\n<desc id=\"desc\">");
	description(picture, output);
	put_text(output, "</desc>\n");
	style(picture, output);
}
