#include "base/unicode.h"
#include "rules/resolver.h"

/* ---- relations ---- */

static void check_relation(struct resolver *r, const struct ast_relation *relation)
{
	if (!relation->broken && (!relation->from.n || !relation->to.n))
		diag_error(r->diag, relation->place, CODE(MISSING), "relation overthrew  from actor  to government", "relation %.*s has no `%s`",
		        SLICE_ARG(scan_brief(relation->name)), relation->from.n ? "to" : "from");
	if (relation->symmetric && relation->inverse.len)
		diag_error(r->diag, resolver_part(relation->place, relation->inverse), CODE(EXTRA), NULL, "a symmetric relation is its own inverse");
}

void resolver_relation(struct resolver *r, struct slice name, struct place place)
{
	if (!name.len || map_has(r->relations.numbers, name))
		return;
	const char *help = resolver_guess(r, name, &r->relations, "", "");
	diag_error(r->diag, resolver_part(place, name), CODE(RELATION), help, "no relation is called %.*s", SLICE_ARG(scan_brief(name)));
}

/* ---- holes ---- */

enum presence { HOLE_ABSENT, HOLE_SOMETIMES, HOLE_ALWAYS };

static enum presence find_hole(const struct pattern *pattern, struct slice name);

static enum presence find_in_choice(const struct element *choice, struct slice name)
{
	size_t with = 0, always = 0;
	for (size_t i = 0; i < choice->choice_count; i++) {
		enum presence presence = find_hole(&choice->choices[i], name);
		with += presence != HOLE_ABSENT;
		always += presence == HOLE_ALWAYS;
	}
	if (!with)
		return HOLE_ABSENT;
	return always == choice->choice_count && !choice->optional ? HOLE_ALWAYS : HOLE_SOMETIMES;
}

static enum presence find_hole(const struct pattern *pattern, struct slice name)
{
	enum presence found = HOLE_ABSENT;
	for (size_t i = 0; i < pattern->n && found != HOLE_ALWAYS; i++) {
		const struct element *element = &pattern->elements[i];
		enum presence here = HOLE_ABSENT;
		if (element->kind == ELEMENT_HOLE && slice_equal(element->text, name))
			here = HOLE_ALWAYS;
		else if (element->kind == ELEMENT_CHOICE)
			here = find_in_choice(element, name);
		if (here > found)
			found = here;
	}
	return found;
}

static size_t count_hole(const struct pattern *pattern, struct slice name, const struct element **second)
{
	size_t n = 0;
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		if (element->kind == ELEMENT_HOLE && slice_equal(element->text, name) && ++n == 2)
			*second = element;
		for (size_t k = 0; k < element->choice_count; k++)
			n += count_hole(&element->choices[k], name, second);
	}
	return n;
}

static size_t count_holes(const struct pattern *pattern)
{
	size_t n = 0;
	for (size_t i = 0; i < pattern->n; i++) {
		n += pattern->elements[i].kind == ELEMENT_HOLE;
		for (size_t k = 0; k < pattern->elements[i].choice_count; k++)
			n += count_holes(&pattern->elements[i].choices[k]);
	}
	return n;
}

void resolver_holes(struct resolver *r, const struct pattern *line)
{
	if (count_holes(line) > RESOLVE_HOLES_MAX) {
		diag_error(r->diag, spot_place(line->spot), CODE(LIMIT), "make two lines of it", "more than %d holes in a line", RESOLVE_HOLES_MAX);
		return;
	}
	for (size_t i = 0; i < line->n; i++) {
		const struct element *element = &line->elements[i], *second = element;
		if (element->kind == ELEMENT_HOLE && count_hole(line, element->text, &second) > 1 && second != element) {
			diag_error(r->diag, spot_place(second->spot), CODE(HOLE), "a second thing is a hole of another name",
			        "{%.*s} stands twice in this line", SLICE_ARG(scan_brief(element->text)));
			return;
		}
	}
}

/* A hole of `gives` must be filled whichever line matched. */
static void check_filled(struct resolver *r, const struct ast_rule *rule, const struct ast_gives *gives, struct slice hole, bool always)
{
	size_t somewhere = 0;
	for (size_t i = 0; i < rule->finds.n; i++) {
		enum presence presence = find_hole(&rule->finds.at[i].pattern, hole);
		somewhere += presence != HOLE_ABSENT;
		if (!always || presence == HOLE_ALWAYS)
			continue;
		diag_error(r->diag, resolver_bracketed(gives->place, hole), CODE(HOLE), NULL, "the `find` of line %u %s {%.*s}",
		        rule->finds.at[i].place.line, presence == HOLE_ABSENT ? "has no" : "does not always fill", SLICE_ARG(scan_brief(hole)));
		return;
	}
	if (!always && !somewhere)
		diag_error(
		        r->diag, resolver_bracketed(gives->place, hole), CODE(HOLE), NULL, "no `find` line has {%.*s}", SLICE_ARG(scan_brief(hole)));
}

/* ---- rules ---- */

