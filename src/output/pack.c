#include "output/pack.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/array.h"

/* Between two parts, in points; width to height of the page. */
static const double GAP = 34, SHAPE = 1.7;

struct part {
	double left, top, right, bottom; /* as laid out */
	double x, y;                     /* new place of left and top */
	uint32_t first;                  /* lowest number of an entity of it */
};

/* A stretch of the lower border of what is placed. */
struct step {
	double x, width, y;
};

struct packing {
	struct layout *layout;
	const struct facts *facts;
	const struct selection *selection;
	uint32_t *root; /* union-find over entities, then the number of the part */
	ARRAY(struct part) parts;
	ARRAY(struct step) skyline;
};

static uint32_t find(uint32_t *root, uint32_t i)
{
	while (root[i] != i)
		i = root[i] = root[root[i]];
	return i;
}

static void join(struct packing *packing)
{
	for (uint32_t i = 0; i < packing->facts->entities.n; i++)
		packing->root[i] = i;
	for (size_t i = 0; i < packing->facts->edges.n; i++) {
		if (!selection_edge(packing->selection, i))
			continue;
		uint32_t a = find(packing->root, packing->facts->edges.at[i].source), b = find(packing->root, packing->facts->edges.at[i].target);
		if (a != b)
			packing->root[a > b ? a : b] = a < b ? a : b;
	}
}

/* root[] becomes the number of the part; the lowest entity of a part is its root and is met first. */
static void number_parts(struct packing *packing)
{
	for (uint32_t i = 0; i < packing->facts->entities.n; i++) {
		if (!selection_entity(packing->selection, i))
			continue;
		uint32_t root = find(packing->root, i);
		if (root == i)
			array_push(&packing->parts, ((struct part){ INFINITY, INFINITY, -INFINITY, -INFINITY, 0, 0, i }));
	}
	uint32_t *number = alloc_new(packing->facts->entities.n * sizeof *number);
	for (uint32_t i = 0; i < packing->parts.n; i++)
		number[packing->parts.at[i].first] = i;
	for (uint32_t i = 0; i < packing->facts->entities.n; i++)
		packing->root[i] = find(packing->root, i);
	for (uint32_t i = 0; i < packing->facts->entities.n; i++)
		packing->root[i] = number[packing->root[i]];
	free(number);
}

static void extend(struct part *part, double x, double y, double width, double height)
{
	part->left = fmin(part->left, x - width / 2);
	part->right = fmax(part->right, x + width / 2);
	part->top = fmin(part->top, y - height / 2);
	part->bottom = fmax(part->bottom, y + height / 2);
}

static void measure(struct packing *packing)
{
	const struct facts *facts = packing->facts;
	for (size_t i = 0; i < facts->entities.n; i++) {
		const struct layout_box *box = &packing->layout->boxes[i];
		if (selection_entity(packing->selection, i))
			extend(&packing->parts.at[packing->root[i]], box->x, box->y, box->width, box->height);
	}
	for (size_t i = 0; i < facts->edges.n; i++) {
		if (!selection_edge(packing->selection, i))
			continue;
		const struct layout_curve *curve = &packing->layout->curves[i];
		for (size_t j = 0; j < curve->n; j++)
			extend(&packing->parts.at[packing->root[facts->edges.at[i].source]], curve->points[j].x, curve->points[j].y, 0, 0);
	}
}

static int compare_parts(const void *a, const void *b)
{
	const struct part *x = *(struct part *const *)a, *y = *(struct part *const *)b;
	double difference = (y->bottom - y->top) - (x->bottom - x->top);
	if (difference < 0 || difference > 0)
		return difference < 0 ? -1 : 1;
	return (x->first > y->first) - (x->first < y->first);
}

/* The height at which something that wide can stand from step i on; INFINITY where it would pass the page's width. */
static double level(const struct packing *packing, size_t i, double width, double page)
{
	double y = 0, x = packing->skyline.at[i].x, end = x + width;
	if (x > 0 && end > page)
		return INFINITY;
	for (; i < packing->skyline.n && packing->skyline.at[i].x < end; i++)
		y = fmax(y, packing->skyline.at[i].y);
	return y;
}

static void raise_skyline(struct packing *packing, double x, double width, double y)
{
	ARRAY(struct step) after = { NULL, 0, 0 };
	double end = x + width;
	bool added = false;
	for (size_t i = 0; i < packing->skyline.n; i++) {
		struct step step = packing->skyline.at[i];
		double step_end = step.x + step.width;
		if (step.x < x)
			array_push(&after, ((struct step){ step.x, fmin(step_end, x) - step.x, step.y }));
		if (!added && step_end > x) {
			array_push(&after, ((struct step){ x, width, y }));
			added = true;
		}
		if (step_end > end)
			array_push(&after, ((struct step){ fmax(step.x, end), step_end - fmax(step.x, end), step.y }));
	}
	free(packing->skyline.at);
	packing->skyline.at = after.at;
	packing->skyline.n = after.n;
	packing->skyline.room = after.room;
}

static void place(struct packing *packing, struct part *part, double page)
{
	double width = part->right - part->left + GAP, height = part->bottom - part->top + GAP, best = INFINITY;
	for (size_t i = 0; i < packing->skyline.n; i++) {
		double y = level(packing, i, width, page);
		if (y >= best)
			continue;
		best = y;
		part->x = packing->skyline.at[i].x;
		part->y = y;
	}
	raise_skyline(packing, part->x, width, part->y + height);
}

static void place_all(struct packing *packing)
{
	size_t n = packing->parts.n;
	struct part **order = alloc_new(n * sizeof(struct part *));
	double area = 0, widest = 0;
	for (size_t i = 0; i < n; i++) {
		struct part *part = order[i] = &packing->parts.at[i];
		area += (part->right - part->left + GAP) * (part->bottom - part->top + GAP);
		widest = fmax(widest, part->right - part->left + GAP);
	}
	qsort(order, n, sizeof(struct part *), compare_parts);
	double page = fmax(widest, sqrt(area * SHAPE));
	array_push(&packing->skyline, ((struct step){ 0, 1e9, 0 }));
	for (size_t i = 0; i < n; i++)
		place(packing, order[i], page);
	free(order);
}

static void move_all(struct packing *packing)
{
	for (size_t i = 0; i < packing->facts->entities.n; i++) {
		struct layout_box *box = &packing->layout->boxes[i];
		if (!selection_entity(packing->selection, i))
			continue;
		const struct part *part = &packing->parts.at[packing->root[i]];
		box->x += part->x - part->left;
		box->y += part->y - part->top;
	}
	for (size_t i = 0; i < packing->facts->edges.n; i++) {
		if (!selection_edge(packing->selection, i))
			continue;
		struct layout_curve *curve = &packing->layout->curves[i];
		const struct part *part = &packing->parts.at[packing->root[packing->facts->edges.at[i].source]];
		for (size_t j = 0; j < curve->n; j++) {
			curve->points[j].x += part->x - part->left;
			curve->points[j].y += part->y - part->top;
		}
	}
}

void pack_parts(struct layout *layout, const struct facts *facts, const struct selection *selection)
{
	struct packing packing = { .layout = layout, .facts = facts, .selection = selection };
	packing.root = alloc_new(facts->entities.n * sizeof *packing.root);
	join(&packing);
	number_parts(&packing);
	measure(&packing);
	place_all(&packing);
	move_all(&packing);
	array_fini(&packing.parts);
	array_fini(&packing.skyline);
	free(packing.root);
}
