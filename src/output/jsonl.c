#include "base/json.h"
#include "output/formats.h"
#include "output/put.h"

enum { JSONL_VERSION = 1 };

static void text_member(struct file_output *output, const char *key, struct slice text)
{
	put_text(output, ",\"");
	put_text(output, key);
	put_text(output, "\":");
	json_string(text, put_bytes, output);
}

/* Left out where empty, which reads back as empty. */
static void optional_member(struct file_output *output, const char *key, struct slice text)
{
	if (text.len)
		text_member(output, key, text);
}

static void number_member(struct file_output *output, const char *key, uint64_t number)
{
	put_text(output, ",\"");
	put_text(output, key);
	put_text(output, "\":");
	put_number(output, number);
}

/* Left out where 0. */
static void count_member(struct file_output *output, const char *key, uint64_t number)
{
	if (number)
		number_member(output, key, number);
}

static void flag_member(struct file_output *output, const char *key, bool flag)
{
	if (!flag)
		return;
	put_text(output, ",\"");
	put_text(output, key);
	put_text(output, "\":true");
}

/* Opens a line or a nested object with its first member. */
static void object(struct file_output *output, const char *key, struct slice text)
{
	put_text(output, "{\"");
	put_text(output, key);
	put_text(output, "\":");
	json_string(text, put_bytes, output);
}

static void rule_texts(const struct facts *facts, struct file_output *output)
{
	if (!facts->rule_texts.n)
		return;
	put_text(output, ",\"rule_texts\":[");
	for (size_t i = 0; i < facts->rule_texts.n; i++) {
		put_text(output, i ? "," : "");
		object(output, "rule", facts->rule_texts.at[i].name);
		text_member(output, "text", facts->rule_texts.at[i].text);
		text_member(output, "words", facts->rule_texts.at[i].words);
		put_text(output, "}");
	}
	put_text(output, "]");
}

static void header(const struct facts *facts, struct file_output *output)
{
	put_text(output, "{\"kgraph\":");
	put_number(output, JSONL_VERSION);
	text_member(output, "digest", facts->digest);
	flag_member(output, "known_names", facts->known_names);
	flag_member(output, "no_refer", facts->no_refer);
	number_member(output, "rules", facts->rules);
	put_text(output, ",\"types\":[");
	for (size_t i = 0; i < facts->types.n; i++) {
		const struct fact_type *type = &facts->types.at[i];
		put_text(output, i ? "," : "");
		object(output, "name", type->name);
		optional_member(output, "fill", type->fill);
		optional_member(output, "line", type->line);
		flag_member(output, "unknown", type->unknown);
		put_text(output, "}");
	}
	put_text(output, "],\"relations\":[");
	for (size_t i = 0; i < facts->relations.n; i++) {
		const struct fact_relation *relation = &facts->relations.at[i];
		put_text(output, i ? "," : "");
		object(output, "name", relation->name);
		optional_member(output, "label", relation->label);
		optional_member(output, "colour", relation->colour);
		flag_member(output, "symmetric", relation->symmetric);
		put_text(output, "}");
	}
	put_text(output, "]");
	rule_texts(facts, output);
	put_text(output, "}\n");
}

static void document(const struct fact_document *document, struct file_output *output)
{
	char date[DATE_TEXT];
	object(output, "document", document->key);
	number_member(output, "bytes", document->bytes);
	number_member(output, "sentences", document->sentences);
	count_member(output, "matched", document->matched);
	count_member(output, "empty", document->empty);
	count_member(output, "gave_up", document->gave_up);
	count_member(output, "cut", document->cut);
	count_member(output, "self_edges", document->self_edges);
	count_member(output, "unproved", document->unproved);
	count_member(output, "names_seen", document->names_seen);
	count_member(output, "rules_triggered", document->rules_triggered);
	flag_member(output, "repaired", document->repaired);
	flag_member(output, "uninferred", document->uninferred);
	optional_member(output, "date", slice_make(date, date_write(document->date, date)));
	optional_member(output, "skipped", document->skipped);
	put_text(output, "}\n");
}

