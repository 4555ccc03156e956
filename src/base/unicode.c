#include "base/unicode.h"

#include <utf8proc.h>

#include "base/array.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { REPLACEMENT = 0xFFFD, LONGEST_DECOMPOSITION = 32 };

/* Code points that are being normalised. */
struct codes {
	ARRAY(utf8proc_int32_t) list;
};

/* The values that the second byte of a sequence may have, by its first byte (Unicode 15, table 3-7); 0 for no first byte. */
static unsigned sequence(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	*high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Decodes the multi-byte sequence at p; *step is its length, or that of its bad maximal subpart, for which it gives UINT32_MAX. */
static uint32_t decode(const unsigned char *p, size_t room, size_t *step)
{
	unsigned char low, high;
	unsigned need = sequence(p[0], &low, &high);
	uint32_t code = need ? p[0] & (0x7Fu >> need) : 0;
	*step = 1;
	if (!need)
		return UINT32_MAX;
	for (unsigned i = 1; i < need; i++) {
		if (i == room || p[i] < low || p[i] > high)
			return UINT32_MAX;
		code = code << 6 | (p[i] & 0x3Fu);
		*step = i + 1;
		low = 0x80;
		high = 0xBF;
	}
	return code;
}

uint32_t unicode_next_far(struct slice text, size_t *at)
{
	size_t step;
	uint32_t code = decode((const unsigned char *)text.ptr + *at, text.len - *at, &step);
	*at += step;
	return code == UINT32_MAX ? REPLACEMENT : code;
}

size_t unicode_put(uint32_t code, char *out)
{
	static const unsigned char leads[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
		code = REPLACEMENT;
	size_t len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	for (size_t i = len - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (code & 0x3F));
		code >>= 6;
	}
	out[0] = (char)(leads[len] | code);
	return len;
}

/* The offset of the first byte from 0x80 on at or after `at`, or len. */
static size_t skip_ascii(const char *p, size_t at, size_t len)
{
#ifdef __SSE2__
	while (at + 64 <= len) {
		const __m128i *q = (const __m128i *)(const void *)(p + at);
		__m128i any = _mm_or_si128(
		        _mm_or_si128(_mm_loadu_si128(q), _mm_loadu_si128(q + 1)), _mm_or_si128(_mm_loadu_si128(q + 2), _mm_loadu_si128(q + 3)));
		if (_mm_movemask_epi8(any))
			break;
		at += 64;
	}
	while (at + 16 <= len) {
		unsigned mask = (unsigned)_mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + at)));
		if (mask)
			return at + (unsigned)__builtin_ctz(mask);
		at += 16;
	}
#else
	for (uint64_t word; at + 8 <= len; at += 8) {
		memcpy(&word, p + at, 8);
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
#endif
	while (at < len && (unsigned char)p[at] < 0x80)
		at++;
	return at;
}

size_t unicode_valid(struct slice text)
{
	const unsigned char *p = (const unsigned char *)text.ptr;
	size_t at = 0, step;
	while ((at = skip_ascii(text.ptr, at, text.len)) < text.len) {
		do {
			if (decode(p + at, text.len - at, &step) == UINT32_MAX)
				return at;
			at += step;
		} while (at < text.len && p[at] >= 0x80);
	}
	return text.len;
}

static bool in_category(uint32_t code, unsigned set)
{
	return code <= 0x10FFFF && (1u << (unsigned)utf8proc_category((utf8proc_int32_t)code) & set);
}

#define CATEGORY(name) (1u << UTF8PROC_CATEGORY_##name)

static bool ascii_within(uint32_t code, char first, char last)
{
	return code >= (unsigned char)first && code <= (unsigned char)last;
}

bool unicode_is_letter(uint32_t code)
{
	if (code < 0x80)
		return ascii_within(code | 0x20, 'a', 'z');
	return in_category(
	        code, CATEGORY(LU) | CATEGORY(LL) | CATEGORY(LT) | CATEGORY(LM) | CATEGORY(LO) | CATEGORY(MN) | CATEGORY(MC) | CATEGORY(ME));
}

bool unicode_is_upper(uint32_t code)
{
	return code < 0x80 ? ascii_within(code, 'A', 'Z') : in_category(code, CATEGORY(LU) | CATEGORY(LT));
}

bool unicode_is_lower(uint32_t code)
{
	return code < 0x80 ? ascii_within(code, 'a', 'z') : in_category(code, CATEGORY(LL));
}

bool unicode_has_lower(struct slice text)
{
	for (size_t at = 0; at < text.len;)
		if (unicode_is_lower(unicode_next(text, &at)))
			return true;
	return false;
}

bool unicode_is_digit(uint32_t code)
{
	return code < 0x80 ? ascii_within(code, '0', '9') : in_category(code, CATEGORY(ND));
}

bool unicode_is_word(uint32_t code)
{
	if (code < 0x80)
		return ascii_within(code | 0x20, 'a', 'z') || ascii_within(code, '0', '9') || code == '_';
	return in_category(
	        code, CATEGORY(LU) | CATEGORY(LL) | CATEGORY(LT) | CATEGORY(LM) | CATEGORY(LO) | CATEGORY(ND) | CATEGORY(NL) | CATEGORY(NO));
}

