#include "match/pairs.h"

#include "base/ascii.h"

/* The word before byte `at`, if it stands behind byte `from`; what leads up to a name and names are left out. */
static struct slice joint_before(const struct matcher *matcher, size_t from, size_t at)
{
	struct slice subject = match_subject(matcher);
	for (size_t start; at > from; at = start) {
		while (at > from && !ascii_is_word(subject.ptr[at - 1]))
			at--;
		for (start = at; start > from && ascii_is_word(subject.ptr[start - 1]);)
			start--;
		struct slice word = slice_part(subject, start, at);
		if (word.len && !status_leads(&matcher->engine->status, word))
			return word;
	}
	return slice_make("", 0);
}

/* Whether the second name of a pair is joined to its first by the same word as the match's last name is to what stands before, such as "by". */
static bool joined_alike(const struct matcher *matcher, struct match *match, struct slice joint)
{
	struct slice word = joint_before(matcher, holes_outer(match, false)->start, holes_outer(match, true)->start);
	return joint.len ? slice_equal(joint, word) : !name_words_has(matcher->engine->complement, word);
}

bool pairs_read(struct matcher *matcher, struct match *match, size_t at, struct pair *pair)
{
	const struct compiled *compiled = program_get(&matcher->engine->pairs, &matcher->engine->compiler);
	struct slice subject = match_subject(matcher);
	size_t start[2] = { 0 }, end[2] = { 0 }, n = 0, whole;
	if (!compiled->regex)
		holes_say_broken(matcher, match->variant, compiled);
	if (!compiled->regex || at >= subject.len)
		return false;
	enum regex_result result = regex_match(compiled->regex, matcher->scratch, subject, at, true);
	if (result == REGEX_GAVE_UP)
		holes_say_gave_up(matcher, match->variant);
	if (result != REGEX_MATCH || !regex_span(matcher->scratch, 0, &whole, &pair->end))
		return false;
	for (size_t i = 0; i < compiled->emitted.holes.n && n < 2; i++)
		n += regex_span(matcher->scratch, compiled->emitted.holes.at[i].group, &start[n], &end[n]) && end[n] > start[n];
	if (n < 2)
		return false;
	if (!joined_alike(matcher, match, joint_before(matcher, end[0], start[1])))
		return false;
	size_t fillers = matcher->fillers.n;
	holes_add(matcher, start[0], end[0]);
	holes_add(matcher, start[1], end[1]);
	pair->first = matcher->fillers.at[fillers];
	pair->second = *array_last(&matcher->fillers);
	matcher->fillers.n = fillers;
	pair->start = start[0];
	pair->end = end[1];
	pair->apart = end[0] + 1 < start[1];
	return true;
}

void pairs_find(struct matcher *matcher, struct match *match)
{
	struct filled *last = holes_outer(match, true);
	struct pair pair;
	match->pairs = 0;
	if (!matcher->engine->rules->ast->pairs.n || match->hole_count < 2)
		return;
	for (size_t i = 0; i < last->n && !match->pairs; i++) {
		const struct filler *filler = &matcher->fillers.at[last->first + i];
		size_t end = filler->at + MASK_TOKEN_LEN;
		if (filler->mention.kind == MENTION_PHRASE || !pairs_read(matcher, match, end, &pair) || (i && !pair.apart))
			continue;
		match->pairs = end;
		last->n = i + 1;
	}
}

bool pairs_repeat(struct match *match, const struct ast_gives *gives)
{
	const struct filled *first = holes_outer(match, false), *last = holes_outer(match, true);
	const struct filled *source = holes_named(match, gives->source), *target = holes_named(match, gives->target);
	return source && target && source->n && target->n && first != last && (source == first || target == first) &&
	        (source == last || target == last);
}
