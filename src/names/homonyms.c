#include "names/homonyms.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/unicode.h"

/* In the place of an entity. */
#define NOBODY UINT32_MAX
#define UNASKED (UINT32_MAX - 1)

/* How far from a name its paragraph is looked through, on each side: time grows with the text, whatever it is. */
enum { REACH = 4096 };

/* Those who have a name, in their order. */
struct bearers {
	ARRAY(uint32_t) entities;
	uint32_t number;
};

struct homonyms {
	const struct ast *ast;
	struct map *names; /* folded -> struct bearers */
	bool *shares;      /* as ast.entities: whether it may be one of them */
	ARRAY(struct bearers *) all;
};

/* ---- who has which name ---- */

static void add_name(struct homonyms *homonyms, struct slice name, struct arena *arena)
{
	struct slice folded = unicode_fold(arena, name);
	if (map_has(homonyms->names, folded))
		return;
	struct bearers *bearers = arena_alloc(arena, sizeof *bearers);
	*bearers = (struct bearers){ .number = (uint32_t)homonyms->all.n };
	map_put(homonyms->names, folded, bearers);
	array_push(&homonyms->all, bearers);
}

static void add_bearer(struct homonyms *homonyms, struct slice name, uint32_t entity, struct arena *arena)
{
	struct bearers *bearers = map_get(homonyms->names, unicode_fold(arena, name));
	if (!bearers || (bearers->entities.n && *array_last(&bearers->entities) == entity))
		return;
	array_push(&bearers->entities, entity);
	homonyms->shares[entity] = true;
}

struct homonyms *homonyms_new(const struct ast *ast, struct arena *arena)
{
	bool any = false;
	for (size_t i = 0; i < ast->entities.n; i++)
		any |= ast_rare(&ast->entities.at[i])->near.n != 0;
	if (!any)
		return NULL;
	struct homonyms *homonyms = alloc_new(sizeof *homonyms);
	*homonyms = (struct homonyms){ .ast = ast, .names = map_new(), .shares = alloc_new(ast->entities.n * sizeof *homonyms->shares) };
	for (size_t i = 0; i < ast->entities.n; i++)
		for (size_t k = 0; ast_rare(&ast->entities.at[i])->near.n && k < ast->entities.at[i].also.n; k++)
			add_name(homonyms, ast->entities.at[i].also.at[k], arena);
	for (uint32_t i = 0; i < ast->entities.n; i++) {
		add_bearer(homonyms, ast->entities.at[i].name, i, arena);
		for (size_t k = 0; k < ast->entities.at[i].also.n; k++)
			add_bearer(homonyms, ast->entities.at[i].also.at[k], i, arena);
	}
	return homonyms;
}

void homonyms_free(struct homonyms *homonyms)
{
	if (!homonyms)
		return;
	for (size_t i = 0; i < homonyms->all.n; i++)
		array_fini(&homonyms->all.at[i]->entities);
	array_fini(&homonyms->all);
	map_free(homonyms->names);
	free(homonyms->shares);
	free(homonyms);
}

/* ---- the document ---- */

struct resolving {
	const struct homonyms *homonyms;
	struct slice text;
	struct lexicon_hits *hits;
	struct bearers **of; /* as hits.names: those who may have it; NULL where the name is one entity's alone */
	uint32_t *last;      /* as homonyms.all: to whom the name was given last */
	uint32_t *only;      /* the same: the only one whose words stand in the document, once asked for */
};

/* Whether an empty line ends right before byte `at`. */
static bool empty_line_before(struct slice text, size_t at)
{
	if (!at || text.ptr[at - 1] != '\n')
		return false;
	for (at--; at && text.ptr[at - 1] != '\n' && ascii_is_space(text.ptr[at - 1]);)
		at--;
	return at && text.ptr[at - 1] == '\n';
}

