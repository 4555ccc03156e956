/* ascii: classes of ASCII bytes, the same in every locale. */
#ifndef KGRAPH_BASE_ASCII_H
#define KGRAPH_BASE_ASCII_H

#include <stdbool.h>

static inline bool ascii_is_digit(char c)
{
	return (unsigned char)(c - '0') < 10;
}

static inline bool ascii_is_upper(char c)
{
	return (unsigned char)(c - 'A') < 26;
}

/* A letter or a digit. */
static inline bool ascii_is_word(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26 || ascii_is_digit(c);
}

static inline bool ascii_is_space(char c)
{
	return c == ' ' || (unsigned char)(c - '\t') < 5;
}

static inline char ascii_lower(char c)
{
	return ascii_is_upper(c) ? (char)(c | 0x20) : c;
}

#endif
