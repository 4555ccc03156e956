#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/unicode.h"
#include "text/document.h"

/* A document of literal bytes, padded as readers pad theirs. */
struct bench {
	struct arena *arena;
	struct document document;
	const char *why;
};

static struct bench bench_new(const char *bytes, size_t len, enum encoding encoding, const char *name)
{
	struct bench bench = { .arena = arena_new() };
	char *raw = arena_alloc(bench.arena, len + 64);
	memcpy(raw, bytes, len);
	bench.why = document_decode(&bench.document, bench.arena, slice_make(raw, len), encoding, name);
	return bench;
}

static void bench_free(struct bench *bench)
{
	document_fini(&bench->document);
	arena_free(bench->arena);
}

#define BENCH(bytes, encoding) bench_new(bytes, sizeof(bytes) - 1, encoding, NULL)

static void assert_text(const struct bench *bench, const char *text)
{
	assert_null(bench->why);
	assert_int_equal(bench->document.text.len, strlen(text));
	assert_memory_equal(bench->document.text.ptr, text, strlen(text));
	for (size_t i = 0; i < 64; i++)
		assert_int_equal(bench->document.text.ptr[bench->document.text.len + i], 0);
}

/* Decodes bytes and compares with the text that the specification gives. */
static void check(const char *bytes, size_t len, enum encoding encoding, const char *text, size_t repaired)
{
	struct bench bench = bench_new(bytes, len, encoding, NULL);
	assert_text(&bench, text);
	assert_int_equal(bench.document.repaired, repaired);
	assert_int_equal(document_raw(&bench.document, bench.document.text.len), len);
	bench_free(&bench);
}

#define CHECK(bytes, encoding, text, repaired) check(bytes, sizeof(bytes) - 1, encoding, text, repaired)

static void check_why(const char *bytes, size_t len, const char *why)
{
	struct bench bench = bench_new(bytes, len, ENCODING_AUTO, NULL);
	assert_non_null(bench.why);
	assert_string_equal(bench.why, why);
	bench_free(&bench);
}

#define CHECK_WHY(bytes, why) check_why(bytes, sizeof(bytes) - 1, why)

static bool within(unsigned char byte, unsigned low, unsigned high)
{
	return byte >= low && byte <= high;
}

/* Length of the character or the maximal subpart at p (Unicode 3.9, tables 3-7 and 3-8), for sequences that are at most two bytes
 * before an ASCII letter; *bad where it is none. */
static size_t reference_step(const unsigned char *p, bool *bad)
{
	*bad = true;
	if (p[0] < 0x80) {
		*bad = !p[0];
		return 1;
	}
	if (within(p[0], 0xC2, 0xDF)) {
		*bad = !within(p[1], 0x80, 0xBF);
		return *bad ? 1 : 2;
	}
	if (within(p[0], 0xE0, 0xEF))
		return within(p[1], p[0] == 0xE0 ? 0xA0 : 0x80, p[0] == 0xED ? 0x9F : 0xBF) ? 2 : 1;
	if (within(p[0], 0xF0, 0xF4))
		return within(p[1], p[0] == 0xF0 ? 0x90 : 0x80, p[0] == 0xF4 ? 0x8F : 0xBF) ? 2 : 1;
	return 1;
}

static void test_every_pair(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	for (unsigned pair = 0; pair < 65536; pair++) {
		unsigned char raw[80] = { 'a', (unsigned char)(pair >> 8), (unsigned char)pair, 'z' };
		struct document d = { 0 };
		arena_reset(arena);
		const char *why = document_decode(&d, arena, slice_make((char *)raw, 4), ENCODING_UTF8, NULL);
		assert_null(why);
		size_t text = 0, bads = 0;
		for (size_t at = 0; at < 4;) {
			bool bad;
			size_t step = reference_step(raw + at, &bad);
			assert_int_equal(document_raw(&d, text), at);
			uint32_t code = unicode_next(d.text, &text);
			assert_int_equal(code == 0xFFFD, bad);
			bads += bad;
			at += step;
		}
		assert_int_equal(text, d.text.len);
		assert_int_equal(d.repaired, bads);
		assert_int_equal(unicode_valid(d.text), d.text.len);
		document_fini(&d);
	}
	arena_free(arena);
}

