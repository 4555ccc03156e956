#include "rules/lint_lines.h"

#include <stdlib.h>

#include "base/unicode.h"
#include "rules/codes.h"
#include "rules/cover.h"
#include "rules/list.h"
#include "rules/scan.h"
#include "rules/vocabulary.h"

/* For one line: comparisons, in elements, and other lines. */
enum { STEPS = 5000, OTHERS = 500 };

/* A find line and its variants, which follow each other in the ruleset. */
struct line {
	const struct ruleset_variant *variants;
	size_t n;
	uint64_t relations; /* those that its rule gives, each as one bit, which several may share */
	size_t looked_for;  /* number of the line for which it was looked at last, plus one */
};

typedef ARRAY(uint32_t) line_numbers;

struct lines {
	const struct ruleset *rules;
	struct diag *diag;
	struct cover cover;
	struct arena *arena;
	struct map *by_word; /* word that triggers a variant -> line_numbers, ascending */
	ARRAY(struct line) all;
};

static void add_word(struct lines *lines, struct slice word, uint32_t number)
{
	line_numbers *numbers = map_get(lines->by_word, word);
	if (!numbers) {
		numbers = arena_alloc(lines->arena, sizeof *numbers);
		map_put(lines->by_word, word, numbers);
	}
	if (!numbers->n || numbers->at[numbers->n - 1] != number)
		list_push(lines->arena, numbers, number);
}

static uint64_t relations_of(const struct ruleset *rules, const struct ast_rule *rule)
{
	uint64_t relations = 0;
	bool inverse;
	for (size_t i = 0; i < rule->gives.n; i++)
		relations |= UINT64_C(1) << ruleset_relation(rules, rule->gives.at[i].relation, &inverse) % 64;
	return relations;
}

static void read_lines(struct lines *lines)
{
	const struct ruleset *rules = lines->rules;
	for (size_t i = 0; i < rules->variants.n; i++) {
		const struct ruleset_variant *variant = &rules->variants.at[i];
		if (!i || variant[-1].variant.find != variant->variant.find)
			array_push(&lines->all, ((struct line){ .variants = variant, .relations = relations_of(rules, variant->variant.rule) }));
		array_last(&lines->all)->n++;
		uint32_t number = (uint32_t)lines->all.n - 1;
		for (size_t k = 0; k < variant->trigger.words.n; k++)
			add_word(lines, variant->trigger.words.at[k], number);
		if (!variant->trigger.words.n)
			add_word(lines, slice_of(""), number);
	}
}

static const struct ast_rule *rule_of(const struct line *line)
{
	return line->variants[0].variant.rule;
}

/* Whether what one line gives is as good as what the other gives of the same text. */
static bool as_good(const struct ast_rule *rule, const struct ast_rule *other)
{
	if (rule == other)
		return true;
	return rule->sure >= other->sure && !rule->unless.n && rule->status_given == other->status_given && rule->status == other->status;
}

static bool covers_line(struct lines *lines, const struct line *general, const struct line *special)
{
	if (!as_good(rule_of(general), rule_of(special)))
		return false;
	for (size_t i = 0; i < special->n; i++) {
		bool covered = false;
		for (size_t k = 0; k < general->n && !covered; k++)
			covered = cover_variant(&lines->cover, &general->variants[k].variant, &special->variants[i].variant);
		if (!covered)
			return false;
	}
	return true;
}

static const char *name_of(struct lines *lines, const struct line *line, const struct line *other)
{
	struct place place = spot_place(line->variants[0].variant.find->pattern.spot);
	const char *where = arena_format(lines->arena, "%.*s:%u", SLICE_ARG(place.file), place.line).ptr;
	if (rule_of(line) == rule_of(other))
		return where;
	return arena_format(lines->arena, "%s, of the rule %.*s,", where, SLICE_ARG(scan_brief(rule_of(line)->name))).ptr;
}

