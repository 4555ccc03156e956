#include "names/mentions.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/unicode.h"
#include "base/wordhash.h"
#include "names/acronyms.h"
#include "names/bracketed.h"
#include "names/halves.h"
#include "names/shape.h"
#include "names/tokens.h"
#include "names/unknown.h"
#include "rules/emit.h"
#include "rules/vocabulary.h"
#include "text/sentence.h"

/* The first text of the list, in arena. */
static struct slice possessive_of(const struct ast *ast, struct arena *arena)
{
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, ast, slice_of(WORDS_POSSESSIVE), 0, arena);
	struct slice text = vocabulary.texts.n ? vocabulary.texts.at[0] : slice_make("", 0);
	char *copy = arena_alloc(arena, text.len + WORDHASH_BEHIND);
	memset(copy, 0, text.len + WORDHASH_BEHIND);
	memcpy(copy, text.ptr, text.len);
	vocabulary_fini(&vocabulary);
	return slice_make(copy, text.len);
}

/* Whether it matters to a rule or a relation that an unknown name is of this type. */
static bool tells_apart(const struct ruleset *rules, uint32_t type)
{
	struct type_set either = { { 0 } };
	bool taken = false;
	if (type == TYPES_LIMIT)
		return false;
	type_set_add(&either, type);
	type_set_add(&either, rules->types.unknown);
	for (size_t i = 0; i < rules->variants.n && !taken; i++)
		taken = type_set_meets(&rules->variants.at[i].any_hole, &either);
	for (size_t i = 0; i < rules->ast->relations.n && !taken; i++)
		taken = type_set_meets(&rules->ends[i].from, &either) || type_set_meets(&rules->ends[i].to, &either);
	return taken;
}

void naming_init(struct naming *naming, const struct ruleset *rules, struct program_compiler *compiler)
{
	const struct ast *ast = rules->ast;
	*naming = (struct naming){ .rules = rules, .compiler = compiler };
	naming->patterns = alloc_new((ast->names.n + 1) * sizeof *naming->patterns);
	for (size_t i = 0; i < ast->names.n; i++)
		naming->patterns[i].source = (struct program_source){ .kind = PROGRAM_NAME, .name = &ast->names.at[i] };
	naming->capitals.source.kind = PROGRAM_CAPITALS;
	naming->after_name.source = (struct program_source){ .kind = PROGRAM_WORDS, .words = slice_of(WORDS_AFTER_NAME) };
	name_words_init(&naming->words, ast);
	naming->possessive = possessive_of(ast, naming->words.arena);
	naming->first_named = types_number(&rules->types, ast->unknown_first_name);
	naming->acronym = types_number(&rules->types, ast->unknown_acronym);
	naming->shapes = tells_apart(rules, naming->first_named) || tells_apart(rules, naming->acronym);
	class_programs_init(&naming->classes, &rules->classes, ast);
}

void naming_fini(struct naming *naming)
{
	for (size_t i = 0; i < naming->rules->ast->names.n; i++)
		program_fini(&naming->patterns[i]);
	program_fini(&naming->capitals);
	program_fini(&naming->after_name);
	free(naming->patterns);
	name_words_fini(&naming->words);
	class_programs_fini(&naming->classes);
}

/* ---- choosing among overlapping candidates ---- */

/* Longest first; then declared before patterns; then the earlier line, then place. */
static int by_claim(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;
	size_t x_len = x->end - x->start, y_len = y->end - y->start;
	if (x_len != y_len)
		return x_len > y_len ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x->start > y->start) - (x->start < y->start);
}

static int by_place(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;
	return (x->start > y->start) - (x->start < y->start);
}

static bool is_free(const struct mentions *mentions, const struct mention *mention, size_t base)
{
	return !memchr(mentions->covered + (mention->start - base), 1, mention->end - mention->start);
}

