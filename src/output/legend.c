/* The heading of a picture: its title, the line under it, and the legend. */
#include <math.h>

#include "output/picture.h"
#include "output/put.h"
#include "output/style.h"
#include "output/svg.h"
#include "rules/ast.h"

enum { ENTRY_CHARACTERS = 40 };
static const double TITLE_SIZE = 20, UNDER_SIZE = 11, LEGEND_SIZE = 10, SWATCH = 26, GAP = 16, LINE_HEIGHT = 16;
static const double TITLE_HEIGHT = 24;
/* Where no font of Helvetica's widths is installed, the one in its place may be that much wider; in bold by more. */
static const double WIDE_FONT = 1.17, WIDE_BOLD = 1.35;

enum entry_kind { ENTRY_TYPE, ENTRY_RELATION, ENTRY_STROKE, ENTRY_WIDE, ENTRY_MARK };

struct entry {
	enum entry_kind kind;
	uint32_t number; /* of the type, relation or stroke; of a mark its character */
	struct slice text;
	double x, y; /* left end, middle */
};

struct heading {
	struct measure_lines title, under;
	struct entry *entries;
	size_t n;
	double rule; /* where the line below the heading is */
};

static struct slice counted(struct arena *arena, struct slice before, uint64_t count, const char *one, const char *many)
{
	return arena_format(
	        arena, "%.*s%s%llu %s", SLICE_ARG(before), before.len ? " \xC2\xB7 " : "", (unsigned long long)count, count == 1 ? one : many);
}

/* "3 documents · 40 entities · 60 relations · 12 rules · left out: 5 not asserted" */
static struct slice under_title(const struct picture *picture)
{
	const struct facts *facts = picture->facts;
	struct arena *arena = picture->arena;
	size_t read = 0;
	if (picture->options->marks)
		return picture->options->marks->under;
	for (size_t i = 0; i < facts->documents.n; i++)
		read += facts->documents.at[i].skipped.len == 0;
	struct slice text = counted(arena, slice_make("", 0), read, "document", "documents");
	text = counted(arena, text, picture->entities, "entity", "entities");
	text = counted(arena, text, picture->edges, "relation", "relations");
	if (picture->edges != facts->edges.n)
		text = arena_format(arena, "%.*s of %zu", SLICE_ARG(text), facts->edges.n);
	text = counted(arena, text, facts->rules, "rule", "rules");
	if (facts->known_names)
		text = arena_format(arena, "%.*s \xC2\xB7 known names alone", SLICE_ARG(text));
	if (facts->no_refer)
		text = arena_format(arena, "%.*s \xC2\xB7 without words that stand for a name", SLICE_ARG(text));
	if (picture->unlabelled)
		text = arena_format(arena, "%.*s \xC2\xB7 too many for labels: colours tell the relations", SLICE_ARG(text));
	if (picture->selection && picture->selection->hid.len)
		text = arena_format(arena, "%.*s \xC2\xB7 left out: %.*s", SLICE_ARG(text), SLICE_ARG(picture->selection->hid));
	return text;
}

static void entry_add(struct heading *heading, struct arena *arena, enum entry_kind kind, uint32_t number, struct slice text)
{
	heading->entries[heading->n++] = (struct entry){ .kind = kind, .number = number, .text = measure_shown(arena, text, ENTRY_CHARACTERS) };
}

/* What each mark means, if it is in the picture. */
static void collect_marks(struct heading *heading, const struct picture *picture)
{
	static const struct {
		char mark;
		const char *text;
	} all[] = { { '+', "+ added" }, { '-', "\xE2\x88\x92 removed" }, { '~', "~ changed" }, { 0, "the same in both" } };
	const struct picture_marks *marks = picture->options->marks;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		bool there = false;
		for (size_t k = 0; k < picture->facts->edges.n && !there; k++)
			there = selection_edge(picture->selection, k) && marks->edges[k] == all[i].mark;
		if (there)
			entry_add(heading, picture->arena, ENTRY_MARK, (unsigned char)all[i].mark, slice_of(all[i].text));
	}
}

