#include "match/context.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/unicode.h"
#include "base/word.h"
#include "base/wordhash.h"
#include "match/front.h"
#include "match/ranking.h"
#include "match/several.h"
#include "match/within.h"
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

/* ---- which words refer ---- */

/* A word that may refer; bytes of the masked sentence. */
struct pointer {
	size_t start, end;
	uint32_t refer;
};

typedef ARRAY(struct pointer) pointer_array;

static void find_words(struct context *context, uint32_t refer, struct mentions *mentions, pointer_array *found)
{
	struct program *program = &context->programs->words[refer];
	struct slice subject = buffer_slice(&mentions->mask.text);
	struct pointer pointer = { .refer = refer };
	if (!program->source.cues->n)
		return;
	const struct compiled *compiled = program_get(program, context->programs->compiler);
	while (regex_next(compiled->regex, mentions->scratch, subject, &pointer.start, &pointer.end))
		array_push(found, pointer);
}

/* By place; the earlier block first, then the longer. */
static int by_place(const void *a, const void *b)
{
	const struct pointer *x = a, *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->refer != y->refer)
		return x->refer < y->refer ? -1 : 1;
	return (x->end < y->end) - (x->end > y->end);
}

/* Drops the words found from `first` on that lie in one of the longer texts of `not in:`. */
static void drop_false(struct context *context, uint32_t refer, struct mentions *mentions, pointer_array *found, size_t first)
{
	struct program *program = &context->programs->not_in[refer];
	struct slice subject = buffer_slice(&mentions->mask.text);
	if (found->n == first || !program->source.cues->n)
		return;
	const struct compiled *compiled = program_get(program, context->programs->compiler);
	mentions_place(mentions);
	for (size_t start, end = 0; regex_next(compiled->regex, mentions->scratch, subject, &start, &end);) {
		size_t kept = first;
		for (size_t i = first; i < found->n; i++)
			if (found->at[i].start >= end || found->at[i].end <= start)
				found->at[kept++] = found->at[i];
		found->n = kept;
	}
}

/* Whether words of a block may stand in the sentence of these groups. */
static bool may_stand(const struct ruleset_refer *refer, const struct group_set *groups)
{
	return refer->anywhere || group_set_has(groups, refer->words);
}

static void find_pointers(struct context *context, struct mentions *mentions, bool possessive, pointer_array *found)
{
	const struct ruleset *rules = context->programs->rules;
	bool read = false;
	for (uint32_t i = 0; i < rules->ast->refers.n; i++) {
		size_t first = found->n;
		if (!context->programs->active[i] || rules->ast->refers.at[i].possessive != possessive)
			continue;
		if (!read)
			group_set_text(&context->groups, &rules->groups, buffer_slice(&mentions->mask.text));
		read = true;
		if (!may_stand(&rules->refers[i], &context->groups))
			continue;
		find_words(context, i, mentions, found);
		drop_false(context, i, mentions, found, first);
	}
	if (found->n > 1)
		qsort(found->at, found->n, sizeof *found->at, by_place);
}

/* ---- what they stand for ---- */

/* Whether the words of a block are not for what the document is about, as its first words for that show: not "he" where they are "she". */
static bool is_other(const struct context *context, const struct ast_refer *refer)
{
	struct slice sign = antecedent_sign(refer);
	return sign.len && (context->topic_body || (context->topic_sign.len && !slice_equal(context->topic_sign, sign)));
}

/* What the document is about, if it calls that by words such as these, which else mean the nearest: "the party". */
static const struct mention *topic_body(const struct context *context, const struct ast_refer *refer)
{
	const struct ruleset *rules = context->programs->rules;
	const struct ruleset_refer *asked = &rules->refers[refer - rules->ast->refers.at];
	uint32_t type = context->topic.type;
	bool may = type == rules->types.unknown || type_set_has(&asked->types, type) || types_below(&rules->types, asked->only, type);
	return context->topic_body && may ? &context->topic : NULL;
}

/* What the document is about, if the words can stand for that. */
static const struct mention *topic(const struct context *context, struct antecedents *names)
{
	if (!names->refer->topic || context->topic_state != TOPIC_KNOWN)
		return NULL;
	if (names->refer->nearest)
		return topic_body(context, names->refer);
	if (is_other(context, names->refer))
		return NULL;
	names->far = names->earlier = false;
	return ranking_choose(names, &context->topic, 1);
}

/* What was found, or what the document is about, where that is likelier. */
static const struct mention *or_topic(
        const struct context *context, const struct antecedents *names, const struct mention *found, size_t begin, bool part)
{
	struct antecedents other = *names;
	bool weak = found && names->refer->nearest ? names->earlier && !ranking_begins_sentence(names, found, begin)
	                                           : found && ranking_is_weak(names, found, begin, part);
	if (!weak || !names->refer->topic)
		return found;
	const struct mention *about = topic(context, &other);
	return about && !antecedent_same(names->document, about, found) ? about : found;
}

/* What the document is about, where a sentence that leaves open whom it speaks of names it; that settles it. */
static const struct mention *topic_named(const struct context *context, struct antecedents *names, const struct mention *list, size_t n)
{
	struct antecedents other = *names;
	const struct mention *about = topic(context, &other);
	for (size_t i = 0; about && i < n; i++)
		if (antecedent_short_for(names->document, &list[i], about)) {
			names->open = false;
			return about;
		}
	return NULL;
}

