#include "rules/emit_work.h"

#include <stdlib.h>

#include "rules/trie.h"

bool emit_has_words(const struct work *work, const char *name)
{
	return ast_find_words(work->emitter->ast, slice_of(name)) != NULL;
}

/* A vocabulary, kept for the next pattern. */
struct cached {
	size_t size;        /* members, or SHARED_FROM where one is more than words */
	struct slice regex; /* empty until it is written somewhere */
	bool free;
};

struct emit_cache *emit_cache_new(void)
{
	struct emit_cache *cache = alloc_new(sizeof *cache);
	cache->arena = arena_new();
	cache->vocabularies = map_new();
	cache->parts = map_new();
	return cache;
}

void emit_cache_free(struct emit_cache *cache)
{
	if (!cache)
		return;
	buffer_fini(&cache->key);
	map_free(cache->parts);
	map_free(cache->vocabularies);
	arena_free(cache->arena);
	free(cache);
}

struct slice emit_key(struct emit_cache *cache, unsigned forms, int kind, struct slice name)
{
	cache->key.n = 0;
	buffer_char(&cache->key, (char)kind);
	buffer_add(&cache->key, slice_make((const char *)&forms, sizeof forms));
	buffer_add(&cache->key, name);
	return buffer_slice(&cache->key);
}

void emit_vocabulary_members(struct work *work, const struct vocabulary *vocabulary)
{
	emit_text(work, "(?:");
	for (size_t i = 0; i < vocabulary->patterns.n && work->depth < DEPTH_LIMIT; i++) {
		const struct pattern *pattern = vocabulary->patterns.at[i];
		work->depth++;
		if (pattern->n && pattern->elements[0].kind == ELEMENT_HOLE)
			emit_not_complement(work);
		emit_elements(work, pattern, true, SIZE_MAX);
		work->depth--;
		if (i + 1 < vocabulary->patterns.n || vocabulary->texts.n)
			emit_text(work, "|");
	}
	if (vocabulary->texts.n)
		trie_regex(vocabulary->texts.at, vocabulary->texts.n, &work->out);
	else if (!vocabulary->patterns.n)
		emit_text(work, "(?!)");
	emit_text(work, ")" WORD_END);
}

static struct cached *cached_vocabulary(struct work *work, struct slice name, unsigned forms)
{
	struct emit_cache *cache = work->emitter->cache;
	struct cached *cached = map_get(cache->vocabularies, emit_key(cache, forms, work->emitter->classes != NULL, name));
	if (cached)
		return cached;
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, work->emitter->ast, name, forms, cache->arena);
	cached = arena_alloc(cache->arena, sizeof *cached);
	*cached = (struct cached){ .size = vocabulary.texts.n + (vocabulary.patterns.n ? SHARED_FROM : 0) };
	map_put(cache->vocabularies, arena_copy(cache->arena, emit_key(cache, forms, work->emitter->classes != NULL, name)), cached);
	vocabulary_fini(&vocabulary);
	return cached;
}

static void write_vocabulary(const struct work *work, struct slice name, unsigned forms, struct cached *cached)
{
	struct arena *arena = work->emitter->cache->arena;
	struct vocabulary vocabulary;
	struct emitted emitted = { 0 };
	struct work inner = { .emitter = work->emitter, .arena = arena, .emitted = &emitted, .inline_only = true, .depth = work->depth };
	vocabulary_init(&vocabulary, work->emitter->ast, name, forms, arena);
	emit_vocabulary_members(&inner, &vocabulary);
	cached->regex = arena_copy(arena, buffer_slice(&inner.out));
	cached->free = emitted.free;
	vocabulary_fini(&vocabulary);
	buffer_fini(&inner.out);
}

void emit_vocabulary_inline(struct work *work, struct slice name, unsigned forms)
{
	struct cached *cached = cached_vocabulary(work, name, forms);
	if (!cached->regex.len)
		write_vocabulary(work, name, forms, cached);
	buffer_add(&work->out, cached->regex);
	work->emitted->free |= cached->free;
}

void emit_vocabulary(struct work *work, struct slice name, unsigned forms)
{
	if (cached_vocabulary(work, name, forms)->size < SHARED_FROM || work->opening || !emit_asks_shared(work, SHARED_WORDS, name, forms))
		emit_vocabulary_inline(work, name, forms);
}

void emit_words_named(struct work *work, const char *name)
{
	emit_vocabulary(work, slice_of(name), 0);
}
