#include "base/date.h"
#include "base/unicode.h"
#include "rules/parser.h"
#include "rules/pattern.h"
#include "rules/table.h"

/* ---- entity ---- */

/* NAME : TYPE, TAG … at the last colon that white space or the type follows. */
static void read_entity_head(struct parser *p, struct ast_entity *entity, struct slice rest)
{
	const char *colon = memrchr(rest.ptr, ':', rest.len);
	struct slice name = slice_trim(colon ? slice_part(rest, 0, (size_t)(colon - rest.ptr)) : rest);
	entity->name = name;
	entity->place = parser_place(p, name);
	if (!name.len)
		parser_error(p, name, CODE(MISSING), "entity Salvador Allende : person, male", "the name of the entity is missing");
	if (!colon) {
		parser_error(p, slice_make(rest.ptr + rest.len, 0), CODE(MISSING), "entity Salvador Allende : person, male",
		        "the type is missing: a colon and a type follow the name");
		return;
	}
	slice_array names = { 0 };
	parser_names(p, slice_part(rest, (size_t)(colon - rest.ptr) + 1, rest.len), "a type", &names);
	if (!names.n)
		return;
	entity->type = names.at[0];
	entity->tags = names;
	entity->tags.at++;
	entity->tags.n--;
	entity->tags.room = entity->tags.n;
}

void parse_entity(struct parser *p, struct slice rest)
{
	struct ast_entity *entity = array_add(&p->ast->entities);
	*entity = (struct ast_entity){ 0 };
	read_entity_head(p, entity, rest);
}

/* YYYY, YYYY-MM or YYYY-MM-DD */
static bool is_date(struct slice text)
{
	struct date date;
	return date_read_stated(text, &date);
}

static bool looks_like_date(struct slice text)
{
	return text.len && text.ptr[0] >= '0' && text.ptr[0] <= '9';
}

static struct slice last_word(struct slice text)
{
	size_t at = text.len;
	while (at > 0 && !scan_is_space(text.ptr[at - 1]))
		at--;
	return slice_part(text, at, text.len);
}

/* A year of fewer than four digits. */
static bool is_short_year(struct slice text)
{
	bool digits = text.len && text.len < 4;
	for (size_t i = 0; i < text.len; i++)
		digits = digits && text.ptr[i] >= '0' && text.ptr[i] <= '9';
	return digits;
}

static void check_date(struct parser *p, struct slice date)
{
	char help[] = "a year has four digits: 0000";
	if (!date.len || is_date(date))
		return;
	bool year = is_short_year(date);
	if (year)
		memcpy(help + sizeof help - 1 - date.len, date.ptr, date.len);
	parser_error(p, date, CODE(DATE), year ? help : "a date is 1973, 1973-09 or 1973-09-11, and two are written 1970 .. 1973",
	        "\"%.*s\" is no date", SLICE_ARG(scan_brief(date)));
}

static bool has_letter_or_digit(struct slice word)
{
	bool any = false;
	for (size_t at = 0; at < word.len && !any;) {
		uint32_t code = unicode_next(word, &at);
		any = unicode_is_letter(code) || unicode_is_digit(code);
	}
	return any;
}

/* Dates that no `..` joins: "1081 - 1118", "1081 to 1118", "1081 -". dated: a date was cut off behind text. */
static void check_joined(struct parser *p, struct slice text, bool dated)
{
	struct slice last = last_word(text), before = last_word(slice_trim(slice_part(text, 0, text.len - last.len)));
	bool date = dated && is_date(last), further = is_date(before) && (dated || !has_letter_or_digit(last));
	if (date || further)
		parser_error(p, date ? last : before, CODE(DATE), "from and to are written 1970 .. 1973",
		        "this date is not joined with another one by ..");
}

static struct ast_rare *rare_lines(struct parser *p, struct ast_entity *entity)
{
	if (!entity->rare) {
		entity->rare = arena_alloc(p->arena, sizeof *entity->rare);
		*entity->rare = (struct ast_rare){ .near = { 0 } };
	}
	return entity->rare;
}

/* ROLE FROM .. TO; either date may be left out. */
static void read_role(struct parser *p, struct ast_entity *entity, struct slice line)
{
	struct ast_role *role = list_add(p->arena, &rare_lines(p, entity)->roles);
	*role = (struct ast_role){ .text = line, .place = parser_place(p, line) };
	const char *dots = memmem(line.ptr, line.len, "..", 2);
	if (dots) {
		role->to = slice_trim(slice_part(line, (size_t)(dots - line.ptr) + 2, line.len));
		role->text = slice_trim(slice_part(line, 0, (size_t)(dots - line.ptr)));
	}
	struct slice from = last_word(role->text);
	if (looks_like_date(from)) {
		role->from = from;
		role->text = slice_trim(slice_part(role->text, 0, role->text.len - from.len));
	}
	check_date(p, role->from);
	check_date(p, role->to);
	if (!dots)
		check_joined(p, role->text, role->from.len);
	if (!role->text.len)
		parser_error(p, line, CODE(MISSING), "was president of Chile  1970-11-03 .. 1973-09-11", "the role is missing");
	size_t len = role->from.len < role->to.len ? role->from.len : role->to.len;
	if (len && is_date(role->from) && is_date(role->to) && memcmp(role->from.ptr, role->to.ptr, len) > 0)
		parser_error(p, role->to, CODE(DATE), NULL, "the role ends before it begins");
}

