#include "rules/ruleset.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/unicode.h"
#include "base/wordhash.h"
#include "rules/lines.h"
#include "rules/lint_lines.h"
#include "rules/parse.h"
#include "rules/resolve.h"

/* Up to eight bytes, the first of them the lowest whatever the machine's order is. */
static uint64_t piece_of(const char *bytes, size_t n)
{
	uint64_t piece = 0;
	for (size_t i = 0; i < n; i++)
		piece |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
	return piece;
}

/* Eight bytes at a time: rules are read at every start. The length tells texts apart that end in zeros. */
static uint64_t digest_text(uint64_t hash, struct slice text)
{
	const uint64_t factor = UINT64_C(0xA0761D6478BD642F);
	size_t at = 0;
	for (; at + 8 <= text.len; at += 8)
		hash = wordhash_mix(hash ^ piece_of(text.ptr + at, 8), factor);
	hash = wordhash_mix(hash ^ piece_of(text.ptr + at, text.len - at), factor);
	return wordhash_mix(hash ^ text.len, factor);
}

static struct slice digest_of(const struct ast *ast, struct arena *arena)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < ast->files.n; i++)
		hash = digest_text(hash, ast->files.at[i].text);
	return arena_format(arena, "%016llx", (unsigned long long)hash);
}

static void index_relations(struct ruleset *rules)
{
	const struct ast *ast = rules->ast;
	rules->relations = map_new();
	rules->ends = arena_alloc(rules->arena, (ast->relations.n + 1) * sizeof *rules->ends);
	for (size_t i = 0; i < ast->relations.n; i++) {
		const struct ast_relation *relation = &ast->relations.at[i];
		map_put_number(rules->relations, relation->name, i);
		if (relation->inverse.len)
			map_put_number(rules->relations, relation->inverse, i);
		for (size_t k = 0; k < relation->from.n; k++)
			types_accept(&rules->types, relation->from.at[k], &rules->ends[i].from);
		for (size_t k = 0; k < relation->to.n; k++)
			types_accept(&rules->types, relation->to.at[k], &rules->ends[i].to);
	}
}

size_t ruleset_relation(const struct ruleset *rules, struct slice name, bool *inverse)
{
	size_t number = map_number(rules->relations, name, rules->ast->relations.n);
	*inverse = number < rules->ast->relations.n && !slice_equal(rules->ast->relations.at[number].name, name);
	return number;
}

void ruleset_hole_types(const struct ruleset *rules, const struct ast_rule *rule, struct slice name, struct type_set *set)
{
	bool given = false;
	for (size_t i = 0; i < rule->gives.n; i++) {
		const struct ast_gives *gives = &rule->gives.at[i];
		bool inverse, source = slice_equal(gives->source, name), target = slice_equal(gives->target, name);
		size_t relation = ruleset_relation(rules, gives->relation, &inverse);
		if (relation == rules->ast->relations.n || (!source && !target))
			continue;
		type_set_join(set, source != inverse ? &rules->ends[relation].from : &rules->ends[relation].to);
		given = true;
	}
	if (!given)
		memset(set, 0xff, sizeof *set);
}

static void read_names(struct ruleset *rules, const struct trigger_finder *finder)
{
	const struct ast *ast = rules->ast;
	rules->names = arena_alloc(rules->arena, (ast->names.n + 1) * sizeof *rules->names);
	for (size_t i = 0; i < ast->names.n; i++) {
		trigger_find(finder, &ast->names.at[i].pattern, &rules->names[i].trigger, &rules->names[i].needs);
		rules->names[i].lead = trigger_lead(finder, &ast->names.at[i].pattern, &rules->names[i].needs);
		rules->names[i].type = types_number(&rules->types, ast->names.at[i].type);
	}
}

/* Whether each of the patterns has some. */
static bool add_key_words(const struct trigger_finder *finder, const pattern_array *patterns, slice_array *words)
{
	bool all = true;
	for (size_t i = 0; i < patterns->n; i++) {
		struct trigger trigger;
		trigger_find(finder, &patterns->at[i], &trigger, NULL);
		for (size_t k = 0; k < trigger.words.n; k++)
			array_push(words, trigger.words.at[k]);
		all &= trigger.words.n != 0;
	}
	return all;
}

/* The first word of what may be named as a role. */
static void add_role_words(const struct ruleset *rules, slice_array *words)
{
	for (size_t i = 0; i < rules->ast->entities.n; i++) {
		const struct ast_rare *rare = ast_rare(&rules->ast->entities.at[i]);
		for (size_t k = 0; k < rare->roles.n; k++) {
			struct slice text = unicode_fold(rules->arena, rare->roles.at[k].text);
			size_t end = 0;
			while (end < text.len && ascii_is_word(text.ptr[end]))
				end++;
			array_push(words, slice_part(text, 0, end));
		}
	}
}

