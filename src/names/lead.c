#include "names/lead.h"

#include "base/unicode.h"

bool lead_is_frequent(struct slice text, struct slice word)
{
	enum { FEW = 5, FAR = 1500 };
	size_t from = 0, times = 0;
	const char *found;
	while (word.len && (found = memmem(text.ptr + from, text.len - from, word.ptr, word.len)) != NULL) {
		from = (size_t)(found - text.ptr) + word.len;
		times++;
	}
	return times > FEW && text.len / times < FAR;
}

size_t lead_start(const struct document *document)
{
	size_t i = 0;
	while (i < document->blocks.n && document->blocks.at[i].kind != BLOCK_PARAGRAPH)
		i++;
	return i < document->blocks.n ? document->blocks.at[i].start : LEAD_NOWHERE;
}

bool lead_is(struct slice text, size_t start, size_t end)
{
	bool brackets = end + 1 < text.len && text.ptr[end] == ' ' && text.ptr[end + 1] == '(';
	size_t last = end;
	while (last > start && text.ptr[last - 1] != ' ')
		last--;
	return brackets || !unicode_has_lower(slice_part(text, start, end)) || lead_is_frequent(text, slice_part(text, last, end));
}

struct slice lead_small(struct arena *arena, struct slice name)
{
	enum { LONGEST_LETTER = 4 };
	char *out = arena_alloc(arena, name.len * LONGEST_LETTER + 1);
	size_t len = 0;
	bool within = false;
	if (unicode_has_lower(name))
		return slice_make("", 0);
	for (size_t at = 0; at < name.len;) {
		uint32_t code = unicode_next(name, &at);
		len += unicode_put(within ? unicode_lower(code) : code, out + len);
		within = unicode_is_letter(code);
	}
	return slice_make(out, len);
}
