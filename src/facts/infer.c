/* Facts are taken from a queue, the surest first, and each is joined with those taken before it: semi-naive evaluation (Bancilhon 1986), a fact
 * at a time, by hash joins. What follows is never surer than what it follows from, so that a fact's sureness is final when its turn comes:
 * Knuth's generalisation of Dijkstra's algorithm (A Generalization of Dijkstra's Algorithm, 1977). */
#include "facts/infer.h"

#include "base/unicode.h"
#include "facts/infer_store.h"
#include "rules/codes.h"

enum { SURE_MAX = 100 };

/* What became of a block in this document. */
struct progress {
	uint64_t joins;
	bool stopped, shortened; /* by its limit; some of its edges would rest on too many sentences */
};

struct reasoner {
	const struct ruleset *rules;
	struct slice document;
	struct corrector *corrector;
	struct arena *arena;
	struct diag *diag;
	struct store store;
	struct progress *blocks;             /* as rules.inferences */
	ARRAY(uint32_t) queue[SURE_MAX + 1]; /* facts by sure, in the order found */
	uint64_t joins;
	size_t inferred;
	bool stopped;  /* a limit of the document was reached */
	bool complete; /* no limit was */
};

/* A block on its way through the facts. */
struct join {
	struct reasoner *reasoner;
	uint32_t block;
	const struct inference *inference;
	uint32_t bound[INFERENCE_LETTERS]; /* entity + 1 */
	uint32_t used[INFERENCE_PREMISES]; /* facts, by premise */
	unsigned done;                     /* premises that have one: bits */
};

/* ---- limits ---- */

static void say_limit(struct reasoner *reasoner, uint32_t block, const char *what)
{
	reasoner->complete = false;
	diag_warning(reasoner->diag, reasoner->rules->inferences.at[block].block->rule.place, CODE(INFER_LIMIT),
	        "ask for types, or for one more premise", "in %.*s %s", SLICE_ARG(reasoner->document), what);
}

/* Whether one more fact may be tried. */
static bool may_join(struct join *join)
{
	struct reasoner *reasoner = join->reasoner;
	struct progress *progress = &reasoner->blocks[join->block];
	if (progress->stopped || reasoner->stopped)
		return false;
	if (++reasoner->joins > INFER_DOCUMENT_JOINS) {
		reasoner->stopped = true;
		say_limit(reasoner, join->block, "all blocks together tried 8,000,000 facts: no more were inferred");
	} else if (++progress->joins > INFER_JOINS) {
		progress->stopped = true;
		say_limit(reasoner, join->block, "this block tried 1,000,000 facts: it was stopped");
	}
	return !progress->stopped && !reasoner->stopped;
}

/* ---- what follows ---- */

/* The stated facts below the premises, each once, in the order of the premises; false where they are too many. */
static bool collect_grounds(const struct join *join, uint32_t *grounds, size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < join->inference->premise_count; i++) {
		const struct store_fact *fact = &join->reasoner->store.facts.at[join->used[i]];
		for (size_t k = 0; k < fact->ground_count; k++) {
			size_t known = 0;
			while (known < *n && grounds[known] != fact->grounds[k])
				known++;
			if (known < *n)
				continue;
			if (*n == INFER_GROUNDS)
				return false;
			grounds[(*n)++] = fact->grounds[k];
		}
	}
	return true;
}

static uint8_t sure_of(const struct join *join)
{
	unsigned sure = SURE_MAX, cost = join->inference->block->cost;
	for (size_t i = 0; i < join->inference->premise_count; i++) {
		unsigned premise = join->reasoner->store.facts.at[join->used[i]].sure;
		sure = premise < sure ? premise : sure;
	}
	return (uint8_t)(sure > cost ? sure - cost : 1);
}

/* A relation takes what its line says; a phrase is of no type, and a relation that it stands in already takes it. */
static bool takes(const struct join *join, const struct type_set *set, uint32_t entity, unsigned letter)
{
	uint32_t type = join->reasoner->store.entities.at[entity].type;
	if (type > join->reasoner->rules->types.unknown)
		return !join->inference->narrowed[letter];
	return type_set_has(set, type);
}

