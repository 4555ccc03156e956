#include "rules/program.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "rules/codes.h"
#include "rules/vocabulary.h"

struct rule_of {
	const struct ruleset *rules;
	const struct ast_rule *rule;
};

static void types_of_hole(struct slice hole, struct type_set *set, const void *data)
{
	const struct rule_of *of = data;
	ruleset_hole_types(of->rules, of->rule, hole, set);
}

static bool has_status(const struct element *element)
{
	bool found = element->kind == ELEMENT_VOCABULARY && slice_is(element->text, "status");
	for (size_t i = 0; i < element->choice_count && !found; i++)
		for (size_t k = 0; k < element->choices[i].n && !found; k++)
			found = has_status(&element->choices[i].elements[k]);
	return found;
}

/* The words that the cues before them govern: the trigger, but where the line has a place for cues behind it, the first words behind that. */
static size_t stated_element(const struct ruleset_variant *variant)
{
	const struct pattern *pattern = &variant->variant.pattern;
	for (size_t i = pattern->n; i-- > variant->trigger.element + 1;) {
		if (!has_status(&pattern->elements[i]))
			continue;
		for (size_t k = i + 1; k < pattern->n; k++)
			if (pattern->elements[k].kind == ELEMENT_WORD || pattern->elements[k].kind == ELEMENT_VOCABULARY)
				return k;
	}
	return variant->trigger.element;
}

static void emit_source(struct compiled *compiled, const struct program_source *source, const struct emitter *emitter, struct arena *arena)
{
	switch (source->kind) {
	case PROGRAM_VARIANT:
		emit_pattern(emitter, &source->variant->variant.pattern, stated_element(source->variant), arena, &compiled->emitted);
		break;
	case PROGRAM_NAME:
		emit_name(emitter, &source->name->pattern, arena, &compiled->emitted);
		break;
	case PROGRAM_CUES:
	case PROGRAM_SPEECH:
	case PROGRAM_FURTHER:
		emit_choices(emitter, source->cues, source->kind == PROGRAM_FURTHER, arena, &compiled->emitted);
		break;
	case PROGRAM_WORDS:
		compiled->empty = !emit_words(emitter, source->words, arena, &compiled->emitted);
		break;
	case PROGRAM_CAPITALS:
		emit_capitals(emitter, arena, &compiled->emitted);
		break;
	case PROGRAM_SHARED:
		compiled->empty = !emit_shared(emitter, source->part, arena, &compiled->emitted);
		break;
	}
}

/* What runs on a mask whose word classes and parts are looked up. */
static bool looks_up(enum program_kind kind)
{
	return kind != PROGRAM_CUES && kind != PROGRAM_WORDS;
}

/* The programs of a pattern's parts; their texts wait until somebody asks. */
static void **programs_of(const struct emitted *emitted, struct program_compiler *compiler)
{
	void **programs = arena_alloc(compiler->texts, (emitted->parts.n + 1) * sizeof *programs);
	for (size_t i = 0; i < emitted->parts.n; i++) {
		struct emit_shared *part = emitted->parts.at[i];
		if (!part->program) {
			part->program = arena_alloc(compiler->texts, sizeof *part->program);
			*part->program = (struct program){ .source = { .kind = PROGRAM_SHARED, .part = part } };
			array_push(&compiler->parts, part->program);
		}
		programs[i] = part->program;
	}
	return programs;
}

static struct regex *compile_text(struct slice text, bool free, void *const *parts, struct regex_error *error)
{
	struct regex *regex = regex_compile(text, REGEX_CASELESS | (free ? REGEX_COUNTED : 0u), error);
	if (regex && parts)
		regex_parts(regex, parts);
	return regex;
}

static struct regex *compile_regex(const struct emitted *emitted, struct regex_error *error, struct program_compiler *compiler)
{
	return compile_text(emitted->regex, emitted->free, emitted->parts.n ? programs_of(emitted, compiler) : NULL, error);
}

static struct emitter emitter_for(const struct program_source *source, const struct program_compiler *compiler, struct rule_of *of)
{
	const struct ruleset *rules = compiler->rules;
	*of = (struct rule_of){ rules, source->kind == PROGRAM_VARIANT ? source->variant->variant.rule : NULL };
	return (struct emitter){ rules->ast, &rules->types, of->rule ? types_of_hole : NULL, of, compiler->cache,
		looks_up(source->kind) ? &rules->classes : NULL };
}

static void list_words(struct compiled *compiled, const struct emit_shared *part, const struct program_compiler *compiler)
{
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, compiler->rules->ast, part->name, part->forms, compiler->texts);
	word_list_init(&compiled->words, vocabulary.texts.at, vocabulary.texts.n);
	vocabulary_fini(&vocabulary);
}

