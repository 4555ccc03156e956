#include <stdlib.h>

#include "facts/load_union.h"

#define LOAD_FORMAT UINT64_C(1)

struct header {
	uint64_t version, rules;
	struct slice digest, types, relations, rule_texts;
	bool known_names, no_refer;
};

#define AT(member) offsetof(struct header, member)
static const struct load_field header_fields[] = {
	{ "kgraph", LOAD_WHOLE, true, AT(version) },
	{ "digest", LOAD_TEXT, true, AT(digest) },
	{ "known_names", LOAD_FLAG, false, AT(known_names) },
	{ "no_refer", LOAD_FLAG, false, AT(no_refer) },
	{ "rules", LOAD_WHOLE, true, AT(rules) },
	{ "types", LOAD_LIST, true, AT(types) },
	{ "relations", LOAD_LIST, true, AT(relations) },
	{ "rule_texts", LOAD_LIST, false, AT(rule_texts) },
};
#undef AT

#define AT(member) offsetof(struct fact_type, member)
static const struct load_field type_fields[] = {
	{ "name", LOAD_TEXT, true, AT(name) },
	{ "fill", LOAD_TEXT, false, AT(fill) },
	{ "line", LOAD_TEXT, false, AT(line) },
	{ "unknown", LOAD_FLAG, false, AT(unknown) },
};
#undef AT

#define AT(member) offsetof(struct fact_relation, member)
static const struct load_field relation_fields[] = {
	{ "name", LOAD_TEXT, true, AT(name) },
	{ "label", LOAD_TEXT, false, AT(label) },
	{ "colour", LOAD_TEXT, false, AT(colour) },
	{ "symmetric", LOAD_FLAG, false, AT(symmetric) },
};
#undef AT

#define AT(member) offsetof(struct fact_rule, member)
static const struct load_field rule_fields[] = {
	{ "rule", LOAD_TEXT, true, AT(name) },
	{ "text", LOAD_TEXT, true, AT(text) },
	{ "words", LOAD_TEXT, true, AT(words) },
};
#undef AT

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Of two rule folders' words for the same thing: one that is there, then the first by bytes, so that the order does not show. */
static bool better_text(struct slice a, struct slice b)
{
	return a.len && (!b.len || slice_compare(a, b) < 0);
}

static void join_text(struct load *load, struct slice *kept, struct slice text)
{
	if (slice_equal(*kept, text))
		return;
	load->mixed_tables = true;
	if (better_text(text, *kept))
		*kept = arena_copy(load->facts->arena, text);
}

/* Whether the thing at place `place` of this graph's list had that place in the first graph's. */
static void note_order(struct load *load, size_t place, uint32_t number)
{
	if (load->graphs > 1 && place != number)
		load->mixed_tables = true;
}

static bool keep_type(struct load *load, const struct fact_type *type, size_t place)
{
	struct facts *facts = load->facts;
	struct load_met met = load_meet(load, &load->types, type->name, facts->types.n);
	if (met.twice)
		return load_wrong(load, LOAD_TWICE, NULL, "the type \"%.*s\" stands there twice", SLICE_ARG(type->name));
	if (met.added) {
		array_push(&facts->types,
		        ((struct fact_type){ .name = met.name,
		                .fill = arena_copy(facts->arena, type->fill),
		                .line = arena_copy(facts->arena, type->line),
		                .unknown = type->unknown }));
		load->mixed_tables |= load->graphs > 1;
	}
	struct fact_type *kept = &facts->types.at[met.number];
	note_order(load, place, met.number);
	if (kept->unknown != type->unknown)
		return load_wrong(
		        load, LOAD_RULES, NULL, "the type \"%.*s\" is that of unknown names in one graph, and not in another", SLICE_ARG(type->name));
	join_text(load, &kept->fill, type->fill);
	join_text(load, &kept->line, type->line);
	return true;
}

