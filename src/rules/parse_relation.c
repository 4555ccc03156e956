#include "rules/parser.h"
#include "rules/pattern.h"

/* ---- relation ---- */

static const char *const relation_items[] = { "from", "to", "inverse", "symmetric", "label", "colour", NULL };
/* A label is prose: only what cannot be meant as such ends it. */
static const char *const after_label[] = { "inverse", "symmetric", "colour", NULL };

static void read_relation_item(struct parser *p, struct ast_relation *relation, struct slice word, struct slice value)
{
	if (slice_is(word, "from")) {
		parser_names(p, value, "a type", &relation->from);
	} else if (slice_is(word, "to")) {
		parser_names(p, value, "a type", &relation->to);
	} else if (slice_is(word, "inverse")) {
		if (parser_name(p, &value, "the name of the inverse", &relation->inverse))
			parser_end(p, value);
	} else if (slice_is(word, "symmetric")) {
		relation->symmetric = true;
		parser_end(p, value);
	} else if (slice_is(word, "label")) {
		relation->label = value;
		if (!value.len)
			parser_error(p, word, CODE(MISSING), NULL, "the text of the label is missing");
	} else if (slice_is(word, "colour")) {
		parser_colour(p, value, &relation->colour);
	} else {
		parser_unknown_item(p, word, "relation", relation_items);
		relation->broken = true;
	}
}

void parse_relation_item(struct parser *p, struct slice line)
{
	struct ast_relation *relation = array_last(&p->ast->relations);
	while (line.len) {
		struct slice word = scan_word(&line);
		struct slice value = parser_until(&line, slice_is(word, "label") ? after_label : relation_items);
		read_relation_item(p, relation, word, value);
	}
}

void parse_relation(struct parser *p, struct slice rest)
{
	struct ast_relation *relation = array_add(&p->ast->relations);
	*relation = (struct ast_relation){ 0 };
	if (!parser_name(p, &rest, "the name of the relation", &relation->name)) {
		p->ast->relations.n--;
		p->skip = true;
		return;
	}
	relation->place = parser_place(p, relation->name);
	parse_relation_item(p, rest);
}

/* ---- status ---- */

static const char *const status_items[] = { "before:", "after:", "quoted:", "not in:", "stop at:", "reach", NULL };

/* The list that line opens with its first words, which are cut off; NULL where it opens none. */
static pattern_array *open_list(struct ast_status *status, struct slice *line)
{
	pattern_array *lists[] = { &status->before, &status->after, &status->quoted, &status->not_in, &status->stop_at };
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		if (slice_starts(*line, status_items[i])) {
			*line = slice_trim(slice_part(*line, strlen(status_items[i]), line->len));
			return lists[i];
		}
	}
	return NULL;
}

static bool find_reach(struct slice word, enum status_reach *reach)
{
	if (slice_is(word, "clause"))
		*reach = REACH_CLAUSE;
	else if (slice_is(word, "comma"))
		*reach = REACH_COMMA;
	else
		return false;
	return true;
}

/* What looks like an item is none of the cues that go on from the line before. */
static bool is_no_cue(struct slice word)
{
	return slice_is(word, "sure") || (word.len > 1 && word.ptr[word.len - 1] == ':');
}

void parse_status_item(struct parser *p, struct slice line)
{
	struct slice rest = line, word = scan_word(&rest);
	struct ast_status *status = array_last(&p->ast->statuses);
	pattern_array *list = open_list(status, &line);
	if (list) {
		p->list = list;
	} else if (slice_is(word, "reach") && find_reach(slice_trim(rest), &status->reach)) {
		return;
	} else if (!p->list || is_no_cue(word)) {
		parser_unknown_item(p, word, "status", status_items);
		return;
	}
	bool speaks = p->list == &status->before || p->list == &status->after || p->list == &status->quoted;
	if (line.len)
		parser_patterns(p, line, PATTERN_GAPS | (speaks ? PATTERN_HOLES | PATTERN_NAMES | PATTERN_COUNTS : 0u), p->list);
}

void parser_status(struct parser *p, struct slice name, enum status *status)
{
	const char *words[STATUS_COUNT + 1] = { NULL };
	for (int i = 0; i < STATUS_COUNT; i++)
		words[i] = status_name((enum status)i);
	if (!name.len) {
		parser_error(p, name, CODE(MISSING), NULL, "the name of the status is missing");
	} else if (!status_find(name, status)) {
		const char *help = parser_guess_word(p->arena, name, words);
		parser_error(p, name, CODE(STATUS), help ? help : "a status is asserted, denied, planned, attempted, supposed or reported",
		        "\"%.*s\" is no status", SLICE_ARG(scan_brief(name)));
	}
}

void parse_status(struct parser *p, struct slice rest)
{
	struct ast_status *status = array_add(&p->ast->statuses);
	*status = (struct ast_status){ .place = parser_place(p, p->line.body) };
	parser_status(p, scan_word(&rest), &status->status);
	if (rest.len)
		parse_status_item(p, rest);
}