/* All of it but the regular expression itself; text is that of the expression, on the heap. */
static struct compiled *prepare(const struct program_source *source, struct program_compiler *compiler, struct buffer *text, void *const **parts)
{
	struct compiled *compiled = alloc_new(sizeof *compiled);
	struct rule_of of;
	struct emitter emitter = emitter_for(source, compiler, &of);
	emit_source(compiled, source, &emitter, compiler->scratch);
	if (source->kind == PROGRAM_SHARED && source->part->kind == SHARED_WORDS)
		list_words(compiled, source->part, compiler);
	*parts = compiled->emitted.parts.n ? programs_of(&compiled->emitted, compiler) : NULL;
	compiled->readers = alloc_new((compiled->emitted.holes.n + 1) * sizeof *compiled->readers);
	buffer_add(text, compiled->emitted.regex);
	compiled->emitted.regex = slice_make("", 0);
	arena_reset(compiler->scratch);
	return compiled;
}

static void free_compiled(struct compiled *compiled)
{
	regex_free(compiled->regex);
	emit_fini(&compiled->emitted);
	word_list_fini(&compiled->words);
	free(compiled->readers);
	free(compiled);
}

/* Two threads may come to it at once: the first that is done is taken. */
static const struct compiled *publish(struct program *program, struct compiled *compiled)
{
	struct compiled *first = NULL;
	if (atomic_compare_exchange_strong_explicit(&program->compiled, &first, compiled, memory_order_acq_rel, memory_order_acquire))
		return compiled;
	free_compiled(compiled);
	return first;
}

void program_compiler_init(struct program_compiler *compiler, const struct ruleset *rules)
{
	compiler->rules = rules;
	compiler->shapes = (struct shapes){ .rules = NULL };
	compiler->cache = emit_cache_new();
	compiler->scratch = arena_new();
	compiler->texts = arena_new();
	compiler->readers = map_new();
	compiler->codes = map_new();
	pthread_mutex_init(&compiler->lock, NULL);
}

static void free_reader(struct slice text, void *reader, void *data)
{
	(void)text;
	(void)data;
	regex_free(((struct list_reader *)reader)->regex);
}

static void free_code(struct slice text, void *regex, void *data)
{
	(void)text;
	(void)data;
	regex_free(regex);
}

void program_compiler_fini(struct program_compiler *compiler)
{
	pthread_mutex_destroy(&compiler->lock);
	emit_cache_free(compiler->cache);
	map_each(compiler->codes, free_code, NULL);
	map_free(compiler->codes);
	map_each(compiler->readers, free_reader, NULL);
	map_free(compiler->readers);
	for (size_t i = 0; i < compiler->parts.n; i++)
		program_fini(compiler->parts.at[i]);
	array_fini(&compiler->parts);
	array_fini(&compiler->broken);
	if (compiler->shapes.arena)
		shapes_fini(&compiler->shapes);
	arena_free(compiler->texts);
	arena_free(compiler->scratch);
}

/* One text is one regular expression: it asks for the same parts by the same numbers. */
static struct list_reader *reader_get(const struct emitted *emitted, struct program_compiler *compiler)
{
	struct list_reader *reader = map_get(compiler->readers, emitted->regex);
	struct regex_error error;
	if (reader)
		return reader;
	struct regex *regex = compile_regex(emitted, &error, compiler);
	if (!regex)
		return NULL;
	reader = arena_alloc(compiler->texts, sizeof *reader);
	*reader = (struct list_reader){ regex, emitted->member };
	map_put(compiler->readers, arena_copy(compiler->texts, emitted->regex), reader);
	return reader;
}

static struct list_reader *make_reader(struct program *program, size_t hole, struct program_compiler *compiler)
{
	struct compiled *compiled = atomic_load_explicit(&program->compiled, memory_order_acquire);
	struct rule_of of;
	struct emitter emitter = emitter_for(&program->source, compiler, &of);
	struct emitted emitted;
	emit_member(&emitter, &compiled->emitted.holes.at[hole], compiler->scratch, &emitted);
	struct list_reader *reader = reader_get(&emitted, compiler);
	emit_fini(&emitted);
	arena_reset(compiler->scratch);
	return reader;
}

const struct list_reader *program_reader(struct program *program, size_t hole, struct program_compiler *compiler)
{
	struct compiled *compiled = atomic_load_explicit(&program->compiled, memory_order_acquire);
	struct list_reader *reader = atomic_load_explicit(&compiled->readers[hole], memory_order_acquire);
	if (reader)
		return reader;
	pthread_mutex_lock(&compiler->lock);
	reader = atomic_load_explicit(&compiled->readers[hole], memory_order_relaxed);
	if (!reader) {
		reader = make_reader(program, hole, compiler);
		atomic_store_explicit(&compiled->readers[hole], reader, memory_order_release);
	}
	pthread_mutex_unlock(&compiler->lock);
	return reader;
}

/* Keeps a pattern for others of the same text; where a thread was quicker, its own is kept. */
static void keep_code(struct program_compiler *compiler, struct slice text, const struct regex *regex)
{
	pthread_mutex_lock(&compiler->lock);
	if (!map_has(compiler->codes, text))
		map_put(compiler->codes, arena_copy(compiler->texts, text), regex_share(regex));
	pthread_mutex_unlock(&compiler->lock);
}

