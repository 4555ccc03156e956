#include "match/relax.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "match/spelling.h"
#include "rules/emit.h"
#include "rules/vocabulary.h"

enum { WIDE_GAP = 8, LONG_GAP = 24, NAME_WORDS = 4, ROOM = 4, SHOWN_WORDS = 3 };

/* A stretch that stands in the sentence and the next element that does not, on one side of it. */
struct edge {
	struct probe *probe;
	const struct trigger_finder *finder;
	const struct element *elements; /* the stretch, what may be absent or is a gap, and the missing element */
	size_t n;
	size_t missing;         /* index of the missing element: the first or the last */
	struct probe_span span; /* of the stretch */
	struct cause *cause;
};

static bool is_right(const struct edge *edge)
{
	return edge->missing > 0;
}

static const struct element *missing_element(const struct edge *edge)
{
	return &edge->elements[edge->missing];
}

/* The words next to the stretch, where the missing element should stand. */
static struct slice words_there(const struct edge *edge)
{
	return is_right(edge) ? probe_words_behind(edge->probe, edge->span.end, SHOWN_WORDS)
	                      : probe_words_before(edge->probe, edge->span.start, SHOWN_WORDS);
}

/* ---- changed copies of the line ---- */

/* A copy in which the missing element is another, and `between` (may be NULL) stands between it and the rest. Returns the number of elements. */
static size_t change(const struct edge *edge, const struct element *other, const struct element *between, struct element *copy, size_t *at)
{
	size_t n = 0;
	for (size_t i = 0; i < edge->n; i++) {
		if (i == edge->missing && is_right(edge) && between)
			copy[n++] = *between;
		if (i == edge->missing)
			*at = n;
		copy[n++] = i == edge->missing ? *other : edge->elements[i];
		if (i == edge->missing && !is_right(edge) && between)
			copy[n++] = *between;
	}
	if (between)
		copy[*at].glued = false;
	return n;
}

static struct element *room_for(const struct edge *edge)
{
	return arena_alloc(edge->probe->arena, (edge->n + ROOM) * sizeof(struct element));
}

static bool stands_with(const struct edge *edge, const struct element *other, const struct element *between, struct probe_span *stood)
{
	struct element *copy = room_for(edge);
	size_t at, n = change(edge, other, between, copy, &at);
	return probe_stands(edge->probe, copy, n, NULL, at, stood);
}

/* The same, and what stands between. */
static bool stands_apart(const struct edge *edge, const struct element *other, const struct element *between, struct probe_span *stood)
{
	struct element *copy = room_for(edge);
	size_t at, n = change(edge, other, between, copy, &at);
	struct probe_span found;
	if (!probe_stands(edge->probe, copy, n, NULL, at, &found))
		return false;
	*stood = is_right(edge) ? (struct probe_span){ edge->span.end, found.start } : (struct probe_span){ found.end, edge->span.start };
	return stood->start < stood->end;
}

void relax_word(struct probe *probe, const struct pattern *pattern, const struct trigger *trigger, struct cause *cause)
{
	struct slice subject = slice_part(probe->view->document->text, probe->view->sentence->start, probe->view->sentence->end);
	if (trigger->element == pattern->n)
		return;
	cause->wanted = probe_source(&pattern->elements[trigger->element]);
	if (spelling_find_in_name(probe, &trigger->words, cause)) {
		cause->kind = CAUSE_IN_NAME;
		cause->score = 98;
	} else if (spelling_find_form(probe, subject, &trigger->words, cause)) {
		cause->kind = CAUSE_FORM;
		cause->score = 95;
	} else if (spelling_find_misspelt(probe, subject, &trigger->words, cause)) {
		cause->kind = CAUSE_SPELLING;
		cause->score = 90;
	}
}

/* ---- a hole that nothing fills ---- */

static bool begins_upper(struct slice word)
{
	size_t at = 0;
	return word.len && unicode_is_upper(unicode_next(word, &at));
}

static bool is_listed(const struct probe *probe, const char *list, struct slice word)
{
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, probe->rules->ast, slice_of(list), 0, probe->arena);
	bool found = spelling_is_one_of(unicode_fold(probe->arena, word), &vocabulary.texts);
	vocabulary_fini(&vocabulary);
	return found;
}

/* Behind a determiner that stands next to the stretch. */
static size_t behind_determiner(const struct edge *edge)
{
	struct slice subject = probe_subject(edge->probe), word = probe_words_behind(edge->probe, edge->span.end, 1);
	size_t at = edge->span.end;
	if (!is_listed(edge->probe, WORDS_DETERMINER, word))
		return at;
	while (at < subject.len && subject.ptr[at] == ' ')
		at++;
	while (at < subject.len && subject.ptr[at] != ' ')
		at++;
	return at;
}

