/* mention: the names of a sentence, found by list, by pattern, or by their capitals. */
#ifndef KGRAPH_NAMES_MENTION_H
#define KGRAPH_NAMES_MENTION_H

#include "base/array.h"
#include "base/slice.h"
#include "rules/ast.h"

enum mention_kind {
	MENTION_ENTITY,    /* declared */
	MENTION_NAMED,     /* a `name` line with {Name} */
	MENTION_DESCRIBED, /* a `name` line without: "the coup" */
	MENTION_UNKNOWN,   /* capitals that nothing knows */
	MENTION_PHRASE,    /* the words that filled a {X : phrase} */
	MENTION_REFER,     /* words that stand for a name said before: "he" */
};

struct mention {
	size_t start, end; /* bytes of the document's text */
	uint32_t type;
	enum mention_kind kind;
	bool adjective;  /* of a declared one: its adjective stands there */
	uint32_t entity; /* index in ast.entities of a declared one */
	uint32_t order;  /* of the line that found it: ties */
	/* MENTION_NAMED, MENTION_DESCRIBED: where the name begins that it holds, "Red Party" in "president of the Red Party", and where it ends
	 * itself; end 0 where it holds none, or no rule asks. */
	struct {
		size_t start, end;
	} inner;
	/* MENTION_REFER: the name that it stands for, and the number of the `refer` block; entity and order are that name's. */
	struct {
		size_t start, end;
		enum mention_kind kind;
	} of;
	uint32_t refer;
	/* The thing of that name's which the words name, "his government": its words, and what glues them to the name; end 0 where they stand for the
	 * name itself. */
	struct {
		size_t start, end;
		struct slice mark;
	} thing;
	const struct ast_role *role; /* that the words name; NULL where they stand for a name */
	struct date when;            /* then */
	bool owner;                  /* it reads as a possessive: "his" */
	/* The same words as standing for the next of several names: "they"; NULL at the last. It lives as long as the document. */
	const struct mention *also;
};

typedef ARRAY(struct mention) mention_array;

#endif
