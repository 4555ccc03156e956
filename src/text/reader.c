#include "text/reader.h"

#include <strings.h>

#include "base/json.h"
#include "base/map.h"
#include "text/encoding.h"
#include "text/marked.h"
#include "text/markup.h"

const char READER_OWN_OUTPUT[] = "a graph of kgraph, not a document";

enum { PADDING = 64 };

enum form { FORM_NONE, FORM_PLAIN, FORM_MARKDOWN, FORM_PAGE, FORM_LINES };

static const struct {
	const char *suffix;
	enum form form;
} forms[] = {
	{ ".txt", FORM_PLAIN },
	{ ".text", FORM_PLAIN },
	{ ".md", FORM_MARKDOWN },
	{ ".markdown", FORM_MARKDOWN },
	{ ".html", FORM_PAGE },
	{ ".htm", FORM_PAGE },
	{ ".xhtml", FORM_PAGE },
	{ ".jsonl", FORM_LINES },
	{ ".ndjson", FORM_LINES },
};

static bool has_suffix(struct slice name, const char *suffix)
{
	size_t len = strlen(suffix);
	return name.len > len && !strncasecmp(name.ptr + name.len - len, suffix, len);
}

static struct slice last_component(struct slice path)
{
	const char *slash = path.len ? memrchr(path.ptr, '/', path.len) : NULL;
	return slash ? slice_part(path, (size_t)(slash - path.ptr) + 1, path.len) : path;
}

/* How the suffix of a file's name says that it is read; FORM_NONE where it says nothing. */
static enum form form_of(struct slice key)
{
	struct slice name = last_component(key);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (has_suffix(name, forms[i].suffix))
			return forms[i].form;
	return FORM_NONE;
}

bool reader_wants(struct slice name)
{
	name = last_component(name);
	if (!name.len || *name.ptr == '.')
		return false;
	return form_of(name) != FORM_NONE || !memchr(name.ptr, '.', name.len);
}

bool reader_splits(struct slice key)
{
	return form_of(key) == FORM_LINES;
}

static void warn_of_repairs(struct diag *diag, const struct document *document)
{
	struct place place = { .file = document->key };
	if (document->guessed)
		diag_warning(diag, place, "encoding", "name it with --encoding", "not valid UTF-8; read as Windows-1252");
	if (document->repaired)
		diag_warning(diag, place, "encoding", NULL, "%zu bad byte sequence%s read as U+FFFD", document->repaired,
		        document->repaired == 1 ? "" : "s");
}

/* One file, as far as all formats go together. */
struct reading {
	struct slice key, raw;
	const struct reader_options *options;
	struct arena *arena;
	struct diag *diag;
	reader_document *each;
	void *data;
};

static bool is_wanted(const struct reading *reading, struct slice key)
{
	return !reading->options->wants || reading->options->wants(key, reading->options->data);
}

static void give(const struct reading *reading, struct document *document, const char *why)
{
	if (!why)
		warn_of_repairs(reading->diag, document);
	reading->each(document, why, reading->data);
	document_fini(document);
}

/* Somebody who names such a file may expect its members to be read. */
static void warn_of_json(const struct reading *reading)
{
	if (has_suffix(last_component(reading->key), ".json"))
		diag_warning(reading->diag, (struct place){ .file = reading->key }, NULL,
		        "documents in JSON are lines of a .jsonl, each an object with a \"text\"", "read as plain text");
}

static void read_text(const struct reading *reading)
{
	struct document document = { .key = reading->key };
	const struct reader_options *options = reading->options;
	const char *why = document_decode(&document, reading->arena, reading->raw, options->encoding, options->encoding_name);
	if (!why)
		warn_of_json(reading);
	if (!why)
		marked_read(&document, reading->arena, form_of(reading->key) == FORM_MARKDOWN ? MARKED_MARKDOWN : MARKED_PLAIN);
	give(reading, &document, why);
}

static void read_markup(const struct reading *reading)
{
	struct document document = { .key = reading->key };
	enum encoding encoding = reading->options->encoding;
	const char *name = reading->options->encoding_name;
	if (encoding == ENCODING_AUTO && !document_has_mark(reading->raw))
		encoding = markup_encoding(reading->raw, reading->arena, &name);
	const char *why = document_decode(&document, reading->arena, reading->raw, encoding, name);
	if (why && encoding == ENCODING_OTHER && reading->options->encoding == ENCODING_AUTO)
		why = document_decode(&document, reading->arena, reading->raw, ENCODING_AUTO, NULL);
	if (!why)
		why = markup_read(&document, reading->arena);
	if (!why)
		marked_read(&document, reading->arena, MARKED_PAGE);
	give(reading, &document, why);
}

/* A line of a .jsonl on its way to being a document. */
struct line {
	const struct reading *file;
	struct slice text;
	uint32_t number;
	struct map *keys;    /* of the documents so far */
	struct arena *arena; /* emptied after each line */
};

