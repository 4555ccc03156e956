#include "facts/derive.h"

#include <stdlib.h>

#include "base/alloc.h"

/* Where an end of a proof stands. */
struct mention {
	uint32_t entity, document;
	uint64_t start, end;
	const struct slice *text;
};

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int compare_mentions(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;
	int order = compare_numbers(x->entity, y->entity);
	if (!order)
		order = compare_numbers(x->document, y->document);
	if (!order)
		order = compare_numbers(x->start, y->start);
	if (!order)
		order = compare_numbers(x->end, y->end);
	return order ? order : slice_compare(*x->text, *y->text);
}

static int compare_texts(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;
	int order = compare_numbers(x->entity, y->entity);
	if (!order)
		order = compare_numbers(x->document, y->document);
	return order ? order : slice_compare(*x->text, *y->text);
}

static bool same_span(const struct mention *x, const struct mention *y)
{
	return x->entity == y->entity && x->document == y->document && x->start == y->start && x->end == y->end;
}

static struct mention *collect(const struct facts *facts, size_t *n)
{
	struct mention *mentions = alloc_new(2 * facts->proofs.n * sizeof *mentions);
	*n = 0;
	for (size_t i = 0; i < facts->proofs.n; i++) {
		const struct fact_proof *proof = &facts->proofs.at[i];
		const struct fact_edge *edge = &facts->edges.at[proof->edge];
		/* The spans are the ends of another edge, which has a proof of its own in that sentence. */
		if (proof->premise.len)
			continue;
		mentions[(*n)++] = (struct mention){ edge->source, proof->document, proof->source_start, proof->source_end, &proof->source_text };
		mentions[(*n)++] = (struct mention){ edge->target, proof->document, proof->target_start, proof->target_end, &proof->target_text };
	}
	return mentions;
}

static size_t without_repeats(struct mention *mentions, size_t n)
{
	qsort(mentions, n, sizeof *mentions, compare_mentions);
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || !same_span(&mentions[kept - 1], &mentions[i]))
			mentions[kept++] = mentions[i];
	return kept;
}

static void form_add(struct facts *facts, const struct mention *mention, bool same_document)
{
	struct fact_entity *entity = &facts->entities.at[mention->entity];
	if (entity->forms == 0)
		entity->first_form = facts->forms.n;
	entity->forms++;
	entity->documents += !same_document;
	array_push(&facts->forms, ((struct fact_form){ mention->document, *mention->text, 0 }));
}

void derive_forms(struct facts *facts)
{
	size_t n;
	struct mention *mentions = collect(facts, &n);
	n = without_repeats(mentions, n);
	qsort(mentions, n, sizeof *mentions, compare_texts);
	for (size_t i = 0; i < n; i++) {
		const struct mention *mention = &mentions[i];
		bool same_entity = i > 0 && mentions[i - 1].entity == mention->entity;
		bool same_document = same_entity && mentions[i - 1].document == mention->document;
		if (!same_document || !slice_equal(*mentions[i - 1].text, *mention->text))
			form_add(facts, mention, same_document);
		array_last(&facts->forms)->count++;
		facts->entities.at[mention->entity].mentions++;
	}
	free(mentions);
}
