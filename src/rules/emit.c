#include "rules/emit_work.h"

void emit_begin(struct work *work, const struct emitter *emitter, struct arena *arena, struct emitted *emitted)
{
	*work = (struct work){ .emitter = emitter, .arena = arena, .emitted = emitted };
	*emitted = (struct emitted){ 0 };
}

static void emit_shared(struct work *work, struct shared shared)
{
	switch (shared.kind) {
	case SHARED_WORDS:
		emit_vocabulary_inline(work, shared.name, shared.number);
		break;
	case SHARED_BEFORE:
	case SHARED_AFTER:
		emit_around_inline(work, shared.kind == SHARED_AFTER ? HOLE_AFTER : HOLE_BEFORE);
		break;
	case SHARED_GAP:
		emit_gap_inline(work, shared.number);
		break;
	}
}

static void emit_definition(struct work *work, size_t i)
{
	work->shared.at[i].written = true;
	work->groups++;
	buffer_format(&work->out, "(?<s%zu>", i);
	emit_shared(work, work->shared.at[i]);
	emit_text(work, ")");
}

static bool same_shared(const struct shared *a, const struct shared *b)
{
	return a->kind == b->kind && a->number == b->number && slice_equal(a->name, b->name);
}

void emit_call(struct work *work, enum shared_kind kind, struct slice name, unsigned number)
{
	struct shared shared = { .kind = kind, .name = name, .number = number };
	size_t i = 0;
	while (i < work->shared.n && !same_shared(&work->shared.at[i], &shared))
		i++;
	if (i == work->shared.n)
		array_push(&work->shared, shared);
	if (work->deferred || work->shared.at[i].written)
		buffer_format(&work->out, "(?&s%zu)", i);
	else
		emit_definition(work, i);
}

/* What was called and never written. */
static void emit_definitions(struct work *work)
{
	work->deferred = 0;
	for (size_t i = 0; i < work->shared.n; i++) {
		if (work->shared.at[i].written)
			continue;
		emit_text(work, "(?(DEFINE)");
		emit_definition(work, i);
		emit_text(work, ")");
	}
}

void emit_finish(struct work *work)
{
	emit_definitions(work);
	work->emitted->regex = arena_copy(work->arena, buffer_slice(&work->out));
	buffer_fini(&work->out);
	array_fini(&work->shared);
}

/* Fails behind a word that makes what follows part of something else. */
static void not_a_complement(struct work *work)
{
	int number = work->emitter->classes ? classes_number(work->emitter->classes, slice_of(WORDS_COMPLEMENT)) : -1;
	if (number >= 0) {
		buffer_format(&work->out, "(?C%d)", number + 1);
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
		not_a_complement(&work);
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
