#include "output/curve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum { PIECES = 12 };

static struct layout_point between(struct layout_point a, struct layout_point b, double part)
{
	return (struct layout_point){ a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part };
}

/* De Casteljau: first becomes the four points of the piece from 0 to part. */
static void split(const struct layout_point *p, double part, struct layout_point first[4])
{
	struct layout_point a = between(p[0], p[1], part), b = between(p[1], p[2], part), c = between(p[2], p[3], part);
	struct layout_point ab = between(a, b, part), bc = between(b, c, part);
	first[0] = p[0];
	first[1] = a;
	first[2] = ab;
	first[3] = between(ab, bc, part);
}

static struct layout_point at_part(const struct layout_point *p, double part)
{
	struct layout_point first[4];
	split(p, part, first);
	return first[3];
}

static double distance(struct layout_point a, struct layout_point b)
{
	return hypot(a.x - b.x, a.y - b.y);
}

struct curve_line curve_flatten(struct layout_curve curve)
{
	struct curve_line line = { NULL, 0, 0 };
	if (curve.n < 4)
		return line;
	line.points = alloc_new(((curve.n - 1) / 3 * PIECES + 1) * sizeof *line.points);
	line.points[line.n++] = curve.points[0];
	for (size_t i = 0; i + 3 < curve.n; i += 3)
		for (int j = 1; j <= PIECES; j++) {
			line.points[line.n] = at_part(curve.points + i, (double)j / PIECES);
			line.length += distance(line.points[line.n - 1], line.points[line.n]);
			line.n++;
		}
	return line;
}

void curve_line_fini(struct curve_line *line)
{
	free(line->points);
	*line = (struct curve_line){ NULL, 0, 0 };
}

struct layout_point curve_at(const struct curve_line *line, double part, struct layout_point *normal)
{
	double left = line->length * part;
	*normal = (struct layout_point){ 0, 1 };
	if (line->n == 0)
		return (struct layout_point){ 0, 0 };
	for (size_t i = 1; i < line->n; i++) {
		double step = distance(line->points[i - 1], line->points[i]);
		if (step > 0 && (left <= step || i + 1 == line->n)) {
			normal->x = (line->points[i].y - line->points[i - 1].y) / step;
			normal->y = -(line->points[i].x - line->points[i - 1].x) / step;
			return between(line->points[i - 1], line->points[i], fmin(left / step, 1));
		}
		left -= step;
	}
	return line->points[0];
}

/* Where, on the last Bézier curve, the way to its end is as long as asked. */
static double part_before(const struct layout_point *p, double length)
{
	struct layout_point later = p[3];
	for (int i = 63; i > 0; i--) {
		struct layout_point point = at_part(p, i / 64.0);
		length -= distance(point, later);
		if (length <= 0)
			return i / 64.0;
		later = point;
	}
	return 1 / 64.0;
}

struct layout_curve curve_shorten(struct arena *arena, struct layout_curve curve, double length)
{
	if (curve.n < 4)
		return curve;
	struct layout_point *points = arena_alloc(arena, curve.n * sizeof *points);
	const struct layout_point *last = curve.points + curve.n - 4;
	memcpy(points, curve.points, curve.n * sizeof *points);
	split(last, part_before(last, length), points + curve.n - 4);
	return (struct layout_curve){ curve.n, points };
}
