#include "facts/correct.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/unicode.h"
#include "rules/codes.h"
#include "rules/scan.h"

/* A line, its names folded. */
struct rejection {
	const struct ast_reject *line;
	struct slice source, target; /* as the relation itself has them */
	uint32_t relation;
	size_t next; /* of those whose document ends in the same way; 0: none, else its number + 1 */
};

struct corrections {
	const struct ruleset *rules;
	struct arena *arena;
	struct rejection *rejections; /* as ast.rejects */
	struct map *by_document;      /* the last part of the document's name -> the first of its lines */
};

static struct slice last_part(struct slice path)
{
	size_t from = path.len;
	while (from && path.ptr[from - 1] != '/')
		from--;
	return slice_part(path, from, path.len);
}

static struct rejection read_line(const struct corrections *corrections, const struct ast_reject *line)
{
	bool inverse;
	struct slice source = unicode_fold(corrections->arena, line->edge.source), target = unicode_fold(corrections->arena, line->edge.target);
	uint32_t relation = (uint32_t)ruleset_relation(corrections->rules, line->edge.relation, &inverse);
	return (struct rejection){ line, inverse ? target : source, inverse ? source : target, relation, 0 };
}

struct corrections *corrections_new(const struct ruleset *rules)
{
	struct corrections *corrections = alloc_new(sizeof *corrections);
	const struct ast *ast = rules->ast;
	corrections->rules = rules;
	corrections->arena = arena_new();
	corrections->by_document = map_new();
	corrections->rejections = arena_alloc(corrections->arena, (ast->rejects.n + 1) * sizeof *corrections->rejections);
	/* From the last to the first, so that each chain is in the order of the lines. */
	for (size_t i = ast->rejects.n; i--;) {
		struct slice key = last_part(ast->rejects.at[i].document);
		corrections->rejections[i] = read_line(corrections, &ast->rejects.at[i]);
		corrections->rejections[i].next = map_number(corrections->by_document, key, SIZE_MAX) + 1;
		map_put_number(corrections->by_document, key, i);
	}
	return corrections;
}

void corrections_free(struct corrections *corrections)
{
	if (!corrections)
		return;
	map_free(corrections->by_document);
	arena_free(corrections->arena);
	free(corrections);
}

/* Whether the name of a document is this, or ends in it behind a /. */
static bool is_named(struct slice document, struct slice name)
{
	if (name.len > document.len || memcmp(document.ptr + document.len - name.len, name.ptr, name.len) != 0)
		return false;
	return name.len == document.len || document.ptr[document.len - name.len - 1] == '/';
}

void corrector_start(struct corrector *corrector, const struct corrections *corrections, struct slice document, struct arena *arena)
{
	corrector->corrections = corrections;
	corrector->arena = arena;
	array_clear(&corrector->lines);
	array_clear(&corrector->taken);
	size_t next = map_number(corrections->by_document, last_part(document), SIZE_MAX) + 1;
	for (; next; next = corrections->rejections[next - 1].next)
		if (is_named(document, corrections->rejections[next - 1].line->document))
			array_push(&corrector->lines, (uint32_t)(next - 1));
}

void corrector_fini(struct corrector *corrector)
{
	array_fini(&corrector->lines);
	array_fini(&corrector->taken);
}

static void note(struct corrector *corrector, uint32_t line, struct slice edge)
{
	for (size_t i = 0; i < corrector->taken.n; i++)
		if (corrector->taken.at[i].line == line && slice_equal(corrector->taken.at[i].edge, edge))
			return;
	array_push(&corrector->taken, ((struct corrected){ line, edge }));
}

/* Among corrector.lines the first that names the edge; their number where none does. */
static size_t line_for(
        const struct corrector *corrector, const struct finding_end *source, uint32_t relation, const struct finding_end *target, enum status status)
{
	if (!corrector->lines.n)
		return 0;
	bool symmetric = corrector->corrections->rules->ast->relations.at[relation].symmetric;
	struct slice from = unicode_fold(corrector->arena, source->name), to = unicode_fold(corrector->arena, target->name);
	for (size_t i = 0; i < corrector->lines.n; i++) {
		const struct rejection *rejection = &corrector->corrections->rejections[corrector->lines.at[i]];
		bool met = slice_equal(rejection->source, from) && slice_equal(rejection->target, to);
		met |= symmetric && slice_equal(rejection->source, to) && slice_equal(rejection->target, from);
		if (met && rejection->relation == relation && (!rejection->line->status_given || rejection->line->edge.status == status))
			return i;
	}
	return corrector->lines.n;
}

