#include "rules/shape.h"

#include <limits.h>

#include "rules/emit.h"
#include "rules/glue.h"
#include "rules/list.h"
#include "rules/reach.h"
#include "rules/vocabulary.h"

enum { DEPTH_LIMIT = 8 };

/* A pattern being read. */
struct work {
	struct shapes *shapes;
	const struct ast_rule *rule; /* says what holes without types take; NULL outside of rules */
	unsigned depth;              /* of vocabularies in vocabularies */
};

static bool add_elements(struct work *work, const struct pattern *pattern, bool glued, size_t anchor, struct shape_line *line);
static void add_one(struct work *work, const struct pattern *pattern, size_t i, bool glued, struct shape_line *line);

/* A space is kept by what stands behind it. */
void shape_add(struct shapes *shapes, struct shape_line *line, struct shape shape)
{
	struct shape *last = line->n ? &line->at[line->n - 1] : NULL;
	if (last && last->kind == SHAPE_SPACE && !last->spaced && shape.kind != SHAPE_SPACE && !shape.spaced) {
		*last = shape;
		last->spaced = true;
	} else {
		list_push(shapes->arena, line, shape);
	}
}

static void add(struct work *work, struct shape_line *line, struct shape shape)
{
	shape_add(work->shapes, line, shape);
}

static void add_kind(struct work *work, struct shape_line *line, enum shape_kind kind)
{
	add(work, line, (struct shape){ .kind = (unsigned char)kind });
}

static void add_lines(struct work *work, struct shape_line *line, enum shape_kind kind, const struct shape_line *lines, size_t n)
{
	add(work, line, (struct shape){ .kind = (unsigned char)kind, .lines = lines, .n = (uint32_t)n });
}

static void add_words(struct work *work, struct shape_line *line, const struct shape_words *words)
{
	add(work, line, (struct shape){ .kind = SHAPE_WORDS, .words = words });
}

static struct shape_line *lines_new(struct work *work, size_t n)
{
	return arena_alloc(work->shapes->arena, (n + 1) * sizeof(struct shape_line));
}

/* ---- vocabularies ---- */

enum { KEY_ROOM = 128 };

/* What is known by a name and a number. */
static struct slice key_of(struct work *work, char kind, struct slice name, unsigned number, char room[KEY_ROOM])
{
	char *key = name.len + 2 > KEY_ROOM ? arena_alloc(work->shapes->arena, name.len + 2) : room;
	key[0] = kind;
	key[1] = (char)number;
	memcpy(key + 2, name.ptr, name.len);
	return slice_make(key, name.len + 2);
}

static void keep(struct work *work, struct slice key, void *made)
{
	map_put(work->shapes->known, arena_copy(work->shapes->arena, key), made);
}

/* A word that stands for itself; most lines have the same few. */
static const struct shape_words *words_plain(struct work *work, struct slice text)
{
	char room[KEY_ROOM];
	struct slice key = key_of(work, 't', text, 0, room);
	struct shape_words *words = map_get(work->shapes->known, key);
	if (!words)
		keep(work, key, words = shape_words_new(work->shapes->arena, &text, 1));
	return words;
}

/* The plain members of a vocabulary alone. */
static const struct shape_words *words_named(struct work *work, struct slice name)
{
	char room[KEY_ROOM];
	struct slice key = key_of(work, 'w', name, 0, room);
	struct shape_words *words = map_get(work->shapes->known, key);
	if (words)
		return words;
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, work->shapes->rules->ast, name, 0, work->shapes->arena);
	words = shape_words_new(work->shapes->arena, vocabulary.texts.at, vocabulary.texts.n);
	vocabulary_fini(&vocabulary);
	keep(work, key, words);
	return words;
}

