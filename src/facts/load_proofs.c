#include <stdlib.h>

#include "base/wordhash.h"
#include "facts/load_union.h"

struct proof_line {
	struct fact_proof proof;
	struct slice edge, document;
};

#define AT(member) offsetof(struct proof_line, proof.member)
static const struct load_field fields[] = {
	{ "proof", LOAD_TEXT, true, offsetof(struct proof_line, edge) },
	{ "document", LOAD_TEXT, true, offsetof(struct proof_line, document) },
	{ "line", LOAD_NUMBER, true, AT(line) },
	{ "start", LOAD_WHOLE, true, AT(start) },
	{ "end", LOAD_WHOLE, true, AT(end) },
	{ "source_start", LOAD_WHOLE, true, AT(source_start) },
	{ "source_end", LOAD_WHOLE, true, AT(source_end) },
	{ "source_text", LOAD_TEXT, true, AT(source_text) },
	{ "target_start", LOAD_WHOLE, true, AT(target_start) },
	{ "target_end", LOAD_WHOLE, true, AT(target_end) },
	{ "target_text", LOAD_TEXT, true, AT(target_text) },
	{ "sentence", LOAD_TEXT, true, AT(sentence) },
	{ "sure", LOAD_BYTE, true, AT(sure) },
	{ "rule", LOAD_TEXT, true, AT(rule) },
	{ "rule_file", LOAD_TEXT, true, AT(rule_file) },
	{ "rule_line", LOAD_NUMBER, true, AT(rule_line) },
	{ "variant", LOAD_TEXT, true, AT(variant) },
	{ "resolved", LOAD_TEXT, false, AT(resolved) },
	{ "from", LOAD_TEXT, false, AT(from) },
	{ "to", LOAD_TEXT, false, AT(to) },
	{ "as", LOAD_TEXT, false, AT(as) },
	{ "speaker", LOAD_TEXT, false, AT(speaker) },
	{ "premise", LOAD_TEXT, false, AT(premise) },
};
#undef AT

static bool holds(struct slice text, struct slice part)
{
	return memmem(text.ptr, text.len, part.ptr, part.len) != NULL;
}

/* What the extraction promises of every proof. */
static const char *lie_of(const struct fact_proof *proof, const struct fact_document *document)
{
	if (proof->start >= proof->end || proof->end > document->bytes)
		return "the proof lies outside its document";
	if (proof->source_start < proof->start || proof->source_start >= proof->source_end || proof->source_end > proof->end)
		return "the source lies outside the proof";
	if (proof->target_start < proof->start || proof->target_start >= proof->target_end || proof->target_end > proof->end)
		return "the target lies outside the proof";
	if (!holds(proof->sentence, proof->source_text) || !holds(proof->sentence, proof->target_text))
		return "the sentence does not hold both names";
	if (proof->sure < 1 || proof->sure > 100)
		return "\"sure\" is not between 1 and 100";
	return proof->line ? NULL : "lines count from 1";
}

/* Proofs come in the order of the edges: of the same edge as the last, or of the next one. */
static uint32_t find_edge(struct load *load, struct slice id)
{
	const struct fact_edge *edges = load->facts->edges.at;
	for (size_t at = load->edge_at; at < load->graph_edges.n && at < load->edge_at + 2; at++) {
		uint32_t number = load->graph_edges.at[at];
		if (!slice_equal(edges[number].id, id))
			continue;
		load->edge_at = at;
		return number;
	}
	return load_find(load, &load->edges, id);
}

static uint32_t find_document(struct load *load, struct slice key)
{
	if (load->document == UINT32_MAX || !slice_equal(load->facts->documents.at[load->document].key, key))
		load->document = load_find(load, &load->documents, key);
	return load->document;
}

/* The words in the text, which mostly are the name of the entity. */
static struct slice keep_end(struct load *load, enum load_text kind, uint32_t entity, struct slice text)
{
	struct slice name = load->facts->entities.at[entity].name;
	return slice_equal(name, text) ? name : load_keep(load, kind, text);
}

/* ---- proofs that were there before: graphs that overlap take no memory for what they have in common ---- */

static uint64_t hash_of(const struct fact_proof *proof)
{
	uint64_t hash = wordhash_mix((uint64_t)proof->edge << 32 | proof->document, UINT64_C(0x9E3779B97F4A7C15));
	hash = wordhash_mix(hash ^ proof->source_start, UINT64_C(0xA0761D6478BD642F));
	hash = wordhash_mix(hash ^ proof->target_start, UINT64_C(0xE7037ED1A0B428DB));
	return wordhash_mix(hash ^ proof->rule_line ^ (uint64_t)proof->premise.len << 32, UINT64_C(0x8EBC6AF09C88C6E3));
}

