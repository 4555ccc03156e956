#include "match/match.h"

#include "match/pairs.h"
#include "match/pairwise.h"
#include "match/proof.h"

/* ---- what is tried ---- */

/* Whether some mention fits each hole: most lines fail here, before the words are read. */
static bool has_names(const mention_array *mentions, const struct ruleset_variant *line)
{
	bool all = mentions->n >= line->needs.holes.n;
	for (size_t i = 0; i < line->needs.holes.n && all; i++) {
		all = false;
		for (size_t k = 0; k < mentions->n && !all; k++)
			all = type_set_has(&line->hole_types[i], mentions->at[k].type);
	}
	return all;
}

/* Drops what is kept of another mask. */
static void renew(struct matcher *matcher)
{
	if (matcher->mask == matcher->mentions->mask.built)
		return;
	matcher->mask = matcher->mentions->mask.built;
	matcher->stood = matcher->pairwise.read = false;
	cancels_clear(&matcher->cancels);
}

bool match_may(struct matcher *matcher, const struct ruleset_variant *line)
{
	if (!has_names(&matcher->mentions->list, line))
		return false;
	renew(matcher);
	if (!matcher->stood)
		stands_read(&matcher->stands, &matcher->engine->rules->groups, &matcher->mentions->mask, &matcher->mentions->list);
	matcher->stood = true;
	return stands_meet(&matcher->stands, line);
}

/* ---- what a match gives ---- */

static bool takes(const struct type_set *set, const struct mention *mention)
{
	return mention->kind == MENTION_PHRASE || type_set_has(set, mention->type);
}

/* Where the first of the match's names begins, if that is before the words of the relation. */
static size_t first_name(const struct match *match)
{
	size_t first = match->anchor;
	for (size_t i = 0; i < match->hole_count; i++)
		if (match->holes[i].start < first)
			first = match->holes[i].start;
	return first;
}

static struct status_verdict status_between(
        struct matcher *matcher, const struct match *match, const struct filler *source, const struct filler *target)
{
	bool inverted = source->at > target->at;
	struct status_place place = { match->anchor, match->anchor_end, first_name(match), inverted ? target->at : source->at,
		inverted ? source->at : target->at };
	return status_of(matcher->status, &place);
}

/* false where the rule wants a date and there is none. */
static bool date_proof(struct matcher *matcher, const struct match *match, const struct ast_gives *gives, struct proof *proof)
{
	enum when when = gives->when != WHEN_ANY ? gives->when : match->variant->variant.rule->when;
	struct dates_place place = { match->start, match->end, match->anchor, match->anchor_end, when };
	mentions_place(matcher->mentions);
	dates_of(matcher->dates, &place, &proof->from, &proof->to);
	return when != WHEN_DATED || proof->from.year || proof->to.year;
}

/* The proof of an edge, told by the words of the match, that stands at the place. */
static void give_proof(struct matcher *matcher, const struct match *match, const struct match *place, const struct ast_gives *gives,
        const struct filler *source, const struct filler *target, const struct status_verdict *verdict)
{
	bool inverse;
	size_t relation = ruleset_relation(matcher->engine->rules, gives->relation, &inverse);
	const struct filled *as = gives->as.len ? holes_named(place, gives->as) : NULL;
	struct proof proof = {
		.variant = match->variant,
		.relation = (uint32_t)relation,
		.source = inverse ? &target->mention : &source->mention,
		.target = inverse ? &source->mention : &target->mention,
		.as = as && as->n ? &matcher->fillers.at[as->first].mention : NULL,
		.start = matcher->mentions->mask.origin.at[match->start],
		.end = match_document_end(matcher, place->end),
		.status = verdict->status,
		.speaker = verdict->speaker == MASK_NONE ? NULL : &matcher->mentions->list.at[verdict->speaker],
	};
	if (date_proof(matcher, place, gives, &proof))
		proof_add(matcher, &proof);
}

/* Whether the relation may join the two, and they are wanted. */
static bool may_join(const struct matcher *matcher, const struct ast_gives *gives, const struct filler *source, const struct filler *target)
{
	const struct ruleset *rules = matcher->engine->rules;
	bool inverse;
	size_t relation = ruleset_relation(rules, gives->relation, &inverse);
	if (relation == rules->ast->relations.n || source->at == target->at)
		return false;
	if (matcher->owners && !source->mention.owner && !target->mention.owner)
		return false;
	return takes(&rules->ends[relation].from, inverse ? &target->mention : &source->mention) &&
	        takes(&rules->ends[relation].to, inverse ? &source->mention : &target->mention);
}

