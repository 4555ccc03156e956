/* sample: facts of an invented world for the tests of facts, graph and output: 42 entities, 64 edges, names that were made to break formats. */
#ifndef KGRAPH_TESTS_SAMPLE_H
#define KGRAPH_TESTS_SAMPLE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts/merge.h"

enum sample_type { PERSON, GROUP, FORCES, AGENCY, STATE, COMPANY, UNKNOWN, SAMPLE_TYPES };
enum sample_relation { OVERTHREW, OPPOSED, ALLIED, FUNDED, NATIONALISED, LED_BY, MEMBER_OF, SAMPLE_RELATIONS };

static const struct fact_type sample_types[SAMPLE_TYPES] = {
	{ SLICE_LITERAL("person"), SLICE_LITERAL("#E7EEF8"), SLICE_LITERAL("#2F5D9B"), false },
	{ SLICE_LITERAL("group"), SLICE_LITERAL("#FCEBDD"), SLICE_LITERAL("#B4501E"), false },
	{ SLICE_LITERAL("armed forces"), SLICE_LITERAL("#E7EFDF"), SLICE_LITERAL("#4C6B2F"), false },
	{ SLICE_LITERAL("agency"), SLICE_LITERAL("#F1E7F6"), SLICE_LITERAL("#6C3F86"), false },
	{ SLICE_LITERAL("state"), SLICE_LITERAL("#FFF3CC"), SLICE_LITERAL("#8A6A00"), false },
	{ SLICE_LITERAL("company"), SLICE_LITERAL("#DFF2F1"), SLICE_LITERAL("#1C6E73"), false },
	{ SLICE_LITERAL("unknown"), SLICE_LITERAL(""), SLICE_LITERAL(""), true },
};

static const struct fact_relation sample_relations[SAMPLE_RELATIONS] = {
	{ SLICE_LITERAL("overthrew"), SLICE_LITERAL("overthrew"), SLICE_LITERAL("#B3261E"), false },
	{ SLICE_LITERAL("opposed"), SLICE_LITERAL("opposed"), SLICE_LITERAL("#C25A00"), false },
	{ SLICE_LITERAL("allied-with"), SLICE_LITERAL("allied with"), SLICE_LITERAL("#2E7D4F"), true },
	{ SLICE_LITERAL("funded"), SLICE_LITERAL("funded"), SLICE_LITERAL("#6C3F86"), false },
	{ SLICE_LITERAL("nationalised"), SLICE_LITERAL("nationalised"), SLICE_LITERAL("#1C6E73"), false },
	{ SLICE_LITERAL("led-by"), SLICE_LITERAL("led by"), SLICE_LITERAL("#2F5D9B"), false },
	{ SLICE_LITERAL("member-of"), SLICE_LITERAL(""), SLICE_LITERAL("#6B7280"), false },
};

struct sample_name {
	const char *id, *name;
	enum sample_type type;
};

static const struct sample_name sample_names[] = {
	{ "ilse-marn", "Ilse Marn", PERSON },
	{ "teodor-vash", "Teodor Vash", PERSON },
	{ "general-oskar-brandt", "General Oskar Brandt", PERSON },
	{ "lina-okoro", "Lina Okoro", PERSON },
	{ "pavel-surin", "Pavel Surin", PERSON },
	{ "amadou-diarra", "Amadou Diarra", PERSON },
	{ "rosa-quill", "Rosa Quill", PERSON },
	{ "henrik-aalto", "Henrik Aalto", PERSON },
	{ "mira-castellan", "Mira Castellan", PERSON },
	{ "joao-prates", "João Prates", PERSON },
	{ "unity-front", "Unity Front", GROUP },
	{ "workers-league-of-the-north", "Workers' League of the Northern Provinces", GROUP },
	{ "harbour-union", "Harbour Union", GROUP },
	{ "national-order", "National Order", GROUP },
	{ "green-river-movement", "Green River Movement", GROUP },
	{ "student-assembly", "Student Assembly", GROUP },
	{ "farmers-congress", "Farmers' Congress", GROUP },
	{ "veldish-army", "Veldish Army", FORCES },
	{ "coast-guard", "Coast Guard", FORCES },
	{ "republican-guard", "Republican Guard", FORCES },
	{ "bureau-nine", "Bureau Nine", AGENCY },
	{ "office-of-foreign-information", "Office of Foreign Information", AGENCY },
	{ "veldia", "Veldia", STATE },
	{ "ostmark", "Ostmark", STATE },
	{ "san-telmo", "San Telmo", STATE },
	{ "kingdom-of-arrun", "Kingdom of Arrun", STATE },
	{ "copper-and-rail", "Copper & Rail Company", COMPANY },
	{ "meridian-bank", "Meridian Bank", COMPANY },
	{ "daily-lantern", "Daily Lantern", COMPANY },
	{ "arrun-oil", "Arrun Oil", COMPANY },
	{ "the-committee", "the Committee", UNKNOWN },
	{ "valley-militia", "Valley Militia", UNKNOWN },
	{ "lt-b", "<b>Bold</b>", UNKNOWN },
	{ "copy", "&copy; &amp; Sons", UNKNOWN },
	{ "backslash-n", "\\N\\G\\E\\", UNKNOWN },
	{ "quotes", "\"Quoted\", 'so'", UNKNOWN },
	{ "formula", "=SUM(A1:A9)", UNKNOWN },
	{ "control",
	        "A\x01"
	        "B\x1B[31mC",
	        UNKNOWN },
	{ "bidi", "evil\xE2\x80\xAEtxt.exe", UNKNOWN },
	{ "pipe|and\\slash", "Pipe|Dream", UNKNOWN },
	{ "bad-bytes", "Caf\xE9 \xF0\x9F", UNKNOWN },
	{ "huge", NULL, UNKNOWN },
};