const struct ast_reject *corrector_line(const struct corrector *corrector, const struct finding *finding)
{
	size_t i = line_for(corrector, &finding->source, finding->relation, &finding->target, finding->status);
	return i < corrector->lines.n ? corrector->corrections->rejections[corrector->lines.at[i]].line : NULL;
}

bool corrector_takes(
        struct corrector *corrector, const struct finding_end *source, uint32_t relation, const struct finding_end *target, enum status status)
{
	size_t i = line_for(corrector, source, relation, target, status);
	if (i == corrector->lines.n)
		return false;
	struct slice said = corrector->corrections->rules->ast->relations.at[relation].name;
	note(corrector, corrector->lines.at[i],
	        arena_format(corrector->arena, "%.*s | %.*s | %.*s | %s", SLICE_ARG(source->name), SLICE_ARG(said), SLICE_ARG(target->name),
	                status_name(status)));
	return true;
}

void corrector_apply(struct corrector *corrector, struct findings *findings)
{
	size_t kept = 0;
	if (!corrector->lines.n)
		return;
	for (size_t i = 0; i < findings->list.n; i++) {
		const struct finding *finding = &findings->list.at[i];
		if (!corrector_takes(corrector, &finding->source, finding->relation, &finding->target, finding->status))
			findings->list.at[kept++] = *finding;
	}
	findings->list.n = kept;
}

/* ---- a run ---- */

void correction_tally_init(struct correction_tally *tally, const struct ast *ast)
{
	tally->read = alloc_new((ast->rejects.n + 1) * sizeof *tally->read);
	tally->taken = alloc_new((ast->rejects.n + 1) * sizeof *tally->taken);
	tally->apart = alloc_new((ast->distincts.n + 1) * sizeof *tally->apart);
}

void correction_tally_fini(struct correction_tally *tally)
{
	free(tally->read);
	free(tally->taken);
	free(tally->apart);
}

/* Every name that the facts hold, folded. Freed by the caller. */
static struct map *all_names(const struct facts *facts, struct arena *arena)
{
	struct map *names = map_new();
	for (size_t i = 0; i < facts->entities.n; i++)
		map_put_number(names, unicode_fold(arena, facts->entities.at[i].name), i);
	for (size_t i = 0; i < facts->forms.n; i++)
		map_put_number(names, unicode_fold(arena, facts->forms.at[i].text), i);
	return names;
}

static void stale_distincts(const struct correction_tally *tally, const struct ast *ast, const struct facts *facts, struct diag *diag)
{
	struct arena *arena = arena_new();
	struct map *names = all_names(facts, arena);
	for (size_t i = 0; i < ast->distincts.n; i++) {
		const struct ast_distinct *distinct = &ast->distincts.at[i];
		bool met = false;
		for (size_t k = 0; k < distinct->names.n; k++)
			met |= map_has(names, unicode_fold(arena, distinct->names.at[k]));
		if (met && !tally->apart[i])
			diag_warning(diag, distinct->place, CODE(STALE), "kgraph why NAME says what a name is taken for",
			        "this kept no names apart: none of them was taken for another one");
	}
	map_free(names);
	arena_free(arena);
}

void correction_tally_stale(const struct correction_tally *tally, const struct ast *ast, const struct facts *facts, struct diag *diag)
{
	for (size_t i = 0; i < ast->rejects.n; i++) {
		const struct ast_reject *reject = &ast->rejects.at[i];
		if (tally->read[i] && !tally->taken[i])
			diag_warning(diag, reject->place, CODE(STALE), "take the line away, or write the edge as the table of edges has it",
			        "this took nothing out: %.*s was read and gives no such edge", SLICE_ARG(scan_brief(reject->document)));
	}
	if (ast->distincts.n)
		stale_distincts(tally, ast, facts, diag);
}