static struct shape_line *read_vocabulary(struct work *work, struct slice name, unsigned forms)
{
	struct shape_line *line = lines_new(work, 1);
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, work->shapes->rules->ast, name, forms, work->shapes->arena);
	const struct shape_words *words = shape_words_new(work->shapes->arena, vocabulary.texts.at, vocabulary.texts.n);
	if (!vocabulary.patterns.n) {
		add_words(work, line, words);
	} else {
		struct shape_line *lines = lines_new(work, vocabulary.patterns.n + 1);
		add_words(work, &lines[0], words);
		for (size_t i = 0; i < vocabulary.patterns.n; i++)
			add_elements(work, vocabulary.patterns.at[i], true, SIZE_MAX, &lines[i + 1]);
		add_lines(work, line, SHAPE_CHOICE, lines, vocabulary.patterns.n + 1);
	}
	vocabulary_fini(&vocabulary);
	return line;
}

static void append(struct work *work, struct shape_line *line, const struct shape_line *more)
{
	for (size_t i = 0; i < more->n; i++)
		add(work, line, more->at[i]);
}

static void add_vocabulary(struct work *work, struct slice name, unsigned forms, struct shape_line *line)
{
	char room[KEY_ROOM];
	struct slice key = key_of(work, 'v', name, forms, room);
	struct shape_line *known = map_get(work->shapes->known, key);
	if (!known && work->depth >= DEPTH_LIMIT) {
		add_kind(work, line, SHAPE_ANY);
		return;
	}
	if (!known) {
		/* Its patterns take the names that any rule's would. */
		struct work inner = { work->shapes, NULL, work->depth + 1 };
		known = read_vocabulary(&inner, name, forms);
		keep(work, key, known);
	}
	append(work, line, known);
}

/* ---- choices ---- */

/* Whether a hole in it takes what its rule says. */
static bool asks_rule(const struct element *element)
{
	bool asks = element->kind == ELEMENT_HOLE && !element->types.n;
	for (size_t i = 0; i < element->choice_count && !asks; i++)
		for (size_t k = 0; k < element->choices[i].n && !asks; k++)
			asks = asks_rule(&element->choices[i].elements[k]);
	return asks;
}

/* The alternatives where all are words; else NULL. */
static const struct shape_words *plain_choices(struct work *work, const struct element *element)
{
	const struct shape_words *words = NULL;
	slice_array texts = { 0 };
	bool plain = element->choice_count != 0;
	for (size_t i = 0; i < element->choice_count && plain; i++) {
		const struct pattern *choice = &element->choices[i];
		struct slice text;
		plain = choice->n && choice->elements[0].kind == ELEMENT_WORD && choice->elements[choice->n - 1].kind == ELEMENT_WORD &&
		        vocabulary_plain(choice, work->shapes->arena, &text);
		if (plain)
			array_push(&texts, text);
	}
	if (plain)
		words = shape_words_new(work->shapes->arena, texts.at, texts.n);
	array_fini(&texts);
	return words;
}

/* As emit_choice takes its arguments. */
static void read_choice(struct work *work, const struct element *element, bool glued, bool space_behind, struct shape *shape)
{
	const struct shape_words *words = plain_choices(work, element);
	struct shape_line *lines = lines_new(work, element->choice_count);
	*shape = (struct shape){ .kind = SHAPE_CHOICE, .lines = lines, .n = words ? 1 : (uint32_t)element->choice_count };
	for (size_t i = 0; i < shape->n; i++) {
		if (words && !glued)
			add_kind(work, &lines[i], SHAPE_SPACE);
		if (words)
			add_words(work, &lines[i], words);
		else
			add_elements(work, &element->choices[i], glued, SIZE_MAX, &lines[i]);
		if (space_behind && (words || !glue_opens(&element->choices[i])))
			add_kind(work, &lines[i], SHAPE_SPACE);
	}
}

