#include "text/markup.h"

#include <strings.h>

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
}

/* The value that follows "charset =" in a tag, or empty. */
static struct slice charset_of(struct slice tag)
{
	static const char key[] = "charset";
	enum { KEY = sizeof key - 1 };
	for (size_t i = 0; i + KEY < tag.len; i++) {
		if (strncasecmp(tag.ptr + i, key, KEY))
			continue;
		size_t at = i + KEY;
		while (at < tag.len && strchr(" \t\r\n", tag.ptr[at]))
			at++;
		if (at == tag.len || tag.ptr[at++] != '=')
			continue;
		while (at < tag.len && strchr(" \t\r\n\"'", tag.ptr[at]))
			at++;
		size_t end = at;
		while (end < tag.len && is_name_byte(tag.ptr[end]))
			end++;
		return slice_part(tag, at, end);
	}
	return slice_make("", 0);
}

static struct slice find_charset(struct slice raw)
{
	static const char open[] = "<meta";
	for (size_t at = 0; at + sizeof open < raw.len;) {
		const char *p = memchr(raw.ptr + at, '<', raw.len - at);
		if (!p)
			break;
		at = (size_t)(p - raw.ptr) + 1;
		if (raw.len - at < sizeof open || strncasecmp(p, open, sizeof open - 1))
			continue;
		const char *end = memchr(p, '>', raw.len - at);
		struct slice found = charset_of(slice_make(p, end ? (size_t)(end - p) : raw.len - at));
		if (found.len)
			return found;
	}
	return slice_make("", 0);
}

enum encoding markup_encoding(struct slice raw, struct arena *arena, const char **name)
{
	static const struct {
		const char *name;
		enum encoding encoding;
	} known[] = {
		/* A page that says UTF-8 may be mistaken, and one that names UTF-16 in single bytes is. */
		{ "utf-8", ENCODING_AUTO },
		{ "utf8", ENCODING_AUTO },
		{ "utf-16", ENCODING_AUTO },
		{ "utf-16le", ENCODING_AUTO },
		{ "utf-16be", ENCODING_AUTO },
		{ "utf-32", ENCODING_AUTO },
		{ "unicode", ENCODING_AUTO },
		{ "iso-8859-1", ENCODING_WINDOWS_1252 },
		{ "latin1", ENCODING_WINDOWS_1252 },
		{ "us-ascii", ENCODING_WINDOWS_1252 },
		{ "ascii", ENCODING_WINDOWS_1252 },
		{ "windows-1252", ENCODING_WINDOWS_1252 },
		{ "cp1252", ENCODING_WINDOWS_1252 },
	};
	enum { LOOK = 4096 };
	struct slice found = find_charset(slice_part(raw, 0, raw.len < LOOK ? raw.len : LOOK));
	if (!found.len)
		return ENCODING_AUTO;
	*name = arena_copy(arena, found).ptr;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcasecmp(*name, known[i].name))
			return known[i].encoding;
	return ENCODING_OTHER;
}
