#include "base/unicode.h"
#include "rules/inference.h"
#include "rules/resolver.h"
#include "rules/types.h"

/* What the checks of one block share. */
struct block_check {
	struct resolver *r;
	const struct ast_infer *infer;
	const struct types *types;             /* NULL where the types themselves are wrong */
	struct slice bound[INFERENCE_LETTERS]; /* the place in the source that binds a letter first; empty: nothing does */
	struct type_set sets[INFERENCE_LETTERS];
	bool clashed[INFERENCE_LETTERS];
};

/* ---- letters ---- */

static unsigned letter_of(const struct ast_infer_end *end)
{
	return (unsigned)(end->letter.ptr[0] - 'A');
}

static void check_ends(struct block_check *check, const struct ast_infer_edge *edge)
{
	resolver_relation(check->r, edge->relation, edge->place);
	for (size_t i = 0; i < edge->source.types.n; i++)
		resolver_type(check->r, edge->source.types.at[i], edge->place);
	for (size_t i = 0; i < edge->target.types.n; i++)
		resolver_type(check->r, edge->target.types.at[i], edge->place);
	if (letter_of(&edge->source) == letter_of(&edge->target))
		diag_error(check->r->diag, resolver_part(edge->place, edge->target.letter), CODE(INFER), "a second thing is another letter",
		        "no edge joins %.*s with itself", SLICE_ARG(edge->target.letter));
}

static void check_bound(struct block_check *check, const struct ast_infer_edge *edge, const struct ast_infer_end *end)
{
	if (!check->bound[letter_of(end)].len)
		diag_error(check->r->diag, resolver_part(edge->place, end->letter), CODE(INFER), "what follows joins letters of the `if` line",
		        "no premise says who %.*s is", SLICE_ARG(end->letter));
}

static void bind(struct block_check *check, const struct ast_infer_edge *edge)
{
	check->bound[letter_of(&edge->source)] = edge->source.letter;
	check->bound[letter_of(&edge->target)] = edge->target.letter;
}

/* Premises that share no letter would join everything with everything. */
static void check_joined(struct block_check *check)
{
	const infer_edge_array *premises = &check->infer->premises;
	bool joined[INFERENCE_PREMISES] = { true };
	bind(check, &premises->at[0]);
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 1; i < premises->n; i++) {
			const struct ast_infer_edge *edge = &premises->at[i];
			if (joined[i] || (!check->bound[letter_of(&edge->source)].len && !check->bound[letter_of(&edge->target)].len))
				continue;
			joined[i] = more = true;
			bind(check, edge);
		}
	}
	for (size_t i = 1; i < premises->n; i++) {
		if (!joined[i])
			diag_error(check->r->diag, premises->at[i].place, CODE(INFER), "use a letter of another premise",
			        "nothing joins this premise with the first one");
		bind(check, &premises->at[i]);
	}
}

/* ---- types ---- */

static bool is_empty(const struct type_set *set)
{
	for (size_t i = 0; i < TYPES_LIMIT / 64; i++)
		if (set->bits[i])
			return false;
	return true;
}

/* What names of these types may be, those that nothing knows left aside: they could be anything. */
static struct type_set accepted(const struct types *types, const slice_array *names)
{
	struct type_set set = { { 0 } };
	for (size_t i = 0; i < names->n; i++)
		types_accept(types, names->at[i], &set);
	set.bits[types->unknown / 64] &= ~(UINT64_C(1) << types->unknown % 64);
	return set;
}

static void narrow(
        struct block_check *check, const struct ast_infer_edge *edge, const struct ast_infer_end *end, const slice_array *names, struct type_set *set)
{
	struct type_set more = accepted(check->types, names);
	unsigned letter = letter_of(end);
	/* Types that are not declared were reported. */
	if (is_empty(&more))
		return;
	for (size_t i = 0; i < TYPES_LIMIT / 64; i++)
		set->bits[i] &= more.bits[i];
	if (!is_empty(set) || check->clashed[letter])
		return;
	check->clashed[letter] = true;
	diag_error(check->r->diag, resolver_part(edge->place, end->letter), CODE(INFER),
	        "the `from` and `to` of the relations say what their ends may be",
	        "nothing can be %.*s: the relations want things of different types", SLICE_ARG(end->letter));
}

