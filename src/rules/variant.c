#include "rules/variant.h"

#include "rules/list.h"
#include "rules/write.h"

enum { BINDINGS = 8 };

/* What the letters of a `from` line stand for in a find line. */
struct bindings {
	struct {
		struct slice letter;
		const struct element *element;
	} at[BINDINGS];
	size_t n;
	size_t rest; /* index of the first element that `*` stands for */
	bool guard;  /* the lines are those of a guard: verbs fit with forms as well, and of a hole the name alone is taken over */
};

static bool is_verb(const struct ast *ast, const struct element *element)
{
	return element->kind == ELEMENT_VOCABULARY && ast_find_verb(ast, element->text);
}

/* Variants apply where exactly one verb stands in the line, and without a form. */
static bool takes_variants(const struct ast *ast, const struct pattern *pattern)
{
	size_t verbs = 0, formed = 0;
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		if (!is_verb(ast, element))
			continue;
		verbs++;
		formed += element->forms != 0;
	}
	return verbs == 1 && !formed;
}

static bool bind(struct bindings *bindings, struct slice letter, const struct element *element)
{
	if (bindings->n == BINDINGS)
		return false;
	bindings->at[bindings->n].letter = letter;
	bindings->at[bindings->n].element = element;
	bindings->n++;
	return true;
}

static bool same(const struct element *a, const struct element *b)
{
	if (a->kind != b->kind || a->optional != b->optional || a->choice_count != b->choice_count)
		return false;
	for (size_t i = 0; i < a->choice_count; i++)
		if (!slice_equal(a->choices[i].source, b->choices[i].source))
			return false;
	return slice_equal(a->text, b->text) && a->forms == b->forms && a->max == b->max && a->over == b->over;
}

static bool fits(const struct ast *ast, const struct element *from, const struct element *find, struct bindings *bindings)
{
	if (from->kind == ELEMENT_HOLE)
		return find->kind == ELEMENT_HOLE && bind(bindings, from->text, find);
	if (from->kind == ELEMENT_VOCABULARY && from->text.len == 1)
		return is_verb(ast, find) && (bindings->guard || !find->forms) && bind(bindings, from->text, find);
	return same(from, find);
}

static bool unify(const struct ast *ast, const struct pattern *from, const struct pattern *find, struct bindings *bindings)
{
	bindings->n = 0;
	bindings->rest = find->n;
	for (size_t i = 0; i < from->n; i++) {
		if (from->elements[i].kind == ELEMENT_REST) {
			bindings->rest = i;
			return true;
		}
		if (i >= find->n || !fits(ast, &from->elements[i], &find->elements[i], bindings))
			return false;
	}
	return from->n == find->n;
}

static const struct element *bound(const struct bindings *bindings, struct slice letter)
{
	for (size_t i = 0; i < bindings->n; i++)
		if (slice_equal(bindings->at[i].letter, letter))
			return bindings->at[i].element;
	return NULL;
}

static struct element substitute(const struct element *to, const struct bindings *bindings, struct arena *arena);

static struct pattern substitute_all(const struct pattern *to, const struct pattern *find, const struct bindings *bindings, struct arena *arena)
{
	size_t rest = find ? find->n - bindings->rest : 0;
	struct pattern pattern = *to;
	pattern.n = 0;
	pattern.elements = arena_alloc(arena, (to->n + rest) * sizeof *pattern.elements);
	for (size_t i = 0; i < to->n; i++) {
		if (to->elements[i].kind != ELEMENT_REST) {
			pattern.elements[pattern.n++] = substitute(&to->elements[i], bindings, arena);
			continue;
		}
		for (size_t k = 0; k < rest; k++)
			pattern.elements[pattern.n++] = find->elements[bindings->rest + k];
	}
	return pattern;
}

/* Whether a count of words leaves out the verb. */
static bool any_not_in(const struct element *element, const struct bindings *bindings)
{
	bool any = false;
	for (size_t i = 0; i < element->not_in.n && !any; i++)
		any = element->not_in.at[i].len == 1 && bound(bindings, element->not_in.at[i]);
	return any;
}

