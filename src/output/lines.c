#include "base/unicode.h"
#include "output/formats.h"
#include "output/put.h"

/* Control characters could drive the terminal, bidirectional controls turn its text around: both are shown, not obeyed. */
static bool harmful(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
	        code == 0x2028 || code == 0x2029;
}

static void put_shown(struct file_output *output, struct slice text)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		uint32_t code = unicode_next(text, &at);
		if (harmful(code)) {
			char shown[] = { '<', 'U', '+', digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15], digits[code & 15],
				'>' };
			file_output_write(output, shown, sizeof shown);
		} else if (code == 0xFFFD) {
			put_text(output, "\xEF\xBF\xBD");
		} else {
			file_output_write(output, text.ptr + from, at - from);
		}
	}
}

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
	if (edge->proofs > 1) {
		put_text(output, "  (");
		put_number(output, edge->proofs - 1);
		put_text(output, " more)");
	}
	put_text(output, "\n    \"");
	put_shown(output, best->sentence);
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
