#include "base/regex.h"
#include "rules/codes.h"
#include "rules/list.h"
#include "rules/resolve.h"

enum { FORM_BYTES = 256 };

/* One line of an `inflect` block, compiled. */
struct inflection {
	unsigned forms;
	struct regex *regex;
	const char *replacement;
};

typedef ARRAY(struct inflection) inflection_array;

static void compile_line(const struct ast_inflect *inflect, const struct ast_inflect_line *line, inflection_array *out, struct diag *diag)
{
	struct regex_error error;
	struct place place = line->place;
	struct regex *regex = regex_compile(line->regex, REGEX_CASELESS | REGEX_FREE, &error);
	if (!regex) {
		place.column += (uint32_t)error.offset + 1;
		place.length = 1;
		diag_error(diag, place, CODE(REGEX), NULL, "%s", error.text);
	} else if (regex_matches_empty(regex)) {
		diag_error(diag, place, CODE(EMPTY), "match a letter at least: /(.)$/ $1s", "this regular expression matches the empty text");
		regex_free(regex);
	} else {
		*array_add(out) = (struct inflection){ inflect->forms, regex, line->replacement.ptr };
	}
}

static void compile(const struct ast *ast, inflection_array *out, struct diag *diag)
{
	for (size_t i = 0; i < ast->inflects.n; i++)
		for (size_t k = 0; k < ast->inflects.at[i].lines.n; k++)
			compile_line(&ast->inflects.at[i], &ast->inflects.at[i].lines.at[k], out, diag);
}

/* The form of a base whose first word an inflection matches; its other words follow unchanged. Empty where none does. */
static struct slice derive(
        struct arena *arena, struct regex_scratch *scratch, const inflection_array *inflections, enum verb_form form, struct slice base)
{
	char out[FORM_BYTES];
	const char *space = memchr(base.ptr, ' ', base.len);
	size_t first = space ? (size_t)(space - base.ptr) : base.len, len;
	for (size_t i = 0; i < inflections->n; i++) {
		const struct inflection *in = &inflections->at[i];
		if ((in->forms >> form & 1) && regex_replace(in->regex, scratch, slice_part(base, 0, first), in->replacement, out, sizeof out, &len))
			return arena_format(arena, "%.*s%.*s", (int)len, out, (int)(base.len - first), base.ptr + first);
	}
	return slice_make("", 0);
}

static void fill_form(
        struct ast *ast, struct regex_scratch *scratch, const inflection_array *inflections, struct ast_verb_line *line, enum verb_form form)
{
	if (line->forms[form].n)
		return;
	for (size_t i = 0; i < line->forms[FORM_BASE].n; i++) {
		struct slice text = derive(ast->arena, scratch, inflections, form, line->forms[FORM_BASE].at[i]);
		if (text.len)
			list_push(ast->arena, &line->forms[form], text);
	}
}

static void fill_line(struct ast *ast, struct regex_scratch *scratch, const inflection_array *inflections, struct ast_verb_line *line)
{
	bool past_given = line->forms[FORM_PAST].n > 0;
	fill_form(ast, scratch, inflections, line, FORM_THIRD);
	fill_form(ast, scratch, inflections, line, FORM_PAST);
	if (!past_given)
		fill_form(ast, scratch, inflections, line, FORM_PARTICIPLE);
	if (!line->forms[FORM_PARTICIPLE].n)
		line->forms[FORM_PARTICIPLE] = line->forms[FORM_PAST];
	fill_form(ast, scratch, inflections, line, FORM_ING);
	fill_form(ast, scratch, inflections, line, FORM_NOUN);
}

/* A verb without lines has its name as its only base. */
static void name_as_base(struct ast *ast, struct ast_verb *verb)
{
	if (verb->lines.n)
		return;
	struct ast_verb_line *line = list_add(ast->arena, &verb->lines);
	line->place = verb->place;
	list_push(ast->arena, &line->forms[FORM_BASE], verb->name);
}

void resolve_verbs(struct ast *ast, struct diag *diag)
{
	inflection_array inflections = { 0 };
	struct regex_scratch *scratch = regex_scratch_new();
	compile(ast, &inflections, diag);
	for (size_t i = 0; i < ast->verbs.n; i++) {
		name_as_base(ast, &ast->verbs.at[i]);
		for (size_t k = 0; k < ast->verbs.at[i].lines.n; k++)
			fill_line(ast, scratch, &inflections, &ast->verbs.at[i].lines.at[k]);
	}
	for (size_t i = 0; i < inflections.n; i++)
		regex_free(inflections.at[i].regex);
	array_fini(&inflections);
	regex_scratch_free(scratch);
}
