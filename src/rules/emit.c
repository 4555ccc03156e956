#include "rules/emit_work.h"

void emit_begin(struct work *work, const struct emitter *emitter, struct arena *arena, struct emitted *emitted)
{
	*work = (struct work){ .emitter = emitter, .arena = arena, .emitted = emitted };
	*emitted = (struct emitted){ 0 };
}

static void emit_shared(struct work *work, const struct shared *shared)
{
	switch (shared->kind) {
	case SHARED_WORDS:
		emit_vocabulary_inline(work, shared->name, shared->number);
		break;
	case SHARED_BEFORE:
	case SHARED_AFTER:
		emit_around_inline(work, shared->kind == SHARED_AFTER ? HOLE_AFTER : HOLE_BEFORE);
		break;
	case SHARED_GAP:
		emit_gap_inline(work, shared->number);
		break;
	}
}

/* Writes the text of a new one. Nothing is defined within it, so that it is the same wherever it stands. */
static void write_shared(const struct work *work, struct shared *shared, uint32_t number)
{
	struct emit_cache *cache = work->emitter->cache;
	struct emitted emitted = { 0 };
	struct work inner = { .emitter = work->emitter, .arena = cache->arena, .emitted = &emitted, .deferred = 1, .depth = work->depth };
	emit_shared(&inner, shared);
	shared->text = arena_copy(cache->arena, buffer_slice(&inner.out));
	shared->call = arena_format(cache->arena, "(?&s%u)", number);
	shared->opening = arena_format(cache->arena, "(?<s%u>", number);
	shared->free = emitted.free;
	for (size_t i = 0; i < inner.called.n; i++)
		array_push(&shared->calls, inner.called.at[i]);
	buffer_fini(&inner.out);
	array_fini(&inner.states);
	array_fini(&inner.called);
}

static uint32_t shared_number(const struct work *work, enum shared_kind kind, struct slice name, unsigned number)
{
	struct emit_cache *cache = work->emitter->cache;
	bool looks_up = work->emitter->classes;
	for (size_t i = 0; i < cache->shared.n; i++) {
		const struct shared *shared = &cache->shared.at[i];
		if (shared->kind == kind && shared->number == number && shared->looks_up == looks_up && slice_equal(shared->name, name))
			return (uint32_t)i;
	}
	struct shared shared = { .kind = kind, .name = name, .number = number, .looks_up = looks_up };
	/* Writing it may add others. */
	uint32_t own = (uint32_t)cache->shared.n;
	array_push(&cache->shared, shared);
	write_shared(work, &shared, own);
	cache->shared.at[own] = shared;
	return own;
}

static uint8_t *state_of(struct work *work, uint32_t number)
{
	while (work->states.n <= number)
		array_push(&work->states, SHARED_UNUSED);
	return &work->states.at[number];
}

static void note_call(struct work *work, uint32_t number)
{
	if (*state_of(work, number) != SHARED_UNUSED)
		return;
	*state_of(work, number) = SHARED_CALLED;
	array_push(&work->called, number);
}

static void emit_definition(struct work *work, uint32_t number)
{
	const struct shared *shared = &work->emitter->cache->shared.at[number];
	*state_of(work, number) = SHARED_WRITTEN;
	work->groups++;
	work->emitted->free |= shared->free;
	buffer_add(&work->out, shared->opening);
	buffer_add(&work->out, shared->text);
	emit_text(work, ")");
	for (size_t i = 0; i < shared->calls.n; i++)
		note_call(work, shared->calls.at[i]);
}

void emit_call(struct work *work, enum shared_kind kind, struct slice name, unsigned number)
{
	uint32_t shared = shared_number(work, kind, name, number);
	note_call(work, shared);
	if (work->deferred || *state_of(work, shared) == SHARED_WRITTEN)
		buffer_add(&work->out, work->emitter->cache->shared.at[shared].call);
	else
		emit_definition(work, shared);
}

/* What was called and never written. */
static void emit_definitions(struct work *work)
{
	for (size_t i = 0; i < work->called.n; i++) {
		if (*state_of(work, work->called.at[i]) == SHARED_WRITTEN)
			continue;
		emit_text(work, "(?(DEFINE)");
		emit_definition(work, work->called.at[i]);
		emit_text(work, ")");
	}
}

