#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/answer.h"
#include "app/command.h"
#include "app/corpus.h"
#include "app/rulesets.h"
#include "app/why_name.h"
#include "base/unicode.h"
#include "match/cause.h"
#include "output/put.h"
#include "rules/status.h"
#include "text/reader.h"

enum { NEAREST = 3 };

/* What is asked of each sentence of a text. */
struct question {
	const struct ruleset *rules;
	struct trigger_finder finder;
	const struct ast_rule *rule; /* NULL: whichever came nearest */
	uint32_t line;               /* of the file; 0: every sentence */
	size_t sentences;
	struct arena *arena;
	struct extractor *extractor;
	struct findings findings;
	struct diag *diag;
	struct answer answer;
};

static const struct place nowhere;

/* ---- names ---- */

/* A line of the answer; what could drive a terminal is shown, not obeyed. */
static void line(struct question *question, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void line(struct question *question, const char *format, ...)
{
	struct buffer text = { 0 };
	va_list arguments;
	va_start(arguments, format);
	buffer_vformat(&text, format, arguments);
	va_end(arguments);
	put_shown(question->answer.output, buffer_slice(&text));
	put_text(question->answer.output, "\n");
	buffer_fini(&text);
}

static struct slice place_text(struct question *question, const struct place *place)
{
	return place->file.len ? arena_format(question->arena, "%.*s:%" PRIu32, SLICE_ARG(place->file), place->line) : slice_of("");
}

static struct slice origin_of(struct question *question, const struct mention *mention)
{
	const struct ast *ast = question->rules->ast;
	switch (mention->kind) {
	case MENTION_ENTITY:
		return place_text(question, &ast->entities.at[mention->entity].place);
	case MENTION_NAMED:
	case MENTION_DESCRIBED:
		return place_text(question, &ast->names.at[mention->order].pattern.place);
	case MENTION_REFER:
		return place_text(question, &ast->refers.at[mention->refer].place);
	default:
		return slice_of("by its capitals alone");
	}
}

static void print_names(struct question *question, const struct extract_view *view)
{
	const struct types *types = &question->rules->types;
	line(question, "  names seen:");
	for (size_t i = 0; i < view->mentions->list.n; i++) {
		const struct mention *mention = &view->mentions->list.at[i];
		struct slice text = unicode_normal(question->arena, slice_part(view->document->text, mention->start, mention->end));
		struct slice type = mention->type < types->n ? types->ast->types.at[mention->type].name : slice_of("of no known type");
		struct slice origin = origin_of(question, mention);
		line(question, "    %.*s  (%.*s, %.*s)", SLICE_ARG(text), SLICE_ARG(type), SLICE_ARG(origin));
	}
	if (!view->mentions->list.n)
		line(question, "    none: `entity` and `name` lines make names known");
}

/* ---- causes ---- */

static const char *advice(const struct cause *cause)
{
	static const char *const texts[CAUSE_COUNT] = {
		[CAUSE_OFF] = "take the word `off` out of the rule to use it",
		[CAUSE_WORD] = "if the sentence says the same in other words, add a `find` line, or the word to the verb or the list",
		[CAUSE_SPELLING] = "if it is the same word, add the spelling to the verb or the list",
		[CAUSE_FORM] = "name the verb in < > without a form, and let `forms` allow this one",
		[CAUSE_NO_NAME] = "an `entity` line, or a `name` line for many of its kind, makes it known",
		[CAUSE_ALIAS] = "if they are the same, add this spelling to the entity's `also` line",
		[CAUSE_TYPE] = "let the relation or the hole take this type, or correct the type of the name",
		[CAUSE_BETWEEN] = "write ... where words may stand between, or [word] for one that may",
		[CAUSE_CLAUSE] = "a gap never crosses the end of a clause: write the words out, if the relation really reaches over it",
		[CAUSE_NAME_BETWEEN] = "a gap never crosses a name: write a hole for it",
		[CAUSE_OTHER_WORD] = "write (this|that) where either may stand",
		[CAUSE_UNLESS] = "change the `unless` line if this sentence should be found",
		[CAUSE_ENDS] = "the two names must be two entities, of types that the relation takes",
	};
	return texts[cause->kind];
}

static void print_field(struct question *question, const char *label, struct slice text)
{
	if (text.len)
		line(question, "  %-10s %.*s", label, SLICE_ARG(text));
}

static void print_wanted(struct question *question, const struct cause *cause)
{
	if (cause->wanted.len && cause->takes.len)
		line(question, "  %-10s %.*s, which takes %.*s", "wanted", SLICE_ARG(cause->wanted), SLICE_ARG(cause->takes));
	else
		print_field(question, "wanted", cause->wanted);
}

static void print_near(struct question *question, const struct cause *cause)
{
	static const char *const labels[CAUSE_COUNT] = {
		[CAUSE_STATUS] = "cue",
		[CAUSE_SPELLING] = "looks like",
		[CAUSE_FORM] = "verb",
		[CAUSE_ALIAS] = "looks like",
		[CAUSE_TYPE] = "its type",
		[CAUSE_CLAUSE] = "ended by",
		[CAUSE_NAME_BETWEEN] = "the name",
	};
	if (!labels[cause->kind] || (!cause->near.len && !cause->near_place.file.len))
		return;
	struct slice place = place_text(question, &cause->near_place),
	             near = cause->near.len ? cause->near : slice_of("the rule's own `status` line");
	if (place.len)
		line(question, "  %-10s %.*s  (%.*s)", labels[cause->kind], SLICE_ARG(near), SLICE_ARG(place));
	else
		print_field(question, labels[cause->kind], near);
}

static void print_edge(struct question *question, const struct finding *finding)
{
	struct slice relation = question->rules->ast->relations.at[finding->relation].name;
	line(question, "  %-10s %.*s | %.*s | %.*s | %s", "edge", SLICE_ARG(finding->source.name), SLICE_ARG(relation),
	        SLICE_ARG(finding->target.name), status_name(finding->status));
	line(question, "  %-10s %u of 100", "sure", finding->sure);
	line(question, "  %-10s %.*s and %.*s, bytes %" PRIu64 " to %" PRIu64 "", "proof", SLICE_ARG(finding->source.text),
	        SLICE_ARG(finding->target.text), finding->start, finding->end);
	print_field(question, "as", finding->as);
	print_field(question, "resolved", finding->resolved);
}

static void print_line(struct question *question, const struct cause *cause)
{
	if (!cause->find)
		return;
	struct slice place = place_text(question, &cause->find->place);
	print_field(question, "line", cause->find->pattern.source);
	line(question, "  %-10s %.*s, %.*s", "", SLICE_ARG(place), SLICE_ARG(cause->variant));
}

static void print_cause(struct question *question, const struct cause *cause)
{
	line(question, "%.*s: %s [%s]", SLICE_ARG(cause->rule->name), cause_title(cause->kind), cause_code(cause->kind));
	print_line(question, cause);
	if (cause->finding)
		print_edge(question, cause->finding);
	print_field(question, "matched", cause->finding ? slice_of("") : cause->matched);
	print_wanted(question, cause);
	print_field(question, "there is", cause->stood);
	print_near(question, cause);
	if (advice(cause))
		line(question, "  %-10s %s", "help", advice(cause));
	line(question, "%s", "");
}

static int by_score(const void *a, const void *b)
{
	const struct cause *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->find->place.line != y->find->place.line)
		return x->find->place.line < y->find->place.line ? -1 : 1;
	return slice_compare(x->variant, y->variant);
}