static const struct mention *find_one(struct context *context, struct antecedents *names, const mention_array *list, size_t n, size_t start)
{
	const struct ast_refer *asked = names->refer;
	if (context->open == asked) {
		names->open = true;
		return NULL;
	}
	size_t within = asked->only_before ? within_before_subject(names, list->at, n, start) : front_leave(names, list->at, n, start);
	const struct mention *found = within ? ranking_choose(names, list->at, within) : NULL;
	found = or_topic(context, names, found, names->mentions->mask.origin.at[0], !asked->possessive && !asked->only_before);
	if (names->open && !asked->only_before && !asked->possessive)
		found = topic_named(context, names, list->at, within);
	if (!found && !names->open && asked->only_before && !asked->nearest)
		found = within_object(names, list->at, n, start);
	/* "Orlov joined his government": his own, or that of whom the sentence before names. */
	if (!found && asked->owns.n && asked->only_before && ranking_choose(names, list->at, n))
		names->open = true;
	if (asked->possessive && within_beside(names, list->at, n, start))
		return &list->at[n - 1];
	if (!found && !names->open && asked->possessive)
		found = within_ahead(names, list, n, start);
	/* A paragraph begins with whom the document is about rather than with somebody of the one before. */
	if (!found && !names->open && context->sentences.n == context->first)
		found = topic(context, names);
	bool plain = !asked->topic && !asked->nearest;
	if (!found && plain && !asked->only_before && !asked->possessive && within_behind_clause(names, start))
		names->open = true;
	for (size_t back = 1; !found && !names->open && back <= asked->back && back <= context->sentences.n; back++) {
		const struct context_sentence *sentence = &context->sentences.at[context->sentences.n - back];
		names->far = back > 1;
		names->begin = sentence->start;
		names->earlier = true;
		names->open = sentence->open == asked;
		if (sentence->n && !names->open)
			found = or_topic(
			        context, names, ranking_choose(names, context->mentions.at + sentence->first, sentence->n), sentence->start, true);
		if (names->open && sentence->open != asked && back == 1)
			found = topic_named(context, names, context->mentions.at + sentence->first, sentence->n);
		if (found && asked->free && !ranking_is_free(names, context->mentions.at + sentence->first, sentence->n, found)) {
			names->open = true;
			found = NULL;
		}
	}
	return found || names->open ? found : topic(context, names);
}

/* "Their" in the midst of a sentence that has other subjects means no names of the sentence before. */
static void find_several(struct context *context, struct antecedents *names, const mention_array *list, size_t n, bool begins)
{
	size_t reach = names->refer->possessive && !begins ? 0 : names->refer->back;
	bool found = !names->refer->only_before && n && several_choose(names, list->at, n, &context->chosen);
	for (size_t back = 1; !found && !names->open && back <= reach && back <= context->sentences.n; back++) {
		const struct context_sentence *sentence = &context->sentences.at[context->sentences.n - back];
		if (sentence->n)
			found = several_choose(names, context->mentions.at + sentence->first, sentence->n, &context->chosen);
	}
}

/* Puts what a word stands for into context->chosen: nothing where that is open. The first n mentions stand before it. */
static void choose(struct context *context, const struct pointer *pointer, const struct document *document, const struct mentions *mentions, size_t n)
{
	const struct ast_refer *asked = &context->programs->rules->ast->refers.at[pointer->refer];
	struct antecedents names = { .refer = asked,
		.types = &context->programs->rules->refers[pointer->refer].types,
		.signs = &context->programs->signs[pointer->refer],
		.document = document,
		.mentions = mentions };
	if (context->topic_state == TOPIC_KNOWN && is_other(context, asked))
		names.other = &context->topic;
	array_clear(&context->chosen);
	if (asked->echo)
		names.echo = word_last(slice_part(buffer_slice(&mentions->mask.text), pointer->start, pointer->end));
	if (asked->several.list.len) {
		find_several(context, &names, &mentions->list, n, !pointer->start);
		return;
	}
	const struct mention *found = find_one(context, &names, &mentions->list, n, mentions->mask.origin.at[pointer->start]);
	if (found)
		array_push(&context->chosen, *found);
}

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
		choose(context, pointer, document, mentions, n);
		if (!n && !possessive)
			context->open = context->chosen.n ? NULL : &context->programs->rules->ast->refers.at[pointer->refer];
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
	find_pointers(context, mentions, possessive, &found);
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
			find_pointers(context, context->finder, false, &found);
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
	find_pointers(context, mentions, possessive, &found);
	if (found.n) {
		find_topic(context, document);
		read_until(context, document, block, sentence->start);
		any = take_pointers(context, document, sentence, mentions, &found, possessive);
	}
	array_fini(&found);
	return any;
}

static bool may_own(const struct context_programs *programs, const struct group_set *groups)
{
	for (size_t i = 0; programs->possessive && i < programs->rules->ast->refers.n; i++)
		if (programs->rules->ast->refers.at[i].possessive && may_stand(&programs->rules->refers[i], groups))
			return true;
	return false;
}

void context_add_possessive(const struct context_programs *programs, struct slice possessive, struct group_set *groups)
{
	if (!may_own(programs, groups))
		return;
	/* A word is hashed with bytes behind it, which the text of a document has and this has not. */
	char *bytes = alloc_new(possessive.len + WORDHASH_BEHIND);
	if (possessive.len)
		memcpy(bytes, possessive.ptr, possessive.len);
	for (size_t at = 0, start; at < possessive.len; at++) {
		for (start = at; at < possessive.len && ascii_is_word(bytes[at]);)
			at++;
		if (at > start)
			group_set_word(groups, &programs->rules->groups, slice_make(bytes + start, at - start));
	}
	free(bytes);
}

void context_may_refer(const struct ruleset *rules, const struct group_set *groups, struct type_set *possible, struct type_set *owners)
{
	for (size_t i = 0; i < rules->ast->refers.n; i++) {
		if (!may_stand(&rules->refers[i], groups))
			continue;
		type_set_join(rules->ast->refers.at[i].possessive ? owners : possible, &rules->refers[i].types);
	}
}
