#include "match/in_full.h"

#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/word.h"

/* How far before a thing, and at how many places of its word, is looked for what it was called. */
enum { FULL_TEXT = 20000, FULL_PLACES = 20 };

/* ---- by its sentence ---- */

/* Capitals in the midst of a sentence name it: "Conservatives". */
static bool is_capital(struct slice text, const struct mentions *mentions, const struct mention *mention)
{
	return ascii_is_upper(text.ptr[mention->start]) && mention->start != mentions->mask.origin.at[0];
}

/* Whether it says little by itself. */
static bool is_bare(struct slice text, const struct mentions *mentions, const struct mention *mention)
{
	return !is_capital(text, mentions, mention) && !memchr(text.ptr + mention->start, ' ', mention->end - mention->start);
}

/* The sentence of these names is masked and placed. */
static struct mention widened(struct matcher *matcher, struct mentions *mentions, const struct mention *mention)
{
	struct mention wide = *mention;
	const struct mask *mask = &mentions->mask;
	size_t start = mask_place(mask, mention->start), end = mask_place(mask, mention->end), first = start, last = end;
	struct engine *engine = matcher->engine;
	mentions_place(mentions);
	bool bare = is_bare(matcher->document->text, mentions, mention);
	whole_widen(&engine->wholes, &engine->compiler, matcher->scratch, buffer_slice(&mask->text), mention, bare, &start, &end);
	if (start < first)
		wide.start = mask->origin.at[start];
	if (end > last)
		wide.end = mentions_document_end(mentions, matcher->document->text, end);
	return wide;
}

static struct slice word_behind(struct slice text, size_t at)
{
	while (at < text.len && ascii_is_space(text.ptr[at]))
		at++;
	size_t end = at;
	while (end < text.len && ascii_is_word(text.ptr[end]))
		end++;
	return slice_part(text, at, end);
}

/* An article that a name brings along, "the French", is no part of what is named. */
static void drop_determiner(const struct matcher *matcher, struct mention *wide, size_t start)
{
	struct slice text = matcher->document->text, word;
	size_t at = wide->start;
	while (at < start && !ascii_is_space(text.ptr[at]))
		at++;
	word = slice_part(text, wide->start, at);
	if (at < start && name_words_has(matcher->engine->naming.words.determiner, word))
		wide->start = at + 1;
}

/* ---- by what was told before ---- */

static bool belongs(char byte)
{
	return ascii_is_word(byte) || byte == '-';
}

static bool is_word_at(struct slice text, size_t at, size_t len)
{
	return (!at || !belongs(text.ptr[at - 1])) && (at + len == text.len || !belongs(text.ptr[at + len]));
}

/* The last place before byte `at` at which the words stand; text.len where there is none within reach. */
static size_t place_before(struct slice text, struct slice words, size_t at)
{
	char first = words.len ? ascii_lower(*words.ptr) : 0;
	for (size_t low = at > FULL_TEXT ? at - FULL_TEXT : 0; at > low;) {
		at--;
		/* Most places go by the first byte alone. */
		if (at + words.len > text.len || ascii_lower(text.ptr[at]) != first || !is_word_at(text, at, words.len))
			continue;
		if (!strncasecmp(text.ptr + at, words.ptr, words.len))
			return at;
	}
	return text.len;
}

/* The names of the sentence that holds byte `at`; NULL where it is none that can be read. */
static struct mentions *mentions_at(struct matcher *matcher, size_t at)
{
	struct context *context = matcher->context;
	struct sentence sentence = { 0 };
	if (at >= matcher->sentence.start)
		return matcher->mentions;
	if (!sentences_at(&context->told, matcher->document, &context->words, at, &sentence))
		return NULL;
	context->find(context->finder, &sentence, context->data);
	return context->finder;
}

static const struct mention *mention_over(const struct mentions *mentions, size_t start, size_t end)
{
	for (size_t i = 0; i < mentions->list.n; i++)
		if (mentions->list.at[i].start <= start && mentions->list.at[i].end >= end)
			return &mentions->list.at[i];
	return NULL;
}

static bool is_name(const struct mention *mention)
{
	return mention->kind == MENTION_ENTITY || mention->kind == MENTION_NAMED || mention->kind == MENTION_UNKNOWN;
}

/* Whether a name says what it names by its words at start..end: "Treaty of Paris", "Oregon Treaty", but not "Treaty of Alliance" of an alliance, nor
 * "parts of the army" of an army. */
static bool says_what(const struct matcher *matcher, const struct mention *name, size_t start, size_t end)
{
	struct slice text = matcher->document->text;
	const struct map *function = matcher->engine->naming.words.function;
	if (name->start < start)
		return name->end == end && !name_words_has(function, word_before(text, start));
	return name->end == end || name_words_has(function, word_behind(text, end));
}

/* What stands at a place of the thing's words is called: wider than the words where it is called in full. */
static struct mention called_at(struct matcher *matcher, struct mentions *mentions, const struct mention *thing, size_t at)
{
	struct mention here = *thing;
	const struct mention *over = mention_over(mentions, at, at + (thing->end - thing->start));
	here.start = at;
	here.end = at + (thing->end - thing->start);
	if (over && !says_what(matcher, over, here.start, here.end))
		return here;
	if (over && is_name(over))
		return *over;
	struct mention wide = widened(matcher, mentions, over ? over : &here);
	drop_determiner(matcher, &wide, here.start);
	/* Both sides together are seldom what a reader calls it. */
	if (wide.start < here.start)
		wide.end = here.end;
	return wide;
}

