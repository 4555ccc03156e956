#include "match/engine.h"

#include <stdlib.h>

#include "base/workers.h"

static void add_triggers(struct engine *engine, const struct trigger *trigger, uint32_t number)
{
	if (trigger->words.n)
		lexicon_add_triggers(engine->lexicon, &trigger->words, number);
}

/* Adds what the names of these types begin with, or are found by, as triggers; false where that cannot be said. */
static bool add_type_triggers(struct engine *engine, const struct type_set *types, uint32_t number)
{
	const struct ruleset *rules = engine->rules;
	const struct ast *ast = rules->ast;
	for (size_t i = 0; i < ast->names.n; i++) {
		if (!type_set_has(types, rules->names[i].type))
			continue;
		if (!rules->names[i].trigger.words.n)
			return false;
		add_triggers(engine, &rules->names[i].trigger, number);
	}
	for (size_t i = 0; i < ast->entities.n; i++)
		if (type_set_has(types, types_number(&rules->types, ast->entities.at[i].type)))
			lexicon_add_entity_trigger(engine->lexicon, (uint32_t)i, number);
	return true;
}

/* A line without a word of its own may have a hole that only certain words can fill: these trigger it. Names that nothing knows, and bare
 * phrases, have no words. */
static bool add_hole_triggers(struct engine *engine, const struct ruleset_variant *variant, uint32_t number)
{
	const struct types *types = &engine->rules->types;
	for (size_t i = 0; i < variant->needs.holes.n; i++) {
		const struct type_set *set = &variant->hole_types[i];
		if (type_set_has(set, types->unknown) || !add_type_triggers(engine, set, number))
			continue;
		for (size_t k = 0; k < TYPES_LIMIT / 64; k++)
			engine->sought.bits[k] |= set->bits[k];
		return true;
	}
	return false;
}

static void add_variants(struct engine *engine)
{
	const struct ruleset *rules = engine->rules;
	engine->variants = alloc_new((rules->variants.n + 1) * sizeof *engine->variants);
	engine->within = WITHIN_USUAL;
	for (size_t i = 0; i < rules->variants.n; i++) {
		const struct ruleset_variant *variant = &rules->variants.at[i];
		engine->variants[i].source = (struct program_source){ .kind = PROGRAM_VARIANT, .variant = variant };
		engine->within |= variant->variant.rule->within;
		add_triggers(engine, &variant->trigger, (uint32_t)i);
		if (!variant->trigger.words.n && !add_hole_triggers(engine, variant, (uint32_t)i))
			array_push(&engine->always, (uint32_t)i);
	}
	engine->unless = alloc_new((rules->unless.n + 1) * sizeof *engine->unless);
	for (size_t i = 0; i < rules->unless.n; i++)
		engine->unless[i].source = (struct program_source){ .kind = PROGRAM_VARIANT, .variant = &rules->unless.at[i] };
}

static void add_names(struct engine *engine)
{
	const struct ruleset *rules = engine->rules;
	for (size_t i = 0; i < rules->ast->names.n; i++) {
		add_triggers(engine, &rules->names[i].trigger, (uint32_t)(rules->variants.n + i));
		if (!rules->names[i].trigger.words.n)
			array_push(&engine->always_names, (uint32_t)i);
	}
}

/* The names that are declared, and the words that trigger. */
static void make_lexicon(struct engine *engine)
{
	const struct ruleset *rules = engine->rules;
	engine->lexicon = lexicon_new(rules->ast, engine->lexicon_arena);
	engine->entity_types = alloc_new((rules->ast->entities.n + 1) * sizeof *engine->entity_types);
	for (size_t i = 0; i < rules->ast->entities.n; i++)
		engine->entity_types[i] = types_number(&rules->types, rules->ast->entities.at[i].type);
	add_variants(engine);
	add_names(engine);
	lexicon_finish(engine->lexicon);
}

/* What reads the rest of a text. */
static void make_readers(struct engine *engine)
{
	const struct ruleset *rules = engine->rules;
	engine->homonyms = homonyms_new(rules->ast, engine->arena);
	naming_init(&engine->naming, rules, &engine->compiler);
	engine->naming.dates = date_lines_new(rules->ast, engine->arena);
	status_programs_init(&engine->status, rules, &engine->compiler);
	context_programs_init(&engine->context, rules, &engine->compiler);
	role_programs_init(&engine->roles, rules, &engine->compiler, engine->naming.words.function, engine->naming.dates);
	engine->abbreviations = word_maps_get(&engine->context.maps, slice_of(WORDS_ABBREVIATION));
	engine->complement = word_maps_get(&engine->context.maps, slice_of(WORDS_COMPLEMENT));
	engine->may_end = word_maps_get(&engine->context.maps, slice_of(WORDS_MAY_END));
	whole_programs_init(&engine->wholes, rules, &engine->context.maps);
	engine->further.source = (struct program_source){ .kind = PROGRAM_FURTHER, .cues = &rules->ast->further };
	engine->pairs.source = (struct program_source){ .kind = PROGRAM_FURTHER, .cues = &rules->ast->pairs };
	date_programs_init(&engine->dates, rules, &engine->compiler, engine->naming.dates);
	engine->dates.sentence_words = (struct sentence_words){ engine->abbreviations, engine->may_end };
	engine->roles.sentence_words = engine->dates.sentence_words;
}

/* The parts of an engine that need nothing of each other. */
static void (*const parts[])(struct engine *engine) = { make_lexicon, make_readers };

static void *make_part(size_t number, void *thread, void *engine)
{
	(void)thread;
	parts[number](engine);
	return NULL;
}

static bool take_part(size_t number, void *nothing, void *engine)
{
	(void)number;
	(void)nothing;
	(void)engine;
	return true;
}

struct engine *engine_new(const struct ruleset *rules, unsigned threads)
{
	struct engine *engine = alloc_new(sizeof *engine);
	engine->rules = rules;
	engine->arena = arena_new();
	engine->lexicon_arena = arena_new();
	program_compiler_init(&engine->compiler, rules);
	struct workers_plan plan = {
		.jobs = sizeof parts / sizeof *parts, .threads = threads, .work = make_part, .take = take_part, .data = engine
	};
	workers_run(&plan);
	engine->naming.sought = engine->sought;
	engine->context.sought = engine->sought;
	return engine;
}

void engine_say_broken(const struct engine *engine, struct diag *diag)
{
	program_say_broken(&engine->compiler, diag);
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
	free(engine->entity_types);
	free(engine->unless);
	naming_fini(&engine->naming);
	status_programs_fini(&engine->status);
	context_programs_fini(&engine->context);
	role_programs_fini(&engine->roles);
	date_programs_fini(&engine->dates);
	whole_programs_fini(&engine->wholes);
	program_fini(&engine->further);
	program_fini(&engine->pairs);
	date_lines_free(engine->naming.dates);
	lexicon_free(engine->lexicon);
	homonyms_free(engine->homonyms);
	array_fini(&engine->always);
	array_fini(&engine->always_names);
	program_compiler_fini(&engine->compiler);
	arena_free(engine->lexicon_arena);
	arena_free(engine->arena);
	free(engine);
}
