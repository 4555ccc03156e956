#include <inttypes.h>
#include <stdlib.h>

#include "app/examples.h"
#include "app/gaps.h"
#include "app/rulesets.h"
#include "base/unicode.h"
#include "output/put.h"
#include "rules/scan.h"

enum { YES = 3, ALSO_SHOWN = 6, NAME_ROOM = 60 };

/* An example on its way into a rule. */
struct suggested {
	const struct gap_example *example;
	struct slice given; /* a line before it that makes its names known; empty: none is needed */
	struct slice edge;  /* as an `=` line */
	bool holds;
};

/* A rule on its way to the reader. */
struct suggestion {
	const struct gap_group *group;
	size_t number;
	struct slice name, find, gives, also;
	bool forward;
	struct slice relation;
	size_t number_of_relation; /* in ast.relations */
	struct suggested yes[YES];
	size_t n;
};

/* ---- the find line ---- */

static void add_text(struct buffer *find, struct slice text, bool glued)
{
	if (find->n && !glued)
		buffer_char(find, ' ');
	buffer_add(find, text);
}

/* What was left out before a word, as words that may stand there. */
static void add_left(struct buffer *find, unsigned left)
{
	static const struct {
		unsigned bit;
		const char *text;
	} optional[] = {
		{ FOLD_ASIDE, "[,]" },
		{ FOLD_RELATIVE, "[<" WORDS_CLAUSE ">]" },
		{ FOLD_AUXILIARY, "[<" WORDS_AUXILIARY ">]" },
		{ FOLD_ADVERB, "[<" WORDS_ADVERB ">]" },
		{ FOLD_DETERMINER, "[<" WORDS_DETERMINER ">]" },
	};
	for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
		if (left & optional[i].bit)
			add_text(find, slice_of(optional[i].text), optional[i].bit == FOLD_ASIDE);
}

/* The words that the examples have in one place: one, or a choice. */
static void add_words(struct buffer *find, const struct suggestion *suggestion, size_t at)
{
	struct slice texts[GAPS_EXAMPLES] = { { "", 0 } };
	const struct gap_group *group = suggestion->group;
	size_t n = 0;
	for (size_t i = 0; i < group->example_count; i++) {
		bool known = false;
		for (size_t k = 0; k < n; k++)
			known |= slice_equal(texts[k], group->examples[i]->tokens[at].text);
		if (!known)
			texts[n++] = group->examples[i]->tokens[at].text;
	}
	if (group->examples[0]->tokens[at].glued && slice_starts(texts[0], "-"))
		buffer_char(find, '~');
	for (size_t i = 0; i < n; i++) {
		buffer_text(find, i ? "|" : n > 1 ? "(" : "");
		buffer_add(find, texts[i]);
	}
	buffer_text(find, n > 1 ? ")" : "");
}

static void add_type(struct buffer *find, struct slice type, bool *first)
{
	buffer_text(find, *first ? " : " : ", ");
	buffer_add(find, type);
	*first = false;
}

/* A name between, of the types that were met. */
static void add_between(struct buffer *find, const struct gap_report *report, const struct gap_group *group)
{
	const struct ast *ast = report->study->rules->ast;
	bool first = true, unknown = false;
	buffer_text(find, "{Z");
	for (size_t i = 0; i < group->between.n; i++) {
		unknown |= group->between.at[i] >= ast->types.n;
		if (group->between.at[i] < ast->types.n)
			add_type(find, ast->types.at[group->between.at[i]].name, &first);
	}
	for (size_t i = 0; unknown && i < ast->unknown.n; i++) {
		bool known = false;
		for (size_t k = 0; k < group->between.n; k++)
			known |= group->between.at[k] < ast->types.n && slice_equal(ast->types.at[group->between.at[k]].name, ast->unknown.at[i]);
		if (!known)
			add_type(find, ast->unknown.at[i], &first);
	}
	buffer_char(find, '}');
}

