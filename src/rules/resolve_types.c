#include "rules/resolver.h"

bool resolver_type(struct resolver *r, struct slice type, struct place place)
{
	if (!type.len || map_has(r->types.numbers, type))
		return true;
	const char *help = resolver_guess(r, type, &r->types, "", "");
	diag_error(r->diag, resolver_part(place, type), CODE(TYPE), help, "no type is called %.*s", SLICE_ARG(scan_brief(type)));
	return false;
}

static void check_list(struct resolver *r, const slice_array *types, struct place place)
{
	for (size_t i = 0; i < types->n; i++)
		resolver_type(r, types->at[i], place);
}

/* ---- circles ---- */

enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

struct walk {
	struct resolver *r;
	unsigned char *marks;
};

static void visit(struct walk *walk, size_t number);

static void step(struct walk *walk, const struct ast_type *from, struct slice name)
{
	size_t number = map_number(walk->r->types.numbers, name, SIZE_MAX);
	if (number == SIZE_MAX)
		return;
	if (walk->marks[number] == MARK_OPEN)
		diag_error(walk->r->diag, resolver_part(from->place, name), CODE(CYCLE), NULL, "type %.*s is %.*s, which is %.*s in turn",
		        SLICE_ARG(from->name), SLICE_ARG(name), SLICE_ARG(from->name));
	else
		visit(walk, number);
}

/* At most RESOLVE_TYPES_MAX types are there, so this goes no deeper. */
static void visit(struct walk *walk, size_t number)
{
	const struct ast_type *type = &walk->r->ast->types.at[number];
	if (walk->marks[number] != MARK_NEW)
		return;
	walk->marks[number] = MARK_OPEN;
	step(walk, type, type->parent);
	for (size_t i = 0; i < type->any_of.n; i++)
		step(walk, type, type->any_of.at[i]);
	walk->marks[number] = MARK_DONE;
}

static void check_circles(struct resolver *r)
{
	struct walk walk = { r, alloc_new(r->ast->types.n + 1) };
	for (size_t i = 0; i < r->ast->types.n; i++)
		visit(&walk, i);
	free(walk.marks);
}

/* ---- who names a type ---- */

static void check_entities(struct resolver *r)
{
	for (size_t i = 0; i < r->ast->entities.n; i++) {
		const struct ast_entity *entity = &r->ast->entities.at[i];
		if (!map_has(r->types.numbers, entity->type) && !map_has(r->said, entity->type) && !resolver_type(r, entity->type, entity->place))
			map_put(r->said, entity->type, r);
	}
}

void resolver_types(struct resolver *r)
{
	const struct ast *ast = r->ast;
	if (ast->types.n > RESOLVE_TYPES_MAX) {
		diag_error(r->diag, ast->types.at[RESOLVE_TYPES_MAX].place, CODE(LIMIT), NULL, "more than %d types", RESOLVE_TYPES_MAX);
		return;
	}
	for (size_t i = 0; i < ast->types.n; i++) {
		resolver_type(r, ast->types.at[i].parent, ast->types.at[i].place);
		check_list(r, &ast->types.at[i].any_of, ast->types.at[i].place);
	}
	check_circles(r);
	check_entities(r);
	for (size_t i = 0; i < ast->refers.n; i++) {
		check_list(r, &ast->refers.at[i].types, ast->refers.at[i].place);
		check_list(r, &ast->refers.at[i].owns, ast->refers.at[i].place);
	}
	for (size_t i = 0; i < ast->names.n; i++)
		resolver_type(r, ast->names.at[i].type, ast->names.at[i].place);
	for (size_t i = 0; i < ast->relations.n; i++) {
		check_list(r, &ast->relations.at[i].from, ast->relations.at[i].place);
		check_list(r, &ast->relations.at[i].to, ast->relations.at[i].place);
	}
	for (size_t i = 0; i < ast->rules.n; i++)
		check_list(r, &ast->rules.at[i].opens, ast->rules.at[i].place);
	check_list(r, &ast->unknown, ast->unknown_place);
	for (size_t i = 0; i < ast->wholes.n; i++)
		check_list(r, &ast->wholes.at[i].types, ast->wholes.at[i].place);
	resolver_type(r, ast->unknown_first_name, ast->unknown_place);
	resolver_type(r, ast->unknown_acronym, ast->unknown_place);
}