static void narrow_edge(struct block_check *check, const struct ast_infer_edge *edge, struct type_set *source, struct type_set *target)
{
	size_t number = map_number(check->r->relations.numbers, edge->relation, SIZE_MAX);
	if (number == SIZE_MAX)
		return;
	const struct ast_relation *relation = &check->r->ast->relations.at[number];
	bool inverse = !slice_equal(relation->name, edge->relation);
	const slice_array *from = inverse ? &relation->to : &relation->from, *to = inverse ? &relation->from : &relation->to;
	narrow(check, edge, &edge->source, from, source);
	narrow(check, edge, &edge->target, to, target);
	narrow(check, edge, &edge->source, &edge->source.types, source);
	narrow(check, edge, &edge->target, &edge->target.types, target);
}

static void check_types(struct block_check *check)
{
	const struct ast_infer *infer = check->infer;
	memset(check->sets, 0xff, sizeof check->sets);
	for (size_t i = 0; i < infer->premises.n; i++) {
		const struct ast_infer_edge *edge = &infer->premises.at[i];
		narrow_edge(check, edge, &check->sets[letter_of(&edge->source)], &check->sets[letter_of(&edge->target)]);
	}
	/* One conclusion may be impossible where another is not. */
	for (size_t i = 0; i < infer->conclusions.n; i++) {
		const struct ast_infer_edge *edge = &infer->conclusions.at[i];
		struct type_set source = check->sets[letter_of(&edge->source)], target = check->sets[letter_of(&edge->target)];
		narrow_edge(check, edge, &source, &target);
	}
}

/* ---- blocks ---- */

static void check_parts(struct block_check *check)
{
	const struct ast_infer *infer = check->infer;
	for (size_t i = 0; i < infer->premises.n; i++)
		check_ends(check, &infer->premises.at[i]);
	for (size_t i = 0; i < infer->conclusions.n; i++)
		check_ends(check, &infer->conclusions.at[i]);
	if (infer->rule.broken)
		return;
	if (!infer->premises.n || !infer->conclusions.n) {
		diag_error(check->r->diag, infer->rule.place, CODE(RULE), "if A | led-by | B  and  A | overthrew | C, then B | overthrew | C",
		        "this block has no `%s` line", infer->premises.n ? "then" : "if");
		return;
	}
	if (infer->premises.n > INFERENCE_PREMISES) {
		diag_error(check->r->diag, infer->premises.at[INFERENCE_PREMISES].place, CODE(LIMIT), "infer in two steps", "more than %d premises",
		        INFERENCE_PREMISES);
		return;
	}
	check_joined(check);
	for (size_t i = 0; i < infer->conclusions.n; i++) {
		check_bound(check, &infer->conclusions.at[i], &infer->conclusions.at[i].source);
		check_bound(check, &infer->conclusions.at[i], &infer->conclusions.at[i].target);
	}
	if (check->types)
		check_types(check);
}

/* A block without a name is called by what it infers; several may infer the same. */
static void name_block(struct resolver *r, struct map *names, struct ast_infer *infer)
{
	struct ast_rule *rule = &infer->rule;
	if (!rule->name.len) {
		struct slice relation = infer->conclusions.n ? infer->conclusions.at[0].relation : slice_make("", 0);
		rule->name = arena_format(r->arena, "infer%s%.*s", relation.len ? " " : "", SLICE_ARG(relation));
		return;
	}
	const struct ast_rule *other = map_put(names, rule->name, rule);
	if (other)
		diag_error(r->diag, rule->place, CODE(TWICE), NULL, "`%.*s` is declared already at %.*s:%u", SLICE_ARG(scan_brief(rule->name)),
		        SLICE_ARG(other->place.file), other->place.line);
}

static void check_examples(struct resolver *r, const struct ast_rule *rule)
{
	for (size_t i = 0; i < rule->examples.n; i++)
		for (size_t k = 0; k < rule->examples.at[i].edges.n; k++)
			resolver_relation(r, rule->examples.at[i].edges.at[k].relation, rule->examples.at[i].edges.at[k].place);
}

void resolver_infers(struct resolver *r)
{
	struct map *names = map_new();
	struct types types;
	bool good = !r->types_wrong;
	if (good)
		types_init(&types, r->ast);
	for (size_t i = 0; i < r->ast->infers.n; i++) {
		struct block_check check = { .r = r, .infer = &r->ast->infers.at[i], .types = good ? &types : NULL };
		name_block(r, names, &r->ast->infers.at[i]);
		check_parts(&check);
		check_examples(r, &check.infer->rule);
	}
	if (good)
		types_fini(&types);
	map_free(names);
}
