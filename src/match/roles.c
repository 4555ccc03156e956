#include "match/roles.h"

#include <stdlib.h>

#include "base/unicode.h"
#include "text/blocks.h"

/* ---- the `was` lines ---- */

/* The entity that has this folded text as a name. */
static uint32_t entity_named(const struct ast *ast, struct slice text, struct arena *scratch)
{
	for (uint32_t i = 0; i < ast->entities.n; i++)
		if (slice_equal(unicode_fold(scratch, ast->entities.at[i].name), text))
			return i;
	return ROLES_NOTHING;
}

/* Splits "minister of the interior of the republic" at the last words that carry grammar: *head "minister of the interior", *of "republic". */
static void split_role(struct slice text, const struct map *function, struct slice *head, struct slice *of)
{
	bool link = false;
	*head = *of = slice_make("", 0);
	for (size_t at = 0, start; at < text.len; at++) {
		start = at;
		while (at < text.len && text.ptr[at] != ' ')
			at++;
		bool grammar = map_has(function, slice_part(text, start, at));
		if (grammar && !link && start)
			*head = slice_part(text, 0, start - 1);
		if (!grammar && link)
			*of = slice_part(text, start, text.len);
		link = grammar;
	}
}

static void add_holder(struct role_programs *programs, uint32_t entity, const struct ast_role *role, const struct map *function)
{
	struct role_holder holder = { .role = role, .entity = entity, .text = unicode_fold(programs->arena, role->text), .of = ROLES_NOTHING };
	struct slice of;
	split_role(holder.text, function, &holder.head, &of);
	if (of.len)
		holder.of = entity_named(programs->rules->ast, of, programs->arena);
	map_put_number(programs->texts, holder.text, 1);
	date_read_stated(role->from, &holder.from);
	date_read_stated(role->to, &holder.to);
	array_push(&programs->holders, holder);
}

/* The type that the hole of a `role` line asks for first; empty where it asks for none. */
static struct slice hole_type(const struct pattern *pattern)
{
	struct slice type = { "", 0 };
	for (size_t i = 0; i < pattern->n && !type.len; i++) {
		const struct element *element = &pattern->elements[i];
		if (element->kind == ELEMENT_HOLE && element->types.n)
			type = element->types.at[0];
		for (size_t k = 0; k < element->choice_count && !type.len; k++)
			type = hole_type(&element->choices[k]);
	}
	return type;
}

static uint32_t asked_type(const struct ruleset *rules, const struct ast_refer *refer)
{
	struct slice type = refer->roles.n ? hole_type(&refer->roles.at[0]) : slice_make("", 0);
	uint32_t number = type.len ? types_number(&rules->types, type) : ROLES_NOTHING;
	return number < rules->types.n ? number : ROLES_NOTHING;
}

void role_programs_init(struct role_programs *programs, const struct ruleset *rules, struct program_compiler *compiler, const struct map *function,
        const struct date_lines *dates)
{
	const struct ast *ast = rules->ast;
	*programs = (struct role_programs){ .rules = rules, .compiler = compiler, .dates = dates, .arena = arena_new() };
	programs->lines = alloc_new((ast->refers.n + 1) * sizeof *programs->lines);
	programs->not_in = alloc_new((ast->refers.n + 1) * sizeof *programs->not_in);
	programs->types = alloc_new((ast->refers.n + 1) * sizeof *programs->types);
	programs->texts = map_new();
	for (size_t i = 0; i < ast->refers.n; i++) {
		programs->lines[i].source = (struct program_source){ .kind = PROGRAM_SPEECH, .cues = &ast->refers.at[i].roles };
		programs->not_in[i].source = (struct program_source){ .kind = PROGRAM_SPEECH, .cues = &ast->refers.at[i].not_in };
		programs->types[i] = asked_type(rules, &ast->refers.at[i]);
		programs->any |= ast->refers.at[i].roles.n != 0;
	}
	for (uint32_t i = 0; programs->any && i < ast->entities.n; i++)
		for (size_t k = 0; k < ast_rare(&ast->entities.at[i])->roles.n; k++)
			add_holder(programs, i, &ast->entities.at[i].rare->roles.at[k], function);
	programs->any &= programs->holders.n != 0;
}

void role_programs_fini(struct role_programs *programs)
{
	for (size_t i = 0; i < programs->rules->ast->refers.n; i++) {
		program_fini(&programs->lines[i]);
		program_fini(&programs->not_in[i]);
	}
	free(programs->lines);
	free(programs->not_in);
	free(programs->types);
	map_free(programs->texts);
	array_fini(&programs->holders);
	arena_free(programs->arena);
}

