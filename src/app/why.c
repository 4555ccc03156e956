#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "app/answer.h"
#include "app/command.h"
#include "app/corpus.h"
#include "app/rulesets.h"
#include "app/why_name.h"
#include "app/why_text.h"
#include "base/unicode.h"
#include "text/reader.h"

enum { NEAREST = 3 };

/* What is asked of each sentence of a text. */
struct question {
	struct why_page page;
	const struct options *options;
	struct trigger_finder finder;
	const struct ast_rule *rule; /* NULL: whichever came nearest */
	uint32_t line;               /* of the file; 0: every sentence */
	size_t sentences;
	struct extractor *extractor;
	struct corrections *corrections;
	struct corrector corrector;
	struct findings findings;
	struct diag *diag;
};

static const struct place nowhere;

/* ---- sentences ---- */

static void ask_rule(struct question *question, struct probe *probe)
{
	cause_array all = { 0 };
	struct cause cause = cause_find(probe, &question->finder, question->rule, &all);
	why_print_cause(&question->page, &cause);
	why_print_names(&question->page, probe->view);
	if (!cause.finding)
		why_print_others(&question->page, &all, &cause);
	array_fini(&all);
}

static void ask_all(struct question *question, struct probe *probe)
{
	const struct extract_view *view = probe->view;
	const struct ast *ast = question->page.rules->ast;
	cause_array nearest = { 0 };
	for (size_t i = view->first; i < view->findings->list.n; i++) {
		const struct finding *finding = &view->findings->list.at[i];
		bool kept = !corrector_line(&question->corrector, finding);
		why_print_line(&question->page, "%.*s: found%s", SLICE_ARG(finding->rule), kept ? "" : ", and taken out");
		why_print_line(&question->page, "  %-10s %.*s:%" PRIu32 ", %.*s", "line", SLICE_ARG(finding->rule_file), finding->rule_line,
		        SLICE_ARG(finding->variant));
		why_print_edge(&question->page, finding);
		why_print_line(&question->page, "%s", "");
	}
	cause_nearest(probe, &question->finder, ast->relations.n, NEAREST, &nearest);
	bool found = view->findings->list.n > view->first;
	why_print_line(&question->page, "%s", nearest.n ? "rules that came near:" : found ? "no other rule came near." : "no rule came near.");
	why_print_line(&question->page, "%s", "");
	for (size_t i = 0; i < nearest.n; i++)
		why_print_cause(&question->page, &nearest.at[i]);
	why_print_names(&question->page, view);
	array_fini(&nearest);
}

static bool is_asked(const struct question *question, const struct extract_view *view)
{
	if (!question->line)
		return true;
	return document_line(view->document, view->sentence->start) <= question->line &&
	        document_line(view->document, view->sentence->end ? view->sentence->end - 1 : 0) >= question->line;
}

static void ask(const struct extract_view *view, void *data)
{
	struct question *question = data;
	struct probe probe;
	if (!is_asked(question, view))
		return;
	question->sentences++;
	question->page.document = view->document;
	why_print_sentence(&question->page, view);
	probe_init(&probe, question->page.rules, view, question->page.arena);
	if (question->rule)
		ask_rule(question, &probe);
	else
		ask_all(question, &probe);
	probe_fini(&probe);
}

static void read_document(struct document *document, const char *skipped, void *data)
{
	struct question *question = data;
	corrector_start(&question->corrector, question->corrections, document->key, question->page.arena);
	if (skipped)
		diag_error(question->diag, (struct place){ .file = document->key }, NULL, NULL, "%s", skipped);
	else
		extract_document(question->extractor, document, question->page.arena, &question->findings, question->diag);
}

/* Asks every sentence of a text (64 readable bytes behind it). */
static int ask_text(struct question *question, struct slice key, struct slice raw)
{
	struct reader_options reader = { .encoding = ENCODING_AUTO };
	struct extract_watch watch = { .sentence = ask, .data = question };
	struct extract_options options = { .all_names = true, .watch = &watch };
	options.known_names = question->options->names && strcmp(question->options->names, "known") == 0;
	options.no_refer = question->options->no_refer;
	struct word_groups groups;
	struct engine *engine = engine_new(question->page.rules, 1);
	question->extractor = extractor_new(engine, &options);
	question->corrections = corrections_new(question->page.rules);
	question->page.corrector = &question->corrector;
	word_groups_init(&groups, question->page.arena);
	trigger_finder_init(&question->finder, question->page.rules->ast, &groups, question->page.arena);
	reader_read(key, raw, &reader, question->page.arena, question->diag, read_document, question);
	trigger_finder_fini(&question->finder);
	word_groups_fini(&groups);
	findings_fini(&question->findings);
	corrector_fini(&question->corrector);
	corrections_free(question->corrections);
	extractor_free(question->extractor);
	engine_say_broken(engine, question->diag);
	engine_free(engine);
	if (diag_errors(question->diag))
		return EXIT_WRONG;
	return EXIT_DONE;
}

/* ---- what is asked for ---- */

