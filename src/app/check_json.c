#include "app/check.h"
#include "app/version.h"
#include "base/json.h"
#include "output/put.h"

static void put_key(struct file_output *output, const char *key, bool first)
{
	put_text(output, first ? "\"" : ", \"");
	put_text(output, key);
	put_text(output, "\": ");
}

static void put_member(struct file_output *output, const char *key, struct slice text)
{
	put_key(output, key, false);
	json_string(text, put_bytes, output);
}

static void put_count(struct file_output *output, const char *key, uint64_t number)
{
	put_key(output, key, false);
	put_number(output, number);
}

static void put_flag(struct file_output *output, const char *key, bool flag)
{
	put_key(output, key, false);
	put_text(output, flag ? "true" : "false");
}

/* Opens an object with its place. */
static void put_place(struct file_output *output, const struct place *place)
{
	put_text(output, "{");
	put_key(output, "file", true);
	json_string(place->file, put_bytes, output);
	put_count(output, "line", place->line);
	put_count(output, "column", place->column);
	put_count(output, "length", place->length);
}

static void put_messages(const struct diag *diag, struct file_output *output)
{
	static const char *const severities[] = { "error", "warning", "note" };
	size_t n;
	const struct diag_message *messages = diag_kept(diag, &n);
	put_text(output, "  \"messages\": [");
	for (size_t i = 0; i < n; i++) {
		put_text(output, i ? ",\n    " : "\n    ");
		put_place(output, &messages[i].place);
		put_member(output, "severity", slice_of(severities[messages[i].severity]));
		put_member(output, "code", messages[i].code);
		put_member(output, "text", messages[i].text);
		put_member(output, "help", messages[i].help);
		put_text(output, "}");
	}
	put_text(output, n ? "\n  ],\n" : "],\n");
}

static void put_gave(struct file_output *output, const slice_array *gave)
{
	put_key(output, "gave", false);
	put_text(output, "[");
	for (size_t i = 0; i < gave->n; i++) {
		put_text(output, i ? ", " : "");
		json_string(gave->at[i], put_bytes, output);
	}
	put_text(output, "]");
}

static void put_wanted(struct file_output *output, const struct ast_example *example, struct arena *scratch)
{
	put_key(output, "wanted", false);
	put_text(output, "[");
	for (size_t i = 0; i < example->edges.n; i++) {
		put_text(output, i ? ", " : "");
		json_string(examples_edge(&example->edges.at[i], scratch), put_bytes, output);
	}
	put_text(output, "]");
}

static void put_example(struct file_output *output, const struct tried *tried, struct arena *scratch)
{
	put_place(output, &tried->example->place);
	put_member(output, "rule", tried->rule->name);
	put_member(output, "kind", slice_of(tried->example->yes ? "yes" : "no"));
	put_flag(output, "todo", tried->example->todo);
	put_flag(output, "passed", tried->passed);
	put_member(output, "text", tried->example->text);
	put_gave(output, &tried->gave);
	put_wanted(output, tried->example, scratch);
	put_text(output, "}");
}

static void put_examples(const struct examples *examples, struct file_output *output)
{
	size_t n = examples ? examples->tried.n : 0;
	struct arena *scratch = arena_new();
	put_text(output, "  \"examples\": [");
	for (size_t i = 0; i < n; i++) {
		put_text(output, i ? ",\n    " : "\n    ");
		put_example(output, &examples->tried.at[i], scratch);
		arena_reset(scratch);
	}
	put_text(output, n ? "\n  ]\n" : "]\n");
	arena_free(scratch);
}

static void put_counts(const struct checked *checked, struct file_output *output)
{
	const struct ruleset *rules = checked->rules;
	const struct examples none = { 0 }, *examples = checked->examples ? checked->examples : &none;
	put_text(output, "  \"counts\": {");
	put_key(output, "errors", true);
	put_number(output, diag_errors(checked->diag));
	put_count(output, "warnings", diag_warnings(checked->diag));
	put_count(output, "rules", rules ? rules->rules : 0);
	put_count(output, "entities", rules ? rules->ast->entities.n : 0);
	put_count(output, "relations", rules ? rules->ast->relations.n : 0);
	put_count(output, "passed", examples->passed);
	put_count(output, "failed", examples->failed);
	put_count(output, "todo", examples->todo);
	put_count(output, "todo_passed", examples->todo_passed);
	put_text(output, "},\n");
}

void check_json(const struct checked *checked, struct file_output *output)
{
	put_text(output, "{\n  ");
	put_key(output, "kgraph", true);
	json_string(slice_of(KGRAPH_VERSION), put_bytes, output);
	put_text(output, ",\n  ");
	put_key(output, "status", true);
	put_number(output, (uint64_t)checked->status);
	put_text(output, ",\n");
	put_counts(checked, output);
	put_messages(checked->diag, output);
	put_examples(checked->examples, output);
	put_text(output, "}\n");
}
