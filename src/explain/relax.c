#include "explain/relax.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "explain/open_word.h"
#include "explain/spelling.h"
#include "rules/emit.h"
#include "rules/vocabulary.h"

enum { WIDE_GAP = 8, LONG_GAP = 24, NAME_WORDS = 4, ROOM = 4, SHOWN_WORDS = 3 };

/* How near a line comes that would match if one thing were otherwise: its name known or of the type, its word spelt so, … */
enum {
	ALMOST_TYPE = 970,
	ALMOST_SPELLING = 960,
	ALMOST_IN_NAME = 955,
	ALMOST_BETWEEN = 950,
	ALMOST_ALIAS = 945,
	ALMOST_NAME = 930,
	ALMOST_BEYOND = 925,
	ALMOST_WORD = 915
};

/* A stretch that stands in the sentence and the next element that does not, on one side of it. */
struct edge {
	struct probe *probe;
	const struct trigger_finder *finder;
	const struct pattern *pattern;  /* the whole line */
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

/* Elements of a line in which the one at `missing` is another, and `between` (may be NULL) stands between it and the stretch on its left or right.
 * Returns their number; *at is where the other stands. */
static size_t change(const struct element *elements, size_t n, size_t missing, bool right, const struct element *other, const struct element *between,
        struct element *copy, size_t *at)
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++) {
		if (i == missing && right && between)
			copy[count++] = *between;
		if (i == missing)
			*at = count;
		copy[count++] = i == missing ? *other : elements[i];
		if (i == missing && !right && between)
			copy[count++] = *between;
	}
	if (between)
		copy[*at].glued = false;
	return count;
}

static struct element *room_for(const struct edge *edge)
{
	return arena_alloc(edge->probe->arena, (edge->pattern->n + ROOM) * sizeof(struct element));
}

/* Whether the whole line would match with that change: then it came as near as `score`. */
static void weigh_change(const struct edge *edge, const struct element *other, const struct element *between, unsigned score)
{
	struct element *copy = room_for(edge);
	size_t missing = (size_t)(edge->elements - edge->pattern->elements) + edge->missing, at;
	size_t n = change(edge->pattern->elements, edge->pattern->n, missing, is_right(edge), other, between, copy, &at);
	if (edge->cause->score < score && probe_stands(edge->probe, copy, n, NULL, 0, NULL))
		edge->cause->score = score;
}

static bool stands_with(const struct edge *edge, const struct element *other, const struct element *between, struct probe_span *stood)
{
	struct element *copy = room_for(edge);
	size_t at, n = change(edge->elements, edge->n, edge->missing, is_right(edge), other, between, copy, &at);
	return probe_stands(edge->probe, copy, n, NULL, at, stood);
}

/* The same, and what stands between. */
static bool stands_apart(const struct edge *edge, const struct element *other, const struct element *between, struct probe_span *stood)
{
	struct element *copy = room_for(edge);
	size_t at, n = change(edge->elements, edge->n, edge->missing, is_right(edge), other, between, copy, &at);
	struct probe_span found;
	if (!probe_stands(edge->probe, copy, n, NULL, at, &found))
		return false;
	*stood = is_right(edge) ? (struct probe_span){ edge->span.end, found.start } : (struct probe_span){ found.end, edge->span.start };
	return stood->start < stood->end;
}

/* A line that is one choice as a whole matches whatever takes the place of that. */
static bool has_rest(const struct pattern *pattern)
{
	return pattern->n > 1;
}

/* The word that stands instead of the trigger makes the line match? */
static void weigh_word(struct probe *probe, const struct pattern *pattern, const struct trigger *trigger, struct cause *cause, unsigned score)
{
	struct element word = { .kind = ELEMENT_WORD, .text = cause->stood };
	struct edge edge = { .probe = probe, .cause = cause, .pattern = pattern, .elements = pattern->elements, .missing = trigger->element };
	if (has_rest(pattern))
		weigh_change(&edge, &word, NULL, score);
}

/* The name that hides the trigger, standing in its place, makes the line match? */
static void weigh_name(struct probe *probe, const struct pattern *pattern, const struct trigger *trigger, struct cause *cause)
{
	struct element name = { .kind = ELEMENT_HOLE, .text = slice_of("hidden name") }; /* no line can call a hole so */
	struct edge edge = { .probe = probe, .cause = cause, .pattern = pattern, .elements = pattern->elements, .missing = trigger->element };
	probe->any = name.text;
	if (has_rest(pattern))
		weigh_change(&edge, &name, NULL, ALMOST_IN_NAME);
	probe->any = slice_of("");
}