/* Whether something in a line of a variant stands for an element of the find line. */
static bool any_bound(const struct pattern *to, const struct bindings *bindings)
{
	bool any = false;
	for (size_t i = 0; i < to->n && !any; i++) {
		const struct element *element = &to->elements[i];
		any = (element->kind == ELEMENT_HOLE || element->kind == ELEMENT_VOCABULARY) && bound(bindings, element->text);
		any = any || any_not_in(element, bindings);
		for (size_t k = 0; k < element->choice_count && !any; k++)
			any = any_bound(&element->choices[k], bindings);
	}
	return any;
}

static struct pattern *substitute_choices(const struct element *to, const struct bindings *bindings, struct arena *arena)
{
	struct pattern *choices = to->choices;
	bool any = false;
	for (size_t i = 0; i < to->choice_count && !any; i++)
		any = any_bound(&to->choices[i], bindings);
	if (!any)
		return choices;
	choices = arena_alloc(arena, to->choice_count * sizeof *choices);
	for (size_t i = 0; i < to->choice_count; i++)
		choices[i] = substitute_all(&to->choices[i], NULL, bindings, arena);
	return choices;
}

/* The lists of a count of words; a letter among them is the verb that it stands for. */
static slice_array substitute_not_in(const slice_array *to, const struct bindings *bindings, struct arena *arena)
{
	slice_array lists = { 0 };
	for (size_t i = 0; i < to->n; i++) {
		const struct element *from = bound(bindings, to->at[i]);
		list_push(arena, &lists, from ? from->text : to->at[i]);
	}
	return lists;
}

static struct element substitute(const struct element *to, const struct bindings *bindings, struct arena *arena)
{
	struct element element = *to;
	if (any_not_in(to, bindings))
		element.not_in = substitute_not_in(&to->not_in, bindings, arena);
	const struct element *from = to->kind == ELEMENT_HOLE || to->kind == ELEMENT_VOCABULARY ? bound(bindings, to->text) : NULL;
	if (from && to->kind == ELEMENT_HOLE && bindings->guard) {
		element.text = from->text;
	} else if (from) {
		element = *from;
		element.glued = to->glued;
		if (to->kind == ELEMENT_VOCABULARY)
			element.forms = to->forms;
		if (to->kind == ELEMENT_HOLE && to->types.n && !from->types.n && !from->phrase)
			element.types = to->types;
		if (to->kind == ELEMENT_HOLE && to->list)
			element.list = true;
		if (to->kind == ELEMENT_HOLE && to->adjective)
			element.adjective = true;
	}
	if (to->choice_count)
		element.choices = substitute_choices(to, bindings, arena);
	return element;
}

static bool allowed(const struct ast_rule *rule, struct slice variant)
{
	for (size_t i = 0; i < rule->forms.n; i++)
		if (slice_equal(rule->forms.at[i], variant))
			return true;
	return rule->forms.n == 0;
}

static void add(variant_array *variants, const struct ast_rule *rule, const struct ast_find *find, struct slice name, struct pattern pattern)
{
	array_push(variants, ((struct variant){ .rule = rule, .find = find, .name = name, .pattern = pattern }));
}

static bool has_form(const struct ast_verb *verb, unsigned forms)
{
	for (size_t i = 0; i < verb->lines.n; i++)
		for (unsigned form = 0; form < FORM_COUNT; form++)
			if ((forms >> form & 1) && verb->lines.at[i].forms[form].n)
				return true;
	return false;
}

/* Whether the verb has the forms that the wording asks for; many have no noun. */
static bool can_be_said(const struct ast *ast, const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		const struct ast_verb *verb = element->kind == ELEMENT_VOCABULARY && element->forms ? ast_find_verb(ast, element->text) : NULL;
		if (verb && !has_form(verb, element->forms))
			return false;
	}
	return true;
}

