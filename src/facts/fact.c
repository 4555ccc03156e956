#include "facts/fact.h"

#include <stdlib.h>

#include "facts/merge.h"

void facts_free(struct facts *facts)
{
	if (!facts)
		return;
	array_fini(&facts->types);
	array_fini(&facts->relations);
	array_fini(&facts->documents);
	array_fini(&facts->entities);
	array_fini(&facts->forms);
	array_fini(&facts->edges);
	array_fini(&facts->proofs);
	array_fini(&facts->rejections);
	array_fini(&facts->selves);
	array_fini(&facts->ignored);
	array_fini(&facts->rule_texts);
	arena_free(facts->arena);
	free(facts);
}

struct slice facts_rule_file(struct slice file)
{
	size_t from = file.len;
	for (int slashes = 0; from > 0; from--)
		if (file.ptr[from - 1] == '/' && ++slashes == 2)
			break;
	return slice_part(file, from, file.len);
}

bool facts_better_type(const struct facts *facts, uint32_t a, uint32_t b)
{
	const struct fact_type *x = &facts->types.at[a], *y = &facts->types.at[b];
	return x->unknown != y->unknown ? y->unknown : slice_compare(x->name, y->name) < 0;
}

static void append_escaped(char *out, size_t *at, struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '|' || text.ptr[i] == '\\')
			out[(*at)++] = '\\';
		out[(*at)++] = text.ptr[i];
	}
}

struct slice facts_edge_id(struct arena *arena, struct slice source, struct slice relation, struct slice target, enum status status)
{
	const struct slice parts[] = { source, relation, target, slice_of(status_name(status)) };
	size_t room = 8, at = 0;
	for (size_t i = 0; i < 4; i++)
		room += 2 * parts[i].len;
	char *bytes = alloc_new(room);
	for (size_t i = 0; i < 4; i++) {
		if (i)
			bytes[at++] = '|';
		append_escaped(bytes, &at, parts[i]);
	}
	struct slice id = arena_copy(arena, slice_make(bytes, at));
	free(bytes);
	return id;
}

int facts_compare_support(const void *a, const void *b, void *data)
{
	const struct facts *facts = data;
	const struct fact_edge *x = &facts->edges.at[*(const uint32_t *)a], *y = &facts->edges.at[*(const uint32_t *)b];
	if (x->documents != y->documents)
		return x->documents > y->documents ? -1 : 1;
	if (x->inferred != y->inferred)
		return x->inferred ? 1 : -1;
	if (x->proofs != y->proofs)
		return x->proofs > y->proofs ? -1 : 1;
	if (x->sure != y->sure)
		return x->sure > y->sure ? -1 : 1;
	return slice_compare(x->id, y->id);
}
