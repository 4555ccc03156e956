/* csv: rows in and out by RFC 4180; the only user of libcsv. */
#ifndef KGRAPH_BASE_CSV_H
#define KGRAPH_BASE_CSV_H

#include "base/diag.h"
#include "base/slice.h"

/* Called for each row: cells (n), line where the row begins (from 1). Cells live for the call. false stops the reading. */
typedef bool csv_row(const struct slice *cells, size_t n, uint32_t line, void *data);

/* Reads text (a BOM is skipped; LF or CRLF; quotes must be closed). NULL, or what is wrong with *line set. */
const char *csv_read(struct slice text, csv_row *row, void *data, uint32_t *line);

/* Whether text is UTF-8 without a NUL; where not, *line (from 1) is where it stops to be. */
bool csv_is_text(struct slice text, uint32_t *line);

/* Finds what messages point at; file and text are borrowed. Made with csv_places_of, and asked for lines that do not fall. */
struct csv_places {
	struct slice file, rest; /* rest: the text from line on */
	uint32_t line;
};
struct csv_places csv_places_of(struct slice file, struct slice text);
#define CSV_ROW SIZE_MAX
/* The cell (from 0) of the row that begins on line, its quotes included, as far as it stands on that line; CSV_ROW is the whole line. Of a
 * line over 64 KiB the place has no source and no column. */
struct place csv_place(struct csv_places *places, uint32_t line, size_t cell);

/* Appends one cell to out as RFC 4180 has it (quoted where needed), through put. No newline or NUL comes out: they become spaces.
 * More than 32,767 characters are cut and end in "…". defuse: text that begins (after spaces) with = + - @, tab, CR or their full-width
 * forms, and an apostrophe before one of these, gets a leading apostrophe; negative numbers do not. */
void csv_cell(struct slice cell, bool defuse, void (*put)(const char *bytes, size_t len, void *data), void *data);
/* Takes the apostrophe off that csv_cell put on: a part of cell. */
struct slice csv_undefuse(struct slice cell);

#endif
