#include "text/markup.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <pthread.h>

#include "text/elements.h"
#include "text/notes.h"
#include "text/raised.h"
#include "text/runs.h"

/* NAMES_MOST: different names of elements, attributes and references. The library's table of them has few buckets: with more than any
 * page has, each lookup becomes long. */
enum { OPEN_LISTS = 16, OPEN_MARKS = 16, PADDING = 64, NAMES_MOST = 100000 };

/* What there was when a list began, to go back to if it turns out to be links only. */
struct open_list {
	size_t depth, text, runs, end;
	size_t plain, linked;
};

/* What there was when a link or something raised began, to go back to if it turns out to be the mark of a footnote. */
struct open_mark {
	size_t depth, text, runs, end, space_at;
	size_t plain, linked;
	unsigned gap;
	bool space;
	unsigned holds; /* flags of it and of what it holds */
};

struct markup {
	htmlParserCtxtPtr parser;
	struct slice source;  /* what libxml2 reads: UTF-8 without controls */
	struct document made; /* runs: text -> source */
	ARRAY(char) text;
	size_t cursor; /* source up to here was told of */
	size_t end;    /* source behind the last character that was taken */
	size_t space_at;
	unsigned gap;    /* line ends owed before the next character */
	bool space;      /* a space owed */
	const char *why; /* why the page was given up */
	size_t depth;
	unsigned short flags[MARKUP_DEPTH];
	size_t skipping; /* depth of the outermost element left out, 0 for none */
	size_t pres, links, articles;
	size_t plain, linked; /* letters outside and inside of links */
	struct open_list lists[OPEN_LISTS];
	size_t list_count;
	struct open_mark marks[OPEN_MARKS];
	size_t mark_count;
	unsigned date_rank; /* of the element that made.date comes from; 0: none yet */
};

static void put(struct markup *m, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		array_push(&m->text, bytes[i]);
}

static void pay_gap(struct markup *m)
{
	if (m->gap && m->text.n) {
		runs_add(&m->made, m->text.n, m->end, 1, 0);
		put(m, "\n\n", m->gap);
	} else if (m->space && m->text.n) {
		runs_add(&m->made, m->text.n, m->space_at, 1, 1);
		put(m, " ", 1);
	}
	m->gap = 0;
	m->space = false;
}

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80);
}

