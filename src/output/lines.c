#include "output/formats.h"
#include "output/put.h"

static void put_edge(const struct facts *facts, const struct fact_edge *edge, struct arena *arena, struct file_output *output)
{
	const struct fact_proof *best = &facts->proofs.at[edge->first_proof];
	put_shown(output, facts->entities.at[edge->source].name);
	put_text(output, "  ");
	put_shown(output, put_relation_label(arena, &facts->relations.at[edge->relation]));
	put_text(output, "  ");
	put_shown(output, facts->entities.at[edge->target].name);
	if (edge->status != STATUS_ASSERTED) {
		put_text(output, "  (");
		put_text(output, status_name(edge->status));
		put_text(output, ")");
	}
	put_text(output, "   ");
	put_number(output, edge->sure);
	put_text(output, "  ");
	put_shown(output, facts->documents.at[best->document].key);
	put_text(output, ":");
	put_number(output, best->line);
	put_text(output, "  ");
	put_shown(output, best->rule);
	put_text(output, "/");
	put_shown(output, best->variant);
	if (edge->inferred) {
		put_text(output, "  (inferred)");
	} else if (edge->proofs > 1) {
		put_text(output, "  (");
		put_number(output, edge->proofs - 1);
		put_text(output, " more)");
	}
	put_text(output, "\n    \"");
	put_shown(output, put_evidence(arena, facts, edge));
	put_text(output, "\"\n");
}

FORMAT_WRITER(lines_write)
{
	(void)options;
	struct arena *arena = arena_new();
	for (size_t i = 0; i < facts->edges.n; i++) {
		if (!selection_edge(selection, i))
			continue;
		put_edge(facts, &facts->edges.at[i], arena, output);
		arena_reset(arena);
	}
	arena_free(arena);
	return NULL;
}