static void derive(struct join *join, uint32_t number, uint8_t sure)
{
	struct reasoner *reasoner = join->reasoner;
	uint32_t grounds[INFER_GROUNDS];
	struct store_fact *fact = &reasoner->store.facts.at[number];
	struct progress *progress = &reasoner->blocks[join->block];
	size_t n;
	if (!collect_grounds(join, grounds, &n)) {
		if (!progress->shortened)
			say_limit(reasoner, join->block, "an edge would rest on more than 16 sentences: it was not inferred");
		progress->shortened = true;
		return;
	}
	uint32_t *copy = arena_alloc(reasoner->arena, n * sizeof *copy);
	memcpy(copy, grounds, n * sizeof *copy);
	fact->by = join->block;
	fact->sure = sure;
	fact->grounds = copy;
	fact->ground_count = n;
	array_push(&reasoner->queue[sure], number);
}

/* A new fact; STORE_NONE where there may be no more, or a rule rejects it. */
static uint32_t add_fact(struct join *join, uint32_t source, uint32_t relation, uint32_t target)
{
	struct reasoner *reasoner = join->reasoner;
	if (reasoner->inferred == INFER_EDGES) {
		reasoner->stopped = true;
		say_limit(reasoner, join->block, "more than 10,000 edges would follow: no more were inferred");
		return STORE_NONE;
	}
	struct store_fact *fact = store_add(&reasoner->store, source, relation, target);
	const struct finding_end *ends = reasoner->store.entities.at;
	bool taken = reasoner->corrector && corrector_takes(reasoner->corrector, &ends[fact->source], relation, &ends[fact->target], STATUS_ASSERTED);
	fact->state = taken ? STORE_BARRED : STORE_INFERRED;
	reasoner->inferred += !taken;
	return taken ? STORE_NONE : (uint32_t)(reasoner->store.facts.n - 1);
}

static void conclude_edge(struct join *join, const struct inference_edge *edge)
{
	struct reasoner *reasoner = join->reasoner;
	uint32_t source = join->bound[edge->source] - 1, target = join->bound[edge->target] - 1;
	const struct ruleset_relation *ends = &reasoner->rules->ends[edge->relation];
	if (source == target || !takes(join, &ends->from, source, edge->source) || !takes(join, &ends->to, target, edge->target))
		return;
	uint8_t sure = sure_of(join);
	uint32_t number = store_find(&reasoner->store, source, edge->relation, target);
	if (number == STORE_NONE)
		number = add_fact(join, source, edge->relation, target);
	if (number == STORE_NONE)
		return;
	const struct store_fact *fact = &reasoner->store.facts.at[number];
	if (fact->state == STORE_INFERRED && !fact->open && fact->sure < sure)
		derive(join, number, sure);
}

/* What the text describes and does not name, "the coup", belongs to the document: another of the kind has the same id. */
static bool is_described(const struct finding_end *entity)
{
	bool capital = false;
	for (size_t at = 0; at < entity->name.len && !capital;)
		capital = unicode_is_upper(unicode_next(entity->name, &at));
	return !capital && memchr(entity->id.ptr, '@', entity->id.len);
}

/* Whether premises that are far from each other are joined by something described: they may speak of two such things. */
static bool is_doubtful(const struct join *join)
{
	const struct store *store = &join->reasoner->store;
	uint64_t first = UINT64_MAX, last = 0;
	bool described = false;
	for (size_t i = 0; i < join->inference->premise_count; i++) {
		const struct store_fact *fact = &store->facts.at[join->used[i]];
		described |= is_described(&store->entities.at[fact->source]) || is_described(&store->entities.at[fact->target]);
		if (!fact->stated)
			continue;
		first = fact->stated->start < first ? fact->stated->start : first;
		last = fact->stated->start > last ? fact->stated->start : last;
	}
	return described && first < last && last - first > INFER_NEAR;
}