static void count_letters(struct markup *m, const char *bytes, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		n += is_word_byte(bytes[i]);
	*(m->links ? &m->linked : &m->plain) += n;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Text that stands in the source as it is, byte for byte. */
static void take_plain(struct markup *m, const char *bytes, size_t len, size_t at)
{
	for (size_t i = 0; i < len;) {
		size_t from = i;
		while (i < len && (m->pres || !is_space(bytes[i])))
			i++;
		if (i > from) {
			pay_gap(m);
			runs_add(&m->made, m->text.n, at + from, 1, 1);
			put(m, bytes + from, i - from);
			count_letters(m, bytes + from, i - from);
			m->end = at + i;
		}
		if (i < len && !m->space) {
			m->space = true;
			m->space_at = at + i;
		}
		while (i < len && !m->pres && is_space(bytes[i]))
			i++;
	}
}

/* One character that source bytes from `at` to `end` stand for in another way. */
static void take_reference(struct markup *m, const char *bytes, size_t len, size_t at, size_t end)
{
	if (len == 1 && is_space(*bytes) && !m->pres) {
		m->space_at = m->space ? m->space_at : at;
		m->space = true;
		return;
	}
	pay_gap(m);
	runs_add(&m->made, m->text.n, at, (unsigned)len, 0);
	put(m, bytes, len);
	count_letters(m, bytes, len);
	m->end = end;
}

static size_t position(const struct markup *m)
{
	const xmlParserInput *input = m->parser->input;
	size_t at = input ? input->consumed + (size_t)(input->cur - input->base) : m->source.len;
	return at < m->source.len ? at : m->source.len;
}

static bool stands_at(const struct markup *m, size_t at, const char *bytes, size_t len)
{
	return at >= m->cursor && at + len <= m->source.len && !memcmp(m->source.ptr + at, bytes, len);
}

/* Where bytes that the parser tells of while it stands at `now` begin in the source. It stands behind them, or, when its buffer
 * was full, before the last character. SIZE_MAX where they do not stand in the source as they are. */
static size_t find_plain(const struct markup *m, const char *bytes, size_t len, size_t now)
{
	size_t last = 1;
	while (last < len && ((unsigned char)bytes[len - last] & 0xC0) == 0x80)
		last++;
	size_t behind = now - len, before = now + last - len;
	if (now + last >= len && before == m->cursor && stands_at(m, before, bytes, len))
		return before;
	if (now >= len && stands_at(m, behind, bytes, len))
		return behind;
	if (now + last >= len && stands_at(m, before, bytes, len))
		return before;
	return SIZE_MAX;
}

static void give_up(struct markup *m, const char *why)
{
	m->why = why;
	xmlStopParser(m->parser);
}

static bool has_too_many_names(struct markup *m)
{
	if (!m->why && xmlDictSize(m->parser->dict) > NAMES_MOST)
		give_up(m, "markup with too many different names");
	return m->why != NULL;
}

/* Mistakes of a page are no news, but tags that are ignored are told of only so. */
static void on_error(void *data, const char *format, ...)
{
	(void)format;
	has_too_many_names(data);
}

/* How many of the bytes one run can hold, without a part of a character. */
static size_t whole_characters(const char *bytes, size_t len)
{
	if (len <= UINT8_MAX)
		return len;
	len = UINT8_MAX;
	while (len && ((unsigned char)bytes[len] & 0xC0) == 0x80)
		len--;
	return len;
}

static void on_characters(void *data, const xmlChar *chars, int length)
{
	struct markup *m = data;
	const char *bytes = (const char *)chars;
	size_t len = (size_t)length, now = position(m);
	if (has_too_many_names(m) || m->skipping || length <= 0) {
		m->cursor = now;
		return;
	}
	size_t at = len == 1 && *bytes == '&' ? SIZE_MAX : find_plain(m, bytes, len, now);
	if (at != SIZE_MAX) {
		take_plain(m, bytes, len, at);
		m->cursor = at + len;
		return;
	}
	const char *reference = now > m->cursor ? memrchr(m->source.ptr + m->cursor, '&', now - m->cursor) : NULL;
	at = reference ? (size_t)(reference - m->source.ptr) : m->cursor;
	/* A reference that libxml2 does not know comes as "&", while it stands behind the name, and then its name as plain characters. */
	bool unknown = len == 1 && *bytes == '&' && m->source.ptr[now - (now > 0)] != ';';
	take_reference(m, bytes, whole_characters(bytes, len), at, unknown || now <= at ? at + (at < m->source.len) : now);
	m->cursor = at + (at < m->source.len);
}

static void list_begin(struct markup *m)
{
	if (m->list_count == OPEN_LISTS)
		return;
	m->lists[m->list_count++] = (struct open_list){ m->depth, m->text.n, m->made.runs.n, m->end, m->plain, m->linked };
}

static void list_end(struct markup *m)
{
	if (!m->list_count || m->lists[m->list_count - 1].depth != m->depth)
		return;
	struct open_list list = m->lists[--m->list_count];
	if (m->plain != list.plain || m->linked == list.linked)
		return;
	m->text.n = list.text;
	m->made.runs.n = list.runs;
	m->end = list.end;
}

static void mark_begin(struct markup *m, unsigned flags)
{
	if (m->mark_count < OPEN_MARKS)
		m->marks[m->mark_count++] =
		        (struct open_mark){ m->depth, m->text.n, m->made.runs.n, m->end, m->space_at, m->plain, m->linked, m->gap, m->space, flags };
}

/* A number that is raised and leads somewhere stands for a footnote, in brackets be it a word; where it leads nowhere, what it is glued to tells. */
static bool is_note(const struct markup *m, const struct open_mark *mark)
{
	struct slice words = slice_trim(slice_make(m->text.at + mark->text, m->text.n - mark->text));
	struct slice before = slice_make(m->text.at, mark->gap || mark->space ? 0 : mark->text);
	bool raised = mark->holds & ELEMENT_RAISED, leads = mark->holds & ELEMENT_LINK;
	if (!words.len)
		return false;
	if (raised && (((leads || *words.ptr == '[') && note_is_mark(words)) || raised_is_mark(words, before)))
		return true;
	return leads && note_is_sign(words);
}

static void mark_end(struct markup *m)
{
	if (!m->mark_count || m->marks[m->mark_count - 1].depth != m->depth)
		return;
	struct open_mark mark = m->marks[--m->mark_count];
	if (m->mark_count)
		m->marks[m->mark_count - 1].holds |= mark.holds;
	if (m->text.n <= mark.text || !is_note(m, &mark))
		return;
	m->text.n = mark.text;
	m->made.runs.n = mark.runs;
	m->end = mark.end;
	m->plain = mark.plain;
	m->linked = mark.linked;
	m->gap = mark.gap;
	m->space = mark.space;
	m->space_at = mark.space_at;
}

static void break_line(struct markup *m, unsigned lines)
{
	m->gap = lines == 1 && m->gap ? 2 : lines > m->gap ? lines : m->gap;
	m->space = false;
}

/* The first of the strongest elements tells the date of the page. What is left out of its text, but its head, is about other pages. */
static void take_date(struct markup *m, const char *name, const char *const *attributes)
{
	struct date date;
	unsigned rank = m->skipping && strcmp(name, "meta") ? 0 : element_date(name, attributes, &date);
	if (!rank || (m->date_rank && rank >= m->date_rank))
		return;
	m->date_rank = rank;
	m->made.date = date;
}

static void on_start(void *data, const xmlChar *name, const xmlChar **attributes)
{
	struct markup *m = data;
	if (m->depth == MARKUP_DEPTH && !m->why)
		give_up(m, "markup nested too deep");
	if (has_too_many_names(m))
		return;
	unsigned flags = element_flags((const char *)name, (const char *const *)attributes);
	if ((flags & ELEMENT_HEADER) && !m->articles)
		flags |= ELEMENT_SKIP;
	m->flags[m->depth++] = (unsigned short)flags;
	if ((flags & ELEMENT_SKIP) && !m->skipping)
		m->skipping = m->depth;
	take_date(m, (const char *)name, (const char *const *)attributes);
	if (flags & (ELEMENT_BLOCK | ELEMENT_BREAK))
		break_line(m, flags & ELEMENT_BLOCK ? 2 : 1);
	m->pres += (flags & ELEMENT_PRE) != 0;
	m->links += (flags & ELEMENT_LINK) != 0;
	m->articles += (flags & ELEMENT_ARTICLE) != 0;
	if ((flags & ELEMENT_LIST) && !m->skipping)
		list_begin(m);
	if ((flags & (ELEMENT_LINK | ELEMENT_RAISED)) && !m->skipping)
		mark_begin(m, flags);
}

static void on_end(void *data, const xmlChar *name)
{
	struct markup *m = data;
	(void)name;
	if (m->why || !m->depth)
		return;
	unsigned flags = m->flags[m->depth - 1];
	m->pres -= (flags & ELEMENT_PRE) != 0;
	m->links -= (flags & ELEMENT_LINK) != 0;
	m->articles -= (flags & ELEMENT_ARTICLE) != 0;
	if ((flags & ELEMENT_LIST) && !m->skipping)
		list_end(m);
	if ((flags & (ELEMENT_LINK | ELEMENT_RAISED)) && !m->skipping)
		mark_end(m);
	if (m->skipping == m->depth)
		m->skipping = 0;
	if (flags & ELEMENT_BLOCK)
		break_line(m, 2);
	m->depth--;
}

/* Controls and noncharacters, which libxml2 drops, become characters of the same length, so that source and text go in step. */
static void replace_dropped(char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];
		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
			bytes[i] = ' ';
		else if (c == 0xEF && (unsigned char)bytes[i + 1] == 0xBF && (unsigned char)bytes[i + 2] >= 0xBE)
			bytes[i + 2] = (char)0xBD;
	}
}

