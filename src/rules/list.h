/* list: arrays that grow in an arena and die with it; for what lives as long as the ast. */
#ifndef KGRAPH_RULES_LIST_H
#define KGRAPH_RULES_LIST_H

#include "base/arena.h"
#include "base/array.h"

/* As array_add and array_push, the memory being the arena's: such an array is never given to array_add or array_fini. */
#define list_add(arena, list)                                                                                                                        \
	(list_reserve_one((arena), (void **)&(list)->at, (list)->n, &(list)->room, sizeof *(list)->at), &(list)->at[(list)->n++])
#define list_push(arena, list, value) (*list_add(arena, list) = (value))

/* For the macros above only. */
static inline void list_reserve_one(struct arena *arena, void **at, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return;
	size_t old = *room;
	*room = old ? old * 2 : 2;
	*at = arena_grow(arena, *at, old * size, *room * size);
}

#endif
