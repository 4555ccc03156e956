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
	arena_free(facts->arena);
	free(facts);
}

int facts_compare_support(const void *a, const void *b, void *data)
{
	const struct facts *facts = data;
	const struct fact_edge *x = &facts->edges.at[*(const uint32_t *)a], *y = &facts->edges.at[*(const uint32_t *)b];
	if (x->documents != y->documents)
		return x->documents > y->documents ? -1 : 1;
	if (x->proofs != y->proofs)
		return x->proofs > y->proofs ? -1 : 1;
	if (x->sure != y->sure)
		return x->sure > y->sure ? -1 : 1;
	return slice_compare(x->id, y->id);
}
