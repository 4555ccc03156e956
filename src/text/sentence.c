#include "text/sentence.h"

#include "base/unicode.h"
#include "text/marks.h"

/* The longest abbreviation, in bytes. */
enum { WORD_MOST = 32 };
/* Bytes behind the limit of a sentence that are looked at to see whether it ends there. */
enum { LOOK_AHEAD = 256 };

/* A sentence in the making. Offsets are those of the document. */
struct scan {
	struct slice text; /* the document's text up to the block's end, or as far as the sentence can matter */
	size_t start;
	const struct sentence_words *words;
};

static bool is_space_at(struct slice text, size_t at, size_t *next)
{
	*next = at + 1;
	if (at >= text.len)
		return false;
	char c = text.ptr[at];
	if (!(c & 0x80))
		return c == ' ' || (c >= '\t' && c <= '\r');
	*next = at;
	return unicode_is_space(unicode_next(text, next));
}

static size_t skip_space(struct slice text, size_t at)
{
	size_t next;
	while (is_space_at(text, at, &next))
		at = next;
	return at;
}

static uint32_t code_at(struct slice text, size_t at)
{
	return at < text.len ? unicode_next(text, &at) : 0;
}

static bool is_digit_at(struct slice text, size_t at)
{
	return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* Behind "[12]" at `at`, or `at`. */
static size_t skip_bracket_note(struct slice text, size_t at)
{
	size_t end = at + 1;
	while (end - at < 5 && is_digit_at(text, end))
		end++;
	return code_at(text, at) == '[' && end > at + 1 && code_at(text, end) == ']' ? end + 1 : at;
}

/* Behind digits glued to the stop before `at` ("war.12 The"), or `at`. */
static size_t skip_glued_note(struct slice text, size_t start, size_t stop, size_t at)
{
	size_t end = at, next;
	while (end - at < 4 && is_digit_at(text, end))
		end++;
	if (end == at || end - at > 3 || (end < text.len && !is_space_at(text, end, &next)))
		return at;
	return stop > start && !is_digit_at(text, stop - 1) ? end : at;
}

/* Behind closers that a no-break space sets off, as in French. */
static size_t skip_spaced_closer(struct slice text, size_t at)
{
	size_t end = at;
	uint32_t space = code_at(text, at);
	if (space != 0xA0 && space != 0x202F)
		return at;
	unicode_next(text, &end);
	uint32_t code = code_at(text, end);
	if (code != 0xBB && code != 0x203A)
		return at;
	unicode_next(text, &end);
	return end;
}

/* Behind the stops, closers and notes from `stop` on; *stops counts the stops. */
static size_t skip_stops(struct slice text, size_t start, size_t stop, size_t *stops)
{
	size_t at = stop;
	*stops = 0;
	while (at < text.len && mark_is_stop(code_at(text, at))) {
		*stops += code_at(text, at) == 0x2026 ? 3 : 1;
		unicode_next(text, &at);
	}
	for (size_t before = stop; at > before;) {
		before = at;
		while (at < text.len && mark_is_closer(code_at(text, at)))
			unicode_next(text, &at);
		at = skip_bracket_note(text, at);
		at = skip_glued_note(text, start, stop, at);
		at = skip_spaced_closer(text, at);
	}
	return at;
}

/* The first code point at `at` behind quotes, brackets and dashes; *opened tells whether there were any. */
static uint32_t first_letter(struct slice text, size_t at, bool *opened)
{
	uint32_t code = 0;
	*opened = false;
	for (size_t n = 0; n < 8 && at < text.len; n++) {
		code = unicode_next(text, &at);
		if (!mark_is_opener(code) && !mark_is_dash(code) && !unicode_is_space(code))
			return code;
		*opened = true;
	}
	return code;
}

static bool can_begin(uint32_t code, bool opened)
{
	if (unicode_is_lower(code) || mark_is_stop(code))
		return false;
	return opened || unicode_is_letter(code) || unicode_is_digit(code) || (code && !memchr("%&),/:;]}|", (int)code, code < 0x80 ? 10 : 0));
}

/* The word before the stop, back to white space, an opening mark or a dash. */
static struct slice stopped_word(const struct scan *scan, size_t stop)
{
	size_t at = stop;
	while (at > scan->start && stop - at <= WORD_MOST) {
		size_t before = at;
		uint32_t code = mark_previous(scan->text, &before);
		if (unicode_is_space(code) || mark_is_opener(code) || mark_is_dash(code) || code == '/')
			break;
		at = before;
	}
	return slice_part(scan->text, at, stop);
}

static bool has_word(const struct map *map, struct slice word)
{
	char low[WORD_MOST];
	bool ascii = word.len <= sizeof low;
	if (!map || !word.len || !ascii)
		return false;
	for (size_t i = 0; i < word.len; i++) {
		char c = word.ptr[i];
		ascii = ascii && !(c & 0x80);
		low[i] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
	}
	if (ascii)
		return map_has(map, slice_make(low, word.len));
	struct arena *arena = arena_new();
	bool has = map_has(map, unicode_fold(arena, word));
	arena_free(arena);
	return has;
}

/* "J", "J.F", "U.S": single capitals with stops between. */
static bool is_capitals(struct slice word)
{
	size_t at = 0;
	while (at < word.len) {
		if (!unicode_is_upper(unicode_next(word, &at)))
			return false;
		if (at < word.len && word.ptr[at++] != '.')
			return false;
	}
	return word.len > 0;
}

/* The word before a word and that, as they stand; empty where the sentence begins with the word. */
static struct slice with_word_before(const struct scan *scan, struct slice word)
{
	size_t at = (size_t)(word.ptr - scan->text.ptr), end = at + word.len;
	if (at < scan->start + 2 || scan->text.ptr[at - 1] != ' ')
		return slice_part(scan->text, at, at);
	struct slice before = stopped_word(scan, at - 1);
	return slice_part(scan->text, (size_t)(before.ptr - scan->text.ptr), end);
}

/* A number or a letter with which the sentence begins, as those of a list do. */
static bool opens_sentence(const struct scan *scan, struct slice word)
{
	if (word.ptr != scan->text.ptr + scan->start || !word.len || word.len > 4)
		return false;
	size_t at = 0;
	uint32_t code = unicode_next(word, &at);
	return unicode_is_digit(code) || at == word.len;
}

/* Whether a word of at most three letters and then one with a small first letter stand at `at`. */
static bool is_short_beginning(struct slice text, size_t at)
{
	size_t letters = 0;
	while (at < text.len && letters <= 3 && unicode_is_letter(code_at(text, at))) {
		unicode_next(text, &at);
		letters++;
	}
	size_t next = skip_space(text, at);
	return letters && letters <= 3 && next > at && unicode_is_lower(code_at(text, next));
}

/* Whether the single stop at `stop` belongs to its word, given where and with what the text goes on. */
static bool is_part_of_word(const struct scan *scan, size_t stop, size_t next, uint32_t first)
{
	struct slice word = stopped_word(scan, stop);
	if (opens_sentence(scan, word))
		return true;
	bool capitals = is_capitals(word), may_end = has_word(scan->words->may_end, word);
	bool single = capitals && word.len <= 4 && !memchr(word.ptr, '.', word.len);
	struct slice pair = single ? with_word_before(scan, word) : word;
	/* Where nothing but the name would be the sentence, the capital is an initial of it: "Peter I. Orlov met". */
	if (single && pair.ptr != scan->text.ptr + scan->start && has_word(scan->words->may_end, pair))
		return false;
	if (capitals && (may_end || !single))
		return !is_short_beginning(scan->text, next);
	if (single)
		return true;
	if (may_end)
		return !unicode_is_upper(first);
	return has_word(scan->words->abbreviations, word);
}

/* Whether the sentence ends with the stops at `stop`; *end is then behind them. */
static bool ends_at(const struct scan *scan, size_t stop, size_t *end)
{
	struct slice text = scan->text;
	size_t stops, after;
	*end = skip_stops(text, scan->start, stop, &stops);
	if (*end == text.len || mark_is_wide_stop(code_at(text, stop)))
		return true;
	if (!is_space_at(text, *end, &after))
		return false;
	size_t next = skip_space(text, *end);
	if (next == text.len)
		return true;
	bool opened;
	uint32_t first = first_letter(text, next, &opened);
	if (!can_begin(first, opened))
		return false;
	bool closed = *end > stop + 1 && text.ptr[stop + 1] != ')';
	return stops > 1 || text.ptr[stop] != '.' || closed || !is_part_of_word(scan, stop, next, first);
}

/* Where the next stop may be from `at` on, below `limit`. */
static size_t find_stop(struct slice text, size_t at, size_t limit)
{
	/* First bytes of stops; only the ASCII ones are sure by themselves. */
	static const bool first[256] = {
		['.'] = true,
		['!'] = true,
		['?'] = true,
		[0xD6] = true,
		[0xD8] = true,
		[0xDB] = true,
		[0xE0] = true,
		[0xE1] = true,
		[0xE2] = true,
		[0xE3] = true,
		[0xEF] = true,
	};
	for (; at < limit; at++)
		if (first[(unsigned char)text.ptr[at]] && mark_is_stop(code_at(text, at)))
			return at;
	return limit;
}

/* The end of a sentence that is too long: the last white space before the limit, or else the last whole character. */
static size_t cut_before(struct slice text, size_t start, size_t limit)
{
	size_t at = limit;
	while (at > start) {
		size_t before = at;
		if (unicode_is_space(mark_previous(text, &before)) && before > start)
			return before;
		at = before;
	}
	for (at = limit; at > start + 1 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80;)
		at--;
	return at;
}

/* at, or the start of the character that it lies in, or the text's end. */
static size_t floor_to_character(struct slice text, size_t at)
{
	if (at >= text.len)
		return text.len;
	while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static size_t trim_end(struct slice text, size_t start, size_t end)
{
	while (end > start) {
		size_t before = end;
		if (!unicode_is_space(mark_previous(text, &before)))
			break;
		end = before;
	}
	return end;
}

bool sentence_next(
        const struct document *document, const struct block *block, const struct sentence_words *words, size_t at, struct sentence *sentence)
{
	struct scan scan = { .text = slice_part(document->text, 0, block->end), .words = words };
	scan.start = skip_space(scan.text, at < block->start ? block->start : at);
	if (scan.start >= block->end)
		return false;
	bool whole = block->end - scan.start <= SENTENCE_LIMIT;
	size_t limit = whole ? block->end : scan.start + SENTENCE_LIMIT;
	if (!whole)
		scan.text.len = floor_to_character(scan.text, limit + LOOK_AHEAD);
	size_t stop = scan.start, end = limit;
	bool ended = false;
	while (!ended && (stop = find_stop(scan.text, stop, limit)) < limit) {
		ended = ends_at(&scan, stop, &end);
		stop = end > stop ? end : stop + 1;
	}
	sentence->cut = !whole && (!ended || end > limit);
	if (sentence->cut)
		end = cut_before(scan.text, scan.start, limit);
	else if (!ended)
		end = block->end;
	sentence->start = scan.start;
	sentence->end = trim_end(scan.text, scan.start, end);
	return true;
}