/* The run of capitalised words next to the stretch; else the one word there. */
static struct slice name_there(const struct edge *edge)
{
	struct slice best = { "", 0 };
	size_t behind = behind_determiner(edge);
	for (size_t n = 1; n <= NAME_WORDS; n++) {
		struct slice words =
		        is_right(edge) ? probe_words_behind(edge->probe, behind, n) : probe_words_before(edge->probe, edge->span.start, n);
		struct slice last = words, rest = words, word;
		if (is_right(edge))
			while (slice_split(&rest, ' ', &word))
				last = word;
		else
			slice_split(&rest, ' ', &last);
		if (n > 1 && (!begins_upper(last) || !begins_upper(best) || words.len == best.len))
			return best;
		best = words;
	}
	return best;
}

static bool shares_word(struct arena *arena, struct slice a, struct slice b)
{
	struct slice word, other;
	for (size_t i = 0; spelling_word(a, &i, &word);)
		for (size_t k = 0; spelling_word(b, &k, &other);)
			if (word.len > 3 && slice_equal(unicode_fold(arena, word), unicode_fold(arena, other)))
				return true;
	return false;
}

/* The declared entity whose name or alias looks like name and that the missing hole would take. */
static const struct ast_entity *similar_entity(const struct edge *edge, struct slice name)
{
	struct probe *probe = edge->probe;
	const struct ast *ast = probe->rules->ast;
	struct type_set set = probe_hole_set(probe, missing_element(edge));
	slice_array names = { 0 };
	const struct ast_entity *similar = NULL;
	struct slice folded = unicode_fold(probe->arena, name);
	for (size_t i = 0; i < ast->entities.n && !similar; i++) {
		const struct ast_entity *entity = &ast->entities.at[i];
		if (!type_set_has(&set, types_number(&probe->rules->types, entity->type)))
			continue;
		array_clear(&names);
		array_push(&names, unicode_fold(probe->arena, entity->name));
		for (size_t k = 0; k < entity->also.n; k++)
			array_push(&names, unicode_fold(probe->arena, entity->also.at[k]));
		if (diag_nearest(folded, names.at, names.n).len || shares_word(probe->arena, name, entity->name))
			similar = entity;
	}
	array_fini(&names);
	return similar;
}

static void set_no_name(const struct edge *edge, struct slice words)
{
	const struct ast_entity *similar = begins_upper(words) ? similar_entity(edge, words) : NULL;
	edge->cause->kind = similar ? CAUSE_ALIAS : CAUSE_NO_NAME;
	edge->cause->stood = words;
	if (!similar)
		return;
	edge->cause->near = similar->name;
	edge->cause->near_place = similar->place;
}

/* A name that no `entity` line has may be one that the hole takes in another spelling; and one that nothing knows is no name of the wrong type. */
static void set_type(const struct edge *edge, struct probe_span stood)
{
	const struct types *types = &edge->probe->rules->types;
	const struct mention *mention = probe_mention(edge->probe, stood);
	struct slice text = probe_text(edge->probe, stood);
	bool declared = mention && mention->kind == MENTION_ENTITY;
	if (!declared && (!mention || mention->type >= types->n || similar_entity(edge, text))) {
		set_no_name(edge, text);
		return;
	}
	edge->cause->kind = CAUSE_TYPE;
	edge->cause->stood = text;
	edge->cause->near = types->ast->types.at[mention->type].name;
}

/* ---- what stands between ---- */

/* The word or mark that ends a clause in text; empty where none does. */
static struct slice clause_end(const struct edge *edge, struct slice text)
{
	struct slice rest = text, word;
	while (slice_split(&rest, ' ', &word)) {
		char last = word.len ? word.ptr[word.len - 1] : ' ';
		if (last == ';' || last == ':')
			return slice_make(&word.ptr[word.len - 1], 1);
		if (slice_is(word, "-") || slice_is(word, "\xE2\x80\x93") || slice_is(word, "\xE2\x80\x94"))
			return word;
		struct slice bare = word;
		while (bare.len && strchr(",.\"'()", bare.ptr[bare.len - 1]))
			bare.len--;
		if (bare.len && is_listed(edge->probe, WORDS_CLAUSE, bare))
			return bare;
	}
	return slice_make("", 0);
}

static void set_between(const struct edge *edge, struct probe_span stood)
{
	struct cause *cause = edge->cause;
	cause->stood = probe_text(edge->probe, stood);
	cause->near = clause_end(edge, cause->stood);
	cause->kind = cause->near.len ? CAUSE_CLAUSE : CAUSE_BETWEEN;
	const struct mention *mention = probe_mention(edge->probe, stood);
	if (cause->near.len || !mention)
		return;
	cause->kind = CAUSE_NAME_BETWEEN;
	cause->near = unicode_normal(edge->probe->arena, slice_part(edge->probe->view->document->text, mention->start, mention->end));
}

static bool found_between(const struct edge *edge, const struct element *other)
{
	static const struct element gap = { .kind = ELEMENT_GAP, .max = WIDE_GAP };
	static const struct element long_gap = { .kind = ELEMENT_GAP, .max = LONG_GAP };
	struct probe_span stood;
	if (!stands_apart(edge, other, &gap, &stood) && !stands_apart(edge, other, &long_gap, &stood))
		return false;
	set_between(edge, stood);
	return true;
}

