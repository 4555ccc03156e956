/* The regular expressions of authors as shapes: their spaces and marks; letters and classes of them take what they like between two spaces. */
#include "base/ascii.h"
#include "rules/list.h"
#include "rules/reach.h"
#include "rules/shape.h"

struct reading {
	struct shapes *shapes;
	struct slice regex;
	size_t at;
	bool lost; /* something was not understood: the rest may take anything */
};

/* What one piece takes, before its quantifier. */
enum piece { PIECE_NOTHING, PIECE_SPACE, PIECE_MARK, PIECE_GROUP, PIECE_ANY };

static void read_lines(struct reading *reading, struct shape *choice);

static char next_char(const struct reading *reading)
{
	return reading->at < reading->regex.len ? reading->regex.ptr[reading->at] : '\0';
}

static enum piece lose(struct reading *reading)
{
	reading->lost = true;
	return PIECE_ANY;
}

/* Whether no character of a class is a space. */
static bool class_has_no_space(struct slice class)
{
	bool not = class.len > 1 && class.ptr[1] == '^', space = false;
	for (size_t i = not ? 2 : 1; i + 1 < class.len; i++) {
		if (class.ptr[i] == '\\' && class.ptr[i + 1] == 's') {
			space = true;
			i++;
		} else if (class.ptr[i] == '\\') {
			size_t next = reach_behind_escape(class, i);
			if (next == i)
				return false;
			i = next - 1;
		} else {
			space |= class.ptr[i] == ' ';
		}
		/* From a mark before the space to one behind it. */
		if (i + 2 < class.len && class.ptr[i + 1] == '-' && class.ptr[i] < ' ')
			return false;
	}
	return not == space;
}

static enum piece read_class(struct reading *reading)
{
	size_t end = reach_behind_class(reading->regex, reading->at);
	if (end == reading->at)
		return lose(reading);
	bool tight = class_has_no_space(slice_part(reading->regex, reading->at, end));
	reading->at = end;
	return tight ? PIECE_NOTHING : PIECE_ANY;
}

static enum piece read_escape(struct reading *reading, char *mark)
{
	size_t end = reach_behind_escape(reading->regex, reading->at);
	if (end == reading->at)
		return lose(reading);
	char c = reading->regex.ptr[reading->at + 1];
	bool literal = end == reading->at + 2 && c > ' ' && !ascii_is_word(c) && (unsigned char)c < 0x80;
	reading->at = end;
	*mark = c;
	return literal ? PIECE_MARK : PIECE_NOTHING;
}

static enum piece read_group(struct reading *reading, struct shape *group)
{
	size_t behind = reach_behind_assertion(reading->regex, reading->at);
	struct slice rest = slice_part(reading->regex, reading->at, reading->regex.len);
	if (behind != reading->at) {
		reading->at = behind;
		return PIECE_NOTHING;
	}
	size_t open = slice_starts(rest, "(?:") ? 3 : slice_starts(rest, "(?-i:") ? 5 : rest.len > 1 && strchr("?*", rest.ptr[1]) ? 0 : 1;
	if (!open)
		return lose(reading);
	reading->at += open;
	read_lines(reading, group);
	if (next_char(reading) != ')')
		return lose(reading);
	reading->at++;
	return PIECE_GROUP;
}

static enum piece read_piece(struct reading *reading, struct shape *group, char *mark)
{
	char c = next_char(reading);
	if (c == '(')
		return read_group(reading, group);
	if (c == '[')
		return read_class(reading);
	if (c == '\\')
		return read_escape(reading, mark);
	if (strchr("^$?*+{", c))
		return lose(reading);
	reading->at++;
	*mark = c;
	if (c == ' ')
		return PIECE_SPACE;
	if (c == '.')
		return PIECE_ANY;
	return ascii_is_word(c) || (unsigned char)c >= 0x80 || c < ' ' || c == '_' ? PIECE_NOTHING : PIECE_MARK;
}

/* What stands behind a piece: nothing, ? or a repeat; lazy and possessive ones are the same. */
static char read_quantifier(struct reading *reading)
{
	char c = next_char(reading);
	if (c != '?' && c != '*' && c != '+' && c != '{')
		return '\0';
	while (c == '{' && ((reading->at++, ascii_is_digit(next_char(reading))) || next_char(reading) == ','))
		;
	if (c == '{' && next_char(reading) != '}') {
		reading->lost = true;
		return '{';
	}
	reading->at++;
	if (next_char(reading) == '?' || next_char(reading) == '+')
		reading->at++;
	return c;
}

static void add_piece(struct reading *reading, struct shape_line *line, enum piece piece, const struct shape *group, char mark, char quantifier)
{
	bool repeats = quantifier && quantifier != '?';
	if (reading->lost)
		piece = PIECE_ANY;
	if (piece == PIECE_NOTHING || (piece == PIECE_MARK && quantifier))
		return;
	if (piece == PIECE_ANY || repeats) {
		shape_add(reading->shapes, line, (struct shape){ .kind = SHAPE_ANY });
	} else if (piece == PIECE_MARK) {
		shape_add(reading->shapes, line, (struct shape){ .kind = SHAPE_MARK, .mark = mark });
	} else if (piece == PIECE_GROUP) {
		struct shape shape = *group;
		shape.optional = quantifier == '?';
		shape_add(reading->shapes, line, shape);
	} else if (quantifier) {
		struct shape_line *lines = arena_alloc(reading->shapes->arena, sizeof *lines);
		shape_add(reading->shapes, lines, (struct shape){ .kind = SHAPE_SPACE });
		shape_add(reading->shapes, line, (struct shape){ .kind = SHAPE_CHOICE, .optional = true, .lines = lines, .n = 1 });
	} else {
		shape_add(reading->shapes, line, (struct shape){ .kind = SHAPE_SPACE });
	}
}

static void read_line(struct reading *reading, struct shape_line *line)
{
	while (!reading->lost && reading->at < reading->regex.len && next_char(reading) != '|' && next_char(reading) != ')') {
		struct shape group = { .kind = SHAPE_CHOICE };
		char mark = '\0';
		enum piece piece = read_piece(reading, &group, &mark);
		add_piece(reading, line, piece, &group, mark, reading->lost ? '\0' : read_quantifier(reading));
	}
}

static void read_lines(struct reading *reading, struct shape *choice)
{
	struct {
		struct shape_line *at;
		size_t n, room;
	} lines = { 0 };
	for (bool more = true; more;) {
		read_line(reading, list_add(reading->shapes->arena, &lines));
		more = !reading->lost && next_char(reading) == '|';
		reading->at += more;
	}
	*choice = (struct shape){ .kind = SHAPE_CHOICE, .lines = lines.at, .n = (uint32_t)lines.n };
}

void shape_add_regex(struct shapes *shapes, struct shape_line *line, struct slice regex)
{
	struct reading reading = { .shapes = shapes, .regex = regex };
	struct shape all = { .kind = SHAPE_CHOICE };
	read_lines(&reading, &all);
	if (reading.lost || reading.at < regex.len)
		all = (struct shape){ .kind = SHAPE_ANY };
	shape_add(shapes, line, all);
}
