/* svg: the few elements of SVG that a picture is made of, always valid XML. */
#ifndef KGRAPH_OUTPUT_SVG_H
#define KGRAPH_OUTPUT_SVG_H

#include "base/file.h"
#include "output/layout.h"
#include "output/style.h"

/* Escaped for content and attribute values; what XML forbids and what turns text around becomes U+FFFD; a newline stays one. */
void svg_text(struct file_output *output, struct slice text);
/* At most `characters` of it, and "…". */
void svg_text_cut(struct file_output *output, struct slice text, size_t characters);
/* ` name="1.5"` */
void svg_attribute(struct file_output *output, const char *name, double value);
/* ` name="#E7EEF8"` */
void svg_colour(struct file_output *output, const char *name, struct colour colour);
/* ` id="e-0123456789abcdef"`, a hash of text (FNV-1a, 64 bits): the same thing has the same id in every picture. */
void svg_id(struct file_output *output, char kind, struct slice text);
/* The d of a path: "M1,2C3,4 5,6 7,8"; moved by origin. */
void svg_curve(struct file_output *output, const struct layout_point *points, size_t n, struct layout_point origin);

#endif
