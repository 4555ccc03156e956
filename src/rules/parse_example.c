#include "rules/parser.h"

static struct ast_example *last_example(struct parser *p, struct slice word)
{
	if (p->examples->n)
		return array_last(p->examples);
	parser_error(p, word, CODE(EXAMPLE), "it stands below a `yes` or `no`", "`%.*s` belongs to no example", SLICE_ARG(word));
	return NULL;
}

static void read_example(struct parser *p, struct slice word, struct slice text, bool todo)
{
	struct ast_example *example = list_add(p->arena, p->examples);
	*example = (struct ast_example){ .yes = slice_is(word, "yes"), .todo = todo, .text = text };
	example->place = parser_place(p, text.len ? text : word);
	if (!text.len)
		parser_error(p, word, CODE(EXAMPLE), NULL, "the sentence of the example is missing");
}

static void read_todo(struct parser *p, struct slice word, struct slice rest)
{
	struct slice kind = scan_word(&rest);
	if (slice_is(kind, "yes") || slice_is(kind, "no"))
		read_example(p, kind, rest, true);
	else
		parser_error(p, kind.len ? kind : word, CODE(EXAMPLE), "todo yes SENTENCE, or todo no SENTENCE", "`yes` or `no` is missing");
}

static void read_given(struct parser *p, struct slice word, struct slice text)
{
	struct ast_example *example = last_example(p, word);
	if (!example)
		return;
	if (!text.len)
		parser_error(p, word, CODE(EXAMPLE), NULL, "the sentence is missing");
	else if (example->given.len)
		example->given = arena_format(p->arena, "%.*s %.*s", SLICE_ARG(example->given), SLICE_ARG(text));
	else
		example->given = text;
}

bool parse_edge(struct parser *p, struct slice line, const char *help, struct ast_edge *edge, bool *status_given)
{
	struct slice rest = line, part[4] = { 0 }, more;
	size_t n = 0;
	while (n < 4 && slice_split(&rest, '|', &part[n]))
		n++;
	*status_given = n == 4;
	if (n < 3 || slice_split(&rest, '|', &more) || !part[0].len || !part[1].len || !part[2].len) {
		parser_error(p, line, CODE(EXAMPLE), help, "an edge has three parts, with | between them, and perhaps a status");
		return false;
	}
	*edge = (struct ast_edge){ part[0], part[1], part[2], STATUS_ASSERTED, parser_place(p, line) };
	if (*status_given)
		parser_status(p, part[3], &edge->status);
	return true;
}

static void read_edge(struct parser *p, struct slice word, struct slice line)
{
	struct ast_example *example = last_example(p, word);
	struct ast_edge edge;
	bool status_given;
	if (!example)
		return;
	if (!example->yes)
		parser_error(p, line, CODE(EXAMPLE), "what a sentence gives stands below a `yes`", "a `no` gives no edge");
	else if (parse_edge(p, line, "= Augusto Pinochet | overthrew | Salvador Allende", &edge, &status_given))
		list_push(p->arena, &example->edges, edge);
}

bool parse_example_item(struct parser *p, struct slice word, struct slice rest)
{
	if (slice_is(word, "yes") || slice_is(word, "no"))
		read_example(p, word, rest, false);
	else if (slice_is(word, "todo"))
		read_todo(p, word, rest);
	else if (slice_is(word, "given"))
		read_given(p, word, rest);
	else if (slice_is(word, "="))
		read_edge(p, word, rest);
	else
		return false;
	return true;
}
