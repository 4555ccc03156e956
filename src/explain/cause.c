#include "explain/cause.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/unicode.h"
#include "explain/relax.h"
#include "explain/spelling.h"
#include "explain/voice.h"

/* From these scores on a rule came near (a verb alone, or a name and a little word, say nothing), and so near that no other form of a verb is
 * sought. */
enum { NEAR = 450, ALMOST = 940 };

static const struct {
	const char *code, *title;
} kinds[CAUSE_COUNT] = {
	[CAUSE_FOUND] = { "Y00", "found" },
	[CAUSE_STATUS] = { "Y01", "found, but the sentence does not assert it" },
	[CAUSE_OFF] = { "Y02", "the rule is switched off" },
	[CAUSE_WORD] = { "Y03", "a word of the line is missing" },
	[CAUSE_SPELLING] = { "Y04", "a word is spelt otherwise" },
	[CAUSE_FORM] = { "Y05", "the verb stands in another form" },
	[CAUSE_NO_NAME] = { "Y06", "no name is seen where the line wants one" },
	[CAUSE_ALIAS] = { "Y07", "a name is not known in this spelling" },
	[CAUSE_TYPE] = { "Y08", "a name is of another type" },
	[CAUSE_BETWEEN] = { "Y09", "words stand between" },
	[CAUSE_CLAUSE] = { "Y10", "a clause ends in between" },
	[CAUSE_NAME_BETWEEN] = { "Y11", "another name stands between" },
	[CAUSE_OTHER_WORD] = { "Y12", "another word stands there" },
	[CAUSE_UNLESS] = { "Y13", "an `unless` line forbids it" },
	[CAUSE_ENDS] = { "Y14", "the line matches, but its names are no ends for the relation" },
	[CAUSE_LIST] = { "Y16", "a list of names takes words that the line needs" },
	[CAUSE_IN_NAME] = { "Y15", "a word of the line is part of a name" },
	[CAUSE_WITHIN] = { "Y18", "the rule reads other parts of a page" },
	[CAUSE_OPEN] = { "Y19", "it is open whom or what the word there stands for" },
	[CAUSE_PART] = { "Y17", "the name there belongs to something else" },
};

const char *cause_code(enum cause_kind kind)
{
	return kinds[kind].code;
}

const char *cause_title(enum cause_kind kind)
{
	return kinds[kind].title;
}

struct slice cause_shown(struct slice pattern, struct arena *arena)
{
	enum { MOST = 160 };
	size_t end = 0;
	for (size_t next = 0; next < pattern.len && next <= MOST; unicode_next(pattern, &next))
		end = next;
	return pattern.len <= MOST ? pattern : arena_format(arena, "%.*s ...", SLICE_ARG(slice_part(pattern, 0, end)));
}

struct slice cause_text(const struct cause *cause, struct slice file, struct arena *arena)
{
	const struct place *place = &cause->find->place;
	struct slice text = arena_format(arena, "%.*s:%" PRIu32 " %.*s: %s [%s]", SLICE_ARG(file), place->line, SLICE_ARG(cause->variant),
	        cause_title(cause->kind), cause_code(cause->kind));
	if (cause->matched.len)
		text = arena_format(arena, "%.*s; matched \"%.*s\"", SLICE_ARG(text), SLICE_ARG(cause->matched));
	if (cause->wanted.len)
		text = arena_format(arena, "%.*s; wanted %.*s", SLICE_ARG(text), SLICE_ARG(cause_shown(cause->wanted, arena)));
	if (cause->stood.len)
		text = arena_format(arena, "%.*s; there is \"%.*s\"", SLICE_ARG(text), SLICE_ARG(cause->stood));
	return text;
}

/* ---- what was found ---- */

static const struct finding *finding_of(const struct probe *probe, const struct ast_rule *rule)
{
	const struct findings *findings = probe->view->findings;
	const struct finding *best = NULL;
	for (size_t i = probe->view->first; i < findings->list.n; i++) {
		const struct finding *finding = &findings->list.at[i];
		/* What joins a thing with itself is left out of the graph. */
		if (slice_equal(finding->source.id, finding->target.id))
			continue;
		if (slice_equal(finding->rule, rule->name) && (!best || (best->status != STATUS_ASSERTED && finding->status == STATUS_ASSERTED)))
			best = finding;
	}
	return best;
}