void emit_finish(struct work *work)
{
	emit_definitions(work);
	work->emitted->regex = arena_copy(work->arena, buffer_slice(&work->out));
	buffer_fini(&work->out);
	array_fini(&work->states);
	array_fini(&work->called);
}

void emit_not_complement(struct work *work)
{
	int number = work->emitter->classes ? classes_number(work->emitter->classes, slice_of(WORDS_COMPLEMENT)) : -1;
	if (number >= 0) {
		emit_test(work, number + 1);
		return;
	}
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, work->emitter->ast, slice_of(WORDS_COMPLEMENT), 0, work->arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++) {
		emit_text(work, i ? "|\\b" : "(?<!\\b");
		emit_literal(work, vocabulary.texts.at[i]);
		emit_text(work, " ");
	}
	if (vocabulary.texts.n)
		emit_text(work, ")");
	vocabulary_fini(&vocabulary);
}

void emit_pattern(const struct emitter *emitter, const struct pattern *pattern, size_t anchor, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	emit_begin(&work, emitter, arena, emitted);
	if (pattern->n && pattern->elements[0].kind != ELEMENT_MARK)
		emit_text(&work, "(?<![\\w-])");
	if (pattern->n && pattern->elements[0].kind == ELEMENT_HOLE)
		emit_not_complement(&work);
	emit_elements(&work, pattern, true, anchor);
	if (pattern->n && pattern->elements[pattern->n - 1].kind != ELEMENT_MARK)
		emit_text(&work, "(?!\\w)");
	emit_finish(&work);
}

/* Between two members, and what may stand before the second. */
static void emit_joint(struct work *work)
{
	emit_text(work, "(?:");
	emit_words_named(work, WORDS_JOIN_INNER);
	emit_text(work, "| ?");
	emit_words_named(work, WORDS_JOIN);
	emit_text(work, ") ");
	emit_around(work, false);
}

void emit_member(const struct emitter *emitter, const struct emitted_hole *hole, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	emit_begin(&work, emitter, arena, emitted);
	work.deferred++;
	emit_text(&work, "(?:");
	emit_joint(&work);
	emit_text(&work, ")?(");
	emit_core(&work, hole, true);
	emit_text(&work, ")");
	emit_around(&work, true);
	emit_text(&work, "(?=\\z|");
	emit_joint(&work);
	emit_core(&work, hole, true);
	emit_text(&work, ")");
	emit_finish(&work);
}

static void drop_single_words(struct vocabulary *vocabulary)
{
	size_t kept = 0;
	for (size_t i = 0; i < vocabulary->texts.n; i++)
		if (!vocabulary_is_word(vocabulary->texts.at[i]))
			vocabulary->texts.at[kept++] = vocabulary->texts.at[i];
	vocabulary->texts.n = kept;
}

bool emit_words(const struct emitter *emitter, struct slice name, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	struct vocabulary vocabulary;
	emit_begin(&work, emitter, arena, emitted);
	vocabulary_init(&vocabulary, emitter->ast, name, 0, arena);
	if (!slice_is(name, WORDS_COMPLEMENT))
		drop_single_words(&vocabulary);
	bool any = vocabulary.texts.n || vocabulary.patterns.n;
	emit_text(&work, "(?<!\\w)");
	emit_vocabulary_members(&work, &vocabulary);
	vocabulary_fini(&vocabulary);
	emit_finish(&work);
	return any;
}

void emit_choices(const struct emitter *emitter, const pattern_array *patterns, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	struct vocabulary vocabulary = { 0 };
	struct slice plain;
	emit_begin(&work, emitter, arena, emitted);
	for (size_t i = 0; i < patterns->n; i++) {
		if (vocabulary_plain(&patterns->at[i], arena, &plain))
			array_push(&vocabulary.texts, plain);
		else
			array_push(&vocabulary.patterns, &patterns->at[i]);
	}
	emit_text(&work, "(?<!\\w)");
	emit_vocabulary_members(&work, &vocabulary);
	vocabulary_fini(&vocabulary);
	emit_finish(&work);
}

void emit_fini(struct emitted *emitted)
{
	array_fini(&emitted->holes);
}
