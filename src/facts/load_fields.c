#include "facts/load_fields.h"

static const char *wrong_kind(struct json_cursor *cursor, const struct load_field *field)
{
	static const char *const kinds[] = {
		[LOAD_TEXT] = "a text that is not empty",
		[LOAD_LIST] = "a list",
		[LOAD_WHOLE] = "a whole number",
		[LOAD_NUMBER] = "a whole number below 4294967296",
		[LOAD_BYTE] = "a whole number below 256",
		[LOAD_FLAG] = "true",
	};
	return arena_format(cursor->arena, "\"%s\" is not %s", field->name, kinds[field->kind]).ptr;
}

static const char *set(struct json_cursor *cursor, const struct load_field *field, const struct json_value *value, void *into)
{
	void *member = (char *)into + field->offset;
	bool whole = value->kind == JSON_VALUE_WHOLE;
	switch (field->kind) {
	case LOAD_TEXT:
	case LOAD_LIST:
		*(struct slice *)member = value->text;
		return value->kind == (field->kind == LOAD_TEXT ? JSON_VALUE_TEXT : JSON_VALUE_ARRAY) && value->text.len ? NULL
		                                                                                                         : wrong_kind(cursor, field);
	case LOAD_WHOLE:
		*(uint64_t *)member = value->whole;
		return whole ? NULL : wrong_kind(cursor, field);
	case LOAD_NUMBER:
		*(uint32_t *)member = (uint32_t)value->whole;
		return whole && value->whole <= UINT32_MAX ? NULL : wrong_kind(cursor, field);
	case LOAD_BYTE:
		*(uint8_t *)member = (uint8_t)value->whole;
		return whole && value->whole <= UINT8_MAX ? NULL : wrong_kind(cursor, field);
	case LOAD_FLAG:
		*(bool *)member = true;
		return value->kind == JSON_VALUE_TRUE ? NULL : wrong_kind(cursor, field);
	}
	return NULL;
}

/* Members come in the order of the table where kgraph wrote them: *next is where to look first. */
static size_t find(const struct load_field *fields, size_t n, struct slice key, size_t *next)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = *next + i < n ? *next + i : *next + i - n;
		if (slice_is(key, fields[at].name)) {
			*next = at + 1 < n ? at + 1 : 0;
			return at;
		}
	}
	return n;
}

static void empty(const struct load_field *fields, size_t n, void *into)
{
	for (size_t i = 0; i < n; i++)
		if (fields[i].kind == LOAD_TEXT || fields[i].kind == LOAD_LIST)
			*(struct slice *)((char *)into + fields[i].offset) = slice_make("", 0);
}

const char *load_fields(struct json_cursor *cursor, const struct json_value *first, const struct load_field *fields, size_t n, void *into)
{
	struct json_value value;
	uint32_t seen = 0;
	size_t next = 0;
	empty(fields, n, into);
	for (bool more = first || json_next(cursor, &value); more; more = json_next(cursor, &value), first = NULL) {
		const struct json_value *member = first ? first : &value;
		size_t i = find(fields, n, member->key, &next);
		if (i == n)
			return arena_format(cursor->arena, "nobody knows the member \"%.*s\"", SLICE_ARG(member->key)).ptr;
		if (seen & 1u << i)
			return arena_format(cursor->arena, "\"%s\" stands there twice", fields[i].name).ptr;
		seen |= 1u << i;
		const char *why = set(cursor, &fields[i], member, into);
		if (why)
			return why;
	}
	for (size_t i = 0; i < n && !cursor->why; i++)
		if (fields[i].needed && !(seen & 1u << i))
			return arena_format(cursor->arena, "\"%s\" is missing", fields[i].name).ptr;
	return cursor->why;
}