static struct status_verdict verdict_of(struct matcher *matcher, const struct match *match, const struct filler *source, const struct filler *target)
{
	const struct ast_rule *rule = match->variant->variant.rule;
	return rule->status_given ? (struct status_verdict){ rule->status, MASK_NONE } : status_between(matcher, match, source, target);
}

static void give_pair(
        struct matcher *matcher, const struct match *match, const struct ast_gives *gives, const struct filler *source, const struct filler *target)
{
	if (!may_join(matcher, gives, source, target) || cancels_pair(matcher, match->variant->variant.rule, gives, source, target))
		return;
	struct status_verdict verdict = verdict_of(matcher, match, source, target);
	give_proof(matcher, match, match, gives, source, target, &verdict);
}

static void give(struct matcher *matcher, const struct match *match, const struct ast_gives *gives)
{
	const struct filled *sources = holes_named(match, gives->source), *targets = holes_named(match, gives->target);
	if (!sources || !targets)
		return;
	for (size_t i = 0; i < sources->n; i++)
		for (size_t k = 0; k < targets->n; k++)
			if (pairwise_joins(matcher, match, sources, i, targets, k))
				give_pair(matcher, match, gives, &matcher->fillers.at[sources->first + i], &matcher->fillers.at[targets->first + k]);
}

/* The edge of a pair, as that between the first and the last name of the match. */
static void give_further(struct matcher *matcher, const struct match *match, const struct ast_gives *gives, const struct pair *pair)
{
	const struct filled *sources = holes_named(match, gives->source), *targets = holes_named(match, gives->target);
	bool turned = sources->start > targets->start;
	const struct filler *source = turned ? &pair->second : &pair->first, *target = turned ? &pair->first : &pair->second;
	struct match place = {
		.start = pair->start, .end = pair->end, .anchor = pair->second.at, .anchor_end = pair->end, .variant = match->variant
	};
	if (!takes(sources->types, &source->mention) || !takes(targets->types, &target->mention) || !may_join(matcher, gives, source, target))
		return;
	struct status_verdict verdict = verdict_of(matcher, match, &matcher->fillers.at[sources->first], &matcher->fillers.at[targets->first]);
	give_proof(matcher, match, &place, gives, source, target, &verdict);
}

static void give_pairs(struct matcher *matcher, struct match *match, const struct ast_gives *gives)
{
	struct pair pair;
	if (!pairs_repeat(match, gives))
		return;
	for (size_t at = match->pairs, count = 0; count < LIST_LIMIT && pairs_read(matcher, match, at, &pair); count++) {
		give_further(matcher, match, gives, &pair);
		at = pair.end;
	}
}

/* Where to look next: at the last hole of this match, so that "A led B, who led C" gives both. */
static size_t next_start(const struct matcher *matcher, const struct match *match)
{
	size_t next = match->start;
	struct slice subject = match_subject(matcher);
	for (size_t i = 0; i < match->hole_count; i++)
		if (match->holes[i].start > next)
			next = match->holes[i].start;
	if (next == match->start)
		next = match->start + 1;
	while (next < subject.len && ((unsigned char)subject.ptr[next] & 0xC0) == 0x80)
		next++;
	return next;
}

void match_variant(struct matcher *matcher, uint32_t variant)
{
	struct match match = { .number = variant, .variant = &matcher->engine->rules->variants.at[variant] };
	const struct ast_rule *rule = match.variant->variant.rule;
	renew(matcher);
	mentions_place(matcher->mentions);
	match.compiled = program_get(&matcher->engine->variants[variant], &matcher->engine->compiler);
	if (!match.compiled->regex) {
		holes_say_broken(matcher, match.variant, match.compiled);
		return;
	}
	for (size_t from = 0; from < match_subject(matcher).len;) {
		enum regex_result result = regex_match(match.compiled->regex, matcher->scratch, match_subject(matcher), from, false);
		if (result == REGEX_GAVE_UP)
			holes_say_gave_up(matcher, match.variant);
		if (result != REGEX_MATCH || !regex_span(matcher->scratch, 0, &match.start, &match.end))
			return;
		if (!match.compiled->emitted.anchor ||
		        !regex_span(matcher->scratch, match.compiled->emitted.anchor, &match.anchor, &match.anchor_end))
			match.anchor = match.anchor_end = match.start;
		holes_fill(matcher, &match);
		pairs_find(matcher, &match);
		from = next_start(matcher, &match);
		for (size_t i = 0; i < rule->gives.n; i++) {
			size_t given = matcher->findings->list.n;
			give(matcher, &match, &rule->gives.at[i]);
			if (match.pairs && matcher->findings->list.n > given)
				give_pairs(matcher, &match, &rule->gives.at[i]);
		}
	}
}