static bool same_story(const struct cause *a, const struct cause *b)
{
	return a->find == b->find && a->kind == b->kind && slice_equal(a->variant, b->variant) && slice_equal(a->matched, b->matched) &&
	        slice_equal(a->wanted, b->wanted);
}

/* A line for each other form of each line of the rule, nearest first; those whose words are missing are counted. */
static void print_others(struct question *question, cause_array *all, const struct cause *best)
{
	size_t missing = 0, shown = 0;
	if (all->n > 1)
		qsort(all->at, all->n, sizeof *all->at, by_score);
	for (size_t i = 0; i < all->n; i++) {
		const struct cause *cause = &all->at[i];
		if (same_story(cause, best) || (i && same_story(cause, cause - 1)))
			continue;
		if (cause->matched.len && !shown++)
			line(question, "  the other forms:");
		struct slice text = cause_text(cause, cause->find->place.file, question->arena);
		if (cause->matched.len)
			line(question, "    %.*s", SLICE_ARG(text));
		else
			missing++;
	}
	if (missing)
		line(question, "  %zu other form%s of its lines: the words do not stand in the sentence", missing, missing == 1 ? "" : "s");
	line(question, "%s", "");
}

/* ---- sentences ---- */

static void ask_rule(struct question *question, struct probe *probe)
{
	cause_array all = { 0 };
	struct cause cause = cause_find(probe, &question->finder, question->rule, &all);
	print_cause(question, &cause);
	print_names(question, probe->view);
	if (!cause.finding)
		print_others(question, &all, &cause);
	array_fini(&all);
}