/* Whether the line at `number` was found superfluous, and that was said. */
static bool compare(struct lines *lines, size_t number, size_t other_number)
{
	const struct line *line = &lines->all.at[number], *other = &lines->all.at[other_number];
	struct place place = spot_place(line->variants[0].variant.find->pattern.spot);
	if (!covers_line(lines, other, line))
		return false;
	bool same = covers_line(lines, line, other);
	if (same && other_number > number)
		return false;
	if (same)
		diag_warning(lines->diag, place, CODE(SAME_LINE), "one of the two is enough", "the line at %s finds the same and gives the same",
		        name_of(lines, other, line));
	else
		diag_warning(lines->diag, place, CODE(SHADOWED), "leave this one out, or say in it what the other does not find",
		        "all that this finds, the line at %s finds and gives as well", name_of(lines, other, line));
	return true;
}

/* Compares a line with those that this word triggers; *left is how many may still be looked at. */
static bool compare_by_word(struct lines *lines, size_t number, struct slice word, size_t *left)
{
	const line_numbers *numbers = map_get(lines->by_word, word);
	uint64_t relations = lines->all.at[number].relations;
	for (size_t i = 0; numbers && i < numbers->n && *left; i++) {
		struct line *other = &lines->all.at[numbers->at[i]];
		if (numbers->at[i] == number || other->looked_for == number + 1 || relations & ~other->relations)
			continue;
		other->looked_for = number + 1;
		--*left;
		if (compare(lines, number, numbers->at[i]))
			return true;
	}
	return false;
}

static bool is_part(uint32_t code)
{
	return unicode_is_letter(code) || unicode_is_digit(code);
}

static bool compare_by_text(struct lines *lines, size_t number, struct slice text, size_t *left)
{
	struct slice folded = unicode_fold(lines->arena, text);
	for (size_t at = 0, from = 0; at < folded.len; from = at) {
		size_t end = at;
		while (end < folded.len && is_part(unicode_next(folded, &end)))
			at = end;
		if (at > from && compare_by_word(lines, number, slice_part(folded, from, at), left))
			return true;
		if (at < folded.len)
			unicode_next(folded, &at);
	}
	return false;
}

/* By a text that the element may stand for: whatever covers it has all of its words. */
static bool compare_by_element(struct lines *lines, size_t number, const struct element *element, size_t *left)
{
	if (element->kind == ELEMENT_WORD)
		return compare_by_text(lines, number, element->text, left);
	if (element->kind == ELEMENT_CHOICE && !element->optional) {
		for (size_t i = 0; i < element->choices[0].n; i++)
			if (compare_by_element(lines, number, &element->choices[0].elements[i], left))
				return true;
	}
	if (element->kind != ELEMENT_VOCABULARY)
		return false;
	struct vocabulary vocabulary;
	vocabulary_init(&vocabulary, lines->rules->ast, element->text, element->forms, lines->arena);
	bool found = vocabulary.texts.n && compare_by_text(lines, number, vocabulary.texts.at[0], left);
	vocabulary_fini(&vocabulary);
	return found;
}

static void lint_line(struct lines *lines, size_t number)
{
	const struct pattern *pattern = &lines->all.at[number].variants[0].variant.pattern;
	size_t left = OTHERS;
	lines->cover.steps = STEPS;
	if (compare_by_word(lines, number, slice_of(""), &left))
		return;
	for (size_t i = 0; i < pattern->n; i++)
		if (compare_by_element(lines, number, &pattern->elements[i], &left))
			return;
}

void lint_lines(const struct ruleset *rules, struct diag *diag)
{
	struct lines lines = { .rules = rules, .diag = diag, .arena = arena_new(), .by_word = map_new() };
	cover_init(&lines.cover, rules);
	read_lines(&lines);
	for (size_t i = 0; i < lines.all.n; i++)
		lint_line(&lines, i);
	cover_fini(&lines.cover);
	map_free(lines.by_word);
	array_fini(&lines.all);
	arena_free(lines.arena);
}
