#include "rules/emit.h"

#include <stdlib.h>

#include "base/unicode.h"
#include "rules/trie.h"
#include "rules/vocabulary.h"

/* The characters of mentions, and classes of what is none. Case is switched off in classes: the library would look up the other case of every
 * character in them. */
#define NAMES "\xEE\x80\x80-\xEE\x83\xBF"
#define ANY_NAME "(?-i:[" NAMES "])"
#define NOT_NAME(more) "(?-i:[^ " NAMES more "])"
/* A word of a gap: anything between spaces that is no name, ends no clause and is no dash. Its comma may be left to what follows the gap. */
#define GAP_WORD "(?!-+ )(?:" NOT_NAME(";:,") "|,(?! ))++,?"
/* A word of a noun phrase. */
#define PLAIN NOT_NAME(",;:.!?\"'()\\[\\]") "+"
#define PLAIN_WORD "(?!-)" PLAIN "(?:'" PLAIN ")?"
#define CAPITAL "(?:(?:(?-i:\\p{Lu})\\.)+(?:-?(?-i:\\p{Lu})\\w*)?|(?-i:\\p{Lu})[\\w&-]*(?:'(?-i:\\p{Lu})[\\w-]*)*)"

/* From this many members on a vocabulary is written once, behind the pattern, and called. */
enum { SHARED_FROM = 12, DEPTH_LIMIT = 32 };

/* What is written once, behind the pattern, and called from it: compiling costs by the byte. */
enum shared_kind { SHARED_WORDS, SHARED_BEFORE, SHARED_AFTER, SHARED_GAP };

struct shared {
	enum shared_kind kind;
	struct slice name;   /* of the words */
	unsigned number;     /* forms of the words; length of the gap */
};

struct work {
	const struct emitter *emitter;
	struct arena *arena;
	struct buffer out;
	struct emitted *emitted;
	int groups;
	bool inline_only;            /* no subroutine calls: what is written goes into other patterns */
	unsigned depth;
	ARRAY(struct shared) shared;
};

static bool emit_elements(struct work *work, const struct pattern *pattern, bool glued, size_t anchor);
static void emit_one(struct work *work, const struct pattern *pattern, size_t i, bool glued);

static void text(struct work *work, const char *bytes)
{
	buffer_text(&work->out, bytes);
}

static void literal(struct work *work, struct slice literal_text)
{
	for (size_t i = 0; i < literal_text.len; i++) {
		if (strchr("\\^$.[]|()?*+{}-#/", literal_text.ptr[i]) && literal_text.ptr[i])
			buffer_char(&work->out, '\\');
		buffer_char(&work->out, literal_text.ptr[i]);
	}
}

/* ---- vocabularies ---- */

static bool has_words(const struct work *work, const char *name)
{
	return ast_find_words(work->emitter->ast, slice_of(name)) != NULL;
}

/* A vocabulary as text, kept for the next pattern. */
struct cached {
	struct slice regex;
	size_t size;        /* members, or SHARED_FROM where one is more than words */
	bool free;
};

struct emit_cache {
	struct arena *arena;
	struct map *vocabularies;   /* "forms name" -> struct cached */
};

struct emit_cache *emit_cache_new(void)
{
	struct emit_cache *cache = alloc_new(sizeof *cache);
	cache->arena = arena_new();
	cache->vocabularies = map_new();
	return cache;
}

void emit_cache_free(struct emit_cache *cache)
{
	if (!cache)
		return;
	map_free(cache->vocabularies);
	arena_free(cache->arena);
	free(cache);
}

/* Always without calls, so that it fits into every pattern. */
static void write_vocabulary(struct work *work, const struct vocabulary *vocabulary)
{
	text(work, "(?:");
	for (size_t i = 0; i < vocabulary->patterns.n && work->depth < DEPTH_LIMIT; i++) {
		work->depth++;
		emit_elements(work, vocabulary->patterns.at[i], true, SIZE_MAX);
		work->depth--;
		if (i + 1 < vocabulary->patterns.n || vocabulary->texts.n)
			text(work, "|");
	}
	if (vocabulary->texts.n)
		trie_regex(vocabulary->texts.at, vocabulary->texts.n, &work->out);
	else if (!vocabulary->patterns.n)
		text(work, "(?!)");
	text(work, ")(?!\\w)");
}