static const struct ast_find *find_at(const struct ast_rule *rule, uint32_t line)
{
	for (size_t i = 0; i < rule->finds.n; i++)
		if (rule->finds.at[i].place.line == line)
			return &rule->finds.at[i];
	return NULL;
}

/* Of two cues the one that stands nearer before the later name says more. */
static void take_cue(struct probe *probe, struct cause *cause, const struct pattern *cue, size_t later, size_t *best)
{
	struct probe_span span = { 0 };
	for (probe->from = 0; probe_stands(probe, cue->elements, cue->n, &span, 0, NULL); probe->from = span.end) {
		if (span.start >= later || span.end <= *best)
			continue;
		*best = span.end;
		cause->near = probe_text(probe, span);
		cause->near_place = spot_place(cue->spot);
	}
	probe->from = 0;
}

/* The cue of the blocks of that status that governs the edge. */
static void name_cue(struct probe *probe, struct cause *cause, const struct finding *finding)
{
	const struct ast *ast = probe->rules->ast;
	size_t later = probe_place(probe, finding->source.start > finding->target.start ? finding->source.start : finding->target.start), best = 0;
	if (cause->rule->status_given) {
		cause->near = slice_of("");
		cause->near_place = cause->rule->place;
		return;
	}
	for (size_t i = 0; i < ast->statuses.n; i++) {
		const struct ast_status *block = &ast->statuses.at[i];
		for (size_t k = 0; block->status == finding->status && k < block->before.n; k++)
			take_cue(probe, cause, &block->before.at[k], later, &best);
	}
}

static void set_found(struct probe *probe, struct cause *cause, const struct finding *finding)
{
	cause->finding = finding;
	cause->score = 1000;
	cause->find = find_at(cause->rule, finding->rule_line);
	cause->variant = finding->variant;
	cause->kind = finding->status == STATUS_ASSERTED ? CAUSE_FOUND : CAUSE_STATUS;
	if (cause->kind == CAUSE_STATUS)
		name_cue(probe, cause, finding);
}

/* ---- a line that matches and gave nothing ---- */

static void explain_match(struct probe *probe, struct cause *cause, struct probe_span span)
{
	cause->matched = probe_text(probe, span);
	cause->kind = CAUSE_ENDS;
	for (size_t i = 0; i < cause->rule->unless.n; i++) {
		const struct pattern *unless = &cause->rule->unless.at[i].pattern;
		if (!probe_stands(probe, unless->elements, unless->n, &span, 0, NULL))
			continue;
		cause->kind = CAUSE_UNLESS;
		cause->wanted = unless->source;
		cause->stood = probe_text(probe, span);
		cause->near_place = cause->rule->unless.at[i].place;
		return;
	}
}

/* ---- one variant ---- */

/* Words that stand in every other sentence, and marks, say little of a line. */
static unsigned weight(const struct trigger_finder *finder, const struct element *element)
{
	if (element->kind == ELEMENT_WORD && map_has(finder->common, unicode_fold(finder->arena, element->text)))
		return 1;
	if (element->kind == ELEMENT_GAP || element->optional || (element->kind == ELEMENT_WORDS && !element->min))
		return 0;
	return element->kind == ELEMENT_MARK ? 1 : element->kind == ELEMENT_HOLE ? 3 : 4;
}

static unsigned weigh(const struct trigger_finder *finder, const struct pattern *pattern, size_t first, size_t end)
{
	unsigned sum = 0;
	for (size_t i = first; i < end; i++)
		sum += weight(finder, &pattern->elements[i]);
	return sum;
}

static bool has_any(const struct map *words, const slice_array *sought)
{
	for (size_t i = 0; i < sought->n; i++)
		if (map_has(words, sought->at[i]))
			return true;
	return false;
}