bool unicode_is_space(uint32_t code)
{
	if (code < 0x80)
		return code == ' ' || ascii_within(code, '\t', '\r');
	return code == 0x85 || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200B) || code == 0x2028 || code == 0x2029 ||
	        code == 0x202F || code == 0x205F || code == 0x3000 || code == 0xFEFF;
}

bool unicode_is_mark(uint32_t code)
{
	return code >= 0x300 && in_category(code, CATEGORY(MN) | CATEGORY(MC) | CATEGORY(ME));
}

bool unicode_is_ignored(uint32_t code)
{
	/* Half rings and turned commas transcribe letters that most spellings leave out: ʿAli. */
	return code == 0xAD || code == 0x2BB || code == 0x2BE || code == 0x2BF || (code >= 0x200B && code <= 0x200D) || code == 0xFEFF;
}

bool unicode_is_private(uint32_t code)
{
	return code >= 0xE000 && in_category(code, CATEGORY(CO));
}

int unicode_width(uint32_t code)
{
	if (code < 0x80)
		return code >= 0x20 && code < 0x7F;
	return code <= 0x10FFFF ? utf8proc_charwidth((utf8proc_int32_t)code) : 1;
}

size_t unicode_count(struct slice text)
{
	size_t n = 0;
	for (size_t at = 0; at < text.len; n++)
		unicode_next(text, &at);
	return n;
}

uint32_t unicode_lower(uint32_t code)
{
	if (code < 0x80)
		return ascii_within(code, 'A', 'Z') ? code | 0x20 : code;
	return code <= 0x10FFFF ? (uint32_t)utf8proc_tolower((utf8proc_int32_t)code) : code;
}

uint32_t unicode_straight(uint32_t code)
{
	switch (code) {
	case '`':
	case 0xB4:
	case 0x2BC:
	case 0x2018:
	case 0x2019:
	case 0x201A:
	case 0x201B:
	case 0x2032:
		return '\'';
	case 0xAB:
	case 0xBB:
	case 0x201C:
	case 0x201D:
	case 0x201E:
	case 0x201F:
	case 0x2033:
		return '"';
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
		return '-';
	default:
		return code;
	}
}

/* Letters whose stroke is no mark in Unicode lose it as others lose an accent. */
static uint32_t without_stroke(uint32_t code)
{
	switch (code) {
	case 0xD8:
	case 0xF8:
		return 'o';
	case 0x110:
	case 0x111:
		return 'd';
	case 0x126:
	case 0x127:
		return 'h';
	case 0x141:
	case 0x142:
		return 'l';
	case 0x166:
	case 0x167:
		return 't';
	default:
		return unicode_straight(code);
	}
}

/* Accents are marks of combining class 1, 10 to 36 (points of Hebrew and Arabic) and from 200 on, and enclosing ones. Vowel signs,
 * viramas and voicing marks (0, 7 to 9, 84 to 132) spell the word: without them different names would become one. */
static bool is_accent(utf8proc_int32_t code)
{
	const utf8proc_property_t *property = utf8proc_get_property(code);
	int class = property->combining_class;
	return class == 1 || (class >= 10 && class <= 36) || class >= 200 || property->category == UTF8PROC_CATEGORY_ME;
}

static void decompose(struct codes *codes, struct slice text, utf8proc_option_t options, bool fold)
{
	for (size_t at = 0; at < text.len;) {
		utf8proc_int32_t parts[LONGEST_DECOMPOSITION];
		uint32_t code = unicode_next(text, &at);
		int boundary = 0;
		if (fold && code >= 0x80 && unicode_is_ignored(code))
			continue;
		if (fold)
			code = without_stroke(code);
		if (code < 0x80) {
			array_push(&codes->list, (utf8proc_int32_t)(fold ? unicode_lower(code) : code));
			continue;
		}
		utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)code, parts, LONGEST_DECOMPOSITION, options, &boundary);
		for (utf8proc_ssize_t i = 0; i < n && i < LONGEST_DECOMPOSITION; i++) {
			if (!fold)
				array_push(&codes->list, parts[i]);
			else if (!is_accent(parts[i]))
				array_push(&codes->list, (utf8proc_int32_t)without_stroke((uint32_t)parts[i]));
		}
	}
}

static int combining(utf8proc_int32_t code)
{
	return code < 0x300 ? 0 : utf8proc_get_property(code)->combining_class;
}

/* Sorts n marks by combining class, stably; by counting, since a hostile text may hold a million in a row. */
static void order_marks(utf8proc_int32_t *marks, size_t n)
{
	size_t starts[257] = { 0 };
	utf8proc_int32_t *sorted = alloc_new(n * sizeof *sorted);
	for (size_t i = 0; i < n; i++)
		starts[combining(marks[i]) + 1]++;
	for (size_t i = 1; i < 257; i++)
		starts[i] += starts[i - 1];
	for (size_t i = 0; i < n; i++)
		sorted[starts[combining(marks[i])]++] = marks[i];
	memcpy(marks, sorted, n * sizeof *sorted);
	free(sorted);
}