static bool keep_relation(struct load *load, const struct fact_relation *relation, size_t place)
{
	struct facts *facts = load->facts;
	struct load_met met = load_meet(load, &load->relations, relation->name, facts->relations.n);
	if (met.twice)
		return load_wrong(load, LOAD_TWICE, NULL, "the relation \"%.*s\" stands there twice", SLICE_ARG(relation->name));
	if (met.added) {
		array_push(&facts->relations,
		        ((struct fact_relation){ .name = met.name,
		                .label = arena_copy(facts->arena, relation->label),
		                .colour = arena_copy(facts->arena, relation->colour),
		                .symmetric = relation->symmetric }));
		load->mixed_tables |= load->graphs > 1;
	}
	struct fact_relation *kept = &facts->relations.at[met.number];
	note_order(load, place, met.number);
	if (kept->symmetric != relation->symmetric)
		return load_wrong(load, LOAD_RULES, "rename it in one of the rule folders, and let kgraph write that graph again",
		        "the relation \"%.*s\" is symmetric in one graph, and not in another", SLICE_ARG(relation->name));
	join_text(load, &kept->label, relation->label);
	join_text(load, &kept->colour, relation->colour);
	return true;
}

/* The list of types, or that of relations. */
static bool read_list(struct load *load, struct slice text, bool types)
{
	struct json_cursor list = json_open(text, load->arena);
	struct json_value item;
	size_t place = 0;
	for (; json_next(&list, &item); place++) {
		struct fact_type type = { 0 };
		struct fact_relation relation = { 0 };
		struct json_cursor cursor = json_open(item.text, load->arena);
		const char *why = item.kind == JSON_VALUE_OBJECT ? NULL : "an object is missing";
		if (!why)
			why = types ? load_fields(&cursor, NULL, type_fields, COUNT(type_fields), &type)
			            : load_fields(&cursor, NULL, relation_fields, COUNT(relation_fields), &relation);
		if (why)
			return load_wrong(load, LOAD_MEMBER, NULL, "in the list of %s: %s", types ? "types" : "relations", why);
		if (!(types ? keep_type(load, &type, place) : keep_relation(load, &relation, place)))
			return false;
	}
	if (load->graphs > 1 && place != (types ? load->facts->types.n : load->facts->relations.n))
		load->mixed_tables = true;
	return true;
}

/* Graphs of the same rules have the same list, be it that an older kgraph wrote one of them without. */
static bool read_rule_texts(struct load *load, struct slice text)
{
	struct facts *facts = load->facts;
	struct json_cursor list = json_open(text, load->arena);
	struct json_value item;
	if (!text.len || facts->rule_texts.n)
		return true;
	while (json_next(&list, &item)) {
		struct fact_rule rule = { 0 };
		struct json_cursor cursor = json_open(item.text, load->arena);
		const char *why = item.kind == JSON_VALUE_OBJECT ? NULL : "an object is missing";
		if (!why)
			why = load_fields(&cursor, NULL, rule_fields, COUNT(rule_fields), &rule);
		if (why)
			return load_wrong(load, LOAD_MEMBER, NULL, "in the list of rule texts: %s", why);
		array_push(&facts->rule_texts,
		        ((struct fact_rule){
		                arena_copy(facts->arena, rule.name), arena_copy(facts->arena, rule.text), arena_copy(facts->arena, rule.words) }));
	}
	return true;
}

static bool is_digest(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!strchr("0123456789abcdef", text.ptr[i]) || !text.ptr[i])
			return false;
	return text.len == 16;
}

/* Adds a digest to the sorted list of all. */
static void keep_digest(struct load *load, struct slice digest)
{
	size_t at = 0;
	while (at < load->digests.n && slice_compare(load->digests.at[at], digest) < 0)
		at++;
	if (at < load->digests.n && slice_equal(load->digests.at[at], digest))
		return;
	array_push(&load->digests, digest);
	for (size_t i = load->digests.n - 1; i > at; i--)
		load->digests.at[i] = load->digests.at[i - 1];
	load->digests.at[at] = arena_copy(load->facts->arena, digest);
}

/* "0123456789abcdef", or those of several rule folders with + between. */
static bool check_digests(const struct load *load, struct slice rest)
{
	struct slice digest;
	while (slice_split(&rest, '+', &digest))
		if (!is_digest(digest))
			return load_wrong(load, LOAD_MEMBER, NULL, "\"digest\" is none of kgraph's");
	return true;
}

static void keep_digests(struct load *load, struct slice rest)
{
	struct slice digest, joined = slice_make("", 0);
	while (slice_split(&rest, '+', &digest))
		keep_digest(load, digest);
	for (size_t i = 0; i < load->digests.n; i++)
		joined = arena_format(load->facts->arena, "%.*s%s%.*s", SLICE_ARG(joined), i ? "+" : "", SLICE_ARG(load->digests.at[i]));
	load->facts->digest = joined;
}