void relax_word(struct probe *probe, const struct pattern *pattern, const struct trigger *trigger, struct cause *cause)
{
	/* Names are masked: "Pell" is no misspelt "fell". */
	struct slice subject = arena_copy(probe->arena, probe_subject(probe));
	if (trigger->element == pattern->n)
		return;
	cause->wanted = probe_source(&pattern->elements[trigger->element]);
	if (spelling_find_in_name(probe, &trigger->words, cause)) {
		cause->kind = CAUSE_IN_NAME;
		cause->score = 98;
		weigh_name(probe, pattern, trigger, cause);
	} else if (spelling_find_form(probe, subject, &trigger->words, cause)) {
		cause->kind = CAUSE_FORM;
		cause->score = 95;
		weigh_word(probe, pattern, trigger, cause, ALMOST_NAME);
	} else if (spelling_find_misspelt(probe, subject, &trigger->words, cause)) {
		cause->kind = CAUSE_SPELLING;
		cause->score = 90;
		weigh_word(probe, pattern, trigger, cause, ALMOST_SPELLING);
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

static struct slice without_marks(struct slice words)
{
	while (words.len && strchr(".,;:!?", words.ptr[words.len - 1]))
		words.len--;
	return words;
}

static void set_no_name(const struct edge *edge, struct slice words)
{
	static const struct element some = { .kind = ELEMENT_WORDS, .min = 1, .max = NAME_WORDS };
	const struct type_set types = probe_hole_set(edge->probe, missing_element(edge));
	const struct ast_entity *similar = begins_upper(words) ? similar_entity(edge, words) : NULL;
	if (!similar && open_word_find(edge->probe, edge->span, is_right(edge), &types, edge->cause)) {
		weigh_change(edge, &some, NULL, ALMOST_NAME);
		return;
	}
	edge->cause->kind = similar ? CAUSE_ALIAS : CAUSE_NO_NAME;
	edge->cause->stood = without_marks(words);
	weigh_change(edge, &some, NULL, similar ? ALMOST_ALIAS : ALMOST_NAME);
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
	weigh_change(edge, other, &long_gap, ALMOST_BETWEEN);
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
	weigh_change(edge, other, &anything, ALMOST_BEYOND);
	return true;
}

/* ---- a name that belongs to something else ---- */

/* The longest member of a list that ends right before a byte. */
static struct slice listed_before(const struct edge *edge, const char *list, size_t at)
{
	for (size_t n = SHOWN_WORDS; n > 0; n--) {
		struct slice words = probe_words_before(edge->probe, at, n);
		if (is_listed(edge->probe, list, words))
			return words;
	}
	return slice_make("", 0);
}

static void set_part(const struct edge *edge, struct slice shown, struct slice sign)
{
	edge->cause->kind = CAUSE_PART;
	edge->cause->stood = shown;
	edge->cause->near = sign;
}

/* Whether the line stands with one element more before or behind it, and how near that comes. */
static void weigh_more(const struct edge *edge, const struct element *before, const struct element *behind)
{
	struct element *copy = room_for(edge);
	size_t n = edge->pattern->n, shift = before ? 1 : 0;
	memcpy(copy + shift, edge->pattern->elements, n * sizeof *copy);
	if (before) {
		copy[0] = *before;
		copy[1].glued = true;
	} else if (behind) {
		copy[n] = *behind;
	}
	if (edge->cause->score < ALMOST_TYPE && probe_stands(edge->probe, copy, n + 1, NULL, 0, NULL))
		edge->cause->score = ALMOST_TYPE;
}

/* "the war against Orlov": a line that begins with a name does not take it there. */
static bool found_complement(const struct edge *edge)
{
	const struct element start = { .kind = ELEMENT_REGEX, .text = slice_of("(?=.)") };
	struct element *copy = room_for(edge);
	struct probe_span stood;
	if (is_right(edge) || missing_element(edge) != edge->pattern->elements)
		return false;
	copy[0] = start;
	memcpy(copy + 1, edge->elements, edge->n * sizeof *copy);
	copy[1].glued = true;
	if (!probe_stands(edge->probe, copy, edge->n + 1, NULL, 1, &stood))
		return false;
	struct slice before = listed_before(edge, WORDS_COMPLEMENT, stood.start);
	struct slice shown = probe_words_before(edge->probe, stood.end, SHOWN_WORDS);
	if (!before.len)
		return false;
	set_part(edge, shown, before);
	weigh_more(edge, &start, NULL);
	return true;
}

/* "opposed France policy", "toppled Orlov's ally": what follows a name makes it an attribute. */
static bool found_attribute(const struct edge *edge)
{
	const struct element end = { .kind = ELEMENT_REGEX, .text = slice_of("(?=.)"), .glued = true };
	const struct element apostrophe = { .kind = ELEMENT_MARK, .text = slice_of("'"), .glued = true };
	struct element *copy = room_for(edge);
	struct probe_span stood;
	if (!is_right(edge) || missing_element(edge) != &edge->pattern->elements[edge->pattern->n - 1])
		return false;
	memcpy(copy, edge->elements, edge->n * sizeof *copy);
	copy[edge->n] = end;
	bool found = probe_stands(edge->probe, copy, edge->n + 1, NULL, edge->missing, &stood);
	copy[edge->n] = apostrophe;
	if (!found && !probe_stands(edge->probe, copy, edge->n + 1, NULL, edge->missing, &stood))
		return false;
	struct slice behind = without_marks(probe_words_behind(edge->probe, stood.end, 1));
	set_part(edge, without_marks(probe_words_behind(edge->probe, stood.start, 2)), behind);
	weigh_more(edge, NULL, found ? &end : &apostrophe);
	return true;
}

static bool found_part(const struct edge *edge)
{
	return found_complement(edge) || found_attribute(edge);
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

/* Whether the missing hole would take a name of any type; *stood is that. */
static bool stands_typed(const struct edge *edge, const struct element *between, struct probe_span *stood)
{
	struct element any = *missing_element(edge);
	memset(&any.types, 0, sizeof any.types);
	edge->probe->any = any.text;
	bool typed = stands_with(edge, &any, between, stood);
	if (typed)
		weigh_change(edge, &any, between, ALMOST_TYPE);
	edge->probe->any = slice_of("");
	return typed;
}

/* Whether a gap of the line took words between the stretch and that name. */
static bool is_apart(const struct edge *edge, struct probe_span stood)
{
	bool gap = false;
	for (size_t i = 0; i < edge->n; i++)
		gap |= edge->elements[i].kind == ELEMENT_GAP;
	return gap && (is_right(edge) ? behind_determiner(edge) + 1 < stood.start : stood.end + 1 < edge->span.start);
}

static void explain_hole(const struct edge *edge)
{
	static const struct element gap = { .kind = ELEMENT_GAP, .max = WIDE_GAP };
	struct probe_span stood;
	struct slice words = name_there(edge);
	bool unseen = begins_upper(words) && !is_seen(edge);
	edge->cause->takes = probe_hole_types(edge->probe, missing_element(edge));
	if (found_part(edge))
		return;
	if (stands_typed(edge, NULL, &stood)) {
		/* One of the right type behind it is the one that is meant. */
		if (!is_apart(edge, stood) || !found_beyond(edge, missing_element(edge)))
			set_type(edge, stood);
		return;
	}
	if (!unseen && found_between(edge, missing_element(edge)))
		return;
	if (!unseen && stands_typed(edge, &gap, &stood))
		set_type(edge, stood);
	else if (unseen || !found_beyond(edge, missing_element(edge)))
		set_no_name(edge, words);
}

static void explain_word(const struct edge *edge)
{
	static const struct element one_word = { .kind = ELEMENT_WORDS, .min = 1, .max = 1 };
	struct trigger trigger;
	struct pattern one = { .elements = (struct element *)(uintptr_t)missing_element(edge), .n = 1 };
	struct slice words = words_there(edge);
	if (found_between(edge, missing_element(edge)))
		return;
	trigger_find(edge->finder, &one, &trigger, NULL);
	bool misspelt = trigger.words.n && !is_seen(edge) && spelling_find_misspelt(edge->probe, words, &trigger.words, edge->cause);
	if (misspelt) {
		struct element word = { .kind = ELEMENT_WORD, .text = edge->cause->stood };
		edge->cause->kind = CAUSE_SPELLING;
		weigh_change(edge, &word, NULL, ALMOST_SPELLING);
	} else if (!found_beyond(edge, missing_element(edge))) {
		edge->cause->kind = CAUSE_OTHER_WORD;
		edge->cause->stood = without_marks(words);
		weigh_change(edge, &one_word, NULL, ALMOST_WORD);
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

/* The element as it stands in the line; what is glued to an apostrophe with that. */
static struct slice source_of(const struct element *element)
{
	struct slice text = probe_source(element), line = spot_place(element->spot).source;
	size_t column = element->spot.column;
	if (element->glued && column > 1 && column - 1 < line.len && text.ptr == line.ptr + column - 1 && line.ptr[column - 2] == '\'')
		return slice_part(line, column - 2, column - 1 + text.len);
	return text;
}

static void explain(const struct edge *edge)
{
	edge->cause->wanted = source_of(missing_element(edge));
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
	struct edge edge = { .probe = probe, .finder = finder, .pattern = pattern, .cause = cause };
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