/* Moves the winners among the candidates to the list, sorted by place. */
static void choose(struct mentions *mentions, size_t base)
{
	memset(mentions->covered, 0, sizeof mentions->covered);
	array_clear(&mentions->list);
	if (mentions->candidates.n > 1)
		qsort(mentions->candidates.at, mentions->candidates.n, sizeof *mentions->candidates.at, by_claim);
	for (size_t i = 0; i < mentions->candidates.n; i++) {
		const struct mention *mention = &mentions->candidates.at[i];
		if (!is_free(mentions, mention, base))
			continue;
		memset(mentions->covered + (mention->start - base), 1, mention->end - mention->start);
		if (mention->kind != MENTION_ENTITY || mention->entity != LEXICON_BLOCKED)
			array_push(&mentions->list, *mention);
	}
	if (mentions->list.n > 1)
		qsort(mentions->list.at, mentions->list.n, sizeof *mentions->list.at, by_place);
}

/* ---- candidates ---- */

static struct mention declared_mention(const struct mentions *mentions, const struct sighting *name)
{
	const struct ruleset *rules = mentions->naming->rules;
	struct mention mention = { .start = name->start,
		.end = name->end,
		.kind = MENTION_ENTITY,
		.adjective = name->adjective,
		.entity = name->entity,
		.order = name->entity };
	if (name->entity != LEXICON_BLOCKED)
		mention.type = types_number(&rules->types, rules->ast->entities.at[name->entity].type);
	return mention;
}

static bool is_upper_at(struct slice text, size_t at)
{
	return at < text.len && unicode_is_upper(unicode_next(text, &at));
}

static bool is_hyphen(uint32_t code)
{
	enum { HYPHEN = 0x2010, HYPHEN_NO_BREAK = 0x2011, EN_DASH = 0x2013 };
	return code == '-' || code == HYPHEN || code == HYPHEN_NO_BREAK || code == EN_DASH;
}

/* Whether a hyphen joins a declared name with another into the first word of a longer one: "Iran-Iraq War". */
static bool is_compound(struct slice text, const struct sighting *name)
{
	size_t next = name->end, before = name->start;
	/* "U.S.-South Korean" would be torn. */
	if (name->end >= text.len || !name->start || text.ptr[name->end - 1] == '.')
		return false;
	if (is_hyphen(unicode_next(text, &next)) && is_upper_at(text, next)) {
		while (next < text.len && !token_separates(text.ptr[next]))
			next++;
		return next < text.len && text.ptr[next] == ' ' && is_upper_at(text, next + 1);
	}
	if (text.ptr[name->end] != ' ' || !is_upper_at(text, name->end + 1))
		return false;
	size_t mark = text.ptr[before - 1] == '-' ? before - 1 : before > 3 ? before - 3 : before, at = mark;
	if (at == before || !is_hyphen(unicode_next(text, &at)) || at != before)
		return false;
	while (mark && !token_separates(text.ptr[mark - 1]))
		mark--;
	return is_upper_at(text, mark);
}

static void add_declared(struct mentions *mentions, struct slice text, const struct sighting *names, size_t n, size_t start, size_t end)
{
	for (size_t i = 0; i < n; i++)
		if (!names[i].adjective && names[i].start >= start && names[i].end <= end && !is_compound(text, &names[i]))
			array_push(&mentions->candidates, declared_mention(mentions, &names[i]));
}

static struct mention *overlapping(const mention_array *list, size_t start, size_t end)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i].start < end && start < list->at[i].end)
			return &list->at[i];
	return NULL;
}

/* An adjective stands for its entity where no longer name has taken it. */
static bool add_adjectives(struct mentions *mentions, const struct sighting *names, size_t n, size_t start, size_t end)
{
	bool added = false;
	for (size_t i = 0; i < n; i++) {
		if (!names[i].adjective || names[i].start < start || names[i].end > end)
			continue;
		struct mention *other = overlapping(&mentions->list, names[i].start, names[i].end);
		bool alone = other && other->kind == MENTION_UNKNOWN && other->start == names[i].start && other->end == names[i].end;
		if (other && !alone)
			continue;
		if (alone)
			*other = declared_mention(mentions, &names[i]);
		else
			array_push(&mentions->list, declared_mention(mentions, &names[i]));
		added = true;
	}
	if (added)
		qsort(mentions->list.at, mentions->list.n, sizeof *mentions->list.at, by_place);
	return added;
}

