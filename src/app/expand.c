#include <stdlib.h>
#include <sys/stat.h>

#include "app/answer.h"
#include "app/command.h"
#include "app/rulesets.h"
#include "app/version.h"
#include "base/json.h"
#include "base/unicode.h"
#include "output/put.h"
#include "rules/list.h"
#include "rules/program.h"
#include "rules/write.h"

enum { WORDS_SHOWN = 24 };

static const struct place nowhere;

static bool is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static const struct ast_rule *find_rule(const struct ast *ast, struct slice name)
{
	for (size_t i = 0; i < ast->rules.n; i++)
		if (slice_equal(ast->rules.at[i].name, name))
			return &ast->rules.at[i];
	return NULL;
}

static void say_unknown(const struct ast *ast, struct slice name, struct arena *arena, struct diag *diag)
{
	ARRAY(struct slice) names = { 0 };
	for (size_t i = 0; i < ast->rules.n; i++)
		array_push(&names, ast->rules.at[i].name);
	struct slice near = diag_nearest(name, names.at, names.n);
	const char *help = near.len ? arena_format(arena, "did you mean %.*s?", SLICE_ARG(near)).ptr : "-r chooses other folders of rules";
	diag_error(diag, nowhere, NULL, help, "there is no rule called %.*s", SLICE_ARG(name));
	array_fini(&names);
}

/* ---- what a rule is made into ---- */

struct expander {
	const struct options *options;
	const struct ruleset *rules;
	struct trigger_finder finder;
	struct word_groups groups;
	struct program_compiler compiler;
	struct arena *arena;
};

static void expander_init(struct expander *expander, const struct options *options, const struct ruleset *rules, struct arena *arena)
{
	*expander = (struct expander){ .options = options, .rules = rules, .arena = arena };
	word_groups_init(&expander->groups, arena);
	trigger_finder_init(&expander->finder, rules->ast, &expander->groups, arena);
	program_compiler_init(&expander->compiler, rules);
}

static void expander_fini(struct expander *expander)
{
	program_compiler_fini(&expander->compiler);
	trigger_finder_fini(&expander->finder);
	word_groups_fini(&expander->groups);
}

static struct slice taken(struct buffer *out, struct arena *arena)
{
	struct slice text = arena_copy(arena, buffer_slice(out));
	buffer_fini(out);
	return text;
}

static struct slice pattern_text(const struct pattern *pattern, struct arena *arena)
{
	struct buffer out = { 0 };
	write_pattern(pattern, &out);
	return taken(&out, arena);
}

/* What is written for a character that stands for a mention. */
static struct slice mention_text(const struct ruleset *rules, uint32_t type, struct arena *arena)
{
	if (type >= TYPES_LIMIT) {
		struct slice noun = mention_text(rules, type - TYPES_LIMIT, arena);
		return arena_format(arena, "adjective of %.*s", SLICE_ARG(noun));
	}
	return type < rules->types.n ? rules->ast->types.at[type].name : slice_of(type == rules->types.unknown ? "unknown" : "none");
}

static struct slice readable(const struct ruleset *rules, struct slice regex, struct arena *arena)
{
	static const char all[] = "\xEE\x80\x80-\xEE\x83\xBF"; /* from the first type to the last that there can be */
	struct buffer out = { 0 };
	for (size_t at = 0, from = 0; at < regex.len; from = at) {
		uint32_t code = unicode_next(regex, &at);
		struct slice name = slice_part(regex, from, at);
		if (code < MASK_FIRST || code > MASK_LAST) {
			buffer_add(&out, name);
			continue;
		}
		if (slice_starts(slice_part(regex, from, regex.len), all)) {
			at = from + sizeof all - 1;
			name = slice_of("any name");
		} else {
			name = mention_text(rules, code - MASK_FIRST, arena);
		}
		buffer_format(&out, "\xE2\x80\xB9%.*s\xE2\x80\xBA", SLICE_ARG(name));
	}
	return taken(&out, arena);
}

/* One wording of a line. */
struct wording {
	struct slice name, pattern, regex;
	slice_array words; /* of which one must stand in the sentence; sorted, none twice */
};

