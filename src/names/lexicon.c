#include "names/lexicon_tables.h"

#include <stdlib.h>

#include "base/unicode.h"

static void grow_slots(struct lexicon *lexicon)
{
	size_t size = lexicon->slots ? (lexicon->slot_mask + 1) * 2 : 1024;
	struct slot *slots = alloc_new(size * sizeof *slots);
	for (size_t i = 0; lexicon->slots && i <= lexicon->slot_mask; i++)
		if (lexicon->slots[i].flags)
			*slot_at(slots, size - 1, lexicon->slots[i].hash) = lexicon->slots[i];
	free(lexicon->slots);
	lexicon->slots = slots;
	lexicon->slot_mask = size - 1;
}

static struct slot *slot_for(struct lexicon *lexicon, uint64_t hash, uint32_t flag)
{
	if (!lexicon->slots || lexicon->slot_count * 2 > lexicon->slot_mask)
		grow_slots(lexicon);
	struct slot *slot = slot_at(lexicon->slots, lexicon->slot_mask, hash);
	if (!slot->flags) {
		slot->hash = hash;
		lexicon->slot_count++;
	}
	slot->flags |= flag;
	return slot;
}

static void grow_steps(struct lexicon *lexicon)
{
	size_t size = lexicon->steps ? (lexicon->step_mask + 1) * 2 : 1024;
	struct step *steps = alloc_new(size * sizeof *steps);
	for (size_t i = 0; lexicon->steps && i <= lexicon->step_mask; i++)
		if (lexicon->steps[i].child)
			*step_at(steps, size - 1, lexicon->steps[i].node, lexicon->steps[i].hash) = lexicon->steps[i];
	free(lexicon->steps);
	lexicon->steps = steps;
	lexicon->step_mask = size - 1;
}

static uint32_t new_node(struct lexicon *lexicon)
{
	array_push(&lexicon->nodes, ((struct node){ 0 }));
	return (uint32_t)lexicon->nodes.n - 1;
}

static uint64_t opening_of_any(struct slice word)
{
	char bytes[2] = { *word.ptr, word.len > 1 ? word.ptr[1] : '\0' };
	bool ascii = (unsigned char)bytes[0] < 0x80 && (unsigned char)bytes[1] < 0x80;
	return ascii ? opening_of(bytes) : UINT64_MAX;
}

static uint32_t child_for(struct lexicon *lexicon, uint32_t node, struct slice word)
{
	uint64_t hash = hash_of(word);
	if (!lexicon->steps || lexicon->step_count * 2 > lexicon->step_mask)
		grow_steps(lexicon);
	struct step *step = step_at(lexicon->steps, lexicon->step_mask, node, hash);
	if (!step->child) {
		*step = (struct step){ .hash = hash, .node = node, .child = new_node(lexicon) };
		lexicon->nodes.at[node].openings |= opening_of_any(word);
		lexicon->step_count++;
	}
	return step->child;
}

/* The next word of folded text at or after *at: letters and digits, of any script. */
static bool next_word(struct slice text, size_t *at, struct slice *word)
{
	size_t start = *at;
	while (start < text.len && !word_byte(text.ptr[start]))
		start++;
	size_t end = start;
	while (end < text.len && word_byte(text.ptr[end]))
		end++;
	*at = end;
	*word = slice_part(text, start, end);
	return end > start;
}

static enum alias_case case_of(struct slice alias)
{
	bool lower = false, upper = false;
	for (size_t at = 0; at < alias.len;) {
		uint32_t code = unicode_next(alias, &at);
		bool is_upper = unicode_is_upper(code);
		if (!upper && !lower && unicode_is_letter(code) && !is_upper)
			return CASE_ANY;
		upper |= is_upper;
		lower |= unicode_is_lower(code);
	}
	if (!upper)
		return CASE_ANY;
	return lower ? CASE_CAPITAL : CASE_EXACT;
}

