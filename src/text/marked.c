#include "text/marked.h"

#include "text/marked_scan.h"
#include "text/notes.h"

/* The characters at which something may begin, by format. */
#define NOTES "[(\xC2\xE2" /* brackets, and the bytes that raised digits begin with */
static const char *const openings[] = { [MARKED_PAGE] = NOTES, [MARKED_PLAIN] = NOTES "_*", [MARKED_MARKDOWN] = NOTES "_*`~\\!]<" };

enum { OPENINGS_MOST = 12 };

/* Where each of the opening characters stands next. */
struct openings {
	const char *chars;
	size_t n, next[OPENINGS_MOST];
};

static size_t find(struct slice text, size_t at, char c)
{
	const char *found = at < text.len ? memchr(text.ptr + at, c, text.len - at) : NULL;
	return found ? (size_t)(found - text.ptr) : text.len;
}

static struct openings openings_of(struct slice text, enum marked_format format)
{
	struct openings o = { .chars = openings[format], .n = strlen(openings[format]) };
	for (size_t i = 0; i < o.n; i++)
		o.next[i] = find(text, 0, o.chars[i]);
	return o;
}

/* The first one at byte `at` or behind it; the text's end where there is none. */
static size_t next_opening(struct openings *o, struct slice text, size_t at)
{
	size_t first = text.len;
	for (size_t i = 0; i < o->n; i++) {
		if (o->next[i] < at)
			o->next[i] = find(text, at, o->chars[i]);
		if (o->next[i] < first)
			first = o->next[i];
	}
	return first;
}

static size_t meet(struct marked *m, size_t at)
{
	size_t end = note_behind(m->text, at, marked_before(m, at));
	bool linked = m->markdown && end < m->text.len && m->text.ptr[end] == '(';
	if (end > at && !linked) {
		marked_drop(m, at, end, false);
		return end;
	}
	if (strchr("_*`~", m->text.ptr[at]))
		return marked_emphasis(m, at);
	return m->markdown ? markdown_meet(m, at) : at + 1;
}

void marked_read(struct document *document, struct arena *arena, enum marked_format format)
{
	struct marked m = { .text = document->text, .markdown = format == MARKED_MARKDOWN };
	if (m.markdown)
		markdown_lines(&m);
	struct openings o = openings_of(m.text, format);
	size_t block = 0;
	for (size_t at = 0; (at = next_opening(&o, m.text, at)) < m.text.len;) {
		while (block < m.verbatim.n && m.verbatim.at[block].end <= at)
			block++;
		bool verbatim = block < m.verbatim.n && m.verbatim.at[block].start <= at;
		at = verbatim ? m.verbatim.at[block].end : meet(&m, at);
	}
	left_out_take(document, arena, &m.out);
	array_fini(&m.out);
	array_fini(&m.verbatim);
}