static void add_token(struct buffer *find, const struct gap_report *report, const struct suggestion *suggestion, size_t at)
{
	const struct fold_token *token = &suggestion->group->examples[0]->tokens[at];
	bool number = ast_find_words(report->study->rules->ast, slice_of(WORDS_NUMBER));
	if (token->kind == FOLD_COMMA) {
		buffer_char(find, ',');
		return;
	}
	if (!token->glued)
		buffer_char(find, ' ');
	if (token->kind == FOLD_NAME)
		add_between(find, report, suggestion->group);
	else if (token->kind == FOLD_NUMBER)
		buffer_text(find, number ? "<" WORDS_NUMBER ">" : "/\\d\\S*/");
	else
		add_words(find, suggestion, at);
}

static struct slice make_find(const struct gap_report *report, const struct suggestion *suggestion)
{
	const struct gap_group *group = suggestion->group;
	struct buffer find = { 0 };
	unsigned last = 0;
	buffer_text(&find, "{X}");
	for (size_t at = 0; at < group->examples[0]->n; at++) {
		unsigned left = 0;
		for (size_t i = 0; i < group->example_count; i++)
			left |= group->examples[i]->tokens[at].left;
		add_left(&find, left);
		add_token(&find, report, suggestion, at);
	}
	for (size_t i = 0; i < group->example_count; i++)
		last |= group->examples[i]->left;
	/* What stands before a name is a matter of the `hole` lines. */
	add_left(&find, last & FOLD_ADVERB);
	buffer_text(&find, " {Y}");
	struct slice text = arena_copy(report->arena, buffer_slice(&find));
	buffer_fini(&find);
	return text;
}

/* ---- the rest of the rule ---- */

static struct slice make_name(const struct gap_report *report, const struct suggestion *suggestion)
{
	struct arena *arena = report->arena;
	struct slice slug = unicode_slug(arena, gap_report_title(report, suggestion->group));
	bool usable = scan_is_name(slug) && slug.len < NAME_ROOM;
	struct slice name = usable ? slug : arena_format(arena, "gap-%zu", suggestion->number);
	const struct ast *ast = report->study->rules->ast;
	for (size_t i = 0; i < ast->rules.n; i++)
		if (slice_equal(ast->rules.at[i].name, name))
			return arena_format(arena, "%.*s-gap-%zu", SLICE_ARG(name), suggestion->number);
	return name;
}

/* Whether the first name is the subject: as where the same words gave the relation, if the names that it is wanted for fit that way as well. */
static bool reads_forward(const struct gap_fit *fit)
{
	if (fit->given[1] > fit->given[0] && fit->forward)
		return true;
	if (fit->given[0] > fit->given[1] && fit->backward)
		return false;
	return fit->forward >= fit->backward;
}

static void choose_relation(const struct gap_report *report, struct suggestion *suggestion)
{
	const struct ast *ast = report->study->rules->ast;
	gap_fit_array fits = { 0 };
	struct buffer also = { 0 };
	gap_report_fits(report, suggestion->group, &fits);
	suggestion->number_of_relation = fits.at[0].relation;
	suggestion->relation = ast->relations.at[fits.at[0].relation].name;
	suggestion->forward = reads_forward(&fits.at[0]);
	for (size_t i = 1; i < fits.n && i <= ALSO_SHOWN; i++) {
		buffer_text(&also, i > 1 ? ", " : "");
		buffer_add(&also, ast->relations.at[fits.at[i].relation].name);
	}
	if (fits.n > ALSO_SHOWN + 1)
		buffer_format(&also, " and %zu more", fits.n - ALSO_SHOWN - 1);
	suggestion->also = arena_copy(report->arena, buffer_slice(&also));
	buffer_fini(&also);
	array_fini(&fits);
}

/* Whether a text can stand in a line of rules as it is. */
static bool can_stand(struct slice text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t code = unicode_next(text, &at);
		if (code < 0x20 || code == 0x7F || code == 0xFFFD || code == 0x2028 || code == 0x2029 || code == 0x85)
			return false;
	}
	return text.len && slice_equal(scan_uncomment(text, true), text);
}

static bool can_be_edge(struct slice name)
{
	return can_stand(name) && !memchr(name.ptr, '|', name.len);
}

