/* csv: rows in and out by RFC 4180; the only user of libcsv. */
#ifndef KGRAPH_BASE_CSV_H
#define KGRAPH_BASE_CSV_H

#include "base/slice.h"

/* Called for each row: cells (n), line where the row begins (from 1). Cells live for the call. false stops the reading. */
typedef bool csv_row(const struct slice *cells, size_t n, uint32_t line, void *data);

/* Reads text (a BOM is skipped; LF or CRLF; quotes must be closed). NULL, or what is wrong with *line set. */
const char *csv_read(struct slice text, csv_row *row, void *data, uint32_t *line);

/* Appends one cell to out as RFC 4180 has it (quoted where needed), through put. No newline or NUL comes out: they become spaces.
 * More than 32,767 characters are cut and end in "…". defuse: text that begins (after spaces) with = + - @, tab, CR or their full-width
 * forms, and an apostrophe before one of these, gets a leading apostrophe; negative numbers do not. */
void csv_cell(struct slice cell, bool defuse, void (*put)(const char *bytes, size_t len, void *data), void *data);
/* Takes the apostrophe off that csv_cell put on: a part of cell. */
struct slice csv_undefuse(struct slice cell);

#endif
