#include "base/ascii.h"
#include "base/unicode.h"
#include "text/elements.h"
#include "text/marked_scan.h"
#include "text/notes.h"
#include "text/raised.h"

/* Bytes of an address with its title, of what names one, of a tag, and of an element's name; parentheses within each other in an address. */
enum { ADDRESS_MOST = 1000, LABEL_MOST = 200, TAG_MOST = 1000, ELEMENT_MOST = 16, NESTED_MOST = 8 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static size_t skip_blanks(struct slice text, size_t at)
{
	while (at < text.len && is_blank(text.ptr[at]))
		at++;
	return at;
}

static bool is_mark(char c)
{
	return c > ' ' && c < 0x7F && !ascii_is_word(c);
}

/* ---- lines ---- */

static size_t line_end(struct slice text, size_t at)
{
	const char *end = memchr(text.ptr + at, '\n', text.len - at);
	return end ? (size_t)(end - text.ptr) : text.len;
}

/* Behind the marks of quoting at the start of a line. */
static size_t behind_quoting(struct slice text, size_t at)
{
	size_t end = skip_blanks(text, at);
	if (end == text.len || text.ptr[end] != '>')
		return at;
	while (end < text.len && text.ptr[end] == '>')
		end = skip_blanks(text, end + 1);
	return end;
}

/* Behind "[name]:" at `at`, where an address or a footnote is told; `at` elsewhere. */
static size_t behind_label(struct slice text, size_t at)
{
	if (at == text.len || text.ptr[at] != '[')
		return at;
	size_t end = at + 1;
	while (end < text.len && end - at < LABEL_MOST && !strchr("[]\r\n", text.ptr[end]))
		end++;
	bool is = end > at + 1 && end + 1 < text.len && text.ptr[end] == ']' && text.ptr[end + 1] == ':';
	return is ? skip_blanks(text, end + 2) : at;
}

static bool is_address(struct slice text)
{
	text = slice_trim(text);
	return text.len && (*text.ptr == '<' || *text.ptr == '#' || *text.ptr == '/' || memmem(text.ptr, text.len, "://", 3));
}

static void take_label(struct marked *m, size_t at, size_t end)
{
	size_t behind = behind_label(m->text, at);
	if (behind == at)
		return;
	if (m->text.ptr[at + 1] == '^')
		marked_drop(m, at, behind, false);
	else if (is_address(slice_part(m->text, behind, end)))
		marked_drop(m, at, end, false), array_push(&m->verbatim, ((struct left_out){ at, end, false }));
}

void markdown_lines(struct marked *m)
{
	for (size_t at = 0, end; at < m->text.len; at = end + 1) {
		end = line_end(m->text, at);
		size_t code = fence_end(&m->fences, m->text, at, '\n'), quoting = behind_quoting(m->text, at);
		if (code) {
			array_push(&m->verbatim, ((struct left_out){ at, code, false }));
			end = code;
			continue;
		}
		if (quoting > at)
			marked_drop(m, at, quoting, false);
		take_label(m, quoting > at ? quoting : skip_blanks(m->text, at), end);
	}
}

/* ---- links and images ---- */

/* Behind the quoted title at `at`. */
static size_t behind_title(struct slice text, size_t at, size_t limit)
{
	char close = text.ptr[at] == '(' ? ')' : text.ptr[at];
	for (size_t i = at + 1; i < limit; i++)
		if (text.ptr[i] == close)
			return i + 1;
	return at;
}

/* Behind "(address)" or "(address "title")" at `at`; `at` where none stands. */
static size_t behind_address(struct slice text, size_t at)
{
	size_t limit = text.len - at < ADDRESS_MOST ? text.len : at + ADDRESS_MOST, depth = 0, i = at;
	bool angled = at + 1 < limit && text.ptr[at + 1] == '<';
	for (; i < limit; i++) {
		char c = text.ptr[i];
		if (c == '\n' || (ascii_is_space(c) && !angled) || depth > NESTED_MOST)
			break;
		angled = angled && c != '>';
		depth += c == '(';
		if (c == ')' && !--depth)
			return i + 1;
	}
	if (i == limit || depth != 1 || !ascii_is_space(text.ptr[i]))
		return at;
	i = skip_blanks(text, i);
	if (i < limit && strchr("\"'(", text.ptr[i]))
		i = skip_blanks(text, behind_title(text, i, limit));
	return i < limit && text.ptr[i] == ')' ? i + 1 : at;
}

/* Behind "[label]" at `at`; `at` where none stands. */
static size_t behind_reference(struct slice text, size_t at)
{
	size_t limit = text.len - at < LABEL_MOST ? text.len : at + LABEL_MOST;
	for (size_t i = at + 1; i < limit && text.ptr[i] != '[' && text.ptr[i] != '\n'; i++)
		if (text.ptr[i] == ']')
			return i + 1;
	return at;
}

static size_t open_bracket(struct marked *m, size_t at, bool image)
{
	if (m->open_count == BRACKETS_MOST)
		memmove(m->open, m->open + 1, --m->open_count * sizeof *m->open);
	m->open[m->open_count++] = (struct marked_bracket){ at, image };
	return at + 1;
}

/* Whether the words of a link are the mark of a footnote, glued to what stands before: "[3](#n3)", "[[3]](#n3)". */
static bool is_note(struct slice words, uint32_t before)
{
	if (!words.len || !before || unicode_is_space(before))
		return false;
	return *words.ptr == '[' ? note_behind(words, 0, before) == words.len : note_is_mark(words);
}

static size_t close_bracket(struct marked *m, size_t at)
{
	struct slice text = m->text;
	if (!m->open_count)
		return at + 1;
	struct marked_bracket open = m->open[--m->open_count];
	size_t next = at + 1, end = next;
	if (next < text.len && text.ptr[next] == '(')
		end = behind_address(text, next);
	else if (next < text.len && text.ptr[next] == '[')
		end = behind_reference(text, next);
	if (end == next || !marked_is_near(m, open.at, at))
		return next;
	struct slice words = slice_part(text, open.at + 1, at);
	if (open.image) {
		marked_drop(m, open.at - 1, end, false);
	} else if (is_note(words, marked_before(m, open.at))) {
		marked_drop(m, open.at, end, false);
	} else {
		marked_drop(m, open.at, open.at + 1, false);
		marked_drop(m, at, end, false);
	}
	return end;
}

/* "[[name]]", "[[name|words]]" at `at`, of which the words are kept unless they stand for something that is shown. */
static size_t take_wiki(struct marked *m, size_t at, bool image)
{
	struct slice text = m->text;
	size_t limit = text.len - at < LABEL_MOST ? text.len : at + LABEL_MOST, words = at + 2;
	for (size_t i = words; i + 1 < limit && !strchr("[\r\n", text.ptr[i]); i++) {
		if (text.ptr[i] == '|')
			words = i + 1;
		if (text.ptr[i] != ']')
			continue;
		if (text.ptr[i + 1] != ']' || (i + 2 < limit && text.ptr[i + 2] == '('))
			break;
		if (image) {
			marked_drop(m, at - 1, i + 2, false);
		} else {
			marked_drop(m, at, words, false);
			marked_drop(m, i, i + 2, false);
		}
		return i + 2;
	}
	return open_bracket(m, at, image);
}

static size_t take_bracket(struct marked *m, size_t at, bool image)
{
	bool wiki = at + 1 < m->text.len && m->text.ptr[at + 1] == '[';
	return wiki ? take_wiki(m, at, image) : open_bracket(m, at, image);
}

/* ---- tags ---- */

static size_t behind_comment(struct marked *m, size_t at)
{
	const char *end = m->has_no_comment ? NULL : memmem(m->text.ptr + at, m->text.len - at, "-->", 3);
	if (end)
		return (size_t)(end - m->text.ptr) + 3;
	m->has_no_comment = true;
	return at;
}

/* Reads the name of the element whose tag begins at `at`, in small letters and with its NUL; empty where none does. */
static void element_name(struct slice text, size_t at, char *name)
{
	size_t n = 0, from = at + 1 + (at + 1 < text.len && text.ptr[at + 1] == '/');
	while (from + n < text.len && n + 1 < ELEMENT_MOST && ascii_is_word(text.ptr[from + n])) {
		name[n] = ascii_lower(text.ptr[from + n]);
		n++;
	}
	name[n && !ascii_is_digit(*name) ? n : 0] = '\0';
}

static size_t behind_tag(struct slice text, size_t at)
{
	size_t limit = text.len - at < TAG_MOST ? text.len : at + TAG_MOST;
	for (size_t i = at + 1; i < limit && text.ptr[i] != '<'; i++)
		if (text.ptr[i] == '>')
			return i + 1;
	return at;
}

static bool is_raised_note(struct slice words, bool linked, struct slice before)
{
	return ((linked || memchr(words.ptr, '[', words.len)) && note_is_mark(words)) || raised_is_mark(words, before);
}

/* "<sup>[1]</sup>", "<sup><a href="#n1">1</a></sup>" at `at`: behind it, if it is the mark of a footnote. */
static size_t behind_raised(struct slice text, size_t at, size_t tag)
{
	char words[LABEL_MOST];
	size_t n = 0, limit = text.len - at < LABEL_MOST ? text.len : at + LABEL_MOST;
	bool in = false, linked = false;
	for (size_t i = tag; i < limit; i++) {
		struct slice rest = slice_part(text, i, limit);
		if (slice_starts(rest, "</sup>"))
			return is_raised_note(slice_make(words, n), linked, slice_part(text, 0, at)) ? i + sizeof "</sup>" - 1 : at;
		linked |= slice_starts(rest, "<a ");
		in = in ? text.ptr[i] != '>' : text.ptr[i] == '<';
		if (!in && text.ptr[i] != '>')
			words[n++] = text.ptr[i];
	}
	return at;
}

static size_t take_tag(struct marked *m, size_t at)
{
	char name[ELEMENT_MOST];
	struct slice rest = slice_part(m->text, at, m->text.len);
	element_name(m->text, at, name);
	size_t end = slice_starts(rest, "<!--") ? behind_comment(m, at) : *name ? behind_tag(m->text, at) : at;
	if (end == at)
		return at + 1;
	/* "<https://example.org>" */
	struct slice tag = slice_part(m->text, at, end);
	if (*name && (memmem(tag.ptr, tag.len, "://", 3) || memchr(tag.ptr, '@', tag.len)) && !memchr(tag.ptr, ' ', tag.len)) {
		marked_drop(m, at, at + 1, false);
		marked_drop(m, end - 1, end, false);
		return end;
	}
	size_t raised = strcmp(name, "sup") ? at : behind_raised(m->text, at, end);
	end = raised > at ? raised : end;
	marked_drop(m, at, end, *name && element_flags(name, NULL) & (ELEMENT_BLOCK | ELEMENT_BREAK));
	return end;
}

/* ---- */

/* Behind "\[3\]", glued to what stands before; `at` where none is. */
static size_t behind_escaped_note(const struct marked *m, size_t at)
{
	struct slice text = m->text;
	size_t end = at + 2;
	uint32_t before = marked_before(m, at);
	while (end < text.len && end < at + 5 && ascii_is_digit(text.ptr[end]))
		end++;
	bool closed = end > at + 2 && end + 1 < text.len && text.ptr[end] == '\\' && text.ptr[end + 1] == ']';
	return closed && before && !unicode_is_space(before) ? end + 2 : at;
}

static size_t take_escape(struct marked *m, size_t at)
{
	char next = at + 1 < m->text.len ? m->text.ptr[at + 1] : 0;
	if (!is_mark(next) && next != '\n')
		return at + 1;
	size_t note = next == '[' ? behind_escaped_note(m, at) : at;
	if (note > at) {
		marked_drop(m, at, note, false);
		return note;
	}
	marked_drop(m, at, at + 1, false);
	return at + 2;
}

size_t markdown_meet(struct marked *m, size_t at)
{
	switch (m->text.ptr[at]) {
	case '\\':
		return take_escape(m, at);
	case '!':
		return at + 1 < m->text.len && m->text.ptr[at + 1] == '[' ? take_bracket(m, at + 1, true) : at + 1;
	case '[':
		return take_bracket(m, at, false);
	case ']':
		return close_bracket(m, at);
	case '<':
		return take_tag(m, at);
	default:
		return at + 1;
	}
}
