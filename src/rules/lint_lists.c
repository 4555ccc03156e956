#include "rules/lint_lists.h"

#include "rules/asked.h"
#include "rules/codes.h"
#include "rules/vocabulary.h"

struct listing {
	const struct ast *ast;
	struct diag *diag;
	struct arena *arena; /* for the length of one run */
};

/* ---- what nothing names ---- */

static void lint_named(struct listing *listing)
{
	const struct ast *ast = listing->ast;
	for (size_t i = 0; i < ast->words.n; i++) {
		const struct ast_words *words = &ast->words.at[i];
		if (!words->named && !words->broken && !asked_for(words->name))
			diag_warning(listing->diag, words->place, CODE(UNNAMED), "name it in a line, or take it out", "no line names <%.*s>",
			        SLICE_ARG(scan_brief(words->name)));
	}
	for (size_t i = 0; i < ast->verbs.n; i++) {
		const struct ast_verb *verb = &ast->verbs.at[i];
		if (!verb->named)
			diag_warning(listing->diag, verb->place, CODE(UNNAMED), "name it in a line, or take it out",
			        "no line names <%.*s>: it is one of <any verb> alone", SLICE_ARG(scan_brief(verb->name)));
	}
}

/* ---- what stands there twice ---- */

static void say_twice(const struct listing *listing, struct place place, struct slice what, struct place first)
{
	diag_warning(listing->diag, place, CODE(LISTED), "take one of them out", "%.*s stands here already, in line %u", SLICE_ARG(scan_brief(what)),
	        first.line);
}

/* Texts of words alone in any case, others as they are written. */
static struct slice text_of(const struct listing *listing, const struct pattern *member)
{
	struct slice text;
	return vocabulary_plain(member, listing->arena, &text) ? text : member->source;
}

static void lint_members(struct listing *listing, const struct ast_words *words)
{
	struct map *members = map_new();
	for (size_t i = 0; i < words->members.n; i++) {
		const struct pattern *member = &words->members.at[i];
		struct slice text = text_of(listing, member);
		size_t first = map_number(members, text, i);
		if (first != i)
			say_twice(listing, spot_place(member->spot), member->source, spot_place(words->members.at[first].spot));
		else
			map_put_number(members, text, i);
	}
	map_free(members);
}

static void lint_verb(struct listing *listing, const struct ast_verb *verb)
{
	struct map *bases = map_new();
	for (size_t i = 0; i < verb->lines.n; i++) {
		const struct ast_verb_line *line = &verb->lines.at[i];
		struct slice base = line->forms[FORM_BASE].n ? line->forms[FORM_BASE].at[0] : slice_make("", 0);
		size_t first = map_number(bases, base, i);
		if (first != i)
			say_twice(listing, line->place, base, verb->lines.at[first].place);
		else if (base.len)
			map_put_number(bases, base, i);
	}
	map_free(bases);
}

static bool same_edge(const struct ast_edge *a, const struct ast_edge *b)
{
	return a->status == b->status && slice_equal(a->source, b->source) && slice_equal(a->relation, b->relation) &&
	        slice_equal(a->target, b->target);
}

static void lint_edges(struct listing *listing, const struct ast_example *example)
{
	for (size_t i = 0; i < example->edges.n; i++)
		for (size_t k = 0; k < i; k++)
			if (same_edge(&example->edges.at[i], &example->edges.at[k])) {
				say_twice(listing, example->edges.at[i].place, slice_of("the edge"), example->edges.at[k].place);
				break;
			}
}

static void lint_examples(struct listing *listing, const struct ast_rule *rule)
{
	for (size_t i = 0; i < rule->examples.n; i++)
		lint_edges(listing, &rule->examples.at[i]);
}

void lint_lists(const struct ast *ast, struct diag *diag)
{
	struct listing listing = { ast, diag, arena_new() };
	lint_named(&listing);
	for (size_t i = 0; i < ast->words.n; i++)
		lint_members(&listing, &ast->words.at[i]);
	for (size_t i = 0; i < ast->verbs.n; i++)
		lint_verb(&listing, &ast->verbs.at[i]);
	for (size_t i = 0; i < ast->rules.n; i++)
		lint_examples(&listing, &ast->rules.at[i]);
	for (size_t i = 0; i < ast->infers.n; i++)
		lint_examples(&listing, &ast->infers.at[i].rule);
	arena_free(listing.arena);
}
