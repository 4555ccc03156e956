#include "rules/cover.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "rules/list.h"
#include "rules/vocabulary.h"

/* Of a line, a vocabulary, the stack. */
enum { WORDS_MOST = 8, TEXTS_MOST = 1000, DEPTH_MOST = 2000 };

/* What is left of a pattern: its elements from `at` on, then what is left of the one around it. */
struct rest {
	const struct pattern *pattern;
	size_t at;
	const struct rest *around;
	bool glued; /* its first element is, whatever it says itself */
};

/* A hole of the special line that stands where one of the general line does. */
struct pairing {
	struct slice general, special;
	const struct pairing *before;
};

/* The two lines that are compared. */
struct sides {
	struct cover *cover;
	const struct ast_rule *general, *special;
};

void cover_init(struct cover *cover, const struct ruleset *rules)
{
	*cover = (struct cover){ .rules = rules, .arena = arena_new(), .vocabularies = map_new() };
}

void cover_fini(struct cover *cover)
{
	map_free(cover->vocabularies);
	arena_free(cover->arena);
}

/* ---- words ---- */

/* What <name>/forms stands for. */
struct listed {
	unsigned forms;
	slice_array texts;   /* sorted */
	bool plain;          /* no member is more than words */
	struct listed *next; /* of the same name, with other forms */
};

