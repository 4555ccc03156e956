/* The reader of HTML: text is valid, and offsets lead back into the file. */
#include "base/unicode.h"
#include "fuzz.h"
#include "text/blocks.h"
#include "text/reader.h"

static void each(struct document *document, const char *skipped, void *data)
{
	size_t last = 0;
	(void)data;
	if (skipped)
		return;
	fuzz_check(unicode_valid(document->text) == document->text.len);
	for (size_t at = 0; at <= document->text.len; at++) {
		if (at < document->text.len && ((unsigned char)document->text.ptr[at] & 0xC0) == 0x80)
			continue;
		size_t raw = document_raw(document, at);
		fuzz_check(raw >= last && raw <= document->raw.len);
		last = raw;
	}
	blocks_find(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader_options options = { .encoding = ENCODING_AUTO };
	char *bytes = fuzz_copy(data, size);
	struct arena *arena = arena_new();
	struct diag *diag = diag_new();
	reader_read(slice_of("a.html"), slice_make(bytes, size), &options, arena, diag, each, NULL);
	diag_free(diag);
	arena_free(arena);
	free(bytes);
	return 0;
}