/* Only what is in the picture. */
static void collect(struct heading *heading, const struct picture *picture)
{
	const struct facts *facts = picture->facts;
	struct arena *arena = picture->arena;
	bool *types = arena_alloc(arena, facts->types.n), *relations = arena_alloc(arena, facts->relations.n);
	bool strokes[STROKE_INFERRED + 1] = { false }, wide = false;
	for (size_t i = 0; i < facts->entities.n; i++)
		if (selection_entity(picture->selection, i))
			types[facts->entities.at[i].type] = true;
	for (size_t i = 0; i < facts->edges.n; i++) {
		if (!selection_edge(picture->selection, i))
			continue;
		relations[facts->edges.at[i].relation] = true;
		strokes[style_stroke(&facts->edges.at[i])] = true;
		wide |= facts->edges.at[i].documents > 1;
	}
	heading->entries = arena_alloc(arena, (facts->types.n + facts->relations.n + 8) * sizeof *heading->entries);
	for (uint32_t i = 0; i < facts->types.n; i++)
		if (types[i])
			entry_add(heading, arena, ENTRY_TYPE, i, ast_spaced(arena, facts->types.at[i].name));
	if (picture->options->marks)
		collect_marks(heading, picture);
	for (uint32_t i = 0; i < facts->relations.n && !picture->options->marks; i++)
		if (relations[i])
			entry_add(heading, arena, ENTRY_RELATION, i, put_relation_label(arena, &facts->relations.at[i]));
	for (uint32_t i = STROKE_WHOLE + 1; i <= STROKE_INFERRED; i++)
		if (strokes[i])
			entry_add(heading, arena, ENTRY_STROKE, i, slice_of(style_stroke_text((enum style_stroke)i)));
	if (wide)
		entry_add(heading, arena, ENTRY_WIDE, 0, slice_of("wider: more documents"));
}

/* In rows from left to right; relations begin a row of their own. Returns the middle of the last row. */
static double flow(struct heading *heading, double top, double width)
{
	double x = PICTURE_MARGIN, y = top;
	for (size_t i = 0; i < heading->n; i++) {
		struct entry *entry = &heading->entries[i];
		double needed = SWATCH + 6 + measure_width(entry->text, LEGEND_SIZE) * WIDE_FONT;
		bool turn = i > 0 && (entry->kind == ENTRY_RELATION || entry->kind == ENTRY_MARK) && heading->entries[i - 1].kind == ENTRY_TYPE;
		if (x > PICTURE_MARGIN && (turn || x + needed > width - PICTURE_MARGIN)) {
			x = PICTURE_MARGIN;
			y += LINE_HEIGHT + 2;
		}
		entry->x = x;
		entry->y = y;
		x += needed + GAP;
	}
	return y;
}

static double title_line(size_t line)
{
	return PICTURE_MARGIN + TITLE_SIZE * 0.75 + (double)line * TITLE_HEIGHT;
}

/* The base of the title's last line. */
static double title_end(const struct heading *heading)
{
	return title_line(heading->title.n ? heading->title.n - 1 : 0);
}

struct heading *heading_new(struct picture *picture)
{
	struct heading *heading = arena_alloc(picture->arena, sizeof *heading);
	double room = picture->width - 2 * PICTURE_MARGIN;
	struct slice title = measure_shown(picture->arena, picture_title(picture), 200);
	struct slice under = measure_shown(picture->arena, under_title(picture), 2000);
	heading->title = measure_wrap(picture->arena, title, TITLE_SIZE * WIDE_BOLD, room);
	heading->under = measure_wrap(picture->arena, under, UNDER_SIZE * WIDE_FONT, room);
	collect(heading, picture);
	double y = title_end(heading) + 6 + (double)heading->under.n * LINE_HEIGHT;
	if (heading->n)
		y = flow(heading, y + 20, picture->width) + 2;
	heading->rule = y + 14;
	picture->heading_height = heading->rule + 22;
	return heading;
}

static void text_line(struct file_output *output, const char *class, const char *fill, double x, double y, double size, bool bold, struct slice text)
{
	put_text(output, "<text class=\"");
	put_text(output, class);
	put_text(output, "\" fill=\"");
	put_text(output, fill);
	put_text(output, "\"");
	svg_attribute(output, "x", x);
	svg_attribute(output, "y", y);
	svg_attribute(output, "font-size", size);
	put_text(output, bold ? " font-weight=\"bold\">" : ">");
	svg_text(output, text);
	put_text(output, "</text>\n");
}

