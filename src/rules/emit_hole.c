#include "rules/emit_work.h"

#include "base/unicode.h"
#include "rules/glue.h"
#include "rules/vocabulary.h"

static bool emit_types(struct work *work, const struct type_set *set, uint32_t first)
{
	bool any = false;
	for (uint32_t type = 0; type < TYPES_LIMIT; type++) {
		char bytes[4];
		if (!type_set_has(set, type))
			continue;
		buffer_add(&work->out, slice_make(bytes, unicode_put(first + type, bytes)));
		any = true;
	}
	return any;
}

static void emit_class(struct work *work, const struct type_set *set, bool adjective)
{
	emit_text(work, "(?-i:[");
	bool any = emit_types(work, set, MASK_FIRST);
	if (adjective)
		emit_types(work, set, MASK_ADJECTIVE);
	/* A hole that takes no type at all can match nothing. */
	if (!any)
		emit_text(work, "^\\s\\S");
	emit_text(work, "])");
}

void emit_any_name(struct work *work, const struct element *element)
{
	struct type_set set = { { 0 } };
	for (size_t i = 0; i < element->types.n; i++)
		types_accept(work->emitter->types, element->types.at[i], &set);
	if (element->types.n)
		emit_class(work, &set, element->adjective);
	else
		emit_text(work, ANY_NAME);
}

static void emit_phrase(struct work *work)
{
	const struct pattern *phrase = &work->emitter->ast->phrase;
	/* The "s" of "the army's two wings" begins none. */
	emit_text(work, "(?<!\\S')");
	if (phrase->n)
		emit_elements(work, phrase, true, SIZE_MAX);
	else
		emit_text(work, PLAIN_WORD);
}

void emit_core(struct work *work, const struct emitted_hole *hole, bool possessive_follows)
{
	emit_text(work, "(?:");
	if (!hole->phrase || hole->element->types.n)
		emit_class(work, &hole->types, hole->element->adjective);
	if (hole->phrase && hole->element->types.n)
		emit_text(work, "|");
	if (hole->phrase)
		emit_phrase(work);
	emit_text(work, ")");
	if (!possessive_follows && emit_has_words(work, WORDS_POSSESSIVE)) {
		emit_text(work, "(?!");
		emit_words_named(work, WORDS_POSSESSIVE);
		emit_text(work, ")");
	}
}

/* A `hole after` line: a quote that begins it closes what stands around the name. */
static void after_inline(struct work *work, const struct pattern *pattern)
{
	struct pattern rest = *pattern;
	if (glue_quotes(pattern)) {
		emit_one(work, pattern, 0, true);
		rest.elements++;
		rest.n--;
	}
	emit_elements(work, &rest, false, SIZE_MAX);
}

void emit_around_inline(struct work *work, enum hole_side side)
{
	const struct ast *ast = work->emitter->ast;
	bool any = false;
	for (size_t i = 0; i < ast->holes.n; i++) {
		if (ast->holes.at[i].side != side)
			continue;
		emit_text(work, any ? "|" : "(?:");
		if (side != HOLE_BEFORE)
			after_inline(work, &ast->holes.at[i].pattern);
		else if (!emit_elements(work, &ast->holes.at[i].pattern, true, SIZE_MAX))
			emit_text(work, " ");
		any = true;
	}
	if (any)
		emit_text(work, side == HOLE_NEVER || side == HOLE_BEYOND ? ")" : ")?");
}

static bool has_side(const struct ast *ast, enum hole_side side)
{
	for (size_t i = 0; i < ast->holes.n; i++)
		if (ast->holes.at[i].side == side)
			return true;
	return false;
}

void emit_around(struct work *work, bool after)
{
	enum hole_side side = after ? HOLE_AFTER : HOLE_BEFORE;
	if (!has_side(work->emitter->ast, side))
		return;
	if (!emit_asks_shared(work, after ? SHARED_AFTER : SHARED_BEFORE, slice_of(""), 0))
		emit_around_inline(work, side);
}

/* The types of the names that a pattern asks for: "{Name : office}". */
static void asked_types(const struct work *work, const struct pattern *pattern, struct type_set *set)
{
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		for (size_t k = 0; element->kind == ELEMENT_NAME && k < element->types.n; k++)
			types_accept(work->emitter->types, element->types.at[k], set);
		for (size_t k = 0; k < element->choice_count; k++)
			asked_types(work, &element->choices[k], set);
	}
}

static const struct type_set *asked_before(const struct work *work)
{
	const struct ast *ast = work->emitter->ast;
	struct emit_cache *cache = work->emitter->cache;
	if (cache->asked)
		return cache->asked;
	struct type_set *set = arena_alloc(cache->arena, sizeof *set);
	*set = (struct type_set){ { 0 } };
	for (size_t i = 0; i < ast->holes.n; i++)
		if (ast->holes.at[i].side == HOLE_BEFORE)
			asked_types(work, &ast->holes.at[i].pattern, set);
	return cache->asked = set;
}

/* Whether all that fills the hole may as well stand before a name: in "mayor of Lublin, governor of Lagos" two offices stand, not one with his
 * title. */
static bool stands_before(const struct work *work, const struct emitted_hole *hole)
{
	const struct type_set *asked = asked_before(work);
	uint64_t any = 0, more = 0;
	for (size_t i = 0; i < TYPES_LIMIT / 64; i++) {
		any |= hole->types.bits[i];
		more |= hole->types.bits[i] & ~asked->bits[i];
	}
	return any && !more && !hole->phrase;
}