static void entity(const struct facts *facts, const struct fact_entity *entity, struct file_output *output)
{
	object(output, "entity", entity->id);
	text_member(output, "name", entity->name);
	text_member(output, "type", facts->types.at[entity->type].name);
	put_text(output, ",\"forms\":[");
	for (size_t i = 0; i < entity->forms; i++) {
		const struct fact_form *form = &facts->forms.at[entity->first_form + i];
		put_text(output, i ? "," : "");
		object(output, "document", facts->documents.at[form->document].key);
		text_member(output, "text", form->text);
		number_member(output, "count", form->count);
		put_text(output, "}");
	}
	put_text(output, "]}\n");
}

static void edge(const struct facts *facts, const struct fact_edge *edge, struct file_output *output)
{
	object(output, "edge", edge->id);
	text_member(output, "source", facts->entities.at[edge->source].id);
	text_member(output, "relation", facts->relations.at[edge->relation].name);
	text_member(output, "target", facts->entities.at[edge->target].id);
	text_member(output, "status", slice_of(status_name(edge->status)));
	put_text(output, "}\n");
}

static void proof(const struct facts *facts, const struct fact_proof *proof, struct file_output *output)
{
	object(output, "proof", facts->edges.at[proof->edge].id);
	text_member(output, "document", facts->documents.at[proof->document].key);
	number_member(output, "line", proof->line);
	number_member(output, "start", proof->start);
	number_member(output, "end", proof->end);
	number_member(output, "source_start", proof->source_start);
	number_member(output, "source_end", proof->source_end);
	text_member(output, "source_text", proof->source_text);
	number_member(output, "target_start", proof->target_start);
	number_member(output, "target_end", proof->target_end);
	text_member(output, "target_text", proof->target_text);
	text_member(output, "sentence", proof->sentence);
	number_member(output, "sure", proof->sure);
	text_member(output, "rule", proof->rule);
	text_member(output, "rule_file", put_rule_file(proof->rule_file));
	number_member(output, "rule_line", proof->rule_line);
	text_member(output, "variant", proof->variant);
	optional_member(output, "resolved", proof->resolved);
	optional_member(output, "from", proof->from);
	optional_member(output, "to", proof->to);
	optional_member(output, "as", proof->as);
	optional_member(output, "speaker", proof->speaker);
	optional_member(output, "premise", proof->premise);
	put_text(output, "}\n");
}

static void rejection(const struct fact_rejection *rejection, struct file_output *output)
{
	object(output, "rejected", rejection->edge);
	text_member(output, "document", rejection->document);
	text_member(output, "rule_file", put_rule_file(rejection->rule_file));
	number_member(output, "rule_line", rejection->rule_line);
	optional_member(output, "because", rejection->because);
	put_text(output, "}\n");
}

/* The last line: a file that was cut lacks it, or has another number of lines. */
static void end(uint64_t lines, struct file_output *output)
{
	put_text(output, "{\"lines\":");
	put_number(output, lines + 1);
	put_text(output, "}\n");
}

FORMAT_WRITER(jsonl_write)
{
	uint64_t lines = 1 + facts->documents.n + facts->rejections.n;
	(void)options;
	header(facts, output);
	for (size_t i = 0; i < facts->documents.n; i++)
		document(&facts->documents.at[i], output);
	for (size_t i = 0; i < facts->rejections.n; i++)
		rejection(&facts->rejections.at[i], output);
	for (size_t i = 0; i < facts->entities.n; i++) {
		if (!selection_entity(selection, i))
			continue;
		entity(facts, &facts->entities.at[i], output);
		lines++;
	}
	for (size_t i = 0; i < facts->edges.n; i++) {
		if (!selection_edge(selection, i))
			continue;
		edge(facts, &facts->edges.at[i], output);
		lines++;
	}
	for (size_t i = 0; i < facts->proofs.n; i++) {
		if (!selection_edge(selection, facts->proofs.at[i].edge))
			continue;
		proof(facts, &facts->proofs.at[i], output);
		lines++;
	}
	end(lines, output);
	return NULL;
}
