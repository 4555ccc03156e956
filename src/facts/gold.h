/* gold: a list of the relations that a careful reader finds in documents, to measure the rules by. */
#ifndef KGRAPH_FACTS_GOLD_H
#define KGRAPH_FACTS_GOLD_H

#include "base/diag.h"
#include "facts/fact.h"
#include "rules/ruleset.h"

enum gold_tier { GOLD_CORE, GOLD_HARD, GOLD_ALLOWED, GOLD_TIERS }; /* allowed: right, but nobody is asked to find it */
enum gold_reading { GOLD_DIRECT, GOLD_COREF, GOLD_READINGS };      /* direct: both ends stand in the sentence */

#define GOLD_NONE UINT32_MAX /* a number that is none */
enum { GOLD_BYTES_MAX = 256 * 1024 * 1024 };

/* Texts as they were written, without spaces around them; subject and object may hold variants with | between. */
struct gold_row {
	struct slice document, subject, relation, object;
	uint32_t row;             /* its line in the list */
	uint32_t line;            /* of the sentence in the document; 0: not said */
	uint32_t relation_number; /* of the rules; GOLD_NONE: they have none of that name */
	bool inverse;             /* the relation is an inverse: subject and object change places */
	enum status status;       /* never attempted, which counts as planned, nor supposed */
	enum gold_tier tier;
	enum gold_reading reading;
	uint32_t found_in; /* number of the document among those of the facts; GOLD_NONE: it was not read, or not asked for yet */
};

struct gold {
	struct arena *arena;
	struct slice path;
	ARRAY(struct gold_row) rows;
};

/* "core", "hard", "allowed"; "direct", "coref". */
const char *gold_tier_name(enum gold_tier tier);
const char *gold_reading_name(enum gold_reading reading);

/* Reads a CSV with the columns document, subject, relation, object and, where they are there, line, status (asserted), tier (core) and
 * reading (direct); others are warned of and left alone, as are rows that stand there twice. A relation that the rules do not have is
 * warned of once: its rows stay, since they are there to be found. Mistakes go to diag, all of them, each with its place; NULL where
 * there is one. Everything is copied; the caller frees it with gold_free. */
struct gold *gold_read(struct slice path, struct slice text, const struct ruleset *rules, struct diag *diag);
void gold_free(struct gold *gold);

/* The name of a document without its folder: a part of key. */
struct slice gold_last_component(struct slice key);
/* Sets found_in of every row: by the whole name of a document, or else by its last component. What was not read, or could be two
 * documents, goes to diag as a warning, once each. Returns how many rows have no document. */
size_t gold_find_documents(struct gold *gold, const struct facts *facts, struct diag *diag);

#endif
