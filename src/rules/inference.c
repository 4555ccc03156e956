#include "rules/inference.h"

#include "rules/ruleset.h"

struct compiler {
	const struct ruleset *rules;
	struct arena *arena;
	struct inference *inference;
};

static uint8_t read_letter(const struct compiler *compiler, const struct ast_infer_end *end)
{
	struct inference *inference = compiler->inference;
	uint8_t letter = (uint8_t)(end->letter.ptr[0] - 'A');
	struct type_set asked = { { 0 } };
	if (!end->types.n)
		return letter;
	for (size_t i = 0; i < end->types.n; i++)
		types_accept(&compiler->rules->types, end->types.at[i], &asked);
	for (size_t i = 0; i < TYPES_LIMIT / 64; i++)
		inference->asked[letter].bits[i] &= asked.bits[i];
	inference->narrowed[letter] = true;
	return letter;
}

static struct inference_edge *read_edges(const struct compiler *compiler, const infer_edge_array *edges)
{
	struct inference_edge *list = arena_alloc(compiler->arena, (edges->n + 1) * sizeof *list);
	for (size_t i = 0; i < edges->n; i++) {
		const struct ast_infer_edge *edge = &edges->at[i];
		bool inverse;
		list[i].relation = (uint32_t)ruleset_relation(compiler->rules, edge->relation, &inverse);
		list[i].source = read_letter(compiler, inverse ? &edge->target : &edge->source);
		list[i].target = read_letter(compiler, inverse ? &edge->source : &edge->target);
	}
	return list;
}

/* A counting sort of all premises by relation. */
static void sort_uses(struct inferences *all, size_t relations, struct arena *arena)
{
	size_t *first = arena_alloc(arena, (relations + 2) * sizeof *first);
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->at[i].premise_count; k++)
			first[all->at[i].premises[k].relation + 2]++;
	for (size_t i = 2; i < relations + 2; i++)
		first[i] += first[i - 1];
	struct inference_use *uses = arena_alloc(arena, (first[relations + 1] + 1) * sizeof *uses);
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->at[i].premise_count; k++)
			uses[first[all->at[i].premises[k].relation + 1]++] = (struct inference_use){ (uint32_t)i, (uint32_t)k };
	all->uses = uses;
	all->first_use = first;
}

struct inferences inference_compile(const struct ruleset *rules, struct arena *arena)
{
	const struct ast *ast = rules->ast;
	struct inference *list = arena_alloc(arena, (ast->infers.n + 1) * sizeof *list);
	struct inferences all = { .at = list };
	for (size_t i = 0; i < ast->infers.n; i++) {
		const struct ast_infer *block = &ast->infers.at[i];
		if (block->rule.off)
			continue;
		struct inference *inference = &list[all.n++];
		struct compiler compiler = { rules, arena, inference };
		inference->block = block;
		memset(inference->asked, 0xff, sizeof inference->asked);
		inference->premises = read_edges(&compiler, &block->premises);
		inference->conclusions = read_edges(&compiler, &block->conclusions);
		inference->premise_count = block->premises.n;
		inference->conclusion_count = block->conclusions.n;
	}
	sort_uses(&all, ast->relations.n, arena);
	return all;
}