static void ask_all(struct question *question, struct probe *probe)
{
	const struct extract_view *view = probe->view;
	const struct ast *ast = question->rules->ast;
	cause_array nearest = { 0 };
	for (size_t i = view->first; i < view->findings->list.n; i++) {
		const struct finding *finding = &view->findings->list.at[i];
		line(question, "%.*s: found", SLICE_ARG(finding->rule));
		line(question, "  %-10s %.*s:%" PRIu32 ", %.*s", "line", SLICE_ARG(finding->rule_file), finding->rule_line,
		        SLICE_ARG(finding->variant));
		print_edge(question, finding);
		line(question, "%s", "");
	}
	cause_nearest(probe, &question->finder, ast->relations.n, NEAREST, &nearest);
	bool found = view->findings->list.n > view->first;
	line(question, "%s", nearest.n ? "rules that came near:" : found ? "no other rule came near." : "no rule came near.");
	line(question, "%s", "");
	for (size_t i = 0; i < nearest.n; i++)
		print_cause(question, &nearest.at[i]);
	print_names(question, view);
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
	struct slice text = unicode_normal(question->arena, slice_part(view->document->text, view->sentence->start, view->sentence->end));
	line(question, "\"%.*s\"", SLICE_ARG(text));
	line(question, "%s", "");
	probe_init(&probe, question->rules, view, question->arena);
	if (question->rule)
		ask_rule(question, &probe);
	else
		ask_all(question, &probe);
	probe_fini(&probe);
}

static void read_document(struct document *document, const char *skipped, void *data)
{
	struct question *question = data;
	if (skipped)
		diag_error(question->diag, (struct place){ .file = document->key }, NULL, NULL, "%s", skipped);
	else
		extract_document(question->extractor, document, question->arena, &question->findings, question->diag);
}

/* Asks every sentence of a text (64 readable bytes behind it). */
static int ask_text(struct question *question, struct slice key, struct slice raw)
{
	struct reader_options reader = { .encoding = ENCODING_AUTO };
	struct extract_watch watch = { .sentence = ask, .data = question };
	struct extract_options options = { .all_names = true, .watch = &watch };
	struct word_groups groups;
	struct engine *engine = engine_new(question->rules);
	question->extractor = extractor_new(engine, &options);
	word_groups_init(&groups, question->arena);
	trigger_finder_init(&question->finder, question->rules->ast, &groups, question->arena);
	reader_read(key, raw, &reader, question->arena, question->diag, read_document, question);
	trigger_finder_fini(&question->finder);
	word_groups_fini(&groups);
	findings_fini(&question->findings);
	extractor_free(question->extractor);
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
	char *bytes = arena_alloc(question->arena, text.len + READABLE);
	memcpy(bytes, text.ptr, text.len);
	question->rule = rule_named(question->rules, slice_of(name), question->diag);
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
	if (rule && !(question->rule = rule_named(question->rules, slice_of(rule), question->diag)))
		return EXIT_WRONG;
	why = file_read(path, SIZE_MAX, true, &buffer);
	int status = EXIT_WRONG;
	if (why)
		diag_error(question->diag, (struct place){ .file = slice_of(path) }, NULL, NULL, "%s", why);
	else
		status = ask_text(question, slice_of(path), slice_make(buffer.bytes, buffer.len));
	if (!why && !question->sentences && status != EXIT_WRONG) {
		diag_error(question->diag, (struct place){ .file = slice_of(path), .line = question->line }, NULL,
		        "headings are read, menus and link lists are not", "no sentence stands on this line");
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
	struct question question = { .arena = arena, .diag = diag };
	text_array roots = { 0 };
	const char *path = NULL;
	question.line = line_of(arena, options->inputs.at[0], &path);
	if (question.line)
		array_push(&roots, folder_of(arena, path));
	struct ruleset *rules = rulesets_load(options, &roots, arena, diag);
	int status = EXIT_WRONG;
	question.rules = rules;
	answer_open(&question.answer);
	if (rules && question.line)
		status = why_line(&question, path, options->inputs.n > 1 ? options->inputs.at[1] : NULL);
	else if (rules)
		status = why_sentence(&question, options->inputs.at[0], options->inputs.at[1]);
	status = answer_close(&question.answer, status, diag);
	ruleset_free(rules);
	array_fini(&roots);
	return status;
}

/* Whether what stands behind the first argument are documents: then that is a name. */
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
		diag_error(diag, nowhere, NULL, "kgraph why RULE \"SENTENCE\", kgraph why FILE:LINE [RULE], kgraph why NAME DOCUMENTS",
		        "this is no question");
	else
		status = answer(options, arena, diag);
	arena_free(arena);
	return status;
}
