#include "facts/merge.h"

#include <stdlib.h>

#include "base/map.h"
#include "facts/derive.h"
#include "names/resolve.h"

/* What identifies an edge, as the bytes of a key. No padding: all four are 32 bits. */
struct edge_key {
	uint32_t source, relation, target, status;
};

/* The last text of a kind: most findings repeat what the one before said. */
enum kind {
	KIND_SENTENCE,
	KIND_RULE,
	KIND_RULE_FILE,
	KIND_VARIANT,
	KIND_RESOLVED,
	KIND_FROM,
	KIND_TO,
	KIND_AS,
	KIND_SOURCE,
	KIND_TARGET,
	KIND_SPEAKER,
	KIND_PREMISE,
	KIND_COUNT
};

struct merge {
	struct facts *facts;
	struct map *texts;    /* each distinct short text -> its copy */
	struct map *entities; /* id -> index in facts.entities */
	struct map *edges;    /* struct edge_key -> index in facts.edges */
	struct slice last[KIND_COUNT];
};

static struct slice copy_once(struct merge *merge, struct slice text)
{
	const char *known = map_get(merge->texts, text);
	if (known)
		return slice_make(known, text.len);
	struct slice copy = arena_copy(merge->facts->arena, text);
	map_put(merge->texts, copy, (void *)(uintptr_t)copy.ptr);
	return copy;
}

static struct slice keep(struct merge *merge, enum kind kind, struct slice text)
{
	if (text.len == 0)
		return slice_make("", 0);
	struct slice *last = &merge->last[kind];
	if (slice_equal(*last, text))
		return *last;
	/* Sentences hardly ever come back once another one was seen: not worth a place in the table. */
	*last = kind == KIND_SENTENCE ? arena_copy(merge->facts->arena, text) : copy_once(merge, text);
	return *last;
}

static void copy_types(struct facts *facts, const struct fact_type *types, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct fact_type *type = array_add(&facts->types);
		type->name = arena_copy(facts->arena, types[i].name);
		type->fill = arena_copy(facts->arena, types[i].fill);
		type->line = arena_copy(facts->arena, types[i].line);
		type->unknown = types[i].unknown;
	}
}

static void copy_relations(struct facts *facts, const struct fact_relation *relations, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct fact_relation *relation = array_add(&facts->relations);
		relation->name = arena_copy(facts->arena, relations[i].name);
		relation->label = arena_copy(facts->arena, relations[i].label);
		relation->colour = arena_copy(facts->arena, relations[i].colour);
		relation->symmetric = relations[i].symmetric;
	}
}

struct merge *merge_new(const struct fact_type *types, size_t type_count, const struct fact_relation *relations, size_t relation_count)
{
	struct merge *merge = alloc_new(sizeof *merge);
	merge->facts = alloc_new(sizeof *merge->facts);
	merge->facts->arena = arena_new();
	merge->texts = map_new();
	merge->entities = map_new();
	merge->edges = map_new();
	copy_types(merge->facts, types, type_count);
	copy_relations(merge->facts, relations, relation_count);
	return merge;
}

static uint32_t entity_new(struct merge *merge, const struct finding_end *end)
{
	struct facts *facts = merge->facts;
	uint32_t number = (uint32_t)facts->entities.n;
	struct fact_entity *entity = array_add(&facts->entities);
	*entity = (struct fact_entity){
		.id = arena_copy(facts->arena, end->id),
		.name = arena_copy(facts->arena, end->name),
		.type = end->type,
	};
	map_put_number(merge->entities, entity->id, number);
	return number;
}

static uint32_t entity_add(struct merge *merge, const struct finding_end *end)
{
	struct facts *facts = merge->facts;
	uint32_t number = (uint32_t)map_number(merge->entities, end->id, UINT32_MAX);
	if (number == UINT32_MAX)
		return entity_new(merge, end);
	struct fact_entity *entity = &facts->entities.at[number];
	if (!slice_equal(entity->name, end->name) && resolve_better_name(end->name, entity->name))
		entity->name = arena_copy(facts->arena, end->name);
	if (facts_better_type(facts, end->type, entity->type))
		entity->type = end->type;
	return number;
}

static uint32_t edge_add(struct merge *merge, struct edge_key key)
{
	struct facts *facts = merge->facts;
	struct slice bytes = slice_make((const char *)&key, sizeof key);
	uint32_t number = (uint32_t)map_number(merge->edges, bytes, UINT32_MAX);
	if (number != UINT32_MAX)
		return number;
	number = (uint32_t)facts->edges.n;
	struct fact_edge *edge = array_add(&facts->edges);
	*edge = (struct fact_edge){
		.source = key.source,
		.relation = key.relation,
		.target = key.target,
		.status = (enum status)key.status,
	};
	map_put_number(merge->edges, arena_copy(facts->arena, bytes), number);
	return number;
}

