#include <math.h>

#include "app/eval.h"
#include "base/unicode.h"
#include "output/put.h"

enum { NAME_WIDTH = 8, NAME_WIDEST = 24, NEAR_SHOWN = 3 };

/* ---- the table ---- */

static int width_of(struct slice text)
{
	int width = 0;
	for (size_t at = 0; at < text.len;)
		width += unicode_width(unicode_next(text, &at));
	return width;
}

static int widest(const struct score *score)
{
	int width = NAME_WIDTH;
	for (size_t i = 0; i < score->relations.n; i++) {
		int own = width_of(score->relations.at[i].name);
		if (own > width && own <= NAME_WIDEST)
			width = own;
	}
	return width;
}

static void put_name(struct file_output *output, struct slice name, int width)
{
	put_shown(output, name);
	for (int at = width_of(name); at < width; at++)
		put_text(output, " ");
}

/* A percentage in six columns; "-" where there is nothing to measure. */
static void put_percent(struct file_output *output, double value)
{
	long long tenths = llround(value * 1000);
	if (value < 0)
		put_text(output, "     -");
	else
		file_output_format(output, "%4lld.%lld", tenths / 10, tenths % 10);
}

static void put_ratio(struct file_output *output, struct ratio ratio)
{
	char whole[24];
	size_t len = put_digits(ratio.whole, whole);
	if (ratio.whole)
		file_output_format(output, "%6u/%-4.*s", ratio.part, (int)len, whole);
	else
		put_text(output, "           ");
	put_percent(output, ratio_value(ratio));
}

static void put_figures(struct file_output *output, const struct figures *figures)
{
	for (int kind = 0; kind < FIGURES_KINDS; kind++)
		put_ratio(output, figures_recall(figures, (enum figures_of)kind));
	put_ratio(output, figures_precision(figures));
	put_percent(output, figures_f1(figures, FIGURES_CORE));
	put_text(output, "\n");
}

static void put_means(struct file_output *output, const struct figures_means *means)
{
	for (int kind = 0; kind < FIGURES_KINDS; kind++) {
		put_text(output, "           ");
		put_percent(output, means->recall[kind]);
	}
	put_text(output, "           ");
	put_percent(output, means->precision);
	put_percent(output, means->f1[FIGURES_CORE]);
	put_text(output, "\n");
}

static void print_table(const struct score *score, struct file_output *output)
{
	int width = widest(score);
	struct figures_means means = { .precision = -1 };
	if (score->relations.n)
		means = figures_means(&score->relations.at->figures, sizeof *score->relations.at, score->relations.n);
	file_output_format(output, "%-*s%17s%17s%17s%17s%6s\n", width, "", "core", "direct core", "core and hard", "precision", "F1");
	for (size_t i = 0; i < score->relations.n; i++) {
		const struct figures *figures = &score->relations.at[i].figures;
		if (!figures->edges && !figures_recall(figures, FIGURES_CORE_AND_HARD).whole)
			continue;
		put_name(output, score->relations.at[i].name, width);
		put_figures(output, figures);
	}
	put_name(output, slice_of("all"), width);
	put_figures(output, &score->total);
	put_name(output, slice_of("mean"), width);
	put_means(output, &means);
}

static uint32_t rows_of(const struct score *score, enum gold_tier tier)
{
	return score->total.rows[tier][GOLD_DIRECT] + score->total.rows[tier][GOLD_COREF];
}

static void print_counts(const struct eval *eval, struct file_output *output)
{
	const struct score *score = eval->score;
	file_output_format(output, "%zu document%s; the list has %u core, %u hard and %u allowed relations; kgraph finds %zu\n\n", score->documents.n,
	        score->documents.n == 1 ? "" : "s", rows_of(score, GOLD_CORE), rows_of(score, GOLD_HARD), rows_of(score, GOLD_ALLOWED),
	        score->edges.n);
}

/* ---- what is missed ---- */

static struct slice first_variant(struct slice variants)
{
	struct slice name = slice_make("", 0);
	slice_split(&variants, '|', &name);
	return name;
}

static void put_relation(struct file_output *output, struct slice source, struct slice relation, struct slice target, enum status status)
{
	put_shown(output, source);
	put_text(output, " | ");
	put_shown(output, relation);
	put_text(output, " | ");
	put_shown(output, target);
	if (status == STATUS_ASSERTED)
		return;
	put_text(output, " | ");
	put_text(output, status_name(status));
}

static void put_place(struct file_output *output, struct slice document, uint32_t line)
{
	put_shown(output, document);
	if (line) {
		put_text(output, ":");
		put_number(output, line);
	}
	put_text(output, "  ");
}

static void put_sentence(struct file_output *output, struct slice sentence)
{
	put_text(output, "    \"");
	put_shown(output, sentence);
	put_text(output, "\"\n");
}

