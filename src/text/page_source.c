#include "text/page_source.h"

#include "base/ascii.h"

enum { PADDING = 64, SPACES_MOST = 256 };

/* Controls and noncharacters, which libxml2 drops, become characters of the same length, so that source and text go in step. */
static void replace_dropped(char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];
		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
			bytes[i] = ' ';
		else if (c == 0xEF && (unsigned char)bytes[i + 1] == 0xBF && (unsigned char)bytes[i + 2] >= 0xBE)
			bytes[i + 2] = (char)0xBD;
	}
}

/* Bytes of no ASCII begin names, too. */
static bool begins_name(char c)
{
	return ascii_is_word(c) || (c & 0x80);
}

/* Takes away what stands in a tag behind its 256th white space: libxml2 compares each attribute with all before it. */
static void cut_attributes(char *bytes, size_t len)
{
	size_t spaces = 0;
	char quote = 0;
	bool tag = false;
	for (size_t i = 0; i < len; i++) {
		char c = bytes[i];
		if (!tag) {
			tag = c == '<' && begins_name(bytes[i + 1]);
			spaces = 0;
		} else if (quote ? c == quote : c == '>') {
			tag = quote != 0;
			quote = 0;
		} else if (!quote && (c == '"' || c == '\'') && bytes[i - 1] == '=') {
			quote = c;
		} else if (!quote) {
			spaces += ascii_is_space(c) || c == '/' || c == '"' || c == '\'';
		}
		if (tag && spaces > SPACES_MOST)
			bytes[i] = ' ';
	}
}

struct slice page_source(struct arena *arena, struct slice text)
{
	char *bytes = arena_alloc(arena, text.len + PADDING);
	memcpy(bytes, text.ptr, text.len);
	replace_dropped(bytes, text.len);
	cut_attributes(bytes, text.len);
	return slice_make(bytes, text.len);
}
