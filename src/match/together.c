#include "match/together.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/workers.h"

/* Bytes of text that are worth a thread, and that a thread takes at a time: how much there is to find differs from place to place. */
enum { WORTH = 8 * 1024, PART = 2 * 1024, PARTS_MOST = 1024 };

struct reader {
	struct extractor *extractor;
	struct document document; /* a copy for its thread, which finds blocks and counts lines by itself */
	struct arena *arena;
};

struct part {
	struct findings findings;
	struct diag *diag;
};

struct together {
	struct reader *readers; /* one for each thread */
	unsigned threads, entered;
	pthread_mutex_t entering;
	struct part parts[PARTS_MOST];
	size_t n; /* parts of this document */
	struct document *document;
	struct findings *findings;
	struct diag *diag;
};

struct together *together_new(struct engine *engine, const struct extract_options *options, unsigned threads)
{
	struct together *together = alloc_new(sizeof *together);
	together->readers = alloc_new(threads * sizeof *together->readers);
	together->threads = threads;
	pthread_mutex_init(&together->entering, NULL);
	for (unsigned i = 0; i < threads; i++) {
		together->readers[i].extractor = extractor_new(engine, options);
		together->readers[i].arena = arena_new();
	}
	return together;
}

void together_free(struct together *together)
{
	if (!together)
		return;
	for (unsigned i = 0; i < together->threads; i++) {
		extractor_free(together->readers[i].extractor);
		arena_free(together->readers[i].arena);
	}
	for (size_t i = 0; i < PARTS_MOST; i++)
		findings_fini(&together->parts[i].findings);
	pthread_mutex_destroy(&together->entering);
	free(together->readers);
	free(together);
}

static void *enter(void *data)
{
	struct together *together = data;
	pthread_mutex_lock(&together->entering);
	struct reader *reader = &together->readers[together->entered++];
	pthread_mutex_unlock(&together->entering);
	arena_reset(reader->arena);
	document_share(together->document, &reader->document, reader->arena);
	extract_begin(reader->extractor, &reader->document, reader->arena);
	return reader;
}

/* What was found stays in the reader's arena. */
static void leave(void *thread, void *data)
{
	struct reader *reader = thread;
	(void)data;
	extract_end(reader->extractor);
	document_unshare(&reader->document);
}

static void *read_part(size_t number, void *thread, void *data)
{
	struct together *together = data;
	struct reader *reader = thread;
	struct part *part = &together->parts[number];
	part->diag = diag_new();
	extract_part(reader->extractor, (struct extract_part){ number, together->n }, &part->findings, part->diag);
	return part;
}

static void append(struct findings *to, const struct findings *from)
{
	for (size_t i = 0; i < from->list.n; i++)
		array_push(&to->list, from->list.at[i]);
	for (size_t i = 0; i < from->apart.n; i++)
		findings_apart(to, from->apart.at[i]);
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
	return true;
}

static size_t at_least_one(size_t n, size_t most)
{
	return n < 1 ? 1 : n < most ? n : most;
}

void together_extract(struct together *together, struct document *document, struct findings *findings, struct diag *diag)
{
	size_t threads = at_least_one(document->text.len / WORTH, together->threads);
	together->n = threads == 1 ? 1 : at_least_one(document->text.len / PART, PARTS_MOST);
	together->entered = 0;
	together->document = document;
	together->findings = findings;
	together->diag = diag;
	findings_clear(findings);
	struct workers_plan plan = {
		.jobs = together->n,
		.threads = (unsigned)threads,
		.enter = enter,
		.leave = leave,
		.work = read_part,
		.take = take_part,
		.data = together,
	};
	workers_run(&plan);
	document->date = together->readers[0].document.date;
}