static bool same_texts(const struct fact_proof *a, const struct fact_proof *b)
{
	return slice_equal(a->sentence, b->sentence) && slice_equal(a->source_text, b->source_text) && slice_equal(a->target_text, b->target_text) &&
	        slice_equal(a->rule, b->rule) && slice_equal(a->rule_file, b->rule_file) && slice_equal(a->variant, b->variant) &&
	        slice_equal(a->resolved, b->resolved) && slice_equal(a->from, b->from) && slice_equal(a->to, b->to) && slice_equal(a->as, b->as) &&
	        slice_equal(a->speaker, b->speaker) && slice_equal(a->premise, b->premise);
}

static bool same_proofs(const struct fact_proof *a, const struct fact_proof *b)
{
	return a->edge == b->edge && a->document == b->document && a->line == b->line && a->start == b->start && a->end == b->end &&
	        a->source_start == b->source_start && a->source_end == b->source_end && a->target_start == b->target_start &&
	        a->target_end == b->target_end && a->rule_line == b->rule_line && a->sure == b->sure && same_texts(a, b);
}

/* The slot of a proof that is the same in everything, or the empty one where it would go. */
static uint32_t *slot_of(const struct load *load, const struct fact_proof *proof)
{
	size_t mask = load->proofs_room - 1, at = (size_t)hash_of(proof) & mask;
	while (load->proofs[at] && !same_proofs(&load->facts->proofs.at[load->proofs[at] - 1], proof))
		at = (at + 1) & mask;
	return &load->proofs[at];
}

static void make_slots(struct load *load)
{
	size_t n = load->facts->proofs.n, room = load->proofs_room ? load->proofs_room : 1024;
	while (room < 2 * (n + 1))
		room *= 2;
	if (room == load->proofs_room)
		return;
	free(load->proofs);
	load->proofs = alloc_new(room * sizeof *load->proofs);
	load->proofs_room = room;
	for (size_t i = 0; i < n; i++)
		*slot_of(load, &load->facts->proofs.at[i]) = (uint32_t)i + 1;
}

/* Whether the proof was there before; else notes that the next one is this. */
static bool is_known(struct load *load, const struct fact_proof *proof)
{
	if (load->graphs < 2)
		return false;
	make_slots(load);
	uint32_t *slot = slot_of(load, proof);
	bool known = *slot != 0;
	if (!known)
		*slot = (uint32_t)load->facts->proofs.n + 1;
	return known;
}

static void keep(struct load *load, const struct fact_proof *proof)
{
	if (is_known(load, proof))
		return;
	const struct fact_edge *edge = &load->facts->edges.at[proof->edge];
	struct fact_proof *kept = array_add(&load->facts->proofs);
	*kept = *proof;
	kept->sentence = arena_copy(load->facts->arena, proof->sentence);
	kept->source_text = keep_end(load, TEXT_SOURCE, edge->source, proof->source_text);
	kept->target_text = keep_end(load, TEXT_TARGET, edge->target, proof->target_text);
	kept->rule = load_keep(load, TEXT_RULE, proof->rule);
	kept->rule_file = load_keep(load, TEXT_RULE_FILE, proof->rule_file);
	kept->variant = load_keep(load, TEXT_VARIANT, proof->variant);
	kept->resolved = load_keep(load, TEXT_RESOLVED, proof->resolved);
	kept->from = load_keep(load, TEXT_FROM, proof->from);
	kept->to = load_keep(load, TEXT_TO, proof->to);
	kept->as = load_keep(load, TEXT_AS, proof->as);
	kept->speaker = load_keep(load, TEXT_SPEAKER, proof->speaker);
	kept->premise = load_keep(load, TEXT_PREMISE, proof->premise);
}

bool load_proof(struct load *load, struct json_cursor *cursor, const struct json_value *first)
{
	struct proof_line line = { 0 };
	struct fact_proof *proof = &line.proof;
	const char *why = load_fields(cursor, first, fields, sizeof fields / sizeof *fields, &line);
	if (why && cursor->why)
		return load_wrong(load, LOAD_SYNTAX, NULL, "the line is no JSON object: %s at byte %zu", why, cursor->at + 1);
	if (why)
		return load_wrong(load, LOAD_MEMBER, NULL, "%s", why);
	proof->edge = find_edge(load, line.edge);
	if (proof->edge == UINT32_MAX)
		return load_wrong(load, LOAD_UNKNOWN, NULL, "the graph has no edge \"%.*s\"", SLICE_ARG(line.edge));
	proof->document = find_document(load, line.document);
	if (proof->document == UINT32_MAX)
		return load_wrong(load, LOAD_UNKNOWN, NULL, "the graph has read no document \"%.*s\"", SLICE_ARG(line.document));
	why = lie_of(proof, &load->facts->documents.at[proof->document]);
	if (why)
		return load_wrong(load, LOAD_FALSE, NULL, "%s", why);
	load->proved_edges += load->proved.at[proof->edge] != load->graphs;
	load->proved.at[proof->edge] = load->graphs;
	keep(load, proof);
	return true;
}