void parse_entity_item(struct parser *p, struct slice line)
{
	static const char *const items[] = { "also", "adjective", "not", "near", "was", NULL };
	struct ast_entity *entity = array_last(&p->ast->entities);
	struct slice word = scan_word(&line);
	if (slice_is(word, "also"))
		parser_texts(p, line, "an alias", &entity->also);
	else if (slice_is(word, "adjective"))
		parser_texts(p, line, "an adjective", &entity->adjective);
	else if (slice_is(word, "not"))
		parser_texts(p, line, "a text", &rare_lines(p, entity)->blocked);
	else if (slice_is(word, "was"))
		read_role(p, entity, line);
	else if (slice_is(word, "near"))
		parser_texts(p, line, "a text", &rare_lines(p, entity)->near);
	else
		parser_unknown_item(p, word, "entity", items);
}

void parse_entities(struct parser *p, struct slice rest)
{
	struct slice from = scan_word(&rest);
	if (!slice_is(from, "from") || !rest.len)
		parser_error(
		        p, from.len ? from : p->line.body, CODE(MISSING), "entities from actors.csv", "`from` and the name of a table are missing");
	else
		table_read(p, rest);
}

/* ---- name, hole, whole, phrase, unknown, acronyms ---- */

void parse_name(struct parser *p, struct slice rest)
{
	struct ast_name *name = array_add(&p->ast->names);
	*name = (struct ast_name){ .place = parser_place(p, p->line.body) };
	if (!parser_name(p, &rest, "the type of the name", &name->type) || !parser_pattern(p, rest, PATTERN_NAMES | PATTERN_COUNTS, &name->pattern))
		p->ast->names.n--;
}

/* A line of its own list, with holes for names or phrases. */
static void parse_further(struct parser *p, struct slice rest, pattern_array *patterns)
{
	struct pattern *pattern = array_add(patterns);
	if (!parser_pattern(p, rest, PATTERN_COUNTS | PATTERN_GAPS | PATTERN_NAMES | PATTERN_HOLES, pattern))
		patterns->n--;
}

void parse_hole(struct parser *p, struct slice rest)
{
	struct slice left = rest;
	if (slice_is(scan_word(&left), "pair")) {
		parse_further(p, left, &p->ast->pairs);
		return;
	}
	struct ast_hole *hole = array_add(&p->ast->holes);
	*hole = (struct ast_hole){ .place = parser_place(p, p->line.body) };
	struct slice side = scan_word(&rest);
	hole->side = slice_is(side, "after") ? HOLE_AFTER : slice_is(side, "never") ? HOLE_NEVER : HOLE_BEFORE;
	bool good = hole->side != HOLE_BEFORE || slice_is(side, "before");
	if (!good)
		parser_error(p, side.len ? side : p->line.body, CODE(MISSING), "hole before [<determiner>], or hole after , ...8 ,",
		        "`before`, `after` or `never` is missing");
	if (!good || !parser_pattern(p, rest, PATTERN_COUNTS | PATTERN_GAPS | PATTERN_NAMES, &hole->pattern))
		p->ast->holes.n--;
}

/* Takes `phrase`, which is no type, out of the types. */
static void take_phrase(struct ast_whole *whole)
{
	size_t kept = 0;
	for (size_t i = 0; i < whole->types.n; i++) {
		if (slice_is(whole->types.at[i], "phrase"))
			whole->phrases = true;
		else
			whole->types.at[kept++] = whole->types.at[i];
	}
	whole->types.n = kept;
}

static bool read_whole(struct parser *p, struct slice rest, struct ast_whole *whole)
{
	struct pattern pattern;
	if (whole->side == WHOLE_AGAIN) {
		parser_list(p, scan_word(&rest), "whole event again <the-word>", &whole->list);
		parser_end(p, rest);
		return whole->list.list.len;
	}
	bool good = parser_pattern(p, rest, PATTERN_COUNTS | PATTERN_NAMES, &pattern);
	if (good)
		list_push(p->arena, &whole->pattern, pattern);
	return good;
}

