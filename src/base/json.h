/* json: values in and out; the only user of jansson. */
#ifndef KGRAPH_BASE_JSON_H
#define KGRAPH_BASE_JSON_H

#include "base/arena.h"
#include "base/slice.h"

/* Parsed JSON; freed with json_free. Depth at most 64 or it is an error. */
struct json;
/* NULL with *why (in arena) set where text is no JSON value (an object or array). NUL in strings and equal keys are errors. */
struct json *json_parse(struct slice text, struct arena *arena, struct slice *why);
void json_free(struct json *json);
/* The string or number (as text) under key of an object; false where it is not there. Lives as long as json (numbers: in arena). */
bool json_text(const struct json *json, const char *key, struct arena *arena, struct slice *text);
/* Whether a member is there and a string, not a number either. */
bool json_is_text(const struct json *json, const char *key);

/* Writing: appends a JSON string with its quotes to put; bytes that are no UTF-8 become U+FFFD. U+2028 and U+2029 are escaped. */
void json_quote(struct slice text, void (*put)(const char *bytes, size_t len, void *data), void *data);
/* Its other name; no function may have it, since the library exports one. */
#define json_string json_quote

#endif
