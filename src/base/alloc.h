/* alloc: memory from the heap; the one place where running out of it ends the program (status 4). */
#ifndef KGRAPH_BASE_ALLOC_H
#define KGRAPH_BASE_ALLOC_H

#include <stddef.h>

/* Lets the heaps ask the system for megabytes at a time, not for pages: each time is a call that stops the other threads' page faults. To be
 * called before there are threads. */
void alloc_large_steps(void);
/* size bytes of zeros; the caller frees them with free(). Never NULL. */
void *alloc_new(size_t size);
/* As realloc(), never NULL; what grew is not cleared. */
void *alloc_resize(void *old, size_t size);
/* Says that memory is exhausted and ends the program with status 4. */
_Noreturn void alloc_exhausted(void);

#endif
