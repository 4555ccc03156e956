#include "names/lexicon_tables.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/unicode.h"

struct lexicon_scan {
	const struct lexicon *lexicon;
	struct slice text;
	struct lexicon_hits *hits;
	struct arena *scratch; /* nothing in it outlives a word */
	size_t covered;        /* end of the furthest name so far */
};

static bool is_word_code(uint32_t code)
{
	return unicode_is_letter(code) || unicode_is_digit(code);
}

/* Where the first word at or after `at` begins; limit where there is none before it. */
static size_t word_from(struct slice text, size_t at, size_t limit)
{
	while (at < limit) {
		size_t next = at;
		if ((unsigned char)text.ptr[at] < 0x80 ? ascii_is_word(text.ptr[at]) : is_word_code(unicode_next(text, &next)))
			return at;
		at = next > at ? next : at + 1;
	}
	return limit;
}

/* Behind what the mask leaves out at `at`. */
static size_t skip_ignored(struct slice text, size_t at)
{
	size_t next = at;
	while (at < text.len && (unsigned char)text.ptr[at] >= 0x80 && unicode_is_ignored(unicode_next(text, &next)))
		at = next;
	return at;
}

static size_t word_until(struct slice text, size_t at)
{
	size_t end = at;
	while (at < text.len) {
		size_t next = at + 1;
		if ((unsigned char)text.ptr[at] < 0x80 ? !ascii_is_word(text.ptr[at]) : (next = at, !is_word_code(unicode_next(text, &next))))
			break;
		end = next;
		at = skip_ignored(text, end);
	}
	return end;
}

/* The next word of text from *at on; false at its end or after 64 bytes of separators, which no name holds. */
static bool following_word(struct slice text, size_t *at, struct slice *word)
{
	/* The usual case: one space, then letters, then something of ASCII; a NUL stands behind the text. */
	size_t end = *at + 1;
	if (end < text.len && text.ptr[end - 1] == ' ' && ascii_is_word(text.ptr[end])) {
		while (ascii_is_word(text.ptr[end]))
			end++;
		if (end <= text.len && (unsigned char)text.ptr[end] < 0x80) {
			*word = slice_part(text, *at + 1, end);
			*at = end;
			return true;
		}
	}
	size_t limit = *at + 64 < text.len ? *at + 64 : text.len, start = word_from(text, *at, limit);
	if (start >= limit)
		return false;
	*at = word_until(text, start);
	*word = slice_part(text, start, *at);
	return true;
}

static bool is_ascii(struct slice word)
{
	for (size_t i = 0; i < word.len; i++)
		if ((unsigned char)word.ptr[i] >= 0x80)
			return false;
	return true;
}

static uint64_t hash_in_text(struct lexicon_scan *scan, struct slice word)
{
	if (word.len > WORD_MAX)
		return 0;
	return is_ascii(word) ? wordhash(word.ptr, word.len) : hash_of(unicode_fold(scan->scratch, word));
}

/* Whether found folds to folded without anything but lower case: the usual case, decided without memory. */
static bool equals_ascii(struct slice found, struct slice folded)
{
	if (found.len != folded.len)
		return false;
	for (size_t i = 0; i < found.len; i++) {
		unsigned char c = (unsigned char)found.ptr[i];
		if (c >= 0x80 || ascii_lower((char)c) != folded.ptr[i])
			return false;
	}
	return true;
}

/* An empty line stands between: these are no words of one name. */
static bool holds_empty_line(struct slice text)
{
	bool empty = false; /* since the last line end */
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n' && empty)
			return true;
		empty = text.ptr[i] == '\n' || (empty && ascii_is_space(text.ptr[i]));
	}
	return false;
}

/* Whether the alias stands in the text around the words start..end, its marks before the first and behind the last word included: *end
 * moves behind these. */
static bool alias_stands(struct lexicon_scan *scan, const struct alias *alias, size_t start, size_t *end)
{
	if (alias->lead > start || alias->trail > scan->text.len - *end)
		return false;
	struct slice found = slice_part(scan->text, start - alias->lead, *end + alias->trail);
	if (!equals_ascii(found, alias->folded) && (holds_empty_line(found) || !slice_equal(unicode_fold(scan->scratch, found), alias->folded)))
		return false;
	*end += alias->trail;
	return true;
}

static bool first_letter_is_upper(struct slice text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t code = unicode_next(text, &at);
		if (unicode_is_letter(code))
			return unicode_is_upper(code);
	}
	return false;
}

