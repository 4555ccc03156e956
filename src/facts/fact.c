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
