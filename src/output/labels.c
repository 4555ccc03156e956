#include "output/labels.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "output/curve.h"
#include "output/grid.h"

/* Room kept free around a label; of its width more, for fonts that are wider than the table of widths. */
static const double GAP_X = 4, GAP_Y = 1.5, WIDE_FONT = 1.16;
/* From here on beside the line, in heights of the label, a line leads to it. */
static const double LEAD = 1.2;

struct placing {
	const struct layout *layout;
	const struct facts *facts;
	struct label *labels;
	struct grid *grid;
	struct curve_line *lines; /* by number of the edge */
};

struct order {
	uint32_t edge;
	double length;
};

static struct grid_area area_of(const struct label *label, double x, double y)
{
	double width = label->width * WIDE_FONT / 2 + GAP_X, height = label->height / 2 + GAP_Y;
	return (struct grid_area){ x - width, y - height, x + width, y + height };
}

static struct grid_area extent(const struct layout *layout, const struct facts *facts)
{
	struct grid_area all = { 0, 0, 1, 1 };
	for (size_t i = 0; i < facts->entities.n; i++) {
		const struct layout_box *box = &layout->boxes[i];
		if (box->width <= 0)
			continue;
		all.left = fmin(all.left, box->x - box->width);
		all.top = fmin(all.top, box->y - box->height);
		all.right = fmax(all.right, box->x + box->width);
		all.bottom = fmax(all.bottom, box->y + box->height);
	}
	return all;
}

static void fill_grid(struct placing *placing)
{
	for (size_t i = 0; i < placing->facts->entities.n; i++) {
		const struct layout_box *box = &placing->layout->boxes[i];
		if (box->width > 0)
			grid_add_area(placing->grid,
			        (struct grid_area){
			                box->x - box->width / 2, box->y - box->height / 2, box->x + box->width / 2, box->y + box->height / 2 });
	}
	for (size_t i = 0; i < placing->facts->edges.n; i++) {
		placing->lines[i] = curve_flatten(placing->layout->curves[i]);
		for (size_t j = 1; j < placing->lines[i].n; j++)
			grid_add_line(placing->grid, (uint32_t)i, placing->lines[i].points[j - 1], placing->lines[i].points[j]);
	}
}

/* The cheapest free place along the edge and beside it: the middle, on the line, across no other edge. */
static bool place_near(struct placing *placing, uint32_t edge)
{
	static const double along[] = { .5, .46, .54, .42, .58, .38, .62, .34, .66, .3, .7, .26, .74, .22, .78, .18, .82, .14, .86, .1, .9 };
	static const double beside[] = { 0, .8, -.8, 1.5, -1.5, 2.2, -2.2 };
	struct label *label = &placing->labels[edge];
	double best = INFINITY;
	for (size_t i = 0; i < sizeof along / sizeof along[0]; i++)
		for (size_t j = 0; j < sizeof beside / sizeof beside[0]; j++) {
			struct layout_point normal, at = curve_at(&placing->lines[edge], along[i], &normal);
			double reach = beside[j] * (fabs(normal.y) * label->height + fabs(normal.x) * fmin(label->width / 2, 3 * label->height));
			double x = at.x + normal.x * reach, y = at.y + normal.y * reach;
			double cost = fabs(along[i] - .5) * 20 + fabs(beside[j]) * 8;
			struct grid_area area = area_of(label, x, y);
			if (cost >= best || grid_taken(placing->grid, area))
				continue;
			cost += 12 * grid_lines(placing->grid, area, edge);
			if (cost >= best)
				continue;
			best = cost;
			label->x = x;
			label->y = y;
			label->anchor = at;
			label->far = fabs(beside[j]) > LEAD;
		}
	return best < INFINITY;
}

/* Round the middle of the edge in growing circles; a plane has always room somewhere. */
static void place_far(struct placing *placing, uint32_t edge)
{
	struct label *label = &placing->labels[edge];
	struct layout_point normal, at = curve_at(&placing->lines[edge], .5, &normal);
	label->far = true;
	label->anchor = at;
	for (double radius = 2 * label->height;; radius += label->height)
		for (int i = 0; i < 16; i++) {
			double angle = i * 0.39269908169872414;
			label->x = at.x + radius * cos(angle);
			label->y = at.y + radius * sin(angle);
			if (!grid_taken(placing->grid, area_of(label, label->x, label->y)))
				return;
		}
}

/* Short edges first: they have the fewest places. */
static int compare_orders(const void *a, const void *b)
{
	const struct order *x = a, *y = b;
	if (x->length < y->length || x->length > y->length)
		return x->length < y->length ? -1 : 1;
	return (x->edge > y->edge) - (x->edge < y->edge);
}

static size_t place_all(struct placing *placing)
{
	size_t n = 0, moved = 0;
	struct order *order = alloc_new(placing->facts->edges.n * sizeof *order);
	for (size_t i = 0; i < placing->facts->edges.n; i++)
		if (placing->labels[i].width > 0)
			order[n++] = (struct order){ (uint32_t)i, placing->lines[i].length };
	qsort(order, n, sizeof *order, compare_orders);
	for (size_t i = 0; i < n; i++) {
		struct label *label = &placing->labels[order[i].edge];
		if (!place_near(placing, order[i].edge)) {
			place_far(placing, order[i].edge);
			moved++;
		}
		grid_add_area(placing->grid, area_of(label, label->x, label->y));
	}
	free(order);
	return moved;
}

size_t labels_place(const struct layout *layout, const struct facts *facts, struct label *labels)
{
	struct placing placing = { layout, facts, labels, grid_new(extent(layout, facts)), NULL };
	placing.lines = alloc_new(facts->edges.n * sizeof *placing.lines);
	fill_grid(&placing);
	size_t moved = place_all(&placing);
	for (size_t i = 0; i < facts->edges.n; i++)
		curve_line_fini(&placing.lines[i]);
	free(placing.lines);
	grid_free(placing.grid);
	return moved;
}