static const struct cached *cached_vocabulary(struct work *work, struct slice name, unsigned forms)
{
	struct emit_cache *cache = work->emitter->cache;
	struct slice key = arena_format(work->arena, "%u %.*s", forms, SLICE_ARG(name));
	struct cached *cached = map_get(cache->vocabularies, key);
	if (cached)
		return cached;
	struct vocabulary vocabulary;
	struct emitted emitted = { 0 };
	struct work inner = { .emitter = work->emitter, .arena = cache->arena, .emitted = &emitted, .inline_only = true, .depth = work->depth };
	vocabulary_init(&vocabulary, work->emitter->ast, name, forms, cache->arena);
	write_vocabulary(&inner, &vocabulary);
	cached = arena_alloc(cache->arena, sizeof *cached);
	*cached = (struct cached){ arena_copy(cache->arena, buffer_slice(&inner.out)), vocabulary.texts.n + (vocabulary.patterns.n ? SHARED_FROM : 0), emitted.free };
	map_put(cache->vocabularies, arena_copy(cache->arena, key), cached);
	vocabulary_fini(&vocabulary);
	buffer_fini(&inner.out);
	return cached;
}

static void vocabulary_inline(struct work *work, struct slice name, unsigned forms)
{
	const struct cached *cached = cached_vocabulary(work, name, forms);
	buffer_add(&work->out, cached->regex);
	work->emitted->free |= cached->free;
}

static size_t vocabulary_size(struct work *work, struct slice name, unsigned forms)
{
	return cached_vocabulary(work, name, forms)->size;
}

static bool same_shared(const struct shared *a, const struct shared *b)
{
	return a->kind == b->kind && a->number == b->number && slice_equal(a->name, b->name);
}

static void call_shared(struct work *work, struct shared shared)
{
	size_t i = 0;
	while (i < work->shared.n && !same_shared(&work->shared.at[i], &shared))
		i++;
	if (i == work->shared.n)
		array_push(&work->shared, shared);
	buffer_format(&work->out, "(?&s%zu)", i);
}

/* One member of the vocabulary, up to the end of its last word. */
static void emit_vocabulary(struct work *work, struct slice name, unsigned forms)
{
	if (work->inline_only || vocabulary_size(work, name, forms) < SHARED_FROM)
		vocabulary_inline(work, name, forms);
	else
		call_shared(work, (struct shared){ SHARED_WORDS, name, forms });
}

static void emit_words_named(struct work *work, const char *name)
{
	emit_vocabulary(work, slice_of(name), 0);
}

/* ---- elements ---- */

/* Fails where a member of the vocabulary begins. */
static void emit_not_here(struct work *work, struct slice name)
{
	int number = work->emitter->classes ? classes_number(work->emitter->classes, name) : -1;
	if (number >= 0) {
		buffer_format(&work->out, "(?C%d)", number + 1);
		return;
	}
	text(work, "(?!");
	emit_vocabulary(work, name, 0);
	text(work, ")");
}

static void emit_not_in(struct work *work, const slice_array *lists)
{
	for (size_t i = 0; i < lists->n; i++)
		emit_not_here(work, lists->at[i]);
}

/* min..max words; the separator stands before each but the first. */
static void emit_plain_words(struct work *work, const struct element *element)
{
	unsigned min = element->min ? element->min : 1, max = element->max < min ? min : element->max;
	emit_not_in(work, &element->not_in);
	text(work, PLAIN_WORD);
	if (max > 1) {
		text(work, "(?: ");
		emit_not_in(work, &element->not_in);
		buffer_format(&work->out, PLAIN_WORD "){%u,%u}", min - 1, max - 1);
	}
}

static void gap_inline(struct work *work, unsigned max)
{
	text(work, "(?:" NOT_NAME(";:") "{0,3}(?: ");
	if (has_words(work, WORDS_CLAUSE))
		emit_not_here(work, slice_of(WORDS_CLAUSE));
	buffer_format(&work->out, GAP_WORD "){0,%u}?)", max);
}