static struct mention referring(const struct mention *thing, const struct mention *full)
{
	struct mention mention = *full;
	mention.kind = MENTION_REFER;
	mention.of.start = full->start;
	mention.of.end = full->end;
	mention.of.kind = full->kind;
	mention.start = thing->start;
	mention.end = thing->end;
	mention.type = thing->type;
	return mention;
}

static bool same_text(struct slice text, const struct mention *a, const struct mention *b)
{
	return a->end - a->start == b->end - b->start && !strncasecmp(text.ptr + a->start, text.ptr + b->start, a->end - a->start);
}

/* Whether nothing can stand around the words at start..end that would call it in full: right before them a word that points back, no preposition
 * behind. */
static bool points_back(struct matcher *matcher, const struct mention *thing, size_t start, size_t end)
{
	struct slice text = matcher->document->text;
	return !ascii_is_upper(text.ptr[start]) && whole_again(&matcher->engine->wholes, thing, word_before(text, start)) &&
	        !name_words_has(matcher->engine->wholes.prepositions, word_behind(text, end));
}

static bool has_capital(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_upper(text.ptr[i]))
			return true;
	return false;
}

/* Whether words that name nothing where they stand belong to the word behind them: "military base". */
static bool qualifies(const struct matcher *matcher, struct mentions *mentions, size_t start, size_t end)
{
	struct slice text = matcher->document->text, behind = word_behind(text, end);
	return !mention_over(mentions, start, end) && behind.len && behind.ptr == text.ptr + end + 1 && text.ptr[end] == ' ' &&
	        behind.ptr[0] >= 'a' && behind.ptr[0] <= 'z' && !name_words_has(matcher->engine->naming.words.function, behind);
}

/* Within the paragraph the last that is called in full; in those before it the only one, if a name tells it: an adjective tells how it was there.
 * Where the words only qualify another, nothing is told of one. */
static struct mention told_before(struct matcher *matcher, const struct mention *thing)
{
	struct slice text = matcher->document->text, words = slice_part(text, thing->start, thing->end);
	struct mention found = *thing, full;
	size_t at = place_before(text, words, thing->start);
	for (size_t n = 0; n < FULL_PLACES && at != text.len && thing->start - at <= FULL_TEXT; n++, at = place_before(text, words, at)) {
		struct mentions *mentions = points_back(matcher, thing, at, at + words.len) ? NULL : mentions_at(matcher, at);
		bool near = at >= matcher->status->block->start;
		if (!mentions || qualifies(matcher, mentions, at, at + words.len))
			continue;
		full = called_at(matcher, mentions, thing, at);
		bool more = full.start < at || full.end > at + words.len;
		if (near && more)
			return referring(thing, &full);
		/* "A treaty": another one, which nothing tells more of. */
		if (near && !whole_again(&matcher->engine->wholes, thing, word_before(text, at)))
			return *thing;
		if (near || !more || !has_capital(slice_part(text, full.start, full.end)))
			continue;
		if (found.start != thing->start && !same_text(text, &full, &found))
			return *thing;
		found = full;
	}
	return found.start == thing->start ? *thing : referring(thing, &found);
}

/* Whether an edge's other end stands before the thing without being a part of its name, as in "the Soviet-led coalition": "Soviet tanks crushed
 * protesters", and "Orlov's presidency", of which he is told already. */
static bool stands_before(struct slice text, const struct mention *other, size_t start, size_t end)
{
	if (!other || other->start >= end || other->end <= start)
		return false;
	bool glued = text.ptr[other->end] == '-';
	return !glued && (!other->start || text.ptr[other->start - 1] != '-');
}

struct mention in_full(struct matcher *matcher, const struct mention *mention, const struct mention *other)
{
	if (matcher->rows || (mention->kind != MENTION_DESCRIBED && mention->kind != MENTION_PHRASE))
		return *mention;
	struct mention wide = widened(matcher, matcher->mentions, mention);
	if (stands_before(matcher->document->text, other, wide.start, mention->start))
		wide.start = mention->start;
	drop_determiner(matcher, &wide, mention->start);
	/* "The leader of the reds" is not who was the leader of others before. */
	bool led_on = name_words_has(matcher->engine->naming.words.link, word_behind(matcher->document->text, mention->end));
	bool alone = wide.start == mention->start && wide.end == mention->end && !led_on;
	if (!alone || !matcher->context || !is_bare(matcher->document->text, matcher->mentions, mention) ||
	        !whole_again(&matcher->engine->wholes, mention, word_before(matcher->document->text, mention->start)))
		return wide;
	if (matcher->told.end != mention->end || matcher->told.start != mention->start) {
		matcher->told = *mention;
		matcher->told_in_full = told_before(matcher, mention);
		/* The scratch has the word classes of the sentence that was read last. */
		mentions_place(matcher->mentions);
	}
	return matcher->told_in_full;
}
