/* called: what a name was taken for, document by document: which entity, by which line of the rules or words of the text; and where it stands
 * and was taken for none. */
#ifndef KGRAPH_EXPLAIN_CALLED_H
#define KGRAPH_EXPLAIN_CALLED_H

#include "explain/missed.h"
#include "names/wording.h"

/* What found a mention. */
enum called_by {
	CALLED_BY_ENTITY,   /* an `entity` line, or the row of a table */
	CALLED_BY_NAME,     /* a `name` line */
	CALLED_BY_PHRASE,   /* a `name` line without {Name}: "the coup", another one in each document */
	CALLED_BY_ACRONYM,  /* the document puts it in brackets behind a name */
	CALLED_BY_REFER,    /* a `refer` block: it stands for a name */
	CALLED_BY_CAPITALS, /* nothing but its capitals */
	CALLED_BY_WHOLE,    /* a proof, by the words around a thing that has no name: "Norman adventurers" */
};

/* A surface form of an entity in a document. */
struct called_form {
	struct slice text;
	enum wording_part part; /* how much of it the words are that were asked for */
	uint64_t count;
	uint32_t line; /* of the first */
	uint32_t type; /* types.n where no line gives one */
	enum called_by by;
	const struct ast_entity *entity;    /* by which; or NULL */
	const struct ast_name *name;        /* by which; or NULL */
	const struct ast_entity *blocking;  /* whose `not` line keeps these words from being one of its names; or NULL */
	const struct ast_entity *undecided; /* one with `near` words, none of which decided that this alias is its; or NULL */
	struct slice full;                  /* the name that it is short for; empty where it says the name itself */
	uint32_t full_line;                 /* where the document has that first */
	bool acronym;                       /* it is one of the full name; else its last word */
	bool ambiguous;                     /* several names of the document end in it: it stands for none of them */
};

/* An entity in one document. */
struct called_entity {
	struct slice id, name, document;
	uint32_t type;                     /* of the first of its types in the rules, as the facts have it */
	const struct ast_entity *declared; /* or NULL */
	ARRAY(struct called_form) forms;   /* those that are the words first, then those that hold them; then the most frequent, then by text, line */
	enum wording_part part;            /* the most of its forms and its name */
	uint64_t count;                    /* of its mentions */
};

/* Words that were asked for and are no name. */
struct called_miss {
	struct missed why; /* other with its white space folded */
	struct slice document, text;
	const struct ast_entity *undecided; /* as in called_form */
	uint32_t line;                      /* of the first */
	uint64_t count;
};

/* A surface form of an entity in all documents. */
struct called_name {
	struct slice id, text;
	uint64_t count, documents;
};

/* One thread's notes. */
struct called {
	ARRAY(struct called_entity) found; /* after called_sort by id, then document */
	ARRAY(struct called_miss) missed;  /* after called_sort by document, line, reason, text */
	ARRAY(struct called_name) seen;    /* every name; after called_sort by id, then the most frequent, then by text */
	struct wording wording;
	struct called_page *page; /* the document that is being read */
	struct map *numbers;      /* of seen */
	struct arena *arena;
};

/* lead: how many of the first words a name may lack ("the"), below the number of all. NULL where name is no name: no word, or more than WORDING_MOST.
 * Freed with called_free. */
struct called *called_new(struct slice name, size_t lead);
void called_free(struct called *called);
/* The call of an extract_watch with all_names, whose data is the notes. */
void called_sentence(const struct extract_view *view, void *called);
/* Ends the last document of from and adds all of from to to. The sum does not depend on the order once it is sorted. */
void called_add(struct called *to, struct called *from);
void called_sort(struct called *called);

#endif
