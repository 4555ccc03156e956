/* array: growing arrays on the heap, one macro a step; `struct { T *at; size_t n, room; }`. */
#ifndef KGRAPH_BASE_ARRAY_H
#define KGRAPH_BASE_ARRAY_H

#include <stdlib.h>

#include "base/alloc.h"

/* Declares the members; a zeroed array is an empty one. */
#define ARRAY(type)                                                                                                                                  \
	struct {                                                                                                                                     \
		type *at;                                                                                                                            \
		size_t n, room;                                                                                                                      \
	}

/* Makes room for one more element (not cleared) and yields a pointer to it. */
#define array_add(array) (array_reserve_one((void **)&(array)->at, &(array)->n, &(array)->room, sizeof *(array)->at), &(array)->at[(array)->n++])
/* Appends value. */
#define array_push(array, value) (*array_add(array) = (value))
#define array_last(array) (&(array)->at[(array)->n - 1])
/* Keeps the memory, forgets the elements. */
#define array_clear(array) ((array)->n = 0)
/* Frees the memory; the array is an empty one again. */
#define array_fini(array) (free((array)->at), (array)->at = NULL, (array)->n = 0, (array)->room = 0)

/* For the macros above only: doubles what *at points to when n reaches room. */
static inline void array_reserve_one(void **at, const size_t *n, size_t *room, size_t size)
{
	if (*n < *room)
		return;
	*room = *room ? *room * 2 : 8;
	*at = alloc_resize(*at, *room * size);
}

#endif