static void read_refers(struct ruleset *rules, const struct trigger_finder *finder)
{
	const struct ast *ast = rules->ast;
	rules->refers = arena_alloc(rules->arena, (ast->refers.n + 1) * sizeof *rules->refers);
	for (size_t i = 0; i < ast->refers.n; i++) {
		const struct ast_refer *refer = &ast->refers.at[i];
		slice_array words = { 0 };
		memset(&rules->refers[i], 0, sizeof rules->refers[i]);
		for (size_t k = 0; k < refer->types.n; k++)
			types_accept(&rules->types, refer->types.at[k], &rules->refers[i].types);
		rules->refers[i].only = refer->types.n == 1 ? types_number(&rules->types, refer->types.at[0]) : rules->types.unknown;
		for (size_t k = 0; k < refer->owns.n; k++)
			types_accept(&rules->types, refer->owns.at[k], &rules->refers[i].owned);
		if (refer->known)
			type_set_drop(&rules->refers[i].types, rules->types.unknown);
		rules->refers[i].anywhere = !add_key_words(finder, &refer->words, &words);
		if (refer->roles.n)
			add_role_words(rules, &words);
		rules->refers[i].words = word_groups_add(&rules->groups, words.at, words.n);
		array_fini(&words);
	}
}

static struct ruleset_cues read_cues(struct ruleset *rules, const struct trigger_finder *finder, const pattern_array *patterns)
{
	struct ruleset_cues cues = { .words = arena_alloc(rules->arena, (patterns->n + 1) * sizeof *cues.words), .n = patterns->n };
	for (size_t i = 0; i < patterns->n; i++) {
		struct trigger trigger;
		struct needs needs;
		trigger_find(finder, &patterns->at[i], &trigger, &needs);
		cues.words[i] = needs.words;
		cues.anywhere |= !needs.words.n;
	}
	return cues;
}

static void read_statuses(struct ruleset *rules, const struct trigger_finder *finder)
{
	const struct ast *ast = rules->ast;
	rules->statuses = arena_alloc(rules->arena, (ast->statuses.n + 1) * sizeof *rules->statuses);
	for (size_t i = 0; i < ast->statuses.n; i++) {
		const struct ast_status *status = &ast->statuses.at[i];
		rules->statuses[i] = (struct ruleset_status){ read_cues(rules, finder, &status->before), read_cues(rules, finder, &status->after),
			read_cues(rules, finder, &status->quoted), read_cues(rules, finder, &status->not_in),
			read_cues(rules, finder, &status->stop_at) };
	}
}

/* What is no line of a rule. */
static void read_others(struct ruleset *rules, const struct trigger_finder *finder)
{
	read_names(rules, finder);
	read_refers(rules, finder);
	read_statuses(rules, finder);
	classes_find(rules->ast, &rules->classes);
	rules->digest = digest_of(rules->ast, rules->arena);
}

static void expand_all(struct ruleset *rules, unsigned threads)
{
	struct trigger_finder finder;
	trigger_finder_init(&finder, rules->ast, &rules->groups, rules->arena);
	trigger_finder_know_places(&finder);
	lines_read(rules, &finder, threads, read_others);
	trigger_finder_fini(&finder);
	rules->inferences = inference_compile(rules, rules->arena);
}

struct ruleset *ruleset_load(const char *const *folders, size_t n, struct diag *diag)
{
	return ruleset_load_with(folders, n, NULL, diag);
}

struct ruleset *ruleset_load_with(const char *const *folders, size_t n, const char *library, struct diag *diag)
{
	return ruleset_load_more(folders, n, library, slice_make("", 0), 1, diag);
}

static struct ruleset *ruleset_new(void)
{
	struct ruleset *rules = alloc_new(sizeof *rules);
	rules->ast = ast_new();
	rules->arena = arena_new();
	return rules;
}

/* What was read, checked and compiled; NULL, with rules gone, where diag has more errors than before. */
static struct ruleset *finish(struct ruleset *rules, unsigned before, unsigned threads, struct diag *diag)
{
	resolve_verbs(rules->ast, diag);
	resolve_check(rules->ast, threads, diag);
	types_init(&rules->types, rules->ast);
	word_groups_init(&rules->groups, rules->arena);
	if (diag_errors(diag) > before) {
		ruleset_free(rules);
		return NULL;
	}
	index_relations(rules);
	expand_all(rules, threads);
	return rules;
}

struct ruleset *ruleset_load_more(const char *const *folders, size_t n, const char *library, struct slice more, unsigned threads, struct diag *diag)
{
	unsigned before = diag_errors(diag);
	struct ruleset *rules = ruleset_new();
	rules->ast->library = library;
	parse_uses(rules->ast, folders, n, threads, diag);
	if (more.len)
		parse_text(rules->ast, slice_of("more.rules"), more, diag);
	return finish(rules, before, threads, diag);
}

struct ruleset *ruleset_load_texts(const struct ruleset_texts *texts, struct diag *diag)
{
	unsigned before = diag_errors(diag);
	struct ruleset *rules = ruleset_new();
	rules->ast->tables = texts->tables.at;
	rules->ast->table_count = texts->tables.n;
	for (size_t i = 0; i < texts->files.n; i++)
		parse_text(rules->ast, texts->files.at[i].path, texts->files.at[i].text, diag);
	rules->ast->tables = NULL;
	rules->ast->table_count = 0;
	return finish(rules, before, 1, diag);
}

void ruleset_free(struct ruleset *rules)
{
	if (!rules)
		return;
	word_groups_fini(&rules->groups);
	array_fini(&rules->variants);
	array_fini(&rules->unless);
	map_free(rules->relations);
	types_fini(&rules->types);
	ast_free(rules->ast);
	for (size_t i = 0; i < rules->line_arenas.n; i++)
		arena_free(rules->line_arenas.at[i]);
	array_fini(&rules->line_arenas);
	arena_free(rules->arena);
	free(rules);
}

void ruleset_lint(const struct ruleset *rules, struct diag *diag)
{
	resolve_lint(rules->ast, diag);
	lint_lines(rules, diag);
}
