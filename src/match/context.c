#include "match/context.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/unicode.h"
#include "match/choice.h"
#include "text/blocks.h"

static struct program word_program(const pattern_array *patterns)
{
	return (struct program){ .source = { .kind = PROGRAM_CUES, .cues = patterns } };
}

static bool is_taken(const struct ruleset *rules, const struct type_set *types)
{
	for (size_t i = 0; i < rules->variants.n; i++)
		if (type_set_meets(&rules->variants.at[i].any_hole, types))
			return true;
	/* A relation that has no rule yet matters to those who look for what is missing. */
	for (size_t i = 0; i < rules->ast->relations.n; i++)
		if (type_set_meets(&rules->ends[i].from, types) || type_set_meets(&rules->ends[i].to, types))
			return true;
	return false;
}

void context_programs_init(struct context_programs *programs, const struct ruleset *rules, struct program_compiler *compiler)
{
	const struct ast *ast = rules->ast;
	*programs = (struct context_programs){ .rules = rules, .compiler = compiler, .arena = arena_new() };
	word_maps_init(&programs->maps, ast, programs->arena);
	programs->words = alloc_new((ast->refers.n + 1) * sizeof *programs->words);
	programs->not_in = alloc_new((ast->refers.n + 1) * sizeof *programs->not_in);
	programs->signs = alloc_new((ast->refers.n + 1) * sizeof *programs->signs);
	programs->active = alloc_new((ast->refers.n + 1) * sizeof *programs->active);
	for (size_t i = 0; i < ast->refers.n; i++) {
		programs->words[i] = word_program(&ast->refers.at[i].words);
		programs->not_in[i] = (struct program){ .source = { .kind = PROGRAM_SPEECH, .cues = &ast->refers.at[i].not_in } };
		programs->signs[i] = antecedent_signs(&programs->maps, &ast->refers.at[i]);
		programs->possessive |= ast->refers.at[i].possessive;
		programs->active[i] = is_taken(rules, &rules->refers[i].types);
	}
}

void context_programs_fini(struct context_programs *programs)
{
	for (size_t i = 0; i < programs->rules->ast->refers.n; i++) {
		program_fini(&programs->words[i]);
		program_fini(&programs->not_in[i]);
	}
	free(programs->words);
	free(programs->not_in);
	free(programs->signs);
	word_maps_fini(&programs->maps);
	arena_free(programs->arena);
	free(programs->active);
}

static void forget_block(struct context *context)
{
	context->block = NULL;
	array_clear(&context->sentences);
	array_clear(&context->mentions);
}

void context_clear(struct context *context, struct arena *arena)
{
	forget_block(context);
	sentences_clear(&context->told);
	context->arena = arena;
	context->topic_state = TOPIC_UNASKED;
}

void context_fini(struct context *context)
{
	sentences_clear(&context->told);
	array_fini(&context->sentences);
	array_fini(&context->mentions);
	array_fini(&context->chosen);
	group_set_fini(&context->groups);
}

/* ---- words as mentions ---- */

/* What nothing knows is of the type that the words speak of, where they speak of one: "he" is no group. */
static struct mention referring(const struct ruleset *rules, const struct pointer *pointer, const struct mention *found, const struct mask *mask,
        struct slice text, bool possessive)
{
	struct mention name = antecedent_name(found), mention = name;
	if (mention.type == rules->types.unknown ||
	        (rules->ast->refers.at[pointer->refer].nearest && !type_set_has(&rules->refers[pointer->refer].types, mention.type)))
		mention.type = rules->refers[pointer->refer].only;
	mention.start = mask->origin.at[pointer->start];
	mention.end = mask->origin.at[pointer->end - 1];
	unicode_next(text, &mention.end);
	mention.kind = MENTION_REFER;
	mention.of.start = name.start;
	mention.of.end = name.end;
	mention.of.kind = name.kind;
	mention.refer = pointer->refer;
	mention.owner = possessive;
	return mention;
}

/* The word as a mention of all that was chosen for it, the first of them in front; false where there is none, or only what the word cannot
 * trigger. */
