#include "base/unicode.h"
#include "rules/resolver.h"

static void add_alias(struct resolver *r, struct map *aliases, struct slice alias, size_t entity)
{
	struct slice folded = unicode_fold(r->arena, alias);
	if (!map_has(aliases, folded))
		map_put_number(aliases, folded, entity);
}

/* Every name of every entity, folded -> its number. Freed by the caller. */
static struct map *all_aliases(struct resolver *r)
{
	struct map *aliases = map_new();
	for (size_t i = 0; i < r->ast->entities.n; i++) {
		const struct ast_entity *entity = &r->ast->entities.at[i];
		add_alias(r, aliases, entity->name, i);
		for (size_t k = 0; k < entity->also.n; k++)
			add_alias(r, aliases, entity->also.at[k], i);
	}
	return aliases;
}

static void check_pair(struct resolver *r, struct map *aliases, const struct ast_distinct *distinct, struct slice a, struct slice b)
{
	struct slice x = unicode_fold(r->arena, a), y = unicode_fold(r->arena, b);
	size_t entity = map_number(aliases, x, SIZE_MAX);
	if (slice_equal(unicode_slug(r->arena, a), unicode_slug(r->arena, b)))
		diag_error(r->diag, resolver_part(distinct->place, b), CODE(CORRECTION), "names that differ in case, accents or marks alone are one",
		        "%.*s and %.*s have one id", SLICE_ARG(scan_brief(a)), SLICE_ARG(scan_brief(b)));
	else if (entity != SIZE_MAX && entity == map_number(aliases, y, SIZE_MAX))
		diag_error(r->diag, resolver_part(distinct->place, b), CODE(CORRECTION), "take one of them away from the entity",
		        "%.*s and %.*s are names of the entity at %.*s:%u", SLICE_ARG(scan_brief(a)), SLICE_ARG(scan_brief(b)),
		        SLICE_ARG(r->ast->entities.at[entity].place.file), r->ast->entities.at[entity].place.line);
}

static void check_distinct(struct resolver *r, struct map *aliases, const struct ast_distinct *distinct)
{
	enum { NAMES_MAX = 16 };
	if (distinct->names.n > NAMES_MAX) {
		diag_error(r->diag, resolver_part(distinct->place, distinct->names.at[NAMES_MAX]), CODE(LIMIT), "make two lines of it",
		        "more than %d names", NAMES_MAX);
		return;
	}
	for (size_t i = 1; i < distinct->names.n; i++)
		for (size_t k = 0; k < i; k++)
			check_pair(r, aliases, distinct, distinct->names.at[k], distinct->names.at[i]);
}

void resolver_corrections(struct resolver *r)
{
	struct map *aliases = r->ast->distincts.n ? all_aliases(r) : NULL;
	for (size_t i = 0; i < r->ast->rejects.n; i++)
		resolver_relation(r, r->ast->rejects.at[i].edge.relation, r->ast->rejects.at[i].edge.place);
	for (size_t i = 0; i < r->ast->distincts.n; i++)
		check_distinct(r, aliases, &r->ast->distincts.at[i]);
	map_free(aliases);
}