/* The weightiest stretch first..end that stands in the sentence, around the trigger if the line has one. */
static bool longest_stretch(struct probe *probe, const struct trigger_finder *finder, const struct pattern *pattern, const struct trigger *found,
        size_t *first, size_t *end)
{
	unsigned best = 0;
	size_t trigger = found->element;
	if (trigger < pattern->n && !has_any(spelling_words(probe), &found->words))
		return false;
	for (size_t from = 0; from <= trigger && from < pattern->n; from++) {
		for (size_t to = pattern->n; to > from && (to > trigger || trigger == pattern->n); to--) {
			unsigned sum = weigh(finder, pattern, from, to);
			if (sum <= best || !probe_stands(probe, pattern->elements + from, to - from, NULL, 0, NULL))
				continue;
			best = sum;
			*first = from;
			*end = to;
		}
	}
	return best;
}

/* A stretch that ends in gaps says no more than without them. */
static void drop_gaps(const struct pattern *pattern, size_t *first, size_t *end)
{
	while (*end - *first > 1 && pattern->elements[*end - 1].kind == ELEMENT_GAP)
		--*end;
	while (*end - *first > 1 && pattern->elements[*first].kind == ELEMENT_GAP)
		++*first;
}

static bool is_bare(const struct probe *probe, const struct trigger_finder *finder, struct probe_span span)
{
	struct slice text = slice_part(probe_subject(probe), span.start, span.end), word;
	for (size_t at = 0; spelling_word(text, &at, &word);) {
		size_t first = 0;
		uint32_t letter = unicode_next(word, &first);
		if ((letter < MASK_FIRST || letter > MASK_LAST) && !map_has(finder->common, unicode_fold(probe->arena, word)))
			return false;
	}
	return true;
}

static void explain_variant(struct probe *probe, const struct trigger_finder *finder, const struct variant *variant, struct cause *cause)
{
	const struct pattern *pattern = &variant->pattern;
	struct trigger trigger;
	struct probe_span span;
	size_t first = 0, end = pattern->n;
	cause->find = variant->find;
	cause->variant = variant->name;
	if (probe_stands(probe, pattern->elements, pattern->n, &span, 0, NULL)) {
		cause->score = 1000;
		explain_match(probe, cause, span);
		return;
	}
	trigger_find(finder, pattern, &trigger, NULL);
	if (!longest_stretch(probe, finder, pattern, &trigger, &first, &end)) {
		relax_word(probe, pattern, &trigger, cause);
	} else {
		drop_gaps(pattern, &first, &end);
		/* A line without a word of its own has nothing but names and marks: these stand everywhere. */
		unsigned most = trigger.element < pattern->n ? 800 : 300;
		cause->score = 100 + most * weigh(finder, pattern, first, end) / (weigh(finder, pattern, 0, pattern->n) + 1);
		cause->bare = probe_stands(probe, pattern->elements + first, end - first, &span, 0, NULL) && is_bare(probe, finder, span);
		relax_stretch(probe, finder, pattern, first, end, cause);
	}
}

static bool is_allowed(const struct ast_rule *rule, struct slice variant)
{
	bool allowed = rule->forms.n == 0 || slice_is(variant, VARIANT_AS_WRITTEN);
	for (size_t i = 0; i < rule->forms.n; i++)
		allowed |= slice_equal(rule->forms.at[i], variant);
	return allowed;
}

/* One search for a cause. */
struct search {
	struct probe *probe;
	const struct trigger_finder *finder;
	const struct ast_rule *rule;
	struct cause best;
	cause_array *all;
};

/* A form that `forms` leaves out counts only where it matches: that is an answer. */
static void search_variant(struct search *search, const struct variant *variant)
{
	struct cause cause = { .kind = CAUSE_WORD, .rule = search->rule, .score = 1 };
	explain_variant(search->probe, search->finder, variant, &cause);
	if (!is_allowed(search->rule, variant->name)) {
		if (cause.score < 1000)
			return;
		cause.kind = CAUSE_FORM;
		cause.wanted = variant->find->pattern.source;
		cause.near_place = search->rule->forms_place;
	}
	if (search->all)
		array_push(search->all, cause);
	if (cause.score > search->best.score)
		search->best = cause;
}