static void emit_gap(struct work *work, unsigned max)
{
	if (work->inline_only)
		gap_inline(work, max);
	else
		call_shared(work, (struct shared){ SHARED_GAP, { "", 0 }, max });
}

static void emit_class(struct work *work, const struct type_set *set)
{
	bool any = false;
	text(work, "(?-i:[");
	for (uint32_t type = 0; type < TYPES_LIMIT; type++) {
		char bytes[4];
		if (!type_set_has(set, type))
			continue;
		buffer_add(&work->out, slice_make(bytes, unicode_put(MASK_FIRST + type, bytes)));
		any = true;
	}
	/* A hole that takes no type at all can match nothing. */
	if (!any)
		text(work, "^\\s\\S");
	text(work, "])");
}

static void emit_phrase(struct work *work)
{
	const struct pattern *phrase = &work->emitter->ast->phrase;
	if (phrase->n)
		emit_elements(work, phrase, true, SIZE_MAX);
	else
		text(work, PLAIN_WORD);
}

/* What fills a hole, without what may stand around it. */
static void emit_core(struct work *work, const struct emitted_hole *hole, bool possessive_follows)
{
	text(work, "(?:");
	if (!hole->phrase || hole->element->types.n)
		emit_class(work, &hole->types);
	if (hole->phrase && hole->element->types.n)
		text(work, "|");
	if (hole->phrase)
		emit_phrase(work);
	text(work, ")");
	if (!possessive_follows && has_words(work, WORDS_POSSESSIVE)) {
		text(work, "(?!");
		emit_words_named(work, WORDS_POSSESSIVE);
		text(work, ")");
	}
}

static bool is_quote(const struct pattern *pattern)
{
	const struct element *first = pattern->n ? &pattern->elements[0] : NULL;
	return first && first->kind == ELEMENT_MARK && (slice_is(first->text, "'") || slice_is(first->text, "\""));
}

/* Whether the line can begin with nothing but a quote. */
static bool begins_with_quote(const struct pattern *pattern)
{
	const struct element *first = pattern->n ? &pattern->elements[0] : NULL;
	if (!first || first->kind != ELEMENT_CHOICE)
		return is_quote(pattern);
	for (size_t i = 0; i < first->choice_count; i++)
		if (!is_quote(&first->choices[i]))
			return false;
	return first->choice_count != 0;
}

/* A `hole after` line: a quote that begins it closes what stands around the name. */
static void after_inline(struct work *work, const struct pattern *pattern)
{
	struct pattern rest = *pattern;
	if (begins_with_quote(pattern)) {
		emit_one(work, pattern, 0, true);
		rest.elements++;
		rest.n--;
	}
	emit_elements(work, &rest, false, SIZE_MAX);
}

/* `hole before` lines end against the name, `hole after` lines begin against it. */
static void around_inline(struct work *work, enum hole_side side)
{
	const struct ast *ast = work->emitter->ast;
	bool any = false;
	for (size_t i = 0; i < ast->holes.n; i++) {
		if (ast->holes.at[i].side != side)
			continue;
		text(work, any ? "|" : "(?:");
		if (side != HOLE_BEFORE)
			after_inline(work, &ast->holes.at[i].pattern);
		else if (!emit_elements(work, &ast->holes.at[i].pattern, true, SIZE_MAX))
			text(work, " ");
		any = true;
	}
	if (any)
		text(work, side == HOLE_NEVER ? ")" : ")?");
}

static bool has_side(const struct ast *ast, enum hole_side side)
{
	for (size_t i = 0; i < ast->holes.n; i++)
		if (ast->holes.at[i].side == side)
			return true;
	return false;
}

static void emit_around(struct work *work, bool after)
{
	if (work->inline_only)
		around_inline(work, after ? HOLE_AFTER : HOLE_BEFORE);
	else
		call_shared(work, (struct shared){ after ? SHARED_AFTER : SHARED_BEFORE, { "", 0 }, 0 });
}