static bool referring_to_chosen(const struct context *context, const struct pointer *pointer, const struct mask *mask, struct slice text,
        bool possessive, struct mention *mention)
{
	const struct mention *also = NULL;
	size_t kept = 0;
	for (size_t i = context->chosen.n; i > 0; i--) {
		const struct mention *name = &context->chosen.at[i - 1];
		if (type_set_has(&context->programs->sought, name->type))
			continue;
		if (kept++) {
			struct mention *next = arena_alloc(context->arena, sizeof *next);
			*next = *mention;
			also = next;
		}
		*mention = referring(context->programs->rules, pointer, name, mask, text, possessive);
		mention->also = also;
	}
	return kept;
}

static void insert(mention_array *list, const struct mention *mention)
{
	size_t at = list->n;
	array_push(list, *mention);
	for (; at && list->at[at - 1].start > mention->start; at--)
		list->at[at] = list->at[at - 1];
	list->at[at] = *mention;
}

static size_t mentions_before(const mention_array *list, size_t start)
{
	size_t n = 0;
	while (n < list->n && list->at[n].start < start)
		n++;
	return n;
}

/* The mention of a thing right behind a word that is taken together with it; NULL where there is none. */
static struct mention *owned_thing(
        const struct context *context, const struct pointer *pointer, const struct document *document, struct mentions *mentions)
{
	size_t at = mentions->mask.origin.at[pointer->end - 1];
	unicode_next(document->text, &at);
	while (at < document->text.len && ascii_is_space(document->text.ptr[at]))
		at++;
	for (size_t i = 0; i < mentions->list.n; i++) {
		struct mention *mention = &mentions->list.at[i];
		if (mention->start == at && mention->kind == MENTION_DESCRIBED &&
		        type_set_has(&context->programs->rules->refers[pointer->refer].owned, mention->type))
			return mention;
	}
	return NULL;
}

/* Takes a word and the thing behind it for one mention. */
static void take_thing(const struct mention *owner, struct slice mark, struct mention *thing)
{
	struct mention whole = *owner;
	whole.thing.start = thing->start;
	whole.thing.end = whole.end = thing->end;
	whole.thing.mark = mark;
	whole.type = thing->type;
	*thing = whole;
}

/* Remembers of a word in front of all names whether it stayed open what it stands for. */
static void leave_open(struct context *context, const struct pointer *pointer, const struct mask *mask)
{
	context->open = context->chosen.n ? NULL : &context->programs->rules->ast->refers.at[pointer->refer];
	context->open_at = mask->origin.at[pointer->start];
}

/* From left to right, so that a later word may stand for what an earlier one stood for. */
static bool take_pointers(struct context *context, const struct document *document, const struct sentence *sentence, struct mentions *mentions,
        const pointer_array *found, bool possessive)
{
	size_t end = 0;
	bool any = false;
	if (!possessive)
		context->open = NULL;
	for (size_t i = 0; i < found->n; i++) {
		const struct pointer *pointer = &found->at[i];
		if (pointer->start < end)
			continue;
		size_t n = mentions_before(&mentions->list, mentions->mask.origin.at[pointer->start]);
		bool owns = context->programs->rules->ast->refers.at[pointer->refer].owns.n != 0;
		struct mention mention, *thing = owns ? owned_thing(context, pointer, document, mentions) : NULL;
		if (owns && !thing)
			continue;
		choice_make(context, pointer, document, mentions, n);
		if (!n && (!possessive || !context->open))
			leave_open(context, pointer, &mentions->mask);
		if (!referring_to_chosen(context, pointer, &mentions->mask, document->text, possessive, &mention))
			continue;
		if (thing)
			take_thing(&mention, mentions->naming->possessive, thing);
		else
			insert(&mentions->list, &mention);
		end = pointer->end;
		any = true;
	}
	if (any)
		mentions_mask(mentions, document->text, sentence->start, sentence->end);
	return any;
}

static void refer_within(
        struct context *context, const struct document *document, const struct sentence *sentence, struct mentions *mentions, bool possessive)
{
	pointer_array found = { 0 };
	pointers_find(context->programs, &context->groups, mentions, possessive, &found);
	take_pointers(context, document, sentence, mentions, &found, possessive);
	array_fini(&found);
}

/* ---- the block ---- */

static void remember(struct context *context, const struct mentions *mentions, size_t start)
{
	array_push(&context->sentences, ((struct context_sentence){ start, context->mentions.n, mentions->list.n, context->open }));
	for (size_t i = 0; i < mentions->list.n; i++)
		array_push(&context->mentions, mentions->list.at[i]);
}