/* What may stand before the name; nothing where the name stands here. */
static void emit_before(struct work *work, const struct emitted_hole *hole)
{
	bool first = stands_before(work, hole);
	if (first) {
		emit_text(work, "(?:(?=");
		emit_class(work, &hole->types, hole->element->adjective);
		emit_text(work, ")|");
	}
	emit_around(work, false);
	if (first)
		emit_text(work, ")");
}

/* What stands between a member and the next, and that. An aside belongs to the step, so that it is tried when the joint does not follow at once. */
static void emit_step(struct work *work, const struct emitted_hole *hole, const char *joint)
{
	bool last = !strcmp(joint, WORDS_JOIN), ends = last && emit_has_words(work, WORDS_LIST_END);
	emit_around(work, true);
	if (last)
		emit_text(work, " ?");
	emit_words_named(work, joint);
	emit_text(work, ends ? " (?:" : " ");
	emit_before(work, hole);
	emit_core(work, hole, false);
	if (emit_has_words(work, WORDS_LIST_BREAK)) {
		emit_text(work, "(?! ");
		emit_words_named(work, WORDS_LIST_BREAK);
		emit_text(work, ")");
	}
	if (!ends)
		return;
	emit_text(work, "|");
	emit_words_named(work, WORDS_LIST_END);
	emit_text(work, ")");
}

/* A list is taken as far as it goes and never given back: long lists between commas could else be read in endlessly many ways. */
void emit_list_inline(struct work *work, const struct emitted_hole *hole)
{
	emit_text(work, "(?:(?>");
	emit_step(work, hole, WORDS_JOIN_INNER);
	emit_text(work, ")*+");
	emit_step(work, hole, WORDS_JOIN);
	emit_text(work, ")*+");
}

/* What says which members a list takes. */
static struct slice list_key(const struct emitted_hole *hole, char key[sizeof(struct type_set) + 3])
{
	memcpy(key, &hole->types, sizeof hole->types);
	key[sizeof hole->types] = (char)hole->phrase;
	key[sizeof hole->types + 1] = (char)hole->element->adjective;
	key[sizeof hole->types + 2] = hole->element->types.n != 0;
	return slice_make(key, sizeof hole->types + 3);
}

/* A copy for as long as the cache lives, which may be longer than the pattern does. */
static const struct emitted_hole *keep_hole(const struct work *work, const struct emitted_hole *hole)
{
	struct emitted_hole *kept = arena_alloc(work->emitter->cache->arena, sizeof *kept);
	struct element *element = arena_alloc(work->emitter->cache->arena, sizeof *element);
	*element = *hole->element;
	*kept = *hole;
	kept->element = element;
	return kept;
}

/* The members behind the first. */
static void emit_list(struct work *work, const struct emitted_hole *hole)
{
	char key[sizeof(struct type_set) + 3];
	if (!work->inline_only && work->emitter->classes) {
		struct emit_shared *part = emit_shared_get(work, SHARED_LIST, list_key(hole, key), 0);
		if (!part->hole)
			part->hole = keep_hole(work, hole);
		if (emit_asks(work, part))
			return;
	}
	emit_list_inline(work, hole);
}

/* A hole of no number yet. */
static struct emitted_hole read_hole(const struct work *work, const struct element *element)
{
	struct emitted_hole hole = { .name = element->text, .list = element->list, .phrase = element->phrase, .element = element };
	for (size_t i = 0; i < element->types.n; i++)
		types_accept(work->emitter->types, element->types.at[i], &hole.types);
	if (!element->types.n && work->emitter->hole_types)
		work->emitter->hole_types(element->text, &hole.types, work->emitter->data);
	else if (!element->types.n)
		memset(&hole.types, 0xff, sizeof hole.types);
	return hole;
}

/* What may not follow the name that ends a pattern: it would be no more than an attribute of it. */
static void emit_never(struct work *work)
{
	if (!has_side(work->emitter->ast, HOLE_NEVER))
		return;
	if (emit_asks_shared(work, SHARED_NEVER, slice_of(""), 0))
		return;
	emit_text(work, "(?!");
	emit_around_inline(work, HOLE_NEVER);
	emit_text(work, ")");
}

/* What may not go on behind a whole phrase. */
static void emit_beyond(struct work *work)
{
	if (!has_side(work->emitter->ast, HOLE_BEYOND))
		return;
	emit_text(work, "(?!");
	emit_around_inline(work, HOLE_BEYOND);
	emit_text(work, ")");
}

void emit_hole(struct work *work, const struct pattern *pattern, size_t i, bool glued)
{
	const struct element *element = &pattern->elements[i];
	bool last = !work->followed, possessive = glue_mark_follows(pattern, i);
	struct emitted_hole hole = read_hole(work, element);
	if (!glued)
		emit_before(work, &hole);
	hole.group = ++work->groups;
	array_push(&work->emitted->holes, hole);
	emit_text(work, element->whole ? "((?>" : "(");
	emit_core(work, &hole, possessive);
	if (element->whole)
		emit_text(work, ")");
	if (element->list && emit_has_words(work, WORDS_JOIN))
		emit_list(work, &hole);
	emit_text(work, ")");
	if (element->whole)
		emit_beyond(work);
	if (last && !element->phrase)
		emit_never(work);
	else if (!last && !possessive)
		emit_around(work, true);
}
