#include "output/picture.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "output/formats.h"
#include "output/put.h"
#include "output/svg.h"

enum { NAME_CHARACTERS = 52, LINE_CHARACTERS = 22, LABELLED_EDGES = 2000, LABEL_CHARACTERS = 40, TRIES = 3 };
static const double LABEL_SIZE = 9, LINE = 1.22, PADDING_X = 11.5, PADDING_Y = 5.5;
/* Room for fonts that are wider than the table; the padding takes the rest. */
static const double WIDE_FONT = 1.04;
/* What changed is labelled in bold, which is wider. */
static const double BOLD = 1.12;

struct slice picture_folder(const struct facts *facts)
{
	struct slice common = slice_make("", 0);
	for (size_t i = 0; i < facts->documents.n; i++) {
		struct slice key = facts->documents.at[i].key;
		size_t same = 0;
		while (i > 0 && same < common.len && same < key.len && common.ptr[same] == key.ptr[same])
			same++;
		common = i == 0 ? key : slice_part(common, 0, same);
	}
	while (common.len && (facts->documents.n > 1 || memchr(common.ptr, '/', common.len)) && common.ptr[common.len - 1] != '/')
		common.len--;
	return common.len ? slice_part(common, 0, common.len - (common.ptr[common.len - 1] == '/')) : common;
}

/* The name without its folders. */
static struct slice file_part(struct slice key)
{
	const char *slash = key.len ? memrchr(key.ptr, '/', key.len) : NULL;
	return slash ? slice_part(key, (size_t)(slash - key.ptr) + 1, key.len) : key;
}

struct slice picture_title(const struct picture *picture)
{
	if (picture->options->title.len)
		return picture->options->title;
	bool named = picture->options->one_file && picture->facts->documents.n == 1;
	struct slice of = named ? file_part(picture->facts->documents.at[0].key) : picture_folder(picture->facts);
	if (!of.len)
		return slice_of("Knowledge graph");
	return arena_format(picture->arena, "Knowledge graph of %.*s", SLICE_ARG(of));
}

/* Degrees within the picture, by number of the entity. */
static uint32_t *degrees(struct picture *picture)
{
	uint32_t *degree = arena_alloc(picture->arena, picture->facts->entities.n * sizeof *degree);
	for (size_t i = 0; i < picture->facts->edges.n; i++) {
		if (!selection_edge(picture->selection, i))
			continue;
		degree[picture->facts->edges.at[i].source]++;
		degree[picture->facts->edges.at[i].target]++;
		picture->edges++;
	}
	return degree;
}

static void measure_box(struct picture *picture, size_t number, uint32_t degree)
{
	struct picture_name *name = &picture->names[number];
	struct layout_box *box = &picture->layout.boxes[number];
	const struct picture_marks *marks = picture->options->marks;
	struct slice shown = measure_shown(picture->arena, picture->facts->entities.at[number].name, NAME_CHARACTERS);
	if (marks && marks->entities[number])
		shown = arena_format(picture->arena, "%s%.*s", marks_sign(marks->entities[number]), SLICE_ARG(shown));
	name->lines = measure_name(shown, LINE_CHARACTERS);
	name->size = 11 + 6 * fmin(1, degree > 1 ? (degree - 1) / 11.0 : 0);
	for (size_t i = 0; i < name->lines.n; i++)
		box->width = fmax(box->width, measure_width(name->lines.at[i], name->size));
	box->width = fmax(box->width, measure_width(name->document, PICTURE_DOCUMENT_SIZE));
	box->width = ceil(fmax(box->width * WIDE_FONT, 18) + 2 * PADDING_X);
	box->height = ceil((double)name->lines.n * name->size * LINE + (name->document.len ? PICTURE_DOCUMENT_SIZE * LINE : 0) + 2 * PADDING_Y);
}

static void measure_boxes(struct picture *picture)
{
	size_t n = picture->facts->entities.n;
	uint32_t *degree = degrees(picture);
	picture->names = arena_alloc(picture->arena, n * sizeof *picture->names);
	picture->layout.boxes = arena_alloc(picture->arena, n * sizeof *picture->layout.boxes);
	picture_tell_apart(picture);
	for (size_t i = 0; i < n; i++) {
		if (!selection_entity(picture->selection, i))
			continue;
		picture->entities++;
		measure_box(picture, i, degree[i]);
	}
}

static struct slice label_text(struct picture *picture, size_t number)
{
	const struct fact_edge *edge = &picture->facts->edges.at[number];
	const struct picture_marks *marks = picture->options->marks;
	struct slice label = put_relation_label(picture->arena, &picture->facts->relations.at[edge->relation]);
	if (marks && marks->labels[number].len)
		label = marks->labels[number];
	label = measure_shown(picture->arena, label, LABEL_CHARACTERS);
	if (marks && marks->edges[number])
		label = arena_format(picture->arena, "%s%.*s", marks_sign(marks->edges[number]), SLICE_ARG(label));
	if (edge->status == STATUS_ASSERTED)
		return label;
	return arena_format(picture->arena, "%.*s (%s)", SLICE_ARG(label), status_name(edge->status));
}

