#include "text/sentences.h"

#include "text/blocks.h"

void sentences_clear(struct sentences *sentences)
{
	for (size_t i = 0; i < sentences->n; i++)
		array_fini(&sentences->blocks[i].list);
	free(sentences->blocks);
	*sentences = (struct sentences){ 0 };
}

/* Reads on until a sentence ends behind byte `at`. */
static void read_past(
        struct sentences_block *read, const struct document *document, const struct block *block, const struct sentence_words *words, size_t at)
{
	struct sentence sentence;
	size_t from = read->list.n ? array_last(&read->list)->end : block->start;
	while (from <= at && sentence_next(document, block, words, from, &sentence)) {
		array_push(&read->list, sentence);
		from = sentence.end;
	}
}

bool sentences_at(
        struct sentences *sentences, const struct document *document, const struct sentence_words *words, size_t at, struct sentence *sentence)
{
	const struct block *block = blocks_at(document, at);
	if (!block || block->kind != BLOCK_PARAGRAPH)
		return false;
	if (!sentences->blocks) {
		sentences->n = document->blocks.n;
		sentences->blocks = alloc_new(sentences->n * sizeof *sentences->blocks);
	}
	struct sentences_block *read = &sentences->blocks[block - document->blocks.at];
	read_past(read, document, block, words, at);
	size_t low = 0, high = read->list.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (read->list.at[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == read->list.n || read->list.at[low].start > at)
		return false;
	*sentence = read->list.at[low];
	return true;
}
