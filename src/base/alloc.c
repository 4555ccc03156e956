#include "base/alloc.h"

#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

void alloc_large_steps(void)
{
#ifdef M_TOP_PAD
	enum { STEP = 8 * 1024 * 1024 };
	mallopt(M_TOP_PAD, STEP);
#endif
}

void alloc_exhausted(void)
{
	static const char text[] = "kgraph: out of memory; nothing was written over\n";
	ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
	(void)ignored;
	_exit(4);
}

void *alloc_new(size_t size)
{
	void *memory = calloc(1, size ? size : 1);
	if (!memory)
		alloc_exhausted();
	return memory;
}

void *alloc_resize(void *old, size_t size)
{
	void *memory = realloc(old, size ? size : 1);
	if (!memory)
		alloc_exhausted();
	return memory;
}
