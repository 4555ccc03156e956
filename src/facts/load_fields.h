/* load_fields: the members of a JSON object -> the members of a struct, by a table. */
#ifndef KGRAPH_FACTS_LOAD_FIELDS_H
#define KGRAPH_FACTS_LOAD_FIELDS_H

#include <stddef.h>

#include "base/json_cursor.h"

enum load_kind {
	LOAD_TEXT,   /* struct slice, not empty */
	LOAD_LIST,   /* struct slice: an array as it is written */
	LOAD_WHOLE,  /* uint64_t */
	LOAD_NUMBER, /* uint32_t */
	LOAD_BYTE,   /* uint8_t */
	LOAD_FLAG,   /* bool; only true is ever written */
};

/* A member: where it goes, and whether it must be there. */
struct load_field {
	const char *name;
	enum load_kind kind;
	bool needed;
	size_t offset;
};

enum { LOAD_FIELDS_MAX = 32 };

/* Reads the rest of the object, after its first member where that was taken already (else NULL), into *into, which is zeroed before: texts
 * that are not there are empty. NULL, or what is wrong, in the cursor's arena: a member that is missing, of another kind, unknown, or there
 * twice. Texts live as long as what the cursor reads and its arena. */
const char *load_fields(struct json_cursor *cursor, const struct json_value *first, const struct load_field *fields, size_t n, void *into);

#endif
