/* mask: a sentence in which each name is one private-use character, its type; places lead back to the text. */
#ifndef KGRAPH_NAMES_MASK_H
#define KGRAPH_NAMES_MASK_H

#include "base/array.h"
#include "base/buffer.h"
#include "names/mention.h"

struct mask_token {
	uint32_t at;      /* byte of the masked text */
	uint32_t mention; /* index of the mention */
};

/* Reused from sentence to sentence; zeroed is empty, freed with mask_fini. */
struct mask {
	struct buffer text;              /* white space one space, quotes and dashes straight; 16 bytes behind it are readable */
	ARRAY(uint32_t) origin;          /* for each byte of text, and one more: the byte of the document that it came from */
	ARRAY(struct mask_token) tokens; /* by at */
	bool rows;                       /* a line end becomes |: what stands in a table or box is no running text */
	struct slice possessive;         /* stands behind a mention that is an owner; borrowed */
	uint64_t built;                  /* how often it was: what is kept of a mask is of this one as long as the number is the same */
};

enum { MASK_TOKEN_LEN = 3, MASK_NONE = -1 };

/* Builds the mask of text start..end with mentions (by start, not overlapping). */
void mask_build(struct mask *mask, struct slice text, size_t start, size_t end, const struct mention *mentions, size_t n);
void mask_fini(struct mask *mask);
/* The first byte of the mask that comes from byte `origin` of the document, or from behind it. */
size_t mask_place(const struct mask *mask, size_t origin);
/* The mention whose character stands at byte `at`, or MASK_NONE. */
long mask_mention(const struct mask *mask, size_t at);

#endif
