#include "rules/parser.h"
#include "rules/pattern.h"

static const char *const rule_items[] = { "why", "find", "unless", "gives", "forms", "sure", "status", "when", "in", "opens", "yes", "no", "todo",
	"off", "given", "=", NULL };

enum { SURE = 80 };

/* {NAME} */
static struct slice read_hole_name(struct parser *p, struct slice text)
{
	struct slice name = text;
	if (text.len > 2 && text.ptr[0] == '{' && text.ptr[text.len - 1] == '}')
		name = slice_trim(slice_part(text, 1, text.len - 1));
	if (name.len != text.len && scan_is_name(name))
		return name;
	parser_error(p, text, text.len ? CODE(HOLE) : CODE(MISSING), "gives {X} | led-by | {Y}",
	        text.len ? "\"%.*s\" is no hole" : "a hole is missing%.*s", SLICE_ARG(scan_brief(text)));
	return slice_make("", 0);
}

static void read_when(struct parser *p, enum when *when, struct slice rest)
{
	static const char *const words[] = { "never", "dated", "since", "until", NULL };
	struct slice word = scan_word(&rest);
	for (unsigned i = 0; words[i]; i++)
		if (slice_is(word, words[i]))
			*when = (enum when)(WHEN_NEVER + i);
	if (!scan_is_one_of(word, words))
		parser_error(p, word, word.len ? CODE(ITEM) : CODE(MISSING),
		        "never: its edges take no date; dated: it gives only edges with one; since, until: a date is their beginning, or end",
		        "`when` is followed by never, dated, since or until");
	parser_end(p, rest);
}

/* text, heading, furniture */
static void read_within(struct parser *p, struct ast_rule *rule, struct slice rest)
{
	struct slice word;
	rule->within = 0;
	if (!rest.len)
		parser_error(p, rest, CODE(MISSING), "in furniture", "`in` is followed by text, heading or furniture, with commas between");
	while (slice_split(&rest, ',', &word)) {
		word = slice_trim(word);
		for (unsigned i = 0; ast_within_names[i]; i++)
			if (slice_is(word, ast_within_names[i]))
				rule->within |= 1u << i;
		if (!scan_is_one_of(word, ast_within_names))
			parser_error(p, word, CODE(ITEM), "text: paragraphs; heading: headlines and bylines; furniture: menus, boxes, tables",
			        "\"%.*s\" is no part of a page", SLICE_ARG(scan_brief(word)));
	}
}

/* {X} | RELATION | {Y} [as {R}] [when WHEN] */
static void read_gives(struct parser *p, struct ast_rule *rule, struct slice line)
{
	static const char *const as[] = { "as", "when", NULL }, *const when[] = { "when", NULL };
	struct slice rest = line, part[3] = { 0 }, more;
	size_t n = 0;
	while (n < 3 && slice_split(&rest, '|', &part[n]))
		n++;
	if (n < 3 || slice_split(&rest, '|', &more)) {
		parser_error(p, line, CODE(MISSING), "gives {X} | led-by | {Y}", "an edge has three parts, with | between them");
		rule->broken = true;
		return;
	}
	struct ast_gives gives = { .place = parser_place(p, line) };
	struct slice target = parser_until(&part[2], as), word = scan_word(&part[2]);
	gives.source = read_hole_name(p, part[0]);
	gives.target = read_hole_name(p, target);
	if (slice_is(word, "as")) {
		gives.as = read_hole_name(p, parser_until(&part[2], when));
		word = scan_word(&part[2]);
	}
	if (word.len)
		read_when(p, &gives.when, part[2]);
	if (parser_name(p, &part[1], "the relation", &gives.relation))
		parser_end(p, part[1]);
	if (gives.source.len && gives.target.len && gives.relation.len)
		list_push(p->arena, &rule->gives, gives);
	else
		rule->broken = true;
}

static void read_find(struct parser *p, struct ast_rule *rule, struct slice line, bool unless)
{
	struct ast_find find = { .place = parser_place(p, line) };
	if (!parser_pattern(p, line, PATTERN_HOLES | PATTERN_GAPS | PATTERN_COUNTS, &find.pattern))
		rule->broken = true;
	else if (unless)
		list_push(p->arena, &rule->unless, find);
	else
		list_push(p->arena, &rule->finds, find);
}

void parse_why(struct parser *p, struct slice *why, struct slice line)
{
	if (!line.len)
		parser_error(p, line, CODE(MISSING), NULL, "the reason is missing");
	else if (why->len)
		*why = arena_format(p->arena, "%.*s %.*s", SLICE_ARG(*why), SLICE_ARG(line));
	else
		*why = line;
}

void parse_rule_item(struct parser *p, struct slice line)
{
	struct ast_rule *rule = array_last(&p->ast->rules);
	struct slice rest = line, word = scan_word(&rest);
	if (slice_is(word, "find") || slice_is(word, "unless")) {
		read_find(p, rule, rest, slice_is(word, "unless"));
	} else if (slice_is(word, "gives")) {
		read_gives(p, rule, rest);
	} else if (slice_is(word, "why")) {
		parse_why(p, &rule->why, rest);
	} else if (slice_is(word, "forms")) {
		rule->forms_place = parser_place(p, rest);
		parser_names(p, rest, "a variant", &rule->forms);
	} else if (slice_is(word, "sure")) {
		parser_number(p, rest, 1, 100, &rule->sure);
	} else if (slice_is(word, "status")) {
		parser_status(p, scan_word(&rest), &rule->status);
		rule->status_given = true;
		parser_end(p, rest);
	} else if (slice_is(word, "when")) {
		read_when(p, &rule->when, rest);
	} else if (slice_is(word, "in")) {
		read_within(p, rule, rest);
	} else if (slice_is(word, "opens")) {
		parser_names(p, rest, "a type", &rule->opens);
	} else if (slice_is(word, "off")) {
		rule->off = true;
		parser_end(p, rest);
	} else if (!parse_example_item(p, word, rest)) {
		parser_unknown_item(p, word, "rule", rule_items);
	}
}

void parse_rule(struct parser *p, struct slice rest)
{
	struct ast_rule *rule = array_add(&p->ast->rules);
	*rule = (struct ast_rule){ .sure = SURE, .within = WITHIN_USUAL, .place = parser_place(p, p->line.body) };
	p->examples = &rule->examples;
	rule->broken = !parser_name(p, &rest, "the name of the rule", &rule->name);
	if (rule->broken)
		return;
	rule->place = parser_place(p, rule->name);
	parser_end(p, rest);
}
