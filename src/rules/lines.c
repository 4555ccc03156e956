#include "rules/lines.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/workers.h"

/* Each thread reads the vocabularies anew; so many rules at a time let it run ahead of who takes them in. */
enum { THREADS_MOST = 8, RULES_AT_ONCE = 8 };

/* What the lines of some rules became; their words have no numbers yet, and their orders count from the first of these rules. */
struct lines {
	ARRAY(struct ruleset_variant) variants, unless;
	struct type_set opened;
	uint32_t finds;
	size_t rules;
};

/* A thread that reads rules. */
struct reader {
	struct arena *arena;
	struct trigger_finder finder;
};

struct reading {
	struct ruleset *rules;
	const struct trigger_finder *finder;
	struct reader *readers; /* one for each thread */
	_Atomic unsigned entered;
	void (*others)(struct ruleset *, const struct trigger_finder *);
};

/* ---- one line ---- */

static void find_needs(const struct ruleset *rules, struct ruleset_variant *variant, const struct trigger_finder *finder)
{
	trigger_find(finder, &variant->variant.pattern, &variant->trigger, &variant->needs);
	variant->hole_types = arena_alloc(finder->arena, (variant->needs.holes.n + 1) * sizeof *variant->hole_types);
	for (size_t i = 0; i < variant->needs.holes.n; i++) {
		const struct element *hole = variant->needs.holes.at[i];
		for (size_t k = 0; k < hole->types.n; k++)
			types_accept(&rules->types, hole->types.at[k], &variant->hole_types[i]);
		if (!hole->types.n)
			ruleset_hole_types(rules, variant->variant.rule, hole->text, &variant->hole_types[i]);
		type_set_join(&variant->any_hole, &variant->hole_types[i]);
	}
}

/* Whether a hole stands in the pattern with a mark glued behind it. */
static bool has_owner(const struct pattern *pattern)
{
	bool owner = false;
	for (size_t i = 0; i < pattern->n && !owner; i++) {
		const struct element *element = &pattern->elements[i], *next = i + 1 < pattern->n ? element + 1 : NULL;
		owner = element->kind == ELEMENT_HOLE && next && next->kind == ELEMENT_MARK && next->glued;
		for (size_t k = 0; k < element->choice_count && !owner; k++)
			owner = has_owner(&element->choices[k]);
	}
	return owner;
}

/* Whether a bracket has to stand in the pattern. */
static bool has_bracket(const struct pattern *pattern)
{
	for (size_t i = 0; i < pattern->n; i++)
		if (pattern->elements[i].kind == ELEMENT_MARK && slice_is(pattern->elements[i].text, "("))
			return true;
	return false;
}

/* Whether the word that triggers a variant is part of a possessive mark, which no pronoun has. */
static bool is_found_by_mark(const struct ruleset_variant *variant)
{
	const struct pattern *pattern = &variant->variant.pattern;
	return variant->trigger.element < pattern->n && pattern->elements[variant->trigger.element].glued;
}

/* ---- one rule ---- */

static void read_find(const struct reading *reading, const struct ast_rule *rule, size_t find, const struct reader *reader, struct lines *lines)
{
	variant_array expanded = { 0 };
	variant_expand(reading->rules->ast, rule, &rule->finds.at[find], reader->arena, &expanded);
	for (size_t i = 0; i < expanded.n; i++) {
		struct ruleset_variant *variant = array_add(&lines->variants);
		*variant = (struct ruleset_variant){ .variant = expanded.at[i], .order = lines->finds + (uint32_t)find };
		find_needs(reading->rules, variant, &reader->finder);
		variant->owns = has_owner(&variant->variant.pattern) && !is_found_by_mark(variant);
		variant->bracket = has_bracket(&variant->variant.pattern);
		variant->opens = rule->opens.n;
	}
	array_fini(&expanded);
}

