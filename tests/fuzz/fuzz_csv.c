/* The reader and the writer of CSV: what is written is read back as it was, but for newlines, NUL and length. */
#include "base/arena.h"
#include "base/array.h"
#include "base/csv.h"
#include "fuzz.h"

struct text {
	ARRAY(char) bytes;
};

static void put(const char *bytes, size_t len, void *data)
{
	struct text *text = data;
	for (size_t i = 0; i < len; i++)
		array_push(&text->bytes, bytes[i]);
}

struct back {
	struct slice cell;
	size_t rows;
};

static bool read_back(const struct slice *cells, size_t n, uint32_t line, void *data)
{
	struct back *back = data;
	(void)line;
	fuzz_check(n == 1);
	struct slice cell = csv_undefuse(cells[0]);
	back->rows++;
	for (size_t i = 0; i < cell.len; i++)
		fuzz_check(cell.ptr[i] != '\n' && cell.ptr[i] != '\0');
	/* Where nothing had to be changed the cell is the same. */
	bool plain = back->cell.len < 30000 && !memchr(back->cell.ptr, '\n', back->cell.len) && !memchr(back->cell.ptr, '\r', back->cell.len) &&
	        !memchr(back->cell.ptr, '\0', back->cell.len);
	for (size_t i = 0; plain && i < back->cell.len; i++)
		plain = (unsigned char)back->cell.ptr[i] < 0x80;
	fuzz_check(!plain || slice_equal(cell, back->cell));
	return true;
}

static bool count(const struct slice *cells, size_t n, uint32_t line, void *data)
{
	size_t *seen = data;
	fuzz_check(line >= 1);
	for (size_t i = 0; i < n; i++)
		*seen += cells[i].len;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = fuzz_copy(data, size);
	struct slice all = slice_make(bytes, size);
	size_t seen = 0;
	uint32_t line = 0, where = 0;
	const char *why = csv_read(all, count, &seen, &line);
	fuzz_check(why == NULL || line >= 1);
	struct text text = { 0 };
	struct back back = { .cell = all };
	csv_cell(all, true, put, &text);
	put("\n", 1, &text);
	put("\0", 1, &text);
	why = csv_read(slice_make(text.bytes.at, text.bytes.n - 1), read_back, &back, &where);
	fuzz_check(why == NULL && back.rows <= 1);
	array_fini(&text.bytes);
	free(bytes);
	return 0;
}
