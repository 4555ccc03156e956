#include "rules/regex_names.h"

#include "rules/emit.h"

static const struct {
	const char *written;
	unsigned first, last;
} names[] = { { "\\p{Name}", MASK_FIRST, MASK_LAST }, { "\\p{Adjective}", MASK_ADJECTIVE, MASK_ADJECTIVE + TYPES_LIMIT - 1 } };

enum { NAMES_COUNT = sizeof names / sizeof *names };

/* The row of the class at byte `at`; NAMES_COUNT where none begins there. */
static size_t row_at(struct slice regex, size_t at)
{
	struct slice rest = slice_part(regex, at, regex.len);
	size_t row = 0;
	while (row < NAMES_COUNT && !slice_starts(rest, names[row].written))
		row++;
	return row;
}

size_t regex_names_at(struct slice regex, size_t at)
{
	size_t row = row_at(regex, at);
	return row < NAMES_COUNT ? strlen(names[row].written) : 0;
}

/* How far the expression goes on as PCRE2 reads it: up to the next class of names, and whether that one stands in brackets. */
static size_t plain_until(struct slice regex, size_t at, bool *bracketed)
{
	while (at < regex.len) {
		char c = regex.ptr[at];
		if (c == '\\' && row_at(regex, at) < NAMES_COUNT)
			break;
		*bracketed = c == '[' || (*bracketed && c != ']');
		at += c == '\\' && at + 1 < regex.len ? 2 : 1;
	}
	return at;
}

/* In brackets a class of names is a range. Elsewhere it says that case is of no matter, for which PCRE2 would try each of its characters. */
static void write_names(size_t row, bool bracketed, struct buffer *out)
{
	buffer_format(out, bracketed ? "\\x{%X}-\\x{%X}" : "(?-i:[\\x{%X}-\\x{%X}])", names[row].first, names[row].last);
}

void regex_names_write(struct slice regex, struct buffer *out)
{
	bool bracketed = false;
	for (size_t at = 0; at < regex.len;) {
		size_t end = plain_until(regex, at, &bracketed);
		buffer_add(out, slice_part(regex, at, end));
		if (end < regex.len)
			write_names(row_at(regex, end), bracketed, out);
		at = end + regex_names_at(regex, end);
	}
}

/* The byte of the expression that byte `offset` of what is written for it comes from. */
static size_t origin_of(struct slice regex, size_t offset)
{
	struct buffer part = { 0 };
	bool bracketed = false;
	for (size_t at = 0; at < regex.len;) {
		size_t end = plain_until(regex, at, &bracketed);
		if (offset <= end - at) {
			buffer_fini(&part);
			return at + offset;
		}
		offset -= end - at;
		part.n = 0;
		if (end < regex.len)
			write_names(row_at(regex, end), bracketed, &part);
		offset -= offset < part.n ? offset : part.n;
		at = end + regex_names_at(regex, end);
	}
	buffer_fini(&part);
	return regex.len;
}

struct regex *regex_names_compile(struct slice regex, unsigned flags, struct regex_error *error)
{
	struct buffer written = { 0 };
	regex_names_write(regex, &written);
	struct regex *compiled = regex_compile(buffer_slice(&written), flags, error);
	buffer_fini(&written);
	if (!compiled)
		error->offset = origin_of(regex, error->offset);
	return compiled;
}
