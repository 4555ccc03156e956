/* fits: whether a pattern may match a masked sentence, by its shape: which chunks of the sentence each element of it in turn may end in. */
#ifndef KGRAPH_NAMES_FITS_H
#define KGRAPH_NAMES_FITS_H

#include "names/mask.h"
#include "rules/shape.h"

enum { FITS_CHUNKS = 64, FITS_MARKS = 128 };

/* Reused from sentence to sentence; zeroed is empty, freed with fits_fini. Sets of chunks are one bit each. */
struct fits {
	const struct shapes *shapes;
	uint64_t built; /* mask.built of the mask that was read; 0: none */
	bool known;     /* the sentence has no more chunks than there are bits */
	uint64_t all;
	uint64_t wild;              /* chunks with letters other than ASCII, which may be any word */
	uint64_t marks[FITS_MARKS]; /* chunks with an ASCII character that is no letter or digit */
	uint64_t names;             /* chunks with a mention */
	uint64_t plain, begins;     /* made of nothing but what plain words are made of; that begin with it */
	uint64_t dashes;            /* made of hyphens alone */
	uint64_t capitals;          /* in which a capitalised word or a mention may stand */
	uint64_t opens;             /* that begin with a mention */
	ARRAY(struct fits_word {
		uint64_t hash;
		bool first; /* the chunk begins with it, and nothing joins another word to it */
	})
	words;
	uint32_t word[FITS_CHUNKS + 1]; /* first of a chunk's words */
	ARRAY(struct fits_name {
		uint32_t type;
		bool adjective;
		uint64_t chunk;
	})
	mentions;
	struct fits_side {
		uint64_t asked, ends[FITS_CHUNKS]; /* of what may stand around a hole from a chunk on */
	} before, after;
};

/* Reads a mask of these mentions for shapes of these, where that is not done; what the shapes point to outlives it. */
void fits_read(struct fits *fits, const struct shapes *shapes, const struct mask *mask, const mention_array *mentions);
/* Whether a pattern of this shape may match what was read. A no is certain. */
bool fits_line(struct fits *fits, const struct shape_line *line);
void fits_fini(struct fits *fits);

#endif
