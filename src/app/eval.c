#include "app/eval.h"

#include "app/answer.h"
#include "app/command.h"
#include "app/quotes.h"
#include "app/study.h"

static const struct place nowhere;

/* ---- what was asked ---- */

static const char usage[] = "the list comes first: kgraph eval LIST.csv FOLDER";

/* The options without the list, which is the first argument; the others are documents. */
static struct options without_list(const struct options *options)
{
	struct options documents = *options;
	documents.inputs.at++;
	documents.inputs.n--;
	return documents;
}

static struct gold *read_list(const char *path, const struct corpus *corpus, const struct ruleset *rules, struct diag *diag)
{
	struct file_buffer buffer = { 0 };
	struct gold *gold = NULL;
	bool input = strcmp(path, "-") == 0;
	const char *why;
	if (input && corpus->standard_input)
		why = "standard input cannot be both the list and a document";
	else
		why = input ? file_read_descriptor(0, GOLD_BYTES_MAX, &buffer) : file_read(path, GOLD_BYTES_MAX, true, &buffer);
	if (why)
		diag_error(diag, (struct place){ .file = slice_of(path) }, NULL, usage, "the list cannot be read: %s", why);
	else
		gold = gold_read(slice_of(path), slice_make(buffer.bytes, buffer.len), rules, diag);
	file_buffer_fini(&buffer);
	return gold;
}

/* ---- what comes out ---- */

/* Whether the figure reaches the percentage that was asked for; what cannot be measured does not. */
static bool reaches(struct ratio ratio, uint64_t percent, const char *option, const char *what, struct diag *diag)
{
	if (percent == 0 || (ratio.whole && (uint64_t)ratio.part * 100 >= percent * ratio.whole))
		return true;
	if (ratio.whole)
		diag_error(diag, nowhere, NULL, NULL, "%s is %u of %u, less than %s %u", what, ratio.part, ratio.whole, option, (unsigned)percent);
	else
		diag_error(diag, nowhere, NULL, NULL, "%s cannot be measured, and %s %u was asked for", what, option, (unsigned)percent);
	return false;
}

static bool reaches_all(const struct figures *total, const struct options *options, struct diag *diag)
{
	bool recall = reaches(figures_recall(total, FIGURES_CORE), options->min_recall, "--min-recall", "the recall on core rows", diag);
	return reaches(figures_precision(total), options->min_precision, "--min-precision", "the precision", diag) && recall;
}

/* What a `reject` line took out of the row's document between its names. */
static const struct fact_rejection *find_rejection(const struct eval *eval, const struct score_row *row, struct alike *alike)
{
	const struct facts *facts = eval->facts;
	struct slice document = facts->documents.at[row->document].key;
	if (row->gold->relation_number == GOLD_NONE)
		return NULL;
	for (size_t i = 0; i < facts->rejections.n; i++) {
		const struct fact_rejection *rejection = &facts->rejections.at[i];
		struct slice rest = rejection->edge, source, relation, target;
		if (!slice_equal(rejection->document, document) || !slice_split(&rest, '|', &source) || !slice_split(&rest, '|', &relation) ||
		        !slice_split(&rest, '|', &target) || !slice_equal(relation, facts->relations.at[row->gold->relation_number].name))
			continue;
		struct alike_name from = alike_name(alike, source), to = alike_name(alike, target);
		if (score_is_of(eval->score, row, &from, &to))
			return rejection;
	}
	return NULL;
}

static void find_rejections(struct eval *eval, struct alike *alike, struct arena *arena)
{
	const struct score *score = eval->score;
	eval->taken_out = arena_alloc(arena, (score->rows.n + 1) * sizeof *eval->taken_out);
	for (size_t i = 0; i < score->rows.n; i++)
		eval->taken_out[i] = score->rows.at[i].edge == GOLD_NONE ? find_rejection(eval, &score->rows.at[i], alike) : NULL;
}

static void find_sentences(struct eval *eval, struct quotes *quotes, struct alike *alike, struct arena *arena)
{
	const struct score *score = eval->score;
	eval->quotes = arena_alloc(arena, (score->rows.n + 1) * sizeof *eval->quotes);
	for (size_t i = 0; i < score->rows.n; i++) {
		const struct score_row *row = &score->rows.at[i];
		bool missed = row->edge == GOLD_NONE && row->gold->tier != GOLD_ALLOWED;
		eval->quotes[i] = missed ? quotes_find(quotes, score, row, alike) : (struct quotes_found){ .sentence = { "", 0 } };
	}
}

static int print(const struct eval *eval, const struct options *options, int status, struct diag *diag)
{
	struct answer answer;
	answer_open(&answer);
	(options->json ? eval_print_json : eval_print)(eval, answer.output);
	return answer_close(&answer, status, diag);
}

static int measure(const struct study *study, struct gold *gold, struct quotes *quotes, const bool *wanted, const struct options *options,
        struct diag *diag)
{
	struct eval eval = { .gold = gold, .facts = study->facts, .left_out = gold_find_documents(gold, study->facts, diag) };
	struct alike *alike = alike_new(study->rules->ast);
	struct score *score = score_new(gold, study->facts, alike, wanted);
	int status = EXIT_WRONG;
	eval.score = score;
	if (score->documents.n == 0) {
		diag_error(diag, nowhere, NULL, "the column document holds their names as kgraph prints them, or without their folders",
		        "no document of the list was read");
	} else {
		find_sentences(&eval, quotes, alike, study->arena);
		find_rejections(&eval, alike, study->arena);
		status = print(&eval, options, eval.left_out ? EXIT_LESS : study_status(study), diag);
		if (!reaches_all(&score->total, options, diag) && status == EXIT_DONE)
			status = EXIT_LESS;
	}
	score_free(score);
	alike_free(alike);
	return status;
}

static int read_and_measure(struct study *study, struct gold *gold, const struct options *options, struct diag *diag)
{
	const bool *wanted = study_relations(study, options, diag);
	if (diag_errors(diag))
		return EXIT_WRONG;
	struct quotes *quotes = quotes_new(gold, study->rules);
	struct work_watch watch = quotes_watch(quotes);
	int status = study_read(study, options, &watch, diag) ? measure(study, gold, quotes, wanted, options, diag) : EXIT_WRONG;
	quotes_free(quotes);
	return status;
}

int command_eval(const struct options *options, struct diag *diag)
{
	struct study study;
	struct gold *gold = NULL;
	if (options->inputs.n == 0) {
		diag_error(diag, nowhere, NULL, usage, "no list was named");
		return EXIT_WRONG;
	}
	struct options documents = without_list(options);
	if (study_open(&study, &documents, diag))
		gold = read_list(options->inputs.at[0], &study.corpus, study.rules, diag);
	int status = gold ? read_and_measure(&study, gold, &documents, diag) : EXIT_WRONG;
	gold_free(gold);
	study_fini(&study);
	return status;
}
