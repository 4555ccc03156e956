#include "app/check.h"

#include "app/answer.h"
#include "app/command.h"
#include "app/corpus.h"
#include "app/rulesets.h"

static const char *ending(size_t n)
{
	return n == 1 ? "" : "s";
}

static void check_text(const struct checked *checked, struct file_output *output)
{
	if (!checked->rules)
		return;
	const struct examples *examples = checked->examples;
	size_t rules = checked->rules->rules, entities = checked->rules->ast->entities.n, relations = checked->rules->ast->relations.n;
	unsigned warnings = diag_warnings(checked->diag);
	file_output_format(output, "%zu rule%s, %zu entit%s, %zu relation%s; examples: %zu passed, %zu failed, %zu to do", rules, ending(rules),
	        entities, entities == 1 ? "y" : "ies", relations, ending(relations), examples->passed, examples->failed,
	        examples->todo - examples->todo_passed);
	if (examples->todo_passed)
		file_output_format(output, " (%zu marked todo pass now)", examples->todo_passed);
	file_output_format(output, "; %u warning%s\n", warnings, ending(warnings));
}

static int say(const struct options *options, const struct checked *checked, struct diag *diag)
{
	struct answer answer;
	answer_open(&answer);
	if (options->json)
		check_json(checked, answer.output);
	else
		check_text(checked, answer.output);
	return answer_close(&answer, checked->status, diag);
}

/* Whether the rules could be loaded; *examples is filled then. */
static bool check(const struct ruleset *rules, struct slice chosen, struct examples *examples, struct diag *diag)
{
	if (!rules)
		return false;
	ruleset_lint(rules, diag);
	examples_run(rules, chosen, examples, diag);
	return true;
}

/* found is where what is found goes, diag where a failure to say it goes. */
static int check_and_say(const struct options *options, struct diag *found, struct diag *diag)
{
	struct corpus corpus;
	struct arena *arena = arena_new();
	struct ruleset *rules = corpus_open(&corpus, options, found) ? rulesets_load(options, &corpus.roots, arena, found) : NULL;
	struct examples examples = { 0 };
	struct checked checked = { rules, NULL, found, EXIT_WRONG };
	if (check(rules, rulesets_chosen(options, arena), &examples, found)) {
		checked.examples = &examples;
		checked.status = examples.failed ? EXIT_LESS : EXIT_DONE;
	}
	int status = say(options, &checked, diag);
	examples_fini(&examples);
	ruleset_free(rules);
	corpus_fini(&corpus);
	arena_free(arena);
	return status;
}

int command_check(const struct options *options, struct diag *diag)
{
	if (!options->json)
		return check_and_say(options, diag, diag);
	struct diag *kept = diag_new();
	int status = check_and_say(options, kept, diag);
	diag_free(kept);
	return status;
}