static bool letters_fit(const struct lexicon_scan *scan, const struct alias *alias, size_t start, size_t end)
{
	unsigned char first = (unsigned char)scan->text.ptr[start];
	if (alias->letters == CASE_CAPITAL && first < 0x80 && !ascii_is_digit((char)first))
		return first >= 'A' && first <= 'Z';
	if (alias->letters == CASE_CAPITAL)
		return first_letter_is_upper(slice_part(scan->text, start, end));
	if (alias->letters == CASE_EXACT)
		return !unicode_has_lower(slice_part(scan->text, start, end));
	return true;
}

/* The longest alias that ends at node and stands in the text ("C++" rather than "C"), the first of equal ones. */
static const struct alias *alias_at(struct lexicon_scan *scan, uint32_t node, size_t start, size_t *end)
{
	const struct alias *best = NULL;
	size_t words_end = *end;
	for (uint32_t i = scan->lexicon->nodes.at[node].alias; i; i = scan->lexicon->aliases.at[i].next) {
		const struct alias *alias = &scan->lexicon->aliases.at[i];
		size_t stop = words_end;
		if (!letters_fit(scan, alias, start, words_end) || !alias_stands(scan, alias, start, &stop) || (best && stop <= *end))
			continue;
		best = alias;
		*end = stop;
	}
	return best;
}

/* Decided without reading the next word where it follows plainly. Bytes behind the text are readable. */
static inline bool may_go_on(const struct lexicon_scan *scan, uint32_t node, size_t at)
{
	uint64_t openings = scan->lexicon->nodes.at[node].openings;
	const char *next = scan->text.ptr + at;
	if (!openings || at >= scan->text.len)
		return false;
	bool plain = next[0] == ' ' && ascii_is_word(next[1]) && (unsigned char)next[2] < 0x80;
	return !plain || openings & opening_of(next + 1);
}

/* Follows the words of the text down the trie and keeps the longest name that begins with this word. */
static void find_name(struct lexicon_scan *scan, uint32_t node, size_t start, size_t end)
{
	const struct alias *best = NULL;
	size_t best_end = 0, at = end;
	while (node != NO_NODE) {
		size_t stop = at;
		const struct alias *alias = alias_at(scan, node, start, &stop);
		if (alias) {
			best = alias;
			best_end = stop;
		}
		struct slice word;
		if (!may_go_on(scan, node, at) || !following_word(scan->text, &at, &word))
			break;
		node = child_of(scan->lexicon, node, hash_in_text(scan, word));
	}
	if (!best || best_end <= scan->covered)
		return;
	scan->covered = best_end;
	array_push(&scan->hits->names, ((struct sighting){ (uint32_t)start, (uint32_t)best_end, best->entity, best->adjective }));
}

static inline void meet(struct lexicon_scan *scan, uint64_t hash, size_t start, size_t end, bool capital)
{
	const struct lexicon *lexicon = scan->lexicon;
	if (!filter_has(&lexicon->slot_filter, hash))
		return;
	const struct slot *slot = slot_at(lexicon->slots, lexicon->slot_mask, hash);
	if (slot->flags & SLOT_TRIGGER)
		array_push(&scan->hits->triggers, ((struct trigger_hit){ (uint32_t)start, (uint32_t)(slot - lexicon->slots) }));
	if (slot->flags & SLOT_ANY_CASE || (capital && slot->flags & SLOT_CAPITAL))
		find_name(scan, slot->node, start, end);
}

static void meet_trigger(struct lexicon_scan *scan, struct slice word)
{
	const struct slot *slot = slot_at(scan->lexicon->slots, scan->lexicon->slot_mask, hash_in_text(scan, word));
	if (slot->flags & SLOT_TRIGGER)
		array_push(&scan->hits->triggers,
		        ((struct trigger_hit){ (uint32_t)(word.ptr - scan->text.ptr), (uint32_t)(slot - scan->lexicon->slots) }));
}

/* Patterns see a word end before a combining mark, and another begin behind it. */
static void meet_around_marks(struct lexicon_scan *scan, struct slice word)
{
	bool marked = false;
	for (size_t at = 0, last = 0; at < word.len;) {
		size_t mark = at;
		if (unicode_is_mark(unicode_next(word, &at))) {
			if (last < mark)
				meet_trigger(scan, slice_part(word, last, mark));
			last = at;
			marked = true;
		} else if (at == word.len && marked) {
			meet_trigger(scan, slice_part(word, last, at));
		}
	}
}