enum { SAMPLE_NAMES = sizeof sample_names / sizeof sample_names[0], SAMPLE_HUGE = 1 << 20, SAMPLE_DOCUMENTS = 5 };

struct sample_edge {
	unsigned char source, relation, target, status, sure, documents; /* the sentence stands in that many documents */
};

static const struct sample_edge sample_edges[] = {
	{ 2, OVERTHREW, 1, 0, 90, 5 },
	{ 17, OVERTHREW, 10, 0, 85, 3 },
	{ 2, MEMBER_OF, 17, 0, 80, 2 },
	{ 1, LED_BY, 10, 1, 60, 1 },
	{ 10, LED_BY, 1, 0, 90, 4 },
	{ 11, LED_BY, 3, 0, 80, 1 },
	{ 12, LED_BY, 4, 0, 80, 1 },
	{ 13, LED_BY, 8, 0, 85, 2 },
	{ 14, LED_BY, 5, 0, 80, 1 },
	{ 15, LED_BY, 6, 0, 75, 1 },
	{ 16, LED_BY, 9, 0, 80, 1 },
	{ 20, LED_BY, 7, 0, 65, 1 },
	{ 10, ALLIED, 11, 0, 80, 3 },
	{ 12, ALLIED, 10, 0, 80, 1 },
	{ 14, ALLIED, 10, 0, 80, 1 },
	{ 15, ALLIED, 14, 0, 65, 1 },
	{ 22, ALLIED, 24, 0, 80, 2 },
	{ 25, ALLIED, 23, 0, 80, 1 },
	{ 13, ALLIED, 17, 0, 75, 1 },
	{ 16, ALLIED, 13, 5, 60, 1 },
	{ 20, FUNDED, 13, 0, 90, 4 },
	{ 21, FUNDED, 28, 0, 85, 2 },
	{ 27, FUNDED, 13, 0, 80, 1 },
	{ 29, FUNDED, 25, 0, 80, 1 },
	{ 26, FUNDED, 20, 4, 50, 1 },
	{ 23, FUNDED, 10, 0, 60, 1 },
	{ 10, NATIONALISED, 26, 0, 92, 4 },
	{ 1, NATIONALISED, 27, 0, 80, 2 },
	{ 22, NATIONALISED, 29, 2, 60, 1 },
	{ 13, OPPOSED, 10, 0, 85, 4 },
	{ 26, OPPOSED, 1, 0, 80, 2 },
	{ 28, OPPOSED, 1, 0, 80, 1 },
	{ 25, OPPOSED, 22, 0, 80, 1 },
	{ 11, OPPOSED, 13, 0, 80, 1 },
	{ 3, OPPOSED, 2, 0, 80, 2 },
	{ 4, OPPOSED, 27, 0, 80, 1 },
	{ 6, OPPOSED, 2, 0, 75, 1 },
	{ 0, OPPOSED, 2, 0, 80, 1 },
	{ 0, MEMBER_OF, 10, 0, 80, 1 },
	{ 8, MEMBER_OF, 13, 0, 80, 2 },
	{ 9, MEMBER_OF, 14, 0, 70, 1 },
	{ 7, OPPOSED, 1, 0, 80, 1 },
	{ 19, OVERTHREW, 25, 3, 60, 1 },
	{ 18, OPPOSED, 17, 0, 80, 1 },
	{ 5, MEMBER_OF, 16, 0, 80, 1 },
	{ 2, LED_BY, 20, 0, 55, 1 },
	{ 2, NATIONALISED, 26, 1, 60, 1 },
	{ 22, LED_BY, 1, 0, 85, 2 },
	{ 22, LED_BY, 2, 0, 80, 3 },
	{ 31, ALLIED, 30, 0, 60, 1 },
	{ 30, OPPOSED, 19, 0, 60, 1 },
	{ 32, OPPOSED, 33, 0, 60, 1 },
	{ 33, FUNDED, 34, 0, 60, 1 },
	{ 34, ALLIED, 35, 0, 60, 1 },
	{ 35, OPPOSED, 36, 0, 60, 1 },
	{ 36, FUNDED, 37, 0, 60, 1 },
	{ 37, OPPOSED, 38, 0, 60, 1 },
	{ 38, MEMBER_OF, 39, 0, 60, 1 },
	{ 39, ALLIED, 40, 0, 60, 1 },
	{ 41, OPPOSED, 40, 0, 60, 1 },
	{ 23, OPPOSED, 24, 0, 80, 1 },
	{ 24, OPPOSED, 23, 0, 80, 1 },
	{ 7, MEMBER_OF, 20, 0, 80, 1 },
	{ 21, ALLIED, 20, 0, 80, 2 },
};

