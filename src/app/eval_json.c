#include <math.h>

#include "app/eval.h"
#include "app/version.h"
#include "base/json.h"
#include "output/put.h"

enum { DECIMALS = 10000 };

static void key(struct file_output *output, const char *name)
{
	put_text(output, "\"");
	put_text(output, name);
	put_text(output, "\":");
}

static void text_member(struct file_output *output, const char *name, struct slice text)
{
	put_text(output, ",");
	key(output, name);
	json_string(text, put_bytes, output);
}

static void number_member(struct file_output *output, const char *name, uint64_t number)
{
	put_text(output, ",");
	key(output, name);
	put_number(output, number);
}

/* Four decimals, null for what could not be measured; "first" where no member stands before it. */
static void value_member(struct file_output *output, const char *name, double value, bool first)
{
	long long parts = llround(value * DECIMALS);
	put_text(output, first ? "" : ",");
	key(output, name);
	if (value < 0)
		put_text(output, "null");
	else
		file_output_format(output, "%lld.%04lld", parts / DECIMALS, parts % DECIMALS);
}

/* ---- figures ---- */

static const char *const kind_names[FIGURES_KINDS] = { "core", "direct_core", "core_and_hard" };

static void put_tiers(struct file_output *output, const struct figures *figures)
{
	put_text(output, ",\"tiers\":{");
	for (int tier = 0; tier < GOLD_TIERS; tier++) {
		file_output_format(output, "%s\"%s\":{", tier ? "," : "", gold_tier_name((enum gold_tier)tier));
		for (int reading = 0; reading < GOLD_READINGS; reading++)
			file_output_format(output, "%s\"%s\":{\"rows\":%u,\"found\":%u}", reading ? "," : "",
			        gold_reading_name((enum gold_reading)reading), figures->rows[tier][reading], figures->found[tier][reading]);
		put_text(output, "}");
	}
	put_text(output, "}");
}

/* The members of an object that is open and empty. */
static void put_figures(struct file_output *output, const struct figures *figures)
{
	file_output_format(output, "\"edges\":%u,\"right\":%u", figures->edges, figures->right);
	value_member(output, "precision", ratio_value(figures_precision(figures)), false);
	for (int kind = 0; kind < FIGURES_KINDS; kind++) {
		struct ratio ratio = figures_recall(figures, (enum figures_of)kind);
		file_output_format(output, ",\"%s\":{\"rows\":%u,\"found\":%u", kind_names[kind], ratio.whole, ratio.part);
		value_member(output, "recall", ratio_value(ratio), false);
		value_member(output, "f1", figures_f1(figures, (enum figures_of)kind), false);
		put_text(output, "}");
	}
	put_tiers(output, figures);
}

static void put_means(struct file_output *output, const struct score *score)
{
	struct figures_means means = figures_means(&score->relations.at->figures, sizeof *score->relations.at, score->relations.n);
	put_text(output, ",\n\"macro\":{");
	value_member(output, "precision", means.precision, true);
	for (int kind = 0; kind < FIGURES_KINDS; kind++) {
		file_output_format(output, ",\"%s\":{", kind_names[kind]);
		value_member(output, "recall", means.recall[kind], true);
		value_member(output, "f1", means.f1[kind], false);
		put_text(output, "}");
	}
	put_text(output, "}");
}

static void put_parts(struct file_output *output, const char *list, const char *name, const struct score_part *parts, size_t n)
{
	file_output_format(output, ",\n\"%s\":[", list);
	for (size_t i = 0; i < n; i++) {
		file_output_format(output, "%s\n{\"%s\":", i ? "," : "", name);
		json_string(parts[i].name, put_bytes, output);
		put_text(output, ",");
		put_figures(output, &parts[i].figures);
		put_text(output, "}");
	}
	put_text(output, "\n]");
}

/* ---- rows and edges ---- */

static void put_names(struct file_output *output, const char *name, struct slice variants)
{
	struct slice variant;
	bool first = true;
	file_output_format(output, ",\"%s\":[", name);
	while (slice_split(&variants, '|', &variant)) {
		put_text(output, first ? "" : ",");
		json_string(variant, put_bytes, output);
		first = false;
	}
	put_text(output, "]");
}

static void put_gold(struct file_output *output, const struct gold_row *gold)
{
	number_member(output, "line", gold->line);
	put_names(output, "subject", gold->subject);
	text_member(output, "relation", gold->relation);
	put_names(output, "object", gold->object);
	text_member(output, "status", slice_of(status_name(gold->status)));
	text_member(output, "tier", slice_of(gold_tier_name(gold->tier)));
	text_member(output, "reading", slice_of(gold_reading_name(gold->reading)));
}

