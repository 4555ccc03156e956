/* The reader of documents with blocks and sentences: text is valid, offsets lead back into the file and never go backwards. */
#include "base/unicode.h"
#include "fuzz.h"
#include "text/blocks.h"
#include "text/reader.h"
#include "text/sentence.h"

static void check_offsets(const struct document *document)
{
	size_t last = 0;
	size_t step = document->text.len / 64 + 1;
	uint32_t line = 0;
	fuzz_check(unicode_valid(document->text) == document->text.len);
	for (size_t at = 0; at <= document->text.len; at += step) {
		if (at < document->text.len && ((unsigned char)document->text.ptr[at] & 0xC0) == 0x80)
			continue;
		size_t raw = document_raw(document, at);
		uint32_t here = document_line(document, at);
		fuzz_check(raw >= last && raw <= document->raw.len && here >= line && here >= 1);
		last = raw;
		line = here;
	}
}

static void check_sentences(const struct document *document)
{
	struct map *none = map_new();
	struct sentence_words words = { none, none };
	size_t end = 0;
	for (size_t i = 0; i < document->blocks.n; i++) {
		const struct block *block = &document->blocks.at[i];
		struct sentence sentence = { .end = block->start };
		fuzz_check(block->start >= end && block->end >= block->start && block->end <= document->text.len);
		for (size_t at = block->start; sentence_next(document, block, &words, at, &sentence); at = sentence.end) {
			fuzz_check(sentence.start >= at && sentence.end > sentence.start && sentence.end <= block->end);
			fuzz_check(sentence.end - sentence.start <= SENTENCE_LIMIT);
		}
		end = block->end;
	}
	map_free(none);
}

static void each(struct document *document, const char *skipped, void *data)
{
	(void)data;
	if (skipped)
		return;
	check_offsets(document);
	blocks_find(document);
	check_sentences(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const keys[] = { "a.txt", "a.md", "a.jsonl", "a" };
	/* The first byte chooses the format and how the encoding is found. */
	unsigned choice = size ? data[0] : 0;
	struct reader_options options = { .encoding = (enum encoding)(choice / 4 % ENCODING_OTHER) };
	char *bytes = fuzz_copy(data + (size > 0), size - (size > 0));
	struct arena *arena = arena_new();
	struct diag *diag = diag_new();
	reader_read(slice_of(keys[choice % 4]), slice_make(bytes, size - (size > 0)), &options, arena, diag, each, NULL);
	diag_free(diag);
	arena_free(arena);
	free(bytes);
	return 0;
}