enum { SAMPLE_EDGES = sizeof sample_edges / sizeof sample_edges[0] };

static inline struct slice sample_huge(void)
{
	static char text[SAMPLE_HUGE];
	if (!text[0])
		for (size_t i = 0; i < sizeof text; i++)
			text[i] = i % 9 == 8 ? ' ' : (char)('a' + i % 26);
	return slice_make(text, sizeof text);
}

static inline struct slice sample_name(size_t i)
{
	return sample_names[i].name ? slice_of(sample_names[i].name) : sample_huge();
}

static inline struct finding_end sample_end(size_t i, uint64_t start)
{
	struct slice name = sample_name(i);
	return (struct finding_end){
		.id = slice_of(sample_names[i].id),
		.name = name,
		.text = name,
		.type = (uint32_t)sample_names[i].type,
		.start = start,
		.end = start + name.len,
	};
}

/* The finding of an edge as document `document` states it. */
static inline struct finding sample_finding(size_t number, unsigned document)
{
	const struct sample_edge *edge = &sample_edges[number];
	uint64_t start = 1000 * number + document;
	return (struct finding){
		.source = sample_end(edge->source, start),
		.target = sample_end(edge->target, start + 100),
		.relation = edge->relation,
		.line = (uint32_t)number + 1,
		.status = (enum status)edge->status,
		.start = start,
		.end = start + 200,
		.sentence = slice_of("In the end the one, as the papers said with \"some\" <relish>, did to the other what the sentence says."),
		.rule = sample_relations[edge->relation].name,
		.rule_file = slice_of("rules/sample/power.rules"),
		.variant = slice_of("active"),
		.resolved = slice_of(""),
		.from = slice_of(number % 3 ? "" : "1973"),
		.to = slice_of(number % 3 ? "" : "1973"),
		.as = slice_of(""),
		.rule_line = 14,
		.rule_order = edge->relation,
		.sure = (uint8_t)(edge->sure - document),
	};
}

/* Freed with facts_free. */
static inline struct facts *sample_facts(void)
{
	struct merge *merge = merge_new(sample_types, SAMPLE_TYPES, sample_relations, SAMPLE_RELATIONS);
	for (unsigned d = 0; d < SAMPLE_DOCUMENTS; d++) {
		struct finding findings[SAMPLE_EDGES];
		char key[32];
		size_t n = 0;
		snprintf(key, sizeof key, "archive/%c.txt", 'a' + (int)d);
		struct fact_document document = { .key = slice_of(key), .bytes = 100000, .sentences = 500, .skipped = slice_of("") };
		for (size_t i = 0; i < SAMPLE_EDGES; i++)
			if (d < sample_edges[i].documents)
				findings[n++] = sample_finding(i, d);
		merge_document(merge, &document, findings, n);
	}
	struct facts *facts = merge_finish(merge);
	facts->digest = slice_of("0123456789abcdef");
	facts->rules = 24;
	return facts;
}

#endif