static void put_rejection(const struct fact_rejection *rejection, struct file_output *output)
{
	if (!rejection)
		return;
	put_text(output, ",\"taken_out\":{\"relation\":");
	json_string(rejection->edge, put_bytes, output);
	text_member(output, "rule_file", put_rule_file(rejection->rule_file));
	number_member(output, "rule_line", rejection->rule_line);
	put_text(output, "}");
}

static void put_rows(const struct eval *eval, struct file_output *output)
{
	const struct score *score = eval->score;
	put_text(output, ",\n\"rows\":[");
	for (size_t i = 0; i < score->rows.n; i++) {
		const struct score_row *row = &score->rows.at[i];
		file_output_format(output, "%s\n{\"row\":%u", i ? "," : "", row->gold->row);
		text_member(output, "document", eval->facts->documents.at[row->document].key);
		put_gold(output, row->gold);
		put_text(output, row->edge == GOLD_NONE ? ",\"found\":false" : ",\"found\":true");
		if (row->edge != GOLD_NONE)
			text_member(output, "edge", eval->facts->edges.at[score->edges.at[row->edge].edge].id);
		if (eval->quotes[i].sentence.len)
			text_member(output, "sentence", eval->quotes[i].sentence);
		if (eval->quotes[i].nearest.len)
			text_member(output, "nearest", eval->quotes[i].nearest);
		put_rejection(eval->taken_out[i], output);
		put_text(output, "}");
	}
	put_text(output, "\n]");
}

static void put_proof(struct file_output *output, const struct fact_proof *proof)
{
	number_member(output, "line", proof->line);
	number_member(output, "sure", proof->sure);
	text_member(output, "rule", proof->rule);
	text_member(output, "rule_file", put_rule_file(proof->rule_file));
	number_member(output, "rule_line", proof->rule_line);
	text_member(output, "variant", proof->variant);
	text_member(output, "sentence", proof->sentence);
}

static void put_edge(const struct eval *eval, const struct score_edge *edge, struct file_output *output)
{
	const struct facts *facts = eval->facts;
	const struct fact_edge *fact = &facts->edges.at[edge->edge];
	put_text(output, "{\"edge\":");
	json_string(fact->id, put_bytes, output);
	text_member(output, "document", facts->documents.at[edge->document].key);
	text_member(output, "source", facts->entities.at[fact->source].name);
	text_member(output, "relation", facts->relations.at[fact->relation].name);
	text_member(output, "target", facts->entities.at[fact->target].name);
	text_member(output, "status", slice_of(status_name(fact->status)));
	put_proof(output, &facts->proofs.at[edge->proof]);
	if (edge->row != GOLD_NONE)
		number_member(output, "row", eval->score->rows.at[edge->row].gold->row);
	put_text(output, edge->again ? ",\"again\":true}" : "}");
}

static void put_edges(const struct eval *eval, struct file_output *output)
{
	put_text(output, ",\n\"edges\":[");
	for (size_t i = 0; i < eval->score->edges.n; i++) {
		put_text(output, i ? ",\n" : "\n");
		put_edge(eval, &eval->score->edges.at[i], output);
	}
	put_text(output, "\n]");
}

static void put_left_out(const struct eval *eval, struct file_output *output)
{
	bool first = true;
	put_text(output, ",\n\"left_out\":[");
	for (size_t i = 0; i < eval->gold->rows.n; i++) {
		const struct gold_row *gold = &eval->gold->rows.at[i];
		if (gold->found_in != GOLD_NONE)
			continue;
		file_output_format(output, "%s\n{\"row\":%u", first ? "" : ",", gold->row);
		text_member(output, "document", gold->document);
		put_text(output, "}");
		first = false;
	}
	put_text(output, "\n]");
}

void eval_print_json(const struct eval *eval, struct file_output *output)
{
	const struct score *score = eval->score;
	put_text(output, "{\"kgraph\":\"" KGRAPH_VERSION "\",\n\"list\":");
	json_string(eval->gold->path, put_bytes, output);
	text_member(output, "digest", eval->facts->digest);
	put_text(output, ",\n\"micro\":{");
	put_figures(output, &score->total);
	put_text(output, "}");
	put_means(output, score);
	put_parts(output, "relations", "relation", score->relations.at, score->relations.n);
	put_parts(output, "documents", "document", score->documents.at, score->documents.n);
	put_rows(eval, output);
	put_edges(eval, output);
	put_left_out(eval, output);
	put_text(output, "\n}\n");
}
