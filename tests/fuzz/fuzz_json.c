/* The two readers of JSON: what one takes the other takes, but for what each says it looks at. */
#include "base/json.h"
#include "base/json_cursor.h"
#include "base/unicode.h"
#include "fuzz.h"

/* Whether the cursor takes all of it. */
static bool walk(struct slice text, struct arena *arena)
{
	struct json_cursor cursor = json_open(text, arena);
	struct json_value value;
	while (json_next(&cursor, &value))
		if (value.kind == JSON_VALUE_OBJECT || value.kind == JSON_VALUE_ARRAY)
			fuzz_check(walk(value.text, arena));
	fuzz_check(cursor.at <= text.len);
	return !cursor.why;
}

static bool holds(struct slice text, const char *part)
{
	return memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = fuzz_copy(data, size);
	struct slice text = slice_make(bytes, size), why = slice_make("", 0);
	struct arena *arena = arena_new();
	/* A NUL behind a number is nothing to jansson. */
	if (unicode_valid(text) == size && !memchr(bytes, '\0', size)) {
		bool taken = walk(text, arena);
		struct json *json = json_parse(text, arena, &why);
		fuzz_check(!json || taken);
		/* Numbers that no machine holds, and members of one name, are the other one's concern. */
		fuzz_check(!taken || json || holds(why, "too big") || holds(why, "overflow") || holds(why, "duplicate"));
		json_free(json);
	}
	arena_free(arena);
	free(bytes);
	return 0;
}