/* Where a variant of the same text was compiled before, its code once more. */
static struct regex *known_code(struct program_compiler *compiler, const struct program *program, struct slice text, void *const *parts)
{
	const struct regex *known = program->source.kind == PROGRAM_VARIANT ? map_get(compiler->codes, text) : NULL;
	struct regex *regex = known ? regex_share(known) : NULL;
	if (regex && parts)
		regex_parts(regex, parts);
	return regex;
}

/* Whether nobody else says that it could not be compiled. */
static bool is_of_cues(enum program_kind kind)
{
	return kind == PROGRAM_NAME || kind == PROGRAM_CUES || kind == PROGRAM_SPEECH;
}

static void keep_broken(struct program_compiler *compiler, struct program *program)
{
	if (!is_of_cues(program->source.kind))
		return;
	pthread_mutex_lock(&compiler->lock);
	array_push(&compiler->broken, program);
	pthread_mutex_unlock(&compiler->lock);
}

void program_say_broken(const struct program_compiler *compiler, struct diag *diag)
{
	for (size_t i = 0; i < compiler->broken.n; i++) {
		const struct program *program = compiler->broken.at[i];
		const struct program_source *source = &program->source;
		const struct compiled *compiled = atomic_load_explicit(&program->compiled, memory_order_acquire);
		struct place place = source->kind == PROGRAM_NAME ? source->name->place : spot_place(source->cues->at[0].spot);
		diag_warning(diag, place, CODE(NOT_USED), "make the list or its vocabularies shorter", "this list is not used: %s", compiled->error.text);
	}
}

const struct compiled *program_get(struct program *program, struct program_compiler *compiler)
{
	struct compiled *compiled = atomic_load_explicit(&program->compiled, memory_order_acquire);
	struct buffer text = { 0 };
	void *const *parts = NULL;
	if (compiled)
		return compiled;
	pthread_mutex_lock(&compiler->lock);
	compiled = prepare(&program->source, compiler, &text, &parts);
	compiled->regex = known_code(compiler, program, buffer_slice(&text), parts);
	pthread_mutex_unlock(&compiler->lock);
	if (!compiled->regex && !compiled->empty) {
		compiled->regex = compile_text(buffer_slice(&text), compiled->emitted.free, parts, &compiled->error);
		if (compiled->regex && program->source.kind == PROGRAM_VARIANT)
			keep_code(compiler, buffer_slice(&text), compiled->regex);
	}
	buffer_fini(&text);
	bool broken = !compiled->regex && !compiled->empty;
	const struct compiled *published = publish(program, compiled);
	/* Of several threads that tried it the one says so whose it is. */
	if (broken && published == compiled)
		keep_broken(compiler, program);
	return published;
}

static const struct shape_line *make_shape(const struct program_source *source, struct program_compiler *compiler)
{
	if (!compiler->shapes.arena)
		shapes_init(&compiler->shapes, compiler->rules);
	if (source->kind == PROGRAM_NAME)
		return shape_of_name(&compiler->shapes, &source->name->pattern);
	return shape_of(&compiler->shapes, source->variant, stated_element(source->variant));
}

const struct shape_line *program_shape(struct program *program, struct program_compiler *compiler)
{
	const struct shape_line *shape = atomic_load_explicit(&program->shape, memory_order_acquire);
	if (shape)
		return shape;
	pthread_mutex_lock(&compiler->lock);
	shape = atomic_load_explicit(&program->shape, memory_order_relaxed);
	if (!shape) {
		shape = make_shape(&program->source, compiler);
		atomic_store_explicit(&program->shape, shape, memory_order_release);
	}
	pthread_mutex_unlock(&compiler->lock);
	return shape;
}

struct regex *program_once(struct program_compiler *compiler, struct emitter *emitter, const struct pattern *pattern, size_t anchor,
        struct arena *arena, struct emitted *emitted)
{
	struct regex_error error;
	pthread_mutex_lock(&compiler->lock);
	emitter->cache = compiler->cache;
	emit_pattern(emitter, pattern, anchor, arena, emitted);
	struct regex *regex = compile_regex(emitted, &error, compiler);
	pthread_mutex_unlock(&compiler->lock);
	return regex;
}

struct slice program_text(const struct program_source *source, struct program_compiler *compiler, struct arena *arena)
{
	struct compiled compiled = { .empty = false };
	struct rule_of of;
	pthread_mutex_lock(&compiler->lock);
	struct emitter emitter = emitter_for(source, compiler, &of);
	emit_source(&compiled, source, &emitter, arena);
	pthread_mutex_unlock(&compiler->lock);
	emit_fini(&compiled.emitted);
	return compiled.emitted.regex;
}

void program_fini(struct program *program)
{
	struct compiled *compiled = atomic_load(&program->compiled);
	if (compiled)
		free_compiled(compiled);
}
