#include "rules/parts_hash.h"

#include "base/map.h"
#include "rules/parts_read.h"

struct hashing {
	struct parts parts;
	struct map *vocabularies; /* name -> number of its block */
	uint32_t *seen;           /* by block: the rule (+ 1) for which it was last met */
	uint32_t rule;
};

/* FNV-1a, 32 bits (Fowler, Noll, Vo), with an end to every line. */
static uint32_t hash_line(uint32_t hash, struct slice text)
{
	for (size_t i = 0; i <= text.len; i++)
		hash = (hash ^ (i < text.len ? (unsigned char)text.ptr[i] : '\n')) * 0x01000193u;
	return hash;
}

static uint32_t hash_lines(uint32_t hash, const struct part *part)
{
	for (size_t i = 0; i < part->lines.n; i++)
		hash = hash_line(hash, part->lines.at[i].text);
	return hash;
}

static const uint32_t START = 0x811c9dc5u;

/* Cuts the next name between < and > off *rest. */
static bool next_name(struct slice *rest, struct slice *name)
{
	for (size_t from = 0; from < rest->len; from++) {
		if (rest->ptr[from] != '<')
			continue;
		size_t to = from + 1;
		while (to < rest->len && rest->ptr[to] != '>' && rest->ptr[to] != '<')
			to++;
		*name = slice_part(*rest, from + 1, to);
		*rest = slice_part(*rest, to, rest->len);
		return true;
	}
	return false;
}

static uint32_t hash_words(struct hashing *hashing, uint32_t hash, const struct part *part);

static uint32_t hash_vocabulary(struct hashing *hashing, uint32_t hash, struct slice name)
{
	size_t number = map_number(hashing->vocabularies, name, SIZE_MAX);
	if (number == SIZE_MAX || hashing->seen[number] == hashing->rule)
		return hash;
	const struct part *part = &hashing->parts.list.at[number];
	hashing->seen[number] = hashing->rule;
	return hash_words(hashing, hash_lines(hash, part), part);
}

/* Lists hold lists, but not in a circle, and not deeper than the limit of the language. */
static uint32_t hash_words(struct hashing *hashing, uint32_t hash, const struct part *part)
{
	for (size_t i = 0; i < part->lines.n; i++) {
		struct slice rest = part->lines.at[i].text, name;
		while (next_name(&rest, &name))
			hash = hash_vocabulary(hashing, hash, name);
	}
	return hash;
}

struct parts_hash *parts_hashes(const struct ast *ast, struct arena *arena, size_t *n)
{
	struct hashing hashing = { .vocabularies = map_new() };
	parts_read(&hashing.parts, ast, arena);
	size_t count = hashing.parts.list.n;
	struct parts_hash *list = arena_alloc(arena, (count + 1) * sizeof *list);
	hashing.seen = arena_alloc(arena, (count + 1) * sizeof *hashing.seen);
	*n = 0;
	for (size_t i = 0; i < count; i++) {
		const struct part *part = &hashing.parts.list.at[i];
		if (slice_is(part->kind, "words") || slice_is(part->kind, "verb"))
			map_put_number(hashing.vocabularies, part->name, i);
	}
	for (size_t i = 0; i < count; i++) {
		const struct part *part = &hashing.parts.list.at[i];
		bool rule = slice_is(part->kind, "rule");
		if (!rule && !slice_is(part->kind, "infer"))
			continue;
		hashing.rule++;
		list[(*n)++] = (struct parts_hash){ rule ? part->name : part->key, hash_lines(START, part), hash_words(&hashing, START, part) };
	}
	map_free(hashing.vocabularies);
	parts_fini(&hashing.parts);
	return list;
}
