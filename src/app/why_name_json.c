#include <inttypes.h>

#include "app/version.h"
#include "app/why_name.h"
#include "base/json.h"
#include "output/put.h"

static void put_text_member(struct file_output *output, const char *name, struct slice text)
{
	file_output_format(output, "\"%s\": ", name);
	json_string(text, put_bytes, output);
}

static void put_place_members(struct file_output *output, const struct place *place)
{
	put_text(output, ", ");
	put_text_member(output, "rule_file", place->file);
	file_output_format(output, ", \"rule_line\": %u", place->line);
}

static const char *name_of_by(enum called_by by)
{
	static const char *const names[] = {
		[CALLED_BY_ENTITY] = "entity",
		[CALLED_BY_NAME] = "name",
		[CALLED_BY_PHRASE] = "phrase",
		[CALLED_BY_ACRONYM] = "acronym",
		[CALLED_BY_REFER] = "refer",
		[CALLED_BY_CAPITALS] = "capitals",
		[CALLED_BY_WHOLE] = "whole",
	};
	return names[by];
}

static const char *name_of_why(enum missed_why why)
{
	static const char *const names[] = {
		[MISSED_UNREAD] = "unread",
		[MISSED_BROKEN] = "broken",
		[MISSED_OVERLAPPED] = "overlapped",
		[MISSED_BLOCKED] = "blocked",
		[MISSED_SMALL] = "small",
		[MISSED_UNKNOWN] = "unknown",
		[MISSED_NO_NAME] = "no-name",
		[MISSED_FIRST] = "first",
		[MISSED_OTHERWISE] = "otherwise",
	};
	return names[why];
}

static void put_undecided(struct file_output *output, const struct ast_entity *entity)
{
	if (!entity)
		return;
	put_text(output, ", ");
	put_text_member(output, "undecided", entity->name);
	put_place_members(output, &entity->place);
}

static void put_form(const struct why_answer *answer, const struct called_form *form)
{
	struct file_output *output = answer->output;
	static const char *const parts[] = { [WORDING_NONE] = "none", [WORDING_SOME] = "some", [WORDING_ALL] = "all" };
	put_text(output, "{");
	put_text_member(output, "text", form->text);
	put_text(output, ", ");
	put_text_member(output, "type", why_type(answer, form->type));
	file_output_format(output, ", \"asked\": \"%s\", \"count\": %" PRIu64 ", \"line\": %u, \"by\": \"%s\"", parts[form->part], form->count,
	        form->line, name_of_by(form->by));
	if (form->entity)
		put_place_members(output, &form->entity->place);
	if (form->name) {
		put_place_members(output, &form->name->place);
		put_text(output, ", ");
		put_text_member(output, "pattern", form->name->pattern.source);
	}
	if (form->full.len) {
		put_text(output, ", ");
		put_text_member(output, form->acronym ? "stands_for" : "short_for", form->full);
		file_output_format(output, ", \"full_line\": %u", form->full_line);
	}
	if (form->blocking) {
		put_text(output, ", ");
		put_text_member(output, "not", form->blocking->name);
		put_place_members(output, &form->blocking->place);
	}
	put_undecided(output, form->undecided);
	put_text(output, form->ambiguous ? ", \"ambiguous\": true}" : "}");
}

static void put_document(const struct why_answer *answer, const struct called_entity *entity)
{
	struct file_output *output = answer->output;
	put_text(output, "{");
	put_text_member(output, "document", entity->document);
	put_text(output, ", ");
	put_text_member(output, "name", entity->name);
	put_text(output, ", \"forms\": [");
	for (size_t i = 0; i < entity->forms.n; i++) {
		put_text(output, i ? ", " : "");
		put_form(answer, &entity->forms.at[i]);
	}
	put_text(output, "]}");
}

static void put_names(const struct why_answer *answer, struct slice id)
{
	const char *between = "";
	for (size_t i = 0; i < answer->called->seen.n; i++) {
		const struct called_name *name = &answer->called->seen.at[i];
		if (!slice_equal(name->id, id))
			continue;
		file_output_format(answer->output, "%s{", between);
		put_text_member(answer->output, "text", name->text);
		file_output_format(answer->output, ", \"count\": %" PRIu64 ", \"documents\": %" PRIu64 "}", name->count, name->documents);
		between = ", ";
	}
}

static void put_group(const struct why_answer *answer, const struct why_group *group)
{
	const struct called_entity *head = &answer->called->found.at[group->first];
	put_text(answer->output, "{");
	put_text_member(answer->output, "id", head->id);
	put_text(answer->output, ", ");
	put_text_member(answer->output, "name", head->name);
	put_text(answer->output, ", ");
	put_text_member(answer->output, "type", why_type(answer, group->type));
	file_output_format(answer->output, ", \"count\": %" PRIu64, group->count);
	if (head->declared)
		put_place_members(answer->output, &head->declared->place);
	put_text(answer->output, ",\n      \"names\": [");
	put_names(answer, head->id);
	put_text(answer->output, "],\n      \"documents\": [");
	for (size_t i = 0; i < group->n; i++) {
		put_text(answer->output, i ? ",\n        " : "\n        ");
		put_document(answer, head + i);
	}
	put_text(answer->output, "\n      ]}");
}

static void put_miss(struct file_output *output, const struct called_miss *miss)
{
	put_text(output, "{");
	put_text_member(output, "document", miss->document);
	put_text(output, ", ");
	put_text_member(output, "text", miss->text);
	file_output_format(output, ", \"line\": %u, \"count\": %" PRIu64 ", \"why\": \"%s\"", miss->line, miss->count, name_of_why(miss->why.why));
	if (miss->why.other.len) {
		put_text(output, ", ");
		put_text_member(output, "other", miss->why.other);
	}
	if (miss->why.blocking)
		put_place_members(output, &miss->why.blocking->place);
	put_undecided(output, miss->undecided);
	put_text(output, "}");
}

static void put_known(const struct why_answer *answer)
{
	for (size_t i = 0; i < answer->known.n; i++) {
		put_text(answer->output, i ? ", {" : "{");
		put_text_member(answer->output, "name", answer->known.at[i]->name);
		put_place_members(answer->output, &answer->known.at[i]->place);
		put_text(answer->output, "}");
	}
}

void why_name_json(const struct why_answer *answer)
{
	struct file_output *output = answer->output;
	file_output_format(output, "{\n  \"kgraph\": \"%s\",\n  ", KGRAPH_VERSION);
	put_text_member(output, "name", answer->name);
	file_output_format(output, ",\n  \"documents\": {\"read\": %" PRIu64 ", \"skipped\": %" PRIu64 "},\n  \"entities\": [",
	        answer->account->files - answer->account->skipped, answer->account->skipped);
	for (size_t i = 0; i < answer->groups.n; i++) {
		put_text(output, i ? ",\n    " : "\n    ");
		put_group(answer, &answer->groups.at[i]);
	}
	put_text(output, answer->groups.n ? "\n  ],\n  \"missed\": [" : "],\n  \"missed\": [");
	for (size_t i = 0; i < answer->called->missed.n; i++) {
		put_text(output, i ? ",\n    " : "\n    ");
		put_miss(output, &answer->called->missed.at[i]);
	}
	put_text(output, answer->called->missed.n ? "\n  ],\n  \"declared\": [" : "],\n  \"declared\": [");
	put_known(answer);
	put_text(output, "],\n  ");
	put_text_member(output, "near", answer->near);
	put_text(output, "\n}\n");
}