static const struct ast_rule *rule_named(const struct ruleset *rules, struct slice name, struct diag *diag)
{
	slice_array names = { 0 };
	const struct ast_rule *rule = NULL;
	for (size_t i = 0; i < rules->ast->rules.n && !rule; i++) {
		array_push(&names, rules->ast->rules.at[i].name);
		if (slice_equal(rules->ast->rules.at[i].name, name))
			rule = &rules->ast->rules.at[i];
	}
	if (!rule) {
		struct slice near = diag_nearest(name, names.at, names.n);
		char help[160];
		snprintf(help, sizeof help, "did you mean %.*s?", SLICE_ARG(near));
		diag_error(diag, nowhere, NULL, near.len ? help : NULL, "no rule is called %.*s", SLICE_ARG(name));
	}
	array_fini(&names);
	return rule;
}

static int why_sentence(struct question *question, const char *name, const char *sentence)
{
	enum { READABLE = 64 };
	struct slice text = slice_of(sentence);
	char *bytes = arena_alloc(question->page.arena, text.len + READABLE);
	memcpy(bytes, text.ptr, text.len);
	question->rule = rule_named(question->page.rules, slice_of(name), question->diag);
	if (!question->rule)
		return EXIT_WRONG;
	int status = ask_text(question, slice_of("sentence.txt"), slice_make(bytes, text.len));
	if (question->sentences || status == EXIT_WRONG)
		return status;
	diag_error(question->diag, nowhere, NULL, NULL, "this is no sentence");
	return EXIT_WRONG;
}

static int why_line(struct question *question, const char *path, const char *rule)
{
	struct file_buffer buffer = { 0 };
	const char *why;
	if (rule && !(question->rule = rule_named(question->page.rules, slice_of(rule), question->diag)))
		return EXIT_WRONG;
	why = file_read(path, SIZE_MAX, true, &buffer);
	int status = EXIT_WRONG;
	if (why)
		diag_error(question->diag, (struct place){ .file = slice_of(path) }, NULL, NULL, "%s", why);
	else
		status = ask_text(question, slice_of(path), slice_make(buffer.bytes, buffer.len));
	if (!why && !question->sentences && status != EXIT_WRONG) {
		diag_error(question->diag, (struct place){ .file = slice_of(path), .line = question->line }, NULL,
		        "headings are read; menus, boxes and tables where a rule is `in furniture`", "no sentence stands on this line");
		status = EXIT_WRONG;
	}
	file_buffer_fini(&buffer);
	return status;
}

/* Cuts FILE:LINE; 0 where the text is none. */
static uint32_t line_of(struct arena *arena, const char *text, const char **path)
{
	const char *colon = strrchr(text, ':');
	uint32_t line = 0;
	if (!colon || colon == text || !colon[1])
		return 0;
	for (const char *c = colon + 1; *c; c++) {
		if (*c < '0' || *c > '9' || line > UINT32_MAX / 10 - 1)
			return 0;
		line = line * 10 + (uint32_t)(*c - '0');
	}
	*path = arena_copy(arena, slice_make(text, (size_t)(colon - text))).ptr;
	return line;
}

/* Where the `.kgraph` file of a document stands. */
static const char *folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? arena_copy(arena, slice_make(path, (size_t)(slash - path) + 1)).ptr : ".";
}

static int answer(const struct options *options, struct arena *arena, struct diag *diag)
{
	struct question question = { .page.arena = arena, .options = options, .diag = diag };
	struct answer output;
	text_array roots = { 0 };
	const char *path = NULL;
	question.line = line_of(arena, options->inputs.at[0], &path);
	if (question.line)
		array_push(&roots, folder_of(arena, path));
	struct ruleset *rules = rulesets_load(options, &roots, arena, diag);
	int status = EXIT_WRONG;
	answer_open(&output);
	question.page.rules = rules;
	question.page.output = output.output;
	if (rules && question.line)
		status = why_line(&question, path, options->inputs.n > 1 ? options->inputs.at[1] : NULL);
	else if (rules)
		status = why_sentence(&question, options->inputs.at[0], options->inputs.at[1]);
	status = answer_close(&output, status, diag);
	ruleset_free(rules);
	array_fini(&roots);
	return status;
}

/* Whether what stands behind the first argument are documents: then that is a name, of a rule or in a text. */
static bool names_documents(const struct options *options)
{
	for (size_t i = 1; i < options->inputs.n; i++)
		if (strcmp(options->inputs.at[i], "-") != 0 && access(options->inputs.at[i], F_OK) != 0)
			return false;
	return options->inputs.n > 1 || (options->inputs.n && options->files_from);
}

static int why_name_in(const struct options *options, struct diag *diag)
{
	struct options documents = *options;
	documents.inputs.at++;
	documents.inputs.n--;
	return why_name(options->inputs.at[0], &documents, diag);
}

int command_why(const struct options *options, struct diag *diag)
{
	const char *path;
	struct arena *arena = arena_new();
	int status = EXIT_WRONG;
	bool line = options->inputs.n && line_of(arena, options->inputs.at[0], &path);
	if (!line && names_documents(options))
		status = why_name_in(options, diag);
	else if (options->json)
		diag_error(diag, nowhere, NULL, "kgraph why --json NAME DOCUMENTS", "--json goes with the question for a name");
	else if (options->inputs.n > 2 || options->inputs.n < (line ? 1u : 2u))
		diag_error(diag, nowhere, NULL,
		        "kgraph why RULE \"SENTENCE\", kgraph why FILE:LINE [RULE], kgraph why RULE DOCUMENTS, kgraph why NAME DOCUMENTS",
		        "this is no question");
	else
		status = answer(options, arena, diag);
	arena_free(arena);
	return status;
}
