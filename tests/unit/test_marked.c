#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/unicode.h"
#include "text/marked.h"
#include "text/notes.h"

static struct slice padded(struct arena *arena, const char *text)
{
	size_t len = strlen(text);
	char *bytes = arena_alloc(arena, len + 64);
	memcpy(bytes, text, len);
	return slice_make(bytes, len);
}

/* Each word of the text, read again from the bytes of the file that it leads to, is itself. */
static void assert_words_lead_back(const struct document *document, struct arena *arena)
{
	struct slice rest = document->text, word;
	while (slice_split(&rest, ' ', &word)) {
		size_t start = (size_t)(word.ptr - document->text.ptr);
		struct slice again = document_decoded(document, arena, document_raw(document, start), document_raw(document, start + word.len));
		assert_true(word.len == 0 || memchr(word.ptr, '\n', word.len) || slice_equal(again, word));
	}
	struct slice all = document_decoded(document, arena, 0, document->raw.len);
	assert_true(unicode_valid(all) == all.len);
}

static void check(enum marked_format format, const char *source, const char *text)
{
	struct arena *arena = arena_new();
	struct document document = { 0 };
	assert_null(document_decode(&document, arena, padded(arena, source), ENCODING_UTF8, NULL));
	marked_read(&document, arena, format);
	if (!slice_is(document.text, text))
		fail_msg("%s\n  gives  %.*s\n  wanted %s", source, SLICE_ARG(document.text), text);
	assert_words_lead_back(&document, arena);
	document_fini(&document);
	arena_free(arena);
}

static void plain(const char *source, const char *text)
{
	check(MARKED_PLAIN, source, text);
	check(MARKED_MARKDOWN, source, text);
}

static void markdown(const char *source, const char *text)
{
	check(MARKED_MARKDOWN, source, text);
}

static void test_notes(void **state)
{
	(void)state;
	static const enum marked_format formats[] = { MARKED_PAGE, MARKED_PLAIN, MARKED_MARKDOWN };
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		enum marked_format format = formats[i];
		check(format, "Orlov[3] overthrew[12] Ruiz,[7][8] a general.[127]", "Orlov overthrew Ruiz, a general.");
		check(format, "Orlov[3, 4] met Ruiz[5\u20137] in 1950[note 1].", "Orlov met Ruiz in 1950.");
		check(format, "Orlov[^3] met Ruiz [^a-b].", "Orlov met Ruiz .");
		check(format, "Orlov(27) killed Novák(3), he said.", "Orlov killed Novák, he said.");
		check(format, "Orlov\u00B9 met Ruiz\u00B9\u00B2\u207B\u00B9\u2074, Novák\u00B9,\u00B2 and Li\u00B3 in 1950.\u2075", "Orlov met Ruiz, Novák and Li in 1950.");
		check(format, "(Orlov)\u00B9, in 1950\u00B2.", "(Orlov), in 1950.");
		check(format, "Orlov met Ruiz.[3]:34 He[4]:34\u20135, 112 met:[5]:\u200A1950\u200A Mora[6]: she.", "Orlov met Ruiz. He met: Mora: she.");
		/* no marks */
		check(format, "5 km\u00B2, x\u00B2, 10\u2076, CO\u00B2, \u00B9Orlov, Orlov \u00B9, Orlov\u00B9a, Orlov\u00B9\u00B2\u00B3\u2074",
		        "5 km\u00B2, x\u00B2, 10\u2076, CO\u00B2, \u00B9Orlov, Orlov \u00B9, Orlov\u00B9a, Orlov\u00B9\u00B2\u00B3\u2074");
		check(format, "Orlov[3]: 34 men, met[4]:x, Ruiz[5]:5th", "Orlov: 34 men, met:x, Ruiz:5th");
		check(format, "Orlov (27) met (3) [3] and [1950], x[4.", "Orlov (27) met (3) [3] and [1950], x[4.");
		check(format, "5(2) f(3) log(10)x NATO(4) a[1234] ([3]) crime[s] b[]", "5(2) f(3) log(10)x NATO(4) a[1234] ([3]) crime[s] b[]");
	}
}

static void test_breaks_within_words(void **state)
{
	(void)state;
	static const enum marked_format formats[] = { MARKED_PAGE, MARKED_PLAIN, MARKED_MARKDOWN };
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		check(formats[i], "The Na\u00ADtio\u200Bnal Par\u00AD\nty met\u00AD\n\nIvo\u00AD", "The National Party met\nIvo");
		check(formats[i], "Or\u00ADlov\u00B9 \u2014 a \u00ABred\u00BB \u2014 met Ivo\u2019s", "Orlov \u2014 a \u00ABred\u00BB \u2014 met Ivo\u2019s");
	}
}

static void test_raised_marks(void **state)
{
	(void)state;
	static const char *const marks[] = { "1", " 127 ", "a", "*", "\u2020", "[1]", "[citation needed]", "(3)", "1,2", "1, 2", "1\u20133", "a b", "1," };
	static const char *const others[] = { "", "1234", "th", "3a", "1,th", "the general", "[a long remark that nobody would raise]" };
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		assert_true(note_is_mark(slice_of(marks[i])));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(note_is_mark(slice_of(others[i])));
}

