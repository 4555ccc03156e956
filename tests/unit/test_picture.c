#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "output/measure.h"
#include "output/style.h"
#include "sample_output.h"

struct area {
	double left, top, right, bottom;
};

struct drawn {
	struct facts *facts;
	struct arena *arena;
	struct written written;
	xmlDoc *document;
};

static struct drawn draw(struct facts *facts, struct filter filter, const char *title)
{
	struct drawn drawn = { .facts = facts, .arena = arena_new() };
	struct slice why;
	struct output_options options = { .title = slice_of(title) };
	drawn.written = written_as("svg", facts, filter_apply(facts, &filter, drawn.arena, &why), &options);
	assert_null(drawn.written.why);
	drawn.document =
	        xmlReadMemory(drawn.written.buffer.bytes, (int)drawn.written.buffer.len, "graph.svg", NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
	assert_non_null(drawn.document);
	return drawn;
}

static void drawn_free(struct drawn *drawn)
{
	xmlFreeDoc(drawn->document);
	written_free(&drawn->written);
	arena_free(drawn->arena);
	facts_free(drawn->facts);
}

static bool is_named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, (const xmlChar *)name);
}

static double number(xmlNode *node, const char *name)
{
	xmlChar *text = xmlGetProp(node, (const xmlChar *)name);
	assert_non_null(text);
	double value = strtod((const char *)text, NULL);
	xmlFree(text);
	return value;
}

/* The group of the page with that id. */
static xmlNode *group(const struct drawn *drawn, const char *id)
{
	for (xmlNode *node = xmlDocGetRootElement(drawn->document)->children; node; node = node->next) {
		xmlChar *text = node->type == XML_ELEMENT_NODE ? xmlGetProp(node, (const xmlChar *)"id") : NULL;
		bool found = text && xmlStrEqual(text, (const xmlChar *)id);
		xmlFree(text);
		if (found)
			return node;
	}
	fail_msg("no group %s", id);
	return NULL;
}

static size_t boxes_of(const struct drawn *drawn, struct area *areas)
{
	size_t n = 0;
	for (xmlNode *node = group(drawn, "entities")->children; node; node = node->next)
		for (xmlNode *rect = node->children; rect; rect = rect->next)
			if (is_named(rect, "rect")) {
				double x = number(rect, "x"), y = number(rect, "y");
				areas[n++] = (struct area){ x, y, x + number(rect, "width"), y + number(rect, "height") };
			}
	return n;
}

/* From the length that the text is set to and the size of its letters: they reach .72 above the baseline and .22 below. */
static size_t labels_of(const struct drawn *drawn, struct area *areas)
{
	size_t n = 0;
	xmlNode *labels = group(drawn, "labels");
	double size = number(labels, "font-size");
	for (xmlNode *text = labels->children; text; text = text->next)
		if (is_named(text, "text")) {
			double x = number(text, "x"), y = number(text, "y"), half = number(text, "textLength") / 2;
			areas[n++] = (struct area){ x - half, y - .72 * size, x + half, y + .22 * size };
		}
	return n;
}

static bool overlap(const struct area *a, const struct area *b)
{
	return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static void assert_nothing_covered(const struct drawn *drawn, size_t entities, size_t edges)
{
	struct area boxes[SAMPLE_NAMES], labels[SAMPLE_EDGES];
	assert_int_equal(boxes_of(drawn, boxes), entities);
	assert_int_equal(labels_of(drawn, labels), edges);
	for (size_t i = 0; i < edges; i++) {
		for (size_t j = 0; j < entities; j++)
			assert_false(overlap(&labels[i], &boxes[j]));
		for (size_t j = 0; j < i; j++)
			assert_false(overlap(&labels[i], &labels[j]));
	}
	for (size_t i = 0; i < entities; i++)
		for (size_t j = 0; j < i; j++)
			assert_false(overlap(&boxes[i], &boxes[j]));
}

static void test_no_label_covers_a_label_or_a_box(void **state)
{
	(void)state;
	static const char *const engines[] = { "dot", "neato", "sfdp", "circo", "twopi" };
	for (size_t i = 0; i < sizeof engines / sizeof engines[0]; i++) {
		struct facts *facts = sample_facts();
		struct drawn drawn = { .facts = facts, .arena = arena_new() };
		struct output_options options = { .layout = engines[i] };
		drawn.written = written_as("svg", facts, everything(facts, drawn.arena), &options);
		assert_null(drawn.written.why);
		drawn.document = xmlReadMemory(drawn.written.buffer.bytes, (int)drawn.written.buffer.len, "graph.svg", NULL, XML_PARSE_NONET);
		assert_non_null(drawn.document);
		assert_nothing_covered(&drawn, SAMPLE_NAMES, SAMPLE_EDGES);
		drawn_free(&drawn);
	}
}

static bool listed(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(name, list[i]) == 0)
			return true;
	return false;
}