/* Anything at all may stand between. */
static bool found_beyond(const struct edge *edge, const struct element *other)
{
	const struct element anything = { .kind = ELEMENT_REGEX, .text = slice_of(".{1,250}?"), .glued = true };
	struct probe_span stood;
	if (!stands_apart(edge, other, &anything, &stood))
		return false;
	set_between(edge, stood);
	return true;
}

/* ---- the two kinds of missing element ---- */

/* Whether what stands next to the stretch, marks apart, is a name that was seen. */
static bool is_seen(const struct edge *edge)
{
	struct slice subject = probe_subject(edge->probe);
	size_t at = is_right(edge) ? behind_determiner(edge) : edge->span.start;
	if (is_right(edge)) {
		while (at < subject.len && strchr(" ,.\"'()-", subject.ptr[at]))
			at++;
		return probe_mention(edge->probe, (struct probe_span){ at, at + 1 });
	}
	while (at && strchr(" ,.\"'()-", subject.ptr[at - 1]))
		at--;
	return at >= MASK_TOKEN_LEN && probe_mention(edge->probe, (struct probe_span){ at - MASK_TOKEN_LEN, at });
}

static void explain_hole(const struct edge *edge)
{
	static const struct element gap = { .kind = ELEMENT_GAP, .max = WIDE_GAP };
	struct element any = *missing_element(edge);
	struct probe_span stood;
	struct slice words = name_there(edge);
	bool unseen = begins_upper(words) && !is_seen(edge);
	edge->cause->takes = probe_hole_types(edge->probe, &any);
	memset(&any.types, 0, sizeof any.types);
	edge->probe->any = any.text;
	bool typed = stands_with(edge, &any, NULL, &stood);
	edge->probe->any = slice_of("");
	if (typed) {
		set_type(edge, stood);
		return;
	}
	if (!unseen && found_between(edge, missing_element(edge)))
		return;
	edge->probe->any = any.text;
	typed = !unseen && stands_with(edge, &any, &gap, &stood);
	edge->probe->any = slice_of("");
	if (typed)
		set_type(edge, stood);
	else if (unseen || !found_beyond(edge, missing_element(edge)))
		set_no_name(edge, words);
}

static void explain_word(const struct edge *edge)
{
	struct trigger trigger;
	struct pattern one = { .elements = (struct element *)(uintptr_t)missing_element(edge), .n = 1 };
	struct slice words = words_there(edge);
	if (found_between(edge, missing_element(edge)))
		return;
	trigger_find(edge->finder, &one, &trigger, NULL);
	bool misspelt = trigger.words.n && spelling_find_misspelt(edge->probe, words, &trigger.words, edge->cause);
	trigger_fini(&trigger);
	if (misspelt) {
		edge->cause->kind = CAUSE_SPELLING;
	} else if (!found_beyond(edge, missing_element(edge))) {
		edge->cause->kind = CAUSE_OTHER_WORD;
		edge->cause->stood = words;
	}
}

static bool is_demanded(const struct element *element)
{
	return element->kind != ELEMENT_GAP && !element->optional && !(element->kind == ELEMENT_WORDS && !element->min);
}

/* Whether the line goes on where each of its lists is one name. */
static bool goes_on_with_one(const struct edge *edge)
{
	struct element *copy = room_for(edge);
	size_t list = edge->n;
	struct probe_span stood;
	memcpy(copy, edge->elements, edge->n * sizeof *copy);
	for (size_t i = edge->n; i-- > 0;) {
		if (copy[i].kind != ELEMENT_HOLE || !copy[i].list)
			continue;
		copy[i].list = false;
		list = i;
	}
	if (list == edge->n || !probe_stands(edge->probe, copy, edge->n, NULL, list, &stood))
		return false;
	edge->cause->wanted = probe_source(&edge->elements[list]);
	edge->cause->stood = probe_text(edge->probe, stood);
	return true;
}

static void explain(const struct edge *edge)
{
	edge->cause->wanted = probe_source(missing_element(edge));
	if (goes_on_with_one(edge))
		edge->cause->kind = CAUSE_LIST;
	else if (missing_element(edge)->kind == ELEMENT_HOLE)
		explain_hole(edge);
	else
		explain_word(edge);
}

void relax_stretch(
        struct probe *probe, const struct trigger_finder *finder, const struct pattern *pattern, size_t first, size_t end, struct cause *cause)
{
	struct edge edge = { .probe = probe, .finder = finder, .cause = cause };
	size_t right = end;
	if (!probe_stands(probe, pattern->elements + first, end - first, &edge.span, 0, NULL))
		return;
	cause->matched = probe_text(probe, edge.span);
	while (right < pattern->n && !is_demanded(&pattern->elements[right]))
		right++;
	if (first > 0 && right == pattern->n) {
		size_t left = first - 1;
		while (left > 0 && !is_demanded(&pattern->elements[left]))
			left--;
		edge.elements = pattern->elements + left;
		edge.n = end - left;
		edge.missing = 0;
	} else if (right < pattern->n) {
		edge.elements = pattern->elements + first;
		edge.n = right + 1 - first;
		edge.missing = edge.n - 1;
	} else {
		return;
	}
	explain(&edge);
}
