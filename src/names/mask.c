#include "names/mask.h"

#include "base/unicode.h"
#include "rules/emit.h"

static void put(struct mask *mask, const char *bytes, size_t len, size_t origin)
{
	buffer_add(&mask->text, slice_make(bytes, len));
	for (size_t i = 0; i < len; i++)
		array_push(&mask->origin, (uint32_t)origin);
}

static bool ends_in_space(const struct mask *mask)
{
	return mask->text.n == 0 || mask->text.at[mask->text.n - 1] == ' ';
}

static void put_space(struct mask *mask, size_t origin)
{
	if (!ends_in_space(mask))
		put(mask, " ", 1, origin);
}

/* A long dash stands between two thoughts however it was set, be it typed as two hyphens: it gets its spaces. */
static void put_dash(struct mask *mask, size_t origin)
{
	put_space(mask, origin);
	put(mask, "- ", 2, origin);
}

static void put_row_end(struct mask *mask, size_t origin)
{
	put_space(mask, origin);
	if (mask->text.n < 2 || mask->text.at[mask->text.n - 2] != '|')
		put(mask, "| ", 2, origin);
}

static bool is_long_dash(uint32_t code)
{
	return code == 0x2014 || code == 0x2015;
}

/* Joins a mark to the character before it, as rules have it. The first byte leads back to the character and the last to the mark, so that what ends
 * here ends behind both. */
static bool put_mark(struct mask *mask, uint32_t mark, size_t origin)
{
	char bytes[4];
	size_t start = mask->text.n, at;
	if (!start || !unicode_is_mark(mark))
		return false;
	do
		start--;
	while (start && ((unsigned char)mask->text.at[start] & 0xC0) == 0x80);
	at = start;
	uint32_t joined = unicode_joined(unicode_next(buffer_slice(&mask->text), &at), mark);
	if (!joined)
		return false;
	size_t first = mask->origin.at[start];
	mask->text.n = start;
	mask->origin.n = start;
	put(mask, bytes, unicode_put(joined, bytes), first);
	mask->origin.at[mask->origin.n - 1] = (uint32_t)origin;
	return true;
}

static void put_code(struct mask *mask, uint32_t code, size_t origin)
{
	static const char replacement[] = "\xEF\xBF\xBD";
	char bytes[4];
	uint32_t straight = unicode_straight(code);
	if (is_long_dash(code))
		put_dash(mask, origin);
	else if (straight != code)
		put(mask, bytes, unicode_put(straight, bytes), origin);
	else if (unicode_is_ignored(code) || put_mark(mask, code, origin))
		return;
	else if (mask->rows && (code == '\n' || code == '\r'))
		put_row_end(mask, origin);
	else if (unicode_is_space(code))
		put_space(mask, origin);
	else if (unicode_is_private(code))
		put(mask, replacement, 3, origin);
	else
		put(mask, bytes, unicode_put(code, bytes), origin);
}

static void put_text(struct mask *mask, struct slice text, size_t from, size_t to)
{
	struct slice part = slice_part(text, 0, to);
	for (size_t at = from; at < to;) {
		size_t origin = at;
		unsigned char c = (unsigned char)text.ptr[at];
		if (c == '-' && at + 1 < to && text.ptr[at + 1] == '-') {
			while (at < to && text.ptr[at] == '-')
				at++;
			put_dash(mask, origin);
		} else if (c > ' ' && c < 0x7F && c != '`') {
			at++;
			put(mask, text.ptr + origin, 1, origin);
		} else {
			put_code(mask, unicode_next(part, &at), origin);
		}
	}
}

/* Where the last character of start..end begins. */
static size_t last_code(struct slice text, size_t start, size_t end)
{
	size_t last = end;
	do
		last--;
	while (last > start && ((unsigned char)text.ptr[last] & 0xC0) == 0x80);
	return last;
}

static void put_mention(struct mask *mask, struct slice text, const struct mention *mention, uint32_t number)
{
	char bytes[4];
	size_t len = unicode_put((mention->adjective ? MASK_ADJECTIVE : MASK_FIRST) + mention->type, bytes);
	array_push(&mask->tokens, ((struct mask_token){ (uint32_t)mask->text.n, number }));
	put(mask, bytes, len, mention->start);
	if (mention->owner)
		put(mask, mask->possessive.ptr, mask->possessive.len, last_code(text, mention->start, mention->end));
}

void mask_build(struct mask *mask, struct slice text, size_t start, size_t end, const struct mention *mentions, size_t n)
{
	mask->text.n = 0;
	array_clear(&mask->origin);
	array_clear(&mask->tokens);
	size_t at = start;
	for (size_t i = 0; i < n; i++) {
		put_text(mask, text, at, mentions[i].start);
		put_mention(mask, text, &mentions[i], (uint32_t)i);
		at = mentions[i].end;
	}
	put_text(mask, text, at, end);
	array_push(&mask->origin, (uint32_t)end);
	mask->built++;
	/* Readers of words may look a few bytes further. */
	buffer_add(&mask->text, slice_make("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16));
	mask->text.n -= 16;
}

void mask_fini(struct mask *mask)
{
	buffer_fini(&mask->text);
	array_fini(&mask->origin);
	array_fini(&mask->tokens);
}

size_t mask_place(const struct mask *mask, size_t origin)
{
	size_t low = 0, high = mask->text.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (mask->origin.at[middle] < origin)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

long mask_mention(const struct mask *mask, size_t at)
{
	size_t low = 0, high = mask->tokens.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (mask->tokens.at[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == mask->tokens.n || mask->tokens.at[low].at != at)
		return MASK_NONE;
	return (long)mask->tokens.at[low].mention;
}
