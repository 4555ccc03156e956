#include "rules/types.h"

#include <stdlib.h>

#include "base/alloc.h"

uint32_t types_number(const struct types *types, struct slice name)
{
	return (uint32_t)map_number(types->numbers, name, TYPES_LIMIT);
}

bool types_below(const struct types *types, uint32_t type, uint32_t above)
{
	for (size_t steps = 0; type < types->n && steps <= types->n; steps++) {
		if (type == above)
			return true;
		struct slice parent = types->ast->types.at[type].parent;
		type = parent.len ? types_number(types, parent) : TYPES_LIMIT;
	}
	return false;
}

static bool stands_for_unknown(const struct types *types, uint32_t type)
{
	const struct ast *ast = types->ast;
	for (size_t i = 0; i < ast->unknown.n; i++)
		if (types_number(types, ast->unknown.at[i]) == type)
			return true;
	return false;
}

static void accept(const struct types *types, uint32_t number, struct type_set *set, unsigned depth)
{
	if (number >= types->n || depth > TYPES_LIMIT)
		return;
	const struct ast_type *type = &types->ast->types.at[number];
	for (size_t i = 0; i < type->any_of.n; i++)
		accept(types, types_number(types, type->any_of.at[i]), set, depth + 1);
	for (uint32_t i = 0; i < types->n; i++) {
		if (!types_below(types, i, number))
			continue;
		type_set_add(set, i);
		if (stands_for_unknown(types, i))
			type_set_add(set, types->unknown);
		if (i != number && types->ast->types.at[i].any_of.n)
			accept(types, i, set, depth + 1);
	}
}

void types_init(struct types *types, const struct ast *ast)
{
	*types = (struct types){ .ast = ast, .numbers = map_new(), .n = ast->types.n };
	types->unknown = (uint32_t)ast->types.n;
	types->accepted = alloc_new((ast->types.n + 1) * sizeof *types->accepted);
	for (size_t i = 0; i < ast->types.n; i++)
		map_put_number(types->numbers, ast->types.at[i].name, i);
	for (uint32_t i = 0; i < ast->types.n && i < TYPES_LIMIT; i++)
		accept(types, i, &types->accepted[i], 0);
}

void types_fini(struct types *types)
{
	map_free(types->numbers);
	free(types->accepted);
}

void types_accept(const struct types *types, struct slice name, struct type_set *set)
{
	uint32_t number = types_number(types, name);
	if (number < types->n)
		type_set_join(set, &types->accepted[number]);
}