/* "met Lee, met Hill": behind a word in lower case a capitalised one is a name. */
static struct slice given_of(const struct gap_report *report, const struct gap_example *example)
{
	for (size_t i = 0; i < example->n; i++)
		if (example->tokens[i].kind == FOLD_WORD && !example->tokens[i].glued)
			return arena_format(report->arena, "%.*s %.*s, %.*s %.*s.", SLICE_ARG(example->tokens[i].text),
			        SLICE_ARG(example->ends[0].name), SLICE_ARG(example->tokens[i].text), SLICE_ARG(example->ends[1].name));
	return slice_make("", 0);
}

static struct slice edge_of(const struct gap_report *report, const struct suggestion *suggestion, const struct gap_example *example)
{
	const struct gap_end *source = &example->ends[suggestion->forward ? 0 : 1], *target = &example->ends[suggestion->forward ? 1 : 0];
	return arena_format(report->arena, "%.*s | %.*s | %.*s", SLICE_ARG(source->name), SLICE_ARG(suggestion->relation), SLICE_ARG(target->name));
}

static bool takes(const struct gap_report *report, const struct suggestion *suggestion, const struct gap_example *example)
{
	const struct ruleset_relation *ends = &report->study->rules->ends[suggestion->number_of_relation];
	uint32_t source = example->ends[suggestion->forward ? 0 : 1].type, target = example->ends[suggestion->forward ? 1 : 0].type;
	return type_set_has(&ends->from, source) && type_set_has(&ends->to, target);
}

/* Those whose names the relation takes come first. */
static void choose_examples(const struct gap_report *report, struct suggestion *suggestion)
{
	const struct gap_group *group = suggestion->group;
	for (size_t i = 0; i < 2 * group->example_count && suggestion->n < YES; i++) {
		const struct gap_example *example = group->examples[i % group->example_count];
		if (takes(report, suggestion, example) != (i < group->example_count))
			continue;
		if (!can_stand(example->sentence) || !can_be_edge(example->ends[0].name) || !can_be_edge(example->ends[1].name))
			continue;
		struct suggested *yes = &suggestion->yes[suggestion->n++];
		*yes = (struct suggested){ .example = example };
		yes->edge = edge_of(report, suggestion, example);
	}
}

static void make(const struct gap_report *report, size_t number, struct suggestion *suggestion)
{
	*suggestion = (struct suggestion){ .group = report->gaps->groups.at[number], .number = number + 1 };
	choose_relation(report, suggestion);
	suggestion->name = make_name(report, suggestion);
	suggestion->find = make_find(report, suggestion);
	suggestion->gives =
	        arena_format(report->arena, suggestion->forward ? "{X} | %.*s | {Y}" : "{Y} | %.*s | {X}", SLICE_ARG(suggestion->relation));
	choose_examples(report, suggestion);
}

/* ---- trying it ---- */

/* The rule as it would be pasted, each example once as it is and once with what makes its names known. */
static void write_trial(const struct gap_report *report, const struct suggestion *suggestion, struct buffer *text)
{
	buffer_format(text, "\nrule %.*s\n  find %.*s\n  gives %.*s\n", SLICE_ARG(suggestion->name), SLICE_ARG(suggestion->find),
	        SLICE_ARG(suggestion->gives));
	for (size_t i = 0; i < suggestion->n; i++) {
		const struct gap_example *example = suggestion->yes[i].example;
		struct slice given = given_of(report, example);
		buffer_format(text, "  todo yes %.*s\n", SLICE_ARG(example->sentence));
		buffer_format(text, "  todo yes %.*s\n", SLICE_ARG(example->sentence));
		if (given.len)
			buffer_format(text, "    given %.*s\n", SLICE_ARG(given));
	}
}

/* Whether a rule that gave these edges gave the pair, by one of its names at the least, and nothing more. */
static bool is_pair(const struct gap_example *example, const slice_array *gave, struct arena *arena)
{
	if (gave->n != 1)
		return false;
	struct slice edge = unicode_fold(arena, gave->at[0]);
	for (size_t i = 0; i < 2; i++) {
		struct slice name = unicode_fold(arena, example->ends[i].name);
		struct slice text = unicode_fold(arena, slice_part(example->sentence, example->ends[i].start, example->ends[i].end));
		if (!memmem(edge.ptr, edge.len, name.ptr, name.len) && !memmem(edge.ptr, edge.len, text.ptr, text.len))
			return false;
	}
	return true;
}

