#include "app/report.h"

#include <inttypes.h>

#include "app/version.h"
#include "base/json.h"
#include "output/put.h"

static void put(const char *bytes, size_t len, void *output)
{
	file_output_write(output, bytes, len);
}

static uint64_t count_inferred(const struct facts *facts)
{
	uint64_t inferred = 0;
	for (size_t i = 0; i < facts->edges.n; i++)
		inferred += facts->edges.at[i].inferred;
	return inferred;
}

static void put_counts(const struct facts *facts, struct file_output *output)
{
	const struct fact_account *account = &facts->account;
	const struct {
		const char *name;
		uint64_t count;
	} counts[] = {
		{ "documents", account->files },
		{ "read", account->files - account->skipped },
		{ "skipped", account->skipped },
		{ "ignored", facts->ignored.n },
		{ "repaired", account->repaired },
		{ "bytes", account->bytes + account->bytes_skipped },
		{ "bytes_read", account->bytes },
		{ "bytes_skipped", account->bytes_skipped },
		{ "sentences", account->sentences },
		{ "matched", account->matched },
		{ "empty", account->empty },
		{ "gave_up", account->gave_up },
		{ "cut", account->cut },
		{ "names_seen", account->names_seen },
		{ "rules_triggered", account->rules_triggered },
		{ "self_edges", account->self_edges },
		{ "unproved", account->unproved },
		{ "inferred", count_inferred(facts) },
		{ "uninferred_documents", account->uninferred },
		{ "rules", facts->rules },
		{ "entities", facts->entities.n },
		{ "relations", facts->edges.n },
		{ "proofs", facts->proofs.n },
	};
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		file_output_format(output, "  \"%s\": %" PRIu64 ",\n", counts[i].name, counts[i].count);
}

static void put_skipped(const struct facts *facts, struct file_output *output)
{
	bool first = true;
	file_output_format(output, "  \"skipped_documents\": [");
	for (size_t i = 0; i < facts->documents.n; i++) {
		const struct fact_document *document = &facts->documents.at[i];
		if (!document->skipped.len)
			continue;
		file_output_format(output, "%s\n    {\"document\": ", first ? "" : ",");
		json_string(document->key, put, output);
		file_output_format(output, ", \"bytes\": %" PRIu64 ", \"why\": ", document->bytes);
		json_string(document->skipped, put, output);
		file_output_format(output, "}");
		first = false;
	}
	file_output_format(output, first ? "],\n" : "\n  ],\n");
}

static void put_ignored(const struct facts *facts, struct file_output *output)
{
	file_output_format(output, "  \"ignored_files\": [");
	for (size_t i = 0; i < facts->ignored.n; i++) {
		file_output_format(output, "%s\n    {\"file\": ", i ? "," : "");
		json_string(facts->ignored.at[i].file, put, output);
		file_output_format(output, ", \"why\": ");
		json_string(facts->ignored.at[i].why, put, output);
		file_output_format(output, "}");
	}
	file_output_format(output, facts->ignored.n ? "\n  ],\n" : "],\n");
}

static void put_rejected(const struct facts *facts, struct file_output *output)
{
	file_output_format(output, "  \"rejected_relations\": [");
	for (size_t i = 0; i < facts->rejections.n; i++) {
		const struct fact_rejection *rejection = &facts->rejections.at[i];
		file_output_format(output, "%s\n    {\"document\": ", i ? "," : "");
		json_string(rejection->document, put, output);
		file_output_format(output, ", \"relation\": ");
		json_string(rejection->edge, put, output);
		file_output_format(output, ", \"rule_file\": ");
		json_string(put_rule_file(rejection->rule_file), put, output);
		file_output_format(output, ", \"rule_line\": %" PRIu32 ", \"because\": ", rejection->rule_line);
		json_string(rejection->because, put, output);
		file_output_format(output, "}");
	}
	file_output_format(output, facts->rejections.n ? "\n  ]\n" : "]\n");
}

const char *report_write(const struct facts *facts, struct file_output *output)
{
	file_output_format(output, "{\n  \"kgraph\": \"%s\",\n  \"digest\": ", KGRAPH_VERSION);
	json_string(facts->digest, put, output);
	file_output_format(output, ",\n");
	put_counts(facts, output);
	put_skipped(facts, output);
	put_ignored(facts, output);
	put_rejected(facts, output);
	file_output_format(output, "}\n");
	return NULL;
}
