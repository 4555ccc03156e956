#include <inttypes.h>
#include <stdlib.h>

#include "app/gaps.h"
#include "app/version.h"
#include "base/json.h"
#include "output/put.h"
#include "rules/vocabulary.h"

enum { FITS_SHOWN = 5, EXAMPLES_SHOWN = 3, WHOLE = 1000, WORDS_COUNT = 4 };

/* ---- which words the rules of a relation say ---- */

struct word_counts {
	uint64_t relations; /* how many say it */
	uint64_t *says;     /* as ast.relations: WHOLE where a rule names the word itself, a part of that where a list has it among others */
};

struct word_reader {
	struct gap_report *report;
	size_t relation;
	struct map *read; /* vocabularies of this relation that were read */
};

static void count_word(struct word_reader *reader, struct slice word, uint64_t weight)
{
	struct gap_report *report = reader->report;
	struct slice stem = folder_stem(report->folder, word);
	struct word_counts *counts = map_get(report->words, stem);
	if (!stem.len)
		return;
	if (!counts) {
		counts = arena_alloc(report->arena, sizeof *counts);
		counts->says = arena_alloc(report->arena, (report->study->rules->ast->relations.n + 1) * sizeof *counts->says);
		map_put(report->words, stem, counts);
	}
	uint64_t *says = &counts->says[reader->relation];
	counts->relations += !*says;
	*says = *says > weight ? *says : weight;
}

static void count_text(struct word_reader *reader, struct slice text, uint64_t weight)
{
	struct slice word;
	while (slice_split(&text, ' ', &word))
		count_word(reader, word, weight);
}

static void count_vocabulary(struct word_reader *reader, const struct element *element)
{
	struct vocabulary vocabulary;
	struct gap_report *report = reader->report;
	if (map_has(reader->read, element->text))
		return;
	map_put_number(reader->read, element->text, 0);
	vocabulary_init(&vocabulary, report->study->rules->ast, element->text, 0, report->arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++)
		count_text(reader, vocabulary.texts.at[i], 1 + WHOLE / vocabulary.texts.n);
	vocabulary_fini(&vocabulary);
}

static void count_pattern(struct word_reader *reader, const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		if (element->kind == ELEMENT_WORD)
			count_word(reader, element->text, WHOLE);
		if (element->kind == ELEMENT_VOCABULARY)
			count_vocabulary(reader, element);
		for (size_t k = 0; k < element->choice_count; k++)
			count_pattern(reader, &element->choices[k]);
	}
}

/* A relation that has no rule yet is known by what it is called: "married-to". */
static void count_name(struct word_reader *reader, struct slice name)
{
	struct slice word;
	while (slice_split(&name, '-', &word))
		count_text(reader, word, WHOLE);
}

static void count_relations(struct gap_report *report)
{
	const struct ast *ast = report->study->rules->ast;
	for (size_t i = 0; i < ast->relations.n; i++) {
		const struct ast_relation *relation = &ast->relations.at[i];
		struct word_reader reader = { .report = report, .relation = i };
		count_name(&reader, relation->name);
		count_name(&reader, relation->inverse);
		count_name(&reader, relation->label);
	}
}

void gap_report_words(struct gap_report *report)
{
	const struct ruleset *rules = report->study->rules;
	report->words = map_new();
	count_relations(report);
	for (size_t i = 0; i < rules->ast->rules.n; i++) {
		const struct ast_rule *rule = &rules->ast->rules.at[i];
		bool inverse;
		struct word_reader reader = { report, rule->gives.n ? ruleset_relation(rules, rule->gives.at[0].relation, &inverse) : 0, map_new() };
		for (size_t k = 0; rule->gives.n && k < rule->finds.n; k++)
			count_pattern(&reader, &rule->finds.at[k].pattern);
		map_free(reader.read);
	}
}

/* Facts number the relations as the rules do. */
void gap_report_edges(struct gap_report *report)
{
	const struct facts *facts = report->study->facts;
	report->edges = arena_alloc(report->arena, (report->study->rules->ast->relations.n + 1) * sizeof *report->edges);
	for (size_t i = 0; i < facts->edges.n; i++)
		report->edges[facts->edges.at[i].relation]++;
}

/* ---- which relations fit ---- */

static uint64_t nearness(const struct gap_report *report, const struct gap_group *group, size_t relation)
{
	const struct gap_example *example = group->examples[0];
	uint64_t near = 0;
	for (size_t i = 0; i < example->n; i++) {
		const struct fold_token *token = &example->tokens[i];
		const struct word_counts *counts = token->content ? map_get(report->words, folder_stem(report->folder, token->folded)) : NULL;
		if (counts && counts->says[relation])
			near += counts->says[relation] / counts->relations;
	}
	return near;
}

