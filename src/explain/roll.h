/* roll: every name of the documents, and how often each is called what. */
#ifndef KGRAPH_EXPLAIN_ROLL_H
#define KGRAPH_EXPLAIN_ROLL_H

#include "match/extract.h"

/* A text that a thing is called by. */
struct roll_form {
	struct slice text; /* white space folded */
	uint64_t count;    /* 0: of the name in full of short ones */
	bool whole;        /* some document takes it for the name itself, not for a short one */
};

/* A thing that is named in the documents. */
struct roll_entry {
	struct slice id, name;             /* name: of a declared thing as the rules have it; else the whole form that the graph calls it by, after roll_sort */
	uint32_t type;                     /* the first of its types in the rules; types.unknown where nothing gives one */
	const struct ast_entity *declared; /* or NULL */
	const struct ast_name *line;       /* a `name` line that found it; or NULL */
	uint64_t count, documents;
	uint64_t bare;                 /* of count: with nothing to tell by but capitals */
	ARRAY(struct roll_form) forms; /* after roll_sort the most frequent first, then by text */
	size_t last_document;          /* of the thread that reads: in which it was met last */
};

/* What one thread met, or all of them together. What only describes, or stands for a name, is left out ("the coup", "he"). */
struct roll {
	const struct ruleset *rules;
	ARRAY(struct roll_entry) entries; /* after roll_sort the most frequent first, then by id */
	struct map *numbers;              /* by id */
	struct arena *arena, *work;
	struct buffer key; /* of the document that is being read */
	size_t documents;
};

/* rules outlive it; freed with roll_free. */
struct roll *roll_new(const struct ruleset *rules);
void roll_free(struct roll *roll);
/* The call of an extract_watch with all_names, whose data is the roll. */
void roll_sentence(const struct extract_view *view, void *roll);
/* Adds all of from to to. The sum does not depend on the order once it is sorted. */
void roll_add(struct roll *to, const struct roll *from);
void roll_sort(struct roll *roll);

#endif
