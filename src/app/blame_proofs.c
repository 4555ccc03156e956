/* Causes that the graphs tell by themselves: documents, and the rules of proofs. */
#include "app/blame.h"
#include "app/witness.h"
#include "base/buffer.h"
#include "base/map.h"
#include "output/put.h"

enum { CAUSES_NAMED = 4 };

/* The rules of both graphs by their names. */
struct rule_tables {
	struct map *olds, *news; /* -> struct fact_rule */
	bool known;              /* both graphs tell of their rules */
};

struct naming {
	struct witness_views views;
	struct rule_tables tables;
	const struct diff *diff;
	struct diff_change *change;
	struct buffer text;
	size_t named, more;
};

static void name(struct naming *naming, struct slice cause)
{
	if (naming->named++ >= CAUSES_NAMED) {
		naming->more++;
		return;
	}
	if (naming->text.n)
		buffer_text(&naming->text, "; ");
	buffer_add(&naming->text, cause);
}

static void keep(struct naming *naming, struct arena *arena)
{
	if (naming->more)
		buffer_format(&naming->text, "; and more");
	naming->change->cause = arena_copy(arena, buffer_slice(&naming->text));
	buffer_fini(&naming->text);
	naming->named = naming->more = 0;
}

/* ---- documents ---- */

/* "b.txt (new)"; "a.txt changed"; "a.txt" where it is of the same length. */
static void name_document(struct naming *naming, struct slice document, struct arena *arena)
{
	const struct view *olds = &naming->views.olds, *news = &naming->views.news;
	uint32_t x = view_document(olds, document), y = view_document(news, document);
	const char *how = "";
	if (x == DIFF_NONE || olds->facts->documents.at[x].skipped.len)
		how = " (new)";
	else if (y == DIFF_NONE || news->facts->documents.at[y].skipped.len)
		how = " (removed)";
	else if (olds->facts->documents.at[x].bytes != news->facts->documents.at[y].bytes)
		how = " changed";
	name(naming, arena_format(arena, "%.*s%s", SLICE_ARG(document), how));
}

void blame_documents(struct diff *diff, struct arena *arena)
{
	struct naming naming = { .named = 0 };
	struct witness witness;
	witness_views_init(&naming.views, diff);
	for (size_t i = 0; i < diff->changes.n; i++) {
		naming.change = &diff->changes.at[i];
		witness_find(&naming.views, naming.change, WITNESS_MOST, &witness);
		for (size_t k = 0; k < witness.n; k++)
			name_document(&naming, witness.documents[k], arena);
		naming.more += witness.more;
		keep(&naming, arena);
	}
	witness_views_fini(&naming.views);
}

/* ---- rules ---- */

static bool same_proof(const struct facts *x, const struct fact_proof *p, const struct facts *y, const struct fact_proof *q)
{
	return slice_equal(p->rule, q->rule) && slice_equal(p->variant, q->variant) && p->source_start == q->source_start &&
	        p->target_start == q->target_start && p->sure == q->sure && slice_equal(p->from, q->from) && slice_equal(p->to, q->to) &&
	        slice_equal(p->as, q->as) && slice_equal(x->documents.at[p->document].key, y->documents.at[q->document].key);
}

static bool has_proof(const struct facts *facts, uint32_t edge, const struct facts *of, const struct fact_proof *proof)
{
	if (edge == DIFF_NONE)
		return false;
	for (size_t i = 0; i < facts->edges.at[edge].proofs; i++)
		if (same_proof(facts, &facts->proofs.at[facts->edges.at[edge].first_proof + i], of, proof))
			return true;
	return false;
}

/* What became of a rule between the graphs, as far as both tell: "", " changed" … */
static const char *fate(const struct naming *naming, struct slice rule, bool *gone)
{
	const struct rule_tables *tables = &naming->tables;
	const struct fact_rule *x = map_get(tables->olds, rule), *y = map_get(tables->news, rule);
	*gone = false;
	if (!tables->known || (!x && !y))
		return "";
	*gone = !x || !y;
	if (*gone)
		return x ? " (removed)" : " (new)";
	return !slice_equal(x->text, y->text) ? " changed" : !slice_equal(x->words, y->words) ? " by other words" : "";
}

/* "funds-2 (new), politics/power.rules:20"; "alliance, politics/power.rules:14 changed" */
static struct slice rule_cause(const struct naming *naming, const struct fact_proof *proof, struct arena *arena)
{
	bool gone;
	const char *what = fate(naming, proof->rule, &gone);
	return arena_format(arena, "%.*s%s, %.*s:%u%s", SLICE_ARG(proof->rule), gone ? what : "", SLICE_ARG(put_rule_file(proof->rule_file)),
	        proof->rule_line, gone ? "" : what);
}

