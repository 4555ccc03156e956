#include "output/style.h"

#include <math.h>

/* A rule is 80 sure unless it says otherwise, and 20 less of names that nothing knows: of these most graphs are full. */
#define SURE_ENOUGH 60
#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)

enum { PALETTE = 7, EDGE_COLOURS = 14 };

static const struct colour fills[PALETTE] = {
	{ 0xE7, 0xEE, 0xF8 },
	{ 0xFC, 0xEB, 0xDD },
	{ 0xE7, 0xEF, 0xDF },
	{ 0xF1, 0xE7, 0xF6 },
	{ 0xFF, 0xF3, 0xCC },
	{ 0xDF, 0xF2, 0xF1 },
	{ 0xFB, 0xE4, 0xEA },
};
static const struct colour lines[PALETTE] = {
	{ 0x2F, 0x5D, 0x9B },
	{ 0xB4, 0x50, 0x1E },
	{ 0x4C, 0x6B, 0x2F },
	{ 0x6C, 0x3F, 0x86 },
	{ 0x8A, 0x6A, 0x00 },
	{ 0x1C, 0x6E, 0x73 },
	{ 0x9B, 0x2F, 0x55 },
};
static const struct colour edges[EDGE_COLOURS] = {
	{ 0x2F, 0x5D, 0x9B },
	{ 0xC2, 0x5A, 0x00 },
	{ 0x2E, 0x7D, 0x4F },
	{ 0x6C, 0x3F, 0x86 },
	{ 0x1C, 0x6E, 0x73 },
	{ 0x8A, 0x6A, 0x00 },
	{ 0xB3, 0x26, 0x1E },
	{ 0x6B, 0x72, 0x80 },
	{ 0xA8, 0x32, 0x6E },
	{ 0x4B, 0x50, 0xC0 },
	{ 0x5B, 0x7A, 0x1F },
	{ 0x8C, 0x4A, 0x2F },
	{ 0x0F, 0x7F, 0xA8 },
	{ 0x3D, 0x46, 0x55 },
};
static const struct colour grey_fill = { 0xE2, 0xE4, 0xE8 }, grey_line = { 0x6B, 0x72, 0x80 };
static const struct colour dark_ground = { 0x15, 0x18, 0x1D }, white = { 0xFF, 0xFF, 0xFF };

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Only #RRGGBB goes on: what else a rule might say never reaches an output. */
static struct colour parse(struct slice text, struct colour otherwise)
{
	int value[6];
	if (text.len != 7 || text.ptr[0] != '#')
		return otherwise;
	for (int i = 0; i < 6; i++)
		if ((value[i] = digit(text.ptr[i + 1])) < 0)
			return otherwise;
	return (struct colour){ (uint8_t)(value[0] * 16 + value[1]), (uint8_t)(value[2] * 16 + value[3]), (uint8_t)(value[4] * 16 + value[5]) };
}

struct colour style_fill(const struct facts *facts, uint32_t type)
{
	const struct fact_type *t = &facts->types.at[type];
	return parse(t->fill, t->unknown ? grey_fill : fills[type % PALETTE]);
}

struct colour style_line(const struct facts *facts, uint32_t type)
{
	const struct fact_type *t = &facts->types.at[type];
	return parse(t->line, t->unknown ? grey_line : lines[type % PALETTE]);
}

struct colour style_relation(const struct facts *facts, uint32_t relation)
{
	return parse(facts->relations.at[relation].colour, edges[relation % EDGE_COLOURS]);
}

static uint8_t mix(uint8_t a, uint8_t b, double part)
{
	return (uint8_t)lround(a + (b - a) * part);
}

struct colour style_mix(struct colour a, struct colour b, double part)
{
	return (struct colour){ mix(a.red, b.red, part), mix(a.green, b.green, part), mix(a.blue, b.blue, part) };
}

struct colour style_on_dark(struct colour colour)
{
	return style_mix(colour, white, 0.42);
}

struct colour style_fill_on_dark(struct colour line)
{
	return style_mix(dark_ground, line, 0.34);
}

const char *style_hex(struct colour colour, char text[8])
{
	static const char digits[] = "0123456789ABCDEF";
	const uint8_t parts[] = { colour.red, colour.green, colour.blue };
	text[0] = '#';
	for (int i = 0; i < 3; i++) {
		text[1 + 2 * i] = digits[parts[i] >> 4];
		text[2 + 2 * i] = digits[parts[i] & 15];
	}
	text[7] = '\0';
	return text;
}

double style_pen(const struct fact_edge *edge)
{
	return fmin(0.8 + 0.22 * edge->documents, 3.2);
}

enum style_stroke style_stroke(const struct fact_edge *edge)
{
	if (edge->inferred)
		return STROKE_INFERRED;
	if (edge->status != STATUS_ASSERTED)
		return STROKE_UNASSERTED;
	return edge->sure < SURE_ENOUGH ? STROKE_UNSURE : STROKE_WHOLE;
}

const char *style_dashes(enum style_stroke stroke)
{
	static const char *const dashes[] = {
		[STROKE_WHOLE] = NULL, [STROKE_UNSURE] = "5 3", [STROKE_UNASSERTED] = "8 3 1.5 3 1.5 3", [STROKE_INFERRED] = "1.5 3"
	};
	return dashes[stroke];
}

const char *style_stroke_text(enum style_stroke stroke)
{
	static const char *const texts[] = { [STROKE_WHOLE] = "",
		[STROKE_UNSURE] = "less than " TEXT(SURE_ENOUGH) " sure",
		[STROKE_UNASSERTED] = "not asserted",
		[STROKE_INFERRED] = "inferred from others" };
	return texts[stroke];
}
