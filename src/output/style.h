/* style: colours and widths that pictures share, from the types and relations of the rules. */
#ifndef KGRAPH_OUTPUT_STYLE_H
#define KGRAPH_OUTPUT_STYLE_H

#include "facts/fact.h"

struct colour {
	uint8_t red, green, blue;
};

/* Of a type's boxes and a relation's edges. What the rules do not colour (or not as #RRGGBB) gets one by its number; unknown names grey. */
struct colour style_fill(const struct facts *facts, uint32_t type);
struct colour style_line(const struct facts *facts, uint32_t type);
struct colour style_relation(const struct facts *facts, uint32_t relation);

/* part of b (0 to 1) mixed into a. */
struct colour style_mix(struct colour a, struct colour b, double part);
/* The same colour for a dark ground: light enough to read. */
struct colour style_on_dark(struct colour colour);
/* A box's fill on a dark ground, from the colour of its line. */
struct colour style_fill_on_dark(struct colour line);
/* "#E7EEF8" into text (8 bytes). */
const char *style_hex(struct colour colour, char text[8]);

/* Width of an edge in points by the number of its documents. */
double style_pen(const struct fact_edge *edge);
/* How the line of an edge is broken, and what that tells of it; of several the last. */
enum style_stroke {
	STROKE_WHOLE,
	STROKE_UNSURE,     /* less sure than what the usual rule says of a name that nothing knows */
	STROKE_UNASSERTED, /* denied, planned, reported … */
	STROKE_INFERRED    /* no sentence states it */
};
enum style_stroke style_stroke(const struct fact_edge *edge);
/* Its pattern of dashes, as SVG has it; NULL for a whole line. */
const char *style_dashes(enum style_stroke stroke);
/* What it means, for a legend. */
const char *style_stroke_text(enum style_stroke stroke);

#endif
