#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/unicode.h"
#include "text/markup.h"

struct page {
	struct arena *arena;
	struct document document;
	const char *why;
};

static struct page page_new(const char *bytes, size_t len, enum encoding encoding)
{
	struct page page = { .arena = arena_new() };
	char *raw = arena_alloc(page.arena, len + 64);
	memcpy(raw, bytes, len);
	page.why = document_decode(&page.document, page.arena, slice_make(raw, len), encoding, NULL);
	if (!page.why)
		page.why = markup_read(&page.document, page.arena);
	return page;
}

static void page_free(struct page *page)
{
	document_fini(&page->document);
	arena_free(page->arena);
}

/* Each word of the text, read again from the bytes that it leads to, must be itself. */
static void assert_words_lead_back(struct page *page)
{
	const struct document *document = &page->document;
	struct slice text = document->text;
	size_t last = 0;
	assert_int_equal(unicode_valid(text), text.len);
	for (size_t at = 0; at < text.len;) {
		size_t start = at, end = at;
		while (end < text.len) {
			size_t next = end;
			if (unicode_is_space(unicode_next(text, &next)))
				break;
			end = next;
		}
		size_t from = document_raw(document, start), to = document_raw(document, end);
		assert_true(from >= last && from <= to && to <= document->raw.len);
		last = from;
		if (end > start) {
			struct slice word = document_decoded(document, page->arena, from, to);
			assert_true(slice_equal(word, slice_part(text, start, end)));
		}
		at = end;
		if (at < text.len)
			unicode_next(text, &at);
	}
}

static void check_as(const char *html, size_t len, enum encoding encoding, const char *text)
{
	struct page page = page_new(html, len, encoding);
	assert_null(page.why);
	arena_copy(page.arena, page.document.text);
	assert_string_equal(page.document.text.ptr, text);
	assert_words_lead_back(&page);
	page_free(&page);
}

static void check(const char *html, const char *text)
{
	check_as(html, strlen(html), ENCODING_AUTO, text);
}

static void test_blocks(void **state)
{
	(void)state;
	check("", "");
	check("Ana Ruiz", "Ana Ruiz\n");
	check("<p>Ana</p><p>Ivo", "Ana\n\nIvo\n");
	check("<p>Ana\n   Ruiz\t was </p>\n\n  <p> here", "Ana Ruiz was\n\nhere\n");
	check("<div>Ana<div>Ivo</div>Karel</div>", "Ana\n\nIvo\n\nKarel\n");
	check("<p>Ana<br>Ivo<br/>Karel<br><br>Adan", "Ana\nIvo\nKarel\n\nAdan\n");
	check("<h1>Ana</h1>Ivo<hr>Karel", "Ana\n\nIvo\n\nKarel\n");
	check("<table><tr><td>Ana<td>Ivo</table>", "Ana\n\nIvo\n");
	check("<pre>Ana\n  Ivo</pre>Karel", "Ana\n  Ivo\n\nKarel\n");
	check("A<b>n</b>a <i>Ruiz</i>, <a href=x>the <b>head</b></a>.", "Ana Ruiz, the head.\n");
}

static void test_characters(void **state)
{
	(void)state;
	check("<p>Nov&aacute;k &amp; Ana&nbsp;Ruiz &#225;&#xE1; &lt;b&gt;", "Novák & Ana\u00A0Ruiz áá <b>\n");
	check("<p>a &nosuch; b &nosuch c & d AT&T &", "a &nosuch; b &nosuch c & d AT&T &\n");
	check("<p>a&nosuch&other;b&c&d<<< e", "a&nosuch&other;b&c&d<<< e\n");
	check("<p>1 < 2 <3 > 1", "1 < 2 <3 > 1\n");
	check("<p>Ana\fIvo\vKarel\x01"
	      "Adan",
	        "Ana Ivo Karel Adan\n");
	check("<p>\xEF\xBF\xBFx \xEF\xBF\xBEy", "\uFFFDx \uFFFDy\n");
	check("<p>Ana<!-- <p>Ivo</p> --> Karel", "Ana Karel\n");
	check("<?xml version='1.0'?><!DOCTYPE html><p>Ana", "Ana\n");
}

