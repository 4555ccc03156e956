#include "text/encoding.h"

#include <errno.h>
#include <iconv.h>

#include "base/unicode.h"
#include "text/lines.h"
#include "text/runs.h"

enum { REPLACEMENT = 0xFFFD, PADDING = 64 };

/* What a decoder writes to: text on the heap while its length is unknown. */
struct sink {
	struct document *document;
	ARRAY(char) text;
};

static void sink_bytes(struct sink *sink, const char *bytes, size_t len)
{
	while (sink->text.room - sink->text.n < len) {
		sink->text.room = sink->text.room ? sink->text.room * 2 : 4096;
		sink->text.at = alloc_resize(sink->text.at, sink->text.room);
	}
	memcpy(sink->text.at + sink->text.n, bytes, len);
	sink->text.n += len;
}

/* One code point that raw_len bytes at raw stand for. */
static void sink_code(struct sink *sink, uint32_t code, size_t raw, size_t raw_len)
{
	char bytes[4];
	size_t len = unicode_put(code ? code : REPLACEMENT, bytes);
	runs_add(sink->document, sink->text.n, raw, (unsigned)len, raw_len > UINT8_MAX ? UINT8_MAX : (unsigned)raw_len);
	sink_bytes(sink, bytes, len);
}

static void sink_bad(struct sink *sink, size_t raw, size_t raw_len)
{
	sink->document->repaired++;
	sink_code(sink, REPLACEMENT, raw, raw_len);
}

/* The offset of the next NUL at or after `from`, or the length. */
static size_t next_nul(struct slice raw, size_t from)
{
	const char *nul = from < raw.len ? memchr(raw.ptr + from, 0, raw.len - from) : NULL;
	return nul ? (size_t)(nul - raw.ptr) : raw.len;
}

static size_t next_bad(struct slice raw, size_t from)
{
	return from + unicode_valid(slice_part(raw, from, raw.len));
}

static void decode_utf8(struct sink *sink, struct slice raw, size_t at)
{
	size_t nul = next_nul(raw, at), bad = next_bad(raw, at);
	while (at < raw.len) {
		size_t stop = nul < bad ? nul : bad;
		if (stop > at) {
			runs_add(sink->document, sink->text.n, at, 1, 1);
			sink_bytes(sink, raw.ptr + at, stop - at);
		}
		at = stop;
		if (at == raw.len)
			break;
		if (at == bad) {
			unicode_next(raw, &at);
			sink_bad(sink, bad, at - bad);
			bad = next_bad(raw, at);
		} else {
			sink_bad(sink, at++, 1);
		}
		if (nul < at)
			nul = next_nul(raw, at);
	}
}

static uint32_t unit16(const unsigned char *p, bool little)
{
	return little ? (uint32_t)(p[0] | p[1] << 8) : (uint32_t)(p[0] << 8 | p[1]);
}

static void decode_utf16(struct sink *sink, struct slice raw, size_t at, bool little)
{
	const unsigned char *p = (const unsigned char *)raw.ptr;
	for (; raw.len - at >= 2; at += 2) {
		uint32_t code = unit16(p + at, little);
		uint32_t low = raw.len - at >= 4 ? unit16(p + at + 2, little) : 0;
		if (code >= 0xD800 && code < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
			sink_code(sink, 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), at, 4);
			at += 2;
		} else if (!code || (code >= 0xD800 && code < 0xE000)) {
			sink_bad(sink, at, 2);
		} else {
			sink_code(sink, code, at, 2);
		}
	}
	if (at < raw.len)
		sink_bad(sink, at, raw.len - at);
}

