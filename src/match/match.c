#include "match/match.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "match/proof.h"

enum { LIST_LIMIT = 64, HOLE_LIMIT = 16 };

/* The fillers of one hole: first..first + n of matcher->fillers. */
struct filled {
	struct slice name;
	size_t first, n;
	size_t start; /* of the hole's span */
	const struct type_set *types;
};

struct match {
	uint32_t number; /* of the variant */
	const struct ruleset_variant *variant;
	const struct compiled *compiled;
	size_t start, end, anchor, anchor_end;
	struct filled holes[HOLE_LIMIT];
	size_t hole_count;
	size_t pairs; /* where pairs begin whose verb is left out, behind the last name; 0: nowhere */
};

static struct slice subject_of(const struct matcher *matcher)
{
	return buffer_slice(&matcher->mentions->mask.text);
}

/* A pattern that cannot be compiled matches nothing, and that is said. */
static void say_broken(struct matcher *matcher, const struct ruleset_variant *variant, const struct compiled *compiled)
{
	diag_warning(matcher->diag, variant->variant.find->place, "W102", "make the line or its vocabularies shorter", "this pattern is not used: %s",
	        compiled->error.text);
	matcher->gave_up = true;
}

static void say_gave_up(struct matcher *matcher, const struct ruleset_variant *variant)
{
	const struct compiled *broken = matcher->mentions->places.parts.broken;
	if (broken)
		say_broken(matcher, variant, broken);
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

/* ---- holes ---- */

/* The byte of the document where what ends at masked byte `end` ends. */
static size_t document_end(const struct matcher *matcher, size_t end)
{
	return mentions_document_end(matcher->mentions, matcher->document->text, end);
}

static void add_filler(struct matcher *matcher, size_t start, size_t end)
{
	long token = end - start == MASK_TOKEN_LEN ? mask_mention(&matcher->mentions->mask, start) : MASK_NONE;
	struct filler filler = { .at = start };
	if (token != MASK_NONE) {
		filler.mention = matcher->mentions->list.at[token];
	} else {
		filler.mention.start = matcher->mentions->mask.origin.at[start];
		filler.mention.end = document_end(matcher, end);
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
	return mention->kind == MENTION_REFER && !memchr(text.ptr, ' ', text.len) && memchr(subject_of(matcher).ptr + before, ',', from - before);
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
	struct slice list = slice_part(subject_of(matcher), 0, end);
	size_t first = matcher->fillers.n, before = start;
	for (size_t count = 0; reader && start < end && count < LIST_LIMIT; count++) {
		size_t from, to, whole, next;
		if (regex_match(reader->regex, matcher->scratch, list, start, true) != REGEX_MATCH)
			return;
		if (!regex_span(matcher->scratch, reader->member, &from, &to) || !regex_span(matcher->scratch, 0, &whole, &next) || next <= start)
			return;
		size_t at = matcher->fillers.n;
		add_filler(matcher, from, to);
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
	struct slice subject = subject_of(matcher);
	size_t start, end = match->end;
	if (!further->regex)
		say_broken(matcher, match->variant, further);
	for (size_t count = 0; further->regex && count < LIST_LIMIT && end < subject.len; count++) {
		enum regex_result result = regex_match(further->regex, matcher->scratch, subject, end + (subject.ptr[end] == ' '), true);
		if (result == REGEX_GAVE_UP)
			say_gave_up(matcher, match->variant);
		if (result != REGEX_MATCH || !filled_span(matcher, &further->emitted, &start, &end))
			break;
		add_filler(matcher, start, end);
		match->end = end;
	}
}

/* ---- pairs whose verb is left out: "and Spain the Front" ---- */

struct pair {
	struct filler first, second;
	size_t start, end;
	bool apart; /* a word stands between the names, be it an article */
};

/* The hole that stands first, or last, in the sentence. */
static struct filled *outer_hole(struct match *match, bool last)
{
	struct filled *best = NULL;
	for (size_t i = 0; i < match->hole_count; i++)
		if (match->holes[i].n && (!best || (match->holes[i].start > best->start) == last))
			best = &match->holes[i];
	return best;
}

/* The word before byte `at`, if it stands behind byte `from`; what leads up to a name and names are left out. */
static struct slice word_before(const struct matcher *matcher, size_t from, size_t at)
{
	struct slice subject = subject_of(matcher);
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
	struct slice word = word_before(matcher, outer_hole(match, false)->start, outer_hole(match, true)->start);
	return joint.len ? slice_equal(joint, word) : !name_words_has(matcher->engine->complement, word);
}

/* A pair that begins at byte `at`. */
static bool read_pair(struct matcher *matcher, struct match *match, size_t at, struct pair *pair)
{
	const struct compiled *compiled = program_get(&matcher->engine->pairs, &matcher->engine->compiler);
	struct slice subject = subject_of(matcher);
	size_t start[2] = { 0 }, end[2] = { 0 }, n = 0, whole;
	if (!compiled->regex)
		say_broken(matcher, match->variant, compiled);
	if (!compiled->regex || at >= subject.len)
		return false;
	enum regex_result result = regex_match(compiled->regex, matcher->scratch, subject, at, true);
	if (result == REGEX_GAVE_UP)
		say_gave_up(matcher, match->variant);
	if (result != REGEX_MATCH || !regex_span(matcher->scratch, 0, &whole, &pair->end))
		return false;
	for (size_t i = 0; i < compiled->emitted.holes.n && n < 2; i++)
		n += regex_span(matcher->scratch, compiled->emitted.holes.at[i].group, &start[n], &end[n]) && end[n] > start[n];
	if (n < 2)
		return false;
	if (!joined_alike(matcher, match, word_before(matcher, end[0], start[1])))
		return false;
	size_t fillers = matcher->fillers.n;
	add_filler(matcher, start[0], end[0]);
	add_filler(matcher, start[1], end[1]);
	pair->first = matcher->fillers.at[fillers];
	pair->second = *array_last(&matcher->fillers);
	matcher->fillers.n = fillers;
	pair->start = start[0];
	pair->end = end[1];
	pair->apart = end[0] + 1 < start[1];
	return true;
}

/* The last name of the match behind which pairs stand; a list of names ends before them. */
static void find_pairs(struct matcher *matcher, struct match *match)
{
	struct filled *last = outer_hole(match, true);
	struct pair pair;
	match->pairs = 0;
	if (!matcher->engine->rules->ast->pairs.n || match->hole_count < 2)
		return;
	for (size_t i = 0; i < last->n && !match->pairs; i++) {
		const struct filler *filler = &matcher->fillers.at[last->first + i];
		size_t end = filler->at + MASK_TOKEN_LEN;
		if (filler->mention.kind == MENTION_PHRASE || !read_pair(matcher, match, end, &pair) || (i && !pair.apart))
			continue;
		match->pairs = end;
		last->n = i + 1;
	}
}

static void fill_holes(struct matcher *matcher, struct match *match)
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
			add_filler(matcher, spans[i][0], spans[i][1]);
		if (spans[i][1] == last && goes_on(&match->compiled->emitted, i))
			add_further(matcher, match);
		filled.n = matcher->fillers.n - filled.first;
		match->holes[match->hole_count++] = filled;
	}
	find_pairs(matcher, match);
}

static const struct filled *filled_hole(const struct match *match, struct slice name)
{
	for (size_t i = 0; i < match->hole_count; i++)
		if (slice_equal(match->holes[i].name, name))
			return &match->holes[i];
	return NULL;
}

/* ---- unless ---- */

/* Whether the holes of an `unless` match that share a name with those of the find line are filled alike. */
static bool same_fillers(struct matcher *matcher, const struct compiled *unless, const struct ast_gives *gives, const struct filler *source,
        const struct filler *target)
{
	for (size_t i = 0; i < unless->emitted.holes.n; i++) {
		const struct emitted_hole *hole = &unless->emitted.holes.at[i];
		const struct filler *filler = slice_equal(hole->name, gives->source) ? source
		        : slice_equal(hole->name, gives->target)                     ? target
		                                                                     : NULL;
		size_t start, end;
		if (!filler || !regex_span(matcher->scratch, hole->group, &start, &end))
			continue;
		if (filler->at < start || filler->at >= end)
			return false;
	}
	return true;
}

static bool unless_meets(
        struct matcher *matcher, size_t number, const struct ast_gives *gives, const struct filler *source, const struct filler *target)
{
	const struct compiled *unless = program_get(&matcher->engine->unless[number], &matcher->engine->compiler);
	struct slice subject = subject_of(matcher);
	size_t start, end;
	for (size_t from = 0; unless->regex && from < subject.len; from = start + 1) {
		enum regex_result result = regex_match(unless->regex, matcher->scratch, subject, from, false);
		if (result == REGEX_GAVE_UP)
			say_gave_up(matcher, &matcher->engine->rules->unless.at[number]);
		if (result != REGEX_MATCH || !regex_span(matcher->scratch, 0, &start, &end))
			return false;
		if (same_fillers(matcher, unless, gives, source, target))
			return true;
		while (start + 1 < subject.len && ((unsigned char)subject.ptr[start + 1] & 0xC0) == 0x80)
			start++;
	}
	return false;
}

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

bool match_may(struct matcher *matcher, const struct ruleset_variant *line)
{
	if (!has_names(&matcher->mentions->list, line))
		return false;
	if (!matcher->stood)
		stands_read(&matcher->stands, &matcher->engine->rules->groups, &matcher->mentions->mask, &matcher->mentions->list);
	matcher->stood = true;
	return stands_meet(&matcher->stands, line);
}

bool match_fits(struct matcher *matcher, struct program *program)
{
	const struct shape_line *shape = program_shape(program, &matcher->engine->compiler);
	if (!matcher->fitted)
		fits_read(&matcher->fits, &matcher->engine->compiler.shapes, &matcher->mentions->mask, &matcher->mentions->list);
	matcher->fitted = true;
	return fits_line(&matcher->fits, shape);
}

static bool is_cancelled(
        struct matcher *matcher, const struct ast_rule *rule, const struct ast_gives *gives, const struct filler *source, const struct filler *target)
{
	const struct ruleset *rules = matcher->engine->rules;
	for (size_t i = 0; i < rules->unless.n; i++)
		if (rules->unless.at[i].variant.rule == rule && match_may(matcher, &rules->unless.at[i]) &&
		        match_fits(matcher, &matcher->engine->unless[i]) && unless_meets(matcher, i, gives, source, target))
			return true;
	return false;
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
	dates_of(matcher->dates, &place, &proof->from, &proof->to);
	return when != WHEN_DATED || proof->from.year || proof->to.year;
}

static void give_pair(
        struct matcher *matcher, const struct match *match, const struct ast_gives *gives, const struct filler *source, const struct filler *target)
{
	const struct ruleset *rules = matcher->engine->rules;
	const struct ast_rule *rule = match->variant->variant.rule;
	bool inverse;
	size_t relation = ruleset_relation(rules, gives->relation, &inverse);
	if (relation == rules->ast->relations.n || source->at == target->at)
		return;
	const struct filler *from = inverse ? target : source, *to = inverse ? source : target;
	if (matcher->owners && !from->mention.owner && !to->mention.owner)
		return;
	if (!takes(&rules->ends[relation].from, &from->mention) || !takes(&rules->ends[relation].to, &to->mention))
		return;
	if (is_cancelled(matcher, rule, gives, source, target))
		return;
	const struct filled *as = gives->as.len ? filled_hole(match, gives->as) : NULL;
	struct status_verdict verdict = { rule->status, MASK_NONE };
	if (!rule->status_given)
		verdict = status_between(matcher, match, source, target);
	struct proof proof = {
		.variant = match->variant,
		.relation = (uint32_t)relation,
		.source = &from->mention,
		.target = &to->mention,
		.as = as && as->n ? &matcher->fillers.at[as->first].mention : NULL,
		.start = matcher->mentions->mask.origin.at[match->start],
		.end = document_end(matcher, match->end),
		.status = verdict.status,
		.speaker = verdict.speaker == MASK_NONE ? NULL : &matcher->mentions->list.at[verdict.speaker],
	};
	if (date_proof(matcher, match, gives, &proof))
		proof_add(matcher, &proof);
}

static void give(struct matcher *matcher, const struct match *match, const struct ast_gives *gives)
{
	const struct filled *sources = filled_hole(match, gives->source), *targets = filled_hole(match, gives->target);
	if (!sources || !targets)
		return;
	for (size_t i = 0; i < sources->n; i++)
		for (size_t k = 0; k < targets->n; k++)
			give_pair(matcher, match, gives, &matcher->fillers.at[sources->first + i], &matcher->fillers.at[targets->first + k]);
}

/* The edge of a pair, as that between the first and the last name of the match. */
static void give_further(struct matcher *matcher, const struct match *match, const struct ast_gives *gives, const struct pair *pair)
{
	const struct filled *sources = filled_hole(match, gives->source), *targets = filled_hole(match, gives->target);
	bool inverse, turned = sources->start > targets->start;
	size_t relation = ruleset_relation(matcher->engine->rules, gives->relation, &inverse);
	const struct filler *source = turned ? &pair->second : &pair->first, *target = turned ? &pair->first : &pair->second;
	const struct filler *from = inverse ? target : source, *to = inverse ? source : target;
	const struct ruleset_relation *ends = &matcher->engine->rules->ends[relation];
	if (!takes(sources->types, &source->mention) || !takes(targets->types, &target->mention))
		return;
	if (!takes(&ends->from, &from->mention) || !takes(&ends->to, &to->mention))
		return;
	if (matcher->owners && !from->mention.owner && !to->mention.owner)
		return;
	const struct ast_rule *rule = match->variant->variant.rule;
	struct match place = { .start = pair->start, .end = pair->end, .anchor = pair->second.at, .anchor_end = pair->end, .variant = match->variant };
	struct status_verdict verdict = { rule->status, MASK_NONE };
	if (!rule->status_given)
		verdict = status_between(matcher, match, &matcher->fillers.at[sources->first], &matcher->fillers.at[targets->first]);
	struct proof proof = {
		.variant = match->variant,
		.relation = (uint32_t)relation,
		.source = &from->mention,
		.target = &to->mention,
		.start = matcher->mentions->mask.origin.at[match->start],
		.end = document_end(matcher, pair->end),
		.status = verdict.status,
		.speaker = verdict.speaker == MASK_NONE ? NULL : &matcher->mentions->list.at[verdict.speaker],
	};
	if (date_proof(matcher, &place, gives, &proof))
		proof_add(matcher, &proof);
}

/* Whether the edge is between the first and the last name of the match. */
static bool is_outer(struct match *match, const struct ast_gives *gives)
{
	const struct filled *first = outer_hole(match, false), *last = outer_hole(match, true);
	const struct filled *source = filled_hole(match, gives->source), *target = filled_hole(match, gives->target);
	return source && target && source->n && target->n && first != last && (source == first || target == first) && (source == last || target == last);
}

static void give_pairs(struct matcher *matcher, struct match *match, const struct ast_gives *gives)
{
	struct pair pair;
	if (!is_outer(match, gives))
		return;
	for (size_t at = match->pairs, count = 0; count < LIST_LIMIT && read_pair(matcher, match, at, &pair); count++) {
		give_further(matcher, match, gives, &pair);
		at = pair.end;
	}
}

/* Where to look next: at the last hole of this match, so that "A led B, who led C" gives both. */
static size_t next_start(const struct matcher *matcher, const struct match *match)
{
	size_t next = match->start;
	struct slice subject = subject_of(matcher);
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
	mentions_place(matcher->mentions);
	match.compiled = program_get(&matcher->engine->variants[variant], &matcher->engine->compiler);
	if (!match.compiled->regex) {
		say_broken(matcher, match.variant, match.compiled);
		return;
	}
	for (size_t from = 0; from < subject_of(matcher).len;) {
		enum regex_result result = regex_match(match.compiled->regex, matcher->scratch, subject_of(matcher), from, false);
		if (result == REGEX_GAVE_UP)
			say_gave_up(matcher, match.variant);
		if (result != REGEX_MATCH || !regex_span(matcher->scratch, 0, &match.start, &match.end))
			return;
		if (!match.compiled->emitted.anchor ||
		        !regex_span(matcher->scratch, match.compiled->emitted.anchor, &match.anchor, &match.anchor_end))
			match.anchor = match.anchor_end = match.start;
		fill_holes(matcher, &match);
		from = next_start(matcher, &match);
		for (size_t i = 0; i < rule->gives.n; i++) {
			size_t given = matcher->findings->list.n;
			give(matcher, &match, &rule->gives.at[i]);
			if (match.pairs && matcher->findings->list.n > given)
				give_pairs(matcher, &match, &rule->gives.at[i]);
		}
	}
}