static int by_bytes(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static struct listed *read_vocabulary(struct cover *cover, const struct element *element)
{
	struct vocabulary vocabulary;
	struct listed *listed = arena_alloc(cover->arena, sizeof *listed);
	vocabulary_init(&vocabulary, cover->rules->ast, element->text, element->forms, cover->arena);
	*listed = (struct listed){ .forms = element->forms, .plain = vocabulary.patterns.n == 0 };
	for (size_t i = 0; i < vocabulary.texts.n; i++)
		list_push(cover->arena, &listed->texts, vocabulary.texts.at[i]);
	if (listed->texts.n > 1)
		qsort(listed->texts.at, listed->texts.n, sizeof *listed->texts.at, by_bytes);
	vocabulary_fini(&vocabulary);
	return listed;
}

static const struct listed *list_vocabulary(struct cover *cover, const struct element *element)
{
	struct listed *first = map_get(cover->vocabularies, element->text), *listed = first;
	while (listed && listed->forms != element->forms)
		listed = listed->next;
	if (listed)
		return listed;
	listed = read_vocabulary(cover, element);
	listed->next = first;
	map_put(cover->vocabularies, element->text, listed);
	return listed;
}

static bool lists(const struct listed *listed, struct slice text)
{
	return listed->texts.n && bsearch(&text, listed->texts.at, listed->texts.n, sizeof text, by_bytes);
}

static bool covers_vocabulary(struct cover *cover, const struct element *general, const struct element *special)
{
	if (slice_equal(general->text, special->text) && general->forms == special->forms)
		return true;
	const struct listed *all = list_vocabulary(cover, general), *some = list_vocabulary(cover, special);
	if (!some->plain || some->texts.n > TEXTS_MOST)
		return false;
	for (size_t i = 0; i < some->texts.n; i++)
		if (!lists(all, some->texts.at[i]))
			return false;
	return true;
}

static bool same_text(struct slice a, struct slice b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
			return false;
	return true;
}

/* ---- one element against one ---- */

static struct type_set hole_types(const struct cover *cover, const struct ast_rule *rule, const struct element *hole)
{
	struct type_set set = { { 0 } };
	for (size_t i = 0; i < hole->types.n; i++)
		types_accept(&cover->rules->types, hole->types.at[i], &set);
	if (!hole->types.n && !hole->phrase)
		ruleset_hole_types(cover->rules, rule, hole->text, &set);
	return set;
}

static bool covers_hole(const struct sides *sides, const struct element *general, const struct element *special)
{
	struct type_set all = hole_types(sides->cover, sides->general, general), some = hole_types(sides->cover, sides->special, special);
	for (size_t i = 0; i < TYPES_LIMIT / 64; i++)
		if (some.bits[i] & ~all.bits[i])
			return false;
	return general->phrase == special->phrase && general->whole <= special->whole && general->adjective >= special->adjective &&
	        (general->list || !special->list);
}

static bool same_lists(const slice_array *a, const slice_array *b)
{
	bool same = a->n == b->n;
	for (size_t i = 0; i < a->n && same; i++)
		same = slice_equal(a->at[i], b->at[i]);
	return same;
}

/* For elements that are no choices. */
static bool covers_element(const struct sides *sides, const struct element *general, const struct element *special)
{
	if (general->kind != special->kind)
		return false;
	switch (general->kind) {
	case ELEMENT_WORD:
	case ELEMENT_MARK:
		return same_text(general->text, special->text);
	case ELEMENT_HOLE:
		return covers_hole(sides, general, special);
	case ELEMENT_VOCABULARY:
		return covers_vocabulary(sides->cover, general, special);
	case ELEMENT_GAP:
		return general->max >= special->max && (general->over || !special->over);
	case ELEMENT_WORDS:
		return general->min <= special->min && general->max >= special->max && same_lists(&general->not_in, &special->not_in);
	case ELEMENT_REGEX:
		return slice_equal(general->text, special->text);
	default:
		return false;
	}
}

/* ---- the ends of edges ---- */

static bool is_pair(const struct pairing *pairing, struct slice general, struct slice special)
{
	for (; pairing; pairing = pairing->before)
		if (slice_equal(pairing->general, general) && slice_equal(pairing->special, special))
			return true;
	return false;
}

/* Whether these holes may stand for each other, being paired with no other. */
static bool may_pair(const struct pairing *pairing, struct slice general, struct slice special)
{
	for (; pairing; pairing = pairing->before)
		if (slice_equal(pairing->general, general) != slice_equal(pairing->special, special))
			return false;
	return true;
}

static bool gives_same(const struct ruleset *rules, const struct ast_gives *general, const struct ast_gives *special, const struct pairing *pairing)
{
	bool turned, turned_too;
	size_t relation = ruleset_relation(rules, general->relation, &turned);
	if (relation != ruleset_relation(rules, special->relation, &turned_too))
		return false;
	if (special->as.len && !(general->as.len && is_pair(pairing, general->as, special->as)))
		return false;
	bool straight = is_pair(pairing, general->source, special->source) && is_pair(pairing, general->target, special->target);
	bool crossed = is_pair(pairing, general->source, special->target) && is_pair(pairing, general->target, special->source);
	if (rules->ast->relations.at[relation].symmetric)
		return straight || crossed;
	return turned == turned_too ? straight : crossed;
}

static bool gives_all(const struct sides *sides, const struct pairing *pairing)
{
	for (size_t i = 0; i < sides->special->gives.n; i++) {
		bool found = false;
		for (size_t k = 0; k < sides->general->gives.n && !found; k++)
			found = gives_same(sides->cover->rules, &sides->general->gives.at[k], &sides->special->gives.at[i], pairing);
		if (!found)
			return false;
	}
	return true;
}

/* ---- what is left against what is left ---- */

static bool covers(const struct sides *sides, struct rest general, struct rest special, const struct pairing *pairing);

static struct rest next_of(struct rest rest, size_t n)
{
	rest.at += n;
	rest.glued = false;
	return rest;
}

/* Leaves what is at its end; false where nothing is left. */
static bool settle(struct rest *rest)
{
	while (rest->at == rest->pattern->n) {
		if (!rest->around)
			return false;
		*rest = *rest->around;
	}
	return true;
}

static const struct element *first_of(const struct rest *rest)
{
	return &rest->pattern->elements[rest->at];
}

static bool is_glued(const struct rest *rest)
{
	const struct element *first = first_of(rest);
	return rest->glued || first->glued || (first->kind == ELEMENT_MARK && mark_closes(first->text));
}

/* The alternative in place of the choice that rest begins with; around keeps what follows. */
static struct rest instead(const struct rest *rest, size_t choice, struct rest *around)
{
	*around = next_of(*rest, 1);
	return (struct rest){ .pattern = &first_of(rest)->choices[choice], .around = around, .glued = is_glued(rest) };
}

static bool covers_choice(const struct sides *sides, const struct element *general, const struct element *special);

/* Without holes, element by element. */
static bool covers_alike(const struct sides *sides, const struct pattern *general, const struct pattern *special)
{
	bool alike = general->n == special->n;
	for (size_t i = 0; i < general->n && alike; i++) {
		const struct element *a = &general->elements[i], *b = &special->elements[i];
		alike = a->glued == b->glued && a->kind == b->kind && a->kind != ELEMENT_HOLE &&
		        (a->kind == ELEMENT_CHOICE ? covers_choice(sides, a, b) : covers_element(sides, a, b));
	}
	return alike;
}

/* Whether two choices are written alike; most are, and need not be taken apart. */
static bool covers_choice(const struct sides *sides, const struct element *general, const struct element *special)
{
	bool alike = general->optional >= special->optional && general->choice_count == special->choice_count && general->glued == special->glued;
	for (size_t i = 0; i < general->choice_count && alike; i++)
		alike = covers_alike(sides, &general->choices[i], &special->choices[i]);
	return alike;
}

/* Each way in which the special line can go on has to be covered. */
static bool covers_each(const struct sides *sides, const struct rest *general, const struct rest *special, const struct pairing *pairing)
{
	struct rest around;
	for (size_t i = 0; i < first_of(special)->choice_count; i++)
		if (!covers(sides, *general, instead(special, i, &around), pairing))
			return false;
	return !first_of(special)->optional || covers(sides, *general, next_of(*special, 1), pairing);
}

static bool covers_by_one(const struct sides *sides, const struct rest *general, const struct rest *special, const struct pairing *pairing)
{
	struct rest around;
	for (size_t i = 0; i < first_of(general)->choice_count; i++)
		if (covers(sides, instead(general, i, &around), *special, pairing))
			return true;
	return false;
}

/* A vocabulary against the words that the special line goes on with. */
static bool covers_words(const struct sides *sides, const struct rest *general, const struct rest *special, const struct pairing *pairing)
{
	const struct listed *listed = list_vocabulary(sides->cover, first_of(general));
	for (size_t n = 1; n <= WORDS_MOST && special->at + n <= special->pattern->n; n++) {
		struct pattern words = { .elements = special->pattern->elements + special->at, .n = n };
		struct slice text;
		if (!vocabulary_plain(&words, sides->cover->arena, &text))
			return false;
		if (lists(listed, text) && covers(sides, next_of(*general, 1), next_of(*special, n), pairing))
			return true;
	}
	return false;
}

static bool covers_first(const struct sides *sides, const struct rest *general, const struct rest *special, const struct pairing *pairing)
{
	const struct element *a = first_of(general), *b = first_of(special);
	if (is_glued(general) != is_glued(special))
		return false;
	if (a->kind == ELEMENT_VOCABULARY && (b->kind == ELEMENT_WORD || b->kind == ELEMENT_MARK))
		return covers_words(sides, general, special, pairing);
	if (!covers_element(sides, a, b))
		return false;
	if (a->kind != ELEMENT_HOLE)
		return covers(sides, next_of(*general, 1), next_of(*special, 1), pairing);
	struct rest behind = next_of(*special, 1);
	/* A list takes all that it can, and so words that the line of one name leaves to what follows. */
	if (a->list != b->list && settle(&behind))
		return false;
	struct pairing pair = { a->text, b->text, pairing };
	return may_pair(pairing, a->text, b->text) && covers(sides, next_of(*general, 1), next_of(*special, 1), &pair);
}

static bool covers_rest(const struct sides *sides, struct rest general, struct rest special, const struct pairing *pairing)
{
	bool more = settle(&general), more_special = settle(&special);
	bool choices = more && more_special && first_of(&general)->kind == ELEMENT_CHOICE && first_of(&special)->kind == ELEMENT_CHOICE;
	if (choices && is_glued(&general) == is_glued(&special) && covers_choice(sides, first_of(&general), first_of(&special)) &&
	        covers(sides, next_of(general, 1), next_of(special, 1), pairing))
		return true;
	if (more_special && first_of(&special)->kind == ELEMENT_CHOICE)
		return covers_each(sides, &general, &special, pairing);
	if (!more)
		return !more_special && gives_all(sides, pairing);
	const struct element *first = first_of(&general);
	bool may_miss = first->optional || first->kind == ELEMENT_GAP || (first->kind == ELEMENT_WORDS && !first->min);
	if (may_miss && covers(sides, next_of(general, 1), special, pairing))
		return true;
	if (first->kind == ELEMENT_CHOICE)
		return covers_by_one(sides, &general, &special, pairing);
	return more_special && covers_first(sides, &general, &special, pairing);
}

static bool covers(const struct sides *sides, struct rest general, struct rest special, const struct pairing *pairing)
{
	struct cover *cover = sides->cover;
	if (!cover->steps || cover->depth == DEPTH_MOST)
		return false;
	cover->steps--;
	cover->depth++;
	bool found = covers_rest(sides, general, special, pairing);
	cover->depth--;
	return found;
}

static bool begins(const struct pattern *pattern, enum element_kind kind)
{
	return pattern->elements[0].kind == kind;
}

static bool ends(const struct pattern *pattern, enum element_kind kind)
{
	return pattern->elements[pattern->n - 1].kind == kind;
}

/* A name at the start or end of a line has to do without certain words around it, and a word there is a whole one. */
static bool ends_alike(const struct pattern *general, const struct pattern *special)
{
	return begins(general, ELEMENT_HOLE) <= begins(special, ELEMENT_HOLE) && begins(general, ELEMENT_MARK) >= begins(special, ELEMENT_MARK) &&
	        ends(general, ELEMENT_HOLE) <= ends(special, ELEMENT_HOLE) && ends(general, ELEMENT_MARK) >= ends(special, ELEMENT_MARK);
}

bool cover_variant(struct cover *cover, const struct variant *general, const struct variant *special)
{
	struct sides sides = { cover, general->rule, special->rule };
	struct rest a = { .pattern = &general->pattern }, b = { .pattern = &special->pattern };
	return general->pattern.n && special->pattern.n && ends_alike(&general->pattern, &special->pattern) && covers(&sides, a, b, NULL);
}