/* The variants of a line share its choices. */
static void add_choice(struct work *work, const struct element *element, bool glued, bool space_behind, struct shape_line *line)
{
	const void *what[] = { element->choices, asks_rule(element) ? work->rule : NULL };
	char room[KEY_ROOM];
	struct slice key = key_of(work, 'c', slice_make((const char *)what, sizeof what), glued * 2u + space_behind, room);
	struct shape *known = map_get(work->shapes->known, key);
	if (!known) {
		known = arena_alloc(work->shapes->arena, sizeof *known);
		read_choice(work, element, glued, space_behind, known);
		keep(work, key, known);
	}
	struct shape shape = *known;
	shape.optional = element->optional;
	add(work, line, shape);
}

/* ---- holes ---- */

static const struct type_set *types_of(struct work *work, const struct element *element)
{
	const struct ruleset *rules = work->shapes->rules;
	struct type_set *set = arena_alloc(work->shapes->arena, sizeof *set);
	for (size_t i = 0; i < element->types.n; i++)
		types_accept(&rules->types, element->types.at[i], set);
	if (!element->types.n && work->rule && element->kind == ELEMENT_HOLE)
		ruleset_hole_types(rules, work->rule, element->text, set);
	else if (!element->types.n)
		memset(set, 0xff, sizeof *set);
	return set;
}

static void add_name(struct work *work, const struct element *element, struct shape_line *line)
{
	add(work, line, (struct shape){ .kind = SHAPE_NAME, .types = types_of(work, element), .adjective = element->adjective });
}

static void add_phrase(struct work *work, struct shape_line *line)
{
	const struct pattern *phrase = &work->shapes->rules->ast->phrase;
	if (phrase->n)
		add_elements(work, phrase, true, SIZE_MAX, line);
	else
		add_kind(work, line, SHAPE_ANY);
}

static void add_core(struct work *work, const struct element *element, struct shape_line *line)
{
	if (!element->phrase) {
		add_name(work, element, line);
		return;
	}
	struct shape_line *lines = lines_new(work, 2);
	size_t n = 0;
	if (element->types.n)
		add_name(work, element, &lines[n++]);
	add_phrase(work, &lines[n++]);
	add_lines(work, line, SHAPE_CHOICE, lines, n);
}

static void add_hole(struct work *work, const struct pattern *pattern, size_t i, bool glued, struct shape_line *line)
{
	const struct element *element = &pattern->elements[i];
	struct shape_line *core = lines_new(work, 1);
	if (!glued)
		add_kind(work, line, SHAPE_BEFORE);
	add_core(work, element, core);
	append(work, line, core);
	if (element->list)
		add_lines(work, line, SHAPE_LIST, core, 1);
	if (!glue_mark_follows(pattern, i))
		add_kind(work, line, SHAPE_AFTER);
}

/* ---- elements, in the way of rules/emit_element.c ---- */

/* No sentence that is read has more chunks. */
static unsigned char few(unsigned count)
{
	return count < UCHAR_MAX ? (unsigned char)count : UCHAR_MAX;
}

static void add_count(struct work *work, const struct element *element, bool glued, struct shape_line *line)
{
	const struct shape_words **lists = arena_alloc(work->shapes->arena, (element->not_in.n + 1) * sizeof *lists);
	size_t n = 0;
	/* That list is asked for what it stands behind. */
	for (size_t i = 0; i < element->not_in.n; i++)
		if (!slice_is(element->not_in.at[i], WORDS_COMPLEMENT))
			lists[n++] = words_named(work, element->not_in.at[i]);
	unsigned char min = few(element->min ? element->min : 1), max = few(element->max);
	add(work, line,
	        (struct shape){ .kind = SHAPE_COUNT, .min = min, .max = max < min ? min : max, .inside = glued, .not_in = lists, .n = (uint32_t)n });
}

static void add_gap(struct work *work, const struct element *element, bool leading, struct shape_line *line)
{
	add(work, line, (struct shape){ .kind = SHAPE_GAP, .max = few(element->max), .over = element->over, .inside = leading });
}