static void test_footnotes(void **state)
{
	(void)state;
	check("<p>Ana<sup class=reference><a href=\"#c\">[1]</a></sup> met<sup><a href=#d>2</a></sup> Ivo<a><sup>3</sup></a>.", "Ana met Ivo.\n");
	check("<p>Ana<sup><a href=#c><span>[</span>1<span>]</span></a></sup> met<sup>[<i>who?</i>]</sup> Ivo <small><a href=#n>4</a></small> there",
	        "Ana met Ivo there\n");
	check("<p>Ana<sup><a href=#c>1</a>,<a href=#d>2</a></sup> met Ivo<sup>1</sup>, Mora<sup>1</sup><sup>,</sup><sup>2</sup> and Wu<sup>12</sup>.<sup>3</sup>",
	        "Ana met Ivo, Mora and Wu.\n");
	check("<p>Ana.<sup>[1]</sup><sup><span>:&#8202;34&#8202;</span></sup> in 1950<sup><a href=#c>[2]</a></sup><sup>: xi\u2013xiii</sup>", "Ana. in 1950\n");
	check("<p><a href=#b>^</a> Ana met Ivo. <a href=#b>\u21A9</a></p><p>Ana<a href=x>.</a>", "Ana met Ivo.\n\nAna.\n");
	/* what is raised and no mark, and links that are none */
	check("<p>10<sup>6</sup> H<sub>2</sub>O 19<sup>th</sup> <a href=#c>7</a> <sup><a href=x>the long note</a></sup>",
	        "106 H2O 19th 7 the long note\n");
	check("<p>5 km<sup>2</sup> x<sup>2</sup> <sup>1</sup>Ana Ivo <sup>1</sup> Rob<sup>t</sup> Ana<sup>1950</sup>", "5 km2 x2 1Ana Ivo 1 Robt Ana1950\n");
	check("<p><sup><a href=x>1</a> Ana met Ivo, who was there.</sup><p><sup>", "1 Ana met Ivo, who was there.\n");
}

static void test_furniture(void **state)
{
	(void)state;
	static const char *const names[] = {
		"nav",
		"footer",
		"aside",
		"script",
		"style",
		"select",
		"button",
		"noscript",
		"template",
		"svg",
		"textarea",
		"iframe",
		"header",
		"title",
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char html[256];
		sprintf(html, "<body><p>Ana</p><%s>Ivo <b>Lenz</b></%s><p>Karel</p>", names[i], names[i]);
		check(html, "Ana\n\nKarel\n");
	}
	check("<p>Ana</p><div role=navigation><p>Ivo</div><p>Karel", "Ana\n\nKarel\n");
	check("<p>Ana</p><div hidden><p>Ivo</div><p>Karel", "Ana\n\nKarel\n");
	check("<p>Ana</p><p aria-hidden=true>Ivo</p><p>Karel", "Ana\n\nKarel\n");
	check("<p>Ana <span style='color: red; DISPLAY : None'>Ivo</span> Karel", "Ana Karel\n");
	check("<p>Ana <del>met</del> saw <s>Ivo</s> <strike>Lenz</strike> Karel", "Ana saw Karel\n");
	/* shown */
	check("<p aria-hidden=false>Ana <b style='display:inline;x:none'>Ivo</b> <i style=none>Karel</i>", "Ana Ivo Karel\n");
	check("<html hidden><body style='display:none' aria-hidden=true><p>Ana</p>", "Ana\n");
	check("<article><header><h1>Ana</h1></header><p>Karel</article>", "Ana\n\nKarel\n");
	check("<form action=x><p>Ana was here.</p><input value=Ivo><label>Name</label></form>", "Ana was here.\n");
	check("<head><title>Ivo</title></head><body>Ana", "Ana\n");
}