/* The paragraph around a name, between empty lines, as far as it is looked through. */
static struct slice paragraph_of(struct slice text, const struct sighting *name, size_t *start)
{
	size_t end = name->end;
	*start = name->start;
	while (*start && name->start - *start < REACH && !empty_line_before(text, *start))
		--*start;
	while (end < text.len && end - name->end < REACH && !empty_line_before(text, end))
		end++;
	return slice_part(text, *start, end);
}

static bool is_letter_at(struct slice text, size_t at)
{
	return at < text.len && (ascii_is_word(text.ptr[at]) || (unsigned char)text.ptr[at] >= 0x80);
}

/* Where words stand in text from byte `from` on, white space of any length between them; text.len where they do not. */
static size_t find_words(struct slice text, size_t from, struct slice words, size_t *end)
{
	for (size_t start = from; start < text.len; start++) {
		size_t at = start, i = 0;
		if (text.ptr[start] != words.ptr[0] || (start && is_letter_at(text, start - 1)))
			continue;
		for (; i < words.len && at < text.len; i++) {
			if (words.ptr[i] != ' ' && words.ptr[i] != text.ptr[at])
				break;
			if (words.ptr[i] == ' ' && !ascii_is_space(text.ptr[at]))
				break;
			do
				at++;
			while (words.ptr[i] == ' ' && at < text.len && ascii_is_space(text.ptr[at]));
		}
		if (i < words.len || is_letter_at(text, at))
			continue;
		*end = at;
		return start;
	}
	return text.len;
}

static size_t distance(const struct sighting *name, size_t start, size_t end)
{
	if (end <= name->start)
		return name->start - end;
	return start >= name->end ? start - name->end : SIZE_MAX;
}

/* How far from a name the nearest of an entity's words stands in part of the text, which begins at byte `base`; SIZE_MAX where none does. */
static size_t nearest_word(const struct resolving *resolving, uint32_t entity, const struct sighting *name, struct slice part, size_t base)
{
	const slice_array *near = &ast_rare(&resolving->homonyms->ast->entities.at[entity])->near;
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < near->n; i++) {
		size_t end = 0;
		for (size_t at = find_words(part, 0, near->at[i], &end); at < part.len; at = find_words(part, end, near->at[i], &end)) {
			size_t far = distance(name, base + at, base + end);
			best = far < best ? far : best;
		}
	}
	return best;
}

/* The same of its names that no other has, from start to end; `number` is that of a name there in the hits. */
static size_t nearest_name(const struct resolving *resolving, uint32_t entity, const struct sighting *name, size_t number, size_t start, size_t end)
{
	const struct sighting *all = resolving->hits->names.at;
	size_t best = SIZE_MAX, first = number;
	while (first && all[first - 1].start >= start)
		first--;
	for (size_t i = first; i < resolving->hits->names.n && all[i].end <= end; i++) {
		if (all[i].entity != entity || resolving->of[i])
			continue;
		size_t far = distance(name, all[i].start, all[i].end);
		best = far < best ? far : best;
	}
	return best;
}

static uint32_t in_paragraph(const struct resolving *resolving, const struct bearers *bearers, size_t number)
{
	const struct sighting *name = &resolving->hits->names.at[number];
	size_t base, best = SIZE_MAX;
	struct slice paragraph = paragraph_of(resolving->text, name, &base);
	uint32_t found = NOBODY;
	for (size_t i = 0; i < bearers->entities.n; i++) {
		uint32_t entity = bearers->entities.at[i];
		size_t word = nearest_word(resolving, entity, name, paragraph, base);
		size_t same = nearest_name(resolving, entity, name, number, base, base + paragraph.len), far = word < same ? word : same;
		if (far >= best)
			continue;
		best = far;
		found = entity;
	}
	return found;
}

static uint32_t in_document(const struct resolving *resolving, const struct bearers *bearers)
{
	const struct sighting nothing = { 0 };
	uint32_t found = NOBODY;
	for (size_t i = 0; i < bearers->entities.n; i++) {
		uint32_t entity = bearers->entities.at[i];
		if (nearest_word(resolving, entity, &nothing, resolving->text, 0) == SIZE_MAX &&
		        nearest_name(resolving, entity, &nothing, 0, 0, resolving->text.len) == SIZE_MAX)
			continue;
		if (found != NOBODY)
			return NOBODY;
		found = entity;
	}
	return found;
}

