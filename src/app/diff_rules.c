#include "app/diff_rules.h"

#include "app/git.h"
#include "app/report.h"
#include "app/rulesets.h"
#include "app/work.h"
#include "base/file_temporary.h"

static const struct place nowhere;

/* Messages about files of a revision name them as git does. */
static void replay(struct diag *kept, struct slice from, struct slice to, struct arena *arena, struct diag *diag)
{
	size_t n;
	const struct diag_message *messages = diag_kept(kept, &n);
	for (size_t i = 0; i < n; i++) {
		struct place place = messages[i].place;
		struct slice file = place.file;
		if (file.len >= from.len && memcmp(file.ptr, from.ptr, from.len) == 0)
			place.file = arena_format(arena, "%.*s%.*s", SLICE_ARG(to), SLICE_ARG(slice_part(file, from.len, file.len)));
		const char *code = messages[i].code.len ? arena_copy(arena, messages[i].code).ptr : NULL;
		const char *help = messages[i].help.len ? arena_copy(arena, messages[i].help).ptr : NULL;
		if (messages[i].severity == DIAG_ERROR)
			diag_error(diag, place, code, help, "%.*s", SLICE_ARG(messages[i].text));
		else if (messages[i].severity == DIAG_WARNING)
			diag_warning(diag, place, code, help, "%.*s", SLICE_ARG(messages[i].text));
	}
}

/* The files of a revision are on the disk while they are read, and no signal ends the program then. */
static struct ruleset *load_revision(struct diff_rules *rules, const char *argument, struct diag *diag)
{
	sigset_t before;
	const char *temporary = NULL;
	struct ruleset *loaded = NULL;
	struct diag *kept = diag_new();
	file_signals_block(&before);
	const char *folder = git_folder(argument, rules->arena, &temporary, diag);
	if (folder)
		loaded = rulesets_load_folder(folder, &rules->corpus.roots, rules->arena, kept);
	git_forget(temporary);
	file_signals_restore(&before);
	if (folder)
		replay(kept, slice_of(folder), slice_of(argument), rules->arena, diag);
	diag_free(kept);
	return loaded;
}

static struct ruleset *load(struct diff_rules *rules, const char *argument, struct diag *diag)
{
	if (git_is_revision(argument))
		return load_revision(rules, argument, diag);
	return rulesets_load_folder(argument, &rules->corpus.roots, rules->arena, diag);
}

static bool check(const struct options *options, struct diag *diag)
{
	if (options->inputs.n > 2 || options->files_from)
		return true;
	diag_error(diag, nowhere, NULL, "name files or folders behind the two folders of rules", "no document was named");
	return false;
}

/* That rules differ in nothing where there is nothing to read is no news. */
static bool has_documents(const struct corpus *corpus, struct diag *diag)
{
	if (corpus->n == 0)
		diag_error(diag, nowhere, NULL, NULL, "there is no document to read");
	return corpus->n > 0;
}

bool diff_rules_open(struct diff_rules *rules, const struct options *options, const text_array *outputs, struct diag *diag)
{
	*rules = (struct diff_rules){ .options = *options, .arena = arena_new() };
	rules->options.inputs = (text_array){ .at = options->inputs.at + 2, .n = options->inputs.n - 2 };
	bool usable = check(options, diag);
	usable = work_check(options, diag) && usable;
	usable = corpus_open(&rules->corpus, &rules->options, diag) && usable;
	if (usable && rules->corpus.standard_input) {
		diag_error(
		        diag, nowhere, NULL, "name files or folders", "the documents are read more than once: standard input cannot be one of them");
		usable = false;
	}
	for (int i = 0; i < 2 && usable; i++) {
		rules->rules[i] = load(rules, options->inputs.at[i], diag);
		usable = rules->rules[i] && usable;
	}
	return usable && corpus_walk(&rules->corpus, &rules->options, outputs, diag) && has_documents(&rules->corpus, diag);
}

bool diff_rules_read(struct diff_rules *rules, struct diag *diag)
{
	struct progress progress;
	for (int i = 0; i < 2; i++) {
		/* What is wrong with a document is said once. */
		struct diag *other = i ? diag : diag_new();
		progress_start(&progress, rules->corpus.n, rules->corpus.bytes, rules->options.quiet);
		rules->facts[i] = work_extract(&rules->corpus, rules->rules[i], &rules->options, NULL, &progress, other);
		if (!i)
			diag_free(other);
		if (rules->facts[i])
			work_keep_texts(rules->facts[i], rules->rules[i]);
		else if (i)
			return false;
	}
	return rules->facts[0];
}

void diff_rules_fini(struct diff_rules *rules)
{
	for (int i = 0; i < 2; i++) {
		if (rules->facts[i])
			facts_free(rules->facts[i]);
		ruleset_free(rules->rules[i]);
	}
	corpus_fini(&rules->corpus);
	arena_free(rules->arena);
}