static void test_lists_of_links(void **state)
{
	(void)state;
	check("<p>Ana</p><ul><li><a href=x>Ivo</a></li> <li>| <a href=y>Lenz</a></ul><p>Karel", "Ana\n\nKarel\n");
	check("<ul><li><a href=x>Ivo</a><li><a href=y>Lenz</a></ul>Karel", "Karel\n");
	check("<ul><li><a href=x>Ivo</a> left<li><a href=y>Lenz</a></ul>", "Ivo left\n\nLenz\n");
	check("<ul><li>Ana<ul><li><a href=x>Ivo</a></ul><li>Karel</ul>", "Ana\n\nKarel\n");
	check("<ol><li></ol>Karel", "Karel\n");
}

static void test_offsets(void **state)
{
	(void)state;
	static const char html[] = "<p>A <b>Nov&aacute;k</b></p><footer>Ivo</footer>";
	struct page page = page_new(html, sizeof html - 1, ENCODING_AUTO);
	assert_string_equal(page.document.text.ptr, "A Novák\n");
	assert_int_equal(document_raw(&page.document, 0), 3);
	assert_int_equal(document_raw(&page.document, 2), 8);
	assert_int_equal(document_raw(&page.document, 5), 11);
	assert_int_equal(document_raw(&page.document, 7), 19);
	/* The text's end does not lead behind the footer. */
	assert_int_equal(document_raw(&page.document, 8), 20);
	page_free(&page);
}

static void test_encodings(void **state)
{
	(void)state;
	static const char latin[] = "<p>Nov\xE1k &aacute; \x93x\x94 end";
	static const char wide[] = "\xFF\xFE<\0p\0>\0N\0\xE1\0 \0<\0b\0>\0x\0";
	static const char broken[] = "<p>\xC3\xA1 \xFF a\0b <b>\xF0\x9F\x98</b>";
	check_as(latin, sizeof latin - 1, ENCODING_AUTO, "Novák á “x” end\n");
	check_as(wide, sizeof wide - 1, ENCODING_AUTO, "Ná x\n");
	check_as(broken, sizeof broken - 1, ENCODING_AUTO, "á \uFFFD a\uFFFDb \uFFFD\n");
}

static void check_charset(const char *html, enum encoding encoding, const char *name)
{
	struct arena *arena = arena_new();
	const char *found = NULL;
	assert_int_equal(markup_encoding(slice_of(html), arena, &found), encoding);
	if (encoding == ENCODING_OTHER)
		assert_string_equal(found, name);
	arena_free(arena);
}

static void test_charset(void **state)
{
	(void)state;
	check_charset("<meta charset=\"koi8-r\">", ENCODING_OTHER, "koi8-r");
	check_charset("<html><META Charset = 'ISO-8859-1' >", ENCODING_WINDOWS_1252, NULL);
	check_charset("<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>", ENCODING_OTHER, "Shift_JIS");
	check_charset("<meta charset=utf-8>", ENCODING_AUTO, NULL);
	check_charset("<meta name=x><p>charset=koi8-r", ENCODING_AUTO, NULL);
	check_charset("<meta charset", ENCODING_AUTO, NULL);
	check_charset("<meta charset=", ENCODING_AUTO, NULL);
	check_charset("<", ENCODING_AUTO, NULL);
}

/* Text longer than the parser's buffers, with every kind of neighbour. */
static void test_long_text(void **state)
{
	(void)state;
	for (size_t shift = 0; shift < 8; shift++) {
		char html[9000] = "<p>";
		size_t n = 3;
		for (size_t i = 0; i < shift; i++)
			html[n++] = 'x';
		for (size_t i = 0; n < 8900; i++)
			n += (size_t)sprintf(html + n, "%s", i % 97 == 96 ? "&eacute; " : i % 13 == 12 ? "é€\n" : "aaaa ");
		struct page page = page_new(html, n, ENCODING_AUTO);
		assert_null(page.why);
		assert_words_lead_back(&page);
		page_free(&page);
	}
}