/* Whether a letter stands for a verb in a `from` line. */
static bool names_verb(const struct pattern *from)
{
	for (size_t i = 0; i < from->n; i++)
		if (from->elements[i].kind == ELEMENT_VOCABULARY && from->elements[i].text.len == 1)
			return true;
	return false;
}

void variant_expand(const struct ast *ast, const struct ast_rule *rule, const struct ast_find *find, struct arena *arena, variant_array *variants)
{
	bool plain = takes_variants(ast, &find->pattern), fitted = false;
	if (!plain)
		add(variants, rule, find, slice_of(VARIANT_AS_WRITTEN), find->pattern);
	for (size_t i = 0; i < ast->variants.n; i++) {
		const struct ast_variant *variant = &ast->variants.at[i];
		struct bindings bindings = { .guard = false };
		if (names_verb(&variant->from) != plain || !unify(ast, &variant->from, &find->pattern, &bindings))
			continue;
		fitted = true;
		if (!allowed(rule, variant->name))
			continue;
		for (size_t k = 0; k < variant->to.n; k++) {
			struct pattern pattern = substitute_all(&variant->to.at[k], &find->pattern, &bindings, arena);
			if (can_be_said(ast, &pattern))
				add(variants, rule, find, variant->name, pattern);
		}
	}
	if (plain && !fitted)
		add(variants, rule, find, slice_of(VARIANT_AS_WRITTEN), find->pattern);
}

/* ---- guards ---- */

/* The line as it reads in the rule. */
static struct slice written(const struct pattern *pattern, struct arena *arena)
{
	struct buffer buffer = { 0 };
	write_pattern(pattern, &buffer);
	struct slice text = arena_copy(arena, buffer_slice(&buffer));
	buffer_fini(&buffer);
	return text;
}

static bool is_guarded(const struct ast_rule *rule, const struct pattern *unless)
{
	for (size_t i = 0; i < rule->unless.n; i++)
		if (slice_equal(rule->unless.at[i].pattern.source, unless->source))
			return true;
	return false;
}

static void guard_line(
        const struct ast *ast, const struct ast_guard *guard, struct ast_rule *rule, const struct bindings *bindings, struct arena *arena)
{
	for (size_t i = 0; i < guard->unless.n; i++) {
		struct pattern pattern = substitute_all(&guard->unless.at[i], NULL, bindings, arena);
		pattern.source = written(&pattern, arena);
		if (can_be_said(ast, &pattern) && !is_guarded(rule, &pattern))
			list_push(arena, &rule->unless, ((struct ast_find){ pattern, spot_place(pattern.spot) }));
	}
}

static bool is_end(const struct ast_rule *rule, struct slice hole)
{
	for (size_t i = 0; i < rule->gives.n; i++)
		if (slice_equal(hole, rule->gives.at[i].source) || slice_equal(hole, rule->gives.at[i].target))
			return true;
	return false;
}

/* An `unless` line forbids a pair of ends; of a hole that is neither it would forbid all pairs whatever stands in it. */
static bool binds_ends(const struct ast_rule *rule, const struct bindings *bindings)
{
	for (size_t i = 0; i < bindings->n; i++)
		if (bindings->at[i].element->kind == ELEMENT_HOLE && !is_end(rule, bindings->at[i].element->text))
			return false;
	return true;
}

static void guard_rule(const struct ast *ast, const struct ast_guard *guard, struct ast_rule *rule, struct arena *arena)
{
	struct bindings bindings = { .guard = true };
	for (size_t i = 0; i < rule->finds.n; i++) {
		bool fitted = false;
		for (size_t k = 0; k < guard->from.n && !fitted; k++)
			fitted = unify(ast, &guard->from.at[k], &rule->finds.at[i].pattern, &bindings);
		if (fitted && binds_ends(rule, &bindings))
			guard_line(ast, guard, rule, &bindings, arena);
	}
}

void variant_guard(const struct ast *ast, struct ast_rule *rule, struct arena *arena)
{
	for (size_t i = 0; i < ast->guards.n; i++)
		guard_rule(ast, &ast->guards.at[i], rule, arena);
}
