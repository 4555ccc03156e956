#include <inttypes.h>

#include "app/why_name.h"
#include "output/put.h"

/* What is shown at most of each thing, unless -v asks for all. */
enum { MOST_DOCUMENTS = 20, MOST_GROUPS = 20, MOST_NAMES = 12, MOST_MISSED = 20 };

static const char *ending(uint64_t n)
{
	return n == 1 ? "" : "s";
}

static size_t shown(const struct why_answer *answer, size_t n, size_t most)
{
	return answer->options->verbose || n <= most ? n : most;
}

static void put_rest(const struct why_answer *answer, const char *indent, size_t rest, const char *what)
{
	if (rest)
		file_output_format(answer->output, "%s... and %zu more %s%s; -v shows all\n", indent, rest, what, ending(rest));
}

static void put_part(struct file_output *output, struct slice text, size_t most)
{
	put_shown(output, text.len > most ? slice_make(text.ptr, most) : text);
	put_text(output, text.len > most ? "..." : "");
}

static void put_quoted(struct file_output *output, struct slice text)
{
	put_text(output, "\"");
	put_part(output, text, 200);
	put_text(output, "\"");
}

static void put_place(struct file_output *output, const struct place *place)
{
	put_shown(output, place->file);
	file_output_format(output, ":%u", place->line);
}

/* ---- an entity ---- */

static void put_by(struct file_output *output, const struct called_form *form)
{
	switch (form->by) {
	case CALLED_BY_ENTITY:
		put_text(output, "declared: ");
		put_place(output, &form->entity->place);
		break;
	case CALLED_BY_NAME:
	case CALLED_BY_PHRASE:
		put_text(output, "by a line of the rules: ");
		put_place(output, &form->name->place);
		put_text(output, "  name ");
		put_shown(output, form->name->type);
		put_text(output, " ");
		put_part(output, form->name->pattern.source, 60);
		break;
	case CALLED_BY_ACRONYM:
		put_text(output, "in brackets behind a name");
		break;
	case CALLED_BY_REFER:
		put_text(output, "a word that stands for it (`refer`)");
		break;
	case CALLED_BY_WHOLE:
		put_text(output, "by the words around a thing without a name (`whole`)");
		break;
	case CALLED_BY_CAPITALS:
		put_text(output, "by its capitals alone");
		break;
	}
}

static void put_blocking(struct file_output *output, const struct ast_entity *blocking)
{
	if (!blocking)
		return;
	put_text(output, "; a `not` line says that this is not ");
	put_shown(output, blocking->name);
	put_text(output, ": ");
	put_place(output, &blocking->place);
}

static void put_undecided(struct file_output *output, const struct ast_entity *entity)
{
	if (!entity)
		return;
	put_text(output, "; an alias of ");
	put_shown(output, entity->name);
	put_text(output, ", but no `near` word decides for it here: ");
	put_place(output, &entity->place);
}

static void put_form(const struct why_answer *answer, const struct called_form *form)
{
	struct file_output *output = answer->output;
	file_output_format(output, "    %6" PRIu64 "  ", form->count);
	put_shown(output, form->text);
	put_text(output, "  (");
	put_shown(output, why_type(answer, form->type));
	file_output_format(output, ", line %u)  ", form->line);
	put_by(output, form);
	put_blocking(output, form->blocking);
	put_undecided(output, form->undecided);
	if (form->full.len) {
		put_text(output, form->acronym ? "; stands for " : "; short for ");
		put_shown(output, form->full);
		file_output_format(output, " (line %u)", form->full_line);
	}
	if (form->ambiguous)
		put_text(output, "; several names of this document end in it: it stands for none of them");
	put_text(output, "\n");
}

static void put_document(const struct why_answer *answer, const struct called_entity *entity, const struct called_entity *head)
{
	put_text(answer->output, "  ");
	put_shown(answer->output, entity->document);
	if (!slice_equal(entity->name, head->name)) {
		put_text(answer->output, ", here as ");
		put_shown(answer->output, entity->name);
	}
	put_text(answer->output, "\n");
	for (size_t i = 0; i < entity->forms.n; i++)
		put_form(answer, &entity->forms.at[i]);
}

/* All that it is called, in every document. */
static void put_names(const struct why_answer *answer, struct slice id)
{
	const struct called *called = answer->called;
	size_t first = 0, n = 0;
	while (first < called->seen.n && !slice_equal(called->seen.at[first].id, id))
		first++;
	while (first + n < called->seen.n && slice_equal(called->seen.at[first + n].id, id))
		n++;
	put_text(answer->output, "  all its names: ");
	for (size_t i = 0; i < shown(answer, n, MOST_NAMES); i++) {
		const struct called_name *name = &called->seen.at[first + i];
		put_text(answer->output, i ? ", " : "");
		put_shown(answer->output, name->text);
		file_output_format(answer->output, " (%" PRIu64 " time%s, %" PRIu64 " document%s)", name->count, ending(name->count), name->documents,
		        ending(name->documents));
	}
	if (n > shown(answer, n, MOST_NAMES))
		file_output_format(answer->output, " and %zu more", n - MOST_NAMES);
	put_text(answer->output, "\n");
}

