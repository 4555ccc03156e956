#include "rules/parser.h"

static const char *const infer_items[] = { "why", "if", "and", "then", "sure", "yes", "no", "todo", "off", "given", "=", NULL };

enum { COST = 20, COST_MAX = 99 };

/* LETTER [: TYPE, TYPE] */
static bool read_end(struct parser *p, struct slice text, struct ast_infer_end *end)
{
	struct slice types = text, letter;
	bool colon = memchr(text.ptr, ':', text.len) != NULL;
	slice_split(&types, ':', &letter);
	if (letter.len != 1 || letter.ptr[0] < 'A' || letter.ptr[0] > 'Z') {
		parser_error(p, letter.len ? letter : text, letter.len ? CODE(NAME) : CODE(MISSING), "if A | led-by | B  and  B : person | met | C",
		        letter.len ? "\"%.*s\" is no capital letter, which is what stands for a name here" : "a letter is missing%.*s",
		        SLICE_ARG(scan_brief(letter)));
		return false;
	}
	end->letter = letter;
	if (colon)
		parser_names(p, types, "a type", &end->types);
	return true;
}

/* A | RELATION | B */
static void read_infer_edge(struct parser *p, struct ast_infer *infer, struct slice text, infer_edge_array *list)
{
	struct slice rest = text, part[3] = { 0 }, more;
	struct ast_infer_edge edge = { .place = parser_place(p, text) };
	size_t n = 0;
	while (n < 3 && slice_split(&rest, '|', &part[n]))
		n++;
	bool good = n == 3 && !slice_split(&rest, '|', &more);
	if (!good)
		parser_error(p, text, CODE(MISSING), "if A | led-by | B  and  A | overthrew | C",
		        "a premise and what follows have three parts, with | between them");
	good = good && read_end(p, part[0], &edge.source);
	good = good && parser_name(p, &part[1], "the relation", &edge.relation);
	if (good)
		parser_end(p, part[1]);
	good = good && read_end(p, part[2], &edge.target);
	if (good)
		list_push(p->arena, list, edge);
	else
		infer->rule.broken = true;
}

/* EDGE and EDGE … */
static void read_edges(struct parser *p, struct ast_infer *infer, struct slice text, infer_edge_array *list)
{
	static const char *const stops[] = { "and", NULL };
	struct slice word;
	do {
		struct slice edge = parser_until(&text, stops);
		word = scan_word(&text);
		read_infer_edge(p, infer, edge, list);
	} while (word.len);
}

/* sure -20 */
static void read_cost(struct parser *p, struct ast_infer *infer, struct slice text)
{
	if (text.len > 1 && text.ptr[0] == '-')
		parser_number(p, slice_part(text, 1, text.len), 0, COST_MAX, &infer->cost);
	else
		parser_error(p, text, CODE(NUMBER), "sure -20: 20 less than the least sure of its premises",
		        "what an inference costs should stand here, a number below 0");
}

void parse_infer_item(struct parser *p, struct slice line)
{
	struct ast_infer *infer = array_last(&p->ast->infers);
	struct slice rest = line, word = scan_word(&rest);
	if (slice_is(word, "if") || slice_is(word, "and")) {
		read_edges(p, infer, rest, &infer->premises);
	} else if (slice_is(word, "then")) {
		read_edges(p, infer, rest, &infer->conclusions);
	} else if (slice_is(word, "sure")) {
		read_cost(p, infer, rest);
	} else if (slice_is(word, "why")) {
		parse_why(p, &infer->rule.why, rest);
	} else if (slice_is(word, "off")) {
		infer->rule.off = true;
		parser_end(p, rest);
	} else if (!parse_example_item(p, word, rest)) {
		parser_unknown_item(p, word, "infer", infer_items);
		infer->rule.broken = true;
	}
}

/* A block without a name is called by what it infers: resolver_infers does that. */
void parse_infer(struct parser *p, struct slice rest)
{
	struct ast_infer *infer = array_add(&p->ast->infers);
	*infer = (struct ast_infer){ .cost = COST, .rule = { .place = parser_place(p, p->line.body) } };
	p->examples = &infer->rule.examples;
	if (!rest.len)
		return;
	infer->rule.place = parser_place(p, rest);
	struct slice name;
	infer->rule.broken = !parser_name(p, &rest, "the name of the block", &name);
	if (infer->rule.broken)
		return;
	infer->rule.name = arena_format(p->arena, "infer %.*s", SLICE_ARG(name));
	parser_end(p, rest);
}