/* A run of word bytes that holds others than ASCII: letters, or quotes and dashes between words. */
static void meet_mixed(struct lexicon_scan *scan, size_t start, size_t end)
{
	struct slice run = slice_part(scan->text, 0, end);
	for (size_t first = word_from(run, start, end), last; first < end; first = word_from(run, last, end)) {
		size_t next = first;
		last = word_until(run, first);
		uint32_t code = unicode_next(scan->text, &next);
		bool capital = unicode_is_upper(code) || unicode_is_digit(code);
		meet(scan, hash_in_text(scan, slice_part(run, first, last)), first, last, capital);
		meet_around_marks(scan, slice_part(run, first, last));
	}
}

static inline void meet_word(struct lexicon_scan *scan, size_t start, size_t end, bool mixed)
{
	if (mixed && !is_ascii(slice_part(scan->text, start, end)))
		meet_mixed(scan, start, end);
	else if (end - start <= WORD_MAX)
		meet(scan, wordhash(scan->text.ptr + start, end - start), start, end, scan->text.ptr[start] < 'a');
}

#ifdef __SSE2__
/* Which of 64 bytes are letters, digits or no ASCII (result), and which are no ASCII (*high). Bytes are shifted so that one signed
 * comparison tests a range. */
static inline uint64_t word_bits(const char *bytes, uint64_t *high)
{
	const __m128i bit5 = _mm_set1_epi8(0x20), letters = _mm_set1_epi8((char)(0x80 - 'a')), digits = _mm_set1_epi8((char)(0x80 - '0'));
	const __m128i z = _mm_set1_epi8((char)(0x80 + 26)), nine = _mm_set1_epi8((char)(0x80 + 10));
	uint64_t words = 0, highs = 0;
	for (int i = 0; i < 4; i++) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
		__m128i is_letter = _mm_cmplt_epi8(_mm_add_epi8(_mm_or_si128(v, bit5), letters), z);
		__m128i is_digit = _mm_cmplt_epi8(_mm_add_epi8(v, digits), nine);
		uint64_t high_bits = (uint64_t)(uint32_t)_mm_movemask_epi8(v);
		uint64_t bits = (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(is_letter, is_digit)) | high_bits;
		words |= bits << (16 * i);
		highs |= high_bits << (16 * i);
	}
	*high = highs;
	return words;
}
#else
static inline uint64_t word_bits(const char *bytes, uint64_t *high)
{
	uint64_t words = 0;
	*high = 0;
	for (int i = 0; i < 64; i++) {
		words |= (uint64_t)word_byte(bytes[i]) << i;
		*high |= (uint64_t)((unsigned char)bytes[i] >= 0x80) << i;
	}
	return words;
}
#endif

/* Bits of value from bit `from` on that are set without a gap. */
static inline size_t run_length(uint64_t value, unsigned from)
{
	uint64_t gaps = ~(value >> from);
	size_t length = gaps ? (size_t)__builtin_ctzll(gaps) : 64;
	return length < 64 - from ? length : 64 - from;
}

void lexicon_scan(const struct lexicon *lexicon, struct slice text, struct lexicon_hits *hits, struct arena *scratch)
{
	struct lexicon_scan scan = { .lexicon = lexicon, .text = text, .hits = hits, .scratch = scratch };
	array_clear(&hits->names);
	array_clear(&hits->triggers);
	size_t start = 0;
	bool open = false, mixed = false; /* a word goes on from the block before; it may hold bytes that are no ASCII */
	for (size_t at = 0; at < text.len; at += 64) {
		uint64_t high, words = word_bits(text.ptr + at, &high);
		if (text.len - at < 64)
			words &= UINT64_MAX >> (64 - (text.len - at));
		mixed = (open && mixed) || high;
		if (arena_used(scratch) > SCRATCH_LIMIT)
			arena_reset(scratch);
		size_t begun = open ? run_length(words, 0) : 0;
		if (begun == 64)
			continue;
		if (open)
			meet_word(&scan, start, at + begun, mixed);
		words &= UINT64_MAX << begun;
		open = words >> 63;
		for (uint64_t starts = words & ~(words << 1); starts; starts &= starts - 1) {
			unsigned bit = (unsigned)__builtin_ctzll(starts);
			size_t length = run_length(words, bit);
			start = at + bit;
			if (bit + length < 64)
				meet_word(&scan, start, start + length, mixed);
		}
	}
	if (open)
		meet_word(&scan, start, text.len, mixed);
}

void lexicon_hits_fini(struct lexicon_hits *hits)
{
	array_fini(&hits->names);
	array_fini(&hits->triggers);
}
