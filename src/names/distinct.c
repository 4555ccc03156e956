#include "names/distinct.h"

#include "base/unicode.h"

/* One name of a line. */
struct member {
	struct slice folded;
	uint32_t entity; /* whose name it is; UINT32_MAX: nobody's that is declared */
	uint32_t line;
	size_t next; /* number + 1 of the next of the same name; 0: none */
};

struct distinct {
	struct map *names; /* folded -> the first member of it */
	struct member *members;
	size_t n;
	const size_t *first; /* of each line, its first member; and one more at the end */
};

/* The declared names that lines have, folded -> number of the entity. */
static void find_entities(struct distinct *distinct, const struct ast *ast, struct arena *scratch)
{
	for (size_t i = 0; i < ast->entities.n; i++) {
		const struct ast_entity *entity = &ast->entities.at[i];
		for (size_t k = 0; k <= entity->also.n; k++) {
			struct slice folded = unicode_fold(scratch, k ? entity->also.at[k - 1] : entity->name);
			size_t next = map_number(distinct->names, folded, SIZE_MAX) + 1;
			for (; next; next = distinct->members[next - 1].next)
				if (distinct->members[next - 1].entity == UINT32_MAX)
					distinct->members[next - 1].entity = (uint32_t)i;
		}
		arena_reset(scratch);
	}
}

static void add_member(struct distinct *distinct, struct slice name, size_t line, struct arena *arena)
{
	struct member *member = &distinct->members[distinct->n++];
	member->folded = unicode_fold(arena, name);
	member->line = (uint32_t)line;
	member->entity = UINT32_MAX;
	member->next = map_number(distinct->names, member->folded, SIZE_MAX) + 1;
	map_put_number(distinct->names, member->folded, distinct->n - 1);
}

struct distinct *distinct_new(const struct ast *ast, struct arena *arena)
{
	if (!ast->distincts.n)
		return NULL;
	struct distinct *distinct = arena_alloc(arena, sizeof *distinct);
	size_t names = 0, *first = arena_alloc(arena, (ast->distincts.n + 1) * sizeof *first);
	for (size_t i = 0; i < ast->distincts.n; i++) {
		first[i] = names;
		names += ast->distincts.at[i].names.n;
	}
	first[ast->distincts.n] = names;
	distinct->first = first;
	distinct->names = map_new();
	distinct->members = arena_alloc(arena, (names + 1) * sizeof *distinct->members);
	for (size_t i = 0; i < ast->distincts.n; i++)
		for (size_t k = 0; k < ast->distincts.at[i].names.n; k++)
			add_member(distinct, ast->distincts.at[i].names.at[k], i, arena);
	struct arena *scratch = arena_new();
	find_entities(distinct, ast, scratch);
	arena_free(scratch);
	return distinct;
}

void distinct_free(struct distinct *distinct)
{
	if (distinct)
		map_free(distinct->names);
}

size_t distinct_line(const struct distinct *distinct, struct slice name, struct slice full, uint32_t entity, struct arena *scratch)
{
	if (!distinct)
		return DISTINCT_NONE;
	size_t next = map_number(distinct->names, unicode_fold(scratch, name), SIZE_MAX) + 1;
	struct slice folded = next ? unicode_fold(scratch, full) : full;
	for (; next; next = distinct->members[next - 1].next) {
		uint32_t line = distinct->members[next - 1].line;
		for (size_t i = distinct->first[line]; i < distinct->first[line + 1]; i++) {
			const struct member *other = &distinct->members[i];
			bool same = slice_equal(other->folded, folded) || (other->entity != UINT32_MAX && other->entity == entity);
			if (i + 1 != next && same)
				return line;
		}
	}
	return DISTINCT_NONE;
}