static void test_signs(void **state)
{
	(void)state;
	static const char *const signs[] = { "\u21A9", "\u21A9\uFE0E", "^", "#", "\u00B6" };
	static const char *const others[] = { "", ".", "\u2026", "\u201D", "-", "a", "3", "\u2191 up" };
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		assert_true(note_is_sign(slice_of(signs[i])));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(note_is_sign(slice_of(others[i])));
}

static void test_emphasis(void **state)
{
	(void)state;
	plain("_Ana Ruiz_ met **Ivo Lenz**, __Mora__ and ***all***.", "Ana Ruiz met Ivo Lenz, Mora and all.");
	plain("_Ana\nRuiz_ (*Ana*) \u201C_Ivo_\u201D *\"so\"*", "Ana\nRuiz (Ana) \u201CIvo\u201D \"so\"");
	plain("**Ana _Ruiz_ met** _**Ivo**_", "Ana Ruiz met Ivo");
	plain("_Ana_[3] met", "Ana met");
	/* within words, beside spaces, never closed, in another paragraph, too long */
	plain("a_b_c 2*3*4 _ x _ * y * Orlov* _Ana", "a_b_c 2*3*4 _ x _ * y * Orlov* _Ana");
	plain("_Ana\n\nRuiz_ *a **b", "_Ana\n\nRuiz_ *a **b");
	plain("____ ****x****", "____ ****x****");
	check(MARKED_PLAIN, "`a` ~~b~~ [x](y)", "`a` ~~b~~ [x](y)");
}

static void test_markdown(void **state)
{
	(void)state;
	markdown("`Ana` ~met~ \\*Ivo\\* ~1", "Ana ~met~ *Ivo* ~1");
	markdown("Ana ~~met **Ivo** [and](x)~~ saw ~~Mora~~.", "Ana  saw .");
	markdown("Ana ~~met\n\nIvo~~ ~~ x ~~", "Ana ~~met\n\nIvo~~ ~~ x ~~");
	markdown("[Ana Ruiz](http://x.org/a_(b)) met [Ivo](<a b> \"so\") and [Mora][1].", "Ana Ruiz met Ivo and Mora.");
	markdown("![Ana](x.png)met [![a](b)Ivo](c) [(d)](e)", "met Ivo (d)");
	markdown("[[Ana Ruiz]] met [[Ivo Lenz|Lenz]]![[x.png]].", "Ana Ruiz met Lenz.");
	markdown("Ana[[3]](#c3) met[4](#n4) Ivo\\[5\\].", "Ana met Ivo.");
	markdown("We [[Ana]](x) [B](y) x[the [so]](z)", "We [Ana] B xthe [so]");
	markdown("> Ana\n> > met\n>\n> Ivo", "Ana\nmet\n\nIvo");
	markdown("[1]: http://x.org \"x\"\n[^2]: Ana met Ivo.\n[So]: she said", "\nAna met Ivo.\n[So]: she said");
	markdown("<b>Ana</b> <!-- x\ny -->met<br/>Ivo <http://x.org>", "Ana met Ivo http://x.org");
	markdown("Ana<sup><a href='#n'>1</a></sup> met<sup>[2]</sup> Ivo<sup>1</sup> 10<sup>6</sup>", "Ana met Ivo 106");
	/* blocks of code are as they are */
	markdown("```\n> *a* [b](c)\n```\n*d*", "```\n> *a* [b](c)\n```\nd");
	markdown("~~~\n```\n> *a*\n```\n*d*", "~~~\n```\n> *a*\n```\nd");
	markdown("~~~\n*d*", "~~~\nd");
	/* nothing of the kind */
	markdown("[Ana] (1950) [so](he was) 1 < 2 > 0 a ![ ]( [", "[Ana] (1950) [so](he was) 1 < 2 > 0 a ![ ]( [");
}

static void test_lines(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct document document = { 0 };
	assert_null(document_decode(&document, arena, padded(arena, "> [A\n> B](c)\n>\n> _D_"), ENCODING_UTF8, NULL));
	marked_read(&document, arena, MARKED_MARKDOWN);
	assert_true(slice_is(document.text, "A\nB\n\nD"));
	assert_int_equal(document_line(&document, 0), 1);
	assert_int_equal(document_line(&document, 2), 2);
	assert_int_equal(document_line(&document, 5), 4);
	assert_int_equal(document_raw(&document, 5), 18);
	assert_true(slice_is(document_decoded(&document, arena, 3, 19), "A B D"));
	document_fini(&document);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_breaks_within_words),
		cmocka_unit_test(test_raised_marks),
		cmocka_unit_test(test_signs),
		cmocka_unit_test(test_emphasis),
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_lines),
	};
	return cmocka_run_group_tests_name("marked", tests, NULL, NULL);
}