static void decode_utf32(struct sink *sink, struct slice raw, size_t at, bool little)
{
	const unsigned char *p = (const unsigned char *)raw.ptr;
	for (; raw.len - at >= 4; at += 4) {
		uint32_t one = unit16(p + at, little), two = unit16(p + at + 2, little);
		uint32_t code = little ? one | two << 16 : one << 16 | two;
		if (!code || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
			sink_bad(sink, at, 4);
		else
			sink_code(sink, code, at, 4);
	}
	if (at < raw.len)
		sink_bad(sink, at, raw.len - at);
}

static void decode_windows_1252(struct sink *sink, struct slice raw)
{
	/* 0x80 to 0x9F; 0 where the code page has no character. */
	static const uint16_t high[32] = {
		0x20AC,
		0,
		0x201A,
		0x0192,
		0x201E,
		0x2026,
		0x2020,
		0x2021,
		0x02C6,
		0x2030,
		0x0160,
		0x2039,
		0x0152,
		0,
		0x017D,
		0,
		0,
		0x2018,
		0x2019,
		0x201C,
		0x201D,
		0x2022,
		0x2013,
		0x2014,
		0x02DC,
		0x2122,
		0x0161,
		0x203A,
		0x0153,
		0,
		0x017E,
		0x0178,
	};
	for (size_t i = 0; i < raw.len; i++) {
		unsigned char c = (unsigned char)raw.ptr[i];
		uint32_t code = c >= 0x80 && c < 0xA0 ? high[c - 0x80] : c;
		if (code)
			sink_code(sink, code, i, 1);
		else
			sink_bad(sink, i, 1);
	}
}

/* Gives iconv the bytes from at on, one more each time, until a character comes out. Returns the bytes it stands for, 0 for none. */
static size_t one_by_iconv(iconv_t cd, struct slice raw, size_t at, unsigned char *out, size_t *made)
{
	enum { LONGEST = 16, ROOM = 64 };
	char *in = (char *)(uintptr_t)(raw.ptr + at);
	char *to = (char *)out;
	size_t room = ROOM, given = 0;
	for (size_t n = 1; n <= LONGEST && n <= raw.len - at; n++) {
		size_t left = n - given;
		size_t result = iconv(cd, &in, &left, &to, &room);
		given = n - left;
		*made = ROOM - room;
		if (*made && !left)
			return n;
		if (result == (size_t)-1 && errno != EINVAL)
			return 0;
	}
	return 0;
}

/* One character at a time, slow, so that each leads to its own bytes. */
static const char *decode_other(struct sink *sink, struct slice raw, const char *name)
{
	iconv_t cd = iconv_open("UTF-32LE", name ? name : "");
	if (!name || cd == (iconv_t)-1)
		return "unknown encoding";
	for (size_t at = 0; at < raw.len;) {
		unsigned char out[64];
		size_t made = 0, used = one_by_iconv(cd, raw, at, out, &made);
		if (!used) {
			iconv(cd, NULL, NULL, NULL, NULL);
			sink_bad(sink, at++, 1);
			continue;
		}
		for (size_t i = 0; i + 4 <= made; i += 4) {
			uint32_t code = unit16(out + i, true) | unit16(out + i + 2, true) << 16;
			if (!code)
				sink_bad(sink, at, used);
			else if (code != 0xFEFF || at)
				sink_code(sink, code, at, used);
		}
		at += used;
	}
	iconv_close(cd);
	return NULL;
}

struct signature {
	const char *bytes;
	uint8_t len;
};

static bool starts_with_any(struct slice raw, const struct signature *signatures, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (raw.len >= signatures[i].len && !memcmp(raw.ptr, signatures[i].bytes, signatures[i].len))
			return true;
	return false;
}

/* Well-known formats that are no text, some of which hold no NUL in their first part. */
static bool is_known_binary(struct slice raw)
{
	static const struct signature signatures[] = {
		{ "\177ELF", 4 },
		{ "\211PNG", 4 },
		{ "\037\213", 2 },
		{ "%PDF-", 5 },
		{ "PK\003\004", 4 },
		{ "GIF87a", 6 },
		{ "GIF89a", 6 },
		{ "\377\330\377", 3 },
		{ "\3757zXZ", 5 },
		{ "\050\265\057\375", 4 },
		{ "\320\317\021\340", 4 },
		{ "BZh91AY", 7 },
		{ "7z\274\257", 4 },
	};
	return starts_with_any(raw, signatures, sizeof signatures / sizeof *signatures);
}

/* The encoding that a byte order mark at the start tells, with the mark's length; AUTO for none. */
static enum encoding encoding_by_mark(struct slice raw, size_t *len)
{
	static const struct {
		struct signature mark;
		enum encoding encoding;
	} marks[] = {
		{ { "\xEF\xBB\xBF", 3 }, ENCODING_UTF8 },
		{ { "\xFF\xFE\0\0", 4 }, ENCODING_UTF32LE },
		{ { "\0\0\xFE\xFF", 4 }, ENCODING_UTF32BE },
		{ { "\xFF\xFE", 2 }, ENCODING_UTF16LE },
		{ { "\xFE\xFF", 2 }, ENCODING_UTF16BE },
	};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		*len = marks[i].mark.len;
		if (starts_with_any(raw, &marks[i].mark, 1))
			return marks[i].encoding;
	}
	*len = 0;
	return ENCODING_AUTO;
}

/* Why bytes are not what was asked for, where that leaves the order of bytes to their mark; *encoding becomes what the mark tells. */
static const char *why_no_mark(enum encoding *encoding, enum encoding marked, struct slice raw)
{
	bool narrow = *encoding == ENCODING_UTF16;
	if (!narrow && *encoding != ENCODING_UTF32)
		return NULL;
	bool little = marked == (narrow ? ENCODING_UTF16LE : ENCODING_UTF32LE), big = marked == (narrow ? ENCODING_UTF16BE : ENCODING_UTF32BE);
	*encoding = little || big ? marked : narrow ? ENCODING_UTF16LE : ENCODING_UTF32LE;
	if (little || big || !raw.len)
		return NULL;
	return narrow ? "no byte order mark: utf-16le or utf-16be?" : "no byte order mark: utf-32le or utf-32be?";
}