/* Returns the width of the longest. */
static double measure_labels(struct picture *picture)
{
	double longest = 0;
	size_t n = picture->facts->edges.n;
	const struct picture_marks *marks = picture->options->marks;
	picture->labels = arena_alloc(picture->arena, n * sizeof *picture->labels);
	picture->label_texts = arena_alloc(picture->arena, n * sizeof *picture->label_texts);
	picture->unlabelled = picture->edges > LABELLED_EDGES;
	for (size_t i = 0; i < n && !picture->unlabelled; i++) {
		if (!selection_edge(picture->selection, i))
			continue;
		picture->label_texts[i] = label_text(picture, i);
		picture->labels[i].width = measure_width(picture->label_texts[i], LABEL_SIZE) * (marks && marks->edges[i] ? BOLD : 1);
		picture->labels[i].height = LABEL_SIZE * LINE;
		longest = fmax(longest, picture->labels[i].width);
	}
	return longest;
}

static time_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec;
}

/* Lays out and places the labels; where some find no room, again with more room between the ranks. All tries share one deadline, and one
 * that passes it costs the picture: were an earlier try shown instead, the picture would depend on the machine. */
static const char *arrange(struct picture *picture)
{
	double longest = measure_labels(picture);
	unsigned deadline = picture->options->deadline ? picture->options->deadline : OUTPUT_DEADLINE;
	struct layout_options options = { .engine = picture->options->layout };
	time_t begin = now();
	for (int i = 0; i < TRIES; i++) {
		unsigned used = (unsigned)(now() - begin);
		options.deadline = used < deadline ? deadline - used : 0;
		options.label_width = (longest + 30) * (1 + 0.4 * i);
		const char *why = layout_run(&picture->layout, picture->facts, picture->selection, &options);
		if (why)
			return why;
		size_t moved = labels_place(&picture->layout, picture->facts, picture->labels);
		if (moved == 0 || !slice_is(slice_of(picture->layout.engine), "dot"))
			break;
	}
	return NULL;
}

struct extent {
	double left, top, right, bottom;
};

static void extend(struct extent *extent, double x, double y, double width, double height)
{
	extent->left = fmin(extent->left, x - width / 2);
	extent->right = fmax(extent->right, x + width / 2);
	extent->top = fmin(extent->top, y - height / 2);
	extent->bottom = fmax(extent->bottom, y + height / 2);
}

static struct extent drawing_extent(const struct picture *picture)
{
	struct extent extent = { INFINITY, INFINITY, -INFINITY, -INFINITY };
	for (size_t i = 0; i < picture->facts->entities.n; i++) {
		const struct layout_box *box = &picture->layout.boxes[i];
		if (selection_entity(picture->selection, i))
			extend(&extent, box->x, box->y, box->width, box->height);
	}
	for (size_t i = 0; i < picture->facts->edges.n; i++) {
		if (!selection_edge(picture->selection, i))
			continue;
		const struct layout_curve *curve = &picture->layout.curves[i];
		for (size_t j = 0; j < curve->n; j++)
			extend(&extent, curve->points[j].x, curve->points[j].y, 2, 2);
		if (picture->labels[i].width > 0)
			extend(&extent, picture->labels[i].x, picture->labels[i].y, picture->labels[i].width, picture->labels[i].height);
	}
	return extent;
}

/* The page around drawing and heading. */
static struct heading *compose(struct picture *picture)
{
	struct extent extent = { 0, 0, 0, 0 };
	if (picture->entities)
		extent = drawing_extent(picture);
	double width = extent.right - extent.left, height = extent.bottom - extent.top;
	picture->width = ceil(fmax(width + 2 * PICTURE_MARGIN, PICTURE_LEAST_WIDTH));
	struct heading *heading = heading_new(picture);
	picture->height = ceil(picture->heading_height + height + PICTURE_MARGIN);
	picture->origin.x = round((picture->width - width) / 2 - extent.left);
	picture->origin.y = round(picture->heading_height - extent.top);
	return heading;
}

static void write_page(const struct picture *picture, const struct heading *heading, struct file_output *output)
{
	put_text(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
	put_decimal(output, picture->width);
	put_text(output, " ");
	put_decimal(output, picture->height);
	put_text(output, "\" width=\"");
	put_decimal(output, picture->width);
	put_text(output, "pt\" height=\"");
	put_decimal(output, picture->height);
	put_text(output,
	        "pt\" role=\"graphics-document document\" aria-labelledby=\"title desc\""
	        " font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\">\n");
	picture_about_write(picture, output);
	put_text(output, "<rect class=\"ground\" width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n");
	heading_write(heading, picture, output);
	drawing_write(picture, output);
	put_text(output, "</svg>\n");
}

FORMAT_WRITER(picture_write)
{
	struct picture picture = { .facts = facts, .selection = selection, .options = options, .arena = arena_new() };
	picture.layout.arena = picture.arena;
	measure_boxes(&picture);
	const char *why = picture.entities ? arrange(&picture) : NULL;
	if (!why)
		write_page(&picture, compose(&picture), output);
	arena_free(picture.arena);
	return why;
}
