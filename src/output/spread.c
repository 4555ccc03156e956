#include "output/spread.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"

/* Between the middles of two edges, in points: a label with its halo. */
static const double STEP = 15;

struct strand {
	uint32_t low, high, edge; /* the ends in the order of their numbers */
	double offset;            /* of its middle, across the way between the ends */
};

static int compare_strands(const void *a, const void *b)
{
	const struct strand *x = a, *y = b;
	if (x->low != y->low)
		return x->low < y->low ? -1 : 1;
	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	if (x->offset < y->offset || x->offset > y->offset)
		return x->offset < y->offset ? -1 : 1;
	return (x->edge > y->edge) - (x->edge < y->edge);
}

/* Of length 1, across the way from the one box to the other; nothing of a box to itself. */
static struct layout_point across(const struct layout *layout, const struct strand *strand)
{
	const struct layout_box *a = &layout->boxes[strand->low], *b = &layout->boxes[strand->high];
	double x = b->x - a->x, y = b->y - a->y, length = hypot(x, y);
	return length > 0 ? (struct layout_point){ -y / length, x / length } : (struct layout_point){ 0, 0 };
}

static double offset_of(const struct layout *layout, const struct strand *strand)
{
	const struct layout_point *p = layout->curves[strand->edge].points, normal = across(layout, strand);
	const struct layout_box *box = &layout->boxes[strand->low];
	double x = (p[0].x + 3 * p[1].x + 3 * p[2].x + p[3].x) / 8 - box->x, y = (p[0].y + 3 * p[1].y + 3 * p[2].y + p[3].y) / 8 - box->y;
	return x * normal.x + y * normal.y;
}

/* The middle of a curve goes three quarters of the way of its inner points. */
static void shift(struct layout *layout, const struct strand *strand, double by)
{
	struct layout_point *p = layout->curves[strand->edge].points, normal = across(layout, strand);
	for (int i = 1; i <= 2; i++) {
		p[i].x += normal.x * by * 4 / 3;
		p[i].y += normal.y * by * 4 / 3;
	}
}

static void spread(struct layout *layout, const struct strand *strands, size_t n)
{
	double middle = 0, nearest = INFINITY;
	for (size_t i = 0; i < n; i++) {
		middle += strands[i].offset / (double)n;
		if (i > 0)
			nearest = fmin(nearest, strands[i].offset - strands[i - 1].offset);
	}
	for (size_t i = 0; i < n && nearest < STEP; i++)
		shift(layout, &strands[i], middle + ((double)i - (double)(n - 1) / 2) * STEP - strands[i].offset);
}

static size_t collect(const struct layout *layout, const struct facts *facts, const struct selection *selection, struct strand *strands)
{
	size_t n = 0;
	for (uint32_t i = 0; i < facts->edges.n; i++) {
		uint32_t a = facts->edges.at[i].source, b = facts->edges.at[i].target;
		if (!selection_edge(selection, i) || layout->curves[i].n != 4 || a == b)
			continue;
		strands[n] = (struct strand){ a < b ? a : b, a < b ? b : a, i, 0 };
		strands[n].offset = offset_of(layout, &strands[n]);
		n++;
	}
	return n;
}

void spread_parallels(struct layout *layout, const struct facts *facts, const struct selection *selection)
{
	struct strand *strands = alloc_new((facts->edges.n + 1) * sizeof *strands);
	size_t n = collect(layout, facts, selection, strands);
	qsort(strands, n, sizeof *strands, compare_strands);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && strands[to].low == strands[from].low && strands[to].high == strands[from].high;)
			to++;
		if (to - from > 1)
			spread(layout, strands + from, to - from);
	}
	free(strands);
}