void roles_clear(struct roles *roles)
{
	for (size_t i = 0; i < roles->block_count; i++)
		array_fini(&roles->blocks[i].dated);
	free(roles->blocks);
	roles->blocks = NULL;
	roles->block_count = 0;
}

void roles_fini(struct roles *roles)
{
	roles_clear(roles);
	array_fini(&roles->phrases);
	array_fini(&roles->taken);
	mask_fini(&roles->mask);
	arena_free(roles->arena);
}

/* ---- when the text speaks ---- */

struct span {
	struct date from, to;
};

/* The time from the first to the last date that a masked text names; false where it names none. */
static bool read_span(struct roles *roles, struct slice text, struct span *span)
{
	bool any = false;
	date_scan(roles->programs->dates, text, &roles->phrases);
	for (size_t i = 0; i < roles->phrases.n; i++) {
		const struct date_phrase *phrase = &roles->phrases.at[i];
		struct date from = phrase->from.year ? phrase->from : phrase->to, to = phrase->to.year ? phrase->to : phrase->from;
		if (!from.year || !to.year)
			continue;
		if (!any || date_compare(from, span->from) < 0)
			span->from = from;
		if (!any || date_compare(to, span->to) > 0)
			span->to = to;
		any = true;
	}
	return any;
}

/* What is known of a block; each of its sentences is read once, whichever asks first. */
static struct role_block *block_read(struct roles *roles, const struct document *document, const struct block *block)
{
	if (!roles->blocks) {
		roles->block_count = document->blocks.n;
		roles->blocks = alloc_new(roles->block_count * sizeof *roles->blocks);
	}
	return &roles->blocks[block - document->blocks.at];
}

static void read_on(struct roles *roles, const struct document *document, const struct block *block, size_t before, struct role_block *read)
{
	struct sentence sentence;
	struct span span;
	size_t at = read->at ? read->at : block->start;
	while (at < before && sentence_next(document, block, &roles->programs->sentence_words, at, &sentence) && sentence.start < before) {
		mask_build(&roles->mask, document->text, sentence.start, sentence.end, NULL, 0);
		if (read_span(roles, buffer_slice(&roles->mask.text), &span))
			array_push(&read->dated, ((struct role_dated){ sentence.start, span.from, span.to }));
		at = read->at = sentence.end;
	}
}

/* The time of the last sentence before this one in the block that names one. */
static bool span_before(struct roles *roles, const struct document *document, const struct sentence *before, struct span *span)
{
	const struct block *block = blocks_at(document, before->start);
	if (!block)
		return false;
	struct role_block *read = block_read(roles, document, block);
	read_on(roles, document, block, before->start, read);
	size_t low = 0, high = read->dated.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (read->dated.at[middle].start < before->start)
			low = middle + 1;
		else
			high = middle;
	}
	if (low)
		*span = (struct span){ read->dated.at[low - 1].from, read->dated.at[low - 1].to };
	return low;
}

static bool held_in(const struct role_holder *holder, const struct span *span)
{
	return (!holder->from.year || date_compare(holder->from, span->to) <= 0) && (!holder->to.year || date_compare(holder->to, span->from) >= 0);
}

/* ---- what role is named ---- */

enum fit { FIT_NOT, FIT_HEAD, FIT_WHOLE };

static bool is_one_of(const slice_array *texts, struct slice folded, struct arena *scratch)
{
	for (size_t i = 0; i < texts->n; i++)
		if (slice_equal(unicode_fold(scratch, texts->at[i]), folded))
			return true;
	return false;
}

/* "Chilean president": what stands before the head is a name or an adjective of the entity that the role is of. */
static bool is_adjectival(struct roles *roles, const struct role_holder *holder, struct slice text)
{
	size_t head = holder->head.len;
	if (holder->of == ROLES_NOTHING || text.len < head + 2 || !slice_equal(slice_part(text, text.len - head, text.len), holder->head) ||
	        text.ptr[text.len - head - 1] != ' ')
		return false;
	const struct ast_entity *of = &roles->programs->rules->ast->entities.at[holder->of];
	struct slice owner = slice_part(text, 0, text.len - head - 1);
	return slice_equal(unicode_fold(roles->arena, of->name), owner) || is_one_of(&of->adjective, owner, roles->arena) ||
	        is_one_of(&of->also, owner, roles->arena);
}