static void add_mark(struct work *work, struct slice text, struct shape_line *line)
{
	if (text.len && text.ptr[0] > ' ')
		add(work, line, (struct shape){ .kind = SHAPE_MARK, .mark = text.ptr[0] });
}

/* Whether what an element says may be the end of a word that a regular expression begins. */
static bool may_be_part(const struct pattern *pattern, size_t i)
{
	const struct element *element = &pattern->elements[i], *before = i ? element - 1 : NULL;
	bool words = element->kind == ELEMENT_WORD || element->kind == ELEMENT_VOCABULARY || element->kind == ELEMENT_CHOICE;
	return words && element->glued && before && before->kind == ELEMENT_REGEX && !reach_looks_around(before->text);
}

static void add_one(struct work *work, const struct pattern *pattern, size_t i, bool glued, struct shape_line *line)
{
	const struct element *element = &pattern->elements[i];
	struct slice text;
	if (may_be_part(pattern, i)) {
		add_kind(work, line, SHAPE_ANY);
		return;
	}
	switch (element->kind) {
	case ELEMENT_WORD:
		vocabulary_plain(&(struct pattern){ .elements = (struct element[]){ *element }, .n = 1 }, work->shapes->arena, &text);
		add_words(work, line, words_plain(work, text));
		break;
	case ELEMENT_MARK:
		add_mark(work, element->text, line);
		break;
	case ELEMENT_HOLE:
		add_hole(work, pattern, i, glued, line);
		break;
	case ELEMENT_NAME:
		add_name(work, element, line);
		break;
	case ELEMENT_VOCABULARY:
		add_vocabulary(work, element->text, element->forms, line);
		break;
	case ELEMENT_CHOICE:
		add_choice(work, element, true, false, line);
		break;
	case ELEMENT_GAP:
		add_gap(work, element, false, line);
		break;
	case ELEMENT_REST:
		break;
	case ELEMENT_WORDS:
		add_count(work, element, glued, line);
		break;
	case ELEMENT_REGEX:
		shape_add_regex(work->shapes, line, element->text);
		break;
	}
}

/* What may be absent and is no choice: its words, and the space on one side of them. */
static void add_absent(struct work *work, const struct pattern *pattern, size_t i, bool leading, struct shape_line *line)
{
	bool glued = leading || pattern->elements[i].glued;
	struct shape_line *lines = lines_new(work, 1);
	if (!glued)
		add_kind(work, lines, SHAPE_SPACE);
	add_one(work, pattern, i, glued, lines);
	if (leading)
		add_kind(work, lines, SHAPE_SPACE);
	add(work, line, (struct shape){ .kind = SHAPE_CHOICE, .optional = true, .lines = lines, .n = 1 });
}

static void add_separator(struct work *work, const struct element *element, bool glued, struct shape_line *line)
{
	if (!glued && !(element->kind == ELEMENT_MARK && mark_closes(element->text)) && element->kind != ELEMENT_GAP)
		add_kind(work, line, SHAPE_SPACE);
}

static bool add_elements(struct work *work, const struct pattern *pattern, bool glued, size_t anchor, struct shape_line *line)
{
	bool open = glued;
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		bool tight = open || element->glued, choice = element->kind == ELEMENT_CHOICE;
		bool glued_next = i + 1 < pattern->n && pattern->elements[i + 1].glued;
		if (element->kind == ELEMENT_GAP && open && i != anchor) {
			add_gap(work, element, true, line);
			continue;
		}
		if (glue_may_be_absent(element)) {
			if (choice)
				add_choice(work, element, open || element->glued, open && !glued_next, line);
			else
				add_absent(work, pattern, i, open, line);
			continue;
		}
		if (choice && i != anchor) {
			add_choice(work, element, tight, false, line);
		} else {
			add_separator(work, element, tight, line);
			add_one(work, pattern, i, tight, line);
		}
		open = choice ? glue_choice_opens(element) : element->kind == ELEMENT_MARK && mark_opens(element->text);
	}
	return open;
}

