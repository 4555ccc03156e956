#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "engine_text.h"
#include "match/together.h"

static struct engine_text world;
static struct buffer text; /* of a page that is all examples, boxes and headings between them */
static struct document document;

static const char *const between[] = { "\n\n", "\n\nHome\nNews\nNorthern League\nFounder: Ivan Orlov\nLeader | Ana Ruiz\n\n",
	"\n\nThe years of war\n\n", "\n\n", "\n\nIn 1951, this was. He led it then.\n\n", "\n- one item\n- another item\n\n" };

static int set_up(void **state)
{
	enum { READABLE = 64 };
	size_t places = 0;
	(void)state;
	if (!engine_text_shipped(&world))
		return -1;
	const struct ast *ast = world.rules->ast;
	for (size_t i = 0; i < ast->rules.n; i++)
		for (size_t k = 0; k < ast->rules.at[i].examples.n; k++) {
			if ((i + k) % 3)
				continue;
			buffer_add(&text, ast->rules.at[i].examples.at[k].text);
			buffer_text(&text, between[places++ % (sizeof between / sizeof *between)]);
		}
	for (size_t i = 0; i < READABLE; i++)
		buffer_char(&text, '\0');
	text.n -= READABLE;
	document.key = slice_of("t.txt");
	return document_decode(&document, world.arena, buffer_slice(&text), ENCODING_UTF8, NULL) ? -1 : 0;
}

static int tear_down(void **state)
{
	(void)state;
	document_fini(&document);
	engine_text_fini(&world);
	buffer_fini(&text);
	return 0;
}

static void put(struct buffer *out, const struct findings *findings)
{
	for (size_t i = 0; i < findings->list.n; i++) {
		const struct finding *finding = &findings->list.at[i];
		buffer_format(out, "%.*s | %u | %.*s %d %llu-%llu line %u %.*s:%u [%.*s] %.*s %.*s\n", SLICE_ARG(finding->source.id),
		        finding->relation, SLICE_ARG(finding->target.id), (int)finding->status, (unsigned long long)finding->start,
		        (unsigned long long)finding->end, finding->line, SLICE_ARG(finding->rule), finding->rule_line, SLICE_ARG(finding->resolved),
		        SLICE_ARG(finding->from), SLICE_ARG(finding->sentence));
	}
}

static void put_counts(struct buffer *out, const struct findings *findings)
{
	const uint64_t counts[] = { findings->sentences, findings->matched, findings->empty, findings->gave_up, findings->cut, findings->names,
		findings->triggers, findings->unproved };
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		buffer_format(out, "%llu ", (unsigned long long)counts[i]);
}

static void put_whole(struct buffer *out)
{
	struct document copy;
	document_share(&document, &copy, world.arena);
	extract_document(world.lazy, &copy, world.arena, &world.findings, world.diag);
	put(out, &world.findings);
	put_counts(out, &world.findings);
	document_unshare(&copy);
	assert_true(world.findings.list.n > 150);
}

static void assert_equal(const struct buffer *wanted, const struct buffer *found, size_t parts)
{
	size_t same = 0;
	while (same < wanted->n && same < found->n && wanted->at[same] == found->at[same])
		same++;
	if (same < wanted->n || same < found->n)
		fail_msg("%zu parts: \"%.300s\" is \"%.300s\"", parts, wanted->at + same, found->at + same);
}

/* Cut anywhere: in a box, before a heading, in a paragraph whose pronouns lean on the one before. */
static void test_parts_are_the_document(void **state)
{
	(void)state;
	struct buffer whole = { 0 };
	put_whole(&whole);
	for (size_t of = 2; of < 40; of += of < 4 ? 1 : 11) {
		struct buffer parts = { 0 };
		struct findings all = { 0 };
		struct document copy;
		document_share(&document, &copy, world.arena);
		extract_begin(world.lazy, &copy, world.arena);
		for (size_t i = 0; i < of; i++) {
			extract_part(world.lazy, (struct extract_part){ i, of }, &world.findings, world.diag);
			put(&parts, &world.findings);
			all.sentences += world.findings.sentences;
			all.matched += world.findings.matched;
			all.empty += world.findings.empty;
			all.names += world.findings.names;
			all.triggers += world.findings.triggers;
		}
		extract_end(world.lazy);
		document_unshare(&copy);
		put_counts(&parts, &all);
		buffer_char(&parts, '\0');
		assert_equal(&whole, &(struct buffer){ .at = parts.at, .n = parts.n - 1 }, of);
		buffer_fini(&parts);
	}
	buffer_fini(&whole);
}

static void test_threads_find_what_one_finds(void **state)
{
	(void)state;
	struct buffer whole = { 0 };
	put_whole(&whole);
	for (unsigned threads = 1; threads < 6; threads += 2) {
		struct extract_options options = { .eager = false };
		struct engine *engine = engine_new(world.rules, 2);
		struct together *together = together_new(engine, &options, threads);
		struct findings findings = { 0 };
		for (unsigned again = 0; again < 2; again++) {
			struct buffer found = { 0 };
			together_extract(together, &document, &findings, world.diag);
			put(&found, &findings);
			put_counts(&found, &findings);
			assert_equal(&whole, &found, threads);
			buffer_fini(&found);
		}
		findings_fini(&findings);
		together_free(together);
		engine_free(engine);
	}
	buffer_fini(&whole);
}

static void test_a_short_document(void **state)
{
	(void)state;
	struct extract_options options = { .eager = false };
	struct together *together = together_new(world.engine, &options, 4);
	struct findings findings = { 0 };
	struct document none = { .key = slice_of("none.txt") };
	char bytes[128] = "";
	assert_null(document_decode(&none, world.arena, slice_make(bytes, 0), ENCODING_UTF8, NULL));
	together_extract(together, &none, &findings, world.diag);
	assert_int_equal(findings.list.n, 0);
	document_fini(&none);
	findings_fini(&findings);
	together_free(together);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts_are_the_document),
		cmocka_unit_test(test_threads_find_what_one_finds),
		cmocka_unit_test(test_a_short_document),
	};
	return cmocka_run_group_tests_name("together", tests, set_up, tear_down);
}