static void put_edge(const struct eval *eval, const struct score_edge *edge, struct file_output *output)
{
	const struct facts *facts = eval->facts;
	const struct fact_edge *fact = &facts->edges.at[edge->edge];
	put_relation(output, facts->entities.at[fact->source].name, facts->relations.at[fact->relation].name, facts->entities.at[fact->target].name,
	        fact->status);
}

/* The first edge of a document. */
static size_t first_edge(const struct score *score, uint32_t document)
{
	size_t low = 0, high = score->edges.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (score->edges.at[middle].document < document)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* What comes nearest to a row that is missed: edges of its document between the same two names. */
static void print_near_edges(const struct eval *eval, const struct score_row *row, struct file_output *output)
{
	const struct score *score = eval->score;
	unsigned shown = 0;
	bool turned;
	for (size_t i = first_edge(score, row->document); i < score->edges.n && shown < NEAR_SHOWN; i++) {
		const struct score_edge *edge = &score->edges.at[i];
		if (edge->document != row->document)
			return;
		if (!score_joins(score, row, edge, &turned))
			continue;
		put_text(output, "    kgraph has: ");
		put_edge(eval, edge, output);
		put_text(output, ", line ");
		put_number(output, eval->facts->proofs.at[edge->proof].line);
		put_text(output, "\n");
		shown++;
	}
}

static void print_rejection(const struct fact_rejection *rejection, struct file_output *output)
{
	if (!rejection)
		return;
	put_text(output, "    taken out by ");
	put_shown(output, put_rule_file(rejection->rule_file));
	put_text(output, ":");
	put_number(output, rejection->rule_line);
	put_text(output, ": ");
	put_shown(output, rejection->edge);
	put_text(output, "\n");
}

static void print_miss(const struct eval *eval, size_t number, struct file_output *output)
{
	const struct score_row *row = &eval->score->rows.at[number];
	const struct gold_row *gold = row->gold;
	struct slice sentence = eval->quotes[number].sentence;
	put_text(output, "\n");
	put_place(output, eval->facts->documents.at[row->document].key, gold->line);
	put_relation(output, first_variant(gold->subject), gold->relation, first_variant(gold->object), gold->status);
	put_text(output, gold->reading == GOLD_COREF ? "  (coref)\n" : "\n");
	if (sentence.len)
		put_sentence(output, sentence);
	else if (gold->line)
		put_text(output, "    no sentence was read on this line\n");
	print_near_edges(eval, row, output);
	print_rejection(eval->taken_out[number], output);
	if (eval->quotes[number].nearest.len) {
		put_text(output, "    nearest: ");
		put_shown(output, eval->quotes[number].nearest);
		put_text(output, "\n");
	}
}

static bool is_missed(const struct score_row *row, enum gold_tier tier)
{
	return row->edge == GOLD_NONE && row->gold->tier == tier;
}

static void print_misses(const struct eval *eval, enum gold_tier tier, struct file_output *output)
{
	const struct score *score = eval->score;
	size_t missed = 0;
	for (size_t i = 0; i < score->rows.n; i++)
		missed += is_missed(&score->rows.at[i], tier);
	if (!missed)
		return;
	file_output_format(output, "\nMissed, %s: %zu\n", gold_tier_name(tier), missed);
	for (size_t i = 0; i < score->rows.n; i++)
		if (is_missed(&score->rows.at[i], tier))
			print_miss(eval, i, output);
}

/* ---- what the list does not have ---- */

static void print_extra(const struct eval *eval, const struct score_edge *edge, struct file_output *output)
{
	const struct fact_proof *proof = &eval->facts->proofs.at[edge->proof];
	put_text(output, "\n");
	put_place(output, eval->facts->documents.at[edge->document].key, proof->line);
	put_edge(eval, edge, output);
	put_text(output, "\n");
	put_sentence(output, proof->sentence);
	put_text(output, "    ");
	put_shown(output, put_rule_file(proof->rule_file));
	put_text(output, ":");
	put_number(output, proof->rule_line);
	put_text(output, "  ");
	put_shown(output, proof->rule);
	put_text(output, "/");
	put_shown(output, proof->variant);
	put_text(output, ", sure ");
	put_number(output, proof->sure);
	put_text(output, edge->again ? "; fits a relation of the list that another one was counted for\n" : "\n");
}

static void print_extras(const struct eval *eval, struct file_output *output)
{
	const struct score *score = eval->score;
	size_t extra = score->edges.n - score->total.right;
	if (!extra)
		return;
	file_output_format(output, "\nNot in the list: %zu; read them before you call them wrong\n", extra);
	for (size_t i = 0; i < score->edges.n; i++)
		if (score->edges.at[i].row == GOLD_NONE)
			print_extra(eval, &score->edges.at[i], output);
}

void eval_print(const struct eval *eval, struct file_output *output)
{
	print_counts(eval, output);
	print_table(eval->score, output);
	print_misses(eval, GOLD_CORE, output);
	print_misses(eval, GOLD_HARD, output);
	print_extras(eval, output);
}