/* What stands between a member and the next, and that. An aside belongs to the step, so that it is tried when the joint does not follow at once. */
static void emit_step(struct work *work, const struct emitted_hole *hole, const char *joint)
{
	emit_around(work, true);
	if (!strcmp(joint, WORDS_JOIN))
		text(work, " ?");
	emit_words_named(work, joint);
	text(work, " ");
	emit_around(work, false);
	emit_core(work, hole, false);
}

/* The members behind the first. */
/* A list is taken as far as it goes and never given back: long lists between commas could else be read in endlessly many ways. */
static void emit_list(struct work *work, const struct emitted_hole *hole)
{
	text(work, "(?:(?>");
	emit_step(work, hole, WORDS_JOIN_INNER);
	text(work, ")*+");
	emit_step(work, hole, WORDS_JOIN);
	text(work, ")*+");
}

static struct emitted_hole *add_hole(struct work *work, const struct element *element)
{
	struct emitted_hole *hole = array_add(&work->emitted->holes);
	*hole = (struct emitted_hole){ .name = element->text, .list = element->list, .phrase = element->phrase, .element = element };
	for (size_t i = 0; i < element->types.n; i++)
		types_accept(work->emitter->types, element->types.at[i], &hole->types);
	if (!element->types.n && work->emitter->hole_types)
		work->emitter->hole_types(element->text, &hole->types, work->emitter->data);
	else if (!element->types.n)
		memset(&hole->types, 0xff, sizeof hole->types);
	hole->group = ++work->groups;
	return hole;
}

static bool apostrophe_follows(const struct pattern *pattern, size_t i)
{
	return i + 1 < pattern->n && pattern->elements[i + 1].kind == ELEMENT_MARK && pattern->elements[i + 1].glued;
}

/* What may not follow the name that ends a pattern: it would be no more than an attribute of it. */
static void emit_never(struct work *work)
{
	if (!has_side(work->emitter->ast, HOLE_NEVER))
		return;
	text(work, "(?!");
	around_inline(work, HOLE_NEVER);
	text(work, ")");
}

static void emit_hole(struct work *work, const struct pattern *pattern, size_t i, bool glued)
{
	const struct element *element = &pattern->elements[i];
	bool last = i + 1 == pattern->n, possessive = apostrophe_follows(pattern, i);
	/* The array of holes may move while the hole is emitted. */
	struct emitted_hole hole = *add_hole(work, element);
	if (!glued)
		emit_around(work, false);
	text(work, "(");
	emit_core(work, &hole, possessive);
	if (element->list && has_words(work, WORDS_JOIN))
		emit_list(work, &hole);
	text(work, ")");
	if (last && !element->phrase)
		emit_never(work);
	else if (!last && !possessive)
		emit_around(work, true);
}

static void separator(struct work *work, const struct element *element, bool glued)
{
	bool closes = element->kind == ELEMENT_MARK && mark_closes(element->text);
	if (!glued && !closes && element->kind != ELEMENT_GAP)
		buffer_char(&work->out, ' ');
}

/* Whether what follows stands against the end of pattern. */
static bool opens(const struct pattern *pattern)
{
	const struct element *last = pattern->n ? &pattern->elements[pattern->n - 1] : NULL;
	return last && last->kind == ELEMENT_MARK && (mark_opens(last->text) || slice_is(last->text, "'") || slice_is(last->text, "\""));
}

static bool choice_opens(const struct element *element)
{
	for (size_t i = 0; i < element->choice_count; i++)
		if (!opens(&element->choices[i]))
			return false;
	return true;
}

static void emit_choice(struct work *work, const struct element *element, bool glued, bool space_behind)
{
	text(work, "(?:");
	for (size_t i = 0; i < element->choice_count; i++) {
		if (i)
			text(work, "|");
		emit_elements(work, &element->choices[i], glued, SIZE_MAX);
		if (space_behind && !opens(&element->choices[i]))
			text(work, " ");
	}
	text(work, element->optional ? ")?" : ")");
}

