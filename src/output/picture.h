/* picture: the SVG: what its parts (heading and legend, drawing) share while it is made. */
#ifndef KGRAPH_OUTPUT_PICTURE_H
#define KGRAPH_OUTPUT_PICTURE_H

#include "output/labels.h"
#include "output/layout.h"
#include "output/marks.h"
#include "output/measure.h"
#include "output/output.h"

/* The text in a box. */
struct picture_name {
	struct measure_lines lines;
	double size;
	struct slice document; /* below it, where another box has the same name; empty elsewhere */
};

struct picture {
	const struct facts *facts;
	const struct selection *selection; /* NULL: everything */
	const struct output_options *options;
	struct arena *arena;
	struct layout layout;
	struct picture_name *names; /* by number of the entity */
	struct label *labels;       /* by number of the edge */
	struct slice *label_texts;
	size_t edges, entities;     /* that are drawn */
	bool unlabelled;            /* too many edges for labels */
	double width, height;       /* of the page, in points */
	struct layout_point origin; /* what the drawing's coordinates are moved by */
	double heading_height;
};

enum { PICTURE_MARGIN = 28, PICTURE_LEAST_WIDTH = 640 };
/* Of the document in a box, in points. */
enum { PICTURE_DOCUMENT_SIZE = 8 };

/* Finds the names that several boxes have but for their case, and sets the document of those that are things of one document. */
void picture_tell_apart(struct picture *picture);

/* Works out the heading's lines for picture->width; sets picture->heading_height. */
struct heading;
struct heading *heading_new(struct picture *picture);
void heading_write(const struct heading *heading, const struct picture *picture, struct file_output *output);

/* <title>, <desc>, <style>. */
void picture_about_write(const struct picture *picture, struct file_output *output);
/* Edges, boxes, labels. */
void drawing_write(const struct picture *picture, struct file_output *output);

/* "A relation B", names cut to so many characters. */
void picture_edge_write(const struct picture *picture, const struct fact_edge *edge, size_t characters, struct file_output *output);

/* The name of the one document, or the folder that all lie in; empty where there is none. */
struct slice picture_folder(const struct facts *facts);

/* What the page is called. */
struct slice picture_title(const struct picture *picture);

#endif
