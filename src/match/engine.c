#include "match/engine.h"

#include <stdlib.h>

#include "rules/vocabulary.h"

/* Word lists that the sentence splitter asks for. */
#define WORDS_ABBREVIATION "abbreviation"
#define WORDS_MAY_END "abbreviation-may-end"

static struct map *word_map(struct engine *engine, const char *name)
{
	struct map *map = map_new();
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, engine->rules->ast, slice_of(name), 0, engine->arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++)
		map_put_number(map, vocabulary.texts.at[i], i);
	vocabulary_fini(&vocabulary);
	return map;
}

static void add_triggers(struct engine *engine, const struct trigger *trigger, uint32_t number)
{
	for (size_t i = 0; i < trigger->words.n; i++)
		lexicon_add_trigger(engine->lexicon, trigger->words.at[i], number);
}

/* Adds what the names of these types begin with, or are found by, as triggers; false where that cannot be said. */
static bool add_type_triggers(struct engine *engine, const struct trigger_finder *finder, const struct type_set *types, uint32_t number)
{
	const struct ruleset *rules = engine->rules;
	const struct ast *ast = rules->ast;
	for (size_t i = 0; i < ast->names.n; i++) {
		if (!type_set_has(types, types_number(&rules->types, ast->names.at[i].type)))
			continue;
		struct trigger trigger;
		trigger_find(finder, &ast->names.at[i].pattern, &trigger, NULL);
		bool found = trigger.words.n != 0;
		add_triggers(engine, &trigger, number);
		trigger_fini(&trigger);
		if (!found)
			return false;
	}
	for (size_t i = 0; i < ast->entities.n; i++)
		if (type_set_has(types, types_number(&rules->types, ast->entities.at[i].type)))
			lexicon_add_entity_trigger(engine->lexicon, (uint32_t)i, number);
	return true;
}

/* A line without a word of its own may have a hole that only certain words can fill: these trigger it. Names that nothing knows, and bare
 * phrases, have no words. */
static bool add_hole_triggers(struct engine *engine, const struct trigger_finder *finder, const struct ruleset_variant *variant, uint32_t number)
{
	const struct types *types = &engine->rules->types;
	for (size_t i = 0; i < variant->needs.holes.n; i++) {
		const struct type_set *set = &variant->hole_types[i];
		if (!type_set_has(set, types->unknown) && add_type_triggers(engine, finder, set, number))
			return true;
	}
	return false;
}

static void add_variants(struct engine *engine)
{
	const struct ruleset *rules = engine->rules;
	struct trigger_finder finder;
	trigger_finder_init(&finder, rules->ast, engine->arena);
	engine->variants = alloc_new((rules->variants.n + 1) * sizeof *engine->variants);
	for (size_t i = 0; i < rules->variants.n; i++) {
		const struct ruleset_variant *variant = &rules->variants.at[i];
		engine->variants[i].source = (struct program_source){ .kind = PROGRAM_VARIANT, .variant = variant };
		add_triggers(engine, &variant->trigger, (uint32_t)i);
		if (!variant->trigger.words.n && !add_hole_triggers(engine, &finder, variant, (uint32_t)i))
			array_push(&engine->always, (uint32_t)i);
	}
	engine->unless = alloc_new((rules->unless.n + 1) * sizeof *engine->unless);
	for (size_t i = 0; i < rules->unless.n; i++)
		engine->unless[i].source = (struct program_source){ .kind = PROGRAM_VARIANT, .variant = &rules->unless.at[i] };
	trigger_finder_fini(&finder);
}

static void add_names(struct engine *engine)
{
	const struct ast *ast = engine->rules->ast;
	struct trigger_finder finder;
	trigger_finder_init(&finder, ast, engine->arena);
	for (size_t i = 0; i < ast->names.n; i++) {
		struct trigger trigger;
		trigger_find(&finder, &ast->names.at[i].pattern, &trigger, NULL);
		add_triggers(engine, &trigger, (uint32_t)(engine->rules->variants.n + i));
		if (!trigger.words.n)
			array_push(&engine->always_names, (uint32_t)i);
		trigger_fini(&trigger);
	}
	trigger_finder_fini(&finder);
}

struct engine *engine_new(const struct ruleset *rules)
{
	struct engine *engine = alloc_new(sizeof *engine);
	engine->rules = rules;
	engine->arena = arena_new();
	program_compiler_init(&engine->compiler, rules);
	engine->lexicon = lexicon_new(rules->ast, engine->arena);
	add_variants(engine);
	add_names(engine);
	lexicon_finish(engine->lexicon);
	naming_init(&engine->naming, rules, &engine->compiler);
	status_programs_init(&engine->status, rules, &engine->compiler);
	engine->abbreviations = word_map(engine, WORDS_ABBREVIATION);
	engine->may_end = word_map(engine, WORDS_MAY_END);
	return engine;
}

void engine_free(struct engine *engine)
{
	if (!engine)
		return;
	for (size_t i = 0; i < engine->rules->variants.n; i++)
		program_fini(&engine->variants[i]);
	for (size_t i = 0; i < engine->rules->unless.n; i++)
		program_fini(&engine->unless[i]);
	free(engine->variants);
	free(engine->unless);
	naming_fini(&engine->naming);
	status_programs_fini(&engine->status);
	lexicon_free(engine->lexicon);
	array_fini(&engine->always);
	array_fini(&engine->always_names);
	map_free(engine->abbreviations);
	map_free(engine->may_end);
	program_compiler_fini(&engine->compiler);
	arena_free(engine->arena);
	free(engine);
}
