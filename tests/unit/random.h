/* random: for tests: numbers that are the same on every machine. */
#ifndef KGRAPH_TESTS_RANDOM_H
#define KGRAPH_TESTS_RANDOM_H

#include <stdint.h>

/* The next number below `below`, by xorshift64 (Marsaglia). */
static inline unsigned number(unsigned below)
{
	static uint64_t seed = 88172645463325252u;
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed % below);
}

#endif
