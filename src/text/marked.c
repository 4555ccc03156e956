#include "text/marked.h"

#include "base/unicode.h"
#include "text/marked_scan.h"
#include "text/notes.h"

/* The characters at which something may begin, by format. */
#define NOTES "[(\xC2\xE2" /* brackets, and the bytes that raised digits, soft hyphens and spaces of no width begin with */
static const char *const openings[] = { [MARKED_PAGE] = NOTES, [MARKED_PLAIN] = NOTES "_*", [MARKED_MARKDOWN] = NOTES "_*`~\\!]<" };

enum { OPENINGS_MOST = 12, SOFT_HYPHEN = 0xAD, ZERO_WIDTH_SPACE = 0x200B };

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

/* Behind a character that says only where a word may be broken, and behind the line end at which it was; `at` where none stands. */
static size_t break_behind(struct slice text, size_t at)
{
	size_t end = at;
	uint32_t code = unicode_next(text, &end);
	if (code != SOFT_HYPHEN && code != ZERO_WIDTH_SPACE)
		return at;
	if (code == SOFT_HYPHEN && end < text.len && text.ptr[end] == '\r')
		end++;
	if (code == SOFT_HYPHEN && end < text.len && text.ptr[end] == '\n')
		end++;
	return end;
}

/* Behind a footnote's mark that is not the text of a link. */
static size_t mark_behind(const struct marked *m, size_t at)
{
	size_t end = note_behind(m->text, at, marked_before(m, at));
	bool linked = m->markdown && end < m->text.len && m->text.ptr[end] == '(';
	return linked ? at : end;
}

static size_t meet(struct marked *m, size_t at)
{
	size_t end = break_behind(m->text, at);
	if (end == at)
		end = mark_behind(m, at);
	if (end > at) {
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