void parse_whole(struct parser *p, struct slice rest)
{
	static const char *const sides[] = { "before", "after", "again", NULL };
	struct ast_whole *whole = array_add(&p->ast->wholes);
	*whole = (struct ast_whole){ .place = parser_place(p, p->line.body) };
	struct slice left = rest;
	whole->alone = slice_is(scan_word(&left), "alone");
	if (whole->alone)
		rest = left;
	struct slice types = parser_until(&rest, sides);
	if (types.len)
		parser_names(p, types, "a type", &whole->types);
	take_phrase(whole);
	struct slice side = scan_word(&rest);
	whole->side = slice_is(side, "again") ? WHOLE_AGAIN : slice_is(side, "after") ? WHOLE_AFTER : WHOLE_BEFORE;
	if (!side.len)
		parser_error(p, p->line.body, CODE(MISSING), "whole group after of the {Name}", "`before`, `after` or `again` is missing");
	if (!side.len || !read_whole(p, rest, whole))
		p->ast->wholes.n--;
}

static void parse_beyond(struct parser *p, struct slice rest)
{
	struct ast_hole *hole = array_add(&p->ast->holes);
	*hole = (struct ast_hole){ .place = parser_place(p, p->line.body), .side = HOLE_BEYOND };
	if (!parser_pattern(p, rest, PATTERN_COUNTS | PATTERN_GAPS | PATTERN_NAMES, &hole->pattern))
		p->ast->holes.n--;
}

void parse_phrase(struct parser *p, struct slice rest)
{
	struct pattern pattern;
	struct slice left = rest, word = scan_word(&left);
	if (slice_is(word, "never"))
		parse_beyond(p, left);
	else if (slice_is(word, "further"))
		parse_further(p, left, &p->ast->further);
	else if (p->ast->phrase.n)
		parser_error(p, p->line.body, CODE(TWICE), NULL, "a `phrase` line stands already at %.*s:%u",
		        SLICE_ARG(p->ast->phrase.spot.line->file), p->ast->phrase.spot.line->line);
	else if (parser_pattern(p, rest, PATTERN_COUNTS | PATTERN_NAMES, &pattern))
		p->ast->phrase = pattern;
}

/* What the shape of an unknown name tells: `first-name person`, `acronym group`. */
static void parse_shapes(struct parser *p, struct slice *rest)
{
	for (struct slice left = *rest, word = scan_word(&left); word.len; left = *rest, word = scan_word(&left)) {
		struct slice *type = slice_is(word, "first-name") ? &p->ast->unknown_first_name
		        : slice_is(word, "acronym")               ? &p->ast->unknown_acronym
		                                                  : NULL;
		if (!type)
			return;
		*type = scan_word(&left);
		if (!type->len)
			parser_error(p, word, CODE(MISSING), "unknown person, group  sure -20  first-name person  acronym group",
			        "a type should stand behind it");
		*rest = left;
	}
}

void parse_unknown(struct parser *p, struct slice rest)
{
	static const char *const stops[] = { "sure", NULL };
	p->ast->follows = true;
	if (p->ast->unknown.n)
		parser_error(p, p->line.body, CODE(TWICE), NULL, "an `unknown` line was read already");
	struct slice types = parser_until(&rest, stops);
	slice_array names = { 0 };
	parser_names(p, types, "a type", &names);
	p->ast->unknown = names;
	p->ast->unknown_place = parser_place(p, types);
	scan_word(&rest);
	struct slice cost = scan_word(&rest);
	if (cost.len > 1 && cost.ptr[0] == '-')
		parser_number(p, slice_part(cost, 1, cost.len), 0, 99, &p->ast->unknown_cost);
	else
		parser_error(p, cost.len ? cost : types, CODE(NUMBER), "unknown person, group  sure -20",
		        "what an unknown name costs is missing: `sure` and a number below 0");
	parse_shapes(p, &rest);
	parser_end(p, rest);
}

void parse_acronyms(struct parser *p, struct slice rest)
{
	struct slice word = scan_word(&rest);
	p->ast->follows = true;
	if (slice_is(word, "yes") || slice_is(word, "no"))
		p->ast->acronyms = slice_is(word, "yes");
	else
		parser_error(p, word.len ? word : p->line.body, CODE(MISSING), "acronyms yes", "`yes` or `no` should stand here");
	parser_end(p, rest);
}

/* title <LIST> not <LIST> */
void parse_title(struct parser *p, struct slice rest)
{
	static const char help[] = "title <man-title> not <woman-name>";
	struct ast_title *title = array_add(&p->ast->titles);
	*title = (struct ast_title){ .titles = { .place = parser_place(p, p->line.body) } };
	parser_list(p, scan_word(&rest), help, &title->titles);
	struct slice word = scan_word(&rest);
	if (!slice_is(word, "not"))
		parser_error(p, word.len ? word : p->line.body, CODE(MISSING), help, "`not` is missing, and a list of names");
	else
		parser_list(p, scan_word(&rest), help, &title->names);
	parser_end(p, rest);
}