static bool same_rules(struct load *load, const struct header *header)
{
	const struct facts *facts = load->facts;
	static const char help[] = "--mixed joins them all the same";
	if (load->mixed || load->graphs == 1)
		return true;
	if (!slice_equal(facts->digest, header->digest))
		return load_wrong(load, LOAD_RULES, help, "other rules made this graph (%.*s) than %.*s (%.*s)", SLICE_ARG(header->digest),
		        SLICE_ARG(load->first_path), SLICE_ARG(facts->digest));
	if (facts->known_names != header->known_names)
		return load_wrong(load, LOAD_RULES, help, "this graph was made with other --names than %.*s", SLICE_ARG(load->first_path));
	if (facts->no_refer != header->no_refer)
		return load_wrong(load, LOAD_RULES, help, "of this graph and %.*s only one was made with --no-refer", SLICE_ARG(load->first_path));
	return true;
}

bool load_header(struct load *load, struct json_cursor *cursor, const struct json_value *first)
{
	struct facts *facts = load->facts;
	struct header header = { 0 };
	if (first->kind != JSON_VALUE_WHOLE)
		return load_wrong(load, LOAD_MEMBER, NULL, "\"kgraph\" is not a whole number");
	if (first->whole != LOAD_FORMAT)
		return load_wrong(load, LOAD_VERSION,
		        first->whole > LOAD_FORMAT ? "a newer kgraph reads it" : "let kgraph write it again from the documents",
		        "this graph has version %llu of the format; this kgraph reads version %llu", (unsigned long long)first->whole,
		        (unsigned long long)LOAD_FORMAT);
	const char *why = load_fields(cursor, first, header_fields, COUNT(header_fields), &header);
	if (why)
		return load_wrong(load, cursor->why ? LOAD_SYNTAX : LOAD_MEMBER, NULL, "%s", why);
	if (!check_digests(load, header.digest) || !same_rules(load, &header))
		return false;
	bool one = load->graphs == 1;
	facts->known_names = header.known_names && (one || facts->known_names);
	facts->no_refer = header.no_refer && (one || facts->no_refer);
	facts->rules = header.rules > facts->rules ? (size_t)header.rules : facts->rules;
	if (one)
		load->first_path = load->path;
	keep_digests(load, header.digest);
	if (!read_rule_texts(load, header.rule_texts) || !read_list(load, header.types, true) || !read_list(load, header.relations, false))
		return false;
	return load->mixed || !load->mixed_tables ||
	        load_wrong(load, LOAD_FALSE, NULL, "the same rules, but other types or relations than in %.*s", SLICE_ARG(load->first_path));
}

static int compare_types(const void *a, const void *b, void *facts)
{
	const struct fact_type *types = ((const struct facts *)facts)->types.at;
	return slice_compare(types[*(const uint32_t *)a].name, types[*(const uint32_t *)b].name);
}

static int compare_relations(const void *a, const void *b, void *facts)
{
	const struct fact_relation *relations = ((const struct facts *)facts)->relations.at;
	return slice_compare(relations[*(const uint32_t *)a].name, relations[*(const uint32_t *)b].name);
}

/* Sorts n items by compare; rank[old index] = new index, freed by the caller. */
static uint32_t *sort(struct facts *facts, void *items, size_t n, size_t size, int (*compare)(const void *, const void *, void *))
{
	uint32_t *order = alloc_new((n + 1) * sizeof *order), *rank = alloc_new((n + 1) * sizeof *rank);
	char *copy = alloc_new(n * size + 1), *bytes = items;
	for (size_t i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	qsort_r(order, n, sizeof *order, compare, facts);
	if (n)
		memcpy(copy, bytes, n * size);
	for (size_t i = 0; i < n; i++) {
		memcpy(bytes + i * size, copy + order[i] * size, size);
		rank[order[i]] = (uint32_t)i;
	}
	free(order);
	free(copy);
	return rank;
}

void load_sort_tables(struct load *load)
{
	struct facts *facts = load->facts;
	uint32_t *rank = sort(facts, facts->types.at, facts->types.n, sizeof *facts->types.at, compare_types);
	for (size_t i = 0; i < facts->entities.n; i++)
		facts->entities.at[i].type = rank[facts->entities.at[i].type];
	free(rank);
	rank = sort(facts, facts->relations.at, facts->relations.n, sizeof *facts->relations.at, compare_relations);
	for (size_t i = 0; i < facts->edges.n; i++)
		facts->edges.at[i].relation = rank[facts->edges.at[i].relation];
	free(rank);
}
