#include "match/cancels.h"

#include "match/holes.h"

void cancels_clear(struct cancels *cancels)
{
	array_clear(&cancels->rules);
	array_clear(&cancels->list);
	array_clear(&cancels->holes);
}

void cancels_fini(struct cancels *cancels)
{
	array_fini(&cancels->rules);
	array_fini(&cancels->list);
	array_fini(&cancels->holes);
}

/* The number of the first `unless` line of the rule, where it has one: they stand by rule. */
static size_t first_line(const struct ruleset *rules, const struct ast_rule *rule)
{
	size_t low = 0, high = rules->unless.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (rules->unless.at[middle].variant.rule < rule)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* How far the rule was looked through; until the next is asked for. */
static struct cancel_rule *read_of(struct matcher *matcher, const struct ast_rule *rule)
{
	struct cancels *cancels = &matcher->cancels;
	size_t i = 0;
	while (i < cancels->rules.n && cancels->rules.at[i].rule != rule)
		i++;
	if (i == cancels->rules.n)
		array_push(&cancels->rules, ((struct cancel_rule){ .rule = rule, .line = first_line(matcher->engine->rules, rule) }));
	return &cancels->rules.at[i];
}

/* Keeps the match that the scratch has; gives its number. */
static size_t keep(struct matcher *matcher, const struct compiled *unless, struct cancel_rule *read)
{
	struct cancels *cancels = &matcher->cancels;
	struct cancel cancel = { .first = cancels->holes.n };
	struct cancel_hole place;
	for (size_t i = 0; i < unless->emitted.holes.n; i++) {
		const struct emitted_hole *hole = &unless->emitted.holes.at[i];
		place.name = hole->name;
		if (regex_span(matcher->scratch, hole->group, &place.start, &place.end))
			array_push(&cancels->holes, place);
	}
	cancel.n = cancels->holes.n - cancel.first;
	array_push(&cancels->list, cancel);
	if (read->last)
		cancels->list.at[read->last - 1].next = cancels->list.n;
	else
		read->head = cancels->list.n;
	read->last = cancels->list.n;
	return cancels->list.n;
}

static size_t behind(struct slice text, size_t at)
{
	at++;
	while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/* The number + 1 of the next match of the rule's lines; 0 where there is none. */
static size_t find_next(struct matcher *matcher, struct cancel_rule *read)
{
	struct engine *engine = matcher->engine;
	struct slice subject = match_subject(matcher);
	for (; read->line < engine->rules->unless.n && engine->rules->unless.at[read->line].variant.rule == read->rule; read->line++, read->from = 0) {
		const struct ruleset_variant *line = &engine->rules->unless.at[read->line];
		if (!read->from && (!match_may(matcher, line) || !mentions_fit(matcher->mentions, &engine->unless[read->line])))
			continue;
		const struct compiled *unless = program_get(&engine->unless[read->line], &engine->compiler);
		size_t start, end;
		if (!unless->regex || read->from >= subject.len)
			continue;
		enum regex_result result = regex_match(unless->regex, matcher->scratch, subject, read->from, false);
		if (result == REGEX_GAVE_UP)
			holes_say_gave_up(matcher, line);
		if (result != REGEX_MATCH || !regex_span(matcher->scratch, 0, &start, &end))
			continue;
		read->from = behind(subject, start);
		return keep(matcher, unless, read);
	}
	return 0;
}

/* Whether the holes of a match that share a name with those of the find line are filled alike. */
static bool same_fillers(const struct cancels *cancels, const struct cancel *cancel, const struct ast_gives *gives, const struct filler *source,
        const struct filler *target)
{
	for (size_t i = 0; i < cancel->n; i++) {
		const struct cancel_hole *hole = &cancels->holes.at[cancel->first + i];
		const struct filler *filler = slice_equal(hole->name, gives->source) ? source
		        : slice_equal(hole->name, gives->target)                     ? target
		                                                                     : NULL;
		if (filler && (filler->at < hole->start || filler->at >= hole->end))
			return false;
	}
	return true;
}

bool cancels_pair(
        struct matcher *matcher, const struct ast_rule *rule, const struct ast_gives *gives, const struct filler *source, const struct filler *target)
{
	struct cancels *cancels = &matcher->cancels;
	struct cancel_rule *read = read_of(matcher, rule);
	for (size_t number = read->head; number; number = cancels->list.at[number - 1].next)
		if (same_fillers(cancels, &cancels->list.at[number - 1], gives, source, target))
			return true;
	for (size_t number; (number = find_next(matcher, read));)
		if (same_fillers(cancels, &cancels->list.at[number - 1], gives, source, target))
			return true;
	return false;
}
