#include "output/grid.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/array.h"

enum { MOST_CELLS = 1 << 20, NONE = -1 };

/* One thing in one cell; the things of a cell are a list by index. */
struct item {
	int next;
	uint32_t thing;
};

struct line {
	struct layout_point a, b;
	uint32_t edge;
};

struct grid {
	double left, top, cell;
	int columns, rows;
	int *areas_in, *lines_in; /* first item of each cell, or NONE */
	ARRAY(struct item) items;
	ARRAY(struct grid_area) areas;
	ARRAY(struct line) lines;
	ARRAY(uint32_t) seen; /* edges that one question has counted */
};

struct grid *grid_new(struct grid_area area)
{
	struct grid *grid = alloc_new(sizeof *grid);
	double width = area.right - area.left, height = area.bottom - area.top;
	grid->left = area.left;
	grid->top = area.top;
	grid->cell = fmax(40, sqrt(width * height / MOST_CELLS));
	grid->columns = (int)(width / grid->cell) + 1;
	grid->rows = (int)(height / grid->cell) + 1;
	size_t cells = (size_t)grid->columns * (size_t)grid->rows;
	grid->areas_in = alloc_new(cells * sizeof(int));
	grid->lines_in = alloc_new(cells * sizeof(int));
	for (size_t i = 0; i < cells; i++)
		grid->areas_in[i] = grid->lines_in[i] = NONE;
	return grid;
}

void grid_free(struct grid *grid)
{
	if (!grid)
		return;
	free(grid->areas_in);
	free(grid->lines_in);
	array_fini(&grid->items);
	array_fini(&grid->areas);
	array_fini(&grid->lines);
	array_fini(&grid->seen);
	free(grid);
}

/* What lies outside is kept in the cells at the border. */
static int clamp(double value, int count)
{
	return value < 0 ? 0 : value >= count ? count - 1 : (int)value;
}

struct cells {
	int left, top, right, bottom;
};

static struct cells cells_of(const struct grid *grid, struct grid_area area)
{
	return (struct cells){
		clamp((area.left - grid->left) / grid->cell, grid->columns),
		clamp((area.top - grid->top) / grid->cell, grid->rows),
		clamp((area.right - grid->left) / grid->cell, grid->columns),
		clamp((area.bottom - grid->top) / grid->cell, grid->rows),
	};
}

static void put_in(struct grid *grid, int *first, struct grid_area area, uint32_t thing)
{
	struct cells cells = cells_of(grid, area);
	for (int row = cells.top; row <= cells.bottom; row++)
		for (int column = cells.left; column <= cells.right; column++) {
			int *head = &first[(size_t)row * (size_t)grid->columns + (size_t)column];
			array_push(&grid->items, ((struct item){ *head, thing }));
			*head = (int)grid->items.n - 1;
		}
}

void grid_add_area(struct grid *grid, struct grid_area area)
{
	put_in(grid, grid->areas_in, area, (uint32_t)grid->areas.n);
	array_push(&grid->areas, area);
}

void grid_add_line(struct grid *grid, uint32_t edge, struct layout_point a, struct layout_point b)
{
	struct grid_area area = { fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y) };
	put_in(grid, grid->lines_in, area, (uint32_t)grid->lines.n);
	array_push(&grid->lines, ((struct line){ a, b, edge }));
}

static bool overlap(const struct grid_area *a, const struct grid_area *b)
{
	return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

bool grid_taken(const struct grid *grid, struct grid_area area)
{
	struct cells cells = cells_of(grid, area);
	for (int row = cells.top; row <= cells.bottom; row++)
		for (int column = cells.left; column <= cells.right; column++)
			for (int i = grid->areas_in[(size_t)row * (size_t)grid->columns + (size_t)column]; i != NONE; i = grid->items.at[i].next)
				if (overlap(&grid->areas.at[grid->items.at[i].thing], &area))
					return true;
	return false;
}

/* Narrows from..to (parts of a line) to where the line's coordinate lies between low and high. */
static bool narrow(double start, double step, double low, double high, double *from, double *to)
{
	if (step == 0)
		return start >= low && start <= high;
	double first = (low - start) / step, second = (high - start) / step;
	*from = fmax(*from, fmin(first, second));
	*to = fmin(*to, fmax(first, second));
	return *from <= *to;
}

/* Liang and Barsky's clipping: whether anything of the line is left inside. */
static bool crosses(const struct line *line, const struct grid_area *area)
{
	double from = 0, to = 1;
	return narrow(line->a.x, line->b.x - line->a.x, area->left, area->right, &from, &to) &&
	        narrow(line->a.y, line->b.y - line->a.y, area->top, area->bottom, &from, &to);
}

static void count_once(struct grid *grid, uint32_t edge)
{
	for (size_t i = 0; i < grid->seen.n; i++)
		if (grid->seen.at[i] == edge)
			return;
	array_push(&grid->seen, edge);
}

unsigned grid_lines(struct grid *grid, struct grid_area area, uint32_t own)
{
	struct cells cells = cells_of(grid, area);
	array_clear(&grid->seen);
	for (int row = cells.top; row <= cells.bottom; row++)
		for (int column = cells.left; column <= cells.right; column++)
			for (int i = grid->lines_in[(size_t)row * (size_t)grid->columns + (size_t)column]; i != NONE; i = grid->items.at[i].next) {
				const struct line *line = &grid->lines.at[grid->items.at[i].thing];
				if (line->edge != own && crosses(line, &area))
					count_once(grid, line->edge);
			}
	return (unsigned)grid->seen.n;
}