static void conclude(struct join *join)
{
	if (is_doubtful(join))
		return;
	for (size_t i = 0; i < join->inference->conclusion_count && !join->reasoner->stopped; i++)
		conclude_edge(join, &join->inference->conclusions[i]);
}

/* ---- joins ---- */

/* Whether an entity may stand for a letter that stands for nothing yet, or for this one already. */
static bool fits(const struct join *join, unsigned letter, uint32_t entity)
{
	if (join->bound[letter])
		return join->bound[letter] == entity + 1;
	uint32_t type = join->reasoner->store.entities.at[entity].type;
	return !join->inference->narrowed[letter] || (type < TYPES_LIMIT && type_set_has(&join->inference->asked[letter], type));
}

static void go_on(struct join *join);

/* Takes a fact for a premise, in one direction, and goes on with the others. */
static void take(struct join *join, size_t premise, uint32_t fact, uint32_t source, uint32_t target)
{
	const struct inference_edge *edge = &join->inference->premises[premise];
	uint32_t before_source = join->bound[edge->source], before_target = join->bound[edge->target];
	if (!fits(join, edge->source, source) || !fits(join, edge->target, target))
		return;
	join->bound[edge->source] = source + 1;
	join->bound[edge->target] = target + 1;
	join->used[premise] = fact;
	join->done |= 1u << premise;
	go_on(join);
	join->done &= ~(1u << premise);
	join->bound[edge->source] = before_source;
	join->bound[edge->target] = before_target;
}

/* The premise to look for next: one whose two ends are known, else one that has one known end. There is one, since all are joined. */
static size_t next_premise(const struct join *join)
{
	size_t found = 0;
	for (size_t i = 0; i < join->inference->premise_count; i++) {
		const struct inference_edge *edge = &join->inference->premises[i];
		bool source = join->bound[edge->source], target = join->bound[edge->target];
		if (join->done >> i & 1 || (!source && !target))
			continue;
		if (source && target)
			return i;
		found = i;
	}
	return found;
}

static void look_for(struct join *join, size_t premise)
{
	const struct store *store = &join->reasoner->store;
	const struct inference_edge *edge = &join->inference->premises[premise];
	bool by_target = !join->bound[edge->source];
	uint32_t entity = join->bound[by_target ? edge->target : edge->source] - 1;
	if (join->bound[edge->source] && join->bound[edge->target]) {
		uint32_t number = store_find(store, join->bound[edge->source] - 1, edge->relation, join->bound[edge->target] - 1);
		if (number != STORE_NONE && store->facts.at[number].open && may_join(join))
			take(join, premise, number, join->bound[edge->source] - 1, join->bound[edge->target] - 1);
		return;
	}
	for (uint32_t at = store_first(store, edge->relation, entity, by_target); at != STORE_NONE; at = store_next(store, at, by_target)) {
		const struct store_entry *entry = &store->entries.at[at];
		if (!may_join(join))
			return;
		take(join, premise, entry->fact, entry->source, entry->target);
	}
}

static void go_on(struct join *join)
{
	if (join->done + 1 == 1u << join->inference->premise_count)
		conclude(join);
	else
		look_for(join, next_premise(join));
}

/* Every way in which a premise can be this fact, and the other premises those that are open. */
static void join_fact(struct reasoner *reasoner, uint32_t number)
{
	const struct inferences *inferences = &reasoner->rules->inferences;
	struct store_fact fact = reasoner->store.facts.at[number];
	bool symmetric = reasoner->rules->ast->relations.at[fact.relation].symmetric;
	for (size_t i = inferences->first_use[fact.relation]; i < inferences->first_use[fact.relation + 1] && !reasoner->stopped; i++) {
		const struct inference_use *use = &inferences->uses[i];
		struct join join = { .reasoner = reasoner, .block = use->inference, .inference = &inferences->at[use->inference] };
		if (!may_join(&join))
			continue;
		take(&join, use->premise, number, fact.source, fact.target);
		if (symmetric)
			take(&join, use->premise, number, fact.target, fact.source);
	}
}