/* Capitalised words, with particles between them; `also` is what may stand in a capitalised word's place. */
static void emit_capitalised(struct work *work, const char *also)
{
	text(work, "(?:");
	text(work, also);
	if (has_words(work, WORDS_FUNCTION))
		emit_not_here(work, slice_of(WORDS_FUNCTION));
	text(work, CAPITAL ")(?: (?:");
	if (has_words(work, WORDS_PARTICLE)) {
		emit_words_named(work, WORDS_PARTICLE);
		text(work, " ");
	} else {
		text(work, "(?!)");
	}
	text(work, ")?(?:");
	text(work, also);
	text(work, CAPITAL ")){0,5}");
}

static void emit_name_part(struct work *work)
{
	emit_capitalised(work, ANY_NAME "|");
}

/* Whether a regular expression cannot try many more ways than it has places to start: one repeat without a limit at most, and no
 * repeat at all where it has groups. */
static bool is_tame(struct slice regex)
{
	unsigned endless = 0, repeats = 0, groups = 0;
	bool in_class = false;
	for (size_t i = 0; i < regex.len; i++) {
		char c = regex.ptr[i];
		if (c == '\\') {
			i++;
		} else if (in_class || c == '[') {
			in_class = c != ']';
		} else {
			groups += c == '(';
			repeats += c == '+' || c == '*' || c == '{';
			endless += c == '+' || c == '*' || (c == ',' && i + 1 < regex.len && regex.ptr[i + 1] == '}');
		}
	}
	return endless <= 1 && !(groups && repeats);
}

/* One element without its separator. */
static void emit_one(struct work *work, const struct pattern *pattern, size_t i, bool glued)
{
	const struct element *element = &pattern->elements[i];
	switch (element->kind) {
	case ELEMENT_WORD:
		literal(work, element->text);
		text(work, "(?!\\w)");
		break;
	case ELEMENT_MARK:
		literal(work, element->text);
		break;
	case ELEMENT_HOLE:
		emit_hole(work, pattern, i, glued);
		break;
	case ELEMENT_NAME:
		text(work, ANY_NAME);
		break;
	case ELEMENT_VOCABULARY:
		emit_vocabulary(work, element->text, element->forms);
		break;
	case ELEMENT_CHOICE:
		emit_choice(work, element, true, false);
		break;
	case ELEMENT_GAP:
		emit_gap(work, element->max);
		break;
	case ELEMENT_WORDS:
		emit_plain_words(work, element);
		break;
	case ELEMENT_REGEX:
		text(work, "(?n:");
		buffer_add(&work->out, element->text);
		text(work, ")");
		work->emitted->free |= !is_tame(element->text);
		break;
	case ELEMENT_REST:
		break;
	}
}

static bool may_be_absent(const struct element *element)
{
	return (element->kind == ELEMENT_CHOICE && element->optional) || (element->kind == ELEMENT_WORDS && element->min == 0);
}

/* An element that may be absent where nothing stands before it: it brings the space behind it along. */
static void emit_leading(struct work *work, const struct pattern *pattern, size_t i)
{
	const struct element *element = &pattern->elements[i];
	bool glued_next = i + 1 < pattern->n && pattern->elements[i + 1].glued;
	if (element->kind == ELEMENT_CHOICE) {
		emit_choice(work, element, true, !glued_next);
		return;
	}
	text(work, "(?:");
	emit_plain_words(work, element);
	text(work, " )?");
}

/* An element that may be absent in the middle: it brings the space before it along. */
static void emit_optional(struct work *work, const struct element *element, const struct pattern *pattern, size_t i, bool glued)
{
	if (element->kind == ELEMENT_CHOICE) {
		emit_choice(work, element, glued, false);
		return;
	}
	text(work, glued ? "(?:" : "(?: ");
	emit_one(work, pattern, i, glued);
	text(work, ")?");
}

/* glued: nothing stands between what is before and the first element. Returns whether what follows is to stand glued as well: nothing
 * that must be there was written, or a mark that opens. */
