/* wordhash: a 64-bit hash of one word, ASCII letters of either case alike. */
#ifndef KGRAPH_BASE_WORDHASH_H
#define KGRAPH_BASE_WORDHASH_H

#include <stdint.h>
#include <string.h>

/* Multiply and fold, as in wyhash's mixing step (Wang Yi, public domain). */
static inline uint64_t wordhash_mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Reads up to 7 bytes past the word: the caller guarantees that they are readable. Case is folded by setting bit 5, which leaves digits and
 * lower case as they are. */
static inline uint64_t wordhash(const char *word, size_t len)
{
	const uint64_t lower = UINT64_C(0x2020202020202020);
	uint64_t hash = UINT64_C(0x9E3779B97F4A7C15) ^ len;
	uint64_t piece;
	while (len > 8) {
		memcpy(&piece, word, 8);
		hash = wordhash_mix(hash ^ (piece | lower), UINT64_C(0xA0761D6478BD642F));
		word += 8;
		len -= 8;
	}
	memcpy(&piece, word, 8);
	piece = len ? (piece | lower) & (UINT64_MAX >> (64 - 8 * len)) : 0;
	return wordhash_mix(hash ^ piece, UINT64_C(0xE7037ED1A0B428DB));
}

#endif
