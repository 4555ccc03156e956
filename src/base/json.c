#include <jansson.h>

#include "base/json.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/json_plain.h"
#include "base/unicode.h"

enum { DEEPEST = 64 };

struct json {
	json_t *root;
};

/* Whether brackets outside strings are nested deeper than DEEPEST; asked before parsing, which recurses. */
static bool too_deep(struct slice text)
{
	size_t depth = 0;
	bool quoted = false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '[' || c == '{') && ++depth > DEEPEST)
			return true;
		else if (!quoted && (c == ']' || c == '}') && depth)
			depth--;
	}
	return false;
}

static void *allocate(size_t size)
{
	return alloc_resize(NULL, size);
}

static void set_memory(void)
{
	json_set_alloc_funcs(allocate, free);
}

struct json *json_parse(struct slice text, struct arena *arena, struct slice *why)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	json_error_t error;
	pthread_once(&once, set_memory);
	if (too_deep(text)) {
		*why = arena_format(arena, "nested deeper than %d", DEEPEST);
		return NULL;
	}
	json_t *root = json_loadb(text.len ? text.ptr : "", text.len, JSON_REJECT_DUPLICATES, &error);
	if (!root) {
		*why = arena_format(arena, "%s (byte %d)", error.text, error.position);
		return NULL;
	}
	struct json *json = alloc_new(sizeof *json);
	json->root = root;
	return json;
}

void json_free(struct json *json)
{
	if (!json)
		return;
	json_decref(json->root);
	free(json);
}

/* The shortest decimal that reads back as the same number. */
static struct slice real_text(struct arena *arena, double value)
{
	char text[40] = "";
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	return arena_copy(arena, slice_of(text));
}

bool json_text(const struct json *json, const char *key, struct arena *arena, struct slice *text)
{
	const json_t *value = json_object_get(json->root, key);
	if (json_is_string(value))
		*text = slice_make(json_string_value(value), json_string_length(value));
	else if (json_is_integer(value))
		*text = arena_format(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else if (json_is_real(value))
		*text = real_text(arena, json_real_value(value));
	else
		return false;
	return true;
}

bool json_is_text(const struct json *json, const char *key)
{
	return json_is_string(json_object_get(json->root, key));
}

/* The escape of a character that may not stand as it is, in out; its length, 0 where it may. */
static size_t escape_of(uint32_t code, char out[8])
{
	static const char plain[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
	const char *at = code && code < 0x80 ? strchr(plain, (int)code) : NULL;
	if (at)
		return (size_t)snprintf(out, 8, "\\%c", names[at - plain]);
	if (code < 0x20 || code == 0x7F || code == 0x2028 || code == 0x2029)
		return (size_t)snprintf(out, 8, "\\u%04x", (unsigned)code & 0xFFFF);
	return 0;
}

static bool is_plain(char c)
{
	return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
}

void json_quote(struct slice text, void (*put)(const char *bytes, size_t len, void *data), void *data)
{
	size_t kept = 0; /* where the text begins that is not put yet */
	put("\"", 1, data);
	for (size_t at = 0; at < text.len;) {
		at = json_plain_skip(text.ptr, at, text.len, true);
		if (at == text.len)
			break;
		if (is_plain(text.ptr[at])) {
			at++;
			continue;
		}
		char out[8];
		size_t from = at;
		uint32_t code = unicode_next(text, &at);
		size_t len = code == 0xFFFD ? unicode_put(code, out) : escape_of(code, out);
		if (!len)
			continue;
		if (from > kept)
			put(text.ptr + kept, from - kept, data);
		put(out, len, data);
		kept = at;
	}
	if (text.len > kept)
		put(text.ptr + kept, text.len - kept, data);
	put("\"", 1, data);
}