static bool emit_elements(struct work *work, const struct pattern *pattern, bool glued, size_t anchor)
{
	bool open = glued;
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		bool tight = open || element->glued;
		if (may_be_absent(element) && open) {
			emit_leading(work, pattern, i);
			continue;
		}
		if (may_be_absent(element)) {
			emit_optional(work, element, pattern, i, element->glued);
			continue;
		}
		if (element->kind == ELEMENT_CHOICE && i != anchor) {
			emit_choice(work, element, tight, false);
		} else {
			separator(work, element, tight);
			if (i == anchor) {
				work->emitted->anchor = ++work->groups;
				text(work, "(");
			}
			emit_one(work, pattern, i, tight);
			if (i == anchor)
				text(work, ")");
		}
		open = element->kind == ELEMENT_CHOICE ? choice_opens(element) : element->kind == ELEMENT_MARK && mark_opens(element->text);
	}
	return open;
}

/* ---- whole patterns ---- */

static void begin(struct work *work, const struct emitter *emitter, struct arena *arena, struct emitted *emitted)
{
	*work = (struct work){ .emitter = emitter, .arena = arena, .emitted = emitted };
	*emitted = (struct emitted){ 0 };
}

static void emit_shared(struct work *work, struct shared shared)
{
	switch (shared.kind) {
	case SHARED_WORDS:
		vocabulary_inline(work, shared.name, shared.number);
		break;
	case SHARED_BEFORE:
	case SHARED_AFTER:
		around_inline(work, shared.kind == SHARED_AFTER ? HOLE_AFTER : HOLE_BEFORE);
		break;
	case SHARED_GAP:
		gap_inline(work, shared.number);
		break;
	}
}

/* What the definitions call is added to the list that is being walked. */
static void emit_definitions(struct work *work)
{
	if (!work->shared.n)
		return;
	text(work, "(?(DEFINE)");
	for (size_t i = 0; i < work->shared.n; i++) {
		buffer_format(&work->out, "(?<s%zu>", i);
		emit_shared(work, work->shared.at[i]);
		text(work, ")");
	}
	text(work, ")");
}

static void finish(struct work *work)
{
	emit_definitions(work);
	work->emitted->regex = arena_copy(work->arena, buffer_slice(&work->out));
	buffer_fini(&work->out);
	array_fini(&work->shared);
}

/* Fails behind a word that makes what follows part of something else. */
static void not_a_complement(struct work *work)
{
	int number = work->emitter->classes ? classes_number(work->emitter->classes, slice_of(WORDS_COMPLEMENT)) : -1;
	if (number >= 0) {
		buffer_format(&work->out, "(?C%d)", number + 1);
		return;
	}
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, work->emitter->ast, slice_of(WORDS_COMPLEMENT), 0, work->arena);
	for (size_t i = 0; i < vocabulary.texts.n; i++) {
		text(work, i ? "|\\b" : "(?<!\\b");
		literal(work, vocabulary.texts.at[i]);
		text(work, " ");
	}
	if (vocabulary.texts.n)
		text(work, ")");
	vocabulary_fini(&vocabulary);
}

void emit_pattern(const struct emitter *emitter, const struct pattern *pattern, size_t anchor, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	begin(&work, emitter, arena, emitted);
	if (pattern->n && pattern->elements[0].kind != ELEMENT_MARK)
		text(&work, "(?<![\\w-])");
	if (pattern->n && pattern->elements[0].kind == ELEMENT_HOLE)
		not_a_complement(&work);
	emit_elements(&work, pattern, true, anchor);
	if (pattern->n && pattern->elements[pattern->n - 1].kind != ELEMENT_MARK)
		text(&work, "(?!\\w)");
	finish(&work);
}
static size_t name_begins(const struct pattern *pattern)
{
	size_t i = 0;
	while (i + 1 < pattern->n && (may_be_absent(&pattern->elements[i]) ||
	       (pattern->elements[i].kind == ELEMENT_VOCABULARY && slice_is(pattern->elements[i].text, WORDS_TITLE))))
		i++;
	return i;
}

/* What the library can look for without trying the pattern at every byte: where a name may begin. */
static void begin_name(struct work *work, const struct element *element)
{
	if (element->kind == ELEMENT_NAME)
		text(work, "(?=(?-i:[A-Z]|[^\\x00-\\x7F]))");
}