static void run(struct reasoner *reasoner)
{
	for (size_t sure = SURE_MAX; sure > 0; sure--)
		for (size_t i = 0; i < reasoner->queue[sure].n && !reasoner->stopped; i++) {
			uint32_t number = reasoner->queue[sure].at[i];
			struct store_fact *fact = &reasoner->store.facts.at[number];
			/* It was found again, more surely, and had its turn. */
			if (fact->open)
				continue;
			store_open(&reasoner->store, number);
			join_fact(reasoner, number);
		}
}

/* ---- what the sentences state ---- */

static bool better_proof(const struct finding *a, const struct finding *b)
{
	if (a->sure != b->sure)
		return a->sure > b->sure;
	if (a->start != b->start)
		return a->start < b->start;
	return a->rule_order < b->rule_order;
}

static struct store_fact *fact_of(struct reasoner *reasoner, const struct finding *finding, bool *known)
{
	struct store *store = &reasoner->store;
	uint32_t source = store_entity(store, &finding->source), target = store_entity(store, &finding->target);
	uint32_t number = store_find(store, source, finding->relation, target);
	*known = number != STORE_NONE;
	return *known ? &store->facts.at[number] : store_add(store, source, finding->relation, target);
}

static void add_stated(struct reasoner *reasoner, const struct finding *finding)
{
	bool known;
	struct store_fact *fact = fact_of(reasoner, finding, &known);
	if (!known || better_proof(finding, fact->stated))
		fact->stated = finding;
}

static void add_denied(struct reasoner *reasoner, const struct finding *finding)
{
	bool known;
	struct store_fact *fact = fact_of(reasoner, finding, &known);
	if (!known)
		fact->state = STORE_BARRED;
}

static void queue_stated(struct reasoner *reasoner)
{
	size_t n = reasoner->store.facts.n;
	uint32_t *numbers = arena_alloc(reasoner->arena, n * sizeof *numbers);
	for (size_t i = 0; i < n; i++) {
		struct store_fact *fact = &reasoner->store.facts.at[i];
		numbers[i] = (uint32_t)i;
		fact->state = STORE_STATED;
		fact->sure = fact->stated->sure;
		fact->grounds = &numbers[i];
		fact->ground_count = 1;
		array_push(&reasoner->queue[fact->sure], (uint32_t)i);
	}
}

static void read_findings(struct reasoner *reasoner, const struct findings *findings)
{
	for (size_t i = 0; i < findings->list.n; i++) {
		const struct finding *finding = &findings->list.at[i];
		if (finding->status == STATUS_ASSERTED && !slice_equal(finding->source.id, finding->target.id))
			add_stated(reasoner, finding);
	}
	queue_stated(reasoner);
	for (size_t i = 0; i < findings->list.n; i++) {
		const struct finding *finding = &findings->list.at[i];
		if (finding->status == STATUS_DENIED && !slice_equal(finding->source.id, finding->target.id))
			add_denied(reasoner, finding);
	}
}

/* ---- as findings ---- */

static struct slice edge_text(const struct reasoner *reasoner, const struct store_fact *fact)
{
	const struct store *store = &reasoner->store;
	return arena_format(reasoner->arena, "%.*s | %.*s | %.*s", SLICE_ARG(store->entities.at[fact->source].name),
	        SLICE_ARG(reasoner->rules->ast->relations.at[fact->relation].name), SLICE_ARG(store->entities.at[fact->target].name));
}

