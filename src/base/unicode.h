/* unicode: decoding, folding and classes of characters; the only user of utf8proc. */
#ifndef KGRAPH_BASE_UNICODE_H
#define KGRAPH_BASE_UNICODE_H

#include "base/arena.h"
#include "base/slice.h"

/* unicode_next where no ASCII character stands. */
uint32_t unicode_next_far(struct slice text, size_t *at);
/* One code point at *at (below len) of valid or invalid UTF-8; moves *at on. A bad maximal subpart (Unicode 3.9, table 3-8)
 * gives U+FFFD and is stepped over as one. */
static inline uint32_t unicode_next(struct slice text, size_t *at)
{
	unsigned char byte = (unsigned char)text.ptr[*at];
	if (byte >= 0x80)
		return unicode_next_far(text, at);
	++*at;
	return byte;
}

/* Bytes of code point written to out (at least 4 bytes of room). */
size_t unicode_put(uint32_t code, char *out);
/* The offset of the first byte that is no part of valid UTF-8, or text.len. Fast on ASCII (word at a time or SSE2). */
size_t unicode_valid(struct slice text);

bool unicode_is_letter(uint32_t code);  /* L* and M* */
bool unicode_is_upper(uint32_t code);   /* Lu, Lt */
bool unicode_is_lower(uint32_t code);   /* Ll */
bool unicode_is_digit(uint32_t code);   /* Nd */
bool unicode_is_word(uint32_t code);    /* L*, N* and the low line: what \w matches in a pattern */
bool unicode_is_space(uint32_t code);   /* White_Space, and U+FEFF, U+200B */
bool unicode_is_private(uint32_t code); /* Co */
bool unicode_is_mark(uint32_t code);    /* combines with the character before it */
bool unicode_is_ignored(uint32_t code); /* soft hyphens, zero-width characters, half rings: a word goes on behind them as if they were not there */
/* The straight quote or hyphen for a typographic one, an accent that stands alone, a guillemet; else the code itself. */
uint32_t unicode_straight(uint32_t code);
/* Columns on a terminal and in the picture's measure: 0, 1 or 2. */
int unicode_width(uint32_t code);
size_t unicode_count(struct slice text); /* code points */
bool unicode_has_lower(struct slice text);

/* Folded for comparison: NFC, case folded, accents stripped (compatibility decomposition, accents and points removed, also the
 * strokes of ø đ ħ ł ŧ; marks that spell the word in Indic, Thai or Japanese script stay), typographic quotes and dashes straight,
 * soft hyphens and zero-width characters gone, white space of any length one space, trimmed. In arena. */
struct slice unicode_fold(struct arena *arena, struct slice text);
/* NFC with white space folded and trimmed, nothing else. In arena. */
struct slice unicode_normal(struct arena *arena, struct slice text);
/* The slug of a name: folded, letters and digits kept, everything else one '-' between; never empty ("-" is "x" + hex of the bytes). In arena. */
struct slice unicode_slug(struct arena *arena, struct slice text);
/* The one character that a character and the mark behind it make (NFC), or 0 where there is none. */
uint32_t unicode_joined(uint32_t code, uint32_t mark);
/* The simple lower case of one code point. */
uint32_t unicode_lower(uint32_t code);
#endif