static void read_on(struct context *context, const struct document *document, const struct block *block, size_t before)
{
	struct sentence sentence;
	while (sentence_next(document, block, &context->words, context->at, &sentence) && sentence.start < before) {
		context->find(context->finder, &sentence, context->data);
		refer_within(context, document, &sentence, context->finder, false);
		/* Whom "his" stands for is still spoken of. */
		refer_within(context, document, &sentence, context->finder, true);
		remember(context, context->finder, sentence.start);
		context->at = sentence.end;
	}
}

/* Reads the paragraph before the block and the sentences of the block before a byte, where they are not read yet. */
static void read_until(struct context *context, const struct document *document, const struct block *block, size_t before)
{
	const struct block *previous = block > document->blocks.at ? block - 1 : NULL;
	if (context->block != block || context->at > before) {
		forget_block(context);
		if (previous && previous->kind == BLOCK_PARAGRAPH) {
			context->at = previous->start;
			read_on(context, document, previous, previous->end);
		}
		context->block = block;
		context->at = block->start;
		context->first = context->sentences.n;
	}
	read_on(context, document, block, before);
}

static void drop_without_topic(const struct ast *ast, pointer_array *found)
{
	size_t kept = 0;
	for (size_t i = 0; i < found->n; i++)
		if (ast->refers.at[found->at[i].refer].topic)
			found->at[kept++] = found->at[i];
	found->n = kept;
}

/* Takes what the words that refer in a sentence tell of what the document is about; false where they tell no more of it. */
static bool read_topic_words(struct context *context, const pointer_array *found)
{
	for (size_t i = 0; i < found->n; i++) {
		const struct ast_refer *refer = &context->programs->rules->ast->refers.at[found->at[i].refer];
		context->topic_body = refer->nearest;
		context->topic_sign = antecedent_sign(refer);
		if (!refer->nearest)
			return false;
	}
	return true;
}

/* What the first words in the first paragraphs that can stand for what the document is about tell of it; whether there are any. */
static bool find_topic_words(struct context *context, const struct document *document)
{
	enum { PARAGRAPHS = 2 };
	const struct block *block = blocks_at(document, context->topic.start), *end = document->blocks.at + document->blocks.n;
	struct sentence sentence;
	pointer_array found = { 0 };
	bool any = false, on = true;
	context->topic_body = false;
	context->topic_sign = slice_make("", 0);
	for (size_t n = 0; n < PARAGRAPHS && block < end && on; n++, block++) {
		for (size_t at = block->start; on && sentence_next(document, block, &context->words, at, &sentence); at = sentence.end) {
			context->find(context->finder, &sentence, context->data);
			array_clear(&found);
			pointers_find(context->programs, &context->groups, context->finder, false, &found);
			drop_without_topic(context->programs->rules->ast, &found);
			any |= found.n != 0;
			on = read_topic_words(context, &found);
		}
	}
	array_fini(&found);
	return any;
}

static void find_topic(struct context *context, const struct document *document)
{
	const struct topic_reader reader = { context->finder, context->find, context->data, context->words };
	if (context->topic_state != TOPIC_UNASKED)
		return;
	bool determined = false;
	enum topic_found found = topic_find(&reader, document, &context->topic, &determined);
	bool said = found != TOPIC_NOT_FOUND && find_topic_words(context, document);
	/* What is only likely is somebody if the words for one follow; an article stands before no person. */
	bool known = found == TOPIC_FOUND || (found == TOPIC_LIKELY && said);
	context->topic_state = known && (!determined || context->topic_body) ? TOPIC_KNOWN : TOPIC_NONE;
}

bool context_refer(struct context *context, const struct document *document, const struct block *block, const struct sentence *sentence,
        struct mentions *mentions, bool possessive)
{
	pointer_array found = { 0 };
	bool any = false;
	pointers_find(context->programs, &context->groups, mentions, possessive, &found);
	if (found.n) {
		find_topic(context, document);
		read_until(context, document, block, sentence->start);
		any = take_pointers(context, document, sentence, mentions, &found, possessive);
	}
	array_fini(&found);
	return any;
}