static void check_gives(struct resolver *r, const struct ast_rule *rule, const struct ast_gives *gives)
{
	resolver_relation(r, gives->relation, gives->place);
	if (slice_equal(gives->source, gives->target))
		diag_error(r->diag, gives->place, CODE(HOLE), NULL, "an edge joins two holes, not one with itself");
	if (rule->broken)
		return;
	check_filled(r, rule, gives, gives->source, true);
	check_filled(r, rule, gives, gives->target, true);
	if (gives->as.len)
		check_filled(r, rule, gives, gives->as, false);
}

static void check_forms(struct resolver *r, const struct ast_rule *rule)
{
	for (size_t i = 0; i < rule->forms.n; i++) {
		struct slice name = rule->forms.at[i];
		if (map_has(r->variants.numbers, name))
			continue;
		const char *help = resolver_guess(r, name, &r->variants, "", "");
		diag_error(r->diag, resolver_part(rule->forms_place, name), CODE(VARIANT), help, "no variant is called %.*s",
		        SLICE_ARG(scan_brief(name)));
	}
}

static void check_rule(struct resolver *r, const struct ast_rule *rule)
{
	for (size_t i = 0; i < rule->finds.n; i++)
		resolver_holes(r, &rule->finds.at[i].pattern);
	for (size_t i = 0; i < rule->unless.n; i++)
		resolver_holes(r, &rule->unless.at[i].pattern);
	if (!rule->broken && (!rule->finds.n || !rule->gives.n))
		diag_error(r->diag, rule->place, CODE(RULE), rule->finds.n ? "gives {X} | led-by | {Y}" : "find {X} <overthrow> {Y}",
		        "rule %.*s has no `%s` line", SLICE_ARG(scan_brief(rule->name)), rule->finds.n ? "gives" : "find");
	if (rule->gives.n > RESOLVE_GIVES_MAX)
		diag_error(r->diag, rule->gives.at[RESOLVE_GIVES_MAX].place, CODE(LIMIT), "make two rules of it", "more than %d edges of one rule",
		        RESOLVE_GIVES_MAX);
	for (size_t i = 0; i < rule->gives.n && i < RESOLVE_GIVES_MAX; i++)
		check_gives(r, rule, &rule->gives.at[i]);
	check_forms(r, rule);
	for (size_t i = 0; i < rule->examples.n; i++)
		for (size_t k = 0; k < rule->examples.at[i].edges.n; k++)
			resolver_relation(r, rule->examples.at[i].edges.at[k].relation, rule->examples.at[i].edges.at[k].place);
}

void resolver_rules(struct resolver *r)
{
	struct map *names = map_new();
	for (size_t i = 0; i < r->ast->relations.n; i++)
		check_relation(r, &r->ast->relations.at[i]);
	for (size_t i = 0; i < r->ast->rules.n; i++) {
		const struct ast_rule *rule = &r->ast->rules.at[i];
		size_t other = rule->name.len ? map_number(names, rule->name, SIZE_MAX) : SIZE_MAX;
		if (other != SIZE_MAX)
			diag_error(r->diag, rule->place, CODE(TWICE), NULL, "rule %.*s is declared already at %.*s:%u",
			        SLICE_ARG(scan_brief(rule->name)), SLICE_ARG(r->ast->rules.at[other].place.file), r->ast->rules.at[other].place.line);
		else if (rule->name.len)
			map_put_number(names, rule->name, i);
		check_rule(r, rule);
	}
	map_free(names);
}

/* ---- entities ---- */

static bool is_row(const struct ast_entity *entity)
{
	return slice_ends(entity->place.file, ".csv");
}

/* Whether the entity stays; names both lines where its slug is there already. */
static bool check_slug(struct resolver *r, const struct ast_entity *first, const struct ast_entity *entity)
{
	if (is_row(first) || is_row(entity)) {
		diag_warning(r->diag, entity->place, CODE(SAME_ROW), "it is left out; the first stays", "%.*s has the id of the entity at %.*s:%u",
		        SLICE_ARG(scan_brief(entity->name)), SLICE_ARG(first->place.file), first->place.line);
		return false;
	}
	diag_error(r->diag, entity->place, CODE(TWICE), "add its aliases to the other: also NAME", "%.*s has the id of the entity at %.*s:%u",
	        SLICE_ARG(scan_brief(entity->name)), SLICE_ARG(first->place.file), first->place.line);
	return true;
}

void resolver_entities(struct resolver *r)
{
	struct ast *ast = r->ast;
	struct map *slugs = map_new();
	size_t kept = 0;
	for (size_t i = 0; i < ast->entities.n; i++) {
		struct ast_entity entity = ast->entities.at[i];
		struct slice slug = unicode_slug(r->arena, entity.name);
		size_t first = entity.name.len ? map_number(slugs, slug, SIZE_MAX) : SIZE_MAX;
		if (first != SIZE_MAX && !check_slug(r, &ast->entities.at[first], &entity))
			continue;
		if (first == SIZE_MAX && entity.name.len)
			map_put_number(slugs, slug, kept);
		ast->entities.at[kept++] = entity;
	}
	ast->entities.n = kept;
	map_free(slugs);
}
