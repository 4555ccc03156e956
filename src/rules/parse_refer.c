#include "rules/parser.h"
#include "rules/pattern.h"

enum { BACK_MOST = 9, COST = 15 };

static const char *const items[] = { "words", "sure", "back", "only", "nearest", "known", "alone", "free", "shown", "owns", "echo", "topic",
	"possessive", "not", "titled", "several", "pair", "role", NULL };

/* refer TYPE, TYPE */
void parse_refer(struct parser *p, struct slice rest)
{
	struct ast_refer *refer = array_add(&p->ast->refers);
	*refer = (struct ast_refer){ .back = 1, .cost = COST, .place = parser_place(p, p->line.body) };
	parser_names(p, rest, "a type", &refer->types);
}

static void read_cost(struct parser *p, struct ast_refer *refer, struct slice line)
{
	struct slice cost = scan_word(&line);
	if (cost.len > 1 && cost.ptr[0] == '-')
		parser_number(p, slice_part(cost, 1, cost.len), 0, 99, &refer->cost);
	else
		parser_error(p, cost.len ? cost : p->line.body, CODE(NUMBER), "sure -15",
		        "what a reference costs is missing: `sure` and a number below 0");
	parser_end(p, line);
}

static void read_back(struct parser *p, struct ast_refer *refer, struct slice line)
{
	parser_number(p, scan_word(&line), 0, BACK_MOST, &refer->back);
	parser_end(p, line);
}

/* only before: what the words stand for is never in their own sentence. */
static void read_only(struct parser *p, struct ast_refer *refer, struct slice line)
{
	struct slice word = scan_word(&line);
	if (!slice_is(word, "before"))
		parser_error(p, word.len ? word : p->line.body, CODE(MISSING), "only before", "`before` is missing");
	refer->only_before = true;
	parser_end(p, line);
}

/* <list> */
static void read_list(struct parser *p, struct slice word, struct ast_sign *sign)
{
	parser_list(p, word, "not behind <place-preposition>, titled <rank>", sign);
}

/* not in: PATTERNS, not behind <list>, not before <list>, not inside <list>, not ending <list>, not TAG, not TAG <list> */
static void read_not(struct parser *p, struct ast_refer *refer, struct slice line)
{
	struct slice word = scan_word(&line);
	if (slice_is(word, "in:")) {
		parser_patterns(p, line, PATTERN_HOLES | PATTERN_GAPS | PATTERN_COUNTS | PATTERN_NAMES, &refer->not_in);
		return;
	}
	struct ast_sign sign = { .tag = word, .place = parser_place(p, word) };
	if (!word.len)
		parser_error(p, p->line.body, CODE(MISSING), "not female <woman-sign>, not behind <place-preposition>, not in: it was",
		        "what the words do not mean is missing");
	struct ast_sign *list = slice_is(word, "behind") ? &refer->behind
	        : slice_is(word, "before")               ? &refer->before
	        : slice_is(word, "inside")               ? &refer->inside
	        : slice_is(word, "ending")               ? &refer->ending
	                                                 : NULL;
	if (line.len || list)
		read_list(p, scan_word(&line), &sign);
	if (list)
		*list = sign;
	else
		list_push(p->arena, &refer->signs, sign);
	parser_end(p, line);
}

/* titled <list>, several <list> */
static void read_after(struct parser *p, struct ast_sign *sign, struct slice line)
{
	read_list(p, scan_word(&line), sign);
	parser_end(p, line);
}

void parse_refer_item(struct parser *p, struct slice line)
{
	struct ast_refer *refer = array_last(&p->ast->refers);
	struct slice word = scan_word(&line);
	if (slice_is(word, "words"))
		parser_patterns(p, line, 0, &refer->words);
	else if (slice_is(word, "sure"))
		read_cost(p, refer, line);
	else if (slice_is(word, "back"))
		read_back(p, refer, line);
	else if (slice_is(word, "only"))
		read_only(p, refer, line);
	else if (slice_is(word, "nearest"))
		refer->nearest = true;
	else if (slice_is(word, "known"))
		refer->known = true;
	else if (slice_is(word, "alone"))
		refer->alone = true;
	else if (slice_is(word, "free"))
		refer->free = true;
	else if (slice_is(word, "shown"))
		refer->shown = true;
	else if (slice_is(word, "several"))
		read_after(p, &refer->several, line);
	else if (slice_is(word, "pair"))
		refer->pair = true;
	else if (slice_is(word, "owns"))
		parser_names(p, line, "a type", &refer->owns);
	else if (slice_is(word, "echo"))
		refer->echo = true;
	else if (slice_is(word, "topic"))
		refer->topic = true;
	else if (slice_is(word, "possessive"))
		refer->possessive = true;
	else if (slice_is(word, "role"))
		parser_patterns(p, line, PATTERN_HOLES | PATTERN_GAPS | PATTERN_COUNTS | PATTERN_NAMES, &refer->roles);
	else if (slice_is(word, "titled"))
		read_after(p, &refer->titled, line);
	else if (slice_is(word, "not"))
		read_not(p, refer, line);
	else
		parser_unknown_item(p, word, "refer", items);
}