static int by_bytes(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

static void take_words(struct wording *wording, const struct trigger *trigger, struct arena *arena)
{
	slice_array words = { 0 };
	for (size_t i = 0; i < trigger->words.n; i++)
		list_push(arena, &words, trigger->words.at[i]);
	if (words.n > 1)
		qsort(words.at, words.n, sizeof *words.at, by_bytes);
	for (size_t i = 0; i < words.n; i++)
		if (!i || !slice_equal(words.at[i], words.at[i - 1]))
			list_push(arena, &wording->words, words.at[i]);
}

static struct wording expand(struct expander *expander, const struct variant *variant)
{
	struct ruleset_variant ready = { .variant = *variant };
	struct program_source source = { .kind = PROGRAM_VARIANT, .variant = &ready };
	struct wording wording = { .name = variant->name, .pattern = pattern_text(&variant->pattern, expander->arena) };
	trigger_find(&expander->finder, &variant->pattern, &ready.trigger, NULL);
	take_words(&wording, &ready.trigger, expander->arena);
	wording.regex = readable(expander->rules, program_text(&source, &expander->compiler, expander->arena), expander->arena);
	return wording;
}

/* ---- for people ---- */

static void show_words(const slice_array *words, struct file_output *output)
{
	size_t shown = words->n > WORDS_SHOWN ? WORDS_SHOWN : words->n;
	put_text(output, words->n ? "    one of " : "    no word has to be there");
	for (size_t i = 0; i < shown; i++) {
		put_text(output, i ? ", " : " ");
		put_shown(output, words->at[i]);
	}
	if (words->n > shown)
		file_output_format(output, " and %zu more", words->n - shown);
	put_text(output, "\n");
}

static void show_wording(const struct expander *expander, const struct wording *wording, struct file_output *output)
{
	put_text(output, "  ");
	put_shown(output, wording->name);
	put_text(output, "\n    find    ");
	put_shown(output, wording->pattern);
	put_text(output, "\n");
	show_words(&wording->words, output);
	if (!expander->options->pcre2)
		return;
	put_text(output, "    pcre2   ");
	put_shown(output, wording->regex);
	put_text(output, "\n");
}

static void show_place(const struct place *place, struct file_output *output)
{
	put_text(output, "  # ");
	put_shown(output, place->file);
	file_output_format(output, ":%u\n", place->line);
}

static void show_rule(struct expander *expander, const struct ast_rule *rule, struct file_output *output)
{
	put_text(output, "rule ");
	put_shown(output, rule->name);
	show_place(&rule->place, output);
	if (rule->off)
		put_text(output, "off: this rule is checked, and not used\n");
	for (size_t i = 0; i < rule->finds.n; i++) {
		variant_array variants = { 0 };
		variant_expand(expander->rules->ast, rule, &rule->finds.at[i], expander->arena, &variants);
		put_text(output, "\nfind ");
		put_shown(output, rule->finds.at[i].pattern.source);
		show_place(&rule->finds.at[i].place, output);
		if (!variants.n)
			put_text(output, "  nothing: neither `forms` nor the verb allows a variant of this line\n");
		for (size_t k = 0; k < variants.n; k++) {
			struct wording wording = expand(expander, &variants.at[k]);
			show_wording(expander, &wording, output);
		}
		array_fini(&variants);
	}
	for (size_t i = 0; i < rule->unless.n; i++) {
		put_text(output, i ? "unless " : "\nunless ");
		put_shown(output, rule->unless.at[i].pattern.source);
		show_place(&rule->unless.at[i].place, output);
	}
}

/* ---- for programs ---- */

static void put_member(struct file_output *output, const char *key, struct slice text)
{
	put_text(output, key);
	json_string(text, put_bytes, output);
}

static void put_wording(const struct wording *wording, struct file_output *output)
{
	put_member(output, "{\"variant\": ", wording->name);
	put_member(output, ", \"find\": ", wording->pattern);
	put_text(output, ", \"words\": [");
	for (size_t i = 0; i < wording->words.n; i++)
		put_member(output, i ? ", " : "", wording->words.at[i]);
	put_member(output, "], \"pcre2\": ", wording->regex);
	put_text(output, "}");
}

static void put_find(struct expander *expander, const struct ast_rule *rule, const struct ast_find *find, struct file_output *output)
{
	variant_array variants = { 0 };
	variant_expand(expander->rules->ast, rule, find, expander->arena, &variants);
	put_member(output, "    {\"find\": ", find->pattern.source);
	file_output_format(output, ", \"line\": %u, \"variants\": [", find->place.line);
	for (size_t i = 0; i < variants.n; i++) {
		struct wording wording = expand(expander, &variants.at[i]);
		put_text(output, i ? ",\n      " : "\n      ");
		put_wording(&wording, output);
	}
	put_text(output, "]}");
	array_fini(&variants);
}

static void put_rule(struct expander *expander, const struct ast_rule *rule, struct file_output *output)
{
	put_member(output, "  {\"rule\": ", rule->name);
	put_member(output, ", \"file\": ", rule->place.file);
	file_output_format(output, ", \"line\": %u, \"off\": %s, \"finds\": [", rule->place.line, rule->off ? "true" : "false");
	for (size_t i = 0; i < rule->finds.n; i++) {
		put_text(output, i ? ",\n" : "\n");
		put_find(expander, rule, &rule->finds.at[i], output);
	}
	put_text(output, "], \"unless\": [");
	for (size_t i = 0; i < rule->unless.n; i++) {
		const struct ast_find *unless = &rule->unless.at[i];
		put_member(output, i ? ",\n    {\"unless\": " : "\n    {\"unless\": ", unless->pattern.source);
		put_member(output, ", \"file\": ", unless->place.file);
		file_output_format(output, ", \"line\": %u}", unless->place.line);
	}
	put_text(output, "]}");
}

/* ---- the command ---- */

typedef ARRAY(const struct ast_rule *) rule_array;

/* Arguments are rules; those that are folders choose what is loaded, and may be rules as well. */
static bool choose_rules(const struct options *options, const struct ast *ast, struct arena *arena, rule_array *rules, struct diag *diag)
{
	unsigned before = diag_errors(diag);
	for (size_t i = 0; i < options->inputs.n; i++) {
		const struct ast_rule *rule = find_rule(ast, slice_of(options->inputs.at[i]));
		if (rule)
			array_push(rules, rule);
		else if (!is_folder(options->inputs.at[i]))
			say_unknown(ast, slice_of(options->inputs.at[i]), arena, diag);
	}
	if (!rules->n && diag_errors(diag) == before)
		diag_error(diag, nowhere, NULL, "kgraph help expand shows how it is called", "no rule was named");
	return diag_errors(diag) == before;
}

static int show(struct expander *expander, const rule_array *rules, struct diag *diag)
{
	struct answer answer;
	bool json = expander->options->json;
	answer_open(&answer);
	if (json)
		put_member(answer.output, "{\"kgraph\": ", slice_of(KGRAPH_VERSION));
	put_text(answer.output, json ? ", \"rules\": [\n" : "");
	for (size_t i = 0; i < rules->n; i++) {
		if (i)
			put_text(answer.output, json ? ",\n" : "\n");
		if (json)
			put_rule(expander, rules->at[i], answer.output);
		else
			show_rule(expander, rules->at[i], answer.output);
	}
	put_text(answer.output, json ? "\n]}\n" : "");
	return answer_close(&answer, EXIT_DONE, diag);
}

int command_expand(const struct options *options, struct diag *diag)
{
	struct expander expander;
	struct arena *arena = arena_new();
	text_array roots = { 0 };
	rule_array chosen = { 0 };
	int status = EXIT_WRONG;
	for (size_t i = 0; i < options->inputs.n; i++)
		if (is_folder(options->inputs.at[i]))
			array_push(&roots, options->inputs.at[i]);
	struct ruleset *rules = rulesets_load(options, &roots, arena, diag);
	if (rules && choose_rules(options, rules->ast, arena, &chosen, diag)) {
		expander_init(&expander, options, rules, arena);
		status = show(&expander, &chosen, diag);
		expander_fini(&expander);
	}
	ruleset_free(rules);
	array_fini(&chosen);
	array_fini(&roots);
	arena_free(arena);
	return status;
}