static void test_depth(void **state)
{
	(void)state;
	enum { DEEP = 100000 };
	char *html = alloc_new(DEEP * 5 + 64);
	for (size_t i = 0; i < DEEP; i++)
		memcpy(html + i * 5, "<div>", 5);
	struct page page = page_new(html, DEEP * 5, ENCODING_AUTO);
	assert_string_equal(page.why, "markup nested too deep");
	page_free(&page);
	/* Elements that close themselves are not deep. */
	for (size_t i = 0; i < DEEP; i++)
		memcpy(html + i * 5, "<p>x ", 5);
	page = page_new(html, DEEP * 5, ENCODING_AUTO);
	assert_null(page.why);
	assert_int_equal(page.document.text.len, DEEP * 3 - 1);
	page_free(&page);
	free(html);
}

/* A tag with so many attributes that comparing each with each would take hours. */
static void test_attributes(void **state)
{
	(void)state;
	enum { MANY = 400000 };
	char *html = alloc_new(MANY * 8 + 64);
	size_t n = (size_t)sprintf(html, "<p ");
	for (size_t i = 0; i < MANY; i++)
		n += (size_t)sprintf(html + n, "a%zu ", i);
	n += (size_t)sprintf(html + n, ">Ana");
	struct page page = page_new(html, n, ENCODING_AUTO);
	assert_null(page.why);
	assert_string_equal(page.document.text.ptr, "Ana\n");
	page_free(&page);
	free(html);
}

/* More names than the parser can look up in good time. */
static void test_names(void **state)
{
	(void)state;
	enum { MANY = 300000 };
	char *html = alloc_new(MANY * 20 + 64);
	size_t n = 0;
	for (size_t i = 0; i < MANY; i++)
		n += (size_t)sprintf(html + n, "<y%zu></y%zu>", i, i);
	struct page page = page_new(html, n, ENCODING_AUTO);
	assert_string_equal(page.why, "markup with too many different names");
	page_free(&page);
	free(html);
}

/* Broken pages, cut and mixed from pieces by a fixed sequence: nothing crashes, offsets stay in order and inside the file. */
static void test_mixed(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"<p>",
		"</p>",
		"<b>",
		"</b>",
		"<ul>",
		"<li>",
		"</ul>",
		"<a href='",
		"'>",
		"</a>",
		"<!--",
		"-->",
		"<script>",
		"</script>",
		"&amp;",
		"&",
		"&#",
		"&#x110000;",
		"&eacute",
		"<",
		">",
		"\"",
		"=",
		" ",
		"\n",
		"Ana",
		"é",
		"€",
		"\xF0\x9F\x98\x80",
		"\xFF",
		"<table>",
		"<td>",
		"<select>",
		"</body>",
		"</html>",
		"<body>",
		"<html>",
		"<head>",
		"<title>",
		"<![CDATA[",
		"]]>",
		"<?",
		"?>",
		"<!DOCTYPE",
		"\x01",
		"<form>",
		"</form>",
	};
	uint32_t seed = 1;
	for (size_t round = 0; round < 3000; round++) {
		char html[2048];
		size_t n = 0;
		for (size_t i = 0; i < 60; i++) {
			seed = seed * 1664525 + 1013904223;
			n += (size_t)sprintf(html + n, "%s", pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		struct page page = page_new(html, n, ENCODING_AUTO);
		size_t last = 0;
		assert_null(page.why);
		assert_int_equal(unicode_valid(page.document.text), page.document.text.len);
		for (size_t at = 0; at <= page.document.text.len; at++) {
			size_t raw = document_raw(&page.document, at);
			assert_true(raw >= last && raw <= n);
			last = raw;
		}
		page_free(&page);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_footnotes),
		cmocka_unit_test(test_furniture),
		cmocka_unit_test(test_lists_of_links),
		cmocka_unit_test(test_offsets),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_charset),
		cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_mixed),
	};
	return cmocka_run_group_tests_name("markup", tests, NULL, NULL);
}