static struct slice rejected_text(const struct facts *facts, const struct fact_edge *edge, bool turned, struct arena *arena)
{
	uint32_t source = turned ? edge->target : edge->source, target = turned ? edge->source : edge->target;
	return arena_format(arena, "%.*s | %.*s | %.*s | %s", SLICE_ARG(facts->entities.at[source].name),
	        SLICE_ARG(facts->relations.at[edge->relation].name), SLICE_ARG(facts->entities.at[target].name), status_name(edge->status));
}

/* The first rejection of a document. */
static size_t first_rejection(const struct facts *facts, struct slice document)
{
	size_t low = 0, high = facts->rejections.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (slice_compare(facts->rejections.at[middle].document, document) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The `reject` line by which y lacks an edge that x proves; NULL where none took it out. */
static const struct fact_rejection *rejection_of(const struct facts *x, const struct fact_proof *proof, const struct facts *y, struct arena *arena)
{
	const struct fact_edge *edge = &x->edges.at[proof->edge];
	struct slice document = x->documents.at[proof->document].key;
	size_t i = first_rejection(y, document);
	if (i == y->rejections.n || !slice_equal(y->rejections.at[i].document, document))
		return NULL;
	struct slice text = rejected_text(x, edge, false, arena);
	struct slice turned = x->relations.at[edge->relation].symmetric ? rejected_text(x, edge, true, arena) : text;
	for (; i < y->rejections.n && slice_equal(y->rejections.at[i].document, document); i++)
		if (slice_equal(y->rejections.at[i].edge, text) || slice_equal(y->rejections.at[i].edge, turned))
			return &y->rejections.at[i];
	return NULL;
}

/* "reject (new), corrections.rules:4": what took a proof out of one of both graphs; else the rule that made it. newer: x is the newer graph. */
static struct slice proof_cause(const struct naming *naming, const struct facts *x, const struct fact_proof *proof, bool newer, struct arena *arena)
{
	const struct fact_rejection *rejection = rejection_of(x, proof, newer ? naming->diff->first : naming->diff->new_facts, arena);
	if (!rejection)
		return rule_cause(naming, proof, arena);
	return arena_format(arena, "reject (%s), %.*s:%u", newer ? "removed" : "new", SLICE_ARG(put_rule_file(rejection->rule_file)),
	        rejection->rule_line);
}

enum { PROOFS_COMPARED = 64 }; /* of an edge: their number could be any, and each is looked for among the others */

/* What made the proofs that one edge has and the other has not, each once. newer: the one is that of the newer graph. */
static void name_rules(struct naming *naming, bool newer, struct arena *arena)
{
	const struct diff *diff = naming->diff;
	const struct facts *x = newer ? diff->new_facts : diff->old_facts, *y = newer ? diff->old_facts : diff->new_facts;
	uint32_t from = newer ? naming->change->new_edge : naming->change->old_edge, to = newer ? naming->change->old_edge : naming->change->new_edge;
	struct slice last = slice_make("", 0);
	for (size_t i = 0; from != DIFF_NONE && i < x->edges.at[from].proofs && i < PROOFS_COMPARED; i++) {
		const struct fact_proof *proof = &x->proofs.at[x->edges.at[from].first_proof + i];
		struct slice cause = proof_cause(naming, x, proof, newer, arena);
		if (slice_equal(cause, last) || has_proof(y, to, x, proof))
			continue;
		last = cause;
		name(naming, cause);
	}
}

static struct map *rules_of(const struct facts *facts)
{
	struct map *rules = map_new();
	for (size_t i = 0; i < facts->rule_texts.n; i++)
		map_put(rules, facts->rule_texts.at[i].name, &facts->rule_texts.at[i]);
	return rules;
}

void blame_proofs(struct diff *diff, struct arena *arena)
{
	struct naming naming = { .diff = diff };
	naming.tables.olds = rules_of(diff->first);
	naming.tables.news = rules_of(diff->new_facts);
	naming.tables.known = diff->first->rule_texts.n && diff->new_facts->rule_texts.n;
	for (size_t i = 0; i < diff->changes.n; i++) {
		naming.change = &diff->changes.at[i];
		if (diff_is_entity(naming.change) || diff->first->edges_only || diff->new_facts->edges_only)
			continue;
		name_rules(&naming, true, arena);
		if (!naming.named)
			name_rules(&naming, false, arena);
		keep(&naming, arena);
	}
	map_free(naming.tables.olds);
	map_free(naming.tables.news);
}
