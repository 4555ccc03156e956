#include "text/markup.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <pthread.h>

#include "text/elements.h"
#include "text/notes.h"
#include "text/page_source.h"
#include "text/raised.h"
#include "text/taken.h"

/* NAMES_MOST: different names of elements, attributes and references. The library's table of them has few buckets: with more than any
 * page has, each lookup becomes long. */
enum { OPEN_LISTS = 16, OPEN_MARKS = 16, PADDING = 64, NAMES_MOST = 100000 };

/* A list; its beginning is gone back to if it turns out to be links only. */
struct open_list {
	size_t depth;
	struct taken_place begin;
};

/* A link or something raised; its beginning is gone back to if it turns out to be the mark of a footnote. */
struct open_mark {
	size_t depth;
	struct taken_place begin;
	unsigned holds; /* flags of it and of what it holds */
};

struct markup {
	htmlParserCtxtPtr parser;
	struct slice source; /* what libxml2 reads: UTF-8 without controls */
	struct taken taken;
	size_t cursor;   /* source up to here was told of */
	const char *why; /* why the page was given up */
	size_t depth;
	unsigned short flags[MARKUP_DEPTH];
	size_t skipping; /* depth of the outermost element left out, 0 for none */
	size_t articles;
	struct open_list lists[OPEN_LISTS];
	size_t list_count;
	struct open_mark marks[OPEN_MARKS];
	size_t mark_count;
	struct date date;
	unsigned date_rank; /* of the element that the date comes from; 0: none yet */
};

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
		taken_plain(&m->taken, bytes, len, at);
		m->cursor = at + len;
		return;
	}
	const char *reference = now > m->cursor ? memrchr(m->source.ptr + m->cursor, '&', now - m->cursor) : NULL;
	at = reference ? (size_t)(reference - m->source.ptr) : m->cursor;
	/* A reference that libxml2 does not know comes as "&", while it stands behind the name, and then its name as plain characters. */
	bool unknown = len == 1 && *bytes == '&' && m->source.ptr[now - (now > 0)] != ';';
	taken_reference(&m->taken, bytes, whole_characters(bytes, len), at, unknown || now <= at ? at + (at < m->source.len) : now);
	m->cursor = at + (at < m->source.len);
}

static void list_begin(struct markup *m)
{
	if (m->list_count < OPEN_LISTS)
		m->lists[m->list_count++] = (struct open_list){ m->depth, taken_place(&m->taken) };
}

static void list_end(struct markup *m)
{
	if (!m->list_count || m->lists[m->list_count - 1].depth != m->depth)
		return;
	struct open_list list = m->lists[--m->list_count];
	if (m->taken.plain == list.begin.plain && m->taken.linked != list.begin.linked)
		taken_back(&m->taken, &list.begin);
}

static void mark_begin(struct markup *m, unsigned flags)
{
	if (m->mark_count < OPEN_MARKS)
		m->marks[m->mark_count++] = (struct open_mark){ m->depth, taken_place(&m->taken), flags };
}

/* A number that is raised and leads somewhere stands for a footnote, in brackets be it a word; where it leads nowhere, what it is glued to tells. */
static bool is_note(const struct markup *m, const struct open_mark *mark)
{
	const struct taken_place *begin = &mark->begin;
	struct slice words = slice_trim(slice_make(m->taken.text.at + begin->text, m->taken.text.n - begin->text));
	struct slice before = slice_make(m->taken.text.at, begin->gap || begin->space ? 0 : begin->text);
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
	if (m->taken.text.n > mark.begin.text && is_note(m, &mark))
		taken_back(&m->taken, &mark.begin);
}

/* The first of the strongest elements tells the date of the page. What is left out of its text, but its head, is about other pages. */
static void take_date(struct markup *m, const char *name, const char *const *attributes)
{
	struct date date;
	unsigned rank = m->skipping && strcmp(name, "meta") ? 0 : element_date(name, attributes, &date);
	if (!rank || (m->date_rank && rank >= m->date_rank))
		return;
	m->date_rank = rank;
	m->date = date;
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
		taken_break(&m->taken, flags & ELEMENT_BLOCK ? 2 : 1);
	m->taken.pres += (flags & ELEMENT_PRE) != 0;
	m->taken.links += (flags & ELEMENT_LINK) != 0;
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
	m->taken.pres -= (flags & ELEMENT_PRE) != 0;
	m->taken.links -= (flags & ELEMENT_LINK) != 0;
	m->articles -= (flags & ELEMENT_ARTICLE) != 0;
	if ((flags & ELEMENT_LIST) && !m->skipping)
		list_end(m);
	if ((flags & (ELEMENT_LINK | ELEMENT_RAISED)) && !m->skipping)
		mark_end(m);
	if (m->skipping == m->depth)
		m->skipping = 0;
	if (flags & ELEMENT_BLOCK)
		taken_break(&m->taken, 2);
	m->depth--;
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

const char *markup_read(struct document *document, struct arena *arena)
{
	document->format = DOCUMENT_MARKUP;
	if (document->text.len > INT_MAX - PADDING)
		return "markup larger than 2 GiB";
	struct markup *m = alloc_new(sizeof *m);
	m->source = page_source(arena, document->text);
	if (m->source.len)
		parse(m);
	const char *why = m->why;
	if (!why) {
		taken_give(&m->taken, document, arena);
		document->date = m->date;
	}
	taken_fini(&m->taken);
	free(m);
	return why;
}