static bool is_declared(const struct mentions *mentions, size_t start, size_t end)
{
	return end - start == MASK_TOKEN_LEN && mask_mention(&mentions->mask, start) != MASK_NONE;
}

/* Whether an element is a function word, or a choice that may be one: "of", "(of|for)". */
static bool is_link(const struct naming *naming, const struct element *element)
{
	if (element->kind == ELEMENT_WORD)
		return map_has(naming->words.function, element->text);
	bool link = false;
	for (size_t i = 0; element->kind == ELEMENT_CHOICE && i < element->choice_count; i++) {
		const struct pattern *choice = &element->choices[i];
		link |= choice->n && choice->elements[choice->n - 1].kind == ELEMENT_WORD &&
		        map_has(naming->words.function, choice->elements[choice->n - 1].text);
	}
	return link;
}

/* Whether {Name} ends a pattern and what stands before it says what it is ("the frigate {Name}"), not what has it ("government of {Name}"). */
static bool is_apposition(const struct naming *naming, const struct pattern *pattern)
{
	size_t i = pattern->n;
	if (i < 2 || pattern->elements[i - 1].kind != ELEMENT_NAME)
		return false;
	for (i--; i && pattern->elements[i - 1].kind == ELEMENT_CHOICE && pattern->elements[i - 1].optional; i--)
		;
	const struct element *before = i ? &pattern->elements[i - 1] : NULL;
	return before && !is_link(naming, before) &&
	        (before->kind == ELEMENT_WORD || before->kind == ELEMENT_CHOICE || before->kind == ELEMENT_VOCABULARY);
}

/* A pattern that adds nothing to a declared name but a title, or what it is, finds that name. */
static bool is_declared_alone(const struct mentions *mentions, const struct emitted *emitted, const struct pattern *pattern, size_t start, size_t end)
{
	size_t name_start, name_end;
	if (is_declared(mentions, start, end))
		return true;
	return emitted->name && regex_span(mentions->scratch, emitted->name, &name_start, &name_end) && name_end == end &&
	        is_declared(mentions, name_start, name_end) && is_apposition(mentions->naming, pattern);
}

/* Whether what a line describes is a word that is somebody's last name in this document: "King founded", "Martin Luther King". */
static bool is_last_name(const struct mentions *mentions, struct slice text, const struct mention *mention)
{
	struct slice word = slice_part(text, mention->start, mention->end);
	return mention->kind == MENTION_DESCRIBED && !memchr(word.ptr, ' ', word.len) && unknown_is_last_name(mentions, text, mention->start, word);
}

/* A declared name may bring its article along, "the British" in "the British Navy": there it is the article of the whole. */
static size_t without_article(const struct mentions *mentions, struct slice text, size_t start, size_t end)
{
	char lower[16];
	size_t n = 0;
	while (start + n < end && n < sizeof lower && text.ptr[start + n] != ' ') {
		lower[n] = ascii_lower(text.ptr[start + n]);
		n++;
	}
	/* A name in capitals may read as such a word: US, UP. */
	bool article = start + n < end && n < sizeof lower && unicode_has_lower(slice_part(text, start, start + n)) &&
	        map_has(mentions->naming->words.function, slice_make(lower, n));
	return article ? start + n + 1 : start;
}

/* The name behind the first function word of a match from byte `start` to `end` of the mask: "Union of Teachers" in "president of the Union of
 * Teachers". */