static void put_group(const struct why_answer *answer, const struct why_group *group)
{
	const struct called_entity *head = &answer->called->found.at[group->first];
	size_t n = shown(answer, group->n, MOST_DOCUMENTS);
	put_text(answer->output, "\n");
	put_shown(answer->output, head->name);
	put_text(answer->output, "  (");
	put_shown(answer->output, why_type(answer, group->type));
	put_text(answer->output, ", id ");
	put_shown(answer->output, head->id);
	if (head->declared) {
		put_text(answer->output, ", declared in ");
		put_place(answer->output, &head->declared->place);
	}
	put_text(answer->output, ")\n");
	put_names(answer, head->id);
	for (size_t i = 0; i < n; i++)
		put_document(answer, head + i, head);
	put_rest(answer, "  ", group->n - n, "document");
}

/* The words that hold those asked for, and the entity, where they are not its name. */
static void put_longer_name(struct file_output *output, const struct called_entity *entity)
{
	bool form = entity->forms.at[0].part != WORDING_NONE && !slice_equal(entity->forms.at[0].text, entity->name);
	if (form) {
		put_shown(output, entity->forms.at[0].text);
		put_text(output, ": ");
	}
	put_shown(output, entity->name);
}

/* Names that only hold the one asked for get a line each, where something is called by it alone. */
static void put_longer(const struct why_answer *answer, size_t first)
{
	size_t all = answer->groups.n - first, n = shown(answer, all, MOST_GROUPS);
	if (all)
		put_text(answer->output, "\nLonger names that hold it:\n");
	for (size_t i = first; i < first + n; i++) {
		const struct why_group *group = &answer->groups.at[i];
		const struct called_entity *head = &answer->called->found.at[group->first];
		file_output_format(answer->output, "    %6" PRIu64 "  ", group->count);
		put_longer_name(answer->output, head);
		put_text(answer->output, "  (");
		put_shown(answer->output, why_type(answer, group->type));
		file_output_format(answer->output, ", %zu document%s)", group->n, ending(group->n));
		put_blocking(answer->output, head->forms.at[0].blocking);
		put_text(answer->output, "\n");
	}
	put_rest(answer, "  ", all - n, "name");
}

static void put_groups(const struct why_answer *answer)
{
	size_t detailed = 0;
	while (detailed < answer->groups.n && answer->groups.at[detailed].part == answer->groups.at[0].part)
		detailed++;
	size_t n = shown(answer, detailed, MOST_GROUPS);
	for (size_t i = 0; i < n; i++)
		put_group(answer, &answer->groups.at[i]);
	put_rest(answer, "", detailed - n, "thing");
	put_longer(answer, detailed);
}

/* ---- where it is no name ---- */

static void put_why(struct file_output *output, const struct missed *missed)
{
	static const char *const reasons[] = {
		[MISSED_UNREAD] = "stands in page furniture, which is not read",
		[MISSED_BROKEN] = "a sentence ends in its midst",
		[MISSED_OVERLAPPED] = "words of it belong to the name ",
		[MISSED_BLOCKED] = "a `not` line says that this is something else: ",
		[MISSED_SMALL] = "in lower case, and no line of the rules finds it",
		[MISSED_UNKNOWN] = "no line of the rules finds it, and names by capitals alone are not wanted (--names known)",
		[MISSED_NO_NAME] = "a title, a month or the like, which by itself names nobody (<title>, <not-a-name>)",
		[MISSED_FIRST] = "begins its sentence, and nowhere in the document stands capitalised right behind another word",
		[MISSED_OTHERWISE] = "no line of the rules finds it, and here its capitals do not either",
	};
	put_text(output, reasons[missed->why]);
	if (missed->other.len)
		put_quoted(output, missed->other);
	if (missed->blocking) {
		put_text(output, ", ");
		put_place(output, &missed->blocking->place);
	}
}

static void put_missed(const struct why_answer *answer)
{
	const struct called *called = answer->called;
	size_t n = shown(answer, called->missed.n, MOST_MISSED);
	if (n)
		put_text(answer->output, "\nWhere it stands and is no name:\n");
	for (size_t i = 0; i < n; i++) {
		const struct called_miss *miss = &called->missed.at[i];
		put_text(answer->output, "  ");
		put_shown(answer->output, miss->document);
		file_output_format(answer->output, ":%u: ", miss->line);
		put_quoted(answer->output, miss->text);
		if (miss->count > 1)
			file_output_format(answer->output, ", %" PRIu64 " times", miss->count);
		put_text(answer->output, ": ");
		put_why(answer->output, &miss->why);
		put_undecided(answer->output, miss->undecided);
		put_text(answer->output, "\n");
	}
	put_rest(answer, "  ", called->missed.n - n, "place");
}

/* ---- all of it ---- */

static void put_nowhere(const struct why_answer *answer)
{
	for (size_t i = 0; i < answer->known.n; i++) {
		put_text(answer->output, "The rules declare it: ");
		put_shown(answer->output, answer->known.at[i]->name);
		put_text(answer->output, ", ");
		put_place(answer->output, &answer->known.at[i]->place);
		put_text(answer->output, "\n");
	}
	if (answer->near.len) {
		put_text(answer->output, "Did you mean ");
		put_quoted(answer->output, answer->near);
		put_text(answer->output, "?\n");
	}
}

void why_name_text(const struct why_answer *answer)
{
	uint64_t read = answer->account->files - answer->account->skipped;
	size_t things = answer->groups.n;
	put_quoted(answer->output, answer->name);
	if (things)
		file_output_format(answer->output, " stands in the names of %zu thing%s\n", things, ending(things));
	else if (answer->called->missed.n)
		put_text(answer->output, " was taken for no name\n");
	else
		file_output_format(answer->output, " stands nowhere in %" PRIu64 " document%s\n", read, ending(read));
	put_nowhere(answer);
	put_groups(answer);
	put_missed(answer);
}
