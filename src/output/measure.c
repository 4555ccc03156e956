#include "output/measure.h"

#include <math.h>

#include "base/unicode.h"

/* Thousandths of the size, from U+0020 to U+007E. */
static const uint16_t widths[] = {
	278,
	278,
	355,
	556,
	556,
	889,
	667,
	191,
	333,
	333,
	389,
	584,
	278,
	333,
	278,
	278,
	556,
	556,
	556,
	556,
	556,
	556,
	556,
	556,
	556,
	556,
	278,
	278,
	584,
	584,
	584,
	556,
	1015,
	667,
	667,
	722,
	722,
	667,
	611,
	778,
	722,
	278,
	500,
	667,
	556,
	833,
	722,
	778,
	667,
	778,
	722,
	667,
	611,
	722,
	667,
	944,
	667,
	667,
	611,
	278,
	278,
	278,
	469,
	556,
	333,
	556,
	556,
	500,
	556,
	556,
	278,
	556,
	556,
	222,
	222,
	500,
	222,
	833,
	556,
	556,
	556,
	556,
	333,
	500,
	278,
	556,
	500,
	722,
	500,
	500,
	500,
	334,
	260,
	334,
	584,
};

static unsigned width_of(uint32_t code)
{
	if (code >= 0x20 && code <= 0x7E)
		return widths[code - 0x20];
	int columns = unicode_width(code);
	if (columns != 1)
		return columns > 1 ? 1000 : 0;
	if (code == 0x2026 || code == 0xFFFD)
		return 1000;
	return unicode_is_upper(code) ? 700 : 556;
}

double measure_width(struct slice text, double size)
{
	uint64_t sum = 0;
	for (size_t at = 0; at < text.len;)
		sum += width_of(unicode_next(text, &at));
	return (double)sum * size / 1000;
}

static bool undrawable(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
	        code == 0x200E || code == 0x200F || code == 0xFFFE || code == 0xFFFF;
}

struct slice measure_shown(struct arena *arena, struct slice text, size_t characters)
{
	size_t room = text.len * 3 < characters * 4 ? text.len * 3 : characters * 4, len = 0, n = 0;
	char *out = arena_alloc(arena, room + 8);
	bool space = false;
	for (size_t at = 0; at < text.len;) {
		uint32_t code = unicode_next(text, &at);
		if (unicode_is_space(code)) {
			space = len > 0;
			continue;
		}
		if (n + space >= characters) {
			len += unicode_put(0x2026, out + len);
			break;
		}
		if (space)
			out[len++] = ' ';
		n += 1u + space;
		space = false;
		len += unicode_put(undrawable(code) ? 0xFFFD : code, out + len);
	}
	return slice_make(out, len);
}

struct measure_lines measure_name(struct slice text, size_t characters)
{
	struct measure_lines lines = { .at = { text }, .n = 1 };
	double best = INFINITY, whole = measure_width(text, 1);
	if (unicode_count(text) <= characters)
		return lines;
	for (size_t i = 1; i + 1 < text.len; i++) {
		if (text.ptr[i] != ' ')
			continue;
		double first = measure_width(slice_part(text, 0, i), 1);
		double longer = fmax(first, whole - first);
		if (longer >= best)
			continue;
		best = longer;
		lines.n = 2;
		lines.at[0] = slice_part(text, 0, i);
		lines.at[1] = slice_part(text, i + 1, text.len);
	}
	return lines;
}

/* The end of the longest beginning of text that fits: at a space, or where one word is too long, after its last character that fits. */
static size_t line_end(struct slice text, double size, double width)
{
	double used = 0;
	size_t space = 0;
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		uint32_t code = unicode_next(text, &at);
		if (code == ' ')
			space = from;
		used += (double)width_of(code) * size / 1000;
		if (used > width)
			return space ? space : from ? from : at;
	}
	return text.len;
}

struct measure_lines measure_wrap(struct arena *arena, struct slice text, double size, double width)
{
	struct measure_lines lines = { .n = 0 };
	while (text.len && lines.n < MEASURE_LINES) {
		size_t end = line_end(text, size, width);
		lines.at[lines.n++] = slice_trim(slice_part(text, 0, end));
		text = slice_trim(slice_part(text, end, text.len));
	}
	if (text.len) {
		struct slice *last = &lines.at[lines.n - 1];
		*last = arena_format(arena, "%.*s\xE2\x80\xA6", SLICE_ARG(*last));
	}
	return lines;
}
