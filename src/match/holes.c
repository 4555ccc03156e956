#include "match/holes.h"

#include <string.h>

#include "names/resolve.h"

struct slice match_subject(const struct matcher *matcher)
{
	return buffer_slice(&matcher->mentions->mask.text);
}

void holes_say_broken(struct matcher *matcher, const struct ruleset_variant *variant, const struct compiled *compiled)
{
	diag_warning(matcher->diag, variant->variant.find->place, "W102", "make the line or its vocabularies shorter", "this pattern is not used: %s",
	        compiled->error.text);
	matcher->gave_up = true;
}

void holes_say_gave_up(struct matcher *matcher, const struct ruleset_variant *variant)
{
	const struct compiled *broken = matcher->mentions->places.parts.broken;
	if (broken)
		holes_say_broken(matcher, variant, broken);
	if (!matcher->gave_up)
		diag_warning(matcher->diag, variant->variant.find->place, "W101", "bound what may repeat, or write the words out",
		        "this pattern gave up on a sentence of %.*s, line %u: it tries too many ways to match", SLICE_ARG(matcher->document->key),
		        document_line(matcher->document, matcher->sentence.start));
	matcher->gave_up = true;
}

static void say_cut(struct matcher *matcher, const struct ruleset_variant *variant)
{
	diag_warning(matcher->diag, variant->variant.find->place, "W103", NULL, "of a list in %.*s, line %u, the first %d names are taken",
	        SLICE_ARG(matcher->document->key), document_line(matcher->document, matcher->sentence.start), LIST_LIMIT);
}

size_t match_document_end(const struct matcher *matcher, size_t end)
{
	return mentions_document_end(matcher->mentions, matcher->document->text, end);
}

void holes_add(struct matcher *matcher, size_t start, size_t end)
{
	long token = end - start == MASK_TOKEN_LEN ? mask_mention(&matcher->mentions->mask, start) : MASK_NONE;
	struct filler filler = { .at = start };
	if (token != MASK_NONE) {
		filler.mention = matcher->mentions->list.at[token];
	} else {
		filler.mention.start = matcher->mentions->mask.origin.at[start];
		filler.mention.end = match_document_end(matcher, end);
		filler.mention.kind = MENTION_PHRASE;
		filler.mention.type = resolve_phrase_type(&matcher->engine->rules->types);
	}
	array_push(&matcher->fillers, filler);
	for (const struct mention *also = token != MASK_NONE ? filler.mention.also : NULL; also; also = also->also)
		array_push(&matcher->fillers, ((struct filler){ *also, start }));
}

/* Whether a member is a word that refers, such as "it", with a comma between it and the member before: it is the subject of a clause of its own. */
static bool begins_clause(const struct matcher *matcher, size_t at, size_t before, size_t from)
{
	const struct mention *mention = &matcher->fillers.at[at].mention;
	struct slice text = slice_part(matcher->document->text, mention->start, mention->end);
	return mention->kind == MENTION_REFER && !memchr(text.ptr, ' ', text.len) && memchr(match_subject(matcher).ptr + before, ',', from - before);
}

/* Of "Orlov, Ruiz, and he" only one part stands with the relation's words: "he", the fillers from `at` on, if these follow; else what is before. */
static void drop_other_clause(struct matcher *matcher, size_t first, size_t at, bool follows)
{
	size_t n = matcher->fillers.n;
	matcher->fillers.n = at;
	for (size_t i = at; follows && i < n; i++)
		matcher->fillers.at[first + i - at] = matcher->fillers.at[i];
	if (follows)
		matcher->fillers.n = first + n - at;
}

static void add_members(
        struct matcher *matcher, const struct ruleset_variant *variant, const struct list_reader *reader, bool follows, size_t start, size_t end)
{
	struct slice list = slice_part(match_subject(matcher), 0, end);
	size_t first = matcher->fillers.n, before = start;
	for (size_t count = 0; reader && start < end && count < LIST_LIMIT; count++) {
		size_t from, to, whole, next;
		if (regex_match(reader->regex, matcher->scratch, list, start, true) != REGEX_MATCH)
			return;
		if (!regex_span(matcher->scratch, reader->member, &from, &to) || !regex_span(matcher->scratch, 0, &whole, &next) || next <= start)
			return;
		size_t at = matcher->fillers.n;
		holes_add(matcher, from, to);
		if (count && begins_clause(matcher, at, before, from)) {
			drop_other_clause(matcher, first, at, follows);
			if (!follows)
				return;
		}
		before = to;
		start = next;
	}
	if (reader && start < end)
		say_cut(matcher, variant);
}