static void check_element(const xmlNode *node)
{
	static const char *const elements[] = { "svg", "title", "desc", "style", "rect", "g", "path", "text", "tspan" };
	static const char *const attributes[] = {
		"viewBox",
		"width",
		"height",
		"role",
		"aria-labelledby",
		"font-family",
		"id",
		"class",
		"fill",
		"stroke",
		"x",
		"y",
		"rx",
		"d",
		"font-size",
		"font-weight",
		"stroke-width",
		"stroke-opacity",
		"stroke-dasharray",
		"stroke-linejoin",
		"paint-order",
		"text-anchor",
		"textLength",
		"lengthAdjust",
	};
	assert_true(listed((const char *)node->name, elements, sizeof elements / sizeof elements[0]));
	for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
		if (!listed((const char *)attribute->name, attributes, sizeof attributes / sizeof attributes[0]))
			fail_msg("attribute %s", (const char *)attribute->name);
}

static void check_all(const xmlNode *node)
{
	for (; node; node = node->next) {
		if (node->type == XML_ELEMENT_NODE)
			check_element(node);
		check_all(node->children);
	}
}

static void test_only_known_elements_and_attributes(void **state)
{
	(void)state;
	struct drawn drawn = draw(sample_facts(), (struct filter){ .statuses = FILTER_EVERYTHING }, "<script>alert(1)</script> & \"more\"");
	check_all(xmlDocGetRootElement(drawn.document));
	assert_int_equal(occurrences(drawn.written.text, "<script"), 0);
	assert_int_equal(occurrences(drawn.written.text, "var("), 0);
	assert_int_equal(occurrences(drawn.written.text, "url("), 0);
	drawn_free(&drawn);
}

static void test_ids_are_distinct_and_stable(void **state)
{
	(void)state;
	struct drawn all = draw(sample_facts(), (struct filter){ 0 }, "a"), some = draw(sample_facts(), (struct filter){ .top = 5 }, "b");
	size_t n = 0;
	for (xmlNode *node = group(&some, "entities")->children; node; node = node->next) {
		xmlChar *id = node->type == XML_ELEMENT_NODE ? xmlGetProp(node, (const xmlChar *)"id") : NULL;
		if (!id)
			continue;
		char attribute[64];
		snprintf(attribute, sizeof attribute, "id=\"%s\"", (const char *)id);
		assert_int_equal(occurrences(all.written.text, attribute), 1);
		assert_int_equal(occurrences(some.written.text, attribute), 1);
		xmlFree(id);
		n++;
	}
	assert_true(n >= 5);
	drawn_free(&all);
	drawn_free(&some);
}

static void test_edges_and_boxes_have_their_tooltips(void **state)
{
	(void)state;
	struct drawn drawn = draw(sample_facts(), (struct filter){ 0 }, "Veldia");
	assert_true(occurrences(drawn.written.text, "General Oskar Brandt overthrew Teodor Vash, 1973\n") >= 1);
	assert_true(occurrences(drawn.written.text,
	                    "&lt;relish&gt;, did to the other what the sentence says.\xE2\x80\x9D\narchive/a.txt:1\nrule overthrew/active") >= 1);
	assert_int_equal(occurrences(drawn.written.text, "<title>Unity Front\ngroup\n"), 1);
	assert_int_equal(occurrences(drawn.written.text, "role=\"graphics-document document\""), 1);
	assert_int_equal(occurrences(drawn.written.text, "Best supported: General Oskar Brandt overthrew Teodor Vash, 5 documents; "), 1);
	drawn_free(&drawn);
}

static void test_the_line_under_the_title_says_what_is_left_out(void **state)
{
	(void)state;
	struct drawn drawn = draw(sample_facts(), (struct filter){ .top = 5 }, "Veldia");
	assert_int_equal(occurrences(drawn.written.text, "5 relations of 64"), 1);
	assert_true(occurrences(drawn.written.text, "6 not asserted") == 1);
	assert_int_equal(occurrences(drawn.written.text, "the 5 best supported"), 1);
	drawn_free(&drawn);
}