static void proof_add(struct merge *merge, const struct finding *finding, const struct finding_end *source, const struct finding_end *target,
        uint32_t edge, uint32_t document)
{
	struct fact_proof *proof = array_add(&merge->facts->proofs);
	*proof = (struct fact_proof){
		.edge = edge,
		.document = document,
		.line = finding->line,
		.start = finding->start,
		.end = finding->end,
		.source_start = source->start,
		.source_end = source->end,
		.target_start = target->start,
		.target_end = target->end,
		.sentence = keep(merge, KIND_SENTENCE, finding->sentence),
		.source_text = keep(merge, KIND_SOURCE, source->text),
		.target_text = keep(merge, KIND_TARGET, target->text),
		.rule = keep(merge, KIND_RULE, finding->rule),
		.rule_file = keep(merge, KIND_RULE_FILE, finding->rule_file),
		.rule_line = finding->rule_line,
		.variant = keep(merge, KIND_VARIANT, finding->variant),
		.resolved = keep(merge, KIND_RESOLVED, finding->resolved),
		.from = keep(merge, KIND_FROM, finding->from),
		.to = keep(merge, KIND_TO, finding->to),
		.as = keep(merge, KIND_AS, finding->as),
		.speaker = keep(merge, KIND_SPEAKER, finding->speaker),
		.premise = keep(merge, KIND_PREMISE, finding->premise),
		.sure = finding->sure,
	};
}

static void self_add(struct merge *merge, const struct finding *finding, uint32_t document)
{
	struct facts *facts = merge->facts;
	struct fact_self *self = array_add(&facts->selves);
	*self = (struct fact_self){
		.document = facts->documents.at[document].key,
		.line = finding->line,
		.relation = facts->relations.at[finding->relation].name,
		.rule_line = finding->rule_line,
		.name = arena_copy(facts->arena, finding->source.name),
		.rule = keep(merge, KIND_RULE, finding->rule),
		.rule_file = keep(merge, KIND_RULE_FILE, finding->rule_file),
		.variant = keep(merge, KIND_VARIANT, finding->variant),
	};
}

static void finding_add(struct merge *merge, const struct finding *finding, uint32_t document)
{
	struct facts *facts = merge->facts;
	const struct finding_end *source = &finding->source, *target = &finding->target;
	int order = slice_compare(source->id, target->id);
	if (order == 0) {
		facts->documents.at[document].self_edges++;
		self_add(merge, finding, document);
		return;
	}
	if (facts->relations.at[finding->relation].symmetric && order > 0) {
		source = &finding->target;
		target = &finding->source;
	}
	struct edge_key key = { .relation = finding->relation, .status = (uint32_t)finding->status };
	key.source = entity_add(merge, source);
	key.target = entity_add(merge, target);
	/* The spans of an inferred edge are those of its premise, which knows no order of this edge's ends. */
	if (finding->premise.len) {
		source = &finding->source;
		target = &finding->target;
	}
	proof_add(merge, finding, source, target, edge_add(merge, key), document);
}

void merge_document(struct merge *merge, const struct fact_document *document, const struct finding *findings, size_t n)
{
	struct facts *facts = merge->facts;
	uint32_t number = (uint32_t)facts->documents.n;
	struct fact_document *copy = array_add(&facts->documents);
	*copy = *document;
	copy->key = arena_copy(facts->arena, document->key);
	copy->skipped = arena_copy(facts->arena, document->skipped);
	for (size_t i = 0; i < n; i++)
		finding_add(merge, &findings[i], number);
}

static struct finding_end end_of(const struct facts *facts, uint32_t entity, struct slice text, uint64_t start, uint64_t end)
{
	const struct fact_entity *of = &facts->entities.at[entity];
	return (struct finding_end){ .id = of->id, .name = of->name, .text = text, .type = of->type, .start = start, .end = end };
}

struct finding merge_finding(const struct facts *facts, const struct fact_proof *proof)
{
	const struct fact_edge *edge = &facts->edges.at[proof->edge];
	return (struct finding){
		.source = end_of(facts, edge->source, proof->source_text, proof->source_start, proof->source_end),
		.target = end_of(facts, edge->target, proof->target_text, proof->target_start, proof->target_end),
		.relation = edge->relation,
		.line = proof->line,
		.status = edge->status,
		.start = proof->start,
		.end = proof->end,
		.sentence = proof->sentence,
		.rule = proof->rule,
		.rule_file = proof->rule_file,
		.variant = proof->variant,
		.resolved = proof->resolved,
		.from = proof->from,
		.to = proof->to,
		.as = proof->as,
		.speaker = proof->speaker,
		.rule_line = proof->rule_line,
		.sure = proof->sure,
		.premise = proof->premise,
	};
}

struct facts *merge_finish(struct merge *merge)
{
	struct facts *facts = merge->facts;
	map_free(merge->texts);
	map_free(merge->entities);
	map_free(merge->edges);
	derive_all(facts);
	free(merge);
	return facts;
}