bool document_has_mark(struct slice raw)
{
	size_t len;
	return encoding_by_mark(raw, &len) != ENCODING_AUTO;
}

/* Why bytes with NULs are no text of single bytes; NULL where the NULs are so few that they are accidents. */
static const char *why_nuls(struct slice raw)
{
	size_t nuls = 0, odd = 0, controls = 0;
	for (size_t i = 0; i < raw.len; i++) {
		unsigned char c = (unsigned char)raw.ptr[i];
		nuls += !c;
		odd += !c && (i & 1);
		controls += c && c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B;
	}
	size_t most = odd > nuls - odd ? odd : nuls - odd;
	if (nuls > 2 && nuls * 8 >= raw.len && most * 20 >= nuls * 19)
		return "UTF-16 without a byte order mark";
	if ((nuls > 4 && nuls * 256 > raw.len) || (controls > 4 && controls * 32 > raw.len))
		return "binary";
	return NULL;
}

/* Whether a character of several bytes is valid UTF-8. */
static bool has_sequence(struct slice raw)
{
	size_t at = 0;
	while (at < raw.len) {
		size_t from = at;
		uint32_t code = unicode_next(raw, &at);
		if (code >= 0x80 && (code != REPLACEMENT || (at - from == 3 && (unsigned char)raw.ptr[from] == 0xEF)))
			return true;
	}
	return false;
}

static enum encoding guess_encoding(struct slice raw)
{
	size_t valid = unicode_valid(raw);
	return valid == raw.len || has_sequence(raw) ? ENCODING_UTF8 : ENCODING_WINDOWS_1252;
}

static const char *decode_as(struct sink *sink, struct slice raw, size_t mark)
{
	struct document *document = sink->document;
	switch (document->encoding) {
	case ENCODING_UTF16LE:
	case ENCODING_UTF16BE:
		decode_utf16(sink, raw, mark, document->encoding == ENCODING_UTF16LE);
		return NULL;
	case ENCODING_UTF32LE:
	case ENCODING_UTF32BE:
		decode_utf32(sink, raw, mark, document->encoding == ENCODING_UTF32LE);
		return NULL;
	case ENCODING_WINDOWS_1252:
		decode_windows_1252(sink, raw);
		return NULL;
	case ENCODING_OTHER:
		return decode_other(sink, raw, document->encoding_name);
	default:
		decode_utf8(sink, raw, mark);
		return NULL;
	}
}

static const char *decode_changed(struct document *document, struct arena *arena, size_t mark)
{
	struct slice raw = document->raw;
	struct sink sink = { .document = document };
	const char *why = decode_as(&sink, raw, mark);
	char *text = arena_alloc(arena, sink.text.n + PADDING);
	if (sink.text.n)
		memcpy(text, sink.text.at, sink.text.n);
	document->text = slice_make(text, sink.text.n);
	array_fini(&sink.text);
	return why;
}

static bool is_single_byte(enum encoding encoding)
{
	return encoding == ENCODING_AUTO || encoding == ENCODING_UTF8 || encoding == ENCODING_WINDOWS_1252;
}

static const char *why_no_text(const struct document *document)
{
	if (!is_single_byte(document->encoding))
		return NULL;
	if (is_known_binary(document->raw))
		return "binary";
	return next_nul(document->raw, 0) < document->raw.len ? why_nuls(document->raw) : NULL;
}

static void document_begin(struct document *document, struct arena *arena, struct slice raw)
{
	document->raw = raw;
	document->text = slice_part(raw, 0, 0);
	document->first_line = 1;
	document->lines = arena_alloc(arena, sizeof *document->lines);
}

const char *encoding_decode(struct document *document, struct arena *arena, struct slice raw, size_t mark)
{
	document_begin(document, arena, raw);
	if (document->encoding != ENCODING_UTF8 || next_nul(raw, mark) < raw.len || unicode_valid(raw) < raw.len)
		return decode_changed(document, arena, mark);
	document->text = slice_part(raw, mark, raw.len);
	if (mark)
		runs_add(document, 0, mark, 1, 1);
	return NULL;
}

const char *document_decode(struct document *document, struct arena *arena, struct slice raw, enum encoding encoding, const char *name)
{
	document_begin(document, arena, raw);
	document->encoding_name = name;
	size_t mark;
	enum encoding marked = encoding_by_mark(raw, &mark);
	const char *open = why_no_mark(&encoding, marked, raw);
	document->encoding = encoding == ENCODING_AUTO ? marked : encoding;
	if (open)
		return open;
	if (marked != document->encoding)
		mark = 0;
	const char *why = why_no_text(document);
	if (why)
		return why;
	if (document->encoding == ENCODING_AUTO) {
		document->encoding = guess_encoding(raw);
		document->guessed = document->encoding == ENCODING_WINDOWS_1252;
	}
	return encoding_decode(document, arena, raw, mark);
}
