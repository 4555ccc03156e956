#include "match/choice.h"

#include "base/word.h"
#include "match/front.h"
#include "match/ranking.h"
#include "match/several.h"
#include "match/within.h"

/* ---- what the document is about ---- */

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

/* Whether a name stands right behind another one and a word that joins: "the League and Ruiz Press". */
static bool is_joined(const struct antecedents *names, const struct mention *list, const struct mention *found)
{
	struct slice before = slice_part(names->document->text, 0, found->start);
	if (found == list || found[-1].end > found->start)
		return false;
	before = slice_trim(slice_part(before, found[-1].end, before.len));
	return name_words_has(names->signs->joint, before);
}

/* What was found among some names, or what the document is about, where that is likelier. */
static const struct mention *or_topic(const struct context *context, const struct antecedents *names, const struct mention *list,
        const struct mention *found, size_t begin, bool part)
{
	struct antecedents other = *names;
	bool weak = found && names->refer->nearest ? names->earlier && !ranking_begins_sentence(names, found, begin)
	                                           : found && ranking_is_weak(names, found, begin, part, is_joined(names, list, found));
	if (!weak || !names->refer->topic)
		return found;
	const struct mention *about = topic(context, &other);
	return about && !antecedent_same(names->document, about, found) ? about : found;
}

/* What the document is about, where a sentence names it that leaves open whom it speaks of, or speaks of `found`; that settles it. */
static const struct mention *topic_named(
        const struct context *context, struct antecedents *names, const struct mention *list, size_t n, const struct mention *found)
{
	struct antecedents other = *names;
	const struct mention *about = topic(context, &other);
	if (about && found && antecedent_short_for(names->document, found, about))
		return found;
	for (size_t i = 0; about && i < n; i++)
		if (antecedent_short_for(names->document, &list[i], about)) {
			names->open = false;
			return about;
		}
	return found;
}

/* ---- names ---- */

/* Whether words may stand for any thing of their types that a text speaks of, be it no person: "it", "they". */
static bool is_plain(const struct ast_refer *asked)
{
	return !asked->topic && !asked->nearest && !asked->only_before && !asked->possessive;
}

/* In the sentence itself, the first n mentions of which stand before the word. */
static const struct mention *find_here(struct context *context, struct antecedents *names, const mention_array *list, size_t n, size_t start)
{
	const struct ast_refer *asked = names->refer;
	const struct mention *ahead = asked->possessive && n && front_is_deed(names, start) ? within_ahead(names, list, n, start) : NULL;
	if (ahead)
		return ahead;
	size_t within = asked->only_before ? within_before_subject(names, list->at, n, start) : front_leave(names, list->at, n, start);
	const struct mention *found = within ? ranking_choose(names, list->at, within) : NULL;
	/* "He met him": not himself. */
	if (found && asked->only_before && !asked->owns.n && antecedent_same(names->document, found, &list->at[within])) {
		names->open = true;
		return NULL;
	}
	if (found && is_plain(asked) && !asked->several.list.len && within_behind_other(names, found, start)) {
		names->open = true;
		return NULL;
	}
	found = or_topic(context, names, list->at, found, names->mentions->mask.origin.at[0], !asked->possessive && !asked->only_before);
	if (names->open && !asked->only_before && !asked->possessive)
		found = topic_named(context, names, list->at, within, NULL);
	if (!found && !names->open && asked->only_before && !asked->nearest)
		found = within_object(names, list->at, n, start);
	/* "Orlov joined his government": his own, or that of whom the sentence before names. */
	if (!found && asked->owns.n && asked->only_before && ranking_choose(names, list->at, n))
		names->open = true;
	if (asked->possessive && within_beside(names, list->at, n, start))
		return &list->at[n - 1];
	/* What begins with it has its subject: "His cousin fled, and his uncle, Ruiz". */
	if (!found && !names->open && asked->possessive && start > names->mentions->mask.origin.at[0])
		found = within_ahead(names, list, n, start);
	return found;
}

/* Whether words of a block in front left it open whom they mean, and these mean the same: "the group fled, but it". */
static bool is_left_open(const struct context *context, const struct ast_refer *open, const struct ast_refer *asked)
{
	const struct ruleset *rules = context->programs->rules;
	const struct ast_refer *all = rules->ast->refers.at;
	if (!open || open == asked)
		return open;
	return !asked->only_before && !asked->possessive && !asked->nearest && !asked->several.list.len && !open->several.list.len &&
	        type_set_meets(&rules->refers[open - all].types, &rules->refers[asked - all].types);
}

/* Whether whom a sentence before names may be passed over for whom the document is about, where it names both: a text goes on with the latter. Not
 * where a word like this one already stands for them there. */
static bool may_yield(const struct antecedents *names, const struct mention *found)
{
	return found && found->kind != MENTION_REFER && !names->refer->nearest && !names->refer->possessive;
}

/* In a sentence before it; last: that right before it. */
static const struct mention *find_in(const struct context *context, struct antecedents *names, const struct context_sentence *sentence, bool last)
{
	const struct mention *list = sentence->n ? context->mentions.at + sentence->first : NULL, *found = NULL;
	bool left_open = sentence->open == names->refer;
	names->far = !last;
	names->begin = sentence->start;
	names->earlier = true;
	names->open = left_open;
	if (sentence->n && !left_open)
		found = or_topic(context, names, list, ranking_choose(names, list, sentence->n), sentence->start, true);
	if (!left_open && last && (names->open || may_yield(names, found)))
		found = topic_named(context, names, list, sentence->n, found);
	if (found && names->refer->free && !ranking_is_free(names, list, sentence->n, found)) {
		names->open = true;
		found = NULL;
	}
	return found;
}

static const struct mention *find_before(const struct context *context, struct antecedents *names)
{
	const struct mention *found = NULL;
	for (size_t back = 1; !found && !names->open && back <= names->refer->back && back <= context->sentences.n; back++)
		found = find_in(context, names, &context->sentences.at[context->sentences.n - back], back == 1);
	return found;
}

static const struct mention *find_one(struct context *context, struct antecedents *names, const mention_array *list, size_t n, size_t start)
{
	const struct ast_refer *asked = names->refer;
	names->open = context->open_at != start ? is_left_open(context, context->open, asked) : context->open == asked;
	if (names->open)
		return NULL;
	const struct mention *found = find_here(context, names, list, n, start);
	/* A paragraph begins with whom the document is about rather than with somebody of the one before. */
	if (!found && !names->open && context->sentences.n == context->first)
		found = topic(context, names);
	if (!found && is_plain(asked) && within_behind_clause(names, start))
		names->open = true;
	if (!found && !names->open)
		found = find_before(context, names);
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

void choice_make(struct context *context, const struct pointer *pointer, const struct document *document, const struct mentions *mentions, size_t n)
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