static void search_line(struct search *search, const struct ast_find *find)
{
	struct ast_rule unbound = *search->rule;
	variant_array variants = { 0 };
	memset(&unbound.forms, 0, sizeof unbound.forms);
	variant_expand(search->probe->rules->ast, &unbound, find, search->probe->arena, &variants);
	for (size_t i = 0; i < variants.n; i++)
		search_variant(search, &variants.at[i]);
	array_fini(&variants);
}

/* "text, heading" */
static struct slice within_text(unsigned within, struct arena *arena)
{
	struct slice text = { "", 0 };
	for (unsigned i = 0; ast_within_names[i]; i++)
		if (within & 1u << i)
			text = arena_format(arena, "%.*s%s%s", SLICE_ARG(text), text.len ? ", " : "", ast_within_names[i]);
	return text;
}

/* However near a line came, the rule is not asked here. */
static void explain_within(const struct probe *probe, struct cause *cause)
{
	*cause = (struct cause){ .kind = CAUSE_WITHIN,
		.score = cause->score,
		.bare = cause->bare,
		.rule = cause->rule,
		.find = cause->find,
		.variant = cause->variant,
		.matched = cause->matched };
	cause->wanted = within_text(cause->rule->within, probe->arena);
	cause->stood = within_text(probe->view->within, probe->arena);
}

struct cause cause_find(struct probe *probe, const struct trigger_finder *finder, const struct ast_rule *rule, cause_array *all)
{
	struct search search = { .probe = probe, .finder = finder, .rule = rule, .best = { .kind = CAUSE_WORD, .rule = rule }, .all = all };
	const struct finding *finding = finding_of(probe, rule);
	probe->rule = rule;
	probe->guesses = all != NULL;
	if (finding)
		set_found(probe, &search.best, finding);
	for (size_t i = 0; i < rule->finds.n && search.best.score < 1000; i++)
		search_line(&search, &rule->finds.at[i]);
	if (search.best.score < ALMOST)
		voice_find(probe, rule, &search.best);
	if (!finding && !(rule->within & probe->view->within))
		explain_within(probe, &search.best);
	if (rule->off)
		search.best.kind = CAUSE_OFF;
	return search.best;
}

/* ---- all rules ---- */

static bool gives(const struct ruleset *rules, const struct ast_rule *rule, size_t relation)
{
	bool inverse;
	for (size_t i = 0; i < rule->gives.n; i++)
		if (relation == rules->ast->relations.n || ruleset_relation(rules, rule->gives.at[i].relation, &inverse) == relation)
			return true;
	return false;
}

/* Whether some word that triggers a line of the rule stands in the sentence: the others are not worth a search. */
static bool has_word(const struct probe *probe, const struct ast_rule *rule, const struct map *words)
{
	for (size_t i = 0; i < probe->rules->variants.n; i++) {
		const struct ruleset_variant *variant = &probe->rules->variants.at[i];
		if (variant->variant.rule == rule && has_any(words, &variant->trigger.words))
			return true;
	}
	return false;
}

static int by_score(const void *a, const void *b)
{
	const struct cause *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return slice_compare(x->rule->name, y->rule->name);
}

void cause_nearest(struct probe *probe, const struct trigger_finder *finder, size_t relation, size_t most, cause_array *nearest)
{
	struct map *words = spelling_words(probe);
	size_t first = nearest->n;
	for (size_t i = 0; i < probe->rules->ast->rules.n; i++) {
		const struct ast_rule *rule = &probe->rules->ast->rules.at[i];
		if (rule->off || !gives(probe->rules, rule, relation) || !has_word(probe, rule, words))
			continue;
		struct cause cause = cause_find(probe, finder, rule, NULL);
		if (!cause.finding && !cause.bare && cause.score >= NEAR)
			array_push(nearest, cause);
	}
	if (nearest->n > first + 1)
		qsort(nearest->at + first, nearest->n - first, sizeof *nearest->at, by_score);
	if (nearest->n > first + most)
		nearest->n = first + most;
}
