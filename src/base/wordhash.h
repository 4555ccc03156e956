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

/* Bytes behind a word that have to be readable. */
enum { WORDHASH_BEHIND = 16 };

/* The first len bytes (0 to 8) of what stands at text, the rest zeros; without a branch, since lengths cannot be foreseen. */
static inline uint64_t wordhash_piece(const char *text, size_t len)
{
	uint64_t piece;
	memcpy(&piece, text, 8);
	piece |= UINT64_C(0x2020202020202020);
	return len ? piece & (UINT64_MAX >> (64 - 8 * len)) : 0;
}

/* WORDHASH_BEHIND bytes behind the word are readable. Case is folded by setting bit 5, which leaves digits and lower case as they are. */
static inline uint64_t wordhash(const char *word, size_t len)
{
	uint64_t hash = UINT64_C(0x9E3779B97F4A7C15) ^ len;
	for (; len > 16; word += 8, len -= 8)
		hash = wordhash_mix(hash ^ wordhash_piece(word, 8), UINT64_C(0xA0761D6478BD642F));
	size_t first = len < 8 ? len : 8;
	return wordhash_mix(hash ^ wordhash_piece(word, first), wordhash_piece(word + 8, len - first) ^ UINT64_C(0xE7037ED1A0B428DB));
}

#endif