/* Reads the spans of all holes before any other pattern runs in the same scratch. */
static size_t read_spans(struct matcher *matcher, struct match *match, size_t spans[HOLE_LIMIT][2])
{
	const struct emitted *emitted = &match->compiled->emitted;
	size_t n = 0;
	for (size_t i = 0; i < emitted->holes.n && n < HOLE_LIMIT; i++) {
		spans[i][0] = spans[i][1] = 0;
		regex_span(matcher->scratch, emitted->holes.at[i].group, &spans[i][0], &spans[i][1]);
		n++;
	}
	return n;
}

/* Whether a hole that begins at `start` stands before another, and so before the words of the relation. */
static bool stands_first(size_t spans[HOLE_LIMIT][2], size_t n, size_t start)
{
	bool first = false;
	for (size_t i = 0; i < n; i++)
		first |= spans[i][0] > start;
	return first;
}

/* Whether a hole, or another of its name, is for whole phrases: more of them may stand behind it. */
static bool goes_on(const struct emitted *emitted, size_t hole)
{
	bool whole = false;
	for (size_t i = 0; i < emitted->holes.n && !whole; i++)
		whole = emitted->holes.at[i].element->whole && slice_equal(emitted->holes.at[i].name, emitted->holes.at[hole].name);
	return whole;
}

static bool filled_span(struct matcher *matcher, const struct emitted *emitted, size_t *start, size_t *end)
{
	for (size_t i = 0; i < emitted->holes.n; i++)
		if (regex_span(matcher->scratch, emitted->holes.at[i].group, start, end) && *end > *start)
			return true;
	return false;
}

/* Phrases that stand behind the one that ends the match, in a list with it. */
static void add_further(struct matcher *matcher, struct match *match)
{
	if (!matcher->engine->rules->ast->further.n)
		return;
	const struct compiled *further = program_get(&matcher->engine->further, &matcher->engine->compiler);
	struct slice subject = match_subject(matcher);
	size_t start, end = match->end;
	if (!further->regex)
		holes_say_broken(matcher, match->variant, further);
	for (size_t count = 0; further->regex && count < LIST_LIMIT && end < subject.len; count++) {
		enum regex_result result = regex_match(further->regex, matcher->scratch, subject, end + (subject.ptr[end] == ' '), true);
		if (result == REGEX_GAVE_UP)
			holes_say_gave_up(matcher, match->variant);
		if (result != REGEX_MATCH || !filled_span(matcher, &further->emitted, &start, &end))
			break;
		holes_add(matcher, start, end);
		match->end = end;
	}
}

void holes_fill(struct matcher *matcher, struct match *match)
{
	size_t spans[HOLE_LIMIT][2], n = read_spans(matcher, match, spans), last = match->end;
	array_clear(&matcher->fillers);
	match->hole_count = 0;
	for (size_t i = 0; i < n; i++) {
		const struct emitted_hole *hole = &match->compiled->emitted.holes.at[i];
		struct filled filled = { .name = hole->name, .first = matcher->fillers.n, .start = spans[i][0], .types = &hole->types };
		if (spans[i][1] == spans[i][0])
			continue;
		if (hole->list)
			add_members(matcher, match->variant, program_reader(&matcher->engine->variants[match->number], i, &matcher->engine->compiler),
			        stands_first(spans, n, spans[i][0]), spans[i][0], spans[i][1]);
		else
			holes_add(matcher, spans[i][0], spans[i][1]);
		if (spans[i][1] == last && goes_on(&match->compiled->emitted, i))
			add_further(matcher, match);
		filled.n = matcher->fillers.n - filled.first;
		match->holes[match->hole_count++] = filled;
	}
}

const struct filled *holes_named(const struct match *match, struct slice name)
{
	for (size_t i = 0; i < match->hole_count; i++)
		if (slice_equal(match->holes[i].name, name))
			return &match->holes[i];
	return NULL;
}

struct filled *holes_outer(struct match *match, bool last)
{
	struct filled *best = NULL;
	for (size_t i = 0; i < match->hole_count; i++)
		if (match->holes[i].n && (!best || (match->holes[i].start > best->start) == last))
			best = &match->holes[i];
	return best;
}