/* Takes away what stands in a tag behind its 256th white space: libxml2 compares each attribute with all before it. */
static void cut_attributes(char *bytes, size_t len)
{
	size_t spaces = 0;
	char quote = 0;
	bool tag = false;
	for (size_t i = 0; i < len; i++) {
		char c = bytes[i];
		if (!tag) {
			tag = c == '<' && is_word_byte(bytes[i + 1]);
			spaces = 0;
		} else if (quote ? c == quote : c == '>') {
			tag = quote != 0;
			quote = 0;
		} else if (!quote && (c == '"' || c == '\'') && bytes[i - 1] == '=') {
			quote = c;
		} else if (!quote) {
			spaces += is_space(c) || c == '/' || c == '"' || c == '\'';
		}
		if (tag && spaces > 256)
			bytes[i] = ' ';
	}
}

static struct slice source_copy(struct arena *arena, struct slice text)
{
	char *bytes = arena_alloc(arena, text.len + PADDING);
	memcpy(bytes, text.ptr, text.len);
	replace_dropped(bytes, text.len);
	return slice_make(bytes, text.len);
}

static void parser_begin(void)
{
	xmlInitParser();
}

static htmlParserCtxtPtr parser_new(struct markup *m)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, parser_begin);
	htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(m->source.ptr, (int)m->source.len);
	if (!parser)
		alloc_exhausted();
	memset(parser->sax, 0, sizeof *parser->sax);
	parser->sax->startElement = on_start;
	parser->sax->endElement = on_end;
	parser->sax->characters = on_characters;
	parser->sax->ignorableWhitespace = on_characters;
	parser->sax->cdataBlock = on_characters;
	parser->userData = m;
	/* The source is UTF-8 whatever it says of itself. */
	parser->charset = XML_CHAR_ENCODING_UTF8;
	parser->encoding = xmlStrdup(BAD_CAST "UTF-8");
	htmlCtxtUseOptions(parser,
	        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC);
	parser->sax->error = on_error;
	return parser;
}

