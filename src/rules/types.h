/* types: the declared types as numbers, and which of them a hole takes. */
#ifndef KGRAPH_RULES_TYPES_H
#define KGRAPH_RULES_TYPES_H

#include "base/map.h"
#include "rules/ast.h"

/* Types of names are numbered as declared; the last one is that of names that nothing declares. */
enum { TYPES_LIMIT = 256 };

struct type_set {
	uint64_t bits[TYPES_LIMIT / 64];
};

struct types {
	const struct ast *ast;
	struct map *numbers;
	size_t n;                  /* declared ones */
	uint32_t unknown;          /* number of the type of unknown names: n */
	struct type_set *accepted; /* of each: as types_accept has it */
};

/* At most TYPES_LIMIT - 1 types may be declared; the caller has checked. Freed with types_fini. */
void types_init(struct types *types, const struct ast *ast);
void types_fini(struct types *types);
/* The number of a declared type; TYPES_LIMIT where there is none. */
uint32_t types_number(const struct types *types, struct slice name);
/* Adds name, its subtypes and the members of an `is any of`, and the unknown names where they may stand for one of them. */
void types_accept(const struct types *types, struct slice name, struct type_set *set);
/* Whether a type is another or below it. */
bool types_below(const struct types *types, uint32_t type, uint32_t above);

static inline void type_set_add(struct type_set *set, uint32_t type)
{
	set->bits[type / 64] |= UINT64_C(1) << type % 64;
}

static inline void type_set_drop(struct type_set *set, uint32_t type)
{
	set->bits[type / 64] &= ~(UINT64_C(1) << type % 64);
}

static inline bool type_set_has(const struct type_set *set, uint32_t type)
{
	return set->bits[type / 64] >> type % 64 & 1;
}

static inline void type_set_join(struct type_set *set, const struct type_set *more)
{
	for (size_t i = 0; i < TYPES_LIMIT / 64; i++)
		set->bits[i] |= more->bits[i];
}

static inline bool type_set_meets(const struct type_set *a, const struct type_set *b)
{
	for (size_t i = 0; i < TYPES_LIMIT / 64; i++)
		if (a->bits[i] & b->bits[i])
			return true;
	return false;
}

#endif