static void take_trial(const struct gap_report *report, struct suggested *yes, const struct tried *tried, bool given)
{
	if (yes->holds || !is_pair(yes->example, &tried->gave, report->arena))
		return;
	yes->holds = true;
	yes->edge = arena_copy(report->arena, tried->gave.at[0]);
	if (given)
		yes->given = given_of(report, yes->example);
}

static void take_trials(const struct gap_report *report, struct suggestion *suggestion, const struct examples *examples)
{
	size_t seen = 0;
	for (size_t i = 0; i < examples->tried.n; i++) {
		const struct tried *tried = &examples->tried.at[i];
		if (!slice_equal(tried->rule->name, suggestion->name) || seen / 2 >= suggestion->n)
			continue;
		take_trial(report, &suggestion->yes[seen / 2], tried, seen % 2);
		seen++;
	}
}

/* Runs the examples with all rules that were loaded; one that does not hold is left `todo`. */
static bool try_out(const struct gap_report *report, struct suggestion *suggestions, size_t n)
{
	struct buffer text = { 0 };
	struct diag *diag = diag_new();
	for (size_t i = 0; i < n; i++)
		write_trial(report, &suggestions[i], &text);
	struct ruleset *rules = rulesets_load_more(report->options, &report->study->corpus.roots, buffer_slice(&text), report->arena, diag);
	if (rules) {
		struct examples examples;
		examples_run_of(rules, slice_of("more.rules"), &examples, diag);
		for (size_t i = 0; i < n; i++)
			take_trials(report, &suggestions[i], &examples);
		examples_fini(&examples);
	}
	bool loaded = rules;
	ruleset_free(rules);
	diag_free(diag);
	buffer_fini(&text);
	return loaded;
}

/* ---- writing it ---- */

static void put_yes(const struct gap_report *report, const struct suggested *yes)
{
	struct file_output *output = report->output;
	put_text(output, yes->holds ? "  yes    " : "  todo yes  ");
	put_shown(output, yes->example->sentence);
	put_text(output, "\n");
	if (yes->given.len) {
		put_text(output, "         given  ");
		put_shown(output, yes->given);
		put_text(output, "\n");
	}
	put_text(output, "         = ");
	put_shown(output, yes->edge);
	put_text(output, "\n");
}

static void put_suggestion(const struct gap_report *report, const struct suggestion *suggestion, bool first)
{
	const struct gap_group *group = suggestion->group;
	struct file_output *output = report->output;
	file_output_format(output, "%s# Group %zu: sentences %" PRIu64 ", documents %" PRIu64 ".", first ? "" : "\n", suggestion->number,
	        group->sentences, group->documents);
	put_text(output, suggestion->also.len ? " Its names fit as well: " : "");
	put_shown(output, suggestion->also);
	put_text(output, "\nrule ");
	put_shown(output, suggestion->name);
	put_text(output, "\n  # why    what this means\n  find   ");
	put_shown(output, suggestion->find);
	put_text(output, "\n  gives  ");
	put_shown(output, suggestion->gives);
	put_text(output, "\n");
	for (size_t i = 0; i < suggestion->n; i++)
		put_yes(report, &suggestion->yes[i]);
	put_text(output, "  # no     what looks like it and is not meant\n");
}

void gap_suggest(const struct gap_report *report, size_t from, size_t to, struct diag *diag)
{
	size_t n = to - from;
	struct suggestion *suggestions = alloc_new((n + 1) * sizeof *suggestions);
	for (size_t i = 0; i < n; i++)
		make(report, from + i, &suggestions[i]);
	/* Where the text of one cannot be read the others are tried alone. */
	if (!try_out(report, suggestions, n))
		for (size_t i = 0; i < n; i++)
			if (!try_out(report, &suggestions[i], 1))
				diag_warning(diag, (struct place){ .line = 0 }, NULL, NULL,
				        "the rule for group %zu cannot be read as it stands: correct it", suggestions[i].number);
	for (size_t i = 0; i < n; i++)
		put_suggestion(report, &suggestions[i], i == 0);
	free(suggestions);
}