static void parse(struct markup *m)
{
	m->parser = parser_new(m);
	htmlParseDocument(m->parser);
	htmlFreeParserCtxt(m->parser);
	xmlResetLastError();
}

/* The last line gets its end, so that no text offset leads behind what was left out at the end of the page. */
static void close_text(struct markup *m)
{
	m->gap = 1;
	pay_gap(m);
}

static void give(struct markup *m, struct document *document, struct arena *arena)
{
	char *text = arena_alloc(arena, m->text.n + PADDING);
	if (m->text.n)
		memcpy(text, m->text.at, m->text.n);
	m->made.text = slice_make(text, m->text.n);
	runs_compose(&m->made, document);
	array_fini(&document->runs);
	document->runs.at = m->made.runs.at;
	document->runs.n = m->made.runs.n;
	document->runs.room = m->made.runs.room;
	document->text = m->made.text;
	document->date = m->made.date;
}

const char *markup_read(struct document *document, struct arena *arena)
{
	document->format = DOCUMENT_MARKUP;
	if (document->text.len > INT_MAX - PADDING)
		return "markup larger than 2 GiB";
	struct markup *m = alloc_new(sizeof *m);
	m->source = source_copy(arena, document->text);
	cut_attributes((char *)(uintptr_t)m->source.ptr, m->source.len);
	if (m->source.len)
		parse(m);
	close_text(m);
	const char *why = m->why;
	if (!why)
		give(m, document, arena);
	else
		array_fini(&m->made.runs);
	array_fini(&m->text);
	free(m);
	return why;
}