static void find_inner(const struct mentions *mentions, struct slice text, size_t start, size_t end, struct mention *mention)
{
	struct slice rest = slice_part(buffer_slice(&mentions->mask.text), start, end), word;
	bool linked = false;
	while (slice_split(&rest, ' ', &word)) {
		size_t at = (size_t)(word.ptr - mentions->mask.text.at), first = 0;
		bool function = map_has(mentions->naming->words.function, word);
		bool name = word.len && (mask_mention(&mentions->mask, at) != MASK_NONE || unicode_is_upper(unicode_next(word, &first)));
		if (linked && !function && name) {
			mention->inner.start = mentions->mask.origin.at[at];
			mention->inner.end = mentions_document_end(mentions, text, end);
			return;
		}
		linked |= function;
	}
}

/* So many characters before byte `at`, or the beginning. */
static size_t characters_before(struct slice text, size_t at, size_t count)
{
	for (; at && count; at--)
		count -= ((unsigned char)text.ptr[at - 1] & 0xC0) != 0x80;
	return at;
}

/* Bytes of the mask between which a match of a `name` line has to begin. What leads to its word is so many bytes long in the line; the letters that
 * stand for it in the mask are as many or fewer, but may be longer each. */
static void bounds_of(const struct mentions *mentions, uint32_t number, size_t *from, size_t *last)
{
	const struct ruleset_name *name = &mentions->naming->rules->names[number];
	const struct group_set *groups = &mentions->groups;
	*from = 0;
	*last = SIZE_MAX;
	if (mentions->eager || name->lead == SIZE_MAX || groups->all)
		return;
	struct group_place place = groups->places.at[name->needs.words.at[0]];
	*from = characters_before(buffer_slice(&mentions->mask.text), place.first, name->lead);
	*last = place.last;
}

static void add_pattern(struct mentions *mentions, struct slice text, uint32_t number, mention_array *found)
{
	const struct naming *naming = mentions->naming;
	const struct ast_name *name = &naming->rules->ast->names.at[number];
	const struct compiled *compiled = program_get(&naming->patterns[number], naming->compiler);
	const struct emitted *emitted = &compiled->emitted;
	struct slice subject = buffer_slice(&mentions->mask.text);
	size_t from, last;
	bounds_of(mentions, number, &from, &last);
	mentions_place(mentions);
	while (compiled->regex && from < subject.len && from <= last) {
		enum regex_result result = regex_match_within(compiled->regex, mentions->scratch, subject, from, last);
		size_t start, end;
		mentions->gave_up += result == REGEX_GAVE_UP;
		if (result != REGEX_MATCH || !regex_span(mentions->scratch, emitted->whole, &start, &end) || end <= start)
			return;
		size_t own = unknown_without_stop(subject, end);
		struct mention mention = { .start = mentions->mask.origin.at[start], .end = mentions_document_end(mentions, text, own), .order = number };
		mention.start = without_article(mentions, text, mention.start, mention.end);
		mention.type = types_number(&naming->rules->types, name->type);
		size_t name_start = SIZE_MAX, name_end = 0;
		mention.kind =
		        emitted->name && regex_span(mentions->scratch, emitted->name, &name_start, &name_end) ? MENTION_NAMED : MENTION_DESCRIBED;
		if (type_set_has(&naming->rules->opened, mention.type)) {
			find_inner(mentions, text, start, end, &mention);
			/* "Dockers" in "Dockers President". */
			if (!mention.inner.end && name_start == start && name_end < end) {
				mention.inner.start = mention.start;
				mention.inner.end = mentions->mask.origin.at[name_end];
			}
		}
		if (!is_declared_alone(mentions, emitted, &name->pattern, start, end) && !is_last_name(mentions, text, &mention))
			array_push(found, mention);
		from = end;
	}
}