/* An office that is declared has the role as one of its names: "US president", also "president of the United States". Its other names need not be
 * words for who holds it: "US presidency". */
static bool is_office(struct roles *roles, const struct role_holder *holder, const struct mention *mention, struct slice text)
{
	size_t head = holder->head.len;
	if (mention->kind != MENTION_ENTITY || text.len < head || !slice_equal(slice_part(text, text.len - head, text.len), holder->head))
		return false;
	const struct ast_entity *office = &roles->programs->rules->ast->entities.at[mention->entity];
	return slice_equal(unicode_fold(roles->arena, office->name), holder->text) || is_one_of(&office->also, holder->text, roles->arena);
}

static enum fit fit_of(struct roles *roles, const struct role_holder *holder, const struct mention *mention, struct slice text)
{
	if (slice_equal(text, holder->text) || is_office(roles, holder, mention, text) || is_adjectival(roles, holder, text))
		return FIT_WHOLE;
	return holder->head.len && slice_equal(text, holder->head) ? FIT_HEAD : FIT_NOT;
}

/* ---- who held it ---- */

struct question {
	const struct document *document;
	const struct sentence *sentence;
	const struct mention *mention;
	struct slice text; /* its words, folded */
	struct span when;
	bool asked; /* whether when is known; its year is 0 where nothing says it */
	bool dated; /* the text says when; else the document does */
};

static size_t count(const struct roles *roles, uint32_t entity)
{
	return entity == ROLES_NOTHING ? 0 : roles->count(entity, roles->data);
}

/* Whether the document speaks of what the one role is of at least twice as often as of what the other is of. */
static bool outweighs(const struct roles *roles, const struct role_holder *one, const struct role_holder *other)
{
	size_t n = count(roles, one->of);
	return one->of != other->of && n && n >= 2 * count(roles, other->of);
}

/* Whether the document names another who held the same role at any time. */
static bool names_another(const struct roles *roles, const struct role_holder *holder)
{
	for (size_t i = 0; i < roles->programs->holders.n; i++) {
		const struct role_holder *other = &roles->programs->holders.at[i];
		if (other->entity != holder->entity && slice_equal(other->text, holder->text) && count(roles, other->entity))
			return true;
	}
	return false;
}

static bool is_candidate(struct roles *roles, const struct question *question, const struct role_holder *holder)
{
	enum fit fit = fit_of(roles, holder, question->mention, question->text);
	if (fit == FIT_NOT || !held_in(holder, &question->when))
		return false;
	if (fit == FIT_HEAD && !count(roles, holder->entity))
		return false;
	return question->dated || (count(roles, holder->entity) && !names_another(roles, holder));
}

/* The one who held the role; NULL where it was nobody known, or several. */
static const struct role_holder *holder_of(struct roles *roles, const struct question *question)
{
	const struct role_holder *best = NULL;
	for (size_t i = 0; i < roles->programs->holders.n; i++) {
		const struct role_holder *holder = &roles->programs->holders.at[i];
		if (!is_candidate(roles, question, holder) || (best && (holder->entity == best->entity || outweighs(roles, best, holder))))
			continue;
		if (best && !outweighs(roles, holder, best))
			return NULL;
		best = holder;
	}
	return best;
}

/* ---- the sentence ---- */

static bool ask_when(struct roles *roles, const struct mentions *mentions, struct question *question)
{
	if (!question->asked) {
		question->asked = true;
		question->dated = read_span(roles, buffer_slice(&mentions->mask.text), &question->when) ||
		        span_before(roles, question->document, question->sentence, &question->when);
		if (!question->dated)
			question->when = (struct span){ question->document->date, question->document->date };
	}
	return question->when.from.year;
}

static uint32_t type_of(const struct roles *roles, const struct role_holder *holder)
{
	const struct ruleset *rules = roles->programs->rules;
	return types_number(&rules->types, rules->ast->entities.at[holder->entity].type);
}

static struct mention standing_for(const struct roles *roles, const struct role_holder *holder, const struct question *question, uint32_t refer)
{
	struct mention mention = *question->mention;
	mention.kind = MENTION_REFER;
	mention.of.start = mention.start;
	mention.of.end = mention.end;
	mention.of.kind = MENTION_ENTITY;
	mention.entity = mention.order = holder->entity;
	mention.type = type_of(roles, holder);
	mention.refer = refer;
	mention.role = holder->role;
	mention.when = question->when.from;
	return mention;
}

