#include <stdatomic.h>
#include <stdlib.h>

#include "base/workers.h"
#include "rules/parse.h"

enum { THREADS_MOST = 8 };

/* A file that was read by itself. */
struct part {
	struct ast *ast;
	struct diag *diag;
};

struct reading {
	struct ast *ast;
	const struct parse_step *steps;
	struct arena **arenas; /* one for each thread; the ast's */
	_Atomic unsigned entered;
	struct diag *diag;
};

#define JOIN(list)                                                                                                                                   \
	for (size_t i = 0; i < part->list.n; i++)                                                                                                    \
	array_push(&ast->list, part->list.at[i])

/* Whatever a file may say more than once. */
static void join(struct ast *ast, const struct ast *part)
{
	JOIN(files);
	JOIN(types);
	JOIN(words);
	JOIN(verbs);
	JOIN(inflects);
	JOIN(variants);
	JOIN(guards);
	JOIN(entities);
	JOIN(names);
	JOIN(holes);
	JOIN(wholes);
	JOIN(refers);
	JOIN(statuses);
	JOIN(relations);
	JOIN(rules);
	JOIN(infers);
	JOIN(rejects);
	JOIN(distincts);
	JOIN(titles);
	JOIN(further);
	JOIN(pairs);
}

static void part_free(struct part *part)
{
	part->ast->arena = NULL; /* its thread's */
	ast_free(part->ast);
	diag_free(part->diag);
	free(part);
}

static void *enter(void *data)
{
	struct reading *reading = data;
	return reading->arenas[atomic_fetch_add(&reading->entered, 1)];
}

static void *work(size_t number, void *arena, void *data)
{
	const struct reading *reading = data;
	struct part *part = alloc_new(sizeof *part);
	part->ast = alloc_new(sizeof *part->ast);
	part->ast->arena = arena;
	part->ast->tables = reading->ast->tables;
	part->ast->table_count = reading->ast->table_count;
	part->diag = diag_new();
	parse_kept(part->ast, reading->steps[number].file, part->diag);
	return part;
}

/* A file that goes on from those before it, or says again what may be said once, is read again behind them. */
static bool take(size_t number, void *result, void *data)
{
	const struct reading *reading = data;
	const struct parse_step *step = &reading->steps[number];
	struct part *part = result;
	struct ast *ast = reading->ast;
	if (step->said)
		diag_replay(step->said, reading->diag);
	if (part->ast->follows || (part->ast->phrase.n && ast->phrase.n)) {
		parse_kept(ast, step->file, reading->diag);
	} else {
		diag_replay(part->diag, reading->diag);
		join(ast, part->ast);
		if (part->ast->phrase.n)
			ast->phrase = part->ast->phrase;
	}
	part_free(part);
	return true;
}

static void read_one_by_one(struct ast *ast, const struct parse_step *steps, size_t n, struct diag *diag)
{
	for (size_t i = 0; i < n; i++) {
		if (steps[i].said)
			diag_replay(steps[i].said, diag);
		parse_kept(ast, steps[i].file, diag);
	}
}

void parse_files(struct ast *ast, const struct parse_step *steps, size_t n, unsigned threads, struct diag *diag)
{
	struct reading reading = { .ast = ast, .steps = steps, .diag = diag };
	struct workers_plan plan = {
		.jobs = n, .threads = threads < THREADS_MOST ? threads : THREADS_MOST, .enter = enter, .work = work, .take = take, .data = &reading
	};
	if (threads < 2 || n < 2) {
		read_one_by_one(ast, steps, n, diag);
		return;
	}
	reading.arenas = alloc_new(plan.threads * sizeof *reading.arenas);
	for (unsigned i = 0; i < plan.threads; i++)
		array_push(&ast->arenas, reading.arenas[i] = arena_new());
	workers_run(&plan);
	free(reading.arenas);
}