static void add_alias(struct lexicon *lexicon, struct slice text, uint32_t entity, bool adjective)
{
	struct slice folded = unicode_fold(lexicon->arena, text), word;
	enum alias_case letters = case_of(text);
	size_t at = 0;
	if (!next_word(folded, &at, &word))
		return;
	struct slot *slot = slot_for(lexicon, hash_of(word), letters == CASE_ANY ? SLOT_ANY_CASE : SLOT_CAPITAL);
	if (slot->node == NO_NODE)
		slot->node = new_node(lexicon);
	uint32_t node = slot->node;
	while (next_word(folded, &at, &word))
		node = child_for(lexicon, node, word);
	/* The first alias of two that are the same comes first: what the text has is taken for that one. */
	struct alias alias = { .folded = folded, .entity = entity, .letters = (uint8_t)letters, .adjective = adjective };
	while (!word_byte(folded.ptr[alias.lead]))
		alias.lead++;
	while (!word_byte(folded.ptr[folded.len - 1 - alias.trail]))
		alias.trail++;
	array_push(&lexicon->aliases, alias);
	uint32_t number = (uint32_t)lexicon->aliases.n - 1, *link = &lexicon->nodes.at[node].alias;
	while (*link)
		link = &lexicon->aliases.at[*link].next;
	*link = number;
}

struct lexicon *lexicon_new(const struct ast *ast, struct arena *arena)
{
	struct lexicon *lexicon = alloc_new(sizeof *lexicon);
	lexicon->ast = ast;
	lexicon->arena = arena;
	lexicon->known_lists = map_new();
	new_node(lexicon);
	array_push(&lexicon->aliases, ((struct alias){ 0 }));
	for (size_t i = 0; i < ast->entities.n; i++) {
		const struct ast_entity *entity = &ast->entities.at[i];
		add_alias(lexicon, entity->name, (uint32_t)i, false);
		for (size_t k = 0; k < entity->also.n; k++)
			add_alias(lexicon, entity->also.at[k], (uint32_t)i, false);
		const slice_array *blocked = &ast_rare(entity)->blocked;
		for (size_t k = 0; k < blocked->n; k++)
			add_alias(lexicon, blocked->at[k], LEXICON_BLOCKED, false);
	}
	/* Behind the names: of two that are the same, the name is meant. */
	for (size_t i = 0; i < ast->entities.n; i++) {
		const struct ast_entity *entity = &ast->entities.at[i];
		for (size_t k = 0; k < entity->adjective.n; k++)
			add_alias(lexicon, entity->adjective.at[k], (uint32_t)i, true);
	}
	return lexicon;
}

static void forget_triggers(struct lexicon *lexicon)
{
	array_fini(&lexicon->trigger_words);
	array_fini(&lexicon->trigger_lists);
	array_fini(&lexicon->trigger_uses);
	map_free(lexicon->known_lists);
	lexicon->known_lists = NULL;
}

void lexicon_free(struct lexicon *lexicon)
{
	if (!lexicon)
		return;
	free(lexicon->slot_filter.bits);
	free(lexicon->step_filter.bits);
	free(lexicon->slots);
	free(lexicon->steps);
	array_fini(&lexicon->nodes);
	array_fini(&lexicon->aliases);
	forget_triggers(lexicon);
	array_fini(&lexicon->numbers);
	free(lexicon);
}

static uint32_t add_list(struct lexicon *lexicon, const struct slice *words, size_t n)
{
	array_push(&lexicon->trigger_lists, ((struct trigger_list){ (uint32_t)lexicon->trigger_words.n, (uint32_t)n }));
	for (size_t i = 0; i < n; i++)
		array_push(&lexicon->trigger_words, hash_of(words[i]));
	return (uint32_t)lexicon->trigger_lists.n - 1;
}

void lexicon_add_trigger(struct lexicon *lexicon, struct slice word, uint32_t number)
{
	array_push(&lexicon->trigger_uses, ((struct trigger_use){ add_list(lexicon, &word, 1), number }));
}

void lexicon_add_triggers(struct lexicon *lexicon, const slice_array *words, uint32_t number)
{
	struct slice place = slice_make((const char *)&words->at, sizeof words->at);
	size_t unknown = lexicon->trigger_lists.n, list = map_number(lexicon->known_lists, place, unknown);
	if (list == unknown) {
		list = add_list(lexicon, words->at, words->n);
		map_put_number(lexicon->known_lists, arena_copy(lexicon->arena, place), list);
	}
	array_push(&lexicon->trigger_uses, ((struct trigger_use){ (uint32_t)list, number }));
}

static void add_first_word(struct lexicon *lexicon, struct slice alias, uint32_t number)
{
	struct slice word;
	size_t at = 0;
	if (next_word(unicode_fold(lexicon->arena, alias), &at, &word))
		lexicon_add_trigger(lexicon, word, number);
}

void lexicon_add_entity_trigger(struct lexicon *lexicon, uint32_t entity, uint32_t number)
{
	const struct ast_entity *declared = &lexicon->ast->entities.at[entity];
	add_first_word(lexicon, declared->name, number);
	for (size_t i = 0; i < declared->also.n; i++)
		add_first_word(lexicon, declared->also.at[i], number);
}