/* ---- what all lines share ---- */

static void add_around(struct work *work, const struct pattern *pattern, enum hole_side side, struct shape_line *line)
{
	struct pattern rest = *pattern;
	if (side == HOLE_BEFORE) {
		if (!add_elements(work, pattern, true, SIZE_MAX, line))
			add_kind(work, line, SHAPE_SPACE);
		return;
	}
	if (glue_quotes(pattern)) {
		add_one(work, pattern, 0, true, line);
		rest.elements++;
		rest.n--;
	}
	add_elements(work, &rest, false, SIZE_MAX, line);
}

static void read_side(struct work *work, enum hole_side side, struct shape_line *line)
{
	const struct ast *ast = work->shapes->rules->ast;
	struct shape_line *lines = lines_new(work, ast->holes.n);
	size_t n = 0;
	for (size_t i = 0; i < ast->holes.n; i++)
		if (ast->holes.at[i].side == side)
			add_around(work, &ast->holes.at[i].pattern, side, &lines[n++]);
	add_lines(work, line, SHAPE_CHOICE, lines, n);
}

void shapes_init(struct shapes *shapes, const struct ruleset *rules)
{
	struct work work = { .shapes = shapes };
	*shapes = (struct shapes){ .rules = rules, .arena = arena_new(), .known = map_new() };
	read_side(&work, HOLE_BEFORE, &shapes->before);
	read_side(&work, HOLE_AFTER, &shapes->after);
	add_vocabulary(&work, slice_of(WORDS_JOIN_INNER), 0, &shapes->comma);
	add_vocabulary(&work, slice_of(WORDS_JOIN), 0, &shapes->joint);
	shapes->ends = ast_find_words(rules->ast, slice_of(WORDS_LIST_END));
	add_vocabulary(&work, slice_of(WORDS_LIST_END), 0, &shapes->list_end);
	add_vocabulary(&work, slice_of(WORDS_PARTICLE), 0, &shapes->particle);
	shapes->clause = words_named(&work, slice_of(WORDS_CLAUSE));
}

void shapes_fini(struct shapes *shapes)
{
	map_free(shapes->known);
	arena_free(shapes->arena);
}

const struct shape_line *shape_of(struct shapes *shapes, const struct ruleset_variant *variant, size_t anchor)
{
	struct work work = { shapes, variant->variant.rule, 0 };
	struct shape_line *line = lines_new(&work, 1);
	add_elements(&work, &variant->variant.pattern, true, anchor, line);
	return line;
}

/* In the way of rules/emit_name.c, an element that may not be absent. */
static void add_name_element(struct work *work, const struct pattern *pattern, size_t i, bool tight, struct shape_line *line)
{
	const struct element *element = &pattern->elements[i];
	bool first = !line->n;
	if (element->kind == ELEMENT_CHOICE) {
		add_choice(work, element, tight, false, line);
		return;
	}
	add_separator(work, element, tight, line);
	if (element->kind == ELEMENT_NAME && !element->types.n)
		add(work, line, (struct shape){ .kind = SHAPE_RUN, .lead = !first });
	else
		add_one(work, pattern, i, tight, line);
}

const struct shape_line *shape_of_name(struct shapes *shapes, const struct pattern *pattern)
{
	struct work work = { .shapes = shapes };
	struct shape_line *line = lines_new(&work, 1);
	bool open = true;
	for (size_t i = 0; i < pattern->n; i++) {
		const struct element *element = &pattern->elements[i];
		if (!glue_may_be_absent(element))
			add_name_element(&work, pattern, i, open || element->glued, line);
		else if (!open && element->kind == ELEMENT_CHOICE)
			add_choice(&work, element, element->glued, false, line);
		else if (!open)
			add_absent(&work, pattern, i, false, line);
		else
			continue;
		open = element->kind == ELEMENT_MARK && mark_opens(element->text);
	}
	return line;
}