static void test_bad_sequences(void **state)
{
	(void)state;
	CHECK("a\xC0\xAF"
	      "b",
	        ENCODING_UTF8,
	        "a\uFFFD\uFFFD"
	        "b",
	        2);
	CHECK("\xED\xA0\x80", ENCODING_UTF8, "\uFFFD\uFFFD\uFFFD", 3);
	CHECK("\xF4\x90\x80\x80", ENCODING_UTF8, "\uFFFD\uFFFD\uFFFD\uFFFD", 4);
	CHECK("\xF0\x80\x80\xAF", ENCODING_UTF8, "\uFFFD\uFFFD\uFFFD\uFFFD", 4);
	CHECK("ab\xE2\x82", ENCODING_UTF8, "ab\uFFFD", 1);
	CHECK("ab\xF0\x9F\x98", ENCODING_UTF8, "ab\uFFFD", 1);
	CHECK("\xE2\x82"
	      "A\xF0\x9F\x98"
	      "B",
	        ENCODING_UTF8,
	        "\uFFFD"
	        "A\uFFFD"
	        "B",
	        2);
	CHECK("caf\xC3\xA9 \xFF!", ENCODING_AUTO, "caf\u00E9 \uFFFD!", 1);
}

static void test_clean_is_not_copied(void **state)
{
	(void)state;
	struct bench bench = BENCH("Ana Ruiz \xC3\xA9t\xC3\xA9", ENCODING_AUTO);
	assert_null(bench.why);
	assert_ptr_equal(bench.document.text.ptr, bench.document.raw.ptr);
	assert_int_equal(bench.document.runs.n, 0);
	assert_int_equal(document_raw(&bench.document, 5), 5);
	bench_free(&bench);
	CHECK("", ENCODING_AUTO, "", 0);
}

static void test_marks(void **state)
{
	(void)state;
	struct bench bench = BENCH("\xEF\xBB\xBF"
	                           "Ana",
	        ENCODING_AUTO);
	assert_text(&bench, "Ana");
	assert_int_equal(document_raw(&bench.document, 0), 3);
	assert_int_equal(document_raw(&bench.document, 2), 5);
	bench_free(&bench);
	CHECK("\xFF\xFE"
	      "A\0\xE9\0\x3D\xD8\x00\xDE",
	        ENCODING_AUTO, "A\u00E9\U0001F600", 0);
	CHECK("\xFE\xFF"
	      "\0A\0\xE9\xD8\x3D\xDE\x00",
	        ENCODING_AUTO, "A\u00E9\U0001F600", 0);
	CHECK("\xFF\xFE\0\0A\0\0\0\x00\xF6\x01\0", ENCODING_AUTO, "A\U0001F600", 0);
	CHECK("\0\0\xFE\xFF\0\0\0A\0\x01\xF6\x00", ENCODING_AUTO, "A\U0001F600", 0);
	CHECK("\xFF\xFE"
	      "A\0\x3D\xD8"
	      "B\0C",
	        ENCODING_AUTO,
	        "A\uFFFD"
	        "B\uFFFD",
	        2);
	CHECK("A\0\xE9\0", ENCODING_UTF16LE, "A\u00E9", 0);
}

static void test_utf16_offsets(void **state)
{
	(void)state;
	struct bench bench = BENCH("\xFF\xFE"
	                           "A\0\xE9\0\xAC\x20\x3D\xD8\x00\xDE"
	                           "Z\0",
	        ENCODING_AUTO);
	assert_text(&bench, "A\u00E9\u20AC\U0001F600Z");
	static const size_t text[] = { 0, 1, 3, 6, 10, 11 }, raw[] = { 2, 4, 6, 8, 12, 14 };
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(document_raw(&bench.document, text[i]), raw[i]);
	struct slice part = document_decoded(&bench.document, bench.arena, 4, 12);
	assert_true(slice_is(part, "\u00E9\u20AC\U0001F600"));
	bench_free(&bench);
}

static void test_nuls(void **state)
{
	(void)state;
	CHECK("Ada\0 met Bob.", ENCODING_AUTO, "Ada\uFFFD met Bob.", 1);
	CHECK_WHY("A\0n\0a\0 \0R\0u\0i\0z\0", "UTF-16 without a byte order mark");
	CHECK_WHY("\0A\0n\0a\0 \0R\0u\0i\0z", "UTF-16 without a byte order mark");
	CHECK_WHY("\1\2\0\3\4\0\5\6\0\7\10\0\1\2\3\4\0\1\1\1\0\0\0", "binary");
}