static struct gap_fit fit_of(const struct gap_report *report, const struct gap_group *group, size_t relation)
{
	const struct ruleset_relation *ends = &report->study->rules->ends[relation];
	struct gap_fit fit = { .relation = relation };
	for (size_t i = 0; i < group->types.n; i++) {
		const struct gap_types *types = &group->types.at[i];
		bool forward = type_set_has(&ends->from, types->left) && type_set_has(&ends->to, types->right);
		bool backward = type_set_has(&ends->from, types->right) && type_set_has(&ends->to, types->left);
		fit.forward += forward ? types->count : 0;
		fit.backward += backward ? types->count : 0;
	}
	if (report->study->rules->ast->relations.at[relation].symmetric) {
		fit.forward = fit.forward > fit.backward ? fit.forward : fit.backward;
		fit.backward = 0;
	}
	for (size_t i = 0; i < group->given.n; i++)
		if (group->given.at[i].relation == relation)
			fit.given[group->given.at[i].forward] += group->given.at[i].count;
	fit.words = fit.forward || fit.backward ? nearness(report, group, relation) : 0;
	return fit;
}

static uint64_t most(const struct gap_fit *fit)
{
	return fit->forward > fit->backward ? fit->forward : fit->backward;
}

/* Types say what can be, words what is likely; what the same words gave elsewhere counts before both. */
static uint64_t likelihood(const struct gap_fit *fit)
{
	return most(fit) * (WHOLE + WORDS_COUNT * fit->words);
}

static int compare_fits(const void *a, const void *b)
{
	const struct gap_fit *x = a, *y = b;
	uint64_t mine = x->given[0] + x->given[1], theirs = y->given[0] + y->given[1];
	if (mine != theirs)
		return mine > theirs ? -1 : 1;
	if (likelihood(x) != likelihood(y))
		return likelihood(x) > likelihood(y) ? -1 : 1;
	if (x->edges != y->edges)
		return x->edges > y->edges ? -1 : 1;
	return (x->relation > y->relation) - (x->relation < y->relation);
}

void gap_report_fits(const struct gap_report *report, const struct gap_group *group, gap_fit_array *fits)
{
	array_clear(fits);
	for (size_t i = 0; i < report->study->rules->ast->relations.n; i++) {
		struct gap_fit fit = fit_of(report, group, i);
		if ((report->wanted && !report->wanted[i]) || most(&fit) == 0)
			continue;
		fit.edges = report->edges[i];
		array_push(fits, fit);
	}
	if (fits->n > 1)
		qsort(fits->at, fits->n, sizeof *fits->at, compare_fits);
}

/* ---- text ---- */

struct slice gap_report_title(const struct gap_report *report, const struct gap_group *group)
{
	struct buffer text = { 0 };
	const struct gap_example *example = group->examples[0];
	for (size_t i = 0; i < example->n; i++) {
		const struct fold_token *token = &example->tokens[i];
		if (i && !token->glued && token->kind != FOLD_COMMA)
			buffer_char(&text, ' ');
		if (token->kind == FOLD_NUMBER)
			buffer_char(&text, '#');
		else
			buffer_add(&text, token->text);
	}
	struct slice title = arena_copy(report->arena, buffer_slice(&text));
	buffer_fini(&text);
	return title;
}

static const char *ending(uint64_t n)
{
	return n == 1 ? "" : "s";
}

static void put_fits(const struct gap_report *report, const struct gap_group *group)
{
	gap_fit_array fits = { 0 };
	gap_report_fits(report, group, &fits);
	put_text(report->output, "    could be ");
	for (size_t i = 0; i < fits.n && i < FITS_SHOWN; i++) {
		put_text(report->output, i ? ", " : "");
		put_shown(report->output, report->study->rules->ast->relations.at[fits.at[i].relation].name);
	}
	if (fits.n > FITS_SHOWN)
		file_output_format(report->output, " and %zu more", fits.n - FITS_SHOWN);
	put_text(report->output, "\n");
	array_fini(&fits);
}

static void put_example(const struct gap_report *report, const struct gap_example *example)
{
	struct file_output *output = report->output;
	size_t at = 0;
	put_text(output, "    ");
	put_shown(output, example->document);
	file_output_format(output, ":%" PRIu32 "  ", example->line);
	for (size_t i = 0; i < 2; i++) {
		put_shown(output, slice_part(example->sentence, at, example->ends[i].start));
		put_text(output, "[");
		put_shown(output, slice_part(example->sentence, example->ends[i].start, example->ends[i].end));
		put_text(output, "]");
		at = example->ends[i].end;
	}
	put_shown(output, slice_part(example->sentence, at, example->sentence.len));
	put_text(output, "\n");
}