/* In DejaVu Sans, which is wider than Helvetica by a sixth, and in bold by a third. */
static void assert_on_the_page(const struct drawn *drawn, size_t lines)
{
	size_t n = 0;
	for (xmlNode *text = group(drawn, "heading")->children; text; text = text->next) {
		if (!is_named(text, "text"))
			continue;
		xmlChar *content = xmlNodeGetContent(text), *bold = xmlGetProp(text, (const xmlChar *)"font-weight");
		double width = measure_width(slice_of((const char *)content), number(text, "font-size")) * (bold ? 1.33 : 1.165);
		assert_true(number(text, "x") + width <= number(xmlDocGetRootElement(drawn->document), "width"));
		xmlFree(bold);
		xmlFree(content);
		n++;
	}
	assert_int_equal(n, lines);
}

static void test_the_heading_stays_on_the_page(void **state)
{
	(void)state;
	struct drawn drawn = draw(sample_facts(), (struct filter){ .top = 1, .min_sure = 10, .from = slice_of("1960"), .to = slice_of("1980") },
	        "How the Unity Front of Veldia came to power, and what became of it afterwards");
	assert_on_the_page(&drawn, 4);
	drawn_free(&drawn);
}

static void test_title_is_the_folder_unless_one_is_given(void **state)
{
	(void)state;
	struct drawn drawn = draw(sample_facts(), (struct filter){ .top = 5 }, ""),
	             named = draw(sample_facts(), (struct filter){ .top = 5 }, "Veldia");
	assert_int_equal(occurrences(drawn.written.text, "<title id=\"title\">Knowledge graph of archive</title>"), 1);
	assert_int_equal(occurrences(named.written.text, "<title id=\"title\">Veldia</title>"), 1);
	drawn_free(&drawn);
	drawn_free(&named);
}

static void test_legend_has_what_is_drawn(void **state)
{
	(void)state;
	struct drawn drawn = draw(sample_facts(), (struct filter){ .top = 1 }, "Veldia");
	xmlChar *legend = xmlNodeGetContent(group(&drawn, "legend"));
	assert_non_null(strstr((const char *)legend, "person"));
	assert_non_null(strstr((const char *)legend, "overthrew"));
	assert_null(strstr((const char *)legend, "company"));
	assert_null(strstr((const char *)legend, "funded"));
	xmlFree(legend);
	drawn_free(&drawn);
}

static void test_what_is_not_asserted_says_so(void **state)
{
	(void)state;
	struct drawn drawn = draw(sample_facts(), (struct filter){ .statuses = 1u << STATUS_DENIED }, "Veldia");
	assert_int_equal(occurrences(drawn.written.text, "led by (denied)</text>"), 1);
	/* Two denied edges, and the key of their strokes: another one than of what is only less sure. */
	assert_int_equal(occurrences(drawn.written.text, "stroke-dasharray=\"8 3 1.5 3 1.5 3\""), 3);
	assert_int_equal(occurrences(drawn.written.text, "stroke-dasharray"), 3);
	assert_int_equal(occurrences(drawn.written.text, ">not asserted</text>"), 1);
	assert_int_equal(occurrences(drawn.written.text, " sure</text>"), 0);
	drawn_free(&drawn);
}

