/* json_plain: how far a text goes on without what JSON escapes, eight bytes at a time. */
#ifndef KGRAPH_BASE_JSON_PLAIN_H
#define KGRAPH_BASE_JSON_PLAIN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define JSON_PLAIN_ONES UINT64_C(0x0101010101010101)

/* The high bit of each byte that is zero; of bytes behind one that is it may be wrong. */
static inline uint64_t json_plain_zeros(uint64_t word)
{
	return (word - JSON_PLAIN_ONES) & ~word & 0x80 * JSON_PLAIN_ONES;
}

/* The first place from `at` on where a quote, a backslash, a control character or (strict) a byte from 0x7F on stands; or, short of it, where fewer
 * than eight bytes are left (Mycroft's tests for a zero byte and for a lesser one: the lowest bit found is always right). */
static inline size_t json_plain_skip(const char *bytes, size_t at, size_t len, bool strict)
{
	uint64_t word;
	for (; len - at >= 8; at += 8) {
		memcpy(&word, bytes + at, 8);
		uint64_t found = json_plain_zeros(word ^ '"' * JSON_PLAIN_ONES) | json_plain_zeros(word ^ '\\' * JSON_PLAIN_ONES) |
		        ((word - ' ' * JSON_PLAIN_ONES) & ~word & 0x80 * JSON_PLAIN_ONES) |
		        (strict ? (word & 0x80 * JSON_PLAIN_ONES) | json_plain_zeros(word ^ 0x7F * JSON_PLAIN_ONES) : 0);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
		if (found)
			return at + (size_t)__builtin_ctzll(found) / 8;
#else
		if (found)
			break;
#endif
	}
	return at;
}

#endif