static void read_unless(const struct reading *reading, const struct ast_rule *rule, const struct reader *reader, struct lines *lines)
{
	for (size_t i = 0; i < rule->unless.n; i++) {
		const struct ast_find *find = &rule->unless.at[i];
		struct ruleset_variant unless = { .variant = { rule, find, slice_of("unless"), find->pattern } };
		find_needs(reading->rules, &unless, &reader->finder);
		array_push(&lines->unless, unless);
	}
}

static void read_rule(const struct reading *reading, struct ast_rule *rule, const struct reader *reader, struct lines *lines)
{
	variant_guard(reading->rules->ast, rule, reader->arena);
	if (rule->off)
		return;
	for (size_t i = 0; i < rule->finds.n; i++)
		read_find(reading, rule, i, reader, lines);
	read_unless(reading, rule, reader, lines);
	for (size_t i = 0; i < rule->opens.n; i++)
		types_accept(&reading->rules->types, rule->opens.at[i], &lines->opened);
	lines->finds += (uint32_t)rule->finds.n;
	lines->rules++;
}

/* ---- all of them ---- */

static void *work(size_t number, void *thread, void *data)
{
	const struct reading *reading = data;
	const struct ast *ast = reading->rules->ast;
	struct lines *lines = alloc_new(sizeof *lines);
	size_t first = number * RULES_AT_ONCE;
	for (size_t i = first; i < first + RULES_AT_ONCE && i < ast->rules.n; i++)
		read_rule(reading, &ast->rules.at[i], thread, lines);
	return lines;
}

static void drop(void *result, void *data)
{
	struct lines *lines = result;
	(void)data;
	array_fini(&lines->variants);
	array_fini(&lines->unless);
	free(lines);
}

static bool take(size_t number, void *result, void *data)
{
	const struct reading *reading = data;
	struct ruleset *rules = reading->rules;
	struct lines *lines = result;
	(void)number;
	for (size_t i = 0; i < lines->variants.n; i++) {
		struct ruleset_variant *variant = array_add(&rules->variants);
		*variant = lines->variants.at[i];
		variant->order += rules->finds;
		trigger_number(reading->finder, &variant->needs);
	}
	for (size_t i = 0; i < lines->unless.n; i++) {
		trigger_number(reading->finder, &lines->unless.at[i].needs);
		array_push(&rules->unless, lines->unless.at[i]);
	}
	type_set_join(&rules->opened, &lines->opened);
	rules->finds += lines->finds;
	rules->rules += lines->rules;
	drop(lines, data);
	return true;
}

static void *enter(void *data)
{
	struct reading *reading = data;
	struct reader *reader = &reading->readers[atomic_fetch_add(&reading->entered, 1)];
	trigger_finder_init(&reader->finder, reading->rules->ast, NULL, reader->arena);
	trigger_finder_know_places(&reader->finder);
	return reader;
}

static void leave(void *thread, void *data)
{
	struct reader *reader = thread;
	(void)data;
	trigger_finder_fini(&reader->finder);
}

static void meanwhile(void *data)
{
	struct reading *reading = data;
	reading->others(reading->rules, reading->finder);
}

void lines_read(struct ruleset *rules, const struct trigger_finder *finder, unsigned threads,
        void (*others)(struct ruleset *, const struct trigger_finder *))
{
	struct reading reading = { .rules = rules, .finder = finder, .others = others };
	struct workers_plan plan = { .jobs = (rules->ast->rules.n + RULES_AT_ONCE - 1) / RULES_AT_ONCE,
		.threads = threads < THREADS_MOST ? threads : THREADS_MOST,
		.enter = enter,
		.leave = leave,
		.work = work,
		.take = take,
		.meanwhile = meanwhile,
		.drop = drop,
		.data = &reading };
	reading.readers = alloc_new(plan.threads * sizeof *reading.readers);
	for (unsigned i = 0; i < plan.threads; i++)
		array_push(&rules->line_arenas, reading.readers[i].arena = arena_new());
	workers_run(&plan);
	free(reading.readers);
}