/* The member "date"; what is no date is said and left out. */
static void read_date(const struct line *line, const struct json *json, struct document *document)
{
	struct slice text;
	if (!json_text(json, "date", line->arena, &text) || !text.len || date_read(slice_trim(text), &document->date))
		return;
	document->date = (struct date){ 0 };
	diag_warning(line->file->diag, (struct place){ .file = document->key }, NULL, "a date is 1973, 1973-09 or 1973-09-11",
	        "\"%.*s\" is no date; the document is read without one", SLICE_ARG(slice_part(text, 0, text.len < 40 ? text.len : 40)));
}

static struct slice padded(struct arena *arena, struct slice text)
{
	char *bytes = arena_alloc(arena, text.len + PADDING);
	if (text.len)
		memcpy(bytes, text.ptr, text.len);
	return slice_make(bytes, text.len);
}

/* The name of the document on a line; a file's own name where the lines are a bundle of files. */
static struct slice line_key(const struct line *line, const struct json *json, bool *file)
{
	struct slice id;
	*file = line->file->options->bundle && json_text(json, "file", line->arena, &id) && id.len;
	if (*file)
		return id;
	if (!json_text(json, "id", line->arena, &id) || !id.len)
		id = arena_format(line->arena, "%u", line->number);
	return arena_format(line->arena, "%.*s#%.*s", SLICE_ARG(line->file->key), SLICE_ARG(id));
}

/* A file of a bundle is read as it would be from the disk, had it been written there in UTF-8. */
static void read_bundled(const struct line *line, struct slice key, struct slice text)
{
	struct reader_options options = *line->file->options;
	options.encoding = ENCODING_UTF8;
	reader_read(key, padded(line->arena, text), &options, line->arena, line->file->diag, line->file->each, line->file->data);
}

static const char *line_text(const struct line *line, struct slice text, struct document *document)
{
	document->encoding = ENCODING_UTF8;
	const char *why = encoding_decode(document, line->arena, padded(line->arena, text), 0);
	if (!why)
		marked_read(document, line->arena, MARKED_PLAIN);
	return why;
}

static void read_document(const struct line *line, const struct json *json, struct document *document)
{
	struct slice text;
	const char *why = NULL;
	bool file, has_text = json_is_text(json, "text") && json_text(json, "text", line->arena, &text);
	document->key = line_key(line, json, &file);
	bool twice = map_has(line->keys, document->key);
	if (!twice)
		map_put_number(line->keys, arena_copy(line->file->arena, document->key), 1);
	if (!is_wanted(line->file, document->key))
		return;
	/* With the number: two such lines are two different documents that were skipped. */
	if (twice)
		why = arena_format(line->arena, "line %u: a line before it has the same id", line->number).ptr;
	else if (!has_text)
		why = "no \"text\" in it";
	else if (file && reader_splits(document->key))
		why = "a line may not be a file of JSON lines";
	else if (file) {
		read_bundled(line, document->key, text);
		return;
	} else {
		read_date(line, json, document);
		why = line_text(line, text, document);
	}
	document->first_line = line->number;
	document->one_line = true;
	give(line->file, document, why);
}

/* false where the file is no document at all. */
static bool read_line(const struct line *line)
{
	struct slice why, version;
	struct json *json = json_parse(line->text, line->arena, &why);
	struct document document = { .raw = line->text, .text = slice_part(line->text, 0, 0), .first_line = line->number };
	document.key = arena_format(line->arena, "%.*s#%u", SLICE_ARG(line->file->key), line->number);
	bool own = json && !map_count(line->keys) && json_text(json, "kgraph", line->arena, &version);
	if (json && !own)
		read_document(line, json, &document);
	else if (!json && is_wanted(line->file, document.key))
		give(line->file, &document, arena_format(line->arena, "line %u: %.*s", line->number, SLICE_ARG(why)).ptr);
	json_free(json);
	return !own;
}

static void read_lines(const struct reading *reading)
{
	struct document file = { .key = reading->key };
	const struct reader_options *options = reading->options;
	const char *why = document_decode(&file, reading->arena, reading->raw, options->encoding, options->encoding_name);
	if (why) {
		give(reading, &file, why);
		return;
	}
	warn_of_repairs(reading->diag, &file);
	struct line line = { .file = reading, .keys = map_new(), .arena = arena_new() };
	for (struct slice rest = file.text; rest.len;) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
		line.text = slice_trim(slice_part(rest, 0, len));
		rest = slice_part(rest, len + (end != NULL), rest.len);
		line.number++;
		if (line.text.len && !read_line(&line)) {
			reading->each(&file, READER_OWN_OUTPUT, reading->data);
			break;
		}
		arena_reset(line.arena);
	}
	arena_free(line.arena);
	map_free(line.keys);
	document_fini(&file);
}

void reader_read(struct slice key, struct slice raw, const struct reader_options *options, struct arena *arena, struct diag *diag,
        reader_document *each, void *data)
{
	struct reading reading = { key, raw, options, arena, diag, each, data };
	enum form form = form_of(key);
	if (form == FORM_LINES)
		read_lines(&reading);
	else if (!is_wanted(&reading, key))
		return;
	else if (form == FORM_PAGE)
		read_markup(&reading);
	else
		read_text(&reading);
}