/* What is called cannot be looked into for how it begins: the first vocabulary is written out. */
static void emit_first(struct work *work, const struct element *element, const struct pattern *pattern, size_t i)
{
	if (element->kind == ELEMENT_VOCABULARY)
		vocabulary_inline(work, element->text, element->forms);
	else
		emit_one(work, pattern, i, true);
}

/* Optional words before the name bind nothing: they are left out. */
static void emit_name_elements(struct work *work, const struct pattern *pattern)
{
	size_t from = name_begins(pattern);
	bool open = true, first = true;
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		if (may_be_absent(element) && open)
			continue;
		bool tight = open || element->glued;
		if (i == from || element->kind != ELEMENT_CHOICE)
			separator(work, element, tight);
		if (first)
			begin_name(work, element);
		text(work, i == from ? "(" : "");
		if (element->kind == ELEMENT_NAME) {
			text(work, "(");
			emit_name_part(work);
			text(work, ")");
		} else if (may_be_absent(element)) {
			emit_optional(work, element, pattern, i, element->glued);
		} else if (element->kind == ELEMENT_CHOICE) {
			emit_choice(work, element, tight || i == from, false);
		} else if (first) {
			emit_first(work, element, pattern, i);
		} else {
			emit_one(work, pattern, i, tight);
		}
		first = false;
		open = element->kind == ELEMENT_MARK && mark_opens(element->text);
	}
	text(work, ")");
}

void emit_name(const struct emitter *emitter, const struct pattern *pattern, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	begin(&work, emitter, arena, emitted);
	text(&work, "(?<![\\w-])");
	emit_name_elements(&work, pattern);
	text(&work, "(?!\\w)");
	finish(&work);
}

/* Between two members, and what may stand before the second. */
static void emit_joint(struct work *work)
{
	text(work, "(?:");
	emit_words_named(work, WORDS_JOIN_INNER);
	text(work, "| ?");
	emit_words_named(work, WORDS_JOIN);
	text(work, ") ");
	emit_around(work, false);
}

void emit_member(const struct emitter *emitter, const struct emitted_hole *hole, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	begin(&work, emitter, arena, emitted);
	text(&work, "(?:");
	emit_joint(&work);
	text(&work, ")?(");
	emit_core(&work, hole, true);
	text(&work, ")");
	emit_around(&work, true);
	text(&work, "(?=\\z|");
	emit_joint(&work);
	emit_core(&work, hole, true);
	text(&work, ")");
	finish(&work);
}

static void drop_single_words(struct vocabulary *vocabulary)
{
	size_t kept = 0;
	for (size_t i = 0; i < vocabulary->texts.n; i++)
		if (!vocabulary_is_word(vocabulary->texts.at[i]))
			vocabulary->texts.at[kept++] = vocabulary->texts.at[i];
	vocabulary->texts.n = kept;
}

bool emit_words(const struct emitter *emitter, struct slice name, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	struct vocabulary vocabulary;
	begin(&work, emitter, arena, emitted);
	vocabulary_init(&vocabulary, emitter->ast, name, 0, arena);
	if (!slice_is(name, WORDS_COMPLEMENT))
		drop_single_words(&vocabulary);
	bool any = vocabulary.texts.n || vocabulary.patterns.n;
	text(&work, "(?<!\\w)");
	write_vocabulary(&work, &vocabulary);
	vocabulary_fini(&vocabulary);
	finish(&work);
	return any;
}

void emit_choices(const struct emitter *emitter, const pattern_array *patterns, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	begin(&work, emitter, arena, emitted);
	text(&work, "(?<!\\w)(?:");
	for (size_t i = 0; i < patterns->n; i++) {
		if (i)
			text(&work, "|");
		emit_elements(&work, &patterns->at[i], true, SIZE_MAX);
	}
	text(&work, ")(?!\\w)");
	finish(&work);
}

void emit_capitals(const struct emitter *emitter, struct arena *arena, struct emitted *emitted)
{
	struct work work;
	begin(&work, emitter, arena, emitted);
	text(&work, "(?<![\\w'])");
	emit_capitalised(&work, "");
	text(&work, "(?!\\w)");
	finish(&work);
}

void emit_fini(struct emitted *emitted)
{
	array_fini(&emitted->holes);
}