/* Words inside declared names are no words for a pattern: looked up once more, between the names. */
static void add_patterns(struct mentions *mentions, struct slice text, const uint32_t *patterns, size_t n)
{
	const struct ruleset *rules = mentions->naming->rules;
	if (n)
		group_set_text(&mentions->groups, &rules->groups, buffer_slice(&mentions->mask.text));
	for (size_t i = 0; i < n; i++)
		if (mentions->eager || (group_set_meets(&mentions->groups, &rules->names[patterns[i]].needs.words) &&
		                               mentions_fit(mentions, &mentions->naming->patterns[patterns[i]])))
			add_pattern(mentions, text, patterns[i], &mentions->candidates);
}

/* ---- unknown names ---- */

/* The type that the `name` lines give a name in full that stands alone; TYPES_LIMIT where none does. */
static uint32_t type_by_pattern(const struct mentions *mentions, struct slice name)
{
	enum { LONGEST = 256, READABLE = 64 };
	char bytes[LONGEST + READABLE] = "";
	size_t n = mentions->naming->rules->ast->names.n;
	if (name.len > LONGEST)
		return TYPES_LIMIT;
	memcpy(bytes, name.ptr, name.len);
	struct mentions alone = { .naming = mentions->naming, .scratch = mentions->scratch, .known_only = true };
	uint32_t *all = alloc_new((n + 1) * sizeof *all), type = TYPES_LIMIT;
	for (uint32_t i = 0; i < n; i++)
		all[i] = i;
	mentions_find(&alone, slice_make(bytes, name.len), 0, name.len, NULL, 0, all, n);
	if (alone.list.n == 1 && alone.list.at[0].kind == MENTION_NAMED && alone.list.at[0].start == 0 && alone.list.at[0].end == name.len)
		type = alone.list.at[0].type;
	mentions_fini(&alone);
	free(all);
	return type;
}

static uint32_t type_of_full(const struct mentions *mentions, struct full_name *full)
{
	const struct ruleset *rules = mentions->naming->rules;
	if (full->entity != LEXICON_BLOCKED)
		return types_number(&rules->types, rules->ast->entities.at[full->entity].type);
	if (!full->typed)
		full->type = type_by_pattern(mentions, full->text);
	full->typed = true;
	return full->type;
}

/* An acronym of this document is of the type of what it stands for. */
static void take_type(const struct mentions *mentions, struct slice text, struct mention *mention)
{
	struct slice word = slice_part(text, mention->start, mention->end);
	size_t open = mentions->within || !acronym_may_be(word) ? SIZE_MAX : map_number(mentions->brackets(mentions->data), word, SIZE_MAX);
	if (open == SIZE_MAX)
		return;
	struct full_name *full = map_get(mentions->table(mentions->data)->shorts, word);
	full = full ? full : bracketed_name(mentions, text, open, word);
	uint32_t type = full && full->acronym && !full->ambiguous ? type_of_full(mentions, full) : TYPES_LIMIT;
	if (type == TYPES_LIMIT || type_set_has(&mentions->naming->sought, type))
		return;
	mention->type = type;
	mention->kind = MENTION_NAMED;
}

/* What nothing else tells, its own words may tell. It stays an unknown name. */
static void take_shape(const struct mentions *mentions, struct slice text, struct mention *mention)
{
	uint32_t type = shape_type(mentions, text, slice_part(text, mention->start, mention->end));
	if (type != TYPES_LIMIT && !type_set_has(&mentions->naming->sought, type))
		mention->type = type;
}

/* Takes out the mentions that keep no bytes; returns their number. */
static size_t drop_taken(mention_array *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i].start < list->at[i].end)
			list->at[kept++] = list->at[i];
	size_t dropped = list->n - kept;
	list->n = kept;

	return dropped;
}