static void put_group(const struct gap_report *report, size_t number)
{
	const struct gap_group *group = report->gaps->groups.at[number];
	file_output_format(report->output, "%s%zu. ", number ? "\n" : "", number + 1);
	put_shown(report->output, gap_report_title(report, group));
	file_output_format(report->output, "   %" PRIu64 " sentence%s in %" PRIu64 " document%s", group->sentences, ending(group->sentences),
	        group->documents, ending(group->documents));
	if (group->found)
		file_output_format(report->output, "; %" PRIu64 " more gave a relation", group->found);
	put_text(report->output, "\n");
	put_fits(report, group);
	for (size_t i = 0; i < group->example_count && i < EXAMPLES_SHOWN; i++)
		put_example(report, group->examples[i]);
}

void gap_report_text(const struct gap_report *report)
{
	for (size_t i = 0; i < report->shown; i++)
		put_group(report, i);
}

/* ---- JSON ---- */

static void put_member(struct file_output *output, const char *key, struct slice text)
{
	file_output_format(output, "\"%s\": ", key);
	json_string(text, put_bytes, output);
}

static struct slice type_name(const struct gap_report *report, uint32_t type)
{
	const struct ruleset *rules = report->study->rules;
	return type < rules->types.n ? rules->ast->types.at[type].name : slice_of("name");
}

/* start and end count bytes of the sentence. */
static void put_json_end(const struct gap_report *report, const struct gap_end *end, const char *key)
{
	file_output_format(report->output, ", \"%s\": {", key);
	put_member(report->output, "name", end->name);
	put_text(report->output, ", ");
	put_member(report->output, "type", type_name(report, end->type));
	file_output_format(report->output, ", \"start\": %zu, \"end\": %zu}", end->start, end->end);
}

static void put_json_example(const struct gap_report *report, const struct gap_example *example)
{
	put_text(report->output, "{");
	put_member(report->output, "document", example->document);
	file_output_format(report->output, ", \"line\": %" PRIu32 ", ", example->line);
	put_member(report->output, "sentence", example->sentence);
	put_json_end(report, &example->ends[0], "first");
	put_json_end(report, &example->ends[1], "second");
	put_text(report->output, "}");
}

static void put_json_fits(const struct gap_report *report, const struct gap_group *group)
{
	gap_fit_array fits = { 0 };
	gap_report_fits(report, group, &fits);
	put_text(report->output, ", \"fits\": [");
	for (size_t i = 0; i < fits.n; i++) {
		put_text(report->output, i ? ", {" : "{");
		put_member(report->output, "relation", report->study->rules->ast->relations.at[fits.at[i].relation].name);
		file_output_format(report->output, ", \"forward\": %" PRIu64 ", \"backward\": %" PRIu64 "}", fits.at[i].forward, fits.at[i].backward);
	}
	put_text(report->output, "]");
	array_fini(&fits);
}

static void put_json_group(const struct gap_report *report, size_t number)
{
	const struct gap_group *group = report->gaps->groups.at[number];
	struct file_output *output = report->output;
	file_output_format(output, "%s{\"group\": %zu, ", number ? ",\n    " : "\n    ", number + 1);
	put_member(output, "words", gap_report_title(report, group));
	put_text(output, ", ");
	put_member(output, "key", group->key);
	file_output_format(output, ", \"sentences\": %" PRIu64 ", \"documents\": %" PRIu64 ", \"found\": %" PRIu64, group->sentences,
	        group->documents, group->found);
	put_json_fits(report, group);
	put_text(output, ", \"examples\": [");
	for (size_t i = 0; i < group->example_count; i++) {
		put_text(output, i ? ", " : "");
		put_json_example(report, group->examples[i]);
	}
	put_text(output, "]}");
}

void gap_report_json(const struct gap_report *report)
{
	struct file_output *output = report->output;
	file_output_format(output, "{\n  \"kgraph\": \"%s\",\n  ", KGRAPH_VERSION);
	put_member(output, "digest", report->study->rules->digest);
	file_output_format(output, ",\n  \"sentences\": %" PRIu64 ",\n  \"pairs\": {\"missing\": %" PRIu64 ", \"found\": %" PRIu64 "},\n",
	        report->gaps->sentences, report->gaps->pairs, report->gaps->joined);
	file_output_format(output, "  \"wordings\": %zu,\n  \"groups\": [", report->gaps->groups.n);
	for (size_t i = 0; i < report->shown; i++)
		put_json_group(report, i);
	put_text(output, report->shown ? "\n  ]\n}\n" : "]\n}\n");
}