static void type_swatch(const struct entry *entry, const struct picture *picture, struct file_output *output)
{
	put_text(output, "<rect class=\"t");
	put_number(output, entry->number);
	put_text(output, "\"");
	svg_colour(output, "fill", style_fill(picture->facts, entry->number));
	svg_colour(output, "stroke", style_line(picture->facts, entry->number));
	svg_attribute(output, "x", entry->x + .5);
	svg_attribute(output, "y", entry->y - 5.5);
	svg_attribute(output, "width", SWATCH - 1);
	put_text(output, " height=\"11\" rx=\"3.5\"/>\n");
}

static void line_swatch(const struct entry *entry, const struct picture *picture, struct file_output *output)
{
	bool relation = entry->kind == ENTRY_RELATION;
	bool arrow = relation && !picture->facts->relations.at[entry->number].symmetric;
	bool mark = entry->kind == ENTRY_MARK;
	const char *broken = mark             ? marks_dashes((char)entry->number)
	        : entry->kind == ENTRY_STROKE ? style_dashes((enum style_stroke)entry->number)
	                                      : NULL;
	struct colour colour = relation ? style_relation(picture->facts, entry->number) : (struct colour){ 0x5B, 0x63, 0x70 };
	if (mark)
		colour = marks_colour((char)entry->number);
	put_text(output, relation ? "<g class=\"r" : mark ? "<g class=\"m-" : "<g class=\"key");
	if (relation)
		put_number(output, entry->number);
	else if (mark)
		put_text(output, marks_class((char)entry->number));
	put_text(output, "\"");
	svg_colour(output, "stroke", colour);
	svg_colour(output, "fill", colour);
	put_text(output, "><path fill=\"none\" stroke-width=\"");
	put_decimal(output, entry->kind == ENTRY_WIDE ? 3.2 : mark && entry->number ? 2.2 : 1.4);
	if (broken) {
		put_text(output, "\" stroke-dasharray=\"");
		put_text(output, broken);
	}
	put_text(output, "\" d=\"M");
	put_decimal(output, entry->x);
	put_text(output, ",");
	put_decimal(output, entry->y);
	put_text(output, "h");
	put_decimal(output, arrow ? SWATCH - 6 : SWATCH);
	put_text(output, "\"/>");
	if (arrow) {
		put_text(output, "<path stroke=\"none\" d=\"M");
		put_decimal(output, entry->x + SWATCH);
		put_text(output, ",");
		put_decimal(output, entry->y);
		put_text(output, "l-7,-3v6z\"/>");
	}
	put_text(output, "</g>\n");
}

void heading_write(const struct heading *heading, const struct picture *picture, struct file_output *output)
{
	double y = title_end(heading);
	put_text(output, "<g id=\"heading\">\n");
	for (size_t i = 0; i < heading->title.n; i++)
		text_line(output, "ink", "#1B1F24", PICTURE_MARGIN, title_line(i), TITLE_SIZE, true, heading->title.at[i]);
	for (size_t i = 0; i < heading->under.n; i++)
		text_line(output, "soft", "#5B6370", PICTURE_MARGIN, y + 6 + LINE_HEIGHT * (double)(i + 1), UNDER_SIZE, false, heading->under.at[i]);
	put_text(output, "</g>\n<g id=\"legend\">\n");
	for (size_t i = 0; i < heading->n; i++) {
		const struct entry *entry = &heading->entries[i];
		if (entry->kind == ENTRY_TYPE)
			type_swatch(entry, picture, output);
		else
			line_swatch(entry, picture, output);
		text_line(output, "ink", "#1B1F24", entry->x + SWATCH + 6, entry->y + LEGEND_SIZE * 0.36, LEGEND_SIZE, false, entry->text);
	}
	put_text(output, "</g>\n<path class=\"rule\" stroke=\"#D9DDE3\" stroke-width=\"1\" d=\"M");
	put_decimal(output, PICTURE_MARGIN);
	put_text(output, ",");
	put_decimal(output, heading->rule);
	put_text(output, "H");
	put_decimal(output, picture->width - PICTURE_MARGIN);
	put_text(output, "\"/>\n");
}
