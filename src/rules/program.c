#include "rules/program.h"

#include <stdlib.h>

struct rule_of {
	const struct ruleset *rules;
	const struct ast_rule *rule;
};

static void types_of_hole(struct slice hole, struct type_set *set, const void *data)
{
	const struct rule_of *of = data;
	ruleset_hole_types(of->rules, of->rule, hole, set);
}

static struct regex *compile_regex(const struct emitted *emitted, struct regex_error *error)
{
	return regex_compile(emitted->regex, REGEX_CASELESS | (emitted->free ? REGEX_FREE : 0u), error);
}

static void compile_members(struct compiled *compiled, const struct emitter *emitter)
{
	compiled->members = arena_alloc(compiled->arena, (compiled->emitted.holes.n + 1) * sizeof *compiled->members);
	for (size_t i = 0; i < compiled->emitted.holes.n; i++) {
		struct emitted member;
		struct regex_error error;
		if (!compiled->emitted.holes.at[i].list)
			continue;
		emit_member(emitter, &compiled->emitted.holes.at[i], compiled->arena, &member);
		compiled->members[i] = compile_regex(&member, &error);
		emit_fini(&member);
	}
}

static void emit_source(struct compiled *compiled, const struct program_source *source, const struct emitter *emitter)
{
	switch (source->kind) {
	case PROGRAM_VARIANT:
		emit_pattern(emitter, &source->variant->variant.pattern, source->variant->trigger.element, compiled->arena, &compiled->emitted);
		break;
	case PROGRAM_NAME:
		emit_name(emitter, &source->name->pattern, compiled->arena, &compiled->emitted);
		break;
	case PROGRAM_CUES:
		emit_choices(emitter, source->cues, compiled->arena, &compiled->emitted);
		break;
	case PROGRAM_CAPITALS:
		emit_capitals(emitter, compiled->arena, &compiled->emitted);
		break;
	}
}

static struct compiled *compile(const struct program_source *source, const struct ruleset *rules)
{
	struct compiled *compiled = alloc_new(sizeof *compiled);
	compiled->arena = arena_new();
	struct rule_of of = { rules, source->kind == PROGRAM_VARIANT ? source->variant->variant.rule : NULL };
	struct emitter emitter = { rules->ast, &rules->types, source->kind == PROGRAM_VARIANT ? types_of_hole : NULL, &of };
	emit_source(compiled, source, &emitter);
	compiled->regex = compile_regex(&compiled->emitted, &compiled->error);
	compile_members(compiled, &emitter);
	return compiled;
}

const struct compiled *program_get(struct program *program, struct program_compiler *compiler)
{
	struct compiled *compiled = atomic_load_explicit(&program->compiled, memory_order_acquire);
	if (compiled)
		return compiled;
	pthread_mutex_lock(&compiler->lock);
	compiled = atomic_load_explicit(&program->compiled, memory_order_relaxed);
	if (!compiled) {
		compiled = compile(&program->source, compiler->rules);
		atomic_store_explicit(&program->compiled, compiled, memory_order_release);
	}
	pthread_mutex_unlock(&compiler->lock);
	return compiled;
}

void program_fini(struct program *program)
{
	struct compiled *compiled = atomic_load(&program->compiled);
	if (!compiled)
		return;
	for (size_t i = 0; i < compiled->emitted.holes.n; i++)
		regex_free(compiled->members[i]);
	regex_free(compiled->regex);
	emit_fini(&compiled->emitted);
	arena_free(compiled->arena);
	free(compiled);
}
