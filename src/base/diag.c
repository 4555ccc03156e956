#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/unicode.h"

/* A source line longer than WINDOW bytes is shown from at most LEAD bytes before its column. */
enum { WINDOW = 400, LEAD = 160, NEAR_LONGEST = 64 };

struct diag {
	struct arena *arena;
	ARRAY(struct diag_message) kept;
	ARRAY(char) out;
	bool stream, quiet, colour;
	unsigned flood;
	unsigned counts[DIAG_SEVERITIES], hidden[DIAG_SEVERITIES];
};

struct diag *diag_new(void)
{
	struct diag *diag = alloc_new(sizeof *diag);
	diag->arena = arena_new();
	return diag;
}

static bool wants_colour(void)
{
	const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
	return !(none && *none) && !(terminal && strcmp(terminal, "dumb") == 0) && isatty(STDERR_FILENO);
}

struct diag *diag_stream(unsigned flood, bool quiet)
{
	struct diag *diag = diag_new();
	diag->stream = true;
	diag->flood = flood;
	diag->quiet = quiet;
	diag->colour = wants_colour();
	return diag;
}

void diag_free(struct diag *diag)
{
	if (!diag)
		return;
	array_fini(&diag->kept);
	array_fini(&diag->out);
	arena_free(diag->arena);
	free(diag);
}

static void put(struct diag *diag, struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		array_push(&diag->out, text.ptr[i]);
}

static void put_string(struct diag *diag, const char *text)
{
	put(diag, slice_of(text));
}

static void put_times(struct diag *diag, char c, size_t n)
{
	while (n--)
		array_push(&diag->out, c);
}

static void put_colour(struct diag *diag, const char *sequence)
{
	if (diag->colour)
		put_string(diag, sequence);
}

