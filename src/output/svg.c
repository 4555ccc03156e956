#include "output/svg.h"

#include "base/unicode.h"
#include "output/put.h"

static bool forbidden(uint32_t code)
{
	return (code < 0x20 && code != '\n') || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
	        (code >= 0x2066 && code <= 0x2069) || code == 0xFFFE || code == 0xFFFF || code == 0xFFFD;
}

static void put_code(struct file_output *output, struct slice text, size_t from, size_t at, uint32_t code)
{
	switch (code) {
	case '&':
		put_text(output, "&amp;");
		break;
	case '<':
		put_text(output, "&lt;");
		break;
	case '>':
		put_text(output, "&gt;");
		break;
	case '"':
		put_text(output, "&quot;");
		break;
	case '\t':
		put_text(output, " ");
		break;
	default:
		if (forbidden(code))
			put_text(output, "\xEF\xBF\xBD");
		else
			file_output_write(output, text.ptr + from, at - from);
	}
}

void svg_text_cut(struct file_output *output, struct slice text, size_t characters)
{
	size_t at = 0;
	for (size_t n = 0; at < text.len && n < characters; n++) {
		size_t from = at;
		uint32_t code = unicode_next(text, &at);
		put_code(output, text, from, at, code);
	}
	if (at < text.len)
		put_text(output, "\xE2\x80\xA6");
}

void svg_text(struct file_output *output, struct slice text)
{
	svg_text_cut(output, text, SIZE_MAX);
}

void svg_attribute(struct file_output *output, const char *name, double value)
{
	put_text(output, " ");
	put_text(output, name);
	put_text(output, "=\"");
	put_decimal(output, value);
	put_text(output, "\"");
}

void svg_id(struct file_output *output, char kind, struct slice text)
{
	static const char digits[] = "0123456789abcdef";
	uint64_t hash = 14695981039346656037u;
	char out[] = " id=\"e-0123456789abcdef\"";
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211u;
	out[5] = kind;
	for (int i = 0; i < 16; i++)
		out[7 + i] = digits[hash >> (60 - 4 * i) & 15];
	put_text(output, out);
}

static void put_point(struct file_output *output, struct layout_point point, struct layout_point origin)
{
	put_decimal(output, point.x + origin.x);
	put_text(output, ",");
	put_decimal(output, point.y + origin.y);
}

void svg_curve(struct file_output *output, const struct layout_point *points, size_t n, struct layout_point origin)
{
	for (size_t i = 0; i < n; i++) {
		put_text(output, i == 0 ? "M" : i % 3 == 1 ? "C" : " ");
		put_point(output, points[i], origin);
	}
}

void svg_colour(struct file_output *output, const char *name, struct colour colour)
{
	char hex[8];
	put_text(output, " ");
	put_text(output, name);
	put_text(output, "=\"");
	put_text(output, style_hex(colour, hex));
	put_text(output, "\"");
}
