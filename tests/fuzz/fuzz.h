/* fuzz: what the fuzz targets share. */
#ifndef KGRAPH_TESTS_FUZZ_H
#define KGRAPH_TESTS_FUZZ_H

#include <stdlib.h>

#include "base/alloc.h"
#include "base/slice.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input in memory of its own with the zero bytes after it that readers may look at; freed with free(). */
static inline char *fuzz_copy(const uint8_t *data, size_t size)
{
	enum { READABLE = 64 };
	char *bytes = alloc_new(size + READABLE);
	if (size)
		memcpy(bytes, data, size);
	return bytes;
}

/* Ends the program where something does not hold, whatever NDEBUG says. */
static inline void fuzz_check(bool holds)
{
	if (!holds)
		abort();
}

#endif