static uint32_t without_words(const struct resolving *resolving, const struct bearers *bearers)
{
	uint32_t found = NOBODY;
	for (size_t i = 0; i < bearers->entities.n; i++) {
		if (ast_rare(&resolving->homonyms->ast->entities.at[bearers->entities.at[i]])->near.n)
			continue;
		if (found != NOBODY)
			return NOBODY;
		found = bearers->entities.at[i];
	}
	return found;
}

static uint32_t choose(struct resolving *resolving, size_t number)
{
	const struct bearers *bearers = resolving->of[number];
	uint32_t *last = &resolving->last[bearers->number], *only = &resolving->only[bearers->number];
	uint32_t found = in_paragraph(resolving, bearers, number);
	if (found == NOBODY)
		found = *last;
	if (found == NOBODY && *only == UNASKED)
		*only = in_document(resolving, bearers);
	if (found == NOBODY)
		found = *only;
	if (found == NOBODY)
		found = without_words(resolving, bearers);
	*last = found;
	return found;
}

static bool find_bearers(struct resolving *resolving, struct arena *scratch)
{
	const struct homonyms *homonyms = resolving->homonyms;
	bool any = false;
	for (size_t i = 0; i < resolving->hits->names.n; i++) {
		const struct sighting *name = &resolving->hits->names.at[i];
		resolving->of[i] = NULL;
		if (name->adjective || name->entity == LEXICON_BLOCKED || !homonyms->shares[name->entity])
			continue;
		resolving->of[i] = map_get(homonyms->names, unicode_fold(scratch, slice_part(resolving->text, name->start, name->end)));
		any |= resolving->of[i] != NULL;
	}
	return any;
}

static bool any_shared(const struct homonyms *homonyms, const struct lexicon_hits *hits)
{
	for (size_t i = 0; i < hits->names.n; i++)
		if (hits->names.at[i].entity != LEXICON_BLOCKED && homonyms->shares[hits->names.at[i].entity])
			return true;
	return false;
}

void homonyms_resolve(const struct homonyms *homonyms, struct slice text, struct lexicon_hits *hits, struct arena *scratch)
{
	if (!homonyms || !any_shared(homonyms, hits))
		return;
	struct resolving resolving = { .homonyms = homonyms, .text = text, .hits = hits };
	arena_reset(scratch);
	resolving.of = arena_alloc(scratch, hits->names.n * sizeof *resolving.of);
	resolving.last = arena_alloc(scratch, (homonyms->all.n + 1) * sizeof *resolving.last);
	resolving.only = arena_alloc(scratch, (homonyms->all.n + 1) * sizeof *resolving.only);
	for (size_t i = 0; i < homonyms->all.n; i++) {
		resolving.last[i] = NOBODY;
		resolving.only[i] = UNASKED;
	}
	if (!find_bearers(&resolving, scratch))
		return;
	for (size_t i = 0; i < hits->names.n; i++)
		if (resolving.of[i])
			hits->names.at[i].entity = choose(&resolving, i);
	size_t kept = 0;
	for (size_t i = 0; i < hits->names.n; i++)
		if (!resolving.of[i] || hits->names.at[i].entity != NOBODY)
			hits->names.at[kept++] = hits->names.at[i];
	hits->names.n = kept;
}

const struct ast_entity *homonyms_undecided(const struct ast *ast, struct slice name, struct arena *scratch)
{
	struct slice folded = unicode_fold(scratch, name);
	for (size_t i = 0; i < ast->entities.n; i++) {
		const struct ast_entity *entity = &ast->entities.at[i];
		for (size_t k = 0; ast_rare(entity)->near.n && k < entity->also.n; k++)
			if (slice_equal(unicode_fold(scratch, entity->also.at[k]), folded))
				return entity;
	}
	return NULL;
}
