#include "match/together.h"

#include <stdlib.h>

#include "base/workers.h"

/* Bytes of text that are worth a thread. */
enum { PART = 8 * 1024 };

struct part {
	struct extractor *extractor;
	struct document document; /* a copy for its thread, which finds blocks and counts lines by itself */
	struct arena *arena;
	struct findings findings;
	struct diag *diag;
};

struct together {
	struct part *parts;
	size_t room, n; /* parts; those of this document */
	struct findings *findings;
	struct diag *diag;
};

struct together *together_new(struct engine *engine, const struct extract_options *options, unsigned threads)
{
	struct together *together = alloc_new(sizeof *together);
	together->parts = alloc_new(threads * sizeof *together->parts);
	together->room = threads;
	for (size_t i = 0; i < threads; i++) {
		together->parts[i].extractor = extractor_new(engine, options);
		together->parts[i].arena = arena_new();
	}
	return together;
}

void together_free(struct together *together)
{
	if (!together)
		return;
	for (size_t i = 0; i < together->room; i++) {
		extractor_free(together->parts[i].extractor);
		arena_free(together->parts[i].arena);
		findings_fini(&together->parts[i].findings);
	}
	free(together->parts);
	free(together);
}

static void *read_part(size_t number, void *thread, void *data)
{
	struct together *together = data;
	struct part *part = &together->parts[number];
	(void)thread;
	extract_part(part->extractor, &part->document, (struct extract_part){ number, together->n }, part->arena, &part->findings, part->diag);
	return part;
}

static bool is_known(const struct findings *findings, uint32_t apart)
{
	for (size_t i = 0; i < findings->apart.n; i++)
		if (findings->apart.at[i] == apart)
			return true;
	return false;
}

static void append(struct findings *to, const struct findings *from)
{
	for (size_t i = 0; i < from->list.n; i++)
		array_push(&to->list, from->list.at[i]);
	for (size_t i = 0; i < from->apart.n; i++)
		if (!is_known(to, from->apart.at[i]))
			array_push(&to->apart, from->apart.at[i]);
	to->sentences += from->sentences;
	to->matched += from->matched;
	to->empty += from->empty;
	to->gave_up += from->gave_up;
	to->cut += from->cut;
	to->names += from->names;
	to->triggers += from->triggers;
	to->unproved += from->unproved;
}

static bool take_part(size_t number, void *data_of_part, void *data)
{
	struct together *together = data;
	struct part *part = data_of_part;
	(void)number;
	append(together->findings, &part->findings);
	diag_replay(part->diag, together->diag);
	diag_free(part->diag);
	document_unshare(&part->document);
	return true;
}

static void begin(struct part *part, const struct document *document)
{
	arena_reset(part->arena);
	document_share(document, &part->document, part->arena);
	part->diag = diag_new();
}

void together_extract(struct together *together, struct document *document, struct findings *findings, struct diag *diag)
{
	size_t parts = document->text.len / PART;
	together->n = parts < 1 ? 1 : parts < together->room ? parts : together->room;
	together->findings = findings;
	together->diag = diag;
	findings_clear(findings);
	for (size_t i = 0; i < together->n; i++)
		begin(&together->parts[i], document);
	struct workers_plan plan = { .jobs = together->n, .threads = (unsigned)together->n, .work = read_part, .take = take_part, .data = together };
	workers_run(&plan);
	document->date = together->parts[0].document.date;
}
