#include "rules/inflect.h"
#include "rules/list.h"
#include "rules/resolve.h"

static void fill_form(struct ast *ast, struct regex_scratch *scratch, const struct inflector *inflector, unsigned without, struct ast_verb_line *line,
        enum verb_form form)
{
	if (line->forms[form].n)
		return;
	for (size_t i = 0; i < line->forms[FORM_BASE].n; i++)
		inflector_derive(inflector, scratch, ast->arena, without, form, line->forms[FORM_BASE].at[i], &line->forms[form]);
}

/* Where one inflection makes past and participle, a past that goes another way is the participle too (led). */
static void fill_line(struct ast *ast, struct regex_scratch *scratch, const struct inflector *inflector, struct ast_verb_line *line)
{
	unsigned given = line->forms[FORM_PAST].n ? 1u << FORM_PAST : 0;
	fill_form(ast, scratch, inflector, 0, line, FORM_THIRD);
	fill_form(ast, scratch, inflector, 0, line, FORM_PAST);
	fill_form(ast, scratch, inflector, given, line, FORM_PARTICIPLE);
	if (!line->forms[FORM_PARTICIPLE].n)
		line->forms[FORM_PARTICIPLE] = line->forms[FORM_PAST];
	fill_form(ast, scratch, inflector, 0, line, FORM_ING);
	fill_form(ast, scratch, inflector, 0, line, FORM_NOUN);
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
	struct inflector *inflector = inflector_new(ast, diag);
	struct regex_scratch *scratch = regex_scratch_new();
	for (size_t i = 0; i < ast->verbs.n; i++) {
		name_as_base(ast, &ast->verbs.at[i]);
		for (size_t k = 0; k < ast->verbs.at[i].lines.n; k++)
			fill_line(ast, scratch, inflector, &ast->verbs.at[i].lines.at[k]);
	}
	inflector_free(inflector);
	regex_scratch_free(scratch);
}
