/* What changed, a line each, and how to make the newer graph out of the older one. */
#include <stdlib.h>

#include "base/align.h"
#include "base/array.h"
#include "base/json.h"
#include "facts/patch.h"
#include "output/changes.h"
#include "output/put.h"

static void text_member(struct file_output *output, const char *key, struct slice text)
{
	if (!text.len)
		return;
	file_output_format(output, ",\"%s\":", key);
	json_string(text, put_bytes, output);
}

static void number_member(struct file_output *output, const char *key, uint64_t number)
{
	file_output_format(output, ",\"%s\":", key);
	put_number(output, number);
}

/* ---- the changes, for programs that read them ---- */

static void entity_members(const struct diff *diff, const struct diff_change *change, struct file_output *output)
{
	const struct fact_entity *x = &diff->first->entities.at[change->old_entity], *y = &diff->new_facts->entities.at[change->new_entity];
	text_member(output, "old_entity", x->id);
	text_member(output, "entity", y->id);
	text_member(output, "old_name", x->name);
	text_member(output, "name", y->name);
	text_member(output, "old_type", diff->first->types.at[x->type].name);
	text_member(output, "type", diff->new_facts->types.at[y->type].name);
}

static void edge_members(const struct changes *changes, const struct diff_change *change, struct file_output *output)
{
	const struct facts *facts;
	const struct fact_proof *proof = changes_proof(changes, change, &facts);
	const struct fact_edge *edge = diff_edge(changes->diff, change, &facts);
	if (change->old_edge != DIFF_NONE)
		text_member(output, "old_edge", changes->diff->old_facts->edges.at[change->old_edge].id);
	if (change->new_edge != DIFF_NONE)
		text_member(output, "edge", edge->id);
	text_member(output, "source", facts->entities.at[edge->source].name);
	text_member(output, "relation", facts->relations.at[edge->relation].name);
	text_member(output, "target", facts->entities.at[edge->target].name);
	text_member(output, "status", slice_of(status_name(edge->status)));
	number_member(output, "documents", edge->documents);
	number_member(output, "sure", edge->sure);
	text_member(output, "from", edge->from);
	text_member(output, "to", edge->to);
	if (!proof)
		return;
	text_member(output, "document", facts->documents.at[proof->document].key);
	number_member(output, "line", proof->line);
}

static void put_change(const struct changes *changes, const struct diff_change *change, struct arena *arena, struct file_output *output)
{
	put_text(output, "{\"change\":\"");
	put_text(output, changes_kind(change));
	put_text(output, "\"");
	if (diff_is_entity(change))
		entity_members(changes->diff, change, output);
	else
		edge_members(changes, change, output);
	text_member(output, "what", diff_words(changes->diff, change, arena));
	text_member(output, "cause", change->cause);
	put_text(output, "}\n");
}

/* ---- from the older lines to the newer ones ---- */

struct lines {
	ARRAY(struct slice) list;
	uint64_t *hashes;
};

static void split(struct lines *lines, struct slice text)
{
	struct slice rest = text;
	*lines = (struct lines){ .hashes = NULL };
	while (rest.len) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
		array_push(&lines->list, slice_part(rest, 0, len));
		rest = slice_part(rest, end ? len + 1 : len, rest.len);
	}
	lines->hashes = alloc_new((lines->list.n + 1) * sizeof *lines->hashes);
	for (size_t i = 0; i < lines->list.n; i++)
		lines->hashes[i] = align_hash(lines->list.at[i]);
}

static void put_step(uint64_t at, struct file_output *output)
{
	put_text(output, "{\"at\":");
	put_number(output, at);
}

/* Between two lines that stay: what goes, then what comes. */
static void put_steps(const struct lines *news, size_t old_from, size_t old_to, size_t new_from, size_t new_to, struct file_output *output)
{
	if (old_to > old_from) {
		put_step(old_from, output);
		number_member(output, "drop", old_to - old_from);
		put_text(output, "}\n");
	}
	for (size_t i = new_from; i < new_to; i++) {
		put_step(old_to, output);
		put_text(output, ",\"put\":");
		json_string(news->list.at[i], put_bytes, output);
		put_text(output, "}\n");
	}
}

static void put_script(const struct changes *changes, struct file_output *output)
{
	struct lines olds, news;
	size_t old_at = 0, new_at = 0;
	split(&olds, changes->old_lines);
	split(&news, changes->new_lines);
	uint32_t *match = alloc_new((olds.list.n + 1) * sizeof *match);
	align_hashes(olds.hashes, olds.list.n, news.hashes, news.list.n, match);
	for (size_t i = 0; i < olds.list.n; i++) {
		if (match[i] == ALIGN_NONE || !slice_equal(olds.list.at[i], news.list.at[match[i]]))
			continue;
		put_steps(&news, old_at, i, new_at, match[i], output);
		old_at = i + 1;
		new_at = match[i] + 1;
	}
	put_steps(&news, old_at, olds.list.n, new_at, news.list.n, output);
	free(match);
	free(olds.hashes);
	free(news.hashes);
	array_fini(&olds.list);
	array_fini(&news.list);
}

static void put_header(const struct changes *changes, struct file_output *output)
{
	char digest[PATCH_DIGEST];
	file_output_format(output, "{\"kgraph_diff\":%d", PATCH_VERSION);
	if (changes->old_lines.len && changes->new_lines.len) {
		patch_digest(changes->old_lines, digest);
		text_member(output, "old", slice_of(digest));
		patch_digest(changes->new_lines, digest);
		text_member(output, "new", slice_of(digest));
		if (changes->new_lines.ptr[changes->new_lines.len - 1] != '\n')
			number_member(output, "unended", 1);
	}
	put_text(output, "}\n");
}

const char *changes_write_jsonl(const struct changes *changes, struct file_output *output)
{
	struct arena *arena = arena_new();
	put_header(changes, output);
	for (size_t i = 0; i < changes->diff->changes.n; i++) {
		put_change(changes, &changes->diff->changes.at[i], arena, output);
		arena_reset(arena);
	}
	arena_free(arena);
	if (changes->old_lines.len && changes->new_lines.len)
		put_script(changes, output);
	return NULL;
}
