/* table: what the whole of one document says of its names: which words are names, full forms of short names, acronyms. Worked out once, when
 * first asked for. */
#ifndef KGRAPH_NAMES_TABLE_H
#define KGRAPH_NAMES_TABLE_H

#include "base/arena.h"
#include "base/map.h"
#include "names/lexicon.h"
#include "names/name_words.h"
#include "text/document.h"

/* Looking up one word in a text of this length, so many times, costs no more than the table of the document. */
enum { TABLE_LOOK_UPS = 64, TABLE_LOOK_UP_TEXT = 1 << 20 };

/* A name in full: a declared entity, or words of the document. */
struct full_name {
	struct slice text;
	struct slice title;     /* that the document has before it: "President"; may be empty */
	uint32_t entity;        /* or LEXICON_BLOCKED where it is no declared one */
	uint32_t line;          /* where the document has it first */
	size_t at;              /* the same, its byte */
	bool ambiguous;         /* several names end in this word, or it has stood alone before that of a relative: it stands for none */
	struct full_name *next; /* another of these; only titles tell them apart */
	struct full_name *last; /* of the first: the last of these; NULL where it is alone */
	bool acronym;
	bool topic;      /* whom the document is about: of several the one that is meant where no title tells */
	uint32_t times;  /* of the first: how often the document has it, or another that shares the short name, in full */
	bool relative;   /* stands only behind a word for a relative: "his wife, Ana Poe" is not whom "Poe" means */
	bool begun;      /* the short name is no last one: "Eleanor" of Eleanor Roosevelt, and no "Queen Eleanor" */
	bool determined; /* the document has an article before it */
	bool typed;      /* whether type was asked for */
	uint32_t type;   /* that the `name` lines give it; TYPES_LIMIT where none does */
};

struct name_table {
	struct document *document;
	struct arena *arena; /* of what is put into it later */
	const struct name_words *words;
	struct map *names;   /* capitalised words that stand within a sentence */
	struct map *shorts;  /* last word, or acronym -> struct full_name */
	struct map *sharing; /* the first of those that share a short name, and a name -> the other of them that has it */
	struct map *meant;   /* the first of these, and a title -> whom titled_meant said */
	struct map *placed;  /* names that stand right behind a word for a place: "in Saigon" */
	struct map *apart; /* last word, or acronym -> the `distinct` line that kept it from standing for a name; NULL where there is no such line */
};

/* Memory in arena, but for the maps: name_table_fini. */
struct name_table *name_table_new(struct document *document, const struct lexicon_hits *hits, const struct name_words *words, struct arena *arena);
void name_table_fini(struct name_table *table);

#endif