/* Whether there is a mark, or another character that could be the second of a pair: none is below U+0300. */
static bool may_compose(const struct codes *codes)
{
	for (size_t i = 0; i < codes->list.n; i++) {
		if (codes->list.at[i] >= 0x300)
			return true;
	}
	return false;
}

/* Canonical order and composition (Unicode 15, D108 to D117). */
static void compose(struct codes *codes)
{
	if (!may_compose(codes))
		return;
	for (size_t i = 0, end; i < codes->list.n; i = end + 1) {
		for (end = i; end < codes->list.n && combining(codes->list.at[end]); end++)
			;
		if (end - i > 1)
			order_marks(codes->list.at + i, end - i);
	}
	utf8proc_ssize_t n =
	        utf8proc_normalize_utf32(codes->list.at, (utf8proc_ssize_t)codes->list.n, (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
	codes->list.n = n < 0 ? 0 : (size_t)n;
}

uint32_t unicode_joined(uint32_t code, uint32_t mark)
{
	utf8proc_int32_t pair[] = { (utf8proc_int32_t)code, (utf8proc_int32_t)mark, 0 };
	return utf8proc_normalize_utf32(pair, 2, (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE)) == 1 ? (uint32_t)pair[0] : 0;
}

/* Encodes with white space folded and trimmed. */
static struct slice encode(struct arena *arena, const struct codes *codes)
{
	char *out = arena_alloc(arena, codes->list.n * 4 + 1);
	size_t len = 0;
	bool gap = false;
	for (size_t i = 0; i < codes->list.n; i++) {
		uint32_t code = (uint32_t)codes->list.at[i];
		if (unicode_is_space(code)) {
			gap = len > 0;
			continue;
		}
		if (gap)
			out[len++] = ' ';
		gap = false;
		len += unicode_put(code, out + len);
	}
	return slice_make(out, len);
}

static char fold_ascii(char c)
{
	return c == '`' ? '\'' : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Folds white space, and case and quotes where asked, of text in which only ASCII white space and letters need it. */
static struct slice fold_simple(struct arena *arena, struct slice text, bool fold)
{
	char *out = arena_alloc(arena, text.len + 1);
	size_t len = 0;
	bool gap = false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == ' ' || (c >= '\t' && c <= '\r')) {
			gap = len > 0;
			continue;
		}
		if (gap)
			out[len++] = ' ';
		gap = false;
		out[len++] = fold ? fold_ascii(c) : c;
	}
	return slice_make(out, len);
}

/* Whether text is NFC already as far as a glance shows, with no white space beyond ASCII: nothing below U+0300 composes, and
 * neither do the quotes and dashes from U+2010 on. */
static bool is_simple(struct slice text)
{
	for (size_t at = skip_ascii(text.ptr, 0, text.len); at < text.len; at = skip_ascii(text.ptr, at, text.len)) {
		size_t step;
		uint32_t code = decode((const unsigned char *)text.ptr + at, text.len - at, &step);
		at += step;
		if (!((code >= 0xA1 && code < 0x300) || (code >= 0x2010 && code <= 0x2027)))
			return false;
	}
	return true;
}

struct slice unicode_fold(struct arena *arena, struct slice text)
{
	if (skip_ascii(text.ptr, 0, text.len) == text.len)
		return fold_simple(arena, text, true);
	struct codes codes = { 0 };
	decompose(&codes, text, (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE),
	        true);
	compose(&codes);
	struct slice folded = encode(arena, &codes);
	array_fini(&codes.list);
	return folded;
}

struct slice unicode_normal(struct arena *arena, struct slice text)
{
	if (is_simple(text))
		return fold_simple(arena, text, false);
	struct codes codes = { 0 };
	decompose(&codes, text, (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE), false);
	compose(&codes);
	struct slice normal = encode(arena, &codes);
	array_fini(&codes.list);
	return normal;
}

static struct slice hex_name(struct arena *arena, struct slice text)
{
	static const char digits[] = "0123456789abcdef";
	char *out = arena_alloc(arena, text.len * 2 + 2);
	size_t len = 0;
	out[len++] = 'x';
	for (size_t i = 0; i < text.len; i++) {
		out[len++] = digits[(unsigned char)text.ptr[i] >> 4];
		out[len++] = digits[text.ptr[i] & 15];
	}
	return slice_make(out, len);
}

/* Squeezes in place: what is folded is never shorter than its slug. */
struct slice unicode_slug(struct arena *arena, struct slice text)
{
	struct slice folded = unicode_fold(arena, text);
	char *out = (char *)(uintptr_t)folded.ptr;
	size_t len = 0;
	bool gap = false;
	for (size_t at = 0; at < folded.len;) {
		uint32_t code = unicode_next(folded, &at);
		if (!unicode_is_letter(code) && !unicode_is_digit(code)) {
			gap = len > 0;
			continue;
		}
		if (gap)
			out[len++] = '-';
		gap = false;
		len += unicode_put(code, out + len);
	}
	if (!len)
		return hex_name(arena, text);
	out[len] = '\0';
	return slice_make(out, len);
}
