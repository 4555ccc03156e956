/* json_cursor: the members of a JSON object or the items of an array, one after the other, without building a tree: for graphs of a million
 * lines, whose shape is known. */
#ifndef KGRAPH_BASE_JSON_CURSOR_H
#define KGRAPH_BASE_JSON_CURSOR_H

#include "base/arena.h"
#include "base/slice.h"

enum { JSON_CURSOR_DEPTH = 64 }; /* brackets within brackets, the outermost counted */

enum json_value_kind {
	JSON_VALUE_TEXT,
	JSON_VALUE_WHOLE, /* a number from 0 to 2^64 - 1, written in digits alone */
	JSON_VALUE_NUMBER,
	JSON_VALUE_TRUE,
	JSON_VALUE_FALSE,
	JSON_VALUE_NULL,
	JSON_VALUE_OBJECT,
	JSON_VALUE_ARRAY,
};

/* Texts are slices of what is read or, where they hold escapes, lie in the arena. */
struct json_value {
	struct slice key; /* of a member; of an item empty */
	enum json_value_kind kind;
	struct slice text; /* of a text: what it says; else as it is written, an object or array (free of mistakes) with its brackets */
	uint64_t whole;
};

struct json_cursor {
	struct slice text;
	size_t at;
	struct arena *arena;
	const char *why; /* what is wrong, at byte `at`; NULL as long as nothing is */
	bool object, begun, over;
};

/* text is valid UTF-8 and, like the arena, outlives the values. */
struct json_cursor json_open(struct slice text, struct arena *arena);
/* The next member or item. False at the end, and where something is wrong: why is set then. Text behind the end is wrong; keys that stand
 * twice are not noticed. */
bool json_next(struct json_cursor *cursor, struct json_value *value);

#endif