/* Whether a byte of the masked sentence lies in one of the longer texts of `not in:`. */
static bool is_false(struct roles *roles, uint32_t refer, struct mentions *mentions, size_t at)
{
	struct program *program = (struct program *)(uintptr_t)&roles->programs->not_in[refer];
	struct slice subject = buffer_slice(&mentions->mask.text);
	if (!program->source.cues->n)
		return false;
	const struct compiled *compiled = program_get(program, roles->programs->compiler);
	for (size_t start, end = 0; regex_next(compiled->regex, mentions->scratch, subject, &start, &end);)
		if (start <= at && at < end)
			return true;
	return false;
}

/* The mention in the hole of the line that matched last, or MASK_NONE. */
static long role_in(const struct mentions *mentions, const struct emitted *emitted, size_t *at)
{
	size_t end;
	for (size_t i = 0; i < emitted->holes.n; i++)
		if (regex_span(mentions->scratch, emitted->holes.at[i].group, at, &end) && end > *at)
			return mask_mention(&mentions->mask, *at);
	return MASK_NONE;
}

/* Puts whom they stand for in the place of the mentions that a block's `role` lines find. */
static bool find_roles(struct roles *roles, uint32_t refer, struct mentions *mentions, struct question *question)
{
	struct program *program = (struct program *)(uintptr_t)&roles->programs->lines[refer];
	struct slice subject = buffer_slice(&mentions->mask.text);
	bool found = false;
	const struct compiled *compiled = program_get(program, roles->programs->compiler);
	for (size_t start, end = 0, at; regex_next(compiled->regex, mentions->scratch, subject, &start, &end);) {
		long number = role_in(mentions, &compiled->emitted, &at);
		if (number == MASK_NONE || is_false(roles, refer, mentions, at))
			continue;
		const struct mention *mention = &mentions->list.at[number];
		question->mention = mention;
		question->text = unicode_fold(roles->arena, slice_part(question->document->text, mention->start, mention->end));
		const struct role_holder *holder = ask_when(roles, mentions, question) ? holder_of(roles, question) : NULL;
		if (!holder || !type_set_has(&roles->programs->rules->refers[refer].types, type_of(roles, holder)))
			continue;
		mentions->list.at[number] = standing_for(roles, holder, question, refer);
		found = true;
	}
	return found;
}

/* A name that is a declared role in full is that role, whatever it was found as: "the Duke of Alba" is a person by a line of his own. Whether there
 * are any. */
static bool take_roles(struct roles *roles, uint32_t refer, const struct document *document, struct mentions *mentions)
{
	uint32_t type = roles->programs->types[refer];
	array_clear(&roles->taken);
	for (size_t i = 0; type != ROLES_NOTHING && i < mentions->list.n; i++) {
		struct mention *mention = &mentions->list.at[i];
		if (mention->type == type || (mention->kind != MENTION_NAMED && mention->kind != MENTION_UNKNOWN))
			continue;
		struct slice text = unicode_fold(roles->arena, slice_part(document->text, mention->start, mention->end));
		if (!map_has(roles->programs->texts, text))
			continue;
		array_push(&roles->taken, ((struct role_taken){ i, mention->type }));
		mention->type = type;
	}
	return roles->taken.n;
}

/* Those for which nobody stands are what they were. */
static void give_back(struct roles *roles, struct mentions *mentions)
{
	for (size_t i = 0; i < roles->taken.n; i++) {
		struct mention *mention = &mentions->list.at[roles->taken.at[i].mention];
		if (mention->kind != MENTION_REFER)
			mention->type = roles->taken.at[i].type;
	}
}

bool roles_find(struct roles *roles, const struct document *document, const struct sentence *sentence, struct mentions *mentions)
{
	const struct ast *ast = roles->programs->rules->ast;
	struct question question = { .document = document, .sentence = sentence };
	bool found = false;
	if (!mentions->list.n)
		return false;
	arena_reset(roles->arena);
	for (uint32_t i = 0; i < ast->refers.n; i++) {
		if (!ast->refers.at[i].roles.n)
			continue;
		bool taken = take_roles(roles, i, document, mentions);
		if (taken)
			mentions_mask(mentions, document->text, sentence->start, sentence->end);
		mentions_place(mentions);
		found |= find_roles(roles, i, mentions, &question);
		give_back(roles, mentions);
		if (taken)
			mentions_mask(mentions, document->text, sentence->start, sentence->end);
	}
	if (found)
		mentions_mask(mentions, document->text, sentence->start, sentence->end);
	return found;
}