/* "premise 1 of 2: A | r | B; with A | s | C", and what was said of the names in it. */
static struct slice resolved_of(const struct reasoner *reasoner, const struct store_fact *fact, size_t number)
{
	enum { TOLD = 4 };
	const struct store_fact *facts = reasoner->store.facts.at, *ground = &facts[fact->grounds[number]];
	struct arena *arena = reasoner->arena;
	struct slice text = arena_format(arena, "premise %zu of %zu: %.*s", number + 1, fact->ground_count, SLICE_ARG(edge_text(reasoner, ground)));
	size_t told = 0;
	for (size_t i = 0; i < fact->ground_count && told <= TOLD; i++) {
		if (i == number)
			continue;
		struct slice other = told == TOLD ? slice_of("\xE2\x80\xA6") : edge_text(reasoner, &facts[fact->grounds[i]]);
		text = arena_format(arena, "%.*s; %s%.*s", SLICE_ARG(text), told++ ? "" : "with ", SLICE_ARG(other));
	}
	if (ground->stated->resolved.len)
		text = arena_format(arena, "%.*s; %.*s", SLICE_ARG(text), SLICE_ARG(ground->stated->resolved));
	return text;
}

static void name_end(struct finding_end *end, const struct finding_end *entity)
{
	end->id = entity->id;
	end->name = entity->name;
	end->type = entity->type;
}

static struct finding finding_of(const struct reasoner *reasoner, const struct store_fact *fact, size_t number)
{
	const struct store *store = &reasoner->store;
	const struct store_fact *ground = &store->facts.at[fact->grounds[number]];
	const struct ast_rule *rule = &reasoner->rules->inferences.at[fact->by].block->rule;
	struct finding finding = *ground->stated;
	name_end(&finding.source, &store->entities.at[fact->source]);
	name_end(&finding.target, &store->entities.at[fact->target]);
	finding.premise = facts_edge_id(reasoner->arena, store->entities.at[ground->source].id,
	        reasoner->rules->ast->relations.at[ground->relation].name, store->entities.at[ground->target].id, STATUS_ASSERTED);
	finding.relation = fact->relation;
	finding.rule = rule->name;
	finding.rule_file = rule->place.file;
	finding.rule_line = rule->place.line;
	finding.rule_order = reasoner->rules->finds + fact->by;
	finding.variant = slice_of("inferred");
	finding.resolved = resolved_of(reasoner, fact, number);
	finding.from = finding.to = finding.as = slice_make("", 0);
	finding.sure = fact->sure;
	return finding;
}

/* Where a limit stopped the work, what was still to be joined follows as well, by the surest way that was found. */
static void write_findings(const struct reasoner *reasoner, struct findings *findings)
{
	ARRAY(struct finding) inferred = { 0 };
	for (size_t i = 0; i < reasoner->store.facts.n; i++) {
		const struct store_fact *fact = &reasoner->store.facts.at[i];
		for (size_t k = 0; fact->state == STORE_INFERRED && k < fact->ground_count; k++)
			array_push(&inferred, finding_of(reasoner, fact, k));
	}
	/* The facts point to findings: these may move now. */
	for (size_t i = 0; i < inferred.n; i++)
		array_push(&findings->list, inferred.at[i]);
	array_fini(&inferred);
}

/* Most documents end here: no premise asks for one of their relations. */
static bool may_follow(const struct ruleset *rules, const struct findings *findings)
{
	for (size_t i = 0; i < findings->list.n; i++) {
		uint32_t relation = findings->list.at[i].relation;
		if (rules->inferences.first_use[relation] < rules->inferences.first_use[relation + 1])
			return true;
	}
	return false;
}

bool infer_document(const struct ruleset *rules, struct slice document, struct findings *findings, struct corrector *corrector, struct arena *arena,
        struct diag *diag)
{
	if (!rules->inferences.n || !may_follow(rules, findings))
		return true;
	struct reasoner reasoner = { .rules = rules, .document = document, .corrector = corrector, .arena = arena, .diag = diag, .complete = true };
	reasoner.blocks = arena_alloc(arena, rules->inferences.n * sizeof *reasoner.blocks);
	store_init(&reasoner.store, rules->ast, arena);
	read_findings(&reasoner, findings);
	run(&reasoner);
	write_findings(&reasoner, findings);
	store_fini(&reasoner.store);
	for (size_t i = 0; i <= SURE_MAX; i++)
		array_fini(&reasoner.queue[i]);
	return reasoner.complete;
}
