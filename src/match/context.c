#include "match/context.h"

#include <stdlib.h>

#include "base/unicode.h"

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
	*programs = (struct context_programs){ .rules = rules, .compiler = compiler };
	programs->words = alloc_new((ast->refers.n + 1) * sizeof *programs->words);
	programs->active = alloc_new((ast->refers.n + 1) * sizeof *programs->active);
	for (size_t i = 0; i < ast->refers.n; i++) {
		programs->words[i] = word_program(&ast->refers.at[i].words);
		programs->active[i] = is_taken(rules, &rules->refers[i].types);
	}
}

void context_programs_fini(struct context_programs *programs)
{
	for (size_t i = 0; i < programs->rules->ast->refers.n; i++)
		program_fini(&programs->words[i]);
	free(programs->words);
	free(programs->active);
}

void context_clear(struct context *context)
{
	context->block = NULL;
	array_clear(&context->sentences);
	array_clear(&context->mentions);
}

void context_fini(struct context *context)
{
	array_fini(&context->sentences);
	array_fini(&context->mentions);
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
	for (size_t from = 0; compiled->regex && from < subject.len; from = pointer.end) {
		if (regex_match(compiled->regex, mentions->scratch, subject, from, false) != REGEX_MATCH ||
		        !regex_span(mentions->scratch, 0, &pointer.start, &pointer.end) || pointer.end <= from)
			return;
		array_push(found, pointer);
	}
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

static void find_pointers(struct context *context, struct mentions *mentions, pointer_array *found)
{
	for (uint32_t i = 0; i < context->programs->rules->ast->refers.n; i++)
		if (context->programs->active[i])
			find_words(context, i, mentions, found);
	if (found->n > 1)
		qsort(found->at, found->n, sizeof *found->at, by_place);
}

/* ---- what they stand for ---- */

/* The name that a mention names or stands for. */
static struct mention name_of(const struct mention *mention)
{
	struct mention name = *mention;
	if (mention->kind == MENTION_REFER) {
		name.start = mention->of.start;
		name.end = mention->of.end;
		name.kind = mention->of.kind;
	}
	return name;
}

static struct slice last_word(struct slice text)
{
	size_t at = text.len;
	while (at && text.ptr[at - 1] != ' ' && text.ptr[at - 1] != '\n')
		at--;
	return slice_part(text, at, text.len);
}

/* Whether two mentions are plainly of one thing; of short and full names the last word is the same. */
static bool same_thing(const struct document *document, const struct mention *a, const struct mention *b)
{
	struct mention x = name_of(a), y = name_of(b);
	if (x.kind == MENTION_ENTITY && y.kind == MENTION_ENTITY)
		return x.entity == y.entity;
	return slice_equal(last_word(slice_part(document->text, x.start, x.end)), last_word(slice_part(document->text, y.start, y.end)));
}

/* The one mention among these that the words can stand for: the only thing of a fitting type, or the first thing of all, which is the subject; or, where
 * the nearest is meant, the last. NULL where it is open (*open) or none fits. */
static const struct mention *choose(
        const struct ruleset_refer *refer, bool nearest, const struct document *document, const struct mention *mentions, size_t n, bool *open)
{
	const struct mention *best = NULL;
	for (size_t i = 0; i < n; i++) {
		if (mentions[i].adjective || !type_set_has(&refer->types, mentions[i].type))
			continue;
		if (best && !nearest && !same_thing(document, best, &mentions[i])) {
			*open = best != mentions;
			return *open ? NULL : best;
		}
		if (!best || nearest)
			best = &mentions[i];
	}
	return best;
}

static const struct mention *antecedent(
        const struct context *context, const struct pointer *pointer, const struct document *document, const struct mention *before, size_t n)
{
	const struct ast_refer *asked = &context->programs->rules->ast->refers.at[pointer->refer];
	const struct ruleset_refer *refer = &context->programs->rules->refers[pointer->refer];
	bool open = false;
	const struct mention *found = asked->only_before ? NULL : choose(refer, asked->nearest, document, before, n, &open);
	for (size_t back = 1; !found && !open && back <= asked->back && back <= context->sentences.n; back++) {
		const struct context_sentence *sentence = &context->sentences.at[context->sentences.n - back];
		if (sentence->n)
			found = choose(refer, asked->nearest, document, context->mentions.at + sentence->first, sentence->n, &open);
	}
	return found;
}

static struct mention referring(const struct pointer *pointer, const struct mention *found, const struct mask *mask, struct slice text)
{
	struct mention name = name_of(found), mention = name;
	mention.start = mask->origin.at[pointer->start];
	mention.end = mask->origin.at[pointer->end - 1];
	unicode_next(text, &mention.end);
	mention.kind = MENTION_REFER;
	mention.of.start = name.start;
	mention.of.end = name.end;
	mention.of.kind = name.kind;
	mention.refer = pointer->refer;
	return mention;
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

/* From left to right, so that a later word may stand for what an earlier one stood for. */
static void refer_within(struct context *context, const struct document *document, const struct sentence *sentence, struct mentions *mentions)
{
	pointer_array found = { 0 };
	size_t known = mentions->list.n, end = 0;
	find_pointers(context, mentions, &found);
	for (size_t i = 0; i < found.n; i++) {
		const struct pointer *pointer = &found.at[i];
		if (pointer->start < end)
			continue;
		size_t n = mentions_before(&mentions->list, mentions->mask.origin.at[pointer->start]);
		const struct mention *name = antecedent(context, pointer, document, mentions->list.at, n);
		if (!name || type_set_has(&context->programs->sought, name->type))
			continue;
		struct mention mention = referring(pointer, name, &mentions->mask, document->text);
		insert(&mentions->list, &mention);
		end = pointer->end;
	}
	array_fini(&found);
	if (mentions->list.n > known)
		mentions_mask(mentions, document->text, sentence->start, sentence->end);
}

/* ---- the block ---- */

static void remember(struct context *context, const struct mentions *mentions)
{
	array_push(&context->sentences, ((struct context_sentence){ context->mentions.n, mentions->list.n }));
	for (size_t i = 0; i < mentions->list.n; i++)
		array_push(&context->mentions, mentions->list.at[i]);
}

static void read_on(struct context *context, const struct document *document, const struct block *block, size_t before)
{
	struct sentence sentence;
	while (sentence_next(document, block, &context->words, context->at, &sentence) && sentence.start < before) {
		context->find(context->finder, &sentence, context->data);
		refer_within(context, document, &sentence, context->finder);
		remember(context, context->finder);
		context->at = sentence.end;
	}
}

/* Reads the paragraph before the block and the sentences of the block before a byte, where they are not read yet. */
static void read_until(struct context *context, const struct document *document, const struct block *block, size_t before)
{
	const struct block *previous = block > document->blocks.at ? block - 1 : NULL;
	if (context->block != block || context->at > before) {
		context_clear(context);
		if (previous && previous->kind == BLOCK_PARAGRAPH) {
			context->at = previous->start;
			read_on(context, document, previous, previous->end);
		}
		context->block = block;
		context->at = block->start;
	}
	read_on(context, document, block, before);
}

void context_refer(struct context *context, const struct document *document, const struct block *block, const struct sentence *sentence,
        struct mentions *mentions)
{
	pointer_array found = { 0 };
	find_pointers(context, mentions, &found);
	bool any = found.n;
	array_fini(&found);
	if (!any)
		return;
	read_until(context, document, block, sentence->start);
	/* The scratch has the word classes of the sentence that was read last. */
	mentions->placed = false;
	refer_within(context, document, sentence, mentions);
}

bool context_may_refer(const struct ruleset *rules, const struct group_set *groups, struct type_set *possible)
{
	bool any = false;
	for (size_t i = 0; i < rules->ast->refers.n; i++) {
		if (!group_set_has(groups, rules->refers[i].words))
			continue;
		for (size_t k = 0; k < TYPES_LIMIT / 64; k++)
			possible->bits[k] |= rules->refers[i].types.bits[k];
		any = true;
	}
	return any;
}
