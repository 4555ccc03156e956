/* mentions: all names of one sentence, longest first, and its mask. */
#ifndef KGRAPH_NAMES_MENTIONS_H
#define KGRAPH_NAMES_MENTIONS_H

#include "base/regex.h"
#include "names/date_scan.h"
#include "names/fits.h"
#include "names/led_by.h"
#include "names/mask.h"
#include "names/mention.h"
#include "names/places.h"
#include "names/table.h"
#include "rules/program.h"

/* What finds names, shared by all threads. */
struct naming {
	const struct ruleset *rules;
	struct program_compiler *compiler;
	struct program *patterns; /* as ast.names */
	struct program capitals, after_name;
	struct name_words words;
	struct class_programs classes;
	struct date_lines *dates;
	struct slice possessive;       /* what the language glues to an owner; may be empty; WORDHASH_BEHIND bytes behind it are readable */
	uint32_t first_named, acronym; /* types that the shape of an unknown name tells; TYPES_LIMIT where the rules say none */
	bool shapes;                   /* whether they say one */
	struct type_set sought;        /* types whose names trigger a rule: an acronym, which triggers nothing, is none of them */
};

void naming_init(struct naming *naming, const struct ruleset *rules, struct program_compiler *compiler);
void naming_fini(struct naming *naming);

/* One thread's view of one sentence; zeroed but for its first members, freed with mentions_fini. */
struct mentions {
	struct naming *naming;
	struct regex_scratch *scratch;
	bool known_only; /* no mentions by capitals alone */
	bool within;     /* asked for what stands before brackets: acronyms are not looked up in turn */
	/* Whether a word stands capitalised in the midst of a sentence of the document. */
	bool (*stands_within)(struct slice word, void *data);
	/* The table of the document, asked for where it is needed. */
	const struct name_table *(*table)(void *data);
	/* Its acronym_brackets, likewise. */
	const struct map *(*brackets)(void *data);
	void *data;
	struct led_by *led_by; /* of the document */
	/* results: */
	mention_array list; /* by place, not overlapping */
	struct mask mask;
	unsigned gave_up; /* `name` lines that hit a limit in this sentence */
	uint64_t placed;  /* mask.built of the mask that places are of; 0: of none */
	bool eager;       /* run `name` lines even where their words are missing */
	/* for the next call: */
	struct group_set groups;
	struct class_places places;
	struct fits fits;
	mention_array candidates;
	date_phrases dates;
	unsigned char covered[4100];
};

/* Finds the mentions of text start..end (a sentence) from the declared names seen in it (n of them) and the `name` lines whose trigger stands in
 * it (indices in ast.names, ascending). */
void mentions_find(struct mentions *mentions, struct slice text, size_t start, size_t end, const struct sighting *names, size_t name_count,
        const uint32_t *patterns, size_t pattern_count);
/* Builds the mask anew, after the list was changed. */
void mentions_mask(struct mentions *mentions, struct slice text, size_t start, size_t end);
/* Makes the word classes of the mask known to the scratch, before a pattern is matched in it. */
void mentions_place(struct mentions *mentions);
/* Whether a pattern of the program may match the mask, by its shape; a no is certain. */
bool mentions_fit(struct mentions *mentions, struct program *program);
/* Where in the text that ends which ends at byte `end` of the mask. */
size_t mentions_document_end(const struct mentions *mentions, struct slice text, size_t end);
void mentions_fini(struct mentions *mentions);

#endif
