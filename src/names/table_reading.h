/* table_reading: what the files share that read a document for its table; nobody else includes it. */
#ifndef KGRAPH_NAMES_TABLE_READING_H
#define KGRAPH_NAMES_TABLE_READING_H

#include "names/alone.h"
#include "names/shorts.h"
#include "names/tokens.h"

enum { RUN_LIMIT = 8 };

/* What a name is short as though no name ends so: "Mao" of Mao Zedong, "Eleanor" of Eleanor Roosevelt, "Arias" of Arnulfo Arias Madrid. */
struct begun {
	struct alone *key;
	struct full_name *name;
	size_t at;
	bool surname; /* a last name that stands first, or the one of two by which the document calls whom it is about */
};

/* A person's name in full as it stood when it was read. */
struct middle_seen {
	struct full_name *name;
	struct slice text;
	bool relative; /* behind a word for a relative */
};

struct reading {
	struct document *document;
	struct slice text;
	const struct name_words *words;
	struct arena *arena;
	struct name_table *table;
	struct shorts shorts;
	const struct lexicon_hits *hits;
	size_t next_name; /* of hits: the first that does not end before the last run did */
	struct token run[RUN_LIMIT];
	size_t run_length;
	bool title, of_title; /* the last word was a title; or a title and function words: "Secretary of the" */
	bool office;          /* of_title where the run begins */
	bool placed;          /* whether it stands behind a word for a place */
	bool determined;      /* or behind one such as "the" */
	bool relative;        /* or behind one for a relative: "his wife, " */
	bool of_kin;          /* the last words were one for a relative and function words: "son of" */
	struct token last;    /* the word before this one */
	ARRAY(struct begun) begun;
	ARRAY(struct middle_seen) middles;
	struct alone_words alone; /* the keys of begun, and the short names of relatives */
	struct map *frequent;     /* inner words of names -> whether the document has them often, as a number */
	size_t lead;              /* where the first paragraph begins, or LEAD_NOWHERE */
};

static inline struct slice token_text(const struct reading *reading, const struct token *token)
{
	return slice_part(reading->text, token->start, token->end);
}

/* ---- the run of capitalised words that was read last (table_run.c) ---- */

/* Whether word i of it is one of these. */
static inline bool run_has(const struct reading *reading, size_t i, const struct map *map)
{
	return name_words_has(map, token_text(reading, &reading->run[i]));
}

/* Its words behind titles, and words that only lead to a name. */
size_t run_without_title(const struct reading *reading);
/* Where a name begins that its last word may stand for, from word `first` on: behind the last title and the last owner in the run, "British Prime
 * Minister", "Allende's". "People's" owns nothing. */
size_t run_own_begin(struct reading *reading, size_t first);
/* Its text from word `first` on, in the table's arena. */
struct slice run_from(const struct reading *reading, size_t first);
/* Where it ends together with what closes its name behind an article: "Pitt the Younger"; the end of its last word where nothing does. */
size_t run_byname_end(const struct reading *reading);
/* Whether word i has letters that are no capitals. */
bool run_shows_lower(const struct reading *reading, size_t i);
/* Whether a word belongs to a declared name: the names that the rules know have said what it is short for. Asked for words that stand one behind the
 * other. */
bool run_is_declared(struct reading *reading, const struct token *token);

/* Ends the run: the name in it goes into the table, with what is short for it (table_names.c). */
void reading_end_run(struct reading *reading);

/* ---- what a name is short as besides its last word (table_begun.c) ---- */

/* That the key may be short for the name, which stands at byte `at`. */
void begun_push(struct reading *reading, struct slice key, struct full_name *name, size_t at, bool surname);
/* The same of word i of the run; in small letters where the document begins with it in capitals. */
void begun_word(struct reading *reading, size_t i, struct full_name *name, bool surname);
/* The words that a person's name from word `own` to `end` of the run may be short as besides its last: the first, and the last but one of three and
 * more. */
void begun_inner(struct reading *reading, size_t own, size_t end, bool numbered, struct full_name *name);
/* Puts those into the table that stand for nobody else, when all words have been read. */
void begun_put(struct reading *reading);

#endif