/* Gives each word that triggers its slot. */
static void place_words(struct lexicon *lexicon)
{
	for (size_t i = 0; i < lexicon->trigger_words.n; i++)
		slot_for(lexicon, lexicon->trigger_words.at[i], SLOT_TRIGGER);
	if (!lexicon->slots)
		grow_slots(lexicon);
	for (size_t i = 0; i < lexicon->trigger_words.n; i++)
		lexicon->trigger_words.at[i] = (uint64_t)(slot_at(lexicon->slots, lexicon->slot_mask, lexicon->trigger_words.at[i]) - lexicon->slots);
}

/* The places of the words that trigger a number. */
static const uint64_t *places_of(const struct lexicon *lexicon, const struct trigger_use *use, size_t *n)
{
	const struct trigger_list *list = &lexicon->trigger_lists.at[use->list];
	*n = list->n;
	return lexicon->trigger_words.at + list->first;
}

/* Where the numbers of each slot begin; *count is the room for them. */
static uint32_t *place_numbers(struct lexicon *lexicon, size_t *count)
{
	uint32_t *ends = alloc_new((lexicon->slot_mask + 2) * sizeof *ends);
	for (size_t i = 0, n; i < lexicon->trigger_uses.n; i++) {
		const uint64_t *places = places_of(lexicon, &lexicon->trigger_uses.at[i], &n);
		for (size_t k = 0; k < n; k++)
			ends[places[k]]++;
	}
	*count = 0;
	for (size_t i = 0; i <= lexicon->slot_mask; i++) {
		size_t n = ends[i];
		lexicon->slots[i].first = ends[i] = (uint32_t)*count;
		*count += n;
	}
	return ends;
}

/* Puts a number among those from first to *end, ascending, each once. Most come in their order. */
static void insert_number(uint32_t *numbers, uint32_t first, uint32_t *end, uint32_t number)
{
	uint32_t at = *end;
	while (at > first && numbers[at - 1] > number)
		at--;
	if (at > first && numbers[at - 1] == number)
		return;
	if (at < *end)
		memmove(numbers + at + 1, numbers + at, (*end - at) * sizeof *numbers);
	numbers[at] = number;
	++*end;
}

static void add_numbers(struct lexicon *lexicon)
{
	size_t count;
	place_words(lexicon);
	uint32_t *ends = place_numbers(lexicon, &count);
	lexicon->numbers.at = alloc_new((count + 1) * sizeof *lexicon->numbers.at);
	lexicon->numbers.n = lexicon->numbers.room = count;
	for (size_t i = 0, n; i < lexicon->trigger_uses.n; i++) {
		const struct trigger_use *use = &lexicon->trigger_uses.at[i];
		const uint64_t *places = places_of(lexicon, use, &n);
		for (size_t k = 0; k < n; k++)
			insert_number(lexicon->numbers.at, lexicon->slots[places[k]].first, &ends[places[k]], use->number);
	}
	for (size_t i = 0; i <= lexicon->slot_mask; i++)
		lexicon->slots[i].count = ends[i] - lexicon->slots[i].first;
	free(ends);
	forget_triggers(lexicon);
}

/* With room for so many hashes. */
static struct filter filter_new(size_t count)
{
	size_t bits = 1 << 14;
	while (bits < count * 32)
		bits *= 2;
	return (struct filter){ alloc_new(bits / 8), bits - 1 };
}

void lexicon_finish(struct lexicon *lexicon)
{
	add_numbers(lexicon);
	lexicon->slot_filter = filter_new(lexicon->slot_count);
	for (size_t i = 0; i <= lexicon->slot_mask; i++)
		if (lexicon->slots[i].flags)
			filter_add(&lexicon->slot_filter, lexicon->slots[i].hash);
	lexicon->step_filter = filter_new(lexicon->step_count);
	for (size_t i = 0; lexicon->steps && i <= lexicon->step_mask; i++)
		if (lexicon->steps[i].child)
			filter_add(&lexicon->step_filter, step_hash(lexicon->steps[i].node, lexicon->steps[i].hash));
}

const uint32_t *lexicon_numbers(const struct lexicon *lexicon, uint32_t slot, size_t *n)
{
	*n = lexicon->slots[slot].count;
	return lexicon->numbers.at + lexicon->slots[slot].first;
}