static void test_each_stroke_says_one_thing(void **state)
{
	(void)state;
	/* 62: what the usual rule is worth with a name that nothing knows. */
	static const struct {
		struct fact_edge edge;
		enum style_stroke stroke;
	} cases[] = {
		{ { .sure = 80 }, STROKE_WHOLE },
		{ { .sure = 62 }, STROKE_WHOLE },
		{ { .sure = 60 }, STROKE_WHOLE },
		{ { .sure = 59 }, STROKE_UNSURE },
		{ { .sure = 90, .status = STATUS_PLANNED }, STROKE_UNASSERTED },
		{ { .sure = 30, .status = STATUS_DENIED }, STROKE_UNASSERTED },
		{ { .sure = 30, .inferred = true }, STROKE_INFERRED },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(style_stroke(&cases[i].edge), cases[i].stroke);
	assert_null(style_dashes(STROKE_WHOLE));
	for (int a = STROKE_UNSURE; a <= STROKE_INFERRED; a++)
		for (int b = a + 1; b <= STROKE_INFERRED; b++)
			assert_string_not_equal(style_dashes((enum style_stroke)a), style_dashes((enum style_stroke)b));
}

static void test_symmetric_edges_have_no_arrow(void **state)
{
	(void)state;
	const struct slice allied = SLICE_LITERAL("allied-with");
	struct drawn drawn = draw(sample_facts(), (struct filter){ .relations = &allied, .relation_count = 1 }, "Veldia");
	assert_int_equal(occurrences(drawn.written.text, "stroke=\"none\" d="), 0);
	drawn_free(&drawn);
}

static void test_an_empty_graph_is_a_page(void **state)
{
	(void)state;
	struct drawn drawn = draw(merge_finish(merge_new(sample_types, SAMPLE_TYPES, sample_relations, SAMPLE_RELATIONS)), (struct filter){ 0 }, "");
	assert_true(occurrences(drawn.written.text, "0 relations") >= 1);
	drawn_free(&drawn);
}

static void test_same_facts_same_bytes(void **state)
{
	(void)state;
	struct drawn a = draw(sample_facts(), (struct filter){ 0 }, "Veldia"), b = draw(sample_facts(), (struct filter){ 0 }, "Veldia");
	assert_true(slice_equal(a.written.text, b.written.text));
	drawn_free(&a);
	drawn_free(&b);
}

static void test_names_break_where_they_are_long(void **state)
{
	(void)state;
	struct measure_lines lines = measure_name(slice_of("Workers' League of the Northern Provinces"), 22);
	assert_int_equal(lines.n, 2);
	assert_true(slice_is(lines.at[0], "Workers' League of the"));
	assert_true(slice_is(lines.at[1], "Northern Provinces"));
	assert_int_equal(measure_name(slice_of("Veldish Army"), 22).n, 1);
	assert_int_equal(measure_name(slice_of("Donaudampfschifffahrtsgesellschaft"), 22).n, 1);
}

static void test_shown_text_is_clean_and_short(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	assert_true(slice_is(measure_shown(arena,
	                             slice_of("a\x01"
	                                      "b\xE2\x80\xAE"
	                                      "c\xFF"
	                                      "d"),
	                             20),
	        "a\xEF\xBF\xBD"
	        "b\xEF\xBF\xBD"
	        "c\xEF\xBF\xBD"
	        "d"));
	assert_true(slice_is(measure_shown(arena, slice_of("  two \n words "), 20), "two words"));
	assert_true(slice_is(measure_shown(arena, slice_of("abcdef"), 4), "abcd\xE2\x80\xA6"));
	assert_true(slice_is(measure_shown(arena, slice_of("abcd"), 4), "abcd"));
	assert_true(measure_shown(arena, sample_huge(), 10).len <= 13);
	arena_free(arena);
}

/* Widths of Adobe's metrics for Helvetica: W 944, i 222, space 278. */
static void test_widths(void **state)
{
	(void)state;
	assert_true(measure_width(slice_of("Wi i"), 10) > 16.65 && measure_width(slice_of("Wi i"), 10) < 16.67);
	assert_true(measure_width(slice_of("\xE4\xB8\xAD"), 10) > 9.99);
	assert_true(measure_width(slice_of("e\xCC\x81"), 10) < 5.57);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_label_covers_a_label_or_a_box),
		cmocka_unit_test(test_only_known_elements_and_attributes),
		cmocka_unit_test(test_ids_are_distinct_and_stable),
		cmocka_unit_test(test_edges_and_boxes_have_their_tooltips),
		cmocka_unit_test(test_the_line_under_the_title_says_what_is_left_out),
		cmocka_unit_test(test_the_heading_stays_on_the_page),
		cmocka_unit_test(test_title_is_the_folder_unless_one_is_given),
		cmocka_unit_test(test_legend_has_what_is_drawn),
		cmocka_unit_test(test_what_is_not_asserted_says_so),
		cmocka_unit_test(test_each_stroke_says_one_thing),
		cmocka_unit_test(test_symmetric_edges_have_no_arrow),
		cmocka_unit_test(test_an_empty_graph_is_a_page),
		cmocka_unit_test(test_same_facts_same_bytes),
		cmocka_unit_test(test_names_break_where_they_are_long),
		cmocka_unit_test(test_shown_text_is_clean_and_short),
		cmocka_unit_test(test_widths),
	};
	return cmocka_run_group_tests_name("picture", tests, NULL, NULL);
}
