#include "facts/patch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/json.h"

/* So many older lines are dropped before line `at` of them is reached, or a line is put there. */
struct step {
	uint64_t at, drop;
	struct slice put;
	bool puts;
};

struct patch {
	struct arena *arena;
	struct slice file;
	char older[PATCH_DIGEST], newer[PATCH_DIGEST];
	bool unended; /* the newer graph's last line has no line end */
	ARRAY(struct step) steps;
};

void patch_digest(struct slice text, char digest[PATCH_DIGEST])
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001b3);
	snprintf(digest, PATCH_DIGEST, "%016" PRIx64, hash);
}

/* ---- reading ---- */

struct reading {
	struct patch *patch;
	struct arena *arena; /* for a line */
	struct diag *diag;
	uint32_t line;
	uint64_t at; /* the older line that the steps have reached */
	bool header;
};

static bool say(const struct reading *reading, const char *why)
{
	diag_error(reading->diag, (struct place){ .file = reading->patch->file, .line = reading->line }, NULL,
	        "a file that `kgraph diff ... -o DIFF.jsonl` wrote", "%s", why);
	return false;
}

static bool read_number(const struct reading *reading, const struct json *json, const char *key, uint64_t *number)
{
	struct slice text;
	char *end;
	if (!json_text(json, key, reading->arena, &text) || !text.len || text.len > 18 || *text.ptr < '0' || *text.ptr > '9')
		return false;
	text = arena_copy(reading->arena, text);
	*number = strtoull(text.ptr, &end, 10);
	return *end == '\0';
}

static bool read_digest(const struct reading *reading, const struct json *json, const char *key, char digest[PATCH_DIGEST])
{
	struct slice text;
	if (!json_text(json, key, reading->arena, &text) || text.len != PATCH_DIGEST - 1)
		return false;
	memcpy(digest, text.ptr, text.len);
	return true;
}

static bool read_header(struct reading *reading, const struct json *json)
{
	uint64_t version, unended = 0;
	struct patch *patch = reading->patch;
	if (!read_number(reading, json, "kgraph_diff", &version))
		return say(reading, "this is no diff of graphs");
	if (version != PATCH_VERSION)
		return say(reading, "a diff of a later version of kgraph");
	if (!read_digest(reading, json, "old", patch->older) || !read_digest(reading, json, "new", patch->newer))
		return say(reading, "this diff tells changes and cannot be applied: it was not made of two .jsonl, or is not whole");
	patch->unended = read_number(reading, json, "unended", &unended) && unended;
	reading->header = true;
	return true;
}

static bool read_step(struct reading *reading, const struct json *json)
{
	struct step step = { .at = 0 };
	struct slice kind;
	if (json_text(json, "change", reading->arena, &kind))
		return true;
	if (!read_number(reading, json, "at", &step.at) || step.at < reading->at)
		return say(reading, "this line does not say where it belongs, or stands in the wrong place");
	step.puts = json_text(json, "put", reading->arena, &step.put);
	if (step.puts == read_number(reading, json, "drop", &step.drop))
		return say(reading, "a line either drops lines or puts one");
	if (step.puts && memchr(step.put.ptr, '\n', step.put.len))
		return say(reading, "what is put is not one line");
	step.put = arena_copy(reading->patch->arena, step.put);
	reading->at = step.at + step.drop;
	array_push(&reading->patch->steps, step);
	return true;
}

static bool read_line(struct reading *reading, struct slice line)
{
	struct slice why;
	struct json *json = json_parse(line, reading->arena, &why);
	if (!json)
		return say(reading, why.ptr);
	bool good = reading->header ? read_step(reading, json) : read_header(reading, json);
	json_free(json);
	arena_reset(reading->arena);
	return good;
}

struct patch *patch_read(struct slice file, struct slice text, struct diag *diag)
{
	struct patch *patch = alloc_new(sizeof *patch);
	struct reading reading = { .patch = patch, .arena = arena_new(), .diag = diag };
	struct slice rest = text;
	bool good = true;
	patch->arena = arena_new();
	patch->file = file;
	while (good && rest.len) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
		reading.line++;
		good = read_line(&reading, slice_part(rest, 0, len));
		rest = slice_part(rest, end ? len + 1 : len, rest.len);
	}
	if (good && !reading.header)
		good = say(&reading, "the file is empty");
	arena_free(reading.arena);
	if (good)
		return patch;
	patch_free(patch);
	return NULL;
}

void patch_free(struct patch *patch)
{
	if (!patch)
		return;
	array_fini(&patch->steps);
	arena_free(patch->arena);
	free(patch);
}

/* ---- applying ---- */

/* Where a reader of lines is. */
struct lines {
	struct slice rest;
	uint64_t line;
};

/* The lines up to line `to`, or those that are left. */
static struct slice take(struct lines *lines, uint64_t to)
{
	size_t at = 0;
	while (lines->line < to && at < lines->rest.len) {
		const char *end = memchr(lines->rest.ptr + at, '\n', lines->rest.len - at);
		at = end ? (size_t)(end - lines->rest.ptr) + 1 : lines->rest.len;
		lines->line++;
	}
	struct slice taken = slice_part(lines->rest, 0, at);
	lines->rest = slice_part(lines->rest, at, lines->rest.len);
	return taken;
}

static bool refuse(const struct patch *patch, struct diag *diag, const char *help, const char *why)
{
	diag_error(diag, (struct place){ .file = patch->file }, NULL, help, "%s", why);
	return false;
}

/* Every line ends, be it the last one, which may not in the files. */
static void put_lines(struct buffer *out, struct slice lines)
{
	buffer_add(out, lines);
	if (lines.len && lines.ptr[lines.len - 1] != '\n')
		buffer_char(out, '\n');
}

bool patch_apply(const struct patch *patch, struct slice older, struct buffer *out, struct diag *diag)
{
	char digest[PATCH_DIGEST];
	struct lines lines = { older, 0 };
	size_t before = out->n;
	patch_digest(older, digest);
	if (strcmp(digest, patch->older) != 0)
		return refuse(patch, diag, "the graph that stood first when the diff was made, byte for byte", "this is a diff of another graph");
	for (size_t i = 0; i < patch->steps.n; i++) {
		const struct step *step = &patch->steps.at[i];
		put_lines(out, take(&lines, step->at));
		if (step->puts) {
			buffer_add(out, step->put);
			buffer_char(out, '\n');
		}
		take(&lines, lines.line + step->drop);
	}
	put_lines(out, lines.rest);
	if (patch->unended && out->n > before)
		out->n--;
	patch_digest(slice_part(buffer_slice(out), before, out->n), digest);
	return strcmp(digest, patch->newer) == 0 ||
	        refuse(patch, diag, NULL, "the diff does not lead to the graph that it names: it was changed or cut");
}