static bool add_unknown(struct mentions *mentions, struct slice text)
{
	struct naming *naming = mentions->naming;
	const struct compiled *compiled = program_get(&naming->capitals, naming->compiler);
	struct slice subject = buffer_slice(&mentions->mask.text);
	size_t known = mentions->list.n, start, end, next;
	mentions_place(mentions);
	for (size_t from = 0; compiled->regex && from < subject.len; from = next) {
		enum regex_result result = regex_match(compiled->regex, mentions->scratch, subject, from, false);
		mentions->gave_up += result == REGEX_GAVE_UP;
		if (result != REGEX_MATCH || !regex_span(mentions->scratch, 0, &start, &end) || end <= start)
			break;
		next = end;
		if (!unknown_bounds(mentions, text, known, &start, &end))
			continue;
		next = end > next ? end : next;
		struct mention mention = { .start = mentions->mask.origin.at[start],
			.end = mentions_document_end(mentions, text, end),
			.type = naming->rules->types.unknown,
			.kind = MENTION_UNKNOWN };
		array_push(&mentions->list, mention);
	}
	if (mentions->list.n == known)
		return false;
	known -= drop_taken(&mentions->list);
	for (size_t i = known; i < mentions->list.n; i++) {
		struct mention *mention = &mentions->list.at[i];
		if (naming->rules->ast->acronyms)
			take_type(mentions, text, mention);
		if (mention->kind == MENTION_UNKNOWN && naming->shapes)
			take_shape(mentions, text, mention);
	}
	qsort(mentions->list.at, mentions->list.n, sizeof *mentions->list.at, by_place);
	return true;
}

void mentions_mask(struct mentions *mentions, struct slice text, size_t start, size_t end)
{
	mentions->mask.possessive = mentions->naming->possessive;
	mask_build(&mentions->mask, text, start, end, mentions->list.at, mentions->list.n);
}

void mentions_place(struct mentions *mentions)
{
	if (mentions->placed != mentions->mask.built)
		class_places_find(&mentions->places, &mentions->naming->classes, mentions->naming->compiler, buffer_slice(&mentions->mask.text));
	mentions->placed = mentions->mask.built;
	/* Another sentence's, that was read in between, may be there. */
	regex_scratch_tests(mentions->scratch, &mentions->places.tests);
}

bool mentions_fit(struct mentions *mentions, struct program *program)
{
	struct program_compiler *compiler = mentions->naming->compiler;
	const struct shape_line *shape = program_shape(program, compiler);
	fits_read(&mentions->fits, &compiler->shapes, &mentions->mask, &mentions->list);
	return fits_line(&mentions->fits, shape);
}

void mentions_find(struct mentions *mentions, struct slice text, size_t start, size_t end, const struct sighting *names, size_t name_count,
        const uint32_t *patterns, size_t pattern_count)
{
	mentions->gave_up = 0;
	array_clear(&mentions->candidates);
	add_declared(mentions, text, names, name_count, start, end);
	choose(mentions, start);
	mentions_mask(mentions, text, start, end);
	size_t declared = mentions->candidates.n;
	add_patterns(mentions, text, patterns, pattern_count);
	if (mentions->candidates.n > declared) {
		choose(mentions, start);
		mentions_mask(mentions, text, start, end);
	}
	if (!mentions->known_only && add_unknown(mentions, text))
		mentions_mask(mentions, text, start, end);
	if (!add_adjectives(mentions, names, name_count, start, end))
		return;
	halves_join(&mentions->list, text, &mentions->naming->words, names, name_count);
	mentions_mask(mentions, text, start, end);
}

void mentions_fini(struct mentions *mentions)
{
	array_fini(&mentions->list);
	array_fini(&mentions->candidates);
	mask_fini(&mentions->mask);
	class_places_fini(&mentions->places);
	group_set_fini(&mentions->groups);
	fits_fini(&mentions->fits);
	array_fini(&mentions->dates);
}

size_t mentions_document_end(const struct mentions *mentions, struct slice text, size_t end)
{
	const struct mask *mask = &mentions->mask;
	long token = end >= MASK_TOKEN_LEN ? mask_mention(mask, end - MASK_TOKEN_LEN) : MASK_NONE;
	if (token != MASK_NONE)
		return mentions->list.at[token].end;
	size_t at = mask->origin.at[end - 1];
	unicode_next(text, &at);
	return at;
}