/* What could move the cursor or turn the order of characters round: controls, line and paragraph ends, bidirectional controls. */
static bool is_unsafe(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200E || code == 0x200F ||
	        (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

/* Whether the character at *at must be shown as \xNN, byte by byte; *at moves past it, *code is what it is. */
static bool next_unsafe(struct slice text, size_t *at, uint32_t *code)
{
	size_t from = *at;
	*code = unicode_next(text, at);
	bool broken = *code == 0xFFFD && !slice_is(slice_part(text, from, *at), "\xEF\xBF\xBD");
	return broken || is_unsafe(*code);
}

static void put_escaped(struct diag *diag, struct slice text, bool keep_tabs)
{
	for (size_t at = 0, from = 0; at < text.len; from = at) {
		uint32_t code;
		if (!next_unsafe(text, &at, &code) || (keep_tabs && code == '\t')) {
			put(diag, slice_part(text, from, at));
			continue;
		}
		for (; from < at; from++) {
			char hex[8];
			snprintf(hex, sizeof hex, "\\x%02X", (unsigned)(unsigned char)text.ptr[from]);
			put_string(diag, hex);
		}
	}
}

/* Columns that put_escaped fills with the character at *at. */
static size_t shown_width(struct slice text, size_t *at)
{
	size_t from = *at;
	uint32_t code;
	if (next_unsafe(text, at, &code))
		return 4 * (*at - from);
	int width = unicode_width(code);
	return width > 0 ? (size_t)width : 0;
}

static size_t shown_columns(struct slice text)
{
	size_t n = 0;
	for (size_t at = 0; at < text.len;) {
		if (text.ptr[at] == '\t') {
			at++;
			n++;
		} else {
			n += shown_width(text, &at);
		}
	}
	return n;
}

static bool continues(struct slice text, size_t at)
{
	return at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80;
}

/* The part of a long source line around the column; *before is the offset of the column in it. */
static struct slice window(struct place place, size_t *before)
{
	struct slice source = place.source;
	*before = place.column ? place.column - 1 : 0;
	if (*before > source.len)
		*before = source.len;
	if (source.len <= WINDOW)
		return source;
	size_t from = *before > LEAD ? *before - LEAD : 0;
	while (from < *before && continues(source, from))
		from++;
	size_t to = source.len - from > WINDOW ? from + WINDOW : source.len;
	while (to > *before && continues(source, to))
		to--;
	*before -= from;
	return slice_part(source, from, to);
}

static const char *const COLOURS[] = { "\033[1;31m", "\033[1;35m", "" };
#define PLAIN "\033[0m"

static void put_carets(struct diag *diag, const struct diag_message *message, struct slice shown, size_t before)
{
	size_t length = message->place.length;
	if (length > shown.len - before)
		length = shown.len - before;
	size_t carets = shown_columns(slice_part(shown, before, before + length));
	put_string(diag, "       | ");
	for (size_t at = 0; at < before;) {
		if (shown.ptr[at] == '\t')
			array_push(&diag->out, shown.ptr[at++]);
		else
			put_times(diag, ' ', shown_width(shown, &at));
	}
	put_colour(diag, COLOURS[message->severity]);
	put_times(diag, '^', carets ? carets : 1);
	put_colour(diag, PLAIN);
	put_string(diag, "\n");
}

static void put_source(struct diag *diag, const struct diag_message *message)
{
	const struct place *place = &message->place;
	if (!place->source.len || !place->line)
		return;
	size_t before;
	char number[32];
	struct slice shown = window(*place, &before);
	snprintf(number, sizeof number, "%6u | ", (unsigned)place->line);
	put_string(diag, number);
	put_escaped(diag, shown, true);
	put_string(diag, "\n");
	if (place->column)
		put_carets(diag, message, shown, before);
}

static void put_place(struct diag *diag, const struct place *place)
{
	char numbers[32] = "";
	if (place->line && place->column)
		snprintf(numbers, sizeof numbers, ":%u:%u", (unsigned)place->line, (unsigned)place->column);
	else if (place->line)
		snprintf(numbers, sizeof numbers, ":%u", (unsigned)place->line);
	if (place->file.len) {
		put_escaped(diag, place->file, false);
		put_string(diag, numbers);
	} else {
		put_string(diag, "kgraph");
	}
	put_string(diag, ": ");
}

static void put_message(struct diag *diag, const struct diag_message *message)
{
	static const char *const names[] = { "error: ", "warning: ", "" };
	put_place(diag, &message->place);
	put_colour(diag, COLOURS[message->severity]);
	put_string(diag, names[message->severity]);
	put_colour(diag, *COLOURS[message->severity] ? PLAIN : "");
	put_escaped(diag, message->text, false);
	if (message->code.len) {
		put_string(diag, " [");
		put_escaped(diag, message->code, false);
		put_string(diag, "]");
	}
	put_string(diag, "\n");
	put_source(diag, message);
	if (message->help.len) {
		put_string(diag, "       = help: ");
		put_escaped(diag, message->help, false);
		put_string(diag, "\n");
	}
}

/* One write a message, so that those of two programs do not mix within a line. */
static void print(struct diag *diag, const struct diag_message *message)
{
	array_clear(&diag->out);
	put_message(diag, message);
	fwrite(diag->out.at, 1, diag->out.n, stderr);
}

static void keep(struct diag *diag, const struct diag_message *message)
{
	struct diag_message *copy = array_add(&diag->kept);
	*copy = *message;
	copy->place.file = arena_copy(diag->arena, message->place.file);
	copy->place.source = arena_copy(diag->arena, message->place.source);
	copy->code = arena_copy(diag->arena, message->code);
	copy->help = arena_copy(diag->arena, message->help);
	copy->text = arena_copy(diag->arena, message->text);
}

static void take(struct diag *diag, const struct diag_message *message)
{
	unsigned n = ++diag->counts[message->severity];
	if (!diag->stream)
		keep(diag, message);
	else if (message->severity == DIAG_NOTE ? diag->quiet : diag->flood && n > diag->flood)
		diag->hidden[message->severity]++;
	else
		print(diag, message);
}

static __attribute__((format(printf, 6, 0))) void say(
        struct diag *diag, enum diag_severity severity, struct place place, const char *code, const char *help, const char *format, va_list args)
{
	char *text = NULL;
	int len = vasprintf(&text, format, args);
	if (len < 0)
		alloc_exhausted();
	struct diag_message message = {
		severity,
		place,
		slice_of(code ? code : ""),
		slice_of(help ? help : ""),
		slice_make(text, (size_t)len),
	};
	take(diag, &message);
	free(text);
}

void diag_error(struct diag *diag, struct place place, const char *code, const char *help, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	say(diag, DIAG_ERROR, place, code, help, format, args);
	va_end(args);
}

void diag_warning(struct diag *diag, struct place place, const char *code, const char *help, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	say(diag, DIAG_WARNING, place, code, help, format, args);
	va_end(args);
}

void diag_note(struct diag *diag, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	say(diag, DIAG_NOTE, (struct place){ 0 }, NULL, NULL, format, args);
	va_end(args);
}

unsigned diag_errors(const struct diag *diag)
{
	return diag->counts[DIAG_ERROR];
}

unsigned diag_warnings(const struct diag *diag)
{
	return diag->counts[DIAG_WARNING];
}

void diag_replay(struct diag *from, struct diag *to)
{
	for (size_t i = 0; i < from->kept.n; i++)
		take(to, &from->kept.at[i]);
	array_clear(&from->kept);
	arena_reset(from->arena);
	memset(from->counts, 0, sizeof from->counts);
}

const struct diag_message *diag_kept(const struct diag *diag, size_t *n)
{
	*n = diag->kept.n;
	return diag->kept.at;
}

void diag_close(struct diag *diag)
{
	unsigned errors = diag->hidden[DIAG_ERROR], warnings = diag->hidden[DIAG_WARNING];
	if (errors)
		fprintf(stderr, "kgraph: %u more error%s not shown; -v shows all\n", errors, errors == 1 ? "" : "s");
	if (warnings)
		fprintf(stderr, "kgraph: %u more warning%s not shown; -v shows all\n", warnings, warnings == 1 ? "" : "s");
	diag->hidden[DIAG_ERROR] = diag->hidden[DIAG_WARNING] = 0;
}

struct slice diag_text(struct diag *diag)
{
	array_clear(&diag->out);
	for (size_t i = 0; i < diag->kept.n; i++)
		put_message(diag, &diag->kept.at[i]);
	return slice_make(diag->out.at ? diag->out.at : "", diag->out.n);
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool same(char a, char b)
{
	return lower(a) == lower(b);
}

/* Edit distance where two neighbours that changed places count once (optimal string alignment); case does not count. */
static size_t distance(struct slice a, struct slice b)
{
	size_t rows[3][NEAR_LONGEST + 1];
	size_t *older = rows[0], *old = rows[1], *row = rows[2];
	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *spare = older;
		older = old;
		old = row;
		row = spare;
		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t change = old[j - 1] + !same(a.ptr[i - 1], b.ptr[j - 1]);
			row[j] = least(change, least(old[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && same(a.ptr[i - 1], b.ptr[j - 2]) && same(a.ptr[i - 2], b.ptr[j - 1]))
				row[j] = least(row[j], older[j - 2] + 1);
		}
	}
	return row[b.len];
}

struct slice diag_nearest(struct slice wrong, const struct slice *candidates, size_t n)
{
	struct slice best = { "", 0 };
	if (!wrong.len || wrong.len > NEAR_LONGEST)
		return best;
	/* A third of the letters may be wrong, but never all of them. */
	size_t nearest = least(wrong.len > 3 ? wrong.len / 3 : 1, wrong.len - 1) + 1;
	for (size_t i = 0; i < n; i++) {
		if (!candidates[i].len || candidates[i].len > NEAR_LONGEST)
			continue;
		size_t d = distance(wrong, candidates[i]);
		if (d < nearest || (d == nearest && best.len && slice_compare(candidates[i], best) < 0)) {
			nearest = d;
			best = candidates[i];
		}
	}
	return best;
}