static void test_binaries(void **state)
{
	(void)state;
	CHECK_WHY("\177ELF\2\1\1", "binary");
	CHECK_WHY("\211PNG\r\n\032\n", "binary");
	CHECK_WHY("\037\213\010", "binary");
	CHECK_WHY("%PDF-1.4\n", "binary");
	CHECK_WHY("PK\003\004", "binary");
	/* A part of a text may look so. */
	struct bench bench = BENCH("It says %PDF-1.4 here", ENCODING_AUTO);
	assert_true(slice_is(document_decoded(&bench.document, bench.arena, 8, 16), "%PDF-1.4"));
	bench_free(&bench);
}

static void test_windows_1252(void **state)
{
	(void)state;
	struct bench bench = BENCH("caf\xE9 \x93ja\x94 \x80", ENCODING_AUTO);
	assert_text(&bench, "caf\u00E9 \u201Cja\u201D \u20AC");
	assert_true(bench.document.guessed);
	assert_int_equal(document_raw(&bench.document, 5), 4);
	assert_int_equal(document_raw(&bench.document, 9), 6);
	assert_true(slice_is(document_decoded(&bench.document, bench.arena, 3, 9), "\u00E9 \u201Cja\u201D"));
	bench_free(&bench);
	/* One good sequence makes it UTF-8; five places of the code page are empty. */
	CHECK("\xC3\xA9 caf\xE9", ENCODING_AUTO, "\u00E9 caf\uFFFD", 1);
	CHECK("\x81\x8D\x8F\x90\x9D", ENCODING_WINDOWS_1252, "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD", 5);
	CHECK("\xC3\xA9", ENCODING_WINDOWS_1252, "\u00C3\u00A9", 0);
}

static void test_other(void **state)
{
	(void)state;
	struct bench bench = bench_new("\xF0\xD2\xC1\xC7\xC1!", 6, ENCODING_OTHER, "KOI8-R");
	assert_text(&bench, "Прага!");
	assert_int_equal(document_raw(&bench.document, 10), 5);
	bench_free(&bench);
	bench = bench_new("\x93\x8C\x8B\x9E=\xFF.", 7, ENCODING_OTHER, "SHIFT_JIS");
	assert_text(&bench, "東京=\uFFFD.");
	assert_int_equal(document_raw(&bench.document, 6), 4);
	assert_true(slice_is(document_decoded(&bench.document, bench.arena, 2, 5), "京="));
	bench_free(&bench);
	bench = bench_new("x", 1, ENCODING_OTHER, "NO-SUCH");
	assert_string_equal(bench.why, "unknown encoding");
	bench_free(&bench);
}

static uint32_t line_of(const struct document *document, const char *word)
{
	const char *at = strstr(document->text.ptr, word);
	assert_non_null(at);
	return document_line(document, (size_t)(at - document->text.ptr));
}

static void check_lines(const char *bytes, size_t len)
{
	struct bench bench = bench_new(bytes, len, ENCODING_AUTO, NULL);
	assert_int_equal(line_of(&bench.document, "one"), 1);
	assert_int_equal(line_of(&bench.document, "three"), 3);
	assert_int_equal(line_of(&bench.document, "four"), 4);
	assert_int_equal(line_of(&bench.document, "two"), 2);
	bench_free(&bench);
}

static void test_lines(void **state)
{
	(void)state;
	static const char lf[] = "one\ntwo\nthree\nfour", crlf[] = "one\r\ntwo\r\nthree\r\nfour", cr[] = "one\rtwo\rthree\rfour";
	/* U+0A0A and U+010A hold the byte of LF without being one. */
	static const char wide[] = "\xFF\xFEo\0n\0e\0\x0A\x0A\x0A\x01\n\0t\0w\0o\0\n\0t\0h\0r\0e\0e\0\n\0f\0o\0u\0r\0";
	check_lines(lf, sizeof lf - 1);
	check_lines(crlf, sizeof crlf - 1);
	check_lines(cr, sizeof cr - 1);
	check_lines(wide, sizeof wide - 1);
}

static void test_folded(void **state)
{
	(void)state;
	struct bench bench = BENCH("  Ana\r\n\t Ruiz\xC2\xA0was  ", ENCODING_AUTO);
	assert_true(slice_is(document_decoded(&bench.document, bench.arena, 0, bench.document.raw.len), "Ana Ruiz was"));
	assert_int_equal(document_decoded(&bench.document, bench.arena, 3, 3).len, 0);
	bench_free(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_pair),
		cmocka_unit_test(test_bad_sequences),
		cmocka_unit_test(test_clean_is_not_copied),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_utf16_offsets),
		cmocka_unit_test(test_nuls),
		cmocka_unit_test(test_binaries),
		cmocka_unit_test(test_windows_1252),
		cmocka_unit_test(test_other),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_folded),
	};
	return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
