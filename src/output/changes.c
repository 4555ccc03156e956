#include "output/changes.h"

#include <string.h>
#include <strings.h>

static const struct changes_format formats[] = {
	{ NULL, "text", false, false, changes_write_text },
	{ ".csv", "csv", false, false, changes_write_csv },
	{ ".md", "md", false, false, changes_write_md },
	{ ".jsonl", "jsonl", true, false, changes_write_jsonl },
	{ ".svg", "svg", false, true, changes_write_svg },
};

const char *changes_names(void)
{
	return "text, csv, md, jsonl, svg";
}

const struct changes_format *changes_for(const char *path_or_name)
{
	struct slice path = slice_of(path_or_name);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		size_t len = formats[i].suffix ? strlen(formats[i].suffix) : path.len + 1;
		if (strcasecmp(path_or_name, formats[i].name) == 0)
			return &formats[i];
		if (path.len >= len && strcasecmp(path_or_name + path.len - len, formats[i].suffix) == 0)
			return &formats[i];
	}
	return NULL;
}

const char *changes_kind(const struct diff_change *change)
{
	static const char *const names[DIFF_KINDS] = {
		[DIFF_RENAMED] = "renamed",
		[DIFF_MERGED] = "merged",
		[DIFF_ENTITY] = "entity",
		[DIFF_ADDED] = "added",
		[DIFF_REMOVED] = "removed",
		[DIFF_CHANGED] = "changed",
		[DIFF_RETYPED] = "retyped",
		[DIFF_PROOF] = "proof",
	};
	return names[change->kind];
}

char changes_sign(const struct diff_change *change)
{
	return change->kind == DIFF_ADDED ? '+' : change->kind == DIFF_REMOVED ? '-' : '~';
}

struct slice changes_summary(const struct changes *changes, struct arena *arena)
{
	static const struct {
		enum diff_kind kind;
		const char *one, *many;
	} words[] = {
		{ DIFF_ADDED, "added", "added" },
		{ DIFF_REMOVED, "removed", "removed" },
		{ DIFF_CHANGED, "changed", "changed" },
		{ DIFF_RETYPED, "retyped", "retyped" },
		{ DIFF_RENAMED, "entity renamed", "entities renamed" },
		{ DIFF_MERGED, "entity merged", "entities merged" },
		{ DIFF_ENTITY, "entity changed", "entities changed" },
	};
	const struct diff *diff = changes->diff;
	size_t same = diff->unchanged + diff->counts[DIFF_PROOF];
	struct slice text = arena_format(arena, "%zu unchanged", same);
	if (diff->counts[DIFF_PROOF])
		text = arena_format(
		        arena, "%.*s (%zu by other proofs%s)", SLICE_ARG(text), diff->counts[DIFF_PROOF], changes->proofs ? "" : ", shown by -v");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = diff->counts[words[i].kind];
		if (n)
			text = arena_format(arena, "%.*s, %zu %s", SLICE_ARG(text), n, n == 1 ? words[i].one : words[i].many);
	}
	return text;
}

struct slice changes_what(const struct changes *changes, const struct diff_change *change, struct arena *arena)
{
	const struct facts *facts;
	if (diff_is_entity(change))
		return changes->diff->first->entities.at[change->old_entity].name;
	const struct fact_edge *edge = diff_edge(changes->diff, change, &facts);
	struct slice text = arena_format(arena, "%.*s | %.*s | %.*s", SLICE_ARG(facts->entities.at[edge->source].name),
	        SLICE_ARG(facts->relations.at[edge->relation].name), SLICE_ARG(facts->entities.at[edge->target].name));
	if (edge->status == STATUS_ASSERTED)
		return text;
	return arena_format(arena, "%.*s | %s", SLICE_ARG(text), status_name(edge->status));
}

const struct fact_proof *changes_proof(const struct changes *changes, const struct diff_change *change, const struct facts **facts)
{
	if (diff_is_entity(change))
		return NULL;
	const struct fact_edge *edge = diff_edge(changes->diff, change, facts);
	return edge->first_proof < (*facts)->proofs.n ? &(*facts)->proofs.at[edge->first_proof] : NULL;
}
